"""Read CSV, whatever separates its cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from ntsdocs.tables import file_text
from ntsdocs.tables.values import UnreadableError

_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)  # a line that Excel obeys and does not show
_LIVE = re.compile(r"\t*[=+\-@]")  # what a spreadsheet would take for a formula, or show as an error
_FIRST = frozenset("\t=+-@")
_GUARDED = re.compile(r"\t+[=+\-@]")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV with the mark that tells Excel it is UTF-8; a tab in front keeps a cell from being a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(guarded, row) for row in rows)
    return "\ufeff" + out.getvalue()


def guarded(cell: str) -> str:
    """The cell with a tab in front where it would be taken for a formula; `csv_records` takes it away."""
    return "\t" + cell if cell[:1] in _FIRST and _LIVE.match(cell) else cell


def csv_records(text: str) -> Iterator[list[str]]:
    """The records: a quoted line break opens no new row; what `csv_text` put in front of a cell is taken away."""
    start, delimiter = opening(text)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            yield [cell[1:] if _GUARDED.match(cell) else cell for cell in record]
    except csv.Error as error:
        if "field limit" in str(error):
            what = f"có ô dài hơn {csv.field_size_limit()} chữ, hoặc dấu ngoặc kép mở mà không đóng."
            raise UnreadableError(what, "rút ngắn ô ấy, hoặc đóng dấu ngoặc kép.", number + 1) from error
        what = "dấu ngoặc kép ở dòng này mở mà không đóng, hoặc có chữ đứng ngay sau dấu đóng."
        raise UnreadableError(
            what, "sửa ô có dấu ngoặc kép trong Excel rồi " + file_text.SAVE_AS_UTF_8, number + 1
        ) from error


def opening(text: str) -> tuple[int, str]:
    """Where the first record begins, and what separates the cells.

    Of a comma, a semicolon and a tab it is the one that parts most of the first rows alike, if the text does not say.
    """
    if separator := _SEPARATOR.match(text):
        return separator.end(), separator[1]
    return 0, max(",;\t", key=lambda sign: _alike(text[:100_000], sign))


def _alike(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows are of one width above 1, and that width."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        for record in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 30):
            widths.update([len(record)] if any(record) and len(record) > 1 else [])
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
