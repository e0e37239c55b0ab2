"""What agencies reported in a period, summed up: products, difficulties, proposals, causes, what is to be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from textwrap import shorten

from ntsdocs.kinds import frame
from ntsdocs.kinds.arrears import lateness
from ntsdocs.kinds.figures import Count, counted, figure
from ntsdocs.kinds.report_says import (
    CountedRow,
    Decision,
    Difficulty,
    Figure,
    Product,
    SectionOfTasks,
    SectionProducts,
    TaskLine,
    Unfinished,
    Voice,
)
from ntsdocs.plan.duty_rows import DutyRow
from ntsdocs.plan.model import Agency, Result, Role, Task
from ntsdocs.plan.progress import IS_DONE, State
from ntsdocs.plan.workdays import Calendar
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

_UNNAMED = "Chưa phân loại"  # of a difficulty told in words alone
_MOST_NAMED = 8  # results of which agency and task are named
_MOST_NAMES, _MOST_TASKS, _MOST_PRODUCTS, _MOST_QUOTES = 3, 3, 3, 3
_PRODUCT_LINES = 4  # of a section, in the body
_LONGEST = 240  # letters of what is quoted in the body
_LEAST_DECISIONS = 3
_IN_MARK = 36  # letters of a name; with what templates put around the mark a tag has 64 at most


def bodies(agencies: Iterable[Agency]) -> str:
    """How many they are: «97 xã, phường», «05 cơ quan và 97 xã, phường»."""
    of = grouped((agency.level == "commune", agency) for agency in agencies)
    above, communes = of.get(False, []), of.get(True, [])
    counts = [f"{vn.count(len(above))} cơ quan"] * bool(above)
    counts += [f"{vn.count(len(communes))} {frame.sorts_of_communes(communes)}"] * bool(communes)
    return vn.listing(counts)


def few_named(agencies: Sequence[Agency], most: int = 8) -> str:
    """Their names; of more than `most` how many they are and the first: «9 xã: xã A, xã B, xã C và 6 nơi nữa»."""
    if len(agencies) <= most:
        return frame.named_together(agencies)
    names = [agency.short_name.removeprefix("UBND ") for agency in agencies]
    return f"{bodies(agencies)}: {vn.first_few(names, _MOST_NAMES, 'nơi')}"


def _who(agencies: Sequence[Agency]) -> str:
    """Their names; of more than a few only how many they are."""
    return frame.named_together(agencies) if len(agencies) <= _MOST_NAMES else bodies(agencies)


def most_named(tasks: Iterable[int]) -> str:
    """The tasks that are named most: «nhiệm vụ 11, 12»."""
    most = sorted(Counter(tasks).items(), key=lambda each: (-each[1], each[0]))[:_MOST_TASKS]
    return f"nhiệm vụ {', '.join(str(task) for task, _ in most)}"


class Reported:
    """What was reported in the report's period up to the day it is drawn up for, in the registry's order."""

    def __init__(self, count: Count, recorded: Iterable[Result]) -> None:
        self._plan, self._count, self._drafting = count.plan, count, count.agencies
        self._on = count.progress.on
        self._agencies = {agency.id: agency for agency in self._plan.agencies}
        self._sections = grouped((task.section, task) for task in self._plan.tasks)
        self._rows, self._leads = (grouped((row.task, row) for row in of) for of in (count.rows, count.leads))
        place = {id_: i for i, id_ in enumerate(self._agencies)}
        self._recorded = sorted(recorded, key=lambda result: (place[result.agency], result.task))

    def silent(self) -> Figure:
        """How many agencies reported nothing; they are counted without a task."""
        return self._of_agencies(self._silent())

    def plans_due(self) -> Figure:
        """How many agencies have to send a plan of their own."""
        return self._of_agencies(self._drafting)

    def plans_received(self) -> Figure:
        """How many agencies have sent their own plan."""
        task, progress = self._plan.plans_owed.task, self._count.progress
        told = {row.agency: counted(row) for row in self._count.rows if row.task == task}
        sent = [x for x in self._drafting if progress.plan_received(x.id)]
        rows = [told.get(x.id) or CountedRow(x.id, task, str(State.DONE), str(x.origin)) for x in sent]
        return figure(rows, len(self._drafting))

    def joined(self) -> Figure:
        """How many parts of those who join were reported on."""
        rows = (row for row in self._count.rows if row.role is Role.COORDINATE)
        return figure([counted(row) for row in rows if self._count.progress.reported(row.agency, row.task)])

    # --- products ---------------------------------------------------------------------------------------------------

    def products(self) -> tuple[SectionProducts, ...]:
        """The products of the period by section, each task's in one line; of a section the first few tasks."""
        latest = {(x.agency, x.task): x for x in self._recorded if x.product or x.number}
        of_task = grouped((task, result) for (_, task), result in latest.items())
        found = []
        for section, tasks in self._sections.items():
            lines = [Product(x.number, self._products(of_task[x.number])) for x in tasks if x.number in of_task]
            done = self._count.tasks([x.number for x in tasks if self._count.state_of(x) in IS_DONE])
            total = self._count.tasks([x.number for x in tasks])
            left = max(len(lines) - _PRODUCT_LINES, 0)
            found += [SectionProducts(section.title, done, total, tuple(lines[:_PRODUCT_LINES]), left)] * bool(lines)
        return tuple(found)

    def _products(self, results: Sequence[Result], *, dated: bool = True) -> str:
        words = []
        for each in results:
            day = vn.short_date(each.on) if dated and each.number and each.on else ""
            parts = (each.product, each.number and f"số {each.number}", day and f"ngày {day}")
            words.append(f"{' '.join(filter(None, parts))} ({self._agencies[each.agency].short_name})")
        many = f"{vn.count(len(words))} sản phẩm: " if dated and len(words) > _MOST_PRODUCTS else ""
        return many + vn.first_few(words, _MOST_PRODUCTS, "sản phẩm", "; ")

    def annex_tasks(self) -> tuple[SectionOfTasks, ...]:
        """Every task with its state and its products, by section."""
        named = {f"{x.part}.{x.letter}) {x.title}": tasks for x, tasks in self._sections.items()}
        return tuple(SectionOfTasks(name, tuple(map(self._line, tasks))) for name, tasks in named.items())

    def _line(self, task: Task) -> TaskLine:
        agencies = dict.fromkeys(row.agency for row in self._rows.get(task.number, ()))
        told = (self._count.progress.reported(id_, task.number) for id_ in agencies)
        latest = [result for results in told for result in [x for x in results if x.product or x.number][-1:]]
        leads = self._leads.get(task.number, [])
        return TaskLine(
            task.number,
            task.content,
            task.lead,
            task.deadline.words,
            task.product,
            self._products(latest, dated=False),
            str(self._count.state_of(task)),
            figure([counted(row) for row in leads if row.state in IS_DONE]),
            figure([counted(row) for row in leads]),
        )

    # --- difficulties and proposals ---------------------------------------------------------------------------------

    def difficulties(self) -> tuple[Difficulty, ...]:
        """The kinds of difficulties, those named most first."""
        named = (result for result in self._recorded if result.difficulty or result.difficulties)
        kinds = grouped((result.difficulty or _UNNAMED, result) for result in named)
        in_order = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), vn.sort_key(kind[0])))
        return tuple(
            Difficulty(name, _figure(of), bodies(self._of(of)), most_named(x.task for x in of), tuple(self._quotes(of)))
            for name, of in in_order
        )

    def _quotes(self, results: Sequence[Result]) -> Iterator[str]:
        by: dict[str, tuple[str, int]] = {}  # of one agency the words that most have said
        for text, of in _said(results, lambda result: result.difficulties):
            by.setdefault(of[0].agency, (text, len(of) - 1))
        for agency, (text, others) in islice(by.items(), _MOST_QUOTES):
            rest = f" và {vn.count(others)} lượt khác" if others else ""
            yield f"“{_short(text)}” ({self._agencies[agency].short_name}{rest})"

    def all_difficulties(self) -> tuple[Voice, ...]:
        """All difficulties in the words of those who have them, or their kind where there are no words."""
        return self._voices(lambda result: result.difficulties or result.difficulty)

    def proposals(self) -> tuple[Voice, ...]:
        """All proposals, those made most first."""
        return self._voices(lambda result: result.proposals)

    def _voices(self, words: Callable[[Result], str]) -> tuple[Voice, ...]:
        said = _said(self._recorded, words)
        return tuple(Voice(text, _figure(of), self._by_whom(of)) for text, of in said)

    def _by_whom(self, results: Sequence[Result]) -> str:
        """Who speaks of which tasks; of many only how many they are, and of which tasks they speak most."""
        if len(results) <= _MOST_NAMED:
            return "; ".join(f"{self._agencies[x.agency].short_name}, nhiệm vụ {x.task}" for x in results)
        count = f"{vn.number(len(results))} lượt, {bodies(self._of(results))}"
        return f"{count}; nhiều nhất {most_named(result.task for result in results)}"

    # --- what is not finished ---------------------------------------------------------------------------------------

    def unfinished(self) -> tuple[Unfinished, ...]:
        """The tasks that are late, wait or are in progress, with what the latest results say of them."""
        is_open = (State.OVERDUE, State.WAITING, State.DOING)
        return tuple(self._unfinished(task) for task in self._plan.tasks if self._count.state_of(task) in is_open)

    def _unfinished(self, task: Task) -> Unfinished:
        leads, state = self._leads.get(task.number, []), self._count.state_of(task)
        open_ = [row for row in leads if row.state not in IS_DONE]
        results = [row.result for row in open_ if row.result]
        awaited = next((f"Chờ {row.awaits}" for row in open_ if row.awaits), "")
        dates = [result.promised for result in results if result.promised]
        several = f" ({vn.count(len(dates))} nơi hẹn)" if dates[1:] else ""
        return Unfinished(
            task.number,
            task.content,
            f"{state}, {len(leads) - len(open_)}/{len(leads)} cơ quan đã xong" if leads else str(state),
            _most(results, lambda x: x.cause or x.difficulties or x.difficulty) or awaited,
            self._responsible(open_) if open_ else task.lead,
            f"{vn.short_date(max(dates))}{several}" if dates else "",
            _most(results, lambda x: x.measures),
        )

    def _responsible(self, rows: Sequence[DutyRow]) -> str:
        if len(rows) > _MOST_NAMES:
            return few_named([self._agencies[row.agency] for row in rows])
        part = {row.agency: row.result.responsible if row.result else "" for row in rows}
        named = ((self._agencies[id_].short_name, words) for id_, words in part.items())
        return "; ".join(f"{name} ({words})" if words else name for name, words in named)

    # --- what is to be decided --------------------------------------------------------------------------------------

    def decisions(self) -> tuple[Decision, ...]:
        """What weighs most of each kind, the greatest number first; of few kinds second ones as well."""
        late, awaited = self._late(), self._awaited()
        first = [*late[:1], *awaited[:1], *self._voiced()]
        more = sorted((*late[1:], *awaited[1:]), key=_weight)[: max(_LEAST_DECISIONS - len(first), 0)]
        return tuple(sorted((*first, *more), key=_weight))

    def _late(self) -> list[Decision]:
        calendar, matters = Calendar(self._plan.days_off), []
        late = sorted((x for x in self._count.leads if x.state is State.OVERDUE), key=lambda x: (-x.days_late, x.task))
        for id_, rows in grouped((row.agency, row) for row in late).items():
            promised = [row.result.promised for row in rows if row.result and row.result.promised]
            by = max((day for day in promised if day > self._on), default=None)
            longest = lateness(calendar, rows[0].last_day, self._on) if rows[0].last_day else ""
            tasks, count = most_named(row.task for row in rows), figure([counted(row) for row in rows])
            mark, name = f"qua-han:{id_[:_IN_MARK]}", self._agencies[id_].short_name
            matters.append(Decision(mark, "", name, count, tasks, longest, by, overdue=True))
        return sorted(matters, key=_weight)

    def _awaited(self) -> list[Decision]:
        waiting = [row for row in self._count.leads if row.state is State.WAITING]
        issuers, matters = {row.paper: row.issuer for row in self._plan.conditions}, []
        papers = grouped((paper, row) for row in waiting for paper in row.awaits.split("; ") if paper)
        for paper, rows in papers.items():
            by = min((row.last_day for row in rows if row.last_day and row.last_day > self._on), default=None)
            tasks = sorted({row.task for row in rows})
            mark, who = f"cho:{tasks[0]}:{vn.slug(paper)[:20]}", issuers.get(paper) or paper.partition(" của ")[2]
            count = self._count.tasks(tasks)
            matters.append(Decision(mark, paper, who, count, most_named(tasks), by=by, awaited=True))
        return sorted(matters, key=_weight)

    def _voiced(self) -> Iterator[Decision]:
        """The kind of difficulty and the proposal that are told most, and that some tell nothing."""
        for kind in [each for each in self.difficulties() if each.name != _UNNAMED][:1]:
            mark = f"kho-khan:{vn.slug(kind.name)[:_IN_MARK]}"
            yield Decision(mark, kind.name, "", kind.count, kind.tasks, voiced=kind.agencies, blocked=True)
        for voice in self.proposals()[:1]:
            rows, words = voice.count.rows, _short(voice.text)
            by, tasks = _who(self._of(rows)), most_named(row.task for row in rows)
            yield Decision(f"de-xuat:{rows[0].task}", words, "", voice.count, tasks, voiced=by, proposed=True)
        if silent := self._silent():
            yield Decision("chua-bao-cao", "", _who(silent), self.silent(), "", silent=True)

    def _silent(self) -> list[Agency]:
        heard = {result.agency for result in self._recorded}
        return [agency for agency in self._drafting if agency.id not in heard]

    def _of(self, results: Iterable[Result | CountedRow]) -> list[Agency]:
        return [self._agencies[id_] for id_ in dict.fromkeys(result.agency for result in results)]

    def _of_agencies(self, agencies: Iterable[Agency]) -> Figure:
        return figure([CountedRow(x.id, 0, "", str(x.origin)) for x in agencies], len(self._drafting))


def _weight(matter: Decision) -> tuple[int, vn.SortKey, vn.SortKey]:
    return -matter.count.number, vn.sort_key(matter.what), vn.sort_key(matter.who)


def _figure(results: Iterable[Result]) -> Figure:
    return figure([CountedRow(x.agency, x.task, str(x.status), str(x.origin)) for x in results])


def _said(results: Iterable[Result], words: Callable[[Result], str]) -> list[tuple[str, list[Result]]]:
    """What is said in some words, each with the results that say it; those said most come first."""
    said = grouped((text, each) for each in results if (text := words(each).strip().removesuffix(".")))
    return sorted(said.items(), key=lambda each: -len(each[1]))  # stable: the registry's order


def _short(text: str) -> str:
    return shorten(text, _LONGEST, placeholder=" …")


def _most(results: Iterable[Result], words: Callable[[Result], str]) -> str:
    """What is said most; where several speak, how often and how much else is said."""
    said = _said(results, words)
    text, of = said[0] if said else ("", [])
    others = sum(len(each) for _, each in said[1:])
    if len(of) + others < 2:
        return text
    rest = f"; {vn.count(others)} lượt nêu ý khác" if others else ""
    return f"{_short(text)} ({vn.count(len(of))} lượt nêu{rest})"
