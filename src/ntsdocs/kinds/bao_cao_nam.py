"""Báo cáo năm: the annual review, its figures counted from the recorded results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntsdocs import nd30, vn
from ntsdocs.docket import Core, Draft, Kind
from ntsdocs.kinds.frame import (
    Addressees,
    End,
    Head,
    Sender,
    ThePlan,
    TheProvince,
    Title,
    addressees,
    issuer_end,
    issuer_head,
    mark,
    sender,
    the_plan,
    the_province,
    title,
)
from ntsdocs.model import Agency, Plan, Repeats, Result, Role, Section, Task, said
from ntsdocs.progress import Progress, State
from ntsdocs.remit import Assignments

NAME = "bao_cao_nam"
ALL_COMMUNES = "cap-xa"  # the mark of the line of all communes together
AWAITED = "…"  # a figure that nobody has reported: blank is not zero


@dataclass(frozen=True, slots=True)
class Figures:
    """A count and its split by state; every figure but the total is «…» while no result is recorded."""

    total: str = said("Tổng số")
    done: str = said("Hoàn thành")
    doing: str = said("Đang thực hiện")
    waiting: str = said("Chờ điều kiện")
    overdue: str = said("Quá hạn")
    not_due: str = said("Chưa đến hạn")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of figures."""

    number: str = said("Số thứ tự")
    name: str = said("Tên mục hoặc tên cơ quan")
    figures: Figures = said("Số liệu")
    plan_received: str = said("Đã gửi kế hoạch: «x», hoặc số cơ quan ở dòng tổng")
    mark: str = said("Mã của dòng để ghi vào thẻ của khung điền: mã cơ quan, «cap-xa»; trống ở dòng mục, dòng tổng")


@dataclass(frozen=True, slots=True)
class StateOfTask:
    """One task in the first annex."""

    no: int = said("Số thứ tự trong Kế hoạch")
    content: str = said("Nội dung, nguyên văn")
    lead: str = said("Cơ quan chủ trì, nguyên văn")
    deadline: str = said("Thời gian hoàn thành, nguyên văn")
    product: str = said("Sản phẩm, nguyên văn")
    state: str = said("Tình trạng")
    done_by: str = said("Số cơ quan chủ trì đã hoàn thành trên tổng số")


