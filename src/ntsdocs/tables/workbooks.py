"""Write a workbook: the parts of an .xlsx, the same for the same rows, in which no text can become a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from ntsdocs.tables.sheets import letter

_DAY_ZERO = date(1899, 12, 30)
_MOST = 32_767  # letters that Excel takes in a cell
_WIDEST, _MEASURED = 50, 100  # letters of a column, and the rows that say how many it wants
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PLAIN, _HEADING, _DATE, _FIRST_FILL = range(4)  # the formats of cells
_FONT = '<sz val="11"/><name val="Times New Roman"/><family val="1"/>'

Scalar = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A value in a cell of a colour, «FFF2CC»."""

    value: Scalar
    colour: str

    def __str__(self) -> str:
        return str(self.value)


def parts(sheets: Mapping[str, Sequence[Sequence[Scalar | Filled]]]) -> Iterator[tuple[str, bytes]]:
    """The parts of the workbook with these sheets, to be packed as those of a Word file are.

    The first row of a sheet heads it: it stays in sight, with the first column, and has a filter.
    """
    cells = _Cells()
    names = [f"worksheets/sheet{number}" for number in range(1, len(sheets) + 1)]
    yield from ((f"xl/{name}.xml", _sheet(rows, cells)) for name, rows in zip(names, sheets.values(), strict=True))
    yield "xl/styles.xml", _styles(tuple(cells.colours))
    listed = (f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1))
    yield "xl/workbook.xml", _part("workbook", f"<sheets>{''.join(listed)}</sheets>", f'{_MAIN}" xmlns:r="{_OFFICE}')
    yield "xl/_rels/workbook.xml.rels", _relations([*(("worksheet", name) for name in names), ("styles", "styles")])
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook")])
    kinds = [("workbook", "sheet.main"), ("styles", "styles"), *((name, "worksheet") for name in names)]
    form = "application/vnd.openxmlformats-"
    types = (
        f'<Override PartName="/xl/{name}.xml" ContentType="{form}officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in kinds
    )
    rels = f'<Default Extension="rels" ContentType="{form}package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    yield "[Content_Types].xml", _part("Types", f"{rels}{xml}{''.join(types)}", f"{_PACKAGE}/content-types")


class _Cells(dict[Scalar | Filled, str]):
    """The XML of each value, made once; the colours that were met, each with its format."""

    def __init__(self) -> None:
        super().__init__()
        self.colours: dict[str, int] = {}

    def __missing__(self, value: Scalar | Filled) -> str:
        if isinstance(value, Filled):
            made = _cell(value.value, self.colours.setdefault(value.colour, _FIRST_FILL + len(self.colours)))
        else:
            made = _cell(value, _DATE if isinstance(value, date) else _PLAIN)
        self[value] = made
        return made


def _cell(value: Scalar, form: int) -> str:
    if value is None or value == "":
        return f'<c s="{form}"/>'
    if isinstance(value, str):
        text = escape(_NO_XML.sub("", value)[:_MOST], quote=False)
        return f'<c s="{form}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c s="{form}"><v>{(value - _DAY_ZERO).days if isinstance(value, date) else value}</v></c>'


def _sheet(rows: Sequence[Sequence[Scalar | Filled]], cells: _Cells) -> bytes:
    heading, *lines = rows
    written = ["".join(_cell(each, _HEADING) for each in map(str, heading))]
    written += ["".join(map(cells.__getitem__, line)) for line in lines]
    widths = (
        f'<col min="{at}" max="{at}" width="{min(2 + max(map(len, map(str, column))), _WIDEST)}" customWidth="1"/>'
        for at, column in enumerate(zip(*rows[:_MEASURED], strict=True), 1)
    )
    return _part(
        "worksheet",
        '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" '
        'activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{''.join(widths)}</cols><sheetData>{''.join(f'<row>{row}</row>' for row in written)}</sheetData>"
        f'<autoFilter ref="A1:{letter(len(heading) - 1)}{len(rows)}"/>',
    )


def _styles(colours: Sequence[str]) -> bytes:
    """The formats that cells name: plain, heading, date, then one for each colour."""
    fills = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>']
    fills += [f'<fill><patternFill patternType="solid"><fgColor rgb="FF{c}"/></patternFill></fill>' for c in colours]
    forms = [(0, 0, 0), (0, 1, 0), (14, 0, 0), *((0, 0, at) for at in range(2, len(fills)))]
    applied = " ".join(f'apply{what}="1"' for what in ("NumberFormat", "Font", "Fill", "Alignment"))
    xfs = (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" {applied}>'
        f'<alignment vertical="top" wrapText="{font}"/></xf>'
        for number, font, fill in forms
    )
    return _part(
        "styleSheet",
        f"<fonts><font>{_FONT}</font><font><b/>{_FONT}</font></fonts><fills>{''.join(fills)}</fills>"
        "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f"<cellXfs>{''.join(xfs)}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    )


def _relations(targets: Iterable[tuple[str, str]]) -> bytes:
    listed = (
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}.xml"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return _part("Relationships", "".join(listed), f"{_PACKAGE}/relationships")


def _part(name: str, inside: str, namespace: str = _MAIN) -> bytes:
    return f'{_XML}<{name} xmlns="{namespace}">{inside}</{name}>'.encode()
