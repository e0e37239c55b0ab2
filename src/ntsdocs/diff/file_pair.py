"""Every place in which two Word files differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ntsdocs.diff import other_parts, stories
from ntsdocs.diff.result import Change, What
from ntsdocs.diff.stories import BlockPairCache
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.same import is_visible


@dataclass(frozen=True, slots=True, eq=False)
class FilePair:
    """Two Word files, each opened once; `cache` keeps how blocks differ, for other pairs with the same blocks."""

    old: WordFile
    new: WordFile
    cache: BlockPairCache = field(default_factory=BlockPairCache)

    @classmethod
    def of(cls, old: bytes, new: bytes, cache: BlockPairCache | None = None) -> FilePair:
        """The two files opened; `PackageError` if one of them is no Word file."""
        return cls(WordFile(old), WordFile(new), cache or BlockPairCache())

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every difference, none only where the bytes are equal; `PackageError` if a part is no sound XML."""
        if self.old.docx == self.new.docx:
            return ()
        changes = (*stories.changes(self.old, self.new, self.cache), *other_parts.changes(self.old, self.new))
        if changes:
            return changes
        packing, writing = "cách nén hoặc thứ tự các phần", "cách viết XML hoặc số hiệu bên trong, người đọc không thấy"
        what = packing if self.old.parts == self.new.parts else writing
        return (Change(What.FORM, "gói tệp", form=((what, "như bản cũ", "khác"),)),)

    @property
    def visible_changes(self) -> tuple[Change, ...]:
        """What a reader sees differ: text, layout and looks, not how a program saved the files."""
        changes = (*stories.changes(self.old, self.new, self.cache), *other_parts.visible(self.old, self.new))
        visible = (replace(each, form=tuple(filter(is_visible, each.form))) for each in changes)
        return tuple(each for each in visible if each.what is not What.FORM or each.form)

    @property
    def likeness(self) -> float:
        """The share of the old file's paragraphs with words that stand in the new one too."""
        return share(self.old.texts, frozenset(self.new.texts))


def fault(docx: bytes) -> str:
    """Why a file cannot be compared; blank if it can."""
    try:
        file = WordFile(docx)
        list(stories.changes(file, file, BlockPairCache()))
        list(other_parts.properties(file, file))
    except PackageError as error:
        return str(error)
    return ""


def share(texts: Sequence[str], others: frozenset[str]) -> float:
    """Which share of these paragraphs stands among the others too."""
    return sum(text in others for text in texts) / len(texts) if texts else 0.0
