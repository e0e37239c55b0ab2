"""The files a person asks to be checked, and those that tell what was found in them."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntsdocs.decree import annotate, copying
from ntsdocs.decree import check as decree_check
from ntsdocs.decree.findings import SAI, Finding
from ntsdocs.docx import package
from ntsdocs.text.problems import reason

COMMENTED = ".gop-y.docx"  # how the copies with comments end
UNREADABLE = 2
_OF_OLD_WORD = "là tệp .doc hoặc tệp có mật khẩu; sửa: mở bằng Word, lưu lại thành .docx"
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # what a .doc begins with, and a .docx that has a password


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file that should be written; `status` is 0, or 2 if it was not."""

    said: str
    status: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was found in it; `broken` says why it could not be opened; `copy` tells of that with comments."""

    name: str
    report: decree_check.Report | None
    broken: str = ""
    copy: Written | None = None

    @property
    def status(self) -> int:
        """What the run should end with for this file: 0, 1 with errors, 2 if it could not be read."""
        return UNREADABLE if self.report is None else int(self.report.worst == SAI)


def every(paths: Iterable[Path], kind: str = "", *, comment: bool = False) -> Iterator[Checked]:
    """What was found in each Word file among these paths and below these folders, each file once, in order.

    Word's lock files and copies with comments are passed over unless they are named. «*.docx» is spread out, which on
    Windows no shell does. With `comment`, a copy with comments is written beside each file.
    """
    told: set[str] = set()
    for path in paths:
        found = files(path)
        if not found:
            yield Checked(path.as_posix(), None, why_none(path))
        for each in found:
            if each.as_posix() not in told:
                told.add(each.as_posix())
                yield check(each, kind, comment=comment)


def check(path: Path, kind: str = "", *, comment: bool = False) -> Checked:
    """What was found in the file at `path`; the findings no longer hold on to the file."""
    try:
        return _check(path, kind, comment=comment)
    except Exception as error:  # noqa: BLE001 - one paper that shows a fault of ours must not keep the others waiting
        return Checked(path.as_posix(), None, why_failed(error))


def _check(path: Path, kind: str, *, comment: bool) -> Checked:
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return Checked(name, None, reason(error))
    try:
        report = decree_check.judge(data, kind)
    except package.PackageError as error:
        return Checked(name, None, why_unreadable(data, error))
    copy = _commented(path, data, report.findings) if comment and not report.refused else None
    findings = tuple(replace(one, paragraph=None) for one in report.findings)
    return Checked(name, replace(report, findings=findings), copy=copy)


def put(path: Path, text: str) -> Written:
    """Writes a report, never over a Word file."""
    if path.suffix.lower() in (".docx", ".docm", ".doc"):
        return Written(f"{path}: không ghi kết quả đè lên tệp Word. Sửa: đặt tên khác, ví dụ ket-qua.html", UNREADABLE)
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        return Written(f"{path}: chưa ghi được: {reason(error)}.", UNREADABLE)
    return Written(f"Đã ghi {path}")


def _commented(path: Path, data: bytes, findings: Sequence[Finding]) -> Written:
    """Writes the copy with comments beside the file, unless somebody has worked on an earlier one."""
    copy = path.with_name(path.stem + COMMENTED)
    try:
        if not findings and not copy.exists():
            return Written(f"{path}: không có điều nào để ghi chú.")
        if kept := copying.why_kept(copy, path, annotate.is_untouched):
            return Written(f"{kept}.", UNREADABLE)
        copying.put(copy, annotate.annotated(data, findings), path)
    except OSError as error:
        return Written(f"{copy}: chưa ghi được: {reason(error)}.", UNREADABLE)
    except package.PackageError as error:
        return Written(f"{path}: {error}.", UNREADABLE)
    return Written(f"Đã ghi {copy}")


def status(checked: Sequence[Checked]) -> int:
    """The exit status: by the worst of the files."""
    return max((each.status for each in checked), default=0)


def why_none(path: Path) -> str:
    """Why there is no file to be read at the path, in words."""
    return "không có tệp .docx nào trong thư mục này" if path.is_dir() else "không có tệp nào tên như vậy"


def why_unreadable(data: bytes, error: package.PackageError) -> str:
    """Why this is no Word file that can be read, in words."""
    return _OF_OLD_WORD if data.startswith(_OLD_WORD) else str(error)


def why_failed(error: Exception) -> str:
    """What is told where the program itself fails over a file: the engineer's line, and that it is not the person's."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
    return f"lỗi của chương trình ({where}), không phải của tệp; sửa: gửi tệp này và dòng này cho kỹ sư"


def files(path: Path) -> list[Path]:
    """The Word files at this path, below this folder, or called so by «*»; none where there is none."""
    if path.is_dir():
        found = (each for each in path.rglob("*") if each.suffix.lower() == ".docx" and each.is_file())
    elif {"*", "?"} & {*path.name} and not path.exists() and path.parent.is_dir():
        found = (each for each in path.parent.glob(path.name) if each.is_file())
    else:
        return [path]
    kept = (each for each in found if not each.name.startswith("~$") and not each.name.endswith(COMMENTED))
    return sorted(kept, key=Path.as_posix)
