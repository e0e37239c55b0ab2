"""Tell in Vietnamese what a build did and what the data leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ntsdocs.build.outcome import EQUAL, Built, Outcome, PaperGroup
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Problem, Severity, in_short

_SETTLERS = ("Cơ quan thường trực", "Cơ quan được nêu", "Kỹ sư")
SHOWN = 5  # warnings the summary spells out; `invoke check` has them all


def of_build(built: Built, where: str) -> Iterator[str]:
    """The lines under a build: papers by kind, what became of the files, warnings, the place."""
    outcome = built.outcome
    yield f"{built.title}, lập ngày {vn.short_date(built.on)}:"
    for kind in built.counts:
        note = f" - {kind.note}" if kind.note else ""
        yield f"  {kind.title}: {vn.number(kind.count)}{note}"
    yield f"  Tệp: {len(outcome.new)} mới, {len(outcome.changed)} thay đổi, {len(outcome.same)} giữ nguyên" + (
        f", {len(outcome.removed)} bỏ vì không còn cần." if outcome.removed else "."
    )
    if outcome.edited:
        more = ", …" if len(outcome.edited) > SHOWN else "."
        yield f"  {len(outcome.edited)} tệp đã sửa tay, giữ nguyên: {', '.join(outcome.edited[:SHOWN])}{more}"
    yield from _answers_wanted(outcome)
    for old, place in outcome.replaced:
        yield f"  {old}: bản đã sửa tay được chuyển sang {place}."
    if outcome.interrupted:
        yield "  Đã dừng theo yêu cầu: những tệp trên đã xong, các tệp khác còn như cũ; chạy lại để làm phần còn lại."
    elif not outcome.manifest.whole:
        yield "  Còn văn bản theo số liệu cũ vì lần này không được chọn; dựng lại không có --only để làm hết."
    yield from (f"  {line}" for line in _reasons(built.reasons))
    yield from _warnings(built.warnings)
    if outcome.manifest.look:
        yield f"  Bản xem theo ngày {vn.short_date(built.on)} ở {where}, không phải bản dựng."
    else:
        yield f"  Kết quả ở {where}"


def _answers_wanted(outcome: Outcome) -> Iterator[str]:
    """What somebody has to look at: each file, then once for all of a sort what to do."""
    for edited, new_text in outcome.new_texts:
        yield f"  Chú ý: {edited} đã được sửa tay nên giữ nguyên; bản mới ở {new_text}."
    if outcome.new_texts:
        name = PaperId.of(outcome.new_texts[0][0])
        yield "    Sửa: chép phần cần lấy từ bản mới sang tệp đã sửa rồi xóa bản mới (tệp .moi.docx)."
        yield f"    Muốn bỏ bản đã sửa để lấy bản mới: invoke build --replace {name}"
    papers = [PaperId.of(each.path) for each in outcome.manifest.documents]
    places = {PaperId(each.kind, name).path: each.path for each in papers for name in (each.name, each.edition)}
    for orphan in outcome.orphans:
        what = f"nay là {places[orphan]}; bản cũ" if orphan in places else "không còn cần nhưng"
        yield f"  Chú ý: {orphan} {what} đã được sửa tay nên giữ nguyên."
    if outcome.orphans:
        name = PaperId.of(outcome.orphans[0])
        yield "    Sửa: chép phần đã sửa sang văn bản ở chỗ mới nếu có; chuyển tệp đi nơi khác nếu cần giữ."
        yield f"    Muốn cất vào .cu/: invoke build --replace {name}"
    for problem in outcome.warnings:
        yield f"  Chú ý: {problem.origin}: {problem.what}."
        yield f"    Sửa: {problem.remedy}"


def _warnings(warnings: Sequence[Problem]) -> Iterator[str]:
    if not warnings:
        return
    yield f"  Cảnh báo: {len(warnings)} (không dừng việc dựng; xem đủ bằng lệnh «invoke check»)."
    lines = (f"    {problem.origin}: {problem.what}" for problem in in_short(warnings))
    yield from vn.first_lines(lines, SHOWN, "    … và {} cảnh báo nữa.")


def _reasons(groups: Iterable[PaperGroup]) -> Iterator[str]:
    for group in groups:
        yield f"{vn.upper_first(group.what)}: {len(group.papers)} văn bản" + ("" if group.why else ".")
        yield from (f"  vì {why}" for why in group.why)
        yield from (f"    {line}" for line in _by_kind(() if group.what == EQUAL else group.papers))


def _by_kind(papers: Iterable[str]) -> Iterator[str]:
    names = grouped((str(paper).rpartition("/")[0], paper.name) for paper in map(PaperId.of, papers))
    yield from (f"{kind}: {', '.join(each)}" for kind, each in names.items())


def of_check(problems: Iterable[Problem]) -> Iterator[str]:
    """The problems in short, grouped by weight, with a count at the end; a remedy that many share stands once."""
    listed = list(problems)
    short = in_short(listed)
    for severity in Severity:
        of_severity = [problem for problem in short if problem.severity is severity]
        if of_severity:
            yield f"{vn.upper_first(severity)}: {sum(problem.severity is severity for problem in listed)}"
            for remedy, alike in groupby(of_severity, key=lambda problem: problem.remedy):
                yield from (f"{problem.origin}{problem.tag}: {problem.what}" for problem in alike)
                yield f"    Sửa: {remedy}"
            yield ""
    counts = (f"{sum(p.severity is s for p in listed)} {s}" for s in Severity)
    if len(short) < len(listed):
        yield "Xem đủ từng chỗ: invoke check data."
    yield f"Tổng cộng: {', '.join(counts)}."


def of_check_data(problems: Iterable[Problem]) -> Iterator[str]:
    """Every problem, grouped by who can settle it, with a count at the end."""
    listed = list(problems)
    for who in _SETTLERS:
        to_settle = [problem for problem in listed if settler(problem) == who]
        if to_settle:
            yield f"{who}: {len(to_settle)}"
            yield from (f"[{problem.severity}] {problem}" for problem in to_settle)
            yield ""
    yield f"Tổng cộng: {len(listed)}."


def settler(problem: Problem) -> str:
    """Who can settle the problem: the agency it asks about, an engineer for templates, else the standing body."""
    if problem.severity is Severity.ASK and "/tasks." not in problem.origin.file:
        return _SETTLERS[1]
    return _SETTLERS[2] if problem.origin.file.startswith(("templates/", "data/law/")) else _SETTLERS[0]


def stops_build(problems: Iterable[Problem]) -> bool:
    """Whether any of these stops a build."""
    return any(problem.severity is Severity.STOP for problem in problems)
