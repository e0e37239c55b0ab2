"""The small language of templates: names, attributes, a few filters, `for`, `if` and `not`.

Jinja parses it; what it says is then said again in the few nodes of `filling`, and all else is refused. Every
placeholder has a `Place`: where it stands, what it asks for. A fault is worded for the person who mends it.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from ntsdocs.templates.faults import Fault
from ntsdocs.templates.fill import Conditional, Each, Node, Nodes, Path, Printed, Product, Test, names_read
from ntsdocs.templates.marks import MARK, Wording
from ntsdocs.templates.printable import FILTERS, Place, Printable

_JINJA = Environment(autoescape=True)  # it parses, and never runs anything


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


def compile_wording(room: Printable, wording: Wording) -> Nodes | list[Fault]:
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

    def __init__(self, room: Printable, wording: Wording) -> None:
        self.room = room
        self.wording = wording
        self.place = wording.part
        self.scope: dict[str, str] = {}
        self.faults: list[Fault] = []

    def block(self, statements: list[nodes.Node]) -> Nodes:
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
        return Nodes(tuple(found))

    def _printed(self, node: nodes.Expr) -> Node:
        if isinstance(node, nodes.TemplateData):
            for found in MARK.finditer(node.data):
                self.place = self.wording.places[int(found[1])]
            return (node.data if self.wording.kept else MARK.sub("", node.data)).encode()
        if isinstance(node, nodes.Mul):  # only what docxtpl itself writes for «{% hm %}»
            return Product(self._asked(node.left), self._asked(node.right), Place("*", "*", self.place, "print"))
        return Printed(*self._value(node, "print"))

    def _loop(self, node: nodes.For) -> Node:
        if not isinstance(node.target, nodes.Name) or node.recursive or node.target.name == "loop":
            self._refuse("«for» với nhiều tên")
            return Nodes()
        whole = self._whole(node.iter)
        items, spot = self._value(node.iter, "each")
        name = self._plain(node.target.name)
        outer = self.scope
        self.scope = {**outer, name: f"{whole}[]", "loop": "loop"}
        test = None if node.test is None else self._asked(node.test)
        body = self.block(node.body)
        self.scope = outer
        other = self.block(node.else_)
        used = names_read(body)
        shared = None if "loop" in used else tuple(sorted(used - {name}))
        return Each(name, items, spot, test, body, other, "loop" in used, shared)

    def _choice(self, node: nodes.If) -> Node:
        branches = []
        for each in (node, *node.elif_):
            test = self._asked(each.test)
            branches.append((test, self.block(each.body)))
        return Conditional(tuple(branches), self.block(node.else_))

    def _asked(self, node: nodes.Node) -> Test:
        if isinstance(node, nodes.Not):
            test = self._asked(node.node)
            return replace(test, negated=not test.negated)
        if isinstance(node, nodes.Const):
            return Test(None, constant=node.value)
        return Test(*self._value(node, "ask"))

    def _value(self, node: nodes.Node, use: str) -> tuple[Path, Place]:
        """Where the expression leads, and its spot."""
        if isinstance(node, nodes.Filter):
            use = self._filter_name(node)
            node = node.node or nodes.Const("")
        spot = Place(self._named(node), self._whole(node), self.place, use)
        self.room.spots.append(spot)
        first, *rest = spot.path.split(".")
        return Path(first, tuple(rest)), spot

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
    open_blocks: list[tuple[str, re.Match[str]]] = []
    faults = []
    for found in _TAG.finditer(wording.text):
        word = found[1]
        if word in ("for", "if"):
            open_blocks.append((word, found))
        elif word in _ENDS:
            if open_blocks and open_blocks[-1][0] == _ENDS[word]:
                open_blocks.pop()
            else:
                what = f"«{_tag(found)}» không có «{{% {_ENDS[word]} … %}}» mở ra trước nó"
                place = wording.place_at(found.start())
                faults.append(Fault(place, what, "bỏ lệnh này, hoặc thêm lệnh mở còn thiếu."))
    for word, found in open_blocks:
        remedy = f"thêm «{{% end{word} %}}» ở chỗ kết thúc."
        faults.append(Fault(wording.place_at(found.start()), f"«{_tag(found)}» chưa được đóng", remedy))
    return faults


def _tag(found: re.Match[str]) -> str:
    return f"{{% {found[1]}{found[2].rstrip()} %}}"


def _syntax_fault(wording: Wording, error: TemplateSyntaxError) -> Fault:
    message = error.message or ""
    what = "câu lệnh của mẫu viết sai"
    for pattern, words in _SYNTAX:
        if found := pattern.search(message):
            what = words.format(*found.groups())
    start = len("\n".join(wording.text.split("\n")[: error.lineno - 1]))
    nearby = " ".join(re.sub(r"<[^>]*>", " ", wording.text[start:].lstrip("\n").split("\n")[0]).split())[:120]
    remedy = f"xem lại chỗ «{nearby}»." if nearby else "xem lại các câu lệnh trong ngoặc."
    return Fault(wording.place_at(start + 1), what, remedy)
