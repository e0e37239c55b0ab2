"""Seed a province's registry: commune units from a data package, other agencies from a list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import vietnam_provinces
from vietnam_provinces.base import VietNamDivisionType

from ntsdocs.intake import cleaning, source_file
from ntsdocs.intake.folder_files import Files
from ntsdocs.intake.task_file import csv_text
from ntsdocs.intake.tree import Grid
from ntsdocs.plan.model import Agency, headings
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.tables import yaml_edits
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.vn import fold, slug, upper

SOURCE = f"gói vietnam-provinces {vietnam_provinces.__version__}"
_LABELS = headings(Agency)
_KIND_OF_UNIT = {"phường": "ward", "xã": "commune", "đặc khu": "commune"}
_TERRITORY = r"\b(?:tỉnh(?! (?:ủy|uỷ|đoàn))|thành phố|xã|phường|đặc khu|thị trấn)"
_OWN_UNIT = re.compile(r"(?:Phòng|Văn phòng|Trung tâm|Trường|Trạm|Ban)\b")  # others have no letterhead of a committee's
_UNIT = re.compile(r"(?:(?:ủy ban nhân dân|ubnd)\s+)?(xã|phường|đặc khu)\s+(.+)", re.IGNORECASE)
_OTHER_HEADINGS = {"ten co quan": "name", "ten don vi": "name", "ten": "name", "co quan": "name", "don vi": "name"}
# What a name tells by itself: kind, group, head. Everything else about an agency is left to people.
_BY_NAME = (
    (r"Sở\b", "so", "core", "Giám đốc"),
    (r"Văn phòng (?:UBND|Ủy ban nhân dân)\b", "nganh", "core", "Chánh Văn phòng"),
    (r"Thanh tra (?:tỉnh|thành phố)\b", "nganh", "core", "Chánh Thanh tra"),
    (r"Công an (?:tỉnh|thành phố)\b", "police", "core", "Giám đốc"),
    (r"Bộ Chỉ huy Quân sự\b|Bộ Tư lệnh\b", "military", "core", ""),
    (r"Ban Quản lý\b", "ban", "core", ""),
    (r"Báo\b|Đài\b|Tạp chí\b", "press", "no", ""),
)


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
    province = _province(folder.name, name)
    rows = [*_units(province)]
    notes = []
    if rows:
        notes.append(
            f"{len(rows)} đơn vị cấp xã từ {SOURCE}: tên và mã; mã có thể là mã dự thảo, cần đối chiếu trước khi dùng."
        )
    if source is not None:
        listed = [*_listed(source, province)]
        notes.append(f"{len(listed)} cơ quan từ tệp {source.name}; loại, nhóm suy từ tên gọi, cần xem lại.")
        rows = [*listed, *rows]
    notes.append("sở, ban, ngành và cơ quan khác: ghi thêm vào danh mục, hoặc đọc từ một danh sách bằng lệnh này.")
    old_heading, old_rows = _existing(folder / "agencies.csv")
    ids = {row[0] for row in old_rows}
    added = [row for row in rows if row["id"] not in ids]
    lines = [[row.get(field, "") for field in _fields(old_heading)] for row in added]
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


def _listed(source: Path, province: _Province) -> Iterator[dict[str, str]]:
    """The agencies of a list: a table with a column of names, and any other columns of the registry."""
    document = cleaning.clean(source_file.read(source, source.name), ProblemList())
    by_heading = {fold(label): field for field, label in _LABELS.items()} | {field: field for field in _LABELS}
    by_heading |= _OTHER_HEADINGS
    for grid in document.grids():
        start, fields = _heading(grid, by_heading)
        for row in grid.rows[start + 1 :] if fields else ():
            values = {field: row.slots[at].text.strip() for at, field in fields.items() if row.slots[at].text.strip()}
            if values.get("name"):
                yield _agency(values, province) | values | {"source": values.get("source", source.name)}
        if fields:
            return
    what = "không thấy bảng nào có cột tên cơ quan."
    remedy = f"danh sách cần một cột «{_LABELS['name']}» hoặc «Tên cơ quan»."
    raise DataWrong([Problem(Origin(source.name), what, remedy)])


def _heading(grid: Grid, by_heading: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    for number, row in enumerate(grid.rows[:5]):
        fields = {at: by_heading[key] for at, slot in enumerate(row.slots) if (key := fold(slot.text)) in by_heading}
        if "name" in fields.values():
            return number, fields
    return 0, {}


def _agency(values: Mapping[str, str], province: _Province) -> dict[str, str]:
    name = values["name"]
    if match := _UNIT.fullmatch(name):
        return _unit(match[1], match[2]) | {"name": name, "confidence": "low"}
    short = values.get("short_name") or name.removesuffix(f" {province.place}")
    matched = next((each for each in _BY_NAME if re.match(each[0], name)), None)
    kind, group, head = matched[1:] if matched else ("", "no", "")
    if province.sort in ("tỉnh", "thành phố"):
        under = group == "core" and kind in ("so", "nganh", "ban")
    else:
        under = matched is None and (not province.sort or _OWN_UNIT.match(name) is not None)
    return {
        "id": slug(short),
        "short_name": short,
        "symbol_status": "uncertain" if values.get("symbol_abbr") else "unknown",
        "kind": kind,
        "level": "province",
        "sbn_group": group,
        "parent_letterhead": upper(province.short) if under else "",
        "letterhead_name": upper(name),
        "head_title": head,
        "authority_form": "none",
        "date_place": province.place,
        "confidence": "low",
    }


def _existing(path: Path) -> tuple[list[str], list[list[str]]]:
    if not path.is_file():
        return [*_LABELS.values()], []
    heading, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return heading, rows


def _fields(heading: Iterable[str]) -> Sequence[str]:
    by_label = {label: field for field, label in _LABELS.items()}
    return [by_label.get(label, label) for label in heading]


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
