"""Effective formatting: what a paragraph or a run looks like once every style, list and default has had its say.

Sections cited are those of ISO/IEC 29500-1 (ECMA-376 Part 1). Lengths are in twips, type sizes in half-points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ntsdocs.docx.numbering import levels
from ntsdocs.docx.properties import Layer, key, paragraph_layer, theme_faces, twips
from ntsdocs.docx.xml import Element, Settings, W, on, parse, settings, val

_TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish")  # §17.7.3
_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_DEFAULT_FONT = "Times New Roman"  # what Word takes where no font is named at all
_DEFAULT_SIZE = 20  # §17.3.2.38
_MOST_KEPT = 4_000_000
_AUTOSPACING = 280  # §17.3.1.33: what Word leaves for a space it is told to choose
_CONTENTS = re.compile(r"(?:toc|contents|mục lục)\s?\d|table of figures", re.IGNORECASE)
_LENGTHS = ("first", "left", "right", "before", "after", "line")


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run looks. `fonts` are those of the slots ascii, hAnsi, cs, eastAsia; `color` is blank for automatic.

    `raised` is «superscript», «subscript» or blank.
    """

    fonts: tuple[str, str, str, str]
    size: int
    bold: bool
    italic: bool
    underline: bool
    capitals: bool
    hidden: bool
    color: str
    struck: bool = False
    raised: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph is set; `first` is the indent of its first line, negative where it hangs."""

    style: str
    align: str
    first: int
    left: int
    right: int
    before: int
    after: int
    line: int
    line_rule: str
    contextual: bool
    keep_next: bool
    ruled_below: bool
    ruled_above: bool
    list_id: str
    level: int
    centred_frame: bool
    contents: bool  # whether its style is of a table of contents or of figures
    tabs: tuple[int, ...]  # where text may begin, in twips
    sure: bool  # False where a length could not be read, as in a template's «{{ indent }}»


@dataclass(frozen=True, slots=True)
class TableLook:
    """The table style a paragraph stands in, and the conditions of §17.7.6 that hold in its cell."""

    style: str
    conditions: tuple[str, ...]


@lru_cache(maxsize=4)
def load(styles: bytes, numbering: bytes, theme: bytes) -> Formats:
    """The formats of a document with these parts, each blank where it has none; kept for the next one like it."""
    parts = (("styles", styles), ("numbering", numbering), ("theme", theme))
    return Formats(*(parse(data, name) if data else None for name, data in parts))


class Formats:
    """Answers how runs and paragraphs look; remembers what it has been asked."""

    def __init__(self, styles: Element | None, numbering: Element | None = None, theme: Element | None = None) -> None:
        self._faces = theme_faces(theme)
        self.styles: dict[str, Settings] = {}
        self._default_styles: dict[str, str] = {}
        self._types: dict[str, str] = {}
        for style in () if styles is None else styles.iterfind(f"{W}style"):
            id_, type_ = style.get(f"{W}styleId", ""), style.get(f"{W}type", "paragraph")
            self.styles.setdefault(id_, settings(style))
            self._types.setdefault(id_, type_)
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default_styles[type_] = id_
        self.defaults = None if styles is None else styles.find(f"{W}docDefaults")
        defaults = settings(self.defaults)
        self.default_run = self._run_layer(_first(defaults.get("rPrDefault")))
        self._default_paragraph = paragraph_layer(_first(defaults.get("pPrDefault")))
        self.levels = levels(numbering)
        self._chains: dict[tuple[str, str], Layer] = {}
        self._runs: dict[object, RunFormat] = {}
        self._paragraphs: dict[object, ParagraphFormat] = {}
        self.memory: dict[object, Any] = {}  # paragraphs and rows already read with these formats, by their XML
        self._memory_bytes = 0

    # --- the doors ---

    def paragraph(self, props: Element | None, table: TableLook | None) -> ParagraphFormat:
        """How a paragraph with these `w:pPr` is set (§17.3.1, §17.7.2)."""
        question = (key(props), table)
        answer = self._paragraphs.get(question)
        if answer is None:
            self._forget(self._paragraphs)
            answer = self._paragraphs[question] = self._paragraph(props, table)
        return answer

    def run(self, props: Element | None, style: str, table: TableLook | None) -> RunFormat:
        """How a run with these `w:rPr` looks in a paragraph of `style` (§17.3.2, §17.7.2, §17.7.3)."""
        question = (key(props), style, table)
        answer = self._runs.get(question)
        if answer is None:
            self._forget(self._runs)
            answer = self._runs[question] = self._run(props, style, table)
        return answer

    def name(self, style: str) -> str:
        """The style's name as Word shows it; its id where it is not defined."""
        return val(self.styles.get(style, {}), "name") or style

    def paragraph_style(self, named: str | None) -> str:
        """The id of a paragraph's style; the default one where it names none, or one that is not there (§17.3.1.27)."""
        return named if named in self.styles and named else self._default_styles.get("paragraph", "")

    def style_align(self, style: str) -> str | None:
        """How a paragraph style sets its lines, in the word of the file; `None` where neither it nor its bases say."""
        aligns = (val(settings(self.styles[each].get("pPr")), "jc") for each in self.chain(style))
        return next((align for align in aligns if align is not None), None)

    def table_style(self, named: str | None) -> str:
        """The id of a table's style; the default one where it names none (§17.7.4.18)."""
        return named or self._default_styles.get("table", "")

    def table_matters(self, style: str) -> bool:
        """Whether the table style says anything about text."""
        return any(
            part in each
            for id_ in self.chain(style)
            for each in (self.styles[id_], *map(settings, self._conditional(id_)))
            for part in ("rPr", "pPr")
        )

    # --- paragraphs ---

    def _paragraph(self, props: Element | None, table: TableLook | None) -> ParagraphFormat:
        own = dict(paragraph_layer(props))
        style = self.paragraph_style(str(own.pop("pStyle", "")))
        styled = self._style_layer(style, "pPr")
        layers = [self._default_paragraph, self._table_layer(table, "pPr")]
        list_id = str(own.get("numId", styled.get("numId", "")) or "")
        level = int(str(own.get("ilvl", styled.get("ilvl", 0)) or 0))
        list_level = self.levels.get((list_id, level))
        # §17.9.22: a list named by the style lends before the style speaks, one named by the paragraph after it.
        if list_level is not None and "numId" not in own:
            layers += [list_level.layer, styled]
        else:
            layers += [styled, list_level.layer if list_level is not None else {}]
        merged: dict[str, object] = {}
        for layer in (*layers, own):
            merged.update(layer)
        merged["contents"] = _CONTENTS.match(self.name(style)) is not None
        return _paragraph_format(style, merged, "" if list_id == "0" else list_id, level)

    # --- runs ---

    def _run(self, props: Element | None, style: str, table: TableLook | None) -> RunFormat:
        own = dict(self._run_layer(props))
        named = str(own.pop("rStyle", "") or "")
        if self._types.get(named) == "paragraph":  # §17.7.4.6: a linked style stands in for its partner
            named = val(self.styles[named], "link") or named
        in_table = self._table_layer(table, "rPr")
        of_paragraph = self._style_layer(style, "rPr")
        of_run = self._style_layer(named, "rPr") if named else {}
        merged: dict[str, object] = {}
        for layer in (self.default_run, in_table, of_paragraph, of_run, own):
            merged.update(layer)
        for toggle in _TOGGLES:
            if toggle not in own:
                # §17.7.3: on by default stays on; otherwise the styles switch each other off.
                by_style = sum(bool(layer.get(toggle)) for layer in (in_table, of_paragraph, of_run))
                merged[toggle] = bool(self.default_run.get(toggle)) or by_style % 2 == 1
        first, second, third, fourth = (str(merged.get(slot) or _DEFAULT_FONT) for slot in _SLOTS)
        size = merged.get("sz")
        return RunFormat(
            fonts=(first, second, third, fourth),
            size=size if isinstance(size, int) else _DEFAULT_SIZE,
            bold=bool(merged["b"]),
            italic=bool(merged["i"]),
            underline=merged.get("u", "none") != "none",
            capitals=bool(merged["caps"]) or bool(merged["smallCaps"]),
            hidden=bool(merged["vanish"]),
            color=str(merged.get("color", "")),
            struck=bool(merged["strike"]) or bool(merged["dstrike"]),
            raised=str(merged.get("vertAlign", "")).replace("baseline", ""),
        )

    def _run_layer(self, props: Element | None) -> Layer:
        switches = settings(props)
        layer: dict[str, object] = {switch: on(switches, switch) for switch in _TOGGLES if switch in switches}
        fonts = switches.get("rFonts")
        if fonts is not None:
            for slot in _SLOTS:
                # §17.3.2.26: where a theme font is named, the plain one is passed over.
                themed = fonts.get(f"{W}{'cstheme' if slot == 'cs' else f'{slot}Theme'}")
                face = self._faces.get(themed, "") if themed else fonts.get(W + slot)
                if face is not None:
                    layer[slot] = face
        size = twips(val(switches, "sz"))
        if size is not None:
            layer["sz"] = size
        for name in ("u", "rStyle", "vertAlign"):
            if name in switches:
                layer[name] = val(switches, name) or ("single" if name == "u" else "")
        if "color" in switches:
            color = (val(switches, "color") or "auto").lower()
            layer["color"] = "" if color in ("auto", "000000") else color
        return layer

    # --- styles ---

    def chain(self, style: str) -> list[str]:
        """The style's id, that of the style it is based on (§17.7.4.3), and so on."""
        chain: list[str] = []
        while style in self.styles and style not in chain and len(chain) < 64:
            chain.append(style)
            style = val(self.styles[style], "basedOn") or ""
        return chain

    def _style_layer(self, style: str, part: str) -> Layer:
        chain = (style, part)
        if chain not in self._chains:
            merged: dict[str, object] = {}
            for id_ in reversed(self.chain(style)):
                merged.update(self._layer(self.styles[id_].get(part), part))
            merged.pop("pStyle", None)
            merged.pop("rStyle", None)
            self._chains[chain] = merged
        return self._chains[chain]

    def _conditional(self, style: str) -> Iterable[Element]:
        holder = self.styles[style].get("name")
        parent = None if holder is None else holder.getparent()
        return () if parent is None else parent.findall(f"{W}tblStylePr")

    def _table_layer(self, table: TableLook | None, part: str) -> Layer:
        """What the table style gives, whole table first, then the conditions that hold, in the order of §17.7.6."""
        if table is None:
            return {}
        merged = dict(self._style_layer(table.style, part))
        for condition in table.conditions:
            for id_ in reversed(self.chain(table.style)):
                for each in self._conditional(id_):
                    if each.get(f"{W}type") == condition:
                        merged.update(self._layer(each.find(W + part), part))
        merged.pop("numId", None)
        return merged

    def _layer(self, props: Element | None, part: str) -> Layer:
        return self._run_layer(props) if part == "rPr" else paragraph_layer(props)

    def remember(self, key: object, content: object, size: int) -> None:
        """Remembers what a paragraph or a row of `size` bytes holds for the next one like it."""
        self._memory_bytes += size
        if self._memory_bytes > _MOST_KEPT:
            self.memory.clear()
            self._memory_bytes = size
        self.memory[key] = content

    @staticmethod
    def _forget(memory: dict[object, Any]) -> None:
        if len(memory) > 20_000:  # a hostile file may set every run apart
            memory.clear()


