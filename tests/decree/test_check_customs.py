"""Three weights: what the decree forbids, what issued papers often do all the same, what a person should look at."""

from __future__ import annotations

import inspect
import re

import pytest

from ntsdocs.decree import annotate, check, console, files, mend, webpage
from ntsdocs.decree.findings import Breach, finding, rules
from ntsdocs.docx import package
from paper_maker import BODY, CLOSING, HEADER, OPENING, PAGE, closing, docx, end, head, letter, p, rule, text

NARROW, DEEP = (BODY.replace('firstLine="567"', f'firstLine="{place}"') for place in (709, 1134))
DUTIES = [f"{n}. Nội dung của nhiệm vụ được giao cho các đơn vị." for n in range(1, 9)]
LONG = "Đoạn này lùi vào khác với các đoạn còn lại của văn bản, nhìn vào ai cũng thấy ngay."


def told(paper: bytes) -> list[tuple[str, str, str]]:
    return [(each.rule, each.severity, each.what) for each in check.judge(paper).findings]


def of(*parts: str) -> bytes:
    """A kế hoạch of a head and what stands below its title."""
    first, *rest = parts
    title = p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3950)
    return docx(first + title + "".join(rest))


def with_sizes(*sizes: int) -> bytes:
    """A kế hoạch with Quốc hiệu, Tiêu ngữ, date in these half-points."""
    whole = head("Số: 15/KH-SNV")
    for words, look, old, new in zip(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 15 tháng 10 năm 2026"),
        ("b", "b", "i"),
        (26, 28, 28),
        sizes,
        strict=True,
    ):
        whole = whole.replace(p(words, old, look), p(words, new, look))
    whole = whole.replace(rule(1121), rule(1243)) if sizes[1] == 26 else whole
    return of(whole, text(OPENING), closing(), end("- UBND tỉnh (để báo cáo);", "- Các phòng, đơn vị;"))


def ended(*recipients: str, luu: str = "- Lưu: VT, VP.") -> bytes:
    """A kế hoạch with these recipients."""
    return of(head("Số: 15/KH-SNV"), text(OPENING), closing(), end(*recipients, luu=luu))


def in_narrow(*body: str) -> bytes:
    """A kế hoạch whose every first line is 12,5 mm in."""
    first, last = text(OPENING, props=NARROW), text(CLOSING, props=f"<w:keepNext/>{NARROW}")
    return of(head("Số: 15/KH-SNV"), first, *body, last, end("- UBND tỉnh (để báo cáo);", "- Các phòng, đơn vị;"))


