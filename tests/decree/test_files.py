"""What people get of a check: lines, JSON, a page, comments in Word, the exit status."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import tasks
from docx.oxml.ns import qn
from invoke.collection import Collection

import paper_maker as made
import validity
from defects import CLEAN, Editor, clean_papers, say
from ntsdocs.cli.invoke_program import with_options
from ntsdocs.decree import check, console, files, find, webpage
from ntsdocs.decree.annotate import annotate
from ntsdocs.decree.mend import session
from ntsdocs.docx import package
from ntsdocs.kinds import KINDS
from ntsdocs.text.file_kinds import FileKind
from paper_maker import letter, named, p, text

ROOT = Path(__file__).resolve().parents[2]
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def openable(paper: bytes) -> bytes:
    """The paper with the content types that other readers insist on."""
    parts = package.read(paper)
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("header1", "header"))
    )
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()
    return package.write(parts.items())


WRONG = openable(named(text("Giao Công An tỉnh thực hiện."), so="Số: 5/KH-SNV"))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "con").mkdir()
    (tmp_path / "b.docx").write_bytes(letter())
    (tmp_path / "con" / "a.docx").write_bytes(WRONG)
    (tmp_path / "~$b.docx").write_bytes(b"lock")
    return tmp_path


def names(*paths: Path) -> list[str]:
    """The files that are checked, by their names."""
    return [Path(each.name).name for each in files.check_each(paths)]


def test_a_folder_gives_its_word_files_once_in_order_without_locks_and_copies(folder):
    (folder / "C.DOCX").write_bytes(letter())
    (folder / "b.gop-y.docx").write_bytes(letter())
    (folder / "con" / "ghi-chu.txt").write_text("a")
    assert names(folder, folder / "b.docx") == ["C.DOCX", "b.docx", "a.docx"]
    assert names(folder / "b.gop-y.docx") == ["b.gop-y.docx"]


def test_a_star_is_spread_out_where_no_shell_does_it(folder):
    assert names(folder / "*.docx") == ["b.docx"]
    (none,) = files.check_each([folder / "x*.docx"])
    assert none.broken == "không có tệp nào tên như vậy"


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(folder):
    (folder / "trong").mkdir()
    (folder / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    found = list(files.check_each([folder / "trong", folder / "cu.doc", folder / "khong-co.docx", folder / "b.docx"]))
    assert [each.broken for each in found] == [
        "không có tệp .docx nào trong thư mục này",
        f"{FileKind.UNKNOWN.what}, không phải tệp .docx; sửa: {FileKind.UNKNOWN.remedy[:-1]}",
        "không có tệp hay thư mục này",
        "",
    ]
    assert [each.status for each in found] == [2, 2, 2, 0]


def of_another_kind() -> dict[str, tuple[bytes, FileKind]]:
    theme, sheet = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(theme, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("theme/theme/theme1.xml", "<a/>")
    openpyxl.Workbook().save(sheet)
    directory = "WordDocument".encode("utf-16-le").ljust(64, b"\0")
    old_word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000 + directory + b"\0" * 2_000
    return {
        "an old Word file": (old_word, FileKind.OLD_WORD),
        "an old Word file that ends with a theme": (old_word + theme.getvalue(), FileKind.OLD_WORD),
        "a workbook": (sheet.getvalue(), FileKind.EXCEL),
        "a page": (b"<html><body>a</body></html>", FileKind.HTML),
        "a PDF": (b"%PDF-1.4", FileKind.PDF),
        "a rich text": (b"{\\rtf1 a}", FileKind.RTF),
    }


@pytest.mark.parametrize("name", of_another_kind())
@pytest.mark.parametrize("fix", [False, True])
def test_a_file_of_another_kind_is_told_as_such_whatever_it_is_called(tmp_path, name, fix):
    data, kind = of_another_kind()[name]
    (tmp_path / "a.docx").write_bytes(data)
    found = files.check_file(tmp_path / "a.docx", fix=fix)
    assert (found.status, found.broken) == (2, f"{kind.what}, không phải tệp .docx; sửa: {kind.remedy[:-1]}")


def test_findings_do_not_hold_on_to_the_files_of_a_folder(folder):
    found = files.check_file(folder / "con" / "a.docx")
    assert [one.paragraph for one in found.report.findings] == [None, None]


def test_the_lines_group_by_severity_and_name_rule_place_article_and_remedy(folder):
    lines = list(console.lines([files.check_file(folder / "con" / "a.docx")]))
    assert lines[1:8] == [
        "  sai: 2",
        "    [ND30-I-2.3a] bảng 1, hàng 2, cột 1 («Số: 5/KH-SNV»): số ghi «5».",
        lines[3],
        "        Sửa: ghi «05».",
        "    [ND30-II-6] đoạn 5 («Giao Công An tỉnh thực hiện.»): viết «Công An».",
        lines[6],
        "        Sửa: viết «Công an».",
    ]
    assert lines[3].startswith("        Nghị định (PL I-II.3a,c; Điều 15.1): Số của văn bản là số thứ tự trong năm")
    assert lines[-1] == "Tổng cộng: 1 tệp, 2 sai, 0 thông lệ, 0 nên xem."


def test_findings_are_told_in_the_order_of_the_rules_and_under_a_rule_in_the_order_of_the_paper():
    slips = ("Giao Công An xã.", "Giao Bộ công an.", "Giao Công An xã.")
    report = check.judge(named(*map(text, slips), so="Số: 5/KH-SNV"))
    held = [(each.rule, each.place[:7].strip(), each.what) for each in report.findings]
    assert held == [
        ("ND30-I-2.3a", "bảng 1,", "số ghi «5»"),
        ("ND30-II-6", "đoạn 5", "viết «Công An»"),
        ("ND30-II-6", "đoạn 6", "viết «Bộ công an»"),
        ("ND30-II-6", "đoạn 7", "viết «Công An»"),
    ]
    groups = [[each.place[:6] for each in same] for same in console.group_alike(report.findings[1:])]
    assert groups == [["đoạn 5", "đoạn 7"], ["đoạn 6"]]


def test_the_status_is_that_of_the_worst_file(folder):
    good, bad = files.check_file(folder / "b.docx"), files.check_file(folder / "con" / "a.docx")
    broken, missing = files.check_file(folder / "~$b.docx"), files.check_file(folder / "khong-co.docx")
    assert [files.status(each) for each in ([], [good], [good, bad], [good, bad, broken], [missing])] == [0, 0, 1, 2, 2]
    assert "không phải là tệp Word" in broken.broken
    assert missing.broken == "không có tệp hay thư mục này"


def test_json_tells_every_finding_by_its_cells(folder):
    (entry,) = json.loads(console.as_json([files.check_file(folder / "con" / "a.docx")]))
    assert entry["loại"] == "ke_hoach"
    assert [(each["mã"], each["mức"], each["thấy"]) for each in entry["kết quả"]] == [
        ("ND30-I-2.3a", "sai", "số ghi «5»"),
        ("ND30-II-6", "sai", "viết «Công An»"),
    ]


def test_the_page_holds_no_markup_from_the_paper_and_lets_nothing_run():
    wrong = check.judge(named(text('Giao <script>Công An</script> "tỉnh" thực hiện.')))
    page = webpage.as_html([files.CheckedFile("<b onload='x'>.docx", wrong)])
    assert "<script" not in page
    assert "<b " not in page
    assert "&lt;script&gt;Công An" in page
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert re.findall(r'(?:src|href)="([^#][^"]*)', page) == []
    assert re.findall(r"\bstyle=", page) == []


def test_the_page_has_every_place_of_a_finding_in_one_row():
    many = named(*(text(f"Giao Công An xã số {n}.") for n in range(9)))
    page = webpage.as_html([files.CheckedFile("a.docx", check.judge(many))])
    assert page.count("viết «Công An»") == 1
    assert page.count("(«Giao Công An xã số ") == 9
    assert "1 tệp, 9 sai, 0 thông lệ, 0 nên xem." in page


def test_a_page_on_several_files_begins_with_what_was_found_in_each(folder):
    page = webpage.as_html(list(files.check_each([folder, folder / "khong-co.docx"])))
    assert re.findall(r"<a href=\"#tep-\d\">[^<]*?([^/<]*)</a>: ([^<]*)", page) == [
        ("b.docx", "0 sai, 0 thông lệ, 0 nên xem"),
        ("a.docx", "2 sai, 0 thông lệ, 0 nên xem"),
        ("khong-co.docx", "không đọc được"),
    ]


def test_each_finding_becomes_a_comment_at_its_paragraph_and_the_text_stays():
    findings = check.judge(WRONG).findings
    copy = annotate(WRONG, findings)
    read = docx.Document(io.BytesIO(copy))
    assert [comment.text.split("]")[0] for comment in read.comments] == ["[ND30-I-2.3a", "[ND30-II-6"]
    before, after = (docx.Document(io.BytesIO(each)) for each in (WRONG, copy))
    assert [each.text for each in after.paragraphs] == [each.text for each in before.paragraphs]
    marked = [each.text for each in after.paragraphs if each._p.xpath(".//w:commentReference")]
    assert marked == ["Giao Công An tỉnh thực hiện."]
    assert annotate(WRONG, findings) == copy


def test_a_finding_about_the_page_is_told_at_the_first_paragraph():
    parts = package.read(openable(letter()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:right="851"', b'w:right="567"')
    wrong = package.write(parts.items())
    (comment,) = docx.Document(io.BytesIO(annotate(wrong, check.judge(wrong).findings))).comments
    assert comment.text.endswith("(Vị trí: trang.)")


def commented(paper: bytes) -> dict[str, str]:
    """The text of each comment's paragraph, by what the comment says first."""
    copy = docx.Document(io.BytesIO(annotate(paper, check.judge(paper).findings)))
    texts = {comment.comment_id: comment.text.split("]")[0][1:] for comment in copy.comments}
    return {
        texts[int(mark.get(qn("w:id")))]: "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in copy.element.body.iter(qn("w:p"))
        for mark in p.iterchildren(qn("w:commentRangeStart"))
    }


