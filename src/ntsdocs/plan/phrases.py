"""Find the known phrases and names of agencies in a cell of the plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ntsdocs.plan.model import Agency, Phrase
from ntsdocs.text.vn import tone_fold

_DASHES = str.maketrans("‐‑‒–—", "-----")


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a cell that are known: a named agency's id, or the rows of phrases.csv; never both.

    A phrase with two tokens has two rows.
    """

    words: str
    agency: str = ""
    rows: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """A cell taken apart: what is known, in order, and the words that are not; `rest` is blank where all are."""

    matches: tuple[Match, ...]
    rest: str


class Phrasebook:
    """The plan's phrases and the registry's names, looked for longest first.

    A name is an agency's full name, its short name or one of its other names. Letter case, the place of the tone mark
    («hoá», «hóa»), the kind of dash and the width of blanks make no difference; a match ends where a word ends.
    Where phrases.csv has a row for the words of a name, the row counts. `clashes` lists the folded names that fit
    more than one agency, with the agencies' ids.
    """

    __slots__ = ("_ids", "_pattern", "_rows", "clashes")

    def __init__(self, agencies: Sequence[Agency], phrases: Sequence[Phrase]) -> None:
        self._rows: dict[str, tuple[Phrase, ...]] = {}
        for phrase in phrases:
            key = lookup_key(phrase.phrase)
            self._rows[key] = (*self._rows.get(key, ()), phrase)
        self._ids: dict[str, tuple[str, ...]] = {}
        for agency in agencies:
            for key in dict.fromkeys(lookup_key(name) for name in names(agency)):
                self._ids[key] = tuple(dict.fromkeys((*self._ids.get(key, ()), agency.id)))
        self.clashes: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
            (key, ids) for key, ids in self._ids.items() if len(ids) > 1
        )
        self._pattern = _pattern({*self._rows, *self._ids})

    def split(self, cell: str) -> Split:
        """The cell taken apart; between matches stand blanks, `;`, `,` and `.`."""
        text_nfc = unicodedata.normalize("NFC", cell)
        matches: list[Match] = []
        between: list[str] = []
        end = 0
        for match in self._pattern.finditer(_folded(text_nfc)):
            between.append(text_nfc[end : match.start()])
            end = match.end()
            matches.append(self._match(text_nfc[match.start() : end]))
        between.append(text_nfc[end:])
        unknown = (words.strip(" \t\n;,.") for words in between)
        return Split(tuple(matches), "; ".join(words for words in unknown if words))

    def _match(self, words: str) -> Match:
        rows = self._rows.get(lookup_key(words), ())
        return Match(words, "" if rows else self._ids[lookup_key(words)][0], rows)


def names(agency: Agency) -> tuple[str, ...]:
    """All the names an agency is known by, without blanks: the full, the short, the others."""
    return tuple(name for name in (agency.name, agency.short_name, *agency.aliases) if name.strip())


def lookup_key(words: str) -> str:
    """The key under which words are looked up."""
    return " ".join(_folded(unicodedata.normalize("NFC", words)).split())


def _folded(text: str) -> str:
    """NFC text with case, tone places and dashes made alike, letter for letter: no position moves."""
    return "".join(_small(char) for char in tone_fold(text)).translate(_DASHES)


def _small(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted((key for key in keys if key), key=lambda key: (-len(key), key))
    choices = "|".join(r"\s+".join(map(re.escape, key.split())) for key in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)" if choices else r"(?!)")
