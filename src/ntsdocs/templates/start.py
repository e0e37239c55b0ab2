"""Begin a new kind's template: an empty frame in the decree's form, which Word then fills with the kind's own words.

Element order follows the schemas of ISO/IEC 29500-1 (transitional). Lengths are in twips unless a name says mm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

from ntsdocs.decree import values
from ntsdocs.docx import font_widths, package
from ntsdocs.kinds.due import Kind
from ntsdocs.kinds.frame import Addressees, End, Head, TheProvince, Title
from ntsdocs.templates import vocabulary
from ntsdocs.text import shelf
from ntsdocs.text.problems import Origin, Problem, TemplateWrong

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_BODY = (
    ("LoiVan", "(Căn cứ, mục đích: gõ lời văn của mẫu thay cho dòng này.)"),
    ("Muc", f"I. {values.OPEN}"),
    ("LoiVan", f"{values.OPEN}./."),
)


def begin(kind: Kind, folder: Path) -> Path:
    """Write the kind's frame into `folder`; `TemplateWrong` if its template is there already."""
    path = folder / f"{kind.name}.docx"
    try:
        shelf.put(path, frame(kind), lambda _: False)
    except FileExistsError as error:
        what = f"đã có mẫu của «{kind.title}»; không ghi đè."
        remedy = "sửa mẫu ấy bằng Word rồi chạy «invoke templates»; muốn làm lại từ đầu thì dời tệp đi trước."
        raise TemplateWrong([Problem(Origin(f"{folder.name}/{path.name}"), what, remedy)]) from error
    return path


def frame(kind: Kind) -> bytes:
    """The frame for the kind, as a .docx file: its head, its title or «V/v», a place for its words, and its end.

    It uses only names that `kind.says` has, so that it keeps the kind's contract.
    """
    body = "".join(_blocks(kind))
    last = _p("DuongKe") + _section()
    parts = {
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}{last}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/header1.xml": f"<w:hdr {_NAMESPACES}>{_p('SoTrang', _PAGE_NUMBER)}</w:hdr>",  # ND30-I-1.7a
        **_CONSTANT,
    }
    return package.write((name, f"{_DECLARATION}{text}".encode()) for name, text in parts.items())


def _blocks(kind: Kind) -> list[str]:
    names = {hint: name for name, hint in vocabulary.members(kind.says).items()}
    body = [_p(style, words) for style, words in _BODY]
    blocks: Mapping[type, Callable[[str], str]] = {
        Head: lambda name: _head(name, letter=Title not in names),
        Title: lambda name: _title(name, kind.title.upper()),
        TheProvince: _invented,
        Addressees: _addressees,
    }
    before = [block(names[says]) for says, block in blocks.items() if says in names]
    return [*before, *body, *([_end(names[End])] if End in names else [])]


# --- the parts of a paper --------------------------------------------------------------------------------------------


def _head(head: str, *, letter: bool) -> str:
    """Ô 1 to 4 as a table of two rows, so that Số and ngày share a line (GEO-3); a `letter` has its «V/v»."""
    left, right = values.twips(values.HEADER_LEFT_MM), values.twips(values.HEADER_RIGHT_MM)
    issuer = (
        _loop(f"line in {head}.parent_lines", _p("TenChuQuan", "{{ line }}"))
        + _loop(f"line in {head}.name_lines", _p("TenCoQuan", "{{ line }}"))
        + _p("DuongKeNet", indent=f"{{{{ {head}.rule_indent }}}}")
    )
    motto = (
        _p("QuocHieu", values.QUOC_HIEU)
        + _p("TieuNgu", values.TIEU_NGU)
        + _p("DuongKeNet", indent=str(values.tieu_ngu_indent()))
    )
    number = _p("SoKyHieu", f"{{{{ {head}.so_ky_hieu }}}}") + (_p("VeViec", f"V/v {values.OPEN}") if letter else "")
    date = _p("DiaDanh", f"{{{{ {head}.date_line }}}}")
    return _table((left, right), (issuer, motto), (number, date))


def _title(title: str, ten_loai: str) -> str:
    """Ô 5a: the kind in capitals, the trích yếu in even lines, the rule below it."""
    return (
        _p("TenLoai", ten_loai)
        + _p("TrichYeu", f"{{{{ {title}.trich_yeu }}}}", indent=f"{{{{ {title}.indent }}}}")
        + _p("DuongKeNet", indent=f"{{{{ {title}.rule_indent }}}}")
    )


def _invented(province: str) -> str:
    """The mark of a sample: in the body, so that nobody takes the paper for a real one."""
    words = "SỐ LIỆU GIẢ ĐỊNH - văn bản minh họa, không có giá trị thi hành"
    return _when(f"{province}.invented", _p("GiaDinh", words))


