"""Doubt answers whose letters may have been lost: typed in a font from before Unicode, or broken by a program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ntsdocs.returns.reading import Answer
from ntsdocs.returns.word_lines import WordLines
from ntsdocs.text import old_encodings

# Letters that Vietnamese has not and signs behind letters, as the bytes of an old font show; what a program lost.
_ODD = re.compile(r"[äåæçëîïñöûüÿðøþßÄÅÆÇËÎÏÑÖÛÜÐØÞ\ufffd]|(?<=[^\W\d_])(?:[¡-±´-¸¼-¿]|\?(?=[^\W\d_]))")
_LOST = "gõ bằng phông chữ cũ (TCVN3), phần mềm lưu tệp có thể đã bỏ mất chữ «ư»"
_BROKEN = "gõ bằng phông chữ cũ, có chữ không đọc chắc được"


def checked(answers: Iterable[Answer], theirs: WordLines) -> tuple[Answer, ...]:
    """The answers, each in Unicode, with a doubt where a letter may be missing or wrong."""
    every, lost = tuple(answers), _lost_in(theirs)
    odd = " ".join(each.value for each in every if _ODD.search(each.value))
    name = old_encodings.name_of_text(odd)
    return tuple(_checked(each, name, each.place in lost) for each in every)


def _checked(answer: Answer, name: str, is_lost: bool) -> Answer:
    if _ODD.search(answer.value):
        return replace(answer, value=old_encodings.decode(answer.value, name), doubt=answer.doubt or _BROKEN)
    return replace(answer, doubt=_LOST) if is_lost and not answer.doubt else answer


def _lost_in(theirs: WordLines) -> set[str]:
    """The places with words in TCVN3, of which no «ư» is left in the file."""
    typed = {
        line.place: text
        for line in theirs.lines
        if (text := "".join(text for text, look in line.paragraph.runs if _is_tcvn3(look.fonts[1])))
    }
    return set() if any("ư" in text for text in typed.values()) else {*typed}


@lru_cache(1024)
def _is_tcvn3(face: str) -> bool:
    font = old_encodings.old_font(face)
    return font is not None and font.name == old_encodings.TCVN3
