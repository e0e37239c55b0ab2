"""A file that will not do gives one clear message, in bounded time and memory; nothing in it is run or fetched."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

import annexes
from ntsdocs.intake import source_file
from ntsdocs.intake.pandoc import PandocError
from ntsdocs.text.problems import DataWrong

HEADING = ["STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"]


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str = "<w:p/>", head: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", f"{head}<w:document xmlns:w='{main}'><w:body>{body}</w:body></w:document>".encode()),
    )


def book(rows: int) -> bytes:
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet()
    sheet.append(HEADING)
    for number in range(rows):
        sheet.append([number + 1, "Việc", "Sở Y tế", "Thường xuyên"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def merged_without_end() -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(book(1)))
    out = io.BytesIO()
    made.save(out)
    parts = []
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/"):
                merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                content = content.replace(b"</sheetData>", merge)
            parts.append((name, content))
    return zipped(*parts)


def long_word(rows: int) -> bytes:
    row = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p w:x='{}'/></w:tc></w:tr>"
    return word(f"<w:tbl>{''.join(map(row.format, range(rows)))}</w:tbl>")


def odt(*more: tuple[str, bytes]) -> bytes:
    return zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), *more)


def ole(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
PASSWORD = "tệp có đặt mật khẩu."
CASES = {
    "zip bomb in Word": (
        "x.docx",
        lambda: zipped(("word/document.xml", bytes(269_000_000))),
        "tệp khi mở ra lớn hơn 256 MiB.",
    ),
    "zip bomb in Excel": (
        "x.xlsx",
        lambda: zipped(("xl/workbook.xml", bytes(61_000_000))),
        "tệp Excel này bung ra quá lớn.",
    ),
    "zip bomb in ODT": ("x.odt", lambda: odt(("content.xml", bytes(269_000_000))), "tệp khi mở ra lớn hơn 256 MiB."),
    "external entity in Word": (
        "x.docx",
        lambda: word("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", ENTITY),
        "phần «word/document.xml» có khai báo DTD, không được phép trong tệp Word.",
    ),
    "external entity in ODT": (
        "x.odt",
        lambda: odt(("content.xml", f"{ENTITY}<a>&e;</a>".encode())),
        "phần «content.xml» có khai báo DTD, không được phép trong tệp Word.",
    ),
    "external entity in Excel": (
        "x.xlsx",
        lambda: zipped(("xl/workbook.xml", f"{ENTITY}<a>&e;</a>".encode())),
        "tệp Excel này có khai báo DTD, không phải do Excel lưu.",
    ),
    "Word without its list of parts": (
        "x.docx",
        lambda: zipped(("word/document.xml", b"<a/>"), ("word/styles.xml", b"<a/>")),
        "thiếu phần «[Content_Types].xml»: tệp hỏng hoặc chép thiếu.",
    ),
    "truncated Word": ("x.docx", lambda: word()[:-40], "tệp hỏng hoặc chép thiếu: không mở được."),
    "truncated Excel": ("x.xlsx", lambda: book(3)[:900], "tệp hỏng hoặc chép thiếu: không mở được."),
    "broken XML": ("x.docx", lambda: word("<w:p>"), "phần «word/document.xml» hỏng: không đọc được như XML."),
    "slides": ("x.docx", lambda: zipped(("ppt/presentation.xml", b"<a/>")), "đây là tệp trình chiếu (PowerPoint)."),
    "picture": ("x.doc", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), "đây là tệp ảnh."),
    "archive": ("x.zip", lambda: zipped(("a.exe", b"a")), "tệp nén không phải Word, Excel hay ODT."),
    "Excel of binary parts": (
        "x.xlsb",
        lambda: zipped(("xl/workbook.bin", b"a")),
        "đây là tệp Excel nhị phân (.xlsb).",
    ),
    "PDF": ("x.docx", lambda: b"%PDF-1.7", "đây là tệp PDF."),
    "unknown ending": ("x.exe", lambda: b"MZ", "không đọc được loại tệp «.exe»."),
    "binary as text": (
        "x.txt",
        lambda: b"a\0b\xff" * 3 + b"\x80abc" * 50,
        "tệp không phải văn bản và không thuộc loại nào đọc được.",
    ),
    "empty": ("x.txt", lambda: b" \n", "tệp rỗng."),
    "password on Word": ("x.docx", lambda: ole("EncryptedPackage", "EncryptionInfo"), PASSWORD),
    "password on Excel": ("x.xlsx", lambda: ole("EncryptedPackage"), PASSWORD),
    "password on ODT": (
        "x.odt",
        lambda: odt(("META-INF/manifest.xml", b"<a><manifest:encryption-data/></a>")),
        PASSWORD,
    ),
    "damaged old Excel": ("x.xls", lambda: ole("Workbook"), "không đọc được tệp Excel kiểu cũ này: tệp hỏng."),
    "old Word without LibreOffice": (
        "x.doc",
        lambda: ole("WordDocument"),
        "đây là tệp Word kiểu cũ (.doc); máy này không có LibreOffice để chuyển.",
    ),
    "30,000 rows in Excel": ("x.xlsx", lambda: book(30_000), "tệp có 30001 hàng, nhiều hơn mức 20000 của một phụ lục."),
    "30,000 rows in Word": ("x.docx", lambda: long_word(22_000), "các bảng có hơn 20000 hàng."),
    "30,000 rows in HTML": (
        "x.html",
        lambda: b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 30_000 + b"</table>",
        "các bảng có hơn 20000 hàng.",
    ),
    "3,000 tables in each other": (
        "x.html",
        lambda: b"<table><tr><td>" * 3_000,
        "các thẻ của trang lồng nhau quá sâu.",
    ),
    "200 tables in each other": ("x.html", lambda: b"<table><tr><td>" * 200, "có hơn 60 lớp bảng lồng nhau."),
    "merged without end": ("x.xlsx", merged_without_end, "có ô gộp quá rộng (A1:XFD1048576)."),
    "200 columns": (
        "x.docx",
        lambda: word(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 200}</w:tr></w:tbl>"),
        "bảng 1, hàng 1 có hơn 100 cột.",
    ),
    "too large": ("x.txt", lambda: b"a" * 30_000_001, "tệp lớn hơn 30 MB."),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_will_not_do_gives_one_message(tmp_path, case):
    name, made, what = CASES[case]
    path = tmp_path / name
    path.write_bytes(made())
    with pytest.raises(DataWrong) as caught:
        source_file.read(path, name)
    assert [problem.what for problem in caught.value.problems] == [what]
    assert caught.value.problems[0].remedy
    assert caught.value.problems[0].origin.file == name


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DataWrong, match="không mở được tệp này"):
        source_file.read(tmp_path / "x.txt", "x.txt")


def test_pandoc_is_not_waited_for_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("ntsdocs.intake.pandoc.SECONDS", 0)
    path = tmp_path / "x.md"
    path.write_text("a", encoding="utf-8")
    with pytest.raises(DataWrong, match="đọc quá 0 giây") as caught:
        source_file.read(path, "x.md")
    assert isinstance(caught.value.__cause__, PandocError)


def test_a_page_fetches_nothing_and_reads_no_other_file(tmp_path):
    (tmp_path / "secret.txt").write_text("bí mật", encoding="utf-8")
    path = tmp_path / "x.html"
    path.write_text(
        f'<p>a</p><iframe src="{tmp_path}/secret.txt"></iframe><img src="http://0.0.0.0/x">', encoding="utf-8"
    )
    assert [each.text for each in source_file.read(path, "x.html").paragraphs()] == ["a"]


def test_macros_are_never_run_and_that_is_said(tmp_path):
    path = tmp_path / "x.docm"
    path.write_bytes(annexes.word_file("<w:p><w:r><w:t>a</w:t></w:r></w:p>", extra=(("word/vbaProject.bin", b"x"),)))
    document = source_file.read(path, "x.docm")
    assert [note.what for note in document.notes] == ["tệp có macro; không chạy, không đọc"]


def test_a_name_of_300_characters_is_read_whole(tmp_path):
    name = "Sở " + "rất dài " * 40
    document = docx.Document()
    table = document.add_table(0, 4)
    for texts in (HEADING, ["1", "Việc", name.strip(), "Thường xuyên"]):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(tmp_path / "x.docx")
    grid = next(source_file.read(tmp_path / "x.docx", "x.docx").grids())
    assert grid.rows[1].slots[2].text == name.strip()


def test_an_old_word_file_is_read_as_libreoffice_converts_it(tmp_path, monkeypatch):
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.save(tmp_path / "converted.docx")
    wishes = []

    def converted(*wish):
        wishes.append(wish)
        return [(tmp_path / "converted.docx").read_bytes()]

    monkeypatch.setattr("ntsdocs.intake.source_file.libreoffice.converted", converted)
    path = tmp_path / "x.doc"
    path.write_bytes(ole("WordDocument"))
    read = source_file.read(path, "x.doc", "soffice")
    assert wishes == [("soffice", [path.read_bytes()], "doc", "docx")]
    assert [each.text for each in read.paragraphs()] == ["Kế hoạch"]
    assert [note.what for note in read.notes] == ["đã chuyển từ .doc sang .docx bằng LibreOffice"]


def test_an_old_word_file_that_libreoffice_makes_nothing_of_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("ntsdocs.intake.source_file.libreoffice.converted", lambda *_: [b""])
    (tmp_path / "x.doc").write_bytes(ole("WordDocument"))
    with pytest.raises(DataWrong, match="LibreOffice không chuyển được tệp"):
        source_file.read(tmp_path / "x.doc", "x.doc", "soffice")
