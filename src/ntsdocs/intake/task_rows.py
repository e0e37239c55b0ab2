"""The rows of the task tables: which are headings of sections, which begin a task, which carry one on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ntsdocs.intake import forms, heading_marks, headings
from ntsdocs.intake.annex_row import AnnexRow, is_bold, words_of
from ntsdocs.intake.heading_marks import ARABIC, DASH, DOTTED, GROUPS, LOWER, NONE, ROMAN, UPPER, Mark
from ntsdocs.intake.headings import BOTH, Columns, Names
from ntsdocs.intake.open_sections import Heading, OpenSections
from ntsdocs.intake.tree import Block, Grid, Note, Para, Slot, SourceRow, Trait, notes_of
from ntsdocs.plan.roles import Roles, split_roles
from ntsdocs.text.vn import fold

_LONGEST_HEADING, _LONGEST_TITLE = 600, 300
_LABELLED = re.compile(r"\W*(?:cơ quan |đơn vị )?chủ trì[^:]{0,20}:", re.IGNORECASE)
_DITTO = ("nt", "nhu tren", '"', "″", "〃", "”", "“")  # what stands above, again
_UNDER_A_TABLE = re.compile(
    r"(?:nơi nhận|người lập|lập biểu|ghi chú)\s*(?:biểu|bảng)?\s*:|người lập biểu|(?:tm|kt|tl|tuq)\.", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AnnexValue:
    """Words of the annex, and where they stand."""

    text: str
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
    """What the task tables hold; `columns` of each by its place, `passed` those of headed tables that are none."""

    tasks: tuple[AnnexTask, ...]
    columns: tuple[tuple[str, Columns], ...]
    notes: tuple[Note, ...]
    passed: tuple[tuple[str, Columns], ...] = ()

    @property
    def nearly(self) -> bool:
        """Whether some table would be one of tasks if one more heading were understood."""
        near = (columns for _, columns in self.passed if columns.lacks.startswith("thiếu"))
        return any(len(columns.fields.keys() - {"number"}) > 1 for columns in near)


def in_roles(values: Mapping[str, AnnexValue]) -> dict[str, AnnexValue]:
    """The values with what one cell says of both roles parted; as it is where it marks none, to be asked."""
    alone = "lead" if "lead" in values and "coordinate" not in values else BOTH
    both = values.get(alone, AnnexValue("", ""))
    roles = split_roles(both.text)
    is_marked = alone == BOTH or (roles.lead and (roles.coordinate or _LABELLED.match(both.text)))
    if roles == Roles(both.text, "") or not is_marked:
        return {**values}
    parts = {"lead": AnnexValue(roles.lead, both.place), "coordinate": AnnexValue(roles.coordinate, both.place)}
    return {**{name: value for name, value in values.items() if name != BOTH}, **parts}


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
        values = in_roles({name: _joined(parts, name) for name, parts in self.values.items() if parts})
        extras = tuple((label, _joined(parts, "")) for label, parts in self.extras.items() if parts)
        content = values.get("content", AnnexValue("", ""))
        mark = heading_marks.of_text(content.text)
        if mark.kind in (ARABIC, DOTTED) and mark.sign == (self.printed or mark.sign) and "\n" not in mark.rest:
            values["content"] = AnnexValue(mark.rest, content.place)
            return AnnexTask(mark.sign, self.headings, values, extras, self.place)
        return AnnexTask(self.printed, self.headings, values, extras, self.place)

    @property
    def content(self) -> str:
        """The last words of the content so far."""
        parts = self.values.get("content")
        return parts[-1].text if parts else ""


def read(blocks: Sequence[Block], names: Names | None = None) -> TaskTables:
    """The tasks of all the tables whose heading is a task table's, and of those that carry one on.

    `names` is what a person says of columns: folded label → field. Titles above several of the tables are sections.
    """
    reader = _Reader(names or {})
    for block in blocks:
        if isinstance(block, Grid):
            reader.table(block)
        else:
            reader.paragraph(block)
    tasks = tuple(reader.tasks())
    return TaskTables(tasks, tuple(reader.tables), notes_of(reader.notes), tuple(reader.passed))


class _Reader:
    """Goes through the rows and keeps the sections that are open."""

    def __init__(self, names: Names) -> None:
        self.drafts: list[_Draft] = []
        self.tables: list[tuple[str, Columns]] = []
        self.passed: list[tuple[str, Columns]] = []
        self.notes: dict[str, list[str]] = {}
        self._names = names
        self._columns: Columns | None = None
        self._title: Heading | None = None  # what stands right above the table that comes
        self._titled: dict[int, Heading] = {}  # the first draft of a table → its title
        self._outline = OpenSections()
        self._numbered = self._all_bold = False  # of the table: tasks have Arabic numbers, are all in bold

    def tasks(self) -> Iterator[AnnexTask]:
        """The tasks, each in the section that the title of its table is, where several tables have such titles."""
        title: tuple[Heading, ...] = ()
        are_sections = len(self._titled) > 1 and len({heading.kind for heading in self._titled.values()}) == 1
        for at, draft in enumerate(self.drafts):
            if are_sections and at in self._titled:
                title = (self._titled[at],)
            yield self._led(replace(draft.task(), headings=(*title, *draft.headings)))

    def _led(self, task: AnnexTask) -> AnnexTask:
        """The task; where it names nobody, led by the agency whose duties its section lists."""
        above = next((each for each in reversed(task.headings) if headings.names_agency(each.title)), None)
        if above is None or {"lead", BOTH} & task.values.keys():
            return task
        self._note(f"không ghi ai chủ trì, lấy theo tên nhóm «{above.title}»", task.place)
        return replace(task, values={**task.values, "lead": AnnexValue(above.title.strip(" :"), above.place)})

    def paragraph(self, para: Para) -> None:
        """Keeps what may be the title of the table below; a remark in brackets may stand between."""
        text = para.whole.strip()
        mark = heading_marks.of_text(text)
        is_title = mark.rest and len(text) < _LONGEST_TITLE and not text.endswith((".", ";", ",", ":"))
        if is_title and (mark.kind in (*GROUPS, ARABIC) or text.isupper()) and text[0] != "(":
            self._title = Heading(mark.kind, mark.sign, mark.rest, para.place)
        elif text[0] != "(":
            self._title = None

    def table(self, grid: Grid) -> None:
        """Reads the table if it is one of tasks."""
        grid = forms.upright(grid)
        start, columns = headings.search(grid.rows, self._names)
        if columns is None or columns.lacks:
            if self._columns is None or not _carries_on(grid, columns, self._columns):
                self.passed += [(grid.place, columns)] if columns else []
                return
            start, columns = 0, replace(self._columns, height=0)
            self._note("bảng không có tiêu đề cột, đọc tiếp theo bảng trước", grid.place)
        elif self._title:
            self._outline = OpenSections()
            self._titled[len(self.drafts)] = self._title
        self._title = None
        for source in grid.rows[:start]:
            if words := words_of(source.slots):
                self._note(f"dòng đứng trên tiêu đề cột, không đọc: «{words[:80]}»", source.place)
        self._columns = columns
        self.tables.append((grid.place, columns))
        rows = [row for row in self._rows(grid.rows[start + columns.height :], columns) if self._has_content(row)]
        duties = [row for row in rows if row.duties]
        self._numbered = any(row.mark.kind in (ARABIC, DOTTED) for row in rows)
        self._all_bold = sum(is_bold(row.begun) for row in duties) > len(duties) / 2
        for row, following in zip_longest(rows, rows[1:]):
            self._row(row, following)

    def _note(self, what: str, place: str) -> None:
        self.notes.setdefault(what, []).append(place)

    def _rows(self, sources: Sequence[SourceRow], columns: Columns) -> Iterator[AnnexRow]:
        """The rows down to the signatures and remarks that may stand below the tasks."""
        for source in sources:
            words = words_of(source.slots)
            if _UNDER_A_TABLE.match(words):
                self._note(f"phần dưới bảng, không đọc: «{words[:80]}»", source.place)
                return
            yield AnnexRow(source, columns)

    def _has_content(self, row: AnnexRow) -> bool:
        """Whether the row has something of its own; what is passed over is told."""
        why = {
            "hàng bị gạch ngang, không đọc": row.source.struck,
            "hàng tiêu đề lặp lại, bỏ qua": row.columns.is_repeated(row.source),
            "hàng đánh số nhưng để trống, bỏ qua": row.is_empty,
            "hàng cộng, không đọc thành nhiệm vụ": row.is_total,
        }
        for what in (what for what, holds in why.items() if holds):
            self._note(what, row.source.place)
            return False
        if row.source.hidden:
            self._note(Trait.HIDDEN_ROW, row.source.place)
        return bool(row.begun or row.number.number) and not row.is_counter

    def _row(self, row: AnnexRow, following: AnnexRow | None) -> None:
        group = row.source.slots[row.columns.group] if row.columns.group is not None else Slot()
        if group in row.begun and not row.is_whole:
            mark = heading_marks.of_text(" ".join(group.text.split()))
            self._outline.enter(Heading(mark.kind, mark.sign, mark.rest, group.place))
        if heading := self._section(row, following):
            self._outline.enter(heading)
        elif self._continues(row):
            self._add(self.drafts[-1], row)
        else:
            self._outline.leave(row.mark, self.drafts[-1].printed if self.drafts else "")
            above = tuple(self._outline.open)
            self.drafts.append(_Draft(row.printed, above, row.source.place, row.number.place))
            self._add(self.drafts[-1], row)
            self._outline.after_heading = False

    # --- sections ---

    def _section(self, row: AnnexRow, following: AnnexRow | None) -> Heading | None:
        if not row.begun or len(words_of(row.source.slots)) > _LONGEST_HEADING:
            return None
        duties = [] if row.is_whole else [slot for slot in row.duties if slot is not row.begun[0]]
        if duties and (not (self._numbered and row.mark.kind in GROUPS) or row.has_lead):
            return None
        if not row.is_whole and any(slot.down and slot.text.strip() for slot in row.source.slots):
            return None
        titles = [slot for slot in row.begun if slot in (row.number, row.slot("content"))] or list(row.begun)
        mark = self._mark(row, row.begun[:2] if row.is_whole else titles)
        if not mark.rest or not (row.is_whole or duties or self._stands_alone(mark, row, following)):
            return None
        if stray := [] if row.is_whole else [slot.text.strip() for slot in row.begun if slot not in titles]:
            self._note(f"ô của hàng nhóm, không thuộc nhiệm vụ nào: «{'; '.join(stray)}»", row.source.place)
        return Heading(mark.kind, mark.sign, mark.rest, row.source.place)

    def _mark(self, row: AnnexRow, slots: Sequence[Slot]) -> Mark:
        """The mark of a row that may be a heading, with the title after it."""
        titles = [slot for slot in slots if slot is not row.number][: 1 if row.is_whole else None]
        repeated = not titles or fold(row.number.text) == fold(titles[0].text)
        automatic = next((slot.number for slot in slots if slot.number), "")
        own = heading_marks.alone(automatic or ("" if repeated else row.number.text))
        if (own is None and not repeated) or not titles:
            titles = [row.number, *titles]
        text = " ".join(" ".join(slot.text.split()) for slot in titles).strip()
        mark = Mark(own.kind, own.sign, text) if own else heading_marks.of_text(text)
        before = [heading.sign for heading in self._outline.open if heading.kind == UPPER]
        if mark.kind == ROMAN and before and heading_marks.follows(mark.sign, before[-1]):
            return Mark(UPPER, mark.sign, mark.rest)  # «C» after «B» is a letter
        return mark

    def _stands_alone(self, mark: Mark, row: AnnexRow, following: AnnexRow | None) -> bool:
        """Whether a row with a title only is a heading, and not a task with empty cells or the rest of one."""
        below = following.mark if following is not None and following.duties else Mark(NONE, "", "")
        stands_out = (
            (is_bold(row.begun) and not self._all_bold)
            or all(slot.shaded for slot in row.begun)
            or (mark.rest.isupper() and len(mark.rest) > 3)
            or (mark.rest.endswith(":") and mark.rest[0].isupper())
            or (below.kind == ARABIC and below.sign in ("1", "01"))
        )
        if mark.kind in (ARABIC, DOTTED):
            return stands_out or below.sign.startswith(f"{mark.sign}.") or below.kind in (LOWER, DASH)
        before = self.drafts[-1].content if self.drafts else ""
        if mark.kind in (NONE, DASH):
            titled = any(heading.kind == NONE for heading in self._outline.open) or before.endswith(".")
            own = titled and mark.rest[0].isupper() and not mark.rest.endswith((".", ";", ","))
            return stands_out or not self.drafts or row.begun == (row.number,) or own
        return bool(row.printed) or self._outline.after_heading or not before.endswith((":", ";", ","))

    # --- tasks ---

    def _continues(self, row: AnnexRow) -> bool:
        """Whether the row carries on the task before: its number is merged down, or it has none and no new content."""
        if not self.drafts or self._outline.after_heading:
            return False
        draft, text = self.drafts[-1], row.content
        if row.number.text.strip() or row.number.number:
            merged = row.number.down and row.number.place == draft.number_place
            of_its_own = row.has_lead and {row.slot("content"), row.slot("deadline")} <= {*row.begun}
            return (merged and not of_its_own) or "(tiếp" in row.number.text
        if not text or row.slot("content").down:
            return True
        if text[0].islower() or text[0] == "(" or draft.content.endswith(","):
            return row.mark.kind != LOWER or not row.has_lead
        numbered = any(each.printed for each in self.drafts)
        return numbered and (not row.has_lead or all(slot.down for slot in row.duties))

    def _add(self, draft: _Draft, row: AnnexRow) -> None:
        columns, slots = row.columns, row.source.slots
        owners: dict[str, str] = {}  # place → the field that has the words there
        for name, at in sorted(columns.fields.items(), key=lambda each: each[1]):
            if name == "number":
                continue
            if fold(slots[at[0]].text).strip(" -.'") in _DITTO and len(self.drafts) > 1:
                before = self.drafts[-2].values.get(name, [])
                draft.values[name] = [replace(part, place=slots[at[0]].place) for part in before]
                continue
            owner = owners.setdefault(slots[at[0]].place, name) if slots[at[0]].text.strip() else name
            if owner == name:
                _append(draft.values.setdefault(name, []), row, at)
            elif {owner, name} == {"lead", "coordinate"}:
                draft.values.setdefault(BOTH, []).extend(draft.values.pop(owner))
            else:
                self._note(f"ô gộp qua cột «{columns.labels[at[0]]}», chỉ đọc vào cột đầu", slots[at[0]].place)
        for label, at in columns.extras:
            _append(draft.extras.setdefault(label, []), row, at)


def _carries_on(grid: Grid, heading: Columns | None, before: Columns) -> bool:
    """Whether a table without a heading goes on with the one before: as wide, with words where tasks have them."""
    if not grid.rows or len(grid.rows[0].slots) != before.width:
        return False
    is_of_another = heading is not None and (
        heading.lacks.startswith(headings.OTHER) or (heading.lacks != headings.STRANGE and len(heading.fields) > 1)
    )
    return not is_of_another and any(AnnexRow(row, before).duties for row in grid.rows)


def _append(parts: list[AnnexValue], row: AnnexRow, at: Sequence[int]) -> None:
    """Adds what the slots of these columns say, unless it is the merged cell that was added before."""
    pairs = [(row.source.slots[column], column) for column in at if row.source.slots[column].text.strip()]
    for slot, column in [pair for pair in pairs if not pair[0].across] or pairs[:1]:
        if not any(part.place == slot.place for part in parts):
            text = row.columns.word_of(slot, column)
            parts.append(AnnexValue(f"{slot.number} {text}" if slot.number else text, slot.place))


def _joined(parts: Sequence[AnnexValue], name: str) -> AnnexValue:
    """The parts of a value as one: a sentence broken by the page goes on, what is whole begins a new line."""
    text = parts[0].text
    for part in parts[1:]:
        listed = heading_marks.of_text(part.text).kind != NONE and part.text[0] != "("
        begins = part.text[0].isupper() or (part.text[0] != "(" and name != "deadline" and not part.text[0].islower())
        text = f"{text}{chr(10) if listed or (begins and not text.endswith(',')) else ' '}{part.text}"
    return AnnexValue(text, parts[0].place)
