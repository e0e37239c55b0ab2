"""Prepare a template for filling: the only room that knows docxtpl.

A template is opened, held against what docxtpl would pass over in silence, patched by docxtpl and read into the nodes
of `filling`, once for all its papers.
"""

from __future__ import annotations

import copy
import io
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from ntsdocs.docx import package
from ntsdocs.docx.package import CORE, Member, PackageError
from ntsdocs.docx.paragraph_places import places_of
from ntsdocs.templates import balance, markup
from ntsdocs.templates.faults import Fault
from ntsdocs.templates.fill import Nodes
from ntsdocs.templates.marks import MARK, Wording
from ntsdocs.templates.placeholders import compile_wording
from ntsdocs.templates.printable import Printable
from ntsdocs.text.problems import Origin, Problem, TemplateWrong, reason

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAGS = ("{{", "{%", "{#")
_PICTURE_ID = re.compile(r'(<wp:docPr\s(?:[^>]*?\s)?id=")[^"]*')
_FIRST_PICTURE_ID = 1001

Afterwork = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part with placeholders: the text around what is filled, and what docxtpl does to the filled text.

    A part that is `sound` gives well-formed XML for any values; another has each of its papers parsed. `places` are
    what the marks of `marks` name, where they were kept.
    """

    name: str
    label: str
    head: bytes
    block: Nodes
    tail: bytes
    sound: bool
    afterwork: tuple[Afterwork, ...] = ()
    places: tuple[str, ...] = ()

    def filled(self, context: Mapping[str, Any], room: Printable) -> bytes:
        """The part's bytes for a paper's fields, before any afterwork."""
        out = [self.head]
        self.block.write(context, room, out)
        out.append(self.tail)
        return b"".join(out)

    def finished(self, data: bytes) -> bytes:
        """The part's bytes with docxtpl's afterwork done."""
        if not self.afterwork:
            return data
        text = data[len(self.head) : len(data) - len(self.tail)].decode()
        for work in self.afterwork:
            text = work(text)
        return b"".join((self.head, text.encode(), self.tail))


@dataclass(frozen=True, slots=True)
class _Source:
    """A part as docxtpl would take it up: its XML between `head` and `tail`."""

    name: str
    label: str
    xml: str
    head: str = _DECLARATION
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template's parts that are filled, in one room, and those that are the same in every paper."""

    room: Printable
    parts: tuple[PreparedPart, ...]
    kept: tuple[Member, ...]


def prepare(template: Path | bytes, name: str, *, marked: bool = False) -> Prepared:
    """The template, checked and prepared; `TemplateWrong` with everything that is wrong with it.

    A `marked` one gives papers with marks in them, which say of each paragraph where in the template it stands.
    """
    parts, opened = _open(template, name)
    sources, found = _sources(opened, parts)
    room = Printable()
    ready = []
    for source in sources:
        part = _prepare(source, opened, room, marked=marked)
        if isinstance(part, PreparedPart):
            ready.append(part)
        else:
            found += part
    found += _unfilled(parts, {source.name for source in sources})
    if found:
        raise TemplateWrong(problem(name, fault) for fault in found)
    filled = {part.name for part in ready}
    kept = tuple(package.member(part, data) for part, data in parts.items() if part not in filled)
    return Prepared(room, tuple(ready), kept)


def problem(name: str, fault: Fault) -> Problem:
    """The fault as a problem of the template `name`."""
    return Problem(Origin(name, place=fault.place), fault.what, fault.remedy)


# --- opening and preparing -------------------------------------------------------------------------------------------


def _open(template: Path | bytes, name: str) -> tuple[dict[str, bytes], DocxTemplate]:
    remedy = "mở tệp bằng Word rồi lưu lại thành .docx, hoặc lấy lại mẫu từ bản trước."
    try:
        raw = template if isinstance(template, bytes) else template.read_bytes()
        parts = package.read(raw)
        opened = DocxTemplate(io.BytesIO(raw))
        opened.render_init()
        opened.get_xml()
    except OSError as error:
        what = f"không đọc được mẫu ({reason(error)})"
        fault = Fault("", what, "kiểm tra tên tệp, và đóng tệp nếu đang mở trong Word.")
    except PackageError as error:
        fault = Fault("", str(error), remedy)
    except (OpcError, KeyError, ValueError, AttributeError, IndexError, etree.LxmlError):
        fault = Fault("", "tệp không phải là một văn bản Word lành lặn", remedy)
    else:
        return parts, opened
    raise TemplateWrong([problem(name, fault)])


def _sources(opened: DocxTemplate, parts: Mapping[str, bytes]) -> tuple[list[_Source], list[Fault]]:
    """The parts that docxtpl fills, and a fault for the one that must be there and is not."""
    sources = [_body(opened)]
    for uri, label in ((opened.HEADER_URI, "đầu trang"), (opened.FOOTER_URI, "chân trang")):
        for _, part in opened.get_headers_footers(uri):
            file = part.partname.filename
            sources.append(_Source(part.partname.membername, f"{label} ({file})", opened.get_part_xml(part)))
    for part in opened.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            text = etree.tostring(markup.parse(part.blob), encoding="unicode")
            sources.append(_Source(part.partname.membername, "chú thích cuối trang", text))
    if CORE not in parts:
        fault = Fault("", "mẫu không có thuộc tính tệp (docProps/core.xml)", "mở bằng Word, lưu lại rồi thử lại.")
        return sources, [fault]
    text = etree.tostring(markup.parse(parts[CORE]), encoding="unicode")
    return [*{source.name: source for source in sources}.values(), _Source(CORE, "thuộc tính tệp", text)], []


