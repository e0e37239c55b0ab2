"""Note which cells of a plan are read while a paper is drawn up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from ntsdocs.plan.model import (
    Agency,
    Choice,
    ConditionMet,
    DayOff,
    Deadline,
    Document,
    Letter,
    Plan,
    PlansOwed,
    Province,
    Result,
    Ruling,
    Section,
    Selector,
    Task,
    headings,
)
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin

T = TypeVar("T")
Row = TypeVar("Row")
K = TypeVar("K", bound=Hashable)


_COUNTED = " (tính ra)"  # ends the name of what is no column of the data


class CellRead(NamedTuple):
    """One value that was read: the row and the column as people name them, and the value as they read it."""

    row: str
    column: str
    value: str


class Ledger:
    """What has been read since it was last emptied; every cell of the data, and where each row stands."""

    __slots__ = ("_cells", "data", "listening", "places")

    def __init__(self) -> None:
        self._cells: set[CellRead] = set()
        self.listening = True
        self.data: set[CellRead] = set()
        self.places: dict[str, str] = {}

    def note(self, cells: Iterable[CellRead]) -> None:
        """Adds these cells to what was read."""
        if self.listening:
            self._cells.update(cells)

    def take(self) -> frozenset[CellRead]:
        """What was read; the ledger is empty afterwards."""
        taken, self._cells = frozenset(self._cells), set()
        return taken

    def record(self, work: Callable[[], T]) -> tuple[T, frozenset[CellRead]]:
        """What `work` gives, and what it read, which is left out of what was read before."""
        before, self._cells = self._cells, set()
        try:
            value = work()
            return value, frozenset(self._cells)
        finally:
            self._cells = before

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Nothing is noted inside."""
        before, self.listening = self.listening, False
        try:
            yield
        finally:
            self.listening = before


