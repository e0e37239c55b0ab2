"""Find the plan's own facts in its running text: number, date, title, bases, standing body, what is owed and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ntsdocs.intake.citations import DATE, KINDS, NUMBER, NamedDocument, bases, day
from ntsdocs.intake.task_rows import AnnexValue
from ntsdocs.intake.tree import Grid, SourceDocument
from ntsdocs.text.vn import CAPITAL, lower_first, tone_fold, upper_first

_NUMBER = re.compile(rf"Số\s*:?\s*(?P<number>{NUMBER})", re.IGNORECASE)
_DATE_LINE = re.compile(rf"(?:^|\s)(?P<where>{CAPITAL}[\w.'-]*(?: [\w.'-]+){{0,4}}),\s*ngày\s+{DATE}\W*$")
_ATTACHED = re.compile(
    rf"kèm\s+theo\s+(?P<kind>{KINDS})\s+(?:số\s*:?\s*)?(?P<number>{NUMBER})\s*,?\s+"
    rf"ngày\s+(?:{DATE}|\W*tháng\D*\d{{4}})\s*,?\s+của\s+(?P<issuer>[^)\n]+)",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    rf"(?:^|[;,]\s*)(?P<issuer>[^\W\d_][^;,]{{2,80}}?)\s+(?:ban hành|xây dựng)\s+(?:{KINDS})\b(?! số)"
)
_NATION = re.compile(r"CỘNG H[ÒO][ÀA] XÃ|ĐẢNG CỘNG SẢN VIỆT|Độc lập -")
_BODY = re.compile(
    r"(?:CHÍNH PHỦ|THỦ TƯỚNG|ỦY BAN|UỶ BAN|UBND|HỘI|SỞ|BỘ|CHI CỤC|CỤC|TỔNG|TẬP ĐOÀN|CÔNG TY|TRƯỜNG|BỆNH VIỆN|BAN|PHÒNG|"
    r"(?:HỌC )?VIỆN|VĂN PHÒNG|(?:TỈNH|THÀNH|ĐẢNG) [UỦ][YỶ]|ĐẢNG BỘ|THANH TRA|TRUNG TÂM|CÔNG AN|NGÂN HÀNG|TÒA ÁN|"
    r"ĐẠI HỌC|KHO BẠC|MẶT TRẬN)\b"
)
_COMMITTEE = "ỦY BAN NHÂN DÂN"
_UNNAMED = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)(?: (?:tỉnh|thành phố|xã|phường|đặc khu))?", re.IGNORECASE
)
_OWN_AREA = re.compile(
    r"((?:ủy ban nhân dân|hội đồng nhân dân) (?:tỉnh|thành phố|xã|phường|đặc khu)|tỉnh ủy|thành ủy) (.+)"
)
_STANDING = re.compile(
    r"(?:^|[.;]\s*)(?:[0-9a-zđ]+[.)]\s*)?(?:Giao\s+|giao\s+)?(?P<who>[A-ZĐ][^.;:]{2,80}?)\s*"
    r"(?::|là cơ quan thường trực|có trách nhiệm|chịu trách nhiệm|chủ trì,|là cơ quan đầu mối|là đầu mối)"
    r"[^.]*?(?:thường trực|đầu mối|theo dõi|đôn đốc)",
)
_OWED = re.compile(
    rf"(?:báo cáo|gửi)\s+(?:kế hoạch\s+)?(?:về|cho)?\s*(?P<to>[^().,;]{{2,60}}?)\s*"
    rf"\(\s*qua\s+(?P<through>[^)]+?)\s*\)[^.;]*?trước\s+(?:ngày\s+)?{DATE}",
)
_OWED_BEFORE = re.compile(
    r"\bkế hoạch\b[^.;]{0,300}?(?:gửi|báo cáo)\s+(?:kế hoạch\s+)?(?:về|cho)?\s*"
    rf"(?P<to>(?!báo cáo|kết quả)[^().,;]{{2,60}}?)\s+trước\s+(?:ngày\s+)?{DATE}",
)
_REVIEW = re.compile(r"(?:^|[.;]\s*)([^.;]*\bsơ kết\b(?=[^.;]*(?:hằng|hàng|mỗi) năm)[^.;]*)[.;]?")
_FIVE_YEARS = re.compile(r"tổng kết[^.;]*?năm\s+(\d{4})")
_FUNDING_SECTION = re.compile(r"(?:[IVX0-9]+\s*[.)]\s*)?(?:NGUỒN )?KINH PHÍ[^.]{0,40}\.?", re.IGNORECASE)
_FUNDING_LINE = re.compile(r"^(?:[0-9a-z]+[.)]\s*)?(?P<text>Kinh phí(?: thực hiện| bảo đảm| đảm bảo|:).*)", re.DOTALL)
_LONGEST_TITLE = 300
_LONGEST, _LONGEST_LINE = 1_000, 8_000  # letters of what may be a title or a name, and of a line that is looked into
_AFTER_TITLE = re.compile(r"Kính gửi|Nơi nhận|Căn cứ|Phần|PHỤ LỤC|[IVX]+\.|\(|Để |Điều |-{3}|_{3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the text says of the plan, days as «2025-09-11»; a blank value was not found."""

    kind: AnnexValue
    number: AnnexValue
    issued: AnnexValue
    issuer: AnnexValue
    parent: str  # the body above the issuer, as the letterhead has it
    date_place: str  # «Mẫu», in the line of the date
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
    doubts: tuple[str, ...]  # what was read and is not sure


