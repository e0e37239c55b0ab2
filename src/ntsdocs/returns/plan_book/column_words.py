"""What a column of the workbook takes: names in place of codes, drop-downs, days, and the help of its heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import get_type_hints

from ntsdocs.kinds import KINDS
from ntsdocs.plan.model import Agency, AwaitedPaper, Edition, Letter, Plan, Result, Ruling, Section, Task
from ntsdocs.returns import form_book
from ntsdocs.returns.plan_book.plan_tables import CHANGEABLE, PlanTable
from ntsdocs.tables import Cell
from ntsdocs.tables.workbooks import Scalar
from ntsdocs.text import vn

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_NAMES = """
symbol_status: attested = đã xác nhận, conventional = theo thông lệ, uncertain = chưa chắc, unknown = chưa rõ
level: province = cấp tỉnh, region = cấp khu vực, commune = cấp xã
sbn_group: core = thuộc nhóm, optional = có thể thuộc nhóm, no = không thuộc nhóm
coastal: yes = có, no = không, unknown = chưa rõ
confidence: high = cao, medium = vừa, low = thấp
kind: so = sở, nganh = ngành, ban = ban, police = công an, military = quân sự, bank = ngân hàng, press = báo chí, \
vertical = ngành dọc, mass-organisation = đoàn thể, party = cơ quan Đảng, phong = phòng, su-nghiep = đơn vị sự nghiệp, \
truong = trường, doanh-nghiep = doanh nghiệp, district = huyện, ward = phường, commune = xã
"""
CLOSED: Mapping[str, Mapping[str, str]] = {  # of the registry's codes, by field
    name: dict(pair.split(" = ") for pair in pairs.split(", "))
    for name, pairs in (line.split(": ") for line in _NAMES.strip().splitlines())
}
_AGENCIES = "Ghi tên cơ quan hay nhóm («UBND cấp xã», «… trừ …»), giữa các cơ quan đặt dấu chấm phẩy."
_TASKS = "Ghi số nhiệm vụ trong Kế hoạch; nhiều số thì đặt dấu chấm phẩy."
_NOTES: Mapping[tuple[type, str], str] = {(Result, name): words for name, words in form_book.HINTS.items()} | {
    (Task, "number"): "Số thứ tự trong Kế hoạch; mỗi số một dòng.",
    (Task, "content"): "Nguyên văn Kế hoạch.",
    (Task, "lead"): "Nguyên văn Kế hoạch. Trống thì chưa cơ quan nào có nhiệm vụ này.",
    (Task, "coordinate"): "Nguyên văn Kế hoạch.",
    (Task, "deadline"): "Nguyên văn Kế hoạch: «Trước 15/3/2026», «Thường xuyên»… Hạn được tính từ chữ này.",
    (Section, "part"): "Số La Mã của phần: I, II…",
    (Section, "letter"): "Chữ của mục: a, b, c…",
    (Agency, "id"): "Mã cố định, chữ thường không dấu: tên tệp theo mã này. Không đổi khi cơ quan đổi tên.",
    (Agency, "short_name"): "Tên dùng trong văn bản.",
    (Agency, "symbol_abbr"): "Chữ viết tắt trong số, ký hiệu: SYT, UBND…",
    (Agency, "authority_form"): "Ví dụ «TM. ỦY BAN NHÂN DÂN»; nhiều dòng cách nhau dấu chấm phẩy; none: không có.",
    (Agency, "since"): "Ngày đầu tiên có cơ quan; trống: có từ trước.",
    (Agency, "until"): "Ngày đầu tiên không còn cơ quan; đang hoạt động thì để trống.",
    (Agency, "successors"): _AGENCIES,
    (Ruling, "choice"): "Chọn một trong các phương án của dòng này; văn bản dựng lại sẽ theo.",
    (Ruling, "question"): "Chỉ xem; sửa câu hỏi, thêm phương án thì sửa trong decisions.yaml.",
    (Result, "task"): "Số nhiệm vụ trong Kế hoạch.",
    (Result, "agency"): "Chọn cơ quan trong danh sách, hoặc gõ tên.",
    (Result, "evidence"): "Tệp trong thư mục của Kế hoạch, hoặc địa chỉ trên mạng.",
    (AwaitedPaper, "tasks"): _TASKS,
    (AwaitedPaper, "on"): "Ngày đã có văn bản; trống là còn chờ.",
    (Letter, "number"): "Như «62/UBND-NC»; nhiều số liền nhau: «1601-1779/UBND-NC».",
    (Letter, "to"): _AGENCIES,
    (Letter, "tasks"): _TASKS,
    (Letter, "signed"): "Đường dẫn trong thư mục của Kế hoạch, ví dụ da-ky/62.pdf.",
    (Edition, "id"): "Mã đợt: 1, dot-2, 2026…",
    (Edition, "on"): "Số liệu của văn bản tính đến hết ngày này.",
    (Edition, "scope"): f"Trống là mọi nơi có liên quan. {_AGENCIES}",
}


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """How the texts of a column are shown, and back; `takes_others` if it may hold more than the choices."""

    form: type = str  # str | int | date
    names: Mapping[str, str] = field(default_factory=dict)  # of codes
    choices: tuple[str, ...] = ()
    takes_others: bool = False
    may_be_day: bool = False
    note: str = ""

    def shown(self, text: str) -> Scalar:
        """The text as the workbook shows it."""
        if self.form is date and (match := _DAY.fullmatch(text)):
            with suppress(ValueError):
                return date(*map(int, reversed(match.groups())))
        if self.form is int and re.fullmatch("[1-9][0-9]{0,8}", text):
            return int(text)
        if not self.names:
            return text
        return self.names.get(text) or "; ".join(self.names.get(part.strip(), part.strip()) for part in text.split(";"))

    def typed(self, cell: Cell, before: str) -> str:
        """The text that a cell means, which stays as it was `before` where the cell still shows that."""
        shown = self.shown(before)
        if shown == cell.day if isinstance(shown, date) else str(shown).split() == cell.text.split():
            return before
        if cell.day is not None and (self.form is date or self.may_be_day):
            return vn.cell_date(cell.day)
        text = cell.text.strip()
        return next((code for code, name in self.names.items() if name.casefold() == text.casefold()), text)


Words = Mapping[str, ColumnWords]  # by the labels of columns


def words_of(plan: Plan, table: PlanTable) -> Words:
    """What the columns of a table take."""
    return {label: _words(plan, cls, name) for label, (cls, name) in table.heading.items()}


def words_at(words: Words, table: PlanTable, number: int | None) -> Words:
    """What the cells of a row take: of those that the table's columns do, a ruling has choices of its own."""
    if number is None or not 0 <= number - 2 < len(table.rulings):
        return words
    names = {choice.key: choice.text for choice in table.rulings[number - 2].choices}
    return {**words, CHANGEABLE["choice"]: ColumnWords(names=names, choices=tuple(names.values()))}


def _words(plan: Plan, cls: type, name: str) -> ColumnWords:
    kind, key = get_type_hints(cls)[name], (cls, name)
    names: Mapping[str, str] = {}
    listed: Iterable[str] = kind if isinstance(kind, type) and issubclass(kind, StrEnum) else ()
    if key in ((Result, "agency"), (Letter, "to"), (Edition, "scope"), (Agency, "successors")):
        count = Counter(each.short_name for each in plan.registry)
        names = {each.id: each.short_name for each in plan.registry if count[each.short_name] == 1}
    elif key in ((Letter, "kind"), (Edition, "kind")):
        names = {kind.name: kind.title for kind in KINDS}
    elif cls is Agency and name in CLOSED:
        names, listed = CLOSED[name], CLOSED[name].values()
    elif key == (Result, "difficulty"):
        listed = plan.report.difficulties
    if is_open := key in ((Result, "agency"), (Letter, "kind"), (Edition, "kind")):  # known by other names too
        listed = names.values()
    form = date if kind in (date, date | None) else int if kind is int else str
    choices = tuple(dict.fromkeys(map(str, listed)))
    return ColumnWords(form, names, choices, is_open, key == (Task, "deadline"), _NOTES.get(key, ""))
