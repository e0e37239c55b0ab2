"""Each rule of the decree: one paper that keeps it, one that breaks it."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import settings as rounds
from hypothesis import strategies as st

import paper_maker as made
import tiny_docx
from ntsdocs.decree import check, find, mend
from ntsdocs.decree.findings import rules
from ntsdocs.decree.values import TYPES
from ntsdocs.docx import package, reader
from paper_maker import BODY, end, head, letter, named, p, rule, table, text

LEFT = '<w:jc w:val="left"/>'
CAN_CU = text("Căn cứ Luật Mẫu ngày 01 tháng 02 năm 2020;", "i") + text(
    "Căn cứ Luật Khác ngày 01 tháng 02 năm 2020.", "i"
)
POINTS = [text(f"{letter_}) Nội dung của điểm {letter_}.") for letter_ in "abcdđe"]
ANNEX_PAGE = f"<w:p><w:pPr><w:sectPr>{made.PAGE}</w:sectPr></w:pPr></w:p>"
RESTART = made.PAGE.replace("<w:titlePg/>", '<w:pgNumType w:start="1"/><w:titlePg/>')
KEM_THEO = p("(Kèm theo Kế hoạch số 15/KH-SNV ngày 15 tháng 10 năm 2026 của Sở Nội vụ)", 28, "i")
LONG = (
    "Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc, hiệu quả các nhiệm vụ được giao, định kỳ báo cáo kết quả về Sở."
)


def annexed(*annexes: str, mention: str = "Danh sách tại Phụ lục kèm theo.", section: str = RESTART) -> bytes:
    """A plan with annexes, each in a section of its own."""
    between = f"<w:p><w:pPr><w:sectPr>{RESTART}</w:sectPr></w:pPr></w:p>"
    body = head("Số: 15/KH-SNV") + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3800)
    body += text(made.OPENING) + text(mention) + made.closing() + end("- UBND tỉnh;")
    return made.docx(body + ANNEX_PAGE + between.join(annexes), section=section)


def annex(heading: str = "Phụ lục", title: str = "DANH SÁCH CƠ QUAN", kem_theo: str = KEM_THEO, size: int = 28) -> str:
    """An annex."""
    return p(heading, size, "b") + p(title, 28, "b") + kem_theo + text(LONG)


def spoilt(docx: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The file with one thing in it changed."""
    parts = package.read(docx)
    assert old.encode() in parts[part], old
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return package.write(parts.items())


def sized(docx: bytes, words: str, old: int, new: int) -> bytes:
    """The file with the run that holds these words set in another size."""
    return spoilt(docx, f'<w:sz w:val="{old}"/></w:rPr><w:t xml:space="preserve">{words}', f'<w:sz w:val="{new}"/></w:rPr><w:t xml:space="preserve">{words}')  # fmt: skip


def with_settings(inside: str) -> bytes:
    """A letter with these settings of the file."""
    body = (
        head("Số: 15/SNV-VP", letter="V/v triển khai") + text("Kính gửi: Sở Tài chính", props=LEFT) + text(made.OPENING)
    )
    return made.docx(body + made.closing() + end("- Như trên;"), related={"settings": inside})


def with_footer(words: str, size: int = 22, which: str = "first") -> bytes:
    """A letter with this footer."""
    return made.docx(
        head("Số: 15/SNV-VP", letter="V/v triển khai") + text("Kính gửi: Sở Tài chính", props=LEFT) + text(made.OPENING)
        + made.closing() + end("- Như trên;"),
        section=made.PAGE.replace("<w:pgSz", f'<w:footerReference w:type="{which}" r:id="rId:footer1"/><w:pgSz', 1),
        related={"footer1": p(words, size)},
    )  # fmt: skip


def listed(level: str, mark: str = ")") -> bytes:
    """A plan with an automatic list of five points."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{level}"/>'
        f'<w:lvlText w:val="%1{mark}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    props = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{BODY}'
    items = "".join(text(f"Nội dung {n} của kế hoạch.", props=props) for n in "12345")
    body = head("Số: 15/KH-SNV") + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ", 28, "b") + rule(4160)
    body += text(made.OPENING) + items + made.closing() + end("- UBND tỉnh;")
    return made.docx(body, related={"numbering": numbering})


def report(*body: str, subject: str = "Kết quả công tác năm 2026") -> bytes:
    """An annual report."""
    return named(*body, title="BÁO CÁO", so="Số: 15/BC-SNV", subject=subject, stroke=4030)


def with_annex_footer() -> bytes:
    """A plan whose annex has words in its footer."""
    docx = annexed(annex(), section=RESTART.replace("<w:pgSz", '<w:footerReference r:id="rId:footer1"/><w:pgSz'))
    parts = package.read(docx)
    rels = parts["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
    relation = f'<Relationship Id="rId:footer1" Type="{kind}" Target="footer1.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relation).encode()
    parts["word/footer1.xml"] = f"<w:ftr {tiny_docx.NAMESPACES}>{p('Bản in thử', 22)}</w:ftr>".encode()
    return package.write(parts.items())


VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def in_a_box(*paragraphs: str) -> str:
    """A text box as Word writes it: once as a drawing, once for older readers."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f"<w:p><w:r><mc:AlternateContent {VML}><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def boxed() -> bytes:
    """A letter with its number in a text box."""
    head_ = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(2950)
    head_ += in_a_box(p("SỞ NỘI VỤ", 26, "b"), p("Số: 15/SNV-VP", 26), p("V/v triển khai", 26))
    head_ += p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i")
    to = text("Kính gửi: Sở Tài chính", props='<w:ind w:left="1985"/>')
    return made.docx(head_ + to + text(made.OPENING) + made.closing() + end("- Như trên;"))


