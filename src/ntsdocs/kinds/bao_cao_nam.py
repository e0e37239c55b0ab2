"""Báo cáo năm: the reviews of the plan, of half a year, a year, or all the years since it was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.kinds.figures import NO_SPLIT, NOTHING, Count, counted, parts
from ntsdocs.kinds.report_says import (
    BaoCaoNam,
    Chart,
    Figure,
    NextTask,
    OwedReport,
    Split,
    StateLine,
)
from ntsdocs.kinds.reported import Reported, few_named
from ntsdocs.plan import dispatch
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Edition, Plan, Repeats, Report, Result, Task
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.periods import Period, is_in, report_of
from ntsdocs.plan.progress import IS_DONE, State
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

NAME = "bao_cao_nam"
_COUNTED = "states decisions section_lines ranking overdue annex_tasks annex_agencies annex_unfinished".split()
_CHARTS = ("by_section", "by_year", "latest", "best")
_MOST_RANKS, _FIRST_RANKS, _LAST_RANKS = 16, 7, 5  # lines of the ranking: uncut, and what a cut leaves
_MOST_PROPOSALS, _MOST_TASKS = 5, 5  # that the body shows
_MOST_OWING, _MOST_COMING = 20, 3  # names in a line of the short report, and tasks in it


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """The report of the edition's period."""
    says, (report, period) = draw(plan, assignments, edition), report_of(plan, edition)
    subject = f"Kết quả thực hiện {plan.document.called} {says.called}"
    core = Core(f"Báo cáo {says.title.trich_yeu}", subject, plan.issuer(NAME).name)
    name = f"bao-cao-{edition.id}" if report.id else f"bao-cao-nam-{period.year}"
    yield Draft(PaperId(NAME, name), says, core)


def draw(plan: Plan, assignments: Assignments, edition: Edition) -> BaoCaoNam:
    """What the report says."""
    report, period = report_of(plan, edition)
    year, cut_off = period.year, min(plan.on, period.end)
    before = _before(plan, edition)
    count = Count(plan, assignments, {at: (of, of.end) for at, of in before.items()} | {str(year): (period, cut_off)})
    recorded = _recorded(plan, period, cut_off)
    reported = Reported(count, recorded)
    is_usual = period == _period_in(plan, edition, report, year)
    compared = bool(recorded) and is_usual and not report.whole and str(year - 1) in before
    issuer = plan.issuer(NAME)
    by = frame.sender(plan, issuer)
    letters = dispatch.runs(x for x in plan.letters if period.start <= x.on <= cut_off)
    communes = [agency for agency in count.agencies if agency.level == "commune"]
    ranks = [line for line in count.ranking(few_named) if line.duties.total.number]
    kept = {line.rank for line in (*ranks[:_FIRST_RANKS], *ranks[-_LAST_RANKS:])}  # no cut between equals
    ranking = tuple(line for line in ranks if len(ranks) <= _MOST_RANKS or line.rank in kept)
    proposals = reported.proposals()
    overdue = _next_tasks(count, lambda task, _: count.state_of(task) is State.OVERDUE)
    coming = _next_tasks(
        count, lambda x, day: count.state_of(x) not in IS_DONE and cut_off < day <= date(year + 1, 12, 31)
    )
    says = BaoCaoNam(
        province=frame.the_province(plan),
        plan=frame.the_plan(plan),
        head=frame.issuer_head(plan, issuer, edition, str(year), "Báo cáo", by.name),
        title=frame.title(trich_yeu(plan, report, year)),
        sender=by,
        to=frame.addressees(issuer.to) if issuer.to else frame.addressees([""]),
        addressed=bool(issuer.to),
        called=f"giai đoạn {period.start.year} - {year}" if report.whole else _words(report, year),
        next_year=year + 1,
        before_called=_words(report, year - 1),
        period_from=max(period.start, plan.document.issued or period.start),
        period_to=period.end,
        cut_off=cut_off,
        early=cut_off < period.end,
        awaited=not recorded,
        owed=(),
        sections=frame.report_parts(plan, report),
        letters=tuple(map(frame.sent_letter, letters)),
        letter_count=sum(run.count for run in letters),
        plans_due=reported.plans_due(),
        plans_received=reported.plans_received(),
        due=count.of_these(x for x in plan.tasks if (day := count.last_day(x)) and period.holds(day)),
        tasks=count.of_tasks(),
        unclear=count.tasks([x.number for x in plan.tasks if count.state_of(x) is State.UNCLEAR], len(plan.tasks)),
        states=tuple(_states(count.of_tasks(), count.of_tasks(str(year - 1)) if compared else None)),
        compared=compared,
        decisions=reported.decisions(),
        section_lines=count.by_section(),
        products=reported.products(),
        duties=count.of_duties(),
        silent=reported.silent(),
        joined=reported.joined(),
        communes=frame.sorts_of_communes(communes) if communes else "",
        ranking=ranking,
        ranking_cut=len(ranking) < len(ranks),
        by_section=count.section_chart(),
        by_year=count.trend_chart(),
        latest=count.agency_chart("Cơ quan có nhiều lượt nhiệm vụ quá hạn nhất", "overdue"),
        best=count.agency_chart("Cơ quan hoàn thành trong hạn nhiều lượt nhiệm vụ nhất", "done"),
        difficulties=reported.difficulties(),
        proposals=proposals[:_MOST_PROPOSALS],
        more_proposals=max(len(proposals) - _MOST_PROPOSALS, 0),
        overdue=overdue[:_MOST_TASKS],
        more_overdue=max(len(overdue) - _MOST_TASKS, 0),
        coming=coming[:_MOST_TASKS],
        more_coming=max(len(coming) - _MOST_TASKS, 0),
        continuous=count.tasks([x.number for x in plan.tasks if x.deadline.repeats is not Repeats.NO]),
        yearly=any(x.deadline.repeats is Repeats.YEARLY for x in plan.tasks),
        annex_tasks=reported.annex_tasks(),
        annex_agencies=count.ranking(frame.named_together),
        annex_unfinished=reported.unfinished(),
        annex_difficulties=reported.all_difficulties(),
        annex_proposals=proposals,
        end=frame.issuer_end(issuer, issuer.to),
    )
    return says if recorded else _short(says, tuple(_owed(count, cut_off)))


