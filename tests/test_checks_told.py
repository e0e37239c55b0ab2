"""What people get of a check: lines, JSON, a page, comments in Word, the exit status."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from tasks import spread

import paper_maker as made
from ntsdocs import checks, package
from ntsdocs.checks import told
from ntsdocs.checks.annotate import annotated
from paper_maker import letter, named, text

ROOT = Path(__file__).resolve().parent.parent
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


def test_a_folder_gives_its_word_files_in_order_without_locks(folder):
    assert [path.name for path in told.files([folder, folder / "b.docx"])] == ["b.docx", "a.docx", "b.docx"]


def test_the_lines_group_by_severity_and_name_rule_place_article_and_remedy(folder):
    lines = list(told.lines([told.check(folder / "con" / "a.docx")]))
    assert lines[1:8] == [
        "  sai: 2",
        "    [ND30-I-2.3a] bảng 1, hàng 2, cột 1, đoạn 1 («Số: 5/KH-SNV»): số ghi «5».",
        lines[3],
        "        Sửa: ghi «05».",
        "    [ND30-II-6] đoạn 5 («Giao Công An tỉnh thực hiện.»): viết «Công An».",
        lines[6],
        "        Sửa: viết «Công an».",
    ]
    assert lines[3].startswith("        Nghị định (PL I-II.3a,c; Điều 15.1): Số của văn bản là số thứ tự trong năm")
    assert lines[-1] == "Tổng cộng: 1 tệp, 2 sai, 0 nên xem."


def test_the_status_is_that_of_the_worst_file(folder):
    good, bad = told.check(folder / "b.docx"), told.check(folder / "con" / "a.docx")
    broken, missing = told.check(folder / "~$b.docx"), told.check(folder / "khong-co.docx")
    assert [told.status(each) for each in ([], [good], [good, bad], [good, bad, broken], [missing])] == [0, 0, 1, 2, 2]
    assert "không phải là tệp Word" in broken.broken
    assert "không mở được" in missing.broken


def test_json_tells_every_finding_by_its_cells(folder):
    (entry,) = json.loads(told.as_json([told.check(folder / "con" / "a.docx")]))
    assert entry["loại"] == "ke_hoach"
    assert [(each["mã"], each["mức"], each["thấy"]) for each in entry["kết quả"]] == [
        ("ND30-I-2.3a", "sai", "số ghi «5»"),
        ("ND30-II-6", "sai", "viết «Công An»"),
    ]


def test_the_page_holds_no_markup_from_the_paper():
    page = told.as_html([told.Checked("<b>.docx", checks.judge(named(text("Giao <b>Công An</b> tỉnh thực hiện."))))])
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_each_finding_becomes_a_comment_at_its_paragraph_and_the_text_stays():
    findings = checks.run(WRONG)
    copy = annotated(WRONG, findings)
    read = docx.Document(io.BytesIO(copy))
    assert [comment.text.split("]")[0] for comment in read.comments] == ["[ND30-I-2.3a", "[ND30-II-6"]
    before, after = (docx.Document(io.BytesIO(each)) for each in (WRONG, copy))
    assert [each.text for each in after.paragraphs] == [each.text for each in before.paragraphs]
    marked = [each.text for each in after.paragraphs if each._p.xpath(".//w:commentReference")]
    assert marked == ["Giao Công An tỉnh thực hiện."]
    assert annotated(WRONG, findings) == copy


def test_a_finding_about_the_page_is_told_at_the_first_paragraph():
    parts = package.read(openable(letter()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:right="851"', b'w:right="567"')
    wrong = package.write(parts.items())
    (comment,) = docx.Document(io.BytesIO(annotated(wrong, checks.run(wrong)))).comments
    assert comment.text.endswith("(Vị trí: trang.)")


def test_a_file_that_another_reader_cannot_open_is_refused_in_words():
    with pytest.raises(package.PackageError, match="không ghi chú được"):
        annotated(letter(), ())


def test_what_the_file_cannot_tell_is_listed_once():
    lines = list(told.lines([told.Checked(name, checks.judge(letter())) for name in ("a", "b")]))
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
        (["check", "--plan", "tinh-mau/01-kh-ubnd"], ["check", "--plan", "tinh-mau/01-kh-ubnd"]),
        (["build", "--only", "x"], ["build", "--only", "x"]),
    ],
)
def test_files_may_stand_right_after_check(words, spread_out):
    assert spread(words) == spread_out


@pytest.mark.parametrize("kind", ["ke_hoach", "cong_van_trien_khai", "cong_van_don_doc", "bao_cao_nam"])
def test_our_templates_pass_the_gate_before_they_are_filled(kind):
    template = (ROOT / "templates" / f"{kind}.docx").read_bytes()
    assert [str(each) for each in checks.gate(template, template=True)] == []


def test_a_template_with_a_wrong_margin_or_motto_does_not_pass():
    parts = package.read((ROOT / "templates" / "ke_hoach.docx").read_bytes())
    document = parts["word/document.xml"].decode()
    for old, new, rule in (
        ('w:left="1701"', 'w:left="1000"', "ND30-I-1.3"),
        ("Tự do - Hạnh", "Tự do – Hạnh", "ND30-I-2.1b"),
    ):
        assert old in document
        wrong = package.write({**parts, "word/document.xml": document.replace(old, new, 1).encode()}.items())
        assert {each.rule for each in checks.gate(wrong, template=True)} == {rule}


def test_a_paper_of_five_hundred_pages_is_read_whole():
    many = "".join(text(f"{made.OPENING} Đoạn {n}.") for n in range(5_000)) + text("Giao Công An tỉnh thực hiện.")
    assert [each.found for each in checks.run(named(many))] == ["viết «Công An»"]
