"""A paper's form mended: every finding that needs no judgement, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntsdocs.decree import check as decree_check
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.letters import formats, to_unicode
from ntsdocs.decree.mend.rules import MENDS, Mend, Step
from ntsdocs.decree.mend.session import MendChange, MendSession, lines_of
from ntsdocs.docx import package
from ntsdocs.docx.reader import of_parts

__all__ = ["MENDS", "MendChange", "MendResult", "mend"]

MOST_ROUNDS = 16  # a mend may show what another rule asks for; what has not settled by then is left as it is

_SECRET, _FONTS = "ND30-I-3.2a", "ND30-I-1.4"
_STRICT = b"purl.oclc.org/ooxml/wordprocessingml"


@dataclass(frozen=True, slots=True)
class MendResult:
    """A file after mending: its bytes, what was changed, and what is left; `refused` says why nothing was done.

    `left` says of a rule why this paper makes mending it unsafe.
    """

    docx: bytes
    changes: tuple[MendChange, ...]
    report: decree_check.CheckReport | None
    refused: str = ""
    left: Mapping[str, str] = field(default_factory=dict)


def mend(docx: bytes, kind: str = "") -> MendResult:
    """The file with its form mended; the very bytes it was given where there is nothing to mend.

    `kind` is one of `check.KINDS` where the file cannot tell. `PackageError` if the file cannot be opened.
    """
    parts = package.read(docx)
    if reason := _why_not(parts):
        return MendResult(docx, (), None, reason)
    changes: list[MendChange] = []
    left: dict[str, str] = {}
    for turn in range(MOST_ROUNDS):
        session = MendSession(parts, kind)
        if turn == 0:
            to_unicode(session)
        if not session.changes and (refused := _mend_once(session)):
            return MendResult(docx, (), decree_check.of_document(of_parts(package.read(docx)), kind), refused)
        left |= session.left
        now = session.written()
        if now == parts:
            break
        parts = now
        changes += session.changes
    report = decree_check.of_document(of_parts(parts), kind)
    return MendResult(package.write(parts.items()) if changes else docx, tuple(changes), report, left=left)


def _why_not(parts: dict[str, bytes]) -> str:
    """Why this file may not be changed; blank if it may."""
    if any(name.startswith("_xmlsignatures/") for name in parts):
        return "tệp đã ký số; sửa sẽ làm chữ ký mất hiệu lực"
    if any(_STRICT in data for name, data in parts.items() if name.endswith(".xml")):
        return "tệp lưu ở dạng Strict Open XML; trong Word chọn Save As, kiểu «Word Document (*.docx)», rồi sửa bản ấy"
    return ""


def _mend_once(session: MendSession) -> str:
    """Mends what is found now; blank, or why the paper is not to be mended."""
    paper = session.paper
    if paper.refused:
        return paper.refused
    # Where the file allows another reading, a person must judge; a font that no letter shows allows none. What issued
    # papers often do is left as well: nobody takes it for wrong.
    breaches = {
        id_: [each for each in check(paper) if not each.custom and (not each.unsure or id_ == _FONTS)]
        for id_, check in decree_check.checks().items()
    }
    if breaches[_SECRET]:
        return "có dấu độ mật: văn bản mật xử lý theo quy định riêng"
    due = [id_ for id_ in breaches if breaches[id_] and id_ in MENDS and MENDS[id_].certain(paper)]
    for step in Step:
        for session.rule in [id_ for id_ in due if MENDS[id_].step == step]:
            _mend_rule(session, MENDS[session.rule], breaches[session.rule])
        if session.changes:
            break  # what comes later depends on what was just mended: it is read anew first
    return ""


def _mend_rule(session: MendSession, row: Mend, breaches: Sequence[Breach]) -> None:
    formats(session, breaches)
    if row.words is not None:
        for line in lines_of(breaches):
            session.amend(line, row.words)
    if row.function is not None:
        row.function(session, breaches)
