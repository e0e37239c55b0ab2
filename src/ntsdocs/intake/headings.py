"""Find the heading of a task table by what its columns are called and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ntsdocs.intake import heading_marks
from ntsdocs.intake.tree import Slot, SourceRow
from ntsdocs.intake.word_lists import BODIES, HEADINGS, either
from ntsdocs.plan import deadlines
from ntsdocs.text.groups import grouped
from ntsdocs.text.vn import fold

OTHER = "bảng loại khác, có cột "
STRANGE = "không có hàng nào giống tiêu đề cột"
BOTH = "lead+coordinate"  # one column that tells both: «Chủ trì: …; Phối hợp: …»
NOTHING = "-"  # what a person says of a column that is no field
Names = Mapping[str, str]  # what a person says of columns: folded label → field

# Folded words of a heading: field, how surely, pattern. The first that fits counts, so the order matters: «Thời gian
# hoàn thành» is a deadline, «Kết quả hoàn thành» a product. Of several columns of a field the surest (0) has it.
_WORDS = [(name, int(rank), re.compile(words)) for kind, name, rank, words in HEADINGS if kind == "cột"]
# Headings of tables that are no plan of work: indicators, meetings, registers, budgets, lists of people, results.
_OTHERS = re.compile(either(HEADINGS, "bảng khác", 3))
_LONG = {words: name for kind, name, _, words in HEADINGS if kind == "viết tắt"}
_SHORT = re.compile(rf"\b(?:{'|'.join(_LONG)})\b")
# What only headings say: a row most of whose words are others is none.
_OF_HEADINGS = {word for kind, _, _, words in HEADINGS if kind == "chữ của tiêu đề" for word in words.split()}
_MONEY = re.compile(
    r".*\b(?:kinh phi|du toan|so tien|ngan sach|von|tong (?:cong|so))\b.*|(?:nam )?20\d\d"
)  # with figures below: of a budget
_FIGURE = re.compile(r"\d[\d.,\s]{0,30}(?:(?:đồng|triệu|tỷ|tr|đ)\b.{0,9})?", re.IGNORECASE)
_TIMES = re.compile(r"(?:.*\b(?:quy|thang|nam|tuan) (?:\d{1,2}|[ivx]+)|[qt] ?\d{1,2}|.*\b20\d\d)(?: (?:nam )?20\d\d)?")
_GROUPS = re.compile(r"(?:nhom|linh vuc|mang)\b.*")
# Names of agencies as they are printed: «Phòng Tổ chức» is one, «phòng ngừa», «số», «viên chức» are none.
_NAME = re.compile(rf"(?:{either(BODIES, 'chữ đầu của tên', 1)})\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?=.{12})\S+\s+\S+\s+\S+")
_CODE = re.compile(r"(?=.*\d)\W*\w{1,8}(?:[.\-/_]\w{1,6})*\W*")
HOUR = re.compile(r"(?:tu |luc )?\d{1,2}\s?(?:h|g|gio|:)\s?\d{0,2}\b.*")  # no deadline: a time of the day
_RESULT = re.compile(  # nor is how far something has come one, or a product
    rf"{HOUR.pattern}|(?:da|dang|chua)\b.*|(?:hoan thanh|dat)(?: \d.*)?|\d{{1,3}}(?:[.,]\d+)? ?%?"
)
_DONE = re.compile(r"(?:đã|đang|chưa)\b", re.IGNORECASE)
_MARKED = ("x", "✓", "✔", "v", "√")
_MOST_HEADING_ROWS = 3
_LONGEST_LABEL = 80
_FURTHEST, _MOST_WIDE = 60, 8  # rows that may stand over a heading; those of them that are divided
_SAMPLE = 40  # rows below a heading that bear witness
_SAID = -1  # the rank of what a person says
_UNSURE = 3  # the rank of words that other headings have too
_WITNESSED = 2  # fields that must be named before an unknown heading is told by what stands below it
_LONGEST_DEADLINE = 60  # letters: a longer text with «thường xuyên» or «theo …» in it may be anything


class _Guess(NamedTuple):
    """The field a heading stands for, blank for a column that is none, and how surely."""

    field: str
    rank: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of a task stand: field → columns of the grid; a heading over several columns gives several.

    `extras` are columns that are no field, with their labels; a `group` column names the section of the rows beside
    it. `height` is how many rows the heading takes. `guessed` are fields told by what stands in a column alone.
    `lacks` says why the table is not one of tasks, blank if it is.
    """

    fields: Mapping[str, tuple[int, ...]]
    extras: tuple[tuple[str, tuple[int, ...]], ...]
    labels: tuple[str, ...]
    height: int
    group: int | None = None
    guessed: tuple[str, ...] = ()
    lacks: str = ""

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.labels)

    def is_repeated(self, row: SourceRow) -> bool:
        """Whether the row is the heading, or a row of it, over again."""
        texts = [slot.text for slot in row.slots if slot.text.strip() and not slot.across]
        return len(texts) > 1 and all(fold(text) in _parts(self.labels) for text in texts)

    def word_of(self, slot: Slot, at: int) -> str:
        """What the slot of this column says: its text, or the column's own heading where it is only marked."""
        text = slot.text.strip()
        label = self.labels[at]
        own = label.rpartition(" / ")[2]
        return (
            (label.replace(" / ", " ") if own.isdecimal() and len(own) < 4 else own)
            if text.lower() in _MARKED
            else text
        )


