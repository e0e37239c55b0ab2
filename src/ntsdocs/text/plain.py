"""What a text of a plan may hold, decided once for whoever reads, checks or prints it: plain words in plain lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Nothing of this needs a repair, so that most cells are looked at once. No Ð, no ð; letters with marks are composed.
_ORDINARY = re.compile("[ -~\nÀ-ÏÑ-ÖØ-ïñ-ýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’–…«»•°]*")
_TO_LOOK_AT = re.compile("_x|^ *•|  | \n|\n[ \n]", re.MULTILINE)

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376 Part 1, 22.9.2.19
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_NO_WIDTH = re.compile(
    "[\u001f\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")  # quotes and dashes of Windows, read as if they were Latin-1
_HYPHEN = re.compile("[\u001e\u2010\u2011\u2043\ufe63]")
_WIDE = re.compile("[\u2160-\u217f\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
_BULLET = re.compile(
    r"^ *[\u00b7\u2022\u2023\u2219\u25a0-\u25ff\u2605\u2606\u2713-\u2718\u27a2-\u27a4\uf000-\uf0ff]+[ \t\u00a0]*",
    re.MULTILINE,
)
_SYMBOLS = {"\uf0a3": "≤", "\uf0b3": "≥", "\uf0b1": "±", "\uf0b4": "×", "\uf0b0": "°", "\uf0ae": "→", "\uf02d": "-"}
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000e-\u001d\u007f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"
    "\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
    + "]"
)

# Letters that look Vietnamese and are not: eth, the African D, «ƣ» that converters write for «ư», «ă» with a caron;
# Cyrillic and Greek ones among Latin.
_ALWAYS = str.maketrans("ÐðƉɖƢƣǍǎ", "ĐđĐđƯưĂă")
_FOREIGN = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_AMONG_LATIN = str.maketrans(_FOREIGN, "ABESIJKMHOPCTYXaesijopcyxdhqwABEZHIKMNOPTYXo")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LOOK_ALIKE = re.compile("[ÐðƉɖƢƣǍǎ\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_WORD = re.compile("[^\\W\\d_][\\w\u0300-\u036f]*")


def repaired(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text as it is taken in, and what was put right, each with a remedy; taken in once more it stays as it is.

    It has no sign that Word cannot hold, and of breaks only the line feed, between lines that are not blank.
    """
    if _ORDINARY.fullmatch(text) and not _TO_LOOK_AT.search(text):
        return text.strip(), ()
    repairs: dict[tuple[str, str], None] = {}
    before = None
    while text != before:  # what one step brings to light may be another's
        before = text
        for step, what, remedy in _STEPS:
            after = step(text)
            if after != text and what:
                signs = ", ".join(sorted({f"U+{ord(sign):04X}" for sign in _UNPRINTABLE.findall(text)}))
                repairs.setdefault((what.replace("{}", signs), remedy))
            text = after
    return text, tuple(repairs)


def in_vietnamese(text: str) -> str:
    """The text, look-alike letters made Vietnamese one for one; words of another alphabet stay what they are."""
    if not _LOOK_ALIKE.search(text):
        return text
    text = text.translate(_ALWAYS)
    others = set(_OTHER_SCRIPT.findall(text))
    alone = bool(_LATIN.search(text)) and others <= set(_FOREIGN)  # no word of the text is truly of another alphabet

    def in_latin(word: re.Match[str]) -> str:
        mixed = _LATIN.search(word[0]) or re.search("[\u0300-\u036f]", word[0])
        return word[0].translate(_AMONG_LATIN) if mixed or alone else word[0]

    return _WORD.sub(in_latin, text)


def _in_common_signs(text: str) -> str:
    text = _MISREAD.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _HYPHEN.sub("-", text))
    text = _BULLET.sub(lambda match: "- " if match.end() < len(text) else match[0], text)
    return re.sub("[\uf000-\uf0ff]", lambda match: _SYMBOLS.get(match[0], match[0]), text)


_TYPE_AGAIN = "gõ lại chữ ấy trong tệp gốc nếu còn dùng tệp."
_ODD = "có khoảng trắng lạ (không ngắt, rộng bằng không, phím Tab …); đã đọc thành dấu cách thường hoặc bỏ đi."
_STEPS: tuple[tuple[Callable[[str], str], str, str], ...] = (
    (
        lambda text: _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text),
        "có mã «_x…_» của Excel (như «_x000D_»); đã đọc thành ký tự mà mã ấy ghi.",
        _TYPE_AGAIN,
    ),
    (lambda text: _LINE_END.sub("\n", text), "", ""),
    (
        in_vietnamese,
        "có chữ trông giống nhưng không phải chữ Việt (như «Ð» thay cho «Đ»); đã đọc thành chữ Việt.",
        _TYPE_AGAIN,
    ),
    (
        _in_common_signs,
        "có dấu, chữ kiểu khác (gạch nối không ngắt, dấu đầu dòng của Wingdings …); đã đọc thành dấu, chữ thường.",
        _TYPE_AGAIN,
    ),
    (
        lambda text: _UNPRINTABLE.sub("", text),
        "có ký tự không in được: {}; đã bỏ.",
        "đối chiếu với bản gốc xem có thiếu chữ; xóa ký tự ấy.",
    ),
    (lambda text: _NO_WIDTH.sub("", _ODD_SPACE.sub(" ", text)), _ODD, "xóa khoảng trắng ấy rồi gõ lại bằng phím cách."),
    (lambda text: "\n".join(filter(None, (line.strip(" ") for line in text.split("\n")))), "", ""),
    (lambda text: re.sub(" {2,}", " ", text), "có nhiều dấu cách liền nhau; đã đọc thành một.", "xóa dấu cách thừa."),
    (
        lambda text: unicodedata.normalize("NFC", text),
        "chữ có dấu ở dạng tổ hợp (NFD); đã đọc thành dạng dựng sẵn (NFC).",
        "đặt bộ gõ ở bảng mã «Unicode dựng sẵn» rồi gõ lại.",
    ),
)


# --- in running text --------------------------------------------------------------------------------------------------

_DASH = re.compile(r"[-–—+*]\s+|[-–—](?=[^\W\d])")
_DATE = re.compile(r"[0-9]{1,2}[./-][0-9]")
_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zđ]|[IVX]{1,5})[.)]\s+")


def as_sentence(text: str) -> str:
    """The text as it stands within a sentence: its lines one after the other, without the marks of a list of one.

    Of three lines: «Rà soát hồ đập: a) Hồ lớn; b) Hồ nhỏ».
    """
    first, *others = (_DASH.sub("", line, count=1) if _DASH.match(line) else line for line in text.split("\n"))
    if not any(map(_NUMBER.match, others)) and (number := _NUMBER.match(first)):
        first = first[number.end() :]
    sentence = first
    for line in others:
        follows = line[:1].islower() or _DATE.match(line)
        goes_on = sentence[-1:] in ",;:.…?!-–" or (follows and not _NUMBER.match(line))
        sentence += f" {line}" if goes_on else f"; {line}"
    return sentence
