"""Take what agencies sent out of the letterbox: each as Word or Excel, or why it cannot be, and what to ask for."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntsdocs.build.paths import HOLDERS
from ntsdocs.docx import extra_parts, package, sent_as
from ntsdocs.docx import office as libreoffice
from ntsdocs.docx.package import CORE_PART, PackageError
from ntsdocs.docx.parts import WordParts
from ntsdocs.intake import pandoc
from ntsdocs.returns.paper_versions import said as spoken
from ntsdocs.tables import bytes_of
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text.file_kinds import FileKind, kind_of
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Origin, Problem
from ntsdocs.text.shelf import is_inside

PLACE = "nhan"
_MOST_BYTES = 30_000_000  # of a file
_MOST_FILES = 2_000  # in an archive, or in archives in it
_MOST_UNPACKED = 300_000_000
_DEEPEST = 3  # archives in archives
_SAVED = re.compile(rb"modified[^<>]*>(?!1970-)([0-9TZ:.+-]{10,30})<")  # pandoc says that year, for it knows no better
_HIDDEN = (".", "__MACOSX", "Thumbs.db", "desktop.ini", *HOLDERS)

# What LibreOffice makes of files, where it is installed: it keeps our marks. Pandoc, which is always there, does not.
_BY_OFFICE = {
    FileKind.OLD_WORD: ("doc", "docx"),
    FileKind.ODT: ("odt", "docx"),
    FileKind.RTF: ("rtf", "docx"),
    FileKind.OFFICE_XML: ("xml", "docx"),
    FileKind.MHT: ("mht", "docx"),
    FileKind.OLD_EXCEL: ("xls", "xlsx"),
    FileKind.ODS: ("ods", "xlsx"),
}
_BY_PANDOC = {FileKind.ODT: "odt", FileKind.RTF: "rtf", FileKind.HTML: "html"}
_AS_WORD = "xin cơ quan gửi bản Word (.docx)."
AGAIN = "xin cơ quan gửi lại tệp."
_ASKED = {
    FileKind.LOCKED: "xin cơ quan gửi bản không đặt mật khẩu.",
    FileKind.ARCHIVE: "giải nén, rồi đặt các tệp vào hòm thư (hoặc xin bản nén kiểu .zip).",
    FileKind.EXCEL: "biểu của ta do cơ quan gửi lại thì đọc bằng «invoke receive TỆP».",
    **dict.fromkeys((FileKind.DAMAGED, FileKind.EMPTY), AGAIN),
    **dict.fromkeys((FileKind.SLIDES, FileKind.TEXT, FileKind.UNKNOWN), _AS_WORD),
}


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """A file that came: what it is called in the letterbox, its hash, and itself as Word or Excel, or what is wrong.

    `said` is the paper that it says it was sent as, and the digest of that paper's text; `saved` when it says that it
    was last saved; `words` what its paragraphs say, as it is compared.
    """

    name: str
    sha256: str
    data: bytes = b""
    kind: FileKind = FileKind.WORD
    fault: str = ""
    remedy: str = ""
    said: tuple[str, str] = ("", "")
    saved: str = ""
    words: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """Why it is no Word file that can be read; none if it is one."""
        if self.kind is FileKind.WORD and not self.fault:
            return None
        remedy = self.remedy or _ASKED.get(self.kind, _AS_WORD)
        return Problem(Origin(self.name), f"{self.fault or self.kind.what}.", remedy)


def letters(root: Path, plan_id: str, files: Sequence[Path], office: str = "") -> Iterator[ReturnedPaper]:
    """What lies in the plan's letterbox, or these files; folders and archives are looked into.

    `office` is the program that reads older kinds of files, blank if there is none.
    """
    box = root / PLACE / plan_id
    raw = [each for path in files or [box] if path.exists() or path != box for each in _found(path, box)]
    waiting = grouped((each.kind, each) for each in raw if office and each.kind in _BY_OFFICE and not each.fault)
    made: dict[int, bytes] = {}
    for kind, group in waiting.items():
        results = libreoffice.converted(office, [each.data for each in group], *_BY_OFFICE[kind])
        made |= dict(zip(map(id, group), results, strict=True))
    for each in raw:
        data = made.get(id(each))
        yield _checked(replace(each, data=data, said=_said(each)) if data else _by_pandoc(each))


def _found(path: Path, box: Path) -> Iterator[ReturnedPaper]:
    """The files at a path and in it, as they came."""
    inner = sorted(path.rglob("*")) if path.is_dir() else [path]
    top = box.resolve() if path.resolve().is_relative_to(box.resolve()) else path.parent.resolve()
    for each in inner:
        is_left = path.is_dir() and (each.is_symlink() or _is_hidden(each.relative_to(path).as_posix()))
        if is_left or each.is_dir() or each.is_fifo():
            continue
        name = each.resolve().relative_to(top).as_posix() if each.resolve().is_relative_to(top) else each.name
        name = name.encode(errors="backslashreplace").decode()  # a name need not be UTF-8
        try:
            data = bytes_of(each, _MOST_BYTES)
        except UnreadableError as error:
            problem = error.problem(Origin(name))
            yield ReturnedPaper(name, "", kind=FileKind.UNKNOWN, fault=problem.what.rstrip("."), remedy=problem.remedy)
        else:
            yield from _opened(name, data, [_MOST_FILES, _MOST_UNPACKED])


def _is_hidden(name: str) -> bool:
    return any(part.startswith(_HIDDEN) and part != ".." for part in name.split("/"))


def _opened(name: str, data: bytes, left: list[int], depth: int = 0) -> Iterator[ReturnedPaper]:
    """The file, or what is in it if it is an archive; of files and bytes no more than are `left`."""
    kind, sha256 = kind_of(data), hashlib.sha256(data).hexdigest()
    if kind is not FileKind.ARCHIVE or depth == _DEEPEST or not data.startswith(b"PK"):
        known = kind in (FileKind.WORD, FileKind.EXCEL, *_BY_OFFICE, *_BY_PANDOC)
        yield ReturnedPaper(name, sha256, data if known else b"", kind)
        return
    fault, remedy, contents = _unpacked(data, left)
    if fault:
        yield ReturnedPaper(name, sha256, kind=kind, fault=fault, remedy=remedy)
    for inner, content in contents:
        yield from _opened(f"{name}/{inner}", content, left, depth + 1)


def _unpacked(data: bytes, left: list[int]) -> tuple[str, str, list[tuple[str, bytes]]]:
    """What is wrong with an archive, what to do about it, and the names and bytes in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir() and not _is_hidden(_name(each))]
            left[0] -= len(entries)
            left[1] -= sum(each.file_size for each in entries)
            if min(left) < 0 or any(each.file_size > _MOST_BYTES for each in entries):
                return "tệp nén chứa quá nhiều, hoặc quá lớn", _ASKED[FileKind.ARCHIVE], []
            if any(each.flag_bits & 1 for each in entries):
                return "tệp nén có đặt mật khẩu", _ASKED[FileKind.LOCKED], []
            inner = [each for each in entries if is_inside(_name(each))]
            contents = [(_name(each), archive.open(each).read(each.file_size)) for each in inner]
            if len(inner) < len(entries):
                what = f"tệp nén có {len(entries) - len(inner)} tệp mang tên dẫn ra ngoài, có thể là tệp phá hoại"
                return what, "không tự giải nén; xin cơ quan gửi lại từng tệp, không nén.", contents
            return "" if contents else "tệp nén rỗng, không có tệp nào", AGAIN, contents
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return "tệp nén hỏng hoặc chép thiếu", AGAIN, []


