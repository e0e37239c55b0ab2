"""Which rules are mended, by which function; and why the others are left to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend import body, end, head, letters, page, page_numbers, recipients, strokes, tables
from ntsdocs.decree.mend.component_formats import looks
from ntsdocs.decree.mend.session import MendSession

Mend = Callable[[MendSession, Sequence[Breach]], None]

# Of a rule listed here, what needs judgement is still left: words that are wrong, a component in another place.
MENDS: Mapping[str, tuple[Mend, ...]] = {
    "ND30-I-1.1": (page.paper_size,),
    "ND30-I-1.3": (page.margins,),
    "ND30-I-1.4": (letters.letters,),
    "ND30-I-1.5": (page.sizes_together,),
    "ND30-I-1.7a": (page_numbers.numbers,),
    "ND30-I-1.7b": (page_numbers.first_page,),
    "ND30-I-2.1a": (looks, head.motto),
    "ND30-I-2.1b": (looks, head.motto),
    "ND30-I-2.1c": (strokes.under_motto,),
    "ND30-I-2.1d": (head.single_motto,),
    "ND30-I-2.2a": (looks,),
    "ND30-I-2.2b": (looks,),
    "ND30-I-2.2c": (strokes.under_name,),
    "ND30-I-2.2d": (head.single_names,),
    "ND30-I-2.3a": (head.number,),
    "ND30-I-2.3c": (head.symbol_letters,),
    "ND30-I-2.3d": (head.symbol_letters,),
    "ND30-I-2.3e": (looks, head.so_form),
    "ND30-I-2.4c": (head.date_form,),
    "ND30-I-2.4d": (looks, head.date_place),
    "ND30-I-2.5a": (looks,),
    "ND30-I-2.5b": (looks,),
    "ND30-I-2.5c": (strokes.under_subject,),
    "ND30-I-2.5d": (looks, head.ve_viec),
    "ND30-I-2.5e": (head.written_out,),
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
    "ND30-I-3.1b": (looks, end.annex_heading),
    "ND30-I-3.1c": (looks, end.kem_theo),
    "ND30-I-3.1d": (end.annex_pages,),
    "ND30-I-3.2b": (looks,),
    "ND30-I-3.2c": (looks,),
    "ND30-I-3.3": (recipients.crew,),
    "ND30-I-3.4": (end.contact,),
    "GEO-1": (tables.without_lines,),
    "GEO-2": (tables.room_for_motto,),
    "GEO-4": (tables.without_lines,),
    "GEO-5": (tables.kept_whole,),
    "GEO-6": (strokes.as_lines,),
    "GEO-7": (strokes.apart,),
    "GEO-8": (recipients.under_the_colon,),
    "GEO-11": (letters.default_font,),
    "ND30-II-1": (recipients.capitals,),
    "ND30-III-1": (head.symbol_letters,),
    "NUM-7": (head.symbol_letters,),
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
