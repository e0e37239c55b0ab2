"""The components of an administrative paper, found wherever their maker has put them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ntsdocs import metrics, vn
from ntsdocs.checks import lines
from ntsdocs.checks.body_parts import Block, blocks
from ntsdocs.checks.document import Cell, Document, Paragraph, Section, mm
from ntsdocs.checks.lines import Line

TYPES = {  # Điều 7, with the abbreviations of PL III; công văn and thư công have none
    "nghi_quyet": ("NGHỊ QUYẾT", "NQ"),
    "quyet_dinh": ("QUYẾT ĐỊNH", "QĐ"),
    "chi_thi": ("CHỈ THỊ", "CT"),
    "quy_che": ("QUY CHẾ", "QC"),
    "quy_dinh": ("QUY ĐỊNH", "QyĐ"),
    "thong_cao": ("THÔNG CÁO", "TC"),
    "thong_bao": ("THÔNG BÁO", "TB"),
    "huong_dan": ("HƯỚNG DẪN", "HD"),
    "chuong_trinh": ("CHƯƠNG TRÌNH", "CTr"),
    "ke_hoach": ("KẾ HOẠCH", "KH"),
    "phuong_an": ("PHƯƠNG ÁN", "PA"),
    "de_an": ("ĐỀ ÁN", "ĐA"),
    "du_an": ("DỰ ÁN", "DA"),
    "bao_cao": ("BÁO CÁO", "BC"),
    "bien_ban": ("BIÊN BẢN", "BB"),
    "to_trinh": ("TỜ TRÌNH", "TTr"),
    "hop_dong": ("HỢP ĐỒNG", "HĐ"),
    "cong_van": ("CÔNG VĂN", ""),
    "cong_dien": ("CÔNG ĐIỆN", "CĐ"),
    "ban_ghi_nho": ("BẢN GHI NHỚ", "BGN"),
    "ban_thoa_thuan": ("BẢN THỎA THUẬN", "BTT"),
    "giay_uy_quyen": ("GIẤY ỦY QUYỀN", "GUQ"),
    "giay_moi": ("GIẤY MỜI", "GM"),
    "giay_gioi_thieu": ("GIẤY GIỚI THIỆU", "GGT"),
    "giay_nghi_phep": ("GIẤY NGHỈ PHÉP", "GNP"),
    "phieu_gui": ("PHIẾU GỬI", "PG"),
    "phieu_chuyen": ("PHIẾU CHUYỂN", "PC"),
    "phieu_bao": ("PHIẾU BÁO", "PB"),
    "thu_cong": ("THƯ CÔNG", ""),
}
_BY_WORDS = {vn.fold(words): kind for kind, (words, _) in TYPES.items()}
LAWS = frozenset(map(vn.fold, ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư")))
_LAW_NUMBER = re.compile(r"\d*\s*/\s*(?:19|20)\d\d\s*/|/(?:NĐ-CP|TT-|TTLT-)")
_OPENS_NAME = re.compile(
    r"(?:SỞ|BAN|BỘ|CỤC|[UỦ][ỶY] BAN|UBND|HĐND|HỘI|CÔNG (?:AN|TY|ĐOÀN)|VĂN PHÒNG|CHI CỤC|TRƯỜNG|TRUNG TÂM|PHÒNG|BÁO|ĐÀI"
    r"|THANH TRA|NGÂN HÀNG|BỆNH VIỆN|VIỆN|HỌC VIỆN|ĐẠI HỌC|TỔNG (?:CỤC|CÔNG TY)|CHỦ TỊCH|TỔ|ĐOÀN|T[ÒO][ÀA] ÁN|KHO BẠC"
    r"|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|QUÂN KHU|TRẠM|HẠT|BẢO HIỂM)\b"
)
_CONTINUES = frozenset("TỈNH THÀNH XÃ PHƯỜNG HUYỆN QUẬN THỊ VÀ CÁC KHU CỦA".split())

_HEAD = 80  # lines within which the head must begin
_SO = re.compile(r"(?:Số|SỐ|số)(?=\s*[:./]|\s+\d|\s*$)\s*[:.]?")
_DATE = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
_VE_VIEC = re.compile(r"(?:V/v|V/V|v/v|v/V|V\.v|Vv)\b", re.IGNORECASE)
_KINH_GUI = re.compile(r"kính gửi\b", re.IGNORECASE)
_NOI_NHAN = re.compile(r"nơi nhận\s*(?:[:.;]|$|\t|\n)", re.IGNORECASE)
_ANNEX = re.compile(r"(?:phụ lục)(?:\s+(?:số\s+)?([IVXLC]+|\d{1,2}|[A-Z]))?\s*[.:]?$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
STROKES = re.compile(r"[_\-–—─━ ]{4,}")


@dataclass(slots=True)
class Stroke:
    """A line drawn under a component: how long, in mm, how it is made, and where."""

    length: float
    how: str
    paragraph: Paragraph
    lopsided: bool = False


@dataclass(slots=True)
class Annex:
    """An annex: its heading line, title, «(Kèm theo …)», and where its paragraphs begin and end."""

    heading: Line
    number: str
    title: list[Line] = field(default_factory=list)
    kem_theo: list[Line] = field(default_factory=list)
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Paper:
    """A document with its components; each is `None` or empty where it was not found."""

    document: Document
    kind: str = ""
    told: str = ""  # how the kind was known
    refused: str = ""  # why the decree's rules do not apply
    draft: bool = False
    template: bool = False
    quoc_hieu: Line | None = None
    tieu_ngu: Line | None = None
    parents: list[Line] = field(default_factory=list)
    names: list[Line] = field(default_factory=list)
    so: Line | None = None
    ve_viec: list[Line] = field(default_factory=list)
    date: Line | None = None
    title: Line | None = None
    strange_title: Line | None = None
    trich_yeu: list[Line] = field(default_factory=list)
    kinh_gui: Line | None = None
    addressees: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    noi_nhan: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    authority: list[Line] = field(default_factory=list)
    signer: Line | None = None
    annexes: list[Annex] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    main_end: int = 0
    tieu_ngu_stroke: Stroke | None = None
    name_stroke: Stroke | None = None
    trich_yeu_stroke: Stroke | None = None
    texts: list[Paragraph] = field(default_factory=list)  # those whose words PL II judges: body, tables, annexes
    misspelt: list[Paragraph] | None = None  # those among them where a rule of PL II finds something, once looked for

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs of the body, in order."""
        return self.document.paragraphs

    def section(self, paragraph: Paragraph) -> Section:
        """The section the paragraph stands in."""
        return self.document.sections[min(paragraph.section, len(self.document.sections) - 1)]

    def room_mm(self, paragraph: Paragraph) -> float:
        """The width the paragraph's container gives, in mm."""
        if paragraph.cell is not None and paragraph.cell.width:
            return mm(paragraph.cell.width)
        return mm(self.section(paragraph).text_width)


