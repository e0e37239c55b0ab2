"""The body: căn cứ, headings, khoản, điểm, its end and how it is set (PL I, Phần I, Mục II, khoản 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile

from ntsdocs.decree.find.body import TEXTS, may_be_can_cu, may_cite, opens_bold
from ntsdocs.decree.find.paper import BodyPart, Paper
from ntsdocs.decree.findings import Breach, RequiredFormat, format_breaches, in_mm, pt
from ntsdocs.docx.document import mm
from ntsdocs.text import vn

_PART = RequiredFormat("đề mục", 26, 28, bold=True, italic=False, centred=True)
_PART_TITLE = RequiredFormat("tiêu đề", 26, 28, bold=True, italic=False, upper=True, centred=True)
_MUC = RequiredFormat("đề mục La Mã", 26, 28, bold=True, italic=False, upper=True)
_ROMAN, _ARABIC = re.compile(r"[IVXLC]+"), re.compile(r"[0-9]+")
_LONGEST_TITLE = 80  # letters
_NUMERALS = {vn.roman(n): n for n in range(1, 60)}


def can_cu(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6b: italic, each ends in «;», the last in «.»."""
    listed = [block for block in paper.blocks if block.role == "can_cu"]
    decides = paper.kind in ("quyet_dinh", "nghi_quyet")
    marked = any(block.whole.every("italic") for block in listed) or (
        paper.kind != "cong_van" and len(listed) > 1 and any(block.text.endswith((";", ",")) for block in listed)
    )
    if not decides and len(listed) < 2 and not (marked and listed[0].text.endswith(";")):
        return  # the only one, upright or not ended as one: a sentence opens with it
    following = dict(pairwise([*map(id, paper.blocks), 0]))
    texts = {id(block): block.text for block in paper.blocks}
    for block in listed:
        unsure = block.doubtful or not (decides or marked)  # two sentences of the text may open like a căn cứ
        if not block.whole.every("italic"):
            yield Breach(block.paragraph, "căn cứ không nghiêng", "đặt kiểu chữ nghiêng cho dòng căn cứ.", unsure)
        last = block is listed[-1]
        if not block.text.endswith("." if last else ";"):
            mark = "." if last else ";"
            goes_on = last and may_be_can_cu(texts.get(following[id(block)], ""))
            what = f"dòng căn cứ kết thúc bằng «{block.text[-1]}»"
            yield Breach(block.paragraph, what, f"kết thúc bằng «{mark}».", unsure or goes_on)


