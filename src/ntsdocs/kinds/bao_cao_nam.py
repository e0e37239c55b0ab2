"""Báo cáo năm: the annual review of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.kinds.figures import Count, FigureRow, Figures, SectionOfTasks
from ntsdocs.plan import dispatch
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Edition, Plan, Repeats, Result, Task, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.periods import Period, is_in, period
from ntsdocs.plan.progress import IS_DONE, State
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

NAME = "bao_cao_nam"
_MOST_NAMED = 8  # results of which running text names agency and task
_MOST_TASKS = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """What agencies reported in their own words; the same words of several agencies stand once."""

    text: str = label("Nội dung")
    by: str = label("Cơ quan nêu và nhiệm vụ")


@dataclass(frozen=True, slots=True)
class NextTask:
    """A task whose last day lies ahead, at the latest in the year after the report's."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    lead: str = label("Cơ quan chủ trì, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    last_day: date = label("Ngày cuối cùng còn trong hạn")


@dataclass(frozen=True, slots=True)
class BaoCaoNam:
    """What the template of the report may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    title: frame.Title = label("Tên văn bản")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    addressed: bool = label("Có nơi nhận báo cáo")
    year: int = label("Năm báo cáo")
    next_year: int = label("Năm sau")
    last_year: int = label("Năm trước")
    period_from: date = label("Kỳ báo cáo từ ngày")
    period_to: date = label("Kỳ báo cáo đến ngày")
    cut_off: date = label("Số liệu tính đến ngày")
    early: bool = label("Chốt số liệu trước ngày cuối kỳ")
    awaited: bool = label("Chưa có kết quả nào được ghi nhận")
    letters: tuple[frame.SentLetter, ...] = label("Công văn đã ban hành trong kỳ")
    letter_count: int = label("Số công văn đã ban hành trong kỳ")
    plans_due: int = label("Số cơ quan phải gửi kế hoạch")
    plans_received: str = label("Số cơ quan đã gửi kế hoạch")
    tasks: Figures = label("Nhiệm vụ của Kế hoạch theo tình trạng, để in trong bảng")
    tasks_in_text: Figures = label("Nhiệm vụ của Kế hoạch theo tình trạng, để viết trong câu")
    compared: bool = label("Có số liệu năm trước để so sánh")
    before: Figures = label("Nhiệm vụ theo tình trạng, cuối kỳ năm trước")
    sections: tuple[FigureRow, ...] = label("Kết quả theo mục của Kế hoạch")
    provincial: tuple[FigureRow, ...] = label("Kết quả theo cơ quan cấp tỉnh, thêm một dòng cho cấp xã")
    silent_agencies: str = label("Số cơ quan chưa báo cáo kết quả nào trong kỳ")
    joined: str = label("Số lượt nhiệm vụ phối hợp đã có báo cáo")
    duties_in_text: Figures = label("Lượt nhiệm vụ chủ trì theo tình trạng, để viết trong câu")
    difficulties: tuple[Voice, ...] = label("Khó khăn, vướng mắc do các cơ quan báo cáo")
    proposals: tuple[Voice, ...] = label("Đề xuất, kiến nghị của các cơ quan")
    carried_over: str = label("Số các nhiệm vụ quá hạn chuyển sang năm sau")
    coming: tuple[NextTask, ...] = label("Nhiệm vụ đến hạn từ sau ngày chốt đến hết năm sau, theo ngày")
    continuous: str = label("Số các nhiệm vụ thường xuyên, hằng năm")
    yearly: bool = label("Có nhiệm vụ hằng năm")
    communes: str = label("Các loại đơn vị cấp xã được giao nhiệm vụ: «xã, phường»; trống khi không có")
    annex_tasks: tuple[SectionOfTasks, ...] = label("Tình trạng từng nhiệm vụ")
    annex_agencies: tuple[FigureRow, ...] = label("Kết quả theo từng cơ quan")
    total_line: FigureRow = label("Dòng tổng của bảng theo cơ quan")
    end: frame.End = label("Phần cuối")


def span(plan: Plan, edition: Edition) -> Period:
    """The period of an edition of the report: its own, else the year of reporting that ends in the year it is made."""
    if edition.start and edition.end:
        return Period(edition.end.year, edition.start, edition.end)
    return period(plan.on.year, plan.period_ends)


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """The report of the edition's period."""
    says = draw(plan, assignments, edition)
    subject = f"Kết quả thực hiện {plan.document.called} năm {says.year}"
    core = Core(f"Báo cáo {says.title.trich_yeu}", subject, plan.issuer(NAME).name)
    yield Draft(PaperId(NAME, f"bao-cao-nam-{says.year}"), says, core)