def _name(entry: zipfile.ZipInfo) -> str:
    """What an entry is called: many programs write UTF-8 and do not say so."""
    try:
        return entry.filename if entry.flag_bits & 0x800 else entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename


def _by_pandoc(letter: ReturnedPaper) -> ReturnedPaper:
    if letter.kind not in _BY_PANDOC or letter.fault:
        return letter
    try:
        data = pandoc.as_docx(letter.data, _BY_PANDOC[letter.kind])
    except pandoc.PandocError as error:
        return replace(letter, data=b"", fault=str(error), remedy=_AS_WORD)
    return replace(letter, data=data, said=_said(letter))


def _said(letter: ReturnedPaper) -> tuple[str, str]:
    """What the properties say of a file that is no .docx."""
    try:
        parts = package.read(letter.data, "meta.xml") if letter.kind is FileKind.ODT else {"": letter.data}
    except PackageError:
        parts = {}
    return sent_as.found(b"".join(parts.values()).decode("latin-1"))


def _checked(letter: ReturnedPaper) -> ReturnedPaper:
    """The letter, with what is wrong with it."""
    if letter.fault:
        return letter
    kind = kind_of(letter.data)
    if kind not in (FileKind.WORD, FileKind.EXCEL):
        return replace(letter, data=b"", fault=letter.kind.what, remedy=_ASKED.get(letter.kind, letter.kind.remedy))
    try:
        file = WordParts(letter.data) if kind is FileKind.WORD else None
        about = (file.parts if file else package.read(letter.data, CORE_PART)).get(CORE_PART, b"")
        stamp = _SAVED.search(about)
        letter = replace(letter, kind=kind, saved=stamp[1].decode() if stamp else "")
        if file is None:
            return letter
        if about:
            file.tree(CORE_PART)  # that it is not damaged
        fault = "; ".join(extra_parts.faults(file))
        said = letter.said if any(letter.said) else sent_as.read(file)
        return replace(letter, fault=fault, remedy=AGAIN if fault else "", said=said, words=spoken(file))
    except PackageError as error:
        return replace(letter, data=b"", fault=str(error), remedy=AGAIN)
