"""Recognise documents that are no administrative papers, so that the decree's rules on form do not bind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import is_centred
from ntsdocs.decree.values import LAWS, kind_of
from ntsdocs.docx.lines import Line

# Bounded: a line may be of blanks alone.
_WITH_YEAR = re.compile(r"\s{0,9}/\s{0,9}(?:19|20)\d\d\s{0,9}/")
_OF_A_LAW = re.compile(rf"{_WITH_YEAR.pattern}\s{{0,9}}(?:NĐ|TT|TTLT)-")
_OF_A_PARTY = re.compile(r"Số\s{0,9}:?\s{0,9}\d{0,6}\s{0,9}[-–]\s{0,9}[A-ZĐa-z]{1,6}\s{0,9}/")
_YOUTH = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh")
_PERSONAL = re.compile(r"(don|to khai|phieu dang ky|giay de nghi|giay xac nhan|bang ke|so yeu ly lich)\b")
_OF_FORMS = re.compile(r"(?:phu luc|bieu mau|mau (?:so|bieu|don|phieu|bao cao|van ban|to khai))\b")
_UNNAMED = re.compile(r"[^/]{0,30}(?:…|\.{4})|\(?ten (?:co quan|don vi|to chuc)\b|\[")
_UNNUMBERED = re.compile(r"số\s?:?\s?[….]+\s?/\s?[….]*", re.IGNORECASE)
_PRIVATE = re.compile(
    r"cong ty (?:co phan|cp|tnhh(?! (?:mtv|mot thanh vien|1 thanh vien|nha nuoc)))\b|doanh nghiep tu nhan"
    r"|(?:lien hiep )?hop tac xa|htx\b|van phong luat su"
)
_MOST = 25  # lines within which a paper says what it is


def why_refused(paper: Paper, first: Sequence[Line]) -> str:
    """Why the decree's rules on form do not bind this file; blank if they do."""
    reasons = (
        _of_the_party(paper, first),
        _a_law(paper),
        _a_form(paper, first),
        _of_no_kind(paper, first),
        _unrecognised(paper),
    )
    return next((reason for reason in reasons if reason), "")


def _of_the_party(paper: Paper, first: Sequence[Line]) -> str:
    """A paper of the Party or of a body that writes as it does; none of them prints a Quốc hiệu (REG-3, REG-9)."""
    if paper.quoc_hieu is not None:
        return ""
    above = [line for line in _above_title(paper, first) if line.as_printed.isupper()]
    if any(fold(line.text[:40]).startswith("dang cong san viet nam") for line in above):
        return "là văn bản của Đảng (có tiêu đề «ĐẢNG CỘNG SẢN VIỆT NAM»), trình bày theo quy định riêng của Đảng"
    if any(_YOUTH.match(fold(line.text[:60])) for line in above):
        return "là văn bản của Đoàn (có tiêu đề «ĐOÀN TNCS HỒ CHÍ MINH»), trình bày theo quy định riêng của Đoàn"
    if paper.so is not None and _OF_A_PARTY.match(paper.so.text):
        return (
            f"không có Quốc hiệu, số ghi kiểu «{paper.so.spaced[:30]}»: là văn bản của Đảng hoặc tổ chức chính trị - "
            "xã hội, trình bày theo quy định riêng"
        )
    return ""


def _a_law(paper: Paper) -> str:
    """A law by its title, or a quyết định, a nghị quyết with a year in its number (REG-2)."""
    number = paper.so.text if paper.so is not None else ""
    printed = kind_of(paper.title.as_printed) if paper.title is not None else ""
    titled = paper.strange_title is not None and fold(paper.strange_title.text) in LAWS
    ruling = printed in ("quyet_dinh", "nghi_quyet") and _WITH_YEAR.search(number)
    if titled or ruling or (not printed and not paper.ve_viec and _OF_A_LAW.search(number)):
        return "là văn bản quy phạm pháp luật, trình bày theo pháp luật về ban hành văn bản quy phạm pháp luật"
    return ""


def _a_form(paper: Paper, first: Sequence[Line]) -> str:
    if any(re.match(r"mau (so )?\d", fold(line.text[:40])) for line in first[:4]):
        return "là biểu mẫu (có dòng «Mẫu số» ở đầu)"
    before = takewhile(lambda line: line is not paper.quoc_hieu and line is not paper.so, first[:_MOST])
    if any(_OF_FORMS.match(fold(line.text[:40])) and _like_a_title(line) for line in before):
        return "là phụ lục hoặc biểu mẫu (ghi như vậy trước Quốc hiệu), không phải văn bản hành chính"
    named = _named(paper)
    if any(map(_UNNAMED.match, named)) or (not named and paper.so is not None and _UNNUMBERED.match(paper.so.text)):
        return "là biểu mẫu để trống (chưa ghi tên cơ quan)"
    titles = [] if paper.kind else [fold(line.text[:40]) for line in first[:_MOST] if _like_a_title(line)]
    if paper.kind == "hop_dong" or any(text.startswith("hop dong") for text in titles):
        return "là hợp đồng, trình bày theo thỏa thuận của các bên và pháp luật về hợp đồng"
    if paper.so is None and any(_PERSONAL.match(text) for text in titles):
        return "là đơn, tờ khai hoặc biểu mẫu cá nhân, không phải văn bản hành chính"
    return ""


def _named(paper: Paper) -> list[str]:
    return [fold(line.text) for line in (*paper.parents[:1], *paper.names[:1])]


def _of_no_kind(paper: Paper, first: Sequence[Line]) -> str:
    """A paper inside an office, or of a private body."""
    strange = (line for line in first[:_MOST] if paper.title is None and _like_a_title(line))
    if slip := next((line for line in strange if fold(line.text[:40]).startswith("phieu ")), None):
        return f"là «{slip.spaced[:40]}», không phải loại văn bản hành chính nêu ở Điều 7"
    if not paper.parents and _PRIVATE.match(" ".join(fold(line.text) for line in paper.names[:2])):
        return "là văn bản của doanh nghiệp hoặc hợp tác xã không thuộc Nhà nước, không bắt buộc theo Nghị định"
    return ""


def _above_title(paper: Paper, first: Sequence[Line]) -> Sequence[Line]:
    below = next((at for at, line in enumerate(first) if line is paper.title), _MOST)
    return first[: min(below, _MOST)]


def _like_a_title(line: Line) -> bool:
    return line.as_printed.isupper() and (is_centred(line.paragraph) or line.every("bold"))


def _unrecognised(paper: Paper) -> str:
    if paper.quoc_hieu is None and paper.so is None:
        return "không thấy Quốc hiệu và số, ký hiệu: không nhận ra là văn bản hành chính"
    if paper.so is None and not paper.kind:
        return "không thấy số, ký hiệu và tên loại: không nhận ra là văn bản hành chính"
    return ""