@pytest.mark.parametrize("kind", CLEAN)
def test_a_copy_with_comments_is_sound_and_each_comment_is_at_its_place(kind):
    editor = Editor(clean_papers()[kind])
    for component, words in (
        ("quoc_hieu", "CỘNG HOÀ XÃ HỘI"),
        ("recipient", "- Như trên"),
        ("opening", "Giao Công An."),
    ):
        say(editor.one(component), words)
    paper = editor.bytes()
    copy = annotate(paper, check.judge(paper).findings)
    assert validity.faults(copy) == validity.faults(paper)
    found = commented(paper)
    assert found["ND30-I-2.1a"] == "CỘNG HOÀ XÃ HỘI"
    assert found["ND30-I-2.9e"] == "- Như trên"
    assert found["ND30-II-6"] == "Giao Công An."
    assert annotate(paper, check.judge(paper).findings) == copy


def test_comments_that_were_there_stay_and_new_ones_come_after_them():
    first = annotate(WRONG, check.judge(WRONG).findings)
    second = annotate(first, check.judge(first).findings)
    ids = [comment.comment_id for comment in docx.Document(io.BytesIO(second)).comments]
    assert ids == [0, 1, 2, 3, 4, 5]  # and two on the comments that were there
    assert package.read(second)["word/_rels/document.xml.rels"].count(b"/comments") == 2  # kind and target, once


