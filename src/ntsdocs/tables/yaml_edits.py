"""Write values as YAML, and change a YAML file in places: its comments, its order, its quotes stay."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tag import Tag
from ruamel.yaml.util import load_yaml_guess_indent

from ntsdocs import tables

Tree = str | Mapping[str, "Tree"] | Sequence["Tree"]

_NEVER_FOLDED = 1_000_000  # columns
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}|[1-9]\d{0,3}|[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class YamlChange:
    """One value of a file that is another now; `key` is its path («bases[1].number»), `old` blank where none was."""

    key: str
    old: str
    new: str


class EditedYaml:
    """A YAML file in memory; `DataWrong`, at the line, if it cannot be read."""

    def __init__(self, path: Path, root: Path) -> None:
        text = tables.yaml_text(path, root)
        _, indent, offset = load_yaml_guess_indent(text)
        self._yaml = _yaml(indent or 4, offset if offset is not None else 2)
        self._top = self._yaml.load(text) or CommentedMap()

    def put(self, values: Mapping[str, Tree], comments: Mapping[str, str]) -> tuple[YamlChange, ...]:
        """Takes over these values but those that are blank, or differ in blanks only; gives what has changed.

        A name that is new at the top gets its comment.
        """
        new = [name for name in values if name not in self._top]
        changes = tuple(_put(self._top, values, ""))
        for name in new:
            if name in self._top:
                self._top.yaml_set_comment_before_after_key(name, before=f"\n{comments.get(name, '')}".rstrip())
        return changes

    def keep(self, name: str, ids: Collection[str]) -> None:
        """Removes from the list `name` every entry whose id is none of these."""
        entries = self._top[name]
        for at in reversed(range(len(entries))):
            if entries[at]["id"] not in ids:
                del entries[at]

    def text(self) -> str:
        """The text of the file as it is now."""
        return _dumped(self._yaml, self._top)


def text_of(values: Mapping[str, Tree]) -> str:
    """The values as YAML: a list of texts in one line, a text that could be read as something else in quotes."""
    return _dumped(_yaml(4, 2), _node(values))


class _AsWritten(VersionedResolver):
    """Takes every scalar that is not null for text: nothing is read as a number or a day, and written otherwise."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        tag = super().resolve(kind, value, implicit)
        is_text = kind is ScalarNode and not str(tag).endswith(":null")
        return Tag(suffix="tag:yaml.org,2002:str") if is_text else tag


def _yaml(indent: int, offset: int) -> YAML:
    yaml = YAML()
    yaml.Resolver = _AsWritten
    yaml.preserve_quotes = True
    yaml.width = _NEVER_FOLDED
    yaml.indent(mapping=2, sequence=indent, offset=offset)
    return yaml


def _dumped(yaml: YAML, tree: Any) -> str:
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _node(value: Tree) -> Any:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else DoubleQuotedScalarString(value)
    if isinstance(value, Mapping):
        return CommentedMap({name: _node(inner) for name, inner in value.items()})
    entries = CommentedSeq([_node(inner) for inner in value])
    if all(isinstance(inner, str) for inner in value):
        entries.fa.set_flow_style()
    return entries


def _put(holder: Any, value: Mapping[str, Tree] | Sequence[Tree], key: str) -> Iterator[YamlChange]:
    for name, inner, inner_key in _inside(value, key):
        is_new = name not in holder if isinstance(holder, CommentedMap) else name >= len(holder)
        old = None if is_new else holder[name]
        if not isinstance(inner, str) and isinstance(old, (CommentedMap, CommentedSeq)):
            yield from _put(old, inner, inner_key)
            continue
        before = "" if old is None else str(old)
        changes = [
            YamlChange(leaf, before, new)
            for leaf, new in leaves(inner, inner_key)
            if new and before.split() != new.split()
        ]
        if changes:
            yield from changes
            _set(holder, name, _node(inner), is_new=is_new)


def _set(holder: Any, name: Any, node: Any, *, is_new: bool) -> None:
    """Sets a value; what stands under the last one of its holder, the next comment above all, stays under it."""
    below = _taken_from_end(holder) if is_new and len(holder) else None
    if isinstance(holder, CommentedSeq) and is_new:
        holder.append(node)
    else:
        holder[name] = node
    if below:
        last, at = _end(holder)
        last.ca.items[at] = below


def _taken_from_end(holder: Any) -> Any:
    last, at = _end(holder)
    return last.ca.items.pop(at, None)


def _end(node: Any) -> tuple[Any, Any]:
    """The innermost mapping or list at the end of a node, and the name or index of its last value."""
    at = len(node) - 1 if isinstance(node, CommentedSeq) else next(reversed(node))
    inner = node[at]
    is_block = isinstance(inner, (CommentedMap, CommentedSeq)) and inner and inner.fa.flow_style() is not True
    return _end(inner) if is_block else (node, at)


def _inside(value: Mapping[str, Tree] | Sequence[Tree], key: str) -> Iterator[tuple[Any, Tree, str]]:
    """What a mapping or a list holds: its name or index, the value, its path."""
    if isinstance(value, Mapping):
        yield from ((name, inner, f"{key}.{name}" if key else name) for name, inner in value.items())
    else:
        yield from ((at, inner, f"{key}[{at + 1}]") for at, inner in enumerate(value))


def leaves(value: Tree, key: str = "") -> Iterator[tuple[str, str]]:
    """Every single text with its path: («document.number», «01/KH-UBND»)."""
    if isinstance(value, str):
        yield key, value
        return
    for _, inner, inner_key in _inside(value, key):
        yield from leaves(inner, inner_key)
