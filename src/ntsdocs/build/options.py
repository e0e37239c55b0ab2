"""The options of a build: which papers, how strictly, which edited files may be replaced."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from ntsdocs.plan.papers import PaperId


@dataclass(frozen=True, slots=True)
class Replacement:
    """Which edited files give way, by kind, name or pattern over `kind/name`, and the day they are kept under."""

    names: tuple[str, ...] = ()
    day: str = "cu"

    def covers(self, path: str) -> bool:
        """Whether the paper at `path` may be written over."""
        return any(is_meant(path, name) for name in self.names)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build: which papers, how strictly, which edited files may be replaced.

    `only` narrows it to kinds, agencies or patterns such as `ke_hoach/ubnd-*`; `strict` lets a warning stop it;
    `replacing` says which edited files give way; `explain` asks why each paper was made, or was not.
    """

    only: tuple[str, ...] = ()
    strict: bool = False
    replacing: Replacement = Replacement()
    explain: bool = False

    @property
    def need_reading(self) -> bool:
        """Whether the plan has to be read even where nothing has changed."""
        return bool(self.only or self.strict or self.replacing.names or self.explain)


def is_meant(path: str, name: str) -> bool:
    """Whether `name` (a kind, an edition, a name, a path, or a pattern over `kind/name`) means the paper at `path`."""
    paper = PaperId.of(path)
    ways = (paper.kind, paper.name, str(paper), path, paper.edition, f"{paper.kind}/{paper.edition}")
    return name in ways or fnmatchcase(str(paper), name)
