"""Single defects in the papers we write: each is found by its rule, at its place; clean papers are left in peace."""

from __future__ import annotations

import pytest

from defects import CLEAN, Editor, clean_papers, defects
from ntsdocs.decree import check

MISSED: list[tuple[str, str]] = []  # (defect, kind of paper): none


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return clean_papers()


def test_there_is_no_false_alarm_on_a_clean_paper_of_each_kind(papers):
    assert list(papers) == list(CLEAN)
    assert {
        kind: [str(each) for each in check.judge(paper, draft=True).findings] for kind, paper in papers.items()
    } == {kind: [] for kind in CLEAN}


def test_every_single_defect_is_found_by_its_rule_at_its_place_and_stops_the_gate_if_it_is_an_error(papers):
    named = list(defects())
    assert len({defect.name for defect in named}) == len(named) >= 120
    missed = []
    held = named[::9]  # for these the gate of the build is asked too: it tells the errors, and nothing else
    for defect in named:
        for kind in defect.kinds:
            editor = Editor(papers[kind])
            defect.spoil(editor)
            places = [
                each.place for each in check.judge(editor.bytes(), draft=True).findings if each.rule == defect.rule
            ]
            if defect in held:
                wrong = [
                    str(each)
                    for each in check.judge(editor.bytes(), draft=True).findings
                    if each.severity == "sai" and not each.rule.startswith(check.OF_WORDS)
                ]
                assert [str(each) for each in check.gate(editor.bytes())] == wrong, defect.name
            if not any(word in place for place in places for word in (defect.place or editor.at).split("|")):
                missed.append((defect.name, kind))
    assert missed == MISSED
