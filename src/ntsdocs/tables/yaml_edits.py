"""Write values as YAML, and change a YAML file in places: its comments, its order, its quotes stay."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase, CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tag import Tag
from ruamel.yaml.util import load_yaml_guess_indent

from ntsdocs import tables
from ntsdocs.tables import yamls
from ntsdocs.text.problems import DataWrong, Origin, Problem

Tree = str | Mapping[str, "Tree"] | Sequence["Tree"]
Steps = tuple[str | int, ...]  # names of mappings, places in lists

_NEVER_FOLDED = 1_000_000  # columns
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}|[1-9]\d{0,3}|[a-z][a-z0-9-]*")


class EditedYaml:
    """A YAML file in memory; `DataWrong`, at the line, if it cannot be read."""

    def __init__(self, path: Path, root: Path) -> None:
        origin = Origin(tables.place_of(path, root))
        text = tables.yaml_text(path, root)
        try:
            _, indent, offset = load_yaml_guess_indent(text)
            self._yaml = _yaml(indent or 4, 2 if offset is None else offset)
            self._top = self._yaml.load(text) or CommentedMap()
        except YAMLError as error:  # a name that stands twice, above all
            raise DataWrong([yamls.unreadable(error).problem(origin)]) from error
        if not isinstance(self._top, CommentedMap):
            raise DataWrong(
                [Problem(origin, "tệp phải gồm các mục «tên: giá trị».", "xem tệp cùng tên của tỉnh khác.")]
            )

    def put(self, values: Mapping[str, Tree], comments: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Sets each of these values that is neither blank nor the same but for its blanks: its key, old, new.

        A name that is new at the top gets its comment.
        """
        for path, new in leaves(values):
            old = self._text(path)
            if new and new.split() != old.split():
                is_new = path[0] not in self._top
                self._set(path, new)
                if is_new:
                    self._top.yaml_set_comment_before_after_key(path[0], before=f"\n{comments[str(path[0])]}".rstrip())
                yield key_of(path), old, new

    def keep(self, name: str, ids: Collection[str]) -> None:
        """Removes from the list `name` every entry whose id is none of these."""
        entries = self._top[name]
        for at in reversed(range(len(entries))):
            if entries[at]["id"] not in ids:
                del entries[at]

    def text(self) -> str:
        """The text of the file as it is now."""
        return _dumped(self._yaml, self._top)

    def _text(self, path: Steps) -> str:
        node = self._top
        for name in path:
            node = _value(node, name)
        return "" if node is None or isinstance(node, CommentedBase) else str(node)

    def _set(self, path: Steps, text: str) -> None:
        holder = self._top
        for name, inner in pairwise(path):
            if not isinstance(_value(holder, name), CommentedBase):
                _set(holder, name, CommentedSeq() if isinstance(inner, int) else CommentedMap())
            holder = holder[name]
        _set(holder, path[-1], _node(text))


def text_of(values: Mapping[str, Tree]) -> str:
    """The values as YAML: a list of texts in one line, a text that could be read as something else in quotes."""
    return _dumped(_yaml(4, 2), _node(values))


def leaves(value: Tree, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every single text with its path."""
    if isinstance(value, str):
        yield path, value
        return
    for name, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
        yield from leaves(inner, (*path, name))


def key_of(path: Steps) -> str:
    """The path as messages show it: «bases[1].number»."""
    return "".join(f"[{name + 1}]" if isinstance(name, int) else f".{name}" for name in path).removeprefix(".")


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


def _value(holder: Any, name: Any) -> Any:
    """What stands in a mapping or a list under the name; `None` where nothing does."""
    try:
        return holder[name]
    except (KeyError, IndexError, TypeError):
        return None


def _set(holder: Any, name: Any, node: Any) -> None:
    """Sets a value. What stands under the last one of its holder, the next comment above all, stays under it."""
    is_new = name not in holder if isinstance(holder, CommentedMap) else name >= len(holder)
    last, at = _end(holder)
    below = last.ca.items.pop(at, None) if is_new else None
    if isinstance(holder, CommentedSeq) and is_new:
        holder.append(node)
    else:
        holder[name] = node
    if below:
        last, at = _end(holder)
        last.ca.items[at] = below


def _end(node: Any) -> tuple[Any, Any]:
    """The innermost mapping or list at the end of a node, and the name or index of its last value."""
    at = len(node) - 1 if isinstance(node, CommentedSeq) else next(reversed(node), None)
    inner = _value(node, at) if node else None
    is_block = isinstance(inner, CommentedBase) and inner.fa.flow_style() is not True
    return _end(inner) if is_block else (node, at)
