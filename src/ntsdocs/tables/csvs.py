"""Read CSV."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from ntsdocs.tables import file_text, rows
from ntsdocs.tables.values import Table, UnreadableError
from ntsdocs.text.problems import Origin

_NAMED = re.compile(r'"?sep=([,;\t|])"?[ \t]*\r?\n', re.IGNORECASE)
_ZIP = b"PK\x03\x04"


def table(raw: bytes, origin: Origin) -> Table:
    """The table in the bytes of a CSV file in UTF-8."""
    if raw.startswith(_ZIP):
        raise UnreadableError(
            "đây là tệp Excel mang đuôi .csv.", "đổi đuôi tệp thành .xlsx, hoặc " + file_text.SAVE_AS_UTF_8
        )
    return rows.table(_numbered(file_text.decode_utf8(raw, file_text.SAVE_AS_UTF_8)), origin)


def records(text: str) -> Iterator[list[str]]:
    """The records: a quoted line break opens no new row, and Excel's line «sep=;» is none."""
    named = _NAMED.match(text)
    delimiter = named[1] if named else _delimiter(text)
    body = text[named.end() :] if named else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error as error:
        if "field limit" in str(error):
            what = f"có ô dài hơn {csv.field_size_limit()} chữ, hoặc dấu ngoặc kép mở mà không đóng."
            raise UnreadableError(what, "rút ngắn ô ấy, hoặc đóng dấu ngoặc kép.", number + 1) from error
        what = "dấu ngoặc kép ở dòng này mở mà không đóng, hoặc có chữ đứng ngay sau dấu đóng."
        raise UnreadableError(
            what, "sửa ô có dấu ngoặc kép trong Excel rồi " + file_text.SAVE_AS_UTF_8, number + 1
        ) from error


def _numbered(text: str) -> Iterator[rows.Numbered]:
    for number, record in enumerate(records(text), start=1):
        yield rows.within_bounds((number, [(value, None) for value in record]))


def _delimiter(text: str) -> str:
    """What separates the cells, `,`, `;` or a tab: what most of the first lines have equally often."""
    lines = re.sub(r'"[^"]*"', "", text[:50_000]).splitlines()[:50]
    often = {sign: Counter(line.count(sign) for line in lines if sign in line) for sign in ",;\t"}
    return max(often, key=lambda sign: max(((times, count) for count, times in often[sign].items()), default=(0, 0)))
