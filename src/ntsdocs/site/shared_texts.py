"""The texts of all documents in few files: a line that many documents share is kept once."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ntsdocs.site import side_by_side, visible_text
from ntsdocs.text.groups import grouped

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

    def files(self) -> Iterator[tuple[str, dict[str, object]]]:
        """What the page loads, by name: first the lines that several files have, then each file with its documents."""
        files = grouped((document // PER_FILE, document) for document in self._steps)
        lines = {
            file: {step // 4 for each in documents for step in self._steps[each]} for file, documents in files.items()
        }
        count = Counter(number for numbers in lines.values() for number in numbers)
        yield "lines", {"lines": self._written(number for number in count if count[number] > 1), "documents": {}}
        for file, documents in files.items():
            steps = {each: [_packed(step) for step in self._steps[each]] for each in documents}
            own = self._written(number for number in lines[file] if count[number] == 1)
            yield str(file), {"lines": own, "documents": steps}

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

    def _written(self, numbers: Iterable[int]) -> list[tuple[int, *tuple[object, ...]]]:
        return [(number, *(_bare(runs) for runs in self._lines[number])) for number in sorted(numbers)]


def _split(line: str) -> tuple[str, str]:
    """A line of an outline as its form («Lời văn, đều», blanks before it and all) and its words."""
    form, mark, words = line.partition(" | ")
    if mark:
        return form, words
    return (line.removesuffix(" |"), "")


def _runs(old: str, new: str) -> list[visible_text.Run]:
    return visible_text.whole(new) if old == new else visible_text.visible_runs(side_by_side.words(old, new))


def _bare(runs: list[visible_text.Run]) -> object:
    """Runs as the page gets them: plain text where that is all there is."""
    if not runs:
        return ""
    return runs[0][1] if len(runs) == 1 and runs[0][0] == "=" else runs


def _packed(step: int) -> object:
    """A step as the page gets it: a number alone is an equal line, of others the sign stands before the number."""
    number, sign = divmod(step, 4)
    return (_SIGNS[sign], number) if sign else number
