"""Vietnamese text: how it is written, compared, ordered and repaired, and how a person is told what is wrong."""

__all__ = [
    "align",
    "file_kinds",
    "groups",
    "old_encodings",
    "plain",
    "problems",
    "shelf",
    "suggestions",
    "vn",
    "words",
]
