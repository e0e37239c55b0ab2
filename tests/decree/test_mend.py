"""Mending papers with the defects we know: each goes away, nothing else changes; all at once; deterministic bytes."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from lxml import etree

import child_order
import validity
from defects import CLEAN, NAMED, W, clean_papers, defects
from ntsdocs.decree import check, mend
from ntsdocs.decree.findings import rules
from ntsdocs.decree.mend.rules import Step
from ntsdocs.docx import edit, package
from ntsdocs.text.vn import fold
from papers import paragraphs as texts
from ruined import LEFT_TO_A_PERSON, ruined_papers, spoilt

# What is left to a person, and why; every other defect must go away.
# Mending may touch other paragraphs than the defect did only here.
ELSEWHERE = {
    "phông trong kiểu": "the defect is in a style, the mend on the run",
    "cách đoạn hẹp": "the room is made above the next paragraph too",
}


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return clean_papers()


def paragraphs(paper: bytes) -> list[bytes]:
    root = etree.fromstring(package.read(paper)["word/document.xml"])
    return [etree.tostring(each, method="c14n") for each in root.iter(f"{W}p")]


def letters(paper: bytes) -> str:
    """The letters of the paper, without marks, digits, blanks and punctuation."""
    return "".join(char for text in texts(paper) for char in fold(text) if char.isalpha())


def differing(old: list[bytes], new: list[bytes]) -> set[int]:
    """Which of the new ones are not among the old."""
    found: set[int] = set()
    for tag, _, _, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found |= set(range(first, max(last, first + 1)))
    return found


def lines_drawn(paper: bytes, changes: tuple[mend.MendChange, ...]) -> set[int]:
    """The paragraphs that hold no words but a line, where it was measured by words that now run otherwise."""
    measured = {id_ for id_, row in mend.MENDS.items() if row.step == Step.MEASURED}
    if not measured & {each.rule for each in changes}:
        return set()
    return {at for at, each in enumerate(paragraphs(paper)) if not etree.fromstring(each).xpath("string()").strip()}


# --- the tables ------------------------------------------------------------------------------------------------------


def test_every_rule_is_mended_or_is_left_with_a_reason():
    ids = list(check.checks())
    reasons = {id_: rule.unmended for id_, rule in rules().items() if rule.unmended}
    assert not set(mend.MENDS) & set(reasons)
    assert set(mend.MENDS) | set(reasons) == set(ids)
    assert all(len(reason) > 20 for reason in reasons.values())


def test_the_order_of_properties_is_that_of_the_schema():
    for name, order in edit.ORDER.items():
        assert order == child_order.ORDER[name] or (name, order) == ("tblBorders", child_order.ORDER[name][:8])


# --- one defect ------------------------------------------------------------------------------------------------------


def test_a_clean_paper_is_given_back_byte_for_byte(papers):
    assert {kind: mend.mend(paper).docx == paper for kind, paper in papers.items()} == dict.fromkeys(CLEAN, True)


def test_each_mendable_defect_goes_away_and_no_other_paragraph_is_touched(papers):
    named = {each.name for each in defects()}
    assert named >= LEFT_TO_A_PERSON, LEFT_TO_A_PERSON - named
    still, elsewhere, other_rules = [], [], []
    for turn, defect in enumerate(defects()):
        kind = defect.kinds[turn % len(defect.kinds)]
        clean, bad = papers[kind], spoilt(papers[kind], defect)
        mended = mend.mend(bad)
        before = {each.rule for each in check.judge(bad).findings}
        after = {each.rule for each in mended.report.findings}
        if defect.rule in after and defect.name not in LEFT_TO_A_PERSON:
            still.append((defect.name, kind))
        if after - before:
            other_rules.append((defect.name, kind, after - before))
        by_defect = differing(paragraphs(clean), paragraphs(bad))
        by_mending = differing(paragraphs(mended.docx), paragraphs(bad)) - lines_drawn(bad, mended.changes)
        if not by_mending <= by_defect and defect.name not in ELSEWHERE:
            elsewhere.append((defect.name, kind))
    assert (still, elsewhere, other_rules) == ([], [], [])


def test_what_is_left_to_a_person_is_still_found_and_its_words_are_not_touched(papers):
    gone, changed = [], []
    for defect in defects():
        if defect.name not in LEFT_TO_A_PERSON or defect.rule == "NUM-8":  # NUM-8 is asked of drafts of ours alone
            continue
        bad = spoilt(papers[defect.kinds[0]], defect)
        mended = mend.mend(bad)
        if defect.rule not in {each.rule for each in mended.report.findings}:
            gone.append(defect.name)
        if letters(mended.docx) != letters(bad):
            changed.append(defect.name)
    assert gone == []
    assert changed == []


# --- all at once -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ruined(papers) -> dict[str, bytes]:
    return ruined_papers(papers)


@pytest.mark.parametrize("kind", CLEAN)
def test_a_paper_with_all_mendable_defects_is_clean_sound_and_says_the_same_once_mended(ruined, kind):
    bad = ruined[kind]
    rules = {each.rule for each in check.judge(bad).findings}
    assert len(rules & set(mend.MENDS)) >= 25, len(rules & set(mend.MENDS))
    mended = mend.mend(bad)
    left = [str(each) for each in mended.report.findings if each.rule in mend.MENDS and each.severity == "sai"]
    assert left == []
    assert validity.faults(mended.docx) == []
    said = letters(bad)  # «V/v» of a paper whose type is printed is written out: the one word that may change
    assert letters(mended.docx) == (said.replace("vv", "veviec", 1) if kind in NAMED else said)
    again = mend.mend(mended.docx)
    assert (again.docx, again.changes) == (mended.docx, ())


def test_the_same_paper_gives_the_same_bytes_and_the_same_changes(ruined):
    first, second = mend.mend(ruined["ke_hoach"]), mend.mend(ruined["ke_hoach"])
    assert (first.docx, first.changes) == (second.docx, second.changes)


def test_parts_that_were_not_touched_are_copied_byte_for_byte(ruined):
    for bad in ruined.values():
        before, after = package.read(bad), package.read(mend.mend(bad).docx)
        assert list(before) == list(after)
        changed = {name for name in before if before[name] != after[name]}
        assert changed <= {"word/document.xml", "word/styles.xml", "word/header1.xml"}


@pytest.mark.parametrize("name", ["thiếu Quốc hiệu", "thiếu Tiêu ngữ", "thiếu số", "thiếu ngày", "thiếu Nơi nhận"])
def test_where_a_component_is_missing_no_other_line_is_taken_for_it_and_mended(papers, name):
    defect = next(each for each in defects() if each.name == name)
    done = {kind: mend.mend(spoilt(papers[kind], defect)).changes for kind in defect.kinds}
    assert done == dict.fromkeys(CLEAN, ())