def recognise(document: Document, kind: str = "", *, draft: bool = False, template: bool = False) -> Paper:
    """The paper in this document; `kind` names its type where the file cannot tell."""
    if template:  # a paragraph that only steers the filling is not there once the paper is made
        document.paragraphs = [each for each in document.paragraphs if "{%" not in each.text]
    paper = Paper(document, kind, "người kiểm tra cho biết" if kind else "", draft=draft, template=template)
    first = _first_lines(document)
    _find_head(paper, first)
    _find_title(paper)
    _find_end(paper)
    _find_annexes(paper)
    _find_addressees(paper)
    paper.blocks = list(blocks(_body(paper)))
    _find_strokes(paper)
    paper.texts = _texts(paper)
    paper.refused = _why_refused(paper, first)
    return paper


def _first_lines(document: Document) -> list[Line]:
    found: list[Line] = []
    for paragraph in document.paragraphs[:160]:
        found += lines.of(paragraph)
        if len(found) > _HEAD:
            break
    return found


def column_of(line: Line) -> tuple[object, int]:
    """What tells the columns of the head apart: the cell, the box, or the tab."""
    cell = line.paragraph.cell
    if cell is not None:
        return (id(cell.table), cell.column)
    return ("hộp" if line.paragraph.boxed else "trang", line.column)


