"""Read written papers back with nothing of the project's own: zipfile and lxml."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Row(NamedTuple):
    """A task's row of an annex table: its number and the texts of the other cells."""

    number: int
    cells: tuple[str, ...]


def body(paper: bytes) -> etree._Element:
    """The body of the main part."""
    with zipfile.ZipFile(BytesIO(paper)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def text(element: etree._Element) -> str:
    """The text inside an element; paragraphs are parted by line ends."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))


def count_words(paper: bytes) -> tuple[int, int]:
    """The words of the whole paper, and those before its annexes."""
    count, before = 0, 0
    for block in body(paper):
        count += len(text(block).split())
        if not before and block.find(f"{W}pPr/{W}sectPr") is not None:
            before = count
    return count, before


def paragraphs(paper: bytes) -> list[str]:
    """The texts of all paragraphs, tables included."""
    return text(body(paper)).split("\n")


def headings_and_tables(paper: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Every table, with the text of the nearest paragraph of style «PhuLuc», «TenPhuLuc» or «TenBang» before it."""
    heading = ""
    for child in body(paper):
        if child.tag == f"{W}p":
            style = child.find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(f"{W}val") in ("TenPhuLuc", "TenBang"):
                heading = text(child)
        elif child.tag == f"{W}tbl":
            yield heading, child


def grid(table: etree._Element) -> list[list[str]]:
    """The cells' texts, row by row."""
    return [[text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


def table_under(paper: bytes, heading: str) -> list[list[str]]:
    """The cells of the first table under this heading; empty if there is none."""
    return next((grid(table) for told, table in headings_and_tables(paper) if told == heading), [])


def task_rows(paper: bytes, heading: str) -> list[Row]:
    """The rows that begin with a task's number in the table under this heading."""
    rows = table_under(paper, heading)
    return [Row(int(cells[0]), tuple(cells[1:])) for cells in rows if cells[0].isdigit()]


def controls(paper: bytes) -> dict[str, list[str]]:
    """The texts that stand in content controls, or between hidden bookmarks in their place, by tag."""
    texts: dict[str, list[str]] = {}
    for control in body(paper).iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            texts.setdefault(tag.get(f"{W}val"), []).append(
                "".join(t.text or "" for t in control.find(f"{W}sdtContent").iter(f"{W}t"))
            )
    opened: dict[str, tuple[str, list[str]]] = {}
    for each in body(paper).iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        if each.tag == f"{W}t":
            for _, inside in opened.values():
                inside.append(each.text or "")
        elif each.tag == f"{W}bookmarkStart":
            opened[each.get(f"{W}id")] = each.get(f"{W}name"), []
        else:
            name, inside = opened.pop(each.get(f"{W}id"))
            if name.startswith("_gen__"):
                texts.setdefault(name[1:].replace("__", ":"), []).append("".join(inside))
    return texts