def draw(plan: Plan, assignments: Assignments, edition: Edition) -> BaoCaoNam:
    """What the report says."""
    of_edition = span(plan, edition)
    year, cut_off = of_edition.year, min(plan.on, of_edition.end)
    before = period(year - 1, plan.period_ends)
    recorded = _recorded(plan, of_edition, cut_off)
    count = Count(plan, assignments, cut_off, of_edition, awaited=not recorded)
    last = Count(plan, assignments, before.end, before, awaited=not _recorded(plan, before, before.end))
    issuer = plan.issuer(NAME)
    by = frame.sender(plan, issuer)
    letters = dispatch.runs(x for x in plan.letters if of_edition.start <= x.on <= cut_off)
    drafting = assignments.drafting
    communes = [agency for agency in drafting if agency.level == "commune"]
    return BaoCaoNam(
        province=frame.the_province(plan),
        plan=frame.the_plan(plan),
        head=frame.issuer_head(plan, issuer, edition, str(year), "Báo cáo", by.name),
        title=frame.title(trich_yeu(plan, year)),
        sender=by,
        to=frame.addressees(issuer.to) if issuer.to else frame.addressees([""]),
        addressed=bool(issuer.to),
        year=year,
        next_year=year + 1,
        last_year=year - 1,
        period_from=max(of_edition.start, plan.document.issued or of_edition.start),
        period_to=of_edition.end,
        cut_off=cut_off,
        early=cut_off < of_edition.end,
        awaited=count.awaited,
        letters=tuple(map(frame.sent_letter, letters)),
        letter_count=sum(run.count for run in letters),
        plans_due=len(drafting),
        plans_received=count.plans_received(drafting, in_text=True),
        tasks=count.of_tasks(),
        tasks_in_text=count.of_tasks(in_text=True),
        compared=not (count.awaited or last.awaited) and of_edition == period(year, plan.period_ends),
        before=last.of_tasks(),
        sections=count.by_section(),
        provincial=count.by_provincial_agency(drafting),
        silent_agencies=count.silent(drafting, {result.agency for result in recorded}),
        joined=count.joined(),
        duties_in_text=count.of_duties(drafting, in_text=True),
        difficulties=voices(plan, recorded, lambda result: result.difficulties or result.difficulty),
        proposals=voices(plan, recorded, lambda result: result.proposals),
        carried_over="" if count.awaited else numbers(count.in_state(State.OVERDUE)),
        coming=next_tasks(plan, count, year, cut_off),
        continuous=numbers(t for t in plan.tasks if t.deadline.repeats is not Repeats.NO),
        yearly=any(t.deadline.repeats is Repeats.YEARLY for t in plan.tasks),
        communes=frame.sorts_of_communes(communes) if communes else "",
        annex_tasks=count.annex(),
        annex_agencies=count.by_agency(drafting),
        total_line=FigureRow("", "Tổng cộng", count.of_duties(drafting), count.plans_received(drafting), ""),
        end=frame.issuer_end(issuer, issuer.to),
    )


def trich_yeu(plan: Plan, year: int) -> str:
    """«Kết quả thực hiện năm 2026 Kế hoạch số … ngày … của UBND tỉnh …»."""
    return f"Kết quả thực hiện năm {year} {frame.mention(plan.document, frame.short_issuer(plan))}"


def numbers(tasks: Iterator[Task] | Sequence[Task]) -> str:
    """The numbers of these tasks, «3, 7, 12»."""
    return ", ".join(str(task.number) for task in tasks)


def _recorded(plan: Plan, of: Period, until: date) -> list[Result]:
    return [result for result in plan.results if is_in(result, of, until, plan.period_ends)]


def voices(plan: Plan, recorded: Sequence[Result], words: Callable[[Result], str]) -> tuple[Voice, ...]:
    """What agencies wrote of the results, in the registry's order; equal words are gathered."""
    place = {agency.id: i for i, agency in enumerate(plan.agencies)}
    in_order = sorted(recorded, key=lambda r: (place[r.agency], r.task))
    said = grouped((text, result) for result in in_order if (text := words(result).strip().removesuffix(".")))
    return tuple(Voice(text, _by_whom(plan, of)) for text, of in said.items())


def _by_whom(plan: Plan, results: Sequence[Result]) -> str:
    """Who speaks of which tasks; of many only how many they are, and of which tasks they speak most."""
    if len(results) <= _MOST_NAMED:
        return "; ".join(f"{plan.agency(each.agency).short_name}, nhiệm vụ {each.task}" for each in results)
    agencies = [plan.agency(id_) for id_ in dict.fromkeys(each.agency for each in results)]
    of_communes = all(agency.level == "commune" for agency in agencies)
    bodies = f"{len(agencies)} {frame.sorts_of_communes(agencies) if of_communes else 'cơ quan, đơn vị'}"
    most = sorted(Counter(each.task for each in results).items(), key=lambda each: (-each[1], each[0]))[:_MOST_TASKS]
    return f"{vn.number(len(results))} lượt, {bodies}; nhiều nhất nhiệm vụ {', '.join(str(task) for task, _ in most)}"


def next_tasks(plan: Plan, count: Count, year: int, cut_off: date) -> tuple[NextTask, ...]:
    """The tasks not yet done whose last day lies after the cut-off and not beyond the next year, by date."""
    rows = []
    for task in plan.tasks:
        last_day = count.last_day(task)
        ahead = last_day is not None and cut_off < last_day <= date(year + 1, 12, 31)
        if last_day and ahead and (count.awaited or count.state_of(task) not in IS_DONE):
            rows.append(NextTask(task.number, task.content, task.lead, task.deadline.words, last_day))
    return tuple(sorted(rows, key=lambda row: (row.last_day, row.no)))


KIND = Kind(
    NAME,
    "Báo cáo năm",
    says=BaoCaoNam,
    due=due,
    issued=True,
    issuer_fields=("to",),
    usual=lambda kind, on: Edition(kind, str(on.year), on),
)
