"""The language of templates: read, held against its kind, compiled, filled and described."""

__all__ = ["care", "fill", "prepare", "printable", "render", "start"]
