"""Show on the board what came back of each edition, and from whom nothing has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ntsdocs.kinds.awaited import awaited
from ntsdocs.plan import returned
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Plan
from ntsdocs.plan.returned import ReturnedFile
from ntsdocs.site.board.views import AGENCY, View
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

_COUNTS = {"filled": "Ô đã điền", "reworded": "Sửa chữ", "added": "Thêm", "deleted": "Bỏ", "comments": "Ý kiến"}


def views(plan: Plan, assignments: Assignments, home: Path) -> Iterator[View]:
    """The view of all that came back, in counts alone: no value, and no name of a file; none where nothing did."""
    files = returned.rows(home / returned.FILES, ReturnedFile)
    of = grouped(((each.kind, each.edition, each.agency), each) for each in files)
    rows, sums = [], []
    for each in awaited(plan, assignments, files):
        sums.append(f"{each.words}: {len(each.asked) - len(each.missing)} trên {len(each.asked)} cơ quan đã gửi")
        for agency in (*each.missing, *(one for one in each.asked if one not in each.missing)):
            got = of.get((each.kind, each.edition.id, agency.id), [])
            states = "; ".join(dict.fromkeys(file.state.partition(":")[0] for file in got)) or "chưa gửi"
            counts = (sum(int(getattr(file, column)) for file in got) or None for column in _COUNTS)
            rows.append((each.words, agency.name, states, len(got) or None, *counts))
    if rows:
        headings = ("Đợt", AGENCY, "Tình trạng", "Số tệp", *_COUNTS.values())
        yield View("Thu phiếu", f"{vn.upper_first('; '.join(sums))}.", headings, tuple(rows))
