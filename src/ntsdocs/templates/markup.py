"""What the XML of a template can hold that docxtpl would pass over in silence, and where it stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lxml import etree

from ntsdocs.templates.faults import Fault
from ntsdocs.templates.marks import mark
from ntsdocs.templates.printable import FORBIDDEN

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_P, _TR, _TC, _TBL, _T = (f"{{{_W}}}{name}" for name in ("p", "tr", "tc", "tbl", "t"))
_TEXTS = (_T, f"{{{_W}}}instrText", f"{{{_W}}}delText")
_LOST = {f"{{{_W}}}sectPr": "ngắt phần (section)", f"{{{_W}}}drawing": "hình vẽ", f"{{{_W}}}pict": "hình vẽ"}

_MARKED = re.compile(r"<w:(?:p|tr|tc)(?=[\s/>])")
_LIFTED = re.compile(r"\{%(tr|tc|p) [^}%]*%\}")
_RICH = re.compile(r"\{\{(tr|tc|p|r) ")
PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_BLOCK = re.compile(r"\{%-?\s*(for|if|endfor|endif)\b")
_HOLDER = {"p": (_P, "đoạn"), "tr": (_TR, "hàng"), "tc": (_TC, "ô")}


def parse(xml: str | bytes) -> etree._Element:
    """The root of the XML; entities stay unresolved and nothing is fetched; `etree.XMLSyntaxError` if it is not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(xml.encode() if isinstance(xml, str) else xml, parser)


def marked(xml: str, expected: int) -> str:
    """The XML with a mark before each paragraph, row and cell, in the document's order; as it is if not `expected`."""
    count = itertools.count()
    with_marks, made = _MARKED.subn(lambda found: f"{mark(next(count))}{found[0]}", xml)
    return with_marks if made == expected else xml


def marks(where: dict[etree._Element, str]) -> tuple[str, ...]:
    """The places that the marks of `marked` name."""
    return tuple(place for element, place in where.items() if element.tag != _TBL)


def faults(root: etree._Element, where: dict[etree._Element, str]) -> list[Fault]:
    """What docxtpl would lose, misread or change without a word."""
    found = []
    for element, place in where.items():
        if element.tag == _TBL and element.find(f"{{{_W}}}tblGrid") is None:
            found.append(Fault(place, "bảng không khai báo các cột (tblGrid)", "vẽ lại bảng bằng Word."))
        elif element.tag == _P:
            found += _paragraph_faults(element, place)
    for text in root.iter(_T):
        if text.text and (sign := FORBIDDEN.search(text.text)):
            place = next((where[above] for above in text.iterancestors(_P)), "")
            what = f"chữ của mẫu có ký tự mà docxtpl tự đổi thành thứ khác: {sign[0]!r}"
            found.append(Fault(place, what, "gõ lại chỗ này; xuống dòng và tab thì dùng phím của Word."))
    return found


def _paragraph_faults(paragraph: etree._Element, place: str) -> Iterator[Fault]:
    text = _own_text(paragraph)
    for opening, closing in PAIRS:
        if text.count(opening) != text.count(closing):
            what = f"có «{opening}» hoặc «{closing}» không thành cặp trong đoạn «{text[:80]}»"
            yield Fault(place, what, "mở và đóng ngoặc trong cùng một đoạn.")
    if rich := _RICH.search(text):
        what = f"«{{{{{rich[1]} …}}}}» cần nội dung Word dựng sẵn, ở đây không dùng"
        yield Fault(place, what, f"bỏ chữ «{rich[1]}» sau «{{{{».")
    for kind in dict.fromkeys(found[1] for found in _LIFTED.finditer(text)):
        tag, name = _HOLDER[kind]
        holder = next((each for each in (paragraph, *paragraph.iterancestors()) if each.tag == tag), None)
        if holder is None:
            yield Fault(place, f"«{{%{kind} …%}}» phải nằm trong bảng", f"dùng «{{%p …%}}» thay cho «{{%{kind} …%}}».")
        else:
            yield from _lifting_faults(holder, kind, name, place)


def _lifting_faults(holder: etree._Element, kind: str, name: str, place: str) -> Iterator[Fault]:
    """What else stands in the paragraph, row or cell that docxtpl drops for the tag's sake."""
    text = "".join(each.text or "" for each in holder.iter(_T)).strip()
    remedy = f"để lệnh «{{%{kind} …%}}» đứng một mình trong {name} của nó."
    if not _LIFTED.fullmatch(text):
        yield Fault(place, f"{name} có «{{%{kind} …%}}» còn có chữ khác, sẽ bị mất: «{text[:80]}»", remedy)
    for lost in dict.fromkeys(_LOST[element.tag] for element in holder.iter(*_LOST)):
        yield Fault(place, f"{name} có «{{%{kind} …%}}» còn có {lost}, sẽ bị mất", remedy)


def _own_text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_T) if next(text.iterancestors(_P), None) is paragraph)


def misplaced(patched: etree._Element) -> list[str]:
    """The placeholders that stand where Word looks for no text, as docxtpl leaves them; Word would not show them."""
    found = []
    for element in patched.iter():
        texts = [] if element.tag in _TEXTS else [element.text]
        texts += [child.tail for child in element]
        found += [each.strip() for each in texts if each and "{{" in each]
    return found


def has_loose_tables(patched: etree._Element) -> bool:
    """Whether docxtpl might have to mend the columns of a table once it is filled.

    It never has to where no row has more cells than the table has columns, and where a row that is always there, with
    cells that are always there, spans all columns.
    """
    return any(_is_loose(table) for table in patched.iter(_TBL))


def _is_loose(table: etree._Element) -> bool:
    columns = len(table.findall(f"{{{_W}}}tblGrid/{{{_W}}}gridCol"))
    rows = list(table.iter(_TR))
    if any(len(row.findall(_TC)) > columns or _has_tags_between_cells(row) for row in rows):
        return True
    return not any(_span(row) >= columns for row in _lasting_rows(table))


def _lasting_rows(table: etree._Element) -> Iterator[etree._Element]:
    depth = 0
    for child in table:
        if child.tag == _TR and depth == 0:
            yield child
        for word in _BLOCK.findall(child.tail or ""):
            depth += -1 if word.startswith("end") else 1


def _has_tags_between_cells(row: etree._Element) -> bool:
    between = [row.text, *(child.tail for child in row)]
    return any(text and "{" in text for text in between)


def _span(row: etree._Element) -> int:
    """How many columns the row's cells span; 0 if that is known only once the row is filled."""
    total = 0
    for cell in row.findall(_TC):
        span = cell.find(f"{{{_W}}}tcPr/{{{_W}}}gridSpan")
        words = "1" if span is None else span.get(f"{{{_W}}}val", "")
        if not words.isdecimal():
            return 0
        total += int(words)
    return total
