"""Write the review as a page that works from a USB stick, without a network and without a server."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import url_quote
from markupsafe import Markup

from ntsdocs.build.paths import REVIEW as FOLDER
from ntsdocs.diff.result import VARIES, DocumentState, Review, ReviewedDocument
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds import KINDS
from ntsdocs.site import coverage, lists, visible_text
from ntsdocs.site.coverage import DraftDuties
from ntsdocs.site.page_inputs import PagePapers
from ntsdocs.site.shared_texts import PER_FILE, Texts
from ntsdocs.text import shelf, vn

# Below FOLDER, emptied at each writing:
DATA, PAGES, OLD, NEW = "data", "pages", "old", "new"
MOST_PAGES = 40  # pictures of one document

# Nothing runs, and nothing is loaded, but the files beside the page; nothing is sent anywhere.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

_TEMPLATES = Path(__file__).parent / "page"
_STATIC = ("app.js", "style.css")
_PNG = b"\x89PNG\r\n\x1a\n"
_FILTERS = {
    "about": lists.tag_words,
    "long": lambda text: visible_text.short(text, visible_text.LONGEST),
    "number": vn.number,
    "plain": visible_text.plain,
    "runs": visible_text.change_runs,
    "short": visible_text.short,
}
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
    listing, texts = lists.Listing(review, papers), Texts()
    drafts: dict[int, DraftDuties] = {}
    unread: list[str] = []
    for at, (document, row) in enumerate(zip(listing.documents, listing.rows, strict=True)):
        paper = papers.of(document)
        row["text"] = texts.add(at, paper.before, paper.after)
        row["new"] = _link(paper.new, home, out, _copy(NEW, document))
        row["old"] = _link(paper.old, home, out, _copy(OLD, document))
        row["redline"] = _link(paper.redline, home, out)
        row["pages"] = _pictures(paper.pages, at, home)
        if document.kind in _HAVE_DUTIES and document.state is not DocumentState.GONE and paper.new is not None:
            try:
                drafts[at] = coverage.read(paper.new)
            except (PackageError, OSError):
                unread.append(row["key"])
    for name, script in texts.files():
        _write(home / DATA / f"{name}.js", f"ntsdocs.texts({in_script(script)});\n")
    for name in _STATIC:
        _write(home / name, (_TEMPLATES / name).read_text(encoding="utf-8"))
    tasks = coverage.tasks(drafts.values())
    data = {
        "documents": listing.rows,
        "kinds": listing.kinds,
        "states": {state.name: state.value for state in DocumentState},
        "tasks": tasks,
        "duties": list(coverage.matrix(drafts, tasks).items()),
        "perFile": PER_FILE,
        "noPages": visible_text.plain(papers.no_pages),
    }
    making = environment(_TEMPLATES)
    making.filters |= _FILTERS
    content = making.get_template("index.html.j2").render(
        policy=POLICY,
        varies=VARIES,
        review=review,
        listing=listing,
        gate=papers.findings is not None,
        unread=unread,
        states=[(state, sum(document.state is state for document in listing.documents)) for state in DocumentState],
        tasks=tasks,
        roles=Counter((task, role) for each in drafts.values() for task, role in each.roles.items()),
        agencies=sorted({row["title"] for row in listing.rows}, key=lambda title: (vn.sort_key(title), title)),
        data=Markup(in_script(data)),  # escaped by in_script
    )
    index = home / "index.html"
    _write(index, content)
    return index


def environment(folder: Path) -> Environment:
    """Makes pages of the templates in the folder: what is put into them is text, and what is missing stops."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(folder, encoding="utf-8"),
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )


def style() -> str:
    """How our pages look."""
    return (_TEMPLATES / "style.css").read_text(encoding="utf-8")


def in_script(value: object) -> str:
    """The value as JSON that may stand inside a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _write(path: Path, text: str) -> None:
    shelf.replace(path, text.encode())


def _copy(side: str, document: ReviewedDocument) -> str:
    """Where a copy goes; blank if the document needs none, or its path is not one below a build folder."""
    return (
        f"{side}/{document.path}" if shelf.is_inside(document.path) and document.state is not DocumentState.SAME else ""
    )


def _link(file: Path | None, home: Path, out: Path, copy: str = "") -> str:
    """The address of a file as seen from the page; of one that is not below the build folder, of its copy.

    Blank if there is no such file, or no place for a copy.
    """
    if file is None or not file.is_file():
        return ""
    place, top, here = (Path(os.path.abspath(each)) for each in (file, out, home))  # noqa: PTH100 - no links followed
    if place.is_relative_to(here):
        return "./" + quoted(place.relative_to(here))
    if place.is_relative_to(top):
        return "../" + quoted(place.relative_to(top))
    if copy:
        (home / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, home / copy)
        return "./" + quoted(Path(copy))
    return ""


def quoted(path: Path) -> str:
    """The path as a link has it."""
    return url_quote(path.as_posix().encode("utf-8", "surrogateescape"))


def _pictures(pages: Sequence[Path], at: int, home: Path) -> list[str]:
    """Copies the pictures of a document's pages beside the page; what is no PNG is left out."""
    addresses: list[str] = []
    for data in (page.read_bytes() for page in pages[:MOST_PAGES]):
        if data.startswith(_PNG):
            addresses.append(f"./{PAGES}/{at}-{len(addresses) + 1}.png")
            (home / PAGES).mkdir(exist_ok=True)
            (home / addresses[-1]).write_bytes(data)
    return addresses
