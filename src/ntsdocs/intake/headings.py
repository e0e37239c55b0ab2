"""Find the heading of a task table, whatever its columns are called and however they are ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ntsdocs.intake.tree import Slot, SourceRow
from ntsdocs.text.vn import fold

BOTH = "lead+coordinate"  # one column that tells both: «Chủ trì: …; Phối hợp: …»

# Folded words of a heading, by field. The first field whose words are found counts, so the order matters:
# «Thời gian hoàn thành» is a deadline, «Kết quả hoàn thành» a product, «Đơn vị thực hiện» a lead if no other is there.
_WORDS: tuple[tuple[str, str], ...] = (
    ("number", r"(?:stt|tt|so tt|so thu tu|so|no|#)"),
    (BOTH, r".*\bchu tri\b.*\bphoi hop\b.*"),
    ("coordinate", r".*\bphoi hop\b.*"),
    ("lead", r".*\b(?:chu tri|dau moi)\b.*"),
    ("deadline", r".*\b(?:thoi gian|thoi han|thoi diem|tien do|lo trinh|han)\b.*"),
    ("product", r".*\b(?:san pham|ket qua|dau ra)\b.*"),
    ("deadline", r".*\bhoan thanh\b.*"),
    ("", r".*\b(?:ghi chu|kinh phi|nguon|can cu)\b.*"),
    ("content", r".*\b(?:noi dung|nhiem vu|cong viec|hoat dong|dau viec|giai phap|viec)\b.*"),
    ("lead?", r".*\b(?:thuc hien|co quan|don vi|phan cong|trach nhiem)\b.*"),
)
_MOST_HEADING_ROWS = 3
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of a task stand: field → columns of the grid; a heading over several columns gives several.

    `extras` are columns that are no field, with their labels. `height` is how many rows the heading takes.
    """

    fields: Mapping[str, tuple[int, ...]]
    extras: tuple[tuple[str, tuple[int, ...]], ...]
    labels: tuple[str, ...]
    height: int

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.labels)

    def is_repeated(self, row: SourceRow) -> bool:
        """Whether the row is the heading, or a row of it, over again."""
        texts = [fold(slot.text) for slot in row.slots if slot.text.strip() and not slot.across]
        parts = {part for label in self.labels for part in (fold(label), *map(fold, label.split(" / ")))}
        return len(texts) > 1 and all(text in parts for text in texts)


def find(rows: Sequence[SourceRow]) -> Columns | None:
    """The columns of the table whose heading begins with the first of these rows; `None` if it does not."""
    best: Columns | None = None
    for height in range(1, min(_MOST_HEADING_ROWS, len(rows)) + 1):
        if height > 1 and not _belongs(rows[height - 2], rows[height - 1]):
            break
        columns = _columns(rows[:height])
        if columns and (best is None or len(columns.fields) >= len(best.fields)):
            best = columns
    return best


def _belongs(above: SourceRow, row: SourceRow) -> bool:
    """Whether the row is a second one of the heading: some cell above spans several columns and is divided here."""
    divided = any(
        slot.across and not row.slots[at].across and not row.slots[at].down
        for at, slot in enumerate(above.slots)
        if at < len(row.slots)
    )
    whole = all(slot.across for slot in above.slots[1:])
    return divided and not whole and all(len(slot.text) <= _LONGEST_LABEL for slot in row.slots)


def _columns(heading: Sequence[SourceRow]) -> Columns | None:
    width = max(len(row.slots) for row in heading)
    paths = [tuple(_path(heading, at)) for at in range(width)]
    labels = tuple(" / ".join(path) for path in paths)
    parts = [part for path in paths for part in path]
    counted = any(slot.number for row in heading for slot in row.slots)  # Word numbers tasks, not headings
    if counted or any(len(part) > _LONGEST_LABEL or re.match(r"\d|.*\d/\d", part) for part in parts):
        return None
    named: dict[str, list[int]] = {}
    extras: dict[str, list[int]] = {}
    for at, path in enumerate(paths):
        name = _field(path)
        before = named.get(name, [])
        if name and (not before or labels[before[-1]] == labels[at]):
            named.setdefault(name, []).append(at)
        elif labels[at]:
            extras.setdefault(labels[at], []).append(at)
    if "lead?" in named:
        who = named.pop("lead?")
        if {"lead", BOTH} & named.keys():
            extras[labels[who[0]]] = who
        else:
            named["lead"] = who
    if "content" not in named or not {"lead", BOTH, "deadline"} & named.keys():
        return None
    extra_columns = tuple((label, tuple(places)) for label, places in extras.items())
    return Columns({name: tuple(places) for name, places in named.items()}, extra_columns, labels, len(heading))


def _path(heading: Sequence[SourceRow], at: int) -> Iterator[str]:
    """The words of the heading over a column, from the top; a cell merged down counts once."""
    before: Slot | None = None
    for row in heading:
        slot = row.slots[at] if at < len(row.slots) else Slot()
        text = " ".join(slot.text.split())
        if text and not (before is not None and slot.down and slot.place == before.place):
            yield text
        before = slot


def _field(path: Sequence[str]) -> str:
    """The field a heading stands for: by its lowest words, or else by all of them together."""
    for words in (*path[-1:], " ".join(path)):
        key = re.sub(r"[^\w#]+", " ", fold(words)).strip()
        if key:
            field = next((name for name, pattern in _WORDS if re.fullmatch(pattern, key)), None)
            if field is not None:
                return field
    return ""
