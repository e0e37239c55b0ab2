"""All tables of a plan as one workbook: written for people, and taken back by cell."""

from ntsdocs.returns.plan_book.sheets_written import write
from ntsdocs.returns.plan_book.take_back import take_back

__all__ = ["take_back", "write"]
