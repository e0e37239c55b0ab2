"""One table with everything a reader has to tell of gives the same rows and the same words, whatever file it is in."""

from __future__ import annotations

from pathlib import Path

import pytest

import traits
from ntsdocs.intake import source_file
from ntsdocs.intake.tree import Grid, SourceDocument, Trait

CASES = Path(__file__).resolve().parents[1] / "cases/intake"
TOLD = {
    "struck": Trait.STRUCK,
    "hidden": Trait.HIDDEN,
    "inserted": Trait.TRACKED,
    "comment": Trait.COMMENT,
}


def read(path: Path) -> tuple[SourceDocument, Grid]:
    document = source_file.read(path, path.name)
    (grid,) = document.grids()
    return document, grid


def made(kind: str, folder: Path) -> Path:
    path = folder / kind
    path.write_bytes(traits.KINDS[kind][0]())
    return path


def begun(grid: Grid) -> list[list[str]]:
    """The words by position, those of a merged cell where it begins."""
    return [["" if slot.across or slot.down else slot.text for slot in row.slots] for row in grid.rows]


@pytest.mark.parametrize("kind", traits.KINDS)
def test_every_cell_is_read_alike(tmp_path, kind):
    holds = traits.KINDS[kind][1]
    _, grid = read(made(kind, tmp_path))
    wanted = traits.texts(holds)
    got = begun(grid)
    cells = [(want, is_) for row, other in zip(wanted, got, strict=True) for want, is_ in zip(row, other, strict=True)]
    print(f"{kind}: {sum(want == is_ for want, is_ in cells)} of {len(cells)} cells right")
    assert got == wanted


@pytest.mark.parametrize("kind", traits.KINDS)
def test_what_is_told_is_one_list(tmp_path, kind):
    holds = traits.KINDS[kind][1]
    document, _ = read(made(kind, tmp_path))
    told = {note.what for note in document.notes} - {"tệp ở mã UTF-16; đã chuyển sang Unicode, cần đọc lại"}
    told -= {"tệp ở mã Windows-1252; đã chuyển sang Unicode, cần đọc lại"}
    assert told == {what for trait, what in TOLD.items() if trait in holds}


@pytest.mark.parametrize("kind", [kind for kind, (_, holds) in traits.KINDS.items() if "merged" in holds])
def test_merged_filled_and_struck_cells_are_known(tmp_path, kind):
    holds = traits.KINDS[kind][1]
    _, grid = read(made(kind, tmp_path))
    assert [slot.across for slot in grid.rows[1].slots] == [False, True, True, True, True]
    assert (grid.rows[6].slots[2].down, grid.rows[6].slots[2].text) == (True, "Sở Y tế")
    assert (grid.rows[7].slots[3].across, grid.rows[7].slots[3].text) == (True, "Sở Y tế")
    assert [row.struck for row in grid.rows] == [at == 3 for at in range(len(grid.rows))]
    assert [(slot.bold, slot.shaded) for slot in grid.rows[0].slots] == [(True, True)] * 5
    assert [row.hidden for row in grid.rows] == [at == 8 and "row" in holds for at in range(len(grid.rows))]
