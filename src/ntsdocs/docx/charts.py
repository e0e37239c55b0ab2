"""Fill native charts: a chart part keeps its look and gets data, with a workbook in which Word edits the same cells."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Sequence
from xml.sax.saxutils import escape

from lxml import etree

from ntsdocs.docx import package
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import DOCUMENT_PART, Element, R, W, drop, parse
from ntsdocs.tables import sheets, workbooks

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NO_ROWS: Rows = (("",),)

_SHEET = "Sheet1"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OF_DATA = tuple(C + name for name in ("idx", "order", "tx", "cat", "val", "extLst"))
_BEHIND_DATA = (f"{C}shape", f"{C}smooth")
# Of series that the template does not draw: tints on which black words read, lighter and darker in turn for grey print.
_COLOURS = ("F4B183", "DAE3F3", "A9D18E", "FFF2CC", "8FAADC", "FBE5D6", "C9C9C9", "E2F0D9")

Rows = Sequence[Sequence[str | int]]  # as in the workbook: above the names of the series, on the left the categories


def workbook_of(file: WordParts, name: str) -> str:
    """The part of the workbook of a chart; blank if the file has none."""
    pointer = file.tree(name).find(f"{C}externalData")
    relation = None if pointer is None else file.relations(name).get(pointer.get(f"{R}id", ""))
    return relation.target if relation and relation.target in file.parts else ""


def is_fillable(file: WordParts, name: str) -> bool:
    """Whether a chart has a workbook, and series with values by category."""
    series = list(file.tree(name).iter(f"{C}ser"))
    return bool(workbook_of(file, name) and series) and all(each.find(f"{C}val") is not None for each in series)


def alternative_texts(docx: bytes) -> list[str]:
    """What stands for each chart of a paper, in the order in which it has them; nothing of what is no Word file."""
    try:
        drawings = WordParts(docx).tree(DOCUMENT_PART).iter(f"{W}drawing")
    except package.PackageError:
        return []
    of_charts = (each for each in drawings if next(each.iter(f"{C}chart"), None) is not None)
    return [about.get("descr", "") for each in of_charts for about in each.iter("{*}docPr")]


def workbook(rows: Rows) -> bytes:
    """The workbook of a chart with these rows."""
    return package.write(workbooks.parts({_SHEET: rows}))


def filled(chart: bytes, title: str, rows: Rows) -> bytes:
    """The chart part with these rows; all of its look stays, nothing of the names and numbers that it had.

    A series looks like the one of its name, or one that no other wants; else like the last, in a colour of its own.
    """
    root = parse(chart, "chart")
    for number, text in enumerate(root.iterfind(f"{C}chart/{C}title//{_A}t")):
        text.text = "" if number else title
    every, colours = list(root.iter(f"{C}ser")), itertools.cycle(_COLOURS)
    looks = {"".join(text.text or "" for text in each.iterfind(f"{C}tx//{C}v")): each for each in every}
    spare = iter([each for name, each in looks.items() if name not in rows[0][1:]])
    series: list[Element] = []
    for name in rows[0][1:]:
        look = looks.pop(str(name), None)
        look = next(spare, None) if look is None else look
        if look is None:
            look = _copied((series or every)[-1], next(colours))
        elif series and look.getparent() is series[-1].getparent():
            series[-1].addnext(look)
        series.append(look)
    for surplus in (each for each in every if each not in series):
        drop(surplus)
    for number, each in enumerate(series, 1):
        _fill(each, number, rows)
    for filtered in root.findall(f"{C}chart/{C}plotArea/*/{C}extLst"):  # series that the sample had, and did not show
        drop(filtered)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def words(chart: Element) -> str:
    """What a chart shows, series by series: «Quá hạn: Sở Y tế 3, Sở Nội vụ 1»; blank if it shows nothing."""
    told = []
    for series in chart.iter(f"{C}ser"):
        name, categories, values = (
            {each.get("idx"): each.findtext(f"{C}v") for each in series.iterfind(f"{C}{holder}//{C}pt")}
            for holder in ("tx", "cat", "val")
        )
        points = ", ".join(f"{categories.get(at) or at} {value}" for at, value in values.items())
        told.append(f"{''.join(map(str, name.values()))}: {points}")
    return "; ".join(told)


def _copied(last: Element, colour: str) -> Element:
    series = copy.deepcopy(last)
    for point in series.findall(f"{C}dPt"):
        drop(point)
    for fill in [*series.iterfind(f"{C}spPr//{_A}solidFill"), *series.iterfind(f"{C}marker//{_A}solidFill")]:
        fill[:] = [etree.Element(f"{_A}srgbClr", val=colour)]
    last.addnext(series)
    return series


def _fill(series: Element, number: int, rows: Rows) -> None:
    typed = series.findall(f"{C}dLbls/{C}dLbl[{C}tx]")  # words written on one value of the sample
    for old in [*typed, *(each for each in series if each.tag in _OF_DATA)]:
        drop(old)
    column, last = sheets.letter(number), max(2, len(rows))
    name, categories, values = [rows[0][number]], [row[0] for row in rows[1:]], [row[number] for row in rows[1:]]
    data = etree.fromstring(
        f'<c:ser xmlns:c="{C[1:-1]}"><c:idx val="{number - 1}"/><c:order val="{number - 1}"/>'
        f"<c:tx>{_reference('str', f'${column}$1', name)}</c:tx>"
        f"<c:cat>{_reference('str', f'$A$2:$A${last}', categories)}</c:cat>"
        f"<c:val>{_reference('num', f'${column}$2:${column}${last}', values)}</c:val></c:ser>"
    )
    *front, cat, val = data
    for at, each in enumerate(front):
        series.insert(at, each)
    behind = next((at for at, each in enumerate(series) if each.tag in _BEHIND_DATA), len(series))
    series.insert(behind, val)
    series.insert(behind, cat)


def _reference(kind: str, place: str, values: Sequence[str | int]) -> str:
    """A reference to cells of the workbook, with what stands in them."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(each))}</c:v></c:pt>' for at, each in enumerate(values))
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    cache = f'{code}<c:ptCount val="{len(values)}"/>{points}'
    return f"<c:{kind}Ref><c:f>{_SHEET}!{place}</c:f><c:{kind}Cache>{cache}</c:{kind}Cache></c:{kind}Ref>"
