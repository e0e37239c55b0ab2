"""Find what a person may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from ntsdocs.text.vn import fold

_ALIKE = 75  # of 100: one wrong letter in a word of four


class KnownNames:
    """Names that are right, each under the spellings people may try; diacritics and case do not count."""

    __slots__ = ("_names", "_spellings")

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        self._names: list[str] = []
        self._spellings: list[str] = []
        for name, ways in spellings.items():
            for way in ways:
                self._names.append(name)
                self._spellings.append(_key(way))

    def hint(self, tried: str) -> str:
        """The question to ask of a wrong name, «có phải «…»?» with a blank after it; blank if nothing is near."""
        match = process.extractOne(_key(tried), self._spellings, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return f"có phải «{self._names[match[2]]}»? " if match else ""


def hint(tried: str, names: Iterable[str]) -> str:
    """The same for plain names."""
    return KnownNames({name: (name,) for name in names}).hint(tried)


def _key(name: str) -> str:
    return fold(name).replace("-", " ").replace("_", " ")
