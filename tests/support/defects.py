"""Single defects put into clean papers, each with the rule that must find it and where."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from goldens import ROOT
from ntsdocs.build import journey, workers
from ntsdocs.docx import edit, package
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CLEAN = {
    "ke_hoach": "so-y-te",
    "cong_van_trien_khai": "co-quan-cap-tinh",
    "cong_van_don_doc": "so-y-te",
    "cong_van_bao_cao": "chung",
    "bao_cao_nam": "bao-cao-nam-2026",
}
STYLES = {
    "quoc_hieu": "QuocHieu",
    "tieu_ngu": "TieuNgu",
    "parent": "TenChuQuan",
    "name": "TenCoQuan",
    "so": "SoKyHieu",
    "date": "DiaDanh",
    "title": "TenLoai",
    "trich_yeu": "TrichYeu",
    "ve_viec": "VeViec",
    "kinh_gui": "KinhGui",
    "addressee": "KinhGuiDong",
    "opening": "MoDau",
    "muc": "Muc",
    "khoan": "Khoan",
    "text": "LoiVan",
    "label": "NoiNhanNhan",
    "recipient": "NoiNhan",
    "authority": "ChucVu",
    "signer": "HoTen",
    "annex": "PhuLuc",
    "annex_title": "TenPhuLuc",
    "kem_theo": "KemTheo",
}


def clean_papers() -> dict[str, bytes]:
    """One clean paper of each kind of Tỉnh Mẫu."""
    plan = reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
    jobs = [job for job in due.draw_up(plan, assignments.settle(plan), KINDS) if CLEAN[job.id.kind] == job.id.name]
    templates = {kind.name: journey.read_template(ROOT, kind.name) for kind in KINDS}
    return {path.split("/")[0]: paper for path, paper in workers.fill_here(jobs, templates)}


class Editor:
    """A paper whose XML can be spoilt; `at` is the text of the paragraph the defect is in."""

    def __init__(self, paper: bytes) -> None:
        self.parts = package.read(paper)
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.at = ""

    def all(self, style: str) -> list[etree._Element]:
        """The paragraphs of a style, in order."""
        wanted = STYLES.get(style, style)
        return [
            p
            for p in self.body.iter(f"{W}p")
            if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == wanted
        ]

    def one(self, style: str, number: int = 0) -> etree._Element:
        """The paragraph of a style; it becomes the place of the defect."""
        found = self.all(style)[number]
        self.at = " ".join(text(found).split())[:25]
        return found

    def bytes(self) -> bytes:
        """The spoilt paper."""
        self.parts["word/document.xml"] = etree.tostring(self.body)
        return package.write(self.parts.items())


def text(p: etree._Element) -> str:
    """The text of a paragraph."""
    return "".join(t.text or "" for t in p.iter(f"{W}t"))


def say(p: etree._Element, words: str) -> None:
    """Puts words in the place of a paragraph's text."""
    first, *rest = p.iter(f"{W}t")
    first.text = words
    for t in rest:
        t.text = ""


def run(p: etree._Element, name: str, value: str = "", **attributes: str) -> None:
    """Sets a property on every run."""
    for r in p.iter(f"{W}r"):
        props = r.find(f"{W}rPr")
        if props is None:
            props = etree.Element(f"{W}rPr")
            r.insert(0, props)
        for old in props.findall(W + name):
            props.remove(old)
        element = etree.SubElement(props, W + name)
        if value:
            element.set(f"{W}val", value)
        for key, each in attributes.items():
            element.set(W + key, each)


def para(p: etree._Element, name: str, **attributes: str) -> None:
    """Sets a property of the paragraph."""
    props = p.find(f"{W}pPr")
    for old in props.findall(W + name):
        props.remove(old)
    element = etree.Element(W + name)
    for key, each in attributes.items():
        element.set(W + key, each)
    props.insert(1, element)


