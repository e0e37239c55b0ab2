"""Show what changed from one build to another, and why."""

from ntsdocs.review.bases import base, both, new
from ntsdocs.review.builds import Build, opened
from ntsdocs.review.compare import diff

__all__ = ["Build", "base", "both", "diff", "new", "opened"]
