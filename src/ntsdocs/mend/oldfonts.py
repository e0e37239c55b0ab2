"""Turn the text of fonts from before Unicode (.VnTime, VNI-Times) into Unicode (ND30-I-1.4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ntsdocs import nd30
from ntsdocs.annex.fonts import OldFont, old_code_of_font
from ntsdocs.mend import setting
from ntsdocs.mend.desk import Desk
from ntsdocs.mend.ink import composed, write
from ntsdocs.tables import oldcodes
from ntsdocs.wordxml import Element, W

_UNICODE = re.compile("[\u0300-\u036f\u1ea0-\u1ef9ăĂđĐơƠưƯ]")  # what no old code shows as
_ELSEWHERE = "ngoài thân văn bản (đầu trang, chú thích, ghi chú)"
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _Old:
    """A run in a font of an old code, and its texts, deleted ones too."""

    paragraph: Element
    run: Element
    code: OldFont
    texts: list[Element]

    @property
    def words(self) -> str:
        return "".join(each.text or "" for each in self.texts)

    @property
    def is_unicode(self) -> bool:
        return _UNICODE.search(self.words) is not None


def to_unicode(desk: Desk) -> None:
    """ND30-I-1.4: what TCVN3 and VNI fonts show becomes Unicode, wherever text stands: footnotes, comments, deletions.

    The font alone does not prove the code: where most runs in such a font hold letters that only Unicode has, the text
    is Unicode already, and only its font is wrong.
    """
    desk.rule = "ND30-I-1.4"
    found = list(_in_old_fonts(desk))
    votes: Counter[str] = Counter()
    for each in found:
        if not each.words.isascii():
            votes[each.code.name] += -1 if each.is_unicode else 1
    old = [each for each in found if votes[each.code.name] > 0 and not each.is_unicode]
    if not old:
        return
    places = {each.node: each for each in desk.document.paragraphs}
    by_paragraph: dict[Element, list[_Old]] = {}
    for each in old:
        by_paragraph.setdefault(each.paragraph, []).append(each)
    for paragraph, runs in by_paragraph.items():
        before = "".join(each.words for each in runs)
        texts = [t for each in runs for t in each.texts]
        said = [_decoded(t.text or "", each.code) for each in runs for t in each.texts]
        for t, words in zip(texts, composed(said), strict=True):
            write(t, words)
        for each in runs:
            setting.font(setting.run_props(each.run), nd30.FONT)
        after = "".join(each.words for each in runs)
        at = places.get(paragraph, _ELSEWHERE)
        desk.note(at, f"{runs[0].code.name}: «{before[:_QUOTED]}»", f"Unicode: «{after[:_QUOTED]}»")


def _decoded(text: str, code: OldFont) -> str:
    words = oldcodes.decoded(text, code.name)
    return words.upper() if code.capitals else words


def _in_old_fonts(desk: Desk) -> Iterator[_Old]:
    """The runs in a font of an old code, in every part."""
    formats = desk.document.formats
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
                    yield _Old(paragraph, run, code, texts)
