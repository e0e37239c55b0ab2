"""Find the documents that the opening of a plan cites, as many as a sentence holds; what is unsure is said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ntsdocs.intake.task_rows import AnnexValue
from ntsdocs.text.vn import CAPITAL, upper_first

DATE = r"(?P<d>\d{1,2})(?:\s*/\s*|\s*-\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:\s*/\s*|\s*-\s*|\s+năm\s+)(?P<y>\d{4})"
KINDS = (
    r"Nghị quyết liên tịch|Nghị quyết|Quyết định|(?:Kế hoạch|Chương trình)(?: hành động| phối hợp)?|Chỉ thị|"
    r"Nghị định|Thông tư liên tịch|Thông tư|Thông báo kết luận|Thông báo|Kết luận|"
    r"Công văn|Công điện|Hướng dẫn|Quy định|Quy chế|Đề án|Phương án|Báo cáo|Tờ trình|Văn bản"
)
NUMBER = r"\d+[A-Za-z]?\s*[/-]\s*\w[\w&.]*(?:[/-]\w[\w&.]*)*"
_LAWS = r"(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\b"
_MENTION = re.compile(
    rf"\b(?:(?P<kind>(?i:{KINDS})) (?:số:? ?(?=\d))?(?P<number>{NUMBER}|(?<=số )\d+\b)"
    rf"|(?P<law>{_LAWS}[^;:]{{0,120}}?)(?: số (?P<code>{NUMBER})|(?=,? ngày \d)|(?= năm \d{{4}})))"
    rf"(?:,? (?:ký )?ngày {DATE})?,?(?P<of> của )?"
)
_ABOUT = re.compile(  # a comma before a capital is inside the name of a body: «Sở A, B và C»
    r",? (?=(?:ban hành|về|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|sửa đổi|bổ sung|công bố|thông qua|giao|"
    rf"tăng cường|đẩy mạnh|phát động)\b)|[(:\"“«]|,(?! {CAPITAL})|\.?$"
)
_BODY_WITH_SUBJECT = re.compile(
    r"(?:Tiểu ban|Ban Chỉ đạo|Tổ công tác|Hội đồng(?! nhân dân)|Ủy ban(?! nhân dân))\b", re.IGNORECASE
)
_BESIDE = re.compile(r"(?:^|[,;]|\bvà|[,;] (?:và|căn cứ|theo|thực hiện|trên cơ sở))\s*(?:các )?$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?:sau đây|gọi |viết tắt|dưới đây)[^)]*\)", re.IGNORECASE)
_OPENS = re.compile(r"[-–+•*\s]*(?:Thực hiện|Căn cứ|Triển khai|Theo(?! đề nghị)|Để|Nhằm|Trên cơ sở|Trong khuôn khổ)\b")
_UNREAD = re.compile(rf"\s*(?:{_OPENS.pattern}\s*)?(?:(?i:{KINDS})|{_LAWS})\b(?! (?:này|như sau|của))")
_OWN_WORDS = re.compile(
    rf"[,;] [^,;]{{2,80}}? (?:(?:ban hành|xây dựng) (?i:{KINDS})\b(?! số)[^;]*"
    r"|(?:yêu cầu|chỉ đạo|đề nghị|thông báo)[^,;]*:)$"
)
_SECTION = re.compile(r"[IA1]\s*[.)]\s*(?:CĂN CỨ|CƠ SỞ PHÁP LÝ)", re.IGNORECASE)
_BEGINS = re.compile(r"(?:II?|[12]|[AB])\s*[.)]|Phần |Điều 1\b|QUYẾT (?:ĐỊNH|NGHỊ)\s*:|PHỤ LỤC")


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that is named in the text, its day as «2025-09-11»: blank fields were not found.

    `doubt` says what of it a person has to look at; blank where nothing is unsure. What could not be read at all has
    no kind.
    """

    kind: str
    number: str
    issued: str
    issuer: str
    trich_yeu: str
    place: str
    doubt: str = ""


