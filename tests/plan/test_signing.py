"""How papers are signed: every form in use is read as it stands, a wrong one is told at plan.yaml and by the gate."""

from __future__ import annotations

import re

import pytest

import paper_maker as made
from ntsdocs.decree import check
from ntsdocs.plan.reading import registry
from ntsdocs.plan.reading.plan_file import read_plan_file
from ntsdocs.plan.reading.problem_list import ProblemList

FILE = """\
on: 2025-12-08
document: {kind: Kế hoạch, number: 1/KH, issued: 2025-09-11, issuer: Ủy ban nhân dân tỉnh Thử, trich_yeu: triển khai}
subject: triển khai Chiến lược
issuers:
  bao_cao_nam:
    name: Ủy ban nhân dân tỉnh Thử
    recipients: [Như trên, "Chủ tịch, các Phó Chủ tịch"]
    signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]
"""
COMMITTEE, DEPARTMENT = "Ủy ban nhân dân tỉnh Mẫu", "Sở Nội vụ"
TM, KT, PHO = "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"

RIGHT = [
    (COMMITTEE, TM, "CHỦ TỊCH"),
    (COMMITTEE, TM, KT, PHO),
    (COMMITTEE, TM, "Q. CHỦ TỊCH"),
    (COMMITTEE, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    (COMMITTEE, "TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    (COMMITTEE, "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
    (DEPARTMENT, "GIÁM ĐỐC"),
    (DEPARTMENT, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    (DEPARTMENT, "Q. GIÁM ĐỐC"),
    (DEPARTMENT, "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
    (DEPARTMENT, "QUẢN ĐỐC"),
    ("Bộ Mẫu", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
    ("Văn phòng Mẫu", "KT. BỘ TRƯỞNG, CHỦ NHIỆM", "VĂN PHÒNG MẪU", "PHÓ CHỦ NHIỆM"),
    ("Ban Chỉ đạo Mẫu", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "GIÁM ĐỐC CÔNG AN TỈNH"),
]
ABBREVIATE = (
    "ghi «TM. », «Q. », «KT. », «TL. » hoặc «TUQ. » trước tên cơ quan, chức vụ; không ký thay ai thì bỏ chữ tắt."
)
NOT_COMMITTEE = "nơi ban hành không phải là Ủy ban nhân dân"
ADD_TM = "thêm dòng «TM. ỦY BAN NHÂN DÂN» ở trên."
ADD_DEPUTY = "thêm dòng chức vụ cấp phó ở dưới, ví dụ «PHÓ CHỦ TỊCH»."
# who issues, the lines; the line at fault, what is said, the remedy
WRONG = [
    ((COMMITTEE, KT, PHO), KT, "không có dòng «TM.» ở trên", ADD_TM),
    ((COMMITTEE, "CHỦ TỊCH"), "CHỦ TỊCH", "không có dòng «TM.» ở trên", ADD_TM),
    ((COMMITTEE, TM, KT), KT, "không có dòng chức vụ cấp phó ở dưới", ADD_DEPUTY),
    ((COMMITTEE, TM, KT, "CHÁNH VĂN PHÒNG"), KT, "không có dòng chức vụ cấp phó ở dưới", ADD_DEPUTY),
    (
        (COMMITTEE, TM, f"{KT} {PHO}"),
        f"{KT} {PHO}",
        "gộp hai dòng làm một",
        "ghi thành hai dòng «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH».",
    ),
    (
        (COMMITTEE, TM, PHO),
        PHO,
        "không có dòng «KT.» ở trên",
        "thêm dòng «KT. » với chức vụ cấp trưởng ở trên, ví dụ «KT. CHỦ TỊCH».",
    ),
    ((COMMITTEE, TM), TM, "không có dòng chức vụ người ký ở dưới", "thêm dòng ấy."),
    ((DEPARTMENT, TM, "GIÁM ĐỐC"), TM, NOT_COMMITTEE, "bỏ dòng này."),
    (
        (DEPARTMENT, "TL. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "TL. GIÁM ĐỐC",
        "người ký lại là cấp phó của chính chức vụ ấy",
        "ghi «KT. GIÁM ĐỐC».",
    ),
    *(
        ((DEPARTMENT, line, "PHÓ GIÁM ĐỐC"), line, "không đúng cách viết tắt", ABBREVIATE)
        for line in ("K/T GIÁM ĐỐC", "KT GIÁM ĐỐC", "KT.GIÁM ĐỐC", "T/L GIÁM ĐỐC", "TUQ GIÁM ĐỐC")
    ),
    *(
        ((DEPARTMENT, line), line, "không đúng cách viết tắt", ABBREVIATE)
        for line in ("QUYỀN GIÁM ĐỐC", "Q.GIÁM ĐỐC", "Q/GIÁM ĐỐC")
    ),
    ((COMMITTEE, "T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "T/M ỦY BAN NHÂN DÂN", "không đúng cách viết tắt", ABBREVIATE),
    *(
        ((COMMITTEE, line, "CHỦ TỊCH"), line, "tên Ủy ban nhân dân viết tắt", "ghi «TM. ỦY BAN NHÂN DÂN».")
        for line in ("TM. UBND", "TM. UBND TỈNH", "TM. UBND TỈNH MẪU")
    ),
    ((DEPARTMENT, "TM. UBND TỈNH", "GIÁM ĐỐC"), "TM. UBND TỈNH", NOT_COMMITTEE, "bỏ dòng này."),
    *(
        ((COMMITTEE, TM, line, who), line, "đứng dưới dòng «TM.»", "bỏ dòng «TM.» ở trên.")
        for line, who in (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"))
    ),
    ((COMMITTEE, "CHỦ TỊCH", TM), TM, "đứng dưới dòng khác", "đưa dòng «TM.» lên đầu."),
    ((DEPARTMENT, "TL. GIÁM ĐỐC"), "TL. GIÁM ĐỐC", "không có dòng chức vụ người ký ở dưới", "thêm dòng ấy."),
]


def read(root, *changes):
    """The issuer that a plan.yaml changed so has, and what is wrong, each with its place, without the file's name."""
    text = FILE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (root / "plan.yaml").write_text(text, encoding="utf-8")
    problems = ProblemList()
    found = read_plan_file(root, root, problems)
    told = [(str(each.origin).removeprefix("plan.yaml, "), each.what, each.remedy) for each in problems.all()]
    return dict(found.facts["issuers"])["bao_cao_nam"], told


def signed(root, name, *lines):
    block = "".join(f"\n      - {line}" for line in lines)
    return read(
        root,
        ("    name: Ủy ban nhân dân tỉnh Thử\n", f"    name: {name}\n"),
        ("    signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]\n", f"    signature:{block}\n"),
    )


def gate(name, *lines, template=False):
    """What the gate has against a paper signed so."""
    named = made.head("Số: 15/KH-SNV", name=name.upper())
    if name.startswith("Ủy ban nhân dân "):
        unit = made.p("ỦY BAN NHÂN DÂN", 26, "b") + made.p(name.removeprefix("Ủy ban nhân dân ").upper(), 26, "b")
        named = named.replace(made.p("UBND TỈNH MẪU", 26), "").replace(made.p(name.upper(), 26, "b"), unit)
    title = made.p("KẾ HOẠCH", 28, "b") + made.p("Triển khai nhiệm vụ năm 2026", 28, "b") + made.rule(3800)
    body = made.text(made.OPENING) + made.closing() + made.end("- Bộ Nội vụ;", authority=lines)
    findings = check.judge(made.docx(named + title + body), template=template).findings
    return [each for each in findings if re.match(r"ND30-I-2\.7[a-fk]", each.rule)]


@pytest.mark.parametrize("form", RIGHT, ids=" / ".join)
def test_every_form_in_use_is_read_as_it_stands_and_passes_the_gate(form, tmp_path):
    issuer, told = signed(tmp_path, *form)
    assert (issuer.signature, told) == (form[1:], [])
    assert gate(*form) == []


@pytest.mark.parametrize(("form", "line", "what", "remedy"), WRONG, ids=lambda each: str(each)[:40])
def test_a_wrong_form_is_told_at_its_row_and_the_gate_agrees(form, line, what, remedy, tmp_path):
    wanted = ("dòng 8, mục «issuers.bao_cao_nam.signature»", f"dòng ký «{line}»: {what}.", remedy)
    assert wanted in signed(tmp_path, *form)[1]
    assert (f"dòng ký «{line}»: {what}", remedy) in [(each.what, each.remedy) for each in gate(*form)]


def test_the_gate_tells_a_chairman_s_own_paper_from_the_committee_s():
    assert gate("Chủ tịch Ủy ban nhân dân tỉnh Mẫu", KT, PHO) == []
    ((what, remedy),) = [(each.what, each.remedy) for each in gate("Chủ tịch UBND tỉnh Mẫu", TM, KT, PHO)]
    assert (what, remedy) == (f"dòng ký «{TM}»: {NOT_COMMITTEE}", "bỏ dòng này.")


def test_a_template_is_held_to_the_abbreviations_alone():
    assert [each.what for each in gate(COMMITTEE, "KT. {{ title }}", template=True)] == []
    assert [each.what for each in gate(COMMITTEE, "TM. UBND", template=True)] == []
    ((what,),) = [(each.what,) for each in gate(COMMITTEE, "K/T {{ title }}", template=True)]
    assert what.endswith(": không đúng cách viết tắt")


@pytest.mark.parametrize("line", ["P. GIÁM ĐỐC", "PGĐ. SỞ NỘI VỤ", "TS. GIÁM ĐỐC", "TƯQ. GIÁM ĐỐC"])
def test_an_unknown_abbreviation_is_told(line, tmp_path):
    ((_, what, remedy),) = signed(tmp_path, DEPARTMENT, line)[1]
    assert (what, remedy) == (f"dòng ký «{line}»: không đúng cách viết tắt.", ABBREVIATE)


def test_case_and_tone_marks_do_not_matter(tmp_path):
    assert signed(tmp_path, COMMITTEE, "TM. Uỷ ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")[1] == []


def test_more_lines_than_any_office_prints_are_told(tmp_path):
    ((_, what, remedy),) = signed(tmp_path, DEPARTMENT, *["GIÁM ĐỐC"] * 5000)[1]
    assert (what, remedy) == ("có 5000 dòng ký, nhiều nhất là 4.", "mỗi dòng một chức vụ.")


def test_all_that_is_wrong_with_one_signature_is_told_in_one_run(tmp_path):
    assert [what for _, what, _ in signed(tmp_path, COMMITTEE, KT)[1]] == [
        "dòng ký «KT. CHỦ TỊCH»: không có dòng «TM.» ở trên.",
        "dòng ký «KT. CHỦ TỊCH»: không có dòng chức vụ cấp phó ở dưới.",
    ]


@pytest.mark.parametrize("key", ["authority: KT. CHỦ TỊCH", "title: Phó Chủ tịch", "deputy_of: Chủ tịch"])
def test_a_key_that_is_no_longer_read_is_told_with_those_that_are(key, tmp_path):
    signature = "    signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]\n"
    ((_, what, remedy),) = read(tmp_path, (signature, f"{signature}    {key}\n"))[1]
    assert what == f"không có mục «{key.partition(':')[0]}»."
    assert " signature," in remedy


LOST = [
    ('[Như trên "Chủ tịch, các Phó Chủ tịch"]', 'danh sách tách nhầm ở «Như trên "Chủ tịch»: dấu ngoặc kép lẻ.'),
    ('[Như trên, Chủ tịch", Sở Y tế]', 'danh sách tách nhầm ở «Chủ tịch"»: dấu ngoặc kép lẻ.'),
    ("[Như trên Chủ tịch, Sở Y tế]", "sau «Như trên» còn chữ khác: «Như trên Chủ tịch»."),
    ("[Như trên; Sở Y tế]", "sau «Như trên» còn chữ khác: «Như trên; Sở Y tế»."),
]


@pytest.mark.parametrize(("written", "what"), LOST, ids=[each[0] for each in LOST])
def test_a_comma_lost_among_the_recipients_is_told(written, what, tmp_path):
    found = read(tmp_path, ('[Như trên, "Chủ tịch, các Phó Chủ tịch"]', written))[1]
    ((place, said, remedy),) = found
    assert (place, said) == ("dòng 7, mục «issuers.bao_cao_nam.recipients»", what)
    assert "dấu phẩy" in remedy


def test_a_note_after_nhu_tren_is_no_lost_comma(tmp_path):
    assert read(tmp_path, ("[Như trên, ", "[Như trên (bản điện tử), "))[1] == []


@pytest.mark.parametrize(("name", "parent"), [("Tỉnh ủy Mẫu", ""), ("Ban Tổ chức", "Tỉnh ủy Mẫu")])
def test_the_party_signs_by_rules_of_its_own(name, parent, tmp_path):
    signature = ("    signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]\n", "    signature: [T/M BAN THƯỜNG VỤ, BÍ THƯ]\n")
    issuer = ("    name: Ủy ban nhân dân tỉnh Thử\n", f"    name: {name}\n    parent: '{parent}'\n")
    assert read(tmp_path, issuer, signature)[1] == []


REGISTRY = "Mã,Tên đầy đủ,Tên gọi,Chức danh người đứng đầu,Thể thức đề ký,Thể thức văn bản\n"
AGENCIES = [  # full name, head, the form of the signature, the regime; the line at fault and what is said of it
    (DEPARTMENT, "Giám đốc", "none", "", ""),
    (DEPARTMENT, "Giám đốc", "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC", "", ""),
    (DEPARTMENT, "Giám đốc", "KT. GIÁM ĐỐC", "", "dòng ký «KT. GIÁM ĐỐC»: không có dòng chức vụ cấp phó ở dưới."),
    ("Ủy ban nhân dân xã A", "Chủ tịch", TM, "", ""),
    ("Ủy ban nhân dân xã A", "Chủ tịch", f"{TM}; {KT}; {PHO}", "", ""),
    ("Ủy ban nhân dân xã A", "Chủ tịch", "none", "", "dòng ký «CHỦ TỊCH»: không có dòng «TM.» ở trên."),
    ("Ủy ban nhân dân xã A", "", TM, "", ""),
    ("Tỉnh ủy A", "Bí thư", "T/M BAN THƯỜNG VỤ", "", ""),
    ("Báo A", "Tổng Biên tập", "T/M BAN BIÊN TẬP", "Đảng", ""),
]


@pytest.mark.parametrize(("name", "head", "form", "regime", "what"), AGENCIES)
def test_a_wrong_form_in_the_registry_is_told_too_but_the_party_has_its_own(name, head, form, regime, what, tmp_path):
    (tmp_path / "agencies.csv").write_text(f"{REGISTRY}a,{name},{name},{head},{form},{regime}\n", encoding="utf-8")
    problems = ProblemList()
    registry.read_agencies(tmp_path, tmp_path, problems)
    told = [(str(each.origin), each.what) for each in problems.all()]
    assert told == ([("agencies.csv, dòng 2, cột «Thể thức đề ký»", what)] if what else [])
