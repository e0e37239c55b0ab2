"""The messages on what is wrong in a template, or with a value, for the person who mends it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ntsdocs.templates.printable import DATES, FORBIDDEN, Missing, Placeholder, readable
from ntsdocs.text.problems import Origin, Problem

README = "xem tên các ô trong templates/README.md."
CHART = "đưa biểu đồ ra ngoài vòng lặp; cần nhiều biểu đồ thì chèn từng cái."
UNREADABLE = "mở tệp bằng Word rồi lưu lại thành .docx, hoặc lấy lại mẫu từ bản trước."


def problem_at(place: str, what: str, remedy: str) -> Problem:
    """What is wrong at a place of a template, or with a value there; `in_file` says which template that is."""
    return Problem(Origin("", place=place), what, remedy)


def in_file(problem: Problem, file: str) -> Problem:
    """The problem as one of this file."""
    return replace(problem, origin=replace(problem.origin, file=file))


def value_fault(at: Placeholder, value: Any, context: Mapping[str, Any]) -> Problem:
    """Why the value that stands there cannot be printed, gone through or asked."""
    if at.use == "draw":
        return problem_at(at.place, f"biểu đồ của ô «{at.path}» được vẽ nhiều lần trong một văn bản", CHART)
    if isinstance(value, Missing):
        return _missing_fault(at, value, context)
    if value is None:
        remedy = f"điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{{% if {at.path} %}} … {{% endif %}}»."
        return problem_at(at.place, f"ô «{at.path}» không có giá trị", remedy)
    if isinstance(value, str) and at.use == "print":
        signs = ", ".join(dict.fromkeys(map(repr, FORBIDDEN.findall(value.replace("\n", " ")))))
        what = f"giá trị của «{at.path}» có ký tự không được dùng: {signs}"
        return problem_at(at.place, what, "bỏ ký tự đó ở bảng dữ liệu.")
    return _kind_fault(at, value)


def _missing_fault(at: Placeholder, value: Missing, context: Mapping[str, Any]) -> Problem:
    before, _, name = value.path.rpartition(".")
    if value.owner is None:
        remedy = f"điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{{% if {before} %}} … {{% endif %}}»."
        return problem_at(at.place, f"ô «{before}» không có giá trị, nên không có «{value.path}»", remedy)
    names = readable(type(value.owner)) if before else tuple(context)
    near = difflib.get_close_matches(name, names, 1)
    nearest = ".".join(part for part in (before, *near) if part)
    remedy = f"có phải «{nearest}»?" if near else "tên các ô có trong templates/README.md."
    return problem_at(at.place, f"không có ô «{value.path}»", remedy)


def _kind_fault(at: Placeholder, value: Any) -> Problem:
    path = at.path
    if at.use == "each":
        return problem_at(at.place, f"ô «{path}» không phải là một danh sách để lặp", "dùng «for» với một danh sách.")
    if at.use in DATES:
        return problem_at(at.place, f"ô «{path}» không phải là ngày", f"bỏ «|{at.use}», hoặc dùng một ô là ngày.")
    if at.use == "number":
        return problem_at(at.place, f"ô «{path}» không phải là một số", "bỏ «|number», hoặc dùng một ô là số.")
    if isinstance(value, date):
        remedy = f"ghi «{{{{ {path}|long_date }}}}» hoặc «{{{{ {path}|short_date }}}}»."
        return problem_at(at.place, f"ô «{path}» là ngày, chưa nói viết theo cách nào", remedy)
    if isinstance(value, (float, Decimal)):
        return problem_at(
            at.place, f"ô «{path}» là số lẻ, chưa nói viết theo cách nào", f"ghi «{{{{ {path}|number }}}}»."
        )
    what = f"ô «{path}» không in ra thành chữ được (kiểu {type(value).__name__})"
    return problem_at(at.place, what, "dùng một ô là chữ, là số hoặc là ngày; với danh sách thì dùng «for».")
