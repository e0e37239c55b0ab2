"""Read a form that came back as a workbook: by its stamp, else by its words; each cell by its row and its heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntsdocs import tables
from ntsdocs.kinds.bieu_mau import FormDuty
from ntsdocs.kinds.due import Draft
from ntsdocs.plan.model import Plan, Result, headings, label
from ntsdocs.plan.reading import columns, results
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.returns import agency_forms, form_book
from ntsdocs.returns.reading import Answer, How
from ntsdocs.returns.whose import MISNAMED, misnamed
from ntsdocs.tables import sheets
from ntsdocs.tables.sheets import Sheet
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Origin, Problem

_STAMP = re.compile(r"(\S{1,200}/\S{1,200}/bieu_mau/(\S{1,80})/(\S{1,80})) ([0-9a-f]{16})")
_DOTS = re.compile(r"[\s.…_-]*")
_FEWEST = 3  # headings of ours that make a sheet one of ours
_ODD_DAYS = {
    "on": ("sau ngày cuối kỳ báo cáo", "xem lại ngày; kết quả có sau ngày cuối kỳ thì báo cáo ở kỳ sau."),
    "promised": ("hẹn trước kỳ báo cáo", "ghi ngày hẹn sau ngày báo cáo, hoặc bỏ trống."),
}


@dataclass(frozen=True, slots=True)
class _Printed:
    """What we print in a form beside the fields of a result."""

    content: str = label(form_book.CONTENT, default="")
    deadline: str = label(form_book.DEADLINE, default="")
    last: str = label(form_book.LAST, default="")


_NAMED = {vn.fold(words): name for cls in (Result, _Printed) for name, words in headings(cls).items()}


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a returned form says: whose it is, its answers, and all that is wrong or odd with it."""

    form: Draft | None = None
    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(data: bytes, name: str, plan: Plan, known: agency_forms.Forms | None = None) -> FormReading:
    """The form with these bytes, called `name`; without a form if it is none of this plan.

    `known` are the plan's forms, which many files share.
    """
    origin, problems = Origin(name), ProblemList()
    try:
        book = tables.sheets_in(data, ".xlsx")
    except UnreadableError as reason:
        return FormReading(problems=(reason.problem(origin),))
    stamp = _stamp(book)
    known = known or agency_forms.Forms(plan)
    form = _form(stamp, book, plan, known)
    if form is None:
        return FormReading()
    own, digest = form_book.stamp(form).rsplit(" ", 1)
    is_older = stamp is not None and (stamp[1], stamp[4]) != (own, digest)
    doubt = ""
    if stamp is None:
        doubt = "tệp không còn mã biểu; nhận ra theo tên cơ quan"
        problems.warn(origin, f"{doubt}.", "hỏi lại cơ quan gửi, xin tệp điền trên biểu đã gửi.")
    if is_older:
        what = "biểu của một bản cũ: từ đó nhiệm vụ hoặc cột đã đổi."
        problems.warn(origin, what, "xem lại các ô; nhiệm vụ mới chưa có trong tệp thì gửi lại biểu mới.")
    for what, remedy in misnamed(form.id.name, name, {each.id: each for each in plan.agencies}):
        problems.warn(origin, f"{what}.", remedy)
        doubt = MISNAMED
    reader = _Reader(form, plan, problems, doubt)
    for sheet in book:
        try:
            reader.sheet(sheet, origin)
        except UnreadableError as reason:
            problems.add([reason.problem(replace(origin, sheet=sheet.name))])
    reader.tell_missing(origin, is_older=is_older)
    return FormReading(form, tuple(reader.answers), problems.all())


def _stamp(book: Sequence[Sheet]) -> re.Match[str] | None:
    """What the file says that it is: in the sheet that nobody sees, else wherever it stands."""
    sheets_in_order = sorted(book, key=lambda sheet: not sheet.hidden)
    texts = (cell.text for sheet in sheets_in_order for row in sheet.rows for cell in row.cells.values())
    return next(filter(None, map(_STAMP.search, texts)), None)


