"""Check any Word file by Nghị định 30/2020/NĐ-CP: one small function per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ntsdocs.decree.check import (
    annexes,
    body,
    capitals,
    cited,
    end,
    head,
    letters,
    numbers,
    page,
    ready,
    recipients,
    title,
)
from ntsdocs.decree.find import recognise
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import KHONG_KIEM_DUOC, SAI, SEVERITIES, Breach, Finding, finding, rules
from ntsdocs.decree.values import TYPES, kind_of
from ntsdocs.docx import reader
from ntsdocs.docx.document import WordDocument
from ntsdocs.docx.lines import Line

Check = Callable[[Paper], Iterable[Breach]]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("ND30-I-1.1", page.paper_size),
    ("ND30-I-1.2", page.orientation),
    ("ND30-I-1.3", page.margins),
    ("ND30-I-1.4", letters.font),
    ("ND30-I-1.5", page.sizes_together),
    ("ND30-I-1.6", page.positions),
    ("ND30-I-1.7a", page.page_number),
    ("ND30-I-1.7b", page.first_page),
    ("ND30-I-2.1a", head.quoc_hieu),
    ("ND30-I-2.1b", head.tieu_ngu),
    ("ND30-I-2.1c", head.tieu_ngu_stroke),
    ("ND30-I-2.1d", head.motto_spacing),
    ("ND30-I-2.2a", head.issuing_name),
    ("ND30-I-2.2b", head.parent_name),
    ("ND30-I-2.2c", head.name_stroke),
    ("ND30-I-2.2d", head.name_spacing),
    ("ND30-I-2.3a", numbers.number),
    ("ND30-I-2.3c", numbers.named_symbol),
    ("ND30-I-2.3d", numbers.letter_symbol),
    ("ND30-I-2.3e", head.so_format),
    ("ND30-I-2.4c", head.date_form),
    ("ND30-I-2.4d", head.date_format),
    ("ND30-I-2.5a", title.ten_loai),
    ("ND30-I-2.5b", title.trich_yeu),
    ("ND30-I-2.5c", title.trich_yeu_stroke),
    ("ND30-I-2.5d", title.ve_viec),
    ("ND30-I-2.5e", title.ve_viec_elsewhere),
    ("ND30-I-2.6b", body.can_cu),
    ("ND30-I-2.6c", cited.first_mentions),
    ("ND30-I-2.6d", cited.word_so),
    ("ND30-I-2.6f", body.titles),
    ("ND30-I-2.6g", body.parts),
    ("ND30-I-2.6h", body.numbered_sections),
    ("ND30-I-2.6i", body.roman),
    ("ND30-I-2.6k", body.dieu),
    ("ND30-I-2.6l", body.khoan),
    ("ND30-I-2.6m", body.diem),
    ("ND30-I-2.6n", body.text_format),
    ("ND30-I-2.6o", body.indent),
    ("ND30-I-2.6p", body.gap),
    ("ND30-I-2.6q", body.line_spacing),
    ("ND30-I-2.6r", body.ending),
    ("ND30-I-2.7a", end.tm),
    ("ND30-I-2.7b", end.q),
    ("ND30-I-2.7c", end.kt),
    ("ND30-I-2.7d", end.tl),
    ("ND30-I-2.7e", end.tuq),
    ("ND30-I-2.7g", end.signer),
    ("ND30-I-2.7h", end.formats),
    ("ND30-I-2.7k", end.committee),
    ("ND30-I-2.9a", recipients.kinh_gui_by_kind),
    ("ND30-I-2.9b", recipients.kinh_gui),
    ("ND30-I-2.9c", recipients.addressees),
    ("ND30-I-2.9d", recipients.label),
    ("ND30-I-2.9e", recipients.recipient_list),
    ("ND30-I-2.9f", recipients.luu),
    ("ND30-I-2.9g", recipients.nhu_tren),
    ("ND30-I-3.1a", annexes.mentions),
    ("ND30-I-3.1b", annexes.headings),
    ("ND30-I-3.1c", annexes.kem_theo),
    ("ND30-I-3.1d", annexes.page_numbers),
    ("ND30-I-3.1f", annexes.no_head),
    ("ND30-I-3.2a", annexes.secrecy),
    ("ND30-I-3.2b", annexes.urgency),
    ("ND30-I-3.2c", annexes.circulation),
    ("ND30-I-3.3", annexes.crew),
    ("ND30-I-3.4", annexes.contact),
    ("GEO-1", head.header_table),
    ("GEO-2", head.quoc_hieu_on_one_line),
    ("GEO-3", head.same_row),
    ("GEO-4", end.table),
    ("GEO-5", end.unsplit),
    ("GEO-6", head.strokes_as_lines),
    ("GEO-7", head.strokes_apart),
    ("GEO-8", recipients.dashes_under_colon),
    ("GEO-9", body.lettered_lists),
    ("GEO-10", annexes.annex_sections),
    ("GEO-11", letters.defaults),
    ("GEO-12", letters.one_spelling),
    ("GEO-13", page.in_boxes),
    ("ND30-II-1", capitals.sentence),
    ("ND30-II-3", capitals.unit),
    ("ND30-II-6", capitals.body),
    ("ND30-II-8", capitals.foreign),
    ("ND30-II-9", capitals.people),
    ("ND30-II-13", capitals.holiday),
    ("ND30-II-14", capitals.cited_type),
    ("ND30-II-15", capitals.clause),
    ("ND30-II-16", capitals.feast),
    ("ND30-III-1", numbers.abbreviation),
    ("ND30-III-2", numbers.known_type),
    ("ND30-III-3", numbers.form),
    ("NUM-1", numbers.of_province),
    ("NUM-2", numbers.of_commune),
    ("NUM-3", numbers.of_department),
    ("NUM-4", numbers.of_police),
    ("NUM-5", numbers.of_ministry_of_police),
    ("NUM-6", numbers.of_army),
    ("NUM-7", numbers.joint_symbol),
    ("NUM-8", numbers.blank_in_draft),
    ("RPT-3", numbers.annual_period),
    ("RPT-4", numbers.other_period),
    ("REG-8", ready.districts),
    ("RA-1", ready.unfilled),
    ("RA-2", ready.changing),
    ("RA-3", ready.hidden),
    ("RA-4", ready.traces),
    ("RA-5", ready.of_the_machine),
    ("RA-6", ready.mirrored),
)

KINDS = tuple(TYPES)
OF_THE_HOUSE = "RA-"  # how the rules begin that ask whether a paper can leave the house

# Rules on words: capitals, cited, one spelling, and marks that a cell may hold as words.
OF_WORDS = (
    *("ND30-II-", "ND30-III-1", "ND30-I-2.6c", "ND30-I-2.6d", "ND30-I-3.1a", "ND30-I-3.1f"),
    *("ND30-I-3.2", "ND30-I-3.3", "ND30-I-3.4", "GEO-12", "REG-8", "RA-1"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file; `refused` says why the decree's rules do not apply to it."""

    kind: str
    recognised_by: str
    refused: str
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> str:
        """The gravest severity found; blank for a clean paper."""
        severities = {each.severity for each in self.findings}
        return next((severity for severity in SEVERITIES if severity in severities), "")

    def detached(self) -> Report:
        """The report without the paragraphs it is about: a folder may hold many papers."""
        return replace(self, findings=tuple(replace(one, paragraph=None) for one in self.findings))


