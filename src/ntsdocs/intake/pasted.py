"""Read pasted text: lines are paragraphs, lines with cells apart by « | » or by tabs are rows of tables."""

from __future__ import annotations

import re

from ntsdocs.intake.tree import Para, SourceCell, SourceTable

_LONGEST_ROW = 40  # lines that one row of a table may run over
_RULE = re.compile(r"[\s|:=+-]*-{2,}[\s|:=+-]*")  # between a heading and its rows, as in Markdown


def read(text: str) -> list[Para | SourceTable]:
    """What the text says; places name its lines."""
    content: list[Para | SourceTable] = []
    lines = text.splitlines()
    at = tables = 0
    while at < len(lines):
        sign = _sign(lines[at])
        if not sign:
            content.append(Para(lines[at], place=f"dòng {at + 1}"))
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
    """The rows of the table that begins at `start`, and the line after it; some pages part all rows by blank lines."""
    first = lines[start].strip(" ")
    opens, closes = (sign == "|" and first[:1] == "|"), (sign == "|" and first[-1:] == "|")
    width = len(_cells(first, sign, opens=opens, closes=closes)) + opens
    spaced = start + 1 < len(lines) and not lines[start + 1].strip()
    rows: list[tuple[list[SourceCell], bool]] = []
    at = after = start
    while at < len(lines) and _sign(lines[at]) == sign:
        text, after = _whole_row(lines, at, width, sign, closes=closes)
        if not _RULE.fullmatch(text):
            cells = _cells(text, sign, opens=opens, closes=closes)
            rows.append(([SourceCell([Para(cell)]) for cell in cells], False))
        at = after
        while spaced and at < len(lines) and not lines[at].strip():
            at += 1
    return rows, after


def _whole_row(lines: list[str], start: int, width: int, sign: str, *, closes: bool) -> tuple[str, int]:
    """The lines from `start` that make a row as wide as the table, and the line after them."""
    text = lines[start]
    for at in range(start + 1, min(start + _LONGEST_ROW, len(lines) + 1)):
        count = text.count(sign) + (not closes)
        quoted = sign == "\t" and text.count('"') % 2 == 1
        if (count == width and not quoted) or (closes and (count > width or text.rstrip().endswith("|"))):
            return text, at
        if count > width or at == len(lines):
            break
        text = f"{text}\n{lines[at]}"
    return lines[start], start + 1


def _cells(text: str, sign: str, *, opens: bool, closes: bool) -> list[str]:
    cells = [_unquoted(cell.strip()) for cell in text.strip(" ").removeprefix("|" * opens).split(sign)]
    return cells[:-1] if closes and len(cells) > 1 and not cells[-1] else cells


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and "\n" in cell
    return cell[1:-1].replace('""', '"') if quoted else cell