_NONE = AnnexValue("", "")
_Place = tuple[re.Match[str], AnnexValue]  # where a pattern fits, and the line


def find(document: SourceDocument, first_task_grid: str) -> PlanFacts:
    """The facts of the plan; `first_task_grid` is the place of its first task table."""
    lines = (AnnexValue(line.text[:_LONGEST_LINE], line.place) for line in _lines(document))
    body = [line for line in lines if not line.text.startswith("- Số hiệu")]
    attached = _first(_ATTACHED, body)
    number, kind, title = _head(body)
    cited = bases([line for line in body if line.text.strip(" ./-_*") not in title.text], number.text)
    signed = _first(_DATE_LINE, body[:60])
    issued = _value(signed, day(signed[0])) if signed else _NONE
    if attached:
        match, line = attached
        number = number if number.text else AnnexValue(re.sub(r"\s+", "", match["number"]), line.place)
        by_decision = kind.text and upper_first(match["kind"].lower()) != kind.text
        if by_decision and title.text:
            title = AnnexValue(f"ban hành {kind.text} {_as_in_text(title.text, body)[0]}", title.place)
        if by_decision or not kind.text:
            kind = AnnexValue(upper_first(match["kind"].lower()), line.place)
        issued = issued if issued.text else AnnexValue(day(match), line.place)
    above = _letterhead(body)
    issuer = _issuer(attached, above, body)
    name, sure = _as_in_text(tone_fold(issuer.text), body)
    annex_title = _annex_title(document, first_task_grid)
    doubts = []
    if annex_title and not title.text:
        title = AnnexValue(annex_title, "phụ lục")
        doubts.append("trích yếu lấy theo tên phụ lục")
    words, spelt = _as_in_text(title.text, [*body, AnnexValue(name, "")])
    unsure = (what for what, is_sure in (("cơ quan ban hành", sure), ("trích yếu", spelt)) if not is_sure)
    doubts += [f"chữ hoa của tên riêng trong {what}, vì bản gốc in hoa cả" for what in unsure]
    owed = _first(_OWED, body) or _first(_OWED_BEFORE, body)
    standing, review = _first(_STANDING, body), _first(_REVIEW, body)
    years = _first(_FIVE_YEARS, body)
    return PlanFacts(
        kind=kind,
        number=number,
        issued=issued,
        issuer=AnnexValue(upper_first(name), issuer.place),
        parent=above[-2].text if len(above) > 1 else "",
        date_place=upper_first(signed[0]["where"].strip()) if signed else "",
        title=AnnexValue(words, title.place),
        annex_title=annex_title,
        bases=cited,
        standing=_value(standing, re.sub(r"^[Gg]iao\s+", "", standing[0]["who"]).strip(" ,")) if standing else _NONE,
        owed_before=_value(owed, day(owed[0])) if owed else _NONE,
        owed_to=_value(owed, owed[0]["to"].strip()) if owed else _NONE,
        owed_through=_value(owed, owed[0].groupdict().get("through") or "") if owed else _NONE,
        yearly_review=_value(review, _review(review[0][1])) if review else _NONE,
        five_year_review=years[0][1] if years else "",
        funding=_funding(body),
        doubts=tuple(doubts),
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
            pieces = re.split(rf"[\n\t]| (?={_NATION.pattern})", block.whole)  # a letterhead may be set with tabs
            yield from (AnnexValue(line.strip(), block.place) for line in pieces if line.strip())


def _first(pattern: re.Pattern[str], lines: Sequence[AnnexValue]) -> _Place | None:
    return next(((match, line) for line in lines if (match := pattern.search(line.text))), None)


def _value(place: _Place, text: str) -> AnnexValue:
    return AnnexValue(text, place[1].place)


def _head(lines: Sequence[AnnexValue]) -> tuple[AnnexValue, AnnexValue, AnnexValue]:
    """Number, kind and title, as the first page prints them one under the other; of a letter «V/v …»."""
    number = _NONE
    for at, line in enumerate(lines):
        if not number.text and (match := _NUMBER.match(line.text)):
            number = AnnexValue(re.sub(r"\s+", "", match["number"]), line.place)
        if match := re.match(r"V/v:?\s+(.+)", line.text, re.IGNORECASE):
            return number, AnnexValue("Công văn", line.place), AnnexValue(match[1].strip(" ./-_*"), line.place)
        kind = re.match(rf"({KINDS})(?=\s*$|\s)", line.text, re.IGNORECASE)
        if kind and line.text.isupper():
            rest = AnnexValue(line.text[kind.end() :].strip(), line.place)
            below = [*([rest] if rest.text else []), *lines[at + 1 :]]
            return number, AnnexValue(upper_first(kind[1].lower()), line.place), _title(below)
    return number, _NONE, _NONE


def _title(lines: Sequence[AnnexValue]) -> AnnexValue:
    """The lines under the kind's name, until the text begins."""
    parts: list[AnnexValue] = []
    for line in lines[:6]:
        opening = re.match(r"Thực hiện\b", line.text) and (parts or len(line.text) > _LONGEST_TITLE)
        if opening or _AFTER_TITLE.match(line.text):
            break
        if parts and (line.text.isupper() != parts[-1].text.isupper() or line.text.endswith((".", ";", ":"))):
            break
        parts.append(line)
    title = re.sub(r"^V/v:?\s+", "Về việc ", " ".join(part.text for part in parts).strip(" ./-_*"))
    return AnnexValue(title, parts[0].place) if parts else _NONE


def _letterhead(lines: Sequence[AnnexValue]) -> list[AnnexValue]:
    """The bodies over the number, highest first: each name may run over several lines of capitals."""
    bodies: list[AnnexValue] = []
    for line in lines[:12]:
        if _NUMBER.match(line.text) or re.match(rf"(?:{KINDS}|PHỤ LỤC)\b", line.text, re.IGNORECASE):
            break
        if not line.text.isupper() or _NATION.match(line.text):
            continue
        if _BODY.match(line.text):
            bodies.append(AnnexValue(line.text.strip(" *-_"), line.place))
        elif bodies and len(line.text) > 1:
            bodies[-1] = AnnexValue(f"{bodies[-1].text} {line.text.strip(' *-_')}", bodies[-1].place)
    return bodies


def _issuer(attached: _Place | None, above: Sequence[AnnexValue], lines: Sequence[AnnexValue]) -> AnnexValue:
    """Who issued the plan, by the annex's line, the letterhead or the opening: the first that gives a whole name."""
    opening = _first(_BY_ITSELF, [line for line in lines[:40] if not line.text.isupper()])
    ways = [AnnexValue(each[0]["issuer"].strip(" .*_"), each[1].place) for each in (attached, opening) if each]
    ways[1 if attached else 0 : 0] = (AnnexValue(re.sub("^UBND", _COMMITTEE, b.text), b.place) for b in above[-1:])
    named = (each for each in ways if not _UNNAMED.fullmatch(each.text))
    return next(named, ways[0] if ways else _NONE)


def _as_in_text(words: str, lines: Sequence[AnnexValue]) -> tuple[str, bool]:
    """Words in capitals, spelt as the running text spells them, and whether each of them is sure to be spelt so.

    What the text does not repeat goes into small letters, but for numbers and the names of territories.
    """
    if not words.isupper() or len(words) > _LONGEST:
        return lower_first(words), not words.isupper()
    spelt = "\n".join(line.text for line in lines if not line.text.isupper())
    low, split = spelt.lower(), words.split()
    parts: list[str] = []
    sure = True
    while split:
        runs = (size for size in range(len(split), 1, -1) if " ".join(split[:size]).lower() in low)
        size = next(runs, 1)
        run = " ".join(split[:size])
        at = low.find(run.lower()) if size > 1 else -1
        own = bool(re.search(r"[\d/]", run))
        parts.append(spelt[at : at + len(run)] if at >= 0 else run if own else run.lower())
        sure = sure and (at >= 0 or own)
        split = split[size:]
    text = lower_first(" ".join(parts))
    text = re.sub(rf"\b({KINDS})(?= số \d)", lambda match: upper_first(match[1]), text, flags=re.IGNORECASE)
    if not sure and (match := _OWN_AREA.fullmatch(text.lower())):
        return f"{match[1]} {match[2].title()}", True
    return text, sure


def _review(text: str) -> str:
    """The clause on the yearly review, without the words in front of it that name who does it."""
    start = re.search(r"(?:chủ trì|tham mưu|tổ chức|định kỳ|giúp)[^.;]*", text)
    return " ".join((start[0] if start else text).split()).strip(" ,")


def _funding(lines: Sequence[AnnexValue]) -> AnnexValue:
    """What the section on funding says, or else the first line on it."""
    for at, line in enumerate(lines[:-1]):
        if _FUNDING_SECTION.fullmatch(line.text):
            below = takewhile(lambda part: not re.match(r"[IVX]+\s*[.)]", part.text), lines[at + 1 : at + 6])
            parts = [part.text for part in takewhile(lambda part: not part.text.isupper(), below)]
            return AnnexValue("\n".join(parts), lines[at + 1].place) if parts else _NONE
    alone = _first(_FUNDING_LINE, lines)
    return _value(alone, alone[0]["text"]) if alone else _NONE


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
