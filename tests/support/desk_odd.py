"""Forty kinds of odd files that lie in a letterbox, each with what has to be told of it."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import docx
import openpyxl

import small_pdf
from desk_hand import Hand

_SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>>>endobj "
    b"4 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"stream\n\x00\nendstream endobj trailer<</Root 1 0 R>>\n%%EOF\n"
)
_MUCH = 120_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Odd:
    """A file as it lies in the letterbox; `told` is a pattern that the line about it must show, blank for no line."""

    kind: str
    name: str
    data: bytes
    told: str


def odd_files(drafts: Mapping[str, bytes], letter: bytes, foreign: bytes) -> list[Odd]:
    """One file of each kind: made of two of the drafts, of a letter of ours, and of a draft of another plan."""
    (name, draft), (other, _) = sorted(drafts.items())[:2]
    filled = _filled(draft, 1)
    return [
        *_unreadable(name, draft),
        *_harmful(name, filled),
        *_archives(name, other, drafts),
        *_whose(name, other, drafts, filled),
        Odd("our letter", f"{name} v.docx", letter, "của ta|công văn|không phải kế hoạch"),
        Odd("other plan", "ke-hoach.docx", foreign, "kế hoạch khác|không phải"),
        *_not_for_us(),
    ]


def _unreadable(name: str, draft: bytes) -> list[Odd]:
    """What no program of ours can read, or only after it was saved anew."""
    return [
        Odd("pdf", f"{name}.pdf", small_pdf.made(1), "PDF"),
        Odd("scan", f"{name} ban quet.pdf", _SCAN, "quét|PDF"),
        Odd("pdf called docx", f"{name} (1).docx", small_pdf.made(1), "PDF"),
        Odd("png", f"{name}.png", _png(), "ảnh"),
        Odd("jpeg", f"{name}.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200), "ảnh"),
        Odd("doc", f"{name}.doc", _ole("WordDocument"), r"\.doc|Word 97|LibreOffice"),
        Odd("doc called docx", f"{name} moi.docx", _ole("WordDocument"), r"\.doc|Word 97|LibreOffice"),
        Odd("password", f"{name} mat khau.docx", _ole("EncryptedPackage"), "mật khẩu"),
        Odd("excel 97", f"{name}.xls", _ole("Workbook"), r"\.xls|Excel"),
        Odd("half", f"{name} nua.docx", draft[: len(draft) // 2], "hỏng|dở|nửa"),
        Odd("empty", f"{name} rong.docx", b"", "rỗng|trống|0 byte"),
        Odd(
            "no document",
            f"{name} thieu.docx",
            _without(draft, "word/document.xml"),
            "hỏng|thiếu|không có nội dung|không phải tệp Word",
        ),
        Odd("broken xml", f"{name} loi.docx", _changed(draft, lambda xml: xml[:-40]), "hỏng"),
        Odd("text", f"{name}.txt", "Kế hoạch thực hiện".encode(), "Word|docx"),
        Odd("mail", f"{name}.eml", b"From: a@b.vn\nSubject: KH\n\nKem theo\n", "thư|không đọc"),
        Odd("shortcut", f"{name}.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68), "lối tắt|không đọc"),
        Odd("rar", f"{name}.rar", b"Rar!\x1a\x07\x01\x00" + bytes(60), "rar|RAR|nén"),
        Odd("7z", f"{name}.7z", b"7z\xbc\xaf\x27\x1c" + bytes(60), "7z|nén"),
        Odd("garbage", f"{name} la.docx", bytes(range(256)) * 8, "không phải|hỏng|không đọc"),
    ]


def _harmful(name: str, filled: bytes) -> list[Odd]:
    """What must be refused without being opened further."""
    entity = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return [
        Odd("macro", f"{name} macro.docm", _with(filled, "word/vbaProject.bin", _ole("VBA")), "macro"),
        Odd("entity", f"{name} dtd.docx", _changed(filled, lambda xml: entity + xml.partition(b"?>")[2]), "DTD|hỏng"),
        Odd("bomb", f"{name} bom.docx", _with(filled, "word/media/x.xml", bytes(_MUCH)), "quá lớn|bung|quá"),
        Odd("way out", "ra-ngoai.zip", _zip({"../../ra-ngoai.docx": filled}), "đường dẫn|ngoài|không"),
        Odd("bomb in archive", "bom.zip", _zip({"a.docx": bytes(_MUCH)}), "quá lớn|bung|quá|hỏng|không"),
    ]


def _archives(name: str, other: str, drafts: Mapping[str, bytes]) -> list[Odd]:
    one, two = _filled(drafts[name], 2), _filled(drafts[other], 3)
    inner = _zip({f"{other}.docx": two})
    return [
        Odd("archive", "gui UBND tinh.zip", _zip({"Kế hoạch/bản ký.docx": one, "bản 2.docx": two}), name),
        Odd("nested archive", "long.zip", _zip({"trong.zip": inner}), f"{other}|lồng|nén trong"),
        Odd("empty archive", "rong.zip", _zip({}), "rỗng|không có tệp|trống"),
        Odd("locked archive", "khoa.zip", _locked(_zip({"a.docx": one})), "mật khẩu"),
    ]


def _whose(name: str, other: str, drafts: Mapping[str, bytes], filled: bytes) -> list[Odd]:
    again, more = filled, _filled(drafts[name], 9)
    return [
        Odd("other's name", f"{other}.docx", filled, "tên"),
        Odd("same twice", f"{name} - Copy.docx", again, "giống|trùng"),
        Odd("second copy", f"{name} (2).docx", more, "2 bản|bản khác|hai bản|khác nhau"),
        Odd("unchanged", f"{name} goc.docx", drafts[name], "nguyên vẹn|chưa điền|chưa sửa"),
        Odd("decomposed name", unicodedata.normalize("NFD", f"Kế hoạch {name} đã sửa.docx"), filled, name),
        Odd("own form", "KH thuc hien.docx", _own_form("ỦY BAN NHÂN DÂN\nXÃ ĐỊNH TÂN", "KẾ HOẠCH"), "tự soạn"),
        Odd("foreign report", "bao cao.docx", _own_form("SỞ XÂY DỰNG TỈNH KHÁC", "BÁO CÁO"), "không phải"),
        Odd("template", f"{name}.dotx", _as_template(filled), f"{name}|mẫu"),
    ]


def _not_for_us() -> list[Odd]:
    """What systems and editors leave in folders, of which nothing has to be told, and other papers."""
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    deck = _zip({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})
    return [
        Odd("lock of Word", "~$-hoach.docx", b"\x0bNguyen Van A" + bytes(150), ""),
        Odd("lock of LibreOffice", ".~lock.a.docx#", b",may,01.12.2025;file:///;", ""),
        Odd("desktop.ini", "desktop.ini", b"[.ShellClassInfo]\r\n", ""),
        Odd("Thumbs.db", "Thumbs.db", _ole("Catalog"), ""),
        Odd(".DS_Store", ".DS_Store", b"\x00\x00\x00\x01Bud1" + bytes(64), ""),
        Odd("workbook", "Danh sach.xlsx", book.getvalue(), "không phải|Excel"),
        Odd("slides", "bai trinh.pptx", deck, "không phải|không đọc|PowerPoint"),
    ]


# --- how they are made ----------------------------------------------------------------------------------------------


def _filled(draft: bytes, seed: int) -> bytes:
    hand = Hand(draft, seed)
    hand.fill_some(0.9)
    return hand.written()


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(data: bytes, name: str, part: bytes) -> bytes:
    return _zip(_parts(data) | {name: part})


def _without(data: bytes, name: str) -> bytes:
    return _zip({key: part for key, part in _parts(data).items() if key != name})


def _changed(data: bytes, change) -> bytes:
    parts = _parts(data)
    return _zip(parts | {"word/document.xml": change(parts["word/document.xml"])})


def _as_template(data: bytes) -> bytes:
    parts = _parts(data)
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    return _zip(parts | {"[Content_Types].xml": types})


def _locked(archive: bytes) -> bytes:
    """The archive with the sign that its files are encrypted."""
    data = bytearray(archive)
    for match in re.finditer(rb"PK\x03\x04|PK\x01\x02", archive):
        data[match.start() + (6 if match[0][2] == 3 else 8)] |= 1
    return bytes(data)


def _ole(stream: str) -> bytes:
    """The first sectors of an OLE file with one stream of this name."""
    head = _OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    head += b"\xff\xff\xff\xff" * 108
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff\xff\xff\xff" * 126
    return head + table + _entry("Root Entry", 5, 1) + _entry(stream, 2) + bytes(256)


def _entry(name: str, kind: int, child: int = 0xFFFFFFFF) -> bytes:
    said = name.encode("utf-16-le")
    free = 0xFFFFFFFF
    entry = said.ljust(64, b"\0") + struct.pack("<HBBIII", len(said) + 2, kind, 1, free, free, child)
    return entry + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _own_form(letterhead: str, title: str) -> bytes:
    paper = docx.Document()
    table = paper.add_table(2, 2)
    table.cell(0, 0).text = letterhead
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 45/KH-UBND"
    table.cell(1, 1).text = "Định Tân, ngày 12 tháng 11 năm 2025"
    paper.add_paragraph(title)
    paper.add_paragraph("Thực hiện nhiệm vụ phòng ngừa, ứng phó trên địa bàn xã")
    for number in range(1, 9):
        paper.add_paragraph(f"{number}. Giao Công an xã chủ trì tham mưu nội dung thứ {number}, báo cáo hằng tháng.")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