class Shared(dict[K, tuple[T, frozenset[CellRead]]]):
    """Values that are made once for several papers; what making one has read counts for each paper that uses it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._ledger = _ledger(plan)

    def of(self, key: K, make: Callable[[], T]) -> T:
        """The value under `key`, made by `make` the first time."""
        if key not in self:
            self[key] = self._ledger.record(make) if self._ledger else (make(), frozenset())
        value, cells = self[key]
        if self._ledger:
            self._ledger.note(cells)
        return value


def apart(plan: Plan, items: Iterable[T]) -> Iterator[T]:
    """The same items; what is read before one is asked for counts for no paper, what is read after it for its own."""
    ledger = _ledger(plan)
    for item in items:
        if ledger:
            ledger.take()
        yield item


@contextmanager
def indexing(plan: Plan) -> Iterator[None]:
    """Reads inside only sort rows into an index: what a paper later takes out of it is noted then."""
    ledger = _ledger(plan)
    if ledger is None:
        yield
        return
    with ledger.asleep():
        yield


def derived(plan: Plan, row: str, column: str, value: object) -> None:
    """Notes a value that was worked out from many cells as if it were one, under a name that says so."""
    ledger = _ledger(plan)
    if ledger:
        ledger.note([CellRead(row, column + _COUNTED, written(value))])


def is_counted(column: str) -> bool:
    """Whether a column is no column of the data, but was worked out from many cells."""
    return column.endswith(_COUNTED)


def touch(rows: Iterable[object]) -> None:
    """Notes that these rows were used, each as a whole."""
    for row in rows:
        if isinstance(row, _Watched):
            row._watched_whole()  # noqa: SLF001 - the same room


def ledger_of(plan: Plan) -> Ledger:
    """The ledger of a plan that is watched; `TypeError` for any other."""
    ledger = _ledger(plan)
    if ledger is None:
        raise TypeError("the plan is not watched")
    return ledger


def _ledger(plan: Plan) -> Ledger | None:
    return plan._ledger if isinstance(plan, _Watched) else None  # noqa: SLF001 - the same room


# --- rows that tell what is read of them -----------------------------------------------------------------------------


class _Watched:
    """What every watched row has: its ledger, its cells by field, all of them together."""

    __slots__ = ()
    _ledger: Ledger
    _cells: dict[str, CellRead]
    _all: tuple[CellRead, ...]

    def _watched_whole(self) -> None:
        self._ledger.note(self._all)


# The fields by which rows are found say which row it is; reading them to choose a row is not reading the row.
_KEYS: dict[type, tuple[str, ...]] = {
    Agency: ("id", "origin"),
    Task: ("number", "origin"),
    Result: ("task", "agency", "year", "on", "origin"),
    ConditionMet: ("task", "origin"),
    Letter: ("kind", "on", "to", "tasks", "origin"),
    DayOff: ("on", "kind", "basis", "name"),
    Ruling: ("id", "choices", "question", "by", "since", "note", "origin"),
    Province: ("id",),
    Choice: ("key", "text", "members", "add", "basis", "condition", "no_draft"),
    Plan: (
        *("id", "province", "issuers", "agencies", "tasks", "phrases", "rulings", "rules", "results", "result_years"),
        *("conditions", "letters", "days_off"),
    ),
}
# Of these a paper that uses one field depends on the row as a whole.
_WHOLE = (Result, ConditionMet, Letter)
_COLUMNS: dict[type, dict[str, str]] = {
    Task: {"section": "Mục"},
    Ruling: {"choice": "choice"},
    DayOff: {"on": "Ngày", "kind": "Loại"},
}


@cache
def _watched_class(cls: type) -> type:
    """A subclass of `cls` whose fields, but for the keys, are noted when they are read."""
    names = [field.name for field in fields(cls)]
    body: dict[str, Any] = {"__slots__": ("_ledger", "_cells", "_all"), "__doc__": cls.__doc__}
    for name in names:
        if name not in _KEYS.get(cls, ()):
            body[name] = _noting(cls, name)
    if cls is Ruling:
        body["chosen"] = property(_chosen)
    return type(f"Watched{cls.__name__}", (_Watched, cls), body)


def _noting(cls: type, name: str) -> property:
    read = cls.__dict__[name].__get__
    if cls in _WHOLE:

        def whole(self: Any) -> Any:
            self._ledger.note(self._all)
            return read(self)

        return property(whole)

    def one(self: Any) -> Any:
        self._ledger.note((self._cells[name],))
        return read(self)

    return property(one)


def _chosen(self: Any) -> Choice:
    key, choices, id_ = (Ruling.__dict__[name].__get__(self) for name in ("choice", "choices", "id"))
    choice: Choice = next(each for each in choices if each.key == key)
    return _watch(choice, self._ledger, ruling_row(id_))


def _watch(row: Row, ledger: Ledger, name: str, place: str = "", **others: Any) -> Row:
    """A copy of the row that notes in the ledger, under `name`, what is read of it."""
    cls = type(row)
    new: Any = object.__new__(_watched_class(cast(Any, cls)))
    own = {field.name: getattr(row, field.name) for field in fields(cast(Any, row))} | others
    for field in own:
        cls.__dict__[field].__set__(new, own[field])
    keys = _KEYS.get(cls, ())
    labels = {**headings(cls), **_COLUMNS.get(cls, {})}
    left_out = ("origin",) if cls in (*_WHOLE, DayOff) else keys
    cells = {key: CellRead(name, labels.get(key, key), written(own[key])) for key in own if key not in left_out}
    for slot, value in (("_ledger", ledger), ("_cells", cells), ("_all", tuple(cells.values()))):
        object.__setattr__(new, slot, value)  # a row is frozen for everybody else
    if place:
        ledger.places[name] = place
        ledger.data.update(cells.values())
    return cast(Row, new)


def watched(plan: Plan) -> Plan:
    """The same plan, noting what is read of it in a ledger of its own."""
    ledger = Ledger()
    file = f"data/{plan.id}/plan.yaml"
    home = plan.id.partition("/")[0]
    law = "data/law/holidays.csv"

    def of(rows: Iterable[Row], name: Callable[[Any], str], place: Callable[[Any], str]) -> tuple[Row, ...]:
        return tuple(_watch(row, ledger, name(row), place(row)) for row in rows)

    def at(row: Any) -> str:
        origin: Origin = row.origin
        return str(origin)

    days = [_watch(day, ledger, f"ngày {vn.short_date(day.on)}", law) for day in plan.days_off]
    return _watch(
        plan,
        ledger,
        "Kế hoạch",
        file,
        province=_watch(plan.province, ledger, "tỉnh", f"data/{home}/province.yaml"),
        issuers=tuple((kind, _watch(who, ledger, f"nơi ban hành {kind}", file)) for kind, who in plan.issuers),
        agencies=of(plan.agencies, lambda row: agency_row(row.id), at),
        tasks=of(plan.tasks, lambda row: task_row(row.number), at),
        rulings=of(plan.rulings, lambda row: ruling_row(row.id), at),
        results=of(plan.results, _result_row, at),
        conditions=of(plan.conditions, lambda row: f"điều kiện của nhiệm vụ {row.task}", at),
        letters=of(plan.letters, lambda row: f"công văn {row.number} ngày {vn.short_date(row.on)}", at),
        days_off=tuple(days),
    )


def agency_row(id_: str) -> str:
    """What an agency's row is called."""
    return f"cơ quan {id_}"


def task_row(number: int) -> str:
    """What a task's row is called."""
    return f"nhiệm vụ {number}"


def ruling_row(id_: str) -> str:
    """What a ruling is called."""
    return f"quyết định {id_}"


def _result_row(row: Result) -> str:
    when = vn.short_date(row.on) if row.on else f"năm {row.year}"
    return f"kết quả nhiệm vụ {row.task} của {row.agency}, {when}"


# --- values as people read them --------------------------------------------------------------------------------------


def written(value: object) -> str:
    """A value of the model as one line of text; different values have different texts."""
    if isinstance(value, tuple):
        return "; ".join(written(each) for each in value)
    form = _FORMS.get(type(value))
    return str(value) if form is None else form(value)


def _document(value: Document) -> str:
    signed = vn.short_date(value.issued)
    return f"{value.kind} số {value.number} ngày {signed} của {value.issuer} {value.trich_yeu}"


def _owed(value: PlansOwed) -> str:
    return f"trước {vn.short_date(value.before)}, gửi {value.to} qua {value.through}, nhiệm vụ {value.task}"


_FORMS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda value: "có" if value else "không",
    date: vn.short_date,
    Deadline: lambda value: value.words,
    Section: lambda value: f"{value.part}. {value.part_title} / {value.letter}) {value.title}",
    Document: _document,
    PlansOwed: _owed,
    Selector: lambda value: ", ".join(f"{name}={'|'.join(values)}" for name, values in value.where),
}
