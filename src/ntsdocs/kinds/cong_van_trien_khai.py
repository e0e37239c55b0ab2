"""Công văn triển khai: the letters that send the plan out, one to the provincial bodies and one to the communes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Agency, Edition, Issuer, Plan, label
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

NAME = "cong_van_trien_khai"
_GROUPED = ("so", "nganh", "ban")
_MOST_ADDRESSEES = 8  # that «Kính gửi» has room for

Addressee = tuple[str, str, bool]  # its line of «Kính gửi», how running text names it, whether the sender instructs it


@dataclass(frozen=True, slots=True)
class Share:
    """The agencies that lead and join the same numbers of tasks."""

    number: int = label("Số thứ tự")
    names: str = label("Tên các cơ quan")
    count: int = label("Số cơ quan")
    leads: int = label("Số nhiệm vụ chủ trì")
    joins: int = label("Số nhiệm vụ phối hợp")
    mark: str = label("Mã cơ quan đầu tiên của dòng để ghi vào thẻ của khung điền")


@dataclass(frozen=True, slots=True)
class CongVanTrienKhai:
    """What the template of the letter may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    instructed: str = label("Những nơi nhận là cấp dưới của nơi ban hành, trống khi không có")
    asked: str = label("Những nơi nhận khác, trống khi không có")
    communes: str = label("Các loại đơn vị cấp xã khi gửi UBND cấp xã: «xã, phường»; trống khi gửi cơ quan khác")
    shares: tuple[Share, ...] = label("Các cơ quan theo số nhiệm vụ, mỗi số một dòng")
    end: frame.End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
    """The letter to the provincial bodies, then the letter to the communes, where there are any; none to the sender."""
    issuer = plan.issuer(NAME)
    receiving = [agency for agency in assignments.drafting if agency.name != issuer.name]
    communes = [agency for agency in receiving if agency.level == "commune"]
    others = [agency for agency in receiving if agency.level != "commune"]
    if others:
        yield _draft(
            plan, assignments, edition, "co-quan-cap-tinh", others, provincial_addressees(plan, issuer, others)
        )
    if communes:
        to = [communal_addressee(plan, issuer, communes)]
        yield _draft(plan, assignments, edition, "ubnd-cap-xa", communes, to)


def communal_addressee(plan: Plan, issuer: Issuer, communes: Sequence[Agency], listed: str = "") -> Addressee:
    """The communes as one group; `listed` says after it that a list has its members."""
    units = f"các {frame.sorts_of_communes(communes)}"
    below = all(frame.is_below(plan, issuer, each) for each in communes)
    return f"Ủy ban nhân dân {units}{listed}", f"UBND {units}", below


def provincial_addressees(plan: Plan, issuer: Issuer, agencies: Sequence[Agency], listed: str = "") -> list[Addressee]:
    """The sở, ban, ngành as a group, as the plan names them, then every other body; too many are «theo danh sách».

    `listed` says after a group that a list has its members; one alone is no group.
    """
    below = {agency.id: frame.is_below(plan, issuer, agency) for agency in agencies}
    level = "thành phố" if frame.the_province(plan).city else "tỉnh"
    group = [agency.id for agency in agencies if agency.kind in _GROUPED]
    group = group if len(group) > 1 else []
    lines = [(each.name, each.short_name, below[each.id]) for each in agencies if each.id not in group]
    if group:
        name = f"các sở, ban, ngành cấp {level}"
        lines.insert(0, (f"{vn.upper_first(name)}{listed}", name, all(below[each] for each in group)))
    if len(lines) <= _MOST_ADDRESSEES:
        return lines
    return [("Các cơ quan, đơn vị (theo danh sách kèm theo)", "các cơ quan, đơn vị", all(below.values()))]


def _draft(
    plan: Plan,
    assignments: Assignments,
    edition: Edition,
    name: str,
    agencies: Sequence[Agency],
    to: Sequence[Addressee],
) -> Draft:
    issuer = plan.issuer(NAME)
    by = frame.sender(plan, issuer)
    says = CongVanTrienKhai(
        province=frame.the_province(plan),
        plan=frame.the_plan(plan),
        head=frame.issuer_head(plan, issuer, edition, agencies[0].id, "Công văn", by.name),
        sender=by,
        to=frame.addressees([line for line, _, _ in to]),
        instructed=", ".join(name for _, name, is_below in to if is_below),
        asked=", ".join(name for _, name, is_below in to if not is_below),
        communes=frame.sorts_of_communes(agencies) if agencies[0].level == "commune" else "",
        shares=tuple(shares(assignments, agencies)),
        end=frame.issuer_end(issuer, {agency.short_name for agency in agencies}),
    )
    subject = f"Triển khai thực hiện {plan.document.kind} số {plan.document.number}"
    core = Core(f"Công văn: {subject}", subject, issuer.name)
    return Draft(PaperId(NAME, name), says, core, to=tuple(agency.id for agency in agencies))


def shares(assignments: Assignments, agencies: Sequence[Agency]) -> Iterator[Share]:
    """The lines of the letter's annex, in the order of their first agencies."""
    counts = ((len(assignments.leads(each.id)), len(assignments.coordinates(each.id))) for each in agencies)
    lines = grouped(zip(counts, agencies, strict=True))
    for number, ((leads, joins), same) in enumerate(lines.items(), start=1):
        yield Share(number, frame.named_together(same), len(same), leads, joins, same[0].id)


KIND = Kind(NAME, "Công văn triển khai Kế hoạch", says=CongVanTrienKhai, due=due, issued=True, issuer_fields=("field",))