def is_upper(text: str) -> bool:
    """Whether every letter is a capital."""
    return text.isupper()


# --- the head --------------------------------------------------------------------------------------------------------


def _find_head(paper: Paper, found: list[Line]) -> None:
    for at, line in enumerate(found):
        folded = vn.fold(line.text) if len(line.text) < 60 and line.text[0] in "CĐcđ" else ""
        if paper.quoc_hieu is None and folded.startswith("cong hoa x"):
            paper.quoc_hieu = line
        elif paper.tieu_ngu is None and folded.startswith("doc lap") and "hanh phuc" in folded:
            paper.tieu_ngu = line
        elif paper.so is None and _SO.match(line.text) and ("/" in line.text or _beside_date(found, at)):
            paper.so = line
        elif paper.date is None and len(line.text) < 120 and _DATE.search(line.text) and not _SO.match(line.text):
            if paper.quoc_hieu is not None and (paper.so is None or at < 40):
                paper.date = line
        elif not paper.ve_viec and _VE_VIEC.match(line.text) and at < 40:
            paper.ve_viec = [line]
    if paper.ve_viec:
        _more_of(paper.ve_viec, found, paper)
    last = max(
        (found.index(each) for each in (paper.quoc_hieu, paper.tieu_ngu, paper.so, paper.date) if each), default=-1
    )
    paper.head = found[: last + 1]
    if paper.quoc_hieu is not None or paper.so is not None:
        _find_names(paper)


def _beside_date(found: Sequence[Line], at: int) -> bool:
    return any(_DATE.search(line.text) for line in found[max(0, at - 2) : at + 3])


def _more_of(held: list[Line], found: list[Line], paper: Paper) -> None:
    """A subject may run over several lines of its cell."""
    at = found.index(held[0])
    for line in found[at + 1 :]:
        same = line.paragraph.cell is not None and line.paragraph.cell is held[0].paragraph.cell
        if (not same and line.paragraph is not held[0].paragraph) or line is paper.date:
            break
        held.append(line)


def _find_names(paper: Paper) -> None:
    anchor, taken = paper.quoc_hieu or paper.so, {id(each) for each in (paper.quoc_hieu, paper.tieu_ngu, paper.so)}
    if anchor is None:
        return
    away = column_of(anchor) if anchor is paper.quoc_hieu else None
    left: list[Line] = []
    for line in paper.head:
        if id(line) in taken or line is paper.date or line in paper.ve_viec or STROKES.fullmatch(line.text):
            continue
        if paper.so is not None and line.paragraph is paper.so.paragraph:
            continue
        apart = away is None or column_of(line) != away or anchor.paragraph.cell is None
        named = is_upper(line.shown) or (line.paragraph.cell is not None and line.every("bold"))
        if apart and named and not _framed(line):
            left.append(line)
    groups: list[list[Line]] = []
    for line in left:
        if not groups or (_OPENS_NAME.match(line.shown.upper()) and not _dangling(groups[-1][-1].shown)):
            groups.append([line])
        else:
            groups[-1].append(line)
    split = next((k for k, line in enumerate(left) if line.every("bold")), 0)
    trusted = (
        0 < split < len(left)
        and not any(line.some("bold") for line in left[:split])
        and all(line.every("bold") for line in left[split:])
        and left[split].shown.split()[0] not in _CONTINUES
    )
    if trusted:
        paper.parents, paper.names = left[:split], left[split:]
    elif groups:
        paper.names = groups[-1]
        paper.parents = [line for group in groups[:-1] for line in group]


def _dangling(text: str) -> bool:
    """Whether a name cannot end here."""
    return text.rstrip().endswith((",", " VÀ", " CỦA", "-")) or text.split()[-1:] == ["VÀ"]


_FRAMED = frozenset(
    "MẬT;TỐI MẬT;TUYỆT MẬT;KHẨN;THƯỢNG KHẨN;HỎA TỐC;HOẢ TỐC;HỎA TỐC HẸN GIỜ;DỰ THẢO;LƯU HÀNH NỘI BỘ;"
    "XEM XONG TRẢ LẠI".split(";")
)


