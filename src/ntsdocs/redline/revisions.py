"""Revision marks, and the properties of two files made into one element that knows both."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

from ntsdocs.docx.same import Signatures
from ntsdocs.docx.xml import Element, W, drop, make
from ntsdocs.redline.transfer import Transfer

# What stands among properties and is tracked by other means, or not at all.
_APART = {
    "pPr": ("rPr", "sectPr"),
    "rPr": ("ins", "del"),
    "sectPr": ("headerReference", "footerReference", "printerSettings"),
    "trPr": ("ins", "del"),
    "tcPr": ("cellIns", "cellDel", "cellMerge"),
    "tblPr": (),
    "tblPrEx": (),
}
SAME_WIDTH = 10  # twips, half a point: programs round otherwise
_WIDTH = re.compile(rf"(?<= {re.escape(W)}w=')(\d+)(?=')")


class Marker:
    """Makes the elements that mark a change by `author` at `date`, each with an id that nothing else has."""

    def __init__(self, author: str, date: datetime, roots: Iterable[Element]) -> None:
        """Make one for a file whose parts have these roots; a date without a zone is taken as UTC."""
        moment = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        zulu = f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        self._who = {"author": author, "date": zulu}
        self._taken = {value for root in roots for each in root.iter(f"{W}*") if (value := each.get(f"{W}id"))}
        self._last = 0

    @property
    def has_marked(self) -> bool:
        """Whether anything was marked."""
        return self._last > 0

    def mark(self, name: str) -> Element:
        """A new mark of ours: `ins`, `del`, `rPrChange` and so on."""
        return make(name, id=self.id(), **self._who)

    def again(self, mark: Element, name: str = "") -> Element:
        """Somebody's earlier mark once more, with an id of its own and nothing in it."""
        copy = make(name or mark.tag.removeprefix(W))
        for key, value in mark.attrib.items():
            copy.set(key, value)
        copy.set(f"{W}id", self.id())
        return copy

    def id(self) -> str:
        """A number that no mark, bookmark, note or comment of the file has."""
        self._last += 1
        while str(self._last) in self._taken:
            self._last += 1
        return str(self._last)


@dataclass(slots=True)
class PartPair:
    """A part of the old file and the part of the new one that it is merged into, `parts` their names.

    `trusted` says that equal XML means the same in both; `controls` are those with a tag that both files have.
    """

    before: Signatures
    after: Signatures
    parts: tuple[str, str]
    marker: Marker
    transfer: Transfer
    trusted: bool = False
    controls: frozenset[Hashable] = frozenset()

    def old_signature(self, element: Element | None, without: frozenset[str] = frozenset()) -> str:
        """The signature of an element of the old part, without some of its children."""
        return self.before.of(element, self.parts[0], without)

    def new_signature(self, element: Element | None, without: frozenset[str] = frozenset()) -> str:
        """The signature of an element of the new part, without some of its children."""
        return self.after.of(element, self.parts[1], without)

    def copied(self, element: Element) -> Element:
        """A copy of an element of the old part, fit to stand in the new one."""
        return self.transfer.copy(element, *self.parts)

    def differ(self, old: Element | None, new: Element | None, name: str, but: tuple[str, ...] = ()) -> bool:
        """Whether two properties, or what is tracked of them, differ; `but` for these."""
        apart, nothing = _names((*_APART[name], *but)), f"<{W}{name}</>"  # properties without anything in them are none
        signatures = self.old_signature(old, apart), self.new_signature(new, apart)
        if _near(*(each.replace(nothing, "") for each in signatures)):
            return False
        looks = self.before.paragraph_look, self.after.paragraph_look
        return name != "pPr" or looks[0](old, self.parts[0]) != looks[1](new, self.parts[1])

    def looks_alike(self, old: Element | None, new: Element | None, styles: Sequence[str]) -> bool:
        """Whether runs with these properties, in paragraphs of these styles, look the same to a reader."""
        before = self.before.run_look(old, self.parts[0], styles[0])
        return before == self.after.run_look(new, self.parts[1], styles[1])

    def merged(self, old: Element | None, new: Element | None, name: str, but: tuple[str, ...] = ()) -> Element | None:
        """The new properties, which say what the old ones were if they differ (`but` in these); `None` if none are."""
        merged = None if new is None else deepcopy(new)
        if not self.differ(old, new, name, but):
            return merged
        merged = make(name) if merged is None else merged
        change, earlier = f"{W}{name}Change", None if old is None else old.find(f"{W}{name}Change")
        apart = _names((*_APART[name], f"{name}Change"))
        former = old if earlier is None else earlier.find(W + name)
        theirs = merged.find(change)
        if theirs is not None:
            if self.new_signature(theirs.find(W + name), apart) == self.old_signature(former, apart):
                return merged  # somebody tracked this very change in the new file
            drop(theirs)
        same_now = self.old_signature(old, apart) == self.new_signature(new, apart)
        marker = self.marker
        mark = marker.again(earlier) if earlier is not None and same_now else marker.mark(f"{name}Change")
        mark.append(self._former(former, name, apart))
        merged.append(mark)
        return merged

    def _former(self, old: Element | None, name: str, apart: frozenset[str]) -> Element:
        """Old properties as they stand inside a mark of change."""
        if old is None:
            return make(name)
        alone = deepcopy(old)
        for child in list(alone):
            if child.tag in apart:
                drop(child)
        return self.copied(alone)


def _near(one: str, other: str) -> bool:
    """Whether two signatures are equal but for widths that no eye can tell apart."""
    texts, others = _WIDTH.split(one), _WIDTH.split(other)
    widths = zip(map(int, texts[1::2]), map(int, others[1::2]), strict=False)
    return texts[::2] == others[::2] and all(abs(before - after) <= SAME_WIDTH for before, after in widths)


def _names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(W + name for name in names)
