"""What a rule finds: where, what is there, what the decree asks, the article, the remedy."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ntsdocs.docx import lines
from ntsdocs.docx.document import Paragraph
from ntsdocs.docx.lines import Line
from ntsdocs.text.problems import Origin, Problem

_TABLE = Path(__file__).resolve().parents[3] / "data" / "law" / "nd30.csv"

_COLUMNS = (
    "Mã", "Chủ đề", "Yêu cầu", "Vị trí", "Cách kiểm", "Hàm", "Chi tiết cách kiểm", "Độ tin cậy", "Mức",
    "Vì sao không tự sửa", "Thông lệ", "Số bản mắc",
)  # fmt: skip

SAI, THONG_LE, NEN_XEM, KHONG_KIEM_DUOC = "sai", "thông lệ", "nên xem", "không kiểm được"
WEIGHTS = (SAI, THONG_LE, NEN_XEM)  # of what is found, the gravest first
SEVERITIES = (*WEIGHTS, KHONG_KIEM_DUOC)


_BLANK_EM = 0.25  # how wide a blank of Times New Roman is
_SEEN_MM = 2.0  # less aside, nobody sees it


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of data/law/nd30.csv; `function` is what checks it, «head.quoc_hieu» of `check/head.py`, blank if nothing.

    `unmended` says why a rule that is checked is not mended, blank if it is. `custom` is what issued papers do in its
    place, `counted` how many of those that were judged do so.
    """

    id: str
    subject: str
    requirement: str
    article: str
    how: str
    function: str
    detail: str
    confidence: str
    severity: str
    unmended: str
    custom: str
    counted: str


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule's function yields; `unsure` where the file allows another reading, so that it is no error.

    It is `custom` where the rule is broken by the letter, in a way its row in the table counts in issued papers. `line`
    is the line it is about, `required` how the decree wants that line's letters, where this is what is wrong.
    """

    at: Paragraph | str
    what: str
    remedy: str
    unsure: bool = False
    line: Line | None = None
    required: RequiredFormat | None = None
    custom: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as people read it; `paragraph` is where a comment would stand, `None` for the whole file.

    `counted` says how common it is in issued papers; blank where its weight is not that of a custom.
    """

    rule: str
    severity: str
    place: str
    what: str
    requirement: str
    article: str
    remedy: str
    paragraph: Paragraph | None = None
    counted: str = ""

    def __str__(self) -> str:
        return (
            f"[{self.rule}] {self.place}: {self.what}\n    Yêu cầu ({self.article}): {self.requirement}"
            f"\n    Sửa: {self.remedy}"
        )

    def problem(self, file: str) -> Problem:
        """The finding as a problem of this file."""
        what = f"{self.what}; yêu cầu ({self.article}): {self.requirement}"
        return Problem(Origin(file, place=self.place), what, self.remedy, rule=self.rule)


@cache
def rules() -> dict[str, Rule]:
    """The decree's rules by id, in the order of the table."""
    with _TABLE.open(encoding="utf-8-sig", newline="") as file:
        return {row["Mã"]: Rule(*map(row.__getitem__, _COLUMNS)) for row in csv.DictReader(file)}


def finding(rule: Rule, breach: Breach) -> Finding:
    """The finding, weighed: only a sure rule in a sure place is an error, and none that issued papers often make."""
    severity, counted = rule.severity, ""
    if severity == SAI and (breach.unsure or rule.confidence != "H"):
        severity = NEN_XEM
    elif severity == SAI and breach.custom:
        severity, counted = THONG_LE, f"{rule.custom}: {rule.counted}"
    paragraph = breach.at if isinstance(breach.at, Paragraph) else None
    place = paragraph.place if paragraph is not None else str(breach.at)
    return Finding(
        rule.id, severity, place, breach.what, rule.requirement, rule.article, breach.remedy, paragraph, counted
    )


def at(
    line: Line,
    what: str,
    remedy: str,
    *,
    unsure: bool = False,
    required: RequiredFormat | None = None,
    custom: bool = False,
) -> Breach:
    """A finding at a line."""
    return Breach(line.paragraph, what, remedy, unsure, line, required, custom)


def pt(half_points: int) -> str:
    """A size in points: «13», «13,5»."""
    return f"{half_points / 2:g}".replace(".", ",")


def sizes(line: Line) -> str:
    """The line's sizes in points."""
    return ", ".join(pt(size) for size in line.sizes) or "không rõ"


def in_mm(length: float) -> str:
    """A length in mm: «34,9»."""
    return f"{length:.1f}".rstrip("0").rstrip(".").replace(".", ",")


@dataclass(frozen=True, slots=True)
class RequiredFormat:
    """How the decree wants a component's letters: sizes in half-points; `None` where it does not say."""

    name: str
    smallest: int
    largest: int
    bold: bool | None
    italic: bool | None
    upper: bool | None = None
    centred: bool | None = None


def format_breaches(line: Line, required: RequiredFormat) -> Iterator[Breach]:
    """Where a line's letters are not as the decree wants them."""
    for what, remedy in _misformats(line, required) if line.looks else ():
        yield at(line, f"{required.name} {what}", remedy, required=required)


def _misformats(line: Line, required: RequiredFormat) -> Iterator[tuple[str, str]]:
    if line.sizes[0] < required.smallest or line.sizes[-1] > required.largest:
        allowed = " - ".join(dict.fromkeys((pt(required.smallest), pt(required.largest))))
        yield f"cỡ chữ {sizes(line)}", f"đặt cỡ chữ {allowed}."
    if required.bold is True and not line.every("bold"):
        yield "không đậm", "đặt kiểu chữ đậm cho cả dòng."
    if required.bold is False and line.some("bold"):
        yield "có chữ đậm", "bỏ chữ đậm."
    if required.italic is True and not line.every("italic"):
        yield "không nghiêng", "đặt kiểu chữ nghiêng."
    if required.italic is False and line.some("italic"):
        yield "có chữ nghiêng", "đặt kiểu chữ đứng."
    letters = [] if "{{" in line.text else [char for char in line.as_printed if char.isalpha()]
    if required.upper is True and not all(char.isupper() for char in letters):
        yield "không in hoa toàn bộ", "viết bằng chữ in hoa."
    if required.upper is False and len(letters) > 5 and all(char.isupper() for char in letters):
        yield "in hoa toàn bộ", "viết bằng chữ in thường."
    if required.centred and not is_centred(line.paragraph):
        yield "không canh giữa", "canh giữa dòng này."
    elif required.centred and _pushed_mm(line) > _SEEN_MM:
        yield f"bị dấu cách ở đầu dòng đẩy lệch {in_mm(_pushed_mm(line))} mm", "xóa dấu cách ở đầu dòng, để canh giữa."


def _pushed_mm(line: Line) -> float:
    """How far blanks before the words push a centred line aside; a line that shares its paragraph is let be."""
    text = line.paragraph.text
    blanks = len(text) - len(text.lstrip(" "))
    alone = blanks and line.paragraph.format.align == "center" and text.strip() == line.text.strip() and line.sizes
    return blanks * line.sizes[0] / 2 * _BLANK_EM * 25.4 / 72 / 2 if alone else 0.0


def is_centred(paragraph: Paragraph) -> bool:
    """Whether it stands in the middle of its column; what is tabbed, spaced or boxed is taken on trust."""
    format_ = paragraph.format
    return format_.align == "center" or paragraph.boxed or lines.is_parted(paragraph) or format_.centred_frame
