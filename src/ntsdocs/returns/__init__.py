"""What came back: whose each file is, what it answers, what it changed, and what is still missing."""

__all__ = [
    "agency_forms",
    "letterbox",
    "opinions",
    "own_words",
    "paper_versions",
    "plan_book",
    "receive",
    "verify_file",
    "whose",
]
