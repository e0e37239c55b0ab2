"""Files as other programs save them: by their content, with what is merged, shown, embedded or only lays out a page."""

from __future__ import annotations

import contextlib
import io
import random
import re
import struct
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest

import annexes
import traits
from ntsdocs.docx import package
from ntsdocs.intake import cleaning, proposal, source_file, task_rows
from ntsdocs.intake.tree import SourceDocument, Trait
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text.file_kinds import FileKind, kind_of
from ntsdocs.text.problems import DataWrong

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases/formats"
HEADING = ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian")
TASK = ("1", "Trồng cây ở trường", "Sở Y tế", "Thường xuyên")


def read(path: Path) -> SourceDocument:
    return cleaning.clean(source_file.read(path, path.name), ProblemList())


def tasks(path: Path) -> list[str]:
    return [task.values["content"].text for task in task_rows.read(list(read(path).grids())).tasks]


def told(path: Path) -> list[str]:
    return [note.what for note in read(path).notes]


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def page(*rows: tuple[str, ...]) -> str:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{each}</td>' for each in row) + '</tr>' for row in rows)}</table>"


# --- the cases ------------------------------------------------------------------------------------------------------

THREE = ["Rà soát hồ đập", "Diễn tập cứu nạn", "Kiểm tra kho vật tư"]


@pytest.mark.parametrize(
    ("name", "wanted", "notice"),
    [
        ("phan-nhung.docx", [*THREE, "Tập huấn cán bộ"], Trait.CHUNK),
        ("gach-ngang.docx", THREE, Trait.STRUCK),
        ("gach-ngang.xlsx", THREE, Trait.STRUCK),
        ("dan-trang.docx", THREE, Trait.LAYOUT),
        ("dan-trang-hai-hang.docx", THREE, Trait.LAYOUT),
        ("16-tep-excel-cu.xls", ["Trồng cây"], None),
    ],
)
def test_a_case_gives_its_tasks_and_is_told(name, wanted, notice):
    assert tasks(CASES / name) == wanted
    assert notice is None or notice in told(CASES / name)


def test_a_pdf_is_refused_with_what_to_do():
    with pytest.raises(DataWrong) as caught:
        source_file.read(CASES / "16-tep-pdf.pdf", "x.pdf")
    (problem,) = caught.value.problems
    assert problem.what == "đây là tệp PDF."
    assert "bản Word" in problem.remedy
    assert ".docx" in problem.remedy


def test_a_table_in_a_cell_of_rtf_is_lines_of_the_cell_and_told(tmp_path):
    inner = r"\pard\intbl\itap2 Trong\nestcell Ngo\'e0i\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}"
    rtf = rf"{{\rtf1 \trowd\cellx100\cellx200\pard\intbl Tr\'ean\cell {inner}\pard\intbl M\u432?a\cell\row\pard\par}}"
    document = read(put(tmp_path, "x.rtf", rtf))
    (grid,) = document.grids()
    assert [slot.text for slot in grid.rows[0].slots] == ["Trên", "Trong\nNgoài\nMưa"]
    assert told(tmp_path / "x.rtf") == [Trait.NESTED]


@pytest.mark.parametrize("name", ["so-lieu.xlsx", "so-lieu.xls", "so-lieu.ods"])
def test_a_workbook_is_read_as_it_is_shown(name):
    """The same workbook, saved by LibreOffice in three kinds: formats of numbers, merged, hidden, crossed out."""
    document = read(CASES / name)
    (grid,) = document.grids()
    cells = {tuple(map(int, re.findall(r"\d+", slot.place)[-2:])): slot.text for row in grid.rows for slot in row.slots}
    wanted = {
        (6, 1): "01",
        (6, 4): "15/03/2026",
        (6, 5): "Báo cáo",
        (6, 6): "80%",
        (8, 2): "Đo 100 m² đất",
        (8, 4): "3/2026",
        (8, 6): "1.000",
        (9, 6): "1,5",
        (10, 2): "một\nhai",
        (10, 6): "1.234.567,89 tỷ",
        (11, 6): "(5)",
        (13, 4): "31/12/2026",
    }
    assert {at: cells[at] for at in wanted} == wanted
    assert [row.place for row in grid.rows if row.hidden] == ["trang tính «Phụ lục», hàng 12"]
    assert [row.struck for row in grid.rows].index(True) == 3
    notices = {(note.what, note.place) for note in document.notes}
    assert (Trait.HIDDEN_SHEET, "trang tính «BẢN CŨ»") in notices
    assert (Trait.HIDDEN_COLUMN, "trang tính «Phụ lục», cột F") in notices
    assert (Trait.COMMENT, "trang tính «Phụ lục», hàng 13, cột 2") in notices
    assert [each.text for each in document.paragraphs()] == ["PHỤ LỤC", "Kèm theo Kế hoạch số 5/KH-UBND"]


