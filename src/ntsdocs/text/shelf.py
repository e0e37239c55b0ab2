"""Files of ours on disk: written whole or not at all, and never over what a person has made."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

NOT_A_FILE = "not a file"  # instead of a hash, so equal to none
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)


def hash_at(path: Path) -> str | None:
    """The file's SHA-256; `None` if there is nothing; `NOT_A_FILE` for a link, a folder or anything else."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return NOT_A_FILE
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def is_inside(path: str) -> bool:
    """Whether a path with forward slashes is one below the folder it is meant for, on any system."""
    return not ({"", ".", ".."} & set(path.replace("\\", "/").split("/"))) and ":" not in path


def is_reserved(name: str) -> bool:
    """Whether Windows keeps the name, given without ending, for a device."""
    return _DEVICES.fullmatch(name) is not None


def way_out(root: Path, path: str) -> str:
    """Why `path` is no place below `root`, which is resolved; blank if it is one."""
    folder = (root / path).parent.resolve()
    return "" if folder == root or root in folder.parents else "thư mục của tệp là một liên kết dẫn ra ngoài"


def put(place: Path, data: bytes, is_ours: Callable[[str], bool], mode: int | None = None) -> None:
    """Writes a file whole; `FileExistsError` if something stands there that is not ours by its hash."""
    standing = hash_at(place)
    if standing is not None and not is_ours(standing):
        raise FileExistsError(errno.EEXIST, "exists", str(place))
    with tempfile.TemporaryDirectory(prefix=".", dir=place.parent) as staging:
        fresh = Path(staging) / place.name
        fresh.write_bytes(data)
        if mode is not None:
            fresh.chmod(mode)
        if standing is None:
            move_new(fresh, place)
        else:
            fresh.replace(place)


def replace(place: Path, data: bytes) -> None:
    """Writes a file whole in place of whatever file is there, its folder too: for what nobody edits by hand."""
    place.parent.mkdir(parents=True, exist_ok=True)
    put(place, data, lambda _standing: True)


def move_new(source: Path, target: Path) -> None:
    """Moves a file to where nothing is; `FileExistsError` if there is something after all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.name != "nt":
        try:
            target.hardlink_to(source)  # unlike a move, it never takes the place of what came meanwhile
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no links
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
        else:
            source.unlink()
            return
    source.rename(target)


def remove(path: Path, out: Path) -> None:
    """Removes a file below `out`, if it is there, and the folders between that hold nothing any more."""
    path.unlink(missing_ok=True)
    for folder in path.relative_to(out).parents[:-1]:
        if (out / folder).is_dir() and not any((out / folder).iterdir()):
            (out / folder).rmdir()
