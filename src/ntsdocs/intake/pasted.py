"""Read pasted text: lines are paragraphs, lines with cells apart by « | » or by tabs are rows of tables."""

from __future__ import annotations

import re

from ntsdocs.intake.tree import SourceCell, SourceLine, SourceTable

_LONGEST_ROW = 40  # lines that one row of a table may run over


def read(text: str) -> list[SourceLine | SourceTable]:
    """What the text says; places name its lines."""
    content: list[SourceLine | SourceTable] = []
    lines = text.splitlines()
    at = tables = 0
    while at < len(lines):
        sign = _sign(lines[at])
        if not sign:
            content.append(SourceLine(lines[at], place=f"dòng {at + 1}"))
            at += 1
            continue
        rows, after = _rows(lines, at, sign)
        tables += 1
        content.append(SourceTable(rows, f"bảng {tables} (từ dòng {at + 1})"))
        at = after
    return content


def _sign(line: str) -> str:
    """What parts the cells of the line; blank if it is no row of a table."""
    if "\t" in line.strip():
        return "\t"
    return "|" if re.search(r"\s\||\|\s*$", line) else ""


def _rows(lines: list[str], start: int, sign: str) -> tuple[list[tuple[list[SourceCell], bool]], int]:
    """The rows of the table that begins at `start`, and the line after it."""
    closes = sign == "|" and lines[start].rstrip().endswith("|")
    width = len(_cells(lines[start], sign, closes=closes))
    rows: list[tuple[list[SourceCell], bool]] = []
    at = start
    while at < len(lines) and _sign(lines[at]) == sign:
        text, after = _whole_row(lines, at, width) if closes else (lines[at], at + 1)
        rows.append(([SourceCell([SourceLine(cell)]) for cell in _cells(text, sign, closes=closes)], False))
        at = after
    return rows, at


def _whole_row(lines: list[str], start: int, width: int) -> tuple[str, int]:
    """The lines from `start` until one closes a row as wide as the table, and the line after them."""
    text = lines[start]
    for at in range(start + 1, min(start + _LONGEST_ROW, len(lines) + 1)):
        if text.rstrip().endswith("|") or text.count("|") >= width:
            return text, at
        if at < len(lines):
            text = f"{text}\n{lines[at]}"
    return lines[start], start + 1


def _cells(text: str, sign: str, *, closes: bool) -> list[str]:
    cells = [cell.strip() for cell in text.split(sign)]
    return cells[:-1] if closes and len(cells) > 1 and not cells[-1] else cells
