"""The journey from a plan folder to its papers, and the folder that keeps what people edited."""

__all__ = [
    "data_check",
    "disk",
    "edition_book",
    "editions",
    "folder",
    "issuing",
    "journey",
    "lots",
    "options",
    "outcome",
    "paths",
    "printing",
    "rebuild",
    "since",
    "summary",
    "unchanged",
    "workers",
]
