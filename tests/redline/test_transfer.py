"""Charts in a redline: the old one stands struck out with its numbers, the new one put in with its own."""

from __future__ import annotations

from datetime import UTC, datetime

from charted_docx import chart, charted, drawing
from ntsdocs.docx import charts, package
from ntsdocs.docx.parts import EditableParts
from ntsdocs.redline.stories import Stories
from tiny_docx import p


def paper(alt, rows):
    parts = package.read(charted(p("Câu đầu.") + p(drawing(1, alt)), chart("111111")))
    name = "word/charts/chart1.xml"
    filled = {name: charts.filled(parts[name], "", rows), "word/embeddings/so1.xlsx": charts.workbook(rows)}
    return EditableParts(package.write((parts | filled).items()))


def test_the_chart_before_and_the_one_after_both_keep_their_numbers():
    old, new = paper("ba", [("", "Quá hạn"), ("Sở Y tế", 3)]), paper("bốn", [("", "Quá hạn"), ("Sở Y tế", 4)])
    assert Stories(old, new, "Tôi", datetime(2026, 12, 1, tzinfo=UTC)).merge()
    merged = EditableParts(new.written())
    shown = {}
    for each in merged.tree(merged.main).iter(f"{charts.C}chart"):
        run = next(each.iterancestors("{*}ins", "{*}del"))
        name = merged.relations(merged.main)[each.values()[0]].target
        book = merged.parts[charts.workbook_of(merged, name)]
        words = charts.words(merged.tree(name))
        shown[run.tag.rpartition("}")[2]] = (
            words,
            book == charts.workbook([("", "Quá hạn"), ("Sở Y tế", int(words[-1]))]),
        )
    assert shown == {"del": ("Quá hạn: Sở Y tế 3", True), "ins": ("Quá hạn: Sở Y tế 4", True)}
