"""The board as one page that works from a USB stick, without a network and without a server."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from markupsafe import Markup

from ntsdocs.site import visible_text, write
from ntsdocs.site.board.views import AGENCY, COLOURS, DUTIES, SIGNS, TASK, Cell, Link, View
from ntsdocs.tables.workbooks import Filled
from ntsdocs.text import vn

_FOLDER = Path(__file__).parent / "page"
_POLICY = "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'"
_FILLS = [*COLOURS.values()]


def html(title: str, day: date, views: Iterable[View]) -> bytes:
    """The page; the same views give the same bytes."""
    fills = "".join(
        f".s{at} {{ background: #{each}; color: #000; }}\n.only{at} td[class]:not(.s{at}) {{ visibility: hidden; }}\n"
        for at, each in enumerate(_FILLS)
    )
    style, script = write.style() + _asset("board.css") + fills, _asset("board.js")
    data = {
        "states": [*SIGNS],
        "behind": [AGENCY, TASK],
        "duties": vn.slug(DUTIES),
        "views": {vn.slug(each.title): _view(each) for each in views},
    }
    page = write.environment(_FOLDER).get_template("index.html.j2")
    content = page.render(
        policy=_POLICY.format(_source(script), _source(style)),
        title=visible_text.plain(title),
        day=vn.short_date(day),
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


def _view(view: View) -> tuple[object, ...]:
    return view.title, view.note, view.headings, [[*map(_cell, row)] for row in view.rows]


def _cell(cell: Cell) -> object:
    """Numbers and words as they are; what has a colour or an address as an object."""
    match cell:
        case Filled():
            return {"t": cell.value, "s": _FILLS.index(cell.colour)}
        case Link():
            return {"t": visible_text.short(cell.words), "a": cell.address}
        case date():
            return vn.short_date(cell)
        case str():
            return visible_text.short(cell)
    return cell or ""