def day(match: re.Match[str]) -> str:
    """The day that `DATE` matched, «2025-09-11»; blank if there is none, or the calendar has none such."""
    try:
        return str(date(int(match["y"]), int(match["m"]), int(match["d"]))) if match["y"] else ""
    except ValueError:
        return ""


def bases(lines: Sequence[AnnexValue], own: str) -> tuple[NamedDocument, ...]:
    """The documents that the opening cites, but for the plan's `own` number.

    One that says nothing of its matter gets what another says of it in passing.
    """
    cited: dict[tuple[str, str], NamedDocument] = {}
    section = ""  # the sign of the section that lists the bases, where they have one
    for line in lines:
        item = section.isalpha() and line.text[0].isdigit()
        if not section and _SECTION.match(line.text):
            section = line.text[0]
        elif "- Ngày ban hành" in line.text or (_BEGINS.match(line.text) and not item):
            break
        elif section or _OPENS.match(line.text):
            for each in _of_line(line):
                if not own or each.number != own:
                    cited.setdefault((each.kind.lower(), each.number), each)
    parts = (part for each in cited.values() for part in _parts(each.trich_yeu, each.place))
    in_passing = {(part.kind.lower(), part.number): part.trich_yeu for part in parts}
    return tuple(
        each if each.trich_yeu else replace(each, trich_yeu=in_passing.get(key, "")) for key, each in cited.items()
    )


def _of_line(line: AnnexValue) -> Iterator[NamedDocument]:
    text = _OWN_WORDS.sub("", _ASIDE.sub("", " ".join(line.text.split())))
    for clause in text.split(";"):
        parts = [*_parts(clause, line.place)]
        if not parts and _UNREAD.match(clause):
            parts = [NamedDocument("", clause.strip(" .:"), "", "", "", line.place, "không đọc được số, ngày")]
        yield from parts


def _parts(clause: str, place: str) -> Iterator[NamedDocument]:
    """The documents of a clause that stand side by side; one that another is about is no part of its own."""
    mentions = [*_MENTION.finditer(clause)]
    begins = mentions[:1]
    nested, doubt = False, ""
    for before, mention in pairwise(mentions):
        beside = _BESIDE.search(clause[before.end() : mention.start()]) is not None
        if beside and nested:
            doubt = f"«{mention[0].strip()}» là căn cứ riêng hay thuộc trích yếu của văn bản đứng trước"
        elif beside:
            begins.append(mention)
        nested = nested or not beside
    for mention, after in zip(begins, [*begins[1:], None], strict=False):
        rest = clause[mention.end() : after.start() if after else len(clause)]
        yield _read(mention, _BESIDE.sub("", rest) if after else rest, place, "" if after else doubt)


def _read(mention: re.Match[str], rest: str, place: str, doubt: str) -> NamedDocument:
    issuer, about = "", rest
    if mention["of"]:
        starts = [*_ABOUT.finditer(rest)]
        at = 0
        if _BODY_WITH_SUBJECT.match(rest) and rest[starts[0].end() :].startswith("về "):
            at = 1 if starts[1][0] == " " else 0
            doubt = doubt or ("" if at else "chữ sau «về» là tên cơ quan hay trích yếu")
        issuer, about = rest[: starts[at].start()], rest[starts[at].end() :]
    elif before := re.search(rf"\bcủa ({CAPITAL}[^,;]{{2,80}}) tại $", mention.string[: mention.start()]):
        issuer = before[1]
    number = re.sub(r"\s+", "", mention["number"] or mention["code"] or "").rstrip(".")
    kind = mention["law"] or upper_first(mention["kind"].lower())
    if not mention["law"] and not (issuer and day(mention)):
        doubt = doubt or "thiếu ngày hoặc cơ quan ban hành"
    return NamedDocument(kind, number, day(mention), issuer.strip(), about.strip(' .,:"”»'), place, doubt)
