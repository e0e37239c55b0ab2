"""Read YAML."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from ntsdocs.tables.values import Cell, Fields, Items, UnreadableError, Value
from ntsdocs.text.problems import Origin, Problem

MAX_DEPTH = 20

_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{tag}" for tag in ("str", "null", "bool", "int", "float", "timestamp"))
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML was built with it
_REMEDY = "xem lại: thụt lề bằng dấu cách (không dùng phím Tab), sau dấu hai chấm có dấu cách, đóng đủ dấu ngoặc."


def value(text: str, origin: Origin, problems: list[Problem]) -> Value | None:
    """What the text of a YAML file says, scalars as written; `None` if it says nothing.

    Nothing is built from tags or aliases. Problems inside the tree are appended to `problems`.
    """
    node = tree(text)
    return None if node is None else _value(node, replace(origin, row=node.start_mark.line + 1), "", problems)


def tree(text: str) -> Any:
    """The node tree of the text, `UnreadableError` if it is none; without aliases and not too deep."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            row = None if event.start_mark is None else event.start_mark.line + 1
            if isinstance(event, yaml.AliasEvent):
                raise UnreadableError("tệp dùng bí danh YAML (dấu * và &).", "chép nội dung ra từng chỗ.", row)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise UnreadableError("các mục lồng nhau quá sâu.", _REMEDY, row)
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise unreadable(error) from error


def unreadable(error: Exception) -> UnreadableError:
    """What a YAML library says against a file, in our words, at its row."""
    mark = getattr(error, "problem_mark", None)
    return UnreadableError("không đọc được tệp YAML từ chỗ này.", _REMEDY, None if mark is None else mark.line + 1)


def _value(node: Any, place: Origin, key: str, problems: list[Problem]) -> Value:
    """The value of a node; `place` is where its key stands, or the item of a list begins."""
    if isinstance(node, yaml.MappingNode):
        return Fields(place, _fields(node, place, key, problems))
    if isinstance(node, yaml.SequenceNode):
        items = [(item, f"{key}[{index}]") for index, item in enumerate(node.value, start=1)]
        return Items(place, tuple(_value(item, _place(place, item, inner), inner, problems) for item, inner in items))
    if node.tag not in _PLAIN_TAGS:
        problems.append(Problem(place, f"không dùng được thẻ YAML «{node.tag}».", "bỏ thẻ, chỉ ghi giá trị."))
    text = "" if node.tag.endswith(":null") else node.value
    return Cell(text, place, _day(text) if node.tag.endswith(":timestamp") else None)


def _fields(node: Any, place: Origin, key: str, problems: list[Problem]) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for name, content in node.value:
        name_text = name.value if isinstance(name, yaml.ScalarNode) else ""
        inner = f"{key}.{name_text}" if key else name_text
        here = _place(place, name, inner)
        if not name_text:
            problems.append(Problem(here, "tên mục phải là chữ.", "ghi tên mục rồi dấu hai chấm."))
        elif name_text in fields:
            problems.append(Problem(here, "mục này đã ghi ở trên.", "giữ một, xóa mục kia."))
        else:
            fields[name_text] = _value(content, here, inner, problems)
    return fields


def _place(file: Origin, node: Any, key: str) -> Origin:
    return replace(file, row=node.start_mark.line + 1, place=f"mục «{key}»")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