def _framed(line: Line) -> bool:
    return line.spaced.upper().strip("() ") in _FRAMED


# --- title -----------------------------------------------------------------------------------------------------------


def _find_title(paper: Paper) -> None:
    if not paper.head:
        return
    start = _index(paper, paper.head[-1].paragraph) + 1
    window = [line for each in paper.paragraphs[start : start + 25] for line in lines.of(each)]
    for at, line in enumerate(window):
        if _KINH_GUI.match(line.text):
            break
        kind = _kind_of(line.shown)
        if kind and (line.paragraph.format.align == "center" or is_upper(line.shown) or line.every("bold")):
            paper.title = line
            if not paper.kind:
                paper.kind, paper.told = kind, "theo tên loại in trên văn bản"
            _find_trich_yeu(paper, window[at + 1 :])
            return
        if at > 8 or len(line.text) > 200:
            break
    _untitled(paper, window)


def _untitled(paper: Paper, window: Sequence[Line]) -> None:
    """The kind of a paper that prints none, and the title nobody knows."""
    if not paper.kind and paper.ve_viec:
        paper.kind, paper.told = "cong_van", "theo trích yếu «V/v» dưới số, ký hiệu"
    elif not paper.kind and paper.so is not None and _any_kinh_gui(window):
        paper.kind, paper.told = "cong_van", "có «Kính gửi», không có tên loại"
    for line in window[:3]:
        centred = line.paragraph.format.align == "center" and is_upper(line.shown) and line.every("bold")
        if centred and not _framed(line) and not paper.ve_viec and not line.paragraph.format.ruled_above:
            paper.strange_title = line
            break


def _any_kinh_gui(found: Sequence[Line]) -> bool:
    return any(_KINH_GUI.match(line.text) for line in found)


def _kind_of(text: str) -> str:
    return _BY_WORDS.get(vn.fold(text).strip(" :.")) or "" if len(text) < 30 else ""


def _find_trich_yeu(paper: Paper, rest: Sequence[Line]) -> None:
    for line in rest:
        if STROKES.fullmatch(line.text) or _KINH_GUI.match(line.text) or line.paragraph.cell is not None:
            break
        format_ = line.paragraph.format
        boxed = format_.ruled_above
        heading = re.match(r"(?:[IVX]+\.|Căn cứ|Điều \d|\d+\.)", line.text)
        plain = not line.every("bold") and format_.align in ("both", "left") and format_.first > 200
        if boxed or heading or plain or len(paper.trich_yeu) > 8:
            break
        if paper.trich_yeu and (format_.align != "center" or not line.every("bold")):
            break
        paper.trich_yeu.append(line)
        if _stroke_of(paper, line.paragraph, own=False) is not None:
            break


# --- the end ---------------------------------------------------------------------------------------------------------


def _find_end(paper: Paper) -> None:
    paragraphs = paper.paragraphs
    paper.main_end = len(paragraphs)
    after = _index(paper, paper.head[-1].paragraph) if paper.head else 0
    labels = [at for at, each in enumerate(paragraphs) if at >= after and _NOI_NHAN.match(each.text.lstrip())]
    if not labels:
        _find_signature_alone(paper, after)
        return
    at = next((each for each in labels if not _annex_between(paper, after, each)), labels[0])
    label = next(line for line in lines.of(paragraphs[at]) if _NOI_NHAN.match(line.text))
    paper.noi_nhan = label
    cell = label.paragraph.cell
    if cell is not None:
        others = [
            (k, each) for k, each in enumerate(paragraphs) if each.cell is not None and each.cell.table is cell.table
        ]
        first, last = others[0][0], others[-1][0]
        mine = [each for k, each in others if each.cell is not None and each.cell.column == cell.column and k > at]
        theirs = [each for _, each in others if each.cell is not None and each.cell.column != cell.column]
        paper.recipients = [line for each in mine for line in lines.of(each)]
        _sign(paper, [line for each in theirs for line in lines.of(each)])
        paper.main_end = first
        paper.document.paragraphs[last].number += 0
    else:
        _end_without_table(paper, label, at)