# --- by their content -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("a.docx", ".doc"),
        ("a.rtf", ".doc"),
        ("a.html", ".doc"),
        ("a.html", ".xls"),
        ("a.mht", ".doc"),
        ("a.xlsx", ".docx"),
        ("a.odt", ".docx"),
        ("a.ods", ".xlsx"),
        ("a.txt", ".doc"),
    ],
)
def test_a_file_under_a_wrong_ending_is_read_by_its_content(tmp_path, kind, ending):
    document = read(put(tmp_path, f"x{ending}", traits.KINDS[kind][0]()))
    (grid,) = document.grids()
    assert grid.rows[2].slots[1].text == "Trồng cây"
    assert f"tệp mang đuôi {ending} nhưng nội dung là" in document.notes[0].what


def test_old_word_is_known_whatever_it_carries():
    """Its theme is a zip at the end, and it may hold a workbook."""
    names = ("WordDocument", "Workbook")
    streams = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + streams + traits.docx()
    assert kind_of(data) is FileKind.OLD_WORD
    with pytest.raises(package.PackageError, match=r"đây là tệp Word kiểu cũ \(\.doc\), không phải tệp \.docx; sửa: "):
        package.read(data)


def test_a_zip_that_lies_about_a_size_is_never_unpacked_beyond_it():
    data = bytearray(package.write([("word/document.xml", bytes(3_000_000))]))
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<L", data, data.find(sign) + at, 1_000)
    with pytest.raises(package.PackageError):
        package.read(bytes(data))


# --- codes ----------------------------------------------------------------------------------------------------------


def in_1258(text: str) -> bytes:
    """The text as a Vietnamese Windows writes it: a letter, then its tone."""
    table = {bytes([byte]).decode("cp1258", "ignore"): bytes([byte]) for byte in range(32, 256)}
    tones = {"\u0300": b"\xcc", "\u0309": b"\xd2", "\u0303": b"\xde", "\u0301": b"\xec", "\u0323": b"\xf2"}
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = next((each for each in parts if each in tones), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        out += table.get(char) or table.get(base, base.encode()) + tones.get(tone, b"")
    return out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.htm", b"<meta charset=windows-1258>" + in_1258(page(HEADING, TASK))),
        ("b.htm", in_1258(page(HEADING, TASK))),
        ("c.htm", page(HEADING, TASK).encode("utf-16")),
        ("d.html", page(HEADING, TASK).encode("utf-16-le")),
        ("e.htm", b"<meta charset=windows-1252>" + page(HEADING, TASK).encode()),
        ("f.csv", in_1258("\n".join(",".join(row) for row in (HEADING, TASK)))),
        ("g.csv", "\n".join("\t".join(row) for row in (HEADING, TASK)).encode("utf-16")),
        ("h.csv", "sep=;\r\n" + "\r\n".join(";".join(row) for row in (HEADING, TASK))),
        ("i.csv", "PHỤ LỤC\n" + "\n".join(";".join(row) for row in (HEADING, TASK))),
        ("j.tsv", "\n".join("\t".join(row) for row in (HEADING, TASK))),
    ],
)
def test_text_is_read_in_whatever_code_and_with_whatever_separators(tmp_path, name, data):
    assert tasks(put(tmp_path, name, data)) == [TASK[1]]


# --- pages ----------------------------------------------------------------------------------------------------------

