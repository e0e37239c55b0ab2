"""Word files: the zip, its parts, formats in force, paragraphs as a reader sees them, and how they are changed."""

__all__ = [
    "edit",
    "extra_parts",
    "font_widths",
    "lines",
    "old_fonts",
    "outline",
    "outline_format",
    "outline_layout",
    "outline_text",
    "package",
    "parts",
    "pieces",
    "reader",
    "row_tags",
    "runs",
    "xml",
]
