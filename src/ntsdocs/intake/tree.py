"""One neutral tree for every kind of document: paragraphs and tables, each cell knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ntsdocs.text.old_encodings import old_font


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
    CHUNK = "có tệp nhúng (altChunk); đã đọc như một phần của văn bản"
    CHUNK_UNREAD = "có tệp nhúng (altChunk) chưa đọc được; mở bằng Word, lưu lại thành .docx rồi đọc tệp mới"
    SYMBOL = "có ký hiệu của phông riêng (Symbol, Wingdings), đọc thành «•»; xem lại với bản gốc"
    PICTURE = "có hình; chữ trong hình, nếu có, không đọc được"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, outside tables or in a cell. `number` is what a list puts in front of its text, «-» for any bullet.

    `struck` is one with words that are crossed out, which are no part of its text.
    """

    text: str
    place: str = ""
    number: str = ""
    bold: bool = False
    struck: bool = False

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

    content: Sequence[Para | SourceTable] = ()
    width: int = 1
    height: int = 1
    continues: bool = False
    order: int = 0
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as a file has it: its rows of cells, each with whether it is hidden, numbered from `first_row`."""

    rows: Sequence[tuple[Sequence[SourceCell], bool]]
    place: str
    first_row: int = 1


def note_of_font(face: str) -> str:
    """What is told of text that its font shows as other letters than Unicode has."""
    code = old_font(face)
    return Trait.SYMBOL if code is None else f"chữ ở mã {code.name} (theo phông chữ); đã chuyển sang Unicode"


def notes_of(places_by_fact: Mapping[str, Sequence[str]]) -> tuple[Note, ...]:
    """One note for each fact, naming its first places."""
    named = (("; ".join(places[:5]), len(places), what) for what, places in places_by_fact.items())
    return tuple(
        Note(f"{places} … (tất cả {count} chỗ)" if count > 5 else places, what) for places, count, what in named
    )
