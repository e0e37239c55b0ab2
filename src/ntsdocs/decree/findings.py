"""What a rule finds: where, what is there, what the decree asks, the article, the remedy."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ntsdocs.docx.lines import Line
from ntsdocs.docx.pieces import Paragraph
from ntsdocs.text.problems import Origin, Problem

_TABLE = Path(__file__).resolve().parents[3] / "data" / "law" / "nd30.csv"

_COLUMNS = (
    "Mã", "Chủ đề", "Yêu cầu", "Vị trí", "Cách kiểm", "Chi tiết cách kiểm", "Độ tin cậy", "Mức", "Vì sao không tự sửa"
)  # fmt: skip

SAI, NEN_XEM, KHONG_KIEM_DUOC = "sai", "nên xem", "không kiểm được"
SEVERITIES = (SAI, NEN_XEM, KHONG_KIEM_DUOC)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of data/law/nd30.csv; `unmended` says why a rule that is checked is not mended, blank if it is."""

    id: str
    subject: str
    requirement: str
    article: str
    how: str
    detail: str
    confidence: str
    severity: str
    unmended: str


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule's function yields; `unsure` where the file allows another reading, so that it is no error.

    `line` is the line it is about, `look` how the decree wants that line's letters, where this is what is wrong.
    """

    at: Paragraph | str
    what: str
    remedy: str
    unsure: bool = False
    line: Line | None = None
    look: RequiredFormat | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as people read it; `paragraph` is where a comment would stand, `None` for the whole file."""

    rule: str
    severity: str
    place: str
    found: str
    asked: str
    article: str
    remedy: str
    paragraph: Paragraph | None = None

    def __str__(self) -> str:
        return (
            f"[{self.rule}] {self.place}: {self.found}\n    Yêu cầu ({self.article}): {self.asked}"
            f"\n    Sửa: {self.remedy}"
        )

    def problem(self, file: str) -> Problem:
        """The finding as a problem of this file."""
        what = f"{self.found}; yêu cầu ({self.article}): {self.asked}"
        return Problem(Origin(file, place=self.place), what, self.remedy, rule=self.rule)


@cache
def rules() -> dict[str, Rule]:
    """The decree's rules by id, in the order of the table."""
    with _TABLE.open(encoding="utf-8-sig", newline="") as file:
        return {row["Mã"]: Rule(*map(row.__getitem__, _COLUMNS)) for row in csv.DictReader(file)}


def finding(rule: Rule, found: Breach) -> Finding:
    """The finding, weighed: only a sure rule in a sure place is an error."""
    severity = rule.severity
    if severity == SAI and (found.unsure or rule.confidence != "H"):
        severity = NEN_XEM
    paragraph = found.at if isinstance(found.at, Paragraph) else None
    place = paragraph.place if paragraph is not None else str(found.at)
    return Finding(rule.id, severity, place, found.what, rule.requirement, rule.article, found.remedy, paragraph)


def at(line: Line, what: str, remedy: str, *, unsure: bool = False, look: RequiredFormat | None = None) -> Breach:
    """A finding at a line."""
    return Breach(line.paragraph, what, remedy, unsure, line, look)


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


def misfits(line: Line, look: RequiredFormat) -> Iterable[Breach]:
    """Where a line's letters are not as the decree wants them."""
    if not line.looks:
        return
    if line.sizes[0] < look.smallest or line.sizes[-1] > look.largest:
        asked = pt(look.smallest) if look.smallest == look.largest else f"{pt(look.smallest)} - {pt(look.largest)}"
        yield at(line, f"{look.name} cỡ chữ {sizes(line)}", f"đặt cỡ chữ {asked}.", look=look)
    if look.bold is True and not line.every("bold"):
        yield at(line, f"{look.name} không đậm", "đặt kiểu chữ đậm cho cả dòng.", look=look)
    if look.bold is False and line.some("bold"):
        yield at(line, f"{look.name} có chữ đậm", "bỏ chữ đậm.", look=look)
    if look.italic is True and not line.every("italic"):
        yield at(line, f"{look.name} không nghiêng", "đặt kiểu chữ nghiêng.", look=look)
    if look.italic is False and line.some("italic"):
        yield at(line, f"{look.name} có chữ nghiêng", "đặt kiểu chữ đứng.", look=look)
    letters = [] if "{{" in line.text else [char for char in line.shown if char.isalpha()]
    if look.upper is True and not all(char.isupper() for char in letters):
        yield at(line, f"{look.name} không in hoa toàn bộ", "viết bằng chữ in hoa.", look=look)
    if look.upper is False and len(letters) > 5 and all(char.isupper() for char in letters):
        yield at(line, f"{look.name} in hoa toàn bộ", "viết bằng chữ in thường.", look=look)
    if look.centred and not centred(line.paragraph):
        yield at(line, f"{look.name} không canh giữa", "canh giữa dòng này.", look=look)


def centred(paragraph: Paragraph) -> bool:
    """Whether it stands in the middle of its column; what is tabbed or boxed is taken on trust."""
    format_ = paragraph.format
    return format_.align == "center" or paragraph.boxed or "\t" in paragraph.text or format_.centred_frame
