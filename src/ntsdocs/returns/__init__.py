"""What came back: whose each file is, what it answers, what it changed, and what is still missing."""

__all__ = [
    "accepted",
    "answers",
    "bases",
    "changes",
    "form_book",
    "form_file",
    "forms",
    "letterbox",
    "lines",
    "opinions",
    "own_words",
    "plan_book",
    "reading",
    "receive",
    "returned_tables",
    "rows",
    "told",
    "values",
    "verify_file",
    "whose",
]