Spoil = Callable[[Editor], None]


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect: its name, the rule that must find it, the kinds of paper it can be put into."""

    name: str
    rule: str
    kinds: tuple[str, ...]
    spoil: Spoil
    place: str = ""  # where, if not in the paragraph the editor touched


ALL = tuple(CLEAN)
_PAGE_NUMBER = (
    '<w:name w:val="Số trang"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="0"'
    ' w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:rPr>'
).encode()
LETTERS = ("cong_van_trien_khai", "cong_van_don_doc", "cong_van_bao_cao")
NAMED = ("ke_hoach", "bao_cao_nam")
ADDRESSED = ("cong_van_trien_khai", "cong_van_bao_cao")
ANNEXED = ("ke_hoach", "cong_van_trien_khai", "cong_van_bao_cao", "bao_cao_nam")

# component, rule, kinds, right look as (bold, italic, centred), a size too small and one too large
_LOOKS = (
    ("quoc_hieu", "ND30-I-2.1a", ALL, (True, False, True), "22", "28"),
    ("tieu_ngu", "ND30-I-2.1b", ALL, (True, False, True), "24", "30"),
    ("parent", "ND30-I-2.2b", ("ke_hoach",), (False, False, True), "22", "28"),
    ("name", "ND30-I-2.2a", ALL, (True, False, True), "22", "28"),
    ("so", "ND30-I-2.3e", ALL, (False, False, True), "24", "28"),
    ("date", "ND30-I-2.4d", ALL, (None, True, True), "24", "30"),
    ("title", "ND30-I-2.5a", NAMED, (True, False, True), "24", "32"),
    ("trich_yeu", "ND30-I-2.5b", NAMED, (True, False, True), "24", "30"),
    ("ve_viec", "ND30-I-2.5d", LETTERS, (False, False, True), "22", "28"),
    ("kinh_gui", "ND30-I-2.9b", (*LETTERS, "bao_cao_nam"), (False, False, None), "24", "30"),
    ("addressee", "ND30-I-2.9c", ADDRESSED, (False, False, None), "24", "30"),
    ("muc", "ND30-I-2.6i", NAMED, (True, False, None), "24", "30"),
    ("text", "ND30-I-2.6n", NAMED, (None, None, None), "24", "30"),
    ("label", "ND30-I-2.9d", ALL, (True, True, None), "22", "26"),
    ("recipient", "ND30-I-2.9e", ALL, (False, False, None), "20", "24"),
    ("authority", "ND30-I-2.7h", ALL, (True, False, True), "24", "30"),
    ("annex", "ND30-I-3.1b", ANNEXED, (True, False, True), "26", "30"),
    ("annex_title", "ND30-I-3.1b", ANNEXED, (True, False, True), "24", "30"),
    ("kem_theo", "ND30-I-3.1c", ANNEXED, (None, True, True), "24", "30"),
)


def defects() -> Iterator[Defect]:
    """Every defect, in a fixed order."""
    for component, rule, kinds, (bold, italic, centred), small, large in _LOOKS:
        for words, size in (("nhỏ", small), ("lớn", large)):
            yield Defect(f"{component}: cỡ {words}", rule, kinds, lambda e, c=component, s=size: run(e.one(c), "sz", s))
        for switch, right in (("b", bold), ("i", italic)):
            if right is not None:
                value = "0" if right else "1"
                yield Defect(
                    f"{component}: {switch} sai",
                    rule,
                    kinds,
                    lambda e, c=component, s=switch, v=value: run(e.one(c), s, v),
                )
        if centred:
            yield Defect(
                f"{component}: không giữa", rule, kinds, lambda e, c=component: para(e.one(c), "jc", val="left")
            )
    for component in ("quoc_hieu", "so", "opening", "recipient", "authority"):
        yield Defect(
            f"{component}: phông lạ",
            "ND30-I-1.4",
            ALL,
            lambda e, c=component: run(e.one(c), "rFonts", ascii="Arial", hAnsi="Arial"),
        )
    yield from _WORDS
    yield from _LAYOUT


def _word(name: str, rule: str, kinds: tuple[str, ...], component: str, change: Callable[[str], str]) -> Defect:
    def spoil(editor: Editor) -> None:
        p = editor.one(component)
        say(p, change(text(p)))
        editor.at = " ".join(text(p).split())[:25]

    return Defect(name, rule, kinds, spoil)


def _replace(old: str, new: str) -> Callable[[str], str]:
    def change(words: str) -> str:
        assert old in words, (old, words)
        return words.replace(old, new)

    return change


def _added(sentence: str) -> Callable[[str], str]:
    return lambda words: f"{words} {sentence}"


_WORDS = (
    _word("Quốc hiệu thiếu chữ", "ND30-I-2.1a", ALL, "quoc_hieu", _replace("CHỦ NGHĨA ", "")),
    _word("Quốc hiệu chữ thường", "ND30-I-2.1a", ALL, "quoc_hieu", str.capitalize),
    _word("Tiêu ngữ gạch dài", "ND30-I-2.1b", ALL, "tieu_ngu", _replace("-", "–")),
    _word("Tiêu ngữ không cách", "ND30-I-2.1b", ALL, "tieu_ngu", _replace(" - ", "-")),
    _word("Tiêu ngữ chữ thường", "ND30-I-2.1b", ALL, "tieu_ngu", _replace("Tự", "tự")),
    _word("Tiêu ngữ in hoa", "ND30-I-2.1b", ALL, "tieu_ngu", str.upper),
    _word("số không hai chấm", "ND30-I-2.3e", ALL, "so", _replace("Số:", "Số")),
    _word("SỐ in hoa", "ND30-I-2.3e", ALL, "so", _replace("Số:", "SỐ:")),
    _word("ký hiệu có cách quanh gạch", "ND30-I-2.3e", ALL, "so", _replace("-", " - ")),
    _word("ký hiệu gạch dài", "ND30-I-2.3e", ALL, "so", _replace("-", "–")),
    _word("số không có 0", "ND30-I-2.3a", ALL, "so", lambda w: f"Số: 5/{w.partition('/')[2]}"),
    _word("số thừa 0", "ND30-I-2.3a", ALL, "so", lambda w: f"Số: 015/{w.partition('/')[2]}"),
    _word("dự thảo đã có số", "NUM-8", ALL, "so", lambda w: f"Số: 25/{w.partition('/')[2]}"),
    _word("ký hiệu của loại khác", "ND30-I-2.3c", ("ke_hoach",), "so", _replace("KH-", "BC-")),
    _word("ký hiệu của loại khác (báo cáo)", "ND30-I-2.3c", ("bao_cao_nam",), "so", _replace("BC-", "KH-")),
    _word("ký hiệu thiếu cơ quan", "ND30-I-2.3c", NAMED, "so", lambda w: w.partition("-")[0]),
    _word("ký hiệu chữ thường", "ND30-III-1", NAMED, "so", lambda w: w.replace("KH", "Kh").replace("BC", "Bc")),
    _word("công văn có CV", "ND30-I-2.3d", LETTERS, "so", _replace("/UBND", "/CV-UBND")),
    _word("công văn có tên loại", "ND30-I-2.3d", LETTERS, "so", _replace("/UBND", "/BC-UBND")),
    _word("công văn thiếu đơn vị", "ND30-I-2.3d", LETTERS, "so", lambda w: w.partition("-")[0]),
    _word("ký hiệu không có UBND", "NUM-1", ("bao_cao_nam",), "so", _replace("UBND", "VP")),
    _word("ký hiệu sở sai", "NUM-3", ("ke_hoach",), "so", lambda w: w.partition("-")[0] + "-YT"),
    _word("ngày không có 0", "ND30-I-2.4c", ALL, "date", lambda w: w.partition("ngày")[0] + "ngày 5 tháng 10 năm 2026"),
    _word("tháng thừa 0", "ND30-I-2.4c", ALL, "date", lambda w: w.partition("ngày")[0] + "ngày 05 tháng 03 năm 2026"),
    _word("tháng 1 không có 0", "ND30-I-2.4c", ALL, "date", lambda w: w.partition("ngày")[0] + "ngày 05 tháng 1 năm 2026"),
    _word("năm hai chữ số", "ND30-I-2.4c", ALL, "date", lambda w: w.partition("ngày")[0] + "ngày 15 tháng 10 năm 26"),
    _word("dự thảo đã có ngày", "NUM-8", ALL, "date", lambda w: w.partition("ngày")[0] + "ngày 15 tháng 10 năm 2026"),
    _word("địa danh không có phẩy", "ND30-I-2.4d", ALL, "date", _replace(",", "")),
    _word("địa danh chữ thường", "ND30-I-2.4d", ALL, "date", lambda w: w[0].lower() + w[1:]),
    _word("thiếu địa danh", "ND30-I-2.4d", ALL, "date", lambda w: "ngày" + w.partition("ngày")[2]),
    _word("tên loại chữ thường", "ND30-I-2.5a", NAMED, "title", str.capitalize),
    _word("trích yếu in hoa", "ND30-I-2.5b", NAMED, "trich_yeu", str.upper),
    _word("trích yếu có dấu chấm", "ND30-I-2.5b", NAMED, "trich_yeu", lambda w: w + "."),
    _word("V/v ở văn bản có tên loại", "ND30-I-2.5e", NAMED, "trich_yeu", lambda w: "V/v " + w),
    _word("V/v sai chữ", "ND30-I-2.5d", LETTERS, "ve_viec", _replace("V/v", "v/v")),
    _word("V/v in hoa", "ND30-I-2.5d", LETTERS, "ve_viec", _replace("V/v", "V/V")),
    _word("Kính gửi không hai chấm", "ND30-I-2.9b", ("cong_van_don_doc", "bao_cao_nam"), "kinh_gui", _replace(":", "")),
    _word("KÍNH GỬI in hoa", "ND30-I-2.9b", ("cong_van_don_doc",), "kinh_gui", str.upper),
    _word("nơi gửi thiếu chấm phẩy", "ND30-I-2.9c", ADDRESSED, "addressee", lambda w: w.rstrip(";") + ","),
    _word("nơi gửi gạch dài", "ND30-I-2.9c", ADDRESSED, "addressee", _replace("- ", "– ")),
    _word("mục không chấm", "ND30-I-2.6i", NAMED, "muc", _replace("I. ", "I/ ")),
    _word("mục chữ thường", "ND30-I-2.6i", NAMED, "muc", lambda w: w[:4] + w[4:].lower()),
    _word("mục không tiêu đề", "ND30-I-2.6f", NAMED, "muc", lambda w: w.partition(" ")[0]),
    _word("khoản ghi ngoặc", "ND30-I-2.6l", NAMED, "khoan", _replace("1. ", "1) ")),
    _word("NƠI NHẬN in hoa", "ND30-I-2.9d", ALL, "label", str.upper),
    _word("Nơi nhận không hai chấm", "ND30-I-2.9d", ALL, "label", _replace(":", "")),
    _word("nơi nhận thiếu chấm phẩy", "ND30-I-2.9e", ALL, "recipient", lambda w: w.rstrip(";") + "."),
    _word("nơi nhận gạch dài", "ND30-I-2.9e", ALL, "recipient", _replace("- ", "– ")),
    _word("nơi nhận chữ thường", "ND30-II-1", LETTERS, "recipient", _replace("Như", "như")),
    _word("Như kính gửi", "ND30-I-2.9g", LETTERS, "recipient", _replace("Như trên", "Như kính gửi")),
    _word("không Như trên", "ND30-I-2.9g", LETTERS, "recipient", _replace("Như trên", "Bộ Nội vụ")),
    _word("Như trên ở kế hoạch", "ND30-I-2.9g", ("ke_hoach",), "recipient", lambda _: "- Như trên;"),
    _word("T/M", "ND30-I-2.7a", ADDRESSED, "authority", _replace("TM. ", "T/M ")),
    _word("TM không chấm", "ND30-I-2.7a", ADDRESSED, "authority", _replace("TM. ", "TM ")),
    _word("TM viết liền", "ND30-I-2.7a", ADDRESSED, "authority", _replace("TM. ", "TM.")),
    _word("K/T", "ND30-I-2.7c", ("ke_hoach",), "authority", lambda _: "K/T GIÁM ĐỐC"),
    _word("T/L", "ND30-I-2.7d", ("cong_van_don_doc",), "authority", _replace("TL. ", "T/L ")),
    _word("TL không chấm", "ND30-I-2.7d", ("cong_van_don_doc",), "authority", _replace("TL. ", "TL ")),
    _word("TL viết liền", "ND30-I-2.7d", ("cong_van_don_doc",), "authority", _replace("TL. ", "TL.")),
    _word("TUQ không chấm", "ND30-I-2.7e", ("cong_van_don_doc",), "authority", _replace("TL. ", "TUQ ")),
    _word("Quyền giám đốc", "ND30-I-2.7b", ("ke_hoach",), "authority", lambda _: "QUYỀN GIÁM ĐỐC"),
    _word("TM UBND ở sở", "ND30-I-2.7k", ("ke_hoach",), "authority", lambda _: "TM. ỦY BAN NHÂN DÂN"),
    _word("chức vụ chữ thường", "ND30-I-2.7h", LETTERS, "authority", lambda w: w[:4] + w[4:].lower()),
    _word("học vị trước tên", "ND30-I-2.7g", ALL, "signer", lambda _: "TS. Nguyễn Văn Mẫu"),
    _word("Ông trước tên", "ND30-I-2.7g", ALL, "signer", lambda _: "Ông Nguyễn Văn Mẫu"),
    _word("quân hàm ở sở", "ND30-I-2.7g", ("ke_hoach",), "signer", lambda _: "Đại tá Nguyễn Văn Mẫu"),
    _word("họ tên in hoa", "ND30-I-2.7h", ALL, "signer", lambda _: "NGUYỄN VĂN MẪU"),
    _word("PHỤ LỤC in hoa", "ND30-I-3.1b", ANNEXED, "annex", str.upper),
    _word("phụ lục số Ả Rập", "ND30-I-3.1a", NAMED, "annex", _replace("Phụ lục I", "Phụ lục 1")),
    _word("một phụ lục mà đánh số", "ND30-I-3.1a", ("cong_van_trien_khai",), "annex", lambda w: w + " I"),
    _word("tên phụ lục chữ thường", "ND30-I-3.1b", ANNEXED, "annex_title", str.capitalize),
    _word("kèm theo không ngoặc", "ND30-I-3.1c", ANNEXED, "kem_theo", lambda w: w.strip("()")),
    _word("Tỉnh giữa câu", "ND30-II-3", ALL, "opening", _added("Các sở của Tỉnh Mẫu thực hiện.")),
    _word("Ủy ban Nhân dân", "ND30-II-6", ALL, "opening", _added("Đề nghị Ủy ban Nhân dân xã thực hiện.")),
    _word("Công An", "ND30-II-6", ALL, "opening", _added("Giao Công An tỉnh thực hiện.")),
    _word("Sở y tế", "ND30-II-6", ALL, "opening", _added("Giao Sở y tế thực hiện.")),
    _word("Ban chỉ đạo", "ND30-II-6", ALL, "opening", _added("Thành lập Ban chỉ đạo tỉnh.")),
    _word("Asean", "ND30-II-8", ALL, "opening", _added("Hợp tác với các nước Asean.")),
    _word("Đảng, nhà nước", "ND30-II-9", ALL, "opening", _added("Chủ trương của Đảng, nhà nước.")),
    _word("ngày quốc khánh", "ND30-II-13", ALL, "opening", _added("Tổ chức ngày quốc khánh 2-9.")),
    _word("kế hoạch số", "ND30-II-14", ALL, "opening", _added("Theo kế hoạch số 12/KH-UBND ngày 02/3/2025.")),
    _word("Khoản giữa câu", "ND30-II-15", ALL, "opening", _added("Theo quy định tại Khoản 2 Điều 5.")),
    _word("điều chữ thường", "ND30-II-15", ALL, "opening", _added("Theo quy định tại khoản 2 điều 5.")),
    _word("Tết Nguyên Đán", "ND30-II-16", ALL, "opening", _added("Trực dịp tết Nguyên Đán.")),
    _word("thứ hai", "ND30-II-16", ALL, "opening", _added("Họp vào sáng thứ hai hằng tuần.")),
    _word("đầu câu chữ thường", "ND30-II-1", ALL, "opening", _added("các sở thực hiện. các xã thực hiện.")),
    _word("thiếu chữ số", "ND30-I-2.6d", ALL, "opening", _added("Theo Quyết định 12/QĐ-UBND ngày 02/3/2025.")),
    _word("viện dẫn thiếu ngày", "ND30-I-2.6c", ALL, "opening", _added("Theo Quyết định số 99/QĐ-UBND thì thực hiện.")),
    _word("kỳ số liệu sai", "RPT-3", ("bao_cao_nam",), "opening",
          _added("Kỳ báo cáo từ ngày 01/01/2026 đến ngày 30/12/2026.")),
    _word("đặt dấu hai cách", "GEO-12", ALL, "opening", _added("Hoá chất và hóa chất.")),
    _word("Unicode tổ hợp", "ND30-I-1.4", ALL, "opening", _added("Thu\u031b\u0323c hie\u0323\u0302n.")),
)  # fmt: skip


def _section(editor: Editor, name: str, number: int = 0, **attributes: str) -> None:
    element = list(editor.body.iter(W + name))[number]
    for key, value in attributes.items():
        element.set(W + key, value)


def _remove(editor: Editor, component: str) -> None:
    for p in editor.all(component):
        if p.getparent().tag == f"{W}tc" and len(p.getparent().findall(f"{W}p")) == 1:
            say(p, "")
        else:
            p.getparent().remove(p)


def _unused(p: etree._Element) -> None:
    p.getparent().remove(p)


def _after(editor: Editor, component: str, paragraph: str = "") -> etree._Element:
    p = editor.one(component)
    other = copy.deepcopy(p)
    say(other, paragraph)
    p.addnext(other)
    return other


def _header(editor: Editor, old: bytes, new: bytes) -> None:
    part = editor.parts["word/header1.xml"]
    assert old in part
    editor.parts["word/header1.xml"] = part.replace(old, new)


def _styles(editor: Editor, old: bytes, new: bytes) -> None:
    part = editor.parts["word/styles.xml"]
    assert old in part, old
    editor.parts["word/styles.xml"] = part.replace(old, new)


def _rule_of(editor: Editor, number: int) -> etree._Element:
    return editor.all("DuongKeNet")[number]


def _swap_cells(editor: Editor, table: int) -> None:
    for row in list(editor.body.iter(f"{W}tbl"))[table].findall(f"{W}tr"):
        first, second = row.findall(f"{W}tc")
        row.remove(first)
        second.addnext(first)


def _end_table(editor: Editor) -> etree._Element:
    return next(editor.one("label").iterancestors(f"{W}tbl"))


def _bordered(table: etree._Element) -> None:
    borders = etree.SubElement(table.find(f"{W}tblPr"), f"{W}tblBorders")
    for side in ("left", "insideV"):
        etree.SubElement(borders, W + side).set(f"{W}val", "single")


def _row_down(editor: Editor, component: str) -> None:
    """Moves a component's cell content into a row of its own."""
    p = editor.one(component)
    row = next(p.iterancestors(f"{W}tr"))
    other = copy.deepcopy(row)
    row.addnext(other)
    for each in list(other.iter(f"{W}p")):
        if text(each) != text(p):
            say(each, "") if list(each.iter(f"{W}t")) else None
    say(p, "")