@dataclass(frozen=True, slots=True)
class SectionOfTasks:
    """The tasks of one section in the first annex."""

    name: str = said("Tên mục")
    tasks: tuple[StateOfTask, ...] = said("Các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class Voice:
    """What agencies reported in their own words; the same words of several agencies stand once."""

    text: str = said("Nội dung")
    by: str = said("Cơ quan nêu và nhiệm vụ")


@dataclass(frozen=True, slots=True)
class NextTask:
    """A task whose last day lies ahead, at the latest in the year after the report's."""

    no: int = said("Số thứ tự trong Kế hoạch")
    content: str = said("Nội dung, nguyên văn")
    lead: str = said("Cơ quan chủ trì, nguyên văn")
    deadline: str = said("Thời gian hoàn thành, nguyên văn")
    last_day: date = said("Ngày cuối cùng còn trong hạn")


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that was issued in the period."""

    number: str = said("Số, ký hiệu")
    issued: date = said("Ngày ban hành")


@dataclass(frozen=True, slots=True)
class BaoCaoNam:
    """What the template of the report may say."""

    province: TheProvince = said("Tỉnh")
    plan: ThePlan = said("Kế hoạch của tỉnh")
    head: Head = said("Phần đầu trang nhất")
    title: Title = said("Tên văn bản")
    sender: Sender = said("Nơi ban hành")
    to: Addressees = said("Kính gửi")
    addressed: bool = said("Có nơi nhận báo cáo")
    year: int = said("Năm báo cáo")
    next_year: int = said("Năm sau")
    last_year: int = said("Năm trước")
    period_from: date = said("Kỳ báo cáo từ ngày")
    period_to: date = said("Kỳ báo cáo đến ngày")
    cut_off: date = said("Số liệu tính đến ngày")
    early: bool = said("Chốt số liệu trước ngày cuối kỳ")
    awaited: bool = said("Chưa có kết quả nào được ghi nhận")
    letters: tuple[SentLetter, ...] = said("Công văn đã ban hành trong kỳ")
    letter_count: int = said("Số công văn đã ban hành trong kỳ")
    plans_due: int = said("Số cơ quan phải gửi kế hoạch")
    plans_received: str = said("Số cơ quan đã gửi kế hoạch")
    tasks: Figures = said("Nhiệm vụ của Kế hoạch theo tình trạng")
    compared: bool = said("Có số liệu năm trước để so sánh")
    before: Figures = said("Nhiệm vụ theo tình trạng, cuối kỳ năm trước")
    sections: tuple[Line, ...] = said("Kết quả theo mục của Kế hoạch")
    provincial: tuple[Line, ...] = said("Kết quả theo cơ quan cấp tỉnh, thêm một dòng cho cấp xã")
    duties: Figures = said("Lượt nhiệm vụ chủ trì theo tình trạng")
    difficulties: tuple[Voice, ...] = said("Khó khăn, vướng mắc do các cơ quan báo cáo")
    proposals: tuple[Voice, ...] = said("Đề xuất, kiến nghị của các cơ quan")
    carried_over: str = said("Số các nhiệm vụ quá hạn chuyển sang năm sau")
    coming: tuple[NextTask, ...] = said("Nhiệm vụ đến hạn từ sau ngày chốt đến hết năm sau, theo ngày")
    continuous: str = said("Số các nhiệm vụ thường xuyên, hằng năm")
    annex_tasks: tuple[SectionOfTasks, ...] = said("Tình trạng từng nhiệm vụ")
    annex_agencies: tuple[Line, ...] = said("Kết quả theo từng cơ quan")
    total_line: Line = said("Dòng tổng của bảng theo cơ quan")
    end: End = said("Phần cuối")


@dataclass(frozen=True, slots=True)
class _Period:
    """The period of an annual report: 15/12 of the year before to 14/12 (RPT-3), cut off at the report's date."""

    year: int
    start: date
    end: date
    cut_off: date

    def holds(self, result: Result) -> bool:
        """Whether a result belongs to the period: by its date, or by its file's year where it has none."""
        return result.year == self.year if result.on is None else self.start <= result.on <= self.cut_off


def period(on: date) -> _Period:
    """The period of the report that is drawn up on `on`."""
    end = date(on.year, 12, 14)
    return _Period(on.year, date(on.year - 1, 12, 15), end, min(on, end))


def due(plan: Plan, assignments: Assignments) -> Iterator[Draft]:
    """The report of the year of the plan's date."""
    says = draw(plan, assignments)
    subject = f"Kết quả thực hiện {plan.document.kind} số {plan.document.number} năm {says.year}"
    yield Draft(str(says.year), says, Core(f"Báo cáo {says.title.trich_yeu}", subject, plan.issuer(NAME).name))


def draw(plan: Plan, assignments: Assignments) -> BaoCaoNam:
    """What the report says."""
    span = period(plan.on)
    before = period(date(span.year - 1, 12, 31))
    count = _Count(plan, assignments, span.cut_off, awaited=not any(span.holds(r) for r in plan.results))
    last = _Count(plan, assignments, before.cut_off, awaited=not any(before.holds(r) for r in plan.results))
    issuer = plan.issuer(NAME)
    by = sender(plan, issuer)
    letters = [x for x in plan.letters if span.start <= x.on <= span.cut_off]
    drafting = assignments.drafting
    received = count.plans_received(drafting)
    return BaoCaoNam(
        province=the_province(plan),
        plan=the_plan(plan),
        head=issuer_head(issuer, "Báo cáo", nd30.ABBREVIATIONS["bao_cao"], plan.on.year, by.name),
        title=title(trich_yeu(plan, span.year)),
        sender=by,
        to=addressees(issuer.to) if issuer.to else addressees([""]),
        addressed=bool(issuer.to),
        year=span.year,
        next_year=span.year + 1,
        last_year=span.year - 1,
        period_from=max(span.start, plan.document.issued),
        period_to=span.end,
        cut_off=span.cut_off,
        early=span.cut_off < span.end,
        awaited=count.awaited,
        letters=tuple(SentLetter(x.number, x.on) for x in sorted(letters, key=lambda x: (x.on, x.number))),
        letter_count=len(letters),
        plans_due=len(drafting),
        plans_received=received,
        tasks=count.of_tasks(),
        compared=not count.awaited and not last.awaited,
        before=last.of_tasks(),
        sections=count.by_section(),
        provincial=count.by_provincial_agency(drafting),
        duties=count.of_duties(drafting),
        difficulties=voices(plan, span, "difficulties"),
        proposals=voices(plan, span, "proposals"),
        carried_over="" if count.awaited else numbers(count.in_state(State.OVERDUE)),
        coming=coming(plan, count, span),
        continuous=numbers(t for t in plan.tasks if t.deadline.repeats is not Repeats.NO),
        annex_tasks=count.annex(),
        annex_agencies=count.by_agency(drafting),
        total_line=Line("", "Tổng cộng", count.of_duties(drafting), received, ""),
        end=issuer_end(issuer),
    )


def trich_yeu(plan: Plan, year: int) -> str:
    """«Kết quả thực hiện năm 2026 Kế hoạch số … ngày … của UBND tỉnh …»."""
    paper = plan.document
    signed = vn.short_date(paper.issued)
    return (
        f"Kết quả thực hiện năm {year} {paper.kind} số {paper.number} ngày {signed} của {plan.province.committee_short}"
    )


def numbers(tasks: Iterator[Task] | Sequence[Task]) -> str:
    """The numbers of these tasks, «3, 7, 12»."""
    return ", ".join(str(task.number) for task in tasks)


def voices(plan: Plan, span: _Period, what: str) -> tuple[Voice, ...]:
    """What agencies wrote under `what` in the period, in the registry's order; equal words are gathered."""
    place = {agency.id: i for i, agency in enumerate(plan.agencies)}
    said_by: dict[str, list[str]] = {}
    recorded = [result for result in plan.results if span.holds(result)]
    for result in sorted(recorded, key=lambda r: (place[r.agency], r.task)):
        text = getattr(result, what).strip().removesuffix(".")
        if text:
            said_by.setdefault(text, []).append(f"{plan.agency(result.agency).short_name}, nhiệm vụ {result.task}")
    return tuple(Voice(text, "; ".join(by)) for text, by in said_by.items())


def coming(plan: Plan, count: _Count, span: _Period) -> tuple[NextTask, ...]:
    """The tasks not yet done whose last day lies after the cut-off and not beyond the next year, by date."""
    rows = []
    for task in plan.tasks:
        last_day = count.last_day(task)
        ahead = last_day is not None and span.cut_off < last_day <= date(span.year + 1, 12, 31)
        if last_day and ahead and (count.awaited or count.state_of(task) is not State.DONE):
            rows.append(NextTask(task.number, task.content, task.lead, task.deadline.words, last_day))
    return tuple(sorted(rows, key=lambda row: (row.last_day, row.no)))


class _Count:
    """The figures of one date, all from one reading of the results; «…» while `awaited`."""

    def __init__(self, plan: Plan, assignments: Assignments, on: date, *, awaited: bool) -> None:
        self.plan = plan
        self.assignments = assignments
        self.progress = Progress(plan, assignments, on)
        self.awaited = awaited
        self._states = {task.number: self.progress.task_state(task) for task in plan.tasks}
        leads = [a for task in plan.tasks for a in assignments.of_task(task.number) if a.role is Role.LEAD]
        standings = [self.progress.standing(lead) for lead in leads]
        self._duties = [(s.assignment.agency, s.assignment.task, s.state) for s in standings]
        self._last_days = {s.assignment.task: s.last_day for s in standings}

    def state_of(self, task: Task) -> State:
        """The state of a task on the count's date."""
        return self._states[task.number]

    def last_day(self, task: Task) -> date | None:
        """The last day in time, by the plan or by the ruling that sets another date; `None` without one."""
        return self._last_days.get(task.number, task.deadline.last_day)

    def in_state(self, state: State) -> list[Task]:
        """The tasks in `state`."""
        return [task for task in self.plan.tasks if self._states[task.number] is state]

    def of_tasks(self) -> Figures:
        """All tasks of the plan."""
        return self._figures((0, state) for state in self._states.values())[0]

    def of_duties(self, agencies: Sequence[Agency]) -> Figures:
        """The lead duties of these agencies."""
        ids = {agency.id for agency in agencies}
        return self._figures((0, state) for agency, _, state in self._duties if agency in ids)[0]

    def by_section(self) -> tuple[Line, ...]:
        """The tasks by the plan's sections, in its order."""
        sections = self._sections()
        rows = ((sections.index(task.section), self._states[task.number]) for task in self.plan.tasks)
        figures = self._figures(rows, range(len(sections)))
        return tuple(
            Line(f"{section.part}.{section.letter}", section.title, figures[i], "", "")
            for i, section in enumerate(sections)
        )

    def by_agency(self, agencies: Sequence[Agency]) -> tuple[Line, ...]:
        """The lead duties of each of these agencies."""
        ids = [agency.id for agency in agencies]
        known = frozenset(ids)
        figures = self._figures(((agency, state) for agency, _, state in self._duties if agency in known), ids)
        return tuple(
            Line(str(i), agency.short_name, figures[agency.id], self._received_mark(agency), mark(agency))
            for i, agency in enumerate(agencies, start=1)
        )

    def by_provincial_agency(self, agencies: Sequence[Agency]) -> tuple[Line, ...]:
        """The lead duties of each body above the communes, then of all communes in one line."""
        above = [agency for agency in agencies if agency.level != "commune"]
        communes = [agency for agency in agencies if agency.level == "commune"]
        lines = self.by_agency(above)
        if communes:
            name = f"UBND cấp xã ({len(communes)} xã, phường)"
            line = Line(
                str(len(above) + 1), name, self.of_duties(communes), self.plans_received(communes), ALL_COMMUNES
            )
            lines = (*lines, line)
        return lines

    def plans_received(self, agencies: Sequence[Agency]) -> str:
        """How many of these agencies have sent their plan."""
        if self.awaited:
            return AWAITED
        return vn.number(sum(1 for agency in agencies if self.progress.plan_received(agency.id)))

    def annex(self) -> tuple[SectionOfTasks, ...]:
        """Every task with its state, by section."""
        by_section: dict[Section, list[StateOfTask]] = {}
        for task in self.plan.tasks:
            by_section.setdefault(task.section, []).append(self._state_row(task))
        return tuple(
            SectionOfTasks(f"{section.part}.{section.letter}) {section.title}", tuple(rows))
            for section, rows in by_section.items()
        )

    def _state_row(self, task: Task) -> StateOfTask:
        states = [state for _, number, state in self._duties if number == task.number]
        done = sum(1 for state in states if state is State.DONE)
        return StateOfTask(
            task.number,
            task.content,
            task.lead,
            task.deadline.words,
            task.product,
            AWAITED if self.awaited else str(self._states[task.number]),
            AWAITED if self.awaited else f"{done}/{len(states)}",
        )

    def _received_mark(self, agency: Agency) -> str:
        if self.awaited:
            return AWAITED
        return "x" if self.progress.plan_received(agency.id) else ""

    def _sections(self) -> list[Section]:
        return list(dict.fromkeys(task.section for task in self.plan.tasks))

    def _figures(
        self, rows: Iterable[tuple[Hashable, State]], order: Sequence[Hashable] = (0,)
    ) -> dict[Hashable, Figures]:
        """The figures for each key in `order`; while they are awaited only how many there are in all."""
        if self.awaited:
            sizes = Counter(key for key, _ in rows)
            return {key: Figures(vn.number(sizes[key]), *[AWAITED] * len(State)) for key in order}
        from ntsdocs import tally  # pandas is heavy: only a report with results pays for it

        counts = tally.by_state(rows, order)
        return {key: Figures(vn.number(sum(counts[key])), *map(vn.number, counts[key])) for key in order}


def why_none(_plan: Plan) -> str:
    """The report is always due."""
    return ""


KIND = Kind(NAME, "Báo cáo năm", says=BaoCaoNam, due=due, why_none=why_none, issued=True)