SETS = ((26, 28, 26), (26, 26, 26), (24, 26, 28), (24, 28, 28))
CUSTOMS = {
    "lùi 12,5 mm": (in_narrow(*(text(duty, props=NARROW) for duty in DUTIES)), {"ND30-I-2.6o"}),
    "số thừa 0": (letter(so="Số: 0130/SNV-VP"), {"ND30-I-2.3a"}),
    **{f"cỡ {sizes}": (with_sizes(*sizes), {"ND30-I-1.5"}) for sizes in SETS},
    **{
        f"Lưu {mark}": (ended("- UBND tỉnh (để báo cáo);", luu=f"- Lưu: VT, {mark}."), {"ND30-I-2.9f"})
        for mark in ("NC (Vinh)", "NC(TP, Vinh)", "NV (V-10b)", "NC.Châu", "VXsln", "VP, Lan")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CUSTOMS)
def test_what_issued_papers_often_do_is_told_as_a_custom_with_its_count_and_left_as_it_is(name):
    paper, expected = CUSTOMS[name]
    report = check.judge(paper)
    customs = [each for each in report.findings if each.severity == "thông lệ"]
    assert {each.rule for each in customs} == expected
    assert [each for each in report.findings if each.severity == "sai"] == []
    for each in customs:
        assert re.search(r": \d+/\d+ ", each.counted)
    assert mend.mend(paper).docx == paper


@pytest.mark.parametrize(
    "luu",
    [
        "- Lưu: VT, VP.",
        "- Lưu: VT, NC (3b).",
        "- Lưu: VT, KGVX (02 bản).",
        "- Lưu: VT, QLVB&TT.",
        "- Lưu: VT, TCCB, KHĐT.",
    ],
)
def test_the_unit_and_the_copies_are_no_drafters_mark(luu):
    assert told(ended("- UBND tỉnh (để báo cáo);", luu=luu)) == []


@pytest.mark.parametrize("purpose", ["(b/c)", "(để b/c)", "(để báo cáo)"])
def test_the_usual_abbreviation_of_a_recipient_s_purpose_is_no_finding(purpose):
    assert told(ended(f"- UBND tỉnh {purpose};")) == []


@pytest.mark.parametrize(
    ("paper", "rule_"),
    [
        (letter(text(LONG, props=DEEP)), "ND30-I-2.6o"),
        (letter(text(LONG, props=NARROW)), "ND30-I-2.6o"),
        (with_sizes(28, 28, 28), "ND30-I-2.1a"),
        (letter(so="Số: 5/SNV-VP"), "ND30-I-2.3a"),
        (ended("- UBND tỉnh (b/c)."), "ND30-I-2.9e"),
        (ended("- UBND tỉnh (để báo cáo);", luu="- Lưu: VP."), "ND30-I-2.9f"),
    ],
)
def test_beyond_the_custom_it_is_wrong(paper, rule_):
    assert rule_ in {id_ for id_, severity, _ in told(paper) if severity == "sai"}


def test_one_paper_has_one_indent_once_it_is_mended():
    several, short = [text(duty, props=NARROW) for duty in DUTIES], text("Ngắn.", props=DEEP)
    mended = mend.mend(in_narrow(*several, short, text(LONG, props=DEEP))).docx
    xml = package.read(mended)["word/document.xml"].decode()
    assert set(re.findall(r'<w:ind w:firstLine="(\d+)"/><w:jc w:val="both"/>', xml)) == {"709"}


def test_the_status_is_that_of_errors_alone_and_every_form_speaks_of_three_weights(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(CUSTOMS["số thừa 0"][0])
    checked = files.check_file(path)
    assert checked.status == 0
    lines = list(console.lines([checked]))
    assert "  thông lệ: 1" in lines
    assert any(
        line.startswith("        Thông lệ: số có thêm số 0 phía trước: 6/30 kế hoạch cấp tỉnh") for line in lines
    )
    assert lines[-1] == "Tổng cộng: 1 tệp, 0 sai, 1 thông lệ, 0 nên xem."
    assert '"mức": "thông lệ"' in console.as_json([checked])
    assert '"thông lệ": "số có thêm số 0 phía trước: 6/30' in console.as_json([checked])
    assert 'class="le">thông lệ' in webpage.as_html([checked])
    (found,) = checked.report.findings
    assert "thông lệ: số ghi «0130»" in annotate._words(found, 0)
    assert "Thông lệ: số có thêm số 0 phía trước: 6/30 kế hoạch" in annotate._words(found, 0)


def test_no_rule_that_is_not_sure_is_called_wrong_or_a_custom():
    for each in rules().values():
        for breach in (Breach("trang", "x", "y"), Breach("trang", "x", "y", custom=True)):
            weight = finding(each, breach).severity
            assert weight not in ("sai", "thông lệ") or each.confidence == "H"
            assert finding(each, Breach("trang", "x", "y", unsure=True, custom=breach.custom)).severity not in (
                "sai",
                "thông lệ",
            )


def test_every_function_that_tells_of_a_custom_has_a_count_in_the_table():
    telling = {
        id_
        for id_, function in check.checks().items()
        if "custom=" in inspect.getsource(getattr(function, "func", function))
    }
    assert telling == {id_ for id_, each in rules().items() if each.custom}
    assert all(re.match(r"\d+/\d+ \S", rules()[id_].counted) for id_ in telling)


# --- page numbers ----------------------------------------------------------------------------------------------------

UNNUMBERED = PAGE.replace('<w:headerReference w:type="default" r:id="rId:header1"/>', "")
EVEN_FOOT = UNNUMBERED.replace("<w:pgSz", '<w:footerReference w:type="even" r:id="rId:footer1"/><w:pgSz', 1)
BREAKS = {
    "typed": '<w:r><w:br w:type="page"/></w:r>',
    "seen by Word when it saved": "<w:r><w:lastRenderedPageBreak/></w:r>",
}


def numbered_nowhere(*body: str, section: str = UNNUMBERED, related: dict[str, str] | None = None) -> bytes:
    inside = re.search(r"<w:body>(.*)<w:sectPr>", package.read(letter(*body))["word/document.xml"].decode(), re.DOTALL)[
        1
    ]
    return docx(inside, section=section, related=related or {})


def weight(paper: bytes) -> str:
    return next((each.severity for each in check.judge(paper).findings if each.rule == "ND30-I-1.7a"), "")


def test_one_page_needs_no_number_and_two_do():
    assert weight(numbered_nowhere()) == "thông lệ"
    many_cells = [text(f"{n}. Ô.") for n in range(1, 8)]
    assert weight(numbered_nowhere(*many_cells, *["<w:p/>"] * 9)) == "thông lệ"
    assert weight(numbered_nowhere(*(text(OPENING) for _ in range(20)))) == "sai"
    for broken in BREAKS.values():
        assert weight(numbered_nowhere(f"<w:p>{broken}</w:p>")) == "sai"


def test_a_footer_that_no_page_shows_has_no_number_to_move():
    feet = {"footer1": p("x", 26).replace('<w:t xml:space="preserve">x</w:t>', "<w:fldChar/>") + HEADER}
    paper = numbered_nowhere(section=EVEN_FOOT, related=feet)
    assert "số trang ở chân trang" not in {what for _, _, what in told(paper)}
    assert "ND30-I-1.7a" not in {each.rule for each in mend.mend(paper).changes}
    shown = numbered_nowhere(section=EVEN_FOOT, related={**feet, "settings": "<w:evenAndOddHeaders/>"})
    assert "số trang ở chân trang" in {what for _, _, what in told(shown)}
    first = EVEN_FOOT.replace('w:type="even"', 'w:type="first"')
    assert "số trang ở chân trang" in {what for _, _, what in told(numbered_nowhere(section=first, related=feet))}
    untitled = numbered_nowhere(section=first.replace("<w:titlePg/>", ""), related=feet)
    assert "số trang ở chân trang" not in {what for _, _, what in told(untitled)}
