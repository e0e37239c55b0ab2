"""A paragraph as atoms: words, signs, controls and fields, each with its formatting and its earlier revisions."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from ntsdocs.docx.fields import is_computed
from ntsdocs.docx.parts import NOTE_REFERENCES
from ntsdocs.docx.same import UNSEEN_MARKS, Signatures
from ntsdocs.docx.xml import MEANINGLESS, Element, R, W, make
from ntsdocs.text.words import tokens

# Beyond so many characters a paragraph is compared by its runs, not by its words.
LONGEST = 200_000

BOXES = frozenset(W + name for name in ("sdt", "hyperlink", *MEANINGLESS))
_REVISED = (W + "ins", W + "del")
_TEXTS = (W + "t", W + "delText")


class AtomKind(Enum):
    """What an atom is."""

    TEXT = auto()
    SIGN = auto()  # what stands in a run and is no text
    OPAQUE = auto()  # what stands next to runs, such as a formula
    BOX = auto()  # a content control, a link: atoms held together
    FIELD = auto()  # from its beginning to its end
    END = auto()  # the paragraph's mark


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The marks of revision that a piece stands in; `None` where none says that it was added, or removed."""

    added: Element | None = None
    removed: Element | None = None

    @property
    def authors(self) -> tuple[tuple[str | None, str | None] | None, ...]:
        """The author and the moment of each mark."""
        marks = (self.added, self.removed)
        return tuple(None if mark is None else (mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks)

    def named(self) -> Iterator[tuple[Element, str]]:
        """The marks there are, each with the name of such an element."""
        for mark, name in ((self.added, "ins"), (self.removed, "del")):
            if mark is not None:
                yield mark, name


@dataclass(slots=True, eq=False)
class Atom:
    """One piece of a paragraph. `marks` are earlier ones, `leading` bookmarks and their like just before it.

    `boxes` are the content controls around it, outermost first, that the other file does not know.
    """

    kind: AtomKind
    key: Hashable
    node: Element | None = None
    text: str = ""
    props: Element | None = None
    look: str = ""
    marks: Marks = Marks()
    inner: list[Atom] = field(default_factory=list)
    leading: list[Element] = field(default_factory=list)
    boxes: tuple[Element, ...] = ()


class Atoms:
    """Reads the paragraphs of one part of a file."""

    def __init__(self, same: Signatures, part: str) -> None:
        self._same, self._part = same, part
        self._long = False
        self._shared: Container[Hashable] | None = None
        self._boxes: tuple[Element, ...] = ()

    def controls(self, paragraphs: Iterable[Element]) -> set[Hashable]:
        """What makes each content control of these paragraphs the same one in another file."""
        return {self._box_key(control) for each in paragraphs for control in each.iter(f"{W}sdt")}

    def of(self, paragraph: Element, shared: Container[Hashable] | None = None) -> list[Atom]:
        """The atoms of a paragraph; the last one is its mark.

        Controls that are not `shared` do not hold their words together: they may have lost their tag, or have left.
        """
        self._shared = shared
        self._long = sum(len(text.text or "") for text in paragraph.iter(*_TEXTS)) > LONGEST
        atoms, leading = self._inside(paragraph, Marks())
        return [*atoms, self._end(paragraph, leading)]

    def _end(self, paragraph: Element, leading: list[Element]) -> Atom:
        props = paragraph.find(f"{W}pPr")
        mark = None if props is None else props.find(f"{W}rPr")
        marks = Marks() if mark is None else Marks(*(mark.find(tag) for tag in _REVISED))
        return Atom(AtomKind.END, (AtomKind.END,), paragraph, props=props, marks=marks, leading=leading)

    def _inside(self, holder: Element, marks: Marks) -> tuple[list[Atom], list[Element]]:
        """The atoms in a holder, and the unseen marks after the last of them."""
        atoms: list[Atom] = []
        leading: list[Element] = []
        for atom in self._joined(self._walk(holder, marks)):
            if isinstance(atom, Atom):
                atom.leading, leading = leading, []
                atoms.append(atom)
            else:
                leading.append(atom)
        return _fields(atoms), leading

    def _joined(self, walked: Iterator[Atom | Element]) -> Iterator[Atom | Element]:
        """The same, with texts of one formatting joined, then parted into words."""
        open_text: Atom | None = None
        for each in walked:
            if isinstance(each, Atom) and each.kind is AtomKind.TEXT:
                if open_text is not None and _joinable(open_text, each):
                    open_text.text += each.text
                    continue
                yield from self._words(open_text)
                open_text = each
            else:
                yield from self._words(open_text)
                open_text = None
                yield each
        yield from self._words(open_text)

    def _words(self, atom: Atom | None) -> Iterator[Atom]:
        if atom is not None:
            for token in [atom.text] if self._long else tokens(atom.text):
                yield replace(atom, key=token, node=None, text=token)

    def _walk(self, holder: Element, marks: Marks) -> Iterator[Atom | Element]:
        for child in holder:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, marks)
            elif tag == f"{W}ins":
                yield from self._walk(child, Marks(child, marks.removed))
            elif tag == f"{W}del":
                yield from self._walk(child, Marks(marks.added, child))
            elif tag in BOXES:
                yield from self._box(child, marks)
            elif tag == f"{W}fldSimple":
                yield from self._simple_field(child, marks)
            elif tag in UNSEEN_MARKS or "RangeStart" in tag or "RangeEnd" in tag:
                yield child
            elif not tag.endswith("Pr"):
                key = (AtomKind.OPAQUE, self._same.of(child, self._part))
                yield Atom(AtomKind.OPAQUE, key, child, marks=marks, boxes=self._boxes)

    def _run(self, run: Element, marks: Marks) -> Iterator[Atom | Element]:
        props = run.find(f"{W}rPr")
        look = self._same.of(props, self._part).replace(f"<{W}rPr</>", "")
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                if child.text:
                    yield Atom(AtomKind.TEXT, child.text, child, child.text, props, look, marks, boxes=self._boxes)
            elif tag == f"{W}commentReference":
                yield _comment_call(run, child)
            elif tag not in (f"{W}rPr", f"{W}lastRenderedPageBreak"):
                sign = NOTE_REFERENCES.get(tag) or self._same.of(child, self._part).replace("delInstr", "instr")
                yield Atom(AtomKind.SIGN, (AtomKind.SIGN, sign), child, "", props, look, marks, boxes=self._boxes)

    def _box(self, box: Element, marks: Marks) -> Iterator[Atom | Element]:
        content = box.find(f"{W}sdtContent") if box.tag == f"{W}sdt" else box
        if content is not None and self._is_loose(box):
            self._boxes = (*self._boxes, box)
            yield from self._walk(content, marks)
            self._boxes = self._boxes[:-1]
            return
        around, self._boxes = self._boxes, ()
        inner, leading = ([], []) if content is None else self._inside(content, marks)
        self._boxes = around
        inner += [Atom(AtomKind.OPAQUE, (AtomKind.OPAQUE, ""), None, leading=leading)] if leading else []
        yield Atom(AtomKind.BOX, (AtomKind.BOX, *self._box_key(box)), box, marks=marks, inner=inner, boxes=self._boxes)

    def _is_loose(self, box: Element) -> bool:
        """Whether the other file may have the words of a content control without the control."""
        if box.tag != f"{W}sdt" or self._shared is None or self._box_key(box) in self._shared:
            return False
        return any(text.text for text in box.iter(*_TEXTS))

    def _box_key(self, box: Element) -> tuple[str, ...]:
        """What makes two boxes one, whatever stands in them."""
        if box.tag == f"{W}sdt":
            props = box.find(f"{W}sdtPr")
            tag = None if props is None else props.find(f"{W}tag")
            return box.tag, self._same.of(props, self._part) if tag is None else tag.get(f"{W}val", "")
        target = self._same.file.destination(self._part, box.get(f"{R}id", ""))
        anchors = (f"{key!s}={value!s}" for key, value in sorted(box.attrib.items()) if not str(key).startswith(R))
        return box.tag, target, *anchors

    def _simple_field(self, field_: Element, marks: Marks) -> Iterator[Atom | Element]:
        """The field as Word writes it when it has more to say: with a beginning, a middle and an end."""
        code = make("instrText")
        code.text = field_.get(f"{W}instr", "")
        for node in (_field_char("begin"), code, _field_char("separate")):
            yield self._sign(node, marks)
        yield from self._walk(field_, marks)
        yield self._sign(_field_char("end"), marks)

    def _sign(self, node: Element, marks: Marks) -> Atom:
        key = (AtomKind.SIGN, self._same.of(node, self._part))
        return Atom(AtomKind.SIGN, key, node, marks=marks, boxes=self._boxes)


