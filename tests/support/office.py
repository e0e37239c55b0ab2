"""An office that works with a plan through the verbs, and what must hold of its folders whatever it does.

Nothing here asks the program what is right: folders are hashed, tables are read with the csv module, Word files with
zipfile. `verb` runs what a person would type and then looks at everything that no verb may have touched.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tasks
from invoke.config import Config
from invoke.context import Context
from invoke.exceptions import Exit

import copied_project
from ntsdocs.kinds.due import Kind
from ntsdocs.templates import care
from ntsdocs.text.problems import Problem

HERE = Path(__file__).resolve().parent
LOTS = "phat-hanh"
DRAFTS = "ke_hoach"
TITLES = {
    "Kế hoạch thực hiện của từng cơ quan": DRAFTS,
    "Công văn triển khai Kế hoạch": "cong_van_trien_khai",
    "Công văn đôn đốc": "cong_van_don_doc",
    "Công văn đề nghị báo cáo": "cong_van_bao_cao",
    "Báo cáo năm": "bao_cao_nam",
}
_BLANK = "……"
_SEVERAL: dict[str, dict[str, object]] = {"verify": {"file": []}, "check": {"paths": []}, "edition": {"what": []}}
_LOCKS = (".khoa", ".~lock.ntsdocs#")
# What is open while editions.csv has no row of a kind, and the folder it lies in.
ALWAYS_OPEN = ("cong_van_trien_khai", "bao_cao_nam")


@dataclass(frozen=True, slots=True)
class Said:
    """How a verb ended, and what it said on both streams."""

    status: int
    text: str


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree(folder: Path) -> dict[str, str]:
    """Path → hash of every file below a folder, but for the locks that tell who is at work."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in _LOCKS)
    return {path.relative_to(folder).as_posix(): digest(path) for path in files}


def expanded(number: str) -> list[str]:
    """Every number of a cell: «1601-1603/UBND-NC» has three."""
    found = re.fullmatch(r"\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?(/.*)", number)
    if not found:
        return [number]
    first, last = int(found[1]), int(found[2] or found[1])
    return [f"{each}{found[3]}" for each in range(first, last + 1)]


def series(number: str) -> str:
    """The series a number is counted in: `UBND` of «62/UBND-NC», «BC-UBND» of «5/BC-UBND»."""
    sign = number.partition("/")[2]
    return sign if sign.startswith(("BC-", "KH-", "QĐ-", "TTr-")) else sign.partition("-")[0]