def trich_yeu(plan: Plan, report: Report, year: int) -> str:
    """«Kết quả thực hiện năm 2026 Kế hoạch số …», «Sơ kết đến năm 2030 kết quả thực hiện Kế hoạch số …»."""
    return f"{vn.upper_first(matter(report, year))} {frame.mention(plan.document, frame.short_issuer(plan))}"


def matter(report: Report, year: int) -> str:
    """What a report tells of the plan: «kết quả thực hiện năm 2026», «sơ kết đến năm 2030 kết quả thực hiện»."""
    words = _words(report, year)
    return f"{words} kết quả thực hiện" if report.whole else f"kết quả thực hiện {words}"


def _words(report: Report, year: int) -> str:
    return report.words.replace("{năm}", str(year))


def _before(plan: Plan, edition: Edition) -> dict[str, Period]:
    """The earlier years of the report that have results; before one since the plan's issue those of the yearly one."""
    report, of = report_of(plan, edition)
    each = replace(report, id="") if report.whole else report
    years = range(min((result.year for result in plan.results), default=of.year), of.year)
    periods = {str(year): _period_in(plan, edition, each, year) for year in years}
    return {year: period for year, period in periods.items() if _recorded(plan, period, period.end)}


def _period_in(plan: Plan, edition: Edition, report: Report, year: int) -> Period:
    """The period that a report has by its definition in a year."""
    id_ = f"{year}-{report.id}" if report.id else str(year)
    return report_of(plan, replace(edition, id=id_, start=None, end=None))[1]


def _recorded(plan: Plan, of: Period, until: date) -> list[Result]:
    return [result for result in plan.results if is_in(result, of, until, plan.period_ends)]


def _short(says: BaoCaoNam, owed: tuple[OwedReport, ...]) -> BaoCaoNam:
    """The report while nothing is reported: how much there is to do, who owes what, and no other figure."""
    blank: dict[str, Any] = {
        **dict.fromkeys(_COUNTED, ()),
        **dict.fromkeys(_CHARTS, Chart("", "", (), ())),
        **{name: replace(NO_SPLIT, total=getattr(says, name).total) for name in ("due", "tasks", "duties")},
    }
    blank |= {"unclear": NOTHING, "joined": NOTHING}
    left = says.more_coming + len(says.coming[_MOST_COMING:])
    blank |= {"ranking_cut": False, "more_overdue": 0, "coming": says.coming[:_MOST_COMING], "more_coming": left}
    return replace(says, **blank, owed=owed)


def _states(now: Split, before: Split | None) -> Iterator[StateLine]:
    for (name, figure_now), (_, figure_before) in zip(parts(now), parts(before or NO_SPLIT), strict=True):
        change = figure_now.number - figure_before.number
        yield StateLine(name, figure_now, figure_before, f"{change:+d}" if before and change else "0" * bool(before))


def _owed(count: Count, cut_off: date) -> Iterator[OwedReport]:
    """Who owes reports of how many tasks that are not done, those who owe most first."""
    open_ = grouped((row.agency, row) for row in count.leads if row.state not in IS_DONE)
    late = {id_: [row for row in rows if row.last_day and row.last_day <= cut_off] for id_, rows in open_.items()}
    owing = [agency for agency in count.agencies if agency.id in open_]
    groups = grouped(((len(open_[x.id]), len(late[x.id])), x) for x in owing)
    for numbers, agencies in sorted(groups.items(), key=lambda group: [-number for number in group[0]]):
        rows = ([counted(row) for agency in agencies for row in of[agency.id]] for of in (open_, late))
        all_, due_ = (Figure(number, rows=tuple(each)) for number, each in zip(numbers, rows, strict=True))
        yield OwedReport(few_named(agencies, _MOST_OWING), agencies[0].id, len(agencies), all_, due_)


def _next_tasks(count: Count, is_one: Callable[[Task, date], bool]) -> tuple[NextTask, ...]:
    """The tasks that are so, by their last day."""
    dated = sorted((day, task.number, task) for task in count.plan.tasks if (day := count.last_day(task)))
    chosen = ((day, task) for day, _, task in dated if is_one(task, day))
    return tuple(NextTask(x.number, x.content, x.lead, x.deadline.words, day) for day, x in chosen)


KIND = Kind(
    NAME,
    "Báo cáo năm",
    says=BaoCaoNam,
    due=due,
    issued=True,
    issuer_fields=("to",),
    usual=lambda kind, on: Edition(kind, str(on.year), on),
    of_reports=True,
)
