"""Where the words of a paper come from: cell, ruling, phrase, line of the template."""

__all__ = ["answer", "passport"]
