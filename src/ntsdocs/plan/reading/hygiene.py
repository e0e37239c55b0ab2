"""Clean text as it is read: NFC, plain blanks only, no characters that cannot or must not be printed."""

from __future__ import annotations

import re
import unicodedata

from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text import old_encodings
from ntsdocs.text.problems import Origin

_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t\v\f\u0085]")
_NO_WIDTH = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
    "\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_MARKER = re.compile(r"\{[{%#]|[}%#]\}|\{_\{|\}_\}")
# The mark stands alone on its line, or after «độ mật».
_SECRET = re.compile(
    r"^\W*(?:(?:dấu\s+)?(?:chỉ\s+)?(?:mức\s+)?độ\s+mật\W*)?(tuyệt mật|tối mật|mật)\W*$", re.IGNORECASE | re.MULTILINE
)


def clean(text: str, origin: Origin, problems: ProblemList, limit: int) -> str:
    """The text as it is taken in; what was put right is told as a warning, what cannot be taken as a stop."""
    text = _old_code(text, origin, problems)
    text = _unprintable(text, origin, problems)
    text = _blanks(text, origin, problems)
    if not unicodedata.is_normalized("NFC", text):
        what = "chữ có dấu ở dạng tổ hợp (NFD); đã đọc thành dạng dựng sẵn (NFC)."
        problems.correction(origin, what, "đặt bộ gõ ở bảng mã «Unicode dựng sẵn» rồi gõ lại.")
        text = unicodedata.normalize("NFC", text)
    _refused(text, origin, problems)
    if len(text) > limit:
        what = f"dài {len(text)} ký tự, nhiều nhất là {limit}."
        problems.stop(origin, what, "rút ngắn; xem có dán nhầm cả đoạn văn không.")
        return text[:limit]
    return text


def _old_code(text: str, origin: Origin, problems: ProblemList) -> str:
    if name := old_encodings.name_of_text(text):
        problems.stop(origin, f"chữ ở mã {name}, không phải Unicode.", "gõ lại, hoặc chuyển mã bằng UniKey.")
    return text


def _blanks(text: str, origin: Origin, problems: ProblemList) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _NO_WIDTH.sub("", _ODD_SPACE.sub(" ", text))
    if plain != text:
        what = "có khoảng trắng lạ (không ngắt, rộng bằng không, phím Tab …); đã đọc thành dấu cách thường hoặc bỏ đi."
        problems.correction(origin, what, "xóa khoảng trắng ấy rồi gõ lại bằng phím cách.")
    plain = re.sub(r" *\n *", "\n", plain.strip())
    single = re.sub(" {2,}", " ", plain)
    if single != plain:
        problems.correction(origin, "có nhiều dấu cách liền nhau; đã đọc thành một.", "xóa dấu cách thừa.")
    return single


def _unprintable(text: str, origin: Origin, problems: ProblemList) -> str:
    codes = sorted({f"U+{ord(char):04X}" for char in _UNPRINTABLE.findall(text)})
    if codes:
        what = f"có ký tự không in được: {', '.join(codes)}."
        problems.stop(origin, what, "xóa ký tự ấy; gõ lại chữ nếu thiếu.")
    return _UNPRINTABLE.sub("", text)


def _refused(text: str, origin: Origin, problems: ProblemList) -> None:
    if marker := _MARKER.search(text):
        what = f"có dấu «{marker[0]}» của mẫu văn bản."
        problems.stop(origin, what, "bỏ dấu ấy: dữ liệu chỉ gồm chữ, chỗ điền nằm trong mẫu.")
    tell_secret(text, origin, problems)


def tell_secret(text: str, origin: Origin, problems: ProblemList) -> None:
    """Stop at a mark of state secrecy: such papers must not be worked on here (REG-6)."""
    if secret := _SECRET.search(text):
        what = f"có dấu chỉ độ mật «{secret[1]}»."
        remedy = "không đưa tài liệu bí mật nhà nước vào máy này; bỏ tệp và báo người phụ trách bảo mật."
        problems.stop(origin, what, remedy, rule="REG-6")