def _stamp(editor: Editor, words: str) -> None:
    body = editor.body[0]
    table = body.find(f"{W}tbl")
    p = etree.fromstring(
        f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pStyle w:val="Bang"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
    )
    table.addnext(p)
    editor.at = words


def _insert(editor: Editor, component: str, *texts: str, **props: str) -> None:
    """Puts paragraphs like the component after its first one; the last is the place."""
    p = editor.one(component)
    for words in reversed(texts):
        other = copy.deepcopy(p)
        say(other, words)
        for control in list(other.iter(f"{W}sdt")):
            control.getparent().remove(control)
        if "jc" in props:
            para(other, "jc", val=props["jc"])
        p.addnext(other)
    editor.at = texts[-1][:25]


def _auto_list(editor: Editor) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    editor.parts["word/numbering.xml"] = numbering.encode()
    rels = editor.parts["word/_rels/document.xml.rels"].decode()
    relation = (
        '<Relationship Id="rId77" Target="numbering.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>'
    )
    editor.parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", relation + "</Relationships>"
    ).encode()
    _insert(editor, "opening", *(f"Nội dung thứ {n} của danh sách." for n in ("nhất", "hai", "ba", "tư", "năm")))
    p = editor.one("opening")
    for _ in range(5):
        p = p.getnext()
        props = p.find(f"{W}pPr")
        props.insert(
            1, etree.fromstring(f'<w:numPr xmlns:w="{W[1:-1]}"><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        )
    editor.at = "Nội dung thứ năm"


def _do(name: str, rule: str, kinds: tuple[str, ...], spoil: Spoil, place: str = "") -> Defect:
    return Defect(name, rule, kinds, spoil, place)


def para_border(p: etree._Element) -> None:
    """A border below the paragraph itself."""
    p.find(f"{W}pPr").append(
        etree.fromstring(f'<w:pBdr xmlns:w="{W[1:-1]}"><w:bottom w:val="single" w:sz="6"/></w:pBdr>')
    )


def _underscores() -> etree._Element:
    return etree.fromstring(
        f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pStyle w:val="TieuNgu"/></w:pPr><w:r><w:t>{"_" * 24}</w:t></w:r></w:p>'
    )


def _insert_kinh_gui(editor: Editor) -> None:
    p = editor.one("opening")
    other = copy.deepcopy(p)
    say(other, "Kính gửi: Ủy ban nhân dân tỉnh Mẫu")
    para(other, "jc", val="left")
    p.addprevious(other)
    editor.at = "Kính gửi: Ủy ban"


def _last(editor: Editor, change: Callable[[str], str]) -> None:
    p = editor.one("recipient", -1)
    say(p, change(text(p)))
    editor.at = text(p)[:25]


def _at(editor: Editor, words: str) -> None:
    editor.at = words


def _tight(editor: Editor) -> None:
    """Two paragraphs of text that follow each other, with no room between."""
    first = next(p for p in editor.all("text") if p.getnext() in editor.all("text"))
    for p in (first, first.getnext()):
        para(p, "spacing", before="0", after="0")
    editor.at = " ".join(text(first.getnext()).split())[:25]


def _ending(editor: Editor, old: str, new: str) -> None:
    label = editor.one("label")
    table = next(label.iterancestors(f"{W}tbl"))
    last = table.getprevious()
    for t in last.iter(f"{W}t"):
        t.text = (t.text or "").replace(old, new)
    editor.at = " ".join(text(last).split())[:25]


def _before(editor: Editor, *texts: str) -> None:
    p = editor.one("opening")
    for words in texts:
        other = copy.deepcopy(p)
        say(other, words)
        if words.endswith(","):
            run(other, "i")
        p.addprevious(other)
    editor.at = texts[-1][:25] if texts[-1].endswith(",") else texts[0][:25]


def _join_sections(editor: Editor) -> None:
    """The break before the second annex goes."""
    second = editor.one("annex", 1)
    p = second.getprevious()
    section = p.find(f"{W}pPr/{W}sectPr")
    section.getparent().remove(section)


def _forget_annexes(editor: Editor) -> None:
    for t in editor.body.iter(f"{W}t"):
        holder = next(t.iterancestors(f"{W}p")).find(f"{W}pPr/{W}pStyle")
        if holder is not None and holder.get(f"{W}val") not in ("PhuLuc", "TenPhuLuc", "KemTheo") and t.text:
            t.text = t.text.replace("Phụ lục", "Bảng").replace("kèm theo", "dưới đây").replace("biểu", "mẫu")
    editor.one("annex")


def _swap_end(editor: Editor) -> None:
    row = _end_table(editor).find(f"{W}tr")
    row.append(row.find(f"{W}tc"))
    editor.one("label")


_LAYOUT = (
    _do("khổ Letter", "ND30-I-1.1", ALL, lambda e: _section(e, "pgSz", w="12240", h="15840"), "trang|phần 1"),
    _do("lề trái hẹp", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", left="1134"), "trang|phần 1"),
    _do("lề trái rộng", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", left="2268"), "trang|phần 1"),
    _do("lề phải hẹp", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", right="567"), "trang|phần 1"),
    _do("lề phải rộng", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", right="1440"), "trang|phần 1"),
    _do("lề trên rộng", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", top="1700"), "trang|phần 1"),
    _do("lề dưới hẹp", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", bottom="850"), "trang|phần 1"),
    _do("lề đóng gáy", "ND30-I-1.3", ALL, lambda e: _section(e, "pgMar", gutter="284"), "trang|phần 1"),
    _do("lề phụ lục", "ND30-I-1.3", ANNEXED, lambda e: _section(e, "pgMar", 1, left="850"), "phần 2"),
    _do("chữ xanh", "ND30-I-1.4", ALL, lambda e: run(e.one("opening"), "color", "0000FF")),
    _do("phông cũ", "ND30-I-1.4", ALL, lambda e: run(e.one("opening"), "rFonts", ascii=".VnTime", hAnsi=".VnTime")),
    _do("phông trong kiểu", "ND30-I-1.4", ALL, lambda e: (e.one("so"), _styles(
        e, b'w:styleId="SoKyHieu"><w:name w:val="S\xe1\xbb\x91 - k\xc3\xbd hi\xe1\xbb\x87u"/><w:basedOn w:val="Normal"/><w:qFormat/>',
        b'w:styleId="SoKyHieu"><w:name w:val="S"/><w:basedOn w:val="La"/>'), _styles(
        e, b"</w:styles>", b'<w:style w:type="paragraph" w:styleId="La"><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
        b"</w:rPr></w:style></w:styles>"))),
    _do("phông mặc định", "GEO-11", ALL, lambda e: _styles(e, b'w:ascii="Times New Roman"', b'w:ascii="Calibri"'), "kiểu"),
    _do("bộ cỡ lệch", "ND30-I-1.5", ALL, lambda e: run(e.one("quoc_hieu"), "sz", "24")),
    _do("đảo hai cột đầu", "ND30-I-1.6", ALL, lambda e: (_swap_cells(e, 0), e.one("name"))),
    _do("đảo hai cột cuối", "ND30-I-1.6", ALL, _swap_end),
    _do("thiếu Quốc hiệu", "ND30-I-1.6", ALL, lambda e: _remove(e, "quoc_hieu"), "toàn văn bản"),
    _do("thiếu Tiêu ngữ", "ND30-I-1.6", ALL, lambda e: _remove(e, "tieu_ngu"), "toàn văn bản"),
    _do("thiếu số", "ND30-I-1.6", ALL, lambda e: _remove(e, "so"), "toàn văn bản"),
    _do("thiếu ngày", "ND30-I-1.6", ALL, lambda e: _remove(e, "date"), "toàn văn bản"),
    _do("thiếu trích yếu", "ND30-I-1.6", NAMED, lambda e: _remove(e, "trich_yeu"), "toàn văn bản"),
    _do("thiếu V/v", "ND30-I-1.6", LETTERS, lambda e: _remove(e, "ve_viec"), "toàn văn bản"),
    _do("thiếu Nơi nhận", "ND30-I-1.6", ALL, lambda e: (_remove(e, "label"), _remove(e, "recipient")), "toàn văn bản"),
    _do("số trang nghiêng", "ND30-I-1.7a", ALL, lambda e: _styles(
        e, _PAGE_NUMBER, _PAGE_NUMBER + b"<w:i/>"), "đầu trang"),
    _do("số trang nhỏ", "ND30-I-1.7a", ALL, lambda e: _header(
        e, b"<w:r><w:instrText", b'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:instrText'), "đầu trang"),
    _do("số trang bên phải", "ND30-I-1.7a", ALL, lambda e: _header(
        e, b'<w:pStyle w:val="SoTrang"/>', b'<w:pStyle w:val="SoTrang"/><w:jc w:val="right"/>'), "đầu trang"),
    _do("không số trang", "ND30-I-1.7a", ALL, lambda e: _header(e, b"PAGE", b"DATE"), "đầu trang"),
    _do("số trang La Mã", "ND30-I-1.7a", ALL, lambda e: edit.put(
        next(e.body.iter(f"{W}titlePg")).getparent(), "pgNumType", fmt="lowerRoman"), "trang|phần 1"),
    _do("trang đầu có số", "ND30-I-1.7b", ALL, lambda e: next(e.body.iter(f"{W}titlePg")).getparent().remove(
        next(e.body.iter(f"{W}titlePg"))), "trang đầu"),
    _do("đường kẻ Tiêu ngữ ngắn", "ND30-I-2.1c", ALL, lambda e: para(_rule_of(e, 1), "ind", left="2200", right="2200"), "bảng 1"),
    _do("đường kẻ Tiêu ngữ dài", "ND30-I-2.1c", ALL, lambda e: para(_rule_of(e, 1), "ind", left="0", right="0"), "bảng 1"),
    _do("không kẻ Tiêu ngữ", "ND30-I-2.1c", ALL, lambda e: (e.one("tieu_ngu"), _unused(_rule_of(e, 1)))),
    _do("gạch chân Tiêu ngữ", "ND30-I-2.1c", ALL, lambda e: (run(e.one("tieu_ngu"), "u", "single"), _unused(_rule_of(e, 1)))),
    _do("Quốc hiệu giãn dòng", "ND30-I-2.1d", ALL, lambda e: para(e.one("quoc_hieu"), "spacing", line="360", lineRule="auto")),
    _do("đoạn trống trên Tiêu ngữ", "ND30-I-2.1d", ALL, lambda e: (_after(e, "quoc_hieu"), e.one("tieu_ngu"))),
    _do("tên cơ quan giãn dòng", "ND30-I-2.2d", ALL, lambda e: para(e.one("name"), "spacing", line="360", lineRule="auto")),
    _do("đường kẻ cơ quan dài", "ND30-I-2.2c", ALL, lambda e: para(_rule_of(e, 0), "ind", left="200", right="200"), "bảng 1"),
    _do("đường kẻ cơ quan lệch", "ND30-I-2.2c", ALL, lambda e: para(_rule_of(e, 0), "ind", left="0", right="3000"), "bảng 1"),
    _do("không kẻ cơ quan", "ND30-I-2.2c", ALL, lambda e: (e.one("name", -1), _unused(_rule_of(e, 0)))),
    _do("ngày khác hàng số", "ND30-I-2.4d", ALL, lambda e: _row_down(e, "date")),
    _do("đường kẻ trích yếu dài", "ND30-I-2.5c", NAMED, lambda e: para(_rule_of(e, 2), "ind", left="0", right="0"), "đoạn"),
    _do("không kẻ trích yếu", "ND30-I-2.5c", NAMED, lambda e: (e.one("trich_yeu"), _unused(_rule_of(e, 2)))),
    _do("V/v sát số", "ND30-I-2.5d", LETTERS, lambda e: para(e.one("ve_viec"), "spacing", before="0", after="0")),
    _do("kẻ bằng dãy ký tự", "GEO-6", ALL, lambda e: _rule_of(e, 1).addnext(_underscores()) or _unused(_rule_of(e, 1)), "bảng 1"),
    _do("viền ngay ở chữ", "GEO-7", ALL, lambda e: (_unused(_rule_of(e, 1)), para_border(e.one("tieu_ngu")))),
    _do("bảng đầu có viền", "GEO-1", ALL, lambda e: (_bordered(next(e.body.iter(f"{W}tbl"))), e.one("quoc_hieu"))),
    _do("cột Quốc hiệu hẹp", "GEO-2", ALL, lambda e: (e.one("quoc_hieu"), [
        g.set(f"{W}w", w) for g, w in zip(next(e.body.iter(f"{W}tblGrid")), ("4685", "4670"), strict=True)])),
    _do("bảng cuối có viền", "GEO-4", ALL, lambda e: _bordered(_end_table(e))),
    _do("hàng chữ ký tách được", "GEO-5", ALL, lambda e: [
        c.getparent().remove(c) for c in _end_table(e).iter(f"{W}cantSplit")]),
    _do("Kính gửi canh giữa", "GEO-8", ("cong_van_don_doc", "bao_cao_nam"), lambda e: para(e.one("kinh_gui"), "jc", val="center")),
    _do("thiếu Kính gửi", "ND30-I-2.9a", LETTERS, lambda e: (_remove(e, "kinh_gui"), _remove(e, "addressee")), "đoạn"),
    _do("kế hoạch có Kính gửi", "ND30-I-2.9a", ("ke_hoach",), _insert_kinh_gui),
    _do("gạch nơi gửi lệch", "ND30-I-2.9c", ADDRESSED, lambda e: para(e.one("addressee", -1), "ind", left="500")),
    _do("Nơi nhận gạch chân", "ND30-I-2.9d", ALL, lambda e: run(e.one("label"), "u", "single")),
    _do("Nơi nhận canh giữa", "ND30-I-2.9d", ALL, lambda e: para(e.one("label"), "jc", val="center")),
    _do("không có Lưu", "ND30-I-2.9f", ALL, lambda e: (_unused(e.one("recipient", -1)), e.one("recipient", -1))),
    _do("Lưu không VT", "ND30-I-2.9f", ALL, lambda e: _last(e, _replace("VT, ", ""))),
    _do("Lưu không chấm", "ND30-I-2.9f", ALL, lambda e: _last(e, lambda w: w.rstrip(".…") + ";")),
    _do("Lưu không hai chấm", "ND30-I-2.9f", ALL, lambda e: _last(e, _replace("Lưu:", "Lưu"))),
    _do("lời văn canh trái", "ND30-I-2.6n", ALL, lambda e: para(e.one("opening"), "jc", val="left")),
    _do("lời văn nghiêng", "ND30-I-2.6n", ALL, lambda e: run(e.one("opening"), "i")),
    _do("không thụt đầu dòng", "ND30-I-2.6o", ALL, lambda e: para(e.one("opening"), "ind", firstLine="0")),
    _do("thụt đầu dòng lạ", "ND30-I-2.6o", ALL, lambda e: para(e.one("opening"), "ind", firstLine="850")),
    _do("thụt hai mức", "ND30-I-2.6o", ("ke_hoach", "cong_van_trien_khai", "bao_cao_nam"), lambda e: para(e.one("text"), "ind", firstLine="720")),
    _do("cách đoạn hẹp", "ND30-I-2.6p", ("ke_hoach", "cong_van_trien_khai"), _tight),
    _do("giãn dòng hẹp", "ND30-I-2.6q", ALL, lambda e: para(e.one("opening"), "spacing", line="200", lineRule="auto", after="120")),
    _do("giãn dòng đôi", "ND30-I-2.6q", ALL, lambda e: para(e.one("opening"), "spacing", line="480", lineRule="auto", after="120")),
    _do("giãn dòng đúng nhỏ", "ND30-I-2.6q", ALL, lambda e: para(e.one("opening"), "spacing", line="240", lineRule="exact", after="120")),
    _do("không ./.", "ND30-I-2.6r", ALL, lambda e: _ending(e, "./.", ".")),
    _do("cách trước ./.", "ND30-I-2.6r", ALL, lambda e: _ending(e, "./.", " ./.")),
    _do("khoản có tiêu đề không đậm", "ND30-I-2.6l", NAMED, lambda e: run(e.one("khoan"), "b", "0")),
    _do("điểm a.", "ND30-I-2.6m", ALL, lambda e: _insert(e, "opening", "a. Nội dung thứ nhất.", "b) Nội dung thứ hai.") or _at(e, "a. Nội dung")),
    _do("điểm (a)", "ND30-I-2.6m", ALL, lambda e: _insert(e, "opening", "(a) Nội dung thứ nhất.")),
    _do("bỏ đ)", "ND30-I-2.6m", ALL, lambda e: _insert(e, "opening", *(f"{x}) Nội dung {x}." for x in "abcde"))),
    _do("có f)", "ND30-I-2.6m", ALL, lambda e: _insert(e, "opening", *(f"{x}) Nội dung {x}." for x in "abcdđef"))),
    _do("danh sách chữ tự động", "GEO-9", ALL, _auto_list),
    _do("điểm tự động thiếu đ", "ND30-I-2.6m", ALL, _auto_list),
    _do("căn cứ không nghiêng", "ND30-I-2.6b", NAMED, lambda e: _before(e, "Căn cứ Luật Mẫu;", "Căn cứ Nghị định số 1/2020/NĐ-CP ngày 01/01/2020 của Chính phủ.")),
    _do("căn cứ cuối dấu phẩy", "ND30-I-2.6b", NAMED, lambda e: _before(e, "Căn cứ Luật Mẫu;", "Căn cứ Luật Khác,")),
    _do("chương số Ả Rập", "ND30-I-2.6g", NAMED, lambda e: _insert(e, "opening", "Chương 1", "QUY ĐỊNH CHUNG", jc="center") or _at(e, "Chương 1")),
    _do("Mục số La Mã", "ND30-I-2.6h", NAMED, lambda e: _insert(e, "opening", "Mục II", "QUY ĐỊNH CHUNG", jc="center") or _at(e, "Mục II")),
    _do("Điều không chấm", "ND30-I-2.6k", NAMED, lambda e: _insert(e, "opening", "Điều 1 Phạm vi áp dụng của văn bản này")),
    _do("phụ lục không phần mới", "ND30-I-3.1d", ("ke_hoach", "bao_cao_nam"), _join_sections),
    _do("phụ lục không đánh lại số", "ND30-I-3.1d", ANNEXED, lambda e: (e.one("annex"), [
        n.getparent().remove(n) for n in list(e.body.iter(f"{W}pgNumType"))])),
    _do("phụ lục không Kèm theo", "ND30-I-3.1c", ANNEXED, lambda e: (_unused(e.one("kem_theo")), e.one("annex"))),
    _do("phụ lục có Quốc hiệu", "ND30-I-3.1f", ANNEXED, lambda e: _insert(e, "kem_theo", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
    _do("phụ lục không được nhắc", "ND30-I-3.1a", ANNEXED, _forget_annexes),
    _do("dấu mật", "ND30-I-3.2a", ALL, lambda e: _stamp(e, "MẬT")),
    _do("dấu khẩn sai", "ND30-I-3.2b", ALL, lambda e: _stamp(e, "KHẨN CẤP")),
    _do("dấu khẩn nhỏ", "ND30-I-3.2b", ALL, lambda e: _stamp(e, "HỎA TỐC")),
    _do("lưu hành nội bộ thường", "ND30-I-3.2c", ALL, lambda e: _stamp(e, "Lưu hành nội bộ")),
)  # fmt: skip
