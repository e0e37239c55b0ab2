"""Write the review as a page that works from a USB stick, without a network and without a server."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import url_quote
from markupsafe import Markup

from ntsdocs.build.paths import REVIEW as FOLDER
from ntsdocs.build.paths import is_inside
from ntsdocs.diff.result import VARIES, DocumentState, Review, ReviewedDocument
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds import KINDS
from ntsdocs.site import coverage, visible_text
from ntsdocs.site.coverage import Covered
from ntsdocs.site.lists import Listing, key_of
from ntsdocs.site.page_inputs import PageFinding, PagePaper, PagePapers
from ntsdocs.site.shared_texts import PER_FILE, Texts
from ntsdocs.text import vn

__all__ = ["FOLDER", "PageFinding", "PagePaper", "PagePapers", "write"]

# Below FOLDER, emptied at each writing:
DATA, PAGES, OLD, NEW = "data", "pages", "old", "new"
MOST_PAGES = 40  # pictures of one document

# Nothing runs, and nothing is loaded, but the files beside the page; nothing is sent anywhere.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

_TEMPLATES = Path(__file__).parent / "page"
_STATIC = ("app.js", "style.css")
_PNG = b"\x89PNG\r\n\x1a\n"
_HAVE_DUTIES = {kind.name for kind in KINDS if kind.has_duties}
# What may not stand in a script of a page as it is: it would end the script, or a line of it.
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write(review: Review, papers: PagePapers, out: Path) -> Path:
    """Writes the page below the build folder `out` and gives the path of its index.html.

    The same review and papers give the same bytes. `OSError` if the disk refuses.
    """
    home = out / FOLDER
    for name in (DATA, PAGES, OLD, NEW):
        if (home / name).exists():
            shutil.rmtree(home / name)
    (home / DATA).mkdir(parents=True)
    listing, texts = Listing(review, papers.agency), Texts()
    documents: list[dict[str, Any]] = []
    covered: dict[int, Covered] = {}
    unread: list[str] = []
    for at, (document, row) in enumerate(zip(listing.documents, listing.rows, strict=True)):
        paper = papers.of(document)
        documents.append(
            {
                "key": row.key,
                "kind": row.kind,
                "title": row.title,
                "state": row.state.name,
                "clusters": row.clusters,
                "causes": row.causes + row.guesses,
                "sure": len(row.causes),
                "tasks": row.tasks,
                "text": texts.add(at, paper.before, paper.after),
                "new": _link(paper.new, home, out, _beside(NEW, document)),
                "old": _link(paper.old, home, out, _beside(OLD, document)),
                "redline": _link(paper.redline, home, out),
                "pages": _pictures(paper.pages, at, home),
            }
        )
        if document.kind in _HAVE_DUTIES and document.state is not DocumentState.GONE and paper.new is not None:
            try:
                covered[at] = coverage.read(paper.new)
            except (PackageError, OSError):
                unread.append(key_of(document.path))
    _write(home / DATA / "lines.js", _call("lines", texts.shared()))
    for file, said in texts.files():
        _write(home / DATA / f"{file}.js", _call("texts", said))
    for name in _STATIC:
        _write(home / name, (_TEMPLATES / name).read_text(encoding="utf-8"))
    faults = listing.faults(papers.findings or ())
    tasks, duties = listing.duties(covered)
    data = {
        "documents": documents,
        "kinds": listing.kinds,
        "states": {state.name: state.value for state in DocumentState},
        "tasks": dict(tasks),
        "duties": [(each.roles, each.documents) for each in duties],
        "faults": [each.documents for each in faults],
        "perFile": PER_FILE,
        "noPages": visible_text.plain(papers.no_pages),
    }
    page = _environment().get_template("index.html.j2")
    told = page.render(
        policy=POLICY,
        varies=VARIES,
        base=visible_text.plain(review.base),
        now=visible_text.plain(review.new),
        notes=[visible_text.short(each, visible_text.LONGEST) for each in review.notes],
        edited=[visible_text.plain(each) for each in review.edited],
        unreadable=[
            [
                visible_text.short(said, visible_text.LONGEST)
                for said in (f"{each.origin}: {each.what}", f"Sửa: {each.remedy}")
            ]
            for each in review.unreadable
        ],
        count=len(documents),
        groups=listing.groups,
        reasons=listing.reasons,
        faults=faults,
        gate=papers.findings is not None,
        unread=unread,
        covers=bool(duties),
        states=[(state, sum(1 for row in listing.rows if row.state is state)) for state in DocumentState],
        kinds=listing.kinds,
        tasks=_changed_tasks(listing, dict(tasks)),
        agencies=_agencies(listing),
        data=Markup(_json(data)),  # escaped by _json
    )
    index = home / "index.html"
    _write(index, told)
    return index


def _changed_tasks(listing: Listing, words: dict[int, str]) -> list[tuple[int, str, int]]:
    """The tasks that changes touch, with their words where known and the number of documents."""
    count: dict[int, int] = {}
    for row in listing.rows:
        for number in row.tasks:
            count[number] = count.get(number, 0) + 1
    return [(number, words.get(number, ""), count[number]) for number in sorted(count)]


def _agencies(listing: Listing) -> list[str]:
    return sorted({row.title for row in listing.rows}, key=lambda title: (vn.sort_key(title), title))


def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )
    made.filters["number"] = vn.number
    return made


def _json(value: object) -> str:
    """The value as JSON that may stand inside a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _call(name: str, value: object) -> str:
    return f"ntsdocs.{name}({_json(value)});\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _beside(side: str, document: ReviewedDocument) -> str:
    """Where a copy goes; blank if the document needs none, or its path is not one below a build folder."""
    return f"{side}/{document.path}" if is_inside(document.path) and document.state is not DocumentState.SAME else ""


def _link(file: Path | None, home: Path, out: Path, copy: str = "") -> str:
    """The address of a file as seen from the page; of one that is not below the build folder, of its copy.

    Blank if there is no such file, or no place for a copy.
    """
    if file is None or not file.is_file():
        return ""
    place, top, here = (Path(os.path.abspath(each)) for each in (file, out, home))  # noqa: PTH100 - no links followed
    if place.is_relative_to(here):
        return "./" + _quoted(place.relative_to(here))
    if place.is_relative_to(top):
        return "../" + _quoted(place.relative_to(top))
    if copy:
        (home / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, home / copy)
        return "./" + _quoted(Path(copy))
    return ""


def _quoted(path: Path) -> str:
    return url_quote(path.as_posix().encode("utf-8", "surrogateescape"))


def _pictures(pages: Sequence[Path], at: int, home: Path) -> list[str]:
    """Copies the pictures of a document's pages beside the page; what is no PNG is left out."""
    kept: list[str] = []
    for page in _readable(pages):
        (home / PAGES).mkdir(exist_ok=True)
        name = f"{at}-{len(kept) + 1}.png"
        (home / PAGES / name).write_bytes(page)
        kept.append(f"./{PAGES}/{name}")
    return kept


def _readable(pages: Iterable[Path]) -> Iterable[bytes]:
    for page in list(pages)[:MOST_PAGES]:
        data = page.read_bytes()
        if data.startswith(_PNG):
            yield data
