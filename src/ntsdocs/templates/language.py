"""Read the language of templates: what was typed in Word, as placeholders and blocks, each at its place.

The language has names, dots, a few filters, `for`, `if`, `elif`, `else` and `not`; all else is refused. Jinja parses
the single expressions. What is wrong is worded for the person who mends the template, all of it in one run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError
from jinja2 import nodes as jinja

from ntsdocs.docx import anchors
from ntsdocs.docx.package import CORE_PART, PackageError
from ntsdocs.docx.paragraph_places import edge, edge_places, note_numbers, places_of
from ntsdocs.docx.parts import EDGES, NOTE_REFERENCES, NOTES, PROPERTIES, WordParts
from ntsdocs.docx.xml import Element, W, like, local, sections
from ntsdocs.templates import charted, vocabulary
from ntsdocs.templates.charted import BoundChart
from ntsdocs.templates.faults import README, problem_at
from ntsdocs.templates.fill import Conditional, Each, Node, Nodes, Path, Printed, Test, names_read
from ntsdocs.templates.printable import FILTERS, FORBIDDEN, Placeholder
from ntsdocs.text import vn
from ntsdocs.text.problems import Problem

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAGGED = re.compile(rb"\{[{%]|%7B(?:%7B|%25)", re.IGNORECASE)  # in an address too
_PREFIXED = re.compile(r"(p|tr|tc|r)\s")
_LIFTED = re.compile(r"\{%(tr|tc|p) [^}%]*%\}")
_RICH = re.compile(r"\{\{(tr|tc|p|r) ")
_TRIMMING = re.compile(r"\{#[-+].*?#\}|\{#((?!#\}).)*[-+]#\}")
_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_QUOTES = re.compile(r"[“”„‟‘’‚‛«»]")
_ODD_BLANKS = re.compile(r"[\t\n\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff]")
_WORD = re.compile(r"(\w+)\s*(.*)", re.DOTALL)
_LOOP = re.compile(r"(\w+)\s+in\s+(.+)", re.DOTALL)

_P, _TR, _TC, _TBL, _T = (W + name for name in ("p", "tr", "tc", "tbl", "t"))
_TEXTS = (_T, W + "instrText", W + "delText")
_BLANKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_HOLDERS = {"p": (_P, "đoạn"), "tr": (_TR, "hàng"), "tc": (_TC, "ô")}
_LOST = {W + "sectPr": "ngắt phần (section)", W + "drawing": "hình vẽ", W + "pict": "hình vẽ"}
_ENDNOTES = NOTES["endnotes"]  # docxtpl does not fill them
_STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor")
_NOT_IN_LANGUAGE: tuple[tuple[type[jinja.Expr], str], ...] = (
    (jinja.Compare, "phép so sánh"),
    (jinja.And, "«and»"),
    (jinja.Or, "«or»"),
    (jinja.Not, "«not» ngoài «if»"),
    (jinja.Call, "lời gọi hàm"),
    (jinja.CondExpr, "«if … else …» trong một ô"),
    (jinja.Getitem, "dấu ngoặc vuông"),
    (jinja.Test, "«is»"),
    (jinja.Filter, "bộ lọc ở chỗ này"),
    (jinja.Literal, "giá trị viết thẳng"),
)
_PARSER = Environment(autoescape=True)  # it parses, and never runs anything

UNKNOWN = Path("")  # what the template says in no words that can be understood
Holder = tuple[Element, str]  # what a tag stands in: an element, and an attribute's name where it stands in one


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{ … }}` or `{% … %}`.

    `text` is what was typed, `inner` what stands between the braces without docxtpl's prefix (`p`, `tr`, `tc`, `r`).
    A block that begins here must end inside the same `holder`. `alone` says that it is all there is in a paragraph of a
    table.
    """

    number: int
    text: str
    inner: str
    prefix: str
    place: str
    holder: Holder = field(compare=False, repr=False)
    alone: bool = False


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """One part that holds text, as it was typed: its XML, its tags in the order of the document, and what they say.

    `title` names the part, blank for the body. `blocks` are the numbers of the tags that make up one block. Each fault
    comes with the number of its tag, -1 if it has none. `places` says where paragraphs, rows and cells stand.
    """

    name: str
    title: str
    root: Element
    tags: tuple[Tag, ...]
    tree: Nodes
    blocks: tuple[tuple[int, ...], ...]
    faults: tuple[tuple[int, Problem], ...]
    places: Mapping[Element, str] = field(default_factory=dict)
    charts: tuple[BoundChart, ...] = ()