def search(rows: Sequence[SourceRow], names: Names) -> tuple[int, Columns | None]:
    """Where the heading of a task table begins, and its columns; else what comes nearest to one."""
    best: tuple[int, Columns | None] = (-1, None)
    wide = [at for at, row in enumerate(rows[:_FURTHEST]) if not is_whole(row)]
    for start in wide[:_MOST_WIDE]:
        columns = look(rows[start:], names)
        if columns is None:
            continue
        if not columns.lacks or columns.lacks.startswith(OTHER):
            return start, columns
        if best[1] is None or len(columns.fields) > len(best[1].fields):
            best = start, columns
    return best


def find(rows: Sequence[SourceRow], names: Names | None = None) -> Columns | None:
    """The columns of the task table whose heading begins with the first of these rows; `None` if it does not."""
    columns = look(rows, names or {})
    return columns if columns and not columns.lacks else None


def look(rows: Sequence[SourceRow], names: Names) -> Columns | None:
    """The columns of any table whose heading begins with the first of these rows; `None` if it is no heading."""
    best: Columns | None = None
    for height in range(1, min(_MOST_HEADING_ROWS, len(rows)) + 1):
        if height > 1 and not _belongs(rows[height - 2], rows[height - 1]):
            break
        columns = _columns(rows, height, names)
        if columns and (best is None or len(columns.fields) >= len(best.fields)):
            best = columns
    return best


def _belongs(above: SourceRow, row: SourceRow) -> bool:
    """Whether the row is a second one of the heading: some cell above spans columns that are divided here."""
    divided = any(
        slot.across and not row.slots[at].across and not row.slots[at].down
        for at, slot in enumerate(above.slots)
        if at < len(row.slots)
    )
    words = [slot.text for slot in row.slots if slot.text.strip()]
    if is_whole(above) or any(len(text) > _LONGEST_LABEL for text in words):
        return False
    return divided or (
        1 < len(words) < len(row.slots) and all((guess := field_of(text)) and guess.field for text in words)
    )