def _end_without_table(paper: Paper, label: Line, at: int) -> None:
    """Ô 7 and 9b set with tabs, in boxes, or one after the other."""
    found = [line for each in paper.paragraphs[at : at + 40] for line in lines.of(each)]
    signed: list[Line] = []
    listed = True
    for line in found:
        if line is label or _NOI_NHAN.match(line.text):
            continue
        if line.column > 0 or line.paragraph.boxed != label.paragraph.boxed:
            signed.append(line)
        elif listed and line.text.startswith(("-", "–", "+")):
            paper.recipients.append(line)
            listed = not vn.fold(line.text).startswith("- luu")
        elif _ANNEX.match(line.text):
            break
        elif line.paragraph.format.align in ("center", "right") or is_upper(line.shown):
            signed.append(line)
    paper.main_end = at
    if not signed:
        before = [line for each in paper.paragraphs[max(0, at - 14) : at] for line in lines.of(each)]
        signed = _tail_of_signature(before)
        if signed:
            paper.main_end = _index(paper, signed[0].paragraph)
    _sign(paper, signed)


def _tail_of_signature(before: Sequence[Line]) -> list[Line]:
    start = next((k for k, line in enumerate(before) if is_upper(line.shown) and _signs(line.shown)), None)
    return [] if start is None else list(before[start:])


def _signs(text: str) -> bool:
    return bool(
        re.match(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TUQ)\b|.*\b(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CỤC TRƯỞNG|BÍ THƯ)", text)
    )


def _find_signature_alone(paper: Paper, after: int) -> None:
    for at in range(len(paper.paragraphs) - 1, after, -1):
        each = paper.paragraphs[at]
        for line in lines.of(each):
            if len(line.text) < 60 and is_upper(line.shown) and re.match(r"(?:TM|KT|TL|TUQ|Q)\.", line.shown):
                first = at
                while first > after and any(
                    re.match(r"(?:TM|KT|TL|TUQ|Q)\.", other.shown) for other in lines.of(paper.paragraphs[first - 1])
                ):
                    first -= 1
                found = [other for p in paper.paragraphs[first : at + 12] for other in lines.of(p)]
                _sign(paper, found)
                paper.main_end = first
                return


def _sign(paper: Paper, found: Sequence[Line]) -> None:
    kept = [line for line in found if not line.text.startswith("(") and not STROKES.fullmatch(line.text)]
    upper = [line for line in kept if is_upper(line.shown)]
    if not upper:
        paper.authority = kept[:1]
        return
    # The words of authority come first, with no gap of blank lines; the name stands below the signature.
    last_upper = len(kept)
    for k, line in enumerate(kept):
        if not is_upper(line.shown) and k > 0 and not re.match(r"(?:tm|kt|tl|tuq|q)\b", line.text, re.IGNORECASE):
            last_upper = k
            break
    paper.authority = kept[:last_upper]
    rest = kept[last_upper:]
    if not rest and len(kept) > 1 and _gap_before(kept[-1]) and not _signs(kept[-1].shown):
        paper.authority, rest = kept[:-1], kept[-1:]
    paper.signer = next((line for line in reversed(rest) if _LETTERS.search(line.text)), None)


def _gap_before(line: Line) -> bool:
    if line.paragraph.format.before >= 600:
        return True
    previous = line.paragraph.node.getprevious()
    return previous is not None and not "".join(str(text) for text in previous.itertext()).strip()


def _annex_between(paper: Paper, start: int, end: int) -> bool:
    return any(_ANNEX.match(each.text.strip()) for each in paper.paragraphs[start:end] if each.cell is None)


# --- annexes ---------------------------------------------------------------------------------------------------------


