"""The words in which comparisons name documents and count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ntsdocs.text import vn

NAMED = 4  # documents that are named where more are only counted


def count_by_kind(kinds: Iterable[str], titles: Mapping[str, str]) -> str:
    """How many documents there are of each kind: «2 kế hoạch, 1 báo cáo»; `kinds` has one for each document."""
    count = Counter(kinds)
    return ", ".join(f"{vn.number(count[kind])} {vn.lower_first(titles.get(kind, kind or 'tệp'))}" for kind in count)


def first_documents(paths: Sequence[str], *, full: bool = False) -> str:
    """The first few documents by name, and how many more there are; all of them in `full`."""
    return vn.first_few(paths, len(paths) if full else NAMED, "văn bản")
