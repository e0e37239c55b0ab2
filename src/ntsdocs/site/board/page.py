"""The board as one page that works from a USB stick, without a network and without a server."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable
from datetime import date
from itertools import repeat
from pathlib import Path

from markupsafe import Markup

from ntsdocs.kinds import KINDS
from ntsdocs.plan.duty_rows import DutyRow
from ntsdocs.plan.model import Plan
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.progress import State
from ntsdocs.site import visible_text, write
from ntsdocs.site.board.views import COLOURS, EVIDENCE, PAPER, SIGNS, Cell, View, sign
from ntsdocs.text import shelf, vn

_FOLDER = Path(__file__).parent / "page"
_POLICY = "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'"
_STATES = [*State]
_OF_AGENCY = next(kind.name for kind in KINDS if not kind.issued)


def html(plan: Plan, title: str, views: Iterable[View], out: Path, home: Path) -> bytes:
    """The page for the build folder `out` of the plan whose data are in `home`; it links papers that are there."""
    fills = "".join(f".s{at} {{ background: #{each}; color: #000; }}\n" for at, each in enumerate(COLOURS.values()))
    style, script = write.style() + _asset("board.css") + fills, _asset("board.js")
    names = {each.id: (each.short_name or each.name, each.name) for each in plan.agencies}
    data = {
        "agencies": {id_: [*map(visible_text.plain, both)] for id_, both in names.items()},
        "tasks": {task.number: visible_text.short(task.content) for task in plan.tasks},
        "states": [*SIGNS.items()],
        "views": {vn.slug(view.title): _view(view, out, home) for view in views},
    }
    page = write.environment(_FOLDER).get_template("index.html.j2")
    content = page.render(
        policy=_POLICY.format(_source(script), _source(style)),
        title=visible_text.plain(title),
        day=vn.short_date(plan.on),
        style=Markup(style),
        script=Markup(script),
        data=Markup(write.in_script(data)),  # escaped by in_script
    )
    return content.encode()


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """How a policy names the only script, or style, that counts."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _view(view: View, out: Path, home: Path) -> tuple[object, ...]:
    rows = [[*map(_cell, view.headings, row, repeat(out), repeat(home))] for row in view.rows]
    return view.title, view.note, view.headings, rows


def _cell(heading: str, cell: Cell, out: Path, home: Path) -> object:
    """A number, words, tasks as they are; an object for a state, a sign and a link."""
    if heading == PAPER:
        path = PaperId(_OF_AGENCY, str(cell)).path
        return {"a": path, "t": "Tệp Word"} if (out / path).is_file() else ""
    match cell:
        case State():
            return {"s": _STATES.index(cell)}
        case DutyRow():
            return {"s": _STATES.index(cell.state), "m": sign(cell)}
        case date():
            return vn.cell_date(cell)
        case str():
            address = _address(cell, out, home) if heading == EVIDENCE else ""
            return {"a": address, "t": visible_text.short(cell)} if address else visible_text.short(cell)
    return cell or ""


def _address(evidence: str, out: Path, home: Path) -> str:
    """Where the evidence of a result is, if that is the web or a file below the plan's data; blank otherwise."""
    if re.fullmatch(r"https?://[^\s\\]+", evidence):
        return evidence
    if not shelf.is_inside(evidence) or not (home / evidence).is_file():
        return ""
    try:
        return write.quoted(Path(os.path.relpath(home / evidence, out)))
    except ValueError:  # on another drive
        return ""