def _find_annexes(paper: Paper) -> None:
    end_of_signature = paper.main_end
    if paper.noi_nhan is not None:
        end_of_signature = _index(paper, (paper.recipients or [paper.noi_nhan])[-1].paragraph) + 1
    elif paper.authority:
        end_of_signature = _index(paper, paper.authority[-1].paragraph) + 1
    elif paper.head:
        return
    for at in range(end_of_signature, len(paper.paragraphs)):
        each = paper.paragraphs[at]
        if each.cell is None and each.text[:8].lower().strip().startswith("phụ lục"):
            for line in lines.of(each)[:1]:
                match = _ANNEX.match(line.text)
                if match:
                    paper.annexes.append(Annex(line, match[1] or "", start=at, end=len(paper.paragraphs)))
    for annex, following in zip(paper.annexes, paper.annexes[1:], strict=False):
        annex.end = following.start
    for annex in paper.annexes:
        _describe(paper, annex)


def _describe(paper: Paper, annex: Annex) -> None:
    rest = lines.of(annex.heading.paragraph)[1:]
    for each in paper.paragraphs[annex.start + 1 : min(annex.end, annex.start + 10)]:
        if each.cell is not None or (annex.kem_theo and annex.kem_theo[-1].text.endswith(")")):
            break
        rest += lines.of(each)
        for line in rest:
            opened = bool(annex.kem_theo) and not annex.kem_theo[-1].text.endswith(")")
            if opened or re.match(r"\(?\s*(?:ban hành )?kèm theo|\(\{\{", line.text, re.IGNORECASE):
                annex.kem_theo.append(line)
            elif not STROKES.fullmatch(line.text) and len(annex.title) < 5 and not annex.kem_theo:
                if line.paragraph.format.align != "center" and annex.title:
                    return
                annex.title.append(line)
        rest = []


# --- Kính gửi and body -----------------------------------------------------------------------------------------------


def _after_head(paper: Paper) -> int:
    title = [paper.title] if paper.title is not None else []
    last = [*paper.head[-1:], *paper.trich_yeu[-1:], *title, *paper.ve_viec[-1:]]
    return max((_index(paper, line.paragraph) for line in last), default=-1) + 1


def _find_addressees(paper: Paper) -> None:
    start = _after_head(paper)
    for at in range(start, min(paper.main_end, start + 14)):
        found = [line for line in lines.of(paper.paragraphs[at]) if _KINH_GUI.match(line.text)]
        if found:
            paper.kinh_gui = found[0]
            paper.addressees = list(_addressees(paper, at))
            return


def _addressees(paper: Paper, at: int) -> Iterator[Line]:
    same = [line for line in lines.of(paper.paragraphs[at]) if line is not paper.kinh_gui]
    yield from (line for line in same if not _KINH_GUI.match(line.text))
    for each in paper.paragraphs[at + 1 : min(at + 60, paper.main_end)]:
        found = lines.of(each)
        listed = bool(found) and (
            found[0].text.startswith(("-", "–", "+", "•")) or (bool(each.label) and not each.label[0].isalnum())
        )
        beside = each.cell is not None and each.cell.table is getattr(paper.paragraphs[at].cell, "table", None)
        if listed or (beside and found):
            yield from found
        elif found and not (paper.template and _KINH_GUI.match(found[0].text)):
            return


def _body(paper: Paper) -> list[Paragraph]:
    start = _after_head(paper)
    if paper.kinh_gui is not None:
        last = paper.addressees[-1] if paper.addressees else paper.kinh_gui
        start = _index(paper, last.paragraph) + 1
    return paper.paragraphs[start : paper.main_end]


def _texts(paper: Paper) -> list[Paragraph]:
    start = _index(paper, paper.blocks[0].paragraph) if paper.blocks else 0
    subject = [line.paragraph for line in paper.trich_yeu]
    return [each for each in (*subject, *paper.paragraphs[start:]) if len(each.text) > 3 and not each.text.isupper()]


# --- drawn lines -----------------------------------------------------------------------------------------------------


def _find_strokes(paper: Paper) -> None:
    for line, set_ in ((paper.tieu_ngu, "tieu_ngu_stroke"), (paper.names[-1] if paper.names else None, "name_stroke")):
        if line is not None:
            setattr(paper, set_, _stroke_of(paper, line.paragraph, own=True))
    if paper.trich_yeu:
        paper.trich_yeu_stroke = _stroke_of(paper, paper.trich_yeu[-1].paragraph, own=True)


