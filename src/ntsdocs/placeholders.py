"""The small language of templates: names, attributes, a few filters, `for`, `if` and `not`.

Jinja parses it; what it says is then said again in the few nodes of `filling`, and all else is refused. Every
placeholder has a `Spot`: where it stands, what it asks for. A fault is worded for the person who mends it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ntsdocs.filling import (
    DATES,
    FILTERS,
    FORBIDDEN,
    Block,
    Choice,
    Each,
    Literal,
    Missing,
    Node,
    Path,
    Product,
    Room,
    Spot,
    Test,
    Value,
    has_loop,
    paths,
    readable,
)

_JINJA = Environment(autoescape=True)  # it parses, and never runs anything

_FORBIDDEN_NAMES = {"\n": "dấu xuống dòng", "\r": "dấu xuống dòng", "\t": "dấu tab", "\f": "dấu sang trang"}

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


def compile_wording(room: Room, wording: Wording) -> Block | list[Fault]:
    """The wording, ready to be filled in `room`, with its spots added to the room's; or what is wrong with it."""
    faults = _block_faults(wording)
    if faults:
        return faults
    try:
        tree = _JINJA.parse(wording.text)
    except TemplateSyntaxError as error:
        return [_syntax_fault(wording, error)]
    reader = _Reader(room, wording)
    block = reader.block(tree.body)
    return reader.faults or block


class _Reader:
    """Walks a parsed part and says it again in our own nodes; refuses what the small language has not."""

    def __init__(self, room: Room, wording: Wording) -> None:
        self.room = room
        self.wording = wording
        self.place = wording.part
        self.scope: dict[str, str] = {}
        self.faults: list[Fault] = []

    def block(self, statements: list[nodes.Node]) -> Block:
        found: list[Node] = []
        for statement in statements:
            if isinstance(statement, nodes.Output):
                found += [self._printed(each) for each in statement.nodes]
            elif isinstance(statement, nodes.For):
                found.append(self._loop(statement))
            elif isinstance(statement, nodes.If):
                found.append(self._choice(statement))
            else:
                self._refuse("lệnh «" + _STATEMENTS.get(type(statement), type(statement).__name__) + "»")
        return Block(tuple(found))

    def _printed(self, node: nodes.Expr) -> Node:
        if isinstance(node, nodes.TemplateData):
            for found in MARK.finditer(node.data):
                self.place = self.wording.places[int(found[1])]
            return Literal(MARK.sub("", node.data).encode())
        if isinstance(node, nodes.Mul):  # only what docxtpl itself writes for «{% hm %}»
            return Product(self._asked(node.left), self._asked(node.right), Spot("*", "*", self.place, "print"))
        return Value(*self._value(node, "print"))

    def _loop(self, node: nodes.For) -> Node:
        if not isinstance(node.target, nodes.Name) or node.recursive or node.target.name == "loop":
            self._refuse("«for» với nhiều tên")
            return Block()
        whole = self._whole(node.iter)
        items, spot = self._value(node.iter, "each")
        name = self._plain(node.target.name)
        outer = self.scope
        self.scope = {**outer, name: f"{whole}[]", "loop": "loop"}
        test = None if node.test is None else self._asked(node.test)
        body = self.block(node.body)
        self.scope = outer
        other = self.block(node.else_)
        used = {path.names[0] for path in paths(body)}
        shared = None if "loop" in used or has_loop(body) else tuple(sorted(used - {name}))
        return Each(name, items, spot, test, body, other, "loop" in used, shared)

    def _choice(self, node: nodes.If) -> Node:
        branches = []
        for each in (node, *node.elif_):
            test = self._asked(each.test)
            branches.append((test, self.block(each.body)))
        return Choice(tuple(branches), self.block(node.else_))

    def _asked(self, node: nodes.Node) -> Test:
        if isinstance(node, nodes.Not):
            test = self._asked(node.node)
            return replace(test, negated=not test.negated)
        if isinstance(node, nodes.Const):
            return Test(None, constant=node.value)
        return Test(*self._value(node, "ask"))

    def _value(self, node: nodes.Node, use: str) -> tuple[Path, Spot]:
        """Where the expression leads, and its spot."""
        if isinstance(node, nodes.Filter):
            use = self._filter_name(node)
            node = node.node or nodes.Const("")
        spot = Spot(self._named(node), self._whole(node), self.place, use)
        self.room.spots.append(spot)
        return Path(tuple(spot.path.split("."))), spot

    def _filter_name(self, node: nodes.Filter) -> str:
        if node.name not in FILTERS:
            near = difflib.get_close_matches(node.name, FILTERS, 1)
            remedy = f"có phải «{near[0]}»?" if near else f"chỉ dùng: {', '.join(FILTERS)}."
            self.faults.append(Fault(self.place, f"không có bộ lọc «{node.name}»", remedy))
        elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(f"ngoặc đơn sau bộ lọc «{node.name}»")
        return node.name

    def _named(self, node: nodes.Node) -> str:
        """The dotted path of the node."""
        if isinstance(node, nodes.Name):
            return self._plain(node.name)
        if isinstance(node, nodes.Getattr):
            return f"{self._named(node.node)}.{self._plain(node.attr)}"
        self._refuse(_EXPRESSIONS.get(type(node), "phép tính hoặc giá trị viết thẳng"))
        return "…"

    def _whole(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Getattr):
            return f"{self._whole(node.node)}.{node.attr}"
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
    if spot.use in DATES:
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
