"""Tell what came back: how much was read, what a clerk has to do, who has sent nothing yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ntsdocs.kinds.awaited import Awaited
from ntsdocs.plan.returned import DOUBTFUL, ReturnedAnswer
from ntsdocs.returns.returned_tables import CONFLICT, ReturnedTables
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

_MOST = 40  # of doubtful values, and of agencies, that are told one by one


def lines(tables: ReturnedTables, awaited: Sequence[Awaited], *, full: bool = False) -> Iterator[str]:
    """What is told on the screen of all that is in the tables; with `full` every doubtful value and every agency."""
    agencies = {each.agency for each in tables.files} - {""}
    if not tables.files:
        yield "Hòm thư chưa có tệp nào: đặt tệp cơ quan gửi vào nhan/<tỉnh>/<kế hoạch>/ rồi chạy lại."
    yield f"Nhận {vn.number(len(tables.files))} tệp của {vn.number(len(agencies))} cơ quan."
    doubtful = [row for row in tables.answers if row.sure == DOUBTFUL]
    sums = {"reworded": "chỗ sửa chữ của ta", "added": "chỗ thêm", "deleted": "chỗ bỏ", "comments": "ý kiến"}
    counts = [(sum(int(getattr(each, column)) for each in tables.files), words) for column, words in sums.items()]
    others = "".join(f", {vn.number(count)} {words}" for count, words in counts if count)
    sure = vn.number(len(tables.answers) - len(doubtful))
    yield (
        f"  {vn.number(len(tables.answers))} ô đã điền ({sure} chắc, {vn.number(len(doubtful))} cần xem lại){others}."
    )
    for each in awaited:
        missing = [agency.short_name for agency in each.missing]
        names = vn.first_few(missing, len(missing) if full else _MOST, "cơ quan", "; ")
        rest = f"còn {vn.number(len(each.missing))} chưa gửi: {names}" if each.missing else "đã gửi đủ"
        yield f"{each.words}: hỏi {vn.number(len(each.asked))} cơ quan, {rest}."
    of_files = (f"{each.file} ({each.state}): {each.todo}" for each in tables.files if each.todo)
    called = {each.agency: each.name or each.agency for each in tables.files}
    differing = grouped((row.agency, row) for row in doubtful if row.why.startswith(CONFLICT))
    if todo := [*of_files, *_conflicts(differing, called), *_doubts(doubtful, called)]:
        yield "Cần làm:"
        left = "  … và {} việc nữa; thêm --full để xem hết."
        yield from vn.first_lines((f"  {line}" for line in todo), None if full else _MOST, left)
    yield from _rulings(tables, differing)


def needs_a_hand(tables: ReturnedTables) -> bool:
    """Whether a clerk has something to do."""
    return any(each.todo for each in tables.files) or any(row.sure == DOUBTFUL for row in tables.answers)


def _conflicts(differing: Mapping[str, Sequence[ReturnedAnswer]], names: Mapping[str, str]) -> Iterator[str]:
    for agency, rows in differing.items():
        files, places = sorted({row.file for row in rows}), vn.number(len({row.tag for row in rows}))
        whose = names.get(agency, agency)
        yield f"{whose}: {vn.listing(files)} khác nhau ở {places} ô. Sửa: chọn tệp được tính, ghi vào decisions.yaml."


def _rulings(tables: ReturnedTables, differing: Mapping[str, Sequence[ReturnedAnswer]]) -> Iterator[str]:
    """The lines that settle which files count, where it is the latest."""
    stamps = {each.file: (each.base_day, each.saved, each.file) for each in tables.files}
    if differing:
        yield "Nếu tệp sau được tính thì chép vào cuối decisions.yaml (tệp khác thì đổi tên tệp):"
        yield "returned:"
    for agency, rows in differing.items():
        file = max({row.file for row in rows}, key=lambda name: stamps[name]).replace("'", "''")
        yield f"  - {{agency: {agency}, file: '{file}'}}"


def _doubts(rows: Sequence[ReturnedAnswer], names: Mapping[str, str]) -> Iterator[str]:
    for row in (row for row in rows if not row.why.startswith(CONFLICT)):
        task = f", nhiệm vụ {row.task}" if row.task.isdecimal() else ""
        whose = names.get(row.agency, row.agency) or row.file
        yield f"{whose}{task}, «{row.field}»: {row.why}: {vn.excerpt(row.value)}."
