"""Tracked changes accepted or rejected as Word does it, with nothing of the project's own: zipfile and lxml.

A paragraph whose mark goes joins the next one, whose properties it takes; where no paragraph follows the mark stays.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ADDED, _TAKEN = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_PLAIN = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_CHANGES = tuple(
    W + name
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        "tblGridChange",
    )
)
# What of the properties around it a change of properties does not speak of, and so stays.
_STAYS = tuple(W + name for name in ("rPr", "sectPr", "headerReference", "footerReference", "ins", "del"))
_RANGES = {f"{W}customXml{word}Range{end}": word for word in ("Ins", "Del") for end in ("Start", "End")}
_MARKS = tuple(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", *_RANGES)
)


def accepted(docx: bytes, author: str | None = None) -> bytes:
    """The document after «Accept all» of this author's changes; of everybody's for `None`."""
    return _resolved(docx, author, _TAKEN)


def rejected(docx: bytes, author: str | None = None) -> bytes:
    """The document after «Reject all» of this author's changes; of everybody's for `None`."""
    return _resolved(docx, author, _ADDED)


def revisions(docx: bytes, author: str | None = None) -> list[str]:
    """The kinds of tracked changes in the document, as they come."""
    kinds = {*_ADDED, *_TAKEN, *_CHANGES, *_RANGES} - {f"{W}tblGridChange"}
    return [
        element.tag.removeprefix(W)
        for data in _stories(docx).values()
        for element in etree.fromstring(data).iter(*kinds)
        if element.get(f"{W}author") is not None and author in (None, element.get(f"{W}author"))
    ]


def _stories(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }


def _resolved(docx: bytes, author: str | None, gone: tuple[str, ...]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as archive, zipfile.ZipFile(out, "w") as written:
        for name in archive.namelist():
            data = archive.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(data)
                _Story(root, author, gone).resolve()
                data = etree.tostring(root)
            written.writestr(name, data)
    return out.getvalue()


class _Story:
    def __init__(self, root: Element, author: str | None, gone: tuple[str, ...]) -> None:
        self.root, self.author, self.gone = root, author, gone
        self.rejects = gone is _ADDED

    def mine(self, element: Element) -> bool:
        return self.author in (None, element.get(f"{W}author"))

    def resolve(self) -> None:
        self._rows()
        self._properties()
        hollow = self._runs()
        self._controls()
        self._paragraphs()
        for element in hollow:
            if not any(True for _ in element.iter(f"{W}r")) and element.getparent() is not None:
                _dissolve(element)

    def _properties(self) -> None:
        for change in list(self.root.iter(*_CHANGES)):
            holder = change.getparent()
            # The change of a grid bears no author: it goes with the table it stands in.
            if change.tag != f"{W}tblGridChange" and not self.mine(change):
                continue
            holder.remove(change)
            if self.rejects:
                former = change[0] if len(change) else change
                stays = [child for child in holder if child.tag in _STAYS]
                for child in list(holder):
                    holder.remove(child)
                first = [child for child in stays if child.tag not in (f"{W}rPr", f"{W}sectPr")]
                holder.extend([*first, *list(former), *(child for child in stays if child not in first)])
                holder.attrib.update(former.attrib)

    def _rows(self) -> None:
        for row in list(self.root.iter(f"{W}tr")):
            for mark in row.findall(f"{W}trPr/*"):
                if mark.tag in (*_ADDED, *_TAKEN) and self.mine(mark):
                    mark.getparent().remove(mark)
                    if mark.tag in self.gone and row.getparent() is not None:
                        row.getparent().remove(row)
        for table in reversed(list(self.root.iter(f"{W}tbl"))):
            if next(table.iter(f"{W}tr"), None) is None:
                table.getparent().remove(table)

    def _runs(self) -> list[Element]:
        hollow: list[Element] = []
        for element in reversed(list(self.root.iter(*_ADDED, *_TAKEN))):
            parent = element.getparent()
            if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr") or not self.mine(element):
                continue
            if element.tag in self.gone:
                hollow += element.iterancestors(f"{W}hyperlink", f"{W}smartTag")
                parent.remove(element)
            else:
                for each in element.iter(*_PLAIN):
                    each.tag = _PLAIN[each.tag] if element.tag in _TAKEN else each.tag
                _dissolve(element)
        return hollow

    def _controls(self) -> None:
        """A content control between two range marks was added or taken away with its content."""
        word = "Ins" if self.rejects else "Del"
        for start in list(self.root.iter(f"{W}customXml{word}RangeStart")):
            if self.mine(start) and (control := start.getnext()) is not None and control.tag == f"{W}sdt":
                content = control.find(f"{W}sdtContent")
                assert content is not None
                control.tag = f"{W}smartTag"  # whatever is dissolved below
                _dissolve(content)
                for each in list(control):
                    if each.tag in (f"{W}sdtPr", f"{W}sdtEndPr"):
                        control.remove(each)
                _dissolve(control)
        for mark in list(self.root.iter(*_RANGES)):
            mark.getparent().remove(mark)

    def _paragraphs(self) -> None:
        for paragraph in list(self.root.iter(f"{W}p")):
            taken = False
            for mark in paragraph.findall(f"{W}pPr/{W}rPr/*"):
                if mark.tag in (*_ADDED, *_TAKEN) and self.mine(mark):
                    mark.getparent().remove(mark)
                    taken = taken or mark.tag in self.gone
            if taken:
                self._join(paragraph)

    def _join(self, paragraph: Element) -> None:
        following = paragraph.getnext()
        while following is not None and following.tag in _MARKS:
            following = following.getnext()
        content = [child for child in paragraph if child.tag != f"{W}pPr"]
        if following is not None and following.tag == f"{W}p":
            at = 1 if following.find(f"{W}pPr") is not None else 0
            following[at:at] = content
            paragraph.getparent().remove(paragraph)
        elif following is not None and following.tag in (f"{W}tbl", f"{W}sdt") and not _speaks(paragraph):
            paragraph.getparent().remove(paragraph)


def _speaks(paragraph: Element) -> bool:
    return next(paragraph.iter(f"{W}r"), None) is not None


def _dissolve(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)
