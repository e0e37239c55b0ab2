"""The board as a workbook: the tables of the page, a sheet for each, with what ids stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ntsdocs.board.views import AGENCY, COLOURS, PAPER, TASK, Cell, Mark, View
from ntsdocs.docx import package
from ntsdocs.plan.model import Plan
from ntsdocs.plan.progress import State
from ntsdocs.tables import workbooks
from ntsdocs.tables.workbooks import Filled, Scalar, WrittenSheet

_WIDEST = 50  # of a column, in letters


def xlsx(plan: Plan, views: Iterable[View]) -> bytes:
    """The workbook; the same views give the same bytes."""
    return package.write(workbooks.parts([_sheet(plan, view) for view in views]))


def _sheet(plan: Plan, view: View) -> WrittenSheet:
    headings = [each for heading in view.headings for each in _headings(heading)]
    rows = [[*_values(plan, view.headings, row)] for row in view.rows]
    columns = zip(headings, *rows, strict=True)
    widths = (max(min(12, len(str(head))), *(len(_plain(cell)) for cell in cells), 3) for head, *cells in columns)
    return WrittenSheet(view.title, [headings, *rows], widths=tuple(min(each + 2, _WIDEST) for each in widths), fixed=1)


def _headings(heading: str) -> Sequence[str]:
    return () if heading == PAPER else (heading, "Nội dung nhiệm vụ") if heading == TASK else (heading,)


def _values(plan: Plan, headings: Sequence[str], row: Sequence[Cell]) -> Iterator[Scalar | Filled]:
    for heading, cell in zip(headings, row, strict=True):
        match cell:
            case State():
                yield Filled(cell.value, COLOURS[cell])
            case Mark():
                yield Filled(cell.sign, COLOURS[cell.state])
            case tuple():
                yield ", ".join(map(str, cell))
            case int() if heading == TASK:
                yield from (cell, plan.task(cell).content)
            case str() if heading == AGENCY:
                yield plan.agency(cell).name
            case _ if heading != PAPER:
                yield cell


def _plain(value: Scalar | Filled) -> str:
    return str(value.value if isinstance(value, Filled) else value or "")
