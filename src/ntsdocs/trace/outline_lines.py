"""Find the line of a template's outline that shows each of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from ntsdocs.docx import outline, package
from ntsdocs.docx.xml import W, parse

_SIGN = re.compile("⟪([0-9]+)⟫")


@lru_cache(16)
def outline_lines(template: bytes) -> Mapping[tuple[str, int], int]:
    """By part and number of the paragraph in it, the line (from 1) of each paragraph of the body, its edges and notes.

    A paragraph that the outline does not show is left out; all are, if the outline would read otherwise with the signs
    that are put into it to find them.
    """
    parts = package.read(template)
    numbered: list[tuple[str, int]] = []
    marked = {name: _marked(data, name, numbered) if _has_text(name) else data for name, data in parts.items()}
    lines = outline.outline(package.pack(package.member(name, data) for name, data in marked.items()))
    if [_SIGN.sub("", line).rstrip() for line in lines] != [line.rstrip() for line in outline.outline(template)]:
        return {}
    return {
        numbered[int(sign[1])]: number for number, line in enumerate(lines, start=1) for sign in _SIGN.finditer(line)
    }


def _has_text(name: str) -> bool:
    return re.fullmatch(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml", name) is not None


def _marked(data: bytes, name: str, numbered: list[tuple[str, int]]) -> bytes:
    """The part with a sign at the head of each paragraph; which paragraph a sign stands for is added to `numbered`."""
    root = parse(data, name)
    for number, paragraph in enumerate(list(root.iter(f"{W}p"))):
        sign = f"⟪{len(numbered)}⟫"
        numbered.append((name, number))
        run = etree.Element(f"{W}r")
        formats = etree.SubElement(run, f"{W}rPr")
        for switch in ("b", "i"):  # else the sign alone would be bold where the paragraph is
            etree.SubElement(formats, f"{W}{switch}").set(f"{W}val", "0")
        etree.SubElement(run, f"{W}t").text = sign
        properties = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