def test_a_finding_in_a_text_box_is_told_where_the_box_hangs():
    inside = f"<w:txbxContent>{p('Giao Công An xã.')}</w:txbxContent>"
    paper = openable(named(text("Trước khung.") + f"<w:p><w:r><w:drawing>{inside}</w:drawing></w:r></w:p>"))
    copy = package.read(annotate(paper, check.judge(paper).findings))["word/document.xml"].decode()
    assert copy.index("commentRangeStart") < copy.index("txbxContent")
    assert "comment" not in copy.partition("<w:txbxContent>")[2].partition("</w:txbxContent>")[0]


def test_more_comments_than_word_bears_are_left_out_and_the_last_one_says_so(monkeypatch):
    monkeypatch.setattr("ntsdocs.decree.annotate.MOST", 1)
    *_, last = docx.Document(io.BytesIO(annotate(WRONG, check.judge(WRONG).findings))).comments
    assert last.text == "Còn 1 điều nữa không ghi ở đây: xem kết quả --html."


def test_a_file_that_word_cannot_open_is_not_commented():
    with pytest.raises(package.PackageError, match="không ghi chú được"):
        annotate(letter(), ())


def test_a_copy_that_somebody_worked_on_is_kept_and_an_untouched_one_is_renewed(folder):
    path, copy = folder / "con" / "a.docx", folder / "con" / "a.gop-y.docx"
    assert files.check_file(path, comment=True).copy == files.WriteResult(f"Đã ghi {copy}")
    first = copy.read_bytes()
    assert files.check_file(folder / "b.docx", comment=True).copy == files.WriteResult(
        f"{folder / 'b.docx'}: không có điều nào để ghi chú."
    )
    path.write_bytes(openable(named(text("Giao Công An tỉnh, Bộ công an thực hiện."))))
    assert files.check_file(path, comment=True).copy.status == 0
    assert copy.read_bytes() != first
    edited = docx.Document(copy)
    edited.add_paragraph("Ý kiến của người đọc.")
    edited.save(copy)
    kept = copy.read_bytes()
    told_ = files.check_file(path, comment=True).copy
    assert (told_.status, "đã được sửa tay" in told_.message) == (2, True)
    assert copy.read_bytes() == kept