def titles(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6f: phần, chương and mục have a title."""
    for block, following in pairwise([*paper.blocks, None]):
        if block is None:
            continue
        if block.role == "muc" and not block.title:
            yield Breach(block.paragraph, f"mục «{block.number}.» không có tiêu đề", "ghi tiêu đề sau số thứ tự.")
        untitled = following is None or following.role not in ("loi_van", "giua")
        if block.role in ("phan", "chuong", "muc_so") and not block.title.strip(" .:") and untitled:
            yield Breach(block.paragraph, f"«{block.text}» không có tiêu đề", "ghi tiêu đề ở dòng tiếp theo.")


def parts(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6g: Phần, Chương with Roman numerals, bold, in the middle; the title in capitals below."""
    return _headings(paper, ("phan", "chuong"), _ARABIC, "Ả Rập", "La Mã")


def numbered_sections(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6h: Mục, Tiểu mục with Arabic numerals, bold, in the middle; the title in capitals below."""
    return _headings(paper, ("muc_so",), _ROMAN, "La Mã", "Ả Rập")


def _headings(
    paper: Paper, roles: tuple[str, ...], wrong: re.Pattern[str], figures: str, right: str
) -> Iterator[Breach]:
    """Headings of these roles; none of them may have the wrong figures, which are called so."""
    for block, following in pairwise([*paper.blocks, None]):
        if block is None or block.role not in roles or block.line is None or len(block.title) >= _LONGEST_TITLE:
            continue
        if block.text.endswith((";", ",")) or block.paragraph.format.align == "both":
            continue  # a sentence that begins with the same words
        yield from format_breaches(block.line, _PART)
        word = block.line.text.split()[0]
        if word.isupper() and len(word) > 1:
            yield Breach(block.paragraph, f"«{word}» in hoa", "viết chữ in thường.")
        if not block.title and following is not None and following.role in ("loi_van", "giua"):
            yield from format_breaches(following.whole, _PART_TITLE)
        if wrong.fullmatch(block.number):
            yield Breach(block.paragraph, f"«{block.text[:20]}» dùng số {figures}", f"đánh số {right}.")


def roman(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6i: «I. MỤC ĐÍCH, YÊU CẦU», capitals, bold, upright."""
    expected = 1
    for block in paper.blocks:
        if block.role != "muc":
            continue
        yield from format_breaches(block.whole, _MUC)
        if block.mark != ".":
            yield Breach(block.paragraph, f"sau số La Mã là «{block.mark}»", f"ghi «{block.number}.».")
        right = vn.roman(expected)
        if block.number not in (right, "I"):
            yield Breach(block.paragraph, f"mục «{block.number}» đứng sau {expected - 1} mục", f"đánh số «{right}.».")
        expected = min(_NUMERALS.get(block.number, expected) + 1, vn.MOST_ROMAN)


def dieu(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6k: «Điều 1. Tên điều», bold, upright, Arabic."""
    next_ = 1
    for block in paper.blocks:
        line = block.line
        in_turn = block.role == "loi_van" and block.number == str(next_)
        if in_turn and (next_ > 1 or opens_bold(block) or not may_cite(block.text)):
            remedy = "nếu là tên điều, ghi «Điều <số>.» và in đậm."
            yield Breach(block.paragraph, f"viết «{block.text[:12].strip()}»", remedy, unsure=True)
            next_ += 1
        if block.role != "dieu":
            continue
        next_ = int(block.number) + 1 if block.number.isdecimal() else next_ + 1
        if line is None or block.paragraph.label:
            continue
        marked = re.match(r"Điều \d+\. ?", block.text)
        if marked is None:
            remedy = "ghi «Điều <số>.» bằng số Ả Rập, có dấu chấm."
            yield Breach(block.paragraph, f"viết «{block.text[:12].strip()}»", remedy)
        if not line.looks[0][1].bold:
            yield Breach(block.paragraph, "«Điều» không đậm", "in đậm từ «Điều», số thứ tự và tiêu đề.")
        if line.looks[0][1].italic:
            yield Breach(block.paragraph, "«Điều» in nghiêng", "đặt kiểu chữ đứng.")


def khoan(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6l: «1.»; with a title it stands alone in bold, without one it is not bold."""
    titled = False  # whether a khoản before this one in its mục has a title in bold
    for block, following in pairwise([*paper.blocks, None]):
        if block is None or block.role != "khoan":
            titled = titled and block is not None and block.role in ("loi_van", "diem", "gach", "giua")
            continue
        line = block.whole
        if block.mark != ".":
            yield Breach(block.paragraph, f"khoản ghi «{block.number}{block.mark}»", f"ghi «{block.number}.».")
        if line.every("italic") and len(block.text) > 60:
            yield Breach(block.paragraph, "khoản in nghiêng", "đặt kiểu chữ đứng.")
        alone = block.text.rstrip("”»\"'")[-1:] not in ".;:,…" and ":" not in block.text and len(block.text) < 120
        heads = following is not None and following.role in ("loi_van", "diem", "gach")
        if alone and (heads or titled) and not line.some("bold"):
            yield Breach(block.paragraph, "tiêu đề khoản không đậm", "in đậm số thứ tự và tiêu đề khoản.")
        titled = titled or (alone and line.every("bold"))
        yield from _bold_at_its_head(block)
        sentence = line.every("bold") and block.text.endswith((".", ";"))
        if sentence and line.width_mm > 1.5 * paper.room_mm(block.paragraph):
            yield Breach(block.paragraph, "khoản không có tiêu đề mà in đậm", "bỏ chữ đậm.")


def _bold_at_its_head(block: BodyPart) -> Iterator[Breach]:
    """A number in bold before text that is not; a title in bold with text behind it."""
    looks = [(text, look.bold) for text, look in block.whole.looks if text.strip()]
    bold = "".join(text for text, _ in takewhile(lambda each: each[1], looks)).strip()
    rest = "".join(text for text, is_bold in looks if not is_bold)
    if block.paragraph.label or not bold.startswith(block.number) or len(rest) < _SHORTEST_TEXT:
        return
    if len(bold) <= len(block.number) + 1:
        if not any(is_bold for _, is_bold in looks[1:]):
            yield Breach(block.paragraph, "số của khoản in đậm, lời văn không đậm", "bỏ chữ đậm ở số của khoản.")
    elif bold.endswith((".", ":")) or rest.lstrip().startswith((".", ":")):
        yield Breach(block.paragraph, "tiêu đề khoản in đậm có lời văn viết tiếp", "để tiêu đề khoản ở một dòng riêng.")


def diem(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6m: a) b) c) d) đ) e) g) … in the order of the alphabet."""
    last = ""
    for block in paper.blocks:
        if block.role == "diem":
            if block.mark != ")":
                mark = f"({block.number})" if block.mark.startswith("(") else f"{block.number}{block.mark}"
                yield Breach(block.paragraph, f"điểm ghi «{mark}»", f"ghi «{block.number})».")
            expected = _after(last)
            quoted = block.text.count("“") != block.text.count("”")  # words of another text, which may leave some out
            if block.number not in vn.POINT_LETTERS:
                yield Breach(block.paragraph, f"điểm ghi «{block.number})»", f"ghi «{expected})».")
            elif block.number not in (expected, "a") and not paper.template:
                what = f"điểm «{block.number})» đứng sau điểm «{last})»" if last else f"điểm đầu là «{block.number})»"
                yield Breach(block.paragraph, what, f"ghi «{expected})».", unsure=not last or quoted)
            last = block.number
        elif block.role in ("khoan", "muc", "dieu", "phan", "chuong", "muc_so"):
            last = ""


def _after(letter: str) -> str:
    at = vn.POINT_LETTERS.find(letter) if letter else -1
    return vn.POINT_LETTERS[min(at + 1, len(vn.POINT_LETTERS) - 1)]


def lettered_lists(paper: Paper) -> Iterator[Breach]:
    """GEO-9: Word's own letters skip «đ»."""
    for block in paper.blocks:
        if block.role == "diem" and block.paragraph.label:
            level = paper.document.formats.levels.get((block.paragraph.format.list_id, block.paragraph.format.level))
            if level is not None and level.number_format == "lowerLetter":
                yield Breach(block.paragraph, "điểm đánh chữ tự động của Word (không có «đ»)", "gõ chữ cái của điểm.")


