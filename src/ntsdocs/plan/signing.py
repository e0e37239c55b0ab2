"""What no office writes over a signature, in a plan as on a paper (PL I, Phần I, Mục II, khoản 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ntsdocs.text import vn

_FORM = r"(?:TM|KT|TL|TUQ|Q)\. (?=[\w{])"  # a template has «{{ … }}» for the words
_DEPUTY = r"(?:PHÓ|THỨ TRƯỞNG)\b"
_COMMITTEE = r"(?:ỦY BAN NHÂN DÂN|UBND)"
_GAP = r"[^\w\n]"
_SHORT = rf"(?:T{_GAP}*U{_GAP}*Q|[TK]{_GAP}*[TML]|QUYỀN|Q)(?={_GAP})"
_RULES = {"TM": "a", "Q": "b", "KT": "c", "TL": "d", "TUQ": "e"}

# Of a name and the lines below it: what must not be there, up to the line at fault; what is said of it; the remedy; the
# letter of ND30-I-2.7, blank for that of the abbreviation the line begins with; whether a paper may be read otherwise.
_MISWRITTEN = (
    rf"(?<=\n)(?!{_FORM})(?:{_SHORT}|[^\W\d_]{{1,3}}[./]).*",
    "không đúng cách viết tắt",
    "ghi «TM. », «Q. », «KT. », «TL. » hoặc «TUQ. » trước tên cơ quan, chức vụ; không ký thay ai thì bỏ chữ tắt.",
    "",
    False,
)
_MISPLACED = (
    (rf"\A{_COMMITTEE}.*\n(?:KT\. )?CHỦ TỊCH\b.*(?!(?:\n.*)*\nTM\.)$",
     "không có dòng «TM.» ở trên", "thêm dòng «TM. ỦY BAN NHÂN DÂN» ở trên.", "k", False),
    (rf"\A(?!{_COMMITTEE}).+\nTM\. {_COMMITTEE}.*",
     "nơi ban hành không phải là Ủy ban nhân dân", "bỏ dòng này.", "k", False),
    (rf"\A{_COMMITTEE}.*\n(?:.*\n)*TM\. UBND\b.*",
     "tên Ủy ban nhân dân viết tắt", "ghi «TM. ỦY BAN NHÂN DÂN».", "", False),
    (r"(?<=\n)TM\. .*\n(?:.*\n)*(?:TL|TUQ)\. .*",
     "đứng dưới dòng «TM.»", "bỏ dòng «TM.» ở trên.", "", False),
    (r"\A.*\n(?:.*\n)+TM\. .*",
     "đứng dưới dòng khác", "đưa dòng «TM.» lên đầu.", "", True),
    (rf"(?<=\n)(KT\. .*) ({_DEPUTY}.*)",
     "gộp hai dòng làm một", r"ghi thành hai dòng «\1», «\2».", "", False),
    (rf"(?<=\n)KT\. (?!.*{_DEPUTY}).*(?!(?:\n.*)*\n{_DEPUTY})$",
     "không có dòng chức vụ cấp phó ở dưới", "thêm dòng chức vụ cấp phó ở dưới, ví dụ «PHÓ CHỦ TỊCH».", "", False),
    (r"(?<=\n)(?:TM|TL|TUQ)\. .*\Z",
     "không có dòng chức vụ người ký ở dưới", "thêm dòng ấy.", "", False),
    (r"(?<=\n)TL\. (.*)(?=\nPHÓ \1$)",
     "người ký lại là cấp phó của chính chức vụ ấy", r"ghi «KT. \1».", "", False),
    (rf"\A.*\n(?:(?!(?:KT|TL|TUQ)\. ).*\n)*{_DEPUTY}.*", "không có dòng «KT.» ở trên",
     "thêm dòng «KT. » với chức vụ cấp trưởng ở trên, ví dụ «KT. CHỦ TỊCH».", "c", True),
)  # fmt: skip


def wrong_lines(
    name: str, lines: Sequence[str], *, spelling_only: bool = False
) -> Iterator[tuple[int, str, str, str, bool]]:
    """Which lines are wrong by which the body called `name` signs, with the words and the rule of the table.

    Where an abbreviation is wrong, nothing else is told.
    """
    text = vn.tone_fold("\n".join(" ".join(each.split()) for each in (name, *lines)).upper())
    forms = (_MISWRITTEN,) if spelling_only or re.search(_MISWRITTEN[0], text) else _MISPLACED
    for pattern, what, remedy, rule, unsure in forms:
        for match in re.finditer(pattern, text, re.MULTILINE):
            line = match[0].rpartition("\n")[2]
            short = re.sub(r"\W|UYỀN", "", (re.match(_SHORT, line) or ("",))[0])
            at = text.count("\n", 0, match.end()) - 1
            yield at, f"dòng ký «{line}»: {what}", match.expand(remedy), rule or _RULES.get(short, ""), unsure
