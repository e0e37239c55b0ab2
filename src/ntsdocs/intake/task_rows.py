"""The rows of the task tables: which are headings of sections, which begin a task, which carry one on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntsdocs.intake import heading_marks, headings
from ntsdocs.intake.heading_marks import Mark
from ntsdocs.intake.headings import BOTH, Columns
from ntsdocs.intake.tree import Grid, Note, Slot, SourceRow, Trait, notes_of

_LONGEST_HEADING = 600
_DUTIES = ("lead", "coordinate", "deadline", "product", BOTH)
_ENDS_A_SENTENCE = (".", ";", ":", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class AnnexValue:
    """Words of the annex, and where they stand."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; `sign` is blank where none is printed."""

    kind: str
    sign: str
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class AnnexTask:
    """A task as the annex has it: its printed number, its headings from the top, its values by field.

    `sure` is false for what was made out of running text and has to be looked at.
    """

    printed: str
    headings: tuple[Heading, ...]
    values: Mapping[str, AnnexValue]
    extras: tuple[tuple[str, AnnexValue], ...]
    place: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class TaskTables:
    """What the task tables hold."""

    tasks: tuple[AnnexTask, ...]
    columns: tuple[tuple[str, Columns], ...]  # the place of each task table, and its columns
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Draft:
    """A task whose rows are still coming."""

    printed: str
    headings: tuple[Heading, ...]
    place: str
    number_place: str
    values: dict[str, list[AnnexValue]] = field(default_factory=dict)
    extras: dict[str, list[AnnexValue]] = field(default_factory=dict)

    def task(self) -> AnnexTask:
        values = {name: _joined(parts, name) for name, parts in self.values.items() if parts}
        extras = tuple((label, _joined(parts, "")) for label, parts in self.extras.items() if parts)
        return AnnexTask(self.printed, self.headings, values, extras, self.place)


class Outline:
    """The headings that are open as a text goes on, nested by the kinds of their marks."""

    def __init__(self) -> None:
        self.open: list[Heading] = []
        self.after_heading = False
        self._order: list[str] = []  # kinds of headings, from the outermost

    def enter(self, heading: Heading) -> None:
        """Opens a section; it closes those that are not above it."""
        if heading.kind not in self._order:
            above = self.open[-1].kind if self.open and self.after_heading else None
            self._order.insert(self._place(heading.kind, above), heading.kind)
        level = self._order.index(heading.kind)
        self.open = [*(each for each in self.open if self._order.index(each.kind) < level), heading]
        self.after_heading = True

    def _place(self, kind: str, above: str | None) -> int:
        """Where a kind that is new stands: inside the heading right above it, else by the usual order."""
        if above is not None:
            return self._order.index(above) + 1
        rank = heading_marks.RANKS.index(kind)
        return next(
            (at for at, each in enumerate(self._order) if heading_marks.RANKS.index(each) > rank), len(self._order)
        )


def read(grids: Sequence[Grid]) -> TaskTables:
    """The tasks of all the tables whose heading is a task table's, and of those that carry one on."""
    reader = _Reader()
    for grid in grids:
        reader.table(grid)
    return TaskTables(tuple(draft.task() for draft in reader.drafts), tuple(reader.tables), notes_of(reader.notes))


