"""Generated pairs of whole .docx files: a document, and what random edits make of it."""

from __future__ import annotations

import random
from copy import deepcopy

from tiny_docx import p, r
from whole_docx import grid, held, note, tracked, whole

_WORDS = (
    "Sở Y tế chủ trì phối hợp Công an tỉnh tổ chức diễn tập tuyên truyền kịp thời hiệu quả báo cáo kết quả thực hiện"
    " trước 30/6/2026 theo Kế hoạch số 196/KH-UBND của Ủy ban nhân dân & <các> xã “phường” 'đặc khu' 1.234,5 \u202eđồng"
).split()
_LOOKS = ("", "<w:b/>", "<w:i/>", '<w:sz w:val="28"/>')
_PROPS = ("", '<w:jc w:val="center"/>', "<w:keepNext/>", '<w:pStyle w:val="Heading1"/>')
_WIDTHS = ((2000, 2000), (1500, 2500))
_EMPTY = ["p", "", []]


class Maker:
    """Makes a document as nested lists, edits it, writes it; the same for the same seed."""

    def __init__(self, seed: int, *, others: bool = False) -> None:
        """Make one; with `others` some runs are tracked changes by somebody else."""
        self._random = random.Random(seed)
        self._others = others

    def pair(self) -> tuple[bytes, bytes]:
        """A file and its edited form."""
        old = self._document()
        new = deepcopy(old)
        for _ in range(self._random.randint(1, 6)):
            self._edit(new)
        return _written(old), _written(new)

    # --- making ---

    def _pick(self, choices):
        return self._random.choice(choices)

    def _words(self) -> str:
        return " ".join(self._pick(_WORDS) for _ in range(self._random.randint(0, 9)))

    def _runs(self) -> list:
        runs = [["run", self._words(), self._pick(_LOOKS), self._tracked()] for _ in range(self._random.randint(1, 3))]
        if self._random.random() < 0.2:
            runs.append(["control", f"own:o:{self._random.randint(1, 4)}", self._words()])
        if self._random.random() < 0.15:
            runs.append(["note", self._words()])
        return runs

    def _tracked(self) -> str:
        """How a run is tracked: mostly not at all."""
        return self._pick(("", "", "", "ins", "del")) if self._others else ""

    def _paragraph(self) -> list:
        return ["p", self._pick(_PROPS), self._runs()]

    def _noteless(self) -> list:
        """A paragraph for a header, which may not call a note."""
        style, props, runs = self._paragraph()
        return [style, props, [run for run in runs if run[0] != "note"]]

    def _row(self) -> list:
        return [self._with_ends([self._paragraph() for _ in range(self._pick((1, 1, 1, 2)))]) for _ in range(2)]

    def _with_ends(self, blocks: list) -> list:
        """The blocks, some between empty paragraphs, as people leave them at the ends of cells and pages."""
        first, last = (self._random.random() < 0.1, self._random.random() < 0.2)
        return [deepcopy(_EMPTY)] * first + blocks + [deepcopy(_EMPTY)] * last

    def _block(self) -> list:
        kind = self._random.random()
        if kind < 0.15:
            return ["table", self._pick(_WIDTHS), [self._row() for _ in range(self._random.randint(1, 4))]]
        if kind < 0.3:
            tag = f"gen:task:{self._random.randint(1, 5)}:noi_dung"
            return ["sdt", tag, [self._paragraph() for _ in range(self._random.randint(1, 2))]]
        return self._paragraph()

    def _document(self) -> dict:
        return {
            "body": self._with_ends([self._block() for _ in range(self._random.randint(1, 8))]),
            "header": self._pick((None, [self._noteless()])),
            "turned": False,
            "end": self._random.choice((True, False)),
        }

    # --- editing ---

    def _edit(self, document: dict) -> None:
        act = self._random.randint(0, 15)
        body = document["body"]
        place = self._random.randrange(len(body) + 1)
        block = body[min(place, len(body) - 1)] if body else None
        if act in (0, 1):
            body.insert(place, self._block())
        elif act == 2 and block:
            body.remove(block)
        elif act == 3 and block:
            body.remove(block)
            body.insert(self._random.randrange(len(body) + 1), block)
        elif act == 4:
            document["header"] = self._pick((None, [self._noteless()], [self._noteless(), self._noteless()]))
        elif act == 5:
            document["turned"] = not document["turned"]
        elif act in (6, 7):
            self._edit_ends(body)
        elif block:
            self._edit_block(body, block)

    def _edit_ends(self, holder: list) -> None:
        """Put an empty paragraph at one end of a holder, or take one away."""
        at = self._pick((0, -1))
        if len(holder) > 1 and holder[at] == _EMPTY:
            holder.pop(at)
        else:
            holder.insert(0 if at == 0 else len(holder), deepcopy(_EMPTY))

    def _edit_block(self, body: list, block: list) -> None:
        if block[0] == "table":
            rows = block[2]
            act = self._random.randint(0, 5)
            if act == 0:
                rows.insert(self._random.randrange(len(rows) + 1), self._row())
            elif act == 1 and len(rows) > 1:
                rows.pop(self._random.randrange(len(rows)))
            elif act == 2:
                block[1] = self._pick(_WIDTHS)
            else:
                cell = self._pick(self._pick(rows))
                if act == 5:
                    self._edit_ends(cell)
                elif act == 3:
                    cell.insert(self._random.randrange(len(cell) + 1), self._paragraph())
                else:
                    self._edit_paragraph(cell, self._pick(cell))
        elif block[0] == "sdt":
            if self._random.random() < 0.4:
                block[2].append(self._paragraph())
            else:
                self._edit_paragraph(block[2], self._pick(block[2]))
        else:
            self._edit_paragraph(body, block)

    def _edit_paragraph(self, holder: list, paragraph: list) -> None:
        act = self._random.randint(0, 7)
        runs = paragraph[2]
        run = self._pick(runs) if runs else ["run", "", "", ""]
        if act == 0:
            paragraph[1] = self._pick(_PROPS)
        elif act == 1 and run[0] == "run":
            run[2], run[3] = self._pick(_LOOKS), self._tracked()
        elif act == 2:
            at = self._random.randrange(len(runs) + 1)
            holder.insert(holder.index(paragraph) + 1, ["p", paragraph[1], runs[at:]])
            del runs[at:]
        elif act == 3 and holder.index(paragraph) + 1 < len(holder):
            following = holder[holder.index(paragraph) + 1]
            if following[0] == "p":
                runs += following[2]
                holder.remove(following)
        elif act == 4:
            runs.insert(self._random.randrange(len(runs) + 1), self._pick(self._runs()))
        else:
            where = 2 if run[0] == "control" else 1
            said = run[where].split(" ")
            said[self._random.randrange(len(said)) :][:1] = []
            at = self._random.randrange(len(said) + 1)
            said[at : at + self._random.randint(0, 2)] = [self._pick(_WORDS) for _ in range(self._random.randint(0, 2))]
            run[where] = " ".join(said)


