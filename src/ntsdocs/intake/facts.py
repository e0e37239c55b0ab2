"""Find the plan's own facts in its running text: number, date, title, bases, standing body, what is owed and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntsdocs.intake.task_rows import AnnexValue
from ntsdocs.intake.tree import Grid, SourceDocument
from ntsdocs.text.vn import lower_first, upper_first

_DATE = r"(?P<d>\d{1,2})(?:\s*/\s*|\s*-\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:\s*/\s*|\s*-\s*|\s+năm\s+)(?P<y>\d{4})"
_KINDS = "Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Chương trình|Nghị định|Thông tư|Kết luận|Công văn|Luật|Đề án"
_NUMBER = re.compile(r"Số\s*:?\s*(?P<number>\d+\s*/\s*[\wĐđ&.]+(?:-[\wĐđ&.]+)*)", re.IGNORECASE)
_DATE_LINE = re.compile(rf"[\w\s.'-]+,\s*ngày\s+{_DATE}", re.IGNORECASE)
_ATTACHED = re.compile(
    rf"kèm\s+theo\s+(?P<kind>{_KINDS})\s+số\s*:?\s*(?P<number>[^\s,;)]+)\s+ngày\s+{_DATE}\s+của\s+"
    r"(?P<issuer>[^)\n]+)",
    re.IGNORECASE,
)
_CITED = re.compile(
    rf"(?P<kind>{_KINDS})\s+số\s+(?P<number>\d+[\w/.&-]*)\s*,?\s+ngày\s+{_DATE}\s+của\s+"
    r"(?P<issuer>[A-ZĐ][^,;().]*?)"
    r"(?=\s+(?:ban hành|về|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|sửa đổi|kèm theo)\b|\s*[,;().]|\s*$)"
    r"(?P<aside>\s*\([^)]*\))?,?\s*(?P<about>(?:ban hành|về|phê duyệt|quy định|hướng dẫn|triển khai|sửa đổi)\b[^;(]*)?"
)
_STANDING = re.compile(
    r"(?:^|[.;]\s*)(?:[0-9a-zđ]+[.)]\s*)?(?:Giao\s+|giao\s+)?(?P<who>[A-ZĐ][^.;:]{2,80}?)\s*"
    r"(?::|là cơ quan thường trực|có trách nhiệm|chịu trách nhiệm|chủ trì,|là cơ quan đầu mối|là đầu mối)"
    r"[^.]*?(?:thường trực|đầu mối|theo dõi|đôn đốc)",
)
_OWED = re.compile(
    rf"(?:báo cáo|gửi)\s+(?:kế hoạch\s+)?(?:về|cho)?\s*(?P<to>[^().,;]{{2,60}}?)\s*"
    rf"\(\s*qua\s+(?P<through>[^)]+?)\s*\)[^.;]*?trước\s+(?:ngày\s+)?{_DATE}",
)
_OWED_BEFORE = re.compile(
    rf"(?:gửi|báo cáo)\s+(?:kế hoạch\s+)?(?:về|cho)?\s*(?P<to>[^().,;]{{2,60}}?)\s+trước\s+(?:ngày\s+)?{_DATE}",
)
_REVIEW = re.compile(r"(?:^|[.;]\s*)([^.;]*\bsơ kết\b[^.;]*)[.;]?")
_FIVE_YEARS = re.compile(r"tổng kết[^.;]*?năm\s+(\d{4})")
_ADDRESSED_TO = re.compile(r"^(?:Kính gửi|Nơi nhận)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that is named in the text, its day as «2025-09-11»: blank fields were not found."""

    kind: str
    number: str
    issued: str
    issuer: str
    about: str
    place: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the text says of the plan, days as «2025-09-11»; a blank value was not found."""

    kind: AnnexValue
    number: AnnexValue
    issued: AnnexValue
    issuer: AnnexValue
    title: AnnexValue  # trích yếu
    annex_title: str
    bases: tuple[NamedDocument, ...]
    standing: AnnexValue  # the words that name the standing body
    owed_before: AnnexValue
    owed_to: AnnexValue
    owed_through: AnnexValue
    yearly_review: AnnexValue
    five_year_review: str
    funding: AnnexValue


_NONE = AnnexValue("", "")


def find(document: SourceDocument, first_task_grid: str) -> PlanFacts:
    """The facts of the plan; `first_task_grid` is the place of its first task table."""
    lines = [*_lines(document)]
    body = [line for line in lines if not line.text.startswith("- Số hiệu")]
    attached = _first(_ATTACHED, body)
    number, kind, title = _head(body)
    issued = _issued(body)
    if attached:
        match, line = attached
        number = number if number.text else AnnexValue(match["number"].strip(), line.place)
        kind = kind if kind.text else AnnexValue(upper_first(match["kind"].lower()), line.place)
        issued = issued if issued.text else AnnexValue(_day(match), line.place)
    issuer = AnnexValue(attached[0]["issuer"].strip(" ."), attached[1].place) if attached else _NONE
    owed = _first(_OWED, body) or _first(_OWED_BEFORE, body)
    review = _first(_REVIEW, body)
    years = _first(_FIVE_YEARS, body)
    return PlanFacts(
        kind=kind,
        number=number,
        issued=issued,
        issuer=issuer,
        title=AnnexValue(_as_in_text(title.text, body), title.place) if title.text else _NONE,
        annex_title=_annex_title(document, first_task_grid),
        bases=tuple(_bases(body, number.text)),
        standing=_standing(body),
        owed_before=AnnexValue(_day(owed[0]), owed[1].place) if owed else _NONE,
        owed_to=AnnexValue(owed[0]["to"].strip(), owed[1].place) if owed else _NONE,
        owed_through=AnnexValue(owed[0].groupdict().get("through") or "", owed[1].place) if owed else _NONE,
        yearly_review=_review(review[0][1], review[1].place) if review else _NONE,
        five_year_review=years[0][1] if years else "",
        funding=_funding(body),
    )


def _lines(document: SourceDocument) -> Iterator[AnnexValue]:
    """The paragraphs, and the cells of small tables such as the one that holds the letterhead, as lines."""
    for block in document.blocks:
        if isinstance(block, Grid):
            if len(block.rows) <= 6 and len(block.rows[0].slots if block.rows else ()) <= 3:
                for row in block.rows:
                    for slot in row.slots:
                        if not slot.across and not slot.down:
                            yield from (AnnexValue(line, slot.place) for line in slot.text.splitlines() if line.strip())
        else:
            yield from (AnnexValue(line.strip(), block.place) for line in block.whole.splitlines() if line.strip())


def _first(pattern: re.Pattern[str], lines: Sequence[AnnexValue]) -> tuple[re.Match[str], AnnexValue] | None:
    return next(((match, line) for line in lines if (match := pattern.search(line.text))), None)


def _day(match: re.Match[str]) -> str:
    """The day that was found, «2025-09-11»; blank if the calendar has none such."""
    try:
        return str(date(int(match["y"]), int(match["m"]), int(match["d"])))
    except ValueError:
        return ""


def _head(lines: Sequence[AnnexValue]) -> tuple[AnnexValue, AnnexValue, AnnexValue]:
    """Number, kind and title, as the first page prints them one under the other."""
    number = _NONE
    for at, line in enumerate(lines):
        if not number.text and (match := _NUMBER.match(line.text)):
            number = AnnexValue(re.sub(r"\s+", "", match["number"]), line.place)
        if line.text.upper() == line.text and re.fullmatch(_KINDS, line.text.strip(), re.IGNORECASE):
            kind = AnnexValue(upper_first(line.text.strip().lower()), line.place)
            return number, kind, _title(lines[at + 1 :])
    return number, _NONE, _NONE


def _title(lines: Sequence[AnnexValue]) -> AnnexValue:
    """The lines under the kind's name, until the text begins."""
    parts: list[AnnexValue] = []
    for line in lines[:6]:
        if _ADDRESSED_TO.match(line.text) or re.match(r"(?:Thực hiện|Căn cứ|Phần|[IVX]+\.|\(|Để )", line.text):
            break
        if parts and not line.text.isupper() and parts[-1].text.isupper():
            break
        parts.append(line)
    return AnnexValue(" ".join(part.text for part in parts).strip(" ./-_*"), parts[0].place) if parts else _NONE


