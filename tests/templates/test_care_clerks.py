"""Templates as clerks leave them: what Word, its mail merge and other programs put into one, and what becomes of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import validity
from ntsdocs.build import workers
from ntsdocs.decree import check as decree_check
from ntsdocs.docx import package, reader
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading
from ntsdocs.plan.model import Regime
from ntsdocs.templates import care, trial
from ntsdocs.templates.carried import template_in
from ntsdocs.text.problems import Severity
from tiny_docx import field, r

ROOT = Path(__file__).resolve().parents[2]
OURS = [kind for kind in KINDS if kind.name == "ke_hoach"]
CASES = ROOT / "tests" / "cases" / "templates"


@cache
def drafts():
    """The implementing plans of the sample province that show most of what a template may say."""
    plan = reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
    # Templates of before outlines print a head for every body: here none is the Party's.
    agencies = tuple(replace(each, regime=Regime.ADMINISTRATIVE, parent_letterhead="") for each in plan.agencies)
    plan = replace(plan, agencies=agencies)
    jobs = due.draw_up(plan, assignments.settle(plan), OURS)
    return [job for job in jobs if job.id.name in ("so-y-te", "bao-va-dai-mau")]


def papers(template: bytes) -> list[bytes]:
    return [paper for _, paper in workers.fill_here(drafts(), {"ke_hoach": ("templates/ke_hoach.docx", template)})]


@pytest.mark.parametrize("case", ["cell-left-empty", "cell-left-with-a-table", "row-left-empty"])
def test_a_condition_around_all_that_a_holder_has_leaves_it_sound(case):
    for paper in papers((CASES / f"{case}.docx").read_bytes()):
        assert validity.faults(paper) == []


@pytest.fixture
def folder(tmp_path):
    """The templates, for one of them to be changed."""
    (tmp_path / "templates").mkdir()
    return Path(shutil.copy(ROOT / "templates" / "ke_hoach.docx", tmp_path / "templates")).parent


def told(folder: Path, template: bytes, name: str = "ke_hoach.docx") -> list[tuple[str, str, Severity]]:
    """What is said of a template that takes the place of that of «kế hoạch», its outline aside."""
    (folder / "ke_hoach.docx").unlink()
    (folder / name).write_bytes(template)
    problems = [each for each in care.check(OURS, folder) if not each.origin.file.endswith((".txt", ".md"))]
    return [(each.origin.place, each.what, each.severity) for each in problems]


def changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = package.read((ROOT / "templates" / "ke_hoach.docx").read_bytes())
    change(parts)
    return package.write(parts.items())


def in_body(old: str, new: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["word/document.xml"].decode()
        assert old in text
        parts["word/document.xml"] = text.replace(old, new, 1).encode()

    return changed(change)


def first_run(text: str) -> bytes:
    """The template with this XML before the words «Thực hiện …» of its opening paragraph."""
    opening = '<w:pStyle w:val="MoDau"/></w:pPr>'
    return in_body(opening, f"{opening}{text}")


@pytest.mark.parametrize(
    ("case", "words", "severity"),
    [
        ("merge-field", "trường trộn thư «Ten_co_quan»", Severity.STOP),
        ("date-field", "trường tự cập nhật (DATE)", Severity.WARN),
        ("even-pages", "trang chẵn không có số trang", Severity.STOP),
        ("bound-control", "gắn với một thuộc tính của tệp", Severity.WARN),
    ],
)
def test_what_would_go_wrong_in_every_paper_is_told_with_its_place_in_the_template(folder, case, words, severity):
    problems = told(folder, (CASES / f"{case}.docx").read_bytes())
    own = [each for each in problems if "có thể trống" not in each[1]]
    assert {(words in what, bool(place), weight) for place, what, weight in own} == {(True, True, severity)}


def test_a_control_bound_to_a_property_is_freed_in_the_papers():
    data = (CASES / "bound-control.docx").read_bytes()
    assert b"dataBinding" in package.read(data)["word/document.xml"]
    for paper in papers(data):
        parts = package.read(paper)
        assert not any(b"dataBinding" in part for part in parts.values())
        assert validity.faults(paper) == []


def of_type(subtype: str) -> bytes:
    """The template under another content type, as Word gives one to templates and to files with macros."""

    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"].decode()
        usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        assert usual in types
        types = types.replace(usual, subtype)
        if "macroEnabled" in subtype:
            kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
            rels = parts["word/_rels/document.xml.rels"].decode()
            link = f'<Relationship Id="rIdMacro" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
            parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()
            parts["word/vbaProject.bin"] = b"\x00"
            override = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            types = types.replace("</Types>", f"{override}</Types>")
        parts["[Content_Types].xml"] = types.encode()

    return changed(change)


DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOTM = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"


@pytest.mark.parametrize("subtype", [DOTX, DOCM, DOTM])
def test_a_template_of_another_type_gives_documents_without_macros(subtype):
    plain, other = papers(changed(lambda _: None)), papers(of_type(subtype))
    for one, same in zip(plain, other, strict=True):
        assert validity.faults(same) == []
        assert package.read(one).keys() == package.read(same).keys()
        assert package.read(one)["word/document.xml"] == package.read(same)["word/document.xml"]
        assert b"macroEnabled" not in package.read(same)["[Content_Types].xml"]


def test_the_case_of_a_template_saved_as_dotx_is_accepted(folder):
    data = (CASES / "saved-as-dotx.docx").read_bytes()
    assert {severity for *_, severity in told(folder, data)} <= {Severity.WARN}
    for paper in papers(data):
        assert b"document.main+xml" in package.read(paper)["[Content_Types].xml"]


@pytest.mark.parametrize("name", ["ke_hoach.dotx", "ke_hoach.DOCX", "Ke_Hoach.Docm", "ke_hoach.dotm"])
def test_a_template_is_found_under_the_other_names_word_gives_it(folder, name):
    assert told(folder, of_type(DOTX), name) == []
    assert template_in(folder, "ke_hoach").name == name


def test_macros_are_told_and_stay_behind(folder):
    ((_, what, severity),) = told(folder, of_type(DOCM), "ke_hoach.docm")
    assert "mẫu có macro" in what
    assert severity is Severity.WARN


LETTERS = '<w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/>'
TIES = {
    "attachedTemplate": '<w:attachedTemplate r:id="rIdTie"/>',
    "mailMergeSource": f"<w:mailMerge>{LETTERS}</w:mailMerge>",
    "": '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
}


@pytest.mark.parametrize("kind", TIES)
def test_what_ties_a_template_to_a_machine_is_told_and_stays_behind(folder, kind):
    def change(parts: dict[str, bytes]) -> None:
        text = parts["word/settings.xml"].decode()
        at = text.index(">", text.index("<w:settings")) + 1
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        tie = TIES[kind].replace("r:id", f'xmlns:r="{office}" r:id')
        parts["word/settings.xml"] = f"{text[:at]}{tie}{text[at:]}".encode()
        if kind:
            target = "file:///C:\\Users\\an\\mau.dotx"
            link = f'<Relationship Id="rIdTie" Type="{office}/{kind}" Target="{target}" TargetMode="External"/>'
            base = "http://schemas.openxmlformats.org/package/2006/relationships"
            parts["word/_rels/settings.xml.rels"] = f'<Relationships xmlns="{base}">{link}</Relationships>'.encode()

    data = changed(change)
    problems = told(folder, data)
    assert problems
    assert {severity for *_, severity in problems} == {Severity.WARN}
    for paper in papers(data):
        parts = package.read(paper)
        assert not any(b"C:\\Users" in part or b"mailMerge" in part or b"Protection" in part for part in parts.values())
        assert validity.faults(paper) == []


@pytest.mark.parametrize(
    ("instruction", "words", "severity"),
    [
        ('MERGEFIELD "Ten_don_vi" \\* Upper', "trường trộn thư «Ten_don_vi»", Severity.STOP),
        ("ADDRESSBLOCK", "trường trộn thư ADDRESSBLOCK", Severity.STOP),
        ('TIME \\@ "HH:mm"', "trường tự cập nhật (TIME)", Severity.WARN),
        ("SAVEDATE", "trường tự cập nhật (SAVEDATE)", Severity.WARN),
        ("FILENAME \\p", "đổi theo máy và tệp (FILENAME)", Severity.WARN),
        ("USERNAME", "đổi theo máy và tệp (USERNAME)", Severity.WARN),
        ("CREATEDATE", "", None),
        ("PAGE", "", None),
    ],
)
@pytest.mark.parametrize("simple", [False, True])
def test_fields_that_print_something_else_are_told(folder, instruction, words, severity, simple):
    xml = f'<w:fldSimple w:instr="{escape(instruction, {chr(34): "&quot;"})}">{r("x")}</w:fldSimple>'
    problems = told(folder, first_run(xml if simple else field(instruction, "x")))
    if severity is None:
        assert problems == []
    else:
        ((place, what, weight),) = problems
        assert words in what
        assert place.startswith("đoạn ")
        assert weight is severity


def test_a_field_within_an_inline_condition_is_told_too(folder):
    xml = f"{r('{% if agency %}')}{field('MERGEFIELD Ten', 'x')}{r('{% endif %}')}"
    assert any("trộn thư «Ten»" in what for _, what, _ in told(folder, first_run(xml)))


def test_a_template_saved_by_libreoffice_is_accepted_and_its_papers_have_the_decree_s_form(folder):
    """It joins section breaks to tags, and drops control tags and indents that are filled."""
    data = (CASES / "saved-by-libreoffice.docx").read_bytes()
    assert b"rule_indent" not in package.read(data)["word/document.xml"]
    assert {severity for *_, severity in told(folder, data)} <= {Severity.WARN}
    for paper in papers(data):
        assert validity.faults(paper) == []
        assert decree_check.gate(paper) == []
        assert len(reader.read(paper).sections) > 1


@pytest.mark.parametrize(
    ("old", "new", "words", "place"),
    [
        ("({{ head.kem_theo }})", "{{ head.kem_theo }}", "viết «Kèm theo", "đoạn "),
        ("Nơi nhận:", "Gửi:", "không thấy «Nơi nhận»", "toàn văn bản"),
    ],
)
def test_what_only_a_finished_paper_shows_is_told_at_its_place_in_the_template(old, new, words, place):
    template = in_body(old, new)
    problems = list(trial.problems(drafts(), template, "templates/ke_hoach.docx"))
    assert {(each.origin.file, each.origin.place.startswith(place)) for each in problems if words in each.what} == {
        ("templates/ke_hoach.docx", True)
    }


def test_a_template_in_good_order_passes_its_trial():
    assert list(trial.problems(drafts(), changed(lambda _: None), "templates/ke_hoach.docx")) == []


def test_a_template_that_cannot_be_filled_is_told_by_its_trial():
    broken = in_body("{%p endif %}", "{%p endfor %}")
    assert list(trial.problems(drafts(), broken, "templates/ke_hoach.docx"))