def _comment_call(run: Element, child: Element) -> Element:
    """A run of its own for the call of a comment."""
    own = make("r")
    own.extend(deepcopy(each) for each in run if each is child or each.tag == f"{W}rPr")
    return own


def _field_char(kind: str) -> Element:
    return make("fldChar", fldCharType=kind)


def _joinable(one: Atom, other: Atom) -> bool:
    return (one.look, one.boxes) == (other.look, other.boxes) and one.marks is other.marks


def _field_char_kind(atom: Atom) -> str:
    node = atom.node
    return node.get(f"{W}fldCharType", "") if node is not None and node.tag == f"{W}fldChar" else ""


def _fields(atoms: list[Atom]) -> list[Atom]:
    """The same atoms, with every field that begins and ends among them as one atom."""
    joined: list[Atom] = []
    begins: list[int] = []  # where in `joined` the open fields begin
    for atom in atoms:
        joined.append(atom)
        char_kind = _field_char_kind(atom)
        if char_kind == "begin":
            begins.append(len(joined) - 1)
        elif char_kind == "end" and begins:
            first = begins.pop()
            inner = joined[first:]
            joined[first:] = [Atom(AtomKind.FIELD, _field_key(inner), inner=inner, boxes=inner[0].boxes)]
    return joined


def _field_key(inner: Sequence[Atom]) -> Hashable:
    places = [place for place, atom in enumerate(inner) if _field_char_kind(atom) == "separate"]
    middle = places[0] if places else len(inner)
    instruction = "".join(
        atom.node.text or ""
        for atom in inner[:middle]
        if atom.node is not None and atom.node.tag in (f"{W}instrText", f"{W}delInstrText")
    )
    if is_computed(instruction):
        return AtomKind.FIELD, *instruction.split()
    return AtomKind.FIELD, *instruction.split(), *(atom.key for atom in inner[middle:])


def unclosed_fields(block: Element) -> int:
    """How many fields begin in a block and do not end there; negative where one ends that began earlier."""
    marks = (mark.get(f"{W}fldCharType", "") for mark in block.iter(f"{W}fldChar"))
    return sum({"begin": 1, "end": -1}.get(mark, 0) for mark in marks)
