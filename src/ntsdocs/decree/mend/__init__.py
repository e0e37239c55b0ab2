"""A paper's form mended: every finding that needs no judgement, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from ntsdocs.decree import check as decree_check
from ntsdocs.decree.mend.letters import to_unicode
from ntsdocs.decree.mend.rules import MENDS, NOT_MENDED, STAGES, stage_of, trusted
from ntsdocs.decree.mend.session import Mending, MendSession
from ntsdocs.docx import package
from ntsdocs.docx.reader import of_parts

__all__ = ["MENDS", "NOT_MENDED", "Mended", "Mending", "mend"]

MOST_ROUNDS = 16  # a mend may show what another rule asks for; what has not settled by then is left as it is

_SECRET, _FONTS = "ND30-I-3.2a", "ND30-I-1.4"
_STRICT = b"purl.oclc.org/ooxml/wordprocessingml"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its bytes, what was changed, and what is left; `refused` says why nothing was done."""

    docx: bytes
    changes: tuple[Mending, ...]
    report: decree_check.Report | None
    refused: str = ""


def mend(docx: bytes, kind: str = "") -> Mended:
    """The file with its form mended; the very bytes it was given where there is nothing to mend.

    `kind` is one of `checks.KINDS` where the file cannot tell. `PackageError` if the file cannot be opened.
    """
    parts = package.read(docx)
    if reason := _why_not(parts):
        return Mended(docx, (), None, reason)
    changes: list[Mending] = []
    for turn in range(MOST_ROUNDS):
        desk = MendSession(parts, kind)
        if turn == 0:
            to_unicode(desk)
        if not desk.changes and (refused := _mend_once(desk)):
            return Mended(docx, (), decree_check.of_document(of_parts(package.read(docx)), kind), refused)
        now = desk.written()
        if now == parts:
            break
        parts = now
        changes += desk.changes
    report = decree_check.of_document(of_parts(parts), kind)
    return Mended(package.write(parts.items()) if changes else docx, tuple(changes), report)


def _why_not(parts: dict[str, bytes]) -> str:
    """Why this file may not be changed; blank if it may."""
    if any(name.startswith("_xmlsignatures/") for name in parts):
        return "tệp đã ký số; sửa sẽ làm chữ ký mất hiệu lực"
    if any(_STRICT in data for name, data in parts.items() if name.endswith(".xml")):
        return "tệp lưu ở dạng Strict Open XML; trong Word chọn Save As, kiểu «Word Document (*.docx)», rồi sửa bản ấy"
    return ""


def _mend_once(desk: MendSession) -> str:
    """Mends what is found now; blank, or why the paper is not to be mended."""
    if desk.paper.refused:
        return desk.paper.refused
    # Where the file allows another reading, a person must judge; a font that no letter shows allows none.
    found = {
        id_: [each for each in check(desk.paper) if not each.unsure or id_ == _FONTS]
        for id_, check in decree_check.CHECKS
    }
    if found[_SECRET]:
        return "có dấu độ mật: văn bản mật xử lý theo quy định riêng"
    found = {id_: founds for id_, founds in found.items() if founds and id_ in MENDS and trusted(desk.paper, id_)}
    for stage in STAGES:
        for desk.rule in [id_ for id_ in found if stage_of(id_) == stage]:
            for one in MENDS[desk.rule]:
                one(desk, found[desk.rule])
        if desk.changes:
            break  # what comes later depends on what was just mended: it is read anew first
    return ""
