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

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_PAGE_NAMES = {"cp1252": "Windows-1252", "cp1258": WINDOWS_1258, "utf-8": "UTF-8 (có chỗ hỏng)"}
_PAGE_CODES = {"windows-1252": "cp1252", "iso-8859-1": "cp1252", "windows-1258": "cp1258", "utf-8": "utf-8"}

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
_VNI_LOWER = dict(zip("øûõùï", (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), strict=True))
_VNI_LOWER |= dict(zip("âàåãáä", (_HAT + mark for mark in ("", *_VNI_LOWER.values())), strict=True))
_VNI_LOWER |= dict(zip("êèúüéë", (_BREVE + mark for mark in ("", _GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)), strict=True))
_VNI_LOWER |= dict(zip("ôöñæóòî", "ơưđỉĩịỵ", strict=True))
_VNI = str.maketrans(_VNI_LOWER | {key.upper(): value.upper() for key, value in _VNI_LOWER.items()})


def is_utf_16(raw: bytes) -> bool:
    """Whether `raw` has the mark of UTF-16 or, having none, a zero in every other byte."""
    sample = raw[:2000]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(sample) >= 4 and zeros > len(sample) // 5)


def text_of(raw: bytes, *, of_page: bool = False) -> tuple[str, str]:
    """The text in the bytes and the name of its encoding, blank for UTF-8; both are blank where none is recognised.

    The text `of_page` is that of a web page, which may name its encoding itself.
    """
    if is_utf_16(raw):
        order = "-be" if raw[:2000:2].count(0) > raw[1:2000:2].count(0) else "-le"
        is_marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
        return raw.decode("utf-16" if is_marked else f"utf-16{order}", "replace"), UTF_16
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    label = _CHARSET.search(raw[:20_000]) if of_page else None
    code = _PAGE_CODES.get(label[1].decode().lower(), "") if label else ""
    if code and not (code == "cp1252" and name_of_bytes(raw)):
        return unicodedata.normalize("NFC", raw.decode(code, "replace")), _PAGE_NAMES[code]
    if name := name_of_bytes(raw):
        return decode(raw.decode("latin-1"), name), name
    return (raw.decode("cp1252", "replace"), _PAGE_NAMES["cp1252"]) if of_page else ("", "")


def name_of_bytes(raw: bytes) -> str:
    """The name of the encoding that `raw`, in neither UTF-8 nor UTF-16, seems to be in; blank if none is recognised."""
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


_CANDIDATES: tuple[tuple[str, Callable[[str], str]], ...] = (
    (WINDOWS_1258, lambda text: text.encode("latin-1", "replace").decode("cp1258", "replace")),
    (TCVN3, lambda text: text.translate(_TCVN3)),
    (VNI, lambda text: text.translate(_VNI)),
    (TWICE, lambda text: text.encode("cp1252", "replace").decode("utf-8", "replace")),
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


# What the signs of a font of symbols show, by their place in it; others have no letter of their own.
_SYMBOLS = {
    "symbol": {0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈"},
    "wingdings": {0x6F: "☐", 0x76: "•", 0xA7: "•", 0xA8: "☐", 0xD8: "•", 0xE0: "→", 0xF0: "→", 0xFC: "✓", 0xFE: "☑"},
}
_PRIVATE = re.compile("[\uf000-\uf0ff]")  # where Word keeps the signs of such fonts
_SIGNS = re.compile("[\uf000-\uf0ff·§Øüþ]")
_RAISED = {
    "superscript": str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"),
    "subscript": str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎"),
}
_MEASURED = re.compile(r"(?:(?<![^\W\d_])[kdcm]?m|(?<!\d)10|[)\]])\s*\Z")  # km, cm, m; 10; (a + b)


def raised(text: str, before: str, how: str) -> str:
    """Raised («superscript») or lowered («subscript») text as it follows `before`: «m» «2» is «m²».

    Figures that are raised behind a word are the mark of a note, and no text.
    """
    if how == "superscript" and re.fullmatch(r"[\s\d*()\[\],]+", text) and not _MEASURED.search(before):
        return ""
    return text.translate(_RAISED[how]) if re.fullmatch(r"[\s\d+()n-]+", text) else text


def of_font(text: str, face: str) -> str:
    """What `text` says in a font that shows the bytes of an older code, or signs, as other letters."""
    symbols = _SYMBOLS.get(face.strip().lower())
    if symbols is not None or _PRIVATE.search(text):
        signs = _PRIVATE if symbols is None else _SIGNS
        return signs.sub(lambda sign: (symbols or {}).get(ord(sign[0]) & 0xFF, "•"), text)
    code = old_font(face)
    return text if code is None or any(char > "\xff" and char.isalpha() for char in text) else code.decoded(text)


def old_font(face: str) -> OldFont | None:
    """The code of a font such as «.VnTime» or «VNI-Times»; `None` for a font of Unicode."""
    plain = face.strip().lower()
    if plain.startswith(".vn"):
        return OldFont(TCVN3, plain.endswith("h"))
    return OldFont(VNI) if plain.startswith("vni-") else None
