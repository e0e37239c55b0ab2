"""Clean a document as it is read: old encodings converted, every text taken in as a table's cell is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ntsdocs.intake.tree import Block, Grid, Para, Slot, SourceDocument
from ntsdocs.plan.reading import hygiene
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text import old_encodings
from ntsdocs.text.problems import Origin

MAX_PARAGRAPH = 20_000


def clean(document: SourceDocument, problems: ProblemList) -> SourceDocument:
    """The document with clean text; what was put right is told as a warning, what cannot be taken as a stop."""
    code = old_encodings.name_of_text("\n".join(_texts(document.blocks)))
    if code:
        what = f"chữ ở mã {code}; đã chuyển sang Unicode."
        problems.warn(Origin(document.file), what, "đọc lại vài dòng xem chữ chuyển đã đúng.")
    cleaner = _Cleaner(document.file, code, problems)
    blocks = (cleaner.block(block) for block in document.blocks)
    return replace(document, blocks=tuple(each for each in blocks if isinstance(each, Grid) or each.text.strip()))


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
        return replace(slot, text=self._text(slot.text, slot.place, hygiene.MAX_TEXT)) if slot.text else slot

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
        return hygiene.clean(text, origin, self._problems, limit)
