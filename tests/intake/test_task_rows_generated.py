"""What goes into an annex comes out of it, whatever traits it has."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import annexes

EXAMPLES = {"docx": 60, "xlsx": 25, "html": 25, "odt": 10}


@pytest.mark.parametrize("form", annexes.FORMATS)
def test_every_cell_of_a_generated_annex_is_read_as_it_was_put_in(form):
    right = everything = 0

    @settings(max_examples=EXAMPLES[form], deadline=None)
    @given(seed=st.integers(0, 2**32))
    def check(seed: int) -> None:
        nonlocal right, everything
        annex = annexes.Maker(seed, form).make()
        with TemporaryDirectory() as folder:
            found = annexes.read_back(annexes.written(annex, form), Path(folder) / f"phu-luc.{form}")
        wrong, count = annexes.wrong_cells(annex, found)
        right, everything = right + count - len(wrong), everything + count
        assert wrong == [], sorted(annex.traits)

    check()
    print(f"{form}: {right} cells right of {everything}")


def test_the_generator_makes_every_trait_it_knows():
    met = set()
    for seed in range(300):
        annex = annexes.Maker(seed, "docx").make()
        annexes.docx(annex)
        met |= annex.traits
    assert met == {
        "automatic numbers",
        "bold headings without sign",
        "codes in a column",
        "columns in another order",
        "content control",
        "counter row",
        "deadline merged over several tasks",
        "extra column",
        "footnote mark",
        "heading over two rows",
        "heading repeated",
        "hidden row",
        "lead and coordinate in one column",
        "lead merged over several tasks",
        "no coordinate",
        "no number column",
        "no product",
        "numbered rows left empty",
        "numbers restart",
        "numbers skip",
        "odd characters",
        *(f"sections: {form}" for form in ("content column", "first cell", "merged", "repeated")),
        "several paragraphs",
        "stray cell in a section",
        "struck row",
        "table split in two",
        "task over two rows",
        "total row",
        "tracked changes",
    }


def test_a_wrong_reading_is_noticed():
    annex = annexes.Maker(1, "docx").make()
    found = [(above, dict(values)) for above, values in annex.tasks]
    found[0][1]["content"] = "khác"
    assert len(annexes.wrong_cells(annex, found)[0]) == 1
    assert annexes.wrong_cells(annex, annex.tasks)[0] == []
