"""The language of templates: how it is read, checked against its kind, compiled, filled and described."""

__all__ = ["care", "carried", "fill", "filled_places", "prepare", "printable", "render", "start", "trial"]