def _form(stamp: re.Match[str] | None, book: Sequence[Sheet], plan: Plan, known: agency_forms.Forms) -> Draft | None:
    """The form as it is drawn up now."""
    if stamp:
        return known.of(stamp[2]).get(stamp[3]) if stamp[1].startswith(f"{plan.id}/") else None
    names = {vn.fold(name): each.id for each in plan.agencies for name in (each.name, each.short_name)}
    cells = (cell.text for sheet in book for row in sheet.rows for cell in row.cells.values())
    said = Counter(names[text] for text in map(vn.fold, cells) if text in names)
    headed = any(_heading(sheet) for sheet in book)
    agency, count = next(iter(said.most_common(1)), ("", 0))
    if not headed or count * 2 <= said.total():  # as in a table of many agencies
        return None
    newest = max(((each.on, each.id) for each in plan.editions if re.match("2[01][0-9]{2}", each.id)), default=None)
    return known.of(newest[1] if newest else str(plan.on.year)).get(agency)


def _heading(sheet: Sheet) -> int:
    """The number of the row that has our headings; 0 if none has."""
    known = {row.number: sum(vn.fold(cell.text) in _NAMED for cell in row.cells.values()) for row in sheet.rows}
    best = max(known, key=known.__getitem__, default=0)
    return best if known.get(best, 0) >= _FEWEST else 0


