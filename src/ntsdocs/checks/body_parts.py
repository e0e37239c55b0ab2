"""What each paragraph of the body is: căn cứ, a heading, khoản, điểm, a dash, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntsdocs.checks import lines
from ntsdocs.checks.lines import Line
from ntsdocs.checks.memory import remembered
from ntsdocs.checks.pieces import Paragraph

_CAN_CU = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|căn cứ)\b")
_PARTS = (
    ("phan", re.compile(r"(?:Phần|PHẦN)\s+(?:thứ\s+)?([IVXLC]+|\d+|[a-zđ]+)\b")),
    ("chuong", re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]+|\d+)\b")),
    ("muc_so", re.compile(r"(?:Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+([IVXLC]+|\d+)\b")),
    ("dieu", re.compile(r"(?:Điều|ĐIỀU)\s+([IVXLC]+|\d+)(?=[.:\s]|$)")),
    ("muc", re.compile(r"([IVX]{1,6})\s?([.\-/):])(?=\s|$)")),
    ("khoan", re.compile(r"(\d{1,2})\s?([.)/\-])(?=\s|[A-ZĐ])(?!\d)")),
    ("diem", re.compile(r"(\()?([a-zđ])\s?([).,/])(?=\s)")),
    ("gach", re.compile(r"[-–—+•*·]\s?(?=\S)")),
)
_HEADS = frozenset(("phan", "chuong", "muc_so", "muc"))


@dataclass(slots=True)
class Block:
    """A paragraph of the body and its role; `number` and `mark` are those of a heading, khoản or điểm."""

    paragraph: Paragraph
    role: str
    text: str
    number: str = ""
    mark: str = ""
    title: str = ""
    _whole: Line | None = None

    @property
    def line(self) -> Line | None:
        """The first line, with its looks."""
        found = lines.of(self.paragraph)
        return found[0] if found else None

    @property
    def whole(self) -> Line:
        """The whole paragraph as one line."""
        if self._whole is None:
            self._whole = Line(self.paragraph, self.text, lines.looks(self.paragraph))
        return self._whole

    @property
    def place(self) -> str:
        """Where the paragraph stands."""
        return self.paragraph.place


def blocks(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """The paragraphs that hold text outside tables and boxes, with their roles."""
    opening = True
    for paragraph in paragraphs:
        if paragraph.cell is not None or paragraph.boxed or not paragraph.text or paragraph.text.isspace():
            continue
        text = " ".join(f"{paragraph.label} {paragraph.text}".split())
        role, number, mark, title = parted(text)
        if role == "can_cu" and not opening:
            role = "loi_van"
        elif role not in ("can_cu", "loi_van", "gach"):
            opening = False
        if role == "loi_van" and paragraph.format.align == "center":
            role = "giua"
        yield Block(paragraph, role, text, number, mark, title)


@remembered
def parted(text: str) -> tuple[str, str, str, str]:
    """The role of a paragraph with this text, its number, the mark after it, and the words that follow."""
    if _CAN_CU.match(text):
        return ("can_cu" if not text.endswith(":") else "loi_van", "", "", "")
    for role, pattern in _PARTS:
        match = pattern.match(text)
        if match is not None:
            if role == "diem":
                return role, match[2], (match[1] or "") + match[3], text[match.end() :].strip()
            groups = match.groups()
            rest = text[match.end() :].strip()
            return role, groups[0] if groups else "", groups[1] if len(groups) > 1 else "", rest
    return "loi_van", "", "", ""


def is_heading(role: str) -> bool:
    """Whether a block of this role is always a heading."""
    return role in _HEADS