def _stroke_of(paper: Paper, paragraph: Paragraph, *, own: bool) -> Stroke | None:
    """The line under a paragraph: its own border, a shape that hangs on it, or the next lines of its cell."""
    at = _index(paper, paragraph)
    for step, each in enumerate(paper.paragraphs[at : at + 4]):
        if each.cell is not paragraph.cell:
            return None
        found = _drawn_at(paper, each, first=step == 0, own=own)
        if found is not None or (step and each.text.strip()):
            return found
    return None


def _drawn_at(paper: Paper, each: Paragraph, *, first: bool, own: bool) -> Stroke | None:
    """The line this paragraph draws, if any; its own border counts for the text above only if it bears none."""
    if each.strokes:
        return Stroke(each.strokes[0], "hình vẽ", each)
    text, format_ = each.text.strip(), each.format
    if not first and STROKES.fullmatch(text):
        looks = [(t.strip(), look) for t, look in each.runs if t.strip()]
        length = sum(metrics.width_mm(t, look.size / 2, look.bold, look.italic) for t, look in looks)
        return Stroke(length, "dãy ký tự", each, format_.align != "center")
    below = format_.ruled_below and not format_.ruled_above and (own or not first)
    if below or (format_.ruled_above and not first and not text):
        room = paper.room_mm(each) - mm(format_.left) - mm(format_.right)
        return Stroke(room, "viền đoạn", each, abs(format_.left - format_.right) > 40)
    return None


def _index(paper: Paper, paragraph: Paragraph) -> int:
    for at, each in enumerate(paper.paragraphs):
        if each is paragraph:
            return at
    return len(paper.paragraphs)


# --- what is no administrative paper ---------------------------------------------------------------------------------


def _why_refused(paper: Paper, first: Sequence[Line]) -> str:
    """Why the decree's rules on form do not bind this file; blank if they do."""
    folded = [vn.fold(line.text[:40]) for line in first[:25]]
    reasons = (_of_the_party(folded), _a_law(paper), _a_form(paper, folded), _unrecognised(paper))
    return next((reason for reason in reasons if reason), "")


def _of_the_party(folded: Sequence[str]) -> str:
    if any(text.startswith("dang cong san viet nam") for text in folded):
        return "là văn bản của Đảng (có tiêu đề «ĐẢNG CỘNG SẢN VIỆT NAM»), trình bày theo quy định riêng của Đảng"
    return ""


def _a_law(paper: Paper) -> str:
    numbered = paper.so is not None and _LAW_NUMBER.search(paper.so.text)
    if numbered or (paper.strange_title is not None and vn.fold(paper.strange_title.text) in LAWS):
        return "là văn bản quy phạm pháp luật, trình bày theo pháp luật về ban hành văn bản quy phạm pháp luật"
    return ""


def _a_form(paper: Paper, folded: Sequence[str]) -> str:
    if any(re.match(r"mau (so )?[\dI]", text) for text in folded[:4]):
        return "là biểu mẫu (có dòng «Mẫu số» ở đầu)"
    if paper.kind == "hop_dong" or any(text.startswith("hop dong") for text in folded):
        return "là hợp đồng, trình bày theo thỏa thuận của các bên và pháp luật về hợp đồng"
    if paper.so is None and any(_PERSONAL.match(text) for text in folded):
        return "là đơn, tờ khai hoặc biểu mẫu cá nhân, không phải văn bản hành chính"
    return ""


def _unrecognised(paper: Paper) -> str:
    told = paper.told.startswith("người")
    if paper.quoc_hieu is None and paper.so is None and not told:
        return "không thấy Quốc hiệu và số, ký hiệu: không nhận ra là văn bản hành chính"
    if paper.so is None and not paper.kind:
        return "không thấy số, ký hiệu và tên loại: không nhận ra là văn bản hành chính"
    return ""


_PERSONAL = re.compile(r"(don|to khai|phieu dang ky|giay de nghi|giay xac nhan|bang ke|so yeu ly lich)\b")


def outermost(cell: Cell | None) -> Cell | None:
    """The cell of the top table that holds this one."""
    while cell is not None and cell.outer is not None:
        cell = cell.outer
    return cell
