"""What people see in a browser: a comparison of two builds, and the board of the duties."""

__all__ = ["board", "pictures", "publish", "visible_text", "write"]
