"""Make data of the sure values that came back: the agencies' own words, and results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ntsdocs.build import disk
from ntsdocs.plan.model import AgencyAnswer, Plan, Result, Status, headings, is_private
from ntsdocs.plan.periods import counted_on
from ntsdocs.plan.reading import columns, filled_in
from ntsdocs.plan.reading.results import reader
from ntsdocs.plan.returned import SURE, ReturnedAnswer
from ntsdocs.returns.returned_tables import RESULTS, ReturnedTables
from ntsdocs.tables import row_edits
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Origin

_Edit = tuple[Origin, Mapping[str, str]]  # the cells of a row by their labels; a new row has no number yet

_OF_PEOPLE = "«{}» có số điện thoại hoặc thư điện tử, là thông tin về người: bỏ đi rồi ghi tay vào results/"
NUMBER, DAY = "own:head:so_ky_hieu", "own:head:ngay"

_WORDS_OF_DAY = re.compile(r"([0-9]{1,2})(?: tháng |[/.-])([0-9]{1,2})(?: năm |[/.-])([0-9]{4})")
_RESULT = re.compile(rf"own:task:([0-9]+):({'|'.join(RESULTS)})")


def accept(root: Path, folder: Path, plan: Plan, tables: ReturnedTables) -> Iterator[str]:
    """Writes the sure values into answers.csv and results/, and tells how many, and what stays as it is and why.

    Written again, they change nothing. What somebody typed in those tables stays.
    """
    sure = [row for row in tables.answers if row.sure == SURE and row.agency]
    files = {each.file for each in tables.files}
    home = folder.relative_to(root).as_posix()
    with row_edits.held(folder, root), disk.os_errors_as_problems(folder):
        yield from _own_words(root, home, plan, sure, files)
        yield from _results(root, home, plan, [*_reported(tables, sure), *_own_plans(plan, sure)], files)


def _put(root: Path, names: Mapping[str, str], edits: Sequence[_Edit]) -> tuple[str, str]:
    """Writes cells into tables, those of no row as a new one, and tells how many rows are new, and how many changed."""
    for table, each in sorted(grouped((origin.file, (origin.row, cells)) for origin, cells in edits).items()):
        (root / table).parent.mkdir(exist_ok=True)
        added = [cells for row, cells in each if row is None]
        row_edits.put(root / table, root, added, names, changed={row: cells for row, cells in each if row is not None})
    new = sum(origin.row is None for origin, _ in edits)
    return vn.number(new), vn.number(len(edits) - new)


# --- the agencies' own words ------------------------------------------------------------------------------------------


def _own_words(root: Path, home: str, plan: Plan, sure: Iterable[ReturnedAnswer], files: set[str]) -> Iterator[str]:
    standing, names = {(row.agency, row.tag): row for row in plan.answers}, headings(AgencyAnswer)
    edits, kept = list[_Edit](), 0
    for row in sure:
        if _RESULT.fullmatch(row.tag) or row.tag in (NUMBER, DAY):
            continue
        old, is_about_people = standing.get((row.agency, row.tag)), is_private(row.tag, row.value)
        is_open = old is not None and not old.origin.file.endswith(filled_in.PRIVATE_FILE)
        texts = row.agency, row.task, row.field, row.value, row.tag, row.file
        cells = dict(zip(names.values(), texts, strict=True))
        if old is None:
            table = filled_in.PRIVATE_FILE if is_about_people else filled_in.FILE
            edits.append((Origin(f"{home}/{table}"), cells))
        elif old.value != row.value and old.source in files and not (is_about_people and is_open):
            edits.append((old.origin, cells))
        else:
            kept += old.value != row.value
    new, changed = _put(root, names, edits)
    yield f"Đã ghi {new} ô mới, sửa {changed} ô trong {filled_in.FILE}, {filled_in.PRIVATE_FILE}."
    if kept:
        yield f"Giữ {vn.number(kept)} ô đã ghi tay trong các bảng ấy, khác tệp nhận."


# --- results ----------------------------------------------------------------------------------------------------------


def _reported(tables: ReturnedTables, sure: Iterable[ReturnedAnswer]) -> Iterator[tuple[dict[str, str], int]]:
    """The fields of each result that forms tell, and the year of its report."""
    edition = {each.file: each.edition for each in tables.files}
    told = ((match, row) for row in sure if (match := _RESULT.fullmatch(row.tag)))
    by_duty = grouped(((row.agency, match[1], edition[row.file]), (match[2], row)) for match, row in told)
    for (agency, number, id_), cells in by_duty.items():
        source = "; ".join(sorted({row.file for _, row in cells}))
        year = int(id_[:4]) if id_[:4].isdecimal() else 0
        yield {"task": number, "agency": agency, "source": source, **{name: row.value for name, row in cells}}, year


def _own_plans(plan: Plan, sure: Iterable[ReturnedAnswer]) -> Iterator[tuple[dict[str, str], int]]:
    """That an agency has its own plan, where that says its number and its day."""
    heads = grouped((row.agency, row) for row in sure if row.tag in (NUMBER, DAY))
    for agency, rows in heads.items() if plan.plans_owed.task else ():
        said = {row.tag: row for row in rows}
        day = _WORDS_OF_DAY.search(said[DAY].value) if DAY in said else None
        if day and NUMBER in said:
            yield (
                {
                    "task": str(plan.plans_owed.task),
                    "agency": agency,
                    "status": Status.DONE,
                    "on": f"{int(day[1]):02}/{int(day[2]):02}/{day[3]}",
                    "product": "Kế hoạch",
                    "number": said[NUMBER].value,
                    "source": said[NUMBER].file,
                },
                int(day[3]),
            )


def _results(
    root: Path, home: str, plan: Plan, told: Iterable[tuple[dict[str, str], int]], files: set[str]
) -> Iterator[str]:
    read, standing = reader(plan), grouped(((row.agency, row.task), row) for row in plan.results)
    edits, waiting, names = list[_Edit](), list[str](), {each.id: each.short_name for each in plan.agencies}
    for texts, year in told:
        row, problems = read(texts, year)
        same = _same(plan, row, standing.get((row.agency, row.task), []))
        cells = {name: text for name, text in columns.texts(row).items() if name in texts}
        new, faults = _news(cells, same, files)
        faults = [f"«{each.origin.column}»: {each.what}" for each in problems] or faults
        faults += [
            _OF_PEOPLE.format(RESULTS[name])
            for name, text in texts.items()
            if name != "source" and is_private(name, text)
        ]
        if faults:
            whose = names.get(row.agency, row.agency)
            waiting.append(f"  {whose}, nhiệm vụ {texts['task']} ({texts['source']}): {'; '.join(faults)}")
        elif same is None:
            edits.append((Origin(f"{home}/results/{row.on.year if row.on else year}.csv"), new))
        elif new:
            edits.append((same.origin, new))
    added, changed = _put(root, RESULTS, edits)
    yield f"Đã ghi {added} kết quả mới, sửa {changed} kết quả trong results/."
    if waiting:
        yield f"Chưa ghi {vn.number(len(waiting))} kết quả, cần xem lại:"
        yield from waiting


def _news(cells: Mapping[str, str], same: Result | None, files: set[str]) -> tuple[dict[str, str], list[str]]:
    """The cells to be written, by label; and where somebody has typed other words in a row that is not of a file."""
    known = columns.texts(same) if same else {}
    is_ours = same is None or {*same.source.split("; ")} <= files
    new = {name: text for name, text in cells.items() if known.get(name) != text and (is_ours or name != "source")}
    other = [] if is_ours else [name for name in new if known[name]]
    pairs = ((RESULTS[name], vn.excerpt(known[name]), vn.excerpt(new[name])) for name in other)
    faults = [f"đã ghi «{label}» là {standing}, tệp ghi {said}" for label, standing, said in pairs]
    return {RESULTS[name]: text for name, text in new.items()}, faults


def _same(plan: Plan, row: Result, standing: Iterable[Result]) -> Result | None:
    """The result that is in the tables for this one: of its day, else with its number, else without a day as yet."""
    rows, day = [*standing], counted_on(row, plan.period_ends)
    same = [each for each in rows if counted_on(each, plan.period_ends) == day]
    same += (each for each in rows if row.number and each.number == row.number)
    same += (each for each in rows if each.on is None and (each.year, each.source) == (row.year, row.source))
    return next(iter(same), None)
