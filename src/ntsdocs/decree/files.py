"""The Word files a person asks to be checked or mended, each read once, and the copies written beside them."""

from __future__ import annotations

import stat
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntsdocs.decree import annotate, check, mend
from ntsdocs.decree.findings import SAI
from ntsdocs.docx import package
from ntsdocs.text import shelf
from ntsdocs.text.problems import reason

COMMENTED, MENDED = ".gop-y.docx", ".sua.docx"  # how the copies with comments and the mended ones end
UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What became of a file that should be written; `status` is 0, or 2 if it was not."""

    message: str
    status: int = 0


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file and its report; `broken` says why there is none, or why its mended copy could not be written.

    `copy` tells of the copy with comments. With `mended` the report is of what is left, in the copy that `written`
    names; that is blank where nothing was mended.
    """

    name: str
    report: check.CheckReport | None
    broken: str = ""
    copy: WriteResult | None = None
    mended: mend.MendResult | None = None
    written: str = ""

    @property
    def reported(self) -> str:
        """The name of the file the report is of."""
        return self.written or self.name

    @property
    def status(self) -> int:
        """What the run should end with for this file: 0, 1 with errors, 2 if it could not be read."""
        return UNREADABLE if self.report is None else int(self.report.worst == SAI)


def check_each(
    paths: Iterable[Path], kind: str = "", *, comment: bool = False, fix: bool = False
) -> Iterator[CheckedFile]:
    """Each Word file among these paths and below these folders, checked, each file once, in order.

    Word's lock files and our copies are passed over unless they are named. «*.docx» is spread out, which on Windows no
    shell does. With `comment`, a copy with comments is written beside each file; with `fix`, a mended one.
    """
    copies = (COMMENTED, MENDED) if fix else (COMMENTED,)
    seen: set[str] = set()
    for path in paths:
        files = word_files(path, copies)
        if not files:
            absent = "không có tệp .docx nào trong thư mục này" if path.is_dir() else "không có tệp nào tên như vậy"
            yield CheckedFile(path.as_posix(), None, absent)
        for each in files:
            if each.as_posix() not in seen:
                seen.add(each.as_posix())
                yield check_file(each, kind, comment=comment, fix=fix)


def check_file(path: Path, kind: str = "", *, comment: bool = False, fix: bool = False) -> CheckedFile:
    """The file at `path`, checked; the findings no longer hold on to the file."""
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return CheckedFile(name, None, reason(error))
    try:
        return _mended(path, data, kind) if fix else _checked(path, data, kind, comment=comment)
    except package.PackageError as error:
        return CheckedFile(name, None, str(error))
    except Exception as error:  # noqa: BLE001 - one paper that shows a fault of ours must not keep the others waiting
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
        fault = f"lỗi của chương trình ({where}), không phải của tệp; sửa: gửi tệp này và dòng này cho kỹ sư"
        return CheckedFile(name, None, fault)


def _checked(path: Path, data: bytes, kind: str, *, comment: bool) -> CheckedFile:
    report = check.judge(data, kind)
    copy = _commented(path, data, report) if comment and not report.refused else None
    return CheckedFile(path.as_posix(), report.detached(), copy=copy)


def _commented(path: Path, data: bytes, report: check.CheckReport) -> WriteResult:
    """Writes the copy with comments beside the file, unless somebody has worked on an earlier one."""
    copy = path.with_name(path.stem + COMMENTED)
    if not report.findings and not copy.exists():
        return WriteResult(f"{path}: không có điều nào để ghi chú.")
    try:
        failure = _put_copy(copy, path, lambda: annotate.annotate(data, report.findings), annotate.is_untouched)
    except package.PackageError as error:
        failure = f"{path}: {error}"
    return WriteResult(f"{failure}.", UNREADABLE) if failure else WriteResult(f"Đã ghi {copy}")


def _mended(path: Path, data: bytes, kind: str) -> CheckedFile:
    """The file with its form mended in a copy beside it, where anything was mended."""
    mended = mend.mend(data, kind)
    report = None if mended.report is None else mended.report.detached()
    result = CheckedFile(path.as_posix(), report, mended=replace(mended, docx=b"", report=report))
    if mended.refused:
        is_of_another_law = report is not None and report.refused
        return result if is_of_another_law else replace(result, report=None, broken=mended.refused)
    if not mended.changes:
        return result
    copy = path.with_name(path.stem + MENDED)
    failure = _put_copy(copy, path, lambda: mended.docx, lambda old: old == mended.docx or _is_ours(old))
    return replace(result, report=None, broken=failure) if failure else replace(result, written=copy.as_posix())


def _put_copy(copy: Path, path: Path, content: Callable[[], bytes], is_ours: Callable[[bytes], bool]) -> str:
    """Puts a copy beside the paper, with the paper's rights; blank, or why that is not done.

    `is_ours` tells whether these bytes are those of a copy that nobody touched.
    """
    name = copy.as_posix()
    try:
        standing = shelf.hash_at(copy)
        if standing == shelf.NOT_A_FILE or (standing and copy.samefile(path)):
            return f"{name} không phải là một tệp riêng: không ghi đè. Sửa: xóa hoặc đổi tên nó, rồi chạy lại"
        if standing and not is_ours(copy.read_bytes()):
            why = "đã có, và đã được sửa tay hoặc không do lệnh này ghi: không ghi đè."
            return f"{name} {why} Sửa: đổi tên hoặc xóa tệp ấy, rồi chạy lại"
        shelf.put(copy, content(), lambda now: now == standing, stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)
    except OSError as error:
        return f"{name}: chưa ghi được: {reason(error)}"
    return ""


def _is_ours(docx: bytes) -> bool:
    """Whether packing its parts again gives these very bytes; no other program packs a Word file so."""
    try:
        return package.write(package.read(docx).items()) == docx
    except package.PackageError:
        return False


def put(path: Path, text: str) -> WriteResult:
    """Writes a report whole, never over a Word file; to a link or a device, «/dev/stdout», it writes straight."""
    if path.suffix.lower() in (".docx", ".docm", ".doc"):
        refusal = f"{path}: không ghi kết quả đè lên tệp Word. Sửa: đặt tên khác, ví dụ ket-qua.html"
        return WriteResult(refusal, UNREADABLE)
    try:
        standing = shelf.hash_at(path)
        if standing == shelf.NOT_A_FILE:
            path.write_bytes(text.encode())
        else:
            mode = stat.S_IMODE(path.stat().st_mode) if standing else None
            shelf.put(path, text.encode(), lambda now: now == standing, mode)
    except OSError as error:
        return WriteResult(f"{path}: chưa ghi được: {reason(error)}.", UNREADABLE)
    return WriteResult(f"Đã ghi {path}")


def status(checked: Sequence[CheckedFile]) -> int:
    """The exit status: by the worst of the files."""
    return max((each.status for each in checked), default=0)


def word_files(path: Path, copies: tuple[str, ...]) -> list[Path]:
    """The Word files at this path, below this folder, or called so by «*», without those that end as `copies` do."""
    if path.is_dir():
        files = (each for each in path.rglob("*") if each.suffix.lower() == ".docx" and each.is_file())
    elif {"*", "?"} & {*path.name} and not path.exists() and path.parent.is_dir():
        files = (each for each in path.parent.glob(path.name) if each.is_file())
    else:
        return [path]
    papers = (each for each in files if not each.name.startswith("~$") and not each.name.endswith(copies))
    return sorted(papers, key=Path.as_posix)
