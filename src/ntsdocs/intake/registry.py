"""Seed a province's registry: commune units from a data package, other agencies from a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import vietnam_provinces
from vietnam_provinces.base import VietNamDivisionType

from ntsdocs.intake import agencies, cleaning, drafts, source_file, task_rows
from ntsdocs.intake import headings as task_headings
from ntsdocs.intake.folder_files import Files
from ntsdocs.intake.tree import Grid
from ntsdocs.intake.word_lists import BODIES
from ntsdocs.plan.agency_lists import is_body, name_key
from ntsdocs.plan.model import Agency, headings
from ntsdocs.plan.reading.entry import MAX_ID
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.registry import read_province
from ntsdocs.tables import csv_records, csv_text, yaml_edits
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.vn import fold, slug, upper

SOURCE = f"gói vietnam-provinces {vietnam_provinces.__version__}"
_LABELS = headings(Agency)
_KIND_OF_UNIT = {"phường": "ward", "xã": "commune", "đặc khu": "commune"}
_TERRITORY = r"\b(?:tỉnh(?! (?:ủy|uỷ|đoàn))|thành phố|xã|phường|đặc khu|thị trấn)"
_OF_ORDERS = 2  # values of a point below a name: that, and its words; a list of names looks alike
_COMPANY = re.compile(r"(?:tổng )?công ty|tập đoàn", re.IGNORECASE)
_OWN_UNIT = re.compile(r"(?:Phòng|Văn phòng|Trung tâm|Trường|Trạm|Ban)\b")  # others have no letterhead of a committee's
_UNIT = re.compile(r"(?:(?:ủy ban nhân dân|ubnd)\s+)?(xã|phường|đặc khu)\s+(.+)", re.IGNORECASE)
_BODY = r"(?:co quan|don vi|phong|ban|bo phan|to chuc)"
_OTHER_HEADINGS = (
    (r"(?:ten |ten goi )?viet tat|ten (?:rut gon|ngan)", "aliases"),
    (rf"(?:danh sach |cac )*(?:ten )?{_BODY}(?:[ ,/]+(?:va|truc thuoc|hanh chinh|{_BODY}))*|ten", "name"),
)
_LIST_SIGN = re.compile(r"\A\s*(?:[-–+•*]|\(?(?:[0-9]{1,3}|[a-zđ])[.)])\s*")
_SEVERAL = re.compile(r"(?i:\b(?:các|có|liên quan|tham mưu|lực lượng)\b|xã, phường)")  # what is no name of one agency
_PARTS = ("", "phong", "truong", "doanh-nghiep", "su-nghiep")  # kinds that stand at no level of their own


@dataclass(frozen=True, slots=True)
class Seed(Files):
    """The files of a province's folder as they would be written, and what they add."""

    added: tuple[str, ...]
    existing: int  # agencies that were there
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Province:
    name: str  # «tỉnh Mẫu»; of another body its whole name
    place: str
    code: object | None

    @property
    def sort(self) -> str:
        """What sort of territory it is, «tỉnh», «xã»; blank for a body without one, such as a department."""
        match = re.match(rf"({_TERRITORY})\s", self.name, re.IGNORECASE)
        return match[1].lower() if match else ""

    @property
    def short(self) -> str:
        """What its committee, or the body itself, is called for short."""
        return f"UBND {self.name}" if self.sort else self.name


def seed(folder: Path, source: Path | None = None, name: str = "") -> Seed:
    """The registry of the province whose folder this is, with the agencies of a list if one is given.

    `name` is needed for a body that is none of the 34 provinces («tỉnh Thử», «Sở A», «xã B»): then the list is of its
    own units. The data of a province that is none of them are marked as invented.
    """
    if not name and (folder / "province.yaml").is_file():
        there = read_province(folder, folder.parents[1], ProblemList())
        name = there.name if there else ""
    province = _province(folder.name, name)
    rows = [*_units(province)]
    notes = []
    if rows:
        notes.append(
            f"{len(rows)} đơn vị cấp xã từ {SOURCE}: tên và mã; mã có thể là mã dự thảo, cần đối chiếu trước khi dùng."
        )
    if source is not None:
        listed = [*_listed(source, province, folder)]
        notes.append(f"{len(listed)} cơ quan từ tệp {source.name}; loại, nhóm suy từ tên gọi, cần xem lại.")
        rows = [*listed, *rows]
    else:
        notes.append("sở, ban, ngành và cơ quan khác: ghi thêm vào danh mục, hoặc đọc từ một danh sách bằng lệnh này.")
    old_heading, old_rows = _existing(folder / "agencies.csv")
    by_label = {label: field for field, label in _LABELS.items()}
    fields = [by_label.get(label, label) for label in old_heading]
    added = _new(rows, [dict(zip(fields, row, strict=False)) for row in old_rows], notes)
    lines = [[row.get(field, "") for field in fields] for row in added]
    files = []
    if not (folder / "province.yaml").is_file():
        files.append(("province.yaml", _province_yaml(province)))
    if added:
        files.append(("agencies.csv", csv_text((old_heading, *old_rows, *lines))))
    return Seed(folder, tuple(files), tuple(row["name"] for row in added), len(old_rows), tuple(notes))


