"""Read bao-cao.yaml: what reports there are, what stands in them, and what agencies are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, replace
from pathlib import Path

from ntsdocs.plan.model import CONTENTS, Report, ReportDefinition, ReportSection, Result, headings
from ntsdocs.plan.reading.entry import Entry, read_mapping
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.registry import yaml_entry
from ntsdocs.text import vn
from ntsdocs.text.suggestions import hint

FILE = "bao-cao.yaml"
YEAR = "{năm}"
_YEARLY = "nam"  # how a section names the yearly report, whose id is blank

_COLUMNS = headings(Result)
_NEEDED = [each.name for each in fields(Result) if each.name in _COLUMNS and each.default is MISSING]
_LISTS = ("reports", "sections", "form", "difficulties")
_LONGEST = 80  # letters of a kind of difficulty


def definition_file(folder: Path, root: Path) -> Path:
    """The definition that is in force for the plan in `folder`: its own, or that of all plans."""
    own = folder / FILE
    return own if own.exists() else root / "data" / "chung" / FILE


def read_report_definition(folder: Path, root: Path, problems: ProblemList) -> ReportDefinition:
    """What the definition says."""
    entry = yaml_entry(definition_file(folder, root), root, problems)
    if entry is None:
        return ReportDefinition()
    entry.only((*_LISTS, "channel", "guidance"))
    for name in _LISTS:
        if entry.is_blank(name):
            entry.stop(name, "thiếu danh sách này, hoặc nó bỏ trống.", "ghi ít nhất một dòng bắt đầu bằng «- ».")
    reports = [(_report(each), each) for each in entry.entries("reports", needed=False)]
    ids = [report.id for report, _ in reports]
    sections = [(_section(each, ids), each) for each in entry.entries("sections", needed=False)]
    columns, difficulties = entry.several("form"), entry.several("difficulties")
    _tell_twice((inside, name, getattr(each, name)) for each, inside in reports for name in ("id", "words"))
    said = ((inside, name, getattr(each, name)) for each, inside in sections for name in ("id", "title", "content"))
    _tell_twice(each for each in said if each[-1])
    _tell_twice((entry, "form", words) for words in columns)
    _tell_twice((entry, "difficulties", kind) for kind in difficulties)
    _tell_missing(entry, reports, [section for section, _ in sections])
    for kind in difficulties:
        if ";" in kind or len(kind) > _LONGEST:
            what = f"loại «{kind}» có dấu chấm phẩy, hoặc dài quá {_LONGEST} ký tự."
            entry.stop("difficulties", what, "mỗi loại một dòng, gọi bằng vài chữ.")
    return ReportDefinition(
        tuple(report for report, _ in reports) or (Report(),),
        tuple(section for section, _ in sections),
        _form(entry, columns),
        difficulties,
        entry.text("channel"),
        entry.several("guidance"),
        entry.origin,
    )


def _report(entry: Entry) -> Report:
    report = Report(**read_mapping(entry, Report))
    if report.id:
        entry.id("id")
    if report.id.replace("-", "").isdigit():
        entry.stop("id", f"mã «{report.id}» chỉ có chữ số: đợt sẽ bị đọc nhầm thành ngày.", "thêm chữ, như «06-thang».")
    if YEAR not in report.words or report.words.count("{") > 1:
        what = f"«{report.words}» phải có đúng một chỗ «{YEAR}»."
        entry.stop("words", what, f"ghi như «06 tháng đầu năm {YEAR}».")
    return replace(report, until=entry.day_of_year("until"), due=entry.day_of_year("due"))


def _section(entry: Entry, reports: Iterable[str]) -> ReportSection:
    values = read_mapping(entry, ReportSection, but=("id", "title", "content"))
    ids = [id_ or _YEARLY for id_ in reports]
    for each in values["only"]:
        if each not in ids:
            what = f"không có báo cáo nào mang mã «{each}»."
            entry.stop("only", what, f"{hint(each, ids)}Các mã ở «reports»: {', '.join(ids)}.")
    values["only"] = tuple("" if each == _YEARLY else each for each in values["only"])
    content = entry.one_of("content", CONTENTS)
    title = entry.text("title", needed=True, limit=200)
    return ReportSection(entry.id("id"), title, content, **values, origin=entry.origin)


def _form(entry: Entry, columns: Iterable[str]) -> tuple[str, ...]:
    """The fields of the columns; one that there is not, or left out though rows have to have it, is told."""
    names = {vn.fold(words): name for name, words in _COLUMNS.items()}
    for words in columns:
        if vn.fold(words) not in names:
            near = hint(words, _COLUMNS.values()) or f"Các cột: {'; '.join(_COLUMNS.values())}. "
            entry.stop("form", f"bảng kết quả không có cột «{words}».", f"{near}Ghi đúng tiêu đề cột.")
    form = tuple(names[vn.fold(words)] for words in columns if vn.fold(words) in names)
    for name in _NEEDED if form else ():
        if name not in form:
            what = f"thiếu cột «{_COLUMNS[name]}»: không có cột ấy thì không ghi được kết quả."
            entry.stop("form", what, f"thêm dòng «- {_COLUMNS[name]}».")
    return form


def _tell_missing(entry: Entry, reports: Sequence[tuple[Report, Entry]], sections: Sequence[ReportSection]) -> None:
    if reports and all(report.id for report, _ in reports):
        remedy = 'thêm một báo cáo có mã để trống: - {id: "", words: "năm {năm}"}.'
        entry.stop("reports", "không có báo cáo năm.", remedy)
    for report, inside in reports:
        if sections and not any(not section.only or report.id in section.only for section in sections):
            what = f"không mục nào có trong {f'báo cáo «{report.id}»' if report.id else 'báo cáo năm'}."
            inside.stop("id", what, "xóa «only» ở một mục, hoặc ghi thêm mã này vào đó.")


def _tell_twice(values: Iterable[tuple[Entry, str, str]]) -> None:
    seen: set[tuple[str, str]] = set()
    for entry, name, value in values:
        if (name, vn.fold(value)) in seen:
            entry.stop(
                name,
                f"đã có {f'«{value}»' if value else 'một báo cáo để trống mã'} ở trên.",
                "ghi khác đi, hoặc xóa một trong hai.",
            )
        seen.add((name, vn.fold(value)))
