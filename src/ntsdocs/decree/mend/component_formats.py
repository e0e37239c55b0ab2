"""Mend how a component's letters look: size, bold, italic, capitals by format, the middle of the column.

What is wrong is set on the line's own runs: a style may be shared with lines that are right, and every component has
a look of its own. Small letters that should be capitals are shown as such (`w:caps`), so that the text stays as it
was typed; capitals that should be small letters are a person's to write, for no machine knows which are names.
"""

from __future__ import annotations

from collections.abc import Sequence

from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach, RequiredFormat, pt
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx import edit
from ntsdocs.docx.lines import Line


def looks(desk: MendSession, founds: Sequence[Breach]) -> None:
    """Every finding that says how a line should look."""
    done: set[int] = set()
    for found in founds:
        if found.line is not None and found.look is not None and id(found.line) not in done:
            done.add(id(found.line))
            fit(desk, found.line, found.look)


def fit(desk: MendSession, line: Line, look: RequiredFormat) -> None:
    """Gives the line the look the decree asks for; a run that has it already is left alone."""
    stretch = desk.stretch(line)
    if stretch is None:
        return
    told: dict[tuple[str, str], None] = {}
    for run, now in stretch.runs():
        size = min(max(now.size, look.smallest), look.largest)
        if size != now.size:
            edit.size(run, size)
            told[f"cỡ chữ {pt(now.size)}", f"cỡ chữ {pt(size)}"] = None
        for name, is_on, asked, words in (
            ("b", now.bold, look.bold, ("không đậm", "đậm")),
            ("i", now.italic, look.italic, ("đứng", "nghiêng")),
        ):
            if asked is not None and is_on != asked:
                edit.switch(run, name, on=asked)
                told[words[is_on], words[asked]] = None
        capitals = _capitals(line, look)
        if capitals is not None and now.capitals != capitals:
            edit.switch(run, "caps", on=capitals)
            told["chữ in thường" if capitals else "định dạng in hoa", "in hoa" if capitals else "bỏ in hoa"] = None
    for before, after in told:
        desk.note(line.paragraph, f"{look.name}: {before}", after)
    if look.centred:
        centre(desk, line, look.name)


def _capitals(line: Line, look: RequiredFormat) -> bool | None:
    """Whether the format should make capitals; `None` where it has no say."""
    if look.upper is True and not line.shown.isupper():
        return True
    if look.upper is False and line.shown.isupper() and not line.text.isupper():
        return False
    return None


def centre(desk: MendSession, line: Line, name: str) -> None:
    """Puts the line in the middle of its column, if it has a paragraph of its own there.

    Where the two columns of head and signature are no table, the middle of the page is not that of the column.
    """
    paragraph = line.paragraph
    format_ = paragraph.format
    if paragraph.cell is None and any(line is each for each in _in_columns(desk.paper)):
        return
    if format_.align == "center" or paragraph.boxed or "\t" in paragraph.text or format_.centred_frame:
        return
    edit.align(paragraph.node, "center")
    if format_.first > 0:
        edit.indent(paragraph.node, first=0)
    desk.note(paragraph, f"{name}: không canh giữa", "canh giữa")


def _in_columns(paper: Paper) -> list[Line | None]:
    """The components that stand beside each other, in one of two columns."""
    head = [paper.quoc_hieu, paper.tieu_ngu, *paper.parents, *paper.names, paper.so, paper.date, *paper.ve_viec]
    return [*head, *paper.authority, paper.signer]