def read(package: Mapping[str, bytes]) -> tuple[list[TemplatePart], list[Problem]]:
    """The parts that hold text, and what is wrong outside of them; `PackageError` if one of them is not sound."""
    file = WordParts(package)
    if file.body is None:
        raise PackageError("tệp không có nội dung văn bản Word")
    titles, numbers = text_parts(file), note_numbers(file.body)
    with_tags = {name for name, data in package.items() if name.endswith((".xml", ".rels")) and _TAGGED.search(data)}
    unfilled = [name for name in with_tags - {CORE_PART} if titles.get(name, _ENDNOTES) == _ENDNOTES]
    filled = [
        (name, title, _without_blanks(file.parsed(name))) for name, title in titles.items() if name not in unfilled
    ]
    parts = [_with_charts(file, _part(name, title, root, numbers)) for name, title, root in filled]
    what = "có ô hoặc câu lệnh ở chỗ không được điền"
    remedy = "chuyển vào thân văn bản, đầu trang hoặc chân trang."
    places = ("địa chỉ của liên kết" if name.endswith(".rels") else f"phần «{name}»" for name in sorted(unfilled))
    faults = [problem_at(place, what, remedy) for place in places]
    if CORE_PART in package:
        parts.append(_properties(_without_blanks(file.parsed(CORE_PART))))
    else:
        what = "mẫu không có thuộc tính tệp (docProps/core.xml)"
        faults.append(problem_at("", what, "mở bằng Word, lưu lại rồi thử lại."))
    return parts, faults


def _with_charts(file: WordParts, part: TemplatePart) -> TemplatePart:
    found = list(charted.bound(file, part))
    bound = tuple(each for each in found if isinstance(each, BoundChart))
    return replace(part, charts=bound, faults=(*part.faults, *(each for each in found if isinstance(each, tuple))))


def text_parts(file: WordParts) -> dict[str, str]:
    """The parts that hold text, each with its title: blank for the body, «đầu trang của trang đầu»."""
    titles = {file.main: ""}
    own = [] if file.body is None else [file.edges(section) for _, section in sections(file.body)]
    edges = {part: edge(places, len(own)) for part, places in edge_places(own).items()}
    for relation in file.relations(file.main).values():
        if relation.target not in file.parts:
            continue
        if relation.kind in EDGES:
            titles.setdefault(relation.target, edges.get(relation.target, f"{EDGES[relation.kind]} không dùng đến"))
        elif relation.kind in NOTE_REFERENCES.values():
            titles[relation.target] = NOTES[relation.kind]
    return titles


def _without_blanks(root: Element) -> Element:
    """The tree without the blanks between elements, which docxtpl does not see either."""
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return root


# --- what was typed --------------------------------------------------------------------------------------------------