def _body(opened: DocxTemplate) -> _Source:
    """The body between the rest of its part, as docxtpl takes it out and puts it back."""
    root = opened.docx.element
    shell = copy.deepcopy(root)
    body = shell.body
    del body[:]
    body.text = None
    head, _, tail = etree.tostring(shell, encoding="unicode").partition("<w:body/>")
    return _Source(opened.docx.part.partname.membername, "", opened.get_xml(), _DECLARATION + head, tail)


def _prepare(source: _Source, opened: DocxTemplate, room: Printable, *, marked: bool) -> PreparedPart | list[Fault]:
    """The part, compiled; or what is wrong with it. A part without placeholders has none of either."""
    if source.name == CORE:
        if not any(tag in source.xml for tag in _TAGS):
            return []
        return _compile(source, Wording(source.label, source.xml), room)
    root = markup.parse(source.xml)
    where = places_of(root, source.label)
    found = markup.faults(root, where)
    if found:
        return found
    patched = opened.patch_xml(source.xml)
    if source.label and not any(tag in patched for tag in _TAGS):
        return []
    part = _patched_part(source, opened, room, Wording(source.label, patched, markup.marks(where), marked))
    return replace(part, places=markup.marks(where)) if isinstance(part, PreparedPart) else part


def _patched_part(source: _Source, opened: DocxTemplate, room: Printable, plain: Wording) -> PreparedPart | list[Fault]:
    patched, places = plain.text, plain.places
    with_marks = opened.patch_xml(markup.marked(source.xml, len(places)))
    # A mark may come between two signs that docxtpl joins: better no place than another text.
    known = MARK.sub("", with_marks) == patched
    wording = replace(plain, text=with_marks) if known else Wording(source.label, patched)
    try:
        tree = markup.parse(patched)
    except etree.XMLSyntaxError:
        return _unparsable(source, wording, room)
    if misplaced := markup.misplaced(tree):
        remedy = "đặt ô trong chữ của một đoạn; không dùng {{p, {{r, {{tr, {{tc."
        return [Fault(source.label, f"«{each}» đứng ở chỗ Word không hiện chữ", remedy) for each in misplaced]
    return _compile_patched(source, opened, room, wording, tree)


def _unparsable(source: _Source, wording: Wording, room: Printable) -> list[Fault]:
    """Why docxtpl's text is not XML: a fault in the small language, or else tags that lie across one another."""
    outcome = compile_wording(room, wording)
    if isinstance(outcome, list):
        return outcome
    return [Fault(source.label, "các câu lệnh chồng chéo làm hỏng cấu trúc của mẫu", "cho mỗi lệnh một đoạn riêng.")]


def _compile_patched(
    source: _Source, opened: DocxTemplate, room: Printable, wording: Wording, tree: etree._Element
) -> PreparedPart | list[Fault]:
    if source.label:
        return _compile(source, wording, room)
    start = re.match(r"<w:body[^>]*>", wording.text)
    opening = start[0] if start else ""
    afterwork: tuple[Afterwork, ...] = ()
    if markup.has_loose_tables(tree):
        afterwork += (lambda text: _mend_tables(opened, opening, text),)
    if "<wp:docPr" in wording.text:
        afterwork += (_number_pictures,)
    # The whole part declares what the body's own tag, taken out of it, had to declare again.
    wording = replace(wording, text="<w:body>" + wording.text[len(opening) :])
    part = _compile(source, wording, room)
    return replace(part, afterwork=afterwork) if isinstance(part, PreparedPart) else part


def _compile(source: _Source, wording: Wording, room: Printable) -> PreparedPart | list[Fault]:
    block = compile_wording(room, wording)
    if isinstance(block, list):
        return block
    head, tail = source.head.encode(), source.tail.encode()
    return PreparedPart(source.name, source.label, head, block, tail, balance.proven(head, block, tail))


def _unfilled(parts: Mapping[str, bytes], filled: set[str]) -> list[Fault]:
    """Placeholders in parts that docxtpl leaves as they are."""
    what = "có ô hoặc câu lệnh ở chỗ không được điền"
    return [
        Fault(f"phần «{name}»", what, "chuyển vào thân văn bản, đầu trang hoặc chân trang.")
        for name, data in parts.items()
        if name not in filled and name.endswith(".xml") and (b"{{" in data or b"{%" in data)
    ]


# --- docxtpl's own afterwork -----------------------------------------------------------------------------------------


def _mend_tables(opened: DocxTemplate, opening: str, text: str) -> str:
    """The body with docxtpl's count of the columns of its tables."""
    whole = opening + text.removeprefix("<w:body>")
    mended = etree.tostring(opened.fix_tables(whole), encoding="unicode")
    return re.sub(r"^<w:body[^>]*>", "<w:body>", mended)


def _number_pictures(text: str) -> str:
    """The body with docxtpl's numbers on its pictures, so that no two in a loop have one id."""
    count = itertools.count(_FIRST_PICTURE_ID)
    return _PICTURE_ID.sub(lambda found: f"{found[1]}{next(count)}", text)
