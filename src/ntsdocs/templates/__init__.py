"""The language of templates: read, held against its kind, compiled, filled and described."""

__all__ = ["care", "fill", "marks", "markup", "prepare", "printable", "render", "start"]
