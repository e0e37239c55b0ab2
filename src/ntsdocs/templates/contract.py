"""The contract between a template and what its kind may say, held without filling anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as File
from types import MappingProxyType
from typing import Any

from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds.due import Core
from ntsdocs.kinds.report_says import Chart
from ntsdocs.templates import language, vocabulary
from ntsdocs.templates.faults import README, UNREADABLE, in_file, problem_at
from ntsdocs.templates.fill import Conditional, Each, Node, Nodes, Path, Printed
from ntsdocs.templates.printable import FILTERS, Placeholder
from ntsdocs.templates.vocabulary import Meaning, Sort
from ntsdocs.text.problems import Origin, Problem, Severity

PROPERTIES: Mapping[str, type] = MappingProxyType({"core": Core})

Trail = tuple[str, ...]  # a name as one binding gives it, then attributes: («task#3», «deadline»)


def check(template: File, says: type, extra: Mapping[str, type] = PROPERTIES) -> list[Problem]:
    """Everything in which the template breaks the contract with the dataclass `says`, in the order of the document.

    `extra` gives names that every template may use besides the fields of `says`.
    """
    file = f"{template.parent.name}/{template.name}"
    try:
        faults = list(_faults(package.read(template.read_bytes()), says, extra))
    except PackageError as error:
        return [Problem(Origin(file), f"{error}.", UNREADABLE)]
    problems = (replace(in_file(each, file), what=_sentence(each.what)) for each in faults)
    return list(dict.fromkeys(problems))


def _faults(parts: Mapping[str, bytes], says: type, extra: Mapping[str, type]) -> Iterator[Problem]:
    read, faults = language.read(parts)
    for part in read:
        holder = _Contract(says, extra)
        holder.hold(part.tree)
        holder.hold_charts(chart.field for chart in part.charts)
        numbered = [*part.faults, *holder.faults]
        yield from (fault for _, fault in sorted(numbered, key=lambda each: each[0]))
    yield from faults


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a name stands for where it is used; `meaning` is `None` where its own `for` is already known to be wrong."""

    key: str
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class _Scope:
    """The names that may be used at a place, and the paths that an enclosing `if` has found to be there."""

    names: Mapping[str, _Bound]
    present: frozenset[Trail] = frozenset()

    def having(self, trail: Trail) -> _Scope:
        """The same names, with one path more that is known to be there."""
        return _Scope(self.names, self.present | {trail})

    def binding(self, name: str, bound: _Bound) -> _Scope:
        """With one name more, as inside a loop."""
        return _Scope({**self.names, name: bound}, self.present)


