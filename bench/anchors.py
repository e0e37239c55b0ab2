"""Which anchor in a paper survives which program: a mark in each cell of its tables, looked for after a round trip."""

from __future__ import annotations

import argparse
import copy
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import measure  # noqa: F401 - it says where our own modules are
import pypandoc

from ntsdocs.docx import anchors, office, sent_as
from ntsdocs.docx.parts import EditableParts
from ntsdocs.docx.xml import Element, W, drop, make

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LOCKED_AWAY = ("customXml", "smartTag")  # Word has read past the one since 2010, past the other since 2013

Mark = Callable[[Element, int], None]


def main() -> None:
    """Prints the table: of all anchors of a kind, how many are still there, stand at their words, stand around them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("papers", nargs="+", type=Path)
    papers = [path.read_bytes() for path in asked.parse_args().papers]
    with tempfile.TemporaryDirectory(prefix="ntsdocs-anchors-") as folder:
        place = Path(folder)
        for kind, mark in MARKS.items():
            for number, paper in enumerate(papers):
                (place / f"{kind}-{number}.docx").write_bytes(_marked(paper, mark))
        files = sorted(place.glob("*.docx"))
        print("neo | " + " | ".join(PATHS))
        results = {name: path(files, place / str(number)) for number, (name, path) in enumerate(PATHS.items())}
        for kind in MARKS:
            cells = [_counted(kind, results[name], files) for name in PATHS]
            print(f"{kind} | " + " | ".join(cells))


def _marked(paper: bytes, mark: Mark) -> bytes:
    file = EditableParts(paper)
    root = file.tree(file.main)
    for control in list(root.iter(f"{W}sdt")):
        parent, content = control.getparent(), control.find(f"{W}sdtContent")
        if parent is not None and content is not None:
            parent[parent.index(control) : parent.index(control) + 1] = list(content)
    for each in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        drop(each)
    for number, paragraph in enumerate(_places(root)):
        mark(paragraph, number)
    file.changed.add(file.main)
    return file.written()


def _places(root: Element) -> list[Element]:
    return [each for cell in root.iter(f"{W}tc") for each in cell.iterfind(f"{W}p") if _text(each).strip()]


def _text(holder: Element) -> str:
    return " ".join("".join(each.text or "" for each in holder.iter(f"{W}t")).split())


# --- the anchors ------------------------------------------------------------------------------------------------------


def _around(paragraph: Element, holder: Element, content: Element) -> None:
    content.extend(each for each in list(paragraph) if each.tag == f"{W}r")
    paragraph.append(holder)


def _control(paragraph: Element, number: int) -> None:
    control, about, content = make("sdt"), make("sdtPr"), make("sdtContent")
    about.append(make("tag", val=_tag(number)))
    control.extend((about, content))
    _around(paragraph, control, content)


def _custom_xml(paragraph: Element, number: int) -> None:
    holder, about = make("customXml", element=_tag(number)), make("customXmlPr")
    holder.append(about)
    _around(paragraph, holder, holder)


def _smart_tag(paragraph: Element, number: int) -> None:
    holder = make("smartTag", element=_tag(number))
    _around(paragraph, holder, holder)


def _range(paragraph: Element, number: int) -> None:
    first = next(paragraph.iterchildren(f"{W}r"))
    first.addprevious(_start(number))
    paragraph.append(make("bookmarkEnd", id=str(number)))


def _point(paragraph: Element, number: int) -> None:
    first = next(paragraph.iterchildren(f"{W}r"))
    first.addprevious(_start(number))
    first.addprevious(make("bookmarkEnd", id=str(number)))


def _start(number: int) -> Element:
    start = make("bookmarkStart", id=str(number))
    start.set(f"{W}name", _tag(number))
    return start


def _paragraph_id(paragraph: Element, number: int) -> None:
    paragraph.set(f"{_W14}paraId", f"{number + 0x10000000:08X}")


def _property(_paragraph: Element, _number: int) -> None:
    pass


def _printed(_paragraph: Element, _number: int) -> None:
    pass


def _tag(number: int) -> str:
    return anchors.bookmark_of(f"gen:row:so-{number}:content")


MARKS: dict[str, Mark] = {
    "control": _control,
    "bookmark, range": _range,
    "bookmark, point": _point,
    "customXml": _custom_xml,
    "smartTag": _smart_tag,
    "paraId": _paragraph_id,
    "property": _property,
    "printed number": _printed,
}


# --- the programs -----------------------------------------------------------------------------------------------------


def _word(files: Sequence[Path], out: Path) -> Path:
    """What Word keeps by the standard and its own notes on it; there is no Word here."""
    out.mkdir()
    for path in files:
        file = EditableParts(path.read_bytes())
        root = file.tree(file.main)
        for holder in list(root.iter(*(W + name for name in _LOCKED_AWAY))):
            parent = holder.getparent()
            if parent is not None:
                parent[parent.index(holder) : parent.index(holder) + 1] = [
                    each for each in holder if each.tag != f"{W}customXmlPr"
                ]
        file.changed.add(file.main)
        (out / path.name).write_bytes(file.written())
    return out


def _office(*kinds: str) -> Callable[[Sequence[Path], Path], Path]:
    def convert(files: Sequence[Path], out: Path) -> Path:
        for step, kind in enumerate(kinds):
            into = out.with_name(f"{out.name}-{step}")
            into.mkdir()
            paths = [into / f"{file.stem}.{kind}" for file in files]
            before = files[0].suffix[1:]
            ending = "dotx" if before == kind else before  # the result must not be called as what it is made of
            documents = [file.read_bytes() for file in files]
            results = office.converted("soffice", documents, ending, kind)
            for path, data in zip(paths, results, strict=True):
                path.write_bytes(data)
            files = paths
        return files[0].parent

    return convert


def _pandoc(files: Sequence[Path], out: Path) -> Path:
    out.mkdir()
    for path in files:
        pypandoc.convert_file(str(path), "docx", outputfile=str(out / path.name))
    return out


def _copied(files: Sequence[Path], out: Path) -> Path:
    out.mkdir()
    for path in files:
        source, target = docx.Document(str(path)), docx.Document()
        for each in source.element.body:
            if not each.tag.endswith("}sectPr"):
                target.element.body.insert(len(target.element.body) - 1, copy.deepcopy(each))
        written = io.BytesIO()
        target.save(written)
        (out / path.name).write_bytes(written.getvalue())
    return out


PATHS: dict[str, Callable[[Sequence[Path], Path], Path]] = {
    "Word (mimic)": _word,
    "LO .docx": _office("docx"),
    "LO .odt": _office("odt", "docx"),
    "LO .doc": _office("doc", "docx"),
    "LO .rtf": _office("rtf", "docx"),
    "pandoc": _pandoc,
    "body copied": _copied,
}


# --- what is left -----------------------------------------------------------------------------------------------------


def _counted(kind: str, folder: Path, files: Sequence[Path]) -> str:
    """Of all anchors how many are there, at their words, around their words, as «574: 574, 574, 570»."""
    total = there = at = around = 0
    for path in files:
        if path.name.rpartition("-")[0] != kind:
            continue
        if kind == "property":
            total += 1
            there = at = around = there + _has_property(folder / path.name)
            continue
        before = _places(_root(path))
        root = _root(folder / path.name)
        if kind == "printed number":
            rows, now = set(_numbered_rows(_root(path))), set(_numbered_rows(root))
            total, there = total + len(rows), there + len(rows & now)
            at = around = there
            continue
        anchors = dict(_anchors(kind, root))
        total += len(before)
        for number, paragraph in enumerate(before):
            holder, words = anchors.get(_key(kind, number), (None, ""))
            there += holder is not None
            at += holder is not None and _text(holder) == _text(paragraph)
            around += holder is not None and words == _text(paragraph)
    return f"{total}: {there}, {at}, {around}"


def _root(path: Path) -> Element:
    file = EditableParts(path.read_bytes())
    return file.tree(file.main)


def _key(kind: str, number: int) -> str:
    return f"{number + 0x10000000:08X}" if kind == "paraId" else _tag(number)


def _anchors(kind: str, root: Element) -> Iterator[tuple[str, tuple[Element, str]]]:
    """Each anchor's name, the paragraph it stands in, and the words it stands around."""
    for each in root.iter(f"{W}p"):
        if kind == "paraId":
            yield each.get(f"{_W14}paraId", ""), (each, _text(each))
            continue
        for mark in each.iter(f"{W}tag", f"{W}customXml", f"{W}smartTag", f"{W}bookmarkStart"):
            if mark.tag == f"{W}bookmarkStart":
                yield mark.get(f"{W}name", ""), (each, _between(each, mark))
            elif mark.tag == f"{W}tag":
                holder = next(mark.iterancestors(f"{W}sdt"))
                yield mark.get(f"{W}val", ""), (each, _text(holder))
            else:
                yield mark.get(f"{W}element", ""), (each, _text(mark))


def _between(paragraph: Element, start: Element) -> str:
    words: list[str] = []
    is_open = False
    for each in paragraph.iter():
        is_open = is_open or each is start
        if each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == start.get(f"{W}id"):
            break
        words += [each.text or ""] if is_open and each.tag == f"{W}t" else []
    return " ".join("".join(words).split())


def _numbered_rows(root: Element) -> Iterator[tuple[str, str]]:
    for row in root.iter(f"{W}tr"):
        cells = [_text(each) for each in row.iterfind(f"{W}tc")]
        if len(cells) > 2 and cells[0].isdecimal():
            yield cells[0], cells[1]


def _has_property(path: Path) -> bool:
    return bool(sent_as.read(EditableParts(path.read_bytes()))[0])


if __name__ == "__main__":
    main()
