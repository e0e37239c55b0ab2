"""The parts that every kind of paper shares: its head, its title, its end, the plan it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntsdocs.decree import values
from ntsdocs.plan import regimes
from ntsdocs.plan.dispatch import Dispatched, DispatchRun, sent_as
from ntsdocs.plan.model import (
    CONTENTS,
    Agency,
    Document,
    Edition,
    Issuer,
    Plan,
    Regime,
    Report,
    Result,
    Status,
    headings,
    label,
)
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

_COMMITTEE = "Ủy ban nhân dân "
_SORTS = ("xã", "phường", "đặc khu")
_AS_ABOVE = "Như trên"


@dataclass(frozen=True, slots=True)
class Head:
    """Ô 2, 3 and 4 of the first page."""

    parent_lines: tuple[str, ...] = label("Tên cơ quan chủ quản, từng dòng")
    name_lines: tuple[str, ...] = label("Tên cơ quan ban hành, từng dòng")
    rule_indent: int = label("Thụt hai đầu của đường kẻ dưới tên cơ quan")
    so_ky_hieu: str = label("Số, ký hiệu")
    date_line: str = label("Địa danh, ngày tháng năm")
    kem_theo: str = label("Dòng «Kèm theo …» của phụ lục")
    outline: bool = label("Chỉ để tham khảo, không có tiêu đề và chữ ký: văn bản của cơ quan Đảng")


@dataclass(frozen=True, slots=True)
class Title:
    """Ô 5a: the trích yếu, and how it is centred."""

    trich_yeu: str = label("Trích yếu")
    indent: int = label("Thụt hai đầu của trích yếu")
    rule_indent: int = label("Thụt hai đầu của đường kẻ dưới trích yếu")


@dataclass(frozen=True, slots=True)
class End:
    """Ô 7 and the last line of ô 9."""

    lines: tuple[str, ...] = label("Quyền hạn, chức vụ của người ký, từng dòng; trống ở bản để tham khảo")
    signer: str = label("Họ tên người ký, trống khi chưa biết")
    recipients: tuple[str, ...] = label("Nơi nhận, từng dòng, trừ dòng Lưu")
    luu: str = label("Dòng Lưu")


_NO_END = End((), "", (), "")  # of an outline


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper as it is cited: in full at first mention, later by kind and number."""

    kind: str = label("Tên loại")
    number: str = label("Số, ký hiệu, trống khi chưa có")
    issued: date | None = label("Ngày ban hành, trống khi chưa rõ")
    issuer: str = label("Cơ quan ban hành, trống khi không nêu")
    trich_yeu: str = label("Trích yếu, trống khi không có")
    called: str = label("Tên loại và số, để gọi tắt")
    in_full: str = label("Tên loại, số, ngày, cơ quan ban hành, trích yếu: đủ như ở lần nêu đầu")


@dataclass(frozen=True, slots=True)
class TheProvince:
    """The province, as papers name it."""

    name: str = label("Tên tỉnh")
    committee: str = label("UBND tỉnh, tên gọi tắt")
    city: bool = label("Là thành phố, không phải tỉnh")
    invented: bool = label("Số liệu giả định")


