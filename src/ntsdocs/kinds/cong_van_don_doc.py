"""Công văn đôn đốc: one letter to each agency that is late with a task or with its plan, by the recorded results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.dispatch import DispatchRun, letters_to, number_of
from ntsdocs.plan.model import Agency, Edition, Plan, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.progress import Progress, Standing, days_late
from ntsdocs.plan.workdays import Calendar
from ntsdocs.text import vn

NAME = "cong_van_don_doc"


@dataclass(frozen=True, slots=True)
class Late:
    """One task the agency leads that is late on the letter's date."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    last_day: date = label("Ngày cuối cùng còn trong hạn")
    days: int = label("Số ngày quá hạn")
    workdays: int = label("Số ngày làm việc quá hạn")
    months: int = label("Số tháng tròn đã quá hạn, 0 khi chưa được một tháng")
    met_by: str = label("Văn bản làm cho điều kiện của thời hạn được đáp ứng, trống khi không có")


@dataclass(frozen=True, slots=True)
class CongVanDonDoc:
    """What the template of the reminder may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    agency: str = label("Tên gọi của cơ quan nhận")
    below: bool = label("Cơ quan nhận là cấp dưới của nơi ban hành")
    on: date = label("Ngày chốt kết quả")
    plan_missing: bool = label("Chưa gửi kế hoạch triển khai thực hiện")
    reported_to: str = label("Nơi nhận kế hoạch, kèm cơ quan tổng hợp nếu khác cơ quan nhận; trống khi không nêu")
    late: tuple[Late, ...] = label("Nhiệm vụ quá hạn, quá hạn lâu nhất đứng trước")
    late_count: int = label("Số nhiệm vụ quá hạn")
    late_months: int = label("Số tháng tròn của nhiệm vụ quá hạn lâu nhất, 0 khi chưa được một tháng")
    both: bool = label("Vừa chưa gửi kế hoạch vừa có nhiệm vụ quá hạn")
    earlier: tuple[frame.SentLetter, ...] = label("Các lần đã đôn đốc")
    new_deadline: date = label("Thời hạn mới")
    end: frame.End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """One letter to each agency that is late, but to the sender; none where no result of the year is recorded."""
    if not has_results(plan):
        return
    calendar = Calendar(plan.days_off)
    progress = Progress(plan, assignments, plan.on)
    for agency in assignments.each_drafting():
        late = progress.overdue(agency.id)
        missing = progress.plan_overdue(agency.id)
        if (late or missing) and agency.name != plan.issuer(NAME).name:
            rows = sorted((late_task(plan, calendar, standing) for standing in late), key=lambda row: row.last_day)
            new_deadline = calendar.add_workdays(plan.on, plan.reminder_workdays)
            says = _says(plan, edition, agency, rows, missing, new_deadline)
            subject = f"Đôn đốc thực hiện {plan.document.called}"
            core = Core(f"Công văn: {subject}", subject, plan.issuer(NAME).name)
            yield Draft(PaperId(NAME, agency.id), says, core, to=(agency.id,))


def has_results(plan: Plan) -> bool:
    """Whether any result is recorded for the year of the plan's date."""
    return any(result.year == plan.on.year for result in plan.results)


def late_task(plan: Plan, calendar: Calendar, standing: Standing) -> Late:
    """One row of the letter's table."""
    task = plan.task(standing.assignment.task)
    last_day = standing.last_day
    if last_day is None:
        raise ValueError(f"task {task.number} has no date to be late for")
    days, workdays = days_late(calendar, last_day, plan.on)
    met = [(x.on, x.document) for x in plan.conditions if task.number in x.tasks and x.on and x.on <= plan.on]
    met_by = max(met)[1] if met and task.deadline.event else ""
    months = 12 * (plan.on.year - last_day.year) + plan.on.month - last_day.month - (plan.on.day <= last_day.day)
    return Late(task.number, task.content, task.deadline.words, last_day, days, workdays, months, met_by)


def _says(
    plan: Plan, edition: Edition, agency: Agency, late: Sequence[Late], missing: bool, new_deadline: date
) -> CongVanDonDoc:
    issuer = plan.issuer(NAME)
    by = frame.sender(plan, issuer, to=agency.id)
    the_plan = frame.the_plan(plan)
    about = {task.no for task in late} | ({plan.plans_owed.task} if missing else set())
    return CongVanDonDoc(
        province=frame.the_province(plan),
        plan=the_plan,
        head=frame.issuer_head(plan, issuer, edition, agency.id, "Công văn", by.name),
        sender=by,
        to=frame.addressees([agency.name]),
        agency=agency.short_name,
        below=frame.is_below(plan, issuer, agency),
        on=plan.on,
        plan_missing=missing,
        reported_to=the_plan.owed_to if agency.short_name == the_plan.owed_through else the_plan.reported_to,
        late=tuple(late),
        late_count=len(late),
        late_months=late[0].months if late else 0,
        both=missing and bool(late),
        earlier=tuple(map(frame.sent_letter, earlier(plan, agency, about))),
        new_deadline=new_deadline,
        end=frame.issuer_end(issuer, {agency.short_name}),
    )


def earlier(plan: Plan, agency: Agency, about: AbstractSet[int]) -> list[DispatchRun]:
    """The reminders on any of the tasks `about` that `agency` had before the plan's date, oldest first."""
    sent = (x for x in letters_to(plan, NAME, agency.id, plan.on) if about & set(x.tasks))
    return [DispatchRun(number, number, x.on, 1) for x in sent if (number := number_of(x, agency.id))]


def why_none(plan: Plan) -> str:
    """Why nobody is reminded: an unkept table is not lateness, and nor is a full one where all is in time."""
    if not has_results(plan):
        year = plan.on.year
        return f"chưa ghi kết quả nào của năm {year} (results/{year}.csv); chưa ghi không phải là chậm."
    return f"đến ngày {vn.short_date(plan.on)} không cơ quan nào quá hạn."


KIND = Kind(
    NAME,
    "Công văn đôn đốc",
    says=CongVanDonDoc,
    due=due,
    why_none=why_none,
    issued=True,
    issuer_fields=("field",),
    usual=lambda _kind, _on: None,
)
