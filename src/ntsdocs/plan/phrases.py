"""Find the known phrases and names of agencies in a cell of the plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ntsdocs.plan.model import Agency, Phrase
from ntsdocs.plan.roles import split_roles
from ntsdocs.text.suggestions import KnownNames
from ntsdocs.text.vn import fold, tone_fold

_DASHES = str.maketrans("‐‑‒–—", "-----")
_SOFT = frozenset(("và", "các", "có", "những"))  # words that names and phrases are written with and without
_LONG = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "ubmttq": "mặt trận tổ quốc",
    "đbqh": "đại biểu quốc hội",
    "bql": "ban quản lý",
    "kkt": "khu kinh tế",
    "kcn": "khu công nghiệp",
    "vp": "văn phòng",
    "tp": "thành phố",
}
_MUTE = re.compile(r"(?<!\w)(?:việt nam|ủy ban (?=mặt trận|mttq))")  # left out of names as often as not
_LIST_SIGN = re.compile(
    r"(?:^|(?<=[\n;,.:]))[ \t]*\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)](?=\s*\w)|(?<=\s)\(?\d{1,2}\)(?=\s+\w)"
)
_ROLE = r"chủ trì|đầu mối|phối hợp|phối kết hợp|thực hiện|thường trực"
# Words around names that only join them, or say in what capacity or through whom an agency acts.
_NOISE = re.compile(
    rf"(?:(?:(?:cơ quan |đơn vị )?(?:{_ROLE})|cùng|với|hoặc|gồm|bao gồm|do|giao|đề nghị|là|chính|triển khai|tham mưu"
    r"|tham gia|theo (?:chức năng|phân công|thẩm quyền|quy định)|nhiệm vụ được giao|được giao|vv|v"
    r"|(?:phó )?(?:giám đốc|chủ tịch|bí thư|chánh|trưởng|trưởng ban)|lãnh đạo|thủ trưởng|người đứng đầu"
    r"|chỉ huy trưởng|(?:chi )?cục trưởng|hiệu trưởng|viện trưởng|tổng biên tập|đồng chí)(?: |$))+"
)
# How the name of a body begins; what begins otherwise after a comma or «và» belongs to the name before.
_HEAD = re.compile(
    r"(?:sở|ban|bộ|ngành|cục|chi cục|tổng|vụ|văn phòng|phòng|trung tâm|công|doanh|tập đoàn|hợp tác xã|htx|hội|hiệp"
    r"|liên|đoàn|đội|viện|trường|học viện|bệnh viện|trạm|ngân hàng|nh|quỹ|kho|bảo hiểm|thuế|hải quan|kiểm|quân|bch"
    r"|ubnd|hđnd|ubmttq|mttq|ủy ban|hội đồng|mặt trận|tòa|tand|vksnd|thanh tra|báo|đài|tạp chí|cơ quan|đơn vị|tổ chức"
    r"|cá nhân|hộ|người|nhân dân|nhà|chủ|tất cả|toàn|mọi|một số|lực lượng|địa phương|xã(?! hội)|phường|đặc khu|huyện"
    r"|thị xã|thành phố|tỉnh|thành ủy|thành đoàn|đảng|thôn|bản|tổ(?! quốc)|chính quyền|cấp|nhóm|câu lạc bộ|xí nghiệp"
    r"|cảng|vườn|thường trực|giám đốc|đối tác|cộng đồng|chuyên gia|trưởng|bql|ca|vp|cty|bv)(?!\w)"
)
_UNITES = re.compile(r"văn phòng\b.*")  # «Văn phòng HĐND và UBND»
_JOINS = frozenset(("với", "cùng", "hoặc", "gồm", "do", "giao", "nghị"))
_EXCEPT = re.compile(r"(?:ngoại )?trừ\b|không\b|ngoài\b")


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a cell that are known: a named agency's id, or the rows of phrases.csv; never both.

    A phrase with two tokens has two rows. `span` is where the words stand in the cell, in NFC.
    """

    words: str
    agency: str = ""
    rows: tuple[Phrase, ...] = ()
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Split:
    """A cell taken apart: what is known, in order, and each wording that is not."""

    matches: tuple[Match, ...]
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What a key stands for. `sure` is false for a name that was cut short."""

    key: tuple[str, ...]
    rows: tuple[Phrase, ...] = ()
    agencies: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a cell; `joint` is what stands before it: nothing, «và», «,», «(», or «;» for what parts for good."""

    text: str
    start: int
    end: int
    joint: str
    inside: bool  # brackets
    capitals: bool
    name: bool  # begins with a capital


