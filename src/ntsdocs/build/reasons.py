"""Tell why each paper of a build was made or was not, papers with the same reasons together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ntsdocs.build.outcome import EQUAL, Outcome, PaperGroup
from ntsdocs.changes.causes import Cause, cause_lines
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.comparison import Comparison, read_cells_used
from ntsdocs.changes.manifest import FileEntry, Manifest, Recipe
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

NEW = "mới"
CHANGED = "thay đổi"
LOST = "tệp đã mất nên làm lại"
RESUMED = "làm tiếp phần dở dang của lần dựng trước"
AGAIN = "làm lại, tệp vẫn như cũ"
REPLACED = "thay bản sửa tay theo --replace"
BESIDE = "đã sửa tay, giữ nguyên; bản mới ở tệp .moi.docx bên cạnh"
EDITED = "đã sửa tay, giữ nguyên"
GONE = "không còn phải lập"
PUT_ASIDE = "không còn phải lập, bản sửa tay được cất theo --replace"
KEPT = "không còn phải lập, nhưng đã sửa tay nên giữ nguyên"
LEFT = "chưa làm lại vì lần này không được chọn"
_ORDER = (NEW, CHANGED, LOST, RESUMED, AGAIN, REPLACED, BESIDE, EDITED, GONE, PUT_ASIDE, KEPT, LEFT, EQUAL)


def of_build(
    last: Manifest | None, cells_data: bytes, outcome: Outcome, cells_file: CellsUsedFile, due: Mapping[str, Recipe]
) -> tuple[PaperGroup, ...]:
    """Why each paper is as it is; those that are equal at the end.

    `last` and `cells_data` are what the build before wrote down, `due` the recipes of all papers that are due now.
    """
    before = {entry.path: entry for entry in last.documents} if last else {}
    now = {entry.path: entry for entry in outcome.manifest.documents}
    comparison = Comparison(last, read_cells_used(cells_data), outcome.manifest, cells_file)
    fates = _fates(outcome)
    grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for path in sorted({*before, *now, *outcome.orphans}):
        old, new = before.get(path), now.get(path)
        what = _became(old, new, due.get(path), fates.get(path, ""))
        differs = old is not None and (new is None or old.recipe != new.recipe)
        causes = comparison.causes(path) if differs and what != LEFT else ()
        grouped.setdefault((what, tuple(_lines(causes, path))), []).append(path)
    groups = [PaperGroup(what, why, tuple(papers)) for (what, why), papers in grouped.items()]
    return tuple(sorted(groups, key=lambda group: (_ORDER.index(group.what), group.papers)))


def _fates(outcome: Outcome) -> dict[str, str]:
    """What became of each paper's file."""
    return {
        **dict.fromkeys(outcome.new, NEW),
        **dict.fromkeys(outcome.changed, CHANGED),
        **dict.fromkeys(outcome.same, EQUAL),
        **dict.fromkeys(outcome.edited, EDITED),
        **{path: BESIDE for path, _ in outcome.new_texts},
        **{path: REPLACED for path, _ in outcome.replaced},
        **dict.fromkeys(outcome.orphans, KEPT),
    }


def _became(old: FileEntry | None, new: FileEntry | None, due: Recipe | None, fate: str) -> str:
    """What became of a paper, by what two builds wrote down of it and by its file's fate."""
    if new is None:
        return {KEPT: KEPT, REPLACED: PUT_ASIDE}.get(fate, GONE)
    if due is not None and due != new.recipe:
        return LEFT
    if old is None:
        by_fate = {NEW: NEW, CHANGED: NEW}
    elif old.recipe == new.recipe:
        by_fate = {NEW: LOST, CHANGED: RESUMED}
    else:
        by_fate = {NEW: LOST, EQUAL: AGAIN, CHANGED: CHANGED}
    return by_fate.get(fate, fate or EQUAL)


def _lines(causes: Sequence[Cause], path: str) -> Iterator[str]:
    """The causes of one paper: what was changed, then roles, then what only came with it.

    Roles that changed alike are one line; of what came with it the first are told, and how many more there are.
    """
    own = f"cơ quan {PaperId.of(path).name}"
    yield from cause_lines(cause for cause in causes if cause.distance == 0)
    roles = grouped((cause.column, cause) for cause in causes if cause.kind == "role")
    for what, alike in roles.items():
        agencies = ["chính cơ quan ấy" if each.row == own else each.text.removesuffix(f": {what}") for each in alike]
        yield f"{vn.first_few(agencies, 3, 'cơ quan')}: {what}"
    along = [str(cause) for cause in causes if cause.distance > 1]
    rest = "và {} dòng khác đổi theo, hoặc nay mới dùng đến, không dùng đến nữa"
    yield from vn.first_lines(along, 3, rest, spare=1)
