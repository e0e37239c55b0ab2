"""Propose a round of reminders for a plan folder, and open it in its table of editions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from ntsdocs.build.journey import folder
from ntsdocs.kinds.cong_van_don_doc import KIND
from ntsdocs.kinds.reminder_round import propose
from ntsdocs.plan import reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Edition, headings
from ntsdocs.tables import row_edits
from ntsdocs.text import vn


def remind(root: Path, plan_id: str, on: date | None, *, write: bool = False, **choices: Any) -> Iterator[str]:
    """The round that a date asks for, in lines, by the choices that `propose` takes; with `write` it is opened."""
    home = folder(root, plan_id)
    with row_edits.held(home, root) if write else nullcontext():
        plan = reading.read(home, root, on).plan_or_stop()
        proposal = propose(plan, settle(plan), **choices)
        yield from proposal.lines()
        if write and proposal.recipients:
            row_edits.put(home / "editions.csv", root, [_row(proposal.edition)], headings(Edition))
            yield f"Đã mở đợt {proposal.edition.id}: một dòng của data/{plan_id}/editions.csv. Tiếp theo: invoke build"
        elif proposal.recipients:
            yield "Chưa ghi gì. Thêm --write để mở đợt này."


def _row(edition: Edition) -> dict[str, str]:
    texts = {"kind": KIND.title, "on": vn.cell_date(edition.on)}
    texts |= {"scope": "; ".join(edition.scope), "about": "; ".join(edition.about)}
    return {label: texts.get(name) or str(getattr(edition, name) or "") for name, label in headings(Edition).items()}
