"""Letters: fonts, colours, composed Unicode, one way of placing tone marks (PL I, Phần I, Mục I, khoản 4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ntsdocs.decree import values
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach
from ntsdocs.docx.pieces import Paragraph
from ntsdocs.text import vn

_LEGACY = (".vn", "vni", "vntime", ".tm", "vnarial", "tcvn")
_NOTHING: frozenset[str] = frozenset()
_SYMBOLS = ("symbol", "wingdings", "webdings", "wingdings 2", "wingdings 3", "cambria math", "mt extra")


def font(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.4: Times New Roman, black, Unicode in its composed form."""
    for each in paper.paragraphs:
        if each.content.memo.get("letters") != ():
            yield from _letters(each)
    told: set[int] = set()
    for section in paper.document.sections:
        for each in (each for edge in (section.headers, section.footers) for group in edge.values() for each in group):
            if id(each) not in told:
                told.add(id(each))
                yield from _letters(each)
    odd = [each for each in paper.paragraphs if each.content.memo.get("spare") != _NOTHING]
    spare = sorted({face for each in odd for face in _spare_faces(each)})
    if spare:
        what = f"phông cho chữ Á Đông hoặc chữ phức hợp là «{'», «'.join(spare)}»"
        yield Breach("kiểu chữ của tệp", what, "đặt Times New Roman cho cả bốn loại chữ của phông.", unsure=True)


def _spare_faces(each: Paragraph) -> frozenset[str]:
    """The fonts of the slots that Vietnamese letters do not use (§17.3.2.26), where those they use are right."""
    known = each.content.memo.get("spare")
    if not isinstance(known, frozenset):
        looks = (look.fonts for text, look in each.runs if text and look.fonts[0] == look.fonts[1] == values.FONT)
        faces = {face for fonts in looks for face in fonts[2:]}
        known = each.content.memo["spare"] = frozenset(face for face in faces if face.lower() != values.FONT.lower())
    return known


def _letters(each: Paragraph) -> Iterator[Breach]:
    told = each.content.memo.get("letters")
    if not isinstance(told, tuple):
        told = each.content.memo["letters"] = tuple(_odd_letters(each))
    for what, remedy in told:
        yield Breach(each, what, remedy)


def _odd_letters(each: Paragraph) -> Iterator[tuple[str, str]]:
    faces: set[str] = set()
    colours: set[str] = set()
    for text, look in each.runs:
        strange = look.fonts[0] != values.FONT or look.fonts[1] != values.FONT
        if strange and any(char.isalnum() for char in text):
            faces |= {face for face in look.fonts[:2] if face.lower() not in (values.FONT.lower(), *_SYMBOLS)}
        if look.color and text.strip():
            colours.add(look.color)
    for face in sorted(faces):
        legacy = face.lower().startswith(_LEGACY)
        remedy = "chuyển mã sang Unicode rồi đặt phông Times New Roman." if legacy else "đặt phông Times New Roman."
        yield f"phông chữ «{face}»", remedy
    for colour in sorted(colours):
        red = colour in ("ff0000", "c00000") and len(each.text) < 20  # stamps of urgency are red (ND30-I-3.2b)
        if not red:
            yield f"màu chữ {colour}", "đặt màu chữ đen (Automatic)."
    for text, _ in each.runs:
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            yield "chữ Unicode tổ hợp (dấu thanh rời khỏi chữ cái)", "chuyển sang Unicode dựng sẵn."
            break


def defaults(paper: Paper) -> Iterator[Breach]:
    """GEO-11: new text in this file would come out in another font."""
    normal = paper.document.formats.run(None, paper.document.formats.paragraph(None, None).style, None)
    if normal.fonts[0].lower() != values.FONT.lower():
        what = f"kiểu Normal dùng phông «{normal.fonts[0]}»: đoạn gõ thêm sẽ sai phông"
        yield Breach("kiểu chữ của tệp", what, "đặt Times New Roman cho kiểu Normal.")


def one_spelling(paper: Paper) -> Iterator[Breach]:
    """GEO-12: one way of placing tone marks."""
    spelt = [each for each in paper.texts if each.content.memo.get("old") != _NOTHING]
    old = {word: each for each in reversed(spelt) for word in _old_spellings(each)}
    if not old:
        return
    words = {word.strip(_MARKS) for each in paper.texts for word in each.text.lower().split()}
    both = sorted(word for word in old if vn.tone_fold(word) in words)
    if both:
        what = f"đặt dấu thanh hai cách: «{both[0]}» và «{vn.tone_fold(both[0])}»"
        yield Breach(old[both[0]], what, "thống nhất một cách đặt dấu.")


_MARKS = ".,;:()«»\"'“”"


def _old_spellings(each: Paragraph) -> frozenset[str]:
    """The words with the tone on their last vowel: «hoá», «thuỷ»."""
    known = each.content.memo.get("old")
    if not isinstance(known, frozenset):
        alike = vn.tone_fold(each.text) == each.text
        words = () if alike else (word.strip(_MARKS) for word in each.text.lower().split())
        known = each.content.memo["old"] = frozenset(word for word in words if vn.tone_fold(word) != word)
    return known