class _Reader:
    """Goes through the rows and keeps the sections that are open."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.tables: list[tuple[str, Columns]] = []
        self.notes: dict[str, list[str]] = {}
        self._columns: Columns | None = None
        self._outline = Outline()

    def table(self, grid: Grid) -> None:
        """Reads the table if it is one of tasks."""
        start, columns = _heading(grid.rows)
        if columns is None:
            if self._columns is None or not self._carries_on(grid):
                return
            columns = self._columns
            self._note("bảng không có tiêu đề cột, đọc tiếp theo bảng trước", grid.place)
        else:
            for row in grid.rows[:start]:
                if section := _words(row.slots):
                    self._note(f"dòng đứng trên tiêu đề cột, không đọc: «{section[:80]}»", row.place)
        self._columns = columns
        self.tables.append((grid.place, columns))
        rows = grid.rows[start + columns.height :] if start >= 0 else grid.rows
        task_rows = [row for row in rows if self._has_content(row, columns)]
        for at, row in enumerate(task_rows):
            if row.hidden:
                self._note(Trait.HIDDEN_ROW, row.place)
            self._row(row, columns, task_rows[at + 1] if at + 1 < len(task_rows) else None)

    def _note(self, what: str, place: str) -> None:
        self.notes.setdefault(what, []).append(place)

    def _carries_on(self, grid: Grid) -> bool:
        """Whether a table without a heading goes on with the one before: as wide, with numbers where it has them."""
        before = self._columns
        if before is None or not grid.rows or len(grid.rows[0].slots) != before.width:
            return False
        return any(_filled(row, before, _DUTIES) for row in grid.rows)

    def _has_content(self, row: SourceRow, columns: Columns) -> bool:
        if not _words(row.slots):
            return False
        if columns.is_repeated(row):
            self._note("hàng tiêu đề lặp lại, bỏ qua", row.place)
            return False
        return not _is_counter(row)

    def _row(self, row: SourceRow, columns: Columns, following: SourceRow | None) -> None:
        if heading := self._section(row, columns, following):
            self._outline.enter(heading)
        elif self._continues(row, columns):
            self._add(self.drafts[-1], row, columns)
        else:
            place = _slot(row, columns, "number").place
            self.drafts.append(_Draft(_printed(row, columns), tuple(self._outline.open), row.place, place))
            self._add(self.drafts[-1], row, columns)
            self._outline.after_heading = False

    # --- sections ---

    def _section(self, row: SourceRow, columns: Columns, following: SourceRow | None) -> Heading | None:
        begun = [slot for slot in row.slots if slot.text.strip() and not slot.across and not slot.down]
        if not begun or len(_words(row.slots)) > _LONGEST_HEADING:
            return None
        whole = all(slot.across for slot in row.slots[1:]) and len(row.slots) > 1
        in_first_cell = begun == [row.slots[0]] and heading_marks.of_text(begun[0].text).kind not in (
            heading_marks.NONE,
            heading_marks.DASH,
        )
        if any(slot.down for slot in row.slots if slot.text.strip()) and not whole:
            return None
        if not whole and not in_first_cell and _filled(row, columns, _DUTIES):
            return None
        mark = self._mark(row, columns, begun, whole=whole)
        if not mark.rest:
            return None
        if not whole and not self._stands_alone(mark, begun, following, columns):
            return None
        return Heading(mark.kind, mark.sign, mark.rest, row.place)

    def _mark(self, row: SourceRow, columns: Columns, begun: Sequence[Slot], *, whole: bool) -> Mark:
        """The mark of a row that may be a heading, with the title after it."""
        number = _slot(row, columns, "number")
        words = [slot for slot in begun if slot is not number]
        automatic = next((slot.number for slot in begun if slot.number), "")
        own = heading_marks.alone(automatic) if automatic else None
        if own is None and not whole and words:
            own = heading_marks.alone(number.text)
        elif not words or not heading_marks.alone(number.text):
            words = list(begun)
        text = " ".join(" ".join(slot.text.split()) for slot in words)
        mark = Mark(own.kind, own.sign, text) if own else heading_marks.of_text(text)
        before = [heading.sign for heading in self._outline.open if heading.kind == heading_marks.UPPER]
        if mark.kind == heading_marks.ROMAN and before and heading_marks.follows(mark.sign, before[-1]):
            return Mark(heading_marks.UPPER, mark.sign, mark.rest)  # «C» after «B» is a letter
        return mark

    def _stands_alone(self, mark: Mark, begun: Sequence[Slot], following: SourceRow | None, columns: Columns) -> bool:
        """Whether a row with a title only is a heading, and not a task with empty cells or the rest of one."""
        stands_out = all(slot.bold for slot in begun) or (mark.rest.isupper() and len(mark.rest) > 3)
        if mark.kind in (heading_marks.ARABIC, heading_marks.DOTTED):
            inner = _printed(following, columns) if following is not None else ""
            return stands_out or inner.startswith(f"{mark.sign}.")
        if mark.kind in (heading_marks.NONE, heading_marks.DASH):
            return stands_out or not self.drafts
        return True

    # --- tasks ---

    def _continues(self, row: SourceRow, columns: Columns) -> bool:
        """Whether the row carries on the task before: its number is merged down, or it has none and no new content."""
        if not self.drafts or self._outline.after_heading:
            return False
        number, content = _slot(row, columns, "number"), _slot(row, columns, "content")
        if number.down and number.text.strip() and number.place == self.drafts[-1].number_place:
            return True
        if "number" not in columns.fields:
            return content.down or not content.text.strip()
        if number.text.strip() or number.number:
            return False
        if all(not draft.printed for draft in self.drafts):
            return not content.text.strip()
        text = content.text.strip()
        filled = _filled(row, columns, _DUTIES)
        own = [slot for slot in filled if not slot.down]
        return (
            not text
            or content.down
            or text[0].islower()
            or not own
            or heading_marks.of_text(text).kind == heading_marks.DASH
        )

    def _add(self, draft: _Draft, row: SourceRow, columns: Columns) -> None:
        for name, at in columns.fields.items():
            if name != "number":
                _append(draft.values.setdefault(name, []), [row.slots[column] for column in at])
        for label, at in columns.extras:
            _append(draft.extras.setdefault(label, []), [row.slots[column] for column in at])


def _append(parts: list[AnnexValue], slots: Sequence[Slot]) -> None:
    """Adds what the slots say, unless it is the merged cell that was added before."""
    begun = [slot for slot in slots if slot.text.strip() and not slot.across]
    for slot in begun or [slot for slot in slots[:1] if slot.text.strip()]:
        if not any(part.place == slot.place for part in parts):
            text = slot.text.strip()
            parts.append(AnnexValue(f"{slot.number} {text}" if slot.number else text, slot.place))


def _joined(parts: Sequence[AnnexValue], name: str) -> AnnexValue:
    """The parts of a value as one: a sentence broken by the page goes on, what is whole begins a new line."""
    text = parts[0].text
    for part in parts[1:]:
        whole = text.endswith(_ENDS_A_SENTENCE) or not (part.text[:1].islower() or text.endswith(","))
        text = f"{text}{chr(10) if whole and name != 'deadline' else ' '}{part.text}"
    return AnnexValue(text, parts[0].place)


def _heading(rows: Sequence[SourceRow]) -> tuple[int, Columns | None]:
    """Where the heading of a task table begins, and its columns; (-1, None) if there is none near the top."""
    for start in range(min(5, len(rows))):
        if columns := headings.find(rows[start:]):
            return start, columns
    return -1, None


def _slot(row: SourceRow, columns: Columns, name: str) -> Slot:
    at = columns.fields.get(name)
    return row.slots[at[0]] if at else Slot()


def _printed(row: SourceRow, columns: Columns) -> str:
    """The number in front of a row, without its punctuation."""
    slot = _slot(row, columns, "number")
    text = slot.number or slot.text.strip()
    mark = heading_marks.alone(text)
    return mark.sign if mark else text


def _filled(row: SourceRow, columns: Columns, names: Sequence[str]) -> list[Slot]:
    """The slots of these fields that have words, without those a cell from the left fills."""
    at = [column for name in names for column in columns.fields.get(name, ())]
    return [row.slots[each] for each in at if row.slots[each].text.strip() and not row.slots[each].across]


def _words(slots: Sequence[Slot]) -> str:
    return " ".join(slot.text.strip() for slot in slots if not slot.across and slot.text.strip())


def _is_counter(row: SourceRow) -> bool:
    """Whether the row only counts the columns: 1 2 3 …, (1) (2) (3) …, A B 1 2 …."""
    texts = [slot.text.strip().strip("()[]") for slot in row.slots if not slot.across]
    numbers = [int(text) for text in texts if text.isdigit() and len(text) < 3]
    letters = [text for text in texts if len(text) == 1 and text.isupper()]
    counted = len(numbers) + len(letters) == len(texts) > 2
    return counted and numbers == list(
        range(numbers[0] if numbers else 1, (numbers[0] if numbers else 1) + len(numbers))
    )
