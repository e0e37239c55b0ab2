"""Put a copy beside a paper: whole or not at all, and never over what a person has made."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from ntsdocs.text import shelf


def why_kept(copy: Path, paper: Path, ours: Callable[[bytes], bool]) -> str:
    """Why what stands at the copy's place may not be replaced; blank if it may, or if nothing stands there.

    `ours` tells whether these bytes are those of an untouched copy. `OSError` if what stands there cannot be read.
    """
    if copy.is_symlink() or (copy.exists() and (not copy.is_file() or copy.samefile(paper))):
        return f"{copy.as_posix()} không phải là một tệp riêng: không ghi đè. Sửa: xóa hoặc đổi tên nó, rồi chạy lại"
    if not copy.exists() or ours(copy.read_bytes()):
        return ""
    return (
        f"{copy.as_posix()} đã có, và đã được sửa tay hoặc không do lệnh này ghi: không ghi đè. "
        "Sửa: đổi tên hoặc xóa tệp ấy, rồi chạy lại"
    )


def put(copy: Path, data: bytes, paper: Path) -> None:
    """Puts the copy there, with the rights the paper has; `OSError` leaves what was there."""
    shelf.put(copy, data, lambda _standing: True, stat.S_IMODE(paper.stat().st_mode) | stat.S_IWUSR)
