"""Tell what was found: lines for a screen, JSON for machines, a page for a reader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from ntsdocs import checks, package
from ntsdocs.checks.findings import KHONG_KIEM_DUOC, NEN_XEM, SAI, Finding
from ntsdocs.checks.paper import TYPES

SHOWN = 3  # places of one finding that a line names; JSON, HTML and the comments have them all
_STATUS = {"": 0, KHONG_KIEM_DUOC: 0, NEN_XEM: 0, SAI: 1}
UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was found in it; `broken` says why it could not be opened."""

    name: str
    report: checks.Report | None
    broken: str = ""

    @property
    def status(self) -> int:
        """What the run should end with for this file: 0, 1 with errors, 2 if it could not be read."""
        return UNREADABLE if self.report is None else _STATUS[self.report.worst]


def files(paths: Iterable[Path]) -> list[Path]:
    """The Word files among these paths and below these folders, in order; Word's own lock files are passed over."""
    found: list[Path] = []
    for path in paths:
        each = sorted(path.rglob("*.docx")) if path.is_dir() else [path]
        found += [one for one in each if not one.name.startswith("~$")]
    return found


def check(path: Path, kind: str = "") -> Checked:
    """What was found in the file at `path`."""
    name = path.as_posix()
    try:
        return Checked(name, checks.judge(path.read_bytes(), kind))
    except package.PackageError as error:
        return Checked(name, None, str(error))
    except OSError as error:
        return Checked(name, None, f"không mở được: {error.strerror or error}")


def status(checked: Sequence[Checked]) -> int:
    """The exit status: by the worst of the files."""
    return max((each.status for each in checked), default=0)


# --- lines -----------------------------------------------------------------------------------------------------------


def lines(checked: Sequence[Checked]) -> Iterator[str]:
    """What a screen shows: each file's findings by severity, then once what no file can tell."""
    for each in checked:
        yield from of_file(each)
        yield ""
    if any(each.report is not None and not each.report.refused for each in checked):
        subjects = [f"{subject} ({rule})" for rule, subject, _ in checks.undecided()]
        yield f"{KHONG_KIEM_DUOC} (người đọc xét, đối chiếu danh mục): {'; '.join(subjects)}."
        yield ""
    counts = ", ".join(f"{_count(checked, severity)} {severity}" for severity in (SAI, NEN_XEM))
    yield f"Tổng cộng: {len(checked)} tệp, {counts}."


def _count(checked: Sequence[Checked], severity: str) -> int:
    found = (one for each in checked if each.report is not None for one in each.report.findings)
    return sum(one.severity == severity for one in found)


def of_file(each: Checked) -> Iterator[str]:
    """What a screen shows of one file: its name and kind, then its findings by severity."""
    report = each.report
    if report is None:
        yield f"{each.name}: {each.broken}."
        return
    yield f"{each.name}: {_kind(report)}"
    yield from (f"  Lưu ý: {note}." for note in report.notes)
    if report.refused:
        yield f"  Không xét theo Nghị định 30: {report.refused}."
    elif not report.findings:
        yield "  Không thấy lỗi thể thức nào trong những điều máy kiểm được."
    for severity in (SAI, NEN_XEM, KHONG_KIEM_DUOC):
        held = [one for one in report.findings if one.severity == severity]
        if held:
            yield f"  {severity}: {len(held)}"
            for same in _alike(held):
                yield from _told(same)


def _kind(report: checks.Report) -> str:
    return f"{TYPES[report.kind][0].lower()} ({report.told})" if report.kind in TYPES else "chưa rõ loại văn bản"


def _alike(held: Iterable[Finding]) -> Iterator[list[Finding]]:
    ordered = sorted(held, key=lambda one: (one.rule, one.found, one.remedy))
    for _, same in groupby(ordered, key=lambda one: (one.rule, one.found, one.remedy)):
        yield list(same)


def _told(same: Sequence[Finding]) -> Iterator[str]:
    first = same[0]
    more = f" và {len(same) - SHOWN} chỗ nữa" if len(same) > SHOWN else ""
    places = "; ".join(one.place for one in same[:SHOWN])
    yield f"    [{first.rule}] {places}{more}: {first.found}."
    yield f"        Nghị định ({first.article}): {first.asked}"
    yield f"        Sửa: {first.remedy}"


# --- JSON and HTML ---------------------------------------------------------------------------------------------------


def as_json(checked: Sequence[Checked]) -> str:
    """Every file with every finding, in a form that does not change between runs."""
    told = [
        {
            "tệp": each.name,
            "không mở được": each.broken,
            "loại": each.report.kind if each.report else "",
            "nhận ra nhờ": each.report.told if each.report else "",
            "không xét vì": each.report.refused if each.report else "",
            "lưu ý": list(each.report.notes) if each.report else [],
            "kết quả": [_entry(one) for one in each.report.findings] if each.report else [],
        }
        for each in checked
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _entry(one: Finding) -> dict[str, str]:
    return {
        "mã": one.rule,
        "mức": one.severity,
        "vị trí": one.place,
        "thấy": one.found,
        "yêu cầu": one.asked,
        "điều khoản": one.article,
        "sửa": one.remedy,
    }


_STYLE = (
    "body{font:16px/1.5 'Times New Roman',serif;margin:2em auto;max-width:70em;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3em .5em;text-align:left;"
    "vertical-align:top}.sai{color:#a00000;font-weight:bold}small{color:#555}"
)


def as_html(checked: Sequence[Checked]) -> str:
    """One page for all the files, which needs nothing else to be read."""
    parts = [
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kiểm tra thể thức</title>',
        f"<style>{_STYLE}</style></head><body><h1>Kiểm tra thể thức theo Nghị định số 30/2020/NĐ-CP</h1>",
    ]
    for each in checked:
        parts.append(f"<h2>{escape(each.name)}</h2>")
        if each.report is None:
            parts.append(f"<p class=sai>{escape(each.broken)}</p>")
            continue
        parts.append(f"<p>{escape(_kind(each.report))}</p>")
        parts += [f"<p>Lưu ý: {escape(note)}.</p>" for note in each.report.notes]
        parts.append(_table(each.report))
    subjects = "".join(f"<li>{escape(subject)} ({rule})</li>" for rule, subject, _ in checks.undecided())
    parts.append(f"<h2>Những điều máy không kiểm được</h2><ul>{subjects}</ul></body></html>\n")
    return "".join(parts)


def _table(report: checks.Report) -> str:
    if report.refused:
        return f"<p>Không xét theo Nghị định 30: {escape(report.refused)}.</p>"
    if not report.findings:
        return "<p>Không thấy lỗi thể thức nào trong những điều máy kiểm được.</p>"
    rows = "".join(
        f"<tr><td class={'sai' if one.severity == SAI else 'xem'}>{one.severity}</td><td>{escape(one.place)}</td>"
        f"<td>{escape(one.found)}</td><td>{escape(one.asked)}<br><small>{escape(one.article)}; {one.rule}</small></td>"
        f"<td>{escape(one.remedy)}</td></tr>"
        for one in report.findings
    )
    return f"<table><tr><th>Mức</th><th>Vị trí</th><th>Thấy</th><th>Yêu cầu</th><th>Sửa</th></tr>{rows}</table>"
