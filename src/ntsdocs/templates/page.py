"""The page that tells a template's author every placeholder there is, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ntsdocs.kinds.due import Kind
from ntsdocs.plan.model import headings
from ntsdocs.templates import vocabulary
from ntsdocs.templates.printable import FILTERS
from ntsdocs.templates.vocabulary import Meaning, Sort
from ntsdocs.text import vn

_UNNAMED = "(chưa đặt tên)"
_INTRODUCTION = """\
# Các ô điền của mẫu

Trang này do `invoke templates` viết ra từ phần mềm; đừng sửa tay. Mỗi loại văn bản có một mẫu Word trong thư mục này và
một bản chữ cùng tên (`.txt`) để xem mẫu đã thay đổi những gì. Sau khi sửa mẫu bằng Word, chạy `invoke templates` để
viết lại bản chữ, rồi `invoke check` để kiểm tra.

## Cách gõ

Gõ thẻ thẳng vào văn bản như chữ thường, không dấu, dùng đúng tên ô trong bảng.

| Muốn | Gõ vào Word |
|---|---|
"""
_HOW = (
    ("In giá trị của một ô", "`{{ ten_o }}`"),
    ("In ô nằm trong nhóm", "`{{ nhom.ten_o }}`"),
    (
        "Lặp lại một hay nhiều đoạn",
        "một đoạn riêng `{%p for muc in danh_sach %}`, các đoạn cần lặp, một đoạn riêng `{%p endfor %}`",
    ),
    (
        "Lặp lại hàng của bảng",
        "một hàng riêng `{%tr for muc in danh_sach %}`, các hàng cần lặp, một hàng riêng `{%tr endfor %}`",
    ),
    ("Lặp lại trong một câu", "`{% for muc in danh_sach %}{{ muc }}; {% endfor %}`"),
    ("Chỉ in đoạn khi có giá trị", "một đoạn riêng `{%p if ten_o %}`, các đoạn, một đoạn riêng `{%p endif %}`"),
    ("Chỉ in vài chữ khi có giá trị", "`{% if ten_o %}…{% endif %}`"),
    (
        "Khi không có giá trị",
        "`{% if not ten_o %}…{% endif %}`, hoặc `{% if ten_o %}…{% else %}…{% endif %}`",
    ),
    ("Vẽ biểu đồ", "biểu đồ của Word với số liệu thử; ở «Văn bản thay thế» của nó chỉ ghi `{{ ten_o.alt }}`"),
    ("Chọn một trong nhiều trường hợp", "`{% if a %}…{% elif b %}…{% else %}…{% endif %}`"),
)
_REMARKS = """
Đoạn có `{%p … %}` và hàng có `{%tr … %}` biến mất khi điền, nên không để chữ nào khác ở đó. Mẫu không tính toán, không
so sánh: cần một con số hay một điều kiện mới thì nhờ kỹ sư thêm ô.

## Bộ lọc

Bộ lọc đứng sau tên ô và dấu `|`, quy định cách in. Ngày bao giờ cũng phải có bộ lọc.
"""
_MARKS = """
## Khung điền

Khung điền (content control) có thẻ `gen:…` chứa chữ lấy từ Kế hoạch; trong văn bản làm ra nó thành dấu trang ẩn. Khung
có thẻ `own:…` dành cho cơ quan tự điền, chỉ chứa «……»: chữ của mẫu đứng ngoài khung. Đừng xóa và đừng đổi thẻ của
khung; có thể dời khung sang chỗ khác trong cùng vòng lặp.

Ô chữ đứng một mình trong đoạn của một ô bảng được in nguyên, mỗi dòng một dòng. Ở chỗ khác nó là một phần của câu: các
dòng nối liền nhau, không có gạch đầu dòng hay số riêng ở đầu; nếu sau nó mẫu có dấu chấm, phẩy thì không có hai dấu
liền nhau; nếu nó trống mà đứng giữa một nhãn và dấu chấm («Sản phẩm: {{ task.product }}.») thì cả nhãn được bỏ.

## Thuộc tính của tệp

