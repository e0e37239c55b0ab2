"""Mend the end: signing forms, the row of the signature (PL I, Phần I, Mục II, khoản 7; GEO-5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.find.paper import outermost
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.session import MendSession, lines_of, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.xml import Element, W

_FORMS = re.compile(r"^(T[\s./]*U[\s./]*Q|T[\s./]*M|K[\s./]*T|T[\s./]*L|Q)[\s./:]+(?=\w)", re.IGNORECASE)


def signing_form(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.7a to 2.7e: «TM. », «KT. », «TL. », «TUQ. », «Q. », with a full stop and a blank."""
    for line in lines_of(founds):
        desk.amend(line, _formed)


def _formed(text: str) -> str:
    return _FORMS.sub(lambda match: re.sub(r"[\s./]", "", match[1]).upper() + ". ", text, count=1)


def kept_whole(desk: MendSession, founds: Sequence[Breach]) -> None:
    """GEO-5: the row of the signature is not split, and the last paragraph stays with it."""
    label = desk.paper.noi_nhan
    cell = outermost(label.paragraph.cell) if label is not None else None
    last = desk.paper.main_blocks[-1].paragraph if desk.paper.main_blocks else None
    for each in paragraphs_of(founds):
        if last is not None and each is last:
            edit.put(edit.para_props(each.node), "keepNext")
            desk.note(each, "có thể tách khỏi khối chữ ký", "đi liền với khối chữ ký (Keep with next)")
        elif cell is not None and not cell.unsplit:
            row = _row(each.node, cell.table.node)
            if row is not None:
                edit.drop(row.find(f"{W}trPr"), "cantSplit")
                props = edit.row_props(row)
                props.insert(0, props.makeelement(f"{W}cantSplit"))
                desk.note(each, "hàng chữ ký có thể bị tách", "hàng không tách qua hai trang")


def _row(node: Element, table: Element | None) -> Element | None:
    """The row of the table that holds the paragraph."""
    for each in node.iterancestors(f"{W}tr"):
        if next(each.iterancestors(f"{W}tbl"), None) is table:
            return each
    return None