def _first(holder: Element | None) -> Element | None:
    return holder[0] if holder is not None and len(holder) else None


def _paragraph_format(style: str, merged: Mapping[str, object], list_id: str, level: int) -> ParagraphFormat:
    lengths = {name: merged.get(name, 240 if name == "line" else 0) for name in _LENGTHS}
    sure = all(isinstance(length, int) for length in lengths.values())
    first, left, right, before, after, line = (each if isinstance(each, int) else 0 for each in lengths.values())
    return ParagraphFormat(
        style=style,
        align=str(merged.get("jc", "left")),
        first=first,
        left=left,
        right=right,
        before=_AUTOSPACING if merged.get("before auto") else before,
        after=_AUTOSPACING if merged.get("after auto") else after,
        line=line,
        line_rule=str(merged.get("rule", "auto")),
        contextual=bool(merged.get("contextualSpacing")),
        keep_next=bool(merged.get("keepNext")),
        ruled_below=bool(merged.get("rule bottom")),
        ruled_above=bool(merged.get("rule top")),
        list_id=list_id,
        level=level,
        centred_frame=bool(merged.get("frame")),
        contents=bool(merged["contents"]),
        tabs=tuple(sorted(int(name[4:]) for name, stops in merged.items() if name.startswith("tab ") and stops)),
        sure=sure,
    )
