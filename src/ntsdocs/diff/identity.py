"""What a file turned out to be, and how it is told to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ntsdocs.diff import console
from ntsdocs.diff.result import Change, What
from ntsdocs.text import vn

_MOST = 40  # places that are named of one file


class FileState(StrEnum):
    """What a file turns out to be."""

    SAME = "đúng"
    EDITED = "đã được sửa sau khi dựng"
    MISSING = "thiếu"
    OTHER = "dựng lại thì ra khác"
    UNKNOWN = "không phải do chương trình ghi"
    OBSOLETE = "không còn phải lập, nhưng đã được sửa nên được giữ nguyên"
    NEW_COPY = "bản mới của chương trình, nằm cạnh tệp đã được sửa"
    RESAVED = "nội dung như bản gốc, chỉ được lưu lại bằng Word hay phần mềm khác"
    RESTYLED = "câu chữ như bản gốc, cách trình bày đã khác"
    EXTRA_CONTENT = "nội dung như bản gốc, nhưng tệp mang thêm thứ bản gốc không có"
    BROKEN = "tệp hỏng hoặc không phải tệp Word, không xét được"


_OF_ONE = {
    FileState.SAME: "nguyên vẹn, đúng từng byte",
    FileState.UNKNOWN: "không phải văn bản của Kế hoạch này do chương trình dựng",
}


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """One file and what it turned out to be; of an edited one the places that differ from `base`.

    `notes` say what it carries that the paper does not, or why it cannot be opened.
    """

    path: str
    state: FileState
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    base: str = ""

    @property
    def is_of_plan(self) -> bool:
        """Whether it is one of the plan's papers, edited or not."""
        return self.state not in (FileState.UNKNOWN, FileState.BROKEN)

    def lines(self, file: str, *, full: bool = False) -> Iterator[str]:
        """For a person, of this `file`: what it carries, then the places that differ, words first, all if `full`."""
        yield f"{file}{f' ({self.path})' if self.is_of_plan else ''}: {_OF_ONE.get(self.state, self.state)}."
        if self.changes and self.base:
            yield f"  So với {self.base}."
        yield from (vn.printable(f"  Chú ý: {note}.") for note in self.notes)
        ordered = sorted(self.changes, key=lambda change: change.what is What.FORM)
        places = ((f"  {vn.printable(line)}" for line in console.change_lines(change, full=full)) for change in ordered)
        yield from vn.first_blocks(places, None if full else _MOST, "  … và {} chỗ nữa; xem đủ: thêm --full.")
