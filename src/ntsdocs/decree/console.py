"""The results of a check in lines for a screen, or in JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ntsdocs.decree import check
from ntsdocs.decree.files import CheckedFile
from ntsdocs.decree.findings import KHONG_KIEM_DUOC, NEN_XEM, THONG_LE, WEIGHTS, Finding, rules
from ntsdocs.decree.mend.session import MendChange
from ntsdocs.decree.values import TYPES
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

MOST_CHANGES = 6  # different ones under one rule, that a screen shows
IF_WRONG = "  Nếu máy nhận nhầm: chạy lại, thêm --kind và tên loại văn bản, ví dụ --kind ke_hoach."


def lines(checked: Sequence[CheckedFile]) -> Iterator[str]:
    """What a screen shows: each file's findings by severity, then once what no file can tell."""
    for each in checked:
        yield from of_file(each)
        yield ""
    if any_judged(checked):
        subjects = [f"{subject} ({rule})" for rule, subject, _ in check.undecidable_rules()]
        yield f"{KHONG_KIEM_DUOC} (người đọc xét, đối chiếu danh mục): {'; '.join(subjects)}."
        yield check.law_looked_up()
        yield ""
    yield f"Tổng cộng: {len(checked)} tệp, {counts(checked)}."


def any_judged(checked: Iterable[CheckedFile]) -> bool:
    """Whether the decree binds any of the files."""
    return any(each.report is not None and not each.report.refused for each in checked)


def counts(checked: Sequence[CheckedFile]) -> str:
    """How many findings of each weight there are in all the files: «1 sai, 0 thông lệ, 2 nên xem»."""
    weights = [one.severity for each in checked if each.report is not None for one in each.report.findings]
    return ", ".join(f"{weights.count(weight)} {weight}" for weight in WEIGHTS)


def of_file(each: CheckedFile) -> Iterator[str]:
    """What a screen shows of one file: its name and kind, then its findings by severity."""
    report = each.report
    if report is None:
        yield f"{each.name}: {each.broken}."
        return
    yield f"{each.name}: {kind_words(report)}"
    yield from (f"  Lưu ý: {note}." for note in report.notes)
    if report.refused:
        yield f"  Không xét theo Nghị định 30: {report.refused}."
        yield IF_WRONG
    elif not report.findings:
        yield "  Không thấy lỗi thể thức nào trong những điều máy kiểm được."
    yield from _findings(report, None if each.mended is None else each.mended.left)


def _findings(report: check.CheckReport, left: Mapping[str, str] | None) -> Iterator[str]:
    for severity, group in groupby(report.findings, key=lambda one: one.severity):
        findings = list(group)
        yield f"  {severity}: {len(findings)}"
        for same in group_alike(findings):
            first = same[0]
            yield f"    [{first.rule}] {_places([one.place for one in same])}: {first.what}."
            by = "Nghị định" if first.rule.startswith("ND30") else "Yêu cầu"  # other rules are none of the decree's
            yield f"        {by} ({first.article}): {first.requirement}"
            if first.counted:
                yield f"        Thông lệ: {first.counted}."
            yield f"        Sửa: {first.remedy}"
            if left is not None:
                yield f"        Không tự sửa: {left.get(first.rule) or _why_left(first)}."


def _why_left(one: Finding) -> str:
    """Why mending leaves a finding, where the paper gives no reason of its own."""
    by_weight = {THONG_LE: "văn bản đã ban hành hay ghi như vậy", NEN_XEM: "máy không chắc đây là lỗi"}
    unsafe = "không chắc chỗ này chỉ có một thành phần, hoặc chữ ở đây do Word tự viết"
    return rules()[one.rule].unmended or by_weight.get(one.severity, unsafe)


def kind_words(report: check.CheckReport) -> str:
    """The type of the paper, and how it was known."""
    words, _ = TYPES.get(report.kind, ("", ""))
    return f"{words.lower()} ({report.recognised_by})" if words else "chưa rõ loại văn bản"


def group_alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in groups that say the same of several places, in the order of the first of each."""
    return list(grouped(((one.severity, one.rule, one.what, one.remedy), one) for one in findings).values())


def _places(places: Sequence[str]) -> str:
    """The places of one finding on a line, the first few; JSON, HTML and the comments have them all."""
    return vn.first_few(places, 3, "chỗ", "; ")


# --- what was mended --------------------------------------------------------------------------------------------------


def mended_lines(checked: Sequence[CheckedFile]) -> Iterator[str]:
    """What a screen shows: for each paper what was mended, from what to what, and what is left for a person."""
    for each in checked:
        yield from _mended_file(each)
        yield ""
    changed = sum(len(each.mended.changes) for each in checked if each.mended is not None and each.written)
    left = sum(len(each.mended.report.findings) for each in checked if each.mended is not None and each.mended.report)
    written = sum(bool(each.written) for each in checked)
    yield f"Tổng cộng: {len(checked)} tệp, ghi {written} bản sửa, sửa {changed} chỗ, còn {left} điều cho người xem."


def _mended_file(each: CheckedFile) -> Iterator[str]:
    if each.mended is not None and each.mended.refused:
        yield f"{each.name}: không sửa: {each.mended.refused}."
        if each.report is not None:
            yield IF_WRONG
        return
    if each.mended is None or each.report is None:
        yield f"{each.name}: {each.broken}."
        return
    changes = each.mended.changes
    yield f"{each.name}: " + (f"đã sửa {len(changes)} chỗ, ghi {each.written}" if changes else "không có gì để sửa")
    by_rule = sorted(changes, key=lambda one: one.rule)
    for rule, same in groupby(by_rule, key=lambda one: one.rule):
        yield from _changes(rule, same)
    if each.report.findings:
        yield "  Còn lại cho người xem:"
        yield from list(of_file(each))[1:]


def _changes(rule: str, changes: Iterable[MendChange]) -> Iterator[str]:
    """The changes under one rule, those that are alike on one line."""
    groups = grouped(((one.before, one.after), one.place) for one in changes)
    for (before, after), places in list(groups.items())[:MOST_CHANGES]:
        yield f"    [{rule}] {_places(places)}: {before} → {after}"
    if rest := sum(map(len, list(groups.values())[MOST_CHANGES:])):
        yield f"    [{rule}] và {rest} chỗ nữa"


# --- JSON -------------------------------------------------------------------------------------------------------------


def as_json(checked: Sequence[CheckedFile]) -> str:
    """Every file with every finding, in a form that does not change between runs."""
    entries = [
        {
            "tệp": each.reported,
            "không mở được": each.broken,
            "loại": each.report.kind if each.report else "",
            "nhận ra nhờ": each.report.recognised_by if each.report else "",
            "không xét vì": each.report.refused if each.report else "",
            "lưu ý": list(each.report.notes) if each.report else [],
            "kết quả": [_entry(one) for one in each.report.findings] if each.report else [],
        }
        for each in checked
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(one: Finding) -> dict[str, str]:
    return {
        "mã": one.rule,
        "mức": one.severity,
        "vị trí": one.place,
        "thấy": one.what,
        "yêu cầu": one.requirement,
        "điều khoản": one.article,
        "thông lệ": one.counted,
        "sửa": one.remedy,
    }
