"""Compare two pieces of XML: whether they are equal, and their differences in the outline's words or as XML."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from lxml import etree

from ntsdocs.docx.formats import Formats, load
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import Element, R, W, local
from ntsdocs.text import vn

Form = tuple[str, str, str]  # what it is, before, after
Tell = Callable[[Element], Sequence[str]]
K = TypeVar("K")
T = TypeVar("T")

LONGEST = 200  # letters of one XML value that are shown
MOST = 40  # values of one piece that are shown one by one
_PRESENT = "có"
_XML = "XML: "  # begins the name of what the outline has no words for

_UNSEEN = frozenset(
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"),
        *("commentReference", "lastRenderedPageBreak", "headerReference", "footerReference", "printerSettings"),
        *("lang", "noProof", "tblGridChange"),
    )
)
# How a program breaks lines and pages, and what it counts for scripts that Vietnamese is not written in.
_UNTOLD = _UNSEEN | frozenset(
    W + name
    for name in (
        "widowControl suppressAutoHyphens overflowPunct autoSpaceDE autoSpaceDN snapToGrid formProt docGrid kinsoku"
        " topLinePunct wordWrap adjustRightInd tblLook cnfStyle szCs bCs iCs"
    ).split()
)
# What some programs write out though it holds without being written; what is empty says nothing either.
_EMPTY = frozenset(
    W + name for name in "rPr pgNumType pBdr tcBorders tblBorders tcMar tblCellMar spacing ind rFonts tabs".split()
)
_UNWRITTEN = frozenset(
    (W + holder, W + tag, tuple((W + key, value) for key, value in attributes))
    for holder, tag, attributes in (
        *(("tblPr", "jc", (("val", side),)) for side in ("left", "start")),
        *(("tblCellMar", side, (("type", "dxa"), ("w", "0"))) for side in ("top", "bottom")),
        ("tblPr", "tblInd", (("type", "dxa"), ("w", "0"))),
        ("tcPr", "vAlign", (("val", "top"),)),
        ("tcPr", "shd", (("color", "auto"), ("fill", "auto"), ("val", "clear"))),
        ("sectPr", "type", (("val", "nextPage"),)),
        ("sectPr", "textDirection", (("val", "lrTb"),)),
    )
)
# Of a paragraph and of a run: what its look, with all styles resolved, says better.
_OF_PARAGRAPH = frozenset(
    W + name for name in "pStyle jc ind spacing contextualSpacing keepNext numPr rPr sectPr pPrChange".split()
)
_OF_RUN = frozenset(W + name for name in "rStyle rFonts sz b i vanish color strike vertAlign ins del rPrChange".split())
_SEEN_IN_COPIES = ("headerReference", "footerReference", "printerSettings", "lang", "noProof")
UNSEEN_MARKS = _UNSEEN - {W + name for name in _SEEN_IN_COPIES}
_STYLED = frozenset(W + name for name in ("pStyle", "rStyle", "tblStyle"))
# What Word counts anew whenever it saves.
_COUNTED = frozenset({f"{W}id", "{http://www.w3.org/XML/1998/namespace}space"})
_TEXTS = frozenset(W + name for name in ("t", "delText", "instrText", "delInstrText"))
_ON = ("1", "true", "on")
# CT_OnOff: what is on if it only stands there. Of any other element «1» is a number or a name.
_SWITCHES = frozenset(
    W + name
    for name in (
        "b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint vanish webHidden specVanish"
        " oMath rtl cs snapToGrid keepNext keepLines pageBreakBefore widowControl suppressLineNumbers"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
        " adjustRightInd contextualSpacing mirrorIndents suppressOverlap bidiVisual cantSplit tblHeader hidden"
        " noWrap tcFitText hideMark formProt noEndnote titlePg rtlGutter temporary showingPlcHdr docPartUnique"
        " isLgl enabled calcOnExit checked default sizeAuto dirty"
    ).split()
)


@dataclass(frozen=True, slots=True)
class _Difference:
    """One value that differs: the steps down to its element, the attribute (blank for the element or its text)."""

    steps: tuple[tuple[str, int], ...]
    attribute: str
    before: str
    after: str
    new: Element | None

    @property
    def path(self) -> str:
        words = [local(tag) + (f"[{nth + 1}]" if nth else "") for tag, nth in self.steps]
        return "/".join([*words, *([f"@{local(self.attribute)}"] if self.attribute else [])])


def differences(
    what: str, old: Element | None, new: Element | None, before: Tell, after: Tell | None = None
) -> Iterator[Form]:
    """Every difference between two elements of one name; `before` and `after` say what a reader sees of each.

    One that is there on one side only, and marks that came and went, are one entry, named `what`. What differs without
    changing the marks is named by its place in the XML.
    """
    after = after or before
    if old is None or new is None:
        some, tell = (new, after) if old is None else (old, before)
        if some is not None:
            words = "; ".join(tell(some)) or _content(some)
            yield (what, "", words) if old is None else (what, words, "")
        return
    if equal(old, new):
        return
    marks, now = before(old), after(new)
    if list(marks) != list(now):
        yield what, _listed(marks, now), _listed(now, marks)
    left = 0
    for number, each in enumerate(_differences(old, new, ())):
        if number < MOST:
            if list(before(_patched(old, each))) == list(marks):
                yield f"{_XML}{what}/{each.path}", each.before, each.after
        else:
            left += 1
    if left:
        yield f"{_XML}{what}, và {left} giá trị nữa", "như bản cũ", "khác"


def is_visible(form: Form) -> bool:
    """Whether the outline has words for it: what else differs, a reader of the page may not see."""
    return not form[0].startswith(_XML)


def unseen(what: str) -> str:
    """The name of a difference that a reader of the page does not see."""
    return f"{_XML}{what}"


def raw_differences(what: str, old: Element, new: Element) -> Iterator[Form]:
    """Every difference between two elements, named by its place in the XML."""
    return differences(what, old, new, _nothing)


def canonical(element: Element) -> bytes:
    """The element in the one form that equal XML has."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def equal(old: Element, new: Element) -> bool:
    """Whether two elements say the same in every letter and attribute."""
    return canonical(old) == canonical(new)


