"""Whether a paper can leave the house: each trace of work on it is told, and what is right is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

import paper_maker as made
from ntsdocs.decree import check, mend
from ntsdocs.docx import package
from paper_maker import letter, named, p, text
from tiny_docx import field, r

HOME = "/" + "home"
CASES = Path(__file__).resolve().parents[1] / "cases" / "papers"


def found(docx: bytes) -> list[tuple[str, str]]:
    report = check.judge(docx)
    assert {each.severity for each in report.findings if each.rule[:3] in ("RA-", "REG")} <= {"nên xem"}
    return [(each.rule, each.what) for each in report.findings if each.rule[:3] in ("RA-", "REG")]


def related(*, settings: str = "", links: str = "", core: str = "") -> bytes:
    """A letter with these settings, these links out of it, and these properties."""
    parts = package.read(letter())
    base = "http://schemas.openxmlformats.org"
    kinds = f"{base}/officeDocument/2006/relationships"
    added = f'<Relationship Id="rIdS" Type="{kinds}/settings" Target="settings.xml"/>{links.replace("KINDS", kinds)}'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{added}</Relationships>".encode())
    w = f'xmlns:w="{base}/wordprocessingml/2006/main"'
    parts["word/settings.xml"] = f"<w:settings {w}>{settings}</w:settings>".encode()
    if core:
        parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"</cp:", f"{core}</cp:".encode())
    return package.write(parts.items())


def link(kind: str, target: str) -> str:
    return f'<Relationship Id="rIdOut" Type="KINDS/{kind}" Target="{target}" TargetMode="External"/>'


def inside(kind: str, target: str) -> str:
    return link(kind, target).replace(' TargetMode="External"', "")


def line(xml: str) -> bytes:
    """A letter with a paragraph of this XML."""
    return letter(f"<w:p><w:pPr>{made.BODY}</w:pPr>{xml}</w:p>")


def of_2024(words: str) -> bytes:
    parts = package.read(letter(text(words)))
    body = parts["word/document.xml"].decode().replace("tháng 10 năm 2026", "tháng 10 năm 2024")
    return package.write({**parts, "word/document.xml": body.encode()}.items())


YELLOW, GREY = '<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
TOLD = {
    "a placeholder": (letter(text("Giao {{ who.name }} chủ trì.")), "RA-1", "{{ who.name }}"),
    "a statement of a template": (letter(text("{% if commune %} Giao xã.")), "RA-1", "{% if commune %}"),
    "a name in chevrons": (letter(text("Giao «Ten_co_quan» chủ trì.")), "RA-1", "Ten_co_quan"),
    "dots for words": (letter(text("Giao …… làm đầu mối.")), "RA-1", "Giao …… làm đầu mối"),
    "dots for a number": (letter(text("Thực hiện Kế hoạch số …/KH-UBND của tỉnh.")), "RA-1", "số …/KH-UBND"),
    "full stops for words": (letter(text("Giao ....... làm đầu mối.")), "RA-1", "Giao ......."),
    "brackets": (letter(text("Giao [tên cơ quan] làm đầu mối.")), "RA-1", "[tên cơ quan]"),
    "brackets with dots": (letter(text("Giao […] làm đầu mối.")), "RA-1", "[…]"),
    "xxx": (letter(text("Thực hiện Kế hoạch số xxx/KH-UBND.")), "RA-1", "xxx"),
    "a merge field": (line(field('MERGEFIELD "Ten"', "«Ten»")), "RA-1", "trường trộn thư «Ten»"),
    "a simple merge field": (line(f'<w:fldSimple w:instr="MERGEFIELD Ten">{r("a")}</w:fldSimple>'), "RA-1", "«Ten»"),
    "a next record": (line(field("NEXT", "")), "RA-1", "trường trộn thư NEXT"),
    "a date field": (line(field('DATE \\@ "d/M/yyyy"', "1/1/2026")), "RA-2", "(DATE)"),
    "a time field": (line(field("TIME", "10:00")), "RA-2", "(TIME)"),
    "a file name": (line(field("FILENAME \\p", "a.docx")), "RA-2", "(FILENAME)"),
    "an author": (line(field("AUTHOR", "An")), "RA-2", "(AUTHOR)"),
    "an error": (letter(text("Xem Error! Bookmark not defined. ở trên.")), "RA-2", "Error! Bookmark not defined."),
    "an error in Vietnamese": (
        letter(text("Xem Lỗi! Không tìm thấy nguồn tham chiếu.")),
        "RA-2",
        "Lỗi! Không tìm thấy",
    ),
    "hidden words": (line(r("nội bộ", "<w:vanish/>")), "RA-3", "nội bộ"),
    "a yellow mark": (line(r("xem lại", YELLOW)), "RA-4", "xem lại"),
    "a shaded word": (line(r("xem lại", GREY)), "RA-4", "xem lại"),
    "a comment": (line(r("a") + '<w:r><w:commentReference w:id="1"/></w:r>'), "RA-4", "comment"),
    "a tracked change": (line(f'<w:ins w:id="1" w:author="A">{r("thêm")}</w:ins>'), "RA-4", "track changes"),
    "a lock": (related(settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), "RA-5", "khóa sửa"),
    "read only": (related(settings='<w:writeProtection w:recommended="1"/>'), "RA-5", "chỉ đọc"),
    "a list to merge": (related(settings="<w:mailMerge/>"), "RA-5", "trộn thư"),
    "a template": (related(links=link("attachedTemplate", "file:///C:\\mau\\kh.dotx")), "RA-5", "gắn với mẫu"),
    "a link to a disk": (related(links=link("hyperlink", "file:///D:/van-ban/a.docx")), "RA-5", "file:///D:/van-ban"),
    "a picture on a server": (related(links=link("image", "\\\\may-chu\\anh\\1.png")), "RA-5", "\\\\may-chu"),
    "a link to a home": (related(links=link("hyperlink", f"{HOME}/an/a.docx")), "RA-5", f"{HOME}/an"),
    "a sheet that is linked": (
        line(field('LINK Excel.Sheet.12 "C:\\\\Users\\\\an\\\\a.xlsx" "B1"', "1")),
        "RA-5",
        "C:\\",
    ),
    "an account": (related(core="<dc:creator>SNV-PC\\an.nguyen</dc:creator>"), "RA-5", "SNV-PC\\an.nguyen"),
    "an address as author": (
        related(core="<cp:lastModifiedBy>an@tinhmau.vn</cp:lastModifiedBy>"),
        "RA-5",
        "an@tinhmau",
    ),
    "a machine as author": (related(core="<dc:creator>DESKTOP-7K2LQ1A</dc:creator>"), "RA-5", "DESKTOP-7K2LQ1A"),
    "macros": (related(links=inside("vbaProject", "vbaProject.bin")), "RA-5", "macro"),
    "a file put in as a whole": (related(links=inside("aFChunk", "phu-luc.htm")), "RA-5", "altChunk"),
    "a file of files": (related(links=link("subDocument", "phan-2.docx")), "RA-5", "ghép từ tệp khác"),
    "mirrored margins": (related(settings="<w:mirrorMargins/>"), "RA-6", "lề đối xứng"),
    "a district's committee": (letter(text("Giao UBND huyện Mẫu thực hiện.")), "REG-8", "UBND huyện Mẫu"),
    "districts and towns": (
        letter(text("Giao UBND các huyện, thị xã, thành phố thực hiện.")),
        "REG-8",
        "UBND các huyện",
    ),
    "a district's office": (letter(text("Giao Phòng Nội vụ huyện Mẫu thực hiện.")), "REG-8", "Phòng Nội vụ huyện"),
    "a quarter's police": (letter(text("Giao Công an quận Mẫu thực hiện.")), "REG-8", "Công an quận"),
    "bodies of districts": (letter(text("Giao các cơ quan cấp huyện thực hiện.")), "REG-8", "cơ quan cấp huyện"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_must_not_leave_the_house_is_told(name):
    docx, rule, words = TOLD[name]
    findings = found(docx)
    assert [each for each in findings if each[0] != rule] == []
    assert any(words in what for _, what in findings), findings


IN_PEACE = {
    "a letter": letter(),
    "the sign for «and so on»": letter(text("Tuyên truyền trên báo, đài,… và mạng xã hội.")),
    "a reference in brackets": letter(text("Theo kết quả nghiên cứu [1], [2, tr. 15].")),
    "a Roman thirty": letter(text("Theo Chương XXX và Khóa XXX.")),
    "dots in a draft without a number": named(text("Giao …… làm đầu mối, xxx."), so="Số:      /KH-SNV"),
    "dots in the form of an annex": letter(
        tail=p("Phụ lục", 28, "b") + p("MẪU ĐƠN", 28, "b") + text("Họ và tên: ……………")
    ),
    "page numbers": line(field("NUMPAGES", "3")),
    "a date that stays": line(field("CREATEDATE", "1/1/2026")),
    "a reference": line(field("REF muc_1 \\h", "mục 1")),
    "words that the web hides": line(r("thường", "<w:webHidden/>")),
    "a white background": line(r("thường", '<w:shd w:val="clear" w:fill="FFFFFF"/><w:highlight w:val="none"/>')),
    "a lock that is off": related(settings='<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'),
    "a link to the web": related(links=link("hyperlink", f"https://tinhmau.gov.vn{HOME}/tin?x=C:1")),
    "a mail address to write to": related(links=link("hyperlink", "mailto:vanthu@tinhmau.gov.vn")),
    "a person as author": related(core="<dc:creator>Nguyễn Văn Mẫu</dc:creator>"),
    "a commune": letter(text("Giao UBND xã Mẫu, UBND các xã, phường thực hiện.")),
    "a cited title": letter(text("Thực hiện Kế hoạch “Giao UBND huyện Mẫu thực hiện”.")),
    "a district of the past": letter(text("Tiếp nhận hồ sơ do UBND huyện Mẫu (cũ) chuyển giao.")),
    "a decision of the past": letter(text("Theo Quyết định số 12/QĐ-UBND ngày 5/3/2024 của UBND huyện Mẫu.")),
    "a paper of the past": of_2024("Giao UBND huyện Mẫu thực hiện."),
}


@pytest.mark.parametrize("name", IN_PEACE)
def test_what_may_stand_in_a_paper_is_left_in_peace(name):
    assert found(IN_PEACE[name]) == []


@pytest.mark.parametrize(("case", "rule"), [("merge-field", "RA-1"), ("date-field", "RA-2")])
def test_the_cases_are_told_at_their_place(case, rule):
    report = check.judge((CASES / f"{case}.docx").read_bytes())
    assert [each.rule for each in report.findings] == [rule]
    assert all(each.paragraph is not None for each in report.findings)


def test_even_pages_without_a_number_are_wrong_and_are_mended():
    paper = (CASES / "even-pages.docx").read_bytes()
    assert {(each.rule, each.severity) for each in check.judge(paper).findings} == {("ND30-I-1.7a", "sai")}
    mended = mend.mend(paper)
    assert mended.report is not None
    assert mended.report.findings == ()
    assert b"evenAndOdd" not in package.read(mended.docx)["word/settings.xml"]
