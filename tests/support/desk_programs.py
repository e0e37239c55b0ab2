"""What each program leaves of a file it saves: real ones that run in this process, others by their known traits."""

from __future__ import annotations

import copy
import io
import random
import re
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pypandoc
from lxml import etree

from desk_hand import DOTS, Hand, text_of
from ntsdocs.docx.parts import EditableParts
from ntsdocs.docx.xml import Element, W, make

Save = Callable[[bytes, random.Random], bytes]
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def word(data: bytes, chance: random.Random) -> bytes:
    """Word: numbers of controls, runs cut at what it checks, ids of paragraphs, where the cursor was."""
    file = EditableParts(data)
    root = file.tree(file.main)
    for number, about in enumerate(root.iter(f"{W}sdtPr")):
        if about.find(f"{W}id") is None:
            names = [each for each in about if each.tag in (f"{W}alias", f"{W}tag")]
            about.insert(len(names), make("id", val=str(-1_000_000 - number)))
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        paragraph.set(f"{_W14}paraId", f"{chance.randrange(1, 0x80000000):08X}")
        paragraph.set(f"{W}rsidR", f"00{chance.randrange(1, 0xFFFFFF):06X}")
        if number % 7 == 0:
            _cut_run(paragraph, chance, ("proofErr", {"type": "spellStart"}))
    last = list(root.iter(f"{W}p"))[-1]
    start = make("bookmarkStart", id="99999")
    start.set(f"{W}name", "_GoBack")
    last.extend((start, make("bookmarkEnd", id="99999")))
    return _written(file, "Microsoft Office Word")


def wps(data: bytes, chance: random.Random) -> bytes:
    """WPS Writer: styles under numbers, a hint of the script in every run it cut, a property of its own."""
    file = EditableParts(data)
    root = file.tree(file.main)
    styles = file.tree("word/styles.xml")
    names = {each.get(f"{W}styleId"): str(number) for number, each in enumerate(styles.iter(f"{W}style"), start=1)}
    for each in styles.iter(f"{W}style"):
        each.set(f"{W}styleId", names[each.get(f"{W}styleId")])
    for part in (root, styles):
        for each in part.iter(*(W + name for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))):
            each.set(f"{W}val", names.get(each.get(f"{W}val", ""), each.get(f"{W}val", "")))
    for paragraph in list(root.iter(f"{W}p")):
        if chance.random() < 0.3:
            _cut_run(paragraph, chance, None)
    file.changed.add("word/styles.xml")
    return _property(_written(file, "WPS Office_12.2"), "KSOProductBuildVer", "1033-12.2.0.13489")


def google(data: bytes, chance: random.Random) -> bytes:
    """Google Docs: no controls, no bookmarks of ours, no properties, no title; empty paragraphs, straight blanks."""
    data = bare(data, chance)
    file = EditableParts(data)
    root = file.tree(file.main)
    for paragraph in list(root[0].iterchildren(f"{W}p")):
        if chance.random() < 0.05:
            paragraph.addnext(make("p"))
    for run in root.iter(f"{W}r"):
        looks = run.find(f"{W}rPr")
        looks = make("rPr") if looks is None else looks
        if looks.getparent() is None:
            run.insert(0, looks)
        if looks.find(f"{W}rtl") is None:
            looks.append(make("rtl", val="0"))
    for style in root.iter(f"{W}pStyle"):
        style.set(f"{W}val", "Normal")
    return _written(file, "")


