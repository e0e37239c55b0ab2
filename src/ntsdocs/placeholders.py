"""The small language of templates: names, attributes, a few filters, `for`, `if` and `not`.

A part of a template becomes a compiled text whose every placeholder has a `Spot`: where it stands, what it asks for.
Filling it never raises for a bad value; each fault is kept as a `Fault`, so that one run tells them all.
"""

from __future__ import annotations

import difflib
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from ntsdocs import vn

# What docxtpl turns into breaks, pages and braces, and what XML cannot hold.
FORBIDDEN = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]|\{_[{%]|[%}]_\}")
_FORBIDDEN_NAMES = {"\n": "dấu xuống dòng", "\r": "dấu xuống dòng", "\t": "dấu tab", "\f": "dấu sang trang"}

_DATE = (date,)
_NUMBER = (int, float, Decimal)
FILTERS: dict[str, tuple[Callable[[Any], str], tuple[type, ...]]] = {
    "long_date": (vn.long_date, _DATE),
    "short_date": (vn.short_date, _DATE),
    "table_date": (vn.table_date, _DATE),
    "number": (vn.number, _NUMBER),
}
_LOOP = ("first", "index", "index0", "last", "length", "revindex", "revindex0")
_BUILTIN_READABLE: dict[type, tuple[str, ...]] = {date: ("day", "month", "year"), LoopContext: _LOOP}

