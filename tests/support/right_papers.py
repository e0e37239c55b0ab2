"""Lawful papers as other offices set them: letterheads, signatures, kinds, editors; all of our own making."""

from __future__ import annotations

from collections.abc import Mapping

import paper_maker as made
from paper_maker import BODY, CLOSING, OPENING, closing, end, p, rule, table, text

NS = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CENTRE, LEFT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'
MOTTO, FREEDOM = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATE = "Mẫu, ngày 15 tháng 10 năm 2026"
WHOLE, THIRD = 60.5, 10.0  # mm: as long as the Tiêu ngữ at 14 pt, and 0,4 of «SỞ NỘI VỤ» at 13


def run(words: str, look: str = "", size: int = 28, more: str = "") -> str:
    switches = "".join(f"<w:{each}/>" for each in look)
    return f'<w:r><w:rPr>{switches}<w:sz w:val="{size}"/>{more}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(*runs: str, props: str = CENTRE) -> str:
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(runs)}</w:p>"


# --- lines, in every way they are drawn ------------------------------------------------------------------------------


def pt(mm: float) -> float:
    return mm * 72 / 25.4


def emu(mm: float) -> int:
    return round(mm * 36000)


def vml(inside: str) -> str:
    return f"<w:r><w:pict {NS}>{inside}</w:pict></w:r>"


def v_line(mm: float) -> str:
    return vml(f'<v:line style="position:absolute" from="40pt,2pt" to="{40 + pt(mm):.2f}pt,2pt"/>')


def v_line_in_inches(mm: float) -> str:
    return vml(f'<v:line from="0,0" to="{mm / 25.4:.3f}in,0"/>')


def v_connector(mm: float) -> str:
    return vml(
        f'<v:shape type="#_x0000_t32" style="position:absolute;margin-left:40pt;width:{pt(mm):.2f}pt;height:0"/>'
    )


def v_thin_box(mm: float) -> str:
    return vml(f'<v:rect style="width:{pt(mm):.2f}pt;height:.75pt" fillcolor="black"/>')


def drawn(mm: float, form: str = "line", high: int = 0) -> str:
    return (
        f'<w:r><w:drawing {NS}><wp:anchor><wp:extent cx="{emu(mm)}" cy="{high}"/><a:graphic><a:graphicData><wps:wsp>'
        f'<wps:spPr><a:prstGeom prst="{form}"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></w:r>"
    )


def d_connector(mm: float) -> str:
    return drawn(mm, "straightConnector1")


def d_slanted_a_hair(mm: float) -> str:
    return drawn(mm, "line", 12700)


def d_thin_box(mm: float) -> str:
    return drawn(mm, "rect", 9525)


def d_free_form(mm: float) -> str:
    return drawn(mm, "line").replace('<a:prstGeom prst="line"/>', "<a:custGeom/>")


