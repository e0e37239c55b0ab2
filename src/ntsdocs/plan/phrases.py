"""Find the known phrases and names of agencies in a cell of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from ntsdocs.plan.agency_lists import LONG, CellWords, Known, Run, lookup_key, name_key
from ntsdocs.plan.model import Agency, Phrase
from ntsdocs.plan.roles import split_roles
from ntsdocs.text.suggestions import KnownNames
from ntsdocs.text.vn import fold


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a cell that are known: a named agency's id, or the rows of phrases.csv; never both.

    A phrase with two tokens has two rows. `span` is where the words stand in the cell, in NFC.
    """

    words: str
    agency: str = ""
    rows: tuple[Phrase, ...] = ()
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class SplitCell:
    """A cell taken apart: what is known, in order, and each wording that is not."""

    matches: tuple[Match, ...]
    unread: tuple[str, ...] = ()


class Phrasebook:
    """The plan's phrases and the registry's names, looked for longest first.

    A name is an agency's full name, its short name or one of its other names. Letter case, tone marks («hoá», «hóa»),
    punctuation, «và», «các» make no difference, nor do initials («Sở KH&CN») and the province's own name left out or
    added. What only writes a list is passed over: signs, numbers, «và», titles, notes in brackets. Words that are not
    known take what they are joined to with them: «Bệnh viện thuộc Sở Y tế» is not «Sở Y tế».
    Where phrases.csv has a row for the words of a name, the row counts. `clashes` lists the keys of names that fit
    more than one agency, with the agencies' ids; of those that bore a name one after the other the first is meant.
    """

    __slots__ = ("_territory", "_tree", "clashes")

    def __init__(self, agencies: Sequence[Agency], phrases: Sequence[Phrase]) -> None:
        places = {lookup_key(agency.date_place) for agency in agencies if agency.level == "province"} - {""}
        place = "|".join(map(re.escape, sorted(places, key=lambda each: (-len(each), each)))) or "(?!)"
        here = r"trên địa bàn(?: (?:xã|phường|đặc khu))?"
        whole = rf"(?:tỉnh|thành phố|tp\.?)(?:\s+(?:{place}))?|(?:{place})"
        self._territory = re.compile(
            rf"(?<!\w)(?:(?:cấp|của|thuộc|trực thuộc|trên địa bàn|toàn)\s+)*(?:{whole}|{here})(?!\w)"
        )
        self._tree: dict[str, Any] = {}
        ids: dict[str, tuple[str, ...]] = {}
        for agency in sorted(agencies, key=lambda each: each.until or date.max):
            for key in dict.fromkeys(name_key(name) for name in names(agency)):
                ids[key] = tuple(dict.fromkeys((*ids.get(key, ()), agency.id)))
                self._known(key).agencies = ids[key]
        self.clashes = tuple((key, each) for key, each in ids.items() if len(each) > 1)
        for phrase in phrases:
            known = self._known(name_key(phrase.phrase))
            known.rows = (*known.rows, phrase)
        for agency in agencies:
            for key in {name_key(self._cut(name)) for name in names(agency)} if agency.level != "commune" else ():
                known = self._known(key) if " " in key else Known(())
                if not known.rows and (not known.agencies or not known.sure):
                    known.agencies, known.sure = tuple(dict.fromkeys((*known.agencies, agency.id))), False

    def split(self, cell: str) -> SplitCell:
        """The cell taken apart."""
        cell_words = CellWords(cell)
        matches, unread = [], []
        for run in cell_words.wordings(self._runs(cell_words)):
            start, end = cell_words.span(run)
            words = cell_words.text[start:end]
            if run.known is None:
                unread.append(" ".join(words.split()))
            else:
                matches.append(_match(words, run.known, (start, end)))
        return SplitCell(tuple(matches), tuple(unread))

    def split_roles(self, cell: str) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """What is known in a cell of who leads: those who lead, and those whom the cell itself says to join them."""
        whole, roles = self.split(cell), split_roles(cell)
        if roles.coordinate:
            lead, joining = self.split(roles.lead), self.split(roles.coordinate)
            if lead.matches and joining.matches and len(lead.unread + joining.unread) <= len(whole.unread):
                return lead.matches, joining.matches
        return whole.matches, ()

    def _known(self, key: str) -> Known:
        node = self._tree
        for word in key.split():
            node = node.setdefault(word, {})
        known: Known = node.setdefault("", Known(tuple(key.split())))
        return known

    def _cut(self, name: str) -> str:
        """The name without its province: «Công an tỉnh Mẫu» is «Công an»."""
        key = lookup_key(name)
        last = next((match.start() for match in self._territory.finditer(key) if match.end() == len(key)), 0)
        return key[:last] or key

    def _runs(self, cell: CellWords) -> Iterator[Run]:
        """What is known, and between it each run of words that are not, up to the next sign of a list."""
        words = cell.words
        at, unknown, before = 0, 0, None
        while at < len(words):
            end, known = self._longest(cell, at, before)
            parted = known is not None and any(word.joint for word in words[at + 1 : end])
            within = parted and unknown < at and not words[at].joint
            if known is None or (within and cell.without_noise(cell.run(unknown, at)).end == at):
                at += 1
                if at == len(words) or words[at].joint:
                    yield cell.run(unknown, at)
                    unknown = at
                continue
            if unknown < at:
                yield cell.run(unknown, at)
            yield cell.run(at, end, known)
            at = unknown = end
            listed = end < len(words) and words[end].joint == ":"  # «Các sở, ngành: Y tế, Tài chính»
            before = known if listed or not known.rows else None

    def _longest(self, cell: CellWords, at: int, before: Known | None) -> tuple[int, Known | None]:
        """Where the longest known words end that begin here; in a list they may lack what begins the name before."""
        words = cell.words
        ways = [*self._ways(self._tree, cell, at, 0)]
        if not ways and before is not None and words[at].joint:
            for length in range(min(5, len(before.key) - 1), 0, -1):
                node = reduce(dict.__getitem__, before.key[:length], self._tree)
                on = self._ways({key: child for key, child in node.items() if key}, cell, at, 1, skips=False)
                ways += [way for way in on if way[0] == len(words) or words[way[0]].joint]
                if ways:
                    break
        best = max(((end, -guesses) for end, guesses, _ in ways), default=(at, 0))
        meant = [known for end, guesses, known in ways if (end, -guesses) == best]
        clear = [each for each in meant if each.rows or each.sure or len(each.agencies) == 1]
        return best[0], clear[0] if clear and len({each.agencies for each in meant}) == 1 else None

    def _ways(
        self, node: dict[str, Any], cell: CellWords, at: int, guesses: int, *, skips: bool = True
    ) -> Iterator[tuple[int, int, Known]]:
        """Each way in which known words go on: where they end, how much was guessed on the way, and what they are."""
        if known := node.get(""):
            yield at, guesses + (not known.sure), known
        if at == len(cell.words):
            return
        word = cell.words[at]
        if child := node.get(word.text):
            yield from self._ways(child, cell, at + 1, guesses)
        if long := LONG.get(word.text):
            for child in _down(node, long.split(), whole=True):
                yield from self._ways(child, cell, at + 1, guesses)
        elif word.is_initials:
            for child in _down(node, word.text, whole=False):
                yield from self._ways(child, cell, at + 1, guesses + 1)
        if (
            skips
            and node is not self._tree
            and not word.joint
            and (match := self._territory.match(cell.folded, word.start))
        ):
            rest = (number for number in range(at, len(cell.words)) if cell.words[number].start >= match.end())
            yield from self._ways(node, cell, next(rest, len(cell.words)), guesses + 1, skips=False)