def _nothing(_: Element) -> Sequence[str]:
    return ()


def _listed(marks: Sequence[str], others: Sequence[str]) -> str:
    """The marks that the others lack; all of them if only their order differs."""
    own = [mark for mark in marks if mark not in others]
    return "; ".join(own or (marks if sorted(marks) == sorted(others) else ()))


def _differences(old: Element, new: Element, steps: tuple[tuple[str, int], ...]) -> Iterator[_Difference]:
    for name in sorted(set(old.attrib) | set(new.attrib)):
        before, after = old.get(name), new.get(name)
        if before != after:
            yield _Difference(steps, str(name), *_both_shown(before, after), new)
    if (old.text or "").strip() != (new.text or "").strip():
        yield _Difference(steps, "", *_both_shown(old.text, new.text), new)
    olds, news = _children(old), _children(new)
    for key, one, other in by_name(olds, news):
        if one is not None and other is not None:
            yield from _differences(one, other, (*steps, key))
        else:
            yield _Difference((*steps, key), "", _content(one), _content(other), other)


def _children(holder: Element) -> dict[tuple[str, int], Element]:
    counts: dict[str, int] = {}
    children = {}
    for child in holder:
        if isinstance(child.tag, str):
            nth = counts.get(child.tag, 0)
            counts[child.tag] = nth + 1
            children[child.tag, nth] = child
    return children


def _patched(old: Element, difference: _Difference) -> Element:
    """A copy of the old element in which this one difference is as in the new one."""
    patched = holder = copy.deepcopy(old)
    *above, last = difference.steps or [("", 0)]
    for key in above:
        holder = _children(holder)[key]
    target = patched if not difference.steps else _children(holder).get(last)
    new = difference.new
    if difference.attribute and target is not None and new is not None:
        value = new.get(difference.attribute)
        if value is None:
            del target.attrib[difference.attribute]
        else:
            target.set(difference.attribute, value)
    elif target is None and new is not None:
        holder.append(copy.deepcopy(new))
    elif target is not None and new is None:
        holder.remove(target)
    elif target is not None and new is not None:
        target.text = new.text
    return patched


def _content(element: Element | None) -> str:
    """What an element that stands on one side only holds, in short."""
    if element is None:
        return ""
    values = [f"{local(name)}={element.get(name)}" for name in sorted(map(str, element.attrib))]
    values += [f"{local(each.tag)} {_content(each)}".strip() for each in _children(element).values()]
    words = (element.text or "").strip()
    return _shown(" ".join([*values, *([words] if words else [])]) or _PRESENT)


