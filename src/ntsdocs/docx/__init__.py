"""Word files: the zip, its parts, formats in force, paragraphs as a reader sees them, and how they are changed."""

__all__ = [
    "document",
    "edit",
    "extra_parts",
    "fields",
    "font_widths",
    "formats",
    "grid",
    "lines",
    "office",
    "outline",
    "outline_format",
    "outline_text",
    "package",
    "paragraph_places",
    "parts",
    "properties",
    "reader",
    "runs",
    "same",
    "xml",
]
