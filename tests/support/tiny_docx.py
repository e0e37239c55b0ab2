"""The smallest .docx files that Word would open, written in the test that needs them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from ntsdocs.docx import package

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
CORE_RELATION = f"{_P}/relationships/metadata/core-properties"
A4 = '<w:pgSz w:w="11906" w:h="16838"/>'


def p(*runs: str, props: str = "") -> str:
    """A paragraph of runs; plain text becomes a run."""
    inside = "".join(each if each.startswith("<w:") else r(each) for each in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    """A table of columns 20 mm wide; each cell is given by its paragraphs."""
    grid = '<w:gridCol w:w="1134"/>' * len(rows[0])
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def control(tag: str, inside: str) -> str:
    """A content control."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def field(instruction: str, result: str) -> str:
    """A field with its last result."""
    marks = {each: f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")}
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks['begin']}{code}{marks['separate']}{r(result)}{marks['end']}"


def docx(
    body: str, *, section: str = "", core: str = "", core_relation: str = CORE_RELATION, related: Mapping[str, str] = {}
) -> bytes:
    """The file; `related` gives the other parts by kind and number («header1»), each related as rId:<name>."""
    kinds = {name: name.rstrip("0123456789") for name in related}
    roots = {"header": "hdr", "footer": "ftr"}
    links = "".join(
        f'<Relationship Id="rId:{name}" Type="{_R}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{_P}/relationships">'
            f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{core_relation}" Target="docProps/core.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}/relationships">{links}</Relationships>',
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        ),
    }
    for name, inside in related.items():
        root = roots.get(kinds[name], kinds[name])
        parts[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>"
    return package.write((name, text.encode()) for name, text in parts.items())
