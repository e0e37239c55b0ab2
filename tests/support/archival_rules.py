"""What ISO 19005-2 (PDF/A-2b) and ISO 14289-1 (PDF/UA-1) ask of a PDF, as far as LibreOffice could break it here.

By clause: A 6.1.2 header, 6.1.3 trailer, 6.1.7 streams, 6.2.3 output intent, 6.2.5 graphics states, 6.2.11.4 fonts put
in, 6.3 annotations, 6.5 actions, 6.6.2 and 6.6.4 metadata, 6.8 files put in; UA 5 identification, 7.1 tags and roles,
title, 7.2 language, 7.4.2 order of headings, 7.5 tables, 7.21.7 letters of each font.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREDEFINED = {
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
}
_STANDARD = {
    f"/{name}"
    for name in (
        "Document Part Sect Div Art BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl"
        " LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form"
    ).split()
}


def breaches(data: bytes) -> list[str]:
    """The clauses that the PDF breaks, each with what breaks it."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        every = [each for each in pdf.objects if isinstance(each, (Dictionary, Stream))]
        parts = (_file(data, pdf), _graphics(pdf, every), _metadata(pdf), _tags(pdf), _fonts(every))
        return [breach for part in parts for breach in part]


def _file(data: bytes, pdf: Pdf) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[2-7]\n%[\x80-\xff]{4}", data):
        yield "A 6.1.2: header"
    if "/Encrypt" in pdf.trailer or len(pdf.trailer.get("/ID", [])) != 2:
        yield "A 6.1.3: trailer"
    if {"/AA", "/AcroForm", "/Perms"} & {*pdf.Root.keys()} or "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
        yield "A 6.5, 6.8: catalog"
    if not isinstance(pdf.Root.get("/OpenAction", Array()), Array):
        yield "A 6.5: action"


def _graphics(pdf: Pdf, every: list[Object]) -> Iterator[str]:
    (intent,) = pdf.Root.OutputIntents
    profile = intent.DestOutputProfile.read_bytes()
    if intent.S != "/GTS_PDFA1" or profile[36:40] != b"acsp" or profile[12:20] != b"mntrRGB " or profile[8] > 4:
        yield "A 6.2.3: output intent"
    for each in every:
        filters = each.get("/Filter", [])
        if "/LZWDecode" in ([filters] if isinstance(filters, Name) else [*filters]) or "/FFilter" in each:
            yield "A 6.1.7: filter"
        if {"/TR", "/HTP"} & {*each.keys()} or each.get("/BM", Name.Normal) != "/Normal" or "/JS" in each:
            yield "A 6.2.5, 6.5: graphics state or script"
        if each.get("/S") in ("/Launch", "/JavaScript", "/ImportData", "/Movie", "/Sound"):
            yield "A 6.5: action"
    if any("/Annots" in page.obj for page in pdf.pages):
        yield "A 6.3: annotations"  # our papers have none


def _metadata(pdf: Pdf) -> Iterator[str]:
    xmp = etree.fromstring(pdf.Root.Metadata.read_bytes(), etree.XMLParser(resolve_entities=False))
    texts = {each.tag: each.text for each in xmp.iter() if each.tag is not etree.Comment}
    named = ("id/}part", "2"), ("id/}conformance", "B")
    if any(texts.get(f"{{http://www.aiim.org/pdfa/ns/{name}") != value for name, value in named):
        yield "A 6.6.4: identification"
    if texts.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
        yield "UA 5: identification"
    described = {each.text for each in xmp.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")}
    properties = [each for block in xmp.iter(f"{_RDF}Description") for each in block]
    for each in {etree.QName(each).namespace for each in properties} - _PREDEFINED - described:
        yield f"A 6.6.2.3: {each} is not described"
    title = "".join(xmp.find(".//{http://purl.org/dc/elements/1.1/}title").itertext()).strip()
    if not title or title != str(pdf.docinfo["/Title"]) or not pdf.Root.ViewerPreferences.DisplayDocTitle:
        yield "UA 7.1: title"


def _tags(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root.StructTreeRoot
    if not pdf.Root.MarkInfo.Marked or str(pdf.Root.Lang) != "vi-VN" or "/ParentTree" not in root:
        yield "UA 7.1, 7.2: tagged, in Vietnamese"
    roles = {name: str(role) for name, role in root.get("/RoleMap", {}).items()}
    level = 0
    for element in _elements(root):
        role = roles.get(str(element.S), str(element.S))
        if role not in _STANDARD:
            yield f"UA 7.1: role {role}"
        if re.fullmatch("/H[1-6]", role):
            if int(role[2]) > level + 1:
                yield f"UA 7.4.2: {role} after a heading of level {level}"
            level = int(role[2])
        if role == "/Table":
            yield from _table(element)


def _table(table: Object) -> Iterator[str]:
    rows = [each for each in _elements(table) if each.S == "/TR"]
    cells = [[*_kids(row)] for row in rows]
    headings = [cell for row in cells for cell in row if cell.S == "/TH"]
    if not headings or any(_attribute(cell, "/Scope") is None for cell in headings):
        yield "UA 7.5: table without heading cells"
    spans = [sum(int(_attribute(cell, "/ColSpan") or 1) for cell in row) for row in cells]
    if not any(int(_attribute(cell, "/RowSpan") or 1) > 1 for row in cells for cell in row) and len({*spans}) != 1:
        yield f"UA 7.2, 7.5: rows of {sorted({*spans})} columns"


def _attribute(cell: Object, name: str) -> Object | None:
    attributes = cell.get("/A", Array())
    of_all = attributes if isinstance(attributes, Array) else [attributes]
    return next((each[name] for each in of_all if name in each), None)


def _elements(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        yield kid
        yield from _elements(kid)


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _fonts(every: list[Object]) -> Iterator[str]:
    fonts = [each for each in every if each.get("/Type") == "/Font"]
    if not fonts or any("/ToUnicode" not in each for each in fonts if "/DescendantFonts" in each or "/Widths" in each):
        yield "UA 7.21.7: a font without the letters it stands for"
    for font in fonts:
        descriptor = font.get("/FontDescriptor")
        if font.get("/Subtype") != "/Type0" and (
            descriptor is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & {*descriptor.keys()}
        ):
            yield f"A 6.2.11.4: font {font.get('/BaseFont')} is not put in"
