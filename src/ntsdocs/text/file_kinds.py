"""What kind of file some bytes are, whatever it is called, and what to do with one that cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection
from enum import Enum

from ntsdocs.text import old_encodings

AGAIN = "mở tệp bằng chương trình đã tạo ra nó rồi lưu lại thành tệp mới (.docx hoặc .xlsx)."
_AS_DOCX = "mở tệp bằng Word, chọn «Lưu thành» (Save As), kiểu «Word Document (.docx)», rồi dùng tệp mới."
_AS_XLSX = "mở tệp bằng Excel, chọn «Lưu thành» (Save As), kiểu «Excel Workbook (.xlsx)», rồi dùng tệp mới."
_FROM_PDF = (
    "xin bản Word của văn bản; hoặc mở tệp PDF bằng Word, chọn «Lưu thành» (Save As), kiểu «Word Document (.docx)», "
    "so lại bảng với bản gốc rồi dùng tệp mới (bản quét ảnh thì phải gõ lại, hoặc nhận dạng chữ trước)."
)
_UNLOCKED = "mở bằng mật khẩu, bỏ mật khẩu, lưu lại rồi dùng tệp mới."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = b"\xef\xbb\xbf\xff\xfe \r\n\t\0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|meta|title|style|body|table|div|p|span|h[1-6]|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:[A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n){0,9}){0,29}(?:mime-version|content-type)\s*:", re.IGNORECASE
)


class FileKind(Enum):
    """A kind of file: what people call it, how its names end, and what to do with one that a verb cannot take.

    `what` is a sentence that tells what the file is, without a stop.
    """

    WORD = ("Word", ".docx .docm .dotx", AGAIN)
    OLD_WORD = ("Word kiểu cũ (.doc)", ".doc .dot .wps", _AS_DOCX)
    EXCEL = ("Excel", ".xlsx .xlsm .xltx", AGAIN)
    OLD_EXCEL = ("Excel kiểu cũ (.xls)", ".xls .et", _AS_XLSX)
    BINARY_EXCEL = ("Excel nhị phân (.xlsb)", ".xlsb", _AS_XLSX)
    ODT = ("ODT", ".odt .ott", _AS_DOCX)
    ODS = ("ODS", ".ods .ots", _AS_XLSX)
    HTML = ("trang web (HTML)", ".html .htm", _AS_DOCX)
    MHT = ("trang web một tệp (.mht)", ".mht .mhtml", _AS_DOCX)
    RTF = ("RTF", ".rtf", _AS_DOCX)
    TEXT = ("văn bản thường", ".txt .md .csv .tsv", AGAIN)
    OFFICE_XML = ("Word hoặc Excel lưu kiểu XML", ".xml", AGAIN)
    PDF = ("PDF", ".pdf", _FROM_PDF)
    SLIDES = ("trình chiếu (PowerPoint)", ".pptx", "chép bảng trong đó sang một tệp Word rồi dùng tệp mới.")
    PICTURE = ("ảnh", ".png", "xin bản Word của văn bản; hoặc nhận dạng chữ trong ảnh, lưu thành .docx rồi so lại.")
    LOCKED = ("tệp có đặt mật khẩu", "", _UNLOCKED)
    ARCHIVE = ("tệp nén không phải Word, Excel hay ODT", ".zip", "giải nén rồi dùng tệp ở bên trong.")
    DAMAGED = ("tệp hỏng hoặc chép thiếu: không mở được", "", "chép hoặc tải lại tệp gốc.")
    EMPTY = ("tệp rỗng", "", "xem lại có lấy đúng tệp không.")
    UNKNOWN = ("tệp không phải văn bản và không thuộc loại nào đọc được", "", AGAIN)

    def __init__(self, label: str, endings: str, remedy: str) -> None:
        self.label, self.endings, self.remedy = label, (*endings.split(),), remedy
        self.what = label if label.startswith("tệp") else f"đây là tệp {label}"


def kind_of(data: bytes) -> FileKind:
    """What the bytes are, by what they hold."""
    if data.startswith(_OLE[:4]):
        return _ole(data)
    if data.startswith(b"PK"):
        return _zipped(data)
    start = data[:20_000].replace(b"\0", b"").lstrip(_MARKS)
    return next((kind for kind, matches in _STARTS if matches(data, start)), FileKind.TEXT)


def _is_office_xml(_: bytes, start: bytes) -> bool:
    marks = re.search(rb"mso-application|schemas-microsoft-com:office:(?:word|excel)|<pkg:package", start)
    return start.startswith(b"<?xml") and marks is not None and b"<html" not in start.lower()


# The first kind that matches is the kind; each is asked with all bytes, and with the first ones without their marks.
_STARTS: tuple[tuple[FileKind, Callable[[bytes, bytes], object]], ...] = (
    (FileKind.EMPTY, lambda data, _: not data.strip(b"\0 \r\n\t")),
    (FileKind.PDF, lambda data, _: data[:1024].lstrip().startswith(b"%PDF")),
    (FileKind.PICTURE, lambda data, _: data.startswith(_PICTURES) or data[4:8] == b"ftyp" or data[8:12] == b"WEBP"),
    (FileKind.ARCHIVE, lambda data, _: data.startswith((b"Rar!", b"7z\xbc\xaf"))),
    (FileKind.RTF, lambda _, start: start.startswith(b"{\\rtf")),
    (FileKind.OFFICE_XML, _is_office_xml),
    (FileKind.HTML, lambda _, start: _PAGE.match(start) or (start.startswith(b"<?xml") and b"<html" in start.lower())),
    (FileKind.MHT, lambda _, start: _MAIL.match(start)),
    (FileKind.UNKNOWN, lambda data, _: b"\0" in data and not old_encodings.is_utf_16(data)),
)


def _ole(data: bytes) -> FileKind:
    """What an OLE file is: by the stream that its directory lists first, before those of what is embedded in it."""
    streams = {
        "EncryptedPackage": FileKind.LOCKED,
        "WordDocument": FileKind.OLD_WORD,
        "Workbook": FileKind.OLD_EXCEL,
        "Book": FileKind.OLD_EXCEL,
        "PowerPoint Document": FileKind.SLIDES,
    }
    at = {data.find(name.encode("utf-16-le").ljust(64, b"\0")): kind for name, kind in streams.items()}
    at.pop(-1, None)
    return at[min(at)] if at else FileKind.UNKNOWN


def _zipped(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.open("mimetype").read(200) if "mimetype" in names else b""
            listed = "META-INF/manifest.xml"
            manifest = archive.open(listed).read(100_000) if mime and listed in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, KeyError):
        return FileKind.DAMAGED
    return FileKind.LOCKED if b"encryption-data" in manifest else kind_by_names(names, mime)


def kind_by_names(names: Collection[str], mime: bytes) -> FileKind:
    """What a packed file is, by the names of its parts and what its part «mimetype» says, if it has one."""
    for word, kind in (("text", FileKind.ODT), ("spreadsheet", FileKind.ODS), ("presentation", FileKind.SLIDES)):
        if mime.startswith(f"application/vnd.oasis.opendocument.{word}".encode()):
            return kind
    if "xl/workbook.bin" in names:
        return FileKind.BINARY_EXCEL
    folders = {name.partition("/")[0] for name in names if "/" in name}
    for folder, kind in (("word", FileKind.WORD), ("xl", FileKind.EXCEL), ("ppt", FileKind.SLIDES)):
        if folder in folders:
            return kind
    return FileKind.ARCHIVE
