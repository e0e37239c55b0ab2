"""How a table is built: its rows, cells, margins, visible lines, and which conditions of its style hold in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ntsdocs.docx.formats import twips
from ntsdocs.docx.pieces import HOLDERS, INHERITED_MARGIN
from ntsdocs.docx.properties import whole
from ntsdocs.docx.xml import Element, W, settings, val

_TR, _TC = W + "tr", W + "tc"


@dataclass(frozen=True, slots=True)
class CellProps:
    """What `w:tcPr` says of a cell; `margins` are both sides together."""

    span: int
    merged: bool
    said: int
    margins: int
    bordered: bool


def rows(table: Element) -> Iterator[Element]:
    """The rows, those of content controls too, without those struck out."""
    for child in table:
        if child.tag == _TR:
            props = child.find(f"{W}trPr")
            if props is None or props.find(f"{W}del") is None:
                yield child
        elif child.tag == W + "sdt":
            yield from _rows_in(child.find(f"{W}sdtContent"))
        elif child.tag in HOLDERS:
            yield from rows(child)


def _rows_in(holder: Element | None) -> Iterator[Element]:
    return iter(()) if holder is None else rows(holder)


def cells(row: Element) -> Iterator[Element]:
    """The cells, those of content controls too, without those struck out."""
    for child in row:
        if child.tag == _TC:
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag == W + "sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from cells(content)
        elif child.tag in HOLDERS:
            yield from cells(child)


def margins(
    props: Mapping[str, Element],
    name: str = "tblCellMar",
    otherwise: tuple[int, int] = (INHERITED_MARGIN, INHERITED_MARGIN),
) -> tuple[int, int]:
    """The left and right margins of a cell, in twips."""
    found = settings(props.get(name))
    left, right = (
        next((twips(val(found, each, "w")) for each in names if each in found), None)
        for names in (("left", "start"), ("right", "end"))
    )
    return (otherwise[0] if left is None else left, otherwise[1] if right is None else right)


def bordered(props: Mapping[str, Element], name: str = "tblBorders") -> bool:
    """Whether a line is drawn between or around the cells, in ink that can be seen."""
    for side in props.get(name, ()):
        drawn = side.get(f"{W}val", "none") not in ("none", "nil") and (side.get(f"{W}color") or "").upper() != "FFFFFF"
        if drawn and not (name == "tcBorders" and side.tag.endswith(("bottom", "top"))):
            return True
    return False


def cell_props(node: Element | None, inherited: tuple[int, int]) -> CellProps:
    """What a cell's `w:tcPr` says; where it is silent its margins are the `inherited` ones."""
    props = settings(node)
    return CellProps(
        span=max(1, whole(val(props, "gridSpan"), 1)),
        merged="vMerge" in props and val(props, "vMerge") != "restart",
        said=twips(val(props, "tcW", "w")) or 0,
        margins=sum(margins(props, "tcMar", inherited)),
        bordered=bordered(props, "tcBorders"),
    )


_FLAGS = (
    ("firstRow", 0x20),
    ("lastRow", 0x40),
    ("firstColumn", 0x80),
    ("lastColumn", 0x100),
    ("noHBand", 0x200),
    ("noVBand", 0x400),
)


def look_flags(props: Mapping[str, Element]) -> frozenset[str]:
    """§17.4.55: which conditions of its style a table asks for."""
    look = props.get("tblLook")
    if look is None:
        return frozenset(("noHBand", "noVBand"))
    bits = look.get(f"{W}val") or "0"
    number = int(bits, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", bits) else 0
    said = {name: look.get(W + name) for name, _ in _FLAGS}
    return frozenset(
        name
        for name, bit in _FLAGS
        if (said[name] in ("1", "true", "on") if said[name] is not None else bool(number & bit))
    )


def conditions(flags: frozenset[str], row: int, rows: int, column: int, columns: int) -> tuple[str, ...]:
    """The conditions that hold in a cell, the weaker first (§17.7.6)."""
    first_row, last_row = "firstRow" in flags and row == 1, "lastRow" in flags and row == rows
    first_column = "firstColumn" in flags and column == 1
    last_column = "lastColumn" in flags and column == columns
    found = ["wholeTable"]
    if "noVBand" not in flags and not first_column and not last_column:
        found.append("band1Vert" if (column - ("firstColumn" in flags)) % 2 else "band2Vert")
    if "noHBand" not in flags and not first_row and not last_row:
        found.append("band1Horz" if (row - ("firstRow" in flags)) % 2 else "band2Horz")
    for name, holds in (
        ("firstCol", first_column),
        ("lastCol", last_column),
        ("firstRow", first_row),
        ("lastRow", last_row),
        ("neCell", first_row and last_column),
        ("nwCell", first_row and first_column),
        ("seCell", last_row and last_column),
        ("swCell", last_row and first_column),
    ):
        if holds:
            found.append(name)
    return tuple(found)
