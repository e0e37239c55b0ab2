"""What became of each file that came back: whose it is, what was read of it, what is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ntsdocs.returns.changes import Change
from ntsdocs.returns.reading import Reading


class State(StrEnum):
    """What a file that came turned out to be."""

    READ = "đã đọc"
    UNCHANGED = "chưa điền"
    COPY = "bản thứ hai, giống hệt"
    OTHER_COPY = "bản thứ hai, khác"
    OWN_FORM = "tự soạn"
    OUR_LETTER = "văn bản của ta gửi lại"
    NOT_OURS = "không phải văn bản của Kế hoạch này"
    UNREADABLE = "không đọc được"


@dataclass(frozen=True, slots=True)
class Received:
    """A file of the letterbox: its name there and hash, the agency it is of (its id), what it was edited on.

    `base` is told to people («bản đã gửi ngày 05/11/2025»), `base_sha256` is its file; `since` the edition of the base
    and `saved` when the file was last saved as its properties say, both to put copies in order. `todo` are what is odd
    or wrong, each with what to do about it.
    """

    file: str
    sha256: str
    state: State
    agency: str = ""
    kind: str = ""
    base: str = ""
    base_sha256: str = ""
    since: str = ""
    saved: str = ""
    is_older: bool = False
    reading: Reading = field(default_factory=Reading)
    changes: tuple[Change, ...] = ()
    todo: tuple[tuple[str, str], ...] = ()
