"""How two paragraphs differ: their words, how the words look, the content controls around them."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ntsdocs.diff.blocks import alias_of, tag_of
from ntsdocs.diff.result import Piece, Sign
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx.outline_format import OutlineFormats
from ntsdocs.docx.outline_text import TextPiece
from ntsdocs.docx.paragraph_places import BOX
from ntsdocs.docx.same import Form, by_name, differences, raw_differences, unseen
from ntsdocs.docx.xml import MC, Element, W, make, settings
from ntsdocs.text import words

_SPOKEN = frozenset(
    W + name
    for name in (
        *("rPr", "t", "delText", "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym"),
        *("drawing", "pict", "object", "footnoteReference", "endnoteReference", "commentReference"),
    )
) | {f"{MC}AlternateContent"}
_QUOTED = 40  # letters of a stretch of words that are quoted


@dataclass(frozen=True, slots=True)
class _Control:
    """A content control inside the paragraph: what it is, and from which letter to which it goes."""

    about: Element
    start: int
    end: int


class Sentence:
    """A paragraph as a reader has it: its text, what each letter of it comes from, its controls and boxes."""

    def __init__(self, paragraph: Element, paper: WordFile) -> None:
        prose = paper.prose()
        self.element = paragraph
        self.paper = paper
        self.marks, _ = prose.paragraph(paragraph)
        self.boxes: tuple[Element, ...] = tuple(prose.boxes)
        self.style = paper.formats.style_of(settings(paragraph.find(f"{W}pPr")))
        self.ends: list[int] = []  # where each piece of the text ends
        self.letter_sources: list[TextPiece] = []
        self.controls: list[_Control] = []
        self.text = self._gather(prose.pieces)

    def _gather(self, spoken: Sequence[TextPiece]) -> str:
        texts: list[str] = []
        at = 0
        opened: list[tuple[Element, int]] = []
        for piece in spoken:
            if not piece.frames:
                texts.append(piece.words)
                at += len(piece.words)
                self.ends.append(at)
                self.letter_sources.append(piece)
            elif piece.source is not None:
                about = piece.source.find(f"{W}sdtPr")
                opened.append((make("sdtPr") if about is None else about, at))
            elif opened:
                about, start = opened.pop()
                self.controls.append(_Control(about, start, at))
        return "".join(texts)

    def control_at(self, start: int, end: int) -> _Control | None:
        """The smallest control that holds these letters."""
        holding = [each for each in self.controls if each.start <= start and end <= each.end]
        return min(holding, key=lambda each: each.end - each.start, default=None)

    def around(self, control: _Control | None) -> str:
        """The words that a control stands around; blank for none."""
        return "" if control is None else f"quanh «{self.text[control.start : control.end]}»"

    def piece_at(self, place: int) -> tuple[TextPiece, int]:
        """The piece that a letter belongs to, and where it ends."""
        at = min(bisect_right(self.ends, place), len(self.ends) - 1)
        return self.letter_sources[at], self.ends[at]

    def paragraph_marks(self, props: Element) -> list[str]:
        """What a reader sees of the settings of a paragraph in this file."""
        return self.paper.formats.paragraph_marks(settings(props))

    def control_marks(self, about: Element) -> list[str]:
        """What a reader sees of the settings of a content control in this file."""
        control = make("sdt")
        control.append(copy.deepcopy(about))
        return [self.paper.prose().control(control)]

    def letters(self, props: Element) -> list[str]:
        """What a reader sees of a run's own settings."""
        formats: OutlineFormats = self.paper.formats
        look = formats.in_force.run(props, self.style, None)
        switches = [word for is_on, word in ((look.bold, "đậm"), (look.italic, "nghiêng")) if is_on]
        return [*switches, *formats.run_marks(settings(props))]


@dataclass(frozen=True, slots=True)
class SentenceDifference:
    """How two paragraphs differ: the texts in pieces if they do, other differences, tag and title around."""

    pieces: tuple[Piece, ...]
    form: tuple[Form, ...]
    tag: str
    alias: str