@dataclass(frozen=True, slots=True)
class ThePlan:
    """The plan that is being implemented, with what it asks of everybody."""

    bases: tuple[Cited, ...] = label("Văn bản cấp trên, từ cao xuống thấp")
    document: Cited = label("Bản thân kế hoạch")
    issuer: str = label("Cơ quan ban hành Kế hoạch, tên gọi tắt")
    subject: str = label("Việc được triển khai")
    owed_to: str = label("Nơi nhận kế hoạch của các cơ quan, trống khi Kế hoạch không nêu")
    owed_through: str = label("Cơ quan tổng hợp kế hoạch, trống khi Kế hoạch không nêu")
    reported_to: str = label("Nơi nhận kế hoạch, báo cáo, kèm cơ quan tổng hợp; trống khi Kế hoạch không nêu")
    owed_before: date | None = label("Kế hoạch gửi trước ngày, trống khi Kế hoạch không nêu")
    final_year: int = label("Năm tổng kết, 0 khi Kế hoạch không nêu")
    standing: str = label("Cơ quan thường trực, trống khi Kế hoạch không nêu")
    funding: str = label("Điều khoản về kinh phí, nguyên văn; trống khi Kế hoạch không nêu")
    yearly_review: str = label("Việc sơ kết hằng năm giao cho cơ quan thường trực, nguyên văn; trống khi không nêu")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who issues the paper, as running text names it."""

    name: str = label("Tên gọi của nơi ban hành")
    superior: bool = label("Là cơ quan ban hành Kế hoạch, hoặc UBND tỉnh")
    charged: str = label("Cơ quan thường trực mà nơi ban hành giao theo dõi, trống khi không giao được")
    charged_below: bool = label("Cơ quan thường trực là cấp dưới của nơi ban hành")


@dataclass(frozen=True, slots=True)
class Addressees:
    """Ô 9a: one addressee on the line of «Kính gửi:», or several below it, of which the last ends with a full stop."""

    one: str = label("Nơi nhận duy nhất, trống khi có nhiều nơi")
    first: tuple[str, ...] = label("Các nơi nhận, trừ nơi cuối")
    last: str = label("Nơi nhận cuối")


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A section of a report, as the definition orders and names it; one of its booleans says what stands in it."""

    number: str = label("Số La Mã của mục")
    title: str = label("Tên mục, chữ in hoa")
    mark: str = label("Mã của mục để ghi vào thẻ của khung điền")
    asks: tuple[str, ...] = label("Yêu cầu báo cáo, từng dòng")
    leadership: bool = label("Công tác lãnh đạo, chỉ đạo")
    results: bool = label("Kết quả thực hiện")
    assessment: bool = label("Đánh giá chung")
    ahead: bool = label("Phương hướng, nhiệm vụ")
    proposals: bool = label("Đề xuất, kiến nghị")
    by_hand: bool = label("Người soạn viết")


@dataclass(frozen=True, slots=True)
class Outline:
    """What agencies are asked to follow and to fill in: the outline of a report, and the form for its data."""

    sections: tuple[ReportPart, ...] = label("Các mục của đề cương")
    columns: tuple[str, ...] = label("Tên các cột của biểu số liệu")
    states: str = label("Các tình trạng mà biểu nhận")
    difficulties: str = label("Các loại khó khăn mà biểu nhận, trống khi biểu không có cột ấy")
    channel: str = label("Cách gửi, trống khi chưa quy định")
    guidance: tuple[str, ...] = label("Hướng dẫn, từng dòng")


def the_outline(plan: Plan, report: Report) -> Outline:
    """The outline and the form of a report, by the definition that the report itself follows."""
    said, columns = plan.report, headings(Result)
    return Outline(
        report_parts(plan, report),
        tuple(columns[name] for name in said.form),
        "; ".join(Status),
        "; ".join(said.difficulties) if "difficulty" in said.form else "",
        said.channel,
        said.guidance,
    )


