"""Set properties of runs, paragraphs, tables and sections, each where the schema wants it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ntsdocs.docx.xml import Element, W, local

# The sequences of ISO/IEC 29500-4 (transitional), by the local name of the parent.
ORDER: Mapping[str, tuple[str, ...]] = {
    "rPr": tuple(
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
        " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText"
        " vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange".split()
    ),
    "pPr": tuple(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
        " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange".split()
    ),
    "sectPr": tuple(
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType"
        " cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
        " sectPrChange".split()
    ),
    "tblPr": tuple(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
        " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange".split()
    ),
    "tcPr": tuple(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark cellIns"
        " cellDel cellMerge tcPrChange".split()
    ),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "tblBorders": ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV"),
    "style": tuple(
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
        " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr".split()
    ),
}
_LEFT, _RIGHT, _FIRST = ("left", "start"), ("right", "end"), ("firstLine", "hanging")


def child(holder: Element, name: str) -> Element:
    """The child `name` of a holder, put where the schema wants it if it is not there yet."""
    present = holder.find(W + name)
    if present is not None:
        return present
    added = etree.Element(W + name)
    order = ORDER[local(holder.tag)]
    rank = order.index(name)
    at = 0
    for place, each in enumerate(holder, start=1):
        if str(each.tag).startswith(W) and local(each.tag) in order and order.index(local(each.tag)) <= rank:
            at = place
    holder.insert(at, added)
    return added


def put(holder: Element, name: str, value: str | None = None, **attributes: str) -> Element:
    """Sets the property: its `w:val`, or other attributes beside those it has; a bare one is a switch that is on."""
    prop = child(holder, name)
    if value is not None:
        prop.set(f"{W}val", value)
    elif not attributes:
        clear(prop, "val")
    for key, each in attributes.items():
        prop.set(W + key, each)
    return prop


def drop(holder: Element | None, *names: str) -> None:
    """Takes the properties away."""
    if holder is not None:
        for name in names:
            for prop in holder.findall(W + name):
                holder.remove(prop)


def run_props(run: Element) -> Element:
    """The `w:rPr` of a run, made if there is none."""
    return _first(run, "rPr")


def para_props(paragraph: Element) -> Element:
    """The `w:pPr` of a paragraph, made if there is none."""
    return _first(paragraph, "pPr")


def cell_props(cell: Element) -> Element:
    """The `w:tcPr` of a cell, made if there is none."""
    return _first(cell, "tcPr")


def row_props(row: Element) -> Element:
    """The `w:trPr` of a row, made if there is none."""
    return _first(row, "trPr", 0 if row.find(f"{W}tblPrEx") is None else 1)


def _first(holder: Element, name: str, at: int = 0) -> Element:
    props = holder.find(W + name)
    if props is None:
        props = etree.Element(W + name)
        holder.insert(at, props)
    return props


# --- what is set in more than one attribute --------------------------------------------------------------------------


def switch(run: Element, name: str, *, on: bool) -> None:
    """Bold or italic, also for letters of complex scripts; `w:val` is written out, for a style may say otherwise."""
    props = run_props(run)
    for each in (name, f"{name}Cs") if name in ("b", "i") else (name,):
        put(props, each, None if on else "0")
    if name == "caps" and not on:
        drop(props, "smallCaps")


def size(run: Element, half_points: int) -> None:
    """The type size, in half-points."""
    props = run_props(run)
    put(props, "sz", str(half_points))
    put(props, "szCs", str(half_points))


def font(props: Element, face: str) -> None:
    """The face in all four slots; theme fonts, which would beat it, go (§17.3.2.26)."""
    fonts = child(props, "rFonts")
    for key in list(fonts.attrib):
        if str(key).endswith(("Theme", "cstheme", "}hint")):
            del fonts.attrib[key]
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(W + slot, face)


def align(paragraph: Element, how: str) -> None:
    """How the lines are set: «left», «center», «both»."""
    put(para_props(paragraph), "jc", how)


def indent(paragraph: Element, *, left: int | None = None, right: int | None = None, first: int | None = None) -> None:
    """The indents given, in twips; counts of characters, which would beat them (§17.3.1.12), go."""
    ind = child(para_props(paragraph), "ind")
    for value, names in ((left, _LEFT), (right, _RIGHT)):
        if value is not None:
            clear(ind, *names, *(f"{name}Chars" for name in names))
            ind.set(W + names[0], str(value))
    if first is not None:
        clear(ind, *_FIRST, *(f"{name}Chars" for name in _FIRST))
        ind.set(W + ("firstLine" if first >= 0 else "hanging"), str(abs(first)))


def clear(element: Element, *names: str) -> None:
    """Takes attributes away."""
    for name in names:
        if W + name in element.attrib:
            del element.attrib[W + name]


def before(paragraph: Element, room: int) -> None:
    """The room above a paragraph, in twips; none that Word chooses itself or counts in lines."""
    spacing = put(para_props(paragraph), "spacing", before=str(room))
    clear(spacing, "beforeLines", "beforeAutospacing")
