"""Bảng tổng hợp ý kiến: what agencies said of a paper that was sent round, with room for what is made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ntsdocs.kinds import frame
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.model import NO_EDITION, Plan, label
from ntsdocs.plan.papers import PaperId

NAME = "tong_hop_y_kien"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion, and all those that have it."""

    number: int = label("Số thứ tự")
    agencies: str = label("Các cơ quan, đơn vị có ý kiến này")
    place: str = label("Điều, khoản, mục của dự thảo")
    now: tuple[str, ...] = label("Nội dung dự thảo, từng dòng")
    says: tuple[str, ...] = label("Ý kiến, từng dòng")


@dataclass(frozen=True, slots=True)
class TongHopYKien:
    """What the template of the table may say."""

    province: frame.TheProvince = label("Tỉnh")
    about: str = label("Văn bản lấy ý kiến: «dự thảo “Kế hoạch …”»")
    kem_theo: str = label("Dòng «Kèm theo Báo cáo …»")
    answered: int = label("Số cơ quan, đơn vị đã gửi ý kiến")
    silent: str = label("Các cơ quan, đơn vị không có ý kiến khác; trống khi không có")
    opinions: tuple[Opinion, ...] = label("Các ý kiến, theo thứ tự của dự thảo")


def draft(plan: Plan, about: str, answered: int, silent: Iterable[str], opinions: tuple[Opinion, ...]) -> Draft:
    """The table, which goes with a report of the standing body, or of the plan's issuer where there is none."""
    if plan.standing:
        head = frame.agency_head(plan.agency(plan.standing), "Báo cáo", plan.on.year)
        by = plan.agency(plan.standing).name
    else:
        issuer = plan.issuer(NAME)
        head = frame.issuer_head(plan, issuer, NO_EDITION, "", "Báo cáo", issuer.name)
        by = issuer.name
    says = TongHopYKien(frame.the_province(plan), about, head.kem_theo, answered, ", ".join(silent), opinions)
    title = "Bảng tổng hợp, tiếp thu, giải trình ý kiến"
    return Draft(PaperId(NAME, NAME), says, Core(title, f"Ý kiến đối với {about}", by))


KIND = Kind(NAME, "Bảng tổng hợp ý kiến", says=TongHopYKien, usual=lambda _kind, _on: None)