def test_a_copy_with_comments_is_never_written_through_a_link_nor_left_half_written(folder, monkeypatch):
    path, copy, elsewhere = folder / "con" / "a.docx", folder / "con" / "a.gop-y.docx", folder / "ngoai.docx"
    assert files.check_file(path, comment=True).copy.status == 0
    copy.rename(elsewhere)  # an untouched copy of ours, but not at the place of one
    copy.symlink_to(elsewhere)
    kept = elsewhere.read_bytes()
    path.write_bytes(openable(named(text("Giao Công An tỉnh, Bộ công an thực hiện."))))
    told_ = files.check_file(path, comment=True).copy
    assert (told_.status, "không phải là một tệp riêng: không ghi đè" in told_.message) == (2, True)
    assert elsewhere.read_bytes() == kept
    copy.unlink()
    elsewhere.rename(copy)
    monkeypatch.setattr(Path, "replace", full_disk)
    assert files.check_file(path, comment=True).copy == files.WriteResult(f"{copy}: chưa ghi được: ổ đĩa đã đầy.", 2)
    assert copy.read_bytes() == kept
    assert sorted(each.name for each in copy.parent.iterdir()) == ["a.docx", "a.gop-y.docx"]


def full_disk(*_):
    """What moving a file gives where there is no room."""
    raise OSError(errno.ENOSPC, "no space")


@pytest.mark.parametrize("fix", [False, True])
def test_a_paper_that_shows_a_fault_of_the_program_does_not_keep_the_others_from_being_read(folder, monkeypatch, fix):
    def recognise(read, *words, **switches):
        assert all("Công An" not in each.text for each in read.paragraphs), "a fault"
        return find.recognise(read, *words, **switches)

    for place in (check, session):
        monkeypatch.setattr(place, "recognise", recognise)
    found = list(files.check_each([folder], fix=fix))
    assert [(Path(each.name).name, each.status) for each in found] == [("b.docx", 0), ("a.docx", 2)]
    assert re.fullmatch(
        r"lỗi của chương trình \(AssertionError, test_files.py:\d+\), không phải của tệp; "
        r"sửa: gửi tệp này và dòng này cho kỹ sư",
        found[1].broken,
    )


def test_a_report_is_never_written_over_a_word_file(folder):
    before = (folder / "b.docx").read_bytes()
    assert files.put(folder / "b.docx", "<html>").status == 2
    assert (folder / "b.docx").read_bytes() == before
    assert files.put(folder / "khong-co" / "a.html", "x").message.endswith(
        "chưa ghi được: không có tệp hay thư mục này."
    )


