"""Take copies of the workbook back into the tables of the plan."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.paths import ISSUED
from ntsdocs.plan.model import Plan
from ntsdocs.returns.plan_book import copies
from ntsdocs.returns.plan_book.column_words import words_of
from ntsdocs.returns.plan_book.merge import Merged, merge
from ntsdocs.returns.plan_book.plan_tables import CHANGEABLE, plan_tables
from ntsdocs.tables import ENDINGS, row_edits, yaml_edits
from ntsdocs.text import shelf, vn
from ntsdocs.text.problems import DataWrong, Problem, Severity

_READ = (*ENDINGS, ".yaml")  # of other files it only counts that they are there


def take_back(root: Path, plan_id: str, files: Sequence[Path], *, write: bool) -> list[str]:
    """What the copies change in the tables of the plan, which is written only with `write`.

    `DataWrong` with all that is wrong in them, and nothing is written.
    """
    home = journey.folder(root, plan_id)
    reading = journey.read(root, plan_id)
    plan = reading.rows or reading.plan_or_stop()
    listed = plan_tables(plan, home, root)
    read = [copies.read(file, root, plan, listed) for file in files]
    merged = [merge(table, read) for table in listed]
    problems = [*(each for copy in read for each in copy.problems), *(each for one in merged for each in one.problems)]
    lines = [line for each in merged for line in each.lines()]
    tried = _trial(root, plan.id, merged) if lines else ()
    before = {*journey.weigh(root, reading)[1]} if lines else ()
    new = (_placed(each, merged, plan, root) for each in tried if each not in before)
    told = {each.origin for each in problems}  # of a cell that cannot be meant nothing else is told
    problems += [each for each in new if each.origin not in told]
    if any(each.severity is Severity.STOP for each in problems):
        raise DataWrong(each for each in problems if each.severity is Severity.STOP)
    changed = f"{vn.number(len(lines))} chỗ thay đổi" if lines else "không có gì thay đổi"
    if write:
        for each in merged:
            _put(each, root, root)
    last = "Đã ghi." if write and lines else "Chưa ghi gì. Thêm --write để ghi." if lines else ""
    return [f"{plan.document.called}: {changed}.", *lines, *map(str, problems), *filter(None, [last])]


def _put(merged: Merged, root: Path, place: Path) -> None:
    """Writes the table where it stands in `root` into `place`, the root itself or a copy."""
    table, path = merged.table, place / merged.table.path.relative_to(root)
    if not table.rulings and (merged.cells or merged.new or merged.gone):
        path.parent.mkdir(exist_ok=True)
        row_edits.put(path, place, merged.new, table.spellings, changed=merged.edits())
    elif merged.cells:
        edited = yaml_edits.EditedYaml(path, place)
        cells: list[dict[str, str]] = [{} for _ in table.rulings]
        for (at, label), (text, _) in merged.cells.items():
            cells[at - 2] |= {name: text for name, words in CHANGEABLE.items() if words == label}
        [*edited.put({"rulings": cells}, {})]
        shelf.replace(path, edited.text().encode())


# --- what the readers say of it ---------------------------------------------------------------------------------------


def _trial(root: Path, plan_id: str, merged: Sequence[Merged]) -> tuple[Problem, ...]:
    """What the readers say of the tables as they would be."""
    ignored = shutil.ignore_patterns(ISSUED, "nguon", ".*", "~$*")
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder).resolve()
        shutil.copytree(root / "data", trial / "data", ignore=ignored, copy_function=_copy)
        for each in merged:
            _put(each, root, trial)
        return tuple(journey.weigh(root, journey.read(trial, plan_id))[1])


def _copy(source: str | Path, target: str | Path) -> None:
    """A table as it is; of another file an empty one with its name."""
    content = Path(source).read_bytes() if Path(source).suffix.lower() in _READ else b""
    Path(target).write_bytes(content)


def _placed(problem: Problem, merged: Sequence[Merged], plan: Plan, root: Path) -> Problem:
    """The problem where people typed the cell, in the words that they see there."""
    at, what, remedy = problem.origin, problem.what, problem.remedy
    of = next((each for each in merged if each.table.is_in(at.file, root)), None)
    if of is None or at.row not in of.places:
        return problem
    place = of.places[at.row]
    words = words_of(plan, of.table).get(at.column)
    for code, name in words.names.items() if words else ():
        what, remedy = (text.replace(f"«{code}»", f"«{name}»") for text in (what, remedy))
    return replace(problem, origin=place.at(at.column), what=what, remedy=remedy)
