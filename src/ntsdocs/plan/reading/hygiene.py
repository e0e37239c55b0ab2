"""Take texts in as `text.plain` has them, and tell what was put right in them or cannot be taken."""

from __future__ import annotations

import re
from functools import lru_cache

from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text import old_encodings, plain
from ntsdocs.text.problems import Origin

MAX_TEXT = 10_000  # of a cell

_LOST = "\ufffd"  # what programs write for a letter that they could not read
_MARKER = re.compile(r"\{[{%#]|[}%#]\}|\{_\{|\}_\}")
# The mark stands alone on its line, or after «độ mật».
_SECRET = re.compile(
    r"^[^\w\n]*(?:(?:dấu\s+)?(?:chỉ\s+)?(?:mức\s+)?độ\s+mật[^\w\n]*)?(tuyệt mật|tối mật|mật)[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


def clean(text: str, origin: Origin, problems: ProblemList, limit: int = MAX_TEXT) -> str:
    """The text as it is taken in; what was put right is told as a warning, what cannot be taken as a stop."""
    name, text, repairs, is_refused = _looked_at(text)
    if name:
        problems.stop(origin, f"chữ ở mã {name}, không phải Unicode.", "gõ lại, hoặc chuyển mã bằng UniKey.")
    for what, remedy in repairs:
        problems.correction(origin, what, remedy)
    if is_refused:
        _refused(text, origin, problems)
    if len(text) > limit:
        what = f"dài {len(text)} ký tự, nhiều nhất là {limit}."
        problems.stop(origin, what, "rút ngắn; xem có dán nhầm cả đoạn văn không.")
        return text[:limit]
    return text


@lru_cache(8192)  # a table says the same in many cells
def _looked_at(text: str) -> tuple[str, str, tuple[tuple[str, str], ...], bool]:
    """The old code of a text, the text put right, what was put right, and whether something in it is refused."""
    right, repairs = plain.repaired(text)
    is_refused = bool(_MARKER.search(right) or _LOST in right or _SECRET.search(right))
    return old_encodings.name_of_text(text), right, tuple(repairs), is_refused


def _refused(text: str, origin: Origin, problems: ProblemList) -> None:
    if marker := _MARKER.search(text):
        what = f"có dấu «{marker[0]}» của mẫu văn bản."
        problems.stop(origin, what, "bỏ dấu ấy: dữ liệu chỉ gồm chữ, chỗ điền nằm trong mẫu.")
    if _LOST in text:
        problems.stop(origin, "có chữ đã mất («\ufffd») khi lưu tệp ở mã khác.", "gõ lại chữ ấy theo bản gốc.")
    tell_secret(text, origin, problems)


def tell_secret(text: str, origin: Origin, problems: ProblemList) -> None:
    """Stop at a mark of state secrecy: such papers must not be worked on here (REG-6)."""
    if secret := _SECRET.search(text):
        what = f"có dấu chỉ độ mật «{secret[1]}»."
        remedy = "không đưa tài liệu bí mật nhà nước vào máy này; bỏ tệp và báo người phụ trách bảo mật."
        problems.stop(origin, what, remedy, rule="REG-6")
