"""Gather what was remarked and proposed in the copies of one paper that was sent round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.docx import package
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
_OPPOSITE = ("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel")
_UNDONE = {W + a: W + b for pair in _OPPOSITE for a, b in (pair, pair[::-1])} | {f"{W}delText": f"{W}t"}
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
    """A copy that came back: whose it is, and what it says: at which line, where that is, in what words."""

    file: str
    agency: str
    said: tuple[tuple[int, str, str, str], ...]


def gather(root: Path, plan_id: str, out: Path, order: Gathering) -> list[str]:
    """What was gathered, to be told, written as a paper and, beside it, as a workbook; `DataWrong` if it cannot be.

    A copy is compared with the base, else with the paper of ours that it says it is, else with itself before the
    changes that are tracked in it.
    """
    plan = journey.read(root, plan_id).plan_or_stop()
    into, table = order.into, order.into.with_suffix(".xlsx")
    there = [str(each) for each in (into, table) if each.exists()]  # what was made of the opinions may be in it
    if there:
        raise DataWrong([Problem(Origin(there[0]), "đã có tệp này.", "cất tệp ấy đi, hoặc ghi --out tên khác.")])
    sent = [*letterbox.letters(root, plan_id, [order.base], order.office)] if order.base else []
    letters = [*letterbox.letters(root, plan_id, order.files, order.office)]
    problems = [each.problem for each in letters if each.problem]
    wrong = [each.problem for each in sent if each.problem]
    if wrong or len(problems) == len(letters) or (order.base and not sent):
        nothing = Problem(Origin("opinions"), "không có tệp nào ở đó.", "ghi tên các bản cơ quan đã gửi lại.")
        raise DataWrong([*wrong, *problems] or [nothing])
    ours, bases = word_lines.read(sent[0].data) if sent else None, Bases(root, plan_id, out)
    read = (_read(each, ours, bases, plan) for each in letters if not each.problem)
    copies = sorted(read, key=lambda each: vn.sort_key(each.file))
    said = tuple(_together(copies))
    silent = dict.fromkeys(each.agency for each in copies if not each.said)
    about = order.about or "văn bản lấy ý kiến"
    draft = tong_hop_y_kien.draft(plan, about, len({each.agency for each in copies}), silent, said)
    template = CompiledTemplate.load(journey.template_of(root, draft.id.kind), template_file(draft.id.kind))
    shelf.replace(into, template.render(draft.says, draft.core, draft.id.path, draft.sent_as))
    rows = [[copy.agency, *each, "", copy.file] for copy in copies for _, *each in copy.said]
    shelf.replace(table, package.write(workbooks.parts({"Ý kiến": [[*_HEADINGS], *rows]})))
    counts = ((x, f"{len(x.said)} ý kiến" if x.said else "không có ý kiến, vết sửa nào") for x in copies)
    told = (vn.printable(f"{x.file}: {x.agency}, {count}.") for x, count in counts)
    end = f"Tổng hợp {len(said)} ý kiến khác nhau.", f"Đã ghi {into}", f"Đã ghi {table}"
    return [*told, *map(str, problems), *end]


def _read(letter: ReturnedPaper, ours: WordLines | None, bases: Bases, plan: Plan) -> _Copy:
    file, names = WordParts(letter.data), {agency.id: agency.short_name for agency in plan.registry}
    who = whose(letter, bases, {}).base if letter.said[0] else None
    base = ours or word_lines.read(who.data if who else undone(file))
    theirs = word_lines.read(file)
    every = changes.read(base, theirs, answers.read(base, theirs).matching)
    stem = Path(letter.name).stem
    slug = f"-{vn.slug(stem)}-"
    named = [name for id_, name in names.items() if f"-{id_}-" in slug or f"-{vn.slug(name)}-" in slug]
    agency = max(named, key=len, default="") or (names.get(who.paper.name, "") if who else "")
    said = tuple((each.of, _where(base, each), each.before, _opinion(each)) for each in every)
    return _Copy(letter.name, agency or stem, said)


def undone(file: WordParts) -> WordParts:
    """The file as it was before the changes tracked in it: to a reader what was typed is deleted, and the reverse."""
    old = EditableParts(file.parts)
    for each in old.tree(old.main).iter(*_UNDONE):
        each.tag = _UNDONE[each.tag]
    old.changed.add(old.main)
    return WordParts(old.written_parts())


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
        what = f"sửa “{old}” thành “{new}”" if old and new else f"{'bổ sung' if new else 'bỏ'} “{new or old}”"
        yield f"{what} sau “{known}”" if known else what


def _together(copies: Iterable[_Copy]) -> Iterator[Opinion]:
    """The opinions in the order of the paper, those that are the same as one."""
    every = grouped((each, copy.agency) for copy in copies for each in copy.said)
    for number, ((_, place, before, says), agencies) in enumerate(sorted(every.items()), start=1):
        names = "; ".join(dict.fromkeys(agencies))
        yield Opinion(number, names, place, tuple(before.splitlines()), tuple(says.splitlines()))