def _columns(rows: Sequence[SourceRow], height: int, names: Names) -> Columns | None:
    """What these rows say as a heading, held against the words of headings and what stands below them."""
    paths = [tuple(_path(rows[:height], at)) for at in range(max(len(row.slots) for row in rows[:height]))]
    parts = {part for path in paths for part in path}
    counted = any(slot.number for row in rows[:height] for slot in row.slots)  # Word numbers tasks, not headings
    numeric = any(re.match(r"\d", part) for path in paths if not _is_time(" ".join(path)) for part in path)
    if counted or numeric or len(parts) < 2 or any(len(part) > _LONGEST_LABEL for part in parts):
        return None
    labels = tuple(" / ".join(path) for path in paths)
    below = _Below([row for row in rows[height : height + _SAMPLE] if not is_whole(row)])
    guesses = [_guess(path, names) for path in paths]
    believed = [(guess.field, at) for at, guess in enumerate(guesses) if guess and not below.belie(at, guess)]
    places = grouped((field, at) for field, at in believed if field)
    if "number" not in places and [0] not in places.values() and below.most(0, heading_marks.alone):
        places["number"], guesses[0] = [0], _Guess("number", 0)
    named = [at for at, label in enumerate(labels) if _GROUPS.fullmatch(_key(label))]
    group = below.group(places.get("content", []), named)
    best = {name: _best([each for each in at if each != group], guesses, paths) for name, at in places.items()}
    fields = {name: at for name, at in best.items() if at}
    if BOTH in fields:
        fields.pop("lead", None)
    ticked = tuple(at for at, label in enumerate(labels) if _is_time(label) and below.most(at, _is_marked))
    fields |= {"deadline": ticked} if ticked and "deadline" not in fields else {}
    free = [at for at, guess in enumerate(guesses) if guess is None and labels[at] and at != group]
    guessed = below.witness(fields, [at for at in free if not _is_other(labels[at])])
    fields |= guessed
    taken = {at for columns in fields.values() for at in columns} | {group}
    extras = grouped((label, at) for at, label in enumerate(labels) if label and at not in taken)
    ranks = [guess.rank for guess in guesses if guess and guess.field not in ("", "number")]
    lacks = _lacks(fields, labels, below, surest=min(ranks, default=_UNSURE))
    return Columns(
        fields, tuple((label, tuple(at)) for label, at in extras.items()), labels, height, group, (*guessed,), lacks
    )


def _lacks(fields: Mapping[str, tuple[int, ...]], labels: Sequence[str], below: _Below, *, surest: int) -> str:
    """Why a table with these columns is not one of tasks; blank if it is. What a person has said of it is believed."""
    said = surest == _SAID
    others = [at for at, label in enumerate(labels) if _is_other(label)]
    dated = [at for name in ("deadline", "product") for at in fields.get(name, ())]
    times = [at for at in dated if _key(labels[at]) in ("nam", "quy", "thang", "tuan")]
    results = [at for at in dated if at not in times and below.most(at, lambda text: _RESULT.fullmatch(fold(text)))]
    results += [at for at in others if below.most(at, _DONE.match)]
    if not others and not {"coordinate", "deadline", "product"} & fields.keys():  # who spends how much on what
        money = (at for at, label in enumerate(labels) if _MONEY.fullmatch(_key(label)))
        others = [at for at in money if below.most(at, _FIGURE.fullmatch)][:1]
    first = next((at for at, label in enumerate(labels) if at not in fields.get("number", ())), 0)
    weight = len(others) + 2 * len(results) + (first in others)
    words = [word for label in labels for word in re.findall(r"[^\W\d]+", fold(label))]
    strange = sum(word not in _OF_HEADINGS for word in words) > len(words) / 2
    outweighs = weight and 2 * weight >= len(fields.keys() - {"number"})
    if outweighs and not said and (len(others) > 1 or (fields and not strange)):
        return OTHER + ", ".join(f"«{labels[at]}»" for at in (*others, *results))
    if surest == _UNSURE or (strange and not said):
        return STRANGE
    who = {"lead", BOTH} & fields.keys()
    missing = [] if "content" in fields else ["nội dung nhiệm vụ"]
    missing += [] if who or {"deadline", "number"} <= fields.keys() else ["chủ trì (hoặc thời hạn)"]
    return f"thiếu cột {' và cột '.join(missing)}" if missing else ""


