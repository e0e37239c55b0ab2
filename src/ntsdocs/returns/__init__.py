"""What came back: whose each file is, what it answers, what it changed, and what is still missing."""

__all__: list[str] = ["accepted", "answers", "ledger", "lines", "reading", "rows", "told", "values"]
