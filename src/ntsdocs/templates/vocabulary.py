"""What a template may say: the type hints of a kind's dataclasses, read as a template's author needs them."""

from __future__ import annotations

import difflib
import inspect
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from ntsdocs.plan.model import headings
from ntsdocs.templates.printable import FILTERS
from ntsdocs.text import vn

_MOST_NAMES = 12


class Sort(StrEnum):
    """What sort of thing a placeholder stands for, as the template's author calls it."""

    TEXT = "chữ"
    NUMBER = "số"
    FRACTION = "số lẻ"
    DAY = "ngày"
    SWITCH = "có hoặc không"
    LIST = "danh sách"
    GROUP = "nhóm ô"
    OTHER = "thứ không in được"


_SORTS: tuple[tuple[type, Sort], ...] = (
    (bool, Sort.SWITCH),  # before int, which it is
    (str, Sort.TEXT),
    (int, Sort.NUMBER),
    (float, Sort.FRACTION),
    (Decimal, Sort.FRACTION),
    (date, Sort.DAY),
)
_SAMPLES: dict[Sort, Any] = {Sort.TEXT: "", Sort.NUMBER: 1, Sort.FRACTION: 1.5, Sort.DAY: date(2026, 3, 5)}
_DAY_NAMES: Mapping[str, Any] = {"day": int, "month": int, "year": int}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for; `optional` where it may be empty. `item` is what a list holds, `cls` a group's class."""

    sort: Sort
    optional: bool = False
    item: Any = None
    cls: type | None = None


def meaning(hint: Any) -> Meaning:
    """What a type hint says of a placeholder."""
    optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    if optional:
        left = [each for each in get_args(hint) if each is not type(None)]
        hint = left[0] if len(left) == 1 else None
    arguments = get_args(hint)
    if get_origin(hint) is tuple and len(arguments) == 2 and arguments[1] is ...:
        return Meaning(Sort.LIST, optional, item=arguments[0])
    if isinstance(hint, type):
        if is_dataclass(hint):
            return Meaning(Sort.GROUP, optional, cls=hint)
        sort = next((sort for base, sort in _SORTS if issubclass(hint, base)), Sort.OTHER)
        return Meaning(sort, optional)
    return Meaning(Sort.OTHER, optional)


@cache
def members(cls: type) -> Mapping[str, Any]:
    """The names that a dataclass offers with their type hints: its fields in order, then its properties by name."""
    own = {each.name for each in fields(cls)}
    hints = {name: hint for name, hint in get_type_hints(cls).items() if name in own}
    for name in dir(cls):
        member = inspect.getattr_static(cls, name)
        if isinstance(member, property) and not name.startswith("_"):
            hints[name] = get_type_hints(member.fget).get("return")
    return types.MappingProxyType(hints)


def inside(meaning: Meaning) -> Mapping[str, Any]:
    """The names that may follow a full stop, with their type hints."""
    if meaning.cls is not None:
        return members(meaning.cls)
    return _DAY_NAMES if meaning.sort is Sort.DAY else {}


def filters_for(sort: Sort) -> list[str]:
    """The filters that take this sort of value."""
    return [name for name in FILTERS if filter_takes(name, sort)]


def filter_takes(name: str, sort: Sort) -> bool:
    """Whether the filter `name` takes this sort of value."""
    return isinstance(_SAMPLES.get(sort), FILTERS[name][1])


def sample(name: str) -> tuple[Sort, Any, str]:
    """For the page that explains the filter `name`: the sort it takes, a value, and what it makes of it."""
    sort = next(sort for sort in _SAMPLES if filter_takes(name, sort))
    value = _SAMPLES[sort] if sort is Sort.DAY else 3 if name == "count" else 1234567
    return sort, value, FILTERS[name][0](value)


def nearest_name(name: str, names: Iterable[str], cls: type | None = None) -> str:
    """The name that was probably meant, also by the Vietnamese heading of a field of `cls`; blank if none is near."""
    candidates = {each: each for each in names}
    if cls is not None:
        candidates = {
            vn.slug(heading).replace("-", "_"): field for field, heading in headings(cls).items()
        } | candidates
    near = difflib.get_close_matches(name, candidates, 1)
    return candidates[near[0]] if near else ""


def list_names(names: Iterable[str]) -> str:
    """The first names as a list, with «…» where there are more."""
    every = list(names)
    first = [f"«{name}»" for name in every[:_MOST_NAMES]]
    return ", ".join([*first, "…"] if len(every) > _MOST_NAMES else first)
