"""Tell where the words of a paper come from: which cell, which ruling, which paragraph of which template."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.changes.manifest import Manifest, last_in
from ntsdocs.diff import releases
from ntsdocs.diff.verify import input_changes
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx import outline
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft, as_on
from ntsdocs.kinds.report_says import Figure
from ntsdocs.plan import reading
from ntsdocs.plan.cells import PlanCell, is_yaml, row_name, value_text
from ntsdocs.plan.model import Task, headings
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.why import explain
from ntsdocs.returns import letterbox
from ntsdocs.returns.letterbox import ReturnedPaper
from ntsdocs.returns.own_words import own_words
from ntsdocs.returns.paper_versions import Base, Bases
from ntsdocs.returns.whose import whose
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, reason
from ntsdocs.trace.passport import PlacedFigure, figures_of
from ntsdocs.trace.values import Source, TracedParagraph, trace_paragraphs
from ntsdocs.trace.what_if import Origins

_MOST = 10  # places of a paper that are told one by one
_MOST_INPUTS = 3  # inputs that are named where more have changed
_MOST_CELLS = 6  # cells that are told of one value
_MOST_ROWS = 12  # rows that are told of one figure
_MOST_FIGURES = 12  # figures that are told of one line or chart
_IN_FULL = "xem đủ bằng «invoke passport»"
_TASK_NUMBER = "no"  # what every kind calls a task's number in the plan


def answer(root: Path, plan_id: str, file: Path, words: str, out: Path, on: date | None = None) -> list[str]:
    """Where each occurrence of the words in the file comes from, in lines; a file that says otherwise is told so.

    `DataWrong` if the file cannot be read, is no paper of this plan, or holds no such words; if today's paper does not
    hold them, it says whether somebody edited the file or an earlier build made it so.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        problem = Problem(Origin(file.as_posix()), f"không đọc được tệp ({reason(error)}).", "xem lại đường dẫn.")
        raise DataWrong([problem]) from error
    bases = Bases(root, plan_id, out, on)
    letter, base = _whose(root, plan_id, file, bases)
    path = base.paper.path
    ready = journey.prepare(root, plan_id, bases.on)
    kinds = [kind for kind in KINDS if kind.name == PaperId.of(path).kind]
    draft = next((each for each in ready.every_draft(kinds) if each.id.path == path), None)
    if draft is None:
        what, remedy = "theo dữ liệu hiện nay không lập văn bản này.", "xem nó khác dữ liệu ở đâu bằng invoke verify."
        raise DataWrong([Problem(Origin(path), what, remedy)])
    paper = _Paper(root, ready, draft)
    places = paper.occurrences(words)
    in_file = _matches(WordFile(letter.data).texts, words)
    name = paper.name_of(base.paper.name)
    theirs = [*own_words(base, letter, lambda text: bool(_matches([text], words)), name)] if in_file else []
    if theirs and not places:
        return [f"{path}: {vn.excerpt(words)} không phải chữ của ta.", *theirs]
    if not places and not in_file:
        remedy = "chép đúng một đoạn chữ liền nhau trong một câu hoặc một ô của tệp."
        raise DataWrong([Problem(Origin(file.as_posix()), f"không có chữ {vn.excerpt(words)}.", remedy)])
    lines = [f"{path}: {vn.excerpt(words)} có ở {len(places)} chỗ.", *theirs]
    if len(places) < len(in_file) or not in_file:
        state, remedy = _made_by(root, plan_id, file, data, out)
        if not places:
            what = f"chữ {vn.excerpt(words)} không có trong bản dựng từ dữ liệu hiện nay ({path}): {state}."
            raise DataWrong([Problem(Origin(file.as_posix()), what, remedy)])
        here = f"chữ này có ở {len(in_file)} chỗ trong tệp" if in_file else "chữ này không có trong tệp"
        lines.append(f"Chú ý: {state}; {here}. Dưới đây là bản dựng từ dữ liệu hiện nay.")
    for number, each in enumerate(places[:_MOST], start=1):
        lines += ["", *paper.lines(number, each)]
    if len(places) > _MOST:
        lines.append(f"… và {len(places) - _MOST} chỗ nữa.")
    return [*lines, *paper.why()]


