"""Read bao-cao.yaml: what reports there are, what stands in them, and what agencies are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

from ntsdocs.plan.model import Report, ReportDefinition, ReportSection, Result, headings
from ntsdocs.plan.reading.entry import Entry, read_mapping
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.registry import yaml_entry
from ntsdocs.text import vn
from ntsdocs.text.suggestions import KnownNames, hint

FILE = "bao-cao.yaml"
CONTENTS = ("leadership", "results", "assessment", "ahead", "proposals")  # that templates know
YEAR = "{năm}"

_COLUMNS = headings(Result)
_NEEDED = [each.name for each in fields(Result) if each.name in _COLUMNS and each.default is MISSING]
_LISTS = ("reports", "sections", "form", "difficulties")


def definition_file(folder: Path, root: Path) -> Path:
    """The definition that is in force for the plan in `folder`: its own, or that of all plans."""
    own = folder / FILE
    return own if own.exists() else root / "data" / "chung" / FILE


def read_report_definition(folder: Path, root: Path, problems: ProblemList) -> ReportDefinition:
    """What the definition says, every list that it does not have as by default; all by default without such a file."""
    path = definition_file(folder, root)
    entry = yaml_entry(path, root, problems) if path.exists() else None
    if entry is None:
        return ReportDefinition()
    entry.only((*_LISTS, "channel", "guidance"))
    reports = [_report(each) for each in entry.entries("reports", needed=False)]
    sections = [_section(each, reports) for each in entry.entries("sections", needed=False)]
    given: dict[str, Any] = {
        "reports": tuple(report for report, _ in reports),
        "sections": tuple(section for section, _ in sections),
        "form": _form(entry),
        "difficulties": entry.several("difficulties"),
    }
    for name in _LISTS:
        if entry.has(name) and entry.is_blank(name):
            entry.stop(name, "danh sách này bỏ trống.", "ghi ít nhất một dòng bắt đầu bằng «- », hoặc xóa cả mục.")
    _tell_reports(entry, reports, [section for section, _ in sections])
    _tell_sections(sections)
    _tell_difficulties(entry, given["difficulties"])
    said = {name: value for name, value in given.items() if value}
    channel, guidance = entry.text("channel"), entry.several("guidance")
    return ReportDefinition(**said, channel=channel, guidance=guidance, origin=entry.origin)


def _report(entry: Entry) -> tuple[Report, Entry]:
    report = Report(**read_mapping(entry, Report))
    if report.id:
        entry.id("id")
    if report.id.replace("-", "").isdigit():
        entry.stop("id", f"mã «{report.id}» chỉ có chữ số: đợt sẽ bị đọc nhầm thành ngày.", "thêm chữ, như «06-thang».")
    if YEAR not in report.words or report.words.count("{") > 1:
        what = f"«{report.words}» phải có đúng một chỗ «{YEAR}»."
        entry.stop("words", what, f"ghi như «06 tháng đầu năm {YEAR}».")
    elif report.id and entry.is_blank("words"):
        entry.stop("words", "chưa ghi báo cáo này gọi là gì.", f"ghi như «06 tháng đầu năm {YEAR}».")
    return replace(report, until=entry.day_of_year("until"), due=entry.day_of_year("due")), entry


def _section(entry: Entry, reports: Iterable[tuple[Report, Entry]]) -> tuple[ReportSection, Entry]:
    values = read_mapping(entry, ReportSection, but=("id", "title", "content"))
    ids = [report.id for report, _ in reports if report.id]
    for each in values["only"]:
        if each not in ids:
            what = f"không có báo cáo nào mang mã «{each}»."
            entry.stop("only", what, f"{hint(each, ids)}Các mã ở «reports»: {', '.join(ids)}.")
    content = entry.one_of("content", CONTENTS)
    title = entry.text("title", needed=True, limit=200)
    return ReportSection(entry.id("id"), title, content, **values, origin=entry.origin), entry


def _form(entry: Entry) -> tuple[str, ...]:
    """The fields of the columns; one that there is not, twice or left out though rows have to have it is told."""
    names = {vn.fold(words): name for name, words in _COLUMNS.items() for words in (words, name)}
    known = KnownNames({words: (words, name) for name, words in _COLUMNS.items()})
    form: list[str] = []
    for words in entry.several("form"):
        name = names.get(vn.fold(words), "")
        if not name:
            near = known.hint(words) or f"Các cột: {'; '.join(_COLUMNS.values())}. "
            entry.stop("form", f"bảng kết quả không có cột «{words}».", f"{near}Ghi đúng tiêu đề cột.")
        elif name in form:
            entry.stop("form", f"cột «{words}» có hai lần.", "xóa một dòng.")
        else:
            form.append(name)
    for name in _NEEDED if form else ():
        if name not in form:
            what = f"thiếu cột «{_COLUMNS[name]}»: không có cột ấy thì không ghi được kết quả."
            entry.stop("form", what, f"thêm dòng «- {_COLUMNS[name]}».")
    return tuple(form)


def _tell_reports(entry: Entry, reports: Sequence[tuple[Report, Entry]], sections: Sequence[ReportSection]) -> None:
    for name in ("id", "words"):
        _tell_twice(
            name,
            [(getattr(each, name), inside) for each, inside in reports if name == "id" or not inside.is_blank(name)],
        )
    if reports and all(report.id for report, _ in reports):
        entry.stop(
            "reports", "không có báo cáo năm.", 'thêm một báo cáo có mã để trống: - {id: "", words: "năm {năm}"}.'
        )
    for report, inside in reports:
        if sections and not any(not section.only or report.id in section.only for section in sections):
            what = f"không mục nào có trong {f'báo cáo «{report.id}»' if report.id else 'báo cáo năm'}."
            inside.stop("id", what, "xóa «only» ở một mục, hoặc ghi thêm mã này vào đó.")


def _tell_sections(sections: Sequence[tuple[ReportSection, Entry]]) -> None:
    for name in ("id", "title", "content"):
        _tell_twice(name, [(value, inside) for section, inside in sections if (value := getattr(section, name))])


def _tell_twice(name: str, values: Iterable[tuple[str, Entry]]) -> None:
    seen: set[str] = set()
    for value, entry in values:
        if vn.fold(value) in seen:
            what = f"đã có «{value}» ở trên." if value else "đã có một báo cáo để trống mã ở trên."
            entry.stop(name, what, "ghi khác đi, hoặc xóa một trong hai.")
        seen.add(vn.fold(value))


def _tell_difficulties(entry: Entry, kinds: Iterable[str]) -> None:
    seen: set[str] = set()
    for kind in kinds:
        if vn.fold(kind) in seen:
            entry.stop("difficulties", f"loại «{kind}» có hai lần.", "xóa một dòng.")
        if ";" in kind or len(kind) > 80:
            wrong = "có dấu chấm phẩy" if ";" in kind else "dài quá 80 ký tự"
            entry.stop("difficulties", f"loại «{kind}» {wrong}.", "mỗi loại một dòng, gọi bằng vài chữ.")
        seen.add(vn.fold(kind))
