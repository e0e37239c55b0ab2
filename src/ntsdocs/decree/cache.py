"""Remember what was worked out from a text, as long as the memory it takes stays small."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from ntsdocs.text import vn

_MOST, _LONGEST = 4_096, 2_000

Answer = TypeVar("Answer")


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The function, which answers the same short text from memory."""
    known = lru_cache(maxsize=_MOST)(function)

    def answer(text: str) -> Answer:
        return known(text) if len(text) < _LONGEST else function(text)

    answer.__doc__ = function.__doc__
    return answer


fold = remembered(vn.fold)