def _part(name: str, title: str, root: Element, numbers: Mapping[tuple[str, str], int]) -> TemplatePart:
    where = _parted(root, places_of(root, title, numbers))
    faults: list[Problem] = []
    ordered: list[tuple[int, int, Tag]] = []  # each tag with its order: of its element, and in its paragraph's text
    texts: dict[Element, list[tuple[int, str, Element]]] = {}
    place = title
    for order, element in enumerate(root.iter()):
        place = where.get(element, place)
        if element.tag == _TBL and element.find(f"{W}tblGrid") is None:
            faults.append(problem_at(place, "bảng không khai báo các cột (tblGrid)", "vẽ lại bảng bằng Word."))
        if element.tag == f"{W}sdt" and not anchors.is_sound(element):
            faults.append(problem_at(place, "khung điền (content control) hỏng", "xóa khung, chèn lại bằng Word."))
        if element.tag == f"{W}altChunk":
            what = "sau chỗ này có tệp chèn nguyên (altChunk), chưa thành chữ của mẫu"
            faults.append(problem_at(place, what, "mở mẫu bằng Word, lưu lại rồi thử lại."))
        faults += _misplaced(element, place)
        ordered += [(order, 0, tag) for tag in _hidden_tags(element, place)]
        text = element.text or "" if element.tag == _T else _BLANKS.get(element.tag, "")
        paragraph = next(element.iterancestors(_P), None) if text else None
        if paragraph is not None:
            texts.setdefault(paragraph, []).append((order, text, element))
    for paragraph, pieces in texts.items():
        tags, cut = _paragraph_tags(paragraph, pieces, where[paragraph])
        ordered += tags
        faults += [*_paragraph_faults(paragraph, pieces, where[paragraph]), *cut]
    ordered.sort(key=lambda each: each[:2])
    return replace(_understood(name, title, root, [tag for _, _, tag in ordered], faults), places=where)


def _parted(root: Element, where: Mapping[Element, str]) -> dict[Element, str]:
    """The places, once a section that ends in the paragraph of a tag ends in one of its own, right behind the tag.

    LibreOffice joins the two when it saves, and Word puts the break there where a person asks for it behind the tag.
    """
    places = dict(where)
    for paragraph in list(root.iter(_P)):
        props = paragraph.find(f"{W}pPr")
        section = None if props is None else props.find(f"{W}sectPr")
        if props is None or section is None:
            continue
        props.append(section)  # the schema wants it last, LibreOffice puts it first
        text = "".join(each.text or "" for each in paragraph.iter(_T)).strip()
        if text.startswith("{%p ") and _LIFTED.fullmatch(text):
            own = like(paragraph)
            own.append(props)
            places[own] = places[paragraph]
            paragraph.addnext(own)
    return {each: places[each] for each in root.iter(*{each.tag for each in places}) if each in places}


def _properties(root: Element) -> TemplatePart:
    """The file's properties, whose fields are filled as they stand."""
    tags = []
    for element in root:
        place = f"thuộc tính của tệp, ô «{PROPERTIES.get(element.tag) or local(element.tag)}»"
        tags += [_tag(match[0], place, (element, "")) for match in TAG.finditer(element.text or "")]
    return _understood(CORE_PART, "thuộc tính tệp", root, tags, [])


def _understood(name: str, title: str, root: Element, ordered: list[Tag], faults: list[Problem]) -> TemplatePart:
    tags = tuple(replace(tag, number=number) for number, tag in enumerate(ordered))
    reader = _Reader()
    tree = reader.read(tags)
    numbered = ((-1, fault) for fault in faults)
    return TemplatePart(name, title, root, tags, tree, tuple(reader.blocks), (*numbered, *reader.faults))


def _misplaced(element: Element, place: str) -> Iterator[Problem]:
    """Tags that stand where Word looks for no text, and would not show it."""
    texts = ("" if element.tag in _TEXTS else element.text, element.tail)
    for tag in (tag for text in texts for tag in TAG.findall(text or "")):
        yield problem_at(place, f"«{tag}» đứng ở chỗ Word không hiện chữ", "đặt ô trong chữ của một đoạn.")


def _hidden_tags(element: Element, place: str) -> Iterator[Tag]:
    """Tags inside attributes, such as the tag of a content control, and inside field instructions."""
    texts = [(str(name), str(value)) for name, value in element.attrib.items() if "{" in value]
    if element.tag == W + "instrText":
        texts.append(("", element.text or ""))
    for name, text in texts:
        for match in TAG.finditer(text):
            yield _tag(match[0], place, (element, name))