def either(mm: float) -> str:
    """A choice of two for newer and older programs."""
    new, old = drawn(mm)[5:-6], v_line(mm)[5:-6]
    return (
        f'<w:r><mc:AlternateContent {NS}><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


SHAPES = (
    v_line,
    v_line_in_inches,
    v_connector,
    v_thin_box,
    drawn,
    d_connector,
    d_slanted_a_hair,
    d_thin_box,
    d_free_form,
    either,
)


# --- letterheads -----------------------------------------------------------------------------------------------------

PARENT, NAME = para(run("UBND TỈNH MẪU", "", 26)), para(run("SỞ NỘI VỤ", "b", 26))
MOTTO_P = para(run(MOTTO, "b", 26))
FREEDOM_P = para(
    run("Độc lập", "b"),
    run(" ", "b"),
    '<w:proofErr w:type="spellStart"/>',
    run("-", "b"),
    run(" ", "b"),
    run("Tự do", "b"),
    run(" ", "b"),
    run("- Hạnh phúc", "b"),
)
DATE_P = para(run(DATE, "i"))
COLUMNS = (3685, 5669)


def so_p(so: str) -> str:
    return para(run(so, "", 26))


def one_row(so: str, shape=v_line) -> str:
    left = PARENT + NAME + para(shape(THIRD)) + so_p(so)
    return table(COLUMNS, (left, MOTTO_P + FREEDOM_P + para(shape(WHOLE)) + DATE_P))


def hung_on_the_words(so: str, shape=v_line) -> str:
    left = PARENT + NAME.replace("</w:p>", shape(THIRD) + "</w:p>")
    return table(COLUMNS, (left, MOTTO_P + FREEDOM_P.replace("</w:p>", shape(WHOLE) + "</w:p>")), (so_p(so), DATE_P))


def row_of_lines(so: str, shape=v_line) -> str:
    return table(
        COLUMNS, (PARENT + NAME, MOTTO_P + FREEDOM_P), (para(shape(THIRD)), para(shape(WHOLE))), (so_p(so), DATE_P)
    )


def four_rows(so: str, shape=v_line) -> str:
    return table(
        COLUMNS, (PARENT, MOTTO_P), (NAME, FREEDOM_P), (para(shape(THIRD)), para(shape(WHOLE))), (so_p(so), DATE_P)
    )


def lines_in_the_next_row(so: str, shape=v_line) -> str:
    number, date = (each.replace("</w:p>", shape(mm) + "</w:p>") for each, mm in ((so_p(so), THIRD), (DATE_P, WHOLE)))
    return table(COLUMNS, (PARENT + NAME, MOTTO_P + FREEDOM_P), (number, date))


def one_cell_for_both_lines(so: str, shape=v_line) -> str:
    whole = table(COLUMNS, (PARENT + NAME, MOTTO_P + FREEDOM_P), ("@@",), (so_p(so), DATE_P))
    return whole.replace(
        "<w:tc><w:tcPr/>@@", f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{para(shape(THIRD), shape(WHOLE))}'
    )


def lines_above_the_table(so: str, shape=v_line) -> str:
    return para(shape(WHOLE), shape(THIRD)) + table(COLUMNS, (PARENT + NAME, MOTTO_P + FREEDOM_P), (so_p(so), DATE_P))


def lines_on_the_first_words(so: str, shape=v_line) -> str:
    left = PARENT.replace("</w:p>", shape(THIRD) + "</w:p>") + NAME
    return table(COLUMNS, (left, MOTTO_P.replace("</w:p>", shape(WHOLE) + "</w:p>") + FREEDOM_P), (so_p(so), DATE_P))


def ruled_cells(so: str) -> str:
    """Lines that are the borders of narrow cells."""
    grid = (1540, 605, 1540, 1121, 3427, 1121)
    top = '<w:tcBorders><w:top w:val="single" w:sz="6"/></w:tcBorders>'
    wide = table(grid, ("@1", "@2"), ("<w:p/>", "@r", "<w:p/>", "<w:p/>", "@r", "<w:p/>"), ("@3", "@4"))
    for mark, inside in (("@1", PARENT + NAME), ("@2", MOTTO_P + FREEDOM_P), ("@3", so_p(so)), ("@4", DATE_P)):
        wide = wide.replace(f"<w:tcPr/>{mark}", f'<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{inside}')
    return wide.replace("<w:tcPr/>@r", f"<w:tcPr>{top}</w:tcPr><w:p/>")


def ruled_paragraphs(so: str) -> str:
    return table(COLUMNS, (PARENT + NAME, MOTTO_P + FREEDOM_P), (rule(1540), rule(1121)), (so_p(so), DATE_P))


def dashes(so: str, mark: str = "_") -> str:
    unit = {"_": 2.293, "–": 2.293, "─": 2.293}[mark]
    short, long = (para(run(mark * round(mm / unit), "", 26)) for mm in (THIRD, WHOLE))
    return table(COLUMNS, (PARENT + NAME + short, MOTTO_P + FREEDOM_P + long), (so_p(so), DATE_P))


def blanks_underlined(so: str) -> str:
    short, long = (para(run(" " * round(mm / 1.146), "", 26, '<w:u w:val="single"/>')) for mm in (THIRD, WHOLE))
    return table(COLUMNS, (PARENT + NAME + short, MOTTO_P + FREEDOM_P + long), (so_p(so), DATE_P))


def broken_lines(so: str, shape=v_line) -> str:
    """Each cell one paragraph with manual breaks."""
    br = "<w:r><w:br/></w:r>"
    left = para(run("UBND TỈNH MẪU", "", 26), br, run("SỞ NỘI VỤ", "b", 26), shape(THIRD))
    right = para(run(MOTTO, "b", 26), br, run(FREEDOM, "b"), shape(WHOLE))
    return table(COLUMNS, (left, right), (so_p(so), DATE_P))


TAB = "<w:r><w:tab/></w:r>"
STOPS = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6600"/></w:tabs>'


def tabs(so: str, shape=v_line) -> str:
    rows = (
        (run("UBND TỈNH MẪU", "", 26), run(MOTTO, "b", 26)),
        (run("SỞ NỘI VỤ", "b", 26) + shape(THIRD) + shape(WHOLE), run(FREEDOM, "b")),
        (run(so, "", 26), run(DATE, "i")),
    )
    return "".join(para(TAB, left, TAB, right, props=STOPS) for left, right in rows)


def spaces(so: str, shape=v_line) -> str:
    rows = (
        (run("    UBND TỈNH MẪU", "", 26), 9, run(MOTTO, "b", 26)),
        (run("       SỞ NỘI VỤ", "b", 26) + shape(WHOLE) + shape(THIRD), 26, run(FREEDOM, "b")),
        (run(f"    {so}", "", 26), 18, run(DATE, "i")),
    )
    return "".join(para(left, run(" " * gap), right, props=LEFT) for left, gap, right in rows)


def spaces_and_dashes(so: str) -> str:
    rows = (
        (run("    UBND TỈNH MẪU", "", 26), 9, run(MOTTO, "b", 26)),
        (run("       SỞ NỘI VỤ", "b", 26), 26, run(FREEDOM, "b")),
        (run("         ____", "", 26), 30, run("_" * 26, "", 26)),
        (run(f"    {so}", "", 26), 18, run(DATE, "i")),
    )
    return "".join(para(left, run(" " * gap), right, props=LEFT) for left, gap, right in rows)


def one_run_of_spaces(so: str) -> str:
    """Two components in one run."""
    words = (f"    UBND TỈNH MẪU{' ' * 9}{MOTTO}", f"       SỞ NỘI VỤ{' ' * 26}{FREEDOM}")
    return (
        para(run(words[0], "", 26), props=LEFT)
        + para(run(words[1], "b"), props=LEFT)
        + para(v_line(THIRD), v_line(WHOLE), props=LEFT)
        + para(run(f"    {so}", "", 26), run(" " * 12), run(DATE, "i"), props=LEFT)
    )


def nested(so: str) -> str:
    return table((9354,), (row_of_lines(so) + "<w:p/>",))


LETTERHEADS = {
    each.__name__: each
    for each in (
        one_row,
        hung_on_the_words,
        row_of_lines,
        four_rows,
        lines_in_the_next_row,
        one_cell_for_both_lines,
        lines_above_the_table,
        lines_on_the_first_words,
        ruled_cells,
        ruled_paragraphs,
        dashes,
        blanks_underlined,
        broken_lines,
        tabs,
        spaces,
        spaces_and_dashes,
        nested,
    )
}


# --- ends ------------------------------------------------------------------------------------------------------------

RECEIVED = ("- UBND tỉnh (để báo cáo);", "- Các phòng, đơn vị;", "- Lưu: VT, VP.")


def beside(*authority: str, received: tuple[str, ...] = RECEIVED) -> str:
    """The usual table."""
    return end(*received[:-1], authority=authority or ("GIÁM ĐỐC",), luu=received[-1])


def on_tabs(*authority: str, received: tuple[str, ...] = RECEIVED) -> str:
    first = para(run("Nơi nhận:", "bi", 24), TAB, run((authority or ("GIÁM ĐỐC",))[0], "b"), props=STOPS)
    rest = [para(run(each, "", 22), props=LEFT) for each in received]
    return first + "".join(rest) + para(TAB, TAB, run("Nguyễn Văn Mẫu", "b"), props=STOPS)


def on_spaces(*authority: str, received: tuple[str, ...] = RECEIVED) -> str:
    """Nơi nhận and quyền hạn in one paragraph."""
    titles = authority or ("GIÁM ĐỐC",)
    lefts = [run("Nơi nhận:", "bi", 24), *(run(each, "", 22) for each in received)]
    rows = [
        para(left, *((run(" " * 40), run(title, "b")) if title else ()), props=LEFT)
        for left, title in zip(lefts, (*titles, *[""] * 9), strict=False)
    ]
    return "".join(rows) + "<w:p/><w:p/>" + para(run(" " * 60 + "Nguyễn Văn Mẫu", "b"), props=LEFT)


def one_below_the_other(*authority: str, received: tuple[str, ...] = RECEIVED) -> str:
    half = '<w:ind w:left="4500"/><w:jc w:val="center"/>'
    signed = "".join(para(run(each, "b"), props=half) for each in authority or ("GIÁM ĐỐC",))
    signed += "<w:p/><w:p/><w:p/>" + para(run("Nguyễn Văn Mẫu", "b"), props=half)
    return (
        signed
        + para(run("Nơi nhận:", "bi", 24), props=LEFT)
        + "".join(para(run(each, "", 22), props=LEFT) for each in received)
    )


ENDS = {each.__name__: each for each in (beside, on_tabs, on_spaces, one_below_the_other)}


# --- whole papers ----------------------------------------------------------------------------------------------------


def titled(title: str, subject: str, stroke: int = 3950) -> str:
    return p(title, 28, "b") + p(subject, 28, "b") + rule(stroke)


def plan(head: str = "", tail: str = "", *body: str, **file) -> bytes:
    """A kế hoạch with this letterhead and this end."""
    return made.docx(
        (head or row_of_lines("Số: 15/KH-SNV"))
        + titled("KẾ HOẠCH", "Triển khai nhiệm vụ năm 2026")
        + text(OPENING)
        + "".join(body)
        + closing()
        + (tail or beside()),
        **file,
    )


def decision(*bases: str, last: str = "QUYẾT ĐỊNH:", look: str = "i") -> bytes:
    """A quyết định with these lines between its trích yếu and the words that decide."""
    return made.docx(
        row_of_lines("Số: 15/QĐ-SNV")
        + titled("QUYẾT ĐỊNH", "Về việc kiện toàn Tổ công tác", 3980)
        + p("GIÁM ĐỐC SỞ NỘI VỤ", 28, "b")
        + "".join(text(each, look) for each in bases)
        + p(last, 28, "b")
        + para(run("Điều 1.", "b"), run(" Kiện toàn Tổ công tác gồm các ông, bà có tên dưới đây."), props=BODY)
        + para(run("Điều 2.", "b"), run(" Quyết định này có hiệu lực từ ngày ký./."), props=f"<w:keepNext/>{BODY}")
        + beside(received=("- Như Điều 1;", "- Lưu: VT, TCCB."))
    )


LAWS = (
    "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Quyết định số 12/QĐ-UBND ngày 10 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh về cơ cấu của Sở;",
    "Theo đề nghị của Chánh Văn phòng Sở.",
)


def headed(
    so: str,
    *,
    parent: tuple[str, ...] = ("UBND TỈNH MẪU",),
    name: tuple[str, ...] = ("SỞ NỘI VỤ",),
    under: str = "",
    date: str = DATE,
    short: float = THIRD,
    shape=either,
) -> str:
    """A letterhead of three rows of another body."""
    left = "".join(para(run(each, "", 26)) for each in parent) + "".join(para(run(each, "b", 26)) for each in name)
    number = so_p(so) + (
        para(run(under, "", 26), props='<w:spacing w:before="120"/><w:jc w:val="center"/>') if under else ""
    )
    return table(
        COLUMNS, (left, MOTTO_P + FREEDOM_P), (para(shape(short)), para(shape(WHOLE))), (number, para(run(date, "i")))
    )


COMMITTEE = {"parent": (), "name": ("ỦY BAN NHÂN DÂN", "TỈNH MẪU"), "short": 11.0}
COMMUNE = {"parent": (), "name": ("ỦY BAN NHÂN DÂN", "XÃ HỒ MẪU"), "short": 11.5}
COUNCIL = {"parent": (), "name": ("HỘI ĐỒNG NHÂN DÂN", "TỈNH MẪU"), "short": 11.0}
TO = '<w:ind w:left="1985"/>'


def letter(head: str, *body: str, to: str = "", tail: str = "", last: str = CLOSING, **file) -> bytes:
    to = to or p("Kính gửi: Sở Tài chính", 28, "", TO)
    return made.docx(
        head
        + to
        + text(OPENING)
        + "".join(body)
        + closing(last)
        + (tail or beside(received=("- Như trên;", "- Giám đốc Sở;", "- Lưu: VT, VP."))),
        **file,
    )


def typed(
    head: str,
    title: str,
    subject: str,
    *body: str,
    tail: str = "",
    to: str = "",
    last: str = CLOSING,
    stroke: int = 3950,
    **file,
) -> bytes:
    return made.docx(
        head + titled(title, subject, stroke) + to + "".join(body) + closing(last) + (tail or beside()), **file
    )


OFFICE_STYLES = (  # sizes and looks by styles, the face by the theme
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="VB"><w:name w:val="Văn bản"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:line="300" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Dam"><w:name w:val="Đậm"/><w:rPr><w:b/></w:rPr></w:style>'
)
THEME = (
    '<a:fontScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:latin typeface="Times New Roman"/>'
    '<a:ea typeface="Times New Roman"/><a:cs typeface="Times New Roman"/></a:minorFont></a:fontScheme>'
)
BY_STYLE = '<w:pStyle w:val="VB"/>'
WORD_97 = made.STYLES.replace("</w:docDefaults>", "<w:pPrDefault/></w:docDefaults><w:latentStyles/>")
COMPAT = '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="11"/></w:compat>'
SPACED_FIXED = '<w:spacing w:before="60" w:after="60" w:line="360" w:lineRule="exact"/><w:ind w:firstLine="709"/><w:jc w:val="both"/>'
AT_LEAST = '<w:spacing w:before="120" w:line="320" w:lineRule="atLeast"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>'
ANNEX = (
    f"<w:p><w:pPr><w:sectPr>{made.PAGE}</w:sectPr></w:pPr></w:p>"
    + p("Phụ lục", 28, "b")
    + p("DANH SÁCH CÁC ĐƠN VỊ", 28, "b")
    + p("(Kèm theo Kế hoạch số 15/KH-SNV ngày 15 tháng 10 năm 2026 của Sở Nội vụ)", 28, "i")
    + table((900, 8454), (p("TT", 24, "b"), p("Đơn vị", 24, "b")), (p("1", 24), p("Văn phòng Sở", 24)))
)
ANNEXED = made.PAGE + '<w:pgNumType w:start="1"/>'


def invitation() -> bytes:
    lines = (
        "Sở Nội vụ trân trọng kính mời đại diện các cơ quan đến dự cuộc họp về cải cách hành chính năm 2026.",
        "1. Thời gian: 08 giờ 00, ngày 20 tháng 10 năm 2026.",
        "2. Địa điểm: Phòng họp tầng 2, trụ sở Sở Nội vụ.",
        "3. Chủ trì: Giám đốc Sở Nội vụ.",
    )
    return typed(
        headed("Số: 15/GM-SNV"),
        "GIẤY MỜI",
        "Dự họp về cải cách hành chính",
        *map(text, lines),
        last="Đề nghị đại biểu đến dự đúng thành phần, thời gian./.",
        tail=beside(received=("- Như thành phần mời;", "- Lưu: VT, VP.")),
    )


def minutes() -> bytes:
    signed = table(
        (4677, 4677),
        (
            p("THƯ KÝ", 28, "b") + p("", 28) * 3 + p("Trần Thị Mẫu", 28, "b"),
            p("CHỦ TỌA", 28, "b") + p("", 28) * 3 + p("Nguyễn Văn Mẫu", 28, "b"),
        ),
    )
    return typed(
        headed("Số: 15/BB-SNV"),
        "BIÊN BẢN",
        "Họp về cải cách hành chính",
        text("Thời gian bắt đầu: 08 giờ 00, ngày 15 tháng 10 năm 2026."),
        text("Thành phần tham dự: lãnh đạo Sở và trưởng các phòng."),
        last="Cuộc họp kết thúc vào 10 giờ 00 cùng ngày./.",
        tail=signed
        + table(
            (4677, 4677),
            (
                p("Nơi nhận:", 24, "bi", LEFT) + p("- Các phòng;", 22, "", LEFT) + p("- Lưu: VT.", 22, "", LEFT),
                p("", 28),
            ),
        ),
    )


def resolution() -> bytes:
    bases = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Xét Tờ trình số 12/TTr-UBND ngày 10 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh; Báo cáo thẩm tra của Ban Pháp chế; ý kiến thảo luận của đại biểu Hội đồng nhân dân tại kỳ họp.",
    )
    body = (
        p("HỘI ĐỒNG NHÂN DÂN TỈNH MẪU", 28, "b")
        + p("KHÓA XIX, KỲ HỌP THỨ 5", 28, "b")
        + "".join(text(each, "i") for each in bases)
        + p("QUYẾT NGHỊ:", 28, "b")
    )
    body += para(run("Điều 1.", "b"), run(" Thông qua danh mục các nhiệm vụ năm 2026."), props=BODY)
    return typed(
        headed("Số: 15/NQ-HĐND", **COUNCIL),
        "NGHỊ QUYẾT",
        "Về nhiệm vụ năm 2026",
        body,
        last="Nghị quyết này được Hội đồng nhân dân tỉnh thông qua và có hiệu lực từ ngày ký./.",
        stroke=4100,
        tail=beside("CHỦ TỊCH", received=("- Ủy ban Thường vụ Quốc hội;", "- Chính phủ;", "- Lưu: VT.")),
    )


