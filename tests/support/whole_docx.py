"""Small but whole .docx files, with styles, headers, notes, pictures, links, written in the test that needs them."""

from __future__ import annotations

from collections.abc import Mapping

from ntsdocs.docx import package
from tiny_docx import p, r

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XMLNS = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_ROOTS = {"header": "hdr", "footer": "ftr"}
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
)
_NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
# The smallest PNG there is, and another that differs in one byte: the colour of its only point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000 3a7e9b550000000a49444154789c63600000000200 01"
    "48afa4710000000049454e44ae426082".replace(" ", "")
)
END = p("./.")


def whole(
    body: str,
    *,
    header: str | None = None,
    notes: Mapping[int, str] | None = None,
    section: str = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"'
    ' w:header="708" w:footer="708" w:gutter="0"/>',
    styles: str = "",
    numbering: str = "",
    picture: bytes = b"",
    link: str = "",
    comments: str = "",
    modified: str = "",
    end: str = END,
) -> bytes:
    """The file. The picture is related as rIdPicture, the link as rIdLink; notes are given by id."""
    stories = {"styles": STYLES + styles}
    if header is not None:
        stories["header1"] = header
        section = f'<w:headerReference w:type="default" r:id="rIdheader1"/>{section}'
    if notes is not None:
        stories["footnotes"] = _NOTES + "".join(
            f'<w:footnote w:id="{id_}">{p(r(text))}</w:footnote>' for id_, text in notes.items()
        )
    if numbering:
        stories["numbering"] = numbering
    if comments:
        stories["comments"] = comments
    links = overrides = ""
    for name in stories:
        kind = name.rstrip("0123456789")
        links += f'<Relationship Id="rId{name}" Type="{_R}/{kind}" Target="{name}.xml"/>'
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
    if picture:
        links += f'<Relationship Id="rIdPicture" Type="{_R}/image" Target="media/image1.png"/>'
    if link:
        links += f'<Relationship Id="rIdLink" Type="{_R}/hyperlink" Target="{link}" TargetMode="External"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        f' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_P}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_P}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + (f'<dcterms:modified xsi:type="dcterms:W3CDTF">{modified}</dcterms:modified>' if modified else "")
        + "</cp:coreProperties>",
        "word/document.xml": f"<w:document {_XMLNS}><w:body>{body}{end}<w:sectPr>{section}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}/relationships">{links}</Relationships>',
    }
    for name, inside in stories.items():
        kind = name.rstrip("0123456789")
        root = _ROOTS.get(kind, kind)
        parts[f"word/{name}.xml"] = f"<w:{root} {_XMLNS}>{inside}</w:{root}>"
    if picture:
        parts["word/media/image1.png"] = picture
    return package.write((name, text.encode() if isinstance(text, str) else text) for name, text in parts.items())


def grid(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> str:
    """A table of cells with one paragraph each, with its widths in twips."""
    widths = widths or (2000,) * len(rows[0])
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell if cell.startswith("<w:") else p(cell)}'
            "</w:tc>"
            for width, cell in zip(widths, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>'


def held(tag: str, inside: str, number: int) -> str:
    """A content control with a tag and an id."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def note(id_: int) -> str:
    """The run that calls a footnote."""
    return f'<w:r><w:footnoteReference w:id="{id_}"/></w:r>'


def tracked(kind: str, inside: str, author: str = "Sở Y tế", id_: int = 900) -> str:
    """An earlier revision by somebody else."""
    return f'<w:{kind} w:id="{id_}" w:author="{author}" w:date="2026-01-02T03:04:05Z">{inside}</w:{kind}>'


def image(number: int = 1) -> str:
    """A run with the picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="{number}" name="Hình {number}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="a"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
