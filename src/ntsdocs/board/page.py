"""The board as one page that works from a USB stick, without a network and without a server."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from ntsdocs.board.views import COLOURS, EVIDENCE, PAPER, SIGNS, Cell, Mark, View
from ntsdocs.kinds import KINDS
from ntsdocs.plan.model import Plan
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.progress import State
from ntsdocs.site import visible_text, write
from ntsdocs.site.write import environment, in_script, quoted
from ntsdocs.text import shelf, vn

_FOLDER = Path(__file__).parent / "page"
_POLICY = "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'"
_STATES = [*State]
_BY_AGENCIES = next(kind.name for kind in KINDS if not kind.issued)


def html(plan: Plan, title: str, views: Sequence[View], beside: Iterable[str], out: Path, home: Path) -> bytes:
    """The page for the build folder `out` of the plan whose data are in `home`; it links papers that are there.

    `beside` are the paths of the files that are written with it.
    """
    fills = "".join(f".s{at} {{ background: #{each}; color: #000; }}\n" for at, each in enumerate(COLOURS.values()))
    style, script = write.style() + _asset("board.css") + fills, _asset("board.js")
    data = {
        "agencies": {
            each.id: [visible_text.plain(name) for name in (each.short_name or each.name, each.name)]
            for each in plan.agencies
        },
        "tasks": {task.number: visible_text.short(task.content) for task in plan.tasks},
        "states": [*zip(State, SIGNS.values(), strict=True)],
        "views": {view.id: [view.headings, [_row(view, row, out, home) for row in view.rows]] for view in views},
    }
    content = (
        environment(_FOLDER)
        .get_template("index.html.j2")
        .render(
            policy=_POLICY.format(_source(script), _source(style)),
            style=Markup(style),
            script=Markup(script),
            data=Markup(in_script(data)),  # escaped by in_script
            views=views,
            title=visible_text.plain(title),
            day=vn.short_date(plan.on),
            states=_STATES,
            beside=[*beside],
        )
    )
    return content.encode()


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """How a policy names the only script, or style, that counts."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _row(view: View, row: Sequence[Cell], out: Path, home: Path) -> list[object]:
    """The cells as the page gets them, without blank ones at the end."""
    cells = [_cell(heading, cell, out, home) for heading, cell in zip(view.headings, row, strict=False)]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _cell(heading: str, cell: Cell, out: Path, home: Path) -> object:
    """A number or words as they are, tasks as a list; a state, a mark or a link as what it is."""
    shown: object = cell or ""
    match cell:
        case State():
            shown = {"s": _STATES.index(cell)}
        case Mark():
            shown = {"s": _STATES.index(cell.state), "m": cell.sign}
        case date():
            shown = vn.cell_date(cell)
        case str():
            shown = visible_text.short(cell)
            if heading == PAPER:
                path = PaperId(_BY_AGENCIES, cell).path
                shown = {"a": quoted(Path(path)), "t": "Tệp Word"} if (out / path).is_file() else ""
            elif heading == EVIDENCE and (address := _address(cell, out, home)):
                shown = {"a": address, "t": shown}
    return shown


def _address(evidence: str, out: Path, home: Path) -> str:
    """Where the evidence of a result is, if that is the web or a file below the plan's data; blank otherwise."""
    if re.match(r"https?://[^\s\\]+$", evidence):
        return evidence
    if not shelf.is_inside(evidence) or not (home / evidence).is_file():
        return ""
    try:
        return quoted(Path(os.path.relpath(home / evidence, out)))
    except ValueError:  # on another drive
        return ""