@dataclass(frozen=True, slots=True)
class _Item:
    """Words `first` up to `end` of a cell; `known` is `None` where they are not."""

    first: int
    end: int
    joint: str
    known: _Known | None = None


class Phrasebook:
    """The plan's phrases and the registry's names, looked for longest first.

    A name is an agency's full name, its short name or one of its other names. Letter case, tone marks («hoá», «hóa»),
    punctuation, «và», «các» make no difference, nor do initials («Sở KH&CN») and the province's own name left out or
    added. What only writes a list is passed over: signs, numbers, «và», titles, notes in brackets. Words that are not
    known take what they are joined to with them: «Bệnh viện thuộc Sở Y tế» is not «Sở Y tế».
    Where phrases.csv has a row for the words of a name, the row counts. `clashes` lists the keys of names that fit
    more than one agency, with the agencies' ids.
    """

    __slots__ = ("_territory", "_tree", "clashes")

    def __init__(self, agencies: Sequence[Agency], phrases: Sequence[Phrase]) -> None:
        places = {lookup_key(agency.date_place) for agency in agencies if agency.level == "province"} - {""}
        place = "|".join(map(re.escape, sorted(places, key=lambda each: (-len(each), each)))) or "(?!)"
        whole = rf"(?:tỉnh|thành phố|tp\.?)(?:\s+(?:{place}))?|(?:{place})"
        self._territory = re.compile(
            rf"(?<!\w)(?:(?:cấp|của|thuộc|trực thuộc|trên địa bàn|toàn)\s+)*(?:{whole}|trên địa bàn)(?!\w)"
        )
        self._tree: dict[str, Any] = {}
        ids: dict[str, tuple[str, ...]] = {}
        for agency in agencies:
            for key in dict.fromkeys(name_key(name) for name in names(agency)):
                ids[key] = tuple(dict.fromkeys((*ids.get(key, ()), agency.id)))
                self._known(key).agencies = ids[key]
        self.clashes = tuple((key, each) for key, each in ids.items() if len(each) > 1)
        for phrase in phrases:
            known = self._known(name_key(phrase.phrase))
            known.rows = (*known.rows, phrase)
        for agency in agencies:
            for key in {name_key(self._cut(name)) for name in names(agency)} if agency.level != "commune" else ():
                known = self._known(key) if " " in key else _Known(())
                if not known.rows and (not known.agencies or not known.sure):
                    known.agencies, known.sure = tuple(dict.fromkeys((*known.agencies, agency.id))), False

    def split(self, cell: str) -> Split:
        """The cell taken apart."""
        text = unicodedata.normalize("NFC", cell)
        folded = _LIST_SIGN.sub(lambda match: ";" * len(match[0]), _folded(text))
        folded = _MUTE.sub(lambda match: " " * len(match[0]), folded)
        words = _words(text, folded)
        matches, unread = [], []
        for item in _joined(self._items(words, folded), words, folded):
            start = _before(folded, words[item.first].start)
            end = words[item.end - 1].end
            end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
            if item.known is None:
                unread.append(" ".join(text[start:end].split()))
            else:
                matches.append(_match(text[start:end], item.known, (start, end)))
        return Split(tuple(matches), tuple(unread))

    def split_roles(self, cell: str) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """What is known in a cell of who leads: those who lead, and those whom the cell itself says to join them."""
        whole, roles = self.split(cell), split_roles(cell)
        if roles.coordinate:
            lead, joining = self.split(roles.lead), self.split(roles.coordinate)
            if lead.matches and joining.matches and len(lead.unread + joining.unread) <= len(whole.unread):
                return lead.matches, joining.matches
        return whole.matches, ()

    def _known(self, key: str) -> _Known:
        node = self._tree
        for word in key.split():
            node = node.setdefault(word, {})
        known: _Known = node.setdefault("", _Known(tuple(key.split())))
        return known

    def _cut(self, name: str) -> str:
        """The name without its province: «Công an tỉnh Mẫu» is «Công an»."""
        key = lookup_key(name)
        last = next((match.start() for match in self._territory.finditer(key) if match.end() == len(key)), 0)
        return key[:last] or key

    def _items(self, words: Sequence[_Word], folded: str) -> Iterator[_Item]:
        """What is known, and between it each run of words that are not, up to the next sign of a list."""
        at, unknown, before = 0, 0, None
        while at < len(words):
            end, known = self._longest(words, at, folded, before)
            if known is None:
                at += 1
                if at == len(words) or words[at].joint:
                    yield _Item(unknown, at, words[unknown].joint)
                    unknown = at
                continue
            if unknown < at:
                yield _Item(unknown, at, words[unknown].joint)
            yield _Item(at, end, words[at].joint, known)
            at = unknown = end
            before = known if known.agencies and not known.rows else None
        if unknown < at:
            yield _Item(unknown, at, words[unknown].joint)

    def _longest(
        self, words: Sequence[_Word], at: int, folded: str, before: _Known | None
    ) -> tuple[int, _Known | None]:
        """Where the longest known words end that begin here; in a list they may lack what begins the name before."""
        ways = [*self._ways(self._tree, words, at, folded, 0)] if words[at].text else []
        if not ways and before is not None and words[at].joint:
            for length in range(min(5, len(before.key) - 1), 0, -1):
                node = self._tree
                for word in before.key[:length]:
                    node = node[word]
                ways = [
                    way
                    for way in self._ways({key: child for key, child in node.items() if key}, words, at, folded, 1)
                    if way[0] == len(words) or words[way[0]].joint
                ]
                if ways:
                    break
        if not ways:
            return at, None
        best = max((end, -guesses) for end, guesses, _ in ways)
        meant = [known for end, guesses, known in ways if (end, -guesses) == best]
        one = len({known.agencies for known in meant}) == 1 and (
            meant[0].rows or meant[0].sure or len(meant[0].agencies) == 1
        )
        return best[0], meant[0] if one else None

    def _ways(
        self, node: dict[str, Any], words: Sequence[_Word], at: int, folded: str, guesses: int
    ) -> Iterator[tuple[int, int, _Known]]:
        """Each way in which known words go on: where they end, how much was guessed on the way, and what they are."""
        if known := node.get(""):
            yield at, guesses + (not known.sure), known
        if at == len(words):
            return
        word = words[at]
        if child := node.get(word.text):
            yield from self._ways(child, words, at + 1, folded, guesses)
        if long := _LONG.get(word.text):
            for child in _down(node, long.split(), whole=True):
                yield from self._ways(child, words, at + 1, folded, guesses)
        elif word.capitals:
            for child in _down(node, word.text, whole=False):
                yield from self._ways(child, words, at + 1, folded, guesses + 1)
        if node is not self._tree and not word.joint and (match := self._territory.match(folded, word.start)):
            after = next((number for number in range(at, len(words)) if words[number].start >= match.end()), len(words))
            yield from self._ways(node, words, after, folded, guesses + 1)


