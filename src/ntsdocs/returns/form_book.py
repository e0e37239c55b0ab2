"""Make the form of an agency as a workbook: our cells are locked, its own are open and say what they take."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from ntsdocs.docx import package
from ntsdocs.kinds.bieu_mau import BieuMau, FormDuty, FormField
from ntsdocs.kinds.due import Draft
from ntsdocs.plan.model import Result, Status, Task, headings
from ntsdocs.tables import workbooks
from ntsdocs.tables.workbooks import Column, Filled, WrittenSheet
from ntsdocs.text import vn

SHEETS = ("Chủ trì", "Phối hợp")
STAMP = "ntsdocs"  # the property, and the sheet that nobody sees
CONTENT, DEADLINE, LAST = headings(Task)["content"], headings(Task)["deadline"], "Kỳ trước đã báo cáo"
_PRINTED = "F2F2F2"  # of cells that are locked: white ones are to be filled
_DAYS = ("on", "promised")
_WIDTHS = {"status": 18, "on": 12, "number": 16, "difficulty": 16, "promised": 12}
HINTS = {
    "status": "Chọn tình trạng của nhiệm vụ đến cuối kỳ báo cáo.",
    "on": "Ngày có kết quả, ghi ngày/tháng/năm, ví dụ 05/11/2025; không sau ngày cuối kỳ.",
    "product": "Tên văn bản, công trình, hoạt động đã có; số lượng nếu có.",
    "number": "Số, ký hiệu của văn bản đã ban hành, ví dụ 12/KH-SYT.",
    "difficulty": "Chọn loại khó khăn chính; khó khăn khác ghi ở ô bên cạnh.",
    "difficulties": "Nêu cụ thể khó khăn, vướng mắc.",
    "cause": "Vì sao chưa hoàn thành, hoặc chậm.",
    "measures": "Việc cơ quan sẽ làm để hoàn thành.",
    "promised": "Ngày hẹn hoàn thành, ghi ngày/tháng/năm, sau ngày báo cáo.",
    "responsible": "Phòng, đơn vị thuộc cơ quan; là cơ quan khác thì chọn trong danh sách.",
    "proposals": "Đề xuất, kiến nghị với cấp nào, về việc gì.",
    "evidence": "Tên tệp gửi kèm hoặc đường dẫn.",
}


def stamp(draft: Draft) -> str:
    """What a form says of itself: its paper, and a digest of our words in it; last period's answers do not count."""
    told = says(draft)
    words = [each.name for each in told.fields] + [f"{each.no} {each.content}" for each in (*told.duties, *told.joint)]
    return f"{draft.sent_as} {hashlib.sha256(chr(10).join(words).encode()).hexdigest()[:16]}"


def workbook(draft: Draft, agencies: Sequence[str], difficulties: Sequence[str]) -> bytes:
    """The form; `agencies` are offered by name, `difficulties` as the kinds of them."""
    told, said = says(draft), stamp(draft)
    period = f"{vn.short_date(told.period_from)} đến {vn.short_date(told.period_to)}"
    above = (
        f"BIỂU BÁO CÁO {vn.upper(told.matter)} {told.plan.document.called}",
        f"Cơ quan báo cáo: {told.name}. Số liệu từ {period}.",
        f"Chỉ điền các ô trắng; xem trang «Hướng dẫn». Mã biểu: {said}",
    )
    choices = {"status": tuple(map(str, Status)), "difficulty": tuple(difficulties), "responsible": tuple(agencies)}
    columns = [
        Column(headings(Result)["task"], width=9),
        Column(CONTENT, width=48),
        Column(DEADLINE, width=18),
        Column(LAST, width=24),
        *(_column(each, choices) for each in told.fields),
        Column(headings(Result)["agency"], width=20),
    ]
    sheets: dict[str, WrittenSheet | workbooks.Rows] = {
        name: WrittenSheet(columns, [_row(each, told) for each in duties], above, kept=2, is_locked=True)
        for name, duties in zip(SHEETS, (told.duties, told.joint), strict=True)
        if duties
    }
    guidance = [[line] for line in _guidance(told)]
    sheets["Hướng dẫn"] = WrittenSheet([Column("Hướng dẫn", width=110)], guidance, is_locked=True)
    sheets[STAMP] = WrittenSheet([Column(said)], [], is_secret=True)
    return package.write(workbooks.parts(sheets, {STAMP: said}))


def says(draft: Draft) -> BieuMau:
    """What a form says."""
    if not isinstance(draft.says, BieuMau):
        raise TypeError(f"{draft.id} is no form")
    return draft.says


def _column(field: FormField, choices: Mapping[str, tuple[str, ...]]) -> Column:
    name, width, offered = field.name, _WIDTHS.get(field.name, 26), choices.get(field.name, ())
    return Column(field.title, HINTS.get(name, ""), width, offered, name == "responsible", name in _DAYS, is_open=True)


def _row(duty: FormDuty, says: BieuMau) -> list[workbooks.Scalar | Filled]:
    blanks = [None for _ in says.fields]
    ours = (Filled(each, _PRINTED) for each in (duty.no, duty.content, duty.deadline))
    return [*ours, Filled(duty.last, _PRINTED, is_grey=True), *blanks, Filled(says.short, _PRINTED)]


def _guidance(says: BieuMau) -> list[str]:
    return [
        "Điền ở trang «Chủ trì» (nhiệm vụ cơ quan chủ trì) và trang «Phối hợp» (nếu có kết quả phối hợp để báo cáo).",
        "Ô xám đã khóa; chỉ gõ được vào ô trắng. Không đổi tên, không xóa dòng, cột và trang tính.",
        "Nhiệm vụ không có gì để báo cáo thì để trống cả dòng. Đã điền ô nào của một dòng thì phải chọn tình trạng.",
        *(f"{each.title}: {HINTS[each.name]}" for each in says.fields if each.name in HINTS),
        *says.outline.guidance,
        "Cột chữ xám là kết quả đã báo cáo ở kỳ trước, để đối chiếu; không phải sửa.",
        "Điền xong lưu tệp (kiểu .xlsx) và gửi lại tệp này; đổi tên tệp không sao.",
    ]
