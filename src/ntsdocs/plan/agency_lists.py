"""Read how agencies are listed in a cell: the words that count, what parts them, what only writes the list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ntsdocs.plan.model import Phrase
from ntsdocs.text.vn import lower_letters, tone_fold

_DASHES = str.maketrans("‐‑‒–—", "-----")
_SOFT = frozenset(("và", "các", "có", "những"))  # words that names and phrases are written with and without
_MUTE = re.compile(r"(?<!\w)(?:việt nam|tất cả|toàn bộ|toàn thể|ủy ban (?=mặt trận|mttq))(?!\w)")  # and more of them
LONG = {
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
_LIST_SIGN = re.compile(
    r"(?:^|(?<=[\n;,.:]))[ \t]*\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)](?=\s*\w)|(?<=\s)\(?\d{1,2}\)(?=\s+\w)"
)
_NEXT_SIGN = re.compile(r"(?<=\s)\d{1,2}\.(?=\s+\w)")  # within a line of a list that opens with «1.»
# Words around names that only join them, or say in what capacity or through whom an agency acts.
_JOINING = (
    r"(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối|phối hợp|phối kết hợp|thực hiện|thường trực)(?: chính)?|cùng|với|hoặc"
    r"|gồm|bao gồm|do|giao|đề nghị|là|triển khai|tham mưu|tham gia|theo (?:chức năng|phân công|thẩm quyền|quy định)"
    r"|nhiệm vụ được giao|được giao|vv|v"
)
_TITLES = (
    r"(?:phó )?(?:giám đốc|chủ tịch|bí thư|chánh|trưởng|trưởng ban)|lãnh đạo|thủ trưởng|người đứng đầu"
    r"|chỉ huy trưởng|(?:chi )?cục trưởng|hiệu trưởng|viện trưởng|tổng biên tập|đồng chí"
)
_NOISE = re.compile(rf"(?:(?:{_JOINING}|{_TITLES})(?: |$))+")
_JOINED = re.compile(rf"(?:(?:{_JOINING})(?: |$))+")
# How the name of a body begins; what begins otherwise after a comma or «và» belongs to the name before.
_HEAD = re.compile(
    r"(?:sở|ban|bộ|ngành(?! chủ quản)|cục|chi cục|tổng|vụ|văn phòng|phòng|khoa(?! học)|trung tâm|công (?:ty|an|đoàn)"
    r"|doanh|tập đoàn|htx|hội|hiệp|liên|đoàn|đội|viện|trường|học viện|bệnh viện|trạm|ngân hàng|nh|quỹ|kho|bảo hiểm"
    r"|thuế|hải quan|kiểm|quân|bch|ubnd|hđnd|ubmttq|mttq|ủy ban|hội đồng|mặt trận|tòa|tand|vksnd|thanh tra|báo|đài"
    r"|tạp chí|cơ quan|đơn vị|tổ chức|cá nhân|hộ|người|nhân dân|nhà|chủ|tất cả|toàn|mọi|một số|lực lượng|địa phương"
    r"|xã(?! hội)|phường|đặc khu|huyện|thị xã|thành phố|tỉnh|thành ủy|thành đoàn|đảng|thôn|bản|tổ(?! quốc)|chính quyền"
    r"|cấp|nhóm|câu lạc bộ|hợp tác xã|xí nghiệp|cảng|vườn|thường trực|giám đốc|đối tác|cộng đồng|chuyên gia|trưởng|bql"
    r"|ca|vp|cty|bv)(?!\w)"
)
_UNITES = re.compile(r"văn phòng\b")  # «Văn phòng HĐND và UBND»
_JOINS = frozenset(("với", "cùng", "hoặc", "gồm", "do", "giao", "nghị"))
_EXCEPT = re.compile(r"(?:ngoại )?trừ\b|không\b|ngoài\b")
_TERRITORIES = frozenset(("xã", "phường", "đặc", "khu", "thôn", "bản"))  # «Hội Phụ nữ các xã, phường» is one wording
_MOST_NOISE = 12  # words


@dataclass(slots=True)
class Known:
    """What words stand for. `sure` is false for a name that was cut short."""

    key: tuple[str, ...]
    rows: tuple[Phrase, ...] = ()
    agencies: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a cell; `joint` is what stands before it: nothing, «và», «,», «(», «:», or «;» for all the rest."""

    text: str
    own: str
    start: int
    joint: str
    in_brackets: bool

    @property
    def is_initials(self) -> bool:
        """Whether the word may be the initials of several."""
        return 1 < len(self.own) < 9 and self.own.isalpha() and self.own.isupper()


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` up to `end` of a cell; `known` is `None` where they are not."""

    first: int
    end: int
    joint: str
    known: Known | None = None


class CellWords:
    """The words of a cell but those that count for nothing, with the text, in NFC, that they stand in.

    `folded` is the text letter for letter, without the numbers and letters in front of its lines.
    """

    __slots__ = ("folded", "text", "words")

    def __init__(self, cell: str) -> None:
        self.text = unicodedata.normalize("NFC", cell)
        signless = _LIST_SIGN.sub(lambda match: ";" * len(match[0]), _folded(self.text))
        if self.text.lstrip().startswith("1."):
            signless = _NEXT_SIGN.sub(lambda match: ";" * len(match[0]), signless)
        self.folded = _MUTE.sub(lambda match: " " * len(match[0]), signless)
        self.words: list[Word] = []
        end = depth = 0
        for found in re.finditer(r"\w+", self.folded):
            if found[0] not in _SOFT:
                gap = self.folded[end : found.start()]
                depth = max(0, depth + gap.count("(") - gap.count(")"))
                own = self.text[found.start() : found.end()]
                joint = _joint(gap) if self.words else ";"
                self.words.append(Word(found[0], own, found.start(), joint, depth > 0))
                end = found.end()

    def run(self, first: int, end: int, known: Known | None = None) -> Run:
        """These words as a run."""
        return Run(first, end, self.words[first].joint, known)

    def span(self, run: Run) -> tuple[int, int]:
        """Where the run stands, with the «các» in front of it and the bracket that it opened."""
        start, last = _start(self.folded, self.words[run.first].start), self.words[run.end - 1]
        end = last.start + len(last.own)
        words = self.text[start:end]
        return start, end + (words.count("(") > words.count(")") and self.text[end : end + 1] == ")")

    def wordings(self, runs: Iterable[Run]) -> list[Run]:
        """The runs without what only writes the list; what belongs together as one, unknown if any part of it is."""
        whole: list[Run] = []
        parted = False
        for each in runs:
            run = replace(each, joint=";") if parted else each
            own = run if run.known else self.without_noise(run)
            parted = own.end < run.end
            if own.first == own.end:
                continue
            if whole and own.known and own.known.agencies and own.joint == ":" and whole[-1].known:
                whole.pop()  # what the list is of
            while whole and self._belongs(own, whole[-1]):
                before = whole.pop()
                own = Run(before.first, own.end, before.joint)
            whole.append(own)
        return [
            run
            for last, run in pairwise((None, *whole))
            if run and (run.known or not (last and last.known and self.words[run.first].in_brackets))
        ]

    def without_noise(self, run: Run) -> Run:
        """The run without words that only join it to others; empty if these are all."""
        texts = [word.text for word in self.words[run.first : run.end]]
        tails = (0, *range(max(1, len(texts) - _MOST_NOISE), len(texts)))
        last = next((at for at in tails if (_JOINED if at else _NOISE).fullmatch(" ".join(texts[at:]))), len(texts))
        heads = (at for at in range(min(last, _MOST_NOISE), 0, -1) if texts[at - 1] in _JOINS)
        first = next((at for at in heads if _NOISE.fullmatch(" ".join(texts[:at]))), 0)
        return Run(run.first + first, run.first + last, ";" if first else run.joint)

    def _belongs(self, run: Run, before: Run) -> bool:
        """Whether these words are one wording with those before."""
        if not run.joint and not (run.known and before.known and not run.known.rows and not before.known.rows):
            return True
        if run.joint == "và" and not before.known and _UNITES.match(self.folded, self.words[before.first].start):
            return True
        own, others = ({word.text for word in self.words[each.first : each.end]} for each in (run, before))
        if not before.known and run.joint in (",", "và") and own <= _TERRITORIES and others & _TERRITORIES:
            return True
        if run.known or run.joint == ";":
            return False
        start = self.words[run.first].start
        goes_on = not _begins_body(self.folded, start)
        if before.known is None:
            return run.joint == "(" or (run.joint != ":" and goes_on)
        named = bool(before.known.agencies) and self.words[run.first].own[0].isupper()
        return {
            ":": bool(before.known.rows),
            "(": _EXCEPT.match(self.folded, start) is not None,
            "và": named and goes_on,
        }.get(run.joint, False)


def is_body(words: str) -> bool:
    """Whether words are like the name of one body: «Phòng Cây xanh», not «các phòng»."""
    return words[:1].isupper() and _HEAD.match(lookup_key(words)) is not None


def lookup_key(words: str) -> str:
    """The key under which words are looked up letter by letter: case, tone places, dashes, blanks do not count."""
    return " ".join(_folded(unicodedata.normalize("NFC", words)).split())


def name_key(words: str) -> str:
    """The key under which names and phrases are looked up: their words, however these are joined or shortened."""
    return " ".join(
        LONG.get(word, word) for word in re.findall(r"\w+", _MUTE.sub("", lookup_key(words))) if word not in _SOFT
    )


def _folded(text: str) -> str:
    """NFC text with case, tone places and dashes made alike, letter for letter: no position moves."""
    return lower_letters(tone_fold(text)).translate(_DASHES)


def _joint(gap: str) -> str:
    for sign, pattern in ((";", r"[;\n/.+•*|)]"), (":", ":"), ("(", r"\("), (",", r",|\s-|-\s"), ("và", r"\bvà\b|&")):
        if re.search(pattern, gap):
            return sign
    return ""


def _start(folded: str, start: int) -> int:
    """Where words begin with the «các» in front of them."""
    match = re.search(r"(?<!\w)(?:(?:các|những)\s+)+\Z", folded[max(0, start - 40) : start])
    return start - len(match[0]) if match else start


def _begins_body(folded: str, start: int) -> bool:
    return _start(folded, start) != start or _HEAD.match(folded, start) is not None
