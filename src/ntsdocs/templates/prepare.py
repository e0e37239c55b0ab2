"""Prepare a template for filling: the only module that knows docxtpl.

A template is read, patched by docxtpl, and the text around its tags woven into the tree of what they say, once for all
its papers.
"""

from __future__ import annotations

import copy
import io
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from ntsdocs.docx import anchors, package, sent_as
from ntsdocs.docx.package import CORE_PART, Member, PackageError
from ntsdocs.docx.xml import Element, W
from ntsdocs.templates import filled_places, holders, language
from ntsdocs.templates.carried import carried
from ntsdocs.templates.charted import BoundChart
from ntsdocs.templates.faults import UNREADABLE, in_file, problem_at
from ntsdocs.templates.fill import Conditional, Each, Filler, Node, Nodes
from ntsdocs.templates.language import TAG, TemplatePart
from ntsdocs.templates.printable import settled
from ntsdocs.text.problems import Problem, TemplateWrong, reason

NUMBER = "nts"  # the attribute that numbers the paragraphs of a part, where that is wanted

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBERED = re.compile(rf' {NUMBER}="[0-9]+"')
_BLOCK = re.compile(r"\{%\s*(for|if|endfor|endif)\b")
_DAMAGED = (OpcError, KeyError, ValueError, AttributeError, IndexError, etree.LxmlError)  # of python-docx
_PICTURE_ID = re.compile(r'(<wp:docPr\s(?:[^>]*?\s)?id=")[^"]*')
_FIRST_PICTURE_ID = 1001
_LOOSE = re.compile(r"<w:tbl><\?loose \?>(.*?</w:tbl>)", re.DOTALL)
_NAMED = re.compile(r'<w:(bookmark|perm)(Start|End)\b[^>]*?\sw:id="([^"]*)"[^>]*/>| w14:paraId="([^"]*)"')

Afterwork = Callable[[str], str]
Own = tuple[tuple[str, str], ...]  # by the tags of content controls


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part with placeholders: the text around what is filled, and what docxtpl does to the filled text.

    `places` are those of its paragraphs, in their order.
    """

    name: str
    head: bytes
    block: Nodes
    tail: bytes
    afterwork: tuple[Afterwork, ...]
    places: tuple[str, ...]
    charts: tuple[BoundChart, ...]

    def filled(self, context: Mapping[str, Any], filler: Filler, own: Own = ()) -> bytes:
        """The part's bytes for a paper's fields and what its agency wrote itself, before any afterwork."""
        out = [self.head]
        self.block.write(context, filler, out)
        out.append(self.tail)
        return settled(filled_places.put(b"".join(out), dict(own)))

    def finished(self, data: bytes) -> bytes:
        """The part's bytes with docxtpl's afterwork done."""
        if not self.afterwork:
            return data
        text = data[len(self.head) : len(data) - len(self.tail)].decode()
        for work in self.afterwork:
            text = work(text)
        return b"".join((self.head, text.encode(), self.tail))


@dataclass(frozen=True, slots=True)
class PreparedTemplate:
    """A template's parts that are filled, with what they share, and those that are the same in every paper."""

    filler: Filler
    parts: tuple[PreparedPart, ...]
    unfilled: tuple[Member, ...]


def prepare(template: Path | bytes, name: str, *, numbered: bool = False) -> PreparedTemplate:
    """The template, checked and prepared; `TemplateWrong` with everything that is wrong with it.

    A `numbered` one gives papers whose paragraphs have the attribute `NUMBER`, by which they are known in the template;
    it fills the parts without placeholders too.
    """
    try:
        raw = template if isinstance(template, bytes) else template.read_bytes()
        members = carried(raw)
        parts, faults = language.read(members)
        opened = DocxTemplate(io.BytesIO(package.write(members.items())))
        opened.render_init()
    except (OSError, PackageError, *_DAMAGED) as error:
        raise TemplateWrong([in_file(_unreadable(error), name)]) from error
    used = [part for part in parts if part.tags or not part.title or part.name == CORE_PART or part.faults or numbered]
    prepared = [_prepared(part, opened, numbered=numbered) for part in used]
    faults = [*(fault for each in prepared if isinstance(each, list) for fault in each), *faults]
    if faults:
        raise TemplateWrong(in_file(fault, name) for fault in faults)
    ready = tuple(each for each in prepared if isinstance(each, PreparedPart))
    filled = {sent_as.PART, *(part.name for part in ready)}
    filled |= {name for part in ready for chart in part.charts for name in (chart.name, chart.workbook)}
    unfilled = tuple(package.member(part, data) for part, data in members.items() if part not in filled)
    return PreparedTemplate(Filler(), ready, unfilled)


