"""Hide the content controls of a finished paper as bookmarks, and show them again to whoever reads it by its controls.

Many programs read past what stands in a control, and LibreOffice drops its tag when it saves; bookmarks hide nothing
and survive nearly all of them (docs/anchors.md has the table). So words of ours stand in a pair of hidden bookmarks in
place of their control, and before each control that an agency fills stands a point that says its tag.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, takewhile
from zlib import crc32

from lxml import etree

from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import Element, W, drop, local, make

_OURS = "gen:"
_NAME = re.compile(r"_(?:gen|own)__\w+", re.ASCII)
_LONGEST = 40  # letters of a bookmark's name, for Word
_MOST = 0xFFFFFF  # of the numbers of bookmarks
_TAG = re.compile(r'<w:tag w:val="([^"]*)"')
_NAMES = re.compile(r'<w:bookmarkStart [^<>]*w:name="([^"]*)"')
_NUMBERS = re.compile(r' w:id="([0-9]{1,9})"')  # those of tracked changes too
# The ends of a control: all that comes before its content, all that comes after.
_START = (
    "<w:sdt(?: [^<>]*)?>(?:<w:sdtPr/>|(<w:sdtPr[ >](?>.*?</w:sdtPr>)))?"
    "(?:<w:sdtEndPr/>|<w:sdtEndPr[ >](?>.*?</w:sdtEndPr>))?<w:sdtContent(?: [^<>]*)?(?<!/)>"
)
_END = "</w:sdtContent></w:sdt>"
_ENDS = re.compile(f"{_START}|{_END}", re.DOTALL)
_MARK = "(?:<w:customXml(?:Ins|Del)Range(?:Start|End) [^<>]*/>)"  # that a control was added or taken away
_TRACKED_ENDS = re.compile(f"{_MARK}?{_START}{_MARK}?|{_MARK}?{_END}{_MARK}?", re.DOTALL)
# A control of ours that was added or taken away, all its content in one mark of a change.
_LONE = re.compile(
    f'({_MARK}(?=(?:(?!</w:sdtPr>).)*<w:tag w:val="{_OURS}){_START}{_MARK})(<w:(ins|del) [^<>]*>)'
    rf"((?:(?!<w:(?:ins|del|sdt)[ >]).)*?)(</w:\4>)({_MARK}{_END}{_MARK})",
    re.DOTALL,
)
_SHAPE = re.compile("(?:sdtPr )?(?:sdtEndPr )?(?:sdtContent )?")


@cache  # the papers of a plan have the same tasks
def bookmark_of(tag: str) -> str:
    """The bookmark that stands for a control with this tag; blank where none can.

    «_own__task__17__tien_do» is that of «own:task:17:tien_do». One that is too long for Word is cut.
    """
    name = f"_{tag}".replace(":", "__").replace("-", "X")[:_LONGEST].rstrip("_X")
    return name if tag_of(name) and tag.startswith(tag_of(name)) else ""


def tag_of(name: str) -> str:
    """The tag that a bookmark stands for; blank for anybody else's."""
    return name[1:].rstrip("_").replace("__", ":").replace("X", "-") if _NAME.fullmatch(name) else ""


def is_sound(control: Element) -> bool:
    """Whether a control is one that Word would open."""
    return _SHAPE.fullmatch("".join(f"{local(each.tag)} " for each in control)) is not None


def hide(xml: str, *, named: bool = True) -> str:
    """The text of a part in which controls of ours are bookmarks, each with a name of its own; none unless `named`.

    The text is as lxml writes it, and its controls are sound.
    """
    names, numbers = {name.lower() for name in _NAMES.findall(xml)}, set(map(int, _NUMBERS.findall(xml)))
    closings: list[str | None] = []

    def put(match: re.Match[str]) -> str:
        if _END in match[0]:
            closing = closings.pop()
            return match[0] if closing is None else closing
        tag = _TAG.search(match[1] or "")
        name = bookmark_of(tag[1]) if tag and named else ""
        start = end = ""
        while name and name.lower() in names:  # as in a redline, where a row that moved stands twice
            name = f"{name}_" if len(name) < _LONGEST else ""
        if name:
            names.add(name.lower())
            number = crc32(name.encode()) & _MOST  # not counted: a row is written the same in every paper
            while number in numbers:
                number += 1
            numbers.add(number)
            start, end = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
        is_ours = tag is not None and tag[1].startswith(_OURS)
        closings.append(end if is_ours else None)
        return start if is_ours else f"{start}{end}{match[0]}"

    if "<w:customXml" not in xml:
        return _ENDS.sub(put, xml)
    return _TRACKED_ENDS.sub(put, _LONE.sub(r"\3\1\5\7\6", xml))  # the bookmark comes and goes with the words


def are_in(part: bytes) -> bool:
    """Whether controls of ours are hidden in the part."""
    return b' w:name="_gen__' in part


def show(root: Element) -> Element:
    """The tree, each bookmark of ours a control again; controls of an agency that lost their tag have it again.

    Where a bookmark ends in another paragraph, its control goes as far as the one that it begins in.
    """
    ends = {each.get(f"{W}id"): each for each in root.iter(f"{W}bookmarkEnd")}
    for start in list(root.iter(f"{W}bookmarkStart")):
        tag, holder, end = tag_of(start.get(f"{W}name", "")), start.getparent(), ends.get(start.get(f"{W}id"))
        if not tag or holder is None:
            continue
        if not tag.startswith(_OURS):
            _name(start, tag)
            drop(start)
        elif holder.tag == f"{W}p" or (end is not None and end.getparent() is holder):
            _wrap(start, end, tag)
        else:
            drop(start)
        if end is not None:
            drop(end)
    return root


def _wrap(start: Element, end: Element | None, tag: str) -> None:
    content = list(takewhile(lambda each: each is not end, start.itersiblings()))
    start.tag = f"{W}sdt"  # elements made apart and put in would take longer
    start.attrib.clear()
    about = etree.SubElement(start, f"{W}sdtPr")
    etree.SubElement(about, f"{W}tag").set(f"{W}val", tag)
    etree.SubElement(start, f"{W}sdtContent").extend(content)


def _name(point: Element, tag: str) -> None:
    # LibreOffice puts the point into the control.
    controls = chain(point.iterancestors(f"{W}sdt"), point.itersiblings(f"{W}sdt"))
    about = next((each.find(f"{W}sdtPr") for each in controls), None)
    if about is not None and about.find(f"{W}tag") is None:
        about.append(make("tag", val=tag))


class AnchoredParts(WordParts):
    """The parts of a Word file whose trees have all their controls, those too that are hidden as bookmarks."""

    def parsed(self, name: str) -> Element:
        """A new tree of a part; `PackageError` if it is not sound XML."""
        return show(super().parsed(name))
