"""What each paper was made of, as it is written down, and why a paper is new."""

__all__ = ["causes", "cells_used", "cells_used_file", "comparison", "manifest", "program", "redrawing"]
