"""Read editions.csv: which papers go out together, drawn up as of which day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ntsdocs.plan.model import Document, Edition, EditionState, Sending
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.entry import NO_DAY, Entry, read_fields
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.text import vn

FILE = "editions.csv"
ABOUT = re.compile(r"quá hạn|chưa báo cáo|trước hạn ([0-9]{1,2}) ngày làm việc")  # what a round may be about


def read_editions(
    folder: Path, root: Path, references: References, facts: Mapping[str, Any], problems: ProblemList
) -> tuple[Edition, ...]:
    """The rows of editions.csv, their kinds as they are written; none if there is no such table.

    `facts` are what plan.yaml says: the time in which the days have to lie.
    """
    entries = columns.entries_if_any(folder / FILE, root, problems, Edition)
    return tuple(read_edition(entry, references, facts) for entry in entries)


def read_edition(entry: Entry, references: References, facts: Mapping[str, Any]) -> Edition:
    """The edition that a row is; what is wrong with it is told."""
    values = read_fields(entry, Edition, but=("id", "scope"))
    row = Edition(
        **values,
        id=entry.id("id"),
        scope=references.recipients(entry, "scope", values["on"]),
        state=EditionState(entry.one_of("state", EditionState, EditionState.OPEN)),
        sending=Sending(entry.one_of("sending", Sending, Sending.SINGLE)),
        origin=entry.origin,
    )
    tell_time(entry, row.on, facts)
    _tell_period(entry, row)
    for words in row.about:
        if not ABOUT.fullmatch(words):
            what = f"không hiểu «{words}»."
            entry.stop("about", what, "ghi «quá hạn», «chưa báo cáo» hoặc như «trước hạn 7 ngày làm việc».")
    return row


def tell_time(entry: Entry, on: date, facts: Mapping[str, Any]) -> None:
    """A day before the plan was issued stops, and so does one long after its last year; one soon after is told."""
    issued, last_year = facts.get("document", Document("")).issued, facts.get("five_year_review", 0)
    if on > NO_DAY and issued and on < issued:
        what = f"ngày {vn.cell_date(on)} đứng trước ngày ban hành Kế hoạch ({vn.cell_date(issued)})."
        entry.stop("on", what, "ghi ngày trong thời gian thực hiện Kế hoạch.")
    if 0 < last_year < on.year:
        what = f"ngày {vn.cell_date(on)} sau năm tổng kết Kế hoạch ({last_year})."
        tell = entry.stop if on.year > last_year + 2 else entry.warn
        tell("on", what, "ghi ngày trong thời gian thực hiện Kế hoạch.")


def _tell_period(entry: Entry, row: Edition) -> None:
    """A period with one end stops, and so does one that ends before it begins, or begins after the day."""
    if (row.start is None) is not (row.end is None):
        remedy = "ghi cả ngày đầu và ngày cuối kỳ, hoặc bỏ trống cả hai."
        entry.stop("start" if row.start is None else "end", "kỳ chỉ có một đầu.", remedy)
    if row.start and row.end and row.end < row.start:
        what = f"kỳ kết thúc ({vn.cell_date(row.end)}) trước khi bắt đầu ({vn.cell_date(row.start)})."
        entry.stop("end", what, "xem lại hai ngày của kỳ.")
    elif row.start and NO_DAY < row.on < row.start:
        what = f"ngày {vn.cell_date(row.on)} đứng trước kỳ, từ {vn.cell_date(row.start)}."
        entry.stop("on", what, "ghi ngày trong kỳ hoặc sau kỳ.")