class _Below:
    """The first rows below a heading, which bear witness of its columns."""

    def __init__(self, rows: Sequence[SourceRow]) -> None:
        self._rows = rows

    def most(self, at: int, test: Callable[[str], object], share: float = 0.6) -> bool:
        """Whether so many of the column's words pass the test."""
        texts = [text for row in self._rows if (text := row.slots[at].text.strip())]
        return sum(bool(test(text)) for text in texts) >= share * len(texts) > 0

    def belie(self, at: int, guess: _Guess) -> bool:
        """Whether what stands in the column is not what its heading says: codes are no content, figures no agencies."""
        if guess.field == "content":
            return self.most(at, _CODE.fullmatch, 0.8)
        doubtful = guess.field == "lead" and guess.rank == _UNSURE and bool(self._rows)
        return doubtful and not self.most(at, _names_agency, 0.3)

    def group(self, contents: Sequence[int], named: Sequence[int]) -> int | None:
        """The column whose cells are merged over the tasks that another column tells one by one."""
        down = [slot for row in self._rows for slot in enumerate(row.slots) if slot[1].down and slot[1].text]
        merged = {at for at, _ in down if at in (*contents, *named)}
        return min(merged, default=None) if {*contents} - merged else None

    def witness(self, fields: Mapping[str, tuple[int, ...]], free: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """The fields that no heading names and that the words of a column without a known heading are of."""
        if len(fields.keys() - {"number"}) < _WITNESSED:
            return {}
        tests: dict[str, Callable[[str], object]] = {
            "lead": _names_agency,
            "deadline": lambda text: len(text) <= _LONGEST_DEADLINE and not deadlines.read(text).unclear,
            "content": _SENTENCE.match,
        }
        witnessed: dict[str, tuple[int, ...]] = {}
        for name, test in tests.items():
            if name not in fields and not (name == "lead" and BOTH in fields):
                at = next((at for at in free if (at,) not in witnessed.values() and self.most(at, test)), None)
                witnessed |= {} if at is None else {name: (at,)}
        return witnessed


def is_whole(row: SourceRow, number: int | None = None) -> bool:
    """Whether one text fills the row, besides its number: merged over it, or written again in each cell."""
    texts = [slot.text.strip() for at, slot in enumerate(row.slots) if at != number]
    return len(texts) > 1 and bool(texts[0]) and len({*texts}) == 1


def names_agency(words: str) -> bool:
    """Whether the words begin as names of agencies do."""
    return bool(_NAME.match(words))


def _names_agency(cell: str) -> bool:
    """Whether a cell does so, after what may be in front: «Chủ trì: …», «- …»."""
    return names_agency(cell.rpartition(":")[2].lstrip(" -+•\n"))


def _best(places: Sequence[int], guesses: Sequence[_Guess | None], paths: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """The surest of the columns of a field, the first of equals, and those that its heading spans with it."""
    ranks = {at: guess.rank for at in places if (guess := guesses[at])}
    first = min(ranks, key=lambda at: (ranks[at], at), default=None)
    if first is None:
        return ()
    return tuple(at for at in ranks if ranks[at] == ranks[first] and paths[at][:1] == paths[first][:1])


def _path(heading: Sequence[SourceRow], at: int) -> Iterator[str]:
    """The words of the heading over a column, from the top; a cell merged down counts once."""
    before: Slot | None = None
    for row in heading:
        slot = row.slots[at] if at < len(row.slots) else Slot()
        text = " ".join(slot.text.split())
        if text and not (before is not None and slot.down and slot.place == before.place):
            yield text
        before = slot


def _guess(path: Sequence[str], names: Names) -> _Guess | None:
    """The field a heading stands for: by its lowest words, or else by all of them together; `None` if unknown."""
    for words in (" / ".join(path), *path[-1:]):
        if field := names.get(fold(words)):
            return _Guess("" if field == NOTHING else field, _SAID)
    return next((guess for words in (*path[-1:], " ".join(path)) if (guess := field_of(words))), None)


@lru_cache(maxsize=64)
def _parts(labels: tuple[str, ...]) -> set[str]:
    """The words of a heading, those of its rows one by one too."""
    return {part for label in labels for part in (fold(label), *map(fold, label.split(" / ")))}


@lru_cache(maxsize=4096)
def field_of(words: str) -> _Guess | None:
    """The field that these words of a heading stand for, and how surely; `None` if they are unknown."""
    key = _key(words) if len(words) <= _LONGEST_LABEL else ""
    if not key or _is_other(words):
        return _Guess("", 0) if key else None
    return next((_Guess(name, rank) for name, rank, pattern in _WORDS if pattern.fullmatch(key)), None)


@lru_cache(maxsize=4096)
def _is_other(label: str) -> bool:
    return any(_OTHERS.fullmatch(_key(words)) for words in (label, label.rpartition(" / ")[2]))


def _is_marked(text: str) -> bool:
    return text.lower() in _MARKED


@lru_cache(maxsize=4096)
def _is_time(label: str) -> bool:
    return bool(_TIMES.fullmatch(_key(label)))


def _key(words: str) -> str:
    """The words folded, without punctuation, abbreviations written out."""
    key = re.sub(r"[^\w#]+", " ", re.sub(r"\([^()]*\)", " ", fold(words)) or fold(words)).strip()
    return _SHORT.sub(lambda match: _LONG[match[0]], key)
