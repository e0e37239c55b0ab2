"""Open an .xlsx that somebody else made."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ntsdocs.tables.values import UnreadableError

MAX_UNPACKED_BYTES = 60_000_000
MAX_PARTS = 1_000  # files inside the archive
DAMAGED = "không đọc được tệp Excel này: tệp hỏng hoặc không phải .xlsx."
SAVE_AGAIN = "mở tệp bằng Excel xem có lỗi không, rồi lưu lại kiểu «Excel Workbook (.xlsx)»."


@contextmanager
def hostile_or_damaged_refused(raw: bytes) -> Iterator[None]:
    """What is done with the bytes inside; `UnreadableError` if they are hostile, or make a reader raise."""
    try:
        _safe(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what we do not read: validation, extensions
            yield
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes openpyxl, lxml and zipfile raise what they like
        raise UnreadableError(DAMAGED, SAVE_AGAIN) from error


def book(raw: bytes, **how: bool) -> Any:
    """The workbook as openpyxl has it."""
    import openpyxl  # a third of a second, numpy with it: only who keeps tables as .xlsx pays for it

    return openpyxl.load_workbook(io.BytesIO(raw), keep_links=False, **how)


def _safe(raw: bytes) -> None:
    """Stop at archives that unpack too large and at XML that declares entities, before anything parses them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UnreadableError("tệp Excel này bung ra quá lớn.", "chép riêng bảng sang một tệp mới rồi lưu lại.")
        for part in parts:
            content = archive.read(part).replace(b"\0", b"")  # UTF-16 shows its ASCII once the zeros are out
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise UnreadableError("tệp Excel này có khai báo DTD, không phải do Excel lưu.", SAVE_AGAIN)