def _shown(value: str | None) -> str:
    text = "" if value is None else vn.printable(str(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _both_shown(before: str | None, after: str | None) -> tuple[str, str]:
    """Both values in short, from a little before their first difference where their beginnings do not show it."""
    one, other = (vn.printable(each or "") for each in (before, after))
    pairs = enumerate(zip(one, other, strict=False))
    shared = next((nth for nth, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = shared - LONGEST // 4 if shared >= LONGEST else 0
    return (_shown(f"…{one[start:]}"), _shown(f"…{other[start:]}")) if start else (_shown(one), _shown(other))


def by_name(before: Mapping[K, T], after: Mapping[K, T]) -> Iterator[tuple[K, T | None, T | None]]:
    """Every name of two mappings once, with what each has under it."""
    return ((name, before.get(name), after.get(name)) for name in dict.fromkeys((*before, *after)))


class Signatures:
    """Signatures of the elements of one file: equal ones are the same to a reader, whatever a program counted."""

    def __init__(self, file: WordParts) -> None:
        self.file = file
        self.without_controls = False  # whether content controls are passed over, as if their content stood there alone

    def of(self, element: Element | None, part: str, without: frozenset[str] = frozenset()) -> str:
        """The signature of an element of a part, `without` the children of these names; blank for `None`."""
        if element is None:
            return ""
        pieces: list[str] = []
        self._write(element, part, pieces, without)
        return "".join(pieces)

    def paragraph_look(self, props: Element | None, part: str) -> tuple[object, ...]:
        """What a reader sees of a paragraph with these `w:pPr`, and of the letters that its style gives it."""
        own = self._formats.paragraph(props, None)
        seen = replace(own, style="", list_id=self.list_of(own.list_id))
        rest = self.of(props, part, _OF_PARAGRAPH).replace(f"<{W}pPr</>", "")
        return seen, self.run_look(None, part, own.style), rest

    def run_look(self, props: Element | None, part: str, style: str) -> tuple[object, ...]:
        """What a reader sees of a run with these `w:rPr` in a paragraph of this style."""
        own = self._formats.run(props, self._formats.paragraph_style(style), None)
        return replace(own, fonts=(*own.fonts[:2], "", "")), self.of(props, part, _OF_RUN)

    @cached_property
    def _formats(self) -> Formats:
        names = [self.file.related(kind) for kind in ("styles", "numbering", "theme")]
        for name in filter(None, names):
            self.file.parsed(name)  # says which part is damaged
        return load(*(self.file.parts.get(name, b"") for name in names))

    @cached_property
    def _of_styles(self) -> frozenset[str]:
        """The switches that styles turn on and the places of their tabs: turned off elsewhere, they say something."""
        name = self.file.related("styles")
        every = list(self.file.parsed(name).iter(f"{W}tab", *_SWITCHES)) if name else []
        tabs = {each.get(f"{W}pos", "") for each in every if each.tag == f"{W}tab"}
        return frozenset(tabs | {each.tag for each in every if each.get(f"{W}val", "1") in _ON})

    def list_of(self, number: str) -> str:
        """What a list looks like, whatever its number is in this file."""
        return self._lists.get(number, number)

    @cached_property
    def _lists(self) -> dict[str, str]:
        name = self.file.related("numbering")
        if not name:
            return {}
        root = self.file.parsed(name)
        counted = frozenset({f"{W}nsid", f"{W}tmpl"})
        abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
        # Two lists of one look are two lists: the place tells them apart.
        lists: dict[str, str] = {}
        for place, each in enumerate(root.iterfind(f"{W}num")):
            link = each.find(f"{W}abstractNumId")
            definition = abstract.get("" if link is None else link.get(f"{W}val", ""))
            levels = [] if definition is None else [self.of(level, name, counted) for level in definition]
            overrides = [self.of(over, name) for over in each.iterfind(f"{W}lvlOverride")]
            lists[each.get(f"{W}numId", "")] = f"{place}{levels}{overrides}"
        return lists

    def _write(self, element: Element, part: str, pieces: list[str], without: frozenset[str]) -> None:
        tag = element.tag
        if tag in _UNTOLD or tag in without or self._is_default(element) or not isinstance(tag, str):
            return
        if self.without_controls and tag == f"{W}sdt":
            for child in element.iterfind(f"{W}sdtContent/*"):
                self._write(child, part, pieces, without)
            return
        opening = f"<{tag}"
        for key, value in sorted(element.attrib.items()):
            opening += self._attribute(element, str(key), str(value), part)
        text = element.text
        if text and (tag in _TEXTS or not text.isspace()):
            opening += f">{text}"
        children: list[str] = []
        for child in element if len(element) else ():
            inner: list[str] = []
            self._write(child, part, inner, without if child.tag in without else frozenset())
            children += inner
        if tag.endswith("Pr"):  # the order of settings says nothing
            children.sort()
        if children or tag not in _EMPTY or opening != f"<{tag}":
            pieces.append("".join((opening, *children, "</>")))

    def _is_default(self, element: Element) -> bool:
        tag, holder = element.tag, element.getparent()
        if tag in _SWITCHES:
            return element.get(f"{W}val", "1") not in _ON and tag not in self._of_styles
        if tag == f"{W}tab" and element.get(f"{W}val") == "clear":
            return element.get(f"{W}pos", "") not in self._of_styles
        return holder is not None and (holder.tag, tag, tuple(sorted(element.items()))) in _UNWRITTEN

    def _is_of_page(self, tag: str, key: str, value: str) -> bool:
        """Whether the attribute says something: not the distance of a footer that is not there."""
        name = local(key)
        if tag == f"{W}pgMar" and name in ("header", "footer"):
            return bool(self.file.all_related(name))
        return (local(tag), name, value) != ("pgNumType", "fmt", "decimal")

    def _attribute(self, element: Element, key: str, value: str, part: str) -> str:
        tag = element.tag
        if key in _COUNTED or "rsid" in key or key.startswith("{http://schemas.microsoft.com/office/word/201"):
            return ""
        if (key == "id" and tag.endswith(("}docPr", "}cNvPr"))) or not self._is_of_page(tag, key, value):
            return ""
        if key.startswith(R):
            value = self.file.destination(part, value)
        elif key == f"{W}val":
            if value in _ON and tag in _SWITCHES:
                return ""  # <w:b w:val="1"/> is <w:b/>
            if tag == f"{W}numId":
                value = self.list_of(value)
            elif tag == f"{W}id":
                return ""
            elif tag in _STYLED:
                value = self._formats.name(value)  # programs give styles ids of their own
        return f" {key}={value!r}"
