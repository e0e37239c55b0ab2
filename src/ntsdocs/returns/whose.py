"""Tell which paper of the plan a returned file is, and which version of it was edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ntsdocs.plan.model import Agency
from ntsdocs.returns.letterbox import ReturnedPaper
from ntsdocs.returns.paper_versions import Base, Bases
from ntsdocs.text import vn

_SURE = 0.6  # with this share of a paper's paragraphs a file is what it says it is
_ALIKE = 0.3  # with less it was never that paper
_HEAD = 8  # paragraphs of a letterhead
_TITLE = 30  # paragraphs, of which one is the title
MISNAMED = "tên tệp và nội dung nói hai cơ quan khác nhau"
_NO_PLACE = ("không có ô nào của ta", "đọc bằng mắt, hoặc xin bản điền trên dự thảo đã gửi.")


@dataclass(frozen=True, slots=True)
class Whose:
    """Which paper a file is, by its version that it is likest to, or none; `notes` say what is odd, with a remedy."""

    base: Base | None
    is_same: bool = False  # as it was sent, byte for byte
    notes: tuple[tuple[str, str], ...] = ()
    agency: str = ""  # of an agency's own paper
    doubt: str = ""  # why nothing in it may be sure


def whose(letter: ReturnedPaper, bases: Bases, agencies: Mapping[str, Agency]) -> Whose:
    """Whose paper a file is; `agencies` are all there are, by their ids."""
    name = letter.name
    if same := bases.by_sha256.get(letter.sha256):
        return Whose(same, is_same=True, notes=misnamed(same.paper.name, name, agencies))
    words = letter.words
    paper, digest = letter.said
    if paper and not paper.startswith(f"{bases.plan_id}/"):
        return Whose(None, notes=((f"gửi từ một kế hoạch khác ({paper})", "chuyển sang hòm thư của kế hoạch ấy."),))
    base = _version(bases, paper, digest, words) if paper else None
    if base is None or base.likeness(words) < _SURE or not _has_head(base, words):
        base, digest = _by_words(base, digest, words, bases)
    if base is None:
        return Whose(None, agency=_own_form(words, agencies), notes=(_NO_PLACE,))
    newest = next(iter(bases.versions(base.says)))
    notes = [*misnamed(base.paper.name, name, agencies)]
    doubt = MISNAMED if notes else ""
    if base.said != newest.said:
        changed = len(set(newest.said) ^ set(base.said))
        what = f"điền trên {base.label}, không phải {newest.label}; từ đó ta đã đổi {changed} đoạn"
        notes.append((what, "xem lại những ô đứng cạnh chữ đã đổi."))
    elif digest and base.digest != digest:
        what = f"điền trên một bản cũ nay không còn giữ; so với {base.label}"
        notes.append((what, "chỗ ta đã đổi từ bản ấy hiện ra như cơ quan sửa; xem lại."))
    return Whose(base, notes=tuple(notes), doubt=doubt)


def _version(bases: Bases, says: str, digest: str, words: Iterable[str]) -> Base | None:
    """Of the versions of a paper the one with this digest of its text, else the likest, of several alike the first."""
    exact = next((each for each in bases.versions(says) if digest and each.digest == digest), None)
    there = set(words)
    return exact or max(bases.versions(says), key=lambda each: len(there & set(each.said)), default=None)


def _by_words(held: Base | None, digest: str, words: tuple[str, ...], bases: Bases) -> tuple[Base | None, str]:
    """The paper that the words are of, where what the file says it is does not do."""
    best, score = next(iter(bases.scores(dict.fromkeys(words))), ("", 0.0))
    if held and held.likeness(words) >= _ALIKE:
        own = dict(bases.scores(dict.fromkeys(words))).get(held.says, 0.0)
        if own * 2 > score:
            return held, digest
    found = _version(bases, best, "", words) if best else None
    return (found, "") if found and found.likeness(words) >= _ALIKE else (None, "")


def _has_head(base: Base, words: Iterable[str]) -> bool:
    """Whether the letterhead names the agency that the paper is for; lines to be filled do not count."""
    there = set(words)
    return all(each in there for each in base.said[:_HEAD] if not re.search(r"\d|số|ngày", each))


def misnamed(own: str, name: str, agencies: Mapping[str, Agency]) -> tuple[tuple[str, str], ...]:
    """That the name of a file, which is `own`'s, is another agency's."""
    slug = f"-{vn.slug(PurePosixPath(name).stem)}-"
    other = max((each for each in agencies if f"-{each}-" in slug), key=len, default=own)
    if f"-{own}-" in slug or other == own:
        return ()
    whose_words = agencies[own].short_name if own in agencies else own
    return ((f"tên tệp là của {agencies[other].short_name}, nội dung là của {whose_words}", "hỏi lại cơ quan gửi."),)


def _own_form(words: tuple[str, ...], agencies: Mapping[str, Agency]) -> str:
    """The agency whose letterhead stands over a plan of its own; blank if it is none."""
    title = next((at for at, each in enumerate(words[:_TITLE]) if re.match(r"kế hoạch\b", each)), 0)
    head = {vn.fold(each) for at in range(title) for each in (words[at], " ".join(words[at : at + 2]))}
    for id_, agency in agencies.items():
        if head & {vn.fold(each) for each in (agency.name, agency.short_name, agency.letterhead_name)}:
            return id_
    return ""
