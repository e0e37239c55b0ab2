"""Two Word files on disk compared into a third one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from ntsdocs.docx.package import CORE_PART, PackageError
from ntsdocs.docx.parts import EditableParts, WordParts
from ntsdocs.redline.stories import Stories, body_of
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.shelf import put

_MODIFIED = "{http://purl.org/dc/terms/}modified"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def compare(old: Path, new: Path, out: Path | None, author: str, date: datetime | None) -> Path | None:
    """The file that was written: `out`, or one beside `new` whose name ends in «-vet-sua.docx»; `None` if none differs.

    Without a date the changes bear the moment `new` was last saved, as it says itself, or else 1/1/2000. `DataWrong`
    if a file cannot be read or is no Word file, or if the place is a folder or taken by a file with other content.
    """
    place = out or new.with_name(f"{new.stem}-vet-sua.docx")
    problems = author_faults(author)
    files = [_opened(path, problems) for path in (old, new)]
    if place.is_dir():
        remedy = f"ghi cả tên tệp, ví dụ --out {place / f'{new.stem}-vet-sua.docx'}."
        problems.append(Problem(Origin(str(place)), "đây là thư mục, không phải tệp.", remedy))
    before, after = files
    if problems or before is None or after is None:
        raise DataWrong(problems)
    try:
        differs = Stories(before, after, author, date or last_saved(after)).merge()
    except PackageError as error:
        remedy = "mở cả hai tệp bằng Word, lưu lại dạng .docx rồi chạy lại."
        raise DataWrong([Problem(Origin(str(new)), f"không so được với {old}: {error}.", remedy)]) from error
    if not differs:
        return None
    result = after.written()
    try:
        put(place, result, lambda _standing: False)
    except FileExistsError:
        if place.read_bytes() != result:
            remedy = "đổi tên hoặc xóa tệp ấy, hoặc ghi chỗ khác bằng --out."
            raise DataWrong([Problem(Origin(str(place)), "đã có tệp này, nội dung khác.", remedy)]) from None
    except OSError as error:
        remedy = "kiểm tra thư mục có thật và cho phép ghi, hoặc ghi chỗ khác bằng --out."
        raise DataWrong([Problem(Origin(str(place)), "không ghi được tệp.", remedy)]) from error
    return place


def author_faults(author: str) -> list[Problem]:
    """What keeps a name from standing at tracked changes."""
    if author.strip() and not _CONTROL.search(author):
        return []
    remedy = "ghi tên người hoặc cơ quan, ví dụ --author «Sở Y tế»."
    return [Problem(Origin("--author"), f"tên tác giả «{author}» trống hoặc có ký tự lạ.", remedy)]


def last_saved(file: WordParts) -> datetime:
    """When a Word file was last saved, by its own properties; 1/1/2000 if they do not say."""
    text = file.parsed(CORE_PART).findtext(_MODIFIED) if CORE_PART in file.parts else None
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return _UNDATED
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _opened(path: Path, problems: list[Problem]) -> EditableParts | None:
    """A file that is a sound Word file; else what is wrong with it goes to `problems`."""
    try:
        file = EditableParts(path.read_bytes())
        body_of(file)
        for name in file.parts:
            if name.endswith((".xml", ".rels")):
                file.tree(name)
    except OSError:
        what, remedy = "không có hoặc không mở được tệp.", "ghi đúng đường dẫn tới tệp .docx."
    except PackageError as error:
        what, remedy = f"{error}.", "mở tệp bằng Word, lưu lại dạng .docx rồi chạy lại."
    else:
        return file
    problems.append(Problem(Origin(str(path)), what, remedy))
    return None
