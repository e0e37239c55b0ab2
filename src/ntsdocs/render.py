"""Fill a template: the only room that knows docxtpl.

A template is opened, checked, prepared by docxtpl and compiled once; each paper is then the bytes of each part that
has placeholders, while the other parts are kept deflated. What docxtpl passes over in silence is a problem here.
"""

from __future__ import annotations

import copy
import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from ntsdocs import balance, markup, package
from ntsdocs.docket import Core, Job
from ntsdocs.filling import Block, Room, Spot
from ntsdocs.package import Member, PackageError
from ntsdocs.placeholders import MARK, Fault, Wording, compile_wording, value_fault
from ntsdocs.problems import Origin, Problem, TemplateWrong

CORE = "docProps/core.xml"
LONGEST_PROPERTY = 255  # what Word shows of a property, and all that docxtpl takes
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAGS = ("{{", "{%", "{#")
_PICTURE_ID = re.compile(r'(<wp:docPr\s(?:[^>]*?\s)?id=")[^"]*')
_FIRST_PICTURE_ID = 1001

Afterwork = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part with placeholders: the text around what is filled, and what docxtpl does to the filled text.

    A part that is `sound` gives well-formed XML for any values; another has each of its papers parsed.
    """

    name: str
    label: str
    head: bytes
    block: Block
    tail: bytes
    sound: bool
    afterwork: tuple[Afterwork, ...] = ()

    def filled(self, context: Mapping[str, Any], room: Room) -> bytes:
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
class Compiled:
    """A template that is ready to be filled any number of times, though not by two threads at once.

    `name` is the file as messages name it. `spots` are all its placeholders, for whoever holds them against a kind.
    """

    name: str
    spots: tuple[Spot, ...]
    _room: Room
    _parts: tuple[_Part, ...]
    _kept: tuple[Member, ...]

    @classmethod
    def load(cls, template: Path | bytes, name: str) -> Compiled:
        """The template, checked and compiled; `TemplateWrong` with everything that is wrong with it."""
        parts, opened = _open(template, name)
        sources, found = _sources(opened, parts)
        room = Room()
        ready = []
        for source in sources:
            part = _prepare(source, opened, room)
            if isinstance(part, _Part):
                ready.append(part)
            else:
                found += part
        found += _unfilled(parts, {source.name for source in sources})
        if found:
            raise TemplateWrong(_problem(name, fault) for fault in found)
        filled = {part.name for part in ready}
        kept = tuple(package.member(part, data) for part, data in parts.items() if part not in filled)
        return cls(name, tuple(room.spots), room, tuple(ready), kept)

    def render(self, says: object, core: Core, job: str = "") -> bytes:
        """The paper's bytes; `TemplateWrong` with every value that cannot stand where the template wants it.

        `says` is a dataclass whose fields are the names the template may use, `job` the paper as messages name it.
        """
        outcome = self._try(says, core)
        if isinstance(outcome, bytes):
            return outcome
        raise TemplateWrong(_for_jobs(problem, [job]) if job else problem for problem in outcome)

    def _try(self, says: object, core: Core) -> bytes | list[Problem]:
        context = _context(says, core)
        self._room.found.clear()
        filled = [(part, part.filled(context, self._room)) for part in self._parts]
        found = [value_fault(spot, value, context) for spot, value in self._room.found]
        found += _long_properties(core)
        found = found or [fault for part, data in filled if not part.sound for fault in _malformed(part, data)]
        if found:
            return list(dict.fromkeys(_problem(self.name, fault) for fault in found))
        fresh = (package.member(part.name, part.finished(data), package.EACH) for part, data in filled)
        return package.pack(itertools.chain(self._kept, fresh))


def fill(jobs: Iterable[Job], templates: Mapping[str, Compiled]) -> Iterator[tuple[str, bytes]]:
    """Each paper's path and bytes, in the jobs' order, from its kind's template.

    After the last, `TemplateWrong` tells what was wrong with all that could not be made, each thing once.
    """
    wrong: dict[Problem, list[str]] = {}
    for job in jobs:
        outcome = templates[job.kind]._try(job.says, job.core)  # noqa: SLF001 - the same room
        if isinstance(outcome, bytes):
            yield job.path, outcome
        else:
            for problem in outcome:
                wrong.setdefault(problem, []).append(f"{job.kind}/{job.name}")
    if wrong:
        raise TemplateWrong(_for_jobs(problem, names) for problem, names in wrong.items())


def _context(says: object, core: Core) -> dict[str, Any]:
    context = {field.name: getattr(says, field.name) for field in fields(says)}  # type: ignore[arg-type]
    if "core" in context:
        raise ValueError(f"{type(says).__name__}.core: the name stands for the file's properties")
    return {**context, "core": core}


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
        what = f"không đọc được mẫu ({error.strerror})"
        fault = Fault("", what, "kiểm tra tên tệp, và đóng tệp nếu đang mở trong Word.")
    except PackageError as error:
        fault = Fault("", str(error), remedy)
    except (OpcError, KeyError, ValueError, AttributeError, IndexError, etree.LxmlError):
        fault = Fault("", "tệp không phải là một văn bản Word lành lặn", remedy)
    else:
        return parts, opened
    raise TemplateWrong([_problem(name, fault)])


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


def _prepare(source: _Source, opened: DocxTemplate, room: Room) -> _Part | list[Fault]:
    """The part, compiled; or what is wrong with it. A part without placeholders has none of either."""
    if source.name == CORE:
        if not any(tag in source.xml for tag in _TAGS):
            return []
        return _compile(source, Wording(source.label, source.xml), room)
    root = markup.parse(source.xml)
    where = markup.places(root, source.label)
    found = markup.faults(root, where)
    if found:
        return found
    patched = opened.patch_xml(source.xml)
    if source.label and not any(tag in patched for tag in _TAGS):
        return []
    return _patched_part(source, opened, room, patched, markup.marks(where))


def _patched_part(
    source: _Source, opened: DocxTemplate, room: Room, patched: str, places: tuple[str, ...]
) -> _Part | list[Fault]:
    with_marks = opened.patch_xml(markup.marked(source.xml, len(places)))
    if MARK.sub("", with_marks) == patched:
        wording = Wording(source.label, with_marks, places)
    else:  # a mark came between two signs that docxtpl joins: better no place than another text
        wording = Wording(source.label, patched)
    try:
        tree = markup.parse(patched)
    except etree.XMLSyntaxError:
        return _unparsable(source, wording, room)
    if misplaced := markup.misplaced(tree):
        remedy = "đặt ô trong chữ của một đoạn; không dùng {{p, {{r, {{tr, {{tc."
        return [Fault(source.label, f"«{each}» đứng ở chỗ Word không hiện chữ", remedy) for each in misplaced]
    return _compile_patched(source, opened, room, wording, tree)


def _unparsable(source: _Source, wording: Wording, room: Room) -> list[Fault]:
    """Why docxtpl's text is not XML: a fault in the small language, or else tags that lie across one another."""
    outcome = compile_wording(room, wording)
    if isinstance(outcome, list):
        return outcome
    return [Fault(source.label, "các câu lệnh chồng chéo làm hỏng cấu trúc của mẫu", "cho mỗi lệnh một đoạn riêng.")]


