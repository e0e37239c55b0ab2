"""Biểu báo cáo: the form in which one agency tells what became of its duties, for a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ntsdocs.kinds import frame
from ntsdocs.kinds.bao_cao_nam import matter
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Edition, Plan, Result, Role, headings, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.periods import Period, counted_on, report_named, report_of
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

NAME = "bieu_mau"
_OURS = ("task", "agency")  # the fields of a result that we fill in
_TOLD = ("status", "on", "product", "number", "difficulties", "promised")  # of what was reported before


@dataclass(frozen=True, slots=True)
class FormField:
    """What is asked of each duty: a field of a result."""

    name: str = label("Tên của ô để ghi vào thẻ của khung điền")
    title: str = label("Tiêu đề của ô")


@dataclass(frozen=True, slots=True)
class FormDuty:
    """One duty of the form, in the words of the plan."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    product: str = label("Sản phẩm, nguyên văn")
    last: str = label("Kỳ trước đã báo cáo gì; trống khi chưa báo cáo")


@dataclass(frozen=True, slots=True)
class BieuMau:
    """What the template of the form may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    name: str = label("Tên đầy đủ của cơ quan báo cáo")
    short: str = label("Tên gọi của cơ quan báo cáo")
    matter: str = label("Báo cáo gì: «kết quả thực hiện năm 2026»; tên Kế hoạch đứng sau")
    period_from: date = label("Kỳ báo cáo từ ngày")
    period_to: date = label("Kỳ báo cáo đến ngày")
    fields: tuple[FormField, ...] = label("Các ô phải điền của mỗi nhiệm vụ")
    duties: tuple[FormDuty, ...] = label("Các nhiệm vụ chủ trì")
    joint: tuple[FormDuty, ...] = label("Các nhiệm vụ phối hợp")
    outline: frame.Outline = label("Đề cương, biểu số liệu")


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """The form of each agency that has duties, or of those in the edition's scope."""
    report, own = report_of(plan, edition)
    before = _before(plan, edition, own)
    told = grouped(((row.agency, row.task), row) for row in plan.results if counted_on(row, plan.period_ends) < before)
    tasks = {task.number: task for task in plan.tasks}
    about, subject = matter(report, own.year), f"Biểu báo cáo {plan.document.called}"
    fields = tuple(FormField(name, headings(Result)[name]) for name in plan.report.form if name not in _OURS)
    start, heads = max(own.start, plan.document.issued or own.start), (frame.the_province(plan), frame.the_plan(plan))
    outline = frame.the_outline(plan, report)
    for agency in assignments.each_drafting():
        if edition.scope and agency.id not in edition.scope:
            continue
        duties: tuple[list[FormDuty], list[FormDuty]] = [], []
        for row in assignments.of_agency(agency.id):
            of, last = tasks[row.task], _said(told.get((agency.id, row.task), []), plan)
            duty = FormDuty(of.number, of.content, of.deadline.words, of.product, last)
            duties[row.role is Role.COORDINATE].append(duty)
        names, led, joint = (agency.name, agency.short_name), tuple(duties[0]), tuple(duties[1])
        says = BieuMau(*heads, *names, about, start, own.end, fields, led, joint, outline)
        core = Core(f"Biểu báo cáo {about} {plan.document.called}", subject, agency.name)
        yield Draft(PaperId(NAME, agency.id), says, core, to=(agency.id,))


def edition_of(plan: Plan, id_: str) -> Edition | None:
    """The edition of a report that people name, «2026» or «2026-06-thang»; `None` if it names no report."""
    if report_named(plan, id_) is None:
        return None
    known = (each for each in plan.editions if each.id == id_ and each.start and each.end)
    named = next(known, Edition(NAME, id_, plan.on))
    _, own = report_of(plan, named)
    return Edition(NAME, id_, own.end, own.start, own.end)


def _before(plan: Plan, edition: Edition, own: Period) -> date:
    """The first day that no earlier report has: those of the year before, and in the same year those that ended."""
    year = edition.id[:4]
    ids = [f"{year}-{report.id}" if report.id else year for report in plan.report.reports]
    ends = (report_of(plan, Edition(NAME, id_, edition.on))[1].end for id_ in ids if id_ != edition.id)
    return max([own.start, *(end + timedelta(days=1) for end in ends if end < own.end)])


def _said(results: list[Result], plan: Plan) -> str:
    """The last of what was reported, in one line."""
    if not results:
        return ""
    last = max(results, key=lambda row: counted_on(row, plan.period_ends))
    values = (getattr(last, name) for name in _TOLD)
    return "; ".join(vn.short_date(each) if isinstance(each, date) else str(each) for each in values if each)


KIND = Kind(NAME, "Biểu báo cáo", says=BieuMau, due=due, usual=lambda _kind, _on: None, of_reports=True)
