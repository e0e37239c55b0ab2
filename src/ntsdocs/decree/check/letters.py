"""Letters: fonts, colours, composed Unicode, one way of placing tone marks (PL I, Phần I, Mục I, khoản 4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ntsdocs.decree import values
from ntsdocs.decree.cache import answers_by_paragraph
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach
from ntsdocs.docx.document import Paragraph, WordDocument
from ntsdocs.text import plain, vn

_SYMBOLS = ("symbol", "wingdings", "webdings", "wingdings 2", "wingdings 3", "cambria math", "mt extra")
PROPER_FONTS = frozenset((values.FONT.lower(), *_SYMBOLS))
_LEGACY = (".vn", "vni", "vntime", ".tm", "vnarial", "tcvn")
_MANY = 200  # characters, of which a quarter have a mark in Vietnamese
_MARKS = ".,;:()«»\"'“”"


def is_stamp_red(color: str, paragraph: Paragraph) -> bool:
    """Whether this is the red of a stamp of urgency (ND30-I-3.2b)."""
    return color in ("ff0000", "c00000") and len(paragraph.text) < 20


def normal_fonts(document: WordDocument) -> tuple[str, ...]:
    """The fonts of what is typed next."""
    return document.formats.run(None, document.formats.paragraph(None, None).style, None).fonts


def font(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.4: Times New Roman, black, Unicode in its composed form."""
    for each, (what, remedy) in answers_by_paragraph((*paper.paragraphs, *paper.edges), _odd_letters):
        yield Breach(each, what, remedy)
    words = "".join(block.text for block in paper.blocks)
    if len(words) > _MANY and len(words.encode()) < 1.02 * len(words):
        yield Breach("toàn văn bản", "chữ gõ không dấu", "gõ đủ dấu tiếng Việt.")
    spare = sorted({face for _, face in answers_by_paragraph(paper.paragraphs, _spare_faces)})
    if spare:
        what = f"phông cho chữ Á Đông hoặc chữ phức hợp là «{'», «'.join(spare)}»"
        yield Breach("kiểu chữ của tệp", what, "đặt Times New Roman cho cả bốn loại chữ của phông.", unsure=True)


def _odd_letters(each: Paragraph) -> Iterator[tuple[str, str]]:
    faces: set[str] = set()
    colours: set[str] = set()
    for text, look in each.runs:
        strange = look.fonts[0] != values.FONT or look.fonts[1] != values.FONT
        if strange and any(char.isalnum() for char in text):
            faces |= {face for face in look.fonts[:2] if face.lower() not in PROPER_FONTS}
        if look.color and text.strip():
            colours.add(look.color)
    for face in sorted(faces):
        legacy = face.lower().startswith(_LEGACY)
        remedy = "chuyển mã sang Unicode rồi đặt phông Times New Roman." if legacy else "đặt phông Times New Roman."
        yield f"phông chữ «{face}»", remedy
    for colour in sorted(colours):
        if not is_stamp_red(colour, each):
            yield f"màu chữ {colour}", "đặt màu chữ đen (Automatic)."
    if any(not text.isascii() and not unicodedata.is_normalized("NFC", text) for text, _ in each.runs):
        yield "chữ Unicode tổ hợp (dấu thanh rời khỏi chữ cái)", "chuyển sang Unicode dựng sẵn."
    if signs := look_alikes(each):
        yield f"chữ trông giống nhưng không phải chữ Việt: {signs}", "gõ lại bằng bộ gõ tiếng Việt, bảng mã Unicode."


def look_alikes(paragraph: Paragraph) -> str:
    """The letters that only look Vietnamese, each with its code; blank where an old font may show others for them."""
    text = "".join(text for text, _ in paragraph.runs)
    if any(face.lower().startswith(_LEGACY) for _, look in paragraph.runs for face in look.fonts[:2]):
        return ""
    strange = sorted({old for old, new in zip(text, plain.in_vietnamese(text), strict=True) if old != new})
    return ", ".join(f"«{sign}» (U+{ord(sign):04X})" for sign in strange)


def _spare_faces(each: Paragraph) -> Iterator[str]:
    """The fonts of the slots that Vietnamese letters do not use (§17.3.2.26), where those they use are right."""
    for text, look in each.runs:
        if text and look.fonts[0] == look.fonts[1] == values.FONT:
            yield from (face for face in look.fonts[2:] if face.lower() != values.FONT.lower())


def defaults(paper: Paper) -> Iterator[Breach]:
    """GEO-11: new text in this file would come out in another font."""
    face = normal_fonts(paper.document)[0]
    if face.lower() != values.FONT.lower():
        what = f"kiểu Normal dùng phông «{face}»: đoạn gõ thêm sẽ sai phông"
        yield Breach("kiểu chữ của tệp", what, "đặt Times New Roman cho kiểu Normal.")


def one_spelling(paper: Paper) -> Iterator[Breach]:
    """GEO-12: one way of placing tone marks."""
    old = {word: each for each, word in answers_by_paragraph(reversed(paper.texts), _old_spellings)}
    if not old:
        return
    words = {word.strip(_MARKS) for each in paper.texts for word in each.text.lower().split()}
    both = sorted(word for word in old if vn.tone_fold(word) in words)
    if both:
        what = f"đặt dấu thanh hai cách: «{both[0]}» và «{vn.tone_fold(both[0])}»"
        yield Breach(old[both[0]], what, "thống nhất một cách đặt dấu.")


def _old_spellings(each: Paragraph) -> Iterator[str]:
    """The words with the tone on their last vowel: «hoá», «thuỷ»."""
    if vn.tone_fold(each.text) != each.text:
        words = (word.strip(_MARKS) for word in each.text.lower().split())
        yield from (word for word in words if vn.tone_fold(word) != word)