def _as_in_text(title: str, lines: Sequence[AnnexValue]) -> str:
    """A title in capitals, spelt as the running text spells it; in small letters where the text does not repeat it."""
    if not title.isupper():
        return lower_first(title)
    wanted = title.casefold()
    for line in lines:
        at = line.text.casefold().find(wanted)
        if at >= 0 and not line.text.isupper():
            return lower_first(line.text[at : at + len(title)])
    return title.lower()


def _issued(lines: Sequence[AnnexValue]) -> AnnexValue:
    days = ((_day(match), line.place) for line in lines[:60] if (match := _DATE_LINE.match(line.text)))
    return next((AnnexValue(day, place) for day, place in days if day), _NONE)


def _bases(lines: Sequence[AnnexValue], own: str) -> Iterator[NamedDocument]:
    """The documents that the opening of the plan cites, each with what some place of it says that it is about."""
    opening: dict[tuple[str, str], NamedDocument] = {}
    for line in lines:
        if re.match(r"(?:I|1)\s*\.|PHỤ LỤC", line.text) or "- Ngày ban hành" in line.text:
            break
        if not re.match(r"(?:Thực hiện|Căn cứ|Triển khai|Theo)\b", line.text):
            continue
        for match in _CITED.finditer(line.text):
            key = (match["kind"].lower(), match["number"])
            cited = _cited(match, line.place)
            if match["number"] != own and len(cited.about) >= len(opening[key].about if key in opening else ""):
                opening[key] = cited
        for match in _CITED.finditer(" ".join(_nested(line.text))):
            key = (match["kind"].lower(), match["number"])
            if key in opening and len(_about(match)) > len(opening[key].about):
                opening[key] = _cited(match, line.place)
    yield from opening.values()


