"""The journey from a plan folder to its papers, and the folder that keeps what people edited."""

__all__ = [
    "data_check",
    "edition_book",
    "editions",
    "folder",
    "journey",
    "options",
    "outcome",
    "paths",
    "printing",
    "rebuild",
    "summary",
    "unchanged",
    "workers",
]
