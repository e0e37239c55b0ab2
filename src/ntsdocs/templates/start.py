"""Begin a new kind's template: an empty frame in the decree's form, which Word then fills with the kind's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from lxml import etree

from ntsdocs.decree import values
from ntsdocs.docx import charts, edit, extra_parts, package
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.parts import CONTENT_TYPES, EditableParts, WordParts, rels_name
from ntsdocs.docx.xml import DOCUMENT_PART, Element, W, drop, make, sections
from ntsdocs.kinds.due import Kind
from ntsdocs.kinds.frame import Addressees, End, Head, TheProvince, Title
from ntsdocs.templates import language, vocabulary
from ntsdocs.templates.carried import template_in
from ntsdocs.templates.fill import names_read
from ntsdocs.text import shelf
from ntsdocs.text.problems import Origin, Problem, TemplateWrong

_WORDS = (
    ("LoiVan", "(Căn cứ, mục đích: gõ lời văn của mẫu thay cho dòng này.)"),
    ("Muc", f"I. {values.OPEN}"),
    ("LoiVan", f"{values.OPEN}./."),
)
_BEFORE = (Head, Title, TheProvince, Addressees)  # as the decree orders them; `End` stands after the words
_PART_OF = {  # what a block is, by the first of these styles in it
    "TenChuQuan": Head,
    "DeThamKhao": Head,
    "TrichYeu": Title,
    "DuongKeNet": Title,
    "GiaDinh": TheProvince,
    "KinhGui": Addressees,
    "NoiNhanNhan": End,
}
_BLOCK = re.compile(r"\{%\w*\s*(?:for|if|(end))")
_ABOUT = f".//{W}pStyle[@{W}val='VeViec']/../.."
_NUMBER = _ABOUT.replace("VeViec", "SoKyHieu")


def begin(kind: Kind, kinds: Iterable[Kind], folder: Path) -> Path:
    """Write the kind's frame into `folder`, where the templates of `kinds` are; `TemplateWrong` if its own is there."""
    path = folder / f"{kind.name}.docx"
    try:
        shelf.put(path, frame(kind, kinds, folder), lambda _: False)
    except FileExistsError as error:
        what = f"đã có mẫu của «{kind.title}»; không ghi đè."
        remedy = "sửa mẫu ấy bằng Word rồi chạy «invoke templates»; muốn làm lại từ đầu thì dời tệp đi trước."
        raise TemplateWrong([Problem(Origin(f"{folder.name}/{path.name}"), what, remedy)]) from error
    return path


def frame(kind: Kind, kinds: Iterable[Kind], folder: Path) -> bytes:
    """The frame for the kind, as a .docx file: its head, its title or «V/v», a place for its words, and its end.

    File and page are those of the template in `folder` whose kind shares most parts with this one. Each part comes from
    the first template that reads nothing else in it, and gets the name that `kind.says` has for it, so that the frame
    keeps the kind's contract. `TemplateWrong` if no template has such a part.
    """
    names = _names(kind)
    bases: list[tuple[EditableParts, Element]] = []
    parts: dict[type, list[Element]] = {}
    for sister in sorted(kinds, key=lambda each: -len(names.keys() & _names(each))):
        file = _template(template_in(folder, sister.name))
        if file is not None and file.body is not None:
            bases.append((file, file.body))
            parts = _parts(file.body, _names(sister), names) | parts
    if not bases or names.keys() - parts.keys():
        what = f"không có mẫu nào mà khung của «{kind.title}» lấy được đủ phần đầu và phần cuối."
        remedy = "chép lại các mẫu từ bản trước rồi chạy lại «invoke stamp»."
        raise TemplateWrong([Problem(Origin(f"{folder.name}/{kind.name}.docx"), what, remedy)])
    if Title in parts:
        parts[Title].insert(0, _paragraph("TenLoai", kind.title.upper()))
    else:
        for number in (each for block in parts.get(Head, ()) for each in block.findall(_NUMBER)):
            number.addnext(_paragraph("VeViec", f"V/v {values.OPEN}"))
    before = [block for part in _BEFORE for block in parts.get(part, ())]
    words = [_paragraph(style, text) for style, text in _WORDS]
    file, body = bases[0]
    page = [section for _, section in sections(body) if section is not None][:1]
    body[:] = [*before, *words, *parts.get(End, ()), _paragraph("DuongKe"), *page]
    file.changed.add(file.main)
    return file.written(package.ONCE)


def _names(kind: Kind) -> dict[type, str]:
    """The parts of a frame that the kind has, each with the kind's name for it."""
    return {hint: name for name, hint in vocabulary.members(kind.says).items() if hint in _PART_OF.values()}


def _template(path: Path) -> EditableParts | None:
    """A template that carries nothing but text and charts: no comment, picture or link that would go into the frame."""
    try:
        file = EditableParts(path.read_bytes())
        _drop_charts(file)
        return None if any(extra_parts.additions(WordParts({DOCUMENT_PART: b""}), file)) else file
    except (FileNotFoundError, PackageError):
        return None


def _drop_charts(file: EditableParts) -> None:
    drawn = file.all_related("chart")
    own = {part for name in drawn for part in (name, rels_name(name), charts.workbook_of(file, name))}
    for holder in (CONTENT_TYPES, rels_name(file.main)) if drawn else ():
        for entry in list(file.tree(holder)):
            if entry.get("PartName", "").lstrip("/") in own or entry.get("Type", "").endswith("/chart"):
                drop(entry)
        file.changed.add(holder)
    for name in own:
        file.parts.pop(name, None)


def _parts(body: Element, old: dict[type, str], new: dict[type, str]) -> dict[type, list[Element]]:
    """The parts of a template that read nothing but themselves, with their new names; no «V/v», no tên loại."""
    for paragraph in body.findall(_ABOUT):
        drop(paragraph)
    copies: dict[type, list[list[Element]]] = {}
    for group in _groups(body):
        styles = (each.get(f"{W}val", "") for block in group for each in block.iter(f"{W}pStyle"))
        part = next((_PART_OF[style] for style in styles if style in _PART_OF), None)
        if part in old and part in new:
            copies.setdefault(part, []).append(_renamed(group, old[part], new[part]))
    return {part: list(chain(*groups)) for part, groups in copies.items() if all(groups)}


def _groups(body: Element) -> Iterator[list[Element]]:
    """The blocks one by one, but a loop or a condition with all up to its end."""
    group: list[Element] = []
    for block in body:
        group.append(block)
        ends = _BLOCK.findall("".join(text.text or "" for each in group for text in each.iter(f"{W}t")))
        if 2 * ends.count("end") >= len(ends):
            yield group
            group = []


def _renamed(group: list[Element], old: str, new: str) -> list[Element]:
    """A copy of the blocks that calls `new` what was `old`; none if they read another name."""
    xml = "".join(etree.tostring(block, encoding=str, with_tail=False) for block in group)
    name = re.compile(rf"(?<![\w.]){old}(?=\.)")
    copied = _read(language.TAG.sub(lambda tag: name.sub(new, tag[0]), xml))
    is_alone = names_read(_read(xml).tree) == {old} and names_read(copied.tree) == {new}
    return list(copied.root[0]) if is_alone and not copied.faults else []


def _read(xml: str) -> language.TemplatePart:
    document = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{xml}</w:body></w:document>'
    return language.read({DOCUMENT_PART: document.encode()})[0][0]


def _paragraph(style: str, words: str = "") -> Element:
    paragraph = make("p")
    edit.put(edit.para_props(paragraph), "pStyle", style)
    if words:
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
    return paragraph