_STATEMENTS: dict[type[nodes.Node], str] = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Block: "block",
    nodes.CallBlock: "call",
    nodes.Extends: "extends",
    nodes.FilterBlock: "filter",
    nodes.FromImport: "from",
    nodes.Import: "import",
    nodes.Include: "include",
    nodes.Macro: "macro",
    nodes.Scope: "autoescape",
    nodes.With: "with",
}
_EXPRESSIONS: dict[type[nodes.Node], str] = {
    nodes.And: "and",
    nodes.Or: "or",
    nodes.Call: "lời gọi hàm",
    nodes.Compare: "phép so sánh",
    nodes.CondExpr: "if … else … trong «{{ }}»",
    nodes.Getitem: "dấu ngoặc vuông",
    nodes.Test: "is",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One placeholder or condition of a template.

    `path` is what the template says («task.content»); `whole` leads there from the paper's own fields: inside
    `{% for task in tasks %}` it is «tasks[].content». `use` is «print», «each» (what a `for` goes through), «ask» (what
    an `if` asks), or the name of the filter it goes through.
    """

    path: str
    whole: str
    place: str
    use: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template or with a value, worded for the person who mends it."""

    place: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A part's text as the template has it, and where things stand.

    `text` is Jinja's source; a mark `<!--nts:7-->` in it says that what follows stands at `places[7]`. Before the first
    mark things stand at `part`.
    """

    part: str
    text: str
    places: tuple[str, ...] = ()


MARK = re.compile(r"\n?<!--nts:(\d+)-->")


def mark(number: int) -> str:
    """The mark that says: from here on things stand at `places[number]`."""
    return f"\n<!--nts:{number}-->"


class Missing(StrictUndefined):
    """A name that is not there, or that is asked of an empty value; its message carries the full dotted path."""

    @property
    def _undefined_message(self) -> str:
        return f"không có ô «{self._undefined_name}»"

    @property
    def path(self) -> str:
        """The dotted path that leads nowhere, as the template has it."""
        return str(self._undefined_name)

    @property
    def owner(self) -> Any:
        """The value that was asked for the last name of the path; a field of the paper has none."""
        return self._undefined_obj


class Room(SandboxedEnvironment):
    """Jinja with nothing in it but the small language; one for each template, not for two threads at once."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Missing)
        self.globals.clear()
        self.tests.clear()
        self.filters = {"_print": self._print, "_each": self._each, "_ask": self._ask, "_filter": self._filter}
        self.spots: list[Spot] = []
        self.found: list[tuple[Spot, Any]] = []
        self._readers: dict[tuple[type, str], Callable[[Any], Any]] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `attribute`, a dotted path as the template has it, leads to from `obj`, the value of all but its end."""
        reader = self._readers.get((type(obj), attribute))
        if reader is None:
            reader = self._readers[type(obj), attribute] = self._reader(type(obj), attribute)
        return reader(obj)

    def _reader(self, cls: type, path: str) -> Callable[[Any], Any]:
        name = path.rpartition(".")[2]
        if issubclass(cls, Missing):
            return lambda missing: missing
        if name in readable(cls):
            return operator.attrgetter(name)
        return lambda obj: Missing(obj=obj, name=path)

    # --- every value passes one of these four ---

    def _print(self, value: Any, spot: int) -> Any:
        if isinstance(value, str):
            if not FORBIDDEN.search(value):
                return value if type(value) is str else str.__str__(value)
        elif type(value) is int:
            return value
        return self._refuse(value, spot, "")

    def _filter(self, value: Any, spot: int) -> Any:
        write, accepted = FILTERS[self.spots[spot].use]
        if not isinstance(value, accepted) or isinstance(value, (bool, datetime)):
            return self._refuse(value, spot, "")
        if isinstance(value, (float, Decimal)) and not math.isfinite(value):
            return self._refuse(value, spot, "")
        return write(value)

    def _each(self, value: Any, spot: int) -> Any:
        return value if isinstance(value, (tuple, list)) else self._refuse(value, spot, ())

    def _ask(self, value: Any, spot: int) -> Any:
        return self._refuse(value, spot, "") if isinstance(value, Missing) else value

    def _refuse(self, value: Any, spot: int, instead: Any) -> Any:
        self.found.append((self.spots[spot], value))
        return instead


def readable(cls: type) -> tuple[str, ...]:
    """The names a template may ask of a value: a frozen dataclass's fields and properties, a date's parts."""
    for known, parts in _BUILTIN_READABLE.items():
        if issubclass(cls, known):
            return parts
    if not is_dataclass(cls) or not cls.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        return ()
    names = [field.name for field in fields(cls)]
    names += [name for name in dir(cls) if isinstance(getattr(cls, name), property)]
    return tuple(name for name in names if not name.startswith("_"))


@dataclass(frozen=True, slots=True)
class Filling:
    """A compiled part; `fill` gives its text for a paper's fields and adds what was wrong to the room's `found`."""

    template: Template

    def fill(self, context: Mapping[str, Any]) -> str:
        """The part's text."""
        return self.template.render(context)


def compile_wording(room: Room, wording: Wording) -> Filling | list[Fault]:
    """The wording, compiled in `room` with its spots added to the room's; or what is wrong with it."""
    faults = _block_faults(wording)
    if faults:
        return faults
    try:
        tree = room.parse(wording.text)
    except TemplateSyntaxError as error:
        return [_syntax_fault(wording, error)]
    reader = _Reader(room, wording)
    reader.body(tree.body)
    if reader.faults:
        return reader.faults
    tree.set_environment(room)
    return Filling(Template.from_code(room, room.compile(tree), room.make_globals(None)))


class _Reader:
    """Walks a parsed part: refuses what the small language has not, and sends every value through the room."""

    def __init__(self, room: Room, wording: Wording) -> None:
        self.room = room
        self.wording = wording
        self.place = wording.part
        self.scope: dict[str, str] = {}
        self.faults: list[Fault] = []

    def body(self, statements: list[nodes.Node]) -> None:
        for statement in statements:
            if isinstance(statement, nodes.Output):
                statement.nodes = [self._printed(each) for each in statement.nodes]
            elif isinstance(statement, nodes.For):
                self._loop(statement)
            elif isinstance(statement, nodes.If):
                self._choice(statement)
            else:
                self._refuse("lệnh «" + _STATEMENTS.get(type(statement), type(statement).__name__) + "»")

    def _printed(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.TemplateData):
            for found in MARK.finditer(node.data):
                self.place = self.wording.places[int(found[1])]
            node.data = MARK.sub("", node.data)
            return node
        if isinstance(node, nodes.Mul):  # only what docxtpl itself writes for «{% hm %}»
            node.left, node.right = self._asked(node.left), self._asked(node.right)
            return node
        return self._value(node, "print")

    def _loop(self, node: nodes.For) -> None:
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self._refuse("«for» với nhiều tên")
            return
        whole = self._whole(node.iter)
        node.iter = self._value(node.iter, "each")
        name = self._plain(node.target.name)
        outer = self.scope
        self.scope = {**outer, name: f"{whole}[]", "loop": "loop"}
        if node.test is not None:
            node.test = self._asked(node.test)
        self.body(node.body)
        self.scope = outer
        self.body(node.else_)

    def _choice(self, node: nodes.If) -> None:
        node.test = self._asked(node.test)
        self.body(node.body)
        for other in node.elif_:
            self._choice(other)
        self.body(node.else_)

    def _asked(self, node: nodes.Node) -> nodes.Expr:
        if isinstance(node, nodes.Not):
            node.node = self._asked(node.node)
            return node
        return node if isinstance(node, nodes.Const) else self._value(node, "ask")

    def _value(self, node: nodes.Node, use: str) -> nodes.Expr:
        """The expression, sent through the room."""
        if isinstance(node, nodes.Filter):
            use = self._filter_name(node)
            node = node.node or nodes.Const("")
        if not isinstance(node, (nodes.Name, nodes.Getattr)):
            self._refuse(_EXPRESSIONS.get(type(node), "phép tính hoặc giá trị viết thẳng"))
            return nodes.Const("")
        path = self._named(node)
        self.room.spots.append(Spot(path, self._whole(node), self.place, use))
        door = f"_{use}" if use in ("print", "each", "ask") else "_filter"
        spot = nodes.Const(len(self.room.spots) - 1)
        return nodes.Filter(node, door, [spot], [], None, None, lineno=node.lineno)

    def _filter_name(self, node: nodes.Filter) -> str:
        if node.name not in FILTERS:
            near = difflib.get_close_matches(node.name, FILTERS, 1)
            remedy = f"có phải «{near[0]}»?" if near else f"chỉ dùng: {', '.join(FILTERS)}."
            self.faults.append(Fault(self.place, f"không có bộ lọc «{node.name}»", remedy))
        elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(f"ngoặc đơn sau bộ lọc «{node.name}»")
        return node.name

    def _named(self, node: nodes.Node) -> str:
        """The dotted path of the node, in which every attribute becomes the path up to it."""
        if isinstance(node, nodes.Name):
            return self._plain(node.name)
        if isinstance(node, nodes.Getattr):
            node.attr = f"{self._named(node.node)}.{self._plain(node.attr)}"
            return node.attr
        self._refuse(_EXPRESSIONS.get(type(node), "phép tính hoặc giá trị viết thẳng"))
        return "…"

    def _whole(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Getattr):
            return f"{self._whole(node.node)}.{node.attr.rpartition('.')[2]}"
        if isinstance(node, nodes.Name):
            return self.scope.get(node.name, node.name)
        return "…"

    def _plain(self, name: str) -> str:
        if not name.isascii() or name.startswith("_"):
            remedy = "tên ô chỉ gồm chữ không dấu, chữ số và dấu gạch dưới ở giữa; xem templates/README.md."
            self.faults.append(Fault(self.place, f"tên ô «{name}» không đúng cách viết", remedy))
        return name

    def _refuse(self, what: str) -> None:
        remedy = "mẫu chỉ dùng tên ô, for, if, not và các bộ lọc " + ", ".join(FILTERS) + "."
        self.faults.append(Fault(self.place, f"mẫu dùng {what}, không có trong ngôn ngữ của mẫu", remedy))


# --- words for what is wrong -----------------------------------------------------------------------------------------

_TAG = re.compile(r"\{%[-+]?\s*(\w+)((?:(?!%\}).)*)%\}", re.DOTALL)
_ENDS = {"endfor": "for", "endif": "if"}
_SYNTAX = (
    (re.compile(r"Encountered unknown tag '(\w+)'"), "không có lệnh «{0}»"),
    (re.compile(r"unexpected char '(.)'"), "có ký tự «{0}» không dùng được trong câu lệnh"),
    (re.compile(r"expected token 'end of print statement', got '(.+)'"), "có chữ thừa «{0}» trong ô"),
)


def _block_faults(wording: Wording) -> list[Fault]:
    """`for` and `if` without their end, ends without their beginning, each at its own place."""
    open_blocks: list[tuple[str, str, str]] = []
    faults = []
    for found in _TAG.finditer(wording.text):
        word, place = found[1], _place_at(wording, found.start())
        tag = f"{{% {word}{found[2].rstrip()} %}}"
        if word in ("for", "if"):
            open_blocks.append((word, place, tag))
        elif word in _ENDS:
            if open_blocks and open_blocks[-1][0] == _ENDS[word]:
                open_blocks.pop()
            else:
                what = f"«{tag}» không có «{{% {_ENDS[word]} … %}}» mở ra trước nó"
                faults.append(Fault(place, what, "bỏ lệnh này, hoặc thêm lệnh mở còn thiếu."))
    for word, place, tag in open_blocks:
        faults.append(Fault(place, f"«{tag}» chưa được đóng", f"thêm «{{% end{word} %}}» ở chỗ kết thúc."))
    return faults


def _syntax_fault(wording: Wording, error: TemplateSyntaxError) -> Fault:
    message = error.message or ""
    what = "câu lệnh của mẫu viết sai"
    for pattern, words in _SYNTAX:
        if found := pattern.search(message):
            what = words.format(*found.groups())
    start = len("\n".join(wording.text.split("\n")[: error.lineno - 1]))
    nearby = " ".join(re.sub(r"<[^>]*>", " ", wording.text[start:].lstrip("\n").split("\n")[0]).split())[:120]
    remedy = f"xem lại chỗ «{nearby}»." if nearby else "xem lại các câu lệnh trong ngoặc."
    return Fault(_place_at(wording, start + 1), what, remedy)


def _place_at(wording: Wording, position: int) -> str:
    found = wording.part
    for each in MARK.finditer(wording.text):
        if each.start() > position:
            break
        found = wording.places[int(each[1])]
    return found


def value_fault(spot: Spot, value: Any, context: Mapping[str, Any]) -> Fault:
    """Why the value that stands at the spot cannot be printed, gone through or asked."""
    if isinstance(value, Missing):
        return _missing_fault(spot, value, context)
    if value is None:
        remedy = f"điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{{% if {spot.path} %}} … {{% endif %}}»."
        return Fault(spot.place, f"ô «{spot.path}» không có giá trị", remedy)
    if isinstance(value, str) and spot.use == "print":
        sign = FORBIDDEN.search(value)
        named = _FORBIDDEN_NAMES.get(sign[0], repr(sign[0])) if sign else ""
        path = path_of(value, context) or spot.path
        what = f"giá trị của «{path}» có ký tự không được dùng: {named}"
        return Fault(spot.place, what, "bỏ ký tự đó ở bảng dữ liệu.")
    return _kind_fault(spot, value)


def _missing_fault(spot: Spot, value: Missing, context: Mapping[str, Any]) -> Fault:
    before, _, name = value.path.rpartition(".")
    if value.owner is None:
        remedy = f"điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{{% if {before} %}} … {{% endif %}}»."
        return Fault(spot.place, f"ô «{before}» không có giá trị, nên không có «{value.path}»", remedy)
    names = readable(type(value.owner)) if before else tuple(context)
    near = difflib.get_close_matches(name, names, 1)
    nearest = ".".join(part for part in (before, *near) if part)
    remedy = f"có phải «{nearest}»?" if near else "tên các ô có trong templates/README.md."
    return Fault(spot.place, f"không có ô «{value.path}»", remedy)


def _kind_fault(spot: Spot, value: Any) -> Fault:
    path = spot.path
    if spot.use == "each":
        return Fault(spot.place, f"ô «{path}» không phải là một danh sách để lặp", "dùng «for» với một danh sách.")
    if FILTERS.get(spot.use, (None, ()))[1] == _DATE:
        return Fault(spot.place, f"ô «{path}» không phải là ngày", f"bỏ «|{spot.use}», hoặc dùng một ô là ngày.")
    if spot.use == "number":
        return Fault(spot.place, f"ô «{path}» không phải là một số", "bỏ «|number», hoặc dùng một ô là số.")
    if isinstance(value, date):
        remedy = f"ghi «{{{{ {path}|long_date }}}}» hoặc «{{{{ {path}|short_date }}}}»."
        return Fault(spot.place, f"ô «{path}» là ngày, chưa nói viết theo cách nào", remedy)
    if isinstance(value, (float, Decimal)):
        return Fault(spot.place, f"ô «{path}» là số lẻ, chưa nói viết theo cách nào", f"ghi «{{{{ {path}|number }}}}».")
    what = f"ô «{path}» không in ra thành chữ được (kiểu {type(value).__name__})"
    return Fault(spot.place, what, "dùng một ô là chữ, là số hoặc là ngày; với danh sách thì dùng «for».")


def path_of(value: Any, context: Mapping[str, Any]) -> str:
    """The dotted path of the value itself in the paper's fields, «tasks[3].content»; blank if it is not found there."""
    for name, field in context.items():
        if path := _path_below(value, field, name):
            return path
    return ""


def _path_below(value: Any, tree: Any, path: str) -> str:
    if tree is value:
        return path
    inner: list[tuple[Any, str]] = []
    if isinstance(tree, (tuple, list)):
        inner = [(each, f"{path}[{index}]") for index, each in enumerate(tree)]
    elif is_dataclass(tree):
        inner = [(getattr(tree, field.name), f"{path}.{field.name}") for field in fields(tree)]
    return next((found for below, place in inner if (found := _path_below(value, below, place))), "")