def report_parts(plan: Plan, report: Report) -> tuple[ReportPart, ...]:
    """The sections that a report has, of the report itself and of its outline."""
    return tuple(
        ReportPart(vn.roman(number), vn.upper(x.title), x.id, x.asks, *(x.content == each for each in (*CONTENTS, "")))
        for number, x in enumerate(plan.report.sections_of(report), start=1)
    )


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that was sent before, or several of one day whose numbers follow one another."""

    number: str = label("Số, ký hiệu; của nhiều công văn là số đầu và số cuối")
    issued: date = label("Ngày ban hành")
    words: str = label("Viết đủ để in: «Công văn số … ngày …», «các Công văn từ số … đến số …»")


def sent_letter(run: DispatchRun) -> SentLetter:
    """What templates may say of letters that were sent."""
    number = run.first if run.count == 1 else f"{run.first} đến số {run.last}"
    return SentLetter(number, run.on, run.words)


def addressees(names: Sequence[str]) -> Addressees:
    """Kính gửi for these names, in their order (ND30-I-2.9b, 2.9c)."""
    if len(names) == 1:
        return Addressees(names[0], (), "")
    return Addressees("", tuple(names[:-1]), names[-1])


def sorts_of_communes(communes: Iterable[Agency]) -> str:
    """What sorts of units the communes are: «xã, phường, đặc khu»."""
    names = " ".join(agency.name for agency in communes)
    return ", ".join(sort for sort in _SORTS if f" {sort} " in names) or "xã"


def named_together(agencies: Iterable[Agency]) -> str:
    """The short names as a list, with communes of one sort under one head: «UBND các xã: A, B; UBND phường C»."""
    heads = grouped(
        (next((sort for sort in _SORTS if each.short_name.startswith(f"UBND {sort} ")), each.id), each.short_name)
        for each in agencies
    )
    each = ((sort, names, [name.removeprefix(f"UBND {sort} ") for name in names]) for sort, names in heads.items())
    return "; ".join(
        f"UBND các {sort}: {', '.join(places)}" if places[1:] else names[0] for sort, names, places in each
    )


def cite(document: Document, issuer: str) -> Cited:
    """A paper as templates see it, its issuer called so in the full mention (ND30-I-2.6c)."""
    fields = (document.kind, document.number, document.issued, document.issuer, document.trich_yeu)
    called = document.called if document.number or not issuer else f"{document.kind} của {issuer}"
    return Cited(*fields, called, mention(document, issuer, document.trich_yeu))


def mention(document: Document, issuer: str, trich_yeu: str = "") -> str:
    """«Kế hoạch số … ngày … của …», as far as it is known, and the trích yếu."""
    day = f"ngày {vn.short_date(document.issued)}" if document.issued else ""
    return " ".join(part for part in (document.called, day, issuer and f"của {issuer}", trich_yeu) if part)


def the_plan(plan: Plan) -> ThePlan:
    """The plan as templates see it; at its first mention a committee's short form is explained: «… (UBND) …»."""
    owed = plan.plans_owed
    own = plan.document.issuer
    return ThePlan(
        tuple(cite(base, base.issuer) for base in _each_title_once(plan.bases)),
        replace(
            cite(plan.document, short_issuer(plan)),
            in_full=mention(plan.document, own.replace(_COMMITTEE, f"{_COMMITTEE}(UBND) ", 1), plan.document.trich_yeu),
        ),
        short_issuer(plan),
        plan.subject,
        owed.to,
        owed.through,
        f"{owed.to} (qua {owed.through})" if owed.to and owed.through else owed.to,
        owed.before,
        plan.five_year_review,
        plan.agency(plan.standing).short_name if plan.standing else "",
        plan.funding,
        plan.yearly_review,
    )


