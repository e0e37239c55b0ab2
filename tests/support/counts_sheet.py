"""The duties of each agency under the real plan, from the hand-made counts sheet."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def golden():
    with (ROOT / "tests" / "golden" / "thanh-hoa-duty-counts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["agency"]: row for row in csv.DictReader(file)}


def registry():
    with (ROOT / "data" / "thanh-hoa" / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def expected():
    """agency → the numbers it leads, the numbers it joins, from the hand-made counts sheet."""
    counts = golden()
    duties = {}
    for agency in registry():
        row = counts.get(agency["Mã"])
        if row is None and agency["Cấp"] == "commune":
            row = counts["(commune with sea)" if agency["Có biển"] == "yes" else "(commune without sea)"]
        if row is not None:
            duties[agency["Mã"]] = tuple([int(n) for n in row[c].split()] for c in ("lead_tasks", "coord_tasks"))
    return duties
