"""Changes of formatting: properties of two files made into one element that knows both."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from ntsdocs.docx.parts import drop, make
from ntsdocs.docx.xml import Element, W
from ntsdocs.redline.carry import Carry
from ntsdocs.redline.revision_marks import Stamp
from ntsdocs.redline.signatures import Sameness

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


@dataclass(slots=True)
class Props:
    """Tracks changes of properties."""

    before: Sameness
    after: Sameness
    stamp: Stamp
    carry: Carry

    def differ(self, old: Element | None, new: Element | None, name: str, parts: tuple[str, str]) -> bool:
        """Whether the properties, or what is tracked of them, differ."""
        but = _names(_APART[name])
        return self.before.of(old, parts[0], but=but).replace(_EMPTY[name], "") != self.after.of(
            new, parts[1], but=but
        ).replace(_EMPTY[name], "")

    def both(self, old: Element | None, new: Element | None, name: str, parts: tuple[str, str]) -> Element | None:
        """The new properties, which say what the old ones were if they differ; `None` if there are none."""
        merged = None if new is None else deepcopy(new)
        if not self.differ(old, new, name, parts):
            return merged
        merged = make(name) if merged is None else merged
        change, earlier = f"{W}{name}Change", None if old is None else old.find(f"{W}{name}Change")
        but = _names((*_APART[name], f"{name}Change"))
        former = old if earlier is None else earlier.find(W + name)
        theirs = merged.find(change)
        if theirs is not None:
            inner = theirs.find(W + name)
            if self.after.of(inner, parts[1], but=but) == self.before.of(former, parts[0], but=but):
                return merged  # somebody tracked this very change in the new file
            drop(theirs)
        same_now = self.before.of(old, parts[0], but=but) == self.after.of(new, parts[1], but=but)
        mark = self.stamp.again(earlier) if earlier is not None and same_now else self.stamp.mark(f"{name}Change")
        mark.append(self.former(former, name, parts))
        merged.append(mark)
        return merged

    def former(self, old: Element | None, name: str, parts: tuple[str, str]) -> Element:
        """Old properties as they stand inside a mark of change."""
        if old is None:
            return make(name)
        alone = deepcopy(old)
        for child in list(alone):
            if child.tag in _names((*_APART[name], f"{name}Change")):
                drop(child)
        return self.carry.copy(alone, *parts)


def _names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(W + name for name in names)


# Properties without anything in them are none.
_EMPTY = {name: f"<{W}{name}</>" for name in _APART}
