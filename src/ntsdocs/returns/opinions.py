"""Gather what was remarked and proposed in the copies of one paper that was sent round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.docx import package
from ntsdocs.docx.package import CORE_PART
from ntsdocs.docx.parts import EditableParts, WordParts
from ntsdocs.docx.xml import W
from ntsdocs.intake import heading_marks
from ntsdocs.kinds import tong_hop_y_kien
from ntsdocs.kinds.tong_hop_y_kien import Opinion
from ntsdocs.plan.model import Plan
from ntsdocs.plan.papers import template_file
from ntsdocs.returns import answers, changes, letterbox, word_lines
from ntsdocs.returns.changes import ChangeKind, TheirChange
from ntsdocs.returns.letterbox import ReturnedPaper
from ntsdocs.returns.paper_versions import Bases
from ntsdocs.returns.whose import whose
from ntsdocs.returns.word_lines import WordLines
from ntsdocs.tables import workbooks
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text import shelf, vn, words
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import DataWrong, Origin, Problem

_KNOWN_BY = 6  # words by which a place in a paragraph is found
_SAYS = {
    ChangeKind.REWORDED: "Đề nghị bỏ nội dung này.{}",  # of a cell nothing is left
    ChangeKind.ROW: "Đề nghị bổ sung: “{}”",
    ChangeKind.PARAGRAPH: "Đề nghị bổ sung: “{}”",
    ChangeKind.COLUMN: "Đề nghị bổ sung cột: “{}”",
    ChangeKind.DELETED: "Đề nghị bỏ nội dung này.{}",
    ChangeKind.MOVED: "Đề nghị chuyển nội dung này đến chỗ khác.{}",
    ChangeKind.REMARK: "{}",
}
_OPPOSITE = {"ins": "del", "moveTo": "moveFrom", "cellIns": "cellDel"}
_UNDONE = {W + a: W + b for one, other in _OPPOSITE.items() for a, b in ((one, other), (other, one))} | {
    f"{W}delText": f"{W}t"
}
_NAMED = re.compile(r"(Phụ lục(?: [IVX]+| \d+)?|Điều \d+)\b", re.IGNORECASE)
_HEADINGS = "Cơ quan, đơn vị", "Điều, khoản, mục", "Nội dung dự thảo", "Ý kiến", "Tiếp thu, giải trình", "Tệp"


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is asked for: the copies, the file that was sent round if it is given, what it is called, where to write.

    `office` is the program that reads older kinds of files, blank if there is none.
    """

    files: Sequence[Path]
    into: Path
    base: Path | None = None
    about: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy that came back: whose it is, what it says, or why it cannot be read."""

    file: str
    agency: str
    said: tuple[tuple[int, str, TheirChange], ...] = ()  # the line it is about, where that is, what it is
    title: str = ""
    fault: str = ""
    remedy: str = ""


def gather(root: Path, plan_id: str, out: Path, order: Gathering) -> list[str]:
    """What was gathered, to be told, written as a paper and, beside it, as a workbook; `DataWrong` if it cannot be.

    A copy is compared with the base, else with the paper of ours that it says it is, else with itself before the
    changes that are tracked in it.
    """
    plan = journey.read(root, plan_id).plan_or_stop()
    into, base = order.into, order.base
    table = into.with_suffix(".xlsx")
    for each in (into, table):
        if each.exists():  # somebody may have written in it what was made of the opinions
            raise DataWrong([Problem(Origin(str(each)), "đã có tệp này.", "cất tệp ấy đi, hoặc ghi --out tên khác.")])
    ours = _base(letterbox.letters(root, plan_id, [base], order.office)) if base else None
    bases = Bases(root, plan_id, out)
    letters = letterbox.letters(root, plan_id, order.files, order.office)
    copies = sorted((_read(each, ours, bases, plan) for each in letters), key=lambda each: vn.sort_key(each.file))
    read = [each for each in copies if not each.fault]
    if not read:
        nothing = _Copy("opinions", "", fault="không có tệp nào ở đó", remedy="ghi tên các bản cơ quan đã gửi lại.")
        faults = [Problem(Origin(each.file), f"{each.fault}.", each.remedy) for each in copies or [nothing]]
        raise DataWrong(faults)
    title = order.about or next((f"dự thảo “{each.title}”" for each in read if each.title), "văn bản lấy ý kiến")
    said = tuple(_together(read))
    silent = tuple(dict.fromkeys(each.agency for each in read if not each.said))
    draft = tong_hop_y_kien.draft(plan, title, len({each.agency for each in read}), silent, said)
    kind = draft.id.kind
    template = CompiledTemplate.load(journey.template_of(root, kind), template_file(kind))
    shelf.replace(into, template.render(draft.says, draft.core, draft.id.path, draft.sent_as))
    rows = [
        [copy.agency, place, each.before, _opinion(each), "", copy.file]
        for copy in read
        for _, place, each in copy.said
    ]
    shelf.replace(table, package.write(workbooks.parts({"Ý kiến": [[*_HEADINGS], *rows]})))
    return [*_told(copies, said), f"Đã ghi {into}", f"Đã ghi {table}"]


def _base(found: Iterable[ReturnedPaper]) -> WordLines:
    for each in found:
        if not each.fault and each.kind is FileKind.WORD:
            return word_lines.read(each.data)
        raise DataWrong([Problem(Origin(each.name), f"{each.fault or each.kind.what}.", each.remedy)])
    raise DataWrong([Problem(Origin("--base"), "không có tệp Word nào ở đó.", "ghi tên bản đã gửi đi.")])


def _told(copies: Iterable[_Copy], said: Sequence[Opinion]) -> Iterator[str]:
    for each in copies:
        found = f"{len(each.said)} ý kiến" if each.said else "không có ý kiến, vết sửa nào"
        fault = f"{each.fault}. Sửa: {each.remedy}" if each.fault else ""
        yield vn.printable(f"{each.file}: {fault or f'{each.agency}, {found}.'}")
    yield f"Tổng hợp {len(said)} ý kiến khác nhau."


def _read(letter: ReturnedPaper, ours: WordLines | None, bases: Bases, plan: Plan) -> _Copy:
    if letter.fault or letter.kind is not FileKind.WORD:
        return _Copy(letter.name, "", fault=letter.fault or letter.kind.what, remedy=letter.remedy)
    file = WordParts(letter.data)
    names = {agency.id: agency.short_name for agency in plan.registry}
    who = whose(letter, bases, {each.id: each for each in plan.registry}).base if letter.said[0] else None
    base = ours or word_lines.read(who.data if who else undone(file))
    theirs = word_lines.read(file)
    every = changes.read(base, theirs, answers.read(base, theirs).matching)
    known = names.get(who.paper.name, "") if who else ""
    agency = _named(Path(letter.name).stem, names) or known or _named(" ".join(each.author for each in every), names)
    said = tuple((each.of, _where(base, each), each) for each in every)
    core = file.tree(CORE_PART) if CORE_PART in file.parts else None
    title = "" if core is None else core.findtext("{*}title") or ""
    return _Copy(letter.name, agency or Path(letter.name).stem, said, title)


def undone(file: WordParts) -> WordParts:
    """The file as it was before the changes tracked in it: to a reader what was typed is deleted, and the reverse."""
    old = EditableParts(file.parts)
    for each in old.tree(old.main).iter(*_UNDONE):
        each.tag = _UNDONE[each.tag]
    old.changed.add(old.main)
    return WordParts(old.written_parts())


def _named(text: str, names: dict[str, str]) -> str:
    """The agency that a text names, by the longest of such names."""
    slug = f"-{vn.slug(text)}-"
    return max(
        (name for id_, name in names.items() if f"-{id_}-" in slug or f"-{vn.slug(name)}-" in slug), key=len, default=""
    )


def _where(ours: WordLines, change: TheirChange) -> str:
    """Where a reader finds it: «Phụ lục I, nhiệm vụ 17», «Mục II, khoản 3, điểm a»."""
    found: list[str] = []
    least = len(heading_marks.RANKS)
    for at in range(change.of, -1, -1):
        line = ours.lines[at]
        named = _NAMED.match(line.text)
        mark = heading_marks.of_text(line.text)
        rank = 0 if named else heading_marks.RANKS.index(mark.kind)
        if (named or mark.sign) and rank < least and not line.table:
            least = rank
            found.insert(0, named[0] if named else mark.sign)
        if not least:
            break
    if change.task.isdecimal():
        found.append(f"nhiệm vụ {change.task}")
    return ", ".join(found) or change.place


def _opinion(change: TheirChange) -> str:
    if change.kind is ChangeKind.REWORDED and change.after:
        return f"Đề nghị {'; '.join(_rewordings(change.before, change.after))}."
    return _SAYS[change.kind].format(change.after)


def _rewordings(before: str, after: str) -> Iterator[str]:
    """What is to be put for what, each with the words before it."""
    known = ""
    for span in words.compare(" ".join(before.split()), " ".join(after.split())):
        old, new = span.old.strip(), span.new.strip()
        if span.old == span.new:
            known = " ".join(old.split()[-_KNOWN_BY:])
            continue
        where = f" sau “{known}”" if known else ""
        yield (
            f"sửa “{old}” thành “{new}”{where}"
            if old and new
            else f"bổ sung “{new}”{where}"
            if new
            else f"bỏ “{old}”{where}"
        )


def _together(copies: Iterable[_Copy]) -> Iterator[Opinion]:
    """The opinions in the order of the paper, those that are the same as one."""
    every = (
        ((at, place, each.before, _opinion(each)), copy.agency) for copy in copies for at, place, each in copy.said
    )
    for number, ((_, place, before, says), agencies) in enumerate(sorted(grouped(every).items()), start=1):
        names = "; ".join(dict.fromkeys(agencies))
        yield Opinion(number, names, place, tuple(before.splitlines()), tuple(says.splitlines()))
