"""Write a new workbook of one sheet: the same rows give the same parts, with no clock, name or machine in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from ntsdocs.tables.sheets import letter

SHEET = "Sheet1"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-"
_RELATION = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
    "</Relationships>"
)
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    f' ContentType="{_TYPE}package.relationships+xml"/><Override PartName="/xl/workbook.xml"'
    f' ContentType="{_TYPE}officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sheet1.xml"'
    f' ContentType="{_TYPE}officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": _RELATION.format("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": _RELATION.format("worksheet", "sheet1.xml"),
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
}


def parts(rows: Iterable[Sequence[str | int]]) -> dict[str, bytes]:
    """The parts of an .xlsx with these rows, by name; text stays text, whatever it begins with."""
    lines = ((number, enumerate(row)) for number, row in enumerate(rows, 1))
    cells = ((number, "".join(_cell(f"{letter(at)}{number}", each) for at, each in row)) for number, row in lines)
    data = "".join(f'<row r="{number}">{row}</row>' for number, row in cells)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'
    return {name: text.encode() for name, text in {**_PARTS, "xl/sheet1.xml": sheet}.items()}


def _cell(place: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
