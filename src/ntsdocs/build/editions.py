"""What is wrong with the editions that a plan's table names, and what there was before there were editions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ntsdocs.build.paths import ISSUED
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft, Kind
from ntsdocs.plan import dispatch
from ntsdocs.plan.model import Edition, EditionState, Letter, Plan, headings
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.periods import report_named
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity
from ntsdocs.text.suggestions import KnownNames, hint

NONE_OPEN = "không có đợt nào đang soạn."
_COLUMNS = headings(Edition)
_BOOK = headings(Letter)


def kind_called(text: str) -> Kind | None:
    """The kind that goes by this name or title."""
    return next((kind for kind in KINDS if kind.is_called(text)), None)


def kind_or_stop(text: str, place: str) -> Kind:
    """The same; `DataWrong` if there is none."""
    kind = kind_called(text)
    if kind is None:
        raise DataWrong([Problem(Origin(place), *unknown_kind(text))])
    return kind


def unknown_kind(text: str) -> tuple[str, str]:
    """That there is no such kind, and what to write."""
    near = KnownNames({kind.title: (kind.title, kind.name) for kind in KINDS}).hint(text)
    titles = ", ".join(f"«{kind.title}»" for kind in KINDS)
    return f"không có loại văn bản «{text}».", f"{near}Ghi một trong: {titles}."


def wrong_editions(plan: Plan) -> Iterator[Problem]:
    """Rows of a kind that there is not, that stand twice, or that are open beside another version of the drafts."""
    seen: dict[tuple[str, str], Edition] = {}
    drafted: dict[str, Edition] = {}
    for row in plan.editions:
        kind = kind_called(row.kind)
        if kind is None:
            yield Problem(row.origin.at(_COLUMNS["kind"]), *unknown_kind(row.kind))
            continue
        if kind.of_reports and report_named(plan, row.id) is None:
            ids = [f"{row.on.year}{report.id and f'-{report.id}'}" for report in plan.report.reports]
            what = f"đợt «{row.id}» không ứng với báo cáo nào của bao-cao.yaml; tính là báo cáo năm {row.on.year}."
            remedy = f"{hint(row.id, ids)}Ghi năm rồi mã báo cáo: {', '.join(ids)}."
            yield Problem(row.origin.at(_COLUMNS["id"]), what, remedy, Severity.WARN)
        before = seen.setdefault((kind.name, row.id), row)
        if before is not row:
            what = f"{kind.title}, đợt «{row.id}» đã có ở dòng {before.origin.row}."
            yield Problem(row.origin.at(_COLUMNS["id"]), what, "xóa một dòng, hoặc đặt tên đợt khác.")
        elif kind.has_duties and row.state is EditionState.OPEN:
            before = drafted.setdefault(kind.name, row)
            if before is not row:
                what = f"{kind.title}: đợt «{before.id}» cũng đang soạn."
                remedy = f"chỉ để một đợt đang soạn; đợt kia đã gửi đi thì ghi «{EditionState.ISSUED}»."
                yield Problem(row.origin.at(_COLUMNS["state"]), what, remedy)


def wrong_letters(plan: Plan) -> Iterator[Problem]:
    """Rows of the dispatch book of a kind or an edition that there is not, and issued editions without a row."""
    for row in plan.letters:
        kind = kind_called(row.kind)
        rows = [each for each in plan.editions if kind and kind.is_called(each.kind)]
        ids = [each.id for each in rows or (kind.open_editions(plan) if kind else ())]
        if kind is None or not dispatch.is_of(row, kind.name):
            yield Problem(row.origin.at(_BOOK["kind"]), *unknown_kind(row.kind))
        elif row.edition and row.edition not in ids:
            what = f"{kind.title}: không có đợt «{row.edition}»."
            near = f"{hint(row.edition, ids)}Ghi một đợt có trong editions.csv, hoặc thêm dòng vào bảng ấy"
            remedy = f"{near}; văn bản không do phần mềm soạn thì để trống."
            severity = Severity.STOP if rows else Severity.WARN  # without the table the reports of past years have none
            yield Problem(row.origin.at(_BOOK["edition"]), what, remedy, severity)
    for edition in plan.editions:
        kind = kind_called(edition.kind)
        sent = (row for row in plan.letters if kind and row.edition == edition.id and dispatch.is_of(row, kind.name))
        if kind and kind.issued and edition.state is EditionState.ISSUED and not any(sent):
            what = f"{kind.title}, đợt «{edition.id}» đã phát hành mà sổ công văn không có dòng nào."
            remedy = f"ghi dòng của đợt này vào {dispatch.FILE}, hoặc đổi trạng thái thành «{EditionState.OPEN}»."
            yield Problem(edition.origin.at(_COLUMNS["state"]), what, remedy, Severity.WARN)


def unkept(plan: Plan, home: Path) -> Iterator[Problem]:
    """Issued editions of which the plan's folder keeps nothing."""
    for row in plan.editions:
        kind = kind_called(row.kind)
        if kind and row.state is EditionState.ISSUED and not (home / ISSUED / kind.name / row.id).is_dir():
            what = f"{kind.title}, đợt «{row.id}» đã phát hành mà không có thư mục {ISSUED}/{kind.name}/{row.id}."
            remedy = f"lấy lại từ bản sao lưu; chưa phát hành thì ghi «{EditionState.OPEN}» rồi chạy «invoke issue»."
            yield Problem(row.origin.at(_COLUMNS["state"]), what, remedy, Severity.WARN)


def former_paths(draft: Draft) -> tuple[str, ...]:
    """Where the paper was before there were editions; nowhere if it was one of several rounds."""
    kind = next(kind for kind in KINDS if kind.name == draft.id.kind)
    if kind.has_duties or kind.usual(kind.name, draft.edition.on) is None:
        return ()
    return tuple(PaperId(kind.name, name).path for name in (draft.id.name, draft.edition.id))
