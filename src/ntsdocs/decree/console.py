"""Tell what was found, in lines for a screen or in JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from ntsdocs.decree import check
from ntsdocs.decree.files import Checked
from ntsdocs.decree.find.paper import TYPES
from ntsdocs.decree.findings import KHONG_KIEM_DUOC, NEN_XEM, SAI, Finding
from ntsdocs.text import vn

IF_WRONG = "  Nếu máy nhận nhầm: chạy lại, thêm --kind và tên loại văn bản, ví dụ --kind ke_hoach."


def lines(checked: Sequence[Checked]) -> Iterator[str]:
    """What a screen shows: each file's findings by severity, then once what no file can tell."""
    for each in checked:
        yield from of_file(each)
        yield ""
    if any(each.report is not None and not each.report.refused for each in checked):
        subjects = [f"{subject} ({rule})" for rule, subject, _ in check.undecided()]
        yield f"{KHONG_KIEM_DUOC} (người đọc xét, đối chiếu danh mục): {'; '.join(subjects)}."
        yield ""
    counts = ", ".join(f"{count(checked, severity)} {severity}" for severity in (SAI, NEN_XEM))
    yield f"Tổng cộng: {len(checked)} tệp, {counts}."


def count(checked: Sequence[Checked], severity: str) -> int:
    """How many findings of this severity there are in all the files."""
    found = (one for each in checked if each.report is not None for one in each.report.findings)
    return sum(one.severity == severity for one in found)


def of_file(each: Checked) -> Iterator[str]:
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
    for severity in (SAI, NEN_XEM, KHONG_KIEM_DUOC):
        held = [one for one in report.findings if one.severity == severity]
        if held:
            yield f"  {severity}: {len(held)}"
            for same in alike(held):
                yield from _told(same)


def kind_words(report: check.Report) -> str:
    """The type of the paper, and how it was known."""
    return f"{TYPES[report.kind][0].lower()} ({report.told})" if report.kind in TYPES else "chưa rõ loại văn bản"


def alike(held: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings in groups that say the same of several places, in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in held:
        groups.setdefault((one.rule, one.found, one.remedy), []).append(one)
    yield from groups.values()


def _told(same: Sequence[Finding]) -> Iterator[str]:
    first = same[0]
    places = vn.first_few([one.place for one in same], 3, "chỗ", "; ")
    yield f"    [{first.rule}] {places}: {first.found}."
    yield f"        Nghị định ({first.article}): {first.asked}"
    yield f"        Sửa: {first.remedy}"


# --- JSON -------------------------------------------------------------------------------------------------------------


def as_json(checked: Sequence[Checked]) -> str:
    """Every file with every finding, in a form that does not change between runs."""
    told = [
        {
            "tệp": each.name,
            "không mở được": each.broken,
            "loại": each.report.kind if each.report else "",
            "nhận ra nhờ": each.report.told if each.report else "",
            "không xét vì": each.report.refused if each.report else "",
            "lưu ý": list(each.report.notes) if each.report else [],
            "kết quả": [_entry(one) for one in each.report.findings] if each.report else [],
        }
        for each in checked
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _entry(one: Finding) -> dict[str, str]:
    return {
        "mã": one.rule,
        "mức": one.severity,
        "vị trí": one.place,
        "thấy": one.found,
        "yêu cầu": one.asked,
        "điều khoản": one.article,
        "sửa": one.remedy,
    }