def _whose(root: Path, plan_id: str, file: Path, bases: Bases) -> tuple[ReturnedPaper, Base]:
    """The file and the paper that it is."""
    letter = next(letterbox.letters(root, plan_id, [file]))
    base = None if letter.problem else whose(letter, bases, {}).base
    if base is None:
        remedy = "chỉ văn bản do chương trình dựng mới nói được là từ đâu; xem bằng invoke verify."
        raise DataWrong([Problem(Origin(file.as_posix()), "không phải văn bản của Kế hoạch này.", remedy)])
    return letter, base


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """Words in a paragraph: from which letter to which."""

    paragraph: TracedParagraph
    start: int
    end: int


class _Paper:
    """One paper as today's data make it, and where its letters come from."""

    def __init__(self, root: Path, ready: journey.PreparedPlan, job: Draft) -> None:
        self._ready = ready
        self._job = job
        self._root = root
        self.tasks: dict[int, None] = {}
        self._template, data = journey.read_template(root, job.id.kind)
        self._outline = outline.lines_of_paragraphs(data)
        self._paragraphs = list(trace_paragraphs(job, data, self._template))

    @cached_property
    def _origins(self) -> Origins:
        """Made where words are asked for that no figure gives."""
        plan, on = self._ready.plan, self._job.edition.on
        former = reading.former_names(journey.folder(self._root, plan.id).parent, self._root, on)
        return Origins(*as_on(plan, self._ready.assignments, on), self._job, former)

    @cached_property
    def _names(self) -> dict[str, str]:
        plan = self._ready.plan
        return {agency.id: agency.short_name for agency in (*plan.registry, *plan.agencies)}

    def name_of(self, agency: str) -> str:
        """What people call the agency with this id."""
        return self._names.get(agency, agency)

    def occurrences(self, words: str) -> list[_Occurrence]:
        """Every place of the words, first as they are written, else without regard to case and diacritics."""
        matches = _matches([paragraph.text for paragraph in self._paragraphs], words)
        return [_Occurrence(self._paragraphs[index], start, end) for index, start, end in matches]

    def lines(self, number: int, each: _Occurrence) -> Iterator[str]:
        """Where one occurrence comes from."""
        text = each.paragraph.text
        around = text[max(0, each.start - 40) : each.end + 40]
        yield f"{number}. «{'…' if each.start > 40 else ''}{around}{'…' if each.end + 40 < len(text) else ''}»"
        stretch = each.paragraph.sources[each.start : each.end]
        tags = each.paragraph.tags[each.start : each.end]
        for source in dict.fromkeys(source for source in stretch if source is not None):
            yield from self._of_value(source, tags[stretch.index(source)])
        own = {tag for tag, source in zip(tags, stretch, strict=True) if source is None} & dict(self._job.own).keys()
        rows = [row for row in self._ready.plan.answers if row.agency == self._job.id.name and row.tag in own]
        for row in rows:
            by = f", theo {row.source}" if row.source else ""
            yield f"   Chữ cơ quan điền ở ô «{row.name}»: lấy ở {row.origin}{by}."
        if any(source is None and tag not in own for tag, source in zip(tags, stretch, strict=True)):
            yield f"   Chữ của mẫu: {self._where(each.paragraph)}."

    def why(self) -> Iterator[str]:
        """Why the paper has the tasks that were met in what was told."""
        for task in self.tasks:
            yield from self._of_task(task)

    def _where(self, paragraph: TracedParagraph) -> str:
        line = self._outline.get((paragraph.part, paragraph.number), 0)
        place = paragraph.place or "đoạn không xác định được"
        return f"{self._template}, {place}{f' (dòng {line} của bản chữ .txt)' if line else ''}"

    def _of_value(self, source: Source, tag: str) -> Iterator[str]:
        labels = headings(type(source.owner)) if source.owner is not None else headings(type(self._job.says))
        name = source.placeholder.path.rpartition(".")[2]
        heading = f" ({labels[name]})" if name in labels else ""
        value = value_text(source.value)
        place = f"{self._template}, {source.placeholder.place}"
        yield f"   {vn.excerpt(value)}: ô «{{{{ {source.placeholder.path} }}}}»{heading} của mẫu {place}."
        if isinstance(source.owner, Figure):
            yield from self._counted(source.owner)
            return
        number = _number(source, tag)
        if number:
            self.tasks.setdefault(number)
        if name == _TASK_NUMBER and source.value == number:
            row = self._origins.row_of(number)
            yield f"     lấy ở {row.name}, cột «{headings(Task)['number']}» ({row.place})"
            return
        cells = self._origins.copied(source, number)
        from_cells = (f"{self._called(cell)}: {vn.excerpt(cell.words, value)} ({cell.row.place})" for cell in cells)
        lines = (f"     lấy ở {line}" for line in from_cells)
        yield from vn.first_lines(lines, _MOST_CELLS, "     … và {} ô khác.")
        if not cells:
            figures = [each for each in figures_of(source.owner) if each.figure.number]
            yield from self._of_line(figures) if figures else self._worked_out(source, number)

    def _counted(self, figure: Figure) -> Iterator[str]:
        """The rows that a figure counts."""
        yield f"     {_sums(figure)}"
        rows = (
            f"       {', '.join(filter(None, (self._names.get(row.agency, row.agency), f'nhiệm vụ {row.task}')))}: "
            f"{row.state} ({row.place})"
            for row in figure.rows
        )
        yield from vn.first_lines(rows, _MOST_ROWS, f"       … và {{}} dòng khác, {_IN_FULL}.")

    def _of_line(self, figures: Sequence[PlacedFigure]) -> Iterator[str]:
        """The figures of the line, or of the chart, that words belong to."""
        yield "     được tính ra, cùng các con số của dòng hay biểu đồ này:"
        lines = (f"       {each.called}: {each.figure.number} – {_sums(each.figure)}" for each in figures)
        yield from vn.first_lines(lines, _MOST_FIGURES, f"       … và {{}} con số khác, {_IN_FULL}.")

    def _worked_out(self, source: Source, number: int) -> Iterator[str]:
        tables = list(self._origins.worked_out(source, number))
        if not tables:
            yield "     không chép từ một ô nào: chữ do chương trình đặt, hoặc tính ra từ nhiều ô."
            return
        yield "     được tính ra, không chép nguyên từ một ô nào; thay đổi theo:"
        yield from (f"       {table}" for table in tables)

    def _called(self, cell: PlanCell) -> str:
        what = "mục" if is_yaml(cell.row.place) else "cột"
        return f"{row_name(cell.row.name, self._names)}, {what} «{cell.column}»"

    def _of_task(self, number: int) -> Iterator[str]:
        plan = self._ready.plan
        if not any(agency.id == self._job.id.name for agency in plan.agencies):
            return
        if not any(task.number == number for task in plan.tasks):
            return
        yield ""
        yield f"Vì sao có nhiệm vụ {number}:"
        explanation = explain(plan, self._ready.assignments, self._job.id.name, number)
        yield from (f"  {line}" for line in explanation.splitlines())


