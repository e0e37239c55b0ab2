"""Read plan.yaml: the plan's own facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.plan.model import Document, Issuer, PlansOwed, headings
from ntsdocs.plan.reading.entry import Entry, said_texts
from ntsdocs.plan.reading.gathering import Findings
from ntsdocs.plan.reading.registry import Registry, yaml_entry

MAX_TRICH_YEU = 500  # EDOC-5

_KEYS = (
    "on",
    "document",
    "subject",
    "bases",
    "standing",
    "plans_owed",
    "yearly_review",
    "five_year_review",
    "funding",
    "reminder_workdays",
    "issuers",
)
_NO_DAY = date.min  # stands in for a day that was told to be missing; such a plan is never handed out


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What plan.yaml says."""

    on: date
    document: Document
    subject: str
    bases: tuple[Document, ...]
    standing: str
    plans_owed: PlansOwed
    yearly_review: str
    five_year_review: int
    funding: str
    reminder_workdays: int
    issuers: tuple[tuple[str, Issuer], ...]
    places: Entry

    def tell_unknown(self, registry: Registry, tasks: frozenset[int], findings: Findings) -> None:
        """Tell a standing body or a task that does not exist."""
        registry.tell_unknown((self.standing,), self.places.at("standing"), findings)
        if self.plans_owed.task and tasks and self.plans_owed.task not in tasks:
            what = f"không có nhiệm vụ số {self.plans_owed.task}."
            findings.stop(self.places.at("plans_owed"), what, "ghi số của nhiệm vụ giao việc lập kế hoạch.")


def read_plan_file(folder: Path, root: Path, findings: Findings) -> PlanFile | None:
    """What plan.yaml of the folder says; `None` if it cannot be read."""
    entry = yaml_entry(folder / "plan.yaml", root, findings)
    if entry is None:
        return None
    entry.only(_KEYS)
    return PlanFile(
        on=entry.day("on", needed=True) or _NO_DAY,
        document=_document(entry.entry("document"), findings),
        subject=_trich_yeu(entry, "subject", findings, needed=False),
        bases=tuple(_document(each, findings) for each in entry.entries("bases")),
        standing=entry.text("standing", needed=True),
        plans_owed=_plans_owed(entry.entry("plans_owed")),
        yearly_review=entry.text("yearly_review", needed=True),
        five_year_review=entry.whole("five_year_review", low=2000, high=2199) or 0,
        funding=entry.text("funding", needed=True),
        reminder_workdays=entry.whole("reminder_workdays", high=365) or 0,
        issuers=tuple((kind, _issuer(inside)) for kind, inside in entry.named_entries("issuers")),
        places=entry,
    )


def _document(entry: Entry | None, findings: Findings) -> Document:
    if entry is None:
        return Document("", "", _NO_DAY, "", "")
    entry.only(("kind", "number", "issued", "issuer", "trich_yeu"))
    return Document(
        kind=entry.text("kind", needed=True),
        number=entry.text("number", needed=True),
        issued=entry.day("issued", needed=True) or _NO_DAY,
        issuer=entry.text("issuer", needed=True),
        trich_yeu=_trich_yeu(entry, "trich_yeu", findings, needed=True),
    )


def _trich_yeu(entry: Entry, name: str, findings: Findings, *, needed: bool) -> str:
    text = entry.text(name, needed=needed)
    if len(text) > MAX_TRICH_YEU:
        what = f"trích yếu dài {len(text)} ký tự, nhiều nhất là {MAX_TRICH_YEU}."
        findings.stop(entry.at(name), what, "rút gọn trích yếu.", rule="EDOC-5")
    return text


def _plans_owed(entry: Entry | None) -> PlansOwed:
    if entry is None:
        return PlansOwed(_NO_DAY, "", "", 0)
    entry.only(("before", "to", "through", "task"))
    return PlansOwed(
        before=entry.day("before", needed=True) or _NO_DAY,
        to=entry.text("to", needed=True),
        through=entry.text("through", needed=True),
        task=entry.whole("task") or 0,
    )


def _issuer(entry: Entry) -> Issuer:
    entry.only(headings(Issuer))
    lists = ("to", "recipients")
    return Issuer(
        to=entry.several("to"), recipients=entry.several("recipients"), **said_texts(entry, Issuer, but=lists)
    )