class _Reader:
    """Reads the sheets of one form."""

    def __init__(self, form: Draft, plan: Plan, problems: ProblemList, doubt: str) -> None:
        self.says, self.plan, self.problems, self.doubt = form_book.says(form), plan, problems, doubt
        self.duties = {each.no: each for each in (*self.says.duties, *self.says.joint)}
        self.by_words = grouped((vn.fold(each.content), each) for each in self.duties.values())
        self.titles = {each.name: each.title for each in self.says.fields}
        self.seen: set[int] = set()
        self.filled: dict[int, Origin] = {}
        self.answers: list[Answer] = []

    def sheet(self, sheet: Sheet, origin: Origin) -> None:
        """Reads a sheet, if it is one of ours."""
        top = _heading(sheet)
        if not top:
            return
        here = replace(origin, sheet=sheet.name)
        if sheet.name not in form_book.SHEETS:
            usual = " hoặc ".join(f"«{name}»" for name in form_book.SHEETS)
            self.problems.warn(here, "trang tính đã bị đổi tên; vẫn đọc.", f"đặt lại tên {usual}.")
        rows = tuple(tables.without_notes(row) if row.number == top else row for row in sheet.rows if row.number >= top)
        table = tables.sheet_table.table([replace(sheet, hidden=False, rows=rows)], origin)
        labels = [cell.origin.column for cell in table.heading]
        odd = {
            (number, labels[at])
            for row in rows
            for first, cell in row.cells.items()
            if cell.remark or cell.struck or cell.width > 1 or cell.height > 1
            for number in range(row.number, row.number + cell.height)
            for at in range(first, min(first + cell.width, len(labels)))
        }
        by_letter = {sheets.letter(at): label for at, label in enumerate(labels)}
        told = (replace(x, origin=x.origin.at(by_letter.get(x.origin.column, x.origin.column))) for x in table.problems)
        table = replace(table, problems=tuple(told))
        for entry in columns.entries(table, self.problems, Result, _Printed, needed=self.titles):
            self._row(entry, {label for number, label in odd if number == entry.origin.row})

    def _row(self, entry: Entry, odd: Collection[str]) -> None:
        place, cells = entry.origin, entry.cells
        filled = [name for name in self.titles if name in cells and not _DOTS.fullmatch(cells[name].text)]
        duty, doubt = self._duty(entry, is_filled=bool(filled))
        if duty is None:
            return
        self.seen.add(duty.no)
        if filled and (first := self.filled.setdefault(duty.no, place)) is not place:
            doubt = f"nhiệm vụ {duty.no} có hai dòng đã điền (dòng {first.row} và dòng {place.row})"
            self.problems.stop(place, f"{doubt}.", "giữ một dòng cho mỗi nhiệm vụ; gộp nội dung hai dòng.")
            own = f"own:task:{duty.no}:"
            self.answers = [replace(x, doubt=doubt) if x.tag.startswith(own) else x for x in self.answers]
        for name, ours in (("deadline", duty.deadline), ("agency", self.says.short)):
            if name in cells and vn.fold(cells[name].text) not in ("", vn.fold(ours), vn.fold(self.says.name)):
                what = f"ô in sẵn đã bị ghi thành {vn.excerpt(cells[name].text)}; không đọc."
                entry.warn(name, what, f"bản gốc là {vn.excerpt(ours)}; xem có ghi nhầm ô không.")
        for name in filled:
            unsure = "ô là công thức, ô gộp hoặc có chữ gạch ngang" if entry.cells[name].origin.column in odd else ""
            self.answers += self._answer(entry, duty, name, doubt or unsure)
        if filled and "status" in self.titles and "status" not in filled:
            what = f"nhiệm vụ {duty.no}: đã điền mà chưa chọn «{self.titles['status']}»."
            entry.stop("status", what, "chọn một tình trạng trong danh sách của ô.")

    def _duty(self, entry: Entry, *, is_filled: bool) -> tuple[FormDuty | None, str]:
        """The duty of a row, by its number with its words; by one of them alone with a doubt."""
        texts = {name: cell.text for name, cell in entry.cells.items()}
        number, words = re.sub(r"\D", "", texts.get("task", "")), vn.fold(texts.get("content", ""))
        named, meant = self.duties.get(int(number[:9] or 0)), self.by_words.get(words, [])
        if named in meant:
            return named, ""
        if len(meant) == 1:
            what = f"số thứ tự ghi là «{number}», chữ là của nhiệm vụ {meant[0].no}" if number else ""
            if what:
                entry.warn("task", f"{what}; đọc theo chữ.", "xem lại dòng này với bản gốc.")
            return meant[0], what
        if named and (is_filled or words):
            what = f"chữ của nhiệm vụ {named.no} đã bị đổi hoặc xóa; đọc theo số"
            entry.warn("content", f"{what}.", "xem dòng này có đúng nhiệm vụ ấy không.")
            return named, what
        if is_filled:
            what = "dòng thêm vào, không phải nhiệm vụ nào của biểu; không đọc."
            remedy = "ghi kết quả vào dòng của nhiệm vụ; việc khác thì nêu trong báo cáo bằng lời."
            self.problems.stop(entry.origin, what, remedy)
        return None, ""

    def _answer(self, entry: Entry, duty: FormDuty, name: str, doubt: str) -> Iterator[Answer]:
        """The answer of a cell, as the tables of results have it; one that is wrong as it was typed, with a doubt."""
        before, cell = self.problems.count(), entry.cells[name]
        value = results.reported(entry, name, self.plan.report.difficulties)
        self._tell_day(entry, name, value)
        if self.problems.count() > before:
            value, doubt = value or cell.text.strip(), doubt or self.problems.last().rstrip(".")
        if value:
            where = f"trang tính «{cell.origin.sheet}», dòng {cell.origin.row}, cột «{cell.origin.column}»"
            how = How.WORDS if self.doubt else How.TAG
            yield Answer(f"own:task:{duty.no}:{name}", value, how, where, doubt or self.doubt)

    def _tell_day(self, entry: Entry, name: str, value: str) -> None:
        """What is odd about a day: before the plan, after the period, or a promise that is over."""
        if name in _ODD_DAYS and value:
            day, issued = date(*map(int, reversed(value.split("/")))), self.plan.document.issued or date.min
            what, remedy = _ODD_DAYS[name]
            if day < issued:
                what = f"đứng trước ngày ban hành Kế hoạch ({vn.cell_date(issued)})"
                entry.warn(name, f"ngày {value} {what}.", "ghi đúng ngày/tháng/năm.")
            elif day > self.says.period_to if name == "on" else day < self.says.period_from:
                entry.warn(name, f"ngày {value} {what}.", remedy)

    def tell_missing(self, origin: Origin, *, is_older: bool) -> None:
        """Tells which duties have no row any more."""
        missing = [str(duty.no) for duty in self.duties.values() if duty.no not in self.seen]
        if missing and not is_older:
            what = f"không còn dòng của nhiệm vụ {vn.first_few(missing, 8, 'nhiệm vụ')}."
            self.problems.warn(origin, what, "xin cơ quan điền trên biểu đã gửi, không xóa dòng.")
