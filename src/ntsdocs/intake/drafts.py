"""Read a plan without tables: numbered paragraphs with «Chủ trì: …», «Thời gian: …» become drafts to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ntsdocs.intake import heading_marks
from ntsdocs.intake.task_rows import AnnexTask, AnnexValue, Heading, Outline
from ntsdocs.intake.tree import Para, SourceDocument

_LONGEST_HEADING = 300
_LABELS = (
    ("lead", r"(?:cơ quan |đơn vị )?(?:được giao )?chủ trì(?: thực hiện| tham mưu)?"),
    ("coordinate", r"(?:cơ quan |đơn vị |các đơn vị )?phối hợp(?: thực hiện)?"),
    ("deadline", r"(?:thời gian|thời hạn|tiến độ)(?: thực hiện| hoàn thành)?|hoàn thành"),
    ("product", r"(?:sản phẩm|kết quả)(?: dự kiến| đầu ra| thực hiện)?"),
)
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[.;,(\n])|(?<=[-+•–]))\s*(?:[-+•–]\s*)?(?P<label>"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS)
    + r")\s*:\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    mark: heading_marks.Mark
    para: Para
    values: dict[str, AnnexValue] = field(default_factory=dict)


def read(document: SourceDocument) -> tuple[AnnexTask, ...]:
    """The tasks in the running text; none of them is sure."""
    outline = Outline()
    tasks: list[AnnexTask] = []
    for draft in _drafts(document):
        title = draft.mark.rest.strip(" .:;")
        if draft.values.keys() & {"lead", "deadline"}:
            values = {"content": AnnexValue(draft.mark.rest.strip(" ;("), draft.para.place), **draft.values}
            printed = draft.mark.sign
            tasks.append(AnnexTask(printed, tuple(outline.open), values, (), draft.para.place, sure=False))
            outline.after_heading = False
        elif draft.mark.sign and title and len(title) <= _LONGEST_HEADING:
            outline.enter(Heading(draft.mark.kind, draft.mark.sign, title, draft.para.place))
    return tuple(tasks)


def _drafts(document: SourceDocument) -> Iterator[_Draft]:
    """Each paragraph that says what is to be done, with the labelled words that follow in it and under it."""
    current: _Draft | None = None
    for para in document.paragraphs():
        head, values = _split(para)
        if head:
            if current is not None:
                yield current
            current = _Draft(heading_marks.of_text(head), para)
        if current is not None:
            for name, value in values.items():
                current.values.setdefault(name, value)
    if current is not None:
        yield current


def _split(para: Para) -> tuple[str, dict[str, AnnexValue]]:
    """The words before the first label, and what each label says."""
    text = para.whole
    labels = [*_LABEL.finditer(text)]
    if not labels:
        return text.strip(), {}
    values = {}
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        words = text[label.end() : end].strip().rstrip(" .;,-+(").strip()
        if words.endswith(")") and "(" not in words:
            words = words[:-1].rstrip(" .;")
        if words:
            values[_name(label)] = AnnexValue(words, para.place)
    return text[: labels[0].start()].strip().rstrip("(").strip(" -+•–"), values


def _name(label: re.Match[str]) -> str:
    return next(name for name, _ in _LABELS if label[name])
