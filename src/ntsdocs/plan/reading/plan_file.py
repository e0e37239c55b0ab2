"""Read plan.yaml: the plan's own facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ntsdocs.plan import regimes
from ntsdocs.plan.model import JOINT_FROM, PERIOD_ENDS, Document, Issuer, PlansOwed, Shape, Term
from ntsdocs.plan.reading.entry import NO_DAY, Entry, read_mapping
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.reading.registry import tell_wrong_signature, yaml_entry
from ntsdocs.text import vn

MAX_TRICH_YEU = 500  # EDOC-5
REMINDER_WORKDAYS = 5  # that a reminder gives where plan.yaml does not say


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What plan.yaml says: the fields of a plan by name, and where they stand."""

    facts: Mapping[str, Any]
    places: Entry

    def tell_unknown(self, references: References) -> None:
        """Tell a standing body or a task that does not exist."""
        references.tell_agencies(self.places, "standing", (self.facts["standing"],))
        for agency in references.agencies:
            if agency.id == self.facts["standing"] and not agency.lives_on(self.facts["on"]):
                what = f"ngày {vn.cell_date(self.facts['on'])} không có {agency.short_name}."
                self.places.warn("standing", what, "ghi cơ quan thường trực hiện nay.")
        references.tell_tasks(self.places, "plans_owed", (self.facts["plans_owed"].task,))


def read_plan_file(folder: Path, root: Path, problems: ProblemList) -> PlanFile | None:
    """What plan.yaml of the folder says; `None` if it cannot be read."""
    entry = yaml_entry(folder / "plan.yaml", root, problems)
    if entry is None:
        return None
    own = entry.entry("document")
    document = _document(own, "issuer", "trich_yeu") if own else Document("")
    for name, what in (("number", "số, ký hiệu"), ("issued", "ngày ban hành")):
        if own and not getattr(document, name):
            own.warn(name, f"chưa ghi {what} của Kế hoạch.", "ghi khi đã rõ; nếu để trống, văn bản không nêu.")
    owed = entry.entry("plans_owed", needed=False)
    facts = {
        "on": entry.day("on", needed=True) or NO_DAY,
        "document": document,
        "subject": _trich_yeu(entry, "subject", needed=True),
        "bases": tuple(_document(each) for each in entry.entries("bases", needed=False)),
        "standing": entry.text("standing"),
        "plans_owed": PlansOwed(**read_mapping(owed, PlansOwed)) if owed else PlansOwed(),
        "yearly_review": entry.text("yearly_review"),
        "five_year_review": entry.whole("five_year_review", low=2000, high=2199, needed=False) or 0,
        "funding": entry.text("funding"),
        "shape": Shape(entry.one_of("shape", Shape, Shape.SHORT)),
        "period_ends": entry.day_of_year("period_ends") or PERIOD_ENDS,
        "reminder_workdays": entry.whole("reminder_workdays", high=365, needed=False) or REMINDER_WORKDAYS,
        "joint_from": entry.whole("joint_from", high=9999, needed=False) or JOINT_FROM,
        "issuers": tuple((kind, _issuer(inside, document)) for kind, inside in entry.named_entries("issuers")),
    }
    entry.only(facts)
    return PlanFile(facts, entry)


def _document(entry: Entry, *needed: str) -> Document:
    values = read_mapping(entry, Document, but=("trich_yeu", *needed))
    values |= {name: entry.text(name, needed=True) for name in needed}
    return Document(**values | {"trich_yeu": _trich_yeu(entry, "trich_yeu", needed=False)})


def _issuer(entry: Entry, document: Document) -> Issuer:
    values = read_mapping(entry, Issuer)
    issuer = Issuer(**{**values, "name": values["name"] or document.body})
    if not regimes.is_of_the_party(issuer.parent, issuer.name):
        tell_wrong_signature(entry, "signature", issuer)
    issuer = replace(issuer, terms=_terms(entry, issuer))
    for line in issuer.recipients:
        if re.match(r"Như trên[^\w(\"]*\w", line):
            entry.stop("recipients", f"sau «Như trên» còn chữ khác: «{line}».", "đặt dấu phẩy sau «Như trên».")
    return issuer


def _terms(entry: Entry, issuer: Issuer) -> tuple[Term, ...]:
    """Who signs for a time, then who signs at all other times; what overlaps is told."""
    terms: list[Term] = []
    for inside in entry.entries("terms", needed=False):
        inside.only(("from", "until", "signature", "signer"))
        since, until = inside.day("from", needed=True) or NO_DAY, inside.day("until")
        term = Term(inside.several("signature") or issuer.signature, inside.text("signer"), since, until)
        if until and until <= since:
            inside.stop("until", "ngày này không sau ngày ở «from».", "ghi ngày đầu tiên không còn ký thay.")
        if not regimes.is_of_the_party(issuer.parent, issuer.name):
            tell_wrong_signature(inside, "signature", replace(issuer, signature=term.signature))
        if any(each.since < (until or date.max) and since < (each.until or date.max) for each in terms if each.since):
            inside.stop("from", "trùng thời gian với người ký ở trên.", "mỗi ngày chỉ một người ký: sửa ngày.")
        terms.append(term)
    return (*terms, Term(issuer.signature, issuer.signer)) if terms else ()


def _trich_yeu(entry: Entry, name: str, *, needed: bool) -> str:
    text = entry.text(name, needed=needed)
    if len(text) > MAX_TRICH_YEU:
        what = f"trích yếu dài {len(text)} ký tự, nhiều nhất là {MAX_TRICH_YEU}."
        entry.stop(name, what, "rút gọn trích yếu.", rule="EDOC-5")
    return text
