"""Find tên loại and trích yếu (ô 5a), and the type they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.find.head import is_stamp, strokes_below
from ntsdocs.decree.find.paper import KINH_GUI, STROKES, Paper
from ntsdocs.decree.values import kind_of
from ntsdocs.docx.lines import Line


def find_title(paper: Paper) -> None:
    """Finds tên loại and trích yếu below the head, and tells the type of the paper."""
    if not paper.head and not paper.outline:
        return
    start = paper.index(paper.head[-1].paragraph) + 1 if paper.head else 0
    window = paper.lines(start, start + 25)
    for at, line in enumerate(window):
        if KINH_GUI.match(line.text):
            break
        kind = kind_of(line.as_printed) or _kind_with_subject(line)
        if kind and (line.paragraph.format.align == "center" or line.as_printed.isupper() or line.every("bold")):
            paper.title = line
            if not paper.kind:
                paper.kind, paper.recognised_by = kind, "theo tên loại in trên văn bản"
            _find_trich_yeu(paper, window[at + 1 :])
            return
        if at > 8 or len(line.text) > 200:
            break
    _untitled(paper, window)


def _kind_with_subject(line: Line) -> str:
    """The type that a line in capitals names before its subject: «BÁO CÁO KẾT QUẢ CÔNG TÁC»."""
    words = line.as_printed.split()
    if not line.as_printed.isupper() or line.paragraph.format.align != "center" or not line.every("bold"):
        return ""
    names = (" ".join(words[:count]) for count in range(min(4, len(words) - 2), 1, -1))
    return next((kind for name in names if (kind := kind_of(name))), "")


def _untitled(paper: Paper, window: Sequence[Line]) -> None:
    """The kind of a paper that prints none, and the title nobody knows."""
    if not paper.kind and paper.ve_viec:
        paper.kind, paper.recognised_by = "cong_van", "theo trích yếu «V/v» dưới số, ký hiệu"
    elif (
        not paper.kind
        and paper.so is not None
        and any(KINH_GUI.match(line.text) and not line.paragraph.boxed for line in window)
    ):
        paper.kind, paper.recognised_by = "cong_van", "có «Kính gửi», không có tên loại"
    for line in window[:3]:
        centred = line.paragraph.format.align == "center" and line.as_printed.isupper() and line.every("bold")
        if centred and not is_stamp(line) and not paper.ve_viec and not line.paragraph.format.ruled_above:
            paper.strange_title = line
            break


def _find_trich_yeu(paper: Paper, rest: Sequence[Line]) -> None:
    for line in rest:
        if STROKES.fullmatch(line.text) or KINH_GUI.match(line.text) or line.paragraph.cell is not None:
            break
        format_ = line.paragraph.format
        boxed = format_.ruled_above
        heading = re.match(r"(?:[IVX]+\.|Căn cứ|Điều \d|\d+\.)", line.text)
        plain = not line.every("bold") and format_.align in ("both", "left") and format_.first > 200
        if boxed or heading or plain or len(paper.trich_yeu) > 8:
            break
        body = paper.trich_yeu and line.as_printed.isupper() and not paper.trich_yeu[0].as_printed.isupper()
        if body or (paper.trich_yeu and (format_.align != "center" or not line.every("bold"))):
            break
        paper.trich_yeu.append(line)
        if any(True for _ in strokes_below(paper, line.paragraph, own=False)):
            break
