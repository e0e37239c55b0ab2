"""Propose a round of reminders: whom to write to about what, and whom not, and why."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ntsdocs.kinds.arrears import AHEAD, LATE, SILENT, Arrears, days_ahead, duties
from ntsdocs.kinds.cong_van_don_doc import NAME, Reminded, annex, new_deadline, reminded, rounds
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.dispatch import is_of
from ntsdocs.plan.model import Agency, Edition, Plan, Sending
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

_ANSWER_HOLDS = timedelta(days=30)  # for so long nobody who answered is asked again
_UNREAD = "đã gửi tệp chưa ghi vào dữ liệu; xem returned-files.csv, ghi bằng invoke receive --write"
_NAMED = 12  # of those left out for one reason


@dataclass(frozen=True, slots=True)
class ProposedRound:
    """A round as it would be opened, its recipients, and who is left out, by reason."""

    edition: Edition
    recipients: tuple[Reminded, ...]
    left_out: Mapping[str, tuple[Agency, ...]]

    def lines(self) -> Iterator[str]:
        """The proposal as the person who decides reads it."""
        edition = self.edition
        yield f"Đợt {edition.id}, tính đến ngày {vn.short_date(edition.on)}, về việc: {'; '.join(edition.about)}."
        how = "một công văn chung kèm danh sách" if edition.sending is Sending.JOINT else "mỗi nơi một công văn"
        size = f"Gửi {vn.count(len(self.recipients))} cơ quan, {how}:"
        yield size if self.recipients else "Không cơ quan nào cần đôn đốc."
        for group in annex(self.recipients):
            yield f"  {group.names}:"
            yield from ["    chưa có báo cáo nào từ đầu kỳ, ít nhất ba tháng"] * group.owed.silent
            for duty in duties(group.owed):
                what = "kế hoạch triển khai thực hiện" if duty in group.owed.plan else f"nhiệm vụ {duty.no}"
                late = "" if days_ahead(edition.about) else "quá hạn "
                yield f"    {what}: {late}{duty.lateness}{f'; báo cáo: {duty.reported}' if duty.reported else ''}"
        for reason, agencies in self.left_out.items():
            yield f"Không gửi {vn.count(len(agencies))} cơ quan: {reason}."
            yield f"  {vn.first_few([each.short_name for each in agencies], _NAMED, 'cơ quan', '; ')}"


def propose(
    plan: Plan,
    assignments: Assignments,
    *,
    silent: bool = False,
    ahead: int = 0,
    sending: Sending | None = None,
    heard: Container[str] = (),
) -> ProposedRound:
    """The round that the plan's date asks for: about what is late, or `ahead` working days before it is.

    With `silent` also of those who reported nothing. Joint from as many recipients as the plan says, or as told. Of
    those who are `heard` files came in that are not data yet.
    """
    about = (AHEAD.format(ahead),) if ahead else (LATE, SILENT) if silent else (LATE,)
    taken = {*rounds(plan)} | {letter.edition for letter in plan.letters if is_of(letter, NAME)}
    last = max((int(each[4:]) for each in taken if re.fullmatch(r"dot-[0-9]{1,6}", each)), default=0)
    edition, arrears = Edition(NAME, f"dot-{last + 1}", plan.on, about=about), Arrears(plan, assignments, about)
    owing = {each.agency.id: each for each in reminded(plan, assignments, arrears, edition)}
    left, to = [], []
    for agency in assignments.drafting:
        one = owing.get(agency.id)
        reason = (
            (_UNREAD if agency.id in heard else _why_not(plan, arrears, one))
            if one
            else _why_nothing(plan, arrears, agency)
        )
        left += [(reason, agency)] if reason else []
        to += [one] if one and not reason else []
    sending = sending or (Sending.JOINT if len(to) >= plan.joint_from else Sending.SINGLE)
    edition = replace(edition, scope=tuple(each.agency.id for each in to), sending=sending)
    return ProposedRound(edition, tuple(to), {why: tuple(agencies) for why, agencies in grouped(left).items()})


def _why_nothing(plan: Plan, arrears: Arrears, agency: Agency) -> str:
    """Why an agency that owes nothing, or is not asked, is no recipient; blank where that needs no telling."""
    if agency.name == plan.issuer(NAME).name:
        return "nơi ban hành công văn" if arrears.of(agency) else ""
    return "quá ngày nhưng còn chờ văn bản, không phải là chậm" if not arrears.ahead and arrears.waits(agency) else ""


def _why_not(plan: Plan, arrears: Arrears, one: Reminded) -> str:
    """Why an agency that owes something is not written to; blank if it is."""
    owed = duties(one.owed)
    if one.agency.id == plan.standing:
        return "cơ quan thường trực, không tự đôn đốc qua chính mình; cần thì ghi thêm mã vào «Phạm vi»"
    if _is_asked(plan, arrears, one):
        return "đã đôn đốc, thời hạn đặt ra chưa qua"
    if arrears.ahead or one.owed.silent:
        return ""
    if not arrears.known(one.agency):
        return "chưa ghi nhận báo cáo nào, nên chưa rõ là chậm hay chưa ghi; dùng --silent để đôn đốc cả những nơi này"
    last = one.letters[-1].on if one.letters else date.max
    if all(each.reported_on and last < each.reported_on >= plan.on - _ANSWER_HOLDS for each in owed):
        return "đã báo cáo sau công văn gần nhất, trong vòng 30 ngày"
    return "đã hẹn ngày hoàn thành, ngày đó chưa qua" if all(each.promised for each in owed) else ""


def _is_asked(plan: Plan, arrears: Arrears, one: Reminded) -> bool:
    """Whether the time that an earlier round, or letter, gave for all of this is not over."""
    own = [each for each in rounds(plan).values() if each.on <= plan.on]
    own = [each for each in own if not each.scope or one.agency.id in each.scope]
    spans = [(each.on, days_ahead(each.about)) for each in own]
    if arrears.ahead:
        told = [arrears.calendar.add_workdays(on, days) for on, days in spans if 0 < days <= arrears.ahead]
        return bool(told) and all(duty.last_day <= max(told) for duty in duties(one.owed))
    asked = [on for on, days in spans if not days] + [letter.on for letter in one.letters]
    return any(plan.on <= new_deadline(plan, on) for on in asked)