WORD_PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=VI><table>
<tr><td>STT</td><td>Nội dung</td><td>Cơ quan chủ
 trì</td><td>Thời gian</td></tr>
<tr><td><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
 style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]><o:p>&nbsp;
</o:p></p></td><td><p>Trồng cây<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p><p class=MsoListParagraph><![if
 !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>ở trường</p></td>
<td>Sở Y tế</td><td>Quý I</td></tr></table><div style='mso-element:footnote-list'><div style='mso-element:footnote'
 id=ftn1><p><a href="#_ftnref1">[1]</a> lời chú</p></div></div></body></html>"""


def test_a_page_of_word_has_its_list_numbers_and_no_notes(tmp_path):
    document = read(put(tmp_path, "x.htm", WORD_PAGE))
    (grid,) = document.grids()
    assert (grid.rows[1].slots[0].number, grid.rows[1].slots[0].text) == ("1.", "")
    assert grid.rows[1].slots[1].text == "Trồng cây\n- ở trường"
    assert [note.what for note in document.notes] == [Trait.NOTE]
    assert not list(document.paragraphs())


def test_a_published_google_sheet_is_read_without_its_edges(tmp_path):
    rows = "".join(
        f"<tr><th class='row-headers-background'>{at}</th>{''.join(f'<td>{each}</td>' for each in row)}</tr>"
        for at, row in enumerate((HEADING, TASK), start=1)
    )
    letters = "".join(f"<th class='column-headers-background'>{each}</th>" for each in "ABCD")
    data = f"<table class='waffle'><thead><tr><th class='row-header'></th>{letters}</tr></thead>{rows}</table>"
    assert tasks(put(tmp_path, "x.html", f"<meta charset=utf-8>{data}")) == [TASK[1]]


def test_a_zip_of_pages_is_read_page_by_page(tmp_path):
    """As Google Docs and Sheets hand out a document; several pages are several tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("Trang tính 2.html", "Trang tính 1.html"):
            archive.writestr(name, f"<meta charset=utf-8>{page(HEADING, (TASK[0], name, *TASK[2:]))}")
        archive.writestr("resources/sheet.css", "a {}")
    assert tasks(put(tmp_path, "x.zip", out.getvalue())) == ["Trang tính 1.html", "Trang tính 2.html"]


@pytest.mark.parametrize("depth", [1, 2, 30])
@pytest.mark.parametrize("form", ["x.html", "x.docx"])
def test_an_annex_in_layout_tables_of_any_depth_is_read(tmp_path, form, depth):
    if form == "x.html":
        data = page(HEADING, TASK)
        for _ in range(depth):
            data = f"<table><tr><td>menu</td><td><p>lời</p>{data}</td></tr></table>"
        data = data.encode()
    else:
        cells = "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in row) + "</w:tr>"
            for row in (HEADING, TASK)
        )
        body = f"<w:tbl>{cells}</w:tbl>"
        for _ in range(depth):
            body = f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"
        data = annexes.word_file(body)
    path = put(tmp_path, form, data)
    assert tasks(path) == [TASK[1]]
    assert told(path) == [Trait.LAYOUT]


@pytest.mark.parametrize(
    "data",
    [
        f"<TABLE><TR><TD>{'<TD>'.join(HEADING)}<TR><TD>{'<TD><P>'.join(TASK)}</TABLE>",
        f"<table><thead><th>{'<th>'.join(HEADING)}<tbody><tr><td>{'<td>'.join(TASK)}",
        page(HEADING, TASK)
        .replace("<td>1", "<td rowspan=100000>1")
        .replace("<td>Thường", "<td colspan=99999999999>Thường"),
    ],
)
def test_a_page_without_end_tags_or_with_endless_spans_is_read(tmp_path, data):
    assert tasks(put(tmp_path, "x.html", f"<meta charset=utf-8>{data}")) == [TASK[1]]


