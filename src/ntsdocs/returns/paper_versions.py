"""Find every version of every paper that may come back: issued, built, as the data give it today, or released."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from html import unescape
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.lots import lots_of
from ntsdocs.build.unchanged import last_if_unchanged
from ntsdocs.changes.manifest import Manifest, last_in
from ntsdocs.diff import releases
from ntsdocs.docx import reader, sent_as
from ntsdocs.docx.parts import WordParts
from ntsdocs.kinds import KINDS, bieu_mau, due
from ntsdocs.plan import assignments
from ntsdocs.plan.model import Edition, Plan
from ntsdocs.plan.papers import PaperId, edition_words, template_file
from ntsdocs.returns import agency_forms
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.shelf import hash_at

_DRAFTS = frozenset((bieu_mau.NAME, *(kind.name for kind in KINDS if kind.has_duties)))
_PARAGRAPH = re.compile(rb"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_BREAK = re.compile(rb"<w:(?:br|cr|tab)(?: [^>]*)?/>")
_TODAY = "bản lập từ dữ liệu hiện nay"
_RARE = 16  # papers in which a line may stand that tells them apart
_SIGNS = re.compile(r"[\W_]+")


def said(file: WordParts) -> tuple[str, ...]:
    """What each paragraph says, as it is compared: words in small letters, without signs; `PackageError` if damaged."""
    data = _BREAK.sub(b"<w:t> </w:t>", file.parts[file.main])
    texts = [b"".join(_TEXT.findall(each)) for each in _PARAGRAPH.findall(data)]
    if not texts:  # it calls them otherwise, or is damaged
        texts = [each.text.encode() for each in reader.of_parts(file).paragraphs]
    return tuple(filter(None, map(_key, texts)))


@lru_cache(2**16)  # papers of a plan say the same
def _key(text: bytes) -> str:
    return _SIGNS.sub(" ", vn.tone_fold(unescape(text.decode("utf-8", "replace"))).lower()).strip()


@dataclass(frozen=True, eq=False)
class Base:
    """A version of a paper: which paper it is, what its file calls it, what people are told, how to get its bytes."""

    paper: PaperId
    says: str
    edition: Edition
    label: str
    load: Callable[[], bytes]
    sha256: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it is one that an agency fills in."""
        return self.paper.kind in _DRAFTS

    @cached_property
    def data(self) -> bytes:
        """The file."""
        return self.load()

    @cached_property
    def file(self) -> WordParts:
        """The file, opened."""
        return WordParts(self.data)

    @cached_property
    def digest(self) -> str:
        """The digest of its text that its file bears; blank if it bears none."""
        return sent_as.read(self.file)[1]

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What its paragraphs say, as it is compared."""
        return said(self.file)

    def likeness(self, words: Collection[str]) -> float:
        """Which share of its paragraphs of some words is among these."""
        own = {each for each in self.said if " " in each}
        return len(own & set(words)) / len(own) if own else 0.0


class Bases:
    """The papers of a plan in all versions that are kept, and as today's data give them; each is opened once."""

    def __init__(self, root: Path, plan_id: str, out: Path, on: date | None = None) -> None:
        self._root, self.plan_id = root, plan_id
        last = last_in(out)
        self.on = on or (last.on if last and last.look else None)
        built = [] if last is None else [*_built(plan_id, out, last, f"bản dựng ngày {vn.short_date(last.on)}")]
        self._current = {each.says for each in built} if last_if_unchanged(root, plan_id, out, on) else set()
        kept = [*self._issued(), *built, *self._released(), *self._forms()]
        self._kept = grouped((each.says, each) for each in kept)
        self.by_sha256 = {each.sha256: each for each in reversed(kept)}
        self._templates: dict[str, CompiledTemplate] = {}

    def versions(self, says: str) -> Iterator[Base]:
        """The versions of the paper that calls itself so, the most likely first."""
        yield from self._kept.get(says, ())
        if f"/{bieu_mau.NAME}/" in says:
            edition, _, agency = says.removeprefix(f"{self.plan_id}/{bieu_mau.NAME}/").partition("/")
            if form := self.forms.of(edition).get(agency):
                yield Base(form.id, says, form.edition, _TODAY, partial(self._drawn, form))
        elif says not in self._current and says in self.drawn_today:
            yield self.drawn_today[says]

    @cached_property
    def drawn_today(self) -> Mapping[str, Base]:
        """The papers as the data give them, by what their files say of themselves."""
        drafts = due.draw_up(self.plan, assignments.settle(self.plan), KINDS)
        return {x.sent_as: Base(x.id, x.sent_as, x.edition, _TODAY, partial(self._drawn, x)) for x in drafts}

    @cached_property
    def papers(self) -> Mapping[str, Base]:
        """Of every paper the likeliest version that is kept; while none is, of every paper that is due."""
        return {says: versions[0] for says, versions in self._kept.items()} or self.drawn_today

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """By what a paragraph says, the papers in which it stands."""
        found = grouped((line, says) for says, base in self.papers.items() for line in dict.fromkeys(base.said))
        return {line: tuple(says) for line, says in found.items()}

    def scores(self, words: Iterable[str]) -> list[tuple[str, float]]:
        """The papers with how much of them is among what was said, the rarest counting most; the best first."""
        scores: defaultdict[str, float] = defaultdict(float)
        for line in words:
            holders = self.holders.get(line, ())
            for says in holders if len(holders) <= _RARE else ():
                scores[says] += 1 / len(holders)
        return sorted(scores.items(), key=lambda each: (-each[1], each[0]))

    def _drawn(self, draft: due.Draft) -> bytes:
        kind = draft.id.kind
        if kind not in self._templates:
            self._templates[kind] = CompiledTemplate.load(journey.template_of(self._root, kind), template_file(kind))
        return self._templates[kind].render(draft.says, draft.core, draft.id.path, draft.sent_as, draft.own)

    def _issued(self) -> Iterator[Base]:
        lots, _ = lots_of(journey.folder(self._root, self.plan_id), self._root)
        for lot in sorted(lots, key=lambda lot: (lot.record.on, len(lot.edition), lot.edition), reverse=True):
            edition = Edition(lot.kind, lot.edition, lot.record.on)
            for path, entry in lot.entries.items():
                if (file := lot.file(path)).is_file():
                    yield _base(self.plan_id, path, edition, f"bản {lot.sent[path]}", file, entry.sha256)

    def _forms(self) -> Iterator[Base]:
        """The forms that are as they were last written."""
        for edition, path, sha256 in agency_forms.written_forms(self._root, self.plan_id):
            of = bieu_mau.edition_of(self.plan, edition) or Edition(bieu_mau.NAME, edition, self.plan.on)
            name = f"{bieu_mau.NAME}/{edition}/{path.name}"
            yield _base(self.plan_id, name, of, f"biểu {edition_words(edition)}", path, sha256)

    @cached_property
    def forms(self) -> agency_forms.Forms:
        """Its forms, drawn up when they are asked for."""
        return agency_forms.Forms(self.plan)

    @cached_property
    def plan(self) -> Plan:
        """The plan, as it is read now."""
        return journey.read(self._root, self.plan_id, self.on).plan_or_stop()

    def _released(self) -> Iterator[Base]:
        for name in reversed(releases.names(self._root, self.plan_id)):
            folder = releases.place_of(self._root, self.plan_id) / name
            if record := last_in(folder):
                yield from _built(self.plan_id, folder, record, f"bản phát hành {name}")


def _built(plan_id: str, folder: Path, record: Manifest, label: str) -> Iterator[Base]:
    """The papers of a build that are as it wrote them."""
    for entry in record.documents:
        if hash_at(folder / entry.path) == entry.sha256:
            paper = PaperId.of(entry.path)
            edition = Edition(paper.kind, paper.edition or due.FIRST, record.day_of(entry.path))
            yield _base(plan_id, entry.path, edition, label, folder / entry.path, entry.sha256)


def _base(plan_id: str, path: str, edition: Edition, label: str, file: Path, sha256: str) -> Base:
    paper = PaperId.of(path)
    called = PaperId(paper.kind, paper.name) if paper.edition == due.FIRST else paper
    return Base(paper, f"{plan_id}/{called}", edition, label, file.read_bytes, sha256)
