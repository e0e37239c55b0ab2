"""Small PDFs with all that LibreOffice leaves to the moment, and tables as it tags them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Pdf, Stream

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

Table = Sequence[Sequence[str]]  # rows of cells: «H» one of a heading, «D» one of data


def made(second: int, title: str = "Kế hoạch", pages: int = 1, tables: Sequence[Table] = ()) -> bytes:
    """A PDF as LibreOffice would have written it in that second of some minute."""
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595.3, 841.9))
        pdf.pages[-1].Contents = pdf.make_stream(f"BT % {title} ET".encode())
    profile = bytearray(b"icc-" * 40)
    profile[24:36] = bytes([7, 234, 0, 11, 0, 30, 0, 23, 0, 48, 0, second])
    pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=Stream(pdf, bytes(profile)))])
    at = f"2026-11-30T23:48:{second:02}Z"
    pdf.Root.Metadata = Stream(pdf, _XMP.format(at=at).encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo["/CreationDate"] = f"D:20261130234{second:03}Z'"
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = title, "Sở Y tế"
    pdf.trailer["/DocChecksum"] = Name(f"/{second:032}")
    pdf.trailer["/ID"] = Array([bytes([second]) * 16] * 2)
    root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([_table(pdf, each) for each in tables])
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


def _table(pdf: Pdf, rows: Table) -> Dictionary:
    tagged = []
    for row in rows:
        cells = [_element(pdf, f"T{cell}", [_element(pdf, "P", [])]) for cell in row]
        tagged.append(_element(pdf, "TR", cells))
    return _element(pdf, "Table", [_element(pdf, "TBody", tagged[1:]), *tagged[:1]] if len(tagged) > 2 else tagged)


def _element(pdf: Pdf, name: str, kids: list[Dictionary]) -> Dictionary:
    element = Dictionary(S=Name(f"/{name}"), A=Dictionary(O=Name.Table, RowSpan=1))
    if kids:
        element.K = Array(kids) if len(kids) > 1 else kids[0]  # LibreOffice writes either
    return pdf.make_indirect(element)


def tags(pdf: Pdf) -> list[str]:
    """What the elements of a PDF are told to be, in the order of reading."""
    return [*_tags(pdf.Root.StructTreeRoot)]


def _tags(element):
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        yield str(kid.S).removeprefix("/")
        yield from _tags(kid)
