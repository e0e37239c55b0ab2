"""Which paper of a plan it is, and where its file and its template are: the one place where paths are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ntsdocs.text import vn

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


REPORTS = {"": "năm", "-06-thang": "06 tháng đầu năm", "-so-ket": "sơ kết năm", "-tong-ket": "tổng kết năm"}


def edition_words(edition: str) -> str:
    """How people speak of an edition: «đợt 2», «năm 2026», «ngày 25/12/2025», «đợt «bo-sung»»; blank if it is blank."""
    if not edition:
        return ""
    if re.match("[0-9]{4}", edition) and edition[4:] in REPORTS:
        return f"{REPORTS[edition[4:]]} {edition[:4]}"
    if number := re.fullmatch(r"(?:dot-)?0*([0-9]{1,3})", edition):
        return f"đợt {number[1]}"
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", edition):
        return f"ngày {vn.short_date(date.fromisoformat(edition))}"
    return f"đợt «{edition}»"


def titled(title: str, edition: str) -> str:
    """The title of a kind and the edition: «Công văn đôn đốc, đợt 2», «Báo cáo 06 tháng đầu năm 2026»."""
    words = edition_words(edition)
    if re.fullmatch(".* năm [0-9]{4}|năm [0-9]{4}", words):
        return f"{title.removesuffix(' năm')} {words}"
    return ", ".join(filter(None, (title, words)))


def template_file(kind: str) -> str:
    """The template of a kind, as messages name it: its path below the project's root."""
    return f"templates/{kind}{ENDING}"
