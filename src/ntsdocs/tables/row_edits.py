"""Add rows to a table and change single cells, so that all else in its file stays as it is."""

from __future__ import annotations

import csv
import io
import posixpath
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from lxml import etree

from ntsdocs import tables
from ntsdocs.tables import csvs, file_text, sheet_table, sheets
from ntsdocs.tables.sheets import Sheet
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import file_kinds, plain, shelf
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import DataWrong, Origin, reason

LOCK = ".~lock.ntsdocs#"
_PATIENCE = 20  # seconds that a run waits for another to end its edit
_FURTHEST = 31  # rows among which the heading is
_BY_HAND = "ghi bằng tay trong Excel, hoặc lưu tệp thành «CSV UTF-8 (Comma delimited)» rồi chạy lại."
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"": "utf-8"}

Names = Mapping[str, str]  # a column's other spelling → its label, as `model.headings` has them
Changes = dict[tuple[int, int], str]  # by the row as a spreadsheet counts it, and the column counted from 0


def put(
    path: Path,
    root: Path,
    rows: Sequence[Names],
    names: Names,
    first: int | None = None,
    changed: Mapping[int, Names] | None = None,
) -> None:
    """Writes rows, each its texts by the labels of columns, over those from number `first` on or below the last one.

    In the rows that are `changed`, by their numbers, only these cells are written. A column that is not there is added,
    a table that is not there is made, with all the `names` for its columns. `DataWrong` if the file cannot be written
    without a loss, or is open in Excel.
    """
    found = file_text.table_files(path)
    file = found[0] if found else path
    try:
        with held(path.parent, root):
            _write(
                file,
                found,
                lambda sheet: _changes(sheet, rows, names, first, changed or {}),
                [*dict.fromkeys(names.values())],
            )
    except UnreadableError as error:
        raise DataWrong([error.problem(Origin(file_text.place_of(file, root)))]) from error


@contextmanager
def held(folder: Path, root: Path) -> Iterator[None]:
    """Holds the tables of a folder for this run alone: what it reads there now still stands when it writes."""
    try:
        with FileLock(folder / LOCK, timeout=_PATIENCE, is_singleton=True, fallback_to_soft=False):
            yield
    except (Timeout, PermissionError) as error:
        wrong = UnreadableError("một lượt chạy khác đang ghi vào thư mục này.", "đợi lượt kia xong.")
        if isinstance(error, PermissionError):
            wrong = UnreadableError("không được phép ghi vào thư mục này.", "xem lại quyền ghi của thư mục.")
        raise DataWrong([wrong.problem(Origin(file_text.place_of(folder, root)))]) from error


def _write(file: Path, found: Sequence[Path], changes_of: Callable[[Sheet], Changes], heading: list[str]) -> None:
    standing = shelf.hash_at(file)
    raw = _bytes(file_text.one_file(found, file)) if found else csvs.csv_text([heading]).encode()
    book = tables.sheets_in(raw, file.suffix.lower())
    sheet = sheet_table.main_sheet(book)
    changes = changes_of(sheet)
    new = _written(raw, sheet.name, changes)
    meant = _texts(book) | {(sheet.name, *place): text for place, text in changes.items()}
    if _texts(tables.sheets_in(new, file.suffix.lower())) != {at: text for at, text in meant.items() if text}:
        raise UnreadableError("không ghi được mà giữ nguyên mọi ô khác của tệp.", _BY_HAND)
    try:
        shelf.put(file, new, lambda now: now == standing, stat.S_IMODE(file.stat().st_mode) if found else None)
    except FileExistsError as error:
        raise UnreadableError("tệp vừa được người khác ghi lại.", "chạy lại lệnh này.") from error
    except OSError as error:
        raise UnreadableError(f"không ghi được tệp: {reason(error)}.", "đóng tệp, rồi chạy lại.") from error


def _bytes(file: Path) -> bytes:
    """The bytes of a table that may be written; `UnreadableError` of one that somebody has open or has locked."""
    for mark in (f"~${file.name}", f".~lock.{file.name}#"):
        if (file.parent / mark).exists():
            remedy = f"đóng tệp rồi chạy lại; nếu không ai mở thì xóa tệp «{mark}» ở cùng thư mục."
            raise UnreadableError("tệp đang mở trong Excel hoặc LibreOffice.", remedy)
    if file.is_symlink() or not file.stat().st_mode & stat.S_IWUSR:
        raise UnreadableError("tệp chỉ cho đọc, hoặc là một liên kết.", "bỏ thuộc tính «Chỉ đọc» (Read-only) của tệp.")
    return file_text.bytes_of(file, tables.MAX_BYTES)


def _changes(
    sheet: Sheet, rows: Sequence[Names], names: Names, first: int | None, changed: Mapping[int, Names]
) -> Changes:
    keys = {_key(spelling): _key(label) for pair in names.items() for spelling in pair for label in pair[1:]}
    heading = max(sheet.rows[:_FURTHEST], key=lambda row: sum(_key(cell.text) in keys for cell in row.cells.values()))
    columns = {keys.get(_key(cell.text), _key(cell.text)): at for at, cell in reversed(heading.cells.items())}
    cells = [(row.number, at, cell) for row in sheet.rows for at, cell in row.cells.items()]
    width = max(at + cell.width for _, at, cell in cells)
    changes: Changes = {}
    new = enumerate(rows, start=first or max(number + cell.height for number, _, cell in cells))
    for number, row in (*changed.items(), *new):
        for label, words in row.items():
            key, text = keys.get(_key(label), _key(label)), plain.repaired(words)[0]
            if key not in columns and text:
                columns[key], width = width, width + 1
                changes[heading.number, columns[key]] = names.get(label, label)
            if key in columns:
                changes[number, columns[key]] = text
    return changes


