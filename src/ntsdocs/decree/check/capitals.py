"""Capital letters (PL II), as far as words alone decide; every function tells what it finds in one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ntsdocs.decree.cache import answers_by_paragraph, cache_short_texts
from ntsdocs.decree.find.paper import Paper, Slip
from ntsdocs.decree.find.recipients import items
from ntsdocs.decree.findings import Breach
from ntsdocs.docx.document import Paragraph
from ntsdocs.text import vn

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UPPER = _LOWER.upper()
_INSIDE = rf"(?<=[{_LOWER}0-9,;)] )"  # in the midst of a sentence


_POINT = re.compile(r"^\W*[a-zđ\d]{1,2}\)\s+")
_SENTENCE = re.compile(rf"(?<![./\d])\b([{_LOWER}]{{3,}})([.?!]) ([{_LOWER}]{{2,}})")
_ABBREVIATED = frozenset("nxb stt ths pgs".split())


def sentence(paper: Paper) -> Iterator[Breach]:
    """ND30-II-1: a capital opens a sentence and a line."""
    previous = None
    for block in paper.blocks:
        text = block.title if block.role in ("khoan", "diem", "muc") else block.text.lstrip("-–+•* ")
        after_stop = previous is None or previous.text.endswith((".", ":", ";", "!", "?")) or block.role != "loi_van"
        if block.role != "giua" and after_stop and re.match(rf"[{_LOWER}]{{2,}}(?![\w@./:-])", text):
            yield Breach(block.paragraph, f"dòng bắt đầu bằng chữ thường «{text[:15]}»", "viết hoa chữ cái đầu dòng.")
        for what in _sentences(block.text):
            yield Breach(block.paragraph, what, "viết hoa chữ cái đầu câu.")
        previous = block
    for line in (item[0] for item in items(paper.recipients)):
        text = line.text.lstrip("-–+ ")
        if re.match(rf"[{_LOWER}]{{2,}} ", text):
            yield Breach(line.paragraph, f"dòng bắt đầu bằng chữ thường «{text[:15]}»", "viết hoa chữ cái đầu dòng.")


@cache_short_texts
def _sentences(text: str) -> tuple[str, ...]:
    matches = (match for match in _SENTENCE.finditer(text) if match[1] not in _ABBREVIATED)
    return tuple(f"sau dấu «{match[2]}» viết thường «{match[3]}»" for match in matches)


# --- slips that one text shows ----------------------------------------------------------------------------------------

Slips = Iterator[tuple[str, str, bool]]  # what is written, the remedy, whether it may be right after all
_FUNCTIONS: dict[str, tuple[Callable[[str], Slips], tuple[str, ...]]] = {}


def _rule(name: str, function: Callable[[str], Slips], *words: str) -> Callable[[Paper], Iterator[Breach]]:
    """The rule over every paragraph of body and annexes in which one of the words stands.

    All such rules read a text once.
    """
    _FUNCTIONS[name] = (function, words)

    def of_paper(paper: Paper) -> Iterator[Breach]:
        if paper.slips is None:
            paper.slips = list(answers_by_paragraph(paper.texts, _slips))
        for paragraph, (rule, what, remedy, unsure) in paper.slips:
            if rule == name:
                yield Breach(paragraph, what, remedy, unsure)

    return of_paper


def _slips(paragraph: Paragraph) -> Iterator[Slip]:
    """What each function finds in the paragraph."""
    text = _POINT.sub("", paragraph.text, count=1)  # what follows «a) » opens a sentence
    for name, (function, words) in _FUNCTIONS.items():
        if any(word in text for word in words):
            yield from ((name, *slip) for slip in function(text))


def _matches(pattern: str, remedy: Callable[[re.Match[str]], str]) -> Callable[[str], Slips]:
    """Finds what the pattern matches."""
    compiled = re.compile(pattern)
    return lambda text: ((f"viết «{match[0]}»", remedy(match), False) for match in compiled.finditer(text))


# «Tỉnh Đoàn», «Huyện Đoàn» are bodies.
_UNIT = re.compile(rf"{_INSIDE}(Tỉnh|Huyện|Xã|Thị xã|Phường|Thị trấn) (?!Đoàn|Ủy|Uỷ|Hội|Đội)([{_UPPER}][{_LOWER}]+)")


def _units(text: str) -> Slips:
    """«tỉnh Mẫu» inside a sentence."""
    for match in _UNIT.finditer(text):
        yield f"viết «{match[0]}» ở giữa câu", f"viết «{match[1].lower()} {match[2]}».", match[1] != "Tỉnh"


_MADE = (  # «Văn phòng Sở xây dựng kế hoạch»: there the words are a verb
    r"(?!(?: và(?: \w+){1,3})? (?:các |những |một số |bộ )?(?i:kế hoạch|chương trình|đề án|dự án|phương án|báo cáo|"
    r"văn bản|quy |hồ sơ|nội dung|hệ thống|danh mục|cơ |nghị |quyết định|tờ trình|hướng dẫn|dự thảo|tiêu ch|mô hình))"
)
_DEPARTMENTS = (
    f"y tế|nội vụ|tài chính|tư pháp|xây dựng{_MADE}|công thương|ngoại vụ|văn hóa|giáo dục|khoa học|nông nghiệp|du lịch"
    "|dân tộc|kế hoạch|giao thông|thông tin|lao động|công an"
)
_OVERDONE = (  # «Công Thương» writes itself so
    "Y Tế|Nội Vụ|Tài Chính|Tư Pháp|Xây Dựng|Ngoại Vụ|Ngoại Giao|Quốc Phòng|Văn Hóa|Giáo Dục|Khoa Học|Nông Nghiệp"
    "|Du Lịch|Dân Tộc|Giao Thông|Thông Tin|Lao Động"
)
# A word that the slip must hold, the slip, the right form.
_BODIES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("an Nhân", re.compile(r"\b([UỦ][yỷ]) [Bb]an Nhân [Dd]ân"), lambda m: f"{m[1]} ban nhân dân"),
    ("Ban nhân dân", re.compile(r"\b([UỦ][yỷ]) Ban nhân dân"), lambda m: f"{m[1]} ban nhân dân"),
    ("hân Dân", re.compile(r"\bỦy ban [Nn]hân Dân"), lambda _: "Ủy ban nhân dân"),
    ("Hội ", re.compile(r"\bHội [Đđ]ồng (?:Nhân [Dd]ân|nhân Dân)|\bHội Đồng nhân dân"), lambda _: "Hội đồng nhân dân"),
    ("Công An", re.compile(r"\bCông An\b"), lambda _: "Công an"),
    *(
        (name, re.compile(rf"\b({name})({_DEPARTMENTS})"), lambda m: f"{m[1]}{m[2][0].upper()}{m[2][1:]}")
        for name in ("Sở ", "Bộ ")
    ),
    *(
        (name, re.compile(rf"\b({name})({_OVERDONE})\b"), lambda m: f"{m[1]}{m[2].capitalize()}")
        for name in ("Sở ", "Bộ ")
    ),
    ("Ban chỉ đạo", re.compile(r"\bBan chỉ đạo\b"), lambda _: "Ban Chỉ đạo"),
    ("uân sự", re.compile(r"\bBộ chỉ huy [Qq]uân sự|\bBộ Chỉ huy quân sự"), lambda _: "Bộ Chỉ huy Quân sự"),
    ("Văn Phòng", re.compile(r"\bVăn Phòng\b"), lambda _: "Văn phòng"),
    (" ban nhân dân", re.compile(rf"{_INSIDE}(ủy ban nhân dân|uỷ ban nhân dân)"), lambda _: "Ủy ban nhân dân"),
    ("hội đồng nhân dân", re.compile(rf"{_INSIDE}(hội đồng nhân dân)"), lambda _: "Hội đồng nhân dân"),
    (" sở ", re.compile(rf"{_INSIDE}(?<!\bcơ )(?<!\btrụ )(?<!\bcông )sở ([{_UPPER}])"), lambda m: f"Sở {m[1]}…"),
)


_ENDS_A_NAME = re.compile(rf"(?<=\w )[{_UPPER}]\w+ $")  # as «Yên» in «phường Yên Sở xây dựng kế hoạch»


def _of_bodies(text: str) -> Slips:
    """Names of bodies, by a list of common slips."""
    for word, pattern, right in _BODIES:
        for match in pattern.finditer(text) if word in text else ():
            if match[0] != right(match) and not _ENDS_A_NAME.search(text, max(0, match.start() - 24), match.start()):
                # «các ủy ban nhân dân» may be meant in general; the decree does not print Bộ Chỉ huy Quân sự.
                unsure = match[0][0].islower() or right(match).startswith("Bộ Chỉ huy")
                yield f"viết «{match[0].strip()}»", f"viết «{right(match)}».", unsure


_CLAUSE = re.compile(
    rf"{_INSIDE}(Khoản \d+|Điểm [a-zđ]\b)|(?:khoản \d+[a-z]? |điểm [a-zđ] |\b(?:[Nn]hư|[Tt]heo|[Tt]ại) )(điều) \d"
)


def _clauses(text: str) -> Slips:
    """«điểm a khoản 2 Điều 103»."""
    for match in _CLAUSE.finditer(text):
        if match[1]:
            yield f"viết «{match[1]}» ở giữa câu", f"viết «{vn.lower_first(match[1])}».", False
        else:
            yield f"viết «{match[0]}»", "viết hoa «Điều».", False


_FEASTS = re.compile(
    rf"{_INSIDE}Tết (?:[Nn]guyên|[Tt]rung|[Đđ]oan)\b"
    r"|\b(?:tết|Tết) (?:nguyên đán|Nguyên Đán|trung thu|Trung Thu|đoan ngọ|Đoan Ngọ)"
)
_WEEKDAY = re.compile(r"\b(?:ngày|sáng|chiều|tối) thứ (hai|ba|tư|năm|sáu|bảy)\b|\btháng (giêng|chạp)\b")


def _feasts(text: str) -> Slips:
    """«tết Nguyên đán», «thứ Hai», «tháng Giêng»."""
    for match in _FEASTS.finditer(text):
        first, *rest = match[0].split()
        yield f"viết «{match[0]}»", f"viết «{first.lower()} {' '.join(rest).capitalize()}».", False
    for match in _WEEKDAY.finditer(text):
        second_day = match[0].startswith("ngày")  # «ngày thứ hai của hội nghị»
        yield f"viết «{match[0]}»", f"viết hoa «{(match[1] or match[2]).capitalize()}».", second_day


_FOREIGN = r"\b(?:[Aa]sean|[Uu]nesco|[Uu]nicef|[Ww]to|[Aa]pec|Nato|[Uu]ndp|Fao|Aseanapol|Opec|W\.H\.O)\b"
_PEOPLE = r"(?:Đảng(?:,| và) )(nhà nước)\b|Nhà nước(?:,| và) (nhân dân)\b|nhà nước và (?:n|N)hân dân"
_DAYS = "quốc khánh|quốc tế lao động|quốc tế phụ nữ|phụ nữ việt nam|nhà giáo việt nam|thương binh|thầy thuốc việt nam"
_HOLIDAY = rf"\b(?:ngày|Ngày) (?:{_DAYS})|{_INSIDE}Ngày (?i:{_DAYS})"
_TYPES = "nghị quyết|nghị định|quyết định|chỉ thị|thông tư|kế hoạch|công văn|báo cáo|tờ trình|thông báo|công điện"
_CITED = rf"(?<![^\s(«“])(?:{_TYPES}) số \d+[a-z]?/[^\s,;.)]+"

unit = _rule("ND30-II-3", _units, "Tỉnh ", "Huyện ", "Xã ", "Thị ", "Phường ")
body = _rule("ND30-II-6", _of_bodies, "")
foreign = _rule("ND30-II-8", _matches(_FOREIGN, lambda m: f"viết «{m[0].upper().replace('.', '')}»."), "")
people = _rule("ND30-II-9", _matches(_PEOPLE, lambda _: "viết hoa «Nhà nước», «Nhân dân» khi là danh từ."), "hà nước")
holiday = _rule(
    "ND30-II-13", _matches(_HOLIDAY, lambda m: f"viết «ngày {vn.upper_first(m[0].split(' ', 1)[1])}»."), "gày "
)
cited_type = _rule("ND30-II-14", _matches(_CITED, lambda m: f"viết «{vn.upper_first(m[0])}»."), " số ")
clause = _rule("ND30-II-15", _clauses, "Khoản ", "Điểm ", " điều ")
feast = _rule("ND30-II-16", _feasts, "ết ", "thứ ", "tháng ")