def _addressees(to: str) -> str:
    """Ô 9a: «Kính gửi:» with one addressee on its line, or several below it (ND30-I-2.9b, 2.9c)."""
    several = _loop(f"name in {to}.first", _p("KinhGuiDong", "- {{ name }};"))
    several += _p("KinhGuiDong", f"- {{{{ {to}.last }}}}.")
    return _when(f"{to}.one", _p("KinhGui", f"Kính gửi: {{{{ {to}.one }}}}")) + _when(
        f"not {to}.one", _p("KinhGui", "Kính gửi:") + several
    )


def _end(end: str) -> str:
    """Ô 7 and 9b in one row that is never split (GEO-4, GEO-5)."""
    received = (
        _p("NoiNhanNhan", "Nơi nhận:")
        + _loop(f"line in {end}.recipients", _p("NoiNhan", "- {{ line }};"))
        + _p("NoiNhan", f"- {{{{ {end}.luu }}}}")
    )
    signed = (
        _loop(f"line in {end}.lines", _p("ChucVu", "{{ line }}"))
        + _when(f"{end}.signer", _p("HoTen", f"{{{{ {end}.signer }}}}"))
        + _when(f"not {end}.signer", _p("HoTen", _SIGNER))
    )
    return _table((values.twips(values.SIGNATURE_LEFT_MM), values.twips(values.SIGNATURE_RIGHT_MM)), (received, signed))


# --- paragraphs, tables, sections ------------------------------------------------------------------------------------


