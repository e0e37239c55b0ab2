"""Turn the text of fonts from before Unicode (.VnTime, VNI-Times) into Unicode (ND30-I-1.4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ntsdocs.decree import values
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx import edit
from ntsdocs.docx.old_fonts import OldFont, old_code_of_font
from ntsdocs.docx.reader import Paragraph
from ntsdocs.docx.runs import composed, write
from ntsdocs.docx.xml import Element, W
from ntsdocs.text import old_encodings

_UNICODE = re.compile("[\u0300-\u036f\u1ea0-\u1ef9ăĂđĐơƠưƯ]")  # what no old code shows as
_ELSEWHERE = "ngoài thân văn bản (đầu trang, chú thích, ghi chú)"
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _Old:
    """A run in a font of an old code, and its texts, deleted ones too."""

    run: Element
    code: OldFont
    texts: list[Element]


def to_unicode(desk: MendSession) -> None:
    """ND30-I-1.4: what TCVN3 and VNI fonts show becomes Unicode, wherever text stands: footnotes, comments, deletions.

    The font alone does not prove the code. A paragraph that holds a letter only Unicode has is Unicode already, and so
    are the short ones that could be either, where most others are; then only the font is wrong.
    """
    desk.rule = "ND30-I-1.4"
    found = _in_old_fonts(desk)
    votes: Counter[str] = Counter()
    for runs in found.values():
        words = _words(runs)
        if not words.isascii():
            votes[runs[0].code.name] += -1 if _UNICODE.search(words) else 1
    places: dict[Element, Paragraph] = {}
    for paragraph, runs in found.items():
        before, code = _words(runs), runs[0].code.name
        if _UNICODE.search(before) or (votes[code] <= 0 and old_encodings.name_of_text(before) != code):
            _only_fonts(runs)
            continue
        texts = [t for each in runs for t in each.texts]
        said = [_decoded(t.text or "", each.code) for each in runs for t in each.texts]
        for t, words in zip(texts, composed(said), strict=True):
            write(t, words)
        for each in runs:
            edit.font(edit.run_props(each.run), values.FONT)
        places = places or {each.node: each for each in desk.document.paragraphs}
        at = places.get(paragraph, _ELSEWHERE)
        desk.note(at, f"{code}: «{before[:_QUOTED]}»", f"Unicode: «{_words(runs)[:_QUOTED]}»")


def _only_fonts(runs: Sequence[_Old]) -> None:
    """Frees words that are Unicode from a font that makes them look like another code, as it does «và»."""
    for each in runs:
        words = _words([each])
        if not words.isascii() and max(words) <= "\xff":
            edit.font(edit.run_props(each.run), values.FONT)


def _words(runs: Sequence[_Old]) -> str:
    return "".join(t.text or "" for each in runs for t in each.texts)


def _decoded(text: str, code: OldFont) -> str:
    words = old_encodings.decoded(text, code.name)
    return words.upper() if code.capitals else words


def _in_old_fonts(desk: MendSession) -> dict[Element, list[_Old]]:
    """The runs in a font of an old code, in every part, by their paragraphs."""
    formats = desk.document.formats
    found: dict[Element, list[_Old]] = {}
    for tree in desk.stories():
        for paragraph in tree.iter(f"{W}p"):
            style = formats.paragraph(paragraph.find(f"{W}pPr"), None).style
            for run in paragraph.iter(f"{W}r"):
                if next(run.iterancestors(f"{W}p")) is not paragraph:
                    continue
                faces = formats.run(run.find(f"{W}rPr"), style, None).fonts
                code = old_code_of_font(faces[0]) or old_code_of_font(faces[1])
                texts = [each for each in run if each.tag in (f"{W}t", f"{W}delText") and each.text]
                if code is not None and texts:
                    found.setdefault(paragraph, []).append(_Old(run, code, texts))
    return found
