"""PDFs of papers: what LibreOffice leaves to the moment is fixed, what lays out a page is no table, many become one."""

from __future__ import annotations

import hashlib
import io
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Pdf, PdfError, String

# How LibreOffice is asked for PDF/A-2b (ISO 19005-2) that is PDF/UA-1 (ISO 14289-1) as well.
ARCHIVAL = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
_XMP_DATE = re.compile(rb"(?<=Date>)[^<]+(?=</xmp:)")
# ISO 19005-2, 6.6.2.3: a property that its schemas do not know, as that of PDF/UA, has to be described.
_UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""
_ID = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")


def archival(data: bytes, day: date, key: str, charts: Sequence[str] = ()) -> bytes:
    """The PDF that LibreOffice wrote, dated `day`: the same bytes every time. `PdfError` if it is no whole PDF/A.

    `key`, 32 hexadecimal digits, stands in it for what it was made of. `charts` are the texts that stand for its
    charts, which LibreOffice leaves out.
    """
    pdf = Pdf.open(io.BytesIO(data), attempt_recovery=False)
    if not {"/OutputIntents", "/Metadata"} <= {*pdf.Root.keys()}:
        raise PdfError("no PDF/A")  # LibreOffice is too old
    for intent in pdf.Root.OutputIntents:
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[24:36] = struct.pack(">6H", day.year, day.month, day.day, 0, 0, 0)  # ICC.1, 7.2
        intent.DestOutputProfile.write(bytes(profile))
    xmp = _XMP_DATE.sub(f"{day}T00:00:00Z".encode(), pdf.Root.Metadata.read_bytes())
    pdf.Root.Metadata.write(xmp if b"pdfaExtension" in xmp else xmp.replace(b"</rdf:RDF>", _UA_SCHEMA))
    for name in {"/CreationDate", "/ModDate"} & {*pdf.docinfo.keys()}:
        pdf.docinfo[name] = f"D:{day:%Y%m%d}000000Z"
    if "/DocChecksum" in pdf.trailer:
        del pdf.trailer["/DocChecksum"]
    for table in pdf.objects:
        if isinstance(table, Dictionary) and table.get("/S") == "/Table":
            parts = [*_parts(table)]
            names = [str(part.S) for part in parts]
            if "/TH" not in names and names.count("/TD") <= 2 * names.count("/TR"):  # as letterhead and signature
                for part in (table, *parts):
                    part.S = Name.Div
                    part.A = Dictionary(O=Name.Layout)
    _describe(pdf, charts)
    return _sealed(pdf, key)


def joined(papers: Mapping[str, bytes]) -> bytes:
    """The papers, by name, as one PDF for a printer of both sides: each begins on a right page and has its own numbers.

    A bookmark leads to each. It is neither tagged nor for the archive.
    """
    whole, sources = Pdf.new(), [Pdf.open(io.BytesIO(data)) for data in papers.values()]
    labels: list[Object | int] = []
    with whole.open_outline() as outline:
        for name, paper in zip(papers, sources, strict=True):
            if len(whole.pages) % 2:
                labels += [len(whole.pages), Dictionary(P="–")]
                whole.add_blank_page(page_size=(595.3, 841.9))  # A4
            labels += [len(whole.pages), Dictionary(S=Name.D)]
            words = [str(paper.docinfo[key]) for key in ("/Author", "/Title") if key in paper.docinfo]
            outline.root.append(OutlineItem(". ".join([name, *words]), len(whole.pages)))
            whole.pages.extend(paper.pages)
    whole.Root.PageLabels = Dictionary(Nums=Array(labels))
    whole.Root.Lang = "vi-VN"
    return _sealed(whole, "0" * 32)


def key_of(data: bytes) -> str:
    """The key that a PDF of ours bears; blank if it is none of ours, or if anybody has changed or signed it since."""
    ids = _ID.findall(data)
    return ids[-1][0].decode() if ids and _with_seal(data) == data else ""


def _describe(pdf: Pdf, charts: Sequence[str]) -> None:
    tags = (each for each in pdf.objects if isinstance(each, Dictionary))
    silent = [each for each in tags if each.get("/S") == "/Figure" and "/Alt" not in each]
    if len(silent) == len(charts):  # else nobody knows which is which
        for tag, text in zip(silent, charts, strict=True):
            tag.Alt = String(text)


def _sealed(pdf: Pdf, key: str) -> bytes:
    """The PDF's bytes; the first part of its id is `key`, the second one a digest of all the rest."""
    pdf.trailer["/ID"] = Array([bytes.fromhex(key)] * 2)
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return _with_seal(written.getvalue())


def _with_seal(data: bytes) -> bytes:
    *_, seal = _ID.finditer(data)
    before, after = data[: seal.start(2)], data[seal.end(2) :]
    return before + hashlib.sha256(before + after).hexdigest()[:32].encode() + after


def _parts(element: Object) -> Iterator[Object]:
    """The rows of a table, their groups and their cells."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/S") in ("/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD"):
            yield kid
            yield from _parts(kid)