def near_names(agencies: Iterable[Agency], phrases: Iterable[Phrase]) -> KnownNames:
    """The names and phrases there are, to find what unknown words may mean."""
    texts = [*(phrase.phrase for phrase in phrases), *(name for each in agencies for name in names(each))]
    return KnownNames({text: (text,) for text in texts})


def names(agency: Agency) -> tuple[str, ...]:
    """All the names an agency is known by, without blanks: the full, the short, the others."""
    return tuple(name for name in (agency.name, agency.short_name, *agency.aliases) if name.strip())


def is_body(words: str) -> bool:
    """Whether words are like the name of one body: «Phòng Cây xanh», not «các phòng»."""
    return (
        words[:1].isupper()
        and _before(key := lookup_key(words), len(key)) == len(key)
        and bool(_HEAD.match(key))
        and not key.startswith("các ")
    )


def lookup_key(words: str) -> str:
    """The key under which words are looked up letter by letter: case, tone places, dashes, blanks do not count."""
    return " ".join(_folded(unicodedata.normalize("NFC", words)).split())


def name_key(words: str) -> str:
    """The key under which names and phrases are looked up: their words, however these are joined or shortened."""
    return " ".join(
        _LONG.get(word, word) for word in re.findall(r"\w+", _MUTE.sub("", lookup_key(words))) if word not in _SOFT
    )


def _folded(text: str) -> str:
    """NFC text with case, tone places and dashes made alike, letter for letter: no position moves."""
    return "".join(_small(char) for char in tone_fold(text)).translate(_DASHES)


