"""The words by which published plans are read, as the tables of data/chung list them."""

from __future__ import annotations

from pathlib import Path

from ntsdocs.tables import csv_records

_FOLDER = Path(__file__).resolve().parents[3] / "data" / "chung"


def _rows(name: str) -> list[list[str]]:
    return [*csv_records((_FOLDER / name).read_text(encoding="utf-8-sig"))][1:]


HEADINGS = _rows("headings.csv")  # what they are of, field, how surely, pattern of folded words
BODIES = _rows("bodies.csv")  # of whose body, pattern of the name, kind, group, title of the head


def either(rows: list[list[str]], of: str, at: int) -> str:
    """One pattern of all those in this column of the rows that are `of` one sort."""
    return "|".join(row[at] for row in rows if row[0] == of)
