"""Read a published plan, whatever kind of file it is, into the neutral tree; a file that will not do is told why."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ntsdocs.docx import office as libreoffice
from ntsdocs.docx.package import PackageError
from ntsdocs.intake import odf, pandoc, pasted, rtf, web, word, workbook
from ntsdocs.intake.builder import Builder, TooLargeError
from ntsdocs.intake.pandoc import PandocError
from ntsdocs.intake.tree import Para, SourceDocument, SourceTable, Trait
from ntsdocs.tables import bytes_of, sheets, xls
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import file_kinds, old_encodings
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.problems import DataWrong, Origin, Problem

MAX_BYTES = 30_000_000
_MOST_EMBEDDED = 3  # files in files

_CONVERTED = "đã chuyển từ .doc sang .docx bằng LibreOffice"
_IS_PAGE = re.compile(r"\.html?$", re.IGNORECASE)
_OLD_EXCEL = "Excel kiểu cũ (.xls); chỗ nào đọc lệch thì mở bằng Excel, lưu lại thành .xlsx rồi đọc tệp mới"
_BY_CONTENT = "tệp mang đuôi {} nhưng nội dung là {}; đọc theo nội dung"

Content = Sequence[Para | SourceTable]


def read(path: Path, name: str, office: str = "") -> SourceDocument:
    """The document in the file; `DataWrong`, with one problem, if it cannot be read.

    `name` is how messages call the file. `office` is the program that converts a .doc, blank if there is none.
    """
    origin = Origin(name)
    built = Builder(name)
    try:
        data = bytes_of(path, MAX_BYTES)
        built.add(_content(data, built, path.suffix.lower(), office))
    except UnreadableError as error:
        raise DataWrong([error.problem(origin)]) from error
    except (PackageError, PandocError, TooLargeError) as error:
        raise DataWrong([Problem(origin, f"{error}.", file_kinds.AGAIN)]) from error
    return built.document()


def _content(data: bytes, built: Builder, ending: str, office: str) -> Content:
    kind = file_kinds.kind_of(data)
    if kind not in _READERS:
        raise UnreadableError(f"{kind.what}.", kind.remedy)
    endings = [each for kind in _READERS for each in kind.endings]
    if kind is FileKind.TEXT and ending not in endings:
        what = f"không đọc được loại tệp «{ending or 'không đuôi'}»."
        raise UnreadableError(what, f"dùng một trong: {', '.join(endings)}.")
    if ending not in kind.endings:
        built.note(_BY_CONTENT.format(ending or "khác", kind.label), "cả tệp")
    if kind is FileKind.OLD_WORD:
        built.note(_CONVERTED, "cả tệp")
        return _content(_converted(data, office), built, ".docx", "")
    return _READERS[kind](data, built, ending)


# --- the readers ------------------------------------------------------------------------------------------------------


def _embedded(depth: int, data: bytes, built: Builder) -> Content:
    """What a file says that is embedded in another one; nothing where it cannot be read."""
    kind = file_kinds.kind_of(data)
    if depth >= _MOST_EMBEDDED or kind is FileKind.OLD_WORD or kind not in _READERS:
        return []
    if kind is FileKind.WORD:
        return word.read(data, built, partial(_embedded, depth + 1))
    return _READERS[kind](data, built, kind.endings[0])


def _word(data: bytes, built: Builder, _: str) -> Content:
    return word.read(data, built, partial(_embedded, 0))


def _workbook(data: bytes, built: Builder, _: str) -> Content:
    content = workbook.read(sheets.of_xlsx(data), built)
    if b"xl/media/" in data:  # the names of a zip are never packed
        built.note(Trait.PICTURE, "cả tệp")
    return content


def _old_workbook(data: bytes, built: Builder, _: str) -> Content:
    built.note(_OLD_EXCEL, "cả tệp")
    return workbook.read(xls.read(data), built)


def _page(data: bytes, built: Builder, _: str) -> Content:
    return web.read(_text(data, built, of_page=True), built)


def _mail(data: bytes, built: Builder, _: str) -> Content:
    """The page of a message of several parts, as a browser or Word keeps it in one file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            label = str(part.get_content_charset() or "").encode()
            if isinstance(raw, bytes):
                hint = b"" if b"charset" in raw[:4_000].lower() or not label else b"<meta charset=%b>" % label
                return _page(hint + raw, built, "")
    raise UnreadableError("trang web một tệp (.mht) không có phần chữ.", file_kinds.AGAIN)


def _archive(data: bytes, built: Builder, _: str) -> Content:
    """The pages in a zip, as Google Docs and Sheets hand out a document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = sorted((each.filename, each) for each in archive.infolist() if _IS_PAGE.search(each.filename))
            if not entries or sum(each.file_size for _, each in entries) > MAX_BYTES:
                raise UnreadableError(f"{FileKind.ARCHIVE.what}.", FileKind.ARCHIVE.remedy)
            pages = [archive.open(each).read(each.file_size) for _, each in entries]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableError(f"{FileKind.DAMAGED.what}.", FileKind.DAMAGED.remedy) from error
    return [each for data in pages for each in _page(data, built, "")]


def _plain(data: bytes, built: Builder, ending: str) -> Content:
    if ending in (".csv", ".tsv"):
        return workbook.read([sheets.of_csv(_text(data, built))], built)
    text = _text(data, built)
    if ending != ".md":
        return pasted.read(text)
    content = web.read(pandoc.of_markdown(text), built)
    has_tables = any(isinstance(each, SourceTable) for each in content)
    return content if has_tables or " | " not in text else pasted.read(text)


def _text(data: bytes, built: Builder, *, of_page: bool = False) -> str:
    text, code = old_encodings.text_of(data, of_page=of_page)
    if not text:
        what = "tệp không phải mã UTF-8 và không nhận ra được là mã nào."
        raise UnreadableError(what, "lưu lại tệp bằng mã UTF-8.")
    if code:
        built.note(f"tệp ở mã {code}; đã chuyển sang Unicode, cần đọc lại", "cả tệp")
    return text


_READERS: dict[FileKind, Callable[[bytes, Builder, str], Content]] = {
    FileKind.WORD: _word,
    FileKind.OLD_WORD: _word,
    FileKind.EXCEL: _workbook,
    FileKind.OLD_EXCEL: _old_workbook,
    FileKind.ODT: lambda data, built, _: web.read(odf.page(data, built), built),
    FileKind.ODS: lambda data, built, _: workbook.read(odf.sheets(data, built), built),
    FileKind.HTML: _page,
    FileKind.MHT: _mail,
    FileKind.ARCHIVE: _archive,
    FileKind.RTF: lambda data, built, _: web.read(rtf.page(data, built), built),
    FileKind.TEXT: _plain,
}


def _converted(data: bytes, office: str) -> bytes:
    """The .docx that LibreOffice makes of a .doc."""
    if not office:
        what = "đây là tệp Word kiểu cũ (.doc); máy này không có LibreOffice để chuyển."
        raise UnreadableError(what, FileKind.OLD_WORD.remedy)
    result = libreoffice.converted(office, [data], "doc", "docx")[0]
    if not result:
        what = "LibreOffice không chuyển được tệp .doc này (tệp hỏng, hoặc có đặt mật khẩu)."
        raise UnreadableError(what, FileKind.OLD_WORD.remedy)
    return result