def _nested(text: str) -> Iterator[str]:
    """What follows the inner mentions of a text, which an outer mention has swallowed."""
    for match in _CITED.finditer(text):
        if match["about"]:
            yield f"{match['about']};"


def _cited(match: re.Match[str], place: str) -> NamedDocument:
    kind = upper_first(match["kind"])
    return NamedDocument(kind, match["number"], _day(match), match["issuer"].strip(), _about(match), place)


def _about(match: re.Match[str]) -> str:
    return " ".join((match["about"] or "").split()).strip(" .,")


def _standing(lines: Sequence[AnnexValue]) -> AnnexValue:
    for line in lines:
        if match := _STANDING.search(line.text):
            return AnnexValue(re.sub(r"^(?:Giao|giao)\s+", "", match["who"]).strip(" ,"), line.place)
    return _NONE


def _review(text: str, place: str) -> AnnexValue:
    """The clause on the yearly review, without the words in front of it that name who does it."""
    start = re.search(r"(?:chủ trì|tham mưu|tổ chức|định kỳ|giúp)[^.;]*", text)
    return AnnexValue(" ".join((start[0] if start else text).split()).strip(" ,"), place)


def _funding(lines: Sequence[AnnexValue]) -> AnnexValue:
    for at, line in enumerate(lines):
        inside = re.fullmatch(
            r"(?:[IVX0-9]+\s*[.)]\s*)?(?:KINH PHÍ|NGUỒN KINH PHÍ)[^.]{0,40}\.?", line.text, re.IGNORECASE
        )
        if inside and at + 1 < len(lines):
            parts = []
            for part in lines[at + 1 : at + 6]:
                if re.match(r"[IVX]+\s*[.)]", part.text) or part.text.isupper():
                    break
                parts.append(part.text)
            return AnnexValue("\n".join(parts), lines[at + 1].place) if parts else _NONE
    for line in lines:
        if re.match(r"(?:[0-9a-z]+[.)]\s*)?Kinh phí (?:thực hiện|bảo đảm|đảm bảo)", line.text):
            return AnnexValue(re.sub(r"^[0-9a-z]+[.)]\s*", "", line.text), line.place)
    return _NONE


def _annex_title(document: SourceDocument, first_task_grid: str) -> str:
    """The title over the first task table: what stands between «PHỤ LỤC» and it."""
    match: list[str] | None = None
    for block in document.blocks:
        if isinstance(block, Grid):
            if block.place == first_task_grid:
                break
            continue
        if re.match(r"PHỤ LỤC\b", block.text):
            match = []
        elif match is not None and not block.text.startswith("("):
            match.append(" ".join(block.text.split()))
    return " ".join(match or ())
