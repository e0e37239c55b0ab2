"""Kế hoạch: the implementing-plan draft of each agency that has duties under the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments, phrase_meanings
from ntsdocs.plan.lives import heirs
from ntsdocs.plan.model import (
    Agency,
    Assignment,
    Basis,
    Bounds,
    Edition,
    Plan,
    Repeats,
    Role,
    Section,
    Shape,
    label,
)
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.phrases import Phrasebook
from ntsdocs.plan.progress import Progress
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

NAME = "ke_hoach"
Value = TypeVar("Value")

_SOON = 183  # days: what falls due within half a year is named in the text
_LED = "nhiệm vụ chủ trì"  # what the draft itself calls the duties of a part
_JOINT = re.compile(r"(?i)(?!.*chủ trì).*phối hợp")  # the title of a part that only joins others


@dataclass(frozen=True, slots=True)
class Who:
    """The agency that the draft is for, and what kind of body it is."""

    name: str = label("Tên đầy đủ của cơ quan")
    short: str = label("Tên gọi của cơ quan")
    shortened: bool = label("Tên gọi khác tên đầy đủ, cần nói rõ ở lần đầu")
    area: str = label("Địa bàn, chỉ có ở cấp xã («xã Mẫu»)")
    commune: bool = label("Là UBND cấp xã")
    police: bool = label("Là công an")
    military: bool = label("Là quân sự")
    bank: bool = label("Là ngân hàng")
    press: bool = label("Là cơ quan báo chí")
    part: bool = label("Là bộ phận, đơn vị khác: phòng, ban của một cơ quan; thôn, trường, công ty")
    standing: bool = label("Là cơ quan thường trực của Kế hoạch")


@dataclass(frozen=True, slots=True)
class Duty:
    """One task as it stands in the draft. The words are the plan's own."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    sentence: str = label("Nội dung, không có dấu chấm cuối")
    lead: str = label("Cơ quan chủ trì, nguyên văn")
    leads_with: str = label("Các cơ quan cùng chủ trì, trống khi không có")
    coordinate: str = label("Cơ quan phối hợp, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    product: str = label("Sản phẩm, nguyên văn")
    normative: bool = label("Sản phẩm là Quy chế phối hợp, thường do văn bản quy phạm pháp luật ban hành")
    condition: str = label("Điều kiện của vai trò, trống khi chắc chắn")
    place: str = label("Phần và mục trong Kế hoạch: «I.a»; trống khi Kế hoạch chỉ có một mục")
    own_plan: bool = label("Là việc lập chính kế hoạch này")
    quoted: bool = label("Có chữ không hợp với cấp xã, cần đặt trong ngoặc kép")
    last_day: date | None = label("Ngày cuối cùng còn trong hạn, trống khi không có ngày")
    awaits: str = label("Văn bản, sự kiện phải chờ, trống khi không có")
    titled: bool = label("Nội dung trùng với tên mục của Kế hoạch")
    rollout: bool = label("Thời hạn là của kế hoạch triển khai, không phải của nhiệm vụ")
    passed: bool = label("Thời hạn đã qua khi lập kế hoạch")
    soon: bool = label("Có ngày phải xong đã qua, hoặc trong sáu tháng tới")
    detailed: bool = label("Có ít nhất một điều để nêu: cùng chủ trì, phối hợp, thời gian, sản phẩm")


@dataclass(frozen=True, slots=True)
class SectionOfDuties:
    """The duties under one lettered section of the plan."""

    letter: str = label("Chữ cái của điểm")
    title: str = label("Tên mục trong Kế hoạch, trống khi Kế hoạch chỉ có một mục")
    duties: tuple[Duty, ...] = label("Các nhiệm vụ")
    count: int = label("Số nhiệm vụ của mục")
    numbers: str = label("Số thứ tự của các nhiệm vụ")
    soon: tuple[Duty, ...] = label("Nhiệm vụ có ngày phải xong đã qua, hoặc trong sáu tháng tới")
    place: str = label("Phần và mục trong Kế hoạch: «I.a»; trống khi Kế hoạch chỉ có một mục")
    key: str = label("Phần và mục, dùng trong nhãn của ô điền: «i-a»")


@dataclass(frozen=True, slots=True)
class PartOfDuties:
    """The duties under one part of the plan's annex."""

    number: int = label("Số của khoản")
    part: str = label("Số La Mã của phần trong Kế hoạch, trống khi Kế hoạch chỉ có một phần")
    title: str = label("Tên phần trong Kế hoạch, trống khi là «Nhiệm vụ chủ trì» hoặc Kế hoạch chỉ có một phần")
    sections: tuple[SectionOfDuties, ...] = label("Các mục")
    joint: bool = label("Phần mang tên nhiệm vụ phối hợp, dù cơ quan chủ trì nhiệm vụ")


@dataclass(frozen=True, slots=True)
class DutiesByLeader:
    """The duties that the same words of the plan give others to lead."""

    lead: str = label("Cơ quan chủ trì, nguyên văn")
    no: int = label("Số thứ tự của nhiệm vụ đầu")
    duties: tuple[Duty, ...] = label("Các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class JointDuties:
    """The duties that the agency joins for sure, or on one condition."""

    condition: str = label("Điều kiện của vai trò, trống khi chắc chắn")
    count: int = label("Số nhiệm vụ")
    listed: bool = label("Được kể từng nhiệm vụ trong lời văn dạng đầy đủ")
    leaders: tuple[DutiesByLeader, ...] = label("Các nhiệm vụ, theo cơ quan chủ trì")


@dataclass(frozen=True, slots=True)
class DueDay:
    """One line of the table of deadlines: what falls due on a day, or waits for the same event."""

    first: Duty = label("Nhiệm vụ đầu của dòng, mang thời hạn chung")
    numbers: str = label("Số thứ tự của các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class KeHoach:
    """What the template of the draft may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    title: frame.Title = label("Tên văn bản")
    who: Who = label("Cơ quan xây dựng kế hoạch")
    long: bool = label("Dạng đầy đủ: lời văn kể từng nhiệm vụ")
    leads: tuple[PartOfDuties, ...] = label("Nhiệm vụ chủ trì, theo phần và mục của Kế hoạch")
    lead_count: int = label("Số nhiệm vụ chủ trì")
    own_plan: int = label("Số của nhiệm vụ lập chính kế hoạch này, 0 khi không có")
    quoted: bool = label("Có nhiệm vụ với chữ không hợp với cấp xã, đặt trong ngoặc kép")
    due_days: tuple[DueDay, ...] = label("Thời hạn các nhiệm vụ chủ trì, theo ngày")
    joint: tuple[JointDuties, ...] = label("Nhiệm vụ phối hợp: chắc chắn, rồi theo từng điều kiện")
    joint_count: int = label("Số nhiệm vụ phối hợp")
    joint_number: int = label("Số của khoản về nhiệm vụ phối hợp")
    lead_annex: str = label("Tên phụ lục nhiệm vụ chủ trì")
    joint_annex: str = label("Tên phụ lục nhiệm vụ phối hợp")
    report_annex: str = label("Tên phụ lục đề cương báo cáo")
    outline: frame.Outline = label("Đề cương báo cáo và biểu số liệu")
    end: frame.End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments, _: Edition) -> Iterator[Draft]:
    """One draft for each agency that owes a plan of its own."""
    duties = _Duties(plan, assignments)
    subject = f"Thực hiện {plan.document.called}"
    for agency in assignments.each_drafting():
        says = _draw(plan, duties, agency, assignments)
        yield Draft(PaperId(NAME, agency.id), says, Core(f"Kế hoạch {trich_yeu(plan, says.who)}", subject, agency.name))


def _draw(plan: Plan, duties: _Duties, agency: Agency, assignments: Assignments) -> KeHoach:
    led, joined = assignments.leads(agency.id), assignments.coordinates(agency.id)
    who = identify(plan, agency)
    leads = duties.parts(led)
    listed = [duty for part in leads for section in part.sections for duty in section.duties]
    annexes = [f"Phụ lục {vn.roman(number)}" for number in range(1, 2 + bool(led) + bool(joined))]
    return KeHoach(
        province=duties.shared(frame.the_province(plan)),
        plan=duties.shared(frame.the_plan(plan)),
        head=frame.agency_head(agency, "Kế hoạch", plan.on.year),
        title=frame.title(trich_yeu(plan, who)),
        who=who,
        long=plan.shape is Shape.FULL,
        leads=leads,
        lead_count=len(led),
        own_plan=next((duty.no for duty in listed if duty.own_plan), 0),
        quoted=any(duty.quoted for duty in listed),
        due_days=duties.due_days(listed),
        joint=duties.joint(joined, conditional_is_listed(plan)),
        joint_count=len(joined),
        joint_number=len(leads) + 1,
        lead_annex=annexes[0],
        joint_annex=annexes[-2:][0],
        report_annex=annexes[-1] if len(annexes) > 1 else "Phụ lục",  # ND30-I-3.1a: a single annex has no number
        outline=duties.shared(frame.the_outline(plan, plan.report.yearly)),
        end=frame.agency_end(agency),
    )


def identify(plan: Plan, agency: Agency) -> Who:
    """What the draft calls the agency, and what kind of body it is."""
    commune = agency.level == "commune"
    area = agency.short_name.removeprefix("UBND ") if commune else ""
    return Who(
        name=agency.name,
        short=agency.short_name,
        shortened=not commune and not agency.name.startswith(agency.short_name),
        area=area,
        commune=commune,
        police=agency.kind == "police",
        military=agency.kind == "military",
        bank=agency.kind == "bank",
        press=agency.kind == "press",
        part=not (agency.kind and agency.level),
        standing=agency.id == plan.standing,
    )


def trich_yeu(plan: Plan, who: Who) -> str:
    """The parent plan's subject with the agency's own scope (CONV-3)."""
    scope = f"trên địa bàn {who.area}" if who.commune else f"của {who.name}"
    return f"{vn.upper_first(plan.subject)} {scope}"


def conditional_is_listed(plan: Plan) -> bool:
    """Whether a ruling wants conditional coordination spelled out in the text, not only in the annex (D10)."""
    return any(ruling.chosen.conditional_as == "list" for ruling in plan.rulings)


class _Duties:
    """The plan's tasks as drafts word them.

    Drafts that say the same share one value of it: that saves memory, and lets the text of it be filled once for all.
    """

    def __init__(self, plan: Plan, assignments: Assignments) -> None:
        self._plan = plan
        self._progress = Progress(plan, assignments, plan.on)
        self._communes = {agency.id for agency in plan.agencies if agency.level == "commune"}
        self._tasks = {task.number: task for task in plan.tasks}
        self._sections = {task.section for task in plan.tasks}
        self._has_parts = len({section.part for section in self._sections}) > 1
        self._leaders = cache(_leaders(plan))
        self._values: dict[Any, Any] = {}
        self._parts: dict[tuple[Duty, ...], tuple[PartOfDuties, ...]] = {}

    def shared(self, value: Value) -> Value:
        """The first value that was equal to this one."""
        return cast(Value, self._values.setdefault(value, value))

    def parts(self, mine: Iterable[Assignment]) -> tuple[PartOfDuties, ...]:
        """The duties by the plan's parts and sections, in the plan's order; the parts are numbered from 1."""
        duties = self._listed(mine)
        return self._parts.setdefault(duties, self._sorted(duties))

    def joint(self, mine: Iterable[Assignment], spelled_out: bool) -> tuple[JointDuties, ...]:
        """The duties that the agency joins: the firm ones, then those on a condition, each by who leads."""
        firm_first = sorted(mine, key=lambda each: each.basis is Basis.CONDITIONAL)
        by_condition = grouped((each.condition, each) for each in firm_first)
        return self.shared(
            tuple(
                JointDuties(condition, len(rows), spelled_out or not condition, self._by_leader(self._listed(rows)))
                for condition, rows in by_condition.items()
            )
        )

    def due_days(self, duties: Iterable[Duty]) -> tuple[DueDay, ...]:
        """When the duties fall due: by date, then what only waits for an event, what has no date, what recurs last."""
        lines = grouped((self._when(duty), duty) for duty in duties if not duty.own_plan)
        return self.shared(tuple(DueDay(due[0], _numbers(due)) for _, due in sorted(lines.items())))

    def _when(self, duty: Duty) -> tuple[int, date, str, bool]:
        recurs = self._tasks[duty.no].deadline.repeats is not Repeats.NO
        rank = 3 if recurs else 0 if duty.last_day else 1 if duty.awaits else 2
        words = duty.awaits or ("" if duty.last_day else duty.deadline)
        return rank, duty.last_day or date.max, words, duty.rollout

    def _listed(self, mine: Iterable[Assignment]) -> tuple[Duty, ...]:
        return self.shared(tuple(self.shared(self._word(assignment)) for assignment in mine))

    def _by_leader(self, duties: Iterable[Duty]) -> tuple[DutiesByLeader, ...]:
        by_lead = grouped((duty.lead, duty) for duty in duties)
        return tuple(DutiesByLeader(lead, group[0].no, tuple(group)) for lead, group in by_lead.items())

    def _sorted(self, duties: Iterable[Duty]) -> tuple[PartOfDuties, ...]:
        by_section = grouped((self._tasks[duty.no].section, duty) for duty in duties)
        by_part = grouped((section.part, (section, each)) for section, each in by_section.items())
        titles = [sections[0][0].part_title for sections in by_part.values()]
        return tuple(
            PartOfDuties(
                number,
                part if self._has_parts else "",
                title if self._has_parts and title.lower() != _LED else "",
                self._in_sections(sections),
                bool(_JOINT.match(title)),
            )
            for number, (title, (part, sections)) in enumerate(zip(titles, by_part.items(), strict=True), start=1)
        )

    def _in_sections(self, sections: Iterable[tuple[Section, list[Duty]]]) -> tuple[SectionOfDuties, ...]:
        return tuple(
            SectionOfDuties(
                vn.ordinal_letters(place),
                section.title if len(self._sections) > 1 else "",
                tuple(duties),
                len(duties),
                _numbers(duties),
                tuple(duty for duty in duties if duty.soon),
                duties[0].place,
                duties[0].place.lower().replace("đ", "dd").replace(".", "-"),  # letters that a bookmark may have
            )
            for place, (section, duties) in enumerate(sections, start=1)
        )

    def _word(self, assignment: Assignment) -> Duty:
        number = assignment.task
        task, plan = self._tasks[number], self._plan
        leads = assignment.role is Role.LEAD
        local = leads and assignment.agency in self._communes
        leads_with = self._others(task.lead, assignment.agency) if leads else ""
        deadline = self._progress.deadline(task)
        awaits = self._progress.awaits(task)
        last_day = deadline.last_day
        days_left = (last_day - plan.on).days if last_day and not awaits else None
        own_plan = number == plan.plans_owed.task
        return Duty(
            no=number,
            content=task.content,
            sentence=task.content.removesuffix("."),
            lead=task.lead,
            leads_with=leads_with,
            coordinate=task.coordinate,
            deadline=task.deadline.words,
            product=task.product,
            normative="quy chế" in task.product.lower()
            and "quy chế phối hợp" in f"{task.product} {task.content}".lower(),
            condition=assignment.condition,
            place=".".join(filter(None, (task.section.part * self._has_parts, task.section.letter)))
            * (len(self._sections) > 1),
            own_plan=own_plan,
            quoted=local and frame.speaks_of_province(plan, f"{task.content}\n{task.product}"),
            last_day=last_day,
            awaits=awaits,
            titled=task.content.removesuffix(".") == task.section.title,
            rollout=deadline.bounds is Bounds.ROLLOUT,
            passed=days_left is not None and days_left < 0,
            soon=days_left is not None and days_left <= _SOON and not own_plan,
            detailed=any((leads_with, task.coordinate, task.deadline.words, task.product)),
        )

    def _others(self, lead: str, agency: str) -> str:
        """Who leads with the agency: the plan's words without its own name, «… khác» of its own group.

        A commune leads in its own area, and no other commune with it.
        """
        return "; ".join(
            f"{words[:end]} khác{words[end:]}" if agency in members else words
            for words, end, members in self._leaders(lead)
            if members != {agency} and not (agency in members and agency in self._communes)
        )


def _numbers(duties: Iterable[Duty]) -> str:
    return ", ".join(str(duty.no) for duty in duties)


def _leaders(plan: Plan) -> Callable[[str], list[tuple[str, int, frozenset[str]]]]:
    """For a cell of who leads: its phrases, where «khác» may stand in each, and whom each means."""
    book = Phrasebook(plan.agencies, plan.phrases)
    passed = heirs(plan)
    members_of = {(row.phrase, row.token): meaning.members for row, meaning in phrase_meanings(plan).items()}
    groups = {phrase.casefold() for phrase, _ in members_of}

    def of_cell(lead: str) -> list[tuple[str, int, frozenset[str]]]:
        phrases = []
        for match in book.split_roles(lead)[0]:
            members = frozenset(member for row in match.rows for member in members_of[row.phrase, row.token])
            noun = max((len(each) for each in groups if match.words.casefold().startswith(f"{each} ")), default=0)
            named = (heir for heir, _ in passed.get(match.agency, ((match.agency, ()),)))
            phrases.append((match.words, noun or len(match.words), members or frozenset(named)))
        return phrases

    return of_cell


KIND = Kind(NAME, "Kế hoạch thực hiện của từng cơ quan", says=KeHoach, due=due, has_duties=True)
