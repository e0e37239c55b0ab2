"""Care for the templates: check them, keep their outlines fresh, write the page of placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ntsdocs.decree import check as decree_check
from ntsdocs.decree.findings import SAI
from ntsdocs.docx import outline
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.paragraph_places import note_numbers, places_of
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import W
from ntsdocs.kinds.due import Kind
from ntsdocs.templates import contract, language
from ntsdocs.templates.carried import has_macros, is_template, template_in
from ntsdocs.templates.faults import UNREADABLE
from ntsdocs.templates.page import describe
from ntsdocs.text import shelf
from ntsdocs.text.problems import Origin, Problem, Severity, TemplateWrong

__all__ = ["check", "describe", "outline_of", "refresh"]

README = "README.md"
_TRACKED = {
    "ins": "chữ được thêm",
    "del": "chữ bị xóa",
    "moveFrom": "chữ được dời đi",
    "moveTo": "chữ được dời đến",
    "rPrChange": "định dạng chữ được đổi",
    "pPrChange": "định dạng đoạn được đổi",
    "sectPrChange": "định dạng trang được đổi",
    "tblPrChange": "định dạng bảng được đổi",
    "trPrChange": "định dạng hàng được đổi",
    "tcPrChange": "định dạng ô được đổi",
    "cellIns": "ô được thêm",
    "cellDel": "ô bị xóa",
}
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RUN_TEMPLATES = "chạy «invoke templates» để viết lại."


def check(kinds: Iterable[Kind], folder: Path) -> list[Problem]:
    """Everything that is wrong with the templates in `folder`, kind by kind; stale outlines are only warned of."""
    kinds = list(kinds)
    problems: list[Problem] = []
    for kind in kinds:
        problems += _check_one(kind, template_in(folder, kind.name))
    problems += _strangers({template_in(folder, kind.name) for kind in kinds}, folder)
    readme = folder / README
    if _written(readme) != describe(kinds):
        problems.append(_stale(readme, "trang kê các ô điền không còn khớp với phần mềm."))
    return problems


def refresh(kinds: Iterable[Kind], folder: Path) -> None:
    """Write the outline of every template, and the page of placeholders; `TemplateWrong` if one cannot be read."""
    kinds = list(kinds)
    texts: dict[Path, str] = {folder / README: describe(kinds)}
    problems = []
    for kind in kinds:
        template = template_in(folder, kind.name)
        try:
            texts[template.with_suffix(".txt")] = outline_of(template.read_bytes())
        except FileNotFoundError:
            problems.append(_missing(kind, template))
        except PackageError as error:
            problems.append(_unreadable(template, error))
    if problems:
        raise TemplateWrong(problems)
    for path, text in texts.items():
        shelf.replace(path, text.encode())


@lru_cache(16)
def outline_of(template: bytes) -> str:
    """The outline of a template; `PackageError` if it is damaged."""
    return outline.text(template)


def _check_one(kind: Kind, template: Path) -> Iterator[Problem]:
    if not template.is_file():
        yield _missing(kind, template)
        return
    data = template.read_bytes()
    try:
        file = WordParts(data)
        faults = [*_leftovers(file, template), *_package_faults(file, template)]
        text = outline_of(data)
        breaches = decree_check.gate(data, template=True)
    except PackageError as error:
        yield _unreadable(template, error)
        return
    yield from contract.check(template, kind.says)
    for each in breaches:
        stops = each.severity == SAI or each.rule == "RA-1"  # what is not filled would be so in every paper
        yield replace(each.problem(str(_origin(template))), severity=Severity.STOP if stops else Severity.WARN)
    yield from faults
    if _written(template.with_suffix(".txt")) != text:
        yield _stale(template.with_suffix(".txt"), f"bản chữ không còn khớp với «{template.name}».")


def _strangers(used: set[Path], folder: Path) -> Iterator[Problem]:
    """Word files that no kind is made from."""
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if is_template(path) and path not in used:
            remedy = "đổi sang tên của một loại văn bản, hoặc dời tệp ra khỏi thư mục mẫu."
            yield Problem(_origin(path), "không có loại văn bản nào dùng mẫu này.", remedy, Severity.WARN)


def _origin(path: Path, place: str = "") -> Origin:
    return Origin(f"{path.parent.name}/{path.name}", place=place)


def _missing(kind: Kind, template: Path) -> Problem:
    remedy = "chép lại tệp từ bản trước, hoặc nhờ kỹ sư dựng lại."
    return Problem(_origin(template), f"không có mẫu của «{kind.title}».", remedy)


def _unreadable(template: Path, error: PackageError) -> Problem:
    return Problem(_origin(template), f"{error}.", UNREADABLE)


def _stale(path: Path, what: str) -> Problem:
    return Problem(_origin(path), what, _RUN_TEMPLATES, Severity.WARN)


def _written(path: Path) -> str:
    """The text on disk; blank if there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


# --- what Word leaves behind -----------------------------------------------------------------------------------------


def _leftovers(file: WordParts, template: Path) -> Iterator[Problem]:
    """Tracked changes and comments, which would go out with every paper."""
    numbers = {} if file.body is None else note_numbers(file.body)
    for name, title in language.text_parts(file).items():
        where = places_of(file.tree(name), title, numbers)
        seen = set()
        place = title
        for element in file.tree(name).iter():
            place = where.get(element, place)
            kind = element.tag.removeprefix(W)
            if kind in _TRACKED and (kind, place) not in seen:
                remedy = "trong Word chọn Xem lại, Chấp nhận (hoặc Từ chối) tất cả thay đổi, rồi lưu."
                yield Problem(_origin(template, place), f"còn thay đổi được theo dõi: {_TRACKED[kind]}.", remedy)
            elif kind.endswith("dataBinding"):
                what = "khung điền gắn với một thuộc tính của tệp: Word sẽ thay chữ; văn bản làm ra bỏ chỗ gắn này."
                yield Problem(_origin(template, place), what, "thay khung bằng chữ thường.", Severity.WARN)
            elif kind == "commentReference":
                remedy = "trong Word chọn Xem lại, Xóa tất cả ý kiến, rồi lưu."
                yield Problem(_origin(template, place), "còn ý kiến (comment) chưa xóa.", remedy)
            seen.add((kind, place))


def _package_faults(file: WordParts, template: Path) -> Iterator[Problem]:
    """Macros, which stay behind, and properties kept twice or in LibreOffice's own way."""
    if has_macros(file):
        what = "mẫu có macro; văn bản làm ra không có macro."
        yield Problem(_origin(template), what, "trong Word lưu lại thành «Tài liệu Word (*.docx)».", Severity.WARN)
    core = [each.type for each in file.all_relations() if each.kind == "core-properties"]
    if len(core) > 1 or any(each != _CORE_TYPE for each in core):
        what = "thuộc tính của tệp được khai báo hai lần, hoặc theo cách của LibreOffice mà Word không nhận."
        yield Problem(_origin(template), what, "mở tệp bằng Word rồi lưu lại thành .docx.")