def _unreadable(error: Exception) -> Problem:
    if isinstance(error, OSError):
        what = f"không đọc được mẫu ({reason(error)})"
        return problem_at("", what, "kiểm tra tên tệp, và đóng tệp nếu đang mở trong Word.")
    what = str(error) if isinstance(error, PackageError) else "tệp không phải là một văn bản Word lành lặn"
    return problem_at("", what, UNREADABLE)


# --- one part --------------------------------------------------------------------------------------------------------


def _prepared(part: TemplatePart, opened: DocxTemplate, *, numbered: bool) -> PreparedPart | list[Problem]:
    """The part, ready to be filled; or what is wrong with it."""
    if part.faults:
        return [fault for _, fault in part.faults]
    head, text, tail = _patched(part, opened, numbered=numbered)
    try:
        tree = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return [_crossed(part.title)]
    crossings = list(_crossings(part, list(_slots(tree))))
    if crossings:
        return crossings
    is_body = tree.tag == f"{W}body"
    afterwork = tuple(_afterwork(tree, opened, _opening(text)) if is_body else _bare(tree))
    root = holders.mark(tree)
    if root or next(tree.iter(etree.PI), None) is not None:  # else it stays byte for byte what docxtpl made of it
        text = etree.tostring(tree, encoding="unicode")
    if is_body:
        # The whole part declares what the body's own tag, taken out of it, had to declare again.
        text = "<w:body>" + text.removeprefix(_opening(text))
    literals = (literal.encode() for literal in TAG.split(TAG.sub(_without_comment, text)))
    block = _woven(part.tree, literals, root)
    places = tuple(place for element, place in part.places.items() if element.tag == f"{W}p")
    return PreparedPart(part.name, head.encode(), block, tail.encode(), afterwork, places, part.charts)


def _opening(text: str) -> str:
    return text[: text.index(">") + 1]


def _without_comment(tag: re.Match[str]) -> str:
    return "" if tag[0].startswith("{#") else tag[0]


def _crossings(part: TemplatePart, slots: list[tuple[str, tuple[str, ...]]]) -> Iterator[Problem]:
    """Where docxtpl left other tags than were typed, and blocks that begin and end at different depths."""
    if [inner for inner, _ in slots] != [tag.inner for tag in part.tags]:
        pairs = zip(slots, part.tags, strict=False)
        yield _crossed(next((tag.place for (inner, _), tag in pairs if inner != tag.inner), part.title))
        return
    for numbers in part.blocks:
        if len({slots[number][1] for number in numbers}) > 1:
            yield _crossed(part.tags[numbers[0]].place)


def _crossed(place: str) -> Problem:
    return problem_at(place, "các câu lệnh chồng chéo làm hỏng cấu trúc của mẫu", "cho mỗi lệnh một đoạn riêng.")


def _patched(part: TemplatePart, opened: DocxTemplate, *, numbered: bool) -> tuple[str, str, str]:
    """The part's text as docxtpl leaves it for filling, between what it takes out and puts back."""
    head, body, tail = _DECLARATION, part.root, ""
    if not part.title:
        shell = copy.deepcopy(part.root)
        for emptied in shell.iterchildren(f"{W}body"):
            emptied.clear()
        around, _, tail = etree.tostring(shell, encoding="unicode").partition("<w:body/>")
        head, body = head + around, next(part.root.iterchildren(f"{W}body"))
    if part.name == CORE_PART:
        return head, etree.tostring(body, encoding="unicode"), tail
    text = opened.patch_xml(etree.tostring(body, encoding="unicode"))
    if numbered:
        for number, paragraph in enumerate(part.root.iter(f"{W}p")):
            paragraph.set(NUMBER, str(number))
        with_numbers = opened.patch_xml(etree.tostring(body, encoding="unicode"))
        text = with_numbers if _NUMBERED.sub("", with_numbers) == text else text  # better no number than another text
    return head, text, tail


