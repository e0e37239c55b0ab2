"""How a table is built: its rows, cells, margins, visible lines, and what its style says in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntsdocs.docx.formats import Formats, TableLook
from ntsdocs.docx.paragraph_places import is_deleted
from ntsdocs.docx.properties import twips, whole
from ntsdocs.docx.xml import Element, Settings, W, local, settings, val, visible

INHERITED_MARGIN = 108  # twips, §17.4.41: the side margins of a cell where nobody sets them
_TR, _TC = W + "tr", W + "tc"
_RECORD = re.compile(r"gen:(?:agency|line|row|task):[^:]+")


@dataclass(frozen=True, slots=True)
class CellProps:
    """What `w:tcPr` says of a cell; `margins` are both sides together."""

    span: int
    merged: bool
    width: int
    margins: int
    rules: frozenset[str]  # the sides it draws a line on
    shaded: bool


def rows(table: Element) -> Iterator[Element]:
    """The rows, those of content controls too, without those struck out."""
    return (each for each in visible(table) if each.tag == _TR and not is_deleted(each))


def cells(row: Element) -> Iterator[Element]:
    """The cells, those of content controls too, without those struck out."""
    return (each for each in visible(row) if each.tag == _TC and not is_deleted(each))


def margins(
    props: Settings,
    name: str = "tblCellMar",
    inherited: tuple[int, int] = (INHERITED_MARGIN, INHERITED_MARGIN),
) -> tuple[int, int]:
    """The left and right margins of a cell, in twips."""
    sides = settings(props.get(name))
    left, right = (
        next((twips(val(sides, each, "w")) for each in names if each in sides), None)
        for names in (("left", "start"), ("right", "end"))
    )
    return (inherited[0] if left is None else left, inherited[1] if right is None else right)


def drawn_sides(props: Settings, name: str = "tblBorders") -> frozenset[str]:
    """The sides on which a line is drawn between or around the cells, in a colour that can be seen."""
    return frozenset(
        local(side.tag)
        for side in props.get(name, ())
        if side.get(f"{W}val", "none") not in ("none", "nil") and (side.get(f"{W}color") or "").upper() != "FFFFFF"
    )


def cell_props(node: Element | None, inherited: tuple[int, int]) -> CellProps:
    """What a cell's `w:tcPr` says; where it is silent its margins are the `inherited` ones."""
    props = settings(node)
    return CellProps(
        span=max(1, whole(val(props, "gridSpan"), 1)),
        merged="vMerge" in props and val(props, "vMerge") != "restart",
        width=twips(val(props, "tcW", "w")) or 0,
        margins=sum(margins(props, "tcMar", inherited)),
        rules=drawn_sides(props, "tcBorders"),
        shaded=(val(props, "shd", "fill") or "auto").upper() not in ("AUTO", "FFFFFF"),
    )


# --- the style of a table ---------------------------------------------------------------------------------------------

# §17.4.55: the bits of `w:tblLook`.
_ROWS = {"firstRow": 0x20, "lastRow": 0x40, "noHBand": 0x200}
_FLAGS = _ROWS | {"firstColumn": 0x80, "lastColumn": 0x100, "noVBand": 0x400}


class TableStyle:
    """What the style of a table with these `w:tblPr` says of the text in its cells; `says_anything` of it at all."""

    def __init__(self, props: Settings, formats: Formats) -> None:
        self._style = formats.table_style(val(props, "tblStyle"))
        self.says_anything = bool(self._style) and formats.table_matters(self._style)
        self._flags = _flags(props) if self.says_anything else frozenset()

    def look(self, row: int, rows: int, column: int, columns: int) -> TableLook | None:
        """The style in the cell at this place, with the conditions that hold there; `None` where it says nothing."""
        if not self.says_anything:
            return None
        return TableLook(self._style, _conditions(self._flags, row, rows, column, columns))


def looks(table: Element, formats: Formats) -> dict[Element, TableLook | None]:
    """The style of a table in each of its cells; empty if the style says nothing of text."""
    style = TableStyle(settings(table.find(f"{W}tblPr")), formats)
    laid = [list(cells(row)) for row in rows(table)] if style.says_anything else []
    return {
        cell: style.look(row, len(laid), column, len(row_cells))
        for row, row_cells in enumerate(laid, start=1)
        for column, cell in enumerate(row_cells, start=1)
    }


def _flags(props: Settings) -> frozenset[str]:
    """§17.4.55: which conditions of its style a table asks for."""
    look = props.get("tblLook")
    if look is None:
        return frozenset(("noHBand", "noVBand"))
    bits = look.get(f"{W}val") or "0"
    number = int(bits, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", bits) else 0
    values = {name: look.get(W + name) for name in _FLAGS}
    return frozenset(
        name
        for name, bit in _FLAGS.items()
        if (values[name] in ("1", "true", "on") if values[name] is not None else bool(number & bit))
    )


def _conditions(flags: frozenset[str], row: int, rows: int, column: int, columns: int) -> tuple[str, ...]:
    """The conditions that hold in a cell, the weaker first (§17.7.6)."""
    first_row, last_row = "firstRow" in flags and row == 1, "lastRow" in flags and row == rows
    first_column = "firstColumn" in flags and column == 1
    last_column = "lastColumn" in flags and column == columns
    in_force = ["wholeTable"]
    if "noVBand" not in flags and not first_column and not last_column:
        in_force.append("band1Vert" if (column - ("firstColumn" in flags)) % 2 else "band2Vert")
    if "noHBand" not in flags and not first_row and not last_row:
        in_force.append("band1Horz" if (row - ("firstRow" in flags)) % 2 else "band2Horz")
    edges = {"firstCol": first_column, "lastCol": last_column, "firstRow": first_row, "lastRow": last_row}
    edges |= {"neCell": first_row and last_column, "nwCell": first_row and first_column}
    edges |= {"seCell": last_row and last_column, "swCell": last_row and first_column}
    return (*in_force, *(name for name, holds in edges.items() if holds))


# --- whose rows they are ---------------------------------------------------------------------------------------------


def first_tag(element: Element) -> str:
    """The tag of the first content control in it; blank without one."""
    return next((tag.get(f"{W}val", "") for tag in element.iter(f"{W}tag")), "")


def record_of(row: Element) -> str:
    """The agency or task that a row is of, as «gen:agency:so-y-te» or «gen:line:17»; blank if it is of none."""
    records = (_RECORD.match(tag.get(f"{W}val", "")) for tag in row.iter(f"{W}tag"))
    return next((record[0] for record in records if record), "")
