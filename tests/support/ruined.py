"""Papers with all the defects that mending takes away, and those it leaves to a person."""

from __future__ import annotations

from lxml import etree

import child_order
from defects import CLEAN, Defect, Editor, W, defects
from ntsdocs.docx import package

LEFT = {
    "thiếu thành phần": (
        "thiếu Quốc hiệu", "thiếu Tiêu ngữ", "thiếu số", "thiếu ngày", "thiếu trích yếu", "thiếu V/v", "thiếu Nơi nhận",
        "thiếu địa danh", "thiếu Kính gửi", "không có Lưu", "Lưu không VT", "không Như trên", "mục không tiêu đề",
        "phụ lục không Kèm theo", "không kẻ Tiêu ngữ", "gạch chân Tiêu ngữ", "không kẻ cơ quan", "không kẻ trích yếu",
        "ký hiệu thiếu cơ quan", "công văn thiếu đơn vị", "Quốc hiệu thiếu chữ",
    ),
    "thừa hoặc sai chỗ": (
        "đảo hai cột đầu", "đảo hai cột cuối", "ngày khác hàng số", "kế hoạch có Kính gửi", "Như trên ở kế hoạch",
        "phụ lục có Quốc hiệu", "phụ lục không phần mới", "phụ lục không được nhắc",
    ),
    "dữ kiện": (
        "ký hiệu của loại khác", "ký hiệu của loại khác (báo cáo)", "công văn có CV", "công văn có tên loại",
        "ký hiệu không có UBND", "ký hiệu sở sai", "năm hai chữ số", "dự thảo đã có số", "dự thảo đã có ngày",
        "K/T", "Quyền giám đốc", "TM UBND ở sở", "học vị trước tên", "Ông trước tên", "quân hàm ở sở",
        "họ tên in hoa", "kỳ số liệu sai", "dấu khẩn sai", "dấu mật",
    ),
    "đánh số lại thì lời dẫn cũng phải đổi": (
        "bỏ đ)", "có f)", "danh sách chữ tự động", "điểm tự động thiếu đ", "chương số Ả Rập", "Mục số La Mã",
        "phụ lục số Ả Rập", "một phụ lục mà đánh số",
    ),
    "lời văn": (
        "Tỉnh giữa câu", "Ủy ban Nhân dân", "Công An", "Sở y tế", "Ban chỉ đạo", "Asean", "Đảng, nhà nước",
        "ngày quốc khánh", "kế hoạch số", "Khoản giữa câu", "điều chữ thường", "Tết Nguyên Đán", "thứ hai",
        "đầu câu chữ thường", "thiếu chữ số", "viện dẫn thiếu ngày", "đặt dấu hai cách", "trích yếu in hoa",
        "trích yếu có dấu chấm",
    ),
    "một câu có thể mở đầu bằng «Điều 1» của văn bản khác": ("Điều không chấm",),
    "thông lệ": ("số thừa 0", "bộ cỡ lệch"),
    "đầu trang có thứ khác": ("không số trang",),
}  # fmt: skip  # fmt: skip
# Defects that together hide a component from anybody, or undo each other's ground.
NOT_TOGETHER = ("title: không giữa", "title: b sai", "tên loại chữ thường", "viền ngay ở chữ")
LEFT_TO_A_PERSON = frozenset(name for names in LEFT.values() for name in names)


def spoilt(paper: bytes, *these: Defect) -> bytes:
    """The paper with these defects, its properties in the order of the schema, as a Word file has them."""
    editor = Editor(paper)
    for each in these:
        before = dict(editor.parts), etree.tostring(editor.body)
        try:
            each.spoil(editor)
        except (AssertionError, StopIteration, IndexError):  # another defect has taken the ground away
            if len(these) == 1:
                raise
            editor.parts, editor.body = before[0], etree.fromstring(before[1])
    parts = package.read(editor.bytes())
    return package.write((name, _in_order(data) if name.endswith(".xml") else data) for name, data in parts.items())


def _in_order(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for holder in root.iter(*(W + name for name in ("rPr", "pPr", "tblPr"))):
        order = child_order.ORDER[holder.tag.removeprefix(W)]
        holder[:] = sorted(holder, key=lambda each: order.index(each.tag.removeprefix(W)))
    return etree.tostring(root)


def ruined_papers(papers: dict[str, bytes]) -> dict[str, bytes]:
    """A paper of each kind with all the defects that can be mended."""
    wanted = [each for each in defects() if each.name not in (*LEFT_TO_A_PERSON, *NOT_TOGETHER)]
    return {kind: spoilt(papers[kind], *(each for each in wanted if kind in each.kinds)) for kind in CLEAN}
