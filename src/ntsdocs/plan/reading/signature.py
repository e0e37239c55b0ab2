"""Tell lines over a signature that no office writes so (PL I, Phần I, Mục II, khoản 7).

The gate holds the printed lines against the same rules, ND30-I-2.7a to 2.7k.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.plan.reading.entry import Entry
from ntsdocs.text import vn

_FORM = r"(?:TM|KT|TL|TUQ|Q)\. (?=\w)"
_DEPUTY = r"(?:PHÓ|THỨ TRƯỞNG)\b"
_COMMITTEE = r"(?:ỦY BAN NHÂN DÂN|UBND)"
_GAP = r"[^\w\n]"
_MOST_LINES = 4

# Of a name and the lines below it: what must not be there, up to the line at fault; what is said of it; the remedy.
_MISWRITTEN = (
    rf"(?<=\n)(?!{_FORM})(?:(?:T{_GAP}*U{_GAP}*Q|[TK]{_GAP}*[TML]|QUYỀN|Q){_GAP}|[^\W\d_]{{1,3}}[./]).*",
    "không đúng cách viết tắt",
    "ghi «TM. », «Q. », «KT. », «TL. » hoặc «TUQ. » trước tên cơ quan, chức vụ; không ký thay ai thì bỏ chữ tắt.",
)
_MISPLACED = (
    (
        rf"\A{_COMMITTEE}.*\n(?:KT\. )?CHỦ TỊCH\b.*(?!(?:\n.*)*\nTM\.)$",
        "không có dòng «TM.» ở trên",
        "thêm dòng «TM. ỦY BAN NHÂN DÂN» ở trên.",
    ),
    (rf"\A(?!{_COMMITTEE}).*\nTM\. {_COMMITTEE}.*", "nơi ban hành không phải là Ủy ban nhân dân", "bỏ dòng này."),
    (r"\A.*\n(?:.*\n)+TM\. .*", "đứng dưới dòng khác", "đưa dòng «TM.» lên đầu."),
    (rf"(?<=\n)(KT\. .*) ({_DEPUTY}.*)", "gộp hai dòng làm một", r"ghi thành hai dòng «\1», «\2»."),
    (
        rf"(?<=\n)KT\. (?!.*{_DEPUTY}).*(?!(?:\n.*)*\n{_DEPUTY})$",
        "không có dòng chức vụ cấp phó ở dưới",
        "thêm dòng chức vụ cấp phó ở dưới, ví dụ «PHÓ CHỦ TỊCH».",
    ),
    (r"(?<=\n)(?:TM|TL|TUQ)\. .*\Z", "không có dòng chức vụ người ký ở dưới", "thêm dòng ấy."),
    (r"(?<=\n)TL\. (.*)(?=\nPHÓ \1$)", "người ký lại là cấp phó của chính chức vụ ấy", r"ghi «KT. \1»."),
    (
        rf"\A.*\n(?:(?!(?:KT|TL|TUQ)\. ).*\n)*{_DEPUTY}.*",
        "không có dòng «KT.» ở trên",
        "thêm dòng «KT. » với chức vụ cấp trưởng ở trên, ví dụ «KT. CHỦ TỊCH».",
    ),
)


def tell_wrong_signature(entry: Entry, field: str, lines: Sequence[str], name: str) -> None:
    """Tells at the field what is wrong with the lines by which the body called `name` signs, by the decree."""
    if len(lines) > _MOST_LINES:
        entry.stop(field, f"có {len(lines)} dòng ký, nhiều nhất là {_MOST_LINES}.", "mỗi dòng một chức vụ.")
        return
    text = vn.tone_fold("\n".join((name, *lines)).upper())
    rules = (_MISWRITTEN,) if re.search(_MISWRITTEN[0], text) else _MISPLACED
    for pattern, what, remedy in rules:
        for match in re.finditer(pattern, text, re.MULTILINE):
            entry.stop(field, f"dòng ký «{match[0].splitlines()[-1]}»: {what}.", match.expand(remedy))
