"""Công văn triển khai: the letters that send the plan out, one to the provincial bodies and one to the communes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Agency, Assignment, Basis, Plan, label
from ntsdocs.plan.papers import PaperId

NAME = "cong_van_trien_khai"
_GROUPED = ("so", "nganh", "ban")


@dataclass(frozen=True, slots=True)
class Share:
    """How many tasks one addressee, or all of them together, leads and joins."""

    number: int = label("Số thứ tự")
    name: str = label("Tên cơ quan")
    leads: int = label("Số nhiệm vụ chủ trì")
    leads_conditional: int = label("Trong đó có điều kiện")
    joins: int = label("Số nhiệm vụ phối hợp")
    joins_conditional: int = label("Trong đó khi có liên quan")
    mark: str = label("Mã cơ quan để ghi vào thẻ của khung điền; trống ở dòng tổng")


@dataclass(frozen=True, slots=True)
class CongVanTrienKhai:
    """What the template of the letter may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    communes: str = label("Các loại đơn vị cấp xã khi gửi UBND cấp xã: «xã, phường»; trống khi gửi cơ quan khác")
    shares: tuple[Share, ...] = label("Nơi nhận và số nhiệm vụ")
    total: Share = label("Dòng tổng")
    end: frame.End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments) -> Iterator[Draft]:
    """The letter to the provincial bodies, then the letter to the communes, where there are any."""
    communes = [agency for agency in assignments.drafting if agency.level == "commune"]
    others = [agency for agency in assignments.drafting if agency.level != "commune"]
    if others:
        addressees_above = provincial_addressees(others, city=frame.the_province(plan).city)
        yield _draft(plan, assignments, "co-quan-cap-tinh", others, addressees_above)
    if communes:
        to = f"Ủy ban nhân dân các {frame.sorts_of_communes(communes)}"
        yield _draft(plan, assignments, "ubnd-cap-xa", communes, [to])


def provincial_addressees(agencies: Sequence[Agency], *, city: bool) -> list[str]:
    """The sở, ban, ngành as a group, as the plan names them, then every other body by its name."""
    grouped = any(agency.kind in _GROUPED for agency in agencies)
    others = [agency.name for agency in agencies if agency.kind not in _GROUPED]
    return ([f"Các sở, ban, ngành cấp {'thành phố' if city else 'tỉnh'}"] if grouped else []) + others


def _draft(plan: Plan, assignments: Assignments, name: str, agencies: Sequence[Agency], to: Sequence[str]) -> Draft:
    issuer = plan.issuer(NAME)
    by = frame.sender(plan, issuer)
    shares = tuple(share(assignments, place, agency) for place, agency in enumerate(agencies, start=1))
    says = CongVanTrienKhai(
        province=frame.the_province(plan),
        plan=frame.the_plan(plan),
        head=frame.issuer_head(issuer, "Công văn", plan.on.year, by.name),
        sender=by,
        to=frame.addressees(to),
        communes=frame.sorts_of_communes(agencies) if agencies[0].level == "commune" else "",
        shares=shares,
        total=total(shares),
        end=frame.issuer_end(issuer, {agency.short_name for agency in agencies}),
    )
    subject = f"Triển khai thực hiện {plan.document.kind} số {plan.document.number}"
    return Draft(PaperId(NAME, name), says, Core(f"Công văn: {subject}", subject, issuer.name))


def share(assignments: Assignments, number: int, agency: Agency) -> Share:
    """One row of the letter's annex."""
    leads, joins = assignments.leads(agency.id), assignments.coordinates(agency.id)
    return Share(number, agency.short_name, len(leads), _conditional(leads), len(joins), _conditional(joins), agency.id)


def _conditional(held: Sequence[Assignment]) -> int:
    return sum(1 for assignment in held if assignment.basis is Basis.CONDITIONAL)


def total(shares: Sequence[Share]) -> Share:
    """The sums under the table; its number is the count of addressees."""
    return Share(
        len(shares),
        "Tổng cộng",
        sum(s.leads for s in shares),
        sum(s.leads_conditional for s in shares),
        sum(s.joins for s in shares),
        sum(s.joins_conditional for s in shares),
        "",
    )


KIND = Kind(NAME, "Công văn triển khai Kế hoạch", says=CongVanTrienKhai, due=due, issued=True, issuer_fields=("field",))