def _key(label: str) -> str:
    return " ".join(plain.repaired(label)[0].split()).lower()


def _texts(book: Sequence[Sheet]) -> dict[tuple[str, int, int], str]:
    cells = ((sheet.name, row, at, cell.text) for sheet in book for row in sheet.rows for at, cell in row.cells.items())
    return {(name, row.number, at): text for name, row, at, text in cells if text}


def _written(raw: bytes, sheet: str, changes: Changes) -> bytes:
    kind = file_kinds.kind_of(raw)
    if kind is FileKind.EXCEL:
        return _in_workbook(raw, sheet, changes)
    if kind is FileKind.OLD_EXCEL:
        raise UnreadableError(f"{kind.what}, không ghi thêm được.", kind.remedy)
    mark = next(each for each in _MARKS if raw.startswith(each))
    return mark + _in_csv(raw[len(mark) :].decode(_MARKS[mark]), changes).encode(_MARKS[mark])


def _in_csv(text: str, changes: Changes) -> str:
    """The text with these cells; the lines of all other rows stay as they are."""
    start, delimiter = csvs.opening(text)
    lines = [*io.StringIO(text[start:], newline="")]
    reader = csv.reader(iter(lines), delimiter=delimiter)
    ends = [(record, reader.line_num) for record in reader]
    written = ["".join(lines[first:last]) for (_, first), (_, last) in pairwise([([], 0), *ends])]
    end = written[0][len(written[0].rstrip("\r\n")) :] or "\n"
    for number, cells in grouped((row, (at, csvs.guarded(words))) for (row, at), words in changes.items()).items():
        if number > len(written):
            written[-1] += "" if written[-1][-1:] in "\r\n" else end
            written += [end] * (number - len(written))
        record = dict(enumerate(ends[number - 1][0] if number <= len(ends) else [])) | dict(cells)
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
        writer.writerow(record.get(at, "") for at in range(1 + max(record)))
        written[number - 1] = out.getvalue()
    return text[:start] + "".join(written)


# --- in a workbook ----------------------------------------------------------------------------------------------------


def _in_workbook(raw: bytes, name: str, changes: Changes) -> bytes:
    """The workbook with the texts in a sheet; all its other parts stay as they are."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(new, "w") as fresh:
        try:
            part = _part(archive, name)
            sheet = etree.fromstring(archive.read(part))
            for (row, column), text in changes.items():
                _put_text(sheet.find("{*}sheetData"), str(row), sheets.letter(column), text)
        except (LookupError, StopIteration, AttributeError, TypeError, ValueError) as error:
            raise UnreadableError("tệp Excel có công thức ở ô phải ghi, hoặc có cấu trúc lạ.", _BY_HAND) from error
        edited = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
        for each in archive.infolist():
            fresh.writestr(each, edited if each.filename == part else archive.read(each))
    return new.getvalue()


def _part(archive: zipfile.ZipFile, name: str) -> str:
    """The part of the workbook that is the sheet with this name."""
    book, links = (etree.fromstring(archive.read(f"xl/{each}")) for each in ("workbook.xml", "_rels/workbook.xml.rels"))
    sheet = next(each for each in book.iterfind("{*}sheets/{*}sheet") if each.get("name") == name)
    ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
    target = next(str(each.get("Target")) for each in links if each.get("Id") in ids)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _put_text(data: Any, row: str, column: str, text: str) -> None:
    """Puts a text into a cell, which takes the form of the cell above if it is new."""
    line = _child(data, "row", row)
    line.attrib.pop("spans", None)
    cell = _child(line, "c", f"{column}{row}")
    if cell.find("{*}f") is not None:
        raise ValueError("a formula")
    above = data.find(f"{{*}}row[@r='{int(row) - 1}']/{{*}}c[@s][@r='{column}{int(row) - 1}']")
    form = cell.get("s") or (None if above is None else above.get("s"))
    inner = etree.SubElement(etree.Element(_tag(data, "is")), _tag(data, "t"))
    inner.text = text
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    cell.attrib.pop("t", None)
    cell.attrib.update(({"s": form} if form else {}) | ({"t": "inlineStr"} if text else {}))
    cell[:] = [inner.getparent()] if text else []


def _child(parent: Any, tag: str, place: str) -> Any:
    """The row or cell with this reference, put in where it belongs if it is not there."""
    at = sum((len(each.get("r")), each.get("r")) < (len(place), place) for each in parent)
    if at == len(parent) or parent[at].get("r") != place:
        parent.insert(at, parent.makeelement(_tag(parent, tag), r=place))
    return parent[at]


def _tag(like: Any, name: str) -> str:
    return f"{{{etree.QName(like).namespace}}}{name}"
