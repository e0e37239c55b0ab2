"""Tell what is no administrative paper, so that the decree's rules on form do not bind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.checks.anatomy import Paper
from ntsdocs.checks.lines import Line
from ntsdocs.checks.memory import fold
from ntsdocs.checks.type_names import LAWS

_LAW_NUMBER = re.compile(
    r"\s{0,9}/\s{0,9}(?:19|20)\d\d\s{0,9}/|/(?:NĐ-CP|TT-|TTLT-)"
)  # bounded: a line may be of blanks alone
_PERSONAL = re.compile(r"(don|to khai|phieu dang ky|giay de nghi|giay xac nhan|bang ke|so yeu ly lich)\b")


def why_refused(paper: Paper, first: Sequence[Line]) -> str:
    """Why the decree's rules on form do not bind this file; blank if they do."""
    folded = [fold(line.text[:40]) for line in first[:25]]
    reasons = (_of_the_party(folded), _a_law(paper), _a_form(paper, folded), _unrecognised(paper))
    return next((reason for reason in reasons if reason), "")


def _of_the_party(folded: Sequence[str]) -> str:
    if any(text.startswith("dang cong san viet nam") for text in folded):
        return "là văn bản của Đảng (có tiêu đề «ĐẢNG CỘNG SẢN VIỆT NAM»), trình bày theo quy định riêng của Đảng"
    return ""


def _a_law(paper: Paper) -> str:
    numbered = paper.so is not None and _LAW_NUMBER.search(paper.so.text)
    if numbered or (paper.strange_title is not None and fold(paper.strange_title.text) in LAWS):
        return "là văn bản quy phạm pháp luật, trình bày theo pháp luật về ban hành văn bản quy phạm pháp luật"
    return ""


def _a_form(paper: Paper, folded: Sequence[str]) -> str:
    if any(re.match(r"mau (so )?[\dI]", text) for text in folded[:4]):
        return "là biểu mẫu (có dòng «Mẫu số» ở đầu)"
    if paper.kind == "hop_dong" or any(text.startswith("hop dong") for text in folded):
        return "là hợp đồng, trình bày theo thỏa thuận của các bên và pháp luật về hợp đồng"
    if paper.so is None and any(_PERSONAL.match(text) for text in folded):
        return "là đơn, tờ khai hoặc biểu mẫu cá nhân, không phải văn bản hành chính"
    return ""


def _unrecognised(paper: Paper) -> str:
    told = paper.told.startswith("người")
    if paper.quoc_hieu is None and paper.so is None and not told:
        return "không thấy Quốc hiệu và số, ký hiệu: không nhận ra là văn bản hành chính"
    if paper.so is None and not paper.kind:
        return "không thấy số, ký hiệu và tên loại: không nhận ra là văn bản hành chính"
    return ""
