"""The texts of all documents in few files: a line that many documents share is kept once."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ntsdocs.site import side_by_side, visible_text

PER_FILE = 50  # documents whose texts are loaded together

# A line's form and its words, each as runs.
Line = tuple[list[visible_text.Run], list[visible_text.Run]]
# A step is four times the number of a line, and which it is: equal, lost, won or changed. Millions of them are kept.
_SIGNS = "=-+~"


@dataclass(slots=True)
class Texts:
    """Gathers the documents' texts; a document is known by its place in the list."""

    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _lines: list[Line] = field(default_factory=list)
    _steps: dict[int, array[int]] = field(default_factory=dict)

    def add(self, document: int, before: Sequence[str], after: Sequence[str]) -> bool:
        """Takes in the two texts of a document; false if both are empty."""
        steps = array("q", (self._step(old, new) for old, new in side_by_side.rows(before, after)))
        if steps:
            self._steps[document] = steps
        return bool(steps)

    def shared(self) -> dict[str, object]:
        """The lines that documents of several files have: what the page loads first."""
        return {"lines": self._told(number for number, count in sorted(self._files().items()) if count > 1)}

    def files(self) -> Iterator[tuple[int, dict[str, object]]]:
        """The files by number, each with its documents and the lines that no other file has."""
        count = self._files()
        for file, documents in self._by_file().items():
            own = sorted(number for number in self._lines_of(documents) if count[number] == 1)
            told = {each: [_packed(step) for step in self._steps[each]] for each in documents}
            yield file, {"lines": self._told(own), "documents": told}

    def _by_file(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for document in self._steps:
            found.setdefault(document // PER_FILE, []).append(document)
        return found

    def _files(self) -> Counter[int]:
        """In how many files each line stands."""
        return Counter(number for documents in self._by_file().values() for number in self._lines_of(documents))

    def _lines_of(self, documents: Iterable[int]) -> set[int]:
        return {step // 4 for each in documents for step in self._steps[each]}

    def _step(self, old: str | None, new: str | None) -> int:
        one, two = old if old is not None else new or "", new if new is not None else old or ""
        sign = "=" if old == new else "-" if new is None else "+" if old is None else "~"
        return 4 * self._number(one, two) + _SIGNS.index(sign)

    def _number(self, old: str, new: str) -> int:
        """The number of a line, or of a pair of lines."""
        number = self._numbers.setdefault((old, new), len(self._lines))
        if number == len(self._lines):
            (old_form, old_words), (new_form, new_words) = _split(old), _split(new)
            self._lines.append((_runs(old_form, new_form), _runs(old_words, new_words)))
        return number

    def _told(self, numbers: Iterator[int] | list[int]) -> list[tuple[int, *tuple[object, ...]]]:
        return [(number, *(_bare(runs) for runs in self._lines[number])) for number in numbers]


def _split(line: str) -> tuple[str, str]:
    """A line of an outline as its form («Lời văn, đều», blanks before it and all) and its words."""
    form, mark, words = line.partition(" | ")
    if mark:
        return form, words
    return (line.removesuffix(" |"), "")


def _runs(old: str, new: str) -> list[visible_text.Run]:
    return visible_text.whole(new) if old == new else visible_text.compared(side_by_side.words(old, new))


def _bare(runs: list[visible_text.Run]) -> object:
    """Runs as the page gets them: plain text where that is all there is."""
    if not runs:
        return ""
    return runs[0][1] if len(runs) == 1 and runs[0][0] == "=" else runs


def _packed(step: int) -> object:
    """A step as the page gets it: a number alone is an equal line, of others the sign stands before the number."""
    number, sign = divmod(step, 4)
    return (_SIGNS[sign], number) if sign else number