ADDRESSEES = text("Kính gửi:", props='<w:ind w:left="1985"/>') + "".join(
    text(words, props='<w:ind w:left="3000"/>') for words in ("- Sở Tài chính;", "- Sở Y tế.")
)
DECIMAL = listed("decimal", ".")
LETTER, PLAN, REPORT = letter(), named(), report()
TWO = annexed(annex("Phụ lục I"), annex("Phụ lục II"), mention="Danh sách tại Phụ lục I và Phụ lục II.")
CHAPTERS = named(p("Chương I", 28, "b"), p("QUY ĐỊNH CHUNG", 28, "b"), p("Mục 1", 28, "b"), p("PHẠM VI", 28, "b"),
                 text("Điều 1. Phạm vi điều chỉnh của quy định này", "b"), text(LONG))  # fmt: skip
COMMITTEE = made.docx(
    table((3685, 5669), (p("ỦY BAN NHÂN DÂN", 26, "b") + p("TỈNH MẪU", 26, "b") + rule(1540),
    p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121)),
    (p("Số: 15/KH-UBND", 26), p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i")))
    + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3800) + text(made.OPENING) + made.closing()
    + end("- Bộ Nội vụ;", authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
)  # fmt: skip

KEEP = {
    "công văn": LETTER,
    "kế hoạch": PLAN,
    "báo cáo": REPORT,
    "báo cáo có kỳ số liệu": report(text("Kỳ báo cáo từ ngày 15/12/2025 đến ngày 14/12/2026 theo quy định.")),
    "báo cáo năm đầu của kế hoạch": report(text("Kỳ báo cáo từ ngày 11/9/2026 đến ngày 14/12/2026.")),
    "báo cáo sơ kết": report(text("Kỳ báo cáo từ ngày 20/01/2025 đến ngày 14/12/2027."), subject="Sơ kết đến năm 2027"),
    "báo cáo quý": report(text("Kỳ báo cáo từ ngày 15/12/2025 đến ngày 14/3/2026."), subject="Kết quả quý I năm 2026"),
    "nhiều nơi gửi": letter(addressees=ADDRESSEES),
    "căn cứ": named(CAN_CU, title="QUYẾT ĐỊNH", so="Số: 15/QĐ-SNV", recipient="- Như Điều 3;"),
    "điểm": named(*POINTS),
    "danh sách số": DECIMAL,
    "mục và khoản": named(text("I. MỤC ĐÍCH", "b"), text("1. Yêu cầu chung", "b"), text(LONG), text("2. " + LONG)),
    "chương, mục, điều": CHAPTERS,
    "một phụ lục": annexed(annex()),
    "hai phụ lục": TWO,
    "ủy ban": COMMITTEE,
    "địa chỉ ở chân trang đầu": with_footer("Địa chỉ: số 1 đường Mẫu; Điện thoại: 0237.000.000"),
    "dấu khẩn": letter(p("KHẨN", 26, "b")),
    "chữ viết hoa": named(text("Giao Công an tỉnh Mẫu, Sở Y tế, Ủy ban nhân dân xã, Ban Chỉ đạo tỉnh thực hiện chủ trương của "
                               "Đảng, Nhà nước và Nhân dân tại khoản 2 Điều 5 Kế hoạch số 12/KH-UBND ngày 02/3/2025 dịp ngày "
                               "Quốc khánh 2-9, tết Nguyên đán, sáng thứ Hai, theo WHO và ASEAN.")),
}  # fmt: skip


BREAK: dict[str, tuple[bytes, str]] = {  # rule → a paper that breaks it, what is found
    "ND30-I-1.1": (spoilt(PLAN, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'), "khổ giấy 215,9 × 279,4 mm"),
    "ND30-I-1.2": (
        made.docx(text(LONG).join([ANNEX_PAGE.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"'), head("Số: 5/KH-SNV")])
                  + p("KẾ HOẠCH", 28, "b") + p("Triển khai", 28, "b")), "trang nằm ngang mà không có bảng"),
    "ND30-I-1.3": (spoilt(PLAN, 'w:right="851"', 'w:right="567"'), "lề phải 10 mm"),
    "ND30-I-1.4": (spoilt(PLAN, "<w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">Thực",
                          "<w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\"/><w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">Thực"),
                   "phông chữ «Arial»"),
    "ND30-I-1.5": (sized(PLAN, "CỘNG HÒA", 26, 24), "cỡ chữ Quốc hiệu 12, Tiêu ngữ 14, địa danh và ngày 14"),
    "ND30-I-1.6": (spoilt(PLAN, "Nơi nhận:", "Gửi đến"), "không thấy «Nơi nhận»"),
    "ND30-I-1.7a": (spoilt(PLAN, '<w:jc w:val="center"/>', '<w:jc w:val="right"/>', "word/header1.xml"), "số trang không canh giữa"),
    "ND30-I-1.7b": (spoilt(PLAN, "<w:titlePg/>", ""), "trang đầu có số trang"),
    "ND30-I-2.1a": (spoilt(PLAN, "CỘNG HÒA XÃ HỘI", "CỘNG HÒA XẢ HỘI"), "Quốc hiệu viết «CỘNG HÒA XẢ HỘI CHỦ NGHĨA VIỆT NAM»"),
    "ND30-I-2.1b": (spoilt(PLAN, "Độc lập - Tự do", "Độc lập – Tự do"), "Tiêu ngữ viết «Độc lập – Tự do - Hạnh phúc»"),
    "ND30-I-2.1c": (spoilt(PLAN, 'w:left="1121" w:right="1121"', 'w:left="2000" w:right="2000"'),
                    "đường kẻ dưới Tiêu ngữ dài 29,4 mm, dòng chữ dài 60,5 mm"),
    "ND30-I-2.1d": (spoilt(PLAN, '<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Độc',
                           '<w:pPr><w:spacing w:line="360"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Độc'),
                    "Tiêu ngữ giãn dòng 1,5"),
    "ND30-I-2.2a": (spoilt(PLAN, "SỞ NỘI VỤ", "Sở Nội Vụ"), "tên cơ quan ban hành không in hoa toàn bộ"),
    "ND30-I-2.2b": (spoilt(PLAN, '<w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">UBND',
                           '<w:b/><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">UBND'), "tên cơ quan chủ quản có chữ đậm"),
    "ND30-I-2.2c": (spoilt(PLAN, 'w:left="1540" w:right="1540"', 'w:left="300" w:right="300"'),
                    "đường kẻ dưới tên cơ quan ban hành dài 54,4 mm, dòng chữ dài 23,7 mm"),
    "ND30-I-2.2d": (spoilt(PLAN, '<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">UBND',
                           '<w:pPr><w:spacing w:line="300"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">UBND'),
                    "tên cơ quan giãn dòng 1,2"),
    "ND30-I-2.3a": (named(so="Số: 5/KH-SNV"), "số ghi «5»"),
    "ND30-I-2.3c": (named(so="Số: 15/TB-SNV"), "ký hiệu ghi «TB» (THÔNG BÁO), văn bản là KẾ HOẠCH"),
    "ND30-I-2.3d": (letter(so="Số: 15/CV-SNV"), "ký hiệu công văn có «CV»"),
    "ND30-I-2.3e": (named(so="Số: 15 / KH-SNV"), "có khoảng trắng quanh dấu «/» hoặc «-» của ký hiệu"),
    "ND30-I-2.4c": (spoilt(PLAN, "tháng 10 năm", "tháng 03 năm"), "tháng ghi «03»"),
    "ND30-I-2.4d": (spoilt(PLAN, "<w:i/><w:sz", "<w:sz"), "địa danh và ngày không nghiêng"),
    "ND30-I-2.5a": (spoilt(PLAN, "KẾ HOẠCH", "Kế hoạch"), "tên loại không in hoa toàn bộ"),
    "ND30-I-2.5b": (spoilt(PLAN, '<w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Triển khai',
                           '<w:b/><w:i/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Triển khai'), "trích yếu có chữ nghiêng"),
    "ND30-I-2.5c": (spoilt(PLAN, 'w:left="3950" w:right="3950"', 'w:left="0" w:right="0"'),
                    "đường kẻ dưới trích yếu dài 165 mm, dòng chữ dài 64,9 mm"),
    "ND30-I-2.5d": (sized(LETTER, "V/v", 26, 28), "trích yếu công văn cỡ chữ 14"),
    "ND30-I-2.5e": (named(subject="V/v triển khai nhiệm vụ"), "dùng «V/v» ở văn bản có tên loại"),
    "ND30-I-2.6b": (named(CAN_CU.replace("2020.", "2020,")), "dòng căn cứ kết thúc bằng «,»"),
    "ND30-I-2.6c": (named(text("Thực hiện Kế hoạch số 20/KH-UBND của tỉnh.")),
                    "lần đầu nêu «Kế hoạch số 20/KH-UBND» mà chưa có ngày ban hành"),
    "ND30-I-2.6d": (named(text("Thực hiện Kế hoạch 20/KH-UBND ngày 02/3/2026.")), "viết «Kế hoạch 20/KH-UBND»"),
    "ND30-I-2.6f": (named(text("I.", "b"), text(LONG)), "mục «I.» không có tiêu đề"),
    "ND30-I-2.6g": (named(p("Chương 1", 28, "b"), p("QUY ĐỊNH CHUNG", 28, "b")), "«Chương 1» dùng số Ả Rập"),
    "ND30-I-2.6h": (named(p("Mục II", 28, "b"), p("QUY ĐỊNH CHUNG", 28, "b")), "«Mục II» dùng số La Mã"),
    "ND30-I-2.6i": (named(text("I. Mục đích", "b"), text(LONG)), "đề mục La Mã không in hoa toàn bộ"),
    "ND30-I-2.6k": (named(text("Điều 1: Phạm vi", "b"), text(LONG)), "viết «Điều 1: Phạm»"),
    "ND30-I-2.6l": (named(text("1. Yêu cầu chung"), text(LONG)), "tiêu đề khoản không đậm"),
    "ND30-I-2.6m": (named(*POINTS[:4], POINTS[5]), "điểm «e)» đứng sau điểm «d)»"),
    "ND30-I-2.6n": (named(text(LONG, props=BODY.replace("both", "left"))), "lời văn không canh đều hai lề"),
    "ND30-I-2.6o": (named(text(LONG, props=BODY.replace("567", "0"))), "dòng đầu lùi 0 mm"),
    "ND30-I-2.6p": (named(text(LONG, props=BODY.replace('w:after="120"', 'w:after="0"'))), "cách đoạn trước 0 pt"),
    "ND30-I-2.6q": (named(text(LONG, props=BODY.replace("264", "400"))), "giãn dòng 1,67 dòng"),
    "ND30-I-2.6r": (spoilt(PLAN, "./.", "."), "nội dung không kết thúc bằng «./.»"),
    "ND30-I-2.7a": (spoilt(COMMITTEE, "TM. ỦY", "T/M ỦY"), "dòng ký «T/M ỦY BAN NHÂN DÂN»: không đúng cách viết tắt"),
    "ND30-I-2.7b": (spoilt(PLAN, "GIÁM ĐỐC", "QUYỀN GIÁM ĐỐC"), "dòng ký «QUYỀN GIÁM ĐỐC»: không đúng cách viết tắt"),
    "ND30-I-2.7c": (spoilt(COMMITTEE, "PHÓ CHỦ TỊCH", "ỦY VIÊN"), "dòng ký «KT. CHỦ TỊCH»: không có dòng chức vụ cấp phó ở dưới"),
    "ND30-I-2.7d": (spoilt(PLAN, "GIÁM ĐỐC", "TL GIÁM ĐỐC"), "dòng ký «TL GIÁM ĐỐC»: không đúng cách viết tắt"),
    "ND30-I-2.7e": (spoilt(PLAN, "GIÁM ĐỐC", "TUQ.GIÁM ĐỐC"), "dòng ký «TUQ.GIÁM ĐỐC»: không đúng cách viết tắt"),
    "ND30-I-2.7g": (spoilt(PLAN, "Nguyễn Văn Mẫu", "ThS. Nguyễn Văn Mẫu"), "họ tên có «ThS.»"),
    "ND30-I-2.7h": (sized(PLAN, "GIÁM ĐỐC", 28, 24), "quyền hạn, chức vụ cỡ chữ 12"),
    "ND30-I-2.7k": (spoilt(PLAN, "GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN"), "dòng ký «TM. ỦY BAN NHÂN DÂN»: nơi ban hành không phải là Ủy ban nhân dân"),
    "ND30-I-2.9a": (letter(addressees=""), "thiếu «Kính gửi»"),
    "ND30-I-2.9b": (spoilt(LETTER, "Kính gửi:", "Kính gửi"), "viết «Kính gửi Sở»"),
    "ND30-I-2.9c": (letter(addressees=ADDRESSEES.replace("chính;", "chính,")), "dòng kết thúc bằng «,»"),
    "ND30-I-2.9d": (sized(PLAN, "Nơi nhận:", 24, 28), "«Nơi nhận» cỡ chữ 14"),
    "ND30-I-2.9e": (spoilt(PLAN, "đơn vị;", "đơn vị"), "dòng kết thúc bằng «ị»"),
    "ND30-I-2.9f": (spoilt(PLAN, "Lưu: VT", "Lưu VT"), "viết «Lưu VT, VP.»"),
    "ND30-I-2.9g": (spoilt(LETTER, "Như trên", "Như kính gửi"), "viết «Như kính gửi»"),
    "ND30-I-3.1a": (annexed(annex("Phụ lục 1"), annex("Phụ lục 2")), "phụ lục thứ 1 ghi «Phụ lục 1»"),
    "ND30-I-3.1b": (annexed(annex(size=26)), "«Phụ lục» cỡ chữ 13"),
    "ND30-I-3.1c": (annexed(annex(kem_theo="")), "thiếu dòng «(Kèm theo …)»"),
    "ND30-I-3.1d": (annexed(annex(), section=made.PAGE), "số trang của phụ lục không bắt đầu lại từ 1"),
    "ND30-I-3.1f": (annexed(annex() + p("Nơi nhận:", 24, "bi")), "phụ lục có «Nơi nhận:»"),
    "ND30-I-3.2a": (letter(p("MẬT", 28, "b")), "có dấu độ mật «MẬT»"),
    "ND30-I-3.2b": (letter(p("Thượng khẩn", 28, "b")), "dấu không in hoa toàn bộ"),
    "ND30-I-3.2c": (letter(p("LƯU HÀNH NỘI BỘ", 28)), "dấu không đậm"),
    "ND30-I-3.3": (spoilt(PLAN, "- Lưu: VT, VP.</w:t></w:r></w:p>", "- Lưu: VT, VP.</w:t></w:r></w:p>" + p("PL.(300)", 26, props=LEFT)),
                   "ký hiệu người soạn thảo cỡ 13"),
    "ND30-I-3.4": (with_footer("Địa chỉ: số 1 đường Mẫu", which="default"), "địa chỉ, điện thoại in ở chân mọi trang"),
    "GEO-1": (spoilt(PLAN, "</w:tblCellMar>", '</w:tblCellMar><w:tblBorders><w:left w:val="single"/></w:tblBorders>'),
              "bảng tiêu đề có đường viền"),
    "GEO-2": (spoilt(PLAN, 'w:gridCol w:w="5669"', 'w:gridCol w:w="5000"'), "cột rộng 88,2 mm, Quốc hiệu dài 95,7 mm nên bị xuống dòng"),
    "GEO-3": (spoilt(PLAN, "<w:tc><w:tcPr/>" + p("Số: 15/KH-SNV", 26), "<w:tc><w:tcPr/>" + p("") + p("Số: 15/KH-SNV", 26)),
              "số và ngày không cùng đứng đầu ô"),
    "GEO-4": (made.docx(head("Số: 15/KH-SNV") + p("KẾ HOẠCH", 28, "b") + p("Triển khai", 28, "b") + rule(4200) + text(LONG) + made.closing()
              + end("- UBND tỉnh;").replace("</w:tblCellMar>", '</w:tblCellMar><w:tblBorders><w:insideV w:val="single"/></w:tblBorders>')),
              "bảng chữ ký có đường viền"),
    "GEO-5": (spoilt(PLAN, "<w:keepNext/>", ""), "đoạn cuối có thể tách khỏi khối chữ ký"),
    "GEO-6": (spoilt(PLAN, rule(1121), p("_" * 24, 28, "b")), "đường kẻ bằng dãy ký tự"),
    "GEO-7": (spoilt(PLAN, p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121),
                     p("Độc lập - Tự do - Hạnh phúc", 28, "b", f'{made.RULE}<w:jc w:val="center"/>')), "viền dưới đặt ngay ở đoạn chữ"),
    "GEO-8": (letter(addressees=p("Kính gửi: Sở Tài chính")), "«Kính gửi» canh giữa"),
    "GEO-9": (listed("lowerLetter"), "điểm đánh chữ tự động của Word (không có «đ»)"),
    "GEO-10": (with_annex_footer(), "chân trang của phụ lục có chữ"),
    "GEO-11": (spoilt(PLAN, 'w:ascii="Times New Roman"', 'w:ascii="Calibri"', "word/styles.xml"),
               "kiểu Normal dùng phông «Calibri»: đoạn gõ thêm sẽ sai phông"),
    "GEO-12": (named(text("Các hoá chất độc hại và các hóa chất khác.")), "đặt dấu thanh hai cách: «hoá» và «hóa»"),
    "GEO-13": (boxed(), "thành phần nằm trong khung chữ"),
    "ND30-II-1": (named(text("Các sở thực hiện. các xã thực hiện.")), "sau dấu «.» viết thường «các»"),
    "ND30-II-3": (named(text("Các sở của Tỉnh Mẫu thực hiện.")), "viết «Tỉnh Mẫu» ở giữa câu"),
    "ND30-II-6": (named(text("Giao Công An tỉnh thực hiện.")), "viết «Công An»"),
    "ND30-II-8": (named(text("Các nước trong khối Asean.")), "viết «Asean»"),
    "ND30-II-9": (named(text("Chủ trương của Đảng, nhà nước.")), "viết «Đảng, nhà nước»"),
    "ND30-II-13": (named(text("Tổ chức ngày quốc khánh 2-9.")), "viết «ngày quốc khánh»"),
    "ND30-II-14": (named(text("Theo kế hoạch số 12/KH-UBND ngày 02/3/2026.")), "viết «kế hoạch số 12/KH-UBND»"),
    "ND30-II-15": (named(text("Theo quy định tại Khoản 2 Điều 5.")), "viết «Khoản 2» ở giữa câu"),
    "ND30-II-16": (named(text("Trực dịp tết Nguyên Đán.")), "viết «tết Nguyên Đán»"),
    "ND30-III-1": (named(title="QUY ĐỊNH", so="Số: 15/QYĐ-SNV"), "viết tắt tên loại là «QYĐ»"),
    "ND30-III-2": (named(title="ĐỀ CƯƠNG", so="Số: 15/ĐC-SNV"), "«ĐỀ CƯƠNG» không phải là tên loại văn bản"),
    "ND30-III-3": (named(title="CÔNG VĂN", so="Số: 15/SNV-VP"), "công văn in tên loại «CÔNG VĂN»"),
    "NUM-1": (spoilt(COMMITTEE, "KH-UBND", "KH-VP"), "ký hiệu của UBND không có «UBND»: «KH-VP»"),
    "NUM-2": (spoilt(spoilt(COMMITTEE, "TỈNH MẪU", "XÃ MẪU"), "KH-UBND", "KH-VP"), "ký hiệu của UBND không có «UBND»: «KH-VP»"),
    "NUM-3": (named(so="Số: 15/KH-NV"), "ký hiệu của sở không có «S…»: «KH-NV»"),
    "NUM-4": (spoilt(PLAN, "SỞ NỘI VỤ", "CÔNG AN TỈNH MẪU"), "ký hiệu của Công an tỉnh không có «CAT…»: «KH-SNV»"),
    "NUM-5": (named(so="Số: 15/KH-SNV-VP-P1"), "ký hiệu có 4 nhóm chữ"),
    "NUM-6": (spoilt(PLAN, "SỞ NỘI VỤ", "BỘ CHỈ HUY QUÂN SỰ TỈNH"), "ký hiệu của Bộ Chỉ huy Quân sự tỉnh không có «BCH…»: «KH-SNV»"),
    "NUM-7": (named(so="Số: 15/KH-SNV & STC"), "có khoảng trắng quanh dấu «&» trong ký hiệu"),
    "NUM-8": (PLAN, "dự thảo đã ghi số «15»"),
    "RPT-3": (report(text("Kỳ báo cáo từ ngày 01/01/2026 đến ngày 30/12/2026.")), "kỳ số liệu năm từ 01/01/2026 đến 30/12/2026"),
    "RPT-4": (report(text("Kỳ báo cáo từ ngày 01/01/2026 đến ngày 30/3/2026."), subject="Kết quả quý I năm 2026"),
              "kỳ số liệu từ 01/01/2026 đến 30/3/2026"),
    "REG-3": (spoilt(PLAN, "UBND TỈNH MẪU", "TỈNH ỦY MẪU"), "«TỈNH ỦY MẪU» đứng cạnh Quốc hiệu"),
    "REG-8": (letter(text("Giao UBND huyện Mẫu tổ chức thực hiện.")), "nêu cơ quan cấp huyện «UBND huyện Mẫu tổ chức thực hiện», không còn từ 01/7/2025"),
    "RA-1": (letter(text("Giao {{ agency.name }} thực hiện.")), "còn ô của mẫu chưa điền «{{ agency.name }}»"),
    "RA-2": (letter(text("Theo Error! Reference source not found.")), "trường bị lỗi: «Error! Reference source not found.»"),
    "RA-3": (spoilt(LETTER, "<w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">Thực", "<w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">Thực"), "có chữ ẩn «ẩn»"),
    "RA-4": (spoilt(LETTER, "<w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">Thực", "<w:rPr><w:sz w:val=\"28\"/><w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">Thực"),
             f"có chữ tô nền «{made.OPENING[:80]}»"),
    "RA-5": (with_settings('<w:documentProtection w:edit="forms" w:enforcement="1"/>'), "tệp bị khóa sửa"),
    "RA-6": (with_settings("<w:mirrorMargins/>"),
             "lề đối xứng (Mirror margins): trang chẵn đổi lề trái và lề phải cho nhau"),
}  # fmt: skip


@pytest.mark.parametrize("name", KEEP)
def test_a_paper_that_keeps_the_decree_is_left_in_peace(name):
    report = check.judge(KEEP[name])
    assert (report.refused, [str(each) for each in report.findings]) == ("", [])


@pytest.mark.parametrize("rule_id", BREAK)
def test_a_paper_that_breaks_a_rule_is_told_so(rule_id):
    docx, what = BREAK[rule_id]
    found = [each.what for each in check.judge(docx, draft=rule_id == "NUM-8").findings if each.rule == rule_id]
    assert what in found


def test_every_rule_a_machine_can_decide_has_its_function_its_test_and_its_row():
    automatic = {rule_.id for rule_ in rules().values() if rule_.how in ("auto", "auto*")}
    done = check.checks()
    assert set(done) == automatic
    assert len(set(done.values())) == len(done)
    assert set(BREAK) == set(done)


def test_an_annex_that_names_another_number_than_the_front_page_is_told():
    other = annexed(annex(kem_theo=KEM_THEO.replace("15/KH-SNV", "16/KH-SNV")))
    found = [(each.rule, each.severity, each.what) for each in check.judge(other).findings]
    what = "phụ lục ghi kèm theo văn bản số 16/KH-SNV, văn bản này Số: 15/KH-SNV"
    assert found == [("ND30-I-3.1c", "nên xem", what)]
    assert check.judge(annexed(annex())).findings == ()


def test_an_unsure_rule_is_never_called_an_error():
    for docx, _ in BREAK.values():
        for each in check.judge(docx).findings:
            row = rules()[each.rule]
            assert not (each.severity == "sai" and (row.confidence != "H" or row.severity != "sai")), each


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (p("ĐẢNG CỘNG SẢN VIỆT NAM", 30, "b") + p("Số: 15-NQ/TU", 28), "văn bản của Đảng"),
        (head("Số: 15/2026/NĐ-CP") + p("NGHỊ ĐỊNH", 28, "b"), "quy phạm pháp luật"),
        (head("Số: 15/2026/QĐ-UBND") + p("QUYẾT ĐỊNH", 28, "b"), "quy phạm pháp luật"),
        (head("Số: 144/2025/QĐ-CTUBND") + p("QUYẾT ĐỊNH", 28, "b"), "quy phạm pháp luật"),
        (head("Số:       /2026/QĐ-UBND") + p("QUYẾT ĐỊNH", 28, "b"), "quy phạm pháp luật"),
        (head("Số: …… /2026/QĐ-UBND") + p("QUYẾT ĐỊNH", 28, "b"), "quy phạm pháp luật"),
        (head("Số: 28/2026/NQ-HĐND") + p("NGHỊ QUYẾT", 28, "b"), "quy phạm pháp luật"),
        (head("Số: 15/HĐ-SNV") + p("HỢP ĐỒNG LAO ĐỘNG", 28, "b"), "hợp đồng"),
        (p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("ĐƠN XIN NGHỈ PHÉP", 28, "b"), "biểu mẫu cá nhân"),
        (p("Mẫu số 01/TT", 26) + p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b"), "biểu mẫu"),
        (p("ĐOÀN TNCS HỒ CHÍ MINH", 28, "b") + p("Số: 55-KH/TĐTN", 28) + p("KẾ HOẠCH", 28, "b"), "văn bản của Đoàn"),
        (p("TỈNH ỦY", 28, "b") + p("Số: 55-KH/TU", 28) + p("KẾ HOẠCH", 28, "b"), "tổ chức chính trị - xã hội"),
        (head("Số: 15/2026/TT-BNV") + text("Bộ trưởng ban hành Thông tư."), "quy phạm pháp luật"),
        (head("Số: 01/2026/HĐMB") + p("HỢP ĐỒNG MUA BÁN", 28, "b"), "hợp đồng"),
        (text("Ghi chép của một buổi họp."), "không nhận ra là văn bản hành chính"),
        ("", "không nhận ra là văn bản hành chính"),
    ],
)
def test_what_is_no_administrative_paper_is_not_judged(body, why):
    report = check.judge(made.docx(body))
    assert why in report.refused
    assert report.findings == ()


@pytest.mark.parametrize(
    ("parent", "name", "severity", "of_draft"),
    [
        ("UBND TỈNH MẪU", "SỞ NỘI VỤ", [], []),
        ("UBND TỈNH MẪU", "ỦY BAN NHÂN DÂN XÃ TÂN THÀNH", [], []),
        ("TỈNH ỦY MẪU", "BÁO MẪU", ["nên xem"], ["sai"]),  # some units under a committee of the Party serve the State
        ("TỈNH UỶ MẪU", "BÁO MẪU", ["nên xem"], ["sai"]),
        ("UBND TỈNH MẪU", "ĐẢNG ỦY SỞ NỘI VỤ", ["sai"], ["sai"]),
        ("ĐẢNG BỘ TỈNH MẪU", "BAN CHẤP HÀNH ĐẢNG BỘ XÃ MẪU", ["sai"], ["sai"]),
        ("TỈNH ỦY MẪU", "ĐẢNG ỦY XÃ MẪU", ["sai"], ["sai"]),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "CHI BỘ THÔN MẪU", ["sai"], ["sai"]),
    ],
)
def test_quoc_hieu_beside_a_body_of_the_party_is_told(parent, name, severity, of_draft):
    docx = spoilt(spoilt(PLAN, "UBND TỈNH MẪU", parent), "SỞ NỘI VỤ", name)
    for expected, draft in ((severity, False), (of_draft, True)):
        found = [each for each in check.judge(docx, draft=draft).findings if each.rule == "REG-3"]
        assert [each.severity for each in found] == expected


def test_the_party_s_own_title_beside_quoc_hieu_is_told():
    both = spoilt(PLAN, "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert [each.severity for each in check.judge(both).findings if each.rule == "REG-3"] == ["sai"]


def test_an_outline_for_reference_is_judged_by_its_body_alone():
    opening = p("(Để tham khảo)", 28, "i")
    title = p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3950)
    body = text(made.OPENING) + text("Các đơn vị thực hiện.")

    outline = check.judge(made.docx(opening + title + body))
    assert (outline.kind, outline.refused, outline.findings) == ("ke_hoach", "", ())
    assert outline.notes == ("bản để tham khảo, không có tiêu đề và chữ ký: chỉ xét phần nội dung",)
    small = check.judge(made.docx(opening + title + body + text("Các xã thực hiện.", size=20)), draft=True)
    assert {each.rule for each in small.findings} == {"ND30-I-2.6n"}
    assert "không nhận ra" in check.judge(made.docx(title + body)).refused
    headed = check.judge(made.docx(opening + head("Số: 15/KH-SNV") + title + body))
    assert (headed.notes, "ND30-I-1.6" in {each.rule for each in headed.findings}) == ((), True)


@pytest.mark.parametrize("symbol", ["KH-BCA-C12", "HD-BCA-V05", "KH-BQP-TM"])
def test_police_and_army_have_a_third_group_in_their_symbols(symbol):
    cited = f"Thực hiện Kế hoạch số 40/{symbol} ngày 05/02/2026 của Bộ Công an về việc tổ chức thực hiện nhiệm vụ."
    assert [str(each) for each in check.judge(named(text(cited))).findings] == []
    own = check.judge(spoilt(PLAN, "KH-SNV", symbol.replace("HD-", "KH-"))).findings
    assert [str(each) for each in own if each.rule not in ("NUM-3", "ND30-I-2.3f")] == []


@pytest.mark.parametrize(
    ("docx", "found"),
    [
        (named(title="TỜ TRÌNH", so="Số: 08/TT-SNV"), ["ký hiệu «TT-SNV» không bắt đầu bằng «TTr»"]),
        (named(so="Số: 77/2026/KH-SNV"), ["số, ký hiệu có năm «2026»"]),
        (letter(so="Số: 77/2026/SNV-VP"), ["số, ký hiệu có năm «2026»"]),
        (named(subject="Kỷ niệm ngày thành lập Đảng Cộng sản Việt Nam"), []),
        (named(text("Đảng Cộng sản Việt Nam thành lập ngày 03/02/1930.")), []),
        (letter(text("Hợp đồng lao động đã ký được thực hiện đến hết năm."), subject="V/v ký hợp đồng"), []),
        (named(text("Đơn vị nào chậm phải báo cáo."), so="Số:      /KH-SNV"), []),
        (named(title="QUYẾT ĐỊNH", so="Số: 15/QĐ-SNV", subject="Về việc ban hành mẫu đơn, hợp đồng"), []),
    ],
)  # fmt: skip
def test_a_lawful_paper_is_judged_whatever_it_speaks_of(docx, found):
    report = check.judge(docx)
    symbols = [each.what for each in report.findings if each.rule.startswith(("ND30-I-2.3", "ND30-III"))]
    assert (report.refused, symbols) == ("", found)


TOPICS = (  # words of papers that the decree does not bind, as lawful papers speak of them
    "Đảng Cộng sản Việt Nam quang vinh",
    "Hợp đồng lao động và phụ lục hợp đồng",
    "Đơn khiếu nại, tờ khai, bảng kê",
    "Giấy đề nghị, giấy xác nhận của đơn vị",
    "Thông tư số 12/2026/TT-BNV, Nghị định số 30/2020/NĐ-CP",
    "Đoàn TNCS Hồ Chí Minh, Nghị quyết số 15-NQ/TU",
)


@rounds(max_examples=60, deadline=None)
@given(
    st.sampled_from([kind for kind in TYPES if kind not in ("thu_cong", "hop_dong")]),
    st.sampled_from(TOPICS),
    st.sampled_from(TOPICS),
    st.sampled_from(["", "b", "bi"]),
    st.booleans(),
)
def test_no_topic_makes_a_lawful_paper_one_that_is_not_judged(kind, topic, opening, look, numbered):
    words, symbol = TYPES[kind]
    so = f"Số: {'15' if numbered else '     '}/{symbol or 'SNV'}-{'SNV' if symbol else 'VP'}"
    body = text(opening, look)
    docx = named(body, title=words, so=so, subject=topic) if symbol else letter(body, so=so, subject=f"V/v {topic}")
    assert (check.judge(docx).kind, check.judge(docx).refused) == (kind, "")


def test_a_person_who_names_the_type_has_the_paper_judged_except_a_secret_one_which_is_never_mended():
    law = made.docx(head("Số: 15/2026/QĐ-UBND") + p("QUYẾT ĐỊNH", 28, "b"))
    assert check.judge(law).refused
    assert check.judge(law, "quyet_dinh").refused == ""
    secret = made.docx(p("MẬT", 26, "b") + head("Số: 5/KH-SNV") + p("KẾ HOẠCH", 28, "b"))
    assert "ND30-I-3.2a" in {each.rule for each in check.judge(secret, "ke_hoach").findings}
    assert "độ mật" in mend.mend(secret, "ke_hoach").refused


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in ("cong_van", "thu_cong", "hop_dong")])
def test_each_type_of_article_7_is_known_by_its_title(kind):
    words, abbreviation = TYPES[kind]
    report = check.judge(named(title=words, so=f"Số: 15/{abbreviation}-SNV"))
    assert (report.kind, report.refused) == (kind, "")
    assert not [each for each in report.findings if each.rule.startswith(("ND30-I-2.3", "ND30-III"))]


def recognised(docx: bytes) -> tuple[str, list[str], list[str], str, str, str]:
    """Kind, parent, name, number, date and motto, as found."""
    found = find.recognise(reader.read(docx))
    texts = [line.spaced if line else "" for line in (found.so, found.date, found.tieu_ngu)]
    names = [[line.spaced for line in group] for group in (found.parents, found.names)]
    return (found.kind, *names, *texts)


EXPECTED = ("cong_van", ["UBND TỈNH MẪU"], ["SỞ NỘI VỤ"], "Số: 15/SNV-VP", "Mẫu, ngày 15 tháng 10 năm 2026",
            "Độc lập - Tự do - Hạnh phúc")  # fmt: skip


def tabbed(left: str, right: str, look: str = "b") -> str:
    """Two texts of one paragraph, parted by a tab."""
    one, other = (
        f'<w:r><w:rPr><w:{look}/></w:rPr><w:t xml:space="preserve">{each}</w:t></w:r>' for each in (left, right)
    )
    return f"<w:p>{one}<w:r><w:tab/></w:r>{other}</w:p>"


@pytest.mark.parametrize(
    "body",
    [
        head("Số: 15/SNV-VP", letter="V/v triển khai"),
        table((3685, 5669), (
            p("UBND TỈNH MẪU", 26) + p("SỞ NỘI VỤ", 26, "b") + p("Số: 15/SNV-VP", 26) + p("V/v triển khai", 26),
            p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b")
            + p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i"))),
        table((9354,), (head("Số: 15/SNV-VP", letter="V/v triển khai") + p(""),)),
        tabbed("UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + tabbed("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
        + tabbed("Số: 15/SNV-VP", "Mẫu, ngày 15 tháng 10 năm 2026", "i") + p("V/v triển khai", 26),
        in_a_box(p("UBND TỈNH MẪU", 26), p("SỞ NỘI VỤ", 26, "b"), p("Số: 15/SNV-VP", 26), p("V/v triển khai", 26))
        + in_a_box(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b"), p("Độc lập - Tự do - Hạnh phúc", 28, "b"),
                   p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i")),
        head("Số: 15/SNV-VP", letter="V/v triển khai").replace("Số: 15", "Số:</w:t></w:r><w:r><w:t xml:space='preserve"
        "'>\u00a0</w:t></w:r><w:r><w:t>15"),
        head("Số: 15/SNV-VP", letter="V/v triển khai").replace("CỘNG HÒA", "CỘNG HOÀ"),
    ],
    ids=["bảng 2×2", "bảng 1×2", "bảng lồng", "tab", "khung chữ", "chữ bị cắt đoạn", "dấu thanh kiểu mới"],
)  # fmt: skip
def test_the_head_is_found_wherever_it_stands(body):
    docx = made.docx(body + text("Kính gửi: Sở Tài chính", props=LEFT) + text(made.OPENING) + end("- Như trên;"))
    assert recognised(docx) == EXPECTED


def test_tracked_changes_are_judged_as_accepted_and_the_report_says_so():
    changed = (
        '<w:del w:id="1"><w:r><w:delText>– </w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:rPr><w:b/></w:rPr>'
        '<w:t xml:space="preserve">- </w:t></w:r></w:ins><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>Tự do'
    )
    docx = spoilt(LETTER, "- Tự do", f"</w:t></w:r>{changed}")
    report = check.judge(docx)
    assert report.notes == ("có dấu sửa (track changes): xét như đã chấp nhận tất cả",)
    assert not [each for each in report.findings if each.what.startswith("Tiêu ngữ viết")]


def test_fonts_that_vietnamese_letters_do_not_use_are_told_once_as_a_hint():
    docx = spoilt(PLAN, 'w:cs="Times New Roman"', 'w:cs="Arial" w:eastAsia="SimSun"', "word/styles.xml")
    (found,) = check.judge(docx).findings
    assert (found.rule, found.severity) == ("ND30-I-1.4", "nên xem")
    assert found.what == "phông cho chữ Á Đông hoặc chữ phức hợp là «Arial», «SimSun»"


def test_a_place_is_told_as_a_word_user_sees_it():
    (found,) = [each for each in check.judge(BREAK["ND30-I-2.1b"][0]).findings if each.rule == "ND30-I-2.1b"]
    assert found.place == "bảng 1, hàng 1, cột 2, đoạn 2 («Độc lập – Tự do - Hạnh phúc»)"
    assert (found.severity, found.article, found.remedy) == (
        "sai",
        "PL I-II.1b",
        "viết «Độc lập - Tự do - Hạnh phúc», gạch nối có cách chữ.",
    )


def test_the_gate_lets_a_blank_draft_pass_and_stops_a_numbered_one():
    blank = spoilt(spoilt(PLAN, "Số: 15/", "Số:      /"), "ngày 15 tháng 10 năm", "ngày      tháng      năm")
    assert check.gate(blank) == []
    assert [each.rule for each in check.gate(PLAN)] == ["NUM-8", "NUM-8"]


def test_a_type_that_a_person_names_is_taken_and_the_printed_one_is_told():
    report = check.judge(PLAN, "bao_cao")
    assert report.kind == "bao_cao"
    assert report.notes == ("xét theo loại được chỉ định; tên loại in trên văn bản là «KẾ HOẠCH»",)
    assert "ND30-I-2.3c" in {each.rule for each in report.findings}
    assert check.judge(PLAN, "ke_hoach").notes == ()


def test_the_gate_stops_a_paper_that_is_no_administrative_paper():
    (found,) = check.gate(made.docx(text("Ghi chép của một buổi họp.")))
    assert (found.rule, found.severity, found.place) == ("ND30-III-2", "sai", "toàn văn bản")


def test_a_zip_bomb_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 60_000_000)
    with pytest.raises(package.PackageError, match="nén quá mức"):
        check.judge(held.getvalue())


_PIECES = st.sampled_from([
    *(p(words, size, look) for words in ("Số: 1/KH-X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận:", "KẾ HOẠCH",
        "V/v", "Kính gửi:", "- a;", "Phụ lục", "(Kèm theo", "TM. UBND", "I.", "a)", "Căn cứ", "Điều 1", "", " ", "./.", "\u0301")
      for size in (26, 28) for look in ("", "b")),
    head("Số: /"), end(), rule(99_999), in_a_box(p("Số: 2/X")), ANNEX_PAGE, table((1,), ("",)), "<w:tbl/>", "<w:p/>",
    '<w:p><w:pPr><w:ind w:left="x" w:firstLine="9999999999"/><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Số: 3/</w:t></w:r></w:p>', "<w:sdt/>", "<w:sectPr/>",
])  # fmt: skip


@rounds(max_examples=120)
@given(st.lists(_PIECES, max_size=14), st.sampled_from(["", "ke_hoach", "cong_van"]), st.booleans())
def test_no_file_makes_the_checker_crash(pieces, kind, template):
    check.judge(made.docx("".join(pieces)), kind, draft=True, template=template)


@rounds(max_examples=60)
@given(st.binary(max_size=60), st.integers(0, 10_000))
def test_a_damaged_file_is_refused_in_words(noise, at):
    where = at % len(LETTER)
    damaged = LETTER[:where] + noise + LETTER[where + len(noise) :]
    read: object = None
    with contextlib.suppress(package.PackageError):  # and nothing else
        read = check.judge(damaged)
    assert read is None or isinstance(read, check.CheckReport)
