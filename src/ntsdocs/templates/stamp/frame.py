"""The decree's frame: head, title, end and annexes, as every template of ours begins."""

from __future__ import annotations

from collections.abc import Mapping

from ntsdocs.decree import values
from ntsdocs.docx import package
from ntsdocs.templates.stamp.ooxml import (
    NAMESPACES,
    XML,
    cell,
    field,
    loop,
    own,
    p,
    plain_table,
    row,
    sect_pr,
    section_end,
    when,
)
from ntsdocs.templates.stamp.styles import styles_xml

_HEAD = (values.twips(values.HEADER_LEFT_MM), values.twips(values.HEADER_RIGHT_MM))
_END = (values.twips(values.SIGNATURE_LEFT_MM), values.twips(values.SIGNATURE_RIGHT_MM))


def head(*, letter: str = "") -> str:
    """Ô 1 to 4 as a table of two rows, so that Số and ngày share a line (GEO-3); `letter` is a công văn's V/v."""
    left, right = _HEAD
    body = (
        loop("line in head.parent_lines", p("TenChuQuan", "{{ line }}"))
        + loop("line in head.name_lines", p("TenCoQuan", "{{ line }}"))
        + p("DuongKeNet", indent="{{ head.rule_indent }}")
    )
    motto = (
        p("QuocHieu", values.QUOC_HIEU)
        + p("TieuNgu", values.TIEU_NGU)
        + p("DuongKeNet", indent=str(values.tieu_ngu_indent()))
    )
    number = p("SoKyHieu", "{{ head.so_ky_hieu }}") + (p("VeViec", letter) if letter else "")
    return plain_table(
        _HEAD,
        row(cell(left, body), cell(right, motto)),
        row(cell(left, number), cell(right, p("DiaDanh", "{{ head.date_line }}"))),
    )


def title(ten_loai: str) -> str:
    """Ô 5a: the kind in capitals, the trích yếu in even lines, the rule below it."""
    return (
        p("TenLoai", ten_loai)
        + p("TrichYeu", "{{ title.trich_yeu }}", indent="{{ title.indent }}")
        + p("DuongKeNet", indent="{{ title.rule_indent }}")
    )


def invented() -> str:
    """The mark of a sample: in the body, so that nobody takes the paper for a real one."""
    words = "SỐ LIỆU GIẢ ĐỊNH - văn bản minh họa, không có giá trị thi hành"
    return when("province.invented", p("GiaDinh", words))


def end(*recipients: str) -> str:
    """Ô 7 and 9b in one row that is never split (GEO-4, GEO-5); `recipients` are blocks of style NoiNhan."""
    left, right = _END
    received = p("NoiNhanNhan", "Nơi nhận:") + "".join(recipients) + p("NoiNhan", "- {{ end.luu }}")
    signed = (
        loop("line in end.lines", p("ChucVu", "{{ line }}"))
        + when("end.signer", p("HoTen", "{{ end.signer }}"))
        + when("not end.signer", p("HoTen", own("ky:ho_ten", "Họ tên người ký")))
    )
    return plain_table(_END, row(cell(left, received), cell(right, signed)))


def recipients() -> str:
    """The lines of Nơi nhận that plan.yaml gives."""
    return loop("line in end.recipients", p("NoiNhan", "- {{ line }};"))


def addressees() -> str:
    """Ô 9a: «Kính gửi:» with one addressee on its line, or several below it (ND30-I-2.9b, 2.9c)."""
    several = loop("name in to.first", p("KinhGuiDong", "- {{ name }};")) + p("KinhGuiDong", "- {{ to.last }}.")
    return when("to.one", p("KinhGui", "Kính gửi: {{ to.one }}")) + when(
        "not to.one", p("KinhGui", "Kính gửi:"), several
    )


def annex(heading: str, ten_phu_luc: str, *blocks: str) -> str:
    """An annex: «Phụ lục I», its title in capitals, «(Kèm theo …)», then `blocks` (ND30-I-3.1b, 3.1c)."""
    return p("PhuLuc", heading) + p("TenPhuLuc", ten_phu_luc) + p("KemTheo", "({{ head.kem_theo }})") + "".join(blocks)


def annexes(*blocks: str) -> str:
    """`blocks` in landscape sections after the main text; each annex counts its own pages (ND30-I-3.1d)."""
    return section_end() + "".join(blocks)


def next_annex() -> str:
    """The break between two annexes."""
    return section_end(landscape=True, restart=True)


def docx(body: str, *, landscape_end: bool = False) -> bytes:
    """The whole file around `body`; the last section is an annex where `landscape_end`."""
    last = p("DuongKe") + sect_pr(landscape=landscape_end, restart=landscape_end)
    document = f"{XML}<w:document {NAMESPACES}><w:body>{body}{last}</w:body></w:document>"
    return package.write(
        {**_CONSTANT, "word/document.xml": document.encode(), "word/styles.xml": styles_xml().encode()}.items()
    )


def _part(text: str) -> bytes:
    return (XML + text).encode()


_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONSTANT: Mapping[str, bytes] = {
    "[Content_Types].xml": _part(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.header+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": _part(
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELS}/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    ),
    "word/_rels/document.xml.rels": _part(
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELS}/settings" Target="settings.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELS}/header" Target="header1.xml"/>'
        "</Relationships>"
    ),
    "word/header1.xml": _part(f"<w:hdr {NAMESPACES}>{p('SoTrang', field('PAGE'))}</w:hdr>"),  # ND30-I-1.7a
    "word/settings.xml": _part(
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="vi-VN"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ),
    "docProps/core.xml": _part(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>{{ core.title }}</dc:title><dc:subject>{{ core.subject }}</dc:subject>"
        "<dc:creator>{{ core.agency }}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>"
    ),
    "docProps/app.xml": _part(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office Word</Application></Properties>"
    ),
}
