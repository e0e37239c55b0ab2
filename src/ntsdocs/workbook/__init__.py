"""All tables of a plan as one workbook: written for people, and taken back by cell."""

from ntsdocs.workbook.take_back import take_back
from ntsdocs.workbook.write import write

__all__ = ["take_back", "write"]
