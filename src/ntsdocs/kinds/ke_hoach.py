"""Kế hoạch: the implementing-plan draft of each agency that has duties under the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Agency, Assignment, Basis, Plan, Role, Section, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import vn

NAME = "ke_hoach"
Value = TypeVar("Value")


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
    coordinate: str = label("Cơ quan phối hợp, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    ruled: str = label("Ngày được tính là hạn theo quyết định của cơ quan thường trực, trống khi theo đúng chữ")
    product: str = label("Sản phẩm, nguyên văn")
    condition: str = label("Điều kiện của vai trò, trống khi chắc chắn")
    shared: bool = label("Có cơ quan khác cùng chủ trì")
    detailed: bool = label("Có ít nhất một điều để nêu: cùng chủ trì, phối hợp, thời gian, sản phẩm")


@dataclass(frozen=True, slots=True)
class SectionOfDuties:
    """The duties under one lettered section of the plan."""

    letter: str = label("Chữ cái của điểm")
    title: str = label("Tên mục trong Kế hoạch, trống khi Kế hoạch chỉ có một mục")
    duties: tuple[Duty, ...] = label("Các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class PartOfDuties:
    """The duties under one part of the plan's annex."""

    number: int = label("Số của khoản")
    part: str = label("Số La Mã của phần trong Kế hoạch, trống khi Kế hoạch chỉ có một phần")
    title: str = label("Tên phần trong Kế hoạch")
    sections: tuple[SectionOfDuties, ...] = label("Các mục")


@dataclass(frozen=True, slots=True)
class KeHoach:
    """What the template of the draft may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    title: frame.Title = label("Tên văn bản")
    who: Who = label("Cơ quan xây dựng kế hoạch")
    leads: tuple[PartOfDuties, ...] = label("Nhiệm vụ chủ trì, theo phần và mục của Kế hoạch")
    lead_count: int = label("Số nhiệm vụ chủ trì")
    coordinates: tuple[PartOfDuties, ...] = label("Nhiệm vụ phối hợp, theo phần và mục của Kế hoạch")
    coordinate_number: int = label("Số của khoản về nhiệm vụ phối hợp")
    listed: tuple[Duty, ...] = label("Nhiệm vụ phối hợp được kể trong lời văn")
    clause_count: int = label("Số nhiệm vụ phối hợp chỉ nêu ở phụ lục")
    both_annexes: bool = label("Có cả hai phụ lục")
    lead_annex: str = label("Tên phụ lục nhiệm vụ chủ trì")
    coordinate_annex: str = label("Tên phụ lục nhiệm vụ phối hợp")
    end: frame.End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments) -> Iterator[Draft]:
    """One draft for each agency that owes a plan of its own."""
    duties = _Duties(plan, assignments)
    subject = f"Thực hiện {plan.document.called}"
    for agency in assignments.each_drafting():
        says = _draw(plan, duties, agency, assignments)
        yield Draft(PaperId(NAME, agency.id), says, Core(f"Kế hoạch {trich_yeu(plan, says.who)}", subject, agency.name))


def _draw(plan: Plan, duties: _Duties, agency: Agency, assignments: Assignments) -> KeHoach:
    led, joined = assignments.leads(agency.id), assignments.coordinates(agency.id)
    spelled_out = conditional_is_listed(plan)
    listed = duties.listed(a for a in joined if spelled_out or a.basis is not Basis.CONDITIONAL)
    who = identify(plan, agency)
    leads = duties.parts(led)
    both = bool(led) and bool(joined)
    return KeHoach(
        province=duties.shared(frame.the_province(plan)),
        plan=duties.shared(frame.the_plan(plan)),
        head=frame.agency_head(agency, "Kế hoạch", plan.on.year),
        title=frame.title(trich_yeu(plan, who)),
        who=who,
        leads=leads,
        lead_count=len(led),
        coordinates=duties.parts(joined),
        coordinate_number=len(leads) + 1,
        listed=listed,
        clause_count=len(joined) - len(listed),
        both_annexes=both,
        lead_annex="Phụ lục I" if both else "Phụ lục",  # ND30-I-3.1a: a single annex has no number
        coordinate_annex="Phụ lục II" if both else "Phụ lục",
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
        self._assignments = assignments
        self._tasks = {task.number: task for task in plan.tasks}
        self._sections = {task.section for task in plan.tasks}
        self._has_parts = len({section.part for section in self._sections}) > 1
        self._dated = {n: ruling for ruling in plan.rulings for n, _ in ruling.chosen.before}
        self._values: dict[Any, Any] = {}
        self._parts: dict[tuple[Duty, ...], tuple[PartOfDuties, ...]] = {}

    def shared(self, value: Value) -> Value:
        """The first value that was equal to this one."""
        return cast(Value, self._values.setdefault(value, value))

    def listed(self, mine: Iterable[Assignment]) -> tuple[Duty, ...]:
        """The duties one after the other."""
        return self.shared(tuple(self.shared(self._word(assignment)) for assignment in mine))

    def parts(self, mine: Iterable[Assignment]) -> tuple[PartOfDuties, ...]:
        """The duties by the plan's parts and sections, in the plan's order; the parts are numbered from 1."""
        duties = self.listed(mine)
        return self._parts.setdefault(duties, self._sorted(duties))

    def _sorted(self, duties: Iterable[Duty]) -> tuple[PartOfDuties, ...]:
        by_part: dict[str, dict[Section, list[Duty]]] = {}
        for duty in duties:
            section = self._tasks[duty.no].section
            by_part.setdefault(section.part, {}).setdefault(section, []).append(duty)
        return tuple(
            PartOfDuties(
                number,
                part if self._has_parts else "",
                next(iter(by_section)).part_title,
                self._in_sections(by_section),
            )
            for number, (part, by_section) in enumerate(by_part.items(), start=1)
        )

    def _in_sections(self, by_section: dict[Section, list[Duty]]) -> tuple[SectionOfDuties, ...]:
        return tuple(
            SectionOfDuties(vn.ordinal_letters(place), section.title if len(self._sections) > 1 else "", tuple(duties))
            for place, (section, duties) in enumerate(by_section.items(), start=1)
        )

    def _word(self, assignment: Assignment) -> Duty:
        number = assignment.task
        task = self._tasks[number]
        content = task.content
        shared = assignment.role is Role.LEAD and self._assignments.count_leaders(number) > 1
        return Duty(
            no=number,
            content=content,
            sentence=content.removesuffix("."),
            lead=task.lead,
            coordinate=task.coordinate,
            deadline=task.deadline.words,
            ruled=self._ruled(number),
            product=task.product,
            condition=assignment.condition,
            shared=shared,
            detailed=shared or any((task.coordinate, task.deadline.words, task.product)),
        )

    def _ruled(self, number: int) -> str:
        """The date a ruling counts as the task's deadline; blank where none does."""
        ruling = self._dated.get(number)
        return vn.short_date(dict(ruling.chosen.before)[number]) if ruling else ""


KIND = Kind(NAME, "Kế hoạch thực hiện của từng cơ quan", says=KeHoach, due=due, has_duties=True)
