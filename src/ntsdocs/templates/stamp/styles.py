"""The paragraph styles of the decree's components, named as a văn thư names them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ntsdocs.decree import values
from ntsdocs.docx import font_widths
from ntsdocs.templates.stamp.ooxml import NAMESPACES, XML


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; lengths in twips, size in points, `line` in 240ths of a line unless `exact`."""

    id: str
    name: str
    size: float = values.SIZES["loi_van"]
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    first_line: int = 0
    left: int = 0
    hanging: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    rule: bool = False
    box: bool = False
    level: int | None = None


def _size(part: str) -> float:
    return values.SIZES[part]


_TEXT = Style(
    "LoiVan",
    "Lời văn",
    align="both",
    after=values.PARAGRAPH_GAP,
    line=values.LINE,
    first_line=values.FIRST_LINE,
)
_KINH_GUI_MM = 35.0  # GEO-8
_COLON_MM = _KINH_GUI_MM + font_widths.width_mm("Kính gửi", _size("loi_van"), bold=False)
_DASH_MM = font_widths.width_mm("- ", _size("loi_van"), bold=False)
_CENTRED = Style("", "", align="center")
_TABLE = Style("Bang", "Chữ trong bảng", size=_size("bang"), before=20, after=20)

STYLES = (
    replace(_CENTRED, id="QuocHieu", name="Quốc hiệu", size=_size("quoc_hieu"), bold=True),
    replace(_CENTRED, id="TieuNgu", name="Tiêu ngữ", size=_size("tieu_ngu"), bold=True),
    replace(_CENTRED, id="TenChuQuan", name="Tên cơ quan chủ quản", size=_size("ten_co_quan")),
    replace(_CENTRED, id="TenCoQuan", name="Tên cơ quan ban hành", size=_size("ten_co_quan"), bold=True),
    Style("DuongKe", "Đường kẻ", size=1, line=40, exact=True),
    Style("DuongKeNet", "Đường kẻ có nét", size=1, line=60, exact=True, rule=True),
    replace(_CENTRED, id="SoKyHieu", name="Số - ký hiệu", size=_size("so_ky_hieu"), before=120),
    replace(_CENTRED, id="DiaDanh", name="Địa danh - thời gian", size=_size("dia_danh"), italic=True, before=120),
    replace(_CENTRED, id="TenLoai", name="Tên loại", size=_size("ten_loai"), bold=True, before=240, keep_next=True),
    replace(_CENTRED, id="TrichYeu", name="Trích yếu", size=_size("trich_yeu"), bold=True, keep_next=True),
    replace(_CENTRED, id="VeViec", name="Trích yếu công văn", size=_size("trich_yeu_cong_van"), before=120),
    Style("KinhGui", "Kính gửi", before=240, after=values.PARAGRAPH_GAP, left=values.twips(_KINH_GUI_MM)),
    # ND30-I-2.9c: the dashes stand under each other, under the colon of «Kính gửi:».
    Style(
        "KinhGuiDong", "Kính gửi - từng nơi", left=values.twips(_COLON_MM + _DASH_MM), hanging=values.twips(_DASH_MM)
    ),
    replace(
        _CENTRED,
        id="GiaDinh",
        name="Số liệu giả định",
        size=_size("loi_van"),
        bold=True,
        before=120,
        after=120,
        box=True,
    ),
    replace(_TEXT, id="MoDau", name="Mở đầu", before=240),
    replace(_TEXT, id="Muc", name="Mục La Mã", bold=True, before=120, keep_next=True, level=0),
    replace(_TEXT, id="Khoan", name="Khoản có tiêu đề", bold=True, keep_next=True, level=1),
    replace(_TEXT, id="Diem", name="Điểm", keep_next=True),
    _TEXT,
    replace(_TEXT, id="GachDau", name="Gạch đầu dòng"),
    Style("NoiNhanNhan", "Nơi nhận - nhãn", size=_size("noi_nhan_nhan"), bold=True, italic=True),
    Style("NoiNhan", "Nơi nhận - danh sách", size=_size("noi_nhan")),
    replace(_CENTRED, id="ChucVu", name="Quyền hạn - chức vụ", size=_size("chuc_vu"), bold=True),
    replace(_CENTRED, id="HoTen", name="Họ tên người ký", size=_size("chuc_vu"), bold=True, before=1400),
    replace(_CENTRED, id="PhuLuc", name="Phụ lục", size=_size("phu_luc"), bold=True, keep_next=True, level=0),
    replace(_CENTRED, id="TenPhuLuc", name="Tên phụ lục", size=_size("phu_luc"), bold=True, keep_next=True),
    replace(_CENTRED, id="KemTheo", name="Kèm theo", size=_size("phu_luc"), italic=True, after=120, keep_next=True),
    _TABLE,
    replace(_TABLE, id="BangGiua", name="Chữ giữa ô", align="center"),
    replace(_TABLE, id="BangDau", name="Đầu bảng", align="center", bold=True, keep_next=True),
    replace(_TABLE, id="BangMuc", name="Mục trong bảng", bold=True, keep_next=True),
    replace(_TABLE, id="BangTong", name="Dòng tổng", bold=True, align="center"),
    replace(_TEXT, id="TenBang", name="Tên bảng", first_line=0, align="center", italic=True, keep_next=True),
    Style("SoTrang", "Số trang", size=_size("so_trang"), align="center"),
)


def styles_xml() -> str:
    """The styles part: the decree's font in all four slots, Vietnamese as the language, no theme."""
    fonts = " ".join(f'w:{slot}="{values.FONT}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    body = 2 * values.SIZES["loi_van"]
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="{body}"/><w:szCs w:val="{body}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    font = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    written = "".join(_style(style) for style in STYLES)
    return f"{XML}<w:styles {NAMESPACES}>{defaults}{normal}{font}{table}{written}</w:styles>"


def _style(style: Style) -> str:
    props = ("<w:keepNext/>" if style.keep_next else "") + ("<w:keepLines/>" if style.keep_lines else "")
    if style.rule:
        props += '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    if style.box:
        sides = ("top", "left", "bottom", "right")
        lines = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="2" w:color="auto"/>' for side in sides)
        props += f"<w:pBdr>{lines}</w:pBdr>"
    rule = "exact" if style.exact else "auto"
    props += f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="{rule}"/>'
    if style.first_line or style.left:
        first = f'w:firstLine="{style.first_line}"' if style.first_line else f'w:hanging="{style.hanging}"'
        props += f'<w:ind w:left="{style.left}" {first}/>'
    props += f'<w:jc w:val="{style.align}"/>'
    if style.level is not None:
        props += f'<w:outlineLvl w:val="{style.level}"/>'
    size = round(2 * style.size)
    run = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    run += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )
