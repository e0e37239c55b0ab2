"""One neutral tree for every kind of document: paragraphs and tables, each cell knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

MAX_ROWS = 5_000  # of all tables of a document together
MAX_COLUMNS = 100
MAX_PARAGRAPHS = 50_000


class TooLargeError(ValueError):
    """The document is larger than any annex; the message says in what, in Vietnamese."""


class Trait(StrEnum):
    """What every reader tells of a file that has it, in these words whatever kind of file it is."""

    STRUCK = "có chữ gạch ngang; đọc như chữ đã xóa"
    HIDDEN = "có chữ ẩn; vẫn đọc"
    HIDDEN_ROW = "hàng ẩn trong tệp; vẫn đọc"
    HIDDEN_COLUMN = "cột ẩn; vẫn đọc"
    HIDDEN_SHEET = "trang tính ẩn, không đọc; nếu cần thì bỏ ẩn trang (Unhide) rồi đọc lại"
    TRACKED = "có thay đổi đang theo dõi (Track Changes): đọc như đã chấp nhận tất cả"
    COMMENT = "có ý kiến (comment) bên lề; không đọc vào ô"
    NOTE = "có chú thích; dấu và lời chú thích không đọc vào ô"
    NESTED = "có bảng lồng trong ô; chữ của bảng ấy được đọc nối vào ô"
    LAYOUT = "bảng chỉ để dàn trang; đọc bảng và đoạn văn nằm trong nó"
    BOX = "có chữ trong khung (text box); đọc như đoạn văn ngay sau"
    SYMBOL = "có ký hiệu của phông riêng (Symbol, Wingdings), đọc thành «•»; xem lại với bản gốc"
    PICTURE = "có hình; chữ trong hình, nếu có, không đọc được"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph outside tables. `number` is an automatic list number, which is not part of the text."""

    text: str
    place: str
    number: str = ""
    bold: bool = False

    @property
    def whole(self) -> str:
        """The text with its automatic number, as a reader sees it."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Slot:
    """One position of a table's grid.

    A merged cell fills several: `across` marks those right of its beginning, `down` those below; all have its text and
    its place. `shaded` is a cell filled with a colour. `struck` is one with words that are crossed out, which are no
    part of its text.
    """

    text: str = ""
    place: str = ""
    number: str = ""
    bold: bool = False
    across: bool = False
    down: bool = False
    shaded: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a table, as wide as its table; `hidden` where the file hides it."""

    slots: tuple[Slot, ...]
    place: str
    hidden: bool = False

    @property
    def struck(self) -> bool:
        """Whether its words are crossed out, all but a number in front."""
        words = [slot.text.strip(" .)(") for slot in self.slots if not slot.down]
        return any(slot.struck for slot in self.slots) and all(not each or each.isdecimal() for each in words)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[SourceRow, ...]
    place: str


