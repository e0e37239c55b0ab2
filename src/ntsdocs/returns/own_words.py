"""Tell which words of a returned paper are its agency's: in which place, and when they were saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ntsdocs.returns import answers, changes, word_lines
from ntsdocs.returns.letterbox import ReturnedPaper
from ntsdocs.returns.paper_versions import Base
from ntsdocs.text import vn

_TASK = re.compile(r"own:task:(\d+):")


def own_words(base: Base, letter: ReturnedPaper, is_asked: Callable[[str], bool], agency: str) -> Iterator[str]:
    """A line for each thing that the agency filled in or changed and whose text is asked for."""
    if base.data == letter.data:
        return
    ours, theirs = word_lines.read(base.data), word_lines.read(letter.data)
    reading = answers.read(ours, theirs)
    titles = {mark.tag: mark.title for line in ours.lines for mark in line.marks}
    saved = f", lưu lần cuối {'/'.join(reversed(letter.saved[:10].split('-')))}" if letter.saved else ""
    for each in reading.answers:
        if is_asked(each.value):
            doubt = f"; cần xem lại: {each.doubt}" if each.doubt else ""
            title = titles.get(each.tag) or each.tag
            task = _TASK.match(each.tag)
            of = f", nhiệm vụ {task[1]}" if task and "nhiệm vụ" not in title else ""
            yield f"Chữ của {agency}, điền ở ô «{title}»{of} ({each.place}){saved}; đọc theo {each.how}{doubt}."
    for change in changes.read(ours, theirs, reading.matching):
        if is_asked(change.after) and not is_asked(change.before):
            of = f", nhiệm vụ {change.task}" if change.task else ""
            yield f"Chữ của {agency}, {change.kind}{of} ({change.place}){saved}: {vn.excerpt(change.after)}."
