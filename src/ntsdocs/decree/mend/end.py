"""Mend the end: signing forms, the row of the signature (PL I, Phần I, Mục II, khoản 7; GEO-5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.find.paper import outermost
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.session import MendSession, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.xml import W

_FORMS = re.compile(r"^(T[\s./]*U[\s./]*Q|T[\s./]*M|K[\s./]*T|T[\s./]*L|Q)[\s./:]+(?=\w)", re.IGNORECASE)


def signing_form(text: str) -> str:
    """ND30-I-2.7a to 2.7e: «TM. », «KT. », «TL. », «TUQ. », «Q. », with a full stop and a blank."""
    return _FORMS.sub(lambda match: re.sub(r"[\s./]", "", match[1]).upper() + ". ", text, count=1)


def unsplit(session: MendSession, breaches: Sequence[Breach]) -> None:
    """GEO-5: the row of the signature is not split, and the last paragraph stays with it."""
    label = session.paper.noi_nhan
    cell = outermost(label.paragraph.cell) if label is not None else None
    last = session.paper.main_blocks[-1].paragraph if session.paper.main_blocks else None
    for each in paragraphs_of(breaches):
        if each is last:
            edit.put(edit.para_props(each.node), "keepNext")
            session.note(each, "có thể tách khỏi khối chữ ký", "đi liền với khối chữ ký (Keep with next)")
        elif cell is not None and not cell.unsplit:
            rows = each.node.iterancestors(f"{W}tr")
            for row in (row for row in rows if next(row.iterancestors(f"{W}tbl"), None) is cell.table.node):
                edit.drop(row.find(f"{W}trPr"), "cantSplit")
                props = edit.row_props(row)
                props.insert(0, props.makeelement(f"{W}cantSplit"))
                session.note(each, "hàng chữ ký có thể bị tách", "hàng không tách qua hai trang")