Trong thuộc tính của tệp (Tệp, Thông tin) dùng được `{{ core.title }}`, `{{ core.subject }}` và `{{ core.agency }}`."""


def describe(kinds: Iterable[Kind]) -> str:
    """The text of templates/README.md: how tags are typed, then for every kind a table of its placeholders."""
    how = (f"| {purpose} | {example} |" for purpose, example in _HOW)
    tables = (line for kind in kinds for line in _kind(kind))
    return _INTRODUCTION + "".join(f"{line}\n" for line in [*how, _REMARKS, *_filters(), _MARKS, *tables])


def _filters() -> Iterator[str]:
    yield "| Bộ lọc | Dùng cho | Ví dụ |"
    yield "|---|---|---|"
    for name in FILTERS:
        sort, value, written = vocabulary.sample(name)
        example = vn.cell_date(value) if sort is Sort.DAY else value
        yield f"| `{name}` | {sort} | {example} → {written} |"


def _kind(kind: Kind) -> Iterator[str]:
    yield ""
    yield f"## {kind.title} (`{kind.name}.docx`)"
    yield ""
    yield "| Ô | Ý nghĩa | Loại | Gõ vào Word |"
    yield "|---|---|---|---|"
    yield from _members(kind.says, "", 0, (kind.says,))


def _members(cls: type, before: str, depth: int, above: tuple[type, ...]) -> Iterator[str]:
    """A row for every name that `cls` offers, and below it the rows of what that name holds."""
    titles = headings(cls)
    for name, hint in vocabulary.members(cls).items():
        meaning = vocabulary.meaning(hint)
        yield from _rows(f"{before}{name}", titles.get(name, _UNNAMED), meaning, depth, above)


def _rows(path: str, heading: str, meaning: Meaning, depth: int, above: tuple[type, ...]) -> Iterator[str]:
    sort = f"{meaning.sort}, có thể trống" if meaning.optional else str(meaning.sort)
    yield _row(path, heading, sort, _example(path, meaning), depth)
    if meaning.cls is not None and meaning.cls not in above:
        yield from _members(meaning.cls, f"{path}.", depth, (*above, meaning.cls))
    elif meaning.sort is Sort.LIST:
        yield from _items(path, meaning.item, depth + 1, above)


def _items(path: str, hint: Any, depth: int, above: tuple[type, ...]) -> Iterator[str]:
    """The rows of what a list holds, by the name that the example of its loop gives it."""
    item, each = vocabulary.meaning(hint), _one_of(path)
    if item.cls is None:
        yield from _rows(each, "từng mục của danh sách trên", item, depth, above)
    elif item.cls not in above:
        yield from _members(item.cls, f"{each}.", depth, (*above, item.cls))


def _row(path: str, heading: str, sort: str, example: str, depth: int) -> str:
    arrow = "↳ " * depth
    code = f"`{example.replace('|', chr(92) + '|')}`" if example else ""
    return f"| {arrow}`{path}` | {heading.replace('|', chr(92) + '|')} | {sort} | {code} |".replace("  |", " |")


def _example(path: str, meaning: Meaning) -> str:
    """What the author types to use the placeholder."""
    if meaning.sort is Sort.LIST:
        return f"{{%p for {_one_of(path)} in {path} %}}"
    if meaning.sort is Sort.SWITCH:
        return f"{{% if {path} %}}…{{% endif %}}"
    if meaning.sort in (Sort.GROUP, Sort.OTHER):
        return ""
    needs_filter = meaning.sort in (Sort.DAY, Sort.FRACTION)
    example = f"{{{{ {path}|{vocabulary.filters_for(meaning.sort)[0]} }}}}" if needs_filter else f"{{{{ {path} }}}}"
    return f"{{% if {path} %}}{example}{{% endif %}}" if meaning.optional else example


def _one_of(path: str) -> str:
    """A name for one item of the list: `sections` → `section`, `duties` → `duty`, `late` → `one_late`."""
    name = path.rpartition(".")[2]
    if name.endswith("ies"):
        return f"{name.removesuffix('ies')}y"
    return name.removesuffix("s") if name.endswith("s") and not name.endswith("ss") else f"one_{name}"