def _small(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def _words(text: str, folded: str) -> list[_Word]:
    """The words of a cell but those that count for nothing."""
    words: list[_Word] = []
    end = depth = 0
    for found in re.finditer(r"\w+", folded):
        gap = folded[end : found.start()]
        if found[0] in _SOFT:
            continue
        depth = max(0, depth + gap.count("(") - gap.count(")"))
        own = text[found.start() : found.end()]
        capitals = 1 < len(own) < 9 and own.isalpha() and own.isupper()
        words.append(
            _Word(
                found[0],
                found.start(),
                found.end(),
                _joint(gap) if words else ";",
                depth > 0,
                capitals,
                own[0].isupper(),
            )
        )
        end = found.end()
    return words


def _joint(gap: str) -> str:
    if re.search(r"[;\n/.:+•*|]", gap):
        return ";"
    if "(" in gap:
        return "("
    if "," in gap or re.search(r"\s-|-\s", gap):
        return ","
    return "và" if "và" in gap or "&" in gap else ""


def _joined(items: Iterable[_Item], words: Sequence[_Word], folded: str) -> list[_Item]:
    """The items without what only writes the list; what belongs together as one, unknown if any part of it is."""
    whole: list[_Item] = []
    parted, in_note = False, False
    for each in items:
        item = replace(each, joint=";") if parted else each
        parted = False
        if item.known is None:
            note = (item.joint == "(" or in_note) and words[item.first].inside and whole and whole[-1].known
            in_note = bool(note) and not _EXCEPT.match(folded, words[item.first].start)
            own = _without_noise(item, words)
            parted = in_note or own.end < item.end
            if in_note or own.first == own.end:
                continue
            item = own
        if whole and _belongs(item, whole[-1], words, folded):
            item = _Item(whole.pop().first, item.end, item.joint)
        whole.append(item)
    return whole


def _without_noise(item: _Item, words: Sequence[_Word]) -> _Item:
    texts = [word.text for word in words[item.first : item.end]]
    last = next((at for at in range(len(texts)) if _NOISE.fullmatch(" ".join(texts[at:]))), len(texts))
    heads = (at for at in range(last, 0, -1) if texts[at - 1] in _JOINS and _NOISE.fullmatch(" ".join(texts[:at])))
    first = next(heads, 0)
    return _Item(item.first + first, item.first + last, ";" if first else item.joint)


def _belongs(item: _Item, before: _Item, words: Sequence[_Word], folded: str) -> bool:
    """Whether these words are one wording with those before."""
    if item.joint == "" and not (item.known and before.known):
        return True
    start = words[item.first].start
    if item.known or item.joint == ";":
        return False
    if before.known:
        no_list = item.joint == "(" and _EXCEPT.match(folded, start)
        named = bool(before.known.agencies) and item.joint == "và" and not _is_head(folded, start)
        return bool(no_list) or (named and words[item.first].name)
    office = _UNITES.match(folded, words[before.first].start) and item.joint == "và"
    return item.joint == "(" or bool(office) or not _is_head(folded, start)


def _is_head(folded: str, start: int) -> bool:
    return _before(folded, start) != start or bool(_HEAD.match(folded, start))


def _before(folded: str, start: int) -> int:
    """Where words begin with the «các» in front of them."""
    match = re.search(r"(?<!\w)(?:(?:các|những)\s+)+\Z", folded[max(0, start - 40) : start])
    return start - len(match[0]) if match else start


def _down(node: dict[str, Any], signs: Sequence[str], *, whole: bool) -> list[dict[str, Any]]:
    """The nodes that these words, or words with these initials, lead to."""
    nodes = [node]
    for sign in signs:
        nodes = [
            child
            for each in nodes
            for word, child in each.items()
            if word and (word == sign if whole else _initial(word) == sign)
        ]
    return nodes


def _initial(word: str) -> str:
    return "đ" if word[0] == "đ" else fold(word[0])


def _match(words: str, known: _Known, span: tuple[int, int]) -> Match:
    if not known.rows:
        return Match(words, known.agencies[0], span=span)
    key = lookup_key(words)
    spelled = {lookup_key(row.phrase): None for row in known.rows}
    phrase = key if key in spelled else next(iter(spelled))
    return Match(words, rows=tuple(row for row in known.rows if lookup_key(row.phrase) == phrase), span=span)
