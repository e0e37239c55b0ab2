"""Which rules are mended, by which function, in which order; and why the others are left to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ntsdocs.decree.find.paper import Paper, outermost
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend import annexes, body, end, head, letters, numbers, page, recipients, title
from ntsdocs.decree.mend.letters import looks
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx.lines import Line

Mend = Callable[[MendSession, Sequence[Breach]], None]
# Of a rule listed here, what needs judgement is still left: words that are wrong, a component in another place.
MENDS: Mapping[str, tuple[Mend, ...]] = {
    "ND30-I-1.1": (page.paper_size,),
    "ND30-I-1.3": (page.margins,),
    "ND30-I-1.4": (letters.letters,),
    "ND30-I-1.5": (page.sizes_together,),
    "ND30-I-1.7a": (page.numbers,),
    "ND30-I-1.7b": (page.first_page,),
    "ND30-I-2.1a": (looks, head.motto),
    "ND30-I-2.1b": (looks, head.motto),
    "ND30-I-2.1c": (head.under_motto,),
    "ND30-I-2.1d": (head.single_motto,),
    "ND30-I-2.2a": (looks,),
    "ND30-I-2.2b": (looks,),
    "ND30-I-2.2c": (head.under_name,),
    "ND30-I-2.2d": (head.single_names,),
    "ND30-I-2.3a": (numbers.number,),
    "ND30-I-2.3c": (numbers.symbol_letters,),
    "ND30-I-2.3d": (numbers.symbol_letters,),
    "ND30-I-2.3e": (looks, numbers.so_form),
    "ND30-I-2.4c": (head.date_form,),
    "ND30-I-2.4d": (looks, head.date_place),
    "ND30-I-2.5a": (looks,),
    "ND30-I-2.5b": (looks,),
    "ND30-I-2.5c": (title.under_subject,),
    "ND30-I-2.5d": (looks, title.ve_viec),
    "ND30-I-2.5e": (title.written_out,),
    "ND30-I-2.6b": (body.can_cu,),
    "ND30-I-2.6g": (looks, body.part),
    "ND30-I-2.6h": (looks, body.part),
    "ND30-I-2.6i": (looks, body.roman),
    "ND30-I-2.6k": (body.dieu,),
    "ND30-I-2.6l": (body.khoan,),
    "ND30-I-2.6m": (body.diem,),
    "ND30-I-2.6n": (body.text_looks,),
    "ND30-I-2.6o": (body.indent,),
    "ND30-I-2.6p": (body.gap,),
    "ND30-I-2.6q": (body.line_spacing,),
    "ND30-I-2.6r": (body.ending,),
    "ND30-I-2.7a": (end.signing_form,),
    "ND30-I-2.7b": (end.signing_form,),
    "ND30-I-2.7c": (end.signing_form,),
    "ND30-I-2.7d": (end.signing_form,),
    "ND30-I-2.7e": (end.signing_form,),
    "ND30-I-2.7h": (looks,),
    "ND30-I-2.9b": (looks, recipients.label),
    "ND30-I-2.9c": (looks, recipients.addressees),
    "ND30-I-2.9d": (looks, recipients.label),
    "ND30-I-2.9e": (looks, recipients.listed),
    "ND30-I-2.9f": (recipients.luu,),
    "ND30-I-2.9g": (recipients.nhu_tren,),
    "ND30-I-3.1b": (looks, annexes.annex_heading),
    "ND30-I-3.1c": (looks, annexes.kem_theo),
    "ND30-I-3.1d": (annexes.annex_pages,),
    "ND30-I-3.2b": (looks,),
    "ND30-I-3.2c": (looks,),
    "ND30-I-3.3": (recipients.crew,),
    "ND30-I-3.4": (annexes.contact,),
    "GEO-1": (head.without_lines,),
    "GEO-2": (head.room_for_motto,),
    "GEO-4": (head.without_lines,),
    "GEO-5": (end.kept_whole,),
    "GEO-6": (head.as_lines,),
    "GEO-7": (head.apart,),
    "GEO-8": (recipients.under_the_colon,),
    "GEO-11": (letters.default_font,),
    "ND30-II-1": (recipients.capitals,),
    "ND30-III-1": (numbers.symbol_letters,),
    "NUM-7": (numbers.symbol_letters,),
}
STAGES = ("phông của tệp", "chữ và trang", "bộ cỡ chữ", "bảng", "đo theo chữ")
_STAGES = {  # those that are not of the second stage
    "GEO-11": STAGES[0],  # the default font: what follows it is right once it is
    "ND30-I-1.5": STAGES[2],  # three sizes that are right each for itself
    "GEO-2": STAGES[3],  # the column is as wide as the words need, once those are right
    "ND30-I-2.1c": STAGES[4],
    "ND30-I-2.2c": STAGES[4],
    "ND30-I-2.5c": STAGES[4],
    "GEO-6": STAGES[4],
    "GEO-7": STAGES[4],
    "GEO-8": STAGES[4],
}


def stage_of(rule: str) -> str:
    """When a rule is mended: what is measured by letters only after the letters are right."""
    return _STAGES.get(rule, STAGES[1])


_WORDS = "sửa lời văn là việc của người soạn thảo"
_FACT = "số, ký hiệu là dữ kiện: phải đối chiếu danh mục chữ viết tắt"
_MOVE = "phải chuyển thành phần sang chỗ khác, có thể thay đổi cả khối"
_CAPITALS = "viết hoa hay không tùy nghĩa của câu, có khi là lời trích dẫn"
NOT_MENDED: Mapping[str, str] = {
    "ND30-I-1.2": "trang nằm ngang có thể là chủ ý (hình, sơ đồ rộng)",
    "ND30-I-1.6": "thiếu thành phần thì người soạn thảo bổ sung; sai vị trí thì " + _MOVE,
    "ND30-I-2.6c": _WORDS,
    "ND30-I-2.6d": _WORDS,
    "ND30-I-2.6f": "tiêu đề còn thiếu do người soạn thảo đặt",
    "ND30-I-2.7g": "họ tên, cấp bậc, học hàm là dữ kiện về người ký",
    "ND30-I-2.7k": "ai ký, ký thay mặt ai là thẩm quyền",
    "ND30-I-2.9a": "gửi cho ai là do người ký quyết định",
    "ND30-I-3.1a": "đánh số phụ lục lại thì lời dẫn trong văn bản cũng phải đổi",
    "ND30-I-3.1f": "bỏ phần đầu, phần cuối của phụ lục là bỏ nội dung",
    "ND30-I-3.2a": "văn bản có dấu độ mật không xử lý trên máy này",
    "GEO-3": _MOVE,
    "GEO-9": "chuyển danh sách tự động thành chữ gõ tay thay đổi cách đánh số cả danh sách",
    "GEO-10": "đầu trang, chân trang riêng của phụ lục có thể là chủ ý",
    "GEO-12": "chọn cách đặt dấu thanh nào là việc của cơ quan",
    "GEO-13": _MOVE,
    "ND30-II-3": _CAPITALS,
    "ND30-II-6": _CAPITALS,
    "ND30-II-8": _CAPITALS,
    "ND30-II-9": _CAPITALS,
    "ND30-II-13": _CAPITALS,
    "ND30-II-14": _CAPITALS,
    "ND30-II-15": _CAPITALS,
    "ND30-II-16": _CAPITALS,
    "ND30-III-2": "chọn tên loại nào là do nội dung văn bản",
    "ND30-III-3": "bỏ tên loại là bỏ một thành phần",
    "NUM-1": _FACT,
    "NUM-2": _FACT,
    "NUM-3": _FACT,
    "NUM-4": _FACT,
    "NUM-5": _FACT,
    "NUM-6": _FACT,
    "NUM-8": "số, ngày đã ghi thì chỉ Văn thư được bỏ",
    "RPT-3": "kỳ số liệu là nội dung báo cáo",
    "RPT-4": "kỳ số liệu là nội dung báo cáo",
}


# --- certainty --------------------------------------------------------------------------------------------------------


_NEAR = 12  # paragraphs that may stand between parts of one head
_ADDRESSED = ("cong_van", "to_trinh")
Trust = Callable[[Paper], bool]


def _names(paper: Paper) -> bool:
    return _in_head(paper, [*paper.parents, *paper.names])


def _number(paper: Paper) -> bool:
    return _in_head(paper, [paper.so] if paper.so is not None else [])


def _date(paper: Paper) -> bool:
    return _in_head(paper, [paper.date] if paper.date is not None else [])


def _end(paper: Paper) -> bool:
    """Whether it is known where the text ends: what follows it is set otherwise."""
    return paper.noi_nhan is not None or bool(paper.authority)


def _text(paper: Paper) -> bool:
    """Whether it is known where the text begins too: without «Kính gửi», addressees look like it."""
    return _end(paper) and not (paper.kinh_gui is None and paper.kind in _ADDRESSED)


def _recipients(paper: Paper) -> bool:
    """Whether ô 7 and 9b stand beside each other; which lines are a signature is a guess without Nơi nhận."""
    return paper.noi_nhan is not None


_TRUST: Mapping[str, Trust] = {
    "ND30-I-1.5": _date,
    "ND30-I-2.2a": _names,
    "ND30-I-2.2b": _names,
    "ND30-I-2.2c": _names,
    "ND30-I-2.2d": _names,
    "ND30-I-2.3a": _number,
    "ND30-I-2.3c": _number,
    "ND30-I-2.3d": _number,
    "ND30-I-2.3e": _number,
    "ND30-I-2.4c": _date,
    "ND30-I-2.4d": _date,
    "ND30-I-2.5d": _number,
    "ND30-III-1": _number,
    "NUM-7": _number,
    "ND30-I-2.6n": _end,
    "ND30-I-2.6o": _text,
    "ND30-I-2.6p": _text,
    "ND30-I-2.6q": _end,
    "ND30-I-2.6r": _end,
    "ND30-I-2.7h": _recipients,
}


def trusted(paper: Paper, rule: str) -> bool:
    """Whether what the rule is about was found where it must be."""
    trust = _TRUST.get(rule)
    return trust is None or trust(paper)


def _in_head(paper: Paper, lines: Sequence[Line]) -> bool:
    """Whether the lines stand in the head: in its table or in one beside it, or on the page where the head has none."""
    anchor = paper.quoc_hieu or paper.tieu_ngu or paper.so
    if anchor is None:
        return False
    order = {id(each): at for at, each in enumerate(paper.paragraphs)}
    cell = outermost(anchor.paragraph.cell)
    for line in lines:
        own = outermost(line.paragraph.cell)
        near = abs(order[id(line.paragraph)] - order[id(anchor.paragraph)]) <= _NEAR
        same = cell is not None and own is not None and own.table is cell.table
        if not same and (not near or (own is None) != (cell is None)):
            return False
        if paper.title is not None and order[id(line.paragraph)] > order[id(paper.title.paragraph)]:
            return False
    return True
