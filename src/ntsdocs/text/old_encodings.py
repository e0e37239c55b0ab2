"""Recognise Vietnamese text that was written in an encoding from before Unicode, or decoded in a wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

UTF_16 = "UTF-16"
WINDOWS_1258 = "Windows-1258"
TCVN3 = "TCVN3 (ABC)"
VNI = "VNI"
TWICE = "UTF-8 bị đọc nhầm thành Windows-1252"

# Frequent words of such papers that bear a mark: a right decoding shows some of them, a wrong one shows none.
_FREQUENT = (
    "số tên mã cơ chủ trì phối hợp thời hoàn thành sản phẩm phần mục nhiệm vụ kế hoạch công sở tỉnh xã phường "
    "ủy nhân dân và của các những ngành bộ trưởng giám đốc tài chính giáo dục thường xuyên trước tháng năm ngày "
    "quyết định ban hành báo cáo được đã đang thực hiện chưa nông nghiệp môi trường văn hóa quản lý khu vực"
)
_MARKED = frozenset(word for word in _FREQUENT.split() if not word.isascii())

# Letters that no old encoding's bytes show up as.
_ONLY_UNICODE = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯ]")

_TCVN3_BYTES = bytes.fromhex(
    "a1a2a3a4a5a6a7a8a9aaabacadae"
    "b5b6b7b8b9bbbcbdbec6c7c8c9cacb"
    "cccecfd0d1d2d3d4d5d6d7d8dcddde"
    "dfe1e2e3e4e5e6e7e8e9eaebecedee"
    "eff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_TCVN3_BYTES.decode("latin-1"), _TCVN3_LETTERS)

# VNI writes a bare vowel and a second byte that holds its marks; ơ, ư, đ and the marked i have bytes of their own.
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT, _HAT, _BREVE = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323", "\u0302", "\u0306"
_VNI_LOWER = {
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ù": _ACUTE,
    "ï": _DOT,
    "â": _HAT,
    "à": _HAT + _GRAVE,
    "å": _HAT + _HOOK,
    "ã": _HAT + _TILDE,
    "á": _HAT + _ACUTE,
    "ä": _HAT + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "é": _BREVE + _ACUTE,
    "ë": _BREVE + _DOT,
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_VNI = str.maketrans(_VNI_LOWER | {key.upper(): value.upper() for key, value in _VNI_LOWER.items()})


def is_utf_16(raw: bytes) -> bool:
    """Whether `raw` has the mark of UTF-16 or, having none, a zero in every other byte."""
    sample = raw[:2000]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(sample) >= 4 and zeros > len(sample) // 5)


def name_of_bytes(raw: bytes) -> str:
    """The name of the encoding that `raw`, which is no UTF-8, seems to be written in; blank if none is recognised."""
    if is_utf_16(raw):
        return UTF_16
    return name_of_text(raw.decode("latin-1"))


def name_of_text(text: str) -> str:
    """The name of the old encoding whose bytes `text` shows as Latin letters; blank if it reads as it is."""
    if text.isascii() or _ONLY_UNICODE.search(text):
        return ""
    as_it_is = len(_marked_words(text))  # «tên» and «trì» look the same in some of them
    scores = [(len(_marked_words(decode(text))), name) for name, decode in _CANDIDATES]
    best, name = max(scores, key=lambda pair: pair[0])  # the first of equals
    return name if best > max(1, 2 * as_it_is) else ""  # one word may be chance


def _marked_words(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return _MARKED.intersection(words)


def _from_cp1258(text: str) -> str:
    return text.encode("latin-1", "replace").decode("cp1258", "replace")


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return text.translate(_VNI)


def _from_twice(text: str) -> str:
    return text.encode("cp1252", "replace").decode("utf-8", "replace")


_CANDIDATES: tuple[tuple[str, Callable[[str], str]], ...] = (
    (WINDOWS_1258, _from_cp1258),
    (TCVN3, _from_tcvn3),
    (VNI, _from_vni),
    (TWICE, _from_twice),
)


def decode(text: str, name: str) -> str:
    """What `text`, the bytes of the encoding `name` shown as Latin letters, says; unaltered for an unknown name."""
    to_text = dict(_CANDIDATES).get(name)
    return text if to_text is None else unicodedata.normalize("NFC", to_text(text))


@dataclass(frozen=True, slots=True)
class OldFont:
    """The code that a font writes, and whether it shows small letters as capitals."""

    name: str
    capitals: bool = False

    def decoded(self, text: str) -> str:
        """What `text` says in this font."""
        words = decode(text, self.name)
        return words.upper() if self.capitals else words


def old_font(face: str) -> OldFont | None:
    """The code of a font such as «.VnTime» or «VNI-Times»; `None` for a font of Unicode."""
    plain = face.strip().lower()
    if plain.startswith(".vn"):
        return OldFont(TCVN3, plain.endswith("h"))
    return OldFont(VNI) if plain.startswith("vni-") else None
