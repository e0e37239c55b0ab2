"""What rows point to: agencies by their ids, tasks by their numbers, agencies by what the registry says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from ntsdocs.plan.agency_lists import name_key
from ntsdocs.plan.assignments import meaning_of, members_of
from ntsdocs.plan.model import OUTSIDE, SELECTABLE, Agency, Phrase, ReadingRule, Ruling, Selector, Task, headings
from ntsdocs.plan.phrases import Phrasebook, names, near_names
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.text.suggestions import KnownNames
from ntsdocs.text.vn import fold

LEVELS = ("province", "region", "commune")
SBN_GROUPS = ("core", "optional", "no")
COASTAL = ("yes", "no", "unknown")
KINDS = tuple(
    "so nganh ban police military bank press vertical mass-organisation party phong su-nghiep truong doanh-nghiep"
    " district ward commune".split()
)

OUTSIDE_WORDS = "ngoài danh mục"
WHO = (
    "Ghi ở cột «Gồm»: mã hay tên cơ quan trong danh mục, nhóm (ví dụ level=commune), hoặc "
    f"«{OUTSIDE_WORDS}» nếu không giao cho ai trong danh mục."
)
_FORM = (
    f"ghi mã cơ quan, «{OUTSIDE_WORDS}», hoặc «trường=giá trị|giá trị», cách nhau bằng dấu cách nếu phải cùng đúng, "
    "bằng « ; » nếu là hai nhóm."
)

_MAX_LIST = 20_000  # letters of a cell that lists agencies
_BRACKETS = re.compile(r"\([^()]*\)?")
_BUT = re.compile(r"[\s(,]*\b(?:(?:ngoại|loại)\s+)?trừ\b[\s:]*", re.IGNORECASE)
_ID_FORM = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
_LISTED = (
    "Ghi mã hay tên cơ quan như trong danh mục, hoặc nhóm như «UBND cấp xã», «level=commune»; giữa các cơ quan đặt dấu "
    "chấm phẩy."
)
_ID = f"Ghi mã đúng như cột «{headings(Agency)['id']}» của danh mục cơ quan."
_GONE = f"; cơ quan đã giải thể, sáp nhập thì giữ dòng của nó ở đó và ghi «{headings(Agency)['until']}»."


def _letters(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(words))


class References:
    """The agencies and the tasks there are; while there are none, nothing is told of being unknown.

    A selector says which agencies are meant: `level=commune coastal=yes ; id=so-y-te|so-noi-vu`. Its values are those
    of the registry, and those a registry may have. One agency's id or name alone will do, and so will the words for
    whom the registry does not have.
    """

    def __init__(self, agencies: Sequence[Agency], tasks: Mapping[int, Task] | None = None) -> None:
        self.agencies = agencies
        self.tasks = tasks or {}
        self._phrases: Sequence[Phrase] = ()
        self._rulings: dict[str, Ruling] = {}
        self._rules: frozenset[str] = frozenset()
        self._named = {key: each.id for each in agencies for key in (each.id, *map(name_key, names(each)))}
        self._slips = {_letters(each): agency.id for agency in agencies for each in (agency.id, *names(agency))}
        self._known = frozenset(agency.id for agency in agencies)
        usual = {"kind": KINDS, "level": LEVELS, "sbn_group": SBN_GROUPS, "coastal": COASTAL}
        self._values = {
            field: frozenset({*(getattr(agency, field) for agency in agencies), *usual.get(field, ())}) - {""}
            for field in SELECTABLE
        }
        self._hints = {
            field: KnownNames({value: (value,) for value in sorted(self._values[field])}) for field in SELECTABLE
        }

    def id_of(self, words: str) -> str:
        """The id of the agency that has this id or name; the words as they are where none has."""
        return self._named.get(words) or self._named.get(name_key(words)) or words

    def learn(self, phrases: Sequence[Phrase], rulings: Iterable[Ruling], rules: Iterable[ReadingRule]) -> None:
        """Makes known what groups of agencies the plan's phrases mean."""
        self._phrases = phrases
        self._rulings = {each.id: each for each in rulings if each.choice in {choice.key for choice in each.choices}}
        self._rules = frozenset(rule.id for rule in rules if rule.in_force)

    def recipients(self, entry: Entry, name: str, on: date | None = None, *, needed: bool = False) -> tuple[str, ...]:
        """The ids of the agencies that a cell lists, in the registry's order: by id, by name, by group, «… trừ …».

        Of a group they are those that live on the date. What nobody is known by is told.
        """
        text = _BRACKETS.sub(lambda match: match[0].replace(";", ","), entry.text(name, limit=_MAX_LIST))
        if needed and not text:
            entry.stop(name, "ô này bỏ trống.", f"{_LISTED[:-1]}; gửi nơi khác thì ghi «{OUTSIDE_WORDS}».")
        ids: frozenset[str] = frozenset()
        for part in re.split(r"[;\n]", text):
            whom, *but = _BUT.split(part, maxsplit=1)
            meant = self._meant(whom, entry, name, on)
            spared = self._meant(but[0].rstrip(") "), entry, name, on) if but else frozenset()
            if spared - meant:
                remedy = "sửa phần đứng trước chữ «trừ», hoặc bỏ phần «trừ …»."
                entry.stop(name, f"«{part.strip()}»: nơi bị trừ không thuộc các nơi đứng trước.", remedy)
            elif spared and spared == meant:
                entry.stop(name, f"«{part.strip()}»: trừ hết, không còn nơi nào.", "bớt những nơi đứng sau chữ «trừ».")
            ids |= meant - spared
        return tuple(agency.id for agency in self.agencies if agency.id in ids)

    def _meant(self, text: str, entry: Entry, name: str, on: date | None = None) -> frozenset[str]:
        text = text.strip(" ,.")
        if (id_ := self.id_of(text)) in self._known:
            return frozenset((id_,))
        living = [agency for agency in self.agencies if on is None or agency.lives_on(on)]
        if "=" in text or name_key(text) == name_key(OUTSIDE_WORDS):
            return frozenset(members_of((self._selector(text, entry, name),), living))
        written = _ID_FORM.findall(text)
        self.tell_agencies(entry, name, written)
        ids = self._known & {*written}
        split = self._book.split(_ID_FORM.sub("", text))
        for words in split.unread or ([text] if text and not written and not split.matches else ()):
            if (id_ := self.id_of(f"UBND {words}")) in self._known:
                ids |= {id_}
            elif self._known:
                meant = self._slips.get(_letters(words), "")  # of a body that is gone, no other is offered
                near = f"có phải «{meant}»? " if meant else near_names((), self._phrases).hint(words)
                entry.stop(name, f"không nhận ra «{words}» là cơ quan hay nhóm nào.", near + _LISTED)
        for match in split.matches:
            rows = [row for row in match.rows if set(row.rulings) <= self._rulings.keys()]
            groups = [meaning_of(row, living, self._rulings, self._rules).members for row in rows]
            if self._known and not (match.agency or any(groups)):
                entry.warn(name, f"danh mục không có cơ quan nào là «{match.words}».", "ghi tên từng cơ quan, nếu có.")
            ids |= {match.agency, *chain(*groups)} - {""}
        return ids

    @cached_property
    def _book(self) -> Phrasebook:
        return Phrasebook(self.agencies, self._phrases)

    def tell_agencies(self, entry: Entry, name: str, ids: Iterable[str]) -> None:
        """Tells the ids in a field that no agency has; only a slip of the pen is put right, not a body guessed."""
        for id_ in ids:
            if id_ and self._known and id_ not in self._known:
                meant = self._slips.get(_letters(id_), "")
                remedy = f"có phải «{meant}»? {_ID}" if meant else f"{_ID[:-1]}{_GONE}"
                entry.stop(name, f"không có cơ quan nào mang mã «{id_}».", remedy)

    def tell_tasks(self, entry: Entry, name: str, numbers: Iterable[int]) -> None:
        """Tells the numbers in a field that no task has."""
        for number in numbers:
            if number and self.tasks and number not in self.tasks:
                remedy = f"ghi một số từ {min(self.tasks)} đến {max(self.tasks)} có trong tasks.csv."
                entry.stop(name, f"không có nhiệm vụ số {number}.", remedy)

    def selectors(self, entry: Entry, name: str) -> tuple[Selector, ...]:
        """The selectors written in a field; what is wrong in them is told."""
        parts = [part.strip() for text in entry.several(name) for part in text.split(";")]
        return tuple(self._selector(part, entry, name) for part in parts if part)

    def _selector(self, part: str, entry: Entry, name: str) -> Selector:
        if name_key(part) == name_key(OUTSIDE_WORDS):
            return OUTSIDE
        if id_ := self._named.get(part) or self._named.get(name_key(part)):
            return Selector((("id", (id_,)),))
        where: dict[str, tuple[str, ...]] = {}
        for condition in re.sub(r"\s*([=|])\s*", r"\1", part).split():
            field, equals, values = condition.partition("=")
            if not equals or not all(values.split("|")):
                entry.stop(name, f"không đọc được «{condition}».", _FORM)
            elif field not in SELECTABLE:
                hint = KnownNames({name: (name,) for name in SELECTABLE}).hint(field)
                remedy = f"{hint}Các trường: {', '.join(SELECTABLE)}."
                entry.stop(name, f"không chọn được theo trường «{field}».", remedy)
            elif field in where:
                entry.stop(name, f"trường «{field}» ghi hai lần trong một nhóm.", "gộp lại: giá trị|giá trị.")
            else:
                where[field] = tuple(dict.fromkeys(values.split("|")))
                self._tell_values(field, where[field], entry, name)
        return Selector(tuple(where.items()))

    def _tell_values(self, field: str, values: Iterable[str], entry: Entry, name: str) -> None:
        for value in values if self._known else ():
            if value not in self._values[field]:
                remedy = f"{self._hints[field].hint(value)}Xem cột ấy trong danh mục cơ quan."
                entry.stop(name, f"không có giá trị «{value}» ở trường «{field}».", remedy)
