"""Which rules are mended, by which function, at which step, and where it is certain what they are about.

Why a rule is not mended stands in data/law/nd30.csv. Of a rule that is, what needs judgement is still left: words that
are wrong, a component in another place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ntsdocs.decree.find.paper import Paper, outermost, present
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend import annexes, body, end, head, letters, numbers, page, recipients, title
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx.lines import Line

_NEAR = 12  # paragraphs that may stand between parts of one head


class Step(IntEnum):
    """When a rule is mended: each step needs what the ones before it have put right."""

    DEFAULT_FONT = 0
    LETTERS_AND_PAGE = 1
    TABLE = 2  # the column is as wide as the words need
    MEASURED = 3  # by the letters above


# --- certainty: what is found elsewhere may be something else, and is not mended --------------------------------------


def _names(paper: Paper) -> bool:
    return _in_head(paper, [*paper.parents, *paper.names])


def _number(paper: Paper) -> bool:
    return _in_head(paper, present(paper.so))


def _date(paper: Paper) -> bool:
    return _in_head(paper, present(paper.date))


def _end(paper: Paper) -> bool:
    """Whether it is known where the text ends: what follows it is set otherwise."""
    return paper.noi_nhan is not None or bool(paper.authority)


def _text(paper: Paper) -> bool:
    """Whether it is known where the text begins too: without «Kính gửi», addressees look like it."""
    return _end(paper) and not (paper.kinh_gui is None and paper.kind in ("cong_van", "to_trinh"))


def _recipients(paper: Paper) -> bool:
    """Whether ô 7 and 9b stand beside each other; which lines are a signature is a guess without Nơi nhận."""
    return paper.noi_nhan is not None


def _in_head(paper: Paper, lines: Sequence[Line]) -> bool:
    """Whether the lines stand in the head: in its table or in one beside it, or on the page where the head has none."""
    anchor = paper.quoc_hieu or paper.tieu_ngu or paper.so
    if anchor is None:
        return False
    cell = outermost(anchor.paragraph.cell)
    for line in lines:
        own, at = outermost(line.paragraph.cell), paper.index(line.paragraph)
        near = abs(at - paper.index(anchor.paragraph)) <= _NEAR
        same = cell is not None and own is not None and own.table is cell.table
        if not same and (not near or (own is None) != (cell is None)):
            return False
        if paper.title is not None and at > paper.index(paper.title.paragraph):
            return False
    return True


# --- the table --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mend:
    """How a rule is mended, after the look of the lines it is about: by `words`, line by line, and by `function`."""

    function: Callable[[MendSession, Sequence[Breach]], None] | None = None
    words: Callable[[str], str] | None = None
    step: Step = Step.LETTERS_AND_PAGE
    certain: Callable[[Paper], bool] = lambda _: True


_MENDS = (  # the rules that are mended alike, and how
    ("ND30-I-1.1", Mend(page.paper_size)),
    ("ND30-I-1.3", Mend(page.margins)),
    ("ND30-I-1.4", Mend(letters.letters)),
    ("ND30-I-1.7a", Mend(page.numbers)),
    ("ND30-I-1.7b", Mend(page.first_page)),
    ("ND30-I-2.1a ND30-I-2.1b", Mend(head.motto)),
    ("ND30-I-2.1c", Mend(head.under_motto, step=Step.MEASURED)),
    ("ND30-I-2.1d", Mend(head.single_motto)),
    ("ND30-I-2.2a ND30-I-2.2b", Mend(certain=_names)),
    ("ND30-I-2.2c", Mend(head.under_name, step=Step.MEASURED, certain=_names)),
    ("ND30-I-2.2d", Mend(head.single_names, certain=_names)),
    ("ND30-I-2.3a", Mend(words=numbers.number, certain=_number)),
    ("ND30-I-2.3c ND30-I-2.3d ND30-III-1 NUM-7", Mend(numbers.symbol_letters, certain=_number)),
    ("ND30-I-2.3e", Mend(words=numbers.so_form, certain=_number)),
    ("ND30-I-2.4c", Mend(words=head.date_form, certain=_date)),
    ("ND30-I-2.4d", Mend(words=head.date_place, certain=_date)),
    ("ND30-I-2.5a ND30-I-2.5b ND30-I-3.2b ND30-I-3.2c", Mend()),
    ("ND30-I-2.5c", Mend(title.under_trich_yeu, step=Step.MEASURED)),
    ("ND30-I-2.5d", Mend(title.ve_viec, certain=_number)),
    ("ND30-I-2.5e", Mend(words=title.ve_viec_in_full)),
    ("ND30-I-2.6b", Mend(body.can_cu)),
    ("ND30-I-2.6g ND30-I-2.6h", Mend(body.part)),
    ("ND30-I-2.6i", Mend(body.roman)),
    ("ND30-I-2.6k", Mend(body.dieu)),
    ("ND30-I-2.6l", Mend(body.khoan)),
    ("ND30-I-2.6m", Mend(body.diem)),
    ("ND30-I-2.6n", Mend(body.text_format, certain=_end)),
    ("ND30-I-2.6o", Mend(body.indent, certain=_text)),
    ("ND30-I-2.6p", Mend(body.gap, certain=_text)),
    ("ND30-I-2.6q", Mend(body.line_spacing, certain=_end)),
    ("ND30-I-2.6r", Mend(body.ending, certain=_end)),
    ("ND30-I-2.7a ND30-I-2.7b ND30-I-2.7c ND30-I-2.7d ND30-I-2.7e", Mend(words=end.signing_form)),
    ("ND30-I-2.7h", Mend(certain=_recipients)),
    ("ND30-I-2.9b ND30-I-2.9d", Mend(recipients.label)),
    ("ND30-I-2.9c", Mend(recipients.addressees)),
    ("ND30-I-2.9e", Mend(recipients.recipient_list)),
    ("ND30-I-2.9f", Mend(words=recipients.luu)),
    ("ND30-I-2.9g", Mend(recipients.nhu_tren)),
    ("ND30-I-3.1b", Mend(annexes.heading)),
    ("ND30-I-3.1c", Mend(annexes.kem_theo)),
    ("ND30-I-3.1d", Mend(annexes.page_numbers)),
    ("ND30-I-3.3", Mend(recipients.crew)),
    ("ND30-I-3.4", Mend(annexes.contact)),
    ("GEO-1 GEO-4", Mend(head.without_lines)),
    ("GEO-2", Mend(head.room_for_motto, step=Step.TABLE)),
    ("GEO-5", Mend(end.unsplit)),
    ("GEO-6", Mend(head.strokes_as_lines, step=Step.MEASURED)),
    ("GEO-7", Mend(head.strokes_apart, step=Step.MEASURED)),
    ("GEO-8", Mend(recipients.dashes_under_colon, step=Step.MEASURED)),
    ("GEO-11", Mend(letters.default_font, step=Step.DEFAULT_FONT)),
    ("ND30-II-1", Mend(recipients.capitals)),
)
MENDS: Mapping[str, Mend] = {id_: mend for ids, mend in _MENDS for id_ in ids.split()}
