"""Tell in Vietnamese why an agency has a role in a task, or why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ntsdocs.plan.assignments import Assignments, column_of
from ntsdocs.plan.lives import heirs, life
from ntsdocs.plan.model import OUTSIDE, Agency, Assignment, Basis, Deadline, Plan, Repeats, Role, Ruling, Task, headings
from ntsdocs.plan.phrases import Match, Phrasebook, names
from ntsdocs.plan.progress import Progress
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.suggestions import KnownNames

_BASES = {
    Basis.NAMED: "được nêu tên",
    Basis.GROUP: "do cụm từ chung",
    Basis.SECTOR: "do cụm từ chung, theo lĩnh vực phụ trách",
    Basis.CONDITIONAL: "có điều kiện",
}
_RECURRING = {Repeats.CONTINUOUS: "việc thường xuyên", Repeats.YEARLY: "việc hằng năm"}


def explain(plan: Plan, assignments: Assignments, agency_id: str, task_number: int) -> str:
    """Several lines: the task's row, its cells as written, and what makes or denies the agency's role in it.

    `DataWrong`, with the nearest id, if the plan has no such agency or no such task.
    """
    agency, task = _known(plan, agency_id, task_number)
    roles = [row for row in assignments.of_agency(agency_id) if row.task == task_number]
    reasons = _roles(plan, roles) if roles else _no_role(plan, agency, task)
    deadline = _deadline(plan, task, Progress(plan, assignments, plan.on).deadline(task))
    return "\n".join([_answer(agency, task, roles), *_row(task), deadline, *reasons])


def _answer(agency: Agency, task: Task, roles: list[Assignment]) -> str:
    what = vn.listing(f"{row.role.value} ({_basis(row)})" for row in roles) or "không có vai trò"
    return f"{agency.short_name} ({agency.id}), nhiệm vụ {task.number}: {what}."


def _basis(row: Assignment) -> str:
    words = _BASES[row.basis]
    return f"{words}: «{row.condition}»" if row.condition else words


def _row(task: Task) -> Iterator[str]:
    yield f"Nhiệm vụ: «{task.content}» – {task.origin}."
    yield f"Cột «{column_of(Role.LEAD)}»: {_cell(task.lead)}."
    yield f"Cột «{column_of(Role.COORDINATE)}»: {_cell(task.coordinate)}."


def _deadline(plan: Plan, task: Task, deadline: Deadline) -> str:
    """What the words are read as, or what is ruled to count for them."""
    reads = [f"tính đến hết ngày {vn.cell_date(deadline.last_day)}"] if deadline.last_day else []
    reads += [f"chờ «{deadline.event}»"] if deadline.event else []
    reads += [_RECURRING[deadline.repeats]] if deadline.repeats else []
    by = [f"quyết định {ruling.id}" for ruling in plan.rulings if task.number in dict(ruling.chosen.before)]
    rows = (row for row in plan.ruled_deadlines if task.number in row.tasks)
    by += [f"{row.origin}{row.because and f' ({row.because})'}" for row in rows]
    read = "; ".join(reads) or "không rõ hạn"
    return f"Cột «{headings(Task)['deadline']}»: {_cell(deadline.words)}, {read}{f', theo {by[0]}' if by else ''}."


def _cell(words: str) -> str:
    return f"«{words}»" if words else "để trống"


# --- a role ---------------------------------------------------------------------------------------------------------


def _roles(plan: Plan, roles: Iterable[Assignment]) -> Iterator[str]:
    for row in roles:
        because = row.because
        named = row.basis is Basis.NAMED
        read_as = f"nêu tên {_named(plan, because.token)}" if named else f"đọc là nhóm {because.token}"
        yield f"Vai trò {row.role.value} do cụm từ «{because.phrase}» ở cột «{because.column}», {read_as}."
        for gone in because.heir_of:
            yield f"Kế thừa {_named(plan, gone)}, {life(plan.agency(gone))}: việc nơi ấy đã hoàn thành thì được tính."
        yield from (f"Quy tắc {rule.id}: {rule.text}" for rule in plan.rules if rule.id in because.rules)
        decided = {f"{ruling.id}={ruling.choice}": ruling for ruling in plan.rulings}
        for ruling in because.rulings:
            yield from _ruling(decided[ruling])


def _named(plan: Plan, id_: str) -> str:
    agency = plan.agency(id_)
    return f"{agency.short_name} ({id_})"


def _ruling(ruling: Ruling) -> Iterator[str]:
    since = f", từ ngày {vn.short_date(ruling.since)}" if ruling.since else ""
    yield f"Quyết định {ruling.id}: {ruling.question}"
    yield f"    Trả lời ({ruling.choice}): {ruling.chosen.text.removesuffix('.')}."
    yield f"    Người quyết định: {ruling.by}{since}."


# --- no role --------------------------------------------------------------------------------------------------------


def _no_role(plan: Plan, agency: Agency, task: Task) -> Iterator[str]:
    """What the cells say instead of the agency, phrase by phrase."""
    book = Phrasebook(plan.agencies, plan.phrases)
    if not agency.lives_on(plan.on):
        yield f"Ngày {vn.short_date(plan.on)} không có {agency.short_name}: cơ quan này {life(agency)}."
    for role, words in ((Role.LEAD, task.lead), (Role.COORDINATE, task.coordinate)):
        for match in book.split(words).matches:
            without = "" if match.agency == agency.id else f", không có {agency.short_name}"
            yield f"«{match.words}» ở cột «{column_of(role)}»: {_someone_else(plan, match)}{without}."


def _someone_else(plan: Plan, match: Match) -> str:
    if match.agency:
        return f"nêu tên {plan.agency(match.agency).short_name}{_since_then(plan, match.agency)}"
    if any(row.members == (OUTSIDE,) for row in match.rows):
        return "ngoài danh mục cơ quan"
    tokens = vn.listing(dict.fromkeys(row.token for row in match.rows))
    rulings = dict.fromkeys(id_ for row in match.rows for id_ in row.rulings)
    by = f" theo quyết định {vn.listing(rulings)}" if rulings else ""
    return f"đọc là nhóm {tokens}{by}"


def _since_then(plan: Plan, id_: str) -> str:
    """Who has the duty of an agency that is gone; blank for one that lives."""
    passed = heirs(plan).get(id_)
    now = vn.listing(f"{plan.agency(heir).short_name} ({', '.join(by)})" for heir, by in passed or ())
    return "" if passed is None else f", nay là {now}" if now else ", nay chưa có quyết định ai nhận"


# --- what was asked -------------------------------------------------------------------------------------------------


def _known(plan: Plan, agency_id: str, task_number: int) -> tuple[Agency, Task]:
    agency = next((agency for agency in plan.agencies if agency.id == agency_id), None)
    task = next((task for task in plan.tasks if task.number == task_number), None)
    if agency is None or task is None:
        problems = [_unknown_agency(plan, agency_id)] if agency is None else []
        raise DataWrong(problems + ([_unknown_task(plan, task_number)] if task is None else []))
    return agency, task


def _unknown_agency(plan: Plan, id_: str) -> Problem:
    spelled = {agency.id: (agency.id, *names(agency)) for agency in plan.agencies}
    remedy = f"{KnownNames(spelled).hint(id_)}ghi một mã ở cột «{headings(Agency)['id']}» của tệp này."
    return Problem(_file_of(plan.agencies), f"không có cơ quan nào mang mã «{id_}».", remedy)


def _unknown_task(plan: Plan, number: int) -> Problem:
    numbers = sorted(task.number for task in plan.tasks)
    remedy = f"ghi số của một nhiệm vụ trong Kế hoạch, từ {numbers[0]} đến {numbers[-1]}."
    return Problem(_file_of(plan.tasks), f"Kế hoạch không có nhiệm vụ {number}.", remedy)


def _file_of(rows: tuple[Agency, ...] | tuple[Task, ...]) -> Origin:
    return Origin(rows[0].origin.file)
