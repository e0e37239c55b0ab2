"""Read what agencies filled in: answers.csv, with what is about people in a folder of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ntsdocs.plan.model import NOWHERE, AgencyAnswer, Private, headings, is_private
from ntsdocs.plan.reading import columns, hygiene
from ntsdocs.plan.reading.entry import Entry, read_fields
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.text.problems import Severity

FILE, PRIVATE_FILE = "answers.csv", "ca-nhan/answers.csv"

_TAG = re.compile(r"own(?::[a-z0-9_-]+){1,4}")
_COLUMNS = ("agency", "value", "tag")


def read_answers(folder: Path, root: Path, references: References, problems: ProblemList) -> tuple[AgencyAnswer, ...]:
    """The rows of both tables; none where there is neither."""
    first: dict[tuple[str, str], AgencyAnswer] = {}
    for file in (FILE, PRIVATE_FILE):
        for entry in columns.entries_if_any(folder / file, root, problems, AgencyAnswer, _COLUMNS):
            row = _answer(entry, references)
            if isinstance(row.value, Private) and file == FILE:
                what = f"ô «{row.name or row.tag}» là thông tin về người."
                entry.warn("value", what, f"chuyển dòng này sang {PRIVATE_FILE}, tệp không đưa vào git.")
            before = first.setdefault((row.agency, row.tag), row)
            if before is not row and row.agency and row.tag:
                what = f"ô «{row.tag}» của «{row.agency}» đã có ở {before.origin}."
                entry.stop("tag", what, "giữ một dòng, xóa dòng kia.")
    return tuple(first.values())


def fault(value: str) -> str:
    """Why the tables could not take a value; blank if they can."""
    problems = ProblemList()
    hygiene.clean(value, NOWHERE, problems)
    return next((each.what for each in problems.all() if each.severity is Severity.STOP), "")


def _answer(entry: Entry, references: References) -> AgencyAnswer:
    row = AgencyAnswer(**read_fields(entry, AgencyAnswer), origin=entry.origin)
    row = replace(row, agency=references.id_of(row.agency))
    references.tell_agencies(entry, "agency", (row.agency,))
    for name in (name for name in _COLUMNS if not getattr(row, name)):
        entry.stop(name, "ô này bỏ trống.", f"ghi «{headings(AgencyAnswer)[name]}», hoặc xóa dòng này.")
    if row.tag and not _TAG.fullmatch(row.tag):
        what = f"«{row.tag}» không phải nhãn của ô mà cơ quan điền."
        entry.stop("tag", what, "ghi như trong returned.csv, ví dụ «own:task:17:tien_do».")
    number = int(match[1]) if (match := re.match("own:task:([0-9]{1,4}):", row.tag)) else 0
    if number and references.tasks and number not in references.tasks:
        entry.warn("tag", f"không còn nhiệm vụ {number}: ô này không điền vào đâu.", "sửa số, hoặc xóa dòng này.")
    return replace(row, value=Private(row.value)) if is_private(row.tag, row.value) else row
