"""Công văn đôn đốc: a letter to each agency of a round that is late, silent or soon due, or one to all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from ntsdocs.kinds import frame
from ntsdocs.kinds.arrears import Arrears, Owed, days_ahead, duties
from ntsdocs.kinds.cong_van_trien_khai import Addressee, communal_addressee, provincial_addressees
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.dispatch import letters_to, number_of, sent_as
from ntsdocs.plan.model import Agency, Edition, Issuer, Letter, Plan, Sending, headings, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.workdays import Calendar
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Problem, Severity

NAME = "cong_van_don_doc"
JOINT = "chung"  # the name of the one letter to all
_LISTED = " (theo danh sách kèm theo)"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Those recipients of a joint letter that owe the same: a group of lines in its annex."""

    number: int = label("Số thứ tự")
    names: str = label("Tên các cơ quan, số cơ quan, số lần đã đôn đốc")
    mark: str = label("Mã cơ quan đầu tiên của dòng để ghi vào thẻ của khung điền")
    owed: Owed = label("Việc phải đôn đốc")


@dataclass(frozen=True, slots=True)
class CongVanDonDoc:
    """What the template of the reminder may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    agency: str = label("Tên gọi của cơ quan nhận, hoặc của các cơ quan nhận")
    joint: bool = label("Gửi chung nhiều cơ quan, kèm danh sách")
    instructed: str = label("Những nơi nhận là cấp dưới của nơi ban hành, trống khi không có hoặc nhắc trước hạn")
    asked: str = label("Những nơi nhận khác, trống khi không có")
    on: date = label("Ngày chốt kết quả")
    ahead: int = label("Nhắc trước hạn bao nhiêu ngày làm việc, 0 khi đôn đốc việc quá hạn")
    silent_since: date = label("Không có báo cáo từ ngày")
    reported_to: str = label("Nơi nhận kế hoạch, kèm cơ quan tổng hợp nếu khác cơ quan nhận; trống khi không nêu")
    owed: Owed = label("Việc phải đôn đốc của cơ quan nhận; của mọi cơ quan nhận khi gửi chung")
    late_count: int = label("Số nhiệm vụ quá hạn; khi gửi chung: số cơ quan có nhiệm vụ quá hạn")
    plan_count: int = label("Số cơ quan chưa gửi kế hoạch")
    silent_count: int = label("Số cơ quan chưa có báo cáo nào")
    longest: str = label("Nhiệm vụ quá hạn lâu nhất đã bao lâu")
    several: bool = label("Đôn đốc từ hai việc: báo cáo, gửi kế hoạch, hoàn thành nhiệm vụ")
    asks_cause: bool = label("Có nhiệm vụ quá hạn chưa nêu khó khăn, nguyên nhân")
    some_explained: bool = label("Có nhiệm vụ quá hạn đã nêu khó khăn, nguyên nhân")
    asks_date: bool = label("Có việc quá hạn chưa hẹn ngày hoàn thành, hoặc ngày hẹn đã qua")
    some_promised: bool = label("Có việc quá hạn đã hẹn ngày hoàn thành, ngày đó chưa qua")
    earlier: str = label(
        "Công văn đôn đốc gần nhất: số, ngày, thời hạn đã đặt ra; trống khi chưa có hoặc khi gửi chung"
    )
    time: int = label("Đây là lần đôn đốc thứ mấy")
    again_count: int = label("Số cơ quan nhận đã được đôn đốc trước đây")
    new_deadline: date = label("Thời hạn mới")
    annex: tuple[Recipients, ...] = label("Danh sách kèm theo khi gửi chung; trống khi gửi riêng")
    end: frame.End = label("Phần cuối")


@dataclass(frozen=True, slots=True)
class Reminded:
    """One recipient of a round: what it owes, and the letters by which it was asked for that before, oldest first."""

    agency: Agency
    owed: Owed
    letters: tuple[Letter, ...]


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """The letters of a round, to all that are late where it names nobody; the standing body is written to alone."""
    arrears = Arrears(plan, assignments, edition.about)
    together = []
    for each in reminded(plan, assignments, arrears, edition):
        if edition.sending is Sending.SINGLE or each.agency.id == plan.standing:
            yield _draft(plan, arrears, edition, each.agency.id, [each])
        else:
            together.append(each)
    if together:
        yield _draft(plan, arrears, edition, JOINT, together)


def reminded(plan: Plan, assignments: Assignments, arrears: Arrears, edition: Edition) -> Iterator[Reminded]:
    """The recipients of a round that owe anything, without the sender, one at a time."""
    sender = plan.issuer(NAME).name
    for agency in assignments.each_drafting():
        is_meant = agency.id in edition.scope or not edition.scope
        if is_meant and agency.name != sender and (owed := arrears.of(agency)):
            yield Reminded(agency, owed, _earlier(plan, agency, owed, edition))


def _earlier(plan: Plan, agency: Agency, owed: Owed, edition: Edition) -> tuple[Letter, ...]:
    """The reminders that the agency had of any of this when it was late already."""
    known = rounds(plan)
    others = {id_ for id_, each in known.items() if days_ahead(each.about)} | {edition.id} - {""}

    def was_about_this(letter: Letter) -> bool:
        day = known.get(letter.edition, letter).on
        late_then = {each.no for each in duties(owed) if each.last_day < day}
        return bool(late_then & {*letter.tasks}) if letter.tasks else bool(late_then) or owed.silent

    sent = letters_to(plan, NAME, agency.id, plan.on)
    return tuple(letter for letter in sent if letter.edition not in others and was_about_this(letter))


def rounds(plan: Plan) -> Mapping[str, Edition]:
    """The rounds of reminders by their ids."""
    return {edition.id: edition for edition in plan.editions if KIND.is_called(edition.kind)}


def new_deadline(plan: Plan, on: date) -> date:
    """The day by which a letter of a date asks for what it asks."""
    return Calendar(plan.days_off).add_workdays(on, plan.reminder_workdays)


def _last_letter(plan: Plan, one: Reminded) -> str:
    if not one.letters:
        return ""
    letter = one.letters[-1]
    edition = rounds(plan).get(letter.edition)
    asked = f", thời hạn đến ngày {vn.short_date(new_deadline(plan, max(edition.on, letter.on)))}" if edition else ""
    return f"số\u00a0{number_of(letter, one.agency.id)} ngày {vn.short_date(letter.on)}{asked}"


def addressees(plan: Plan, issuer: Issuer, agencies: Sequence[Agency]) -> list[Addressee]:
    """Who stands at «Kính gửi» of a joint letter: groups that refer to its list, and each other body."""
    communes = [agency for agency in agencies if agency.level == "commune"]
    communes = communes if communes[1:] else []
    others = [agency for agency in agencies if agency not in communes]
    lines = provincial_addressees(plan, issuer, others, _LISTED) if others else []
    return [*lines, communal_addressee(plan, issuer, communes, _LISTED)] if communes else lines


def annex(recipients: Iterable[Reminded]) -> tuple[Recipients, ...]:
    """The recipients by what they owe, the longest late first."""
    same = grouped(((each.owed, len(each.letters)), each.agency) for each in recipients)
    ordered = sorted(same.items(), key=lambda item: -max((duty.days for duty in duties(item[0][0])), default=0))
    groups = []
    for number, ((owed, times), agencies) in enumerate(ordered, start=1):
        count = f" ({vn.count(len(agencies))} cơ quan, đơn vị)" if agencies[1:] else ""
        again = f", đã đôn đốc {vn.count(times)} lần" if times else ""
        groups.append(Recipients(number, f"{frame.named_together(agencies)}{count}{again}", agencies[0].id, owed))
    return tuple(groups)


def _draft(plan: Plan, arrears: Arrears, edition: Edition, name: str, recipients: Sequence[Reminded]) -> Draft:
    subject = f"{'Bảo đảm tiến độ' if arrears.ahead else 'Đôn đốc'} thực hiện {plan.document.called}"
    core = Core(f"Công văn: {subject}", subject, plan.issuer(NAME).name)
    says = _says(plan, arrears, edition, recipients, joint=name == JOINT)
    return Draft(PaperId(NAME, name), says, core, to=tuple(each.agency.id for each in recipients))


def _says(
    plan: Plan, arrears: Arrears, edition: Edition, recipients: Sequence[Reminded], *, joint: bool
) -> CongVanDonDoc:
    issuer, first = plan.issuer(NAME), recipients[0]
    sent = sent_as(plan, edition, first.agency.id)
    agencies, owed = [each.agency for each in recipients], [each.owed for each in recipients]
    by, the_plan = frame.sender(plan, issuer, to=first.agency.id), frame.the_plan(plan)
    plans, late = (tuple(chain.from_iterable(each)) for each in ([o.plan for o in owed], [o.late for o in owed]))
    silent_count = sum(each.silent for each in owed)
    everybody = "các cơ quan, đơn vị" if joint else first.agency.short_name
    below = frame.is_below(plan, issuer, first.agency)
    to = addressees(plan, issuer, agencies) if joint else [(first.agency.name, everybody, below)]
    instructed, asked = _whom(to, everybody, are_told=not arrears.ahead)
    through_itself = first.agency.short_name == the_plan.owed_through
    return CongVanDonDoc(
        province=frame.the_province(plan),
        plan=the_plan,
        head=frame.issuer_head(plan, issuer, edition, first.agency.id, "Công văn", by.name),
        sender=by,
        to=frame.addressees([line for line, _, _ in to]),
        agency=everybody,
        joint=joint,
        instructed=instructed,
        asked=asked,
        on=plan.on,
        ahead=arrears.ahead,
        silent_since=arrears.since,
        reported_to=the_plan.owed_to if through_itself else the_plan.reported_to,
        owed=Owed(silent_count > 0, plans, late),
        late_count=sum(bool(each.late) for each in owed) if joint else len(late),
        plan_count=len(plans),
        silent_count=silent_count,
        longest=max(late, key=lambda duty: duty.days).lateness if late else "",
        several=bool(silent_count) + bool(plans) + bool(late) > 1,
        asks_cause=not all(duty.explained for duty in late),
        some_explained=any(duty.explained for duty in late),
        asks_date=not all(duty.promised for duty in plans + late),
        some_promised=any(duty.promised for duty in plans + late),
        earlier="" if joint else _last_letter(plan, first),
        time=len(first.letters) + 1,
        again_count=sum(bool(each.letters) for each in recipients),
        new_deadline=new_deadline(plan, max(plan.on, sent.on) if sent else plan.on),
        annex=annex(recipients) if joint else (),
        end=frame.issuer_end(issuer, {agency.short_name for agency in agencies}),
    )


def _whom(to: Sequence[Addressee], everybody: str, *, are_told: bool) -> tuple[str, str]:
    """Whom the sender instructs and whom it asks, in one word where it is one of the two with `everybody`."""
    below = [name for _, name, is_below in to if is_below and are_told]
    others = [name for _, name, is_below in to if not (is_below and are_told)]
    if below and others:
        return ", ".join(below), ", ".join(others)
    return (everybody, "") if below else ("", everybody)


def told(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Problem]:
    """What is odd with an open round: who is named but owes nothing any more, and matters that clash."""
    if days_ahead(edition.about) and edition.about[1:]:
        what = "nhắc trước hạn không đi cùng việc khác trong một công văn."
        yield Problem(edition.origin.at(headings(Edition)["about"]), what, "tách thành hai đợt, mỗi đợt một dòng.")
    arrears = Arrears(plan, assignments, edition.about)
    left = {*edition.scope} - {each.agency.id for each in reminded(plan, assignments, arrears, edition)}
    if left:
        names = vn.first_few([agency.short_name for agency in plan.agencies if agency.id in left], 5)
        what = f"đến ngày {vn.short_date(edition.on)} {names} không có việc phải đôn đốc nên không có công văn."
        remedy = "bỏ mã cơ quan đó khỏi ô này nếu không còn cần; để nguyên cũng được."
        yield Problem(edition.origin.at(headings(Edition)["scope"]), what, remedy, Severity.WARN)


def why_none(_: Plan) -> str:
    """Why no reminder is made."""
    return "không có đợt đang soạn nào còn việc phải đôn đốc; xem ai cần đôn đốc và mở đợt bằng «invoke remind»."


KIND = Kind(
    NAME,
    "Công văn đôn đốc",
    says=CongVanDonDoc,
    due=due,
    told=told,
    why_none=why_none,
    issued=True,
    issuer_fields=("field",),
    usual=lambda _kind, _on: None,
)
