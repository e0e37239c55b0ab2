"""Problems for a person: where something is wrong, what it is, and how to put it right."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ntsdocs.text.groups import grouped


class Severity(StrEnum):
    """How much a problem weighs: `STOP` ends the run, `WARN` is told, `ASK` waits for an answer from outside."""

    STOP = "lỗi"
    WARN = "cảnh báo"
    ASK = "cần xác nhận"


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file, as the person who typed it sees the place.

    `file` is the path relative to the project's root, with forward slashes. `row` is the line number a spreadsheet
    shows (1 is the heading). `place` names a place inside a Word file, such as «bảng 2, hàng 3, cột 4».
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    place: str = ""

    def at(self, column: str) -> Origin:
        """The same row, in `column`."""
        return Origin(self.file, self.sheet, self.row, column, self.place)

    def __str__(self) -> str:
        sheet = self.sheet and f"trang tính «{self.sheet}»"
        row = "" if self.row is None else f"dòng {self.row}"
        column = self.column and f"cột «{self.column}»"
        return ", ".join(filter(None, (self.file, sheet, row, column, self.place)))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, how to mend it, and the decree's rule id where one is broken."""

    origin: Origin
    what: str
    remedy: str
    severity: Severity = Severity.STOP
    rule: str = ""

    @property
    def tag(self) -> str:
        """The rule's id as messages show it; blank without one."""
        return f" [{self.rule}]" if self.rule else ""

    def __str__(self) -> str:
        return f"{self.origin}{self.tag}: {self.what}\n    Sửa: {self.remedy}"


MOST_ALIKE = 5  # problems of one kind that are told one by one
_VARYING = re.compile(r"«[^»]*»|[0-9]+")


def in_short(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in their order; of many alike in one file the first alone, with the number of the others."""
    listed = [*problems]
    kinds = grouped((_kind(problem), problem) for problem in listed)
    short = []
    for problem in listed:
        alike = kinds[_kind(problem)]
        if len(alike) <= MOST_ALIKE:
            short.append(problem)
        elif problem is alike[0]:
            short.append(replace(problem, what=f"{problem.what} … và {len(alike) - 1} chỗ khác cùng loại."))
    return tuple(short)


def _kind(problem: Problem) -> tuple[str, ...]:
    """What problems that are alike have in common: the place's file, and how what is told of them begins."""
    words = (" ".join(_VARYING.sub(" ", text).split()[:3]) for text in (problem.what, problem.remedy))
    return (problem.severity, problem.origin.file, problem.rule, *words)


_REASONS = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền, hoặc tệp đang mở trong chương trình khác",
    errno.EPERM: "không có quyền, hoặc tệp đang mở trong chương trình khác",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENAMETOOLONG: "đường dẫn quá dài",
    errno.ELOOP: "liên kết chạy vòng",
}


def reason(error: OSError) -> str:
    """What the system refused, in Vietnamese where it is a thing people meet."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


class Wrong(Exception):
    """What a person can mend: a list of problems, worded for that person."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataWrong(Wrong):
    """The tables need mending."""


class TemplateWrong(Wrong):
    """A template needs mending."""
