"""Parts ↔ .docx bytes, the same bytes on every machine.

The entries have a fixed order and a fixed stamp, and are deflated by libdeflate, whose output depends on its version
alone. zlib differs between Python builds (some link zlib-ng), zlib-ng and ISA-L choose their match finder, hence their
bytes, by the processor. libdeflate's vector code only rebases hash tables and computes checksums, with one result on
every processor; its author says that a version always gives the same bytes, and that the next version may give others.
So its version is pinned, and test vectors hold both levels.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import deflate

from ntsdocs.text.file_kinds import FileKind, kind_of

CORE_PART = "docProps/core.xml"

ONCE = 9  # libdeflate's level for parts that are packed once and used many times
EACH = 1  # for parts made anew for each paper: a third of the time of level 6, for a fifth more bytes

MOST_ENTRIES = 2_000
MOST_BYTES = 256 * 1024 * 1024
MOST_RATIO = 300  # unpacked : packed, for entries above SMALL
SMALL = 1024 * 1024

_NOTHING_TO_TELL = (FileKind.TEXT, FileKind.EMPTY)
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_VERSION = 20
_MIDNIGHT, _FIRST_DAY = 0, 0x21  # 1980-01-01 00:00, the first moment a zip can tell
_ZIP_LIMIT = 0xFFFFFFFF
_FIRST = ("[Content_Types].xml", "_rels/.rels")

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")  # up to, not including, the offset of the local header
_OFFSET = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")


class PackageError(ValueError):
    """The bytes are not a .docx that can safely be opened; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Member:
    """One part, deflated and ready to be written; may be used in any number of packages."""

    name: str
    local: bytes
    central: bytes


def member(name: str, data: bytes, level: int = ONCE) -> Member:
    """The part `name` with the content `data`, deflated; `ValueError` if the name is not safe in a package."""
    fault = _fault(name)
    if fault:
        raise ValueError(f"{name!r}: {fault}")
    deflated = deflate.deflate_compress(data, level)
    packed, method = (deflated, _DEFLATED) if len(deflated) < len(data) else (data, _STORED)
    if len(data) > _ZIP_LIMIT:
        raise ValueError(f"{name!r}: {len(data)} bytes")
    encoded = name.encode("ascii")
    shared = (_VERSION, 0, method, _MIDNIGHT, _FIRST_DAY, deflate.crc32(data), len(packed), len(data), len(encoded), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *shared)
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *shared, 0, 0, 0, 0)
    return Member(name, b"".join((local, encoded, packed)), central)


def pack(members: Iterable[Member]) -> bytes:
    """The package of these members, in the order Word expects; `ValueError` if two have one name."""
    ordered = sorted(members, key=lambda each: _rank(each.name))
    if len({each.name.lower() for each in ordered}) < len(ordered):
        raise ValueError("two parts have one name")
    directory: list[bytes] = []
    offset = 0
    for each in ordered:
        directory += (each.central, _OFFSET.pack(offset), each.name.encode("ascii"))
        offset += len(each.local)
    listing = b"".join(directory)
    if offset + len(listing) > _ZIP_LIMIT:
        raise ValueError("the package is larger than 4 GiB")
    end = _END.pack(b"PK\x05\x06", 0, 0, len(ordered), len(ordered), len(listing), offset, 0)
    return b"".join((*(each.local for each in ordered), listing, end))


def write(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The package of these parts; the same bytes whatever order they come in."""
    return pack(member(name, data) for name, data in parts)


def read(data: bytes | Path, only: str = "") -> dict[str, bytes]:
    """The parts by name, in the package's order; `PackageError` if it is damaged, hostile or too large.

    With `only`, the part of that name alone, if there is one.
    """
    try:
        raw = data if isinstance(data, bytes) else data.read_bytes()
        if not raw.startswith(b"PK"):  # else a zip that another file holds at its end would be taken for it
            kind = kind_of(raw)
            raise zipfile.BadZipFile if kind in _NOTHING_TO_TELL else no_word_file(kind)
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_hostile(entries)
            return {info.filename: _unpacked(archive, info) for info in entries if only in ("", info.filename)}
    except PackageError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise PackageError("tệp hỏng, hoặc không phải là tệp Word (.docx)") from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The part, and never more bytes than the directory says it has: `ZipFile.read` would unpack them first."""
    with archive.open(info) as part:
        return part.read(info.file_size)


def no_word_file(kind: FileKind) -> PackageError:
    """What a person is told who gives a file of another kind for a Word file."""
    return PackageError(f"{kind.what}, không phải tệp .docx; sửa: {kind.remedy.rstrip('.')}")


def _refuse_hostile(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise PackageError(f"tệp có {len(entries)} phần, nhiều hơn mức {MOST_ENTRIES} cho phép")
    if sum(info.file_size for info in entries) > MOST_BYTES:
        raise PackageError(f"tệp khi mở ra lớn hơn {MOST_BYTES // SMALL} MiB")
    seen = set()
    for info in entries:
        name = info.filename
        if fault := _fault(info.orig_filename):
            raise PackageError(f"phần «{name}» {fault}")
        if name.lower() in seen:
            raise PackageError(f"phần «{name}» có hai lần")
        seen.add(name.lower())
        if info.flag_bits & _ENCRYPTED:
            raise PackageError("tệp có đặt mật khẩu")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size:
            raise PackageError(f"phần «{name}» nén quá mức bình thường, có thể là tệp phá hoại")


def _fault(name: str) -> str:
    """Why a part may not be called so; blank if it may."""
    if not name.isascii() or not name.isprintable():
        return "có tên không viết bằng chữ không dấu"
    if not name or len(name) > 200 or name.startswith("/") or "\\" in name or ":" in name:
        return "có tên không hợp lệ"
    if any(segment in ("", ".", "..") for segment in name.split("/")):
        return "có tên dẫn ra ngoài tệp"
    return ""


def _rank(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