def _paragraph_faults(paragraph: Element, pieces: list[tuple[int, str, Element]], place: str) -> Iterator[Problem]:
    """What docxtpl would lose, misread or change without a word."""
    text = "".join(piece for _, piece, _ in pieces)
    excerpt = text.strip()[:80]
    for sign in (FORBIDDEN.search(piece) for _, piece, element in pieces if element.tag == _T):
        if sign:
            what = f"chữ của mẫu có ký tự mà docxtpl tự đổi thành thứ khác: {sign[0]!r}"
            yield problem_at(place, what, "gõ lại chỗ này; xuống dòng và tab thì dùng phím của Word.")
    uneven = [pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])]
    for opening, closing in uneven:
        what = f"có «{opening}» hoặc «{closing}» không thành cặp trong đoạn «{excerpt}»"
        yield problem_at(place, what, "mở và đóng ngoặc trong cùng một đoạn.")
    if not uneven and re.search("[{}]", TAG.sub("", text)):
        what = f"có dấu ngoặc nhọn lẻ trong đoạn «{excerpt}»"
        yield problem_at(place, what, "thẻ mở bằng hai dấu liền nhau «{{» hoặc «{%», đóng bằng «}}» hoặc «%}».")
    if rich := _RICH.search(text):
        what = f"«{{{{{rich[1]} …}}}}» cần nội dung Word dựng sẵn, ở đây không dùng"
        yield problem_at(place, what, f"bỏ chữ «{rich[1]}» sau «{{{{».")
    if comment := _TRIMMING.search(text):
        what = f"ghi chú «{comment[0]}» có dấu «-» hoặc «+» sát ngoặc"
        yield problem_at(place, what, "bỏ dấu đó: nó làm mất chữ và đoạn bên cạnh.")
    for prefix in dict.fromkeys(match[1] for match in _LIFTED.finditer(text)):
        yield from _lifting_faults(paragraph, prefix, place)


def _lifting_faults(paragraph: Element, prefix: str, place: str) -> Iterator[Problem]:
    """What else stands in the paragraph, row or cell that docxtpl drops for the tag's sake."""
    tag, (name, holder_name) = f"{{%{prefix} …%}}", _HOLDERS[prefix]
    holder = next((each for each in (paragraph, *paragraph.iterancestors()) if each.tag == name), None)
    if holder is None:
        yield problem_at(place, f"«{tag}» phải nằm trong bảng", f"dùng «{{%p …%}}» thay cho «{tag}».")
        return
    text = "".join(each.text or "" for each in holder.iter(_T)).strip()
    remedy = f"để lệnh «{tag}» đứng một mình trong {holder_name} của nó."
    if not _LIFTED.fullmatch(text):
        yield problem_at(place, f"{holder_name} có «{tag}» còn có chữ khác, sẽ bị mất: «{text[:80]}»", remedy)
    for lost in dict.fromkeys(_LOST[element.tag] for element in holder.iter(*_LOST)):
        yield problem_at(place, f"{holder_name} có «{tag}» còn có {lost}, sẽ bị mất", remedy)


def _paragraph_tags(
    paragraph: Element, pieces: list[tuple[int, str, Element]], place: str
) -> tuple[list[tuple[int, int, Tag]], list[Problem]]:
    """The tags in the joined runs of a paragraph, each with its order, and a fault for each that is cut in two."""
    owners = [(order, element) for order, piece, element in pieces for _ in piece]
    text = "".join(piece for _, piece, _ in pieces)
    in_table = next(paragraph.iterancestors(W + "tc"), None) is not None
    tags, faults = [], []
    for match in TAG.finditer(text):
        order, first = owners[match.start()]
        holder = _parent_of(W + "r", first)
        if holder is not _parent_of(W + "r", owners[match.end() - 1][1]):
            what = f"thẻ «{match[0]}» bị khung điền hoặc liên kết cắt đôi"
            faults.append(
                problem_at(place, what, "xóa thẻ rồi gõ lại liền một mạch, ở hẳn trong hoặc hẳn ngoài khung.")
            )
        prefix = _PREFIXED.match(match[0], 2)
        if prefix and prefix[1] in _HOLDERS:
            holder = _parent_of(_HOLDERS[prefix[1]][0], paragraph)
        if not match[0].startswith("{#"):
            tag = replace(_tag(match[0], place, (holder, "")), alone=in_table and match[0] == text.strip())
            tags.append((order, match.start(), tag))
    return tags, faults