def ending(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6r: the text ends with «./.», glued to the last word."""
    if paper.template:
        return
    texts = [block for block in paper.main_blocks if block.role in (*TEXTS, "giua")]
    if not texts or paper.noi_nhan is None:
        return
    last = texts[-1]
    if not last.text.rstrip().endswith("./."):
        yield Breach(last.paragraph, "nội dung không kết thúc bằng «./.»", "kết thúc câu cuối bằng «./.».")
    elif re.search(r"\s\./\.$", last.text.rstrip()) or last.text.strip() == "./.":
        yield Breach(last.paragraph, "có khoảng trắng trước «./.»", "viết «./.» liền với chữ cuối.")
    for block in texts[:-1]:
        if block.text.endswith("./."):
            yield Breach(block.paragraph, "«./.» ở giữa nội dung", "chỉ ghi «./.» ở cuối nội dung.", unsure=True)


# --- setting (điểm 6e) -----------------------------------------------------------------------------------------------


_INDENTS = (567, 720)
_SIZES = (26, 28)
_SHORTEST_TEXT = 20  # letters behind a number or a title that make it one of running text
_CAPTION = re.compile(r"(?:Bảng|Biểu|Hình|Sơ đồ|Ảnh|Nguồn|Đơn vị tính|ĐVT|Ghi chú)\b|[(*]", re.IGNORECASE)


def usual_size(paper: Paper) -> int:
    """The size most of the text has, of those the decree allows; 14 where it has none of them."""
    sizes = Counter(look.size for block in paper.running_text for text, look in block.paragraph.runs if text.strip())
    allowed = [(size, count) for size, count in sizes.most_common() if _SIZES[0] <= size <= _SIZES[1]]
    return allowed[0][0] if allowed else _SIZES[1]


def indented(paper: Paper) -> list[BodyPart]:
    """The running text, and the căn cứ above it, whose first line has an indent to be judged."""
    bases = (
        block for block in paper.blocks if block.role == "can_cu" and not block.doubtful and "{%" not in block.text
    )
    return [block for block in (*bases, *paper.running_text) if block.paragraph.format.align in ("both", "left")]


def usual_indent(paper: Paper) -> int:
    """How far in most first lines are, in twips, of those that are as far in as the decree allows; 0 where none is."""
    places = Counter(place for place in (first_line(paper, block) for block in indented(paper)) if near_indent(place))
    return places.most_common(1)[0][0] if places else 0


def first_line(paper: Paper, block: BodyPart) -> int:
    """How far in the first line begins, in twips; by a tab too."""
    format_ = block.paragraph.format
    place = format_.left + format_.first
    return paper.start_of(block.paragraph) if block.paragraph.text.startswith("\t") else place


def near_indent(place: int) -> int:
    """The indent of the decree that this is meant for; 0 if none. On paper nobody sees less than a third of a mm."""
    return next((indent for indent in _INDENTS if abs(place - indent) <= 17), 0)


def text_format(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6n: 13 - 14, one size, upright, justified."""
    usual = usual_size(paper)
    for block in paper.running_text:
        line = block.whole
        odd = [size for size in line.sizes if not _SIZES[0] <= size <= _SIZES[1]]
        if odd:
            yield Breach(block.paragraph, f"lời văn cỡ chữ {', '.join(map(pt, odd))}", "đặt cỡ chữ 13 - 14.")
        elif any(size != usual for size in line.sizes):
            what = f"cỡ chữ {', '.join(map(pt, line.sizes))}, phần lớn lời văn cỡ {pt(usual)}"
            yield Breach(block.paragraph, what, "dùng một cỡ chữ trong cả văn bản.")
        if is_ragged(paper, block):
            yield Breach(block.paragraph, "lời văn không canh đều hai lề", "canh đều (Justify).")
        if is_italic(block):
            noted = block.text.startswith(("(", "*", "Ghi chú"))
            yield Breach(block.paragraph, "lời văn in nghiêng", "đặt kiểu chữ đứng.", unsure=noted)
        if len(block.text) > 80 and block.text.isupper() and block.role == "loi_van":
            yield Breach(block.paragraph, "lời văn in hoa toàn bộ", "viết chữ in thường.", unsure=True)
    yield from centred_size(paper)


def centred_size(paper: Paper) -> Iterator[Breach]:
    """Lines in the middle of the page between head and signature, which are no captions."""
    for block in paper.main_blocks:
        odd = [size for size in block.whole.sizes if size < _SIZES[0]]
        if block.role == "giua" and odd and len(block.text) > 10 and not _CAPTION.match(block.text):
            yield Breach(block.paragraph, f"dòng giữa trang cỡ chữ {', '.join(map(pt, odd))}", "đặt cỡ chữ 13 - 14.")


def is_ragged(paper: Paper, block: BodyPart) -> bool:
    """Whether its right edge is not even; a single line has no edge."""
    paragraph = block.paragraph
    if paragraph.format.align == "both" or paragraph.label or block.role == "giua":
        return False
    return block.whole.width_mm > paper.room_mm(paragraph) - mm(paragraph.format.left)


def is_italic(block: BodyPart) -> bool:
    """Whether a paragraph of plain text is in italics, a line of its own among them."""
    is_long = len(block.text) > 80 or (len(block.text) > 40 and block.paragraph.format.align == "both")
    return block.role == "loi_van" and block.whole.every("italic") and is_long


def indent(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6o: the first line goes in by 1 or 1.27 cm, everywhere the same."""
    usual = usual_indent(paper)
    for block in indented(paper):
        place = first_line(paper, block)
        if not block.paragraph.format.sure:
            continue
        if not near_indent(place):
            short = block.role == "loi_van" and len(block.text) < 60
            what = f"dòng đầu lùi {in_mm(mm(place))} mm"
            yield Breach(block.paragraph, what, "lùi đầu dòng 1 cm hoặc 1,27 cm.", unsure=short)
        elif near_indent(place) != near_indent(usual):
            what = f"dòng đầu lùi {in_mm(mm(place))} mm, phần lớn các đoạn lùi {in_mm(mm(usual))} mm"
            yield Breach(block.paragraph, what, "dùng một mức lùi đầu dòng trong cả văn bản.")
        elif abs(place - near_indent(place)) > 6:
            what = f"dòng đầu lùi {in_mm(mm(place))} mm"
            yield Breach(block.paragraph, what, "lùi đầu dòng 1 cm hoặc 1,27 cm.", custom=True)
        if block.paragraph.text.startswith("  "):
            yield Breach(block.paragraph, "lùi đầu dòng bằng dấu cách", "xóa dấu cách, đặt thụt đầu dòng.")


def gap(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6p: at least 6 pt between paragraphs."""
    judged = {id(block.paragraph) for block in paper.running_text if block.role != "dieu"}
    for one, other in pairwise(paper.blocks):
        neighbours = paper.index(other.paragraph) == paper.index(one.paragraph) + 1  # no table stands between them
        if not neighbours or id(one.paragraph) not in judged or id(other.paragraph) not in judged:
            continue
        before, after = one.paragraph.format, other.paragraph.format
        same = before.style == after.style
        room = (0 if before.contextual and same else before.after) + (0 if after.contextual and same else after.before)
        if room < 119 and before.sure and after.sure:
            what = f"cách đoạn trước {room / 20:g} pt".replace(".", ",")
            yield Breach(other.paragraph, what, "đặt cách đoạn từ 6 pt.")


def line_spacing(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6q: from single to one and a half lines."""
    for block in paper.running_text:
        format_, lines = block.paragraph.format, lines_apart(block)
        too_low = lines < 0.97 and format_.line_rule != "atLeast"
        if format_.sure and (too_low or lines > 1.52):
            what = f"giãn dòng {lines:.2f} dòng".replace(".", ",")
            yield Breach(block.paragraph, what, "đặt giãn dòng từ 1 đến 1,5 dòng.")


def lines_apart(block: BodyPart) -> float:
    """The line spacing in lines of its largest letters."""
    format_, size = block.paragraph.format, (block.whole.sizes[-1:] or [28])[0]
    return format_.line / 240 if format_.line_rule == "auto" else format_.line / 20 / (1.15 * size / 2)
