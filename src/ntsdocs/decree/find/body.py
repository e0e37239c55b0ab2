"""Find Kính gửi, what stands between the head and the signature, and the role of each paragraph there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ntsdocs.decree.cache import cache_short_texts
from ntsdocs.decree.find.paper import KINH_GUI, BodyPart, Paper
from ntsdocs.docx import lines
from ntsdocs.docx.document import Paragraph
from ntsdocs.docx.lines import Line

_SHORT = 100  # characters of an addressee's second line


def _after_head(paper: Paper) -> int:
    title = [paper.title] if paper.title is not None else []
    last = [*paper.head[-1:], *paper.trich_yeu[-1:], *title, *paper.ve_viec[-1:]]
    return max((paper.index(line.paragraph) for line in last), default=-1) + 1


def find_addressees(paper: Paper) -> None:
    """Finds «Kính gửi» and those it names."""
    start = _after_head(paper)
    for at in range(start, min(paper.main_end, start + 14)):
        labels = [line for line in lines.of(paper.paragraphs[at]) if KINH_GUI.match(line.text)]
        if labels:
            paper.kinh_gui = labels[0]
            paper.addressees = list(_addressees(paper, at))
            return


def _addressees(paper: Paper, at: int) -> Iterator[Line]:
    same = [line for line in lines.of(paper.paragraphs[at]) if line is not paper.kinh_gui]
    same = [line for line in same if not KINH_GUI.match(line.text)]
    yield from same
    last = same[-1] if same else None
    for each in paper.paragraphs[at + 1 : min(at + 60, paper.main_end)]:
        lines_ = lines.of(each)
        listed = bool(lines_) and (
            lines_[0].text.startswith(("-", "–", "+", "•")) or (bool(each.label) and not each.label[0].isalnum())
        )
        same_table = each.cell is not None and each.cell.table is getattr(paper.paragraphs[at].cell, "table", None)
        if listed or (same_table and lines_) or (lines_ and _goes_on(last, each)):
            yield from lines_
            last = lines_[-1]
        elif lines_ and not (paper.template and KINH_GUI.match(lines_[0].text)):
            return


def _goes_on(last: Line | None, each: Paragraph) -> bool:
    """Whether a paragraph without a dash is the rest of the name above it: as far in, and ended like one of a list."""
    if last is None or not last.text.endswith(",") or not last.text.startswith(("-", "–", "+", "•")):
        return False
    inward, above = each.format.left + each.format.first, last.paragraph.format
    return len(each.text) < _SHORT and each.text.rstrip().endswith((";", ".")) and inward >= above.left + above.first


def body(paper: Paper) -> list[Paragraph]:
    """The paragraphs of ô 6."""
    start = _after_head(paper)
    if paper.kinh_gui is not None:
        last = paper.addressees[-1] if paper.addressees else paper.kinh_gui
        start = paper.index(last.paragraph) + 1
    return paper.paragraphs[start : paper.main_end]


def texts(paper: Paper) -> list[Paragraph]:
    """The paragraphs whose words PL II judges."""
    start = paper.index(paper.blocks[0].paragraph) if paper.blocks else 0
    subject = [line.paragraph for line in paper.trich_yeu]
    every = (*subject, *paper.paragraphs[start:])
    return [each for each in every if len(each.text) > 3 and not each.text.isupper() and not is_contents(each)]


# --- roles -----------------------------------------------------------------------------------------------------------


TEXTS = ("loi_van", "khoan", "diem", "gach", "dieu")
_CAN_CU = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|căn cứ)\b")
_MAY_BE_CAN_CU = re.compile(r"(?:Xét|Thực hiện|Theo|Trên cơ sở|Sau khi)\b")  # they open sentences too
_TAIL = 60  # characters in which a page number and what leads to it stand
_CONTENTS = re.compile(r"\S\s*(?:\t|[.…]{4,}|\s{3})\s*\d{1,3}\s*$")  # a line of a table of contents, with its page
_DECIDES = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:?")
ORDINALS = "nhất|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười"
_PARTS = (
    (
        "phan",
        re.compile(rf"(?:Phần|PHẦN)\s+((?:thứ|THỨ)\s+(?:{ORDINALS}|{ORDINALS.upper()}|[IVXLC]+|\d+)|[IVXLC]+|\d+)\b"),
    ),
    ("chuong", re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]+|\d+)\b")),
    ("muc_so", re.compile(r"(?:Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+([IVXLC]+|\d+)\b")),
    ("dieu", re.compile(r"(?:Điều|ĐIỀU)\s+([IVXLC]+|\d+)(?=[.:\s]|$)")),
    ("muc", re.compile(r"([IVX]{1,6})\s?([.\-/):])(?=\s|$)")),
    ("khoan", re.compile(r"(\d{1,2})\s?([.)/\-])(?=\s|[A-ZĐ])(?!\d)")),
    ("diem", re.compile(r"(\()?([a-zđ])\s?([).,/])(?=\s)")),
    ("gach", re.compile(r"[-–—+•*·]\s?(?=\S)")),
)
_ALONE = ("phan", "chuong", "muc_so", "dieu")  # a sentence may begin with the same words
_CITED = re.compile(
    r"(?:của|và|,|(?:Luật|Bộ luật|Pháp lệnh|Nghị|Quyết định|Quy chế|Quy định|Thông tư|Hiến pháp|Điều lệ|Kế hoạch|Đề án"
    r"|Chỉ thị|Chương trình|Hợp đồng|Công văn|Văn bản|này|nêu|nói)\b)"
)


def blocks(paragraphs: Iterable[Paragraph], *, decides: bool = False) -> list[BodyPart]:
    """The paragraphs that hold text outside tables and boxes, with their roles; `decides` in a decision or resolution.

    A sentence that opens like a Điều keeps its number: it is one whose marks were forgotten, or speaks of one.
    """
    parts: list[BodyPart] = []
    opening = True
    written = [each for each in paragraphs if each.cell is None and not each.boxed and each.text.strip()]
    texts = [" ".join(f"{each.label} {each.text}".split()) for each in written]
    deciding = next((at for at, text in enumerate(texts) if decides and _DECIDES.fullmatch(text)), 0)
    for at, (paragraph, text) in enumerate(zip(written, texts, strict=True)):
        if is_contents(paragraph):
            continue
        role, number, mark, title = role_of(text)
        block = BodyPart(paragraph, role, text, number, mark, title)
        if role in _ALONE and not _stands_alone(block):
            block.number, block.role, block.title = number if role == "dieu" else "", "loi_van", ""
        elif (
            at < deciding
            and role not in _ALONE
            and text[-1] != ":"
            and (text.endswith(";") or block.whole.every("italic"))
        ):
            block.role = "can_cu"  # whatever it opens with: nothing else stands above the words that decide
        elif role in ("can_cu", "loi_van"):
            block.role = "loi_van"
            if opening and _is_can_cu(block, role == "can_cu", parts, decides=decides):
                block.role = "can_cu"
            opening = opening and not _DECIDES.fullmatch(text)
        elif role != "gach":
            opening = False
        if block.role == "loi_van" and paragraph.format.align in ("center", "right"):
            block.role = "giua"
        parts.append(block)
    return parts


def is_contents(paragraph: Paragraph) -> bool:
    """Whether it is a line of a table of contents, by its style or by the page number at its end."""
    return paragraph.format.contents or (
        paragraph.cell is None and _CONTENTS.search(paragraph.text.rstrip()[-_TAIL:]) is not None
    )


def running_text(parts: Iterable[BodyPart]) -> list[BodyPart]:
    """The parts whose setting the decree lays down: no captions, boxes or lines for filling in."""
    texts = (each for each in parts if each.role in TEXTS and "{%" not in each.text)
    return [each for each in texts if not each.paragraph.format.ruled_above]


def _stands_alone(block: BodyPart) -> bool:
    """Whether «Phần I», «Điều 1» is a heading here, and not what a sentence begins with."""
    words = block.title
    if not words or words[0] in ".:" or words.isupper():
        return True
    if block.role != "dieu" and block.paragraph.format.align == "center":
        return True
    return opens_bold(block) and _CITED.match(words) is None


def opens_bold(block: BodyPart) -> bool:
    """Whether the first words are bold."""
    line = block.line
    return line is not None and bool(line.looks) and line.looks[0][1].bold


def _is_can_cu(block: BodyPart, named: bool, before: Sequence[BodyPart], *, decides: bool) -> bool:
    """Whether the paragraph is of the list of căn cứ; `named` if its first words say so."""
    listed = before[-1] if before and before[-1].role == "can_cu" else None
    continues = listed is not None and listed.text.endswith(";")
    ends = block.text.endswith(";")
    if named:
        apart = listed is None and any(each.role == "can_cu" for each in before)
        return not apart or ends or block.whole.every("italic")
    opens = may_be_can_cu(block.text)
    if block.text.endswith(":") or not (opens or continues or ends):
        return False
    if block.whole.every("italic"):
        block.doubtful = not (continues or decides)  # a first one alone, which names no căn cứ
        return continues or ends or (opens and decides)
    block.doubtful = opens and continues and (ends or decides)
    return block.doubtful


@cache_short_texts
def role_of(text: str) -> tuple[str, str, str, str]:
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


def may_be_can_cu(text: str) -> bool:
    """Whether the paragraph may belong to the căn cứ above it: its first words are those of one, or of a sentence."""
    return _MAY_BE_CAN_CU.match(text) is not None and not text.endswith(":")


def may_cite(text: str) -> bool:
    """Whether the Điều that opens the sentence may be one of another text: «Điều 5 Luật Đất đai quy định …»."""
    return _CITED.match(re.sub(r"^\w+\s+\w+\s*", "", text)) is not None