def test_a_full_disk_leaves_the_report_that_was_there(folder, monkeypatch):
    report = folder / "a.html"
    assert files.put(report, "old").status == 0
    report.chmod(0o640)
    assert files.put(report, "older").status == 0
    mode = report.stat().st_mode

    def half(path, data):
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        full_disk()

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half)
        assert files.put(report, "new").message.endswith("chưa ghi được: ổ đĩa đã đầy.")
    assert report.read_text(encoding="utf-8") == "older"
    assert report.stat().st_mode == mode
    assert not [each.name for each in folder.iterdir() if each.name.startswith(".")]


def test_a_report_that_goes_through_a_link_leaves_the_link(folder):
    link = folder / "lien-ket.json"
    try:
        link.symlink_to(folder / "a.json")
    except OSError:
        pytest.skip("no links on this machine")
    assert files.put(link, "x").status == 0
    assert link.is_symlink()
    assert (folder / "a.json").read_text(encoding="utf-8") == "x"


def test_what_the_file_cannot_tell_is_listed_once():
    lines = list(console.lines([files.CheckedFile(name, check.judge(letter())) for name in ("a", "b")]))
    assert len([line for line in lines if line.startswith("không kiểm được")]) == 1


@pytest.mark.parametrize(
    ("words", "spread_out"),
    [
        (["check"], ["check"]),
        (["check", "a.docx", "b"], ["check", "--paths", "a.docx", "--paths", "b"]),
        (
            ["check", "--kind", "ke_hoach", "a.docx", "--annotate", "b"],
            ["check", "--kind", "ke_hoach", "--paths", "a.docx", "--annotate", "--paths", "b"],
        ),
        (["check", "--html=x", "a.docx"], ["check", "--html=x", "--paths", "a.docx"]),
        (["check", "--html", "x", "a.docx"], ["check", "--html", "x", "--paths", "a.docx"]),
        (["check", "-h"], ["check", "-h"]),
        (["check", "--paths", "a.docx", "b.docx"], ["check", "--paths", "a.docx", "--paths", "b.docx"]),
        (["check", r"C:\van ban\a.docx"], ["check", "--paths", r"C:\van ban\a.docx"]),
        (["check", "data"], ["check", "--paths", "data"]),
        (["check", "--plan", "tinh-mau/01-kh-ubnd"], ["check", "--plan", "tinh-mau/01-kh-ubnd"]),
        (["build", "--only", "x"], ["build", "--only", "x"]),
    ],
)
def test_files_may_stand_right_after_check(words, spread_out):
    assert with_options(words, Collection.from_module(tasks)) == spread_out


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_our_templates_pass_the_gate_before_they_are_filled(kind):
    template = (ROOT / "templates" / f"{kind}.docx").read_bytes()
    assert [str(each) for each in check.gate(template, template=True)] == []


def test_a_template_with_a_wrong_margin_or_motto_does_not_pass():
    parts = package.read((ROOT / "templates" / "ke_hoach.docx").read_bytes())
    document = parts["word/document.xml"].decode()
    for old, new, rule in (
        ('w:left="1701"', 'w:left="1000"', "ND30-I-1.3"),
        ("Tự do - Hạnh", "Tự do – Hạnh", "ND30-I-2.1b"),
    ):
        assert old in document
        wrong = package.write({**parts, "word/document.xml": document.replace(old, new, 1).encode()}.items())
        assert {each.rule for each in check.gate(wrong, template=True)} == {rule}


def test_the_words_of_a_template_are_judged_and_those_of_a_plan_are_its_own():
    parts = package.read((ROOT / "templates" / "ke_hoach.docx").read_bytes())
    document = parts["word/document.xml"].decode()
    words = "Phân công rõ người thực hiện"
    assert words in document
    text = document.replace(words, "Phân công rõ người thực hiện của Sở Nội Vụ").encode()
    wrong = package.write({**parts, "word/document.xml": text}.items())

    assert {each.rule for each in check.gate(wrong, template=True)} == {"ND30-II-6"}
    assert "ND30-II-6" not in {each.rule for each in check.gate(wrong)}


def test_a_paper_of_five_hundred_pages_is_read_whole():
    many = "".join(text(f"{made.OPENING} Đoạn {n}.") for n in range(5_000)) + text("Giao Công An tỉnh thực hiện.")
    assert [each.what for each in check.judge(named(many)).findings] == ["viết «Công An»"]