def bare(data: bytes, _chance: random.Random) -> bytes:
    """The words and their looks alone, as after «keep text» and a copy into a new file."""
    file = EditableParts(data)
    root = file.tree(file.main)
    for control in list(root.iter(f"{W}sdt")):
        parent, content = control.getparent(), control.find(f"{W}sdtContent")
        place = parent.index(control)
        parent.remove(control)
        for each in reversed(list(content) if content is not None else []):
            parent.insert(place, each)
    for each in [*root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        each.getparent().remove(each)
    file.changed.add(file.main)
    return pasted(file.written(), _chance)


def pasted(data: bytes, _chance: random.Random) -> bytes:
    """All of it copied into a new file: marks stay, the file's own properties do not."""
    source, target = docx.Document(io.BytesIO(data)), docx.Document()
    if any(each.reltype.endswith("/comments") for each in source.part.rels.values()):
        for each in list(source.element.iter(*(W + f"comment{end}" for end in ("RangeStart", "RangeEnd")))):
            each.getparent().remove(each)
        for each in list(source.element.iter(f"{W}commentReference")):
            each.getparent().getparent().remove(each.getparent())
    for each in source.element.body:
        if not each.tag.endswith("}sectPr"):
            target.element.body.insert(len(target.element.body) - 1, copy.deepcopy(each))
    for each in list(target.element.body.iter(f"{W}sectPr"))[:-1]:
        each.getparent().remove(each)
    names = {style.style_id for style in target.styles}
    for style in source.styles.element.iter(f"{W}style"):
        if style.get(f"{W}styleId") not in names:
            target.styles.element.append(copy.deepcopy(style))
    written = io.BytesIO()
    target.save(written)
    return written.getvalue()


def decomposed(data: bytes, chance: random.Random) -> bytes:
    """Word on a machine that takes every letter and its marks apart."""
    file = EditableParts(data)
    for text in file.tree(file.main).iter(f"{W}t", f"{W}delText"):
        text.text = unicodedata.normalize("NFD", text.text or "")
    file.changed.add(file.main)
    return word(file.written(), chance)


def pandoc(data: bytes, _chance: random.Random) -> bytes:
    """What pandoc makes of it."""
    return _through_pandoc(data, "docx")


def pandoc_html(data: bytes, _chance: random.Random) -> bytes:
    """What is left after a page of HTML."""
    return _through_pandoc(data, "html", "docx")


def _through_pandoc(data: bytes, *kinds: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        path = Path(folder) / "0.docx"
        path.write_bytes(data)
        for number, kind in enumerate(kinds, start=1):
            out = path.with_name(f"{number}.{kind}")
            pypandoc.convert_file(str(path), kind, outputfile=str(out))
            path = out
        return path.read_bytes()


def by_python(hand: Hand, share: float) -> None:
    """Fills as scripts do, by `cell.text = …` and `paragraph.text = …`, which leave nothing else in the place."""
    together: dict[Element, list[str]] = {}
    for tag, control in hand.controls().items():
        cell = next(control.iterancestors(f"{W}tc"), None) if tag.startswith("own:task:") else None
        together.setdefault(next(control.iterancestors(f"{W}p")) if cell is None else cell, []).append(tag)
    for place, tags in together.items():
        if hand.random.random() > share:
            continue
        values = {tag: " ".join(hand.value(tag)) for tag in tags}
        said = text_of(place)
        for value in values.values():
            said = said.replace(DOTS, value, 1)
        hand.answers |= values
        first, *others = [place] if place.tag == f"{W}p" else place.findall(f"{W}p")
        for each in (*others, *(each for each in first if each.tag != f"{W}pPr")):
            each.getparent().remove(each)
        first.append(hand.run(said))
        hand.touched.add(first)
    hand.done.append("fill by script")


def _cut_run(paragraph: Element, chance: random.Random, between: tuple[str, dict[str, str]] | None) -> None:
    """Cuts a run of a paragraph in two at some letter."""
    runs = [each for each in paragraph.iterchildren(f"{W}r") if len(each.findall(f"{W}t")) == 1]
    runs = [each for each in runs if len(text_of(each)) > 3 and each.find(f"{W}br") is None]
    if not runs:
        return
    run = chance.choice(runs)
    said = text_of(run)
    at = chance.randrange(1, len(said))
    rest = copy.deepcopy(run)
    for each, words in ((run, said[:at]), (rest, said[at:])):
        each.find(f"{W}t").text = words
        each.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(rest)
    if between:
        name, attributes = between
        run.addnext(make(name, **attributes))


def _written(file: EditableParts, program: str) -> bytes:
    file.changed.add(file.main)
    if program and "docProps/app.xml" in file.parts:
        about = file.parts["docProps/app.xml"].decode()
        about = re.sub("<Application>[^<]*</Application>", f"<Application>{program}</Application>", about)
        file.put("docProps/app.xml", etree.fromstring(about.encode()))
    return file.written()


def _property(data: bytes, name: str, value: str) -> bytes:
    file = EditableParts(data)
    if "docProps/custom.xml" in file.parts:
        root = file.tree("docProps/custom.xml")
        first = copy.deepcopy(root[0])
        first.set("name", name)
        first.set("pid", str(len(root) + 2))
        first[0].text = value
        root.append(first)
        file.changed.add("docProps/custom.xml")
    return file.written()


# Program → how it saves; those of LibreOffice are in desk_office.
SAVES: dict[str, Save] = {
    "word": word,
    "word-tracked": word,
    "word-nfd": decomposed,
    "word-paste": pasted,
    "word-bare": bare,
    "python-docx": lambda data, _: data,
    "wps": wps,
    "google": google,
    "pandoc": pandoc,
    "pandoc-html": pandoc_html,
}
# Those that leave no anchor of ours.
STRIPPED = ("word-bare", "google", "pandoc", "pandoc-html", "lo-doc", "lo-rtf")
WITHOUT_REMARKS = ("word-paste", "word-bare", "google", "pandoc", "pandoc-html")
