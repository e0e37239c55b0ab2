"""The return desk as a whole: what was done to our drafts, by hands with a truth and a seed, is read as it was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

import desk
import desk_verdicts
from ntsdocs.returns import answers, changes, word_lines

SURE_BUT_WRONG = ("wrong", "elsewhere", "invented")


@pytest.fixture(scope="module")
def drafts(built):
    return {
        f"{plan.partition('/')[0]}-{path.stem}": path.read_bytes()
        for plan, folder in built.items()
        for path in sorted((folder / "ke_hoach").glob("*.docx"))[:: 4 if plan.startswith("thanh-hoa") else 1]
    }


@pytest.fixture(scope="module")
def ordinary(drafts):
    return desk.returned(drafts, 1, 40)


def read(file):
    ours, theirs = word_lines.read(file.base), word_lines.read(file.data)
    return answers.read(ours, theirs), ours, theirs


def counted(files: Iterable[desk.Returned]) -> tuple[Counter[str], list[str]]:
    count, faults = Counter(), []
    for file in files:
        count["truth"] += len(file.answers)
        for verdict, _, said in desk_verdicts.verdicts(file, read(file)[0].answers):
            count[verdict] += 1
            if verdict in (*SURE_BUT_WRONG, "missing"):
                faults.append(f"{verdict}: {said} [{file.name}, {file.program}, {file.seed}, {file.edits}]")
    return count, faults


def test_every_answer_of_an_ordinary_desk_is_read_and_nearly_all_are_sure(ordinary):
    count, faults = counted(ordinary)
    assert not faults
    assert count["truth"] > 1_000
    assert count["right"] >= 0.98 * count["truth"]


def test_what_was_changed_in_our_words_is_told_under_its_task(ordinary):
    told, untold = 0, []
    for file in ordinary:
        reading, ours, theirs = read(file)
        left = [*changes.read(ours, theirs, reading.matching)]
        for truth in file.changes:
            same = next((each for each in left if desk_verdicts.is_told(truth, each)), None)
            if same is None:
                untold.append((truth, file.name, file.program, file.seed))
            else:
                left.remove(same)
                told += 1
    assert len(untold) <= 0.01 * told, untold


def test_a_hard_desk_is_read_and_what_might_be_wrong_is_not_called_sure(drafts):
    count, faults = counted(desk.returned(drafts, 2, 30, hard=True))
    assert count["right"] + count["doubt ok"] >= 0.97 * count["truth"], faults
    assert count["elsewhere"] == 0, faults
    assert count["invented"] <= count["truth"] / 500, faults


def test_a_file_that_nothing_was_filled_in_has_no_answers(drafts):
    for draft in drafts.values():
        same = word_lines.read(draft)
        assert not answers.read(same, same).answers


@pytest.mark.office
def test_drafts_that_were_filled_in_libreoffice_are_read_too(drafts):
    count, faults = counted(desk.returned(drafts, 3, 25, tuple(desk.desk_office.ENDINGS)))
    assert not faults
    assert count["right"] >= 0.98 * count["truth"]


@pytest.mark.office  # not of LibreOffice, but as long
@pytest.mark.parametrize("seed", [10, 11])
def test_other_seeds_of_an_ordinary_desk(drafts, seed):
    _, faults = counted(desk.returned(drafts, seed, 60))
    assert not faults
