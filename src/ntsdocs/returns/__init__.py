"""What came back: whose each file is, what it answers, what it changed, and what is still missing."""

__all__ = [
    "accepted",
    "answers",
    "changes",
    "form_book",
    "form_file",
    "forms",
    "ledger",
    "lines",
    "opinions",
    "plan_book",
    "reading",
    "receive",
    "rows",
    "told",
    "values",
]
