"""Small papers written from nothing: a công văn or a named type that keeps every rule, and switches to break them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

import tiny_docx

FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
STYLES = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{FONT}<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
HEADER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
PAGE = (
    '<w:headerReference w:type="default" r:id="rId:header1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="851" w:header="567" w:footer="567" w:gutter="0"/>'
    "<w:titlePg/>"
)
RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'
BODY = '<w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>'
OPENING = (
    "Thực hiện chức năng, nhiệm vụ được giao và ý kiến chỉ đạo của cấp có thẩm quyền, Sở Nội vụ đề nghị các cơ quan, "
    "đơn vị, địa phương triển khai thực hiện các nội dung sau đây để bảo đảm tiến độ chung của toàn tỉnh."
)
CLOSING = "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, phản ánh về Sở Nội vụ để được hướng dẫn./."


def p(text: str, size: int = 28, look: str = "", props: str = '<w:jc w:val="center"/>') -> str:
    """A paragraph; `look` is «b», «i», «bi»."""
    switches = "".join(f"<w:{each}/>" for each in look)
    return (
        f'<w:p><w:pPr>{props}</w:pPr><w:r><w:rPr>{switches}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def text(words: str, look: str = "", props: str = BODY, size: int = 28) -> str:
    """A paragraph of the body."""
    return p(words, size, look, props)


def rule(left: int, right: int | None = None) -> str:
    """An empty paragraph with a line below it, in by so many twips."""
    return f'<w:p><w:pPr>{RULE}<w:spacing w:line="40" w:lineRule="exact"/><w:ind w:left="{left}" w:right="{left if right is None else right}"/></w:pPr></w:p>'


def table(widths: tuple[int, ...], *rows: tuple[str, ...], props: str = "") -> str:
    """A table without lines or cell margins."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return f"<w:tbl><w:tblPr>{margins}{props}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def head(so: str, *, letter: str = "", date: str = "Mẫu, ngày 15 tháng 10 năm 2026", name: str = "SỞ NỘI VỤ") -> str:
    """Ô 1 to 4 in a table of two rows."""
    number = p(so, 26) + (p(letter, 26, props='<w:spacing w:before="120"/><w:jc w:val="center"/>') if letter else "")
    return table(
        (3685, 5669),
        (
            p("UBND TỈNH MẪU", 26) + p(name, 26, "b") + rule(1540),
            p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121),
        ),
        (number, p(date, 28, "i")),
    )


def end(
    *recipients: str,
    authority: tuple[str, ...] = ("GIÁM ĐỐC",),
    signer: str = "Nguyễn Văn Mẫu",
    luu: str = "- Lưu: VT, VP.",
) -> str:
    """Ô 7 and 9b side by side."""
    left = '<w:jc w:val="left"/>'
    received = p("Nơi nhận:", 24, "bi", left) + "".join(p(each, 22, "", left) for each in (*recipients, luu) if each)
    signed = "".join(p(each, 28, "b") for each in authority)
    signed += p(signer, 28, "b", '<w:spacing w:before="1400"/><w:jc w:val="center"/>') if signer else p("")
    return table((4252, 5102), (received, signed))


def closing(words: str = CLOSING) -> str:
    """The last paragraph, which stays with the signature."""
    return text(words, props=f"<w:keepNext/>{BODY}")


def letter(
    *body: str,
    so: str = "Số: 15/SNV-VP",
    subject: str = "V/v triển khai nhiệm vụ",
    addressees: str | None = None,
    tail: str = "",
) -> bytes:
    """A công văn of a sở that keeps every rule; `body` stands between its opening and its closing."""
    to = addressees if addressees is not None else text("Kính gửi: Sở Tài chính", props='<w:ind w:left="1985"/>')
    return docx(
        head(so, letter=subject)
        + to
        + text(OPENING)
        + "".join(body)
        + closing()
        + end("- Như trên;", "- Giám đốc Sở;")
        + tail
    )


def named(
    *body: str,
    title: str = "KẾ HOẠCH",
    so: str = "Số: 15/KH-SNV",
    subject: str = "Triển khai nhiệm vụ năm 2026",
    tail: str = "",
    stroke: int = 3950,
    recipient: str = "- UBND tỉnh (để báo cáo);",
) -> bytes:
    """A paper of a named type that keeps every rule."""
    return docx(
        head(so)
        + p(title, 28, "b")
        + p(subject, 28, "b")
        + rule(stroke)
        + text(OPENING)
        + "".join(body)
        + closing()
        + end(recipient, "- Các phòng, đơn vị;")
        + tail
    )


def docx(
    body: str,
    *,
    section: str = PAGE,
    styles: str = STYLES,
    header: str = HEADER,
    related: Mapping[str, str] | None = None,
) -> bytes:
    """The file around a body."""
    return tiny_docx.docx(body, section=section, related={"styles": styles, "header1": header, **(related or {})})
