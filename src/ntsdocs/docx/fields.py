"""Fields of Word: what of them is an instruction and what a result that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ntsdocs.docx.xml import Element, W

_COMPUTED = frozenset("PAGE NUMPAGES SECTIONPAGES PAGEREF DATE TIME CREATEDATE SAVEDATE PRINTDATE FILENAME".split())
_MOST = 100  # open at once; a hostile file may open them without end
_LONGEST = 10_000  # characters of an instruction, after which no more are added
_NAME_WITHIN = 200  # characters


@dataclass(slots=True)
class Field:
    """A field that is open; `has_result` once what follows is its result."""

    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        """The first word of the instruction, in capitals: «PAGE»; blank without one."""
        return "".join(self.instruction[:_NAME_WITHIN].split()[:1]).upper()

    @property
    def is_computed(self) -> bool:
        """Whether Word works out the result anew on every machine, so that it says nothing about the document."""
        return self.name in _COMPUTED


class OpenFields:
    """The fields that are open at one place of a story, the outermost first; they may end in a later paragraph."""

    def __init__(self) -> None:
        self.open: list[Field] = []

    @property
    def show(self) -> bool:
        """Whether what stands here is shown: text outside fields, or the result of every field around it."""
        return all(field.has_result for field in self.open)

    def pass_mark(self, char: Element) -> Field | None:
        """Goes past a `w:fldChar`; gives the field whose result begins here, or that ends without one."""
        kind = char.get(f"{W}fldCharType", "")
        if kind == "begin" and len(self.open) < _MOST:
            self.open.append(Field())
        elif self.open and kind == "separate":
            self.open[-1].has_result = True
            return self.open[-1]
        elif self.open and kind == "end":
            ended = self.open.pop()
            return None if ended.has_result else ended
        return None

    def instruct(self, words: str) -> None:
        """Adds the words of a `w:instrText` to the innermost field."""
        if self.open and len(self.open[-1].instruction) < _LONGEST:
            self.open[-1].instruction += words


def is_computed(instruction: str) -> bool:
    """Whether Word works out the result of a field with this instruction anew on every machine."""
    return Field(instruction).is_computed