def _parent_of(name: str, element: Element) -> Element:
    """What the nearest element of this name stands in: for a run the paragraph, a content control, a link."""
    inner = next((each for each in (element, *element.iterancestors()) if each.tag == name), element)
    holder = inner.getparent()
    return element if holder is None else holder


def _tag(text: str, place: str, holder: Holder) -> Tag:
    prefix = _PREFIXED.match(text, 2)
    start = prefix.end(1) if prefix else 2
    return Tag(0, text, text[start:-2].strip(), prefix[1] if prefix else "", place, holder)


# --- what the tags say -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """An `if` or `for` that is not closed yet: its branches, of which the last is being read."""

    word: str
    tag: Tag
    numbers: list[int]
    branches: list[tuple[Test | None, list[Node]]]
    loop: tuple[str, Path, Placeholder] | None = None
    sound: bool = True
    last: bool = False  # after «else»

    def node(self) -> Node:
        """The block as a node; its contents alone where one of its tags says nothing."""
        branches = tuple((test, Nodes(tuple(inner))) for test, inner in self.branches)
        if not self.sound:
            return Nodes(tuple(block for _, block in branches))
        if self.loop is None:
            return Conditional(branches)
        (_, body), name = branches[0], self.loop[0]
        return Each(*self.loop, body, tuple(sorted(names_read(body) - {name})))

    @property
    def end(self) -> str:
        """The tag that would close it."""
        return f"{{%{self.tag.prefix} end{self.word} %}}"


