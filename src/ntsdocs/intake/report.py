"""Tell a person what was read from where, what was not understood, what has to be settled, what would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ntsdocs.intake import column_names
from ntsdocs.intake.proposal import DRAFT, Proposal
from ntsdocs.intake.registry import Seed
from ntsdocs.plan import deadlines
from ntsdocs.plan.reading.references import WHO
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

_SHOWN = 12  # places of one thing


def lines(proposal: Proposal) -> Iterator[str]:
    """The whole report."""
    yield f"Đã đọc «{proposal.source}»: {len(proposal.rows.rows)} nhiệm vụ."
    yield from _read(proposal)
    yield from _facts(proposal)
    yield from _agencies(proposal)
    yield from _deadlines(proposal)
    yield from _questions(proposal)


def _read(proposal: Proposal) -> Iterator[str]:
    if not proposal.sure:
        yield f"  Không có bảng nhiệm vụ: các nhiệm vụ đọc từ đoạn văn là bản nháp trong {DRAFT}, chưa dùng để dựng."
    places = grouped((column_names.described(columns), place) for place, columns in proposal.tables.columns)
    for what, where in places.items():
        yield f"  {vn.upper_first(vn.first_few(where, _SHOWN, 'bảng'))}: {what}."
    yield from (f"  {line}" for line in column_names.passed_over(proposal.tables))
    for note in proposal.notes:
        yield f"  Lưu ý: {note.what} ({note.place})."
    for problem in proposal.corrections:
        yield f"  Đã sửa khi đọc – {problem.origin}: {problem.what}"


def _facts(proposal: Proposal) -> Iterator[str]:
    facts = proposal.facts
    yield "Văn bản của Kế hoạch:"
    rows = (
        ("Loại", facts.kind.text, facts.kind.place),
        ("Số, ký hiệu", facts.number.text, facts.number.place),
        ("Ngày", _day(facts.issued.text), facts.issued.place),
        ("Cơ quan ban hành", facts.issuer.text, facts.issuer.place),
        ("Trích yếu", facts.title.text, facts.title.place),
        *(
            (f"Căn cứ {at}", f"{each.kind} số {each.number}, {each.issuer}", each.place)
            for at, each in enumerate(facts.bases, 1)
        ),
        ("Cơ quan thường trực", facts.standing.text, facts.standing.place),
        ("Gửi kế hoạch trước", _day(facts.owed_before.text), facts.owed_before.place),
        ("Gửi kế hoạch về", facts.owed_to.text, facts.owed_to.place),
        ("Sơ kết, tổng kết", facts.yearly_review.text, facts.yearly_review.place),
        ("Kinh phí", facts.funding.text[:100], facts.funding.place),
    )
    for name, text, place in rows:
        yield f"  {name}: {text} ({place})" if text else f"  {name}: không tìm thấy"


def _day(text: str) -> str:
    return vn.short_date(date.fromisoformat(text)) if text else ""


def _agencies(proposal: Proposal) -> Iterator[str]:
    cells = proposal.cells
    yield f"Cơ quan: {cells.named} cơ quan được nêu tên, {len(cells.added)} cụm từ chung mới."
    if not cells.agencies:
        yield "  Chưa có danh mục cơ quan của tỉnh: chạy «invoke intake --registry --plan …» trước."
    for unknown in cells.unknown:
        places = "; ".join(unknown.places[:_SHOWN]) + (" …" if len(unknown.places) > _SHOWN else "")
        yield f"  Chưa hiểu «{unknown.words}» ({places}). {unknown.hint}".rstrip()
    if cells.unknown and cells.agencies:
        yield f"  {WHO[:-1]} (tệp phrases.csv đã có sẵn dòng)."


def _deadlines(proposal: Proposal) -> Iterator[str]:
    unread = proposal.deadlines
    yield f"Thời hạn: hiểu {len(proposal.rows.rows) - len(unread)} trên {len(proposal.rows.rows)}."
    for words, group in groupby(sorted(unread, key=lambda each: each[1]), key=lambda each: each[1]):
        numbers = [number for number, _ in group]
        yield f"  Không rõ hạn «{words}» (nhiệm vụ {vn.first_few(numbers, _SHOWN, 'nhiệm vụ')})."
    if unread:
        yield f"    Việc cần làm: {deadlines.REMEDY}"


def _questions(proposal: Proposal) -> Iterator[str]:
    if proposal.questions:
        yield f"Cần người quyết định: {len(proposal.questions)}."
    for question in proposal.questions:
        place = f"{question.origin.place}: " if question.origin.place else ""
        yield f"  {place}{question.what}\n    Việc cần làm: {question.remedy}"


def changes(proposal: Proposal) -> Iterator[str]:
    """What writing would change in files that are there, value by value; then the files that would be written."""
    if proposal.existing:
        yield f"So với thư mục đã có: {len(proposal.changes)} chỗ khác." if proposal.changes else "Không có gì khác."
    for change in proposal.changes:
        old = f"«{change.old}»" if change.old else "(chưa có)"
        new = f"«{change.new}»" if change.new else "(bỏ)"
        yield f"  {change.file}, {change.place}: {old} → {new}"
    if proposal.files:
        yield f"  Tệp: {', '.join(name for name, _ in proposal.files)}."


def registry_lines(seed: Seed) -> Iterator[str]:
    """What a province's registry would get."""
    yield f"Danh mục cơ quan {seed.folder.name}: {len(seed.added)} cơ quan mới, {seed.existing} đã có (giữ nguyên)."
    yield from (f"  {note}" for note in seed.notes)
    if seed.added:
        yield f"  Thêm: {vn.listing(seed.added[:6])}{' …' if len(seed.added) > 6 else ''}"
