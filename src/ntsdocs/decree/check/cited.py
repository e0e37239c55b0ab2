"""How the body cites other papers (PL I, Phần I, Mục II, khoản 6, điểm b)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.decree.cache import cache_short_texts
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach

_CITED = (
    "(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Kế hoạch|Công văn|Báo cáo|Tờ trình|Thông báo|Hướng dẫn"
    "|Công điện|Kết luận)"
)
_GROUP = r"[\dA-ZĐƯa-z&/]{1,30}(?![^\W\d_])"
_bare_citations = cache_short_texts(re.compile(rf"\b({_CITED}) (\d{{1,6}}[a-z]?/[\dA-ZĐƯa-z&-]+)").findall)
_NUMBERED = re.compile(rf"\b({_CITED}) số (\d{{1,6}}[a-z]?\s?/\s?{_GROUP}(?:\s?[-–]\s?{_GROUP}){{0,4}})")
_DATED = re.compile(r"\bngày\b|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\btháng \d|\bban hành\b", re.IGNORECASE)
_CLAUSE = re.compile(r";|\.\s")
_FAR = 160  # characters within which the date of a cited paper stands


@cache_short_texts
def _citations(text: str) -> list[tuple[str, str, bool]]:
    """The papers cited by number: type, number, and whether a date stands by them, before or after, in any words."""
    cited, last = [], 0
    for each in _NUMBERED.finditer(text):
        following = _NUMBERED.search(text, each.end())
        end = min(each.end() + _FAR, following.start() if following else len(text))
        *earlier, before = _CLAUSE.split(text[max(last, each.start() - _FAR) : each.start()])
        own = before if earlier or not last else ""  # what stands behind another paper is of that one
        cited.append((each[1], each[2], bool(_DATED.search(own + _CLAUSE.split(text[each.end() : end])[0]))))
        last = each.end()
    return cited


def first_mentions(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6c: the first mention has the date and the body."""
    cited = {number for line in paper.trich_yeu + paper.ve_viec for number in re.findall(r"\d+/[\w&-]+", line.text)}
    for block in paper.blocks:
        for kind, number, dated in _citations(block.text):
            if number not in cited and not dated:
                what = f"lần đầu nêu «{kind} số {number}» mà chưa có ngày ban hành"
                yield Breach(block.paragraph, what, "ghi đủ ngày, cơ quan ban hành và trích yếu.")
            cited.add(number)


def word_so(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6d: «số» stands between the type and the number."""
    for block in paper.blocks:
        for kind, number in _bare_citations(block.text):
            yield Breach(block.paragraph, f"viết «{kind} {number}»", f"viết «{kind} số {number}».")
