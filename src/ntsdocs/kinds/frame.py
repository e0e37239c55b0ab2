"""The parts that every kind of paper shares: its head, its title, its end, the plan it cites."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from ntsdocs.decree import values
from ntsdocs.plan.model import Agency, Document, Issuer, Plan, label

_MARK = 64 - len("gen:agency:")  # Word lets the tag of a content control have 64 letters


@dataclass(frozen=True, slots=True)
class Head:
    """Ô 2, 3 and 4 of the first page."""

    parent_lines: tuple[str, ...] = label("Tên cơ quan chủ quản, từng dòng")
    name_lines: tuple[str, ...] = label("Tên cơ quan ban hành, từng dòng")
    rule_indent: int = label("Thụt hai đầu của đường kẻ dưới tên cơ quan")
    so_ky_hieu: str = label("Số, ký hiệu")
    date_line: str = label("Địa danh, ngày tháng năm")
    kem_theo: str = label("Dòng «Kèm theo …» của phụ lục")


@dataclass(frozen=True, slots=True)
class Title:
    """Ô 5a: the trích yếu, and how it is centred."""

    trich_yeu: str = label("Trích yếu")
    indent: int = label("Thụt hai đầu của trích yếu")
    rule_indent: int = label("Thụt hai đầu của đường kẻ dưới trích yếu")


@dataclass(frozen=True, slots=True)
class End:
    """Ô 7 and the last line of ô 9."""

    lines: tuple[str, ...] = label("Quyền hạn, chức vụ của người ký, từng dòng")
    signer: str = label("Họ tên người ký, trống khi chưa biết")
    recipients: tuple[str, ...] = label("Nơi nhận, từng dòng, trừ dòng Lưu")
    luu: str = label("Dòng Lưu")


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper as it is cited: in full at first mention, later by kind and number."""

    kind: str = label("Tên loại")
    number: str = label("Số, ký hiệu")
    issued: date = label("Ngày ban hành")
    issuer: str = label("Cơ quan ban hành")
    trich_yeu: str = label("Trích yếu")


@dataclass(frozen=True, slots=True)
class TheProvince:
    """The province, as papers name it."""

    name: str = label("Tên tỉnh")
    committee: str = label("UBND tỉnh, tên gọi tắt")
    invented: bool = label("Số liệu giả định")


@dataclass(frozen=True, slots=True)
class ThePlan:
    """The plan that is being implemented, with what it asks of everybody."""

    bases: tuple[Cited, ...] = label("Văn bản cấp trên, từ cao xuống thấp")
    document: Cited = label("Bản thân kế hoạch")
    subject: str = label("Việc được triển khai")
    owed_to: str = label("Nơi nhận kế hoạch của các cơ quan")
    owed_through: str = label("Cơ quan tổng hợp kế hoạch")
    owed_before: date = label("Kế hoạch gửi trước ngày")
    final_year: int = label("Năm tổng kết")
    standing: str = label("Cơ quan thường trực")
    funding: str = label("Điều khoản về kinh phí, nguyên văn")
    yearly_review: str = label("Việc sơ kết hằng năm giao cho cơ quan thường trực, nguyên văn")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who issues the paper, as running text names it."""

    name: str = label("Tên gọi của nơi ban hành")
    committee: bool = label("Do UBND tỉnh ban hành")


@dataclass(frozen=True, slots=True)
class Addressees:
    """Ô 9a: one addressee on the line of «Kính gửi:», or several below it, of which the last ends with a full stop."""

    one: str = label("Nơi nhận duy nhất, trống khi có nhiều nơi")
    first: tuple[str, ...] = label("Các nơi nhận, trừ nơi cuối")
    last: str = label("Nơi nhận cuối")


def addressees(names: Sequence[str]) -> Addressees:
    """Kính gửi for these names, in their order (ND30-I-2.9b, 2.9c)."""
    if len(names) == 1:
        return Addressees(names[0], (), "")
    return Addressees("", tuple(names[:-1]), names[-1])


def mark(agency: Agency) -> str:
    """What a control's tag calls an agency: its id, as far as there is room.

    Two long ids may become one mark; their rows are then known by their words, as rows without a mark are.
    """
    return agency.id[:_MARK]


def cite(document: Document) -> Cited:
    """A paper as templates see it."""
    return Cited(document.kind, document.number, document.issued, document.issuer, document.trich_yeu)


def the_plan(plan: Plan) -> ThePlan:
    """The plan as templates see it."""
    owed = plan.plans_owed
    return ThePlan(
        tuple(cite(base) for base in plan.bases),
        cite(plan.document),
        plan.subject,
        owed.to,
        owed.through,
        owed.before,
        plan.five_year_review,
        plan.agency(plan.standing).short_name,
        plan.funding,
        plan.yearly_review,
    )


def sender(plan: Plan, issuer: Issuer) -> Sender:
    """The issuer as templates see it: the provincial committee by its short name, others as they are called."""
    if issuer.name == plan.province.committee:
        return Sender(plan.province.committee_short, committee=True)
    named = plan.agency_named(issuer.name)
    return Sender(named.short_name if named else issuer.name, committee=False)


def the_province(plan: Plan) -> TheProvince:
    """The province as templates see it."""
    province = plan.province
    return TheProvince(province.name, province.committee_short, province.invented)


def agency_head(agency: Agency, ten_loai: str, year: int) -> Head:
    """The head of a paper of the decree's type `ten_loai` that `agency` issues."""
    number = values.so_ky_hieu(ten_loai, agency.symbol_abbr)
    letters = values.letterhead(agency.parent_letterhead, agency.letterhead_name or agency.name)
    return _head(letters, number, agency.date_place or values.OPEN, year, ten_loai, agency.short_name)


def issuer_head(issuer: Issuer, ten_loai: str, year: int, by: str) -> Head:
    """The head of what `issuer`, called `by` in running text, sends out."""
    number = values.so_ky_hieu(ten_loai, issuer.symbol, issuer.field)
    return _head(values.letterhead(issuer.parent, issuer.name), number, issuer.place, year, ten_loai, by)


def _head(letters: values.Letterhead, number: str, place: str, year: int, ten_loai: str, by: str) -> Head:
    return Head(
        letters.parent_lines,
        letters.name_lines,
        letters.rule_indent,
        number,
        values.blank_date(place, year),
        values.kem_theo(ten_loai, number, year, by),
    )


def title(trich_yeu: str) -> Title:
    """A trích yếu with its setting."""
    text = values.with_unbroken_years(trich_yeu)
    setting = values.title(text)
    return Title(text, setting.indent, setting.rule_indent)


def agency_end(agency: Agency) -> End:
    """The end of a paper that the head of `agency` signs; the drafting unit is for the agency to fill in."""
    signature = values.head_signature(agency)
    return End(signature.lines, signature.name, (), values.luu(""))


def issuer_end(issuer: Issuer, addressed: Collection[str] = ()) -> End:
    """The end of a paper that `issuer` signs; who is `addressed` already stands under «Như trên»."""
    signature = values.issuer_signature(issuer)
    recipients = tuple(line for line in issuer.recipients if line not in addressed)
    return End(signature.lines, signature.name, recipients, values.luu(issuer.archive))
