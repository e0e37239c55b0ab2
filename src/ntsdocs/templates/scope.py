"""What the names in a template mean where they stand, held against the type hints of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ntsdocs.templates import vocabulary
from ntsdocs.templates.faults import Fault
from ntsdocs.templates.printable import FILTERS
from ntsdocs.templates.tags import Tag
from ntsdocs.templates.vocabulary import Meaning, Sort

README = "xem tên các ô trong templates/README.md."
_NOT_IN_LANGUAGE: tuple[tuple[type[nodes.Expr], str], ...] = (
    (nodes.Compare, "phép so sánh"),
    (nodes.And, "«and»"),
    (nodes.Or, "«or»"),
    (nodes.Not, "«not» ngoài «if»"),
    (nodes.Call, "lời gọi hàm"),
    (nodes.CondExpr, "«if … else …» trong một ô"),
    (nodes.Getitem, "dấu ngoặc vuông"),
    (nodes.Test, "«is»"),
    (nodes.Filter, "bộ lọc ở chỗ này"),
    (nodes.Literal, "giá trị viết thẳng"),
)
_PARSER = Environment(autoescape=True)

Trail = tuple[str, ...]  # a name as one binding gives it, then attributes: («task#3», «deadline»)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a name stands for where it is used; `meaning` is `None` where its own `for` is already known to be wrong."""

    key: str
    meaning: Meaning | None


