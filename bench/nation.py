"""A simulated nation: 34 provinces, 3,321 communes, four plans each, some 17,000 papers, built in one process.

Names of provinces and communes are real and come from vietnam-provinces; everything else is Thanh Hóa's plan with the
names changed: invented, and its papers say so.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import measure
from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

from ntsdocs.text import vn

ROOT = measure.ROOT
PLANS = ("01-kh-ubnd", "02-kh-ubnd", "03-kh-ubnd", "04-kh-ubnd")
_MODEL = ROOT / "data" / "thanh-hoa"
_PLAN_MODEL = _MODEL / "196-kh-ubnd"


def provinces() -> list[dict[str, Any]]:
    """The provinces with their communes, as the data package has them."""
    found: list[dict[str, Any]] = json.loads(NESTED_DIVISIONS_JSON_PATH.read_text(encoding="utf-8"))
    return sorted(found, key=lambda each: int(each["code"]))


def make_one(root: Path) -> list[str]:
    """Writes one plan whose province has every commune of the nation; gives its id."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "data" / "law", root / "data" / "law")
    first, *others = provinces()
    wards = [*first["wards"], *(ward for each in others for ward in each["wards"])]
    return list(_make(root / "data", {**first, "wards": wards}))[:1]


def make(root: Path, count: int) -> list[str]:
    """Writes the first `count` provinces below `root`, with the law and the templates; gives the plans' ids."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "data" / "law", root / "data" / "law")
    return [plan for province in provinces()[:count] for plan in _make(root / "data", province)]


def _make(data: Path, province: dict[str, Any]) -> Iterator[str]:
    kind = "tỉnh" if province["division_type"] == "tỉnh" else "thành phố"
    place = data / vn.slug(f"{province['name']} {province['code']}")
    place.mkdir(parents=True)
    text = _renamed((_MODEL / "province.yaml").read_text(encoding="utf-8"), province["name"], kind)
    _write(place / "province.yaml", text.replace("invented: false", "invented: true"))
    _write_rows(place / "agencies.csv", _agencies(province, kind))
    for name in PLANS:
        plan = place / name
        (plan / "results").mkdir(parents=True)
        for model in sorted(_PLAN_MODEL.glob("*.*")):
            text = _renamed(model.read_text(encoding="utf-8-sig"), province["name"], kind)
            _write(plan / model.name, text.replace("196/KH-UBND", f"{name[:2]}/KH-UBND"))
        yield f"{place.name}/{name}"


def _agencies(province: dict[str, Any], kind: str) -> Iterator[list[str]]:
    with (_MODEL / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    yield heading
    level, own_id, long, short, aliases, letterhead = map(heading.index, _NAMED)
    by_kind: dict[str, list[list[str]]] = {"phường": [], "xã": []}
    for row in rows:
        if row[level] == "commune":
            by_kind["phường" if " phường " in row[long] else "xã"].append(row)
        else:
            yield [_renamed(cell, province["name"], kind) for cell in row]
    seen: dict[str, int] = {}
    for index, ward in enumerate(province["wards"]):
        models = by_kind.get(ward["division_type"], by_kind["xã"])
        row = list(models[index % len(models)])
        name = ward["name"][:1].lower() + ward["name"][1:]
        key = vn.slug(name)
        seen[key] = seen.get(key, 0) + 1
        name += "" if seen[key] == 1 else f" số {seen[key]}"  # no two may answer to one name
        row[own_id] = vn.slug(f"ubnd {name}")
        row[aliases] = ""
        row[long], row[short] = f"Ủy ban nhân dân {name}", f"UBND {name}"
        row[letterhead] = f"ỦY BAN NHÂN DÂN {name.upper()}"
        row[heading.index("Địa danh")] = ward["name"][len(ward["division_type"]) + 1 :]
        row[heading.index("Mã đơn vị hành chính")] = str(ward["code"])
        yield row


_NAMED = ("Cấp", "Mã", "Tên đầy đủ", "Tên gọi", "Tên khác", "Tên trên tiêu đề")


def _renamed(text: str, name: str, kind: str) -> str:
    text = text.replace("tỉnh Thanh Hóa", f"{kind} {name}").replace("TỈNH THANH HÓA", f"{kind} {name}".upper())
    return text.replace("Thanh Hóa", name).replace("THANH HÓA", name.upper())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_rows(path: Path, rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def build_plans(root: Path, plans: list[str], out: Path) -> int:
    """Builds the plans one after the other, in this process; gives how many papers were made."""
    from ntsdocs.build.journey import build

    return sum(len(build(root, plan, out / plan).outcome.new) for plan in plans)


def main() -> None:
    """Time and peak memory of the nation against the real plan, each in a process of its own, in pairs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--provinces", type=int, default=34, help="how many of the 34 (fewer for a quick look)")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--run", nargs=3, metavar=("ROOT", "OUT", "PLANS"), help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.run:
        root, out, plans = told.run
        print(measure.ended(build_plans(Path(root), plans.split(","), Path(out))))
        return
    with tempfile.TemporaryDirectory(prefix="ntsdocs-nation-") as place:
        nation = Path(place)
        plans = make(nation, told.provinces)
        real: list[measure.Run] = []
        whole: list[measure.Run] = []
        for each in range(told.rounds):
            real.append(_apart(ROOT, nation / "build" / f"real-{each}", ["thanh-hoa/196-kh-ubnd"]))
            whole.append(_apart(nation, nation / "build" / f"out-{each}", plans))
            shutil.rmtree(nation / "build" / f"out-{each}")
    print(f"Kế hoạch thật: {real[0].count} văn bản; cả nước giả định: {len(plans)} kế hoạch, {whole[0].count} văn bản.")
    measure.tell("mili giây một văn bản, kế hoạch thật", [run.seconds * 1000 / run.count for run in real])
    measure.tell("mili giây một văn bản, cả nước", [run.seconds * 1000 / run.count for run in whole])
    cpu = [w.cpu_seconds / w.count / (r.cpu_seconds / r.count) for w, r in zip(whole, real, strict=True)]
    measure.tell("thời gian bộ xử lý một văn bản, cả nước : kế hoạch thật", cpu)
    ratios = [w.seconds / w.count / (r.seconds / r.count) for w, r in zip(whole, real, strict=True)]
    measure.tell("thời gian một văn bản, cả nước : kế hoạch thật", ratios)
    measure.tell("bộ nhớ cao nhất (MiB), kế hoạch thật", [run.peak_mib for run in real])
    measure.tell("bộ nhớ cao nhất (MiB), cả nước", [run.peak_mib for run in whole])
    memory = [w.peak_mib / r.peak_mib for w, r in zip(whole, real, strict=True)]
    measure.tell("bộ nhớ, cả nước : kế hoạch thật", memory)


def _apart(root: Path, out: Path, plans: list[str]) -> measure.Run:
    return measure.apart([sys.executable, __file__, "--run", str(root), str(out), ",".join(plans)])


if __name__ == "__main__":
    main()
