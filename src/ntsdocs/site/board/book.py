"""The board as a workbook: a sheet for each table of the page, with what ids stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from ntsdocs.docx import package
from ntsdocs.plan.duty_rows import DutyRow
from ntsdocs.plan.model import Plan
from ntsdocs.plan.progress import State
from ntsdocs.site.board.views import AGENCY, COLOURS, PAPER, TASK, Cell, View, sign
from ntsdocs.tables import workbooks
from ntsdocs.tables.workbooks import Filled, Scalar, WrittenSheet

_WIDEST = 50  # of a column, in letters


def xlsx(plan: Plan, views: Iterable[View]) -> bytes:
    """The workbook; the same views give the same bytes."""
    return package.write(workbooks.parts([_sheet(plan, view) for view in views]))


def _sheet(plan: Plan, view: View) -> WrittenSheet:
    heads: list[Scalar | Filled] = [*chain.from_iterable(map(_named, view.headings))]
    rows = [heads, *([*chain.from_iterable(map(_cells, repeat(plan), view.headings, row))] for row in view.rows)]
    texts = ([str(each.value if isinstance(each, Filled) else each or "") for each in row] for row in rows)
    widths = (min(2 + max(map(len, column)), _WIDEST) for column in zip(*texts, strict=True))
    return WrittenSheet(view.title, rows, widths=tuple(widths), fixed=1)


def _named(heading: str) -> Sequence[str]:
    """The columns that have what stands for its cells: nothing for a link, the words of a task too."""
    return () if heading == PAPER else (heading, "Nội dung nhiệm vụ") if heading == TASK else (heading,)


def _cells(plan: Plan, heading: str, cell: Cell) -> Sequence[Scalar | Filled]:
    if heading == TASK and isinstance(cell, int):
        return cell, plan.task(cell).content
    shown: Scalar | Filled
    match cell:
        case State():
            shown = Filled(cell.value, COLOURS[cell])
        case DutyRow():
            shown = Filled(sign(cell), COLOURS[cell.state])
        case tuple():
            shown = ", ".join(map(str, cell))
        case str() if heading == AGENCY:
            shown = plan.agency(cell).name
        case _:
            shown = cell
    return () if heading == PAPER else (shown,)