def compare(old: Sentence, new: Sentence) -> SentenceDifference:
    """How the old paragraph differs from the new one."""
    spans = list(_spans(old.text, new.text))
    pieces = tuple(_pieces(old.text, new.text, spans)) if old.text != new.text else ()
    changed = [span for span in spans if not span.same]
    form = [*_settings(old, new), *_letters(old, new, spans), *_controls(old, new), *_rest(old, new)]
    tag, alias = _around(old, new, changed)
    return SentenceDifference(pieces, tuple(dict.fromkeys(form)), tag, alias)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What two texts share and in what they differ, in order."""
    return tuple(_pieces(old, new, list(_spans(old, new))))


def stem(tags: Sequence[str]) -> str:
    """What the tags share, in whole words: «gen:task:17:lead» and «gen:task:17:deadline» share «gen:task:17»."""
    common: list[str] = []
    for words_ in zip(*(tag.split(":") for tag in tags), strict=False):
        if len(set(words_)) > 1:
            break
        common.append(words_[0])
    return ":".join(common)


# --- words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """Letters of the old text and of the new one that are the same, or that changed into one another."""

    old: tuple[int, int]
    new: tuple[int, int]
    same: bool


def _spans(old: str, new: str) -> Iterator[_Span]:
    i = j = 0
    for span in words.compare(old, new):
        i_end, j_end = i + len(span.old), j + len(span.new)
        yield _Span((i, i_end), (j, j_end), span.old == span.new)
        i, j = i_end, j_end


def _pieces(old: str, new: str, spans: Sequence[_Span]) -> Iterator[Piece]:
    for span in spans:
        before, after = old[slice(*span.old)], new[slice(*span.new)]
        if span.same:
            yield Piece(Sign.KEPT, before)
            continue
        if before:
            yield Piece(Sign.TAKEN, before)
        if after:
            yield Piece(Sign.PUT, after)


def _around(old: Sentence, new: Sentence, changed: Sequence[_Span]) -> tuple[str, str]:
    """The tag and the title of the control that all the changed words stand in."""
    places = [(new, span.new) if span.new[0] < span.new[1] else (old, span.old) for span in changed]
    if not places:
        places = [(new, (0, len(new.text)))]
    controls = [sentence.control_at(*place) for sentence, place in places]
    inside = [control.about for control in controls if control is not None]
    if len(inside) < len(controls):
        return "", ""
    aliases = {alias_of(each) for each in inside}
    return stem([tag_of(each) for each in inside]), aliases.pop() if len(aliases) == 1 else ""


# --- form ------------------------------------------------------------------------------------------------------------


def _settings(old: Sentence, new: Sentence) -> Iterator[Form]:
    """Style, alignment and the like of the paragraphs."""
    one, other = (each.element.find(f"{W}pPr") for each in (old, new))
    one, other = (make("pPr") if each is None else each for each in (one, other))
    looks = (each.paper.signatures.paragraph_look(props, each.paper.main) for each, props in ((old, one), (new, other)))
    if len(set(looks)) == 1:
        yield from raw_differences("đoạn", one, other)  # written otherwise, and no reader sees it
    else:
        yield from differences("đoạn", one, other, old.paragraph_marks, new.paragraph_marks)


def _letters(old: Sentence, new: Sentence, spans: Sequence[_Span]) -> Iterator[Form]:
    """How letters that stand in both texts look otherwise; of words that changed, the first of both."""
    for span in spans:
        (i, i_end), (j, j_end) = span.old, span.new
        if not span.same:
            if i < i_end and j < j_end:
                yield from _look(old, new, i, j, new.text[j:j_end])
            continue
        while i < i_end:
            _, one_end = old.piece_at(i)
            _, other_end = new.piece_at(j)
            length = min(one_end - i, other_end - j, i_end - i)
            yield from _look(old, new, i, j, new.text[j : j + length])
            i, j = i + length, j + length


def _look(old: Sentence, new: Sentence, i: int, j: int, text: str) -> Iterator[Form]:
    one, other = _source(old.piece_at(i)[0]), _source(new.piece_at(j)[0])
    quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    if one.tag == other.tag == f"{W}rPr":
        yield from differences(f"chữ «{quoted}»", one, other, old.letters, new.letters)
    elif one.tag == other.tag:
        yield from raw_differences(quoted, one, other)


def _source(piece: TextPiece) -> Element:
    if piece.source is None:
        return make("rPr")
    if next(piece.source.iter(BOX), None) is None:
        return piece.source
    copied = copy.deepcopy(piece.source)  # the text of a box is compared by itself
    for box in list(copied.iter(BOX)):
        del box[:]
    return copied


def _controls(old: Sentence, new: Sentence) -> Iterator[Form]:
    """Content controls that came, went, are set otherwise, or hold other words of the same text."""
    before, after = ({tag_of(each.about): each for each in side.controls} for side in (old, new))
    for tag, one, other in by_name(before, after):
        name = f"khung nội dung «{tag}»"
        was, now = (side.around(control) for side, control in ((old, one), (new, other)))
        if one is None or other is None:
            yield unseen(name), was, now  # its words stand there as before, or are told as words
            continue
        yield from differences(name, one.about, other.about, old.control_marks, new.control_marks)
        if old.text == new.text and was != now:
            yield name, was, now


def _rest(old: Sentence, new: Sentence) -> Iterator[Form]:
    """What is neither words nor settings: bookmarks, fields, authors of tracked changes, whatever Word may add."""
    return raw_differences("bên trong đoạn", _skeleton(old.element), _skeleton(new.element))


def _skeleton(paragraph: Element) -> Element:
    copied = copy.deepcopy(paragraph)
    for element in list(copied.iter()):
        holder = element.getparent()
        if holder is None:
            continue
        tag = element.tag
        spoken = tag in _SPOKEN and holder.tag == f"{W}r"
        if spoken or tag in (f"{W}pPr", f"{W}sdtPr", f"{W}sdtEndPr"):
            holder.remove(element)
        elif tag == f"{W}instrText":
            element.text = " ".join((element.text or "").split())
    for run in list(copied.iter(f"{W}r")):
        holder = run.getparent()
        if not len(run) and holder is not None:
            run.tail = None
            holder.remove(run)
    etree.strip_tags(copied, f"{W}sdt", f"{W}sdtContent")
    return copied
