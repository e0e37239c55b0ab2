"""Hold the cells of agencies against the known phrases and the registry; the unknown is shown, not guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ntsdocs import tables
from ntsdocs.intake.headings import BOTH
from ntsdocs.intake.task_rows import AnnexTask
from ntsdocs.intake.word_lists import BODIES, either
from ntsdocs.plan.agency_lists import lookup_key, name_key
from ntsdocs.plan.assignments import CONCERNED
from ntsdocs.plan.model import OUTSIDE, Agency, Basis, Phrase, headings
from ntsdocs.plan.phrases import Match, Phrasebook, SplitCell, near_names
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.records import phrase_of
from ntsdocs.plan.reading.references import OUTSIDE_WORDS, References
from ntsdocs.plan.reading.registry import read_agencies
from ntsdocs.text.vn import slug

_LABELS = tuple(headings(Phrase).values())
# How bodies begin that no province, ministry or company has in its registry; a name that is there counts first.
_ELSEWHERE = re.compile(either(BODIES, "ngoài danh mục", 1))
_APART = ("UNITS_REL", "NGOAI")  # «các … liên quan» of these is a phrase of its own


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """Words of a cell that nothing known fits, where they stand, and the question what they may be."""

    words: str
    places: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class AgencyCells:
    """What the cells of agencies say: the phrase rows to write, the rulings they need, the words not understood."""

    agencies: tuple[Agency, ...]
    phrases: str  # phrases.csv as it would be written
    added: tuple[str, ...]  # phrases that were not in the plan's own table
    rulings: tuple[str, ...]
    conditional: bool
    named: int  # how many agencies the annex names
    outside: tuple[str, ...]  # words taken for bodies that the registry does not have
    unknown: tuple[UnknownWords, ...]
    book: Phrasebook


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a phrase table: as read, and as written."""

    phrase: Phrase
    texts: tuple[str, ...]

    def of(self, words: str, *, concerned: bool) -> _Row:
        """The row for these words of the annex; «liên quan» makes it conditional."""
        token = self.phrase.token
        texts = list(self.texts)
        texts[0] = words
        if concerned and self.phrase.basis is Basis.GROUP and self.phrase.members != (OUTSIDE,):
            texts[1], texts[3], texts[4] = f"{token}_REL", Basis.CONDITIONAL.value, CONCERNED
        basis = Basis(texts[3] or Basis.GROUP.value)
        return _Row(replace(self.phrase, phrase=words, token=texts[1], basis=basis, condition=texts[4]), tuple(texts))


def understand(tasks: Sequence[AnnexTask], province: Path, plan: Path, root: Path) -> AgencyCells:
    """The agencies' cells of the tasks, by the plan's own phrases where it has some, and by the general ones.

    A general phrase is written as the annex has it: «Các sở, ban, ngành cấp tỉnh, UBND cấp xã có liên quan». Words that
    nothing fits get a row each, to be answered.
    """
    problems = ProblemList()  # what is wrong in the tables themselves is told by `invoke check`
    agencies = read_agencies(province, root, problems) if tables.exists(province / "agencies.csv") else ()
    own = _rows(plan / "phrases.csv", root, agencies)
    answered = [row for row in own if row.phrase.members or row.phrase.rulings]
    own_keys = {name_key(row.phrase.phrase) for row in own}
    shared = _rows(root / "data/chung/phrases.csv", root, agencies)
    general = [
        row.of(f"{row.phrase.phrase}{suffix}", concerned=bool(suffix))
        for row in shared
        for suffix in ("", f" {CONCERNED}")
        if name_key(f"{row.phrase.phrase}{suffix}") not in own_keys
    ]
    book = Phrasebook(agencies, [row.phrase for row in (*answered, *general)])
    near = near_names(agencies, [row.phrase for row in (*answered, *general)])
    by_phrase = {id(row.phrase): row for row in general}
    added: dict[tuple[str, str], _Row] = {}
    named: set[str] = set()
    unknown: dict[str, UnknownWords] = {}
    for value in (task.values.get(column) for task in tasks for column in ("lead", "coordinate", BOTH)):
        split = book.split(value.text) if value else SplitCell(())
        named.update(match.agency for match in split.matches if match.agency)
        for words, rows in _general(value.text if value else "", split.matches, by_phrase):
            for row in rows:
                added.setdefault((name_key(words), row.phrase.token), row)
        for words in split.unread:
            before = unknown.get(name_key(words)) or UnknownWords(words, (), near.hint(words).strip())
            unknown[name_key(words)] = replace(before, places=(*before.places, value.place if value else ""))
    outside = {each.words for each in unknown.values() if _ELSEWHERE.fullmatch(lookup_key(each.words))}
    open_rows = [
        (words, slug(words).upper(), OUTSIDE_WORDS if words in outside else "", Basis.GROUP.value, "", "", "")
        for key, each in (unknown.items() if agencies else ())
        for words in (each.words,)
        if key not in own_keys
    ]
    rows_in_use = [*own, *added.values()]
    return AgencyCells(
        agencies,
        tables.csv_text((_LABELS, *(row.texts for row in rows_in_use), *open_rows)),
        tuple(dict.fromkeys(row.phrase.phrase for row in added.values())),
        tuple(dict.fromkeys(ruling for row in rows_in_use for ruling in row.phrase.rulings)),
        any(row.phrase.basis is Basis.CONDITIONAL for row in rows_in_use),
        len(named),
        tuple(each.words for each in unknown.values() if each.words in outside),
        tuple(each for each in unknown.values() if each.words not in outside),
        book,
    )


def _general(cell: str, matches: Sequence[Match], rows: Mapping[int, _Row]) -> Iterator[tuple[str, list[_Row]]]:
    """The general phrases of a cell with their rows; «liên quan» behind several in a list belongs to each (R3)."""
    text = unicodedata.normalize("NFC", cell)
    general = [match if match.rows and id(match.rows[0]) in rows else None for match in matches]
    waiting: list[Match] = []
    for match, following in pairwise((*general, None)):
        if match is None:
            continue
        waiting.append(match)
        concerned = _is_concerned(match)
        if following and not concerned and re.fullmatch(r"[\s;,&]*(?:và)?\s*", text[match.span[1] : following.span[0]]):
            continue
        together = concerned and not (match.rows[0].token in _APART and lookup_key(match.words).startswith("các "))
        for group in [waiting] if together else [[each] for each in waiting]:
            words = " ".join(text[group[0].span[0] : group[-1].span[1]].split())
            of_group = (rows[id(row)] for each in group for row in each.rows)
            yield words, [row.of(words, concerned=_is_concerned(group[-1])) for row in of_group]
        waiting = []


def _is_concerned(match: Match) -> bool:
    return lookup_key(match.words).endswith(CONCERNED)


def _rows(path: Path, root: Path, agencies: Sequence[Agency]) -> tuple[_Row, ...]:
    if not tables.exists(path):
        return ()
    references = References(agencies)
    needed = ("phrase", "token", "members", "basis", "rulings")
    return tuple(
        _Row(phrase_of(entry, references), tuple(entry.text(name) for name in headings(Phrase)))
        for entry in columns.entries(tables.read(path, root), ProblemList(), Phrase, needed=needed)
    )


def id_of(words: str, book: Phrasebook) -> str:
    """The id of the one agency that the words name; blank if they name none, or several."""
    ids = {match.agency for match in book.split(words).matches if match.agency}
    return ids.pop() if len(ids) == 1 else ""
