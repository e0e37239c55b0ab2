"""Keep builds that were handed out, so that later ones can be compared with them."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

from ntsdocs.changes.manifest import CELLS_FILE, MANIFEST, Manifest
from ntsdocs.text import shelf
from ntsdocs.text.problems import DataWrong, Origin, Problem

PLACE = ".releases"
ORDER = "order.json"  # the names of a plan's releases, the last one last
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 60


def place_of(root: Path, plan_id: str) -> Path:
    """Where the releases of a plan are."""
    return root / "build" / PLACE / plan_id


def names(root: Path, plan_id: str) -> list[str]:
    """The names of a plan's releases that are there, the last one last."""
    place = place_of(root, plan_id)
    try:
        listed = json.loads((place / ORDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        listed = []
    return [name for name in listed if isinstance(name, str) and is_name(name) and (place / name).is_dir()]


def is_name(text: str) -> bool:
    """Whether a release may be called so: small letters without diacritics, digits and hyphens, no device's name."""
    return bool(_NAME.fullmatch(text)) and len(text) <= _LONGEST and not shelf.is_reserved(text)


def release(root: Path, plan_id: str, out: Path, name: str) -> Path:
    """Keeps the build in `out` under `name`; `DataWrong` if the name is taken, or the build is not as it was written.

    The whole release appears at once, or not at all.
    """
    place = place_of(root, plan_id)
    if not is_name(name):
        remedy = f"chỉ dùng chữ thường không dấu, chữ số và dấu «-», không quá {_LONGEST} chữ, ví dụ 2026-quy-2."
        raise _wrong("invoke release", f"«{name}» không đặt làm tên bản phát hành được.", remedy)
    if (place / name).exists():
        remedy = "đặt tên khác; bản đã phát hành không bao giờ bị ghi đè."
        raise _wrong((place / name).as_posix(), "đã có bản phát hành mang tên này.", remedy)
    manifest = _sound(out)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".dang-chep-", dir=place) as staging:
        for path in (MANIFEST, CELLS_FILE, *(entry.path for entry in manifest.documents)):
            target = Path(staging) / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out / path, target)
        (Path(staging) / name).rename(place / name)
    order = [*(each for each in names(root, plan_id) if each != name), name]
    shelf.replace(place / ORDER, f"{json.dumps(order)}\n".encode())
    return place / name


def _sound(out: Path) -> Manifest:
    """The manifest of a build whose files are all as they were written."""
    remedy = "chạy «invoke build» rồi phát hành lại."
    try:
        manifest = Manifest.from_json((out / MANIFEST).read_bytes())
        cells_data = (out / CELLS_FILE).read_bytes()
    except (OSError, ValueError) as error:
        raise _wrong((out / MANIFEST).as_posix(), "ở đây chưa có lần dựng nào trọn vẹn.", remedy) from error
    if not manifest.whole or manifest.with_cells_file(cells_data).cells_hash != manifest.cells_hash:
        raise _wrong((out / MANIFEST).as_posix(), "lần dựng gần nhất chưa làm hết các văn bản.", remedy)
    edited = [
        Problem(Origin((out / entry.path).as_posix()), "tệp thiếu, hoặc đã được sửa sau khi dựng.", remedy)
        for entry in manifest.documents
        if shelf.hash_at(out / entry.path) != entry.sha256
    ]
    if edited:
        raise DataWrong(edited)
    return manifest


def _wrong(file: str, what: str, remedy: str) -> DataWrong:
    return DataWrong([Problem(Origin(file), what, remedy)])
