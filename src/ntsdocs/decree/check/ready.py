"""Whether a paper can leave the house: what work on it left behind, and what changes by itself from machine to machine.

None of it is a fault by the decree; the rules RA are the house's own. A template is held to them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ntsdocs.decree.cache import answers_by_paragraph
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach
from ntsdocs.docx.document import Paragraph, Remnant
from ntsdocs.docx.fields import Field
from ntsdocs.docx.parts import PROPERTIES
from ntsdocs.docx.xml import on, settings, val

_MERGED = frozenset("MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF ADDRESSBLOCK GREETINGLINE ASK FILLIN".split())
_MOVING = frozenset("DATE TIME SAVEDATE PRINTDATE EDITTIME".split())
_OF_THE_MACHINE = frozenset("FILENAME USERNAME USERINITIALS USERADDRESS AUTHOR LASTSAVEDBY TEMPLATE".split())
_TAG = re.compile(r"\{\{[^{}]{0,80}(?:\}\})?|\{%[^{}]{0,80}(?:\})?|«[A-Za-z]\w{0,40}_\w{1,40}»")
_TO_FILL = re.compile(
    r"\[\s?(?:…|\.{3})\s?\]|\[[^\W\d_][^\[\]]{2,60}\]|\b(?:x{3,}|X{4,})\b|\bX{2,3}/|"
    r"\b(?:số|ngày|tháng|năm)\s?(?:…|\.{3})|…{2,}|(?:…\s){2}|\.{4,}"
)
_NUMBERED = re.compile(r"\d\s*/")
_ERROR = re.compile(r"(?:Error!|Lỗi!)\s\w[^.]{0,60}\.?|Error: Reference source not found")
_PATH = re.compile(
    r"(?:file:/|\b[A-Za-z]:\\|\\\\\w[\w.$-]{0,60}\\|(?<![\w/.:-])/(?:home|Users)/)[^\s\"<>|]{0,120}", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"[\w.-]{1,60}\\{1,2}[\w.-]{1,60}|(?:DESKTOP|LAPTOP|WIN|PC)-\w{4,20}|[\w.+-]{1,60}@[\w.-]{1,60}\.\w{2,10}"
)
_PERSONAL = re.compile(r"my\.sharepoint\.com/personal/|d\.docs\.live\.net/", re.IGNORECASE)
_LONGEST = 80  # letters that are quoted
_TIES = {  # settings and kinds of relations: what they are, how they go
    "documentProtection": ("tệp bị khóa sửa", "Xem lại, Hạn chế chỉnh sửa, Dừng bảo vệ."),
    "writeProtection": ("tệp đặt chế độ chỉ đọc hoặc mật khẩu sửa", "bỏ trong Lưu thành, Công cụ."),
    "mailMerge": ("tệp còn gắn với danh sách trộn thư", "Gửi thư, chọn Tài liệu Word thường, rồi lưu."),
    "vbaProject": ("tệp có macro", "Lưu thành, kiểu «Word Document (.docx)», rồi dùng tệp mới."),
    "aFChunk": ("tệp có phần chèn nguyên (altChunk), chưa đọc", "mở bằng Word, lưu lại, rồi kiểm tra lại."),
    "subDocument": ("tệp ghép từ tệp khác (subdocument), chưa đọc", "chép hẳn chữ của tệp kia vào, rồi kiểm tra lại."),
}

_DISTRICT = re.compile(
    r"(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân|Huyện ủy|Công an|Ban Chỉ huy Quân sự|Tòa án nhân dân"
    r"|Viện kiểm sát nhân dân|\bPhòng [A-ZĐ][^.,;:]{2,60}?|cơ quan|chính quyền|đơn vị) (?:các )?(?:cấp )?"
    r"(?:huyện|thị xã|quận)(?=[^\w]|$)[^.;:()]{0,30}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]{0,1000}”|«[^»]{0,1000}»|\"[^\"]{0,1000}\"")
_FORMER = re.compile(
    r"\((?:cũ|trước đây)|trước đây|trước (?:khi )?(?:sáp nhập|sắp xếp)|sáp nhập|sắp xếp|chuyển (?:giao|tiếp)|giải thể"
    r"|kết thúc hoạt động|không (?:còn )?tổ chức|\bnguyên\b|\bcũ\b|bãi bỏ|Căn cứ|/(?:20[01]\d|202[0-4])\b"
    r"|\b(?:năm|/) ?(?:20[01]\d|202[0-4])\b|/[1-6]/2025|/0[1-6]/2025",
    re.IGNORECASE,
)
_SINCE = (2025, 7)


def unfilled(paper: Paper) -> Iterator[Breach]:
    """RA-1: nothing waits to be filled, by hand or from a list."""
    merged = set()
    for each, instruction in _remnants(paper, Remnant.FIELD):
        if (field := Field(instruction)).name in _MERGED:
            merged.add(id(each))
            words = " ".join(instruction.split()[1:2]).strip('"')
            what = f"còn trường trộn thư «{words}»" if words else f"còn trường trộn thư {field.name}"
            own = "xóa trường, gõ ô «{{ … }}» thay vào (tên các ô có trong templates/README.md)."
            yield Breach(each, what, own if paper.template else "gõ hẳn chữ vào đây, hoặc hoàn tất việc trộn thư.")
    if paper.template:
        return
    for each, words in answers_by_paragraph([*paper.every, *paper.edges], _tags):
        if id(each) not in merged:
            yield Breach(each, f"còn ô của mẫu chưa điền «{words.strip('«»')}»", "điền chữ vào chỗ này.")
    if paper.so is not None and _NUMBERED.search(paper.so.text):  # a draft has its blanks until it is numbered
        for block in paper.main_blocks:
            if gap := _TO_FILL.search(block.text):
                first = block.text.rfind(" ", 0, max(0, gap.start() - 12)) + 1
                end = block.text.find(" ", gap.end() + 12)
                around = block.text[first : end if end > 0 else None].strip()
                yield Breach(block.paragraph, f"còn chỗ chưa điền «{around}»", "điền đủ, hoặc bỏ chỗ này.")


def _tags(paragraph: Paragraph) -> list[str]:
    return [tag[0][:_LONGEST] for tag in _TAG.finditer(paragraph.text)]


def changing(paper: Paper) -> Iterator[Breach]:
    """RA-2: no field changes what the paper says when it is opened elsewhere, or has already failed."""
    for each, instruction in _remnants(paper, Remnant.FIELD):
        name = Field(instruction).name
        if name in _MOVING:
            what = f"ngày, giờ ở đây là trường tự cập nhật ({name}): mỗi lần mở tệp lại thành ngày khác"
            yield Breach(each, what, "gõ ngày thành chữ, hoặc chọn trường rồi bấm Ctrl+Shift+F9.")
        elif name in _OF_THE_MACHINE:
            what = f"chữ ở đây là trường đổi theo máy và tệp ({name})"
            yield Breach(each, what, "gõ hẳn thành chữ, hoặc xóa.")
    for each, words in answers_by_paragraph([*paper.every, *paper.edges], _errors):
        yield Breach(each, f"trường bị lỗi: «{words}»", "cập nhật trường (F9), hoặc gõ lại chỗ dẫn.")


def _errors(paragraph: Paragraph) -> list[str]:
    return [error[0] for error in _ERROR.finditer(paragraph.text)]


def hidden(paper: Paper) -> Iterator[Breach]:
    """RA-3: no words that Word hides from the reader and keeps in the file."""
    for each, words in _remnants(paper, Remnant.HIDDEN):
        yield Breach(each, f"có chữ ẩn «{words.strip()[:_LONGEST]}»", "xóa chữ ẩn, hoặc bỏ kiểu ẩn (Hidden).")


def traces(paper: Paper) -> Iterator[Breach]:
    """RA-4: no marks of those who worked on it: backgrounds, comments, tracked changes."""
    for each, words in _remnants(paper, Remnant.MARKED):
        yield Breach(each, f"có chữ tô nền «{words.strip()[:_LONGEST]}»", "bỏ màu tô sau khi đã xem.")
    if paper.template:
        return  # its comments and changes stop it
    for each, _ in _remnants(paper, Remnant.COMMENT):
        yield Breach(each, "còn ý kiến (comment)", "Xem lại, Xóa tất cả ý kiến, rồi lưu.")
    if paper.document.tracked:
        remedy = "Xem lại, Chấp nhận (hoặc Từ chối) tất cả thay đổi, rồi lưu."
        yield Breach("toàn văn bản", "còn thay đổi được theo dõi (track changes)", remedy)


def of_the_machine(paper: Paper) -> Iterator[Breach]:
    """RA-5: nothing locks the file, ties it to other files, or tells of the machine it was made on."""
    file = paper.document.file
    props = settings(file.related_tree("settings"))
    ties = {*props} if paper.template else {*props, *(each.kind for each in file.all_relations())}
    if val(props, "documentProtection", "enforcement") not in ("1", "true", "on"):
        ties.discard("documentProtection")
    yield from (Breach("toàn văn bản", *words) for tie, words in _TIES.items() if tie in ties)
    addresses = {each.target: each.kind for each in file.all_relations() if each.external}
    for target, kind in addresses.items():
        if kind == "attachedTemplate":
            yield Breach("toàn văn bản", f"tệp gắn với mẫu ở ngoài «{target[:_LONGEST]}»", "gỡ mẫu: gắn với Normal.")
        elif _PATH.match(target) or _PERSONAL.search(target):
            yield Breach("toàn văn bản", f"có liên kết tới máy cá nhân «{target[:_LONGEST]}»", "gỡ liên kết.")
    for each, instruction in _remnants(paper, Remnant.FIELD):
        if Field(instruction).name != "HYPERLINK" and (path := _PATH.search(instruction)):
            yield Breach(each, f"trường nối với tệp trên máy «{path[0][:_LONGEST]}»", "ngắt liên kết (Ctrl+Shift+F9).")
    yield from _properties(paper)


def _properties(paper: Paper) -> Iterator[Breach]:
    file = paper.document.file
    for name in (each for each in file.parts if each.startswith("docProps/") and each.endswith(".xml")):
        for element in file.parsed(name).iter("{*}*"):
            words = (element.text or "").strip()
            if _PATH.match(words) or (element.tag in PROPERTIES and _ACCOUNT.fullmatch(words)):
                what = f"thuộc tính của tệp ghi tên máy hoặc tài khoản «{words[:_LONGEST]}»"
                yield Breach("toàn văn bản", what, "Tệp, Thông tin, Kiểm tra tài liệu, bỏ thông tin cá nhân.")


def mirrored(paper: Paper) -> Iterator[Breach]:
    """RA-6: the side margins do not change places on even pages."""
    if on(settings(paper.document.file.related_tree("settings")), "mirrorMargins"):
        what = "lề đối xứng (Mirror margins): trang chẵn đổi lề trái và lề phải cho nhau"
        yield Breach("trang", what, "chọn «Normal» thay cho «Mirror margins», trừ khi in hai mặt có chủ ý.")


def districts(paper: Paper) -> Iterator[Breach]:
    """REG-8: since 1/7/2025 no bodies of districts; what is quoted, cited or told of the past may name them."""
    if paper.template or (paper.date is not None and (_month(paper.date.text) or _SINCE) < _SINCE):
        return
    for each, words in answers_by_paragraph(paper.every, _district_bodies):
        what = f"nêu cơ quan cấp huyện «{words}», không còn từ 01/7/2025"
        yield Breach(each, what, "ghi cơ quan cấp xã hoặc cấp tỉnh đang thực hiện nhiệm vụ ấy.")


def _month(text: str) -> tuple[int, int] | None:
    """The year and month of a date line; the month is the first where it is blank."""
    year = re.search(r"năm\s{0,9}(20\d\d)", text)
    month = re.search(r"tháng\s{0,9}(\d{1,2})\b", text)
    return None if year is None else (int(year[1]), int(month[1]) if month else 12)


def _district_bodies(paragraph: Paragraph) -> list[str]:
    text = _QUOTED.sub("", paragraph.text)
    sentences = re.split(r"(?<=[.;])\s", text) if "uyện" in text or "hị xã" in text or "uận" in text else ()
    named = (_DISTRICT.search(each) for each in sentences if not _FORMER.search(each))
    return [" ".join(each[0].split()) for each in named if each]


def _remnants(paper: Paper, kind: Remnant) -> Iterable[tuple[Paragraph, str]]:
    for each in (*paper.every, *paper.edges):
        yield from ((each, words) for remnant, words in each.content.remnants if remnant is kind)
