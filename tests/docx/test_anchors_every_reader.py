"""What other programs' libraries see of our papers: every word, by the way each of them walks a document."""

from __future__ import annotations

import html
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import docx2txt
import mammoth
import pypandoc
import pytest
from docx.document import Document
from docx.table import _Cell

from ntsdocs.docx import office, package
from ntsdocs.docx.xml import DOCUMENT_PART, W, parse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from markitdown import MarkItDown

LEAST = 0.999
_APART = frozenset(W + name for name in ("tab", "br", "cr"))
_IN_A_LINE = re.compile("</?(?:strong|em|span|u|sup|sub)[^>]*>")


def words(text: str) -> Counter[str]:
    """The words of a text, each with how often it stands there."""
    return Counter(re.findall(r"[^\W_]+", text))


def written(paper: Path) -> Counter[str]:
    """The words that stand in the paper's body, those in controls too."""
    root = parse(package.read(paper, DOCUMENT_PART)[DOCUMENT_PART], DOCUMENT_PART)
    lines = (
        "".join(" " if each.tag in _APART else each.text or "" for each in paragraph.iter(f"{W}t", *_APART))
        for paragraph in root.iter(f"{W}p")
    )
    return words("\n".join(lines))


def by_python_docx(paper: Path) -> str:
    """The paragraphs of the document and of its tables, cell by cell."""

    def walk(holder: Document | _Cell) -> Iterator[str]:
        yield from (each.text for each in holder.paragraphs)
        for table in holder.tables:
            for cell in table._tbl.iter_tcs():
                yield from walk(_Cell(cell, table))

    return "\n".join(walk(docx.Document(str(paper))))


def by_mammoth(paper: Path) -> str:
    with paper.open("rb") as file:
        return str(mammoth.extract_raw_text(file).value)


def by_pandoc(paper: Path) -> str:
    page = pypandoc.convert_file(str(paper), "html", extra_args=["--wrap=none"])
    return html.unescape(re.sub("<[^>]*>", " ", _IN_A_LINE.sub("", page)))


def by_markitdown(paper: Path) -> str:
    return MarkItDown().convert(str(paper)).text_content


QUICK: dict[str, Callable[[Path], str]] = {
    "python-docx": by_python_docx,
    "docx2txt": lambda paper: str(docx2txt.process(str(paper))),
}
SLOW: dict[str, Callable[[Path], str]] = {
    "mammoth": by_mammoth,
    "pandoc": by_pandoc,
    "markitdown": by_markitdown,
}


def missed(read: Callable[[Path], str], papers: list[Path]) -> dict[str, object]:
    """The papers of which a reader sees too little, each with words that it missed."""
    too_little = {}
    for paper in papers:
        all_words = written(paper)
        unseen = all_words - words(read(paper))
        if unseen.total() > (1 - LEAST) * all_words.total():
            too_little[paper.name] = unseen.most_common(8)
    return too_little


def some(built: dict[str, Path]) -> list[Path]:
    """Of each kind in each plan the longest paper and the shortest."""
    folders = [folder for root in built.values() for folder in sorted(root.iterdir()) if folder.is_dir()]
    by_size = [sorted(folder.rglob("*.docx"), key=lambda each: (each.stat().st_size, each.name)) for folder in folders]
    return [each for papers in by_size for each in dict.fromkeys((papers[0], papers[-1]))]


def every(built: dict[str, Path]) -> list[Path]:
    return [paper for root in built.values() for paper in sorted(root.rglob("*.docx"))]


@pytest.mark.parametrize("name", QUICK)
def test_every_word_of_every_paper_is_seen_by(built: dict[str, Path], name: str) -> None:
    assert missed(QUICK[name], every(built)) == {}


@pytest.mark.parametrize("name", SLOW)
def test_every_word_of_papers_of_every_kind_is_seen_by(built: dict[str, Path], name: str) -> None:
    assert missed(SLOW[name], some(built)) == {}


@pytest.mark.readers
@pytest.mark.parametrize("name", SLOW)
def test_every_word_of_every_paper_is_seen_by_slow_readers_too(built: dict[str, Path], name: str) -> None:
    assert missed(SLOW[name], every(built)) == {}


@pytest.mark.office
def test_every_word_of_every_paper_is_in_what_libreoffice_writes_as_text(built: dict[str, Path]) -> None:
    papers = every(built)
    files = [paper.read_bytes() for paper in papers]
    texts = dict(zip(papers, office.converted("soffice", files, "docx", "txt:Text (encoded):UTF8"), strict=True))
    assert missed(lambda paper: texts[paper].decode(), papers) == {}
