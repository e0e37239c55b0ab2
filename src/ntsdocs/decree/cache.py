"""Remember what was worked out from a text, as long as the memory it takes stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from ntsdocs.docx.document import Paragraph
from ntsdocs.text import vn

_MOST, _LONGEST = 4_096, 2_000

Answer = TypeVar("Answer")


def cache_short_texts(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The function, which answers the same short text from memory."""
    cached = lru_cache(maxsize=_MOST)(function)

    def answer(text: str) -> Answer:
        return cached(text) if len(text) < _LONGEST else function(text)

    answer.__doc__ = function.__doc__
    return answer


def answers_by_paragraph(
    paragraphs: Iterable[Paragraph], function: Callable[[Paragraph], Iterable[Answer]]
) -> Iterator[tuple[Paragraph, Answer]]:
    """Each answer the function has to each paragraph; it is asked once of equal paragraphs, which drafts repeat."""
    name = function.__name__
    for paragraph in paragraphs:
        answers: tuple[Answer, ...] | None = paragraph.content.memo.get(name)
        if answers is None:
            answers = paragraph.content.memo[name] = tuple(function(paragraph))
        for answer in answers:
            yield paragraph, answer


fold = cache_short_texts(vn.fold)
