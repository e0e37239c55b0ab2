"""Clean a document as it is read: old encodings converted, look-alike letters put right, each repair reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ntsdocs.intake.tree import Block, Grid, Para, Slot, SourceDocument
from ntsdocs.plan.reading import hygiene
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text import old_encodings
from ntsdocs.text.problems import Origin

MAX_TEXT = 3000  # of a cell
MAX_PARAGRAPH = 20_000

# Letters that look Vietnamese and are not: the Icelandic eth, the African D; Cyrillic and Greek ones among Latin.
_ALWAYS = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_FOREIGN = "АВЕКМНОРСТХаеорсухіΑΒΕΗΙΚΜΝΟΡΤΧο"
_LATIN = "ABEKMHOPCTXaeopcyxiABEHIKMNOPTXo"
_AMONG_LATIN = str.maketrans(_FOREIGN, _LATIN)
_WORD = re.compile(r"\w+")


def clean(document: SourceDocument, problems: ProblemList) -> SourceDocument:
    """The document with clean text; what was put right is told as a warning, what cannot be taken as a stop."""
    code = old_encodings.name_of_text("\n".join(_texts(document.blocks)))
    if code:
        what = f"chữ ở mã {code}; đã chuyển sang Unicode."
        problems.warn(Origin(document.file), what, "đọc lại vài dòng xem chữ chuyển đã đúng.")
    cleaner = _Cleaner(document.file, code, problems)
    return replace(document, blocks=tuple(cleaner.block(block) for block in document.blocks))


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Para):
            yield block.text
        else:
            yield from (slot.text for row in block.rows for slot in row.slots if not slot.across and not slot.down)


class _Cleaner:
    """Cleans each text once, however many positions a merged cell fills."""

    def __init__(self, file: str, code: str, problems: ProblemList) -> None:
        self._file, self._code, self._problems = file, code, problems
        self._done: dict[tuple[str, str], str] = {}

    def block(self, block: Block) -> Block:
        if isinstance(block, Para):
            return replace(block, text=self._text(block.text, block.place, MAX_PARAGRAPH))
        rows = tuple(replace(row, slots=tuple(self._slot(slot) for slot in row.slots)) for row in block.rows)
        return Grid(rows, block.place)

    def _slot(self, slot: Slot) -> Slot:
        return replace(slot, text=self._text(slot.text, slot.place, MAX_TEXT)) if slot.text else slot

    def _text(self, text: str, place: str, limit: int) -> str:
        key = (place, text)
        if key not in self._done:
            self._done[key] = self._cleaned(text, Origin(self._file, place=place), limit)
        return self._done[key]

    def _cleaned(self, text: str, origin: Origin, limit: int) -> str:
        code = self._code or old_encodings.name_of_text(text)
        if code and (decoded := old_encodings.decode(text, code)) != text:
            if not self._code:
                self._problems.correction(
                    origin, f"chữ ở mã {code}; đã chuyển sang Unicode.", "đọc lại xem chữ chuyển đã đúng."
                )
            text = decoded
        right = _WORD.sub(_in_latin, text.translate(_ALWAYS))
        if right != text:
            what = "có chữ trông giống nhưng không phải chữ Việt (như «Ð» thay cho «Đ»); đã đọc thành chữ Việt."
            self._problems.correction(origin, what, "gõ lại chữ ấy trong tệp gốc nếu còn dùng tệp.")
        return hygiene.clean(right, origin, self._problems, limit)


def _in_latin(word: re.Match[str]) -> str:
    """The word, its foreign letters made Latin if it has Latin ones too."""
    text = word[0]
    return text.translate(_AMONG_LATIN) if any(char.isascii() and char.isalpha() for char in text) else text
