"""Check any Word file by Nghị định 30/2020/NĐ-CP: one small function per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ntsdocs.decree.cache import fold
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
from ntsdocs.decree.values import OPEN, TYPES, kind_of
from ntsdocs.docx import reader
from ntsdocs.docx.document import WordDocument
from ntsdocs.docx.lines import Line
from ntsdocs.text import vn

Check = Callable[[Paper], Iterable[Breach]]

_PARTS = {
    each.__name__.rpartition(".")[2]: each
    for each in (annexes, body, capitals, cited, end, head, letters, numbers, page, ready, recipients, title)
}
KINDS = tuple(TYPES)
OF_THE_HOUSE = "RA-"  # how the rules begin that ask whether a paper can leave the house

# Rules on words: capitals, cited, one spelling, and marks that a cell may hold as words.
OF_WORDS = (
    *("ND30-II-", "ND30-III-1", "ND30-I-2.6c", "ND30-I-2.6d", "ND30-I-3.1a", "ND30-I-3.1f"),
    *("ND30-I-3.2", "ND30-I-3.3", "ND30-I-3.4", "GEO-12", "REG-8", "RA-1"),
)


@cache
def checks() -> Mapping[str, Check]:
    """The function of each rule that a machine checks, by the rule's id, in the order of the table."""
    named = ((rule.id, *rule.function.split(".")) for rule in rules().values() if rule.function)
    return {id_: getattr(_PARTS[part], name) for id_, part, name in named}


@dataclass(frozen=True, slots=True)
class CheckReport:
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

    def detached(self) -> CheckReport:
        """The report without the paragraphs it is about: a folder may hold many papers."""
        return replace(self, findings=tuple(replace(one, paragraph=None) for one in self.findings))


def judge(docx: bytes, kind: str = "", *, draft: bool = False, template: bool = False) -> CheckReport:
    """What the decree says of this file; `PackageError` if it cannot be opened.

    `kind` is one of `KINDS` where the file cannot tell. A `draft` must leave number and day blank (NUM-8); in a
    `template` nothing is missed that filling brings.
    """
    return of_document(reader.read(docx), kind, draft=draft, template=template)


def of_document(read: WordDocument, kind: str = "", *, draft: bool = False, template: bool = False) -> CheckReport:
    """The same, of a document that has been read."""
    paper = recognise(read, kind, draft=draft, template=template)
    notes = ["có dấu sửa (track changes): xét như đã chấp nhận tất cả"] if read.tracked else []
    printed = kind_of(paper.title.as_printed) if paper.title is not None else ""
    if kind and printed not in ("", kind):
        notes.append(f"xét theo loại được chỉ định; tên loại in trên văn bản là «{TYPES[printed][0]}»")
    if paper.beyond is not None and not paper.refused:
        notes.append(_beyond(paper.beyond, judged=bool(paper.issued)))
    if paper.refused and not template:
        return CheckReport(paper.kind, paper.recognised_by, paper.refused, tuple(notes), ())
    if paper.outline:
        notes.append("bản để tham khảo, không có tiêu đề và chữ ký: chỉ xét phần nội dung")
    table = rules()
    findings = [
        finding(table[id_], each)
        for id_, check in checks().items()
        if template or not (draft and id_.startswith(OF_THE_HOUSE))  # a draft is not about to go out
        for each in {(id(one.at), one.what, one.remedy): one for one in check(paper)}.values()  # a place is told once
    ]
    order = {id_: at for at, id_ in enumerate(checks())}
    findings.sort(key=lambda each: (SEVERITIES.index(each.severity), order[each.rule], _place(paper, each)))
    return CheckReport(paper.kind, paper.recognised_by, "", tuple(notes), tuple(findings))


def _beyond(line: Line, *, judged: bool) -> str:
    """What is told of another text below the signature."""
    if judged:
        return f"«{line.spaced[:40]}» ban hành kèm theo: xét nội dung, không xét phần đầu và tên gọi của nó"
    return f"sau phần ký còn một văn bản khác ({line.place}): không kiểm được, ngoài phông chữ, lề và viết hoa"


def _place(paper: Paper, one: Finding) -> int:
    """Where in the paper it stands: what is about the whole of it first, headers and footers last."""
    return -1 if one.paragraph is None else paper.index(one.paragraph)


def gate(docx: bytes, kind: str = "", *, template: bool = False, draft: bool = True) -> list[Finding]:
    """What stops a paper of ours, as `stopping` has it; `PackageError` if it cannot be opened.

    Only a `draft` has neither number nor day yet.
    Fast over many papers made from one template. The findings' paragraphs have no `node`.
    """
    report = of_document(reader.read(docx, light=True), kind, draft=draft, template=template)
    return stopping(report, template=template)


def unready(docx: bytes, so_ky_hieu: str, date_line: str) -> Iterator[str]:
    """Why a paper cannot go out under this number and day: another is printed, or it has blanks before its annexes."""
    paper = recognise(reader.read(docx, light=True))
    for line, right in ((paper.so, so_ky_hieu), (paper.date, date_line)):
        if line is None or fold(line.text) != fold(right):
            yield f"ghi «{line.text.strip() if line else ''}», theo sổ công văn phải là «{right}»"
    text = paper.paragraphs[: paper.annexes[0].start if paper.annexes else None]
    if blank := [each.place for each in text if OPEN in each.text]:
        yield f"còn chỗ chưa điền: {vn.first_few(blank, 5, 'chỗ', '; ')}"


def stopping(report: CheckReport, *, template: bool = False) -> list[Finding]:
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


def law_looked_up() -> str:
    """When the decree's standing was last looked up, and what was found."""
    return rules()["REG-1"].requirement


def undecidable_rules() -> list[tuple[str, str, str]]:
    """What no file can tell: rule id, subject, what to hold it against; for people, once per run."""
    return [
        (rule.id, rule.subject, rule.detail)
        for rule in rules().values()
        if rule.severity == KHONG_KIEM_DUOC and rule.how in ("data", "human")
    ]
