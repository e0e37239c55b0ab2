"""A comparison of two builds as web pages."""

__all__ = ["pictures", "publish", "visible_text", "write"]
