"""Say which build made a file, or that it was edited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ntsdocs.changes.manifest import Manifest, last_in
from ntsdocs.diff import releases
from ntsdocs.diff.verify import input_changes
from ntsdocs.text import vn

_MOST = 3  # inputs that are named where more have changed


def made_by(root: Path, plan_id: str, file: Path, data: bytes, out: Path) -> tuple[str, str]:
    """Whether the file is as a build wrote it, which build, and what has changed since; what a person may do about it.

    The build is the last one in `out`, that of the file's own folder, or a release. A file that none of them wrote was
    edited, or comes from a build that nobody kept.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    for manifest, maker, base in _kept(root, plan_id, file, out):
        if any(entry.sha256 == sha256 for entry in manifest.documents):
            return f"tệp nguyên vẹn, do {maker} làm ra {_since(root, plan_id, manifest)}", _to_compare(base)
    last = last_in(out)
    ours = last and any((out / entry.path).resolve() == file.resolve() for entry in last.documents)
    told = "tệp đã sửa tay sau khi dựng" if ours else "tệp đã sửa tay, hoặc do một lần dựng không còn giữ ở đây làm ra"
    return told, f"xem tệp khác bản dựng ở những chỗ nào bằng «invoke verify {file.as_posix()}»."


def _kept(root: Path, plan_id: str, file: Path, out: Path) -> Iterator[tuple[Manifest, str, str]]:
    """The builds that are kept: their manifests, what they are called, and what `--base` calls them."""
    if last := last_in(out):
        yield last, f"lần dựng {_day(last)}", ""
    for name in reversed(releases.names(root, plan_id)):
        if released := last_in(releases.place_of(root, plan_id) / name):
            yield released, f"bản phát hành {name} ({_day(released)})", name
    for folder in file.resolve().parents[1:2]:  # <build>/<kind>/<paper>
        if own := last_in(folder):
            yield own, f"lần dựng {_day(own)} ở thư mục {folder.name}", file.parent.parent.as_posix()


def _day(manifest: Manifest) -> str:
    return f"ngày {vn.short_date(manifest.on)}"


def _since(root: Path, plan_id: str, manifest: Manifest) -> str:
    changed = list(input_changes(root, plan_id, manifest))
    if not changed:
        return "cho một ngày khác"
    more = f"; và {len(changed) - _MOST} điều khác" if len(changed) > _MOST else ""
    return f"từ dữ liệu, mẫu khác hiện nay ({'; '.join(changed[:_MOST])}{more})"


def _to_compare(base: str) -> str:
    if base:
        return f"xem đã khác gì bằng «invoke diff --base {base}», rồi hỏi trên tệp dựng từ dữ liệu hiện nay."
    return "xem sẽ khác gì bằng «invoke plan», dựng lại bằng «invoke build», rồi hỏi trên tệp mới."
