"""Small Word files with native charts, and what stands in their charts and workbooks as openpyxl reads it."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import openpyxl
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart

from ntsdocs.docx import package
from tiny_docx import docx

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SAMPLE = "Số thử"  # stands in every name that the samples have

Rows = list[tuple[str | int, ...]]


def chart(*looks: str, kind: str = "bar", title: bool = True, workbook: bool = True) -> bytes:
    """A chart part with one series for each colour, named «Số thử 1»; each has all that Word may put into a series."""
    series = "".join(_series(number, colour, kind) for number, colour in enumerate(looks))
    words = f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{SAMPLE}</a:t></a:r><a:r><a:t>{SAMPLE}</a:t></a:r></a:p>"
    named = f"{words}</c:rich></c:tx></c:title>" if title else ""
    axes = "".join(f'<c:axId val="{number}"/>' for number in (1, 2))
    first = '<c:barDir val="bar"/><c:grouping val="stacked"/>' if kind == "bar" else '<c:grouping val="standard"/>'
    filtered = f'<c:extLst><c:ext uri="{{x}}"><x:hidden xmlns:x="urn:x">{SAMPLE}</x:hidden></c:ext></c:extLst>'
    data = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>' if workbook else ""
    return (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:chart>{named}<c:plotArea><c:layout/>'
        f"<c:{kind}Chart>{first}<c:varyColors val='0'/>{series}{axes}{filtered}</c:{kind}Chart>{_axes()}</c:plotArea>"
        f"</c:chart>{data}</c:chartSpace>"
    ).encode()


def _axes() -> str:
    inside = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
    pairs = (("cat", 1, 2), ("val", 2, 1))
    return "".join(
        f'<c:{kind}Ax><c:axId val="{own}"/>{inside}<c:crossAx val="{other}"/></c:{kind}Ax>'
        for kind, own, other in pairs
    )


def _series(number: int, colour: str, kind: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    look = f"<a:ln>{fill}</a:ln>" if kind == "line" else fill
    shows = "".join(f'<c:show{what} val="0"/>' for what in ("LegendKey", "Val", "CatName", "SerName", "Percent"))
    shows += '<c:showBubbleSize val="0"/>'
    typed = (
        f'<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{SAMPLE}</a:t></a:r></a:p></c:rich></c:tx>'
    )
    point = f'<c:dPt><c:idx val="0"/><c:spPr>{fill}</c:spPr></c:dPt>'
    labels = f"<c:dLbls>{typed}{shows}</c:dLbl>{shows}</c:dLbls>"
    points = "".join(f'<c:pt idx="{at}"><c:v>{SAMPLE} {at}</c:v></c:pt>' for at in range(3))
    cache = f'<c:strRef><c:f>Sheet1!$A$2:$A$4</c:f><c:strCache><c:ptCount val="3"/>{points}</c:strCache></c:strRef>'
    name = f'<c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:pt idx="0"><c:v>{SAMPLE} {number + 1}</c:v></c:pt>'
    name += "</c:strCache></c:strRef>"
    numbers = '<c:pt idx="0"><c:v>987654</c:v></c:pt>'
    values = f"<c:numRef><c:f>Sheet1!$B$2:$B$4</c:f><c:numCache>{numbers}</c:numCache></c:numRef>"
    before = '<c:invertIfNegative val="0"/>' if kind == "bar" else '<c:marker><c:symbol val="none"/></c:marker>'
    after = '<c:shape val="box"/>' if kind == "bar" else '<c:smooth val="0"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{name}</c:tx><c:spPr>{look}</c:spPr>{before}'
        f"{point}{labels}<c:cat>{cache}</c:cat><c:val>{values}</c:val>{after}</c:ser>"
    )


def drawing(number: int, alt: str) -> str:
    """A run in which the chart of this number is drawn."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="3600000" cy="1800000"/>'
        f'<wp:docPr id="{number}" name="Biểu đồ" descr="{escape(alt)}"/><a:graphic xmlns:a="{A}">'
        f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="rIdC{number}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def charted(body: str, *charts: bytes) -> bytes:
    """The file with this body and charts, each with a workbook that holds something of the sample."""
    parts = package.read(docx(body, core="<dc:title>a</dc:title>"))
    types, links = "", ""
    for number, data in enumerate(charts, 1):
        name = f"word/charts/chart{number}.xml"
        parts |= {name: data, f"word/embeddings/so{number}.xlsx": SAMPLE.encode()}
        target = f'Type="{R}/package" Target="../embeddings/so{number}.xlsx"'
        parts[f"word/charts/_rels/chart{number}.xml.rels"] = _relations(f'<Relationship Id="rId1" {target}/>')
        types += f'<Override PartName="/{name}" ContentType="{CHART}"/>'
        links += f'<Relationship Id="rIdC{number}" Type="{R}/chart" Target="charts/chart{number}.xml"/>'
    forms = (("xml", "application/xml"), ("xlsx", XLSX))
    forms += (("rels", "application/vnd.openxmlformats-package.relationships+xml"),)
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    types += f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    types += f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
    types += "".join(f'<Default Extension="{ending}" ContentType="{form}"/>' for ending, form in forms)
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts["[Content_Types].xml"] = f'<Types xmlns="{space}">{types}</Types>'.encode()
    parts["word/_rels/document.xml.rels"] = _relations(links)
    return package.write(parts.items())


def _relations(inside: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'.encode()


def drawn(data: bytes) -> Rows:
    """The rows that a chart part shows, as openpyxl reads its caches."""
    root = etree.fromstring(data)
    root.remove(root.find(f"{{{C}}}externalData"))  # openpyxl does not know that its id is one of a relationship
    chart_ = read_chart(ChartSpace.from_tree(root))
    series = [each for part in (chart_, *chart_._charts[1:]) for each in part.ser]
    names = [each.tx.strRef.strCache.pt[0].v for each in series]
    categories = [[point.v for point in each.cat.strRef.strCache.pt] for each in series]
    values = [[int(point.v) for point in each.val.numRef.numCache.pt] for each in series]
    assert all(each == categories[0] for each in categories)
    return [("", *names), *zip(*categories[:1], *values, strict=True)]


def in_workbook(data: bytes) -> Rows:
    """The rows of a workbook's only sheet."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return [tuple("" if cell is None else cell for cell in row) for row in sheet.iter_rows(values_only=True)]
