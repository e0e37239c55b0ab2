"""The tables of what agencies sent back: their rows as they are kept in the folder of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ntsdocs.plan.model import headings, label
from ntsdocs.tables import csv_records
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text.problems import DataWrong, Origin, Problem

FILES, ANSWERS, CHANGES = "returned-files.csv", "returned.csv", "returned-changes.csv"

SURE, DOUBTFUL = "có", "xem lại"


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back: whose it is, the paper it began as, how it is, and what is to be done about it.

    `edition` with its `kind` is what it answers; `base_day` and `saved` say which of two copies is the later.
    """

    file: str = label("Tệp", default="")
    sha256: str = label("sha256", default="")
    agency: str = label("Cơ quan", default="")
    base: str = label("Bản gốc", default="")
    state: str = label("Tình trạng", default="")
    filled: str = label("Ô đã điền", default="0")
    reworded: str = label("Sửa chữ của ta", default="0")
    added: str = label("Thêm", default="0")
    deleted: str = label("Bỏ", default="0")
    comments: str = label("Ý kiến", default="0")
    todo: str = label("Việc cần làm", default="")
    name: str = label("Tên cơ quan", default="")
    kind: str = label("Loại", default="")
    edition: str = label("Đợt", default="")
    base_day: str = label("Ngày bản gốc", default="")  # «2026-12-14»
    saved: str = label("Lưu lần cuối", default="")  # «2026-12-20T08:15:00Z»


@dataclass(frozen=True, slots=True)
class ReturnedAnswer:
    """A value that an agency filled in; `task` is a number, or where a section stands."""

    agency: str = label("Cơ quan", default="")
    task: str = label("Nhiệm vụ", default="")
    field: str = label("Trường", default="")
    value: str = label("Giá trị", default="")
    how: str = label("Cách đọc", default="")
    sure: str = label("Chắc", default=SURE)
    file: str = label("Tệp", default="")
    base: str = label("Bản gốc", default="")
    tag: str = label("Nhãn", default="")
    place: str = label("Chỗ", default="")
    why: str = label("Vì sao", default="")
    name: str = label("Tên cơ quan", default="")


@dataclass(frozen=True, slots=True)
class ReturnedChange:
    """What an agency changed in our own words, added, deleted, moved or remarked."""

    agency: str = label("Cơ quan", default="")
    task: str = label("Nhiệm vụ", default="")
    kind: str = label("Loại", default="")
    before: str = label("Trước", default="")
    after: str = label("Sau", default="")
    place: str = label("Chỗ", default="")
    file: str = label("Tệp", default="")
    name: str = label("Tên cơ quan", default="")


Row = TypeVar("Row", ReturnedFile, ReturnedAnswer, ReturnedChange)


def rows(path: Path, cls: type[Row]) -> list[Row]:
    """The rows of a table as they were written; none if it is not there, `DataWrong` if a person spoilt it."""
    if not path.is_file():
        return []
    try:
        heading, *records = csv_records(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnreadableError) as error:
        remedy = "xóa bảng này rồi chạy invoke receive: bảng được lập lại từ các tệp nhận."
        raise DataWrong([Problem(Origin(path.name), "không đọc được bảng này.", remedy)]) from error
    names = {words: name for name, words in headings(cls).items()}
    columns = [names.get(words, "") for words in heading]
    return [cls(**{name: cell for name, cell in zip(columns, each, strict=False) if name}) for each in records]