def judge(docx: bytes, kind: str = "", *, draft: bool = False, template: bool = False) -> Report:
    """What the decree says of this file; `PackageError` if it cannot be opened.

    `kind` is one of `KINDS` where the file cannot tell. A `draft` must leave number and day blank (NUM-8); in a
    `template` nothing is missed that filling brings.
    """
    return of_document(reader.read(docx), kind, draft=draft, template=template)


def of_document(read: WordDocument, kind: str = "", *, draft: bool = False, template: bool = False) -> Report:
    """The same, of a document that has been read."""
    paper = recognise(read, kind, draft=draft, template=template)
    notes = ["có dấu sửa (track changes): xét như đã chấp nhận tất cả"] if read.tracked else []
    printed = kind_of(paper.title.as_printed) if paper.title is not None else ""
    if kind and printed not in ("", kind):
        notes.append(f"xét theo loại được chỉ định; tên loại in trên văn bản là «{TYPES[printed][0]}»")
    if paper.beyond is not None and not paper.refused:
        notes.append(_beyond(paper.beyond, judged=bool(paper.issued)))
    if paper.refused and not template:
        return Report(paper.kind, paper.recognised_by, paper.refused, tuple(notes), ())
    table = rules()
    findings = [
        finding(table[id_], each)
        for id_, check in CHECKS
        if template or not (draft and id_.startswith(OF_THE_HOUSE))  # a draft is not about to go out
        for each in {(id(one.at), one.what, one.remedy): one for one in check(paper)}.values()  # a place is told once
    ]
    order = {id_: at for at, (id_, _) in enumerate(CHECKS)}
    findings.sort(key=lambda each: (SEVERITIES.index(each.severity), order[each.rule], _place(paper, each)))
    return Report(paper.kind, paper.recognised_by, "", tuple(notes), tuple(findings))


def _beyond(line: Line, *, judged: bool) -> str:
    """What is told of another text below the signature."""
    if judged:
        return f"«{line.spaced[:40]}» ban hành kèm theo: xét nội dung, không xét phần đầu và tên gọi của nó"
    return f"sau phần ký còn một văn bản khác ({line.place}): không kiểm được, ngoài phông chữ, lề và viết hoa"


def _place(paper: Paper, one: Finding) -> int:
    """Where in the paper it stands: what is about the whole of it first, headers and footers last."""
    return -1 if one.paragraph is None else paper.index(one.paragraph)


def gate(docx: bytes, kind: str = "", *, template: bool = False) -> list[Finding]:
    """What stops a draft of ours, as `stopping` has it; `PackageError` if it cannot be opened.

    Fast over many papers made from one template. The findings' paragraphs have no `node`.
    """
    report = of_document(reader.read(docx, light=True), kind, draft=True, template=template)
    return stopping(report, template=template)


def stopping(report: Report, *, template: bool = False) -> list[Finding]:
    """What stops a draft of ours: the errors in it, an unknown type included.

    Of a `template` also what every paper made of it would carry away. What a rule says of words alone is asked of the
    template: all other words are the plan's, which stay as they are.
    """
    errors = [
        each
        for each in report.findings
        if (each.severity == SAI and (template or not each.rule.startswith(OF_WORDS)))
        or (template and each.rule.startswith(OF_THE_HOUSE))
    ]
    if report.refused:
        rule = rules()["ND30-III-2"]
        errors.append(Finding(rule.id, SAI, "toàn văn bản", report.refused, rule.requirement, rule.article, "xem mẫu."))
    return errors


def undecidable_rules() -> list[tuple[str, str, str]]:
    """What no file can tell: rule id, subject, what to hold it against; for people, once per run."""
    return [
        (rule.id, rule.subject, rule.detail)
        for rule in rules().values()
        if rule.severity == KHONG_KIEM_DUOC and rule.how in ("data", "human")
    ]