def _province(id_: str, name: str) -> _Province:
    for each in vietnam_provinces.Province.iter_all():
        place = each.name.removeprefix("Thành phố ")
        if slug(place) == id_:
            city = each.division_type is not VietNamDivisionType.TINH
            return _Province(f"{'thành phố' if city else 'tỉnh'} {place}", place, each.code)
    if not name:
        what = f"«{id_}» không phải là một trong 34 tỉnh, thành phố."
        remedy = (
            'ghi tên tỉnh bằng chữ thường không dấu, nối bằng dấu gạch; với nơi khác thì thêm --name "tên của nơi ấy".'
        )
        raise DataWrong([Problem(Origin(f"data/{id_}"), what, remedy)])
    name = re.sub(rf"\A(?:ủy ban nhân dân|ubnd)\s+(?={_TERRITORY}\s)", "", name.strip(), flags=re.IGNORECASE)
    territory = re.search(rf"(?:{_TERRITORY}|\b(?:tỉnh|thành) [uủ][yỷ])\s+(.+)", name, re.IGNORECASE)
    return _Province(name, territory[1] if territory else "", None)


def _units(province: _Province) -> Iterator[dict[str, str]]:
    if province.code is None:
        return
    units = [each for each in vietnam_provinces.Ward.iter_all() if each.province_code == province.code]
    met: set[str] = set()
    for each in sorted(units, key=lambda unit: int(unit.code)):
        row = _unit(str(each.division_type.value), each.name.split(" ", 2 if " khu " in each.name.lower() else 1)[-1])
        if row["id"] in met:
            row["id"] += f"-{int(each.code):05d}"
        met.add(row["id"])
        yield row | {"gso_code": f"{int(each.code):05d}", "source": f"name, code: {SOURCE}", "confidence": "medium"}


def _unit(kind: str, name: str) -> dict[str, str]:
    kind = kind.lower()
    full = f"Ủy ban nhân dân {kind} {name}"
    return {
        "id": f"ubnd-{slug(f'{kind} {name}')}",
        "name": full,
        "short_name": f"UBND {kind} {name}",
        "symbol_abbr": "UBND",
        "symbol_status": "conventional",
        "kind": _KIND_OF_UNIT.get(kind, "commune"),
        "level": "commune",
        "sbn_group": "no",
        "letterhead_name": upper(full),
        "head_title": "Chủ tịch",
        "authority_form": "TM. ỦY BAN NHÂN DÂN",
        "date_place": name,
    }


def _listed(source: Path, province: _Province, folder: Path) -> Iterator[dict[str, str]]:
    """The agencies of a list, or those that a plan names and the registry lacks, each with its place in the file."""
    document = cleaning.clean(source_file.read(source, source.name), ProblemList())
    grids = [*document.grids()]
    rows = [row for grid in grids for row in _rows(grid)]
    tasks = task_rows.read(grids).tasks or [task for task in drafts.read(document) if len(task.values) > _OF_ORDERS]
    if not rows and tasks:
        cells = agencies.understand(tasks, folder, folder / "phrases", folder.parents[1])
        named = [(each.words, each.places[0]) for each in cells.unknown if not _SEVERAL.search(each.words)]
        if _COMPANY.match(province.name):  # whose units are companies too
            named += [(words, "") for words in cells.outside if _COMPANY.match(words)]
    else:
        slots = (slot for grid in grids for row in grid.rows for slot in row.slots if not (slot.across or slot.down))
        named = [(slot.text, slot.place) for slot in slots] + [
            (each.text, each.place) for each in document.paragraphs()
        ]
    bare = ((_LIST_SIGN.sub("", words).strip(" \n;.,"), place) for words, place in named)
    rows = rows or [({"name": words}, place) for words, place in bare if is_body(words) and " " in words]
    if not rows:
        what = "không thấy bảng nào có cột tên cơ quan, cũng không thấy tên cơ quan nào."
        remedy = f"danh sách cần một cột «{_LABELS['name']}» hoặc «Tên cơ quan»."
        raise DataWrong([Problem(Origin(source.name), what, remedy)])
    for values, place in rows:
        yield _agency(values, province) | values | {"source": values.get("source", source.name), "place": place}


