"""Show what changed from one build to another, and why."""

from ntsdocs.diff.bases import base, both, new
from ntsdocs.diff.builds import Build, open_build
from ntsdocs.diff.compare import diff

__all__ = [
    "Build",
    "base",
    "both",
    "builds",
    "console",
    "diff",
    "file_pair",
    "forecast",
    "identity",
    "new",
    "open_build",
    "releases",
    "result",
    "verify",
    "word_file",
    "wording",
]
