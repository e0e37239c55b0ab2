"""Whether a component was found where it must be: what is found elsewhere may be something else, and is not mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ntsdocs.decree.find.paper import Paper, outermost
from ntsdocs.docx.lines import Line

_NEAR = 12  # paragraphs that may stand between parts of one head

_ADDRESSED = ("cong_van", "to_trinh")

Trust = Callable[[Paper], bool]


def _names(paper: Paper) -> bool:
    return _in_head(paper, [*paper.parents, *paper.names])


def _number(paper: Paper) -> bool:
    return _in_head(paper, [paper.so] if paper.so is not None else [])


def _date(paper: Paper) -> bool:
    return _in_head(paper, [paper.date] if paper.date is not None else [])


def _end(paper: Paper) -> bool:
    """Whether it is known where the text ends: what follows it is set otherwise."""
    return paper.noi_nhan is not None or bool(paper.authority)


def _text(paper: Paper) -> bool:
    """Whether it is known where the text begins too: without «Kính gửi», addressees look like it."""
    return _end(paper) and not (paper.kinh_gui is None and paper.kind in _ADDRESSED)


def _recipients(paper: Paper) -> bool:
    """Whether ô 7 and 9b stand beside each other; which lines are a signature is a guess without Nơi nhận."""
    return paper.noi_nhan is not None


_TRUST: Mapping[str, Trust] = {
    "ND30-I-1.5": _date,
    "ND30-I-2.2a": _names,
    "ND30-I-2.2b": _names,
    "ND30-I-2.2c": _names,
    "ND30-I-2.2d": _names,
    "ND30-I-2.3a": _number,
    "ND30-I-2.3c": _number,
    "ND30-I-2.3d": _number,
    "ND30-I-2.3e": _number,
    "ND30-I-2.4c": _date,
    "ND30-I-2.4d": _date,
    "ND30-I-2.5d": _number,
    "ND30-III-1": _number,
    "NUM-7": _number,
    "ND30-I-2.6n": _end,
    "ND30-I-2.6o": _text,
    "ND30-I-2.6p": _text,
    "ND30-I-2.6q": _end,
    "ND30-I-2.6r": _end,
    "ND30-I-2.7h": _recipients,
}


def trusted(paper: Paper, rule: str) -> bool:
    """Whether what the rule is about was found where it must be."""
    trust = _TRUST.get(rule)
    return trust is None or trust(paper)


def _in_head(paper: Paper, lines: Sequence[Line]) -> bool:
    """Whether the lines stand in the head: in its table or in one beside it, or on the page where the head has none."""
    anchor = paper.quoc_hieu or paper.tieu_ngu or paper.so
    if anchor is None:
        return False
    order = {id(each): at for at, each in enumerate(paper.paragraphs)}
    cell = outermost(anchor.paragraph.cell)
    for line in lines:
        own = outermost(line.paragraph.cell)
        near = abs(order[id(line.paragraph)] - order[id(anchor.paragraph)]) <= _NEAR
        same = cell is not None and own is not None and own.table is cell.table
        if not same and (not near or (own is None) != (cell is None)):
            return False
        if paper.title is not None and order[id(line.paragraph)] > order[id(paper.title.paragraph)]:
            return False
    return True
