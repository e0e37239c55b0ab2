"""The guide's chapters of a year and of what comes back are played in Tỉnh Mẫu: each command says what they show."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import tasks
from invoke.collection import Collection

import copied_project
import guide_letterbox
from five_years import REMINDER, SENT_OUT
from office import Office

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
YEAR, RETURNS = GUIDE.partition("\n## 17. ")[2].split("\n## 18. ")
VERBS = Collection.from_module(tasks)


def options(name: str, words: list[str]) -> dict[str, object]:
    """The words of a command as the verb takes them."""
    known = {argument.names[0].replace("-", "_"): argument for argument in VERBS[name].get_arguments()}
    places = [key for key, argument in known.items() if argument.positional and argument.kind is not list]
    taken: dict[str, object] = {key: [] for key, argument in known.items() if argument.kind is list}
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            key = word[2:].replace("-", "_")
            taken[{"from": "from_"}.get(key, key)] = True if known[key].kind is bool else words.pop(0)
        elif places:
            taken[places.pop(0)] = word
        else:
            next(each for each in taken.values() if isinstance(each, list)).append(word)
    return taken


def played(office: Office, chapter: str) -> Iterator[str]:
    """Does what the chapter's blocks say, and gives the name of each verb once it is done and said what is shown."""
    said = ""
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```", chapter, re.MULTILINE | re.DOTALL):
        if language == "yaml":
            with (office.data / "decisions.yaml").open("a", encoding="utf-8") as file:
                file.write(block)
        elif language == "text":
            lines = said.splitlines()
            shown = block.splitlines()
            cut = {each for each in shown if each.endswith("…") and any(x.startswith(each[:-1]) for x in lines)}
            assert [line for line in shown if line not in lines and line not in cut] == [], said
        else:
            for command in block.splitlines():
                _, name, *words = shlex.split(command)
                said = office.done(name, **options(name, words)).text
                yield name


def test_every_command_of_the_year_works_and_says_what_the_chapter_shows(tmp_path: Path) -> None:
    office = Office(copied_project.copied(tmp_path), copied_project.PLAN)
    for kind in (SENT_OUT, REMINDER, "cong_van_bao_cao"):
        office.fill(f"templates/{kind}.docx", "theo quy định")
    office.done("build")
    assert len([*played(office, YEAR)]) > 6
    assert set(re.findall(r"`invoke (\w+)", YEAR)) <= set(VERBS.task_names)


def test_what_comes_back_is_read_as_the_chapter_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(copied_project.copied(tmp_path), copied_project.PLAN)
    monkeypatch.chdir(tmp_path)
    for name in played(office, RETURNS):
        if name == "forms":
            guide_letterbox.fill(tmp_path, copied_project.PLAN)
            guide_letterbox.put_remarks(tmp_path, copied_project.PLAN)
    assert set(re.findall(r"`invoke (\w+)", RETURNS)) <= set(VERBS.task_names)