def near_names(agencies: Iterable[Agency], phrases: Iterable[Phrase]) -> KnownNames:
    """The names and phrases there are, to find what unknown words may mean."""
    texts = [*(phrase.phrase for phrase in phrases), *(name for each in agencies for name in names(each))]
    return KnownNames({text: (text,) for text in texts})


def names(agency: Agency) -> tuple[str, ...]:
    """All the names an agency is known by, without blanks: the full, the short, the others."""
    return tuple(name for name in (agency.name, agency.short_name, *agency.aliases) if name.strip())


def _down(node: dict[str, Any], signs: Sequence[str], *, whole: bool) -> list[dict[str, Any]]:
    """The nodes that these words, or words with these initials, lead to."""
    nodes = [node]
    for sign in signs:
        nodes = [
            child
            for each in nodes
            for word, child in each.items()
            if word and (word == sign if whole else _initial(word) == sign)
        ]
    return nodes


def _initial(word: str) -> str:
    return "đ" if word[0] == "đ" else fold(word[0])


def _match(words: str, known: Known, span: tuple[int, int]) -> Match:
    if not known.rows:
        return Match(words, known.agencies[0], span=span)
    key = lookup_key(words)
    spelled = {lookup_key(row.phrase): None for row in known.rows}
    phrase = key if key in spelled else next(iter(spelled))
    return Match(words, rows=tuple(row for row in known.rows if lookup_key(row.phrase) == phrase), span=span)
