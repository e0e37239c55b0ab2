"""Write the mended copy beside a paper: `<tên>.sua.docx`, never over the paper, never over a copy a person has touched.

A copy that is there is replaced only where it is surely this command's own and untouched: packing its parts again gives
the very bytes it has. No other program packs a Word file so; Word least of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from ntsdocs.decree import console, copying, files, mend
from ntsdocs.decree.files import Checked
from ntsdocs.decree.mend.session import Mending
from ntsdocs.docx import package
from ntsdocs.text import vn
from ntsdocs.text.problems import reason

SUFFIX = ".sua.docx"
_SHOWN = 6  # different changes under one rule that a screen shows


@dataclass(frozen=True, slots=True)
class Fixed:
    """A paper and its mended copy: `written` names it, blank where there is none; `broken` says why."""

    name: str
    mended: mend.Mended | None
    written: str = ""
    broken: str = ""

    @property
    def left(self) -> Checked:
        """What is still to be found, in the copy where there is one; its status is that of the run for this file."""
        report = None if self.mended is None else self.mended.report
        why = self.broken or ("" if self.mended is None or (report and report.refused) else self.mended.refused)
        return Checked(self.written or self.name, None if why else report, why)


def every(paths: Iterable[Path], kind: str = "") -> Iterator[Fixed]:
    """Mends each Word file among these paths and below these folders, each once, in order.

    In a folder, copies that this command wrote are passed over; one that is named is mended.
    """
    met: set[str] = set()
    for path in paths:
        found = [each for each in files.files(path) if each == path or not each.name.endswith(SUFFIX)]
        if not found:
            yield Fixed(path.as_posix(), None, broken=files.why_none(path))
        for each in found:
            if each.as_posix() not in met:
                met.add(each.as_posix())
                yield fix(each, kind)


def fix(path: Path, kind: str = "") -> Fixed:
    """The paper at `path`, mended; its copy is written beside it where anything was mended."""
    try:
        return _fix(path, kind)
    except Exception as error:  # noqa: BLE001 - one paper that shows a fault of ours must not keep the others waiting
        return Fixed(path.as_posix(), None, broken=files.why_failed(error))


def _fix(path: Path, kind: str) -> Fixed:
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return Fixed(name, None, broken=reason(error))
    try:
        mended = mend.mend(data, kind)
    except package.PackageError as error:
        return Fixed(name, None, broken=files.why_unreadable(data, error))
    told_of = _let_go(mended)
    if mended.refused or not mended.changes:
        return Fixed(name, told_of)
    copy = path.with_name(path.stem + SUFFIX)
    try:
        if kept := copying.why_kept(copy, path, lambda old: old == mended.docx or _is_ours(old)):
            return Fixed(name, told_of, broken=kept)
        copying.put(copy, mended.docx, path)
    except OSError as error:
        return Fixed(name, told_of, broken=f"{copy.as_posix()}: chưa ghi được: {reason(error)}")
    return Fixed(name, told_of, written=copy.as_posix())


def _let_go(mended: mend.Mended) -> mend.Mended:
    """What is told of a paper, without its bytes and its trees: a folder may hold many papers."""
    report = mended.report
    if report is not None:
        report = replace(report, findings=tuple(replace(one, paragraph=None) for one in report.findings))
    return replace(mended, docx=b"", report=report)


def _is_ours(docx: bytes) -> bool:
    try:
        return package.write(package.read(docx).items()) == docx
    except package.PackageError:
        return False


# --- telling ---------------------------------------------------------------------------------------------------------


def lines(fixed: Sequence[Fixed]) -> Iterator[str]:
    """What a screen shows: for each paper what was mended, from what to what, and what is left for a person."""
    for each in fixed:
        yield from _file(each)
        yield ""
    changed = sum(len(each.mended.changes) for each in fixed if each.mended is not None and each.written)
    left = sum(len(each.mended.report.findings) for each in fixed if each.mended is not None and each.mended.report)
    written = sum(bool(each.written) for each in fixed)
    yield f"Tổng cộng: {len(fixed)} tệp, ghi {written} bản sửa, sửa {changed} chỗ, còn {left} điều cho người xem."


def _file(each: Fixed) -> Iterator[str]:
    if each.mended is None:
        yield f"{each.name}: {each.broken}."
        return
    if each.mended.refused:
        yield f"{each.name}: không sửa: {each.mended.refused}."
        if each.mended.report is not None and each.mended.report.refused:
            yield console.IF_WRONG
        return
    if each.broken:
        yield f"{each.name}: {each.broken}."
        return
    changes = each.mended.changes
    yield f"{each.name}: " + (f"đã sửa {len(changes)} chỗ, ghi {each.written}" if changes else "không có gì để sửa")
    for rule, same in groupby(sorted(changes, key=lambda one: one.rule), key=lambda one: one.rule):
        yield from _changes(rule, list(same))
    report = each.mended.report
    if report is not None and report.findings:
        yield "  Còn lại cho người xem:"
        yield from list(console.of_file(Checked(each.name, report)))[1:]


def _changes(rule: str, same: Sequence[Mending]) -> Iterator[str]:
    """The changes under one rule, those that are alike on one line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for one in same:
        alike.setdefault((one.before, one.after), []).append(one.place)
    for (before, after), places in list(alike.items())[:_SHOWN]:
        yield f"    [{rule}] {vn.first_few(places, 3, 'chỗ', '; ')}: {before} → {after}"
    rest = [place for places in list(alike.values())[_SHOWN:] for place in places]
    if rest:
        yield f"    [{rule}] và {len(rest)} chỗ nữa"