@dataclass
class Office:
    """A copy of the project with one plan, and what the office remembers of its own work.

    `kept` are the issued files that were seen, `mine` the contents that a person made, each with the place it was put
    at; `told` is the diary: every verb with its status, to read when a run fails.
    """

    root: Path
    plan: str
    kept: dict[str, str] = field(default_factory=dict)
    mine: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        """The plan's folder."""
        return self.root / "data" / self.plan

    @property
    def out(self) -> Path:
        """The folder of its papers."""
        return self.root / "build" / self.plan

    # --- tables, as somebody edits them -----------------------------------------------------------------------------

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of the plan, or of the province; none if there is no such table."""
        place = self._table(name)
        if not place.is_file():
            return []
        with place.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[dict[str, str]]) -> None:
        """Saves a table as Excel does: UTF-8 with its mark, every column that any row has."""
        place = self._table(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)

    def clear(self, name: str) -> None:
        """Leaves a table with its headings alone."""
        place = self._table(name)
        place.write_bytes(place.read_bytes().splitlines(keepends=True)[0])

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes the first occurrence of a text in a file of the plan, which has to be there."""
        place = self._table(name)
        text = place.read_text(encoding="utf-8")
        assert old in text, f"{name}: {old}"
        place.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    def _table(self, name: str) -> Path:
        inside = self.data / name
        return inside if inside.exists() or not (self.data.parent / name).exists() else self.data.parent / name

    # --- what there is ----------------------------------------------------------------------------------------------

    def editions(self) -> list[dict[str, str]]:
        """The rows of editions.csv, the kinds by their names."""
        rows = self.rows("editions.csv")
        return [row | {"Loại văn bản": TITLES.get(row["Loại văn bản"], row["Loại văn bản"])} for row in rows]

    def papers(self) -> dict[str, str]:
        """Path → hash of the papers in build/, without looks, review, prints and what was put aside."""
        aside = ("xem/", "review/", "print/", ".")
        found = tree(self.out) if self.out.is_dir() else {}
        return {path: each for path, each in found.items() if path.endswith(".docx") and not path.startswith(aside)}

    def is_open(self, path: str) -> bool:
        """Whether the paper at this path below build/ belongs to an edition that follows the data."""
        kind, *inside = path.split("/")
        rows = [row for row in self.editions() if row["Loại văn bản"] == kind]
        edition = "" if kind == DRAFTS or len(inside) == 1 else inside[0]
        if not rows:
            return kind in (*ALWAYS_OPEN, DRAFTS)
        opened = {row["Đợt"] for row in rows if row.get("Trạng thái", "") in ("", "đang soạn")}
        return bool(opened) if kind == DRAFTS else edition in opened

    def numbers(self) -> list[tuple[str, str, str]]:
        """Year, series and number of every letter in the book."""
        book = [(row["Số, ký hiệu"], row["Ngày ban hành"][-4:]) for row in self.rows("dispatch.csv")]
        return [(year, series(each), each.partition("/")[0]) for number, year in book for each in expanded(number)]

    # --- verbs ------------------------------------------------------------------------------------------------------

    def verb(self, name: str, **options: object) -> Said:
        """Does what `invoke NAME` does, and holds that nothing else was touched."""
        before, data, out = self.papers(), tree(self.data), tree(self.out) if self.out.is_dir() else {}
        said = self._said(name, options)
        self.told.append(f"{name} {options} → {said.status}")
        self._hold(name, said, before)
        if said.status == 1 and name != "diff":
            now = {**tree(self.data), **(tree(self.out) if self.out.is_dir() else {})}
            assert now == {**data, **out}, f"{ {*now.items()} ^ {*data.items(), *out.items()} }\n{self.diary(said)}"
        return said

    def done(self, name: str, **options: object) -> Said:
        """A verb that has to end well: with 0, or with 2 where a file that somebody edited wants a person's eye."""
        said = self.verb(name, **options)
        assert said.status in (0, 2), self.diary(said)
        return said

    def killed(self, step: int, name: str, **options: object) -> bool:
        """The same verb, killed at its step on the disk with this number; whether it was, and not done before."""
        before = self.papers()
        words = [f"{key}={value}" for key, value in options.items()]
        command = [sys.executable, str(HERE / "killed_verb.py"), str(self.root), self.plan, str(step), name, *words]
        paths = os.pathsep.join(str(HERE.parents[1] / each) for each in ("src", "tests/support", "."))
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False)
        self.told.append(f"{name} {options} killed at {step} → {done.returncode}")
        self._hold("issue" if name == "issue" else "killed", Said(2, ""), before)
        return done.returncode not in (0, 1, 2)

    def diary(self, said: Said) -> str:
        """The last verbs, and what the last one said."""
        return "\n".join([*self.told[-12:], said.text])

    def _said(self, name: str, options: dict[str, object]) -> Said:
        verb = getattr(tasks, f"{name}_" if name == "print" else name).body
        stream = io.StringIO()
        with _at(self.root), contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            try:
                options = _SEVERAL.get(name, {}) | options
                verb(Context(Config(overrides={"plan": self.plan})), **options)
            except Exit as ended:
                return Said(ended.code, f"{stream.getvalue()}{ended.message or ''}")
        return Said(0, stream.getvalue())

    # --- what must hold ---------------------------------------------------------------------------------------------

    def _hold(self, name: str, said: Said, before: dict[str, str]) -> None:
        diary = self.diary(said)
        assert said.status in (0, 1, 2), diary
        assert "Traceback" not in said.text, diary
        self._hold_lots(name, diary)
        now = self.papers()
        touched = [path for path, each in before.items() if now.get(path) != each]
        allowed = ("build", "killed", "issue")
        assert name in allowed or not touched, f"{name} changed {touched}\n{diary}"
        closed = [path for path in touched if not self.is_open(path) and name != "issue"]
        assert not closed, f"of no open edition, but changed: {closed}\n{diary}"
        everywhere = set(tree(self.out).values()) if self.out.is_dir() else set()
        lost = [place for each, place in self.mine.items() if each not in everywhere]
        assert not lost, f"a person's own text is gone: {lost}\n{diary}"
        numbers = self.numbers()
        assert said.status == 1 or len(set(numbers)) == len(numbers), (
            f"a number was given twice: {sorted(numbers)}\n{diary}"
        )

    def _hold_lots(self, name: str, diary: str) -> None:
        now = {path: each for path, each in tree(self.data).items() if path.startswith(f"{LOTS}/")}
        changed = [path for path, each in self.kept.items() if now.get(path) != each]
        assert not changed, f"issued, but changed: {changed}\n{diary}"
        fresh = [path for path in now if path not in self.kept]
        assert name == "issue" or not fresh, f"{name} issued {fresh}\n{diary}"
        self.kept |= now if name == "issue" and self._is_closed(now) else {}

    def _is_closed(self, lots: dict[str, str]) -> bool:
        """Whether every lot is of an edition that the table calls issued: else an issue broke off, and goes on."""
        issued = {(row["Loại văn bản"], row["Đợt"]) for row in self.editions() if row["Trạng thái"] == "đã phát hành"}
        return {tuple(path.split("/")[1:3]) for path in lots} <= issued

    def hold_copies(self) -> None:
        """Every issued paper lies in build/ byte for byte, but for drafts that a later version took the place of."""
        now = self.papers()
        for path, each in self.kept.items():
            _, kind, edition, *inside = path.split("/")
            if not path.endswith(".docx") or kind == DRAFTS:
                continue
            place = "/".join((kind, edition, *inside))
            assert now.get(place) == each or now.get(place) in self.mine, f"{place}\n" + "\n".join(self.told[-12:])

    # --- a person at Word -------------------------------------------------------------------------------------------

    def edit(self, path: str, words: str) -> None:
        """Adds words to a paper in build/, as somebody does in Word, and remembers what it then is."""
        place = self.out / path
        place.write_bytes(copied_project.with_words(place.read_bytes(), "</w:t>", f" {words}</w:t>"))
        self.mine[digest(place)] = path

    def fill(self, path: str, words: str) -> None:
        """Writes the words into every place of a paper, or of a template, that waits for some."""
        place = self.root / path
        while _BLANK in copied_project.words_of(place.read_bytes()):
            place.write_bytes(copied_project.with_words(place.read_bytes(), _BLANK, words))
        if place.is_relative_to(self.out):
            self.mine[digest(place)] = place.relative_to(self.out).as_posix()

    def empty_build(self) -> None:
        """Somebody empties build/, what they had edited there included."""
        shutil.rmtree(self.root / "build", ignore_errors=True)
        self.mine.clear()


Check = Callable[[Iterable[Kind], Path], list[Problem]]
_checked: dict[str, list[Problem]] = {}


def _checked_once(check: Check) -> Check:
    """Templates that were held against their kinds are not again while they are the same: that is half of a build."""

    def once(kinds: Iterable[Kind], folder: Path) -> list[Problem]:
        state = repr(sorted(tree(folder).items()))
        if state not in _checked:
            _checked[state] = check(kinds, folder)
        return _checked[state]

    return once


@contextlib.contextmanager
def _at(root: Path) -> Iterator[None]:
    """The verbs work on this copy of the project."""
    home, tasks.ROOT = tasks.ROOT, root
    check, care.check = care.check, _checked_once(care.check)
    try:
        yield
    finally:
        tasks.ROOT, care.check = home, check
