"""Bind the charts of a template to the fields that their alternative texts name, and give them their data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ntsdocs.docx import charts
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import R
from ntsdocs.kinds.report_says import Chart
from ntsdocs.templates.faults import CHART, README, problem_at
from ntsdocs.templates.printable import Placeholder, Printable
from ntsdocs.text.problems import Problem

if TYPE_CHECKING:
    from ntsdocs.templates.language import TemplatePart

_ALT = re.compile(r"\s*\{\{\s*(\w+)\.alt\s*\}\}\s*")
_NO_ALT = f"trong Word bấm chuột phải vào biểu đồ, «Văn bản thay thế», chỉ ghi «{{{{ ten_o.alt }}}}»; {README}"
_SORTS = "trong Word vẽ lại: biểu đồ cột, thanh, đường, tròn hoặc vùng, có bảng số liệu và một chuỗi trở lên."


@dataclass(frozen=True, slots=True)
class BoundChart:
    """A chart of a template: its part, that of its workbook, the id by which the text calls it, the field it wants."""

    name: str
    workbook: str
    id: str
    field: Placeholder
    xml: bytes

    def filled(self, context: Mapping[str, Any], text: bytes, filler: Printable) -> Iterator[tuple[str, bytes]]:
        """The chart and its workbook for a paper with this text; both are empty if the text has no such chart."""
        value, times = context.get(self.field.path), text.count(f'="{self.id}"'.encode())
        title, rows = "", charts.NO_ROWS
        if times and isinstance(value, Chart):
            values = ([figure.number for figure in each.values] for each in value.series)
            lines = zip(value.categories, *values, strict=True)
            title, rows = value.title, [("", *(each.name for each in value.series)), *lines]
        if times > 1:
            filler.refused(value, replace(self.field, use="draw"))
        for words in (title, *rows[0][1:], *(row[0] for row in rows)):
            filler.printed(words, self.field)  # refuses what no part can hold
        if not filler.refusals:
            yield self.name, charts.filled(self.xml, title, rows)
            yield self.workbook, charts.workbook(rows)


def bound(file: WordParts, part: TemplatePart) -> Iterator[BoundChart | tuple[int, Problem]]:
    """The charts that stand in a part of a template; or what is wrong with one, with the number of its tag."""
    numbers = {tag.holder: tag.number for tag in part.tags}
    place, seen = part.title, set()
    for element in part.root.iter():
        place = part.places.get(element, place)
        if not str(element.tag).endswith("}chart"):
            continue
        drawing = next(element.iterancestors("{*}inline", "{*}anchor"), element)
        about = next(drawing.iter("{*}docPr"), element)
        number, alt = numbers.get((about, "descr"), -1), _ALT.fullmatch(about.get("descr", ""))
        id_ = element.get(f"{R}id", "")
        relation = file.relations(part.name).get(id_)
        name = relation.target if relation and relation.target in file.parts else ""
        if not name or not charts.is_fillable(file, name):
            yield number, problem_at(place, "biểu đồ kiểu này không nhận được số liệu", _SORTS)
        elif alt is None:
            yield number, problem_at(place, "biểu đồ không ghi ở văn bản thay thế lấy số liệu của ô nào", _NO_ALT)
        elif name in seen:
            yield number, problem_at(place, f"biểu đồ của ô «{alt[1]}» đứng hai lần", CHART)
        else:
            field = Placeholder(alt[1], place, "print", number)
            yield BoundChart(name, charts.workbook_of(file, name), id_, field, file.parts[name])
        seen.add(name)