def _each_title_once(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents as they are cited one after the other: a title that was cited is not cited again within another."""
    cited: list[Document] = []
    for document in documents:
        words = document.trich_yeu
        for each in cited:
            start, end = words.find(each.called), words.rfind(each.trich_yeu) if each.trich_yeu else -1
            if 0 <= start < end:
                words = f"{words[:start]}{each.called}{words[end + len(each.trich_yeu) :]}"
        cited.append(document)
        yield replace(document, trich_yeu=words)


def speaks_of_province(plan: Plan, words: str) -> bool:
    """Whether words of the plan name the province, or the whole of it, which no commune may speak for."""
    province = plan.province
    sort = "thành phố" if the_province(plan).city else "tỉnh"
    names = (province.name, province.committee, province.committee_short, f"toàn {sort}", f"UBND {sort}")
    return any(name.casefold() in words.casefold() for name in names)


def short_issuer(plan: Plan) -> str:
    """What running text calls the body that issued the plan: «UBND tỉnh Mẫu», «Bộ Mẫu» where its minister signed."""
    return _short(plan, plan.document.body)


def _short(plan: Plan, body: str) -> str:
    if body == plan.province.committee:
        return plan.province.committee_short
    named = plan.agency_named(body)
    return named.short_name if named else body.replace(_COMMITTEE, "UBND ")


def sender(plan: Plan, issuer: Issuer, to: str = "") -> Sender:
    """The issuer as templates see it; it puts in charge the standing body, but not itself or the one written `to`."""
    superior = _is_superior(plan, issuer)
    standing = plan.agency(plan.standing) if plan.standing else None
    if not superior or standing is None or standing.name == issuer.name or standing.id == to:
        return Sender(_short(plan, issuer.name), superior, "", False)
    return Sender(_short(plan, issuer.name), superior, standing.short_name, is_below(plan, issuer, standing))


def is_below(plan: Plan, issuer: Issuer, agency: Agency) -> bool:
    """Whether the issuer instructs the agency: it issued the plan or is the committee, and is the agency's parent.

    Of bodies without a parent communes, and what stands at no level, are below; others are asked.
    """
    if not _is_superior(plan, issuer):
        return False
    parent = vn.fold(agency.parent_letterhead)
    if not parent:
        return agency.level not in ("province", "region")
    return parent.startswith((vn.fold(issuer.name), vn.fold(_short(plan, issuer.name))))


def _is_superior(plan: Plan, issuer: Issuer) -> bool:
    return issuer.name in (plan.document.body, plan.document.issuer, plan.province.committee)


def the_province(plan: Plan) -> TheProvince:
    """The province as templates see it; whose plan it is says whether it is a city."""
    province = plan.province
    territory = re.search(r"\b(tỉnh|thành phố)\b", f"{plan.document.issuer} {province.name}", re.IGNORECASE)
    is_city = territory is not None and territory[1].lower() == "thành phố"
    return TheProvince(province.name, province.committee_short, is_city, province.invented)


def agency_head(agency: Agency, ten_loai: str, year: int) -> Head:
    """The head of a paper of the decree's type `ten_loai` that `agency` issues."""
    number = values.so_ky_hieu(ten_loai, agency.symbol_abbr)
    letters = values.letterhead(agency.parent_letterhead, agency.letterhead_name or agency.name)
    place, outline = agency.date_place or values.OPEN, agency.regime is Regime.PARTY
    return _head(letters, number, place, year, ten_loai, agency.short_name, outline=outline)


def issuer_head(plan: Plan, issuer: Issuer, edition: Edition, to: str, ten_loai: str, by: str) -> Head:
    """The head of what `issuer`, called `by` in running text, sends out to those of whom `to` is one.

    Number and day are those of the dispatch book; they are blank until the paper of this edition stands there.
    """
    sent = sent_as(plan, edition, to)
    number = values.numbered(sent.number) if sent else values.so_ky_hieu(ten_loai, issuer.symbol, issuer.field)
    place = issuer.place or values.OPEN
    letters, outline = (
        values.letterhead(issuer.parent, issuer.name),
        regimes.is_of_the_party(issuer.parent, issuer.name),
    )
    return _head(letters, number, place, plan.on.year, ten_loai, by, outline=outline, sent=sent)


def _head(
    letters: values.Letterhead,
    number: str,
    place: str,
    year: int,
    ten_loai: str,
    by: str,
    *,
    outline: bool,
    sent: Dispatched | None = None,
) -> Head:
    on = sent.on if sent else None
    return Head(
        letters.parent_lines,
        letters.name_lines,
        letters.rule_indent,
        number,
        values.date_line(place, on) if on else values.blank_date(place, year),
        f"Kèm theo {ten_loai} của {by}" if outline else values.kem_theo(ten_loai, number, year, by, on),
        outline,
    )


def title(trich_yeu: str) -> Title:
    """A trích yếu with its setting."""
    text = values.with_unbroken_years(trich_yeu)
    setting = values.title(text)
    return Title(text, setting.indent, setting.rule_indent)


def agency_end(agency: Agency) -> End:
    """The end of a paper that the head of `agency` signs; the drafting unit is for the agency to fill in."""
    if agency.regime is Regime.PARTY:
        return _NO_END
    signature = values.head_signature(agency)
    return End(signature.lines, signature.name, (), values.luu(""))


def issuer_end(issuer: Issuer, addressed: Collection[str]) -> End:
    """The end of a paper that `issuer` signs; who is `addressed` stands under «Như trên», the first line (2.9g)."""
    if regimes.is_of_the_party(issuer.parent, issuer.name):
        return _NO_END
    signature = values.issuer_signature(issuer)
    others = (line for line in issuer.recipients if line.partition(" (")[0] not in addressed and line != _AS_ABOVE)
    recipients = (_AS_ABOVE, *others) if addressed else tuple(others)
    return End(signature.lines, signature.name, recipients, values.luu(issuer.archive))
