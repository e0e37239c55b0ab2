"""Which paper of a plan it is, and where its file and its template are: the one place where paths are put together."""

from __future__ import annotations

from dataclasses import dataclass

ENDING = ".docx"  # of every paper's file


@dataclass(frozen=True, slots=True, order=True)
class PaperId:
    """Which paper of a plan it is: its kind, its name among those of the kind, as an agency's id, and its edition.

    The kind is blank for a Word file that lies in no kind's folder, the edition for a draft.
    """

    kind: str
    name: str
    edition: str = ""

    @classmethod
    def of(cls, path: str) -> PaperId:
        """The paper whose file is at this path below the plan's build folder."""
        folder, _, name = path.removesuffix(ENDING).rpartition("/")
        kind, _, edition = folder.partition("/")
        return cls(kind, name, edition)

    @property
    def path(self) -> str:
        """The place of its file below the plan's build folder, with forward slashes."""
        return f"{self}{ENDING}"

    def __str__(self) -> str:
        return "/".join(filter(None, (self.kind, self.edition, self.name)))


def template_file(kind: str) -> str:
    """The template of a kind, as messages name it: its path below the project's root."""
    return f"templates/{kind}{ENDING}"