def _p(style: str, words: str = "", *, indent: str = "") -> str:
    """A paragraph; `words` that begin with a tag of Word's stand as they are. `indent` sets both sides."""
    sides = f'<w:ind w:left="{indent}" w:right="{indent}"/>' if indent else ""
    runs = words if words.startswith("<w:") or not words else _t(words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{sides}</w:pPr>{runs}</w:p>'


def _t(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _loop(each: str, blocks: str) -> str:
    return f"{_statement(f'for {each}')}{blocks}{_statement('endfor')}"


def _when(condition: str, blocks: str) -> str:
    return f"{_statement(f'if {condition}')}{blocks}{_statement('endif')}"


def _statement(words: str) -> str:
    """A paragraph that vanishes when the template is filled."""
    return f"<w:p><w:r><w:t>{{%p {words} %}}</w:t></w:r></w:p>"


def _table(widths: tuple[int, int], *rows: tuple[str, str]) -> str:
    """A table without borders or cell margins, as heads and signature blocks are set (GEO-1, GEO-4)."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written = ""
    for row in rows:
        cells = zip(widths, row, strict=True)
        inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{blocks}</w:tc>' for w, blocks in cells)
        written += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"
    )


def _section() -> str:
    """A4, the decree's margins, page numbers from the header, none on the first page."""
    width, height = values.A4
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{values.TOP}" w:right="{values.RIGHT}" w:bottom="{values.BOTTOM}" w:left="{values.LEFT}" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


_PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
# A content control that the agency fills in. It has no type, as a rich-text one: LibreOffice makes an input field of a
# plain one, in which it knows no tracked changes.
_SIGNER = (
    '<w:sdt><w:sdtPr><w:alias w:val="Họ tên người ký"/><w:tag w:val="own:ky:ho_ten"/><w:showingPlcHdr/></w:sdtPr>'
    f"<w:sdtContent>{_t(values.OPEN)}</w:sdtContent></w:sdt>"
)


# --- styles ----------------------------------------------------------------------------------------------------------


def _styles() -> str:
    """The styles part: the decree's font in all four slots, Vietnamese as the language, no theme."""
    fonts = " ".join(f'w:{slot}="{values.FONT}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    body = 2 * values.SIZES["loi_van"]
    return (
        f"<w:styles {_NAMESPACES}>"
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="{body}"/><w:szCs w:val="{body}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(style.xml() for style in _STYLES)}</w:styles>"
    )


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style; `size` in points or the name of the decree's part, `line` in 240ths unless `exact`."""

    id: str
    name: str
    size: float | str = "loi_van"
    align: str = "left"
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    indent: str = ""
    border: str = ""
    bold: bool = False
    italic: bool = False
    keep_next: bool = False
    level: int | None = None

    def xml(self) -> str:
        """The style, as the styles part holds it."""
        next_ = "<w:keepNext/>" if self.keep_next else ""
        border = f"<w:pBdr>{self.border}</w:pBdr>" if self.border else ""
        rule = "exact" if self.exact else "auto"
        spacing = f'w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" w:lineRule="{rule}"'
        indent = f"<w:ind {self.indent}/>" if self.indent else ""
        level = "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'
        font = ("<w:b/><w:bCs/>" if self.bold else "") + ("<w:i/><w:iCs/>" if self.italic else "")
        size = round(2 * (values.SIZES[self.size] if isinstance(self.size, str) else self.size))
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{next_}{border}<w:spacing {spacing}/>{indent}'
            f'<w:jc w:val="{self.align}"/>{level}</w:pPr>'
            f'<w:rPr>{font}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )


_DASH_MM = font_widths.width_mm("- ", values.SIZES["loi_van"], bold=False)
_KINH_GUI_MM = 35.0  # GEO-8
_COLON_MM = _KINH_GUI_MM + font_widths.width_mm("Kính gửi", values.SIZES["loi_van"], bold=False)
# ND30-I-2.9c: the dashes stand under each other, under the colon of «Kính gửi:».
_UNDER_COLON = f'w:left="{values.twips(_COLON_MM + _DASH_MM)}" w:hanging="{values.twips(_DASH_MM)}"'
_RULE = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
_SIDES = ("top", "left", "bottom", "right")
_BOX = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="2" w:color="auto"/>' for side in _SIDES)
_TEXT = _Style(
    "LoiVan",
    "Lời văn",
    align="both",
    after=values.PARAGRAPH_GAP,
    line=values.LINE,
    indent=f'w:left="0" w:firstLine="{values.FIRST_LINE}"',
)
_CENTRED = _Style("", "", align="center")
_HEADING = replace(_CENTRED, bold=True, keep_next=True)
_CELL = _Style("Bang", "Chữ trong bảng", "bang", before=20, after=20)
_STYLES = (
    replace(_CENTRED, id="QuocHieu", name="Quốc hiệu", size="quoc_hieu", bold=True),
    replace(_CENTRED, id="TieuNgu", name="Tiêu ngữ", size="tieu_ngu", bold=True),
    replace(_CENTRED, id="TenChuQuan", name="Tên cơ quan chủ quản", size="ten_co_quan"),
    replace(_CENTRED, id="TenCoQuan", name="Tên cơ quan ban hành", size="ten_co_quan", bold=True),
    _Style("DuongKe", "Đường kẻ", 1, line=40, exact=True),
    _Style("DuongKeNet", "Đường kẻ có nét", 1, line=60, exact=True, border=_RULE),
    replace(_CENTRED, id="SoKyHieu", name="Số - ký hiệu", size="so_ky_hieu", before=120),
    replace(_CENTRED, id="DiaDanh", name="Địa danh - thời gian", size="dia_danh", italic=True, before=120),
    replace(_HEADING, id="TenLoai", name="Tên loại", size="ten_loai", before=240),
    replace(_HEADING, id="TrichYeu", name="Trích yếu", size="trich_yeu"),
    replace(_CENTRED, id="VeViec", name="Trích yếu công văn", size="trich_yeu_cong_van", before=120),
    _Style(
        "KinhGui", "Kính gửi", before=240, after=values.PARAGRAPH_GAP, indent=f'w:left="{values.twips(_KINH_GUI_MM)}"'
    ),
    _Style("KinhGuiDong", "Kính gửi - từng nơi", indent=_UNDER_COLON),
    replace(_CENTRED, id="GiaDinh", name="Số liệu giả định", bold=True, before=120, after=120, border=_BOX),
    replace(_TEXT, id="MoDau", name="Mở đầu", before=240),
    replace(_TEXT, id="Muc", name="Mục La Mã", bold=True, before=120, keep_next=True, level=0),
    replace(_TEXT, id="Khoan", name="Khoản có tiêu đề", bold=True, keep_next=True, level=1),
    replace(_TEXT, id="Diem", name="Điểm", keep_next=True),
    _TEXT,
    replace(_TEXT, id="GachDau", name="Gạch đầu dòng"),
    _Style("NoiNhanNhan", "Nơi nhận - nhãn", "noi_nhan_nhan", bold=True, italic=True),
    _Style("NoiNhan", "Nơi nhận - danh sách", "noi_nhan"),
    replace(_CENTRED, id="ChucVu", name="Quyền hạn - chức vụ", size="chuc_vu", bold=True),
    replace(_CENTRED, id="HoTen", name="Họ tên người ký", size="chuc_vu", bold=True, before=1400),
    replace(_HEADING, id="PhuLuc", name="Phụ lục", size="phu_luc", level=0),
    replace(_HEADING, id="TenPhuLuc", name="Tên phụ lục", size="phu_luc"),
    replace(_HEADING, id="KemTheo", name="Kèm theo", size="phu_luc", bold=False, italic=True, after=120),
    _CELL,
    replace(_CELL, id="BangGiua", name="Chữ giữa ô", align="center"),
    replace(_CELL, id="BangDau", name="Đầu bảng", align="center", bold=True, keep_next=True),
    replace(_CENTRED, id="SoTrang", name="Số trang", size="so_trang"),
)


# --- the other parts -------------------------------------------------------------------------------------------------

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONSTANT: Mapping[str, str] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.header+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/settings" Target="settings.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELATIONS}/header" Target="header1.xml"/></Relationships>'
    ),
    "word/settings.xml": (
        f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="vi-VN"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ),
    "docProps/core.xml": (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ core.title }}</dc:title><dc:subject>{{ core.subject }}</dc:subject>"
        "<dc:creator>{{ core.agency }}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>"
    ),
}
