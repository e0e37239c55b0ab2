"""A copy of a paper with each finding as a Word comment at its place."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

from ntsdocs import package
from ntsdocs.checks.findings import Finding
from ntsdocs.wordxml import W

AUTHOR, INITIALS = "Kiểm tra thể thức", "NĐ30"


def annotated(data: bytes, findings: Iterable[Finding]) -> bytes:
    """The file with the comments; what stands in headers or nowhere is told at the first paragraph.

    `PackageError` if it cannot be opened.
    """
    package.read(data)  # refuses what is hostile before another library opens it
    try:
        paper = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:  # what python-docx raises for a package without its content types
        raise package.PackageError("không ghi chú được: tệp thiếu phần mà Word cần để mở") from error
    paragraphs = list(paper.element.body.iter(qn("w:p")))
    for one in findings:
        at = _number(one)
        if not paragraphs:
            break
        node = paragraphs[at] if 0 <= at < len(paragraphs) else paragraphs[0]
        runs = [run for run in node.iter(qn("w:r")) if _holder(run) is node] or [node.add_r()]
        words = f"[{one.rule}] {one.severity}: {one.found}. Yêu cầu ({one.article}): {one.asked} Sửa: {one.remedy}" + (
            "" if at >= 0 else f" (Vị trí: {one.place}.)"
        )
        marked = [Run(run, paper.paragraphs[0] if paper.paragraphs else paper._body) for run in (runs[0], runs[-1])]  # noqa: SLF001
        comment = paper.add_comment(marked, words, author=AUTHOR, initials=INITIALS)
        stamped = comment._comment_elm.attrib  # noqa: SLF001 - no date: the same copy whenever it is made
        if qn("w:date") in stamped:
            del stamped[qn("w:date")]
    held = io.BytesIO()
    paper.save(held)
    return package.write(package.read(held.getvalue()).items())


def _number(one: Finding) -> int:
    """Which paragraph of the body the finding is about, counted in the order of the file; -1 if none."""
    paragraph = one.paragraph
    if paragraph is None or paragraph.edge:
        return -1
    root = paragraph.node.getroottree().getroot()
    body = root.find(f"{W}body")
    for at, each in enumerate(() if body is None else body.iter(f"{W}p")):
        if each is paragraph.node:
            return at
    return -1


def _holder(run: object) -> object:
    return next(run.iterancestors(qn("w:p")))  # type: ignore[attr-defined]
