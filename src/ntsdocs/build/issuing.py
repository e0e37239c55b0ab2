"""Issue an edition: its papers get number and day, are kept for good, and follow the data no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import Any, cast

from ntsdocs.build import disk, journey, lots
from ntsdocs.build.editions import kind_or_stop
from ntsdocs.build.folder import Folder
from ntsdocs.build.options import BuildOptions, Replacement, is_meant
from ntsdocs.build.workers import Fill, Template, fill_here
from ntsdocs.changes.cells_used import Drawing, DrawnPaper
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.manifest import FileEntry, Manifest
from ntsdocs.decree import check
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds.due import Draft, Kind
from ntsdocs.plan import dispatch
from ntsdocs.plan.model import Edition, EditionState, Letter, Plan, headings
from ntsdocs.plan.papers import titled
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.dispatch import record
from ntsdocs.plan.reading.editions import FILE
from ntsdocs.tables import row_edits
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import DataWrong, Origin, Problem

_UNREADY = (
    "điền người ký (signer), ký hiệu lĩnh vực (field), đơn vị lưu (archive) ở mục issuers.{} của plan.yaml, {}"
    "chữ khác trong mẫu; hoặc điền vào tệp đã có số bằng Word rồi thêm --edited."
)
_DEFINED = "hạn gửi (due), tần suất (every), cách gửi (channel) của báo cáo ở bao-cao.yaml, "
_SPAN = re.compile(r"\s*([0-9]{1,6})\s*(?:-\s*([0-9]{1,6})\s*)?")
_LIKE = "ghi như 1601-1779 hoặc 12, 15; có ký hiệu thì như 1601-1779/UBND-NC."


@dataclass(frozen=True, slots=True)
class Order:
    """What a person orders: an edition of a kind, the numbers and the day of its papers, and which of them.

    With `edited` a file in the build folder that somebody edited is what goes out.
    """

    kind: str
    edition: str
    numbers: str = ""
    on: date | None = None
    only: tuple[str, ...] = ()
    edited: bool = False


def issue(root: Path, plan_id: str, out: Path, order: Order, fill: Fill = fill_here) -> list[str]:
    """Issues the papers of an edition that are not out yet; what to tell of it.

    `Wrong` tells all that is in the way, before anything is written. There are four writes, each whole: the rows of the
    dispatch book, the papers, the lot that keeps them, the edition's state; the same order again does what is left.
    """
    home = journey.folder(root, plan_id)
    journey.refuse_place(root, out)
    with row_edits.held(home, root), disk.os_errors_as_problems(out):
        work = _Issuing(root, out, journey.prepare(root, plan_id), order)
        made = work.made(fill)
        again = work.again(made)
        if work.rows:
            record(home, root, work.rows)
            work = _Issuing(root, out, journey.prepare(root, plan_id), order)
        if lacking := tuple(path for path in made if path not in work.standing):
            journey.build(root, plan_id, out, options=BuildOptions(only=lacking), fill=again)
        if made:
            work.keep(made)
        return [*work.told(), *work.close(home / FILE)]


class _Issuing:
    """One order, held against the data as they stand: what is in the way, and what is to be written."""

    def __init__(self, root: Path, out: Path, ready: journey.PreparedPlan, order: Order) -> None:
        self._root, self._out, self._ready, self._order = root, out, ready, order
        self._kind, self._edition = _asked(ready.plan, order)
        self._place = lots.place(ready.plan.id, self._kind.name, self._edition.id)
        self._lot = next((each for each in ready.lots if each.folder == root / self._place), None)
        self._kept = dict(self._lot.entries) if self._lot else {}
        self._problems: list[Problem] = []
        self._draw(ready.plan)
        only = order.only
        is_open = self._lot is None or self._edition.state is EditionState.OPEN
        drawn = [path for path in self._drawn if is_open or path in self._kept]  # who came since is of the next edition
        meant = [path for path in drawn if not only or any(is_meant(path, name) for name in only)]
        if not meant:
            raise DataWrong([journey.nothing_chosen("--only", only or (order.edition,))])
        self.rows = tuple(self._new_rows([self._drawn[path].draft for path in meant]))
        for row in self.rows:
            if not dispatch.number_in(row.number):
                self._stop("--numbers", f"không đọc được số «{row.number}».", _LIKE)
        for number, before in self._taken().items():
            self._stop("--numbers", f"số {number} đã cấp ({before.origin}).", "ghi các số khác.")
        if self.rows:
            self._draw(replace(ready.plan, letters=(*ready.plan.letters, *self.rows)))
        self._papers = {path: self._drawn[path] for path in meant if path not in self._kept}
        folder = Folder(out, Replacement())
        self._edited = {path for path in self._papers if folder.is_edited(path)}
        recipes = {path: ready.facts.recipe(each.context, self._kind.name) for path, each in self._papers.items()}
        self.standing = self._edited | {path for path, recipe in recipes.items() if folder.holds(path, recipe)}

    def _draw(self, plan: Plan) -> None:
        edition = replace(self._edition, state=EditionState.OPEN)
        self._drawing = Drawing(plan, self._ready.assignments, (self._kind,), edition)
        self._drawn: dict[str, DrawnPaper] = {each.draft.id.path: each for each in self._drawing}

    def _stop(self, place: str, what: str, remedy: str) -> None:
        self._problems.append(Problem(Origin(place), what, remedy))

    # --- number and day ---------------------------------------------------------------------------------------------

    def _new_rows(self, meant: Sequence[Draft]) -> Iterator[Letter]:
        """The rows that the order adds to the dispatch book: its numbers are for the papers that have none."""
        on, numbers = self._order.on, _numbers(self._order.numbers)
        waiting = [draft for draft in meant if draft.sent is None] if self._kind.issued else []
        sent = [draft.sent for draft in meant if draft.sent]
        given = [each.number.partition("/")[0].lstrip("0") for each in sent]
        if on is None and (numbers or not self._kind.issued):
            self._stop("--date", "chưa ghi ngày phát hành.", "thêm ngày, ví dụ --date 05/11/2025.")
        elif on and on < (issued := self._ready.plan.document.issued or on):
            what = f"ngày {vn.cell_date(on)} đứng trước ngày ban hành Kế hoạch ({vn.cell_date(issued)})."
            self._stop("--date", what, "ghi ngày trong thời gian thực hiện Kế hoạch.")
        elif waiting and not numbers:
            names = vn.first_few([str(draft.id) for draft in waiting], 5, "văn bản")
            remedy = "thêm --numbers và --date, hoặc ghi một dòng có cột «Đợt» vào sổ rồi chạy lại."
            self._stop(f"data/{self._ready.plan.id}/{dispatch.FILE}", f"chưa có số của {names}.", remedy)
        elif waiting and len(numbers) != len(waiting):
            what = f"«{self._order.numbers}» là {len(numbers)} số; {len(waiting)} văn bản chưa có số."
            self._stop("--numbers", what, f"ghi {len(waiting)} số, theo thứ tự trong danh mục cơ quan.")
        elif waiting and on:
            yield from self._in_runs(list(zip(numbers, waiting, strict=True)), on)
        elif any(on not in (None, each.on) for each in sent) or [*map(str, numbers)] not in ([], given):
            listed = vn.first_few([f"{each.number} ngày {vn.short_date(each.on)}" for each in sent], 3, "số")
            self._stop("--numbers, --date", f"sổ đã ghi {listed}.", f"bỏ --numbers, --date, hoặc sửa {dispatch.FILE}.")

    def _in_runs(self, pairs: Sequence[tuple[int, Draft]], on: date) -> Iterator[Letter]:
        """A row for each run of numbers of letters to one; a row for each letter to several."""
        _, slash, symbol = self._order.numbers.partition("/")
        symbol = symbol if slash else _head(pairs[0][1]).so_ky_hieu.partition("/")[2]
        keys = ((number - i, 0 if len(draft.to) == 1 else i + 1) for i, (number, draft) in enumerate(pairs))
        for _, run in groupby(zip(keys, pairs, strict=True), lambda each: each[0]):
            (first, *more), drafts = zip(*(pair for _, pair in run), strict=True)
            number = f"{first}-{more[-1]}" if more else f"{first}"
            to = tuple(id_ for draft in drafts for id_ in draft.to)
            yield Letter(self._kind.name, f"{number}/{symbol}", on, to, edition=self._edition.id)

    def _taken(self) -> dict[str, Letter]:
        """The numbers of the new rows that the book has, or another edition's papers bear, each with who has it."""
        printed = (
            Letter(lot.kind, number, date.fromisoformat(on), (), origin=Origin(lot.place))
            for lot in self._ready.lots
            for _, number, on in lot.record.issued
            if number and lot is not self._lot
        )
        given = (dispatch.given_twice((*rows, *self.rows)) for rows in (printed, self._ready.plan.letters))
        return {number: before for row, before, number in chain(*given) if row in self.rows}

    # --- the papers -------------------------------------------------------------------------------------------------

    def made(self, fill: Fill) -> dict[str, bytes]:
        """The papers that go out; `DataWrong` with all that is in the way."""
        lacking = (each.draft for path, each in self._papers.items() if path not in self.standing)
        fresh = dict(fill(lacking, self._ready.templates))
        made = {path: fresh.get(path) or (self._out / path).read_bytes() for path in self._papers}
        for path in sorted(self._edited if not self._order.edited else ()):
            remedy = f"thêm --edited nếu phát hành bản đã sửa; bỏ bản đã sửa: «invoke build --replace {path}»."
            self._stop((self._out / path).as_posix(), "tệp đã được sửa tay, khác bản sẽ phát hành.", remedy)
        defined = _DEFINED * self._kind.of_reports
        for what, (path, *others) in grouped(self._unready(made) if self._kind.issued else ()).items():
            more = f" (và {len(others)} tệp khác)" if others else ""
            self._stop((self._out / path).as_posix(), f"{what}{more}.", _UNREADY.format(self._kind.name, defined))
        try:
            disk.refuse_open_files(self._out, made)
        except disk.OutputWrong as wrong:
            self._problems += wrong.problems
        if self._problems:
            raise DataWrong(self._problems)
        return made

    def _unready(self, made: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
        """What keeps a paper from going out, and its path; an edited file is looked at only if it is to go out."""
        for path in sorted(made.keys() - (set() if self._order.edited else self._edited)):
            head = _head(self._papers[path].draft)
            try:
                yield from ((what, path) for what in check.unready(made[path], head.so_ky_hieu, head.date_line))
            except PackageError as error:
                yield str(error), path

    def again(self, made: Mapping[str, bytes]) -> Fill:
        """Gives a build the papers as they were looked at; `DataWrong` if the data are others by then."""

        def fill(jobs: Iterable[Draft], _templates: Mapping[str, Template]) -> Iterator[tuple[str, bytes]]:
            for job in jobs:
                if job != self._papers[job.id.path].draft:
                    origin = Origin(f"data/{self._ready.plan.id}")
                    raise DataWrong([Problem(origin, "vừa được lưu trong khi phát hành.", "chạy lại lệnh này.")])
                yield job.id.path, made[job.id.path]

        return fill

    # --- what is kept of them ---------------------------------------------------------------------------------------

    def keep(self, made: Mapping[str, bytes]) -> None:
        """Adds the papers to the edition's lot."""
        facts, cells = self._ready.facts, CellsUsedFile(self._drawing.data, self._drawing.places)
        issued = list(self._lot.record.issued if self._lot else ())
        for path, data in made.items():
            drawn = self._papers[path]
            self._kept[path] = replace(FileEntry.of(path, data), recipe=facts.recipe(drawn.context, self._kind.name))
            cells.add(path, drawn.cells)
            sent, on = drawn.draft.sent, cast(date, self._order.on)
            issued.append((path, sent.number if sent else "", (sent.on if sent else on).isoformat()))
        for path in self._lot.entries if self._lot else ():
            cells.keep(path, self._lot.cells.cells(path) if self._lot else ())
        told = Manifest(facts.plan, self._edition.on, versions=facts.versions, title=facts.title, issued=tuple(issued))
        lots.keep(self._root, self._place, told.with_papers(self._kept.values()), made, cells)

    def told(self) -> Iterator[str]:
        """What was issued by this order, and what of the edition is left."""
        called = titled(self._kind.title, self._edition.id)
        sent = [each.draft.sent for each in self._papers.values() if each.draft.sent]
        if not self._papers:
            yield f"{called}: đã phát hành từ trước, không có gì thay đổi."
        elif sent:
            numbers = " đến ".join(dict.fromkeys((sent[0].number, sent[-1].number)))
            yield f"{called}: đã phát hành {len(sent)} văn bản, số {numbers}, ngày {vn.short_date(sent[0].on)}."
        elif self._order.on:
            yield f"{called}: đã gửi {len(self._papers)} dự thảo ngày {vn.short_date(self._order.on)}."
        if left := sorted(self._drawn.keys() - self._kept.keys()):
            yield f"Chưa phát hành: {vn.first_few(left, 5, 'văn bản')}."
        yield f"Giữ ở {self._place}."

    def close(self, table: Path) -> Iterator[str]:
        """Writes that the edition is issued, once all its papers are out."""
        names, issued = headings(Edition), replace(self._edition, state=EditionState.ISSUED)
        if self._drawn.keys() <= self._kept.keys() and self._edition != issued:
            row = self._edition.origin.row
            cells = {"state": issued.state} if row else columns.texts(replace(issued, kind=self._kind.title))
            row_edits.put(table, self._root, [cells], names, row)
            yield f"{FILE}: ghi «{issued.state}». Chạy «invoke build» để các văn bản khác theo sổ mới."


def _asked(plan: Plan, order: Order) -> tuple[Kind, Edition]:
    """The kind and the edition that are meant; `DataWrong` if there is none."""
    kind = kind_or_stop(order.kind, "invoke issue")
    editions = {each.id: each for each in kind.editions(plan)}
    if order.edition not in editions:
        what = f"«{kind.title}» không có đợt «{order.edition}»."
        remedy = f"ghi một trong: {', '.join(editions)}." if editions else "ghi đợt ấy vào bảng này trước."
        raise DataWrong([Problem(Origin(f"data/{plan.id}/{FILE}"), what, remedy)])
    return kind, editions[order.edition]


def _head(draft: Draft) -> Any:
    return cast(Any, draft.says).head


def _numbers(text: str) -> list[int]:
    """The numbers that were typed, as «1601-1779», «12, 15» or «12/UBND-NC»; `DataWrong` if they cannot be read."""
    spans = [_SPAN.fullmatch(part) for part in text.partition("/")[0].split(",")] if text else []
    numbers = [number for span in spans if span for number in range(int(span[1]), int(span[2] or span[1]) + 1)]
    if not all(spans) or (text and not numbers):
        raise DataWrong([Problem(Origin("--numbers"), f"không đọc được số «{text}».", _LIKE)])
    return numbers