def _rows(grid: Grid) -> Iterator[tuple[dict[str, str], str]]:
    """The rows of a list under a heading that has a column of names."""
    start, fields = _heading(grid)
    at, columns = task_headings.search(grid.rows, {})
    if not fields or (columns and not columns.lacks and at <= start):
        return
    for row in grid.rows[start + 1 :]:
        values = {field: text for at, field in fields.items() if (text := " ".join(row.slots[at].text.split()))}
        if values.get("name") and not all(slot.across for slot in row.slots[1:]):
            yield values, row.place


def _heading(grid: Grid) -> tuple[int, dict[int, str]]:
    own = {fold(label): field for field, label in _LABELS.items()} | {field: field for field in _LABELS}
    for number, row in enumerate(grid.rows[:10]):
        fields: dict[int, str] = {}
        for at, slot in enumerate(row.slots):
            key = fold(slot.text)
            name = own.get(key) or next((name for pattern, name in _OTHER_HEADINGS if re.fullmatch(pattern, key)), "")
            if name and not slot.across and name not in fields.values():
                fields[at] = name
        if "name" in fields.values():
            return number, fields
    return 0, {}


def _agency(values: Mapping[str, str], province: _Province) -> dict[str, str]:
    name = values["name"]
    if match := _UNIT.fullmatch(name):
        return _unit(match[1], match[2]) | {"name": name, "confidence": "low"}
    short = values.get("short_name") or name.removesuffix(f" {province.place}")
    provincial = province.sort in ("tỉnh", "thành phố")
    order = ("đảng", "tỉnh", "đơn vị") if provincial else ("đảng", "đơn vị", "tỉnh")
    known = (each for of in order for each in BODIES if each[0] == of and re.match(each[1], name, re.IGNORECASE))
    kind, group, head = next((each[2:] for each in known), ("", "no", ""))  # all else is left to people
    if provincial:
        under = group == "core" and kind in ("so", "nganh", "ban")
    else:
        under = _OWN_UNIT.match(name) is not None if province.sort else kind in (*_PARTS, "ban", "party", "vertical")
    return {
        "id": slug(short)[:MAX_ID].strip("-"),
        "short_name": short,
        "symbol_status": "uncertain" if values.get("symbol_abbr") else "unknown",
        "kind": kind,
        "level": "" if kind in _PARTS else "province",
        "sbn_group": group,
        "parent_letterhead": upper(province.short) if under else "",
        "letterhead_name": upper(name),
        "head_title": head,
        "authority_form": "none",
        "date_place": province.place,
        "confidence": "low",
    }


def _new(rows: Iterable[dict[str, str]], old: Sequence[Mapping[str, str]], notes: list[str]) -> list[dict[str, str]]:
    """The rows of agencies that are not there yet, each under an id of its own; what is listed twice is told."""
    ids = {row.get("id", "") for row in old}
    known = {name_key(row.get("name", "")) for row in old}
    places: dict[str, str] = {}
    added: dict[str, dict[str, str]] = {}
    for row in rows:
        key, place = name_key(row["name"]), row.get("place", "")
        if row["id"] in ids or key in known:
            continue
        if not place and row["id"] in added:  # a unit of the package that the list has as well
            added[row["id"]]["gso_code"] = row["gso_code"]
            continue
        if key in places and place:
            notes.append(f"{place}: «{row['name']}» đã có ở {places[key]}; chỉ ghi một lần.")
            continue
        places[key] = place or SOURCE
        id_, count = row["id"], 1
        while row["id"] in added:
            count += 1
            row["id"] = f"{id_[: MAX_ID - 4]}-{count}"
        added[row["id"]] = row
    return [*added.values()]


def _existing(path: Path) -> tuple[list[str], list[list[str]]]:
    if not path.is_file():
        return [*_LABELS.values()], []
    heading, *rows = csv_records(path.read_text(encoding="utf-8-sig"))
    return heading, rows


def _province_yaml(province: _Province) -> str:
    invented = province.code is None and province.sort == "tỉnh"
    head = f"# Nguồn: {SOURCE}.\n"
    if province.code is None:
        head = "# Tên ghi ở --name. Số liệu giả định thì ghi invented: true: văn bản sẽ mang dòng «SỐ LIỆU GIẢ ĐỊNH».\n"
    return head + yaml_edits.text_of(
        {
            "name": province.name,
            "place": province.place,
            "committee": province.short.replace("UBND", "Ủy ban nhân dân", 1),
            "committee_short": province.short,
            "chairman": "Chủ tịch" if province.sort else "",
            "invented": str(invented).lower(),
        }
    )
