"""One row of a task table by the fields of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ntsdocs.intake import heading_marks, headings
from ntsdocs.intake.heading_marks import Mark
from ntsdocs.intake.headings import BOTH, Columns
from ntsdocs.intake.tree import Slot, SourceRow

_DUTIES = ("lead", "coordinate", "deadline", "product", BOTH)
_TOTAL = re.compile(
    r"(?:tổng\s*(?:cộng|số)?|cộng)\s*"
    r"(?:[\d:(].*|(?-i:[IVX]+|[A-ZĐ])\b[\d\s.,:+()]*|(?:số|nhiệm vụ|chung|kinh phí|các mục)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class AnnexRow:
    """A row, and the columns of its table."""

    source: SourceRow
    columns: Columns

    def slot(self, name: str) -> Slot:
        """The first slot of a field; a blank one if the table has no such column."""
        at = self.columns.fields.get(name)
        return self.source.slots[at[0]] if at else Slot()

    @cached_property
    def number(self) -> Slot:
        """The slot of the number."""
        return self.slot("number")

    @cached_property
    def content(self) -> str:
        """The words of the content."""
        return self.slot("content").text.strip()

    @cached_property
    def printed(self) -> str:
        """The number in front, without its punctuation."""
        text = self.number.number or self.number.text.strip()
        mark = heading_marks.alone(text)
        return mark.sign if mark else text

    @cached_property
    def mark(self) -> Mark:
        """The mark in the number column, or else in front of the content."""
        return heading_marks.alone(self.number.number or self.number.text) or heading_marks.of_text(self.content)

    @cached_property
    def begun(self) -> tuple[Slot, ...]:
        """The slots with words that begin here: no part of a cell from the left or from above."""
        return tuple(slot for slot in self.source.slots if slot.text.strip() and not slot.across and not slot.down)

    @cached_property
    def is_whole(self) -> bool:
        """Whether one text fills the row, besides its number."""
        return headings.is_whole(self.source, self.columns.fields.get("number", (None,))[0])

    @cached_property
    def duties(self) -> list[Slot]:
        """The slots with words in the columns that only tasks fill, those from above too."""
        at = [column for name in _DUTIES for column in self.columns.fields.get(name, ())]
        slots = [self.source.slots[each] for each in at]
        return [slot for slot in slots if slot.text.strip() and not slot.across]

    @cached_property
    def has_lead(self) -> bool:
        """Whether the row has a leading agency of its own, in a cell that is not the joining ones' too."""
        slot = self.slot(BOTH if BOTH in self.columns.fields else "lead")
        return slot in self.begun and slot.place != self.slot("coordinate").place

    @property
    def is_empty(self) -> bool:
        """Whether the row has a number and nothing else."""
        words = "".join(slot.text.strip() for slot in self.source.slots)
        return words == self.number.text.strip() and bool(self.number.number or heading_marks.alone(self.number.text))

    @property
    def is_total(self) -> bool:
        """Whether the row sums up those above."""
        return bool(_TOTAL.fullmatch(words_of(self.source.slots))) and not self.has_lead

    @property
    def is_counter(self) -> bool:
        """Whether the row only counts the columns: 1 2 3 …, (1) (2) (3) …, A B 1 2 …."""
        texts = [slot.text.strip().strip("()[]") for slot in self.source.slots if not slot.across]
        numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 3]
        letters = [text for text in texts if len(text) == 1 and text.isupper()]
        first = numbers[0] if numbers else 1
        counted = len(numbers) + len(letters) == len(texts) > 2
        return counted and numbers == list(range(first, first + len(numbers)))


def is_bold(slots: Sequence[Slot]) -> bool:
    """Whether all the words are in bold."""
    return all(slot.bold for slot in slots if slot.text.strip())


def words_of(slots: Sequence[Slot]) -> str:
    """The words of the slots, each merged cell's once."""
    return " ".join(slot.text.strip() for slot in slots if not slot.across and slot.text.strip())
