"""What came back: whose each file is, what it answers, what it changed, and what is still missing."""

__all__ = [
    "accepted",
    "answers",
    "bases",
    "changes",
    "form_book",
    "form_file",
    "forms",
    "ledger",
    "letterbox",
    "lines",
    "opinions",
    "own_words",
    "plan_book",
    "reading",
    "receive",
    "rows",
    "told",
    "values",
    "verify_file",
    "whose",
]