def _sums(figure: Figure) -> str:
    """How much a figure counts: of tasks, of duties, of agencies, and how many there are in each state."""
    duties = [row for row in figure.rows if row.agency and row.task]
    tasks, agencies = ({getattr(row, name) for row in figure.rows} - {0, ""} for name in ("task", "agency"))
    counts = ((tasks, "nhiệm vụ"), (duties, "lượt"), (agencies, "cơ quan"))
    many = ", ".join(f"{vn.count(len(each))} {what}" for each, what in counts if each)
    states = Counter(row.state for row in duties or figure.rows if row.state)
    split = ", ".join(f"{state} {vn.number(count)}" for state, count in states.items())
    return f"đếm {': '.join(filter(None, (many, split))) or 'không có gì'}"


def _number(source: Source, tag: str) -> int:
    """The number of the task that a value belongs to, by the control around it or by the loop it is in; 0 if none."""
    match = re.match(r"gen:(?:task|row):([0-9]+)(?::|$)", tag)
    if match:
        return int(match[1])
    for each in (source.owner, *reversed(source.around)):
        number = getattr(each, _TASK_NUMBER, None)
        if isinstance(number, int):
            return number
    return 0


# --- which build made a file ----------------------------------------------------------------------------------------


def _made_by(root: Path, plan_id: str, file: Path, data: bytes, out: Path) -> tuple[str, str]:
    """Whether the file is as a build wrote it, which build, and what has changed since; what a person may do about it.

    The build is the last one in `out`, that of the file's own folder, or a release. A file that none of them wrote was
    edited, or comes from a build that nobody kept.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    for manifest, maker, base in _builds(root, plan_id, file, out):
        if any(entry.sha256 == sha256 for entry in manifest.documents):
            return f"tệp nguyên vẹn, do {maker} làm ra {_since(root, plan_id, manifest)}", _to_compare(base)
    last = last_in(out)
    ours = last and any((out / entry.path).resolve() == file.resolve() for entry in last.documents)
    what = "tệp đã sửa tay sau khi dựng" if ours else "tệp đã sửa tay, hoặc do một lần dựng không còn giữ ở đây làm ra"
    return what, f"xem tệp khác bản dựng ở những chỗ nào bằng «invoke verify {file.as_posix()}»."


def _builds(root: Path, plan_id: str, file: Path, out: Path) -> Iterator[tuple[Manifest, str, str]]:
    """The builds that are kept: their manifests, what they are called, and what `--base` calls them."""
    if last := last_in(out):
        yield last, f"lần dựng {_day(last)}", ""
    for name in reversed(releases.names(root, plan_id)):
        if released := last_in(releases.place_of(root, plan_id) / name):
            yield released, f"bản phát hành {name} ({_day(released)})", name
    for folder in file.resolve().parents[1:3]:  # <build>/<kind>/<paper>, or <build>/<kind>/<edition>/<paper>
        if own := last_in(folder):
            yield own, f"lần dựng {_day(own)} ở thư mục {folder.name}", folder.as_posix()


def _day(manifest: Manifest) -> str:
    return f"ngày {vn.short_date(manifest.on)}"


def _since(root: Path, plan_id: str, manifest: Manifest) -> str:
    changed = list(input_changes(root, plan_id, manifest))
    if not changed:
        return "cho một ngày khác"
    more = f"; và {len(changed) - _MOST_INPUTS} điều khác" if len(changed) > _MOST_INPUTS else ""
    return f"từ dữ liệu, mẫu khác hiện nay ({'; '.join(changed[:_MOST_INPUTS])}{more})"


def _to_compare(base: str) -> str:
    if base:
        return f"xem đã khác gì bằng «invoke diff --base {base}», rồi hỏi trên tệp dựng từ dữ liệu hiện nay."
    return "xem sẽ khác gì bằng «invoke plan», dựng lại bằng «invoke build», rồi hỏi trên tệp mới."


# --- looking for words -----------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """The text letter by letter, with any blank as a space."""
    return re.sub(r"\s", " ", unicodedata.normalize("NFC", text))


def _folded(text: str) -> str:
    """The text letter by letter, without case and diacritics."""
    return "".join(vn.fold(char)[:1] or " " for char in text)


def _matches(texts: Sequence[str], words: str) -> list[tuple[int, int, int]]:
    """In which text, from which letter to which the words stand; without case and diacritics if in none as written."""
    for form in (_plain, _folded):
        matches = [(index, *span) for index, text in enumerate(texts) for span in _places(text, form(words), form)]
        if matches:
            return matches
    return []


def _places(text: str, words: str, form: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """From which letter to which the words stand in the text, however many blanks are between them."""
    pieces = [re.escape(piece) for piece in words.split()]
    plain = form(text)
    if pieces and len(plain) == len(text):
        for match in re.finditer(" +".join(pieces), plain):
            yield match.span()
