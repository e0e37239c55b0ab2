"""Hold the cells of agencies against the known phrases and the registry; the unknown is shown, not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntsdocs import tables
from ntsdocs.intake.task_file import csv_text
from ntsdocs.intake.task_rows import AnnexTask
from ntsdocs.plan.model import Agency, Basis, Phrase, headings
from ntsdocs.plan.phrases import Phrasebook, lookup_key, names
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.records import phrase_of
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.reading.registry import read_agencies
from ntsdocs.text.suggestions import KnownNames

_LABELS = tuple(headings(Phrase).values())


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
    unknown: tuple[UnknownWords, ...]
    book: Phrasebook


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a phrase table: as read, and as written."""

    phrase: Phrase
    texts: tuple[str, ...]


def understand(tasks: Sequence[AnnexTask], province: Path, plan: Path, root: Path) -> AgencyCells:
    """The agencies' cells of the tasks, by the plan's own phrases where it has some, and by the general ones."""
    problems = ProblemList()  # what is wrong in the tables themselves is told by `invoke check`
    agencies = read_agencies(province, root, problems) if tables.exists(province / "agencies.csv") else ()
    own = _rows(plan / "phrases.csv", root, agencies)
    own_phrases = {lookup_key(row.phrase.phrase) for row in own}
    shared = _rows(root / "data/chung/phrases.csv", root, agencies)
    general = [row for row in shared if lookup_key(row.phrase.phrase) not in own_phrases]
    book = Phrasebook(agencies, [row.phrase for row in (*own, *general)])
    used: set[str] = set()
    named: set[str] = set()
    unknown: dict[str, list[str]] = {}
    for task in tasks:
        for column in ("lead", "coordinate"):
            value = task.values.get(column)
            split = book.split(value.text) if value else None
            for match in split.matches if split else ():
                named.update([match.agency] if match.agency else [])
                used.update([lookup_key(match.words)] if match.rows else [])
            for words in split.rest.split("; ") if split and split.rest else ():
                unknown.setdefault(" ".join(words.split()), []).append(value.place if value else "")
    added = [row for row in general if lookup_key(row.phrase.phrase) in used]
    rows_in_use = [*own, *added]
    rulings = tuple(dict.fromkeys(ruling for row in rows_in_use for ruling in row.phrase.rulings))
    conditional = any(row.phrase.basis is Basis.CONDITIONAL for row in rows_in_use)
    new = tuple(dict.fromkeys(row.phrase.phrase for row in added))
    return AgencyCells(
        agencies,
        csv_text((_LABELS, *(row.texts for row in rows_in_use))),
        new,
        rulings,
        conditional,
        len(named),
        _hinted(unknown, agencies, (*own, *general)),
        book,
    )


def _rows(path: Path, root: Path, agencies: Sequence[Agency]) -> tuple[_Row, ...]:
    if not tables.exists(path):
        return ()
    references = References(agencies)
    needed = ("phrase", "token", "members", "basis", "rulings")
    return tuple(
        _Row(phrase_of(entry, references), tuple(entry.text(name) for name in headings(Phrase)))
        for entry in columns.entries(tables.read(path, root), ProblemList(), Phrase, needed=needed)
    )


def _hinted(
    unknown: Mapping[str, Sequence[str]], agencies: Iterable[Agency], rows: Iterable[_Row]
) -> tuple[UnknownWords, ...]:
    texts = [*(row.phrase.phrase for row in rows), *(name for each in agencies for name in names(each))]
    near = KnownNames({text: (text,) for text in texts})
    return tuple(UnknownWords(words, tuple(places), near.hint(words).strip()) for words, places in unknown.items())


def id_of(words: str, book: Phrasebook) -> str:
    """The id of the one agency that the words name; blank if they name none, or several."""
    ids = {match.agency for match in book.split(words).matches if match.agency}
    return ids.pop() if len(ids) == 1 else ""