def _slots(tree: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each tag of the patched part, with the names of what is open around it.

    Between two tags with the same names around them the text can be dropped or said twice, and the whole stays
    well-formed: values are escaped, and hold no character that XML forbids.
    """
    around: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            around.append(element.tag)
            texts = [((*around, name), value) for name, value in element.attrib.items()]
            texts.append((tuple(around), element.text))
        else:
            around.pop()
            texts = [(tuple(around), element.tail)]
        for names, text in texts:
            yield from ((tag[2:-2].strip(), names) for tag in TAG.findall(text or "") if not tag.startswith("{#"))


def _woven(tree: Nodes, literals: Iterator[bytes], root: str = "") -> Nodes:
    """The tree with the text that stands before, between and after its tags; `root` is a holder around it all."""
    woven: list[Node] = [next(literals)]
    for node in tree.nodes:
        if isinstance(node, Conditional):
            branches = tuple((test, _woven(block, literals)) for test, block in node.branches)
            woven.append(replace(node, branches=branches))
        else:
            woven.append(replace(node, body=_woven(node.body, literals)) if isinstance(node, Each) else node)
        woven.append(next(literals))
    return holders.gathered(woven, root)


# --- docxtpl's own afterwork -----------------------------------------------------------------------------------------


def _afterwork(body: Element, opened: DocxTemplate, opening: str) -> Iterator[Afterwork]:
    loose = [table for table in body.iter(f"{W}tbl") if _is_loose(table)]
    if any(len([*table.iter(f"{W}tbl"), *table.iterancestors(f"{W}tbl")]) > 1 for table in loose):
        yield lambda text: _mend_tables(opened, opening, text)
    elif loose:
        for table in loose:
            table.insert(0, etree.PI("loose"))
        mended = cache(lambda table: _mend_tables(opened, opening, f"<w:body>{table}</w:body>")[len("<w:body>") : -9])
        yield lambda text: _LOOSE.sub(lambda match: mended(f"<w:tbl>{match[1]}"), text)
    if next(body.iter("{*}docPr"), None) is not None:
        yield _number_pictures
    if _NAMED.search(etree.tostring(body, encoding="unicode")):
        yield _name_once
    if next(body.iter(f"{W}sdt"), None) is not None:
        yield anchors.hide


def _bare(edge: Element) -> Iterator[Afterwork]:
    if next(edge.iter(f"{W}sdt"), None) is not None:
        yield partial(anchors.hide, named=False)


def _mend_tables(opened: DocxTemplate, opening: str, text: str) -> str:
    """The text of a body with docxtpl's count of the columns of its tables."""
    whole = opening + text.removeprefix("<w:body>")
    mended = etree.tostring(opened.fix_tables(whole), encoding="unicode")
    return re.sub(r"^<w:body[^>]*>", "<w:body>", mended)


def _number_pictures(text: str) -> str:
    """The body with docxtpl's numbers on its pictures, so that no two in a loop have one id."""
    count = itertools.count(_FIRST_PICTURE_ID)
    return _PICTURE_ID.sub(lambda match: f"{match[1]}{next(count)}", text)


def _name_once(text: str) -> str:
    """The body with each bookmark and paragraph named once: a loop repeats them, a condition may drop one end."""
    names = {match.groups() for match in _NAMED.finditer(text)}
    passed = set()

    def once(match: re.Match[str]) -> str:
        which, end, number, _ = name = match.groups()
        whole = end is None or (which, "End" if end == "Start" else "Start", number, None) in names
        if not whole or name in passed:
            return ""
        passed.add(name)
        return match[0]

    return _NAMED.sub(once, text)


def _is_loose(table: Element) -> bool:
    """Whether docxtpl might have to mend the columns of the table once it is filled.

    It never has to where no row has more cells than the table has columns, and where a row that is always there, with
    cells that are always there, spans all columns.
    """
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for row in table.iter(f"{W}tr"):
        between_cells = (row.text, *(child.tail for child in row))
        if len(row.findall(f"{W}tc")) > columns or any("{" in (text or "") for text in between_cells):
            return True
    depth = 0
    for child in table:
        if child.tag == f"{W}tr" and depth == 0 and _span(child) >= columns:
            return False
        depth += sum(-1 if word.startswith("end") else 1 for word in _BLOCK.findall(child.tail or ""))
    return True


def _span(row: Element) -> int:
    """How many columns the row's cells span; 0 if that is known only once the row is filled."""
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
    words = ["1" if span is None else span.get(f"{W}val", "") for span in spans]
    return sum(map(int, words)) if all(word.isdecimal() for word in words) else 0
