"""Gather the problems of one run."""

from __future__ import annotations

from collections.abc import Iterable

from ntsdocs.text.problems import Origin, Problem, Severity


class ProblemList:
    """All that was found wrong: file by file in the order they were read, row by row within a file.

    What was put right in many cells of a file is told once, at the first of them.
    """

    __slots__ = ("_corrections", "_files", "_problems")

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        self._problems: list[Problem] = []
        self._corrections: dict[tuple[str, str, str], list[Origin]] = {}

    def begin_file(self, origin: Origin) -> None:
        """Notes that the file is read now: this is its place in the order of files."""
        self._files.setdefault(origin.file, len(self._files))

    def add(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self._problems.extend(problems)

    def stop(self, origin: Origin, what: str, remedy: str, rule: str = "") -> None:
        """Something that ends the run."""
        self._problems.append(Problem(origin, what, remedy, rule=rule))

    def warn(self, origin: Origin, what: str, remedy: str) -> None:
        """Something to be told that stops nothing."""
        self._problems.append(Problem(origin, what, remedy, Severity.WARN))

    def ask(self, origin: Origin, what: str, remedy: str) -> None:
        """Something to be asked of people; it stops nothing either."""
        self._problems.append(Problem(origin, what, remedy, Severity.ASK))

    def correction(self, origin: Origin, what: str, remedy: str) -> None:
        """Something that was put right while reading."""
        self._corrections.setdefault((origin.file, what, remedy), []).append(origin)

    def count(self) -> int:
        """How many problems were found so far, not counting corrections."""
        return len(self._problems)

    def last(self) -> str:
        """What the last problem says, corrections apart."""
        return self._problems[-1].what

    def all(self) -> tuple[Problem, ...]:
        """Every problem, in the order described above."""
        corrections = [
            Problem(cells[0], what + _others(len(cells) - 1), remedy, Severity.WARN)
            for (_, what, remedy), cells in self._corrections.items()
        ]
        return tuple(sorted((*self._problems, *corrections), key=self._place))

    def _place(self, problem: Problem) -> tuple[int, int]:
        return self._files.get(problem.origin.file, len(self._files)), problem.origin.row or 0


def _others(count: int) -> str:
    return f" Trong tệp này còn {count} chỗ như vậy." if count else ""