def _compile_patched(
    source: _Source, opened: DocxTemplate, room: Room, wording: Wording, tree: etree._Element
) -> _Part | list[Fault]:
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
    return replace(part, afterwork=afterwork) if isinstance(part, _Part) else part


def _compile(source: _Source, wording: Wording, room: Room) -> _Part | list[Fault]:
    block = compile_wording(room, wording)
    if isinstance(block, list):
        return block
    head, tail = source.head.encode(), source.tail.encode()
    return _Part(source.name, source.label, head, block, tail, balance.proven(head, block, tail))


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


# --- what is wrong ---------------------------------------------------------------------------------------------------


def _malformed(part: _Part, data: bytes) -> Iterator[Fault]:
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        remedy = "xem lại các cặp for/endfor và if/endif: mở ở cấp nào thì đóng ở cấp ấy, trong bảng thì dùng {%tr …%}."
        yield Fault(part.label, f"điền xong thì phần «{part.name}» không còn là XML đúng ({error})", remedy)


def _long_properties(core: Core) -> Iterator[Fault]:
    for field in fields(core):
        length = len(getattr(core, field.name))
        if length > LONGEST_PROPERTY:
            what = f"thuộc tính «core.{field.name}» dài {length} chữ, quá mức {LONGEST_PROPERTY}"
            yield Fault("thuộc tính tệp", what, "rút ngắn trích yếu hoặc tên dùng cho thuộc tính này.")


def _problem(name: str, fault: Fault) -> Problem:
    return Problem(Origin(name, place=fault.place), fault.what, fault.remedy)


def _for_jobs(problem: Problem, names: list[str]) -> Problem:
    """The problem, with the papers it stands in the way of."""
    told = ", ".join(names[:3])
    more = f" và {len(names) - 3} văn bản nữa" if len(names) > 3 else ""
    return replace(problem, what=f"{problem.what} (khi làm văn bản {told}{more})")
