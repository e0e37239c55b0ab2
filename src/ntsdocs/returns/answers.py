"""Read the answers of a returned paper: what stands in each place that we left to fill."""

from __future__ import annotations

from ntsdocs.returns import letters, prose, rows
from ntsdocs.returns.reading import Answer, How, Matching, PaperReading
from ntsdocs.returns.word_lines import WordLines

__all__ = ["Answer", "How", "Matching", "PaperReading", "read"]


def read(ours: WordLines, theirs: WordLines) -> PaperReading:
    """The answers in their file, which began as ours."""
    tables = rows.read(ours, theirs)
    rest = prose.read(ours, theirs, tables)
    one, other = tables.reading, rest
    matching = Matching(one.matching.lines | other.matching.lines, one.matching.values | other.matching.values)
    return PaperReading(letters.checked((*one.answers, *other.answers), theirs), matching)
