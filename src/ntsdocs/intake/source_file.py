"""Read a published plan, whatever kind of file it is, into the neutral tree; a file that will not do is told why."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from ntsdocs.docx.package import PackageError
from ntsdocs.intake import pandoc, pasted, word, workbook
from ntsdocs.intake.pandoc import PandocError
from ntsdocs.intake.tree import Note, SourceDocument, TooLargeError
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import old_encodings
from ntsdocs.text.problems import DataWrong, Origin, Problem

MAX_BYTES = 30_000_000
SECONDS = 120  # for LibreOffice to convert a .doc

KINDS = {
    ".docx": "Word",
    ".docm": "Word",
    ".doc": "Word kiểu cũ",
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".odt": "ODT",
    ".html": "HTML",
    ".htm": "HTML",
    ".md": "văn bản thường",
    ".txt": "văn bản thường",
    ".rtf": "RTF",
}
_ENDING_OF = {"Word": ".docx", "Word kiểu cũ": ".doc", "Excel": ".xlsx", "ODT": ".odt", "HTML": ".html", "RTF": ".rtf"}
_OLE = b"\xd0\xcf\x11\xe0"
_AGAIN = "mở tệp bằng chương trình đã tạo ra nó rồi lưu lại thành tệp mới (.docx hoặc .xlsx)."
_AS_DOCX = "mở tệp bằng Word, chọn «Lưu thành» (Save As), kiểu «Word Document (.docx)», rồi đọc tệp mới."


def read(path: Path, name: str, office: str = "") -> SourceDocument:
    """The document in the file; `DataWrong`, with one problem, if it cannot be read.

    `name` is how messages call the file. `office` is the program that converts a .doc, blank if there is none.
    """
    origin = Origin(name)
    try:
        return _read(_content(path), name, path.suffix.lower(), office)
    except UnreadableError as error:
        raise DataWrong([error.problem(origin)]) from error
    except (PackageError, PandocError, TooLargeError) as error:
        raise DataWrong([Problem(origin, f"{error}.", _AGAIN)]) from error


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError("không mở được tệp này.", "xem lại tên tệp và thư mục; đóng tệp nếu đang mở.") from error
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"tệp lớn hơn {MAX_BYTES // 1_000_000} MB.", "chép riêng phần kế hoạch sang tệp mới.")
    if not data.strip():
        raise UnreadableError("tệp rỗng.", "xem lại có lấy đúng tệp không.")
    return data


def _read(data: bytes, name: str, ending: str, office: str) -> SourceDocument:
    if ending not in KINDS:
        listed = ", ".join(KINDS)
        raise UnreadableError(f"không đọc được loại tệp «{ending or 'không đuôi'}».", f"dùng một trong: {listed}.")
    kind = _kind(data)
    if kind != KINDS[ending]:
        right = _ENDING_OF.get(kind, ".txt")
        raise UnreadableError(f"tệp mang đuôi {ending} nhưng nội dung là {kind}.", f"đổi đuôi tệp thành {right}.")
    if kind == "Word kiểu cũ":
        converted = _read(_converted(data, office), name, ".docx", "")
        note = Note("cả tệp", "đã chuyển từ .doc sang .docx bằng LibreOffice")
        return replace(converted, notes=(note, *converted.notes))
    if kind == "Word":
        return word.read(data, name)
    if kind == "Excel":
        return workbook.read(data, name)
    if ending in (".txt", ".md", ".html", ".htm"):
        text, notes = _text(data)
        document = pasted.read(text, name) if ending == ".txt" else pandoc.read(text.encode(), name, ending)
        return replace(document, notes=(*notes, *document.notes))
    return pandoc.read(data, name, ending)


def _kind(data: bytes) -> str:
    """What the bytes are, whatever the file is called; `UnreadableError` for what cannot be read at all."""
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(b"%PDF"):
        raise UnreadableError("đây là tệp PDF.", _AS_DOCX.replace("bằng Word", "PDF bằng Word"))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return "RTF"
    start = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<body", b"<div", b"<p>", b"<p ")):
        return "HTML"
    if b"<html" in start and start.startswith(b"<?xml"):
        return "HTML"
    if data.count(b"\0") and not old_encodings.is_utf_16(data):
        raise UnreadableError("tệp không phải văn bản và không thuộc loại nào đọc được.", _AGAIN)
    return "văn bản thường"


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError("tệp có đặt mật khẩu.", "mở bằng mật khẩu, bỏ mật khẩu, lưu lại rồi đọc tệp mới.")
    if "WordDocument".encode("utf-16-le") in data:
        return "Word kiểu cũ"
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        raise UnreadableError(
            "đây là Excel kiểu cũ (.xls).", "mở bằng Excel rồi lưu lại kiểu «Excel Workbook (.xlsx)»."
        )
    raise UnreadableError("tệp hỏng, hoặc không thuộc loại nào đọc được.", _AGAIN)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.open("mimetype").read(200) if "mimetype" in names else b""
            manifest = (
                archive.open("META-INF/manifest.xml").read(100_000)
                if mime and "META-INF/manifest.xml" in names
                else b""
            )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, KeyError) as error:
        raise UnreadableError("tệp hỏng hoặc chép thiếu: không mở được.", "chép hoặc tải lại tệp gốc.") from error
    if b"encryption-data" in manifest:
        raise UnreadableError("tệp có đặt mật khẩu.", "mở bằng mật khẩu, bỏ mật khẩu, lưu lại rồi đọc tệp mới.")
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "ODT"
    if any(name.startswith("word/") for name in names):
        return "Word"
    if any(name.startswith("xl/") for name in names):
        return "Excel"
    raise UnreadableError("tệp nén không phải Word, Excel hay ODT.", "giải nén rồi đọc tệp kế hoạch bên trong.")


def _text(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text in any of the codes that are recognised, and a note if it was not UTF-8."""
    if old_encodings.is_utf_16(data):
        code = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-16-le"
        return data.decode(code, "replace"), (Note("cả tệp", "tệp ở mã UTF-16; đã chuyển sang UTF-8"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        name = old_encodings.name_of_bytes(data)
        if not name:
            what = "tệp không phải mã UTF-8 và không nhận ra được là mã nào."
            raise UnreadableError(what, "lưu lại tệp bằng mã UTF-8.") from None
        text = old_encodings.decode(data.decode("latin-1"), name)
        return text, (Note("cả tệp", f"tệp ở mã {name}; đã chuyển sang Unicode, cần đọc lại"),)


def _converted(data: bytes, office: str) -> bytes:
    """The .docx that LibreOffice makes of a .doc, in a profile of its own and in bounded time."""
    if not office:
        raise UnreadableError("đây là Word kiểu cũ (.doc); máy này không có LibreOffice để chuyển.", _AS_DOCX)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "nguon.doc").write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder]
        try:
            subprocess.run([*command, str(place / "nguon.doc")], capture_output=True, timeout=SECONDS, check=True)
            return (place / "nguon.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UnreadableError("LibreOffice không chuyển được tệp .doc này.", _AS_DOCX) from error