def _run(words: str, look: str, how: str, id_: int) -> str:
    plain = r(words, look)
    if not how:
        return plain
    return tracked(how, plain.replace("w:t", "w:delText") if how == "del" else plain, id_=id_)


def _written(document: dict) -> bytes:
    notes: dict[int, str] = {}
    ids = iter(range(1, 10_000))

    def paragraph(block: list) -> str:
        inside = []
        for run in block[2]:
            if run[0] == "run":
                inside.append(_run(*run[1:], 900 + next(ids)))
            elif run[0] == "control":
                inside.append(held(run[1], r(run[2]), next(ids)))
            else:
                notes[len(notes) + 1] = run[1]
                inside.append(note(len(notes)))
        return p(*inside, props=block[1])

    def written(block: list) -> str:
        if block[0] == "p":
            return paragraph(block)
        if block[0] == "sdt":
            return held(block[1], "".join(map(paragraph, block[2])), next(ids))
        cells = [tuple("".join(map(paragraph, cell)) for cell in row) for row in block[2]]
        return grid(*cells, widths=block[1]) + p("Sau bảng")

    body = "".join(map(written, document["body"]))
    header = document["header"] and "".join(map(paragraph, document["header"]))
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if document["turned"] else None
    extra = {} if size is None else {"section": size}
    # A control cannot be the last in a body: a paragraph has to follow it.
    if not document["end"] and document["body"] and document["body"][-1][0] != "sdt":
        extra["end"] = ""
    return whole(body, header=header, notes=notes or None, **extra)
