"""Công văn đề nghị báo cáo: one letter that asks the agencies for a report, with its outline and its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ntsdocs.kinds import frame
from ntsdocs.kinds.bao_cao_nam import matter
from ntsdocs.kinds.cong_van_don_doc import JOINT, addressees
from ntsdocs.kinds.cong_van_trien_khai import Share, shares
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Edition, Plan, Report, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.periods import Period, period, report_of

NAME = "cong_van_bao_cao"
_CLOSES = (3, 6, 9, 12)  # the months on whose 14th the decree closes the figures of a quarter, of six and nine months


@dataclass(frozen=True, slots=True)
class CongVanBaoCao:
    """What the template of the letter may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    instructed: str = label("Những nơi nhận là cấp dưới của nơi ban hành, trống khi không có")
    asked: str = label("Những nơi nhận khác, trống khi không có")
    matter: str = label("Báo cáo gì: «kết quả thực hiện năm 2026»; tên Kế hoạch đứng sau")
    contents: str = label("Tên các mục của báo cáo, để viết trong câu")
    due: date | None = label("Ngày cuối để gửi báo cáo; trống khi chưa ai quy định")
    early: bool = label("Hạn gửi không sau ngày cuối kỳ: số liệu từ ngày gửi đến ngày đó là ước tính")
    every: str = label("Tần suất báo cáo; trống khi chưa ai quy định")
    period_from: date = label("Kỳ báo cáo từ ngày")
    period_to: date = label("Kỳ báo cáo đến ngày")
    decree_from: date | None = label("Kỳ theo Nghị định số 09/2019/NĐ-CP từ ngày; trống khi không khác kỳ báo cáo")
    decree_to: date | None = label("Kỳ theo Nghị định số 09/2019/NĐ-CP đến ngày; trống như trên")
    outline: frame.Outline = label("Đề cương, biểu số liệu")
    shares: tuple[Share, ...] = label("Các cơ quan báo cáo, theo số nhiệm vụ, mỗi số một dòng")
    end: frame.End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """The letter to those in the edition's scope, to all that have duties where it names nobody; not to the sender."""
    issuer, scope = plan.issuer(NAME), edition.scope
    agencies = [each for each in assignments.drafting if each.id in scope or not scope]
    agencies = [each for each in agencies if each.name != issuer.name]
    if not agencies:
        return
    report, own = report_of(plan, edition)
    about, last_day = matter(report, own.year), _last_day(report, own)
    decreed, by, to = _by_decree(report, own), frame.sender(plan, issuer), addressees(plan, issuer, agencies)
    says = CongVanBaoCao(
        province=frame.the_province(plan),
        plan=frame.the_plan(plan),
        head=frame.issuer_head(plan, issuer, edition, agencies[0].id, "Công văn", by.name),
        sender=by,
        to=frame.addressees([line for line, _, _ in to]),
        instructed=", ".join(name for _, name, is_below in to if is_below),
        asked=", ".join(name for _, name, is_below in to if not is_below),
        matter=about,
        contents="; ".join(each.title for each in plan.report.sections_of(report)),
        due=last_day,
        early=last_day is not None and last_day <= own.end,
        every=report.every,
        period_from=max(own.start, plan.document.issued or own.start),
        period_to=own.end,
        decree_from=decreed.start if decreed else None,
        decree_to=decreed.end if decreed else None,
        outline=frame.the_outline(plan, report),
        shares=tuple(shares(assignments, agencies)),
        end=frame.issuer_end(issuer, {agency.short_name for agency in agencies}),
    )
    subject = f"Đề nghị gửi báo cáo {about} {plan.document.called}"
    core = Core(f"Công văn: {subject}", subject, issuer.name)
    yield Draft(PaperId(NAME, JOINT), says, core, to=tuple(agency.id for agency in agencies))


def _last_day(report: Report, own: Period) -> date | None:
    """The day of the report's `due` that is nearest to the end of its period; `None` where nobody has set one."""
    if not report.due:
        return None
    day, month = map(int, report.due.split("/"))
    days = (date(own.end.year + years, month, day) for years in (-1, 0, 1))
    return min(days, key=lambda each: abs(each - own.end))


def _by_decree(report: Report, own: Period) -> Period | None:
    """The period that the decree gives such a report; `None` where it is its own, or the report comes but once."""
    ends = (date(own.year, month, 14) for month in _CLOSES)
    decreed = replace(period(own.year), end=min(ends, key=lambda each: abs(each - own.end)))
    return None if report.whole or decreed == own else decreed


KIND = Kind(
    NAME,
    "Công văn đề nghị báo cáo",
    says=CongVanBaoCao,
    due=due,
    why_none=lambda _: "không có cơ quan nào phải gửi báo cáo.",
    issued=True,
    issuer_fields=("field",),
    usual=lambda _kind, _on: None,
    of_reports=True,
)
