"""The guide's chapter of a year is played in Tỉnh Mẫu, command by command: each says what the chapter shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import tasks
from invoke.collection import Collection

import copied_project
from five_years import REMINDER, SENT_OUT
from office import Office

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8").partition("\n## 17. ")[2]
VERBS = Collection.from_module(tasks)
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", CHAPTER, re.MULTILINE | re.DOTALL)


def options(name: str, words: list[str]) -> dict[str, object]:
    """The words of a command as the verb takes them."""
    known = {argument.names[0].replace("-", "_"): argument for argument in VERBS[name].get_arguments()}
    places = [key for key, argument in known.items() if argument.positional and key != "what"]
    taken: dict[str, object] = {}
    several: list[str] = []
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            if places:
                taken[places.pop(0)] = word
            else:
                several.append(word)
            continue
        key = word[2:].replace("-", "_")
        taken[{"from": "from_"}.get(key, key)] = True if known[key].kind is bool else words.pop(0)
    return taken | ({"what": several} if name == "edition" else {})


def test_every_command_of_the_chapter_works_and_says_what_the_chapter_shows(tmp_path: Path) -> None:
    office = Office(copied_project.copied(tmp_path), copied_project.PLAN)
    for kind in (SENT_OUT, REMINDER, "cong_van_bao_cao"):
        office.fill(f"templates/{kind}.docx", "theo quy định")
    office.done("build")
    said = ""
    played = 0
    for language, block in BLOCKS:
        if language == "text":
            lines = said.splitlines()
            assert [line for line in block.splitlines() if line not in lines] == [], said
            continue
        for command in block.splitlines():
            _, name, *words = shlex.split(command)
            said = office.done(name, **options(name, words)).text
            played += 1
    assert played > 6
    assert set(re.findall(r"`invoke (\w+)", CHAPTER)) <= set(VERBS.task_names)