class Scope:
    """The names that may be used now, the paths an enclosing `if` has found to be there, and the faults so far."""

    def __init__(self, says: type, extra: Mapping[str, type]) -> None:
        hints: dict[str, Any] = {**vocabulary.members(says), **extra}
        self.names = {name: Bound(name, vocabulary.meaning(hint)) for name, hint in hints.items()}
        self.present: frozenset[Trail] = frozenset()
        self.faults: list[Fault] = []
        self.tag: Tag  # the one that is being read
        self._says = says
        self._loops = 0

    def fault(self, what: str, remedy: str) -> None:
        """Something is wrong with the present tag."""
        self.faults.append(Fault(self.tag.place, what, remedy))

    def printed(self, words: str) -> None:
        """The words stand in `{{ … }}`."""
        node = self._expression(words)
        if isinstance(node, nodes.Filter) and node.node is not None:
            found = self._path(node.node)
            self._filter(node, _words(node.node), None if found is None else found[1])
        elif node is not None:
            found = self._path(node)
            if found is not None and found[1] is not None:
                self._print(_words(node), found[1])

    def asked(self, words: str) -> tuple[frozenset[Trail], frozenset[Trail]]:
        """The words stand after `if`: what is there once it holds, and what is there once it has failed."""
        node = self._expression(words)
        negated = False
        while isinstance(node, nodes.Not):
            node, negated = node.node, not negated
        found = None if node is None else self._path(node, asked=True)
        fact = frozenset[Trail]() if found is None else frozenset([found[0]])
        return (frozenset(), fact) if negated else (fact, frozenset())

    def looped(self, name: str, words: str) -> None:
        """From here on `name` stands for what the words, a list, hold."""
        node = self._expression(words)
        found = None if node is None else self._path(node)
        item: Meaning | None = None
        if found is not None and found[1] is not None:
            if found[1].sort is Sort.LIST:
                item = vocabulary.meaning(found[1].item)
            else:
                what = f"ô «{_words(node)}» là {found[1].sort}, không phải danh sách để lặp"
                self.fault(what, "dùng «for» với một danh sách.")
        self._loops += 1
        self.names = {**self.names, name: Bound(f"{name}#{self._loops}", item)}

    def _expression(self, words: str) -> nodes.Expr | None:
        """The one expression that the words are; `None`, with a fault, where they are none."""
        try:
            body = _PARSER.parse(f"{{{{ {words} }}}}").body
        except TemplateSyntaxError:
            body = []
        outputs = body[0].nodes if len(body) == 1 and isinstance(body[0], nodes.Output) else []
        if len(outputs) == 1 and words.strip():
            return outputs[0]
        self.fault(f"thẻ «{self.tag.text}» viết sai", f"ghi tên một ô, ví dụ «task.content»; {README}")
        return None

    def _filter(self, node: nodes.Filter, words: str, known: Meaning | None) -> None:
        if node.name not in FILTERS:
            near = vocabulary.nearest(node.name, FILTERS)
            remedy = f"có phải «{near}»?" if near else f"các bộ lọc có: {vocabulary.some(FILTERS)}."
            self.fault(f"không có bộ lọc «{node.name}»", remedy)
        elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.fault(f"bộ lọc «{node.name}» không có ngoặc đơn", f"ghi «{{{{ {words}|{node.name} }}}}».")
        elif known is not None and not vocabulary.takes(node.name, known.sort):
            fitting = vocabulary.filters_for(known.sort)
            remedy = f"bỏ «|{node.name}»" + (f", hoặc dùng {vocabulary.some(fitting)}." if fitting else ".")
            self.fault(f"ô «{words}» là {known.sort}, không dùng được bộ lọc «{node.name}»", remedy)

    def _print(self, words: str, known: Meaning) -> None:
        if known.sort in (Sort.TEXT, Sort.NUMBER):
            return
        fitting = [f"«{{{{ {words}|{name} }}}}»" for name in vocabulary.filters_for(known.sort)]
        if fitting:
            self.fault(f"ô «{words}» là {known.sort}, chưa nói in cách nào", f"ghi {' hoặc '.join(fitting)}.")
            return
        remedies = {
            Sort.SWITCH: f"dùng «{{% if {words} %}} … {{% endif %}}».",
            Sort.LIST: f"dùng «{{% for … in {words} %}} … {{% endfor %}}».",
            Sort.GROUP: f"in từng ô của nó: {vocabulary.some(f'{words}.{name}' for name in vocabulary.inside(known))}.",
        }
        self.fault(f"ô «{words}» là {known.sort}, không in ra được", remedies.get(known.sort, README))

    def _path(self, node: nodes.Expr, *, asked: bool = False) -> tuple[Trail, Meaning | None] | None:
        """Where a dotted name leads and what stands there; `None`, with a fault, where it leads nowhere.

        With `asked` the value itself may be empty: an `if` asks just that.
        """
        if isinstance(node, nodes.Name):
            found = self._first(node.name)
        elif isinstance(node, nodes.Getattr):
            found = self._member(node)
        else:
            self._refuse(node)
            return None
        if found is None or found[1] is None or asked or not found[1].optional or found[0] in self.present:
            return found
        words = _words(node)
        what = f"ô «{words}» có thể trống mà không có «if» nào hỏi trước"
        self.fault(what, f"đặt chỗ này giữa «{{% if {words} %}}» và «{{% endif %}}».")
        return found

    def _first(self, name: str) -> tuple[Trail, Meaning | None] | None:
        if name in self.names:
            bound = self.names[name]
            return (bound.key,), bound.meaning
        if name == "loop":
            remedy = "số thứ tự và dấu ngăn cách là dữ liệu: dùng ô có sẵn, hoặc nhờ kỹ sư thêm ô."
            self.fault("mẫu không dùng được «loop»", remedy)
            return None
        inner = [f"{loop}.{name}" for loop, bound in self.names.items() if "#" in bound.key and _offers(bound, name)]
        near = inner[-1] if inner else vocabulary.nearest(name, self.names, self._says)
        remedy = f"có phải «{near}»?" if near else f"ở đây có: {vocabulary.some(self.names)}."
        self.fault(f"không có ô «{name}»", remedy)
        return None

    def _member(self, node: nodes.Getattr) -> tuple[Trail, Meaning | None] | None:
        owner = self._path(node.node)
        if owner is None:
            return None
        path, known = owner
        if known is None:
            return (*path, node.attr), None
        offered = vocabulary.inside(known)
        if node.attr in offered:
            return (*path, node.attr), vocabulary.meaning(offered[node.attr])
        words, before = _words(node), _words(node.node)
        near = vocabulary.nearest(node.attr, offered, known.cls)
        if near:
            remedy = f"có phải «{before}.{near}»?"
        elif offered:
            remedy = f"«{before}» có: {vocabulary.some(offered)}."
        else:
            remedy = f"ô «{before}» là {known.sort}, không có ô nào bên trong."
        self.fault(f"không có ô «{words}»", remedy)
        return None

    def _refuse(self, node: nodes.Expr) -> None:
        what = next((words for cls, words in _NOT_IN_LANGUAGE if isinstance(node, cls)), "phép tính")
        remedy = "mẫu chỉ dùng tên ô, dấu chấm, bộ lọc, for, if, elif, else, not; tính toán là việc của dữ liệu."
        self.fault(f"thẻ «{self.tag.text}» dùng {what}", remedy)


def _offers(bound: Bound, name: str) -> bool:
    return bound.meaning is not None and name in vocabulary.inside(bound.meaning)


def _words(node: nodes.Expr | None) -> str:
    """The dotted name as the author typed it."""
    if isinstance(node, nodes.Getattr):
        return f"{_words(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
