"""The parts of a .docx as trees: a parser that trusts nothing, the namespaces, and how elements are made."""

from __future__ import annotations

import copy
from collections.abc import Container, Iterator, Mapping

from lxml import etree

from ntsdocs.docx.package import PackageError

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

W = f"{{{_MAIN}}}"
R = f"{{{_OFFICE}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"

DOCUMENT_PART = "word/document.xml"

Element = etree._Element  # noqa: SLF001 - lxml gives its elements no public name

MEANINGLESS = ("smartTag", "customXml", "dir", "bdo")  # around text, rows or cells without a word of their own
_READ_THROUGH = frozenset(W + name for name in (*MEANINGLESS, "ins", "moveTo", "hyperlink"))
_SDT, _CONTENT, _CHOICES = W + "sdt", W + "sdtContent", MC + "AlternateContent"


def parse(data: bytes, name: str) -> Element:
    """The tree of the part `name`; `PackageError` if it is not sound XML, or declares entities."""
    # A parser may serve one document only: lxml keeps its error log and its names.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(f"phần «{name}» hỏng: không đọc được như XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError(f"phần «{name}» có khai báo DTD, không được phép trong tệp Word")
    return root


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace."""
    return str(tag).rpartition("}")[2]


def make(name: str, **attributes: str) -> Element:
    """An element of WordprocessingML with attributes of it."""
    element = etree.Element(W + name, nsmap={"w": W[1:-1]})
    for key, value in attributes.items():
        element.set(W + key, value)
    return element


def like(element: Element, name: str = "") -> Element:
    """An empty element that knows the prefixes of another, of its name or another one of WordprocessingML."""
    return etree.Element(W + name if name else element.tag, nsmap=element.nsmap)  # type: ignore[arg-type]


def shell(element: Element, *endings: str, attributes: bool = True) -> Element:
    """A copy of an element with its attributes, and those of its children alone whose names end so."""
    copied = like(element)
    for key, value in element.attrib.items() if attributes else ():
        copied.set(key, value)
    copied.extend(copy.deepcopy(child) for child in element if endings and child.tag.endswith(endings))
    return copied


def drop(element: Element) -> None:
    """Take an element out of its parent, its tail with it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


Settings = Mapping[str, Element]


def settings(holder: Element | None) -> Settings:
    """The children of an element such as `w:pPr`, by local name; of equal ones the first. Empty for `None`."""
    children: dict[str, Element] = {}
    if holder is not None:
        for child in holder:
            children.setdefault(local(child.tag), child)
    return children


def val(props: Settings, name: str, attribute: str = "val") -> str | None:
    """The attribute of the setting `name`; `None` where either is missing."""
    setting = props.get(name)
    return None if setting is None else setting.get(W + attribute)


def on(props: Settings, name: str) -> bool | None:
    """Whether the switch `name` is on; `None` where it is not set."""
    setting = props.get(name)
    if setting is None:
        return None
    return setting.get(W + "val", "true") not in ("0", "false", "off")


def visible(holder: Element | None, whole: Container[str] = ()) -> Iterator[Element]:
    """What stands in a holder as a reader sees it, out of controls, links and insertions, but those that are `whole`.

    Of a choice for newer and older programs the first is taken. What was deleted stays in the `w:del` around it.
    """
    for child in () if holder is None else holder:
        tag = child.tag
        if tag in whole:
            yield child
        elif tag == _SDT:
            yield from visible(child.find(_CONTENT), whole)
        elif tag in _READ_THROUGH:
            yield from visible(child, whole)
        elif tag == _CHOICES:
            yield from visible(child[0], whole) if len(child) else ()
        else:
            yield child


def section_properties(body: Element) -> list[Element]:
    """Every `w:sectPr` of a body, in order, also those in content controls; none that a tracked change remembers."""
    with_parents = ((each, each.getparent()) for each in body.iter(f"{W}sectPr"))
    return [each for each, parent in with_parents if parent is not None and parent.tag in (f"{W}body", f"{W}pPr")]


def sections(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """The sections of a body, in order: their blocks, and the `w:sectPr` that describes them."""
    blocks: list[Element] = []
    for child in body:
        if child.tag == W + "sectPr":
            yield blocks, child
            return
        blocks.append(child)
        section = child.find(f".//{W}pPr/{W}sectPr")
        if section is not None:
            yield blocks, section
            blocks = []
    if blocks:
        yield blocks, None