Block = Para | Grid


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the file has to know: tracked changes accepted, a font of old code converted."""

    place: str
    what: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What a file says, in its order, and what there is to know about the reading."""

    file: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()

    def grids(self) -> Iterator[Grid]:
        """The tables, in order."""
        return (block for block in self.blocks if isinstance(block, Grid))

    def paragraphs(self) -> Iterator[Para]:
        """The paragraphs outside tables, in order."""
        return (block for block in self.blocks if isinstance(block, Para))


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as a file has it: how many columns and rows it covers; `continues` carries on the cell above.

    `order` is its number in the row where readers count cells, as in Word; 0 where they count columns.
    """

    text: str = ""
    number: str = ""
    bold: bool = False
    width: int = 1
    height: int = 1
    continues: bool = False
    order: int = 0
    shaded: bool = False
    struck: bool = False


@dataclass(slots=True)
class Builder:
    """Numbers the paragraphs and tables of a document as they come, and keeps within bounds."""

    file: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    _paragraphs: int = 0
    _grids: int = 0
    _rows: int = 0

    def para(self, text: str, number: str = "", *, bold: bool = False, place: str = "") -> None:
        """Adds a paragraph, unless it is blank."""
        if not text.strip():
            return
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise TooLargeError(f"tệp có hơn {MAX_PARAGRAPHS} đoạn")
        self.blocks.append(Para(text, place or f"đoạn {self._paragraphs}", number, bold))

    def next_grid(self) -> str:
        """The place of the table that comes now."""
        return f"bảng {self._grids + 1}"

    def grid(self, rows: Iterable[tuple[Sequence[SourceCell], bool]], place: str = "", first_row: int = 1) -> None:
        """Adds a table of these rows of cells, each with whether it is hidden."""
        self._grids += 1
        where = place or f"bảng {self._grids}"
        laid = []
        for row in laid_out(rows, where, first_row):
            self._rows += 1
            if self._rows > MAX_ROWS:
                raise TooLargeError(f"các bảng có hơn {MAX_ROWS} hàng")
            laid.append(row)
        width = max((len(row.slots) for row in laid), default=0)
        self.blocks.append(Grid(tuple(_widened(row, width) for row in laid), where))

    def note(self, what: str, place: str) -> None:
        """Remembers a fact about the reading; equal facts are told once, with their places."""
        places = self.notes.setdefault(what, [])
        if place not in places:
            places.append(place)

    def document(self) -> SourceDocument:
        """What was gathered."""
        return SourceDocument(self.file, tuple(self.blocks), notes_of(self.notes))


def notes_of(places_by_fact: Mapping[str, Sequence[str]]) -> tuple[Note, ...]:
    """One note for each fact, naming its first places."""
    return tuple(Note(_places(places), what) for what, places in places_by_fact.items())


def _places(places: Sequence[str]) -> str:
    first_places = "; ".join(places[:5])
    return f"{first_places} … (tất cả {len(places)} chỗ)" if len(places) > 5 else first_places


def laid_out(rows: Iterable[tuple[Sequence[SourceCell], bool]], where: str, first_row: int) -> Iterator[SourceRow]:
    """The rows with every merged cell in each position that it covers."""
    above: dict[int, Slot] = {}  # column → what stood there in the row above
    reaching: dict[int, int] = {}  # column → how many more rows a cell from above covers
    for number, (pieces, hidden) in enumerate(rows, start=first_row):
        place = f"{where}, hàng {number}"
        slots: dict[int, Slot] = {}
        column = 0
        for piece in pieces:
            column = _carried(slots, column, above, reaching)
            width = max(1, min(piece.width, MAX_COLUMNS))
            if column + width > MAX_COLUMNS:
                raise TooLargeError(f"{place} có hơn {MAX_COLUMNS} cột")
            begin = Slot(
                piece.text,
                f"{place}, cột {piece.order or column + 1}",
                piece.number,
                piece.bold,
                shaded=piece.shaded,
                struck=piece.struck,
            )
            for offset in range(width):
                at = column + offset
                if piece.continues and at in above:
                    slots[at] = replace(above[at], down=True)
                else:
                    slots[at] = replace(begin, across=offset > 0)
                    if piece.height > 1:
                        reaching[at] = piece.height - 1
            column += width
        _carried(slots, column, above, reaching)
        width = max(slots, default=-1) + 1
        yield SourceRow(
            tuple(slots.get(at, Slot(place=f"{place}, cột {at + 1}")) for at in range(width)), place, hidden
        )
        above = slots


def _carried(slots: dict[int, Slot], column: int, above: Mapping[int, Slot], reaching: dict[int, int]) -> int:
    """Fills the positions from `column` on that cells from above reach; gives the first free one."""
    while reaching.get(column, 0) > 0 and column in above:
        slots[column] = replace(above[column], down=True)
        reaching[column] -= 1
        column += 1
    return column


def _widened(row: SourceRow, width: int) -> SourceRow:
    missing = range(len(row.slots), width)
    return replace(row, slots=row.slots + tuple(Slot(place=f"{row.place}, cột {at + 1}") for at in missing))