PATHOLOGICAL = {
    "a.html": "<thead " * 16_000,
    "b.html": "<p>" + "<b>" * 100_000 + "x",
    "c.html": "<style>" + "/*" * 300_000 + "</style><p>x",
    "d.html": "<table><tr>" + "<td rowspan=99999 colspan=99999>a" * 2_000,
    "e.md": "\n" * 16_000 + "x",
    "f.rtf": "{\\rtf1 " + "{" * 100_000 + "x",
    "g.txt": "|" * 200_000,
    "h.csv": '"' + "\n" * 20_000 + '",a\n1,2',
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_a_pathological_file_is_answered(tmp_path, name):
    """Each of these took seconds to minutes, or a crash, in one reader or another."""
    path = put(tmp_path, name, PATHOLOGICAL[name])
    with contextlib.suppress(DataWrong):
        assert len(read(path).blocks) < 3


def test_cells_that_tables_divide_are_cells(tmp_path):
    """Old programs divide a cell of .odt by a table in it: here who leads two parts of one task, and by when."""
    names = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "text", "table", "style")
    )

    def row(*cells: str) -> str:
        inside = (each if each.startswith("<") else f"<text:p>{each}</text:p>" for each in cells)
        return (
            f"<table:table-row>{''.join(f'<table:table-cell>{e}</table:table-cell>' for e in inside)}</table:table-row>"
        )

    def parted(count: int, *rows: str, sub: str = "") -> str:
        columns = f'<table:table-column table:number-columns-repeated="{count}"/>'
        return f"<table:table{sub}>{columns}{''.join(rows)}</table:table>"

    divided = parted(2, row("Sở Y tế", "Quý I"), row("Công an tỉnh", "Quý II"), sub=' table:is-sub-table="true"')
    heads = parted(2, row("Cơ quan chủ trì", "Thời gian"), sub=' table:is-sub-table="true"')
    table = parted(3, row("STT", "Nội dung", heads), row("1", "Trồng cây", divided))
    body = f"<office:body><office:text>{table}</office:text></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    (grid,) = read(put(tmp_path, "x.odt", out.getvalue())).grids()
    assert [[slot.text for slot in each.slots] for each in grid.rows] == [
        ["STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Trồng cây", "Sở Y tế", "Quý I"],
        ["1", "Trồng cây", "Công an tỉnh", "Quý II"],
    ]


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes, or a part of a zip, with a few of them changed, left out or said twice."""
    if data.startswith(b"PK") and dice.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = dice.choice([*parts])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for each, part in parts.items():
                archive.writestr(each, damaged(b" " + part, dice) if each == name else part)
        return out.getvalue()
    raw = bytearray(data)
    for _ in range(dice.choice((1, 3, 10))):
        at, length = dice.randrange(len(raw)), dice.choice((1, 8, 60))
        raw[at : at + length] = dice.choice((b"", b"<", b"{", b"-1", b"99999999999", bytes(raw[at : at + length]) * 2))
        raw = raw or bytearray(b"x")
    return bytes(raw)


@pytest.mark.parametrize("kind", traits.KINDS)
def test_a_damaged_file_is_read_or_refused_and_never_a_crash(tmp_path, kind):
    data = traits.KINDS[kind][0]()
    for seed in range(12):
        path = put(tmp_path, kind, damaged(data, random.Random(seed)))
        with contextlib.suppress(DataWrong):
            task_rows.read(read(path).blocks)


# --- embedded files -------------------------------------------------------------------------------------------------

CHUNK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("name", "data", "notice"),
    [
        ("c.html", page(HEADING, TASK).encode(), Trait.CHUNK),
        ("c.docx", None, Trait.CHUNK),
        ("c.txt", "\n".join(" | ".join((*row, "")) for row in (HEADING, TASK)).encode(), Trait.CHUNK),
        ("c.bin", bytes(range(20)) * 9, Trait.CHUNK_UNREAD),
    ],
)
def test_a_file_that_is_embedded_in_another_is_read_or_told(tmp_path, name, data, notice):
    def file(body: str, *extra: tuple[str, bytes]) -> bytes:
        parts = package.read(annexes.word_file(body))
        rels = "word/_rels/document.xml.rels"
        relation = f"<Relationship Id='c1' Type='{CHUNK}/aFChunk' Target='/word/{name}'/></Relationships>"
        parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode())
        return package.write([*parts.items(), *extra])

    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in row) + "</w:tr>"
        for row in (HEADING, TASK)
    )
    embedded = data or annexes.word_file(f"<w:tbl>{rows}</w:tbl>")
    path = put(tmp_path, "x.docx", file(f"<w:altChunk xmlns:r='{CHUNK}' r:id='c1'/><w:p/>", (f"word/{name}", embedded)))
    assert told(path) == [notice]
    assert tasks(path) == ([TASK[1]] if notice is Trait.CHUNK else [])


# --- workbooks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (0.8, "0%", "80%"),
        (0.8, "0 %", "80 %"),
        (0.125, "0.0%", "12,5%"),
        (5, "00", "05"),
        (1000, "#,##0", "1.000"),
        (1234.5, "#,##0.00", "1.234,50"),
        (3, '0" tháng"', "3 tháng"),
        (-5, "#,##0;[Red](#,##0)", "(5)"),
        (-5, "0", "-5"),
        (0, '0;-0;"–"', "–"),
        (1_500_000, '#,##0,," triệu"', "2 triệu"),
        (0.5, "#.##", ",5"),
        (12, "General", "12"),
        (1.5, "General", "1,5"),
        (0.1 + 0.2, "General", "0,3"),
        (1e15, "General", "1000000000000000"),
        (True, "General", "TRUE"),
        ("05", "@", "05"),
    ],
)
def test_a_number_is_read_as_it_is_shown(tmp_path, value, form, wanted):
    book = openpyxl.Workbook()
    book.active.append(["STT", "Nội dung", "Chủ trì", "Thời hạn"])
    book.active.append([1, "Việc", "Sở Y tế", value])
    book.active["D2"].number_format = form
    book.save(tmp_path / "x.xlsx")
    (grid,) = source_file.read(tmp_path / "x.xlsx", "x.xlsx").grids()
    assert grid.rows[1].slots[3].text == wanted


def test_a_sheet_with_drawings_is_read_and_its_pictures_are_told(tmp_path):
    parts = package.read(traits.xlsx())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='rId9' Type='{kind}' Target='../drawings/drawing9.xml'/></Relationships>"
    ).encode()
    parts |= {"xl/drawings/drawing9.xml": b"<broken", "xl/media/image1.png": b"x"}
    path = put(tmp_path, "x.xlsx", package.write(parts.items()))
    assert tasks(path)
    assert Trait.PICTURE in told(path)


@pytest.mark.parametrize("far", ["D1048576", "D400"])
def test_a_note_far_below_a_table_does_not_make_it_longer(tmp_path, far):
    book = openpyxl.Workbook()
    book.active.append(["PHỤ LỤC"])
    book.active.append([])
    book.active.append(HEADING)
    book.active.append(TASK)
    book.active[far] = "hết"
    book.save(tmp_path / "x.xlsx")
    assert tasks(tmp_path / "x.xlsx")[:1] == [TASK[1]]
    assert sum(len(grid.rows) for grid in read(tmp_path / "x.xlsx").grids()) == 3


def test_a_file_without_tasks_is_refused_with_what_was_told_of_it(tmp_path):
    """The annex may be the picture, or stand on a hidden sheet."""
    book = openpyxl.Workbook()
    book.active.append(["Mục lục"])
    hidden = book.create_sheet("Phụ lục")
    hidden.append(HEADING)
    hidden.append(TASK)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(DataWrong) as caught:
        proposal.propose(ROOT, "tinh-mau/thu", tmp_path / "x.xlsx")
    (problem,) = caught.value.problems
    assert "Trang tính ẩn, không đọc" in problem.what


def test_a_workbook_of_the_strict_kind_is_read(tmp_path):
    strict = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(traits.xlsx())) as usual, zipfile.ZipFile(out, "w") as archive:
        for name in usual.namelist():
            content = usual.read(name)
            for old, new in strict:
                content = content.replace(old, new)
            archive.writestr(name, content)
    (grid,) = read(put(tmp_path, "x.xlsx", out.getvalue())).grids()
    assert grid.rows[2].slots[1].text == "Trồng cây"