class _Contract:
    """Holds the tree of one part against the type hints of `says`."""

    def __init__(self, says: type, extra: Mapping[str, type]) -> None:
        hints: dict[str, Any] = {**vocabulary.members(says), **extra}
        self.faults: list[tuple[int, Problem]] = []
        self._says = says
        self._outermost = _Scope({name: _Bound(name, vocabulary.meaning(hint)) for name, hint in hints.items()})
        self._loops = 0

    def hold(self, tree: Nodes) -> None:
        """Hold the tree; what is wrong is then among the faults, each with the number of its tag."""
        self._node(tree, self._outermost)

    def hold_charts(self, wanted: Iterable[Placeholder]) -> None:
        """Hold the fields that charts want."""
        offered = [name for name, hint in vocabulary.members(self._says).items() if hint is Chart]
        for at in wanted:
            if at.path not in offered and at.number not in dict(self.faults):
                remedy = f"dùng {vocabulary.list_names(offered) or 'bảng thay cho biểu đồ'}."
                self._fault(at, f"ô «{at.path}» không phải là số liệu của một biểu đồ", remedy)

    def _fault(self, at: Placeholder, what: str, remedy: str, severity: Severity = Severity.STOP) -> None:
        self.faults.append((at.number, replace(problem_at(at.place, what, remedy), severity=severity)))

    def _node(self, node: Node, scope: _Scope) -> None:
        if isinstance(node, Nodes):
            for inner in node.nodes:
                self._node(inner, scope)
        elif isinstance(node, Printed):
            self._printed(node, scope)
        elif isinstance(node, Conditional):
            self._choice(node, scope)
        elif isinstance(node, Each):
            self._loop(node, scope)

    def _choice(self, node: Conditional, scope: _Scope) -> None:
        for test, block in node.branches:
            if test is None:
                self._node(block, scope)
            else:
                trail, _ = self._resolve(test.path, test.placeholder, scope, in_condition=True)
                there = scope.having(trail)
                self._node(block, scope if test.negated else there)
                scope = there if test.negated else scope

    def _loop(self, node: Each, scope: _Scope) -> None:
        _, meaning = self._resolve(node.items, node.placeholder, scope)
        item: Meaning | None = None
        if meaning is not None and meaning.sort is Sort.LIST:
            item = vocabulary.meaning(meaning.item)
        elif meaning is not None:
            what = f"ô «{node.items}» là {meaning.sort}, không phải danh sách để lặp"
            self._fault(node.placeholder, what, "dùng «for» với một danh sách.")
        self._loops += 1
        self._node(node.body, scope.binding(node.name, _Bound(f"{node.name}#{self._loops}", item)))

    def _printed(self, node: Printed, scope: _Scope) -> None:
        _, meaning = self._resolve(node.path, node.placeholder, scope)
        at = node.placeholder
        if meaning is None:
            return
        if at.use == "print":
            self._unfiltered(meaning, at)
        elif at.use in FILTERS and not vocabulary.filter_takes(at.use, meaning.sort):
            fitting = vocabulary.filters_for(meaning.sort)
            remedy = f"bỏ «|{at.use}»" + (f", hoặc dùng {vocabulary.list_names(fitting)}." if fitting else ".")
            self._fault(at, f"ô «{at.path}» là {meaning.sort}, không dùng được bộ lọc «{at.use}»", remedy)

    def _unfiltered(self, meaning: Meaning, at: Placeholder) -> None:
        if meaning.sort in (Sort.TEXT, Sort.NUMBER):
            return
        words = at.path
        fitting = [f"«{{{{ {words}|{name} }}}}»" for name in vocabulary.filters_for(meaning.sort)]
        if fitting:
            self._fault(at, f"ô «{words}» là {meaning.sort}, chưa nói in cách nào", f"ghi {' hoặc '.join(fitting)}.")
            return
        inside = (f"{words}.{name}" for name in vocabulary.inside(meaning))
        remedies = {
            Sort.SWITCH: f"dùng «{{% if {words} %}} … {{% endif %}}».",
            Sort.LIST: f"dùng «{{% for … in {words} %}} … {{% endfor %}}».",
            Sort.GROUP: f"in từng ô của nó: {vocabulary.list_names(inside)}.",
        }
        self._fault(at, f"ô «{words}» là {meaning.sort}, không in ra được", remedies.get(meaning.sort, README))

    # --- where a dotted name leads ---

    def _resolve(
        self, path: Path, at: Placeholder, scope: _Scope, *, in_condition: bool = False
    ) -> tuple[Trail, Meaning | None]:
        """Where the path leads and what stands there; nothing, with a fault, where it leads nowhere.

        With `in_condition` the value itself may be empty: an `if` asks just that.
        """
        if path == language.UNKNOWN:
            return (), None
        if path.first not in scope.names:
            self._unknown(path.first, at, scope)
            return (), None
        bound = scope.names[path.first]
        trail: Trail = (bound.key,)
        meaning, dotted = bound.meaning, path.first
        for name in (*path.rest, ""):
            is_condition = in_condition and not name
            if meaning is not None and meaning.optional and trail not in scope.present and not is_condition:
                what = f"ô «{dotted}» có thể trống mà không có «if» nào hỏi trước"
                remedy = f"đặt chỗ này giữa «{{% if {dotted} %}}» và «{{% endif %}}»."
                self._fault(at, what, remedy, Severity.WARN)  # a plan that has it is built; one that has not is refused
            if not name:
                break
            if name.startswith("_"):
                return (), None  # the language has told that this name may not be
            if meaning is not None and name not in vocabulary.inside(meaning):
                self._no_member(dotted, name, meaning, at)
                return (), None
            meaning = None if meaning is None else vocabulary.meaning(vocabulary.inside(meaning)[name])
            trail, dotted = (*trail, name), f"{dotted}.{name}"
        return trail, meaning

    def _unknown(self, name: str, at: Placeholder, scope: _Scope) -> None:
        loops = [each for each, bound in scope.names.items() if "#" in bound.key and _offers(bound, name)]
        near = f"{loops[-1]}.{name}" if loops else vocabulary.nearest_name(name, scope.names, self._says)
        remedy = f"có phải «{near}»?" if near else f"ở đây có: {vocabulary.list_names(scope.names)}."
        self._fault(at, f"không có ô «{name}»", remedy)

    def _no_member(self, owner: str, name: str, meaning: Meaning, at: Placeholder) -> None:
        offered = vocabulary.inside(meaning)
        near = vocabulary.nearest_name(name, offered, meaning.cls)
        if near:
            remedy = f"có phải «{owner}.{near}»?"
        elif offered:
            remedy = f"«{owner}» có: {vocabulary.list_names(offered)}."
        else:
            remedy = f"ô «{owner}» là {meaning.sort}, không có ô nào bên trong."
        self._fault(at, f"không có ô «{owner}.{name}»", remedy)


def _offers(bound: _Bound, name: str) -> bool:
    return bound.meaning is not None and name in vocabulary.inside(bound.meaning)
