"""Signatures of what stands in a Word file: equal ones are the same to a reader."""

from __future__ import annotations

import hashlib

from ntsdocs.docx.parts import File
from ntsdocs.docx.xml import Element, R, W, parse

_UNSEEN = frozenset(
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"),
        *("commentReference", "lastRenderedPageBreak", "headerReference", "footerReference", "printerSettings"),
        *("lang", "noProof", "tblGridChange"),
    )
)
_SEEN_IN_COPIES = ("headerReference", "footerReference", "printerSettings", "lang", "noProof")
UNSEEN_MARKS = _UNSEEN - {W + name for name in _SEEN_IN_COPIES}
# What Word counts anew whenever it saves.
_COUNTED = frozenset({f"{W}id", "{http://www.w3.org/XML/1998/namespace}space"})
_TEXTS = frozenset(W + name for name in ("t", "delText", "instrText", "delInstrText"))
_ON = ("1", "true", "on")
# CT_OnOff: what is on if it only stands there. Of any other element «1» is a number or a name.
_SWITCHES = frozenset(
    W + name
    for name in (
        "b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint vanish webHidden specVanish"
        " oMath rtl cs snapToGrid keepNext keepLines pageBreakBefore widowControl suppressLineNumbers"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
        " adjustRightInd contextualSpacing mirrorIndents suppressOverlap bidiVisual cantSplit tblHeader hidden"
        " noWrap tcFitText hideMark formProt noEndnote titlePg rtlGutter temporary showingPlcHdr docPartUnique"
        " isLgl enabled calcOnExit checked default sizeAuto dirty"
    ).split()
)


class Sameness:
    """Signatures of the elements of one file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._lists: dict[str, str] | None = None
        self._targets: dict[tuple[str, str], str] = {}

    def of(self, element: Element | None, part: str, *, but: frozenset[str] = frozenset()) -> str:
        """The signature of an element of a part, without the children named in `but`; blank for `None`."""
        if element is None:
            return ""
        pieces: list[str] = []
        self._write(element, part, pieces, but)
        return "".join(pieces)

    def target(self, part: str, id_: str) -> str:
        """What a relationship leads to: an address, or the content of a part; blank if it leads nowhere."""
        if (part, id_) not in self._targets:
            relation = self._file.relations(part).get(id_)
            said = ""
            if relation is not None:
                data = self._file.parts.get(relation.target)
                said = relation.target if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()
            self._targets[part, id_] = said
        return self._targets[part, id_]

    def list_of(self, number: str) -> str:
        """What a list looks like, whatever its number is in this file."""
        if self._lists is None:
            self._lists = self._read_lists()
        return self._lists.get(number, number)

    def _read_lists(self) -> dict[str, str]:
        name = self._file.related("numbering")
        if not name:
            return {}
        root = parse(self._file.parts[name], name)
        but = frozenset({f"{W}nsid", f"{W}tmpl"})
        abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
        # Two lists of one look are two lists: the place tells them apart.
        found: dict[str, str] = {}
        for place, each in enumerate(root.iterfind(f"{W}num")):
            link = each.find(f"{W}abstractNumId")
            definition = abstract.get("" if link is None else link.get(f"{W}val", ""))
            levels = [] if definition is None else [self.of(level, name, but=but) for level in definition]
            overrides = [self.of(over, name) for over in each.iterfind(f"{W}lvlOverride")]
            found[each.get(f"{W}numId", "")] = f"{place}{levels}{overrides}"
        return found

    def _write(self, element: Element, part: str, pieces: list[str], but: frozenset[str]) -> None:
        tag = element.tag
        if tag in _UNSEEN or tag in but or not isinstance(tag, str):
            return
        pieces.append(f"<{tag}")
        for key, value in sorted(element.attrib.items()):
            if said := self._attribute(element, str(key), str(value), part):
                pieces.append(said)
        text = element.text
        if text and (tag in _TEXTS or not text.isspace()):
            pieces.append(f">{text}")
        for child in element:
            self._write(child, part, pieces, frozenset())
        pieces.append("</>")

    def _attribute(self, element: Element, key: str, value: str, part: str) -> str:
        tag = element.tag
        if key in _COUNTED or "rsid" in key or key.startswith("{http://schemas.microsoft.com/office/word/201"):
            return ""
        if key == "id" and tag.endswith(("}docPr", "}cNvPr")):
            return ""
        if key.startswith(R):
            value = self.target(part, value)
        elif key == f"{W}val":
            if value in _ON and tag in _SWITCHES:
                return ""  # <w:b w:val="1"/> is <w:b/>
            if tag == f"{W}numId":
                value = self.list_of(value)
            elif tag == f"{W}id":
                return ""
        return f" {key}={value!r}"
