"""Charts that are filled: their caches and their workbooks hold the same numbers, their look stays the template's."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from charted_docx import SAMPLE, A, chart, charted, drawing, drawn, in_workbook
from ntsdocs.docx import charts, package
from ntsdocs.docx.charts import C as CHART
from sdk_validator import sdk_faults
from tiny_docx import p

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
)
HOSTILE = st.sampled_from(["=1+1", "<b>&amp;", "</c:v>", "+84", "'x", '"', "Nghị quyết «57»", "  hai  đầu  ", "007"])
ORDER = (
    "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val shape smooth"
).split()


@st.composite
def tables(draw):
    names = draw(st.lists(WORDS | HOSTILE, min_size=1, max_size=8, unique=True))
    rows = draw(st.lists(st.tuples(WORDS | HOSTILE, *[st.integers(0, 10**6)] * len(names)), max_size=40))
    return [("", *names), *rows]


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(1, 4), st.sampled_from(["bar", "line"]))
def test_chart_and_workbook_hold_the_very_rows_and_nothing_of_the_sample(rows, looks, kind):
    filled = charts.filled(chart(*["1F4E79"] * looks, kind=kind), "Tên", rows)
    book = charts.workbook(rows)
    if len(rows) > 1:
        assert drawn(filled) == rows
    assert in_workbook(book) == rows
    assert SAMPLE not in filled.decode()
    assert b"987654" not in filled
    last = max(2, len(rows))
    references = [each.text for each in etree.fromstring(filled).iter(f"{CHART}f")]
    expected = [(f"${x}$1", f"$A$2:$A${last}", f"${x}$2:${x}${last}") for x in "BCDEFGHI"[: len(rows[0]) - 1]]
    assert references == [f"Sheet1!{place}" for places in expected for place in places]
    for series in etree.fromstring(filled).iter(f"{CHART}ser"):
        ranks = [ORDER.index(str(each.tag).removeprefix(CHART)) for each in series]
        assert ranks == sorted(ranks)


def test_a_series_has_the_look_of_its_name_and_one_without_gets_a_colour_of_its_own():
    rows = [("", f"{SAMPLE} 3", "khác", f"{SAMPLE} 1", "nữa"), ("a", 1, 2, 3, 4)]
    filled = etree.fromstring(charts.filled(chart("111111", "222222", "333333"), "", rows))
    colours = {
        series.findtext(f"{CHART}tx//{CHART}v"): series.find(f"{CHART}spPr//{{{A}}}srgbClr").get("val")
        for series in filled.iter(f"{CHART}ser")
    }
    own = colours.pop("nữa")
    assert colours == {f"{SAMPLE} 3": "333333", "khác": "222222", f"{SAMPLE} 1": "111111"}
    assert own not in ("111111", "222222", "333333")
    assert [each.get("val") for each in filled.iterfind(f".//{CHART}ser/{CHART}order")] == sorted("0123")


def test_the_title_of_the_template_is_filled_and_none_is_made():
    rows = [("", "a"), ("b", 1)]
    with_title = etree.fromstring(charts.filled(chart("111111"), "Tên & hiệu", rows))
    assert [each.text or "" for each in with_title.iterfind(f"{CHART}chart/{CHART}title//{{{A}}}t")] == [
        "Tên & hiệu",
        "",
    ]
    assert b"title" not in charts.filled(chart("111111", title=False), "Tên", rows)


def test_without_rows_nothing_is_drawn_and_the_workbook_is_empty():
    filled = etree.fromstring(charts.filled(chart("111111", "222222"), "", charts.NO_ROWS))
    assert next(filled.iter(f"{CHART}ser"), None) is None
    assert not any(row for row in in_workbook(charts.workbook(charts.NO_ROWS)) if any(row))
    assert charts.words(filled) == ""


def test_what_a_chart_shows_is_told_in_words():
    rows = [("", "Quá hạn", "Chờ"), ("Sở Y tế", 3, 0), ("Sở Nội vụ", 1, 2)]
    filled = etree.fromstring(charts.filled(chart("111111"), "", rows))
    assert charts.words(filled) == "Quá hạn: Sở Y tế 3, Sở Nội vụ 1; Chờ: Sở Y tế 0, Sở Nội vụ 2"


def test_the_bytes_are_the_same_whatever_clock_and_zone(monkeypatch):
    rows = [("", "a"), ("b", 1)]

    def made():
        return charts.filled(chart("111111"), "T", rows), charts.workbook(rows)

    first = made()
    for zone in ("Asia/Ho_Chi_Minh", "America/New_York"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        assert made() == first


@pytest.mark.sdk
@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize(("series", "categories"), [(0, 0), (1, 0), (1, 1), (3, 40), (8, 10)])
def test_the_sdk_finds_nothing_wrong_with_charts_of_any_size(tmp_path, kind, series, categories):
    rows = [("", *(f"chuỗi {n}" for n in range(series))), *((f"nhóm {at}", *range(series)) for at in range(categories))]
    parts = package.read(charted(p(drawing(1, "alt")), chart("111111", "222222", kind=kind)))
    parts["word/charts/chart1.xml"] = charts.filled(parts["word/charts/chart1.xml"], "Tên", rows)
    parts["word/embeddings/so1.xlsx"] = charts.workbook(rows)
    path = tmp_path / "a.docx"
    path.write_bytes(package.write(parts.items()))
    assert sdk_faults([path]) == {path: []}