class _Reader:
    """Reads the tags of one part in their order, keeping track of the blocks that are open."""

    def __init__(self) -> None:
        self.blocks: list[tuple[int, ...]] = []
        self.faults: list[tuple[int, Problem]] = []
        self._open: list[_Open] = []
        self._top: list[Node] = []

    def read(self, tags: tuple[Tag, ...]) -> Nodes:
        """What the tags say; what is wrong is then among the faults."""
        for tag in tags:
            inner = self._plain(tag)
            if tag.text.startswith("{{"):
                self._printed(tag, inner)
            else:
                self._statement(tag, inner)
        while self._open:
            block = self._open.pop()
            self._add(block.node())
            self._fault(block.tag, f"«{block.tag.text}» chưa được đóng", f"thêm «{block.end}» ở chỗ kết thúc.")
        return Nodes(tuple(self._top))

    def _fault(self, tag: Tag, what: str, remedy: str) -> None:
        self.faults.append((tag.number, problem_at(tag.place, what, remedy)))

    def _add(self, node: Node) -> None:
        (self._open[-1].branches[-1][1] if self._open else self._top).append(node)

    def _plain(self, tag: Tag) -> str:
        """The inside of the tag in plain ASCII, with a fault for whatever had to be changed."""
        inner = tag.inner
        if tag.text[2] in "-+" or tag.text[-3] in "-+":
            remedy = "bỏ dấu đó: nó làm mất chữ và đoạn bên cạnh."
            self._fault(tag, f"thẻ «{tag.text}» có dấu «-» hoặc «+» sát ngoặc", remedy)
            inner = inner.strip("-+ ")
        if _QUOTES.search(inner):
            self._fault(tag, f"thẻ «{tag.text}» có dấu nháy kiểu chữ in", "bỏ dấu nháy: trong thẻ chỉ ghi tên ô.")
            inner = _QUOTES.sub("", inner)
        if _ODD_BLANKS.search(tag.text):
            remedy = "xóa các dấu cách trong thẻ rồi gõ lại bằng phím cách."
            self._fault(tag, f"thẻ «{_ODD_BLANKS.sub(' ', tag.text)}» có dấu cách lạ hoặc ngắt dòng", remedy)
            inner = _ODD_BLANKS.sub(" ", inner).strip()
        if not inner.isascii():
            composed, plain = unicodedata.normalize("NFC", tag.text), vn.fold(inner)
            how = "" if composed == tag.text else ", kiểu dấu tổ hợp"
            remedy = f"tên ô viết không dấu, ví dụ «{plain}»; {README}"
            self._fault(tag, f"thẻ «{composed}» có chữ có dấu{how}", remedy)
            inner = plain
        return inner

    # --- statements ---

    def _statement(self, tag: Tag, inner: str) -> None:
        match = _WORD.fullmatch(inner)
        word, rest = (match[1], match[2]) if match else (inner, "")
        if rest and word in ("else", "endif", "endfor"):
            self._fault(tag, f"thẻ «{tag.text}» có chữ thừa «{rest}»", f"chỉ ghi «{{%{tag.prefix} {word} %}}».")
        if word == "if":
            test = self._test(tag, rest)
            self._open.append(_Open("if", tag, [tag.number], [(test, [])], sound=test is not None))
        elif word == "for":
            loop = self._loop(tag, rest)
            self._open.append(_Open("for", tag, [tag.number], [(None, [])], loop, sound=loop is not None))
        elif word in ("elif", "else"):
            self._next_branch(tag, word, rest)
        elif word in ("endif", "endfor"):
            self._end(tag, word.removeprefix("end"))
        else:
            near = vocabulary.nearest_name(word, _STATEMENTS)
            remedy = f"có phải «{near}»?" if near else f"mẫu chỉ dùng {vocabulary.list_names(_STATEMENTS)}."
            self._fault(tag, f"không có câu lệnh «{word}»", remedy)

    def _loop(self, tag: Tag, words: str) -> tuple[str, Path, Placeholder] | None:
        match = _LOOP.fullmatch(words)
        if match is None:
            remedy = "viết theo dạng «{% for task in tasks %}», với một tên duy nhất trước «in»."
            self._fault(tag, f"câu lệnh «{tag.text}» viết sai", remedy)
            return None
        name = self._path(tag, self._expression(tag, match[1]))
        items = self._path(tag, self._expression(tag, match[2])) or UNKNOWN
        return None if name is None else (name.first, items, _placeholder(tag, items, "each"))

    def _test(self, tag: Tag, words: str) -> Test | None:
        node = self._expression(tag, words)
        negated = False
        while isinstance(node, jinja.Not):
            node, negated = node.node, not negated
        path = self._path(tag, node)
        return None if path is None else Test(path, _placeholder(tag, path, "ask"), negated)

    def _next_branch(self, tag: Tag, word: str, words: str) -> None:
        block = self._open[-1] if self._open else None
        if block is None or block.word != "if" or block.last:
            where = "" if block is None else f"; thẻ đang mở là «{block.tag.text}» ở {block.tag.place}"
            remedy = "đặt giữa «{% if … %}» và «{% endif %}», trước «{% else %}» nếu là «elif»."
            self._fault(tag, f"«{tag.text}» không nối tiếp một «if» nào{where}", remedy)
            return
        self._same_holder(tag, block)
        block.last = word == "else"
        test = None if block.last else self._test(tag, words)
        block.sound = block.sound and (block.last or test is not None)
        block.branches.append((test, []))
        block.numbers.append(tag.number)

    def _end(self, tag: Tag, word: str) -> None:
        if not any(block.word == word for block in self._open):
            what = f"«{tag.text}» không có «{{% {word} … %}}» mở ra trước nó"
            self._fault(tag, what, "bỏ thẻ này, hoặc thêm thẻ mở còn thiếu.")
            return
        while self._open[-1].word != word:
            inner = self._open.pop()
            self._add(inner.node())
            what = f"«{tag.text}» đóng khi «{inner.tag.text}» ở {inner.tag.place} còn mở"
            self._fault(tag, what, f"thêm «{inner.end}» trước thẻ này.")
        block = self._open.pop()
        self._same_holder(tag, block)
        self._add(block.node())
        self.blocks.append((*block.numbers, tag.number))

    def _same_holder(self, tag: Tag, block: _Open) -> None:
        if tag.holder != block.tag.holder:
            what = f"«{tag.text}» không cùng chỗ với «{block.tag.text}» ở {block.tag.place}"
            remedy = (
                "mở và đóng bằng cùng một loại thẻ, trong cùng một đoạn; với «{%p» thì trong cùng một ô bảng, "
                "với «{%tr» thì trong cùng một bảng; không để một thẻ trong khung điền, thẻ kia ở ngoài."
            )
            self._fault(tag, what, remedy)

    # --- expressions ---

    def _printed(self, tag: Tag, words: str) -> None:
        node, use = self._expression(tag, words), "print"
        if isinstance(node, jinja.Filter) and node.node is not None:
            use, inner = node.name, node.node
            if node.name not in FILTERS:
                near = vocabulary.nearest_name(node.name, FILTERS)
                remedy = f"có phải «{near}»?" if near else f"các bộ lọc có: {vocabulary.list_names(FILTERS)}."
                self._fault(tag, f"không có bộ lọc «{node.name}»", remedy)
            elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                remedy = f"ghi «{{{{ {dotted_name(inner)}|{node.name} }}}}»."
                self._fault(tag, f"bộ lọc «{node.name}» không có ngoặc đơn", remedy)
            node = inner
        path = self._path(tag, node)
        if path is not None:
            self._add(Printed(path, _placeholder(tag, path, use)))

    def _expression(self, tag: Tag, words: str) -> jinja.Expr | None:
        """The one expression that the words are; `None`, with a fault, where they are none."""
        node = _parsed(words)
        if node is None:
            self._fault(tag, f"thẻ «{tag.text}» viết sai", f"ghi tên một ô, ví dụ «task.content»; {README}")
        return node

    def _path(self, tag: Tag, node: jinja.Node | None) -> Path | None:
        """The dotted name that the expression is; `None`, with a fault, where it is something else."""
        names: list[str] = []
        while isinstance(node, jinja.Getattr):
            names.insert(0, node.attr)
            node = node.node
        if isinstance(node, jinja.Name):
            return self._allowed(tag, Path(node.name, tuple(names)))
        if node is not None:
            used = next((words for cls, words in _NOT_IN_LANGUAGE if isinstance(node, cls)), "phép tính")
            remedy = "mẫu chỉ dùng tên ô, dấu chấm, bộ lọc, for, if, elif, else, not; tính toán là việc của dữ liệu."
            self._fault(tag, f"thẻ «{tag.text}» dùng {used}", remedy)
        return None

    def _allowed(self, tag: Tag, path: Path) -> Path | None:
        if path.first == "loop":
            remedy = "số thứ tự và dấu ngăn cách là dữ liệu: dùng ô có sẵn, hoặc nhờ kỹ sư thêm ô."
            self._fault(tag, "mẫu không dùng được «loop»", remedy)
            return None
        private = next((name for name in (path.first, *path.rest) if name.startswith("_")), "")
        if private:
            remedy = f"tên ô chỉ gồm chữ không dấu, chữ số và dấu gạch dưới ở giữa; {README}"
            self._fault(tag, f"tên ô «{private}» không đúng cách viết", remedy)
            return None if path.first == private else path
        return path


@lru_cache(1024)  # a template says the same of many places, and is read when it is checked and when it is filled
def _parsed(words: str) -> jinja.Expr | None:
    try:
        body = _PARSER.parse(f"{{{{ {words} }}}}").body
    except TemplateSyntaxError:
        return None
    outputs = body[0].nodes if len(body) == 1 and isinstance(body[0], jinja.Output) else []
    return outputs[0] if len(outputs) == 1 and words.strip() else None


def dotted_name(node: jinja.Expr) -> str:
    """The dotted name as the author typed it."""
    if isinstance(node, jinja.Getattr):
        return f"{dotted_name(node.node)}.{node.attr}"
    return node.name if isinstance(node, jinja.Name) else "…"


def _placeholder(tag: Tag, path: Path, use: str) -> Placeholder:
    return Placeholder(str(path), tag.place, use, tag.number, tag.alone)
