"""Read the language that says which agencies are meant: `level=commune coastal=yes ; id=so-y-te|so-noi-vu`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ntsdocs.plan.model import SELECTABLE, Agency, Selector
from ntsdocs.plan.reading.gathering import Findings
from ntsdocs.text.problems import Origin
from ntsdocs.text.suggestions import KnownNames

LEVELS = ("province", "region", "commune")
SBN_GROUPS = ("core", "optional", "no")
COASTAL = ("yes", "no", "unknown")
KINDS = (
    "so",
    "nganh",
    "ban",
    "police",
    "military",
    "bank",
    "press",
    "vertical",
    "mass-organisation",
    "ward",
    "commune",
)

_FORM = "ghi «trường=giá trị|giá trị», cách nhau bằng dấu cách nếu phải cùng đúng, bằng « ; » nếu là hai nhóm."


class Vocabulary:
    """The values each field may be asked for: those of the registry, and those a registry may have."""

    __slots__ = ("_hints", "_knows_registry", "_values")

    def __init__(self, agencies: Sequence[Agency]) -> None:
        self._knows_registry = bool(agencies)
        usual = {"kind": KINDS, "level": LEVELS, "sbn_group": SBN_GROUPS, "coastal": COASTAL}
        self._values: Mapping[str, frozenset[str]] = {
            field: frozenset({*(getattr(agency, field) for agency in agencies), *usual.get(field, ())}) - {""}
            for field in SELECTABLE
        }
        self._hints = {
            field: KnownNames({value: (value,) for value in sorted(self._values[field])}) for field in SELECTABLE
        }

    def read(self, texts: Iterable[str], origin: Origin, findings: Findings) -> tuple[Selector, ...]:
        """The selectors written in the texts; what is wrong in them is told."""
        parts = [part.strip() for text in texts for part in text.split(";")]
        return tuple(self._selector(part, origin, findings) for part in parts if part)

    def _selector(self, part: str, origin: Origin, findings: Findings) -> Selector:
        where: dict[str, tuple[str, ...]] = {}
        for condition in re.sub(r"\s*([=|])\s*", r"\1", part).split():
            field, equals, values = condition.partition("=")
            if not equals or not all(values.split("|")):
                findings.stop(origin, f"không đọc được «{condition}».", _FORM)
            elif field not in SELECTABLE:
                hint = KnownNames({name: (name,) for name in SELECTABLE}).hint(field)
                remedy = f"{hint}Các trường: {', '.join(SELECTABLE)}."
                findings.stop(origin, f"không chọn được theo trường «{field}».", remedy)
            elif field in where:
                findings.stop(origin, f"trường «{field}» ghi hai lần trong một nhóm.", "gộp lại: giá trị|giá trị.")
            else:
                where[field] = tuple(dict.fromkeys(values.split("|")))
                self._tell_unknown(field, where[field], origin, findings)
        return Selector(tuple(where.items()))

    def _tell_unknown(self, field: str, values: Iterable[str], origin: Origin, findings: Findings) -> None:
        for value in values if self._knows_registry else ():
            if value not in self._values[field]:
                remedy = f"{self._hints[field].hint(value)}Xem cột ấy trong danh mục cơ quan."
                findings.stop(origin, f"không có giá trị «{value}» ở trường «{field}».", remedy)