REPORT_TO = p("Kính gửi: Ủy ban nhân dân tỉnh Mẫu", 28, "", TO)
UPWARD = ("- Như trên;", "- Giám đốc Sở;", "- Lưu: VT, VP.")
PLAN_BODY = (
    text("I. MỤC ĐÍCH, YÊU CẦU", "b"),
    text("1. Mục đích", "b"),
    text("Nâng cao chất lượng công tác cải cách hành chính trong các cơ quan của tỉnh."),
    text("2. Yêu cầu", "b"),
    text("a) Các đơn vị triển khai đồng bộ, đúng tiến độ;"),
    text("b) Báo cáo kết quả đúng hạn."),
    text("II. TỔ CHỨC THỰC HIỆN", "b"),
)
CONTENTS = "".join(
    para(
        run(words),
        TAB,
        run(page),
        props='<w:pStyle w:val="TOC1"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9344"/></w:tabs>',
    )
    for words, page in (
        ("I. MỤC ĐÍCH, YÊU CẦU", "1"),
        ("1. Mục đích", "1"),
        ("2. Yêu cầu", "1"),
        ("II. TỔ CHỨC THỰC HIỆN", "2"),
        ("Điều 3. Thi hành", "3"),
    )
)


def papers() -> Mapping[str, bytes]:
    """Every lawful paper by its name."""
    so = "Số: 15/KH-SNV"
    all_papers = {f"letterhead {name}": plan(make(so)) for name, make in LETTERHEADS.items()}
    all_papers |= {f"line {shape.__name__}": plan(row_of_lines(so, shape)) for shape in SHAPES}
    all_papers |= {f"end {name}": plan("", make()) for name, make in ENDS.items()}
    all_papers |= {
        "decision, bases named": decision(*(each if each.startswith("Theo") else f"Căn cứ {each}" for each in LAWS)),
        "decision, bases by their titles": decision(*LAWS),
        "decision, bases after a colon": decision("Căn cứ:", *(f"- {each}" for each in LAWS[:-1]), LAWS[-1]),
        "decision, bases numbered": decision(*(f"{number}. {each}" for number, each in enumerate(LAWS, start=1))),
        "letter that opens with a base": letter(
            headed("Số: 15/SNV-VP", under="V/v triển khai nhiệm vụ"),
            text("Căn cứ Kế hoạch số 12/KH-UBND ngày 10 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh;"),
            text("Sở Nội vụ đề nghị các đơn vị báo cáo kết quả trước ngày 20 tháng 10 năm 2026."),
        ),
        "letter to several": letter(
            headed("Số: 15/SNV-VP", under="V/v triển khai nhiệm vụ"),
            to=p("Kính gửi:", 28, "", TO)
            + "".join(
                p(each, 28, "", '<w:ind w:left="3119"/>')
                for each in ("- Các sở, ban, ngành;", "- Ủy ban nhân dân các xã, phường.")
            ),
        ),
        "letter, dashes by other means": letter(
            headed("Số: 15/SNV-VP", under="V/v triển khai nhiệm vụ"),
            to=p("Kính gửi:", 28, "", TO)
            + p("- Các sở, ban, ngành;", 28, "", '<w:ind w:left="2892"/>')
            + p("- Ủy ban nhân dân các xã;", 28, "", '<w:ind w:left="2172" w:firstLine="720"/>')
            + p("          - Công an tỉnh.", 28, "", '<w:ind w:left="2192"/>'),
        ),
        "letter of a committee": letter(
            headed("Số: 15/UBND-NC", under="V/v triển khai nhiệm vụ", **COMMITTEE),
            tail=beside(
                "TM. ỦY BAN NHÂN DÂN",
                "KT. CHỦ TỊCH",
                "PHÓ CHỦ TỊCH",
                received=("- Như trên;", "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;", "- Lưu: VT, NC."),
            ),
        ),
        "letter by order": letter(
            headed("Số: 15/UBND-NC", under="V/v triển khai nhiệm vụ", **COMMITTEE),
            tail=beside(
                "TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", received=("- Như trên;", "- Lưu: VT, NC.")
            ),
        ),
        "plan of a commune": typed(
            headed("Số: 15/KH-UBND", **COMMUNE),
            "KẾ HOẠCH",
            "Triển khai nhiệm vụ năm 2026",
            *PLAN_BODY,
            tail=beside("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", received=("- UBND tỉnh;", "- Lưu: VT.")),
        ),
        "plan with contents": plan(
            "",
            "",
            p("MỤC LỤC", 28, "b"),
            CONTENTS,
            *PLAN_BODY,
            styles=made.STYLES + '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>',
        ),
        "plan with an annex": plan(
            "", beside() + ANNEX, text("Danh sách các đơn vị tại Phụ lục kèm theo."), section=ANNEXED
        ),
        "report upward": typed(
            headed("Số: 15/BC-SNV"),
            "BÁO CÁO",
            "Kết quả thực hiện nhiệm vụ năm 2026",
            *PLAN_BODY,
            to=REPORT_TO,
            tail=beside(received=UPWARD),
            stroke=3700,
        ),
        "submission": typed(
            headed("Số: 15/TTr-SNV"),
            "TỜ TRÌNH",
            "Về việc ban hành Kế hoạch năm 2026",
            text(OPENING),
            to=REPORT_TO,
            tail=beside(received=UPWARD),
            stroke=3700,
        ),
        "notice": typed(
            headed("Số: 15/TB-SNV"), "THÔNG BÁO", "Kết luận cuộc họp tháng 10 năm 2026", text(OPENING), stroke=3700
        ),
        "invitation": invitation(),
        "minutes": minutes(),
        "resolution": resolution(),
        "face by the theme": plan(styles=OFFICE_STYLES, related={"theme": THEME}),
        "looks by styles": made.docx(
            headed(so)
            + titled("KẾ HOẠCH", "Triển khai nhiệm vụ năm 2026")
            + p(OPENING, 28, "", BY_STYLE)
            + p(CLOSING, 28, "", f"{BY_STYLE}<w:keepNext/>")
            + beside(),
            styles=OFFICE_STYLES,
            related={"theme": THEME},
        ),
        "from Word 97": plan(styles=WORD_97, related={"settings": COMPAT}),
        "lines exactly apart": made.docx(
            headed(so)
            + titled("KẾ HOẠCH", "Triển khai nhiệm vụ năm 2026")
            + text(OPENING, props=SPACED_FIXED)
            + text(CLOSING, props=f"<w:keepNext/>{SPACED_FIXED}")
            + beside()
        ),
        "lines at least apart": made.docx(
            headed(so)
            + titled("KẾ HOẠCH", "Triển khai nhiệm vụ năm 2026")
            + text(OPENING, props=AT_LEAST)
            + text(CLOSING, props=f"<w:keepNext/>{AT_LEAST}")
            + beside()
        ),
        "hyphens that do not break": plan(row_of_lines("Số: 15/KH‑SNV").replace("- Hạnh", "‑ Hạnh")),
    }
    return all_papers
