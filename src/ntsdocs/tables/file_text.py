"""Find a file, read its bytes within bounds and turn them into text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import old_encodings

SAVE_AS_UTF_8 = "lưu lại bằng Excel: chọn kiểu «CSV UTF-8 (Comma delimited)»."

ENDINGS = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")  # of a table; an .ods is told what to be saved as
_UTF_8_BOM = b"\xef\xbb\xbf"
_UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONVERT = "chuyển mã sang Unicode (chẳng hạn bằng UniKey, Ctrl+Shift+F6), rồi "


def table_files(path: Path) -> list[Path]:
    """The files that hold the table `path`, with any of the endings, in capitals or not."""
    stem = path.with_suffix("") if path.suffix in ENDINGS else path
    names = [name for name in _names(stem.parent) if Path(name).suffix.lower() in ENDINGS]
    return [stem.with_name(name) for name in names if Path(name).stem.lower() == stem.name.lower()]


def one_file(files: Sequence[Path], path: Path) -> Path:
    """The one file found; `UnreadableError` if there is none or more than one."""
    if len(files) > 1:
        names = " và ".join(f"«{each.name}»" for each in files)
        raise UnreadableError(
            f"có cả {names}: không rõ bảng nào là bảng đúng.", "giữ một tệp, chuyển tệp kia ra khỏi thư mục."
        )
    if not files:
        raise UnreadableError("không thấy tệp này.", _where(path))
    return files[0]


_OURS = (  # a table that is in its place is no other table under a wrong name
    "agencies.csv answers.csv conditions.csv dispatch.csv editions.csv former-names.csv holidays.csv oddities.csv"
    " phrases.csv tasks.csv"
).split()


def _where(path: Path) -> str:
    names = {name.lower(): name for name in _names(path.parent) if name not in _OURS}
    near = get_close_matches(path.name.lower(), names, n=1, cutoff=0.7)
    if near:
        ending = Path(near[0]).suffix
        right = path.stem + ending if {ending, path.suffix} <= {*ENDINGS} else path.name
        return f"có phải tệp «{names[near[0]]}»? Nếu phải thì đổi tên tệp thành «{right}»."
    return f"đặt tệp «{path.name}» vào thư mục này."


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(each.name for each in folder.iterdir())


def years(folder: Path) -> tuple[tuple[tuple[int, str], ...], tuple[str, ...]]:
    """The tables in `folder` whose names begin with a year, «2026-03», each once, and the names of the other files."""
    files: dict[tuple[int, str], str] = {}
    others: list[str] = []
    for name in _names(folder):
        stem, ending = Path(name).stem, Path(name).suffix.lower()
        match = re.match(r"(20[0-9]{2})(?![0-9])", stem)
        if match and ending in ENDINGS:
            files.setdefault((int(match[1]), stem.lower()), stem)
        elif not name.startswith((".", "~$")):  # ~$: the lock of a file open in Excel
            others.append(name)
    return tuple((year, files[year, stem]) for year, stem in sorted(files)), tuple(others)


def place_of(path: Path, root: Path) -> str:
    """The path as messages show it: relative to the project's root, with forward slashes."""
    full, base = path.absolute(), root.absolute()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else path.name


def bytes_of(path: Path, limit: int) -> bytes:
    """The bytes of the file; `UnreadableError` if it cannot be opened or is longer than `limit` bytes."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        remedy = "xem lại tên tệp và thư mục; đóng tệp nếu đang mở; xem lại quyền đọc tệp."
        raise UnreadableError("không mở được tệp này.", remedy) from error
    if len(raw) > limit:
        raise UnreadableError(f"tệp lớn hơn {limit // 1_000_000} MB.", "chép riêng phần kế hoạch sang tệp mới.")
    return raw


def decode_utf8(raw: bytes, remedy: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 that says so; another encoding is named in `UnreadableError`."""
    if raw.startswith(_UTF_8_BOM):
        raw = raw[len(_UTF_8_BOM) :]
    elif raw.startswith(_UTF_16_BOMS):
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-16")
    if old_encodings.is_utf_16(raw):
        raise _in_old_code(old_encodings.UTF_16, remedy)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise _in_old_code(old_encodings.name_of_bytes(raw), remedy, row) from error
    if name := old_encodings.name_of_text(text):
        raise _in_old_code(name, remedy)
    return text


def _in_old_code(name: str, remedy: str, row: int | None = None) -> UnreadableError:
    if not name:
        return UnreadableError("tệp không phải mã UTF-8 và không nhận ra được là mã nào.", remedy, row)
    by_hand = name in (old_encodings.TCVN3, old_encodings.VNI)
    return UnreadableError(f"tệp ở mã {name}, không phải UTF-8.", _CONVERT + remedy if by_hand else remedy)
