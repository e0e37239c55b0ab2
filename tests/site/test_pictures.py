"""Pictures of pages come back in the order of the pages, and a file that cannot be drawn has none."""

import sys

import pytest

from ntsdocs.site.pictures import Renderer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of these tests are scripts")

# It draws what says «good», and keeps the command line beside the PDF.
OFFICE = """
import pathlib, sys
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    if path.suffix == ".docx" and path.read_text() == "good":
        path.with_suffix(".pdf").write_text(" ".join(sys.argv[1:]))
"""
PDFTOPPM = """
import pathlib, sys
for page in range(1, 12):
    pathlib.Path(f"{sys.argv[-1]}-{page:02}.png").write_text(f"page {page}")
"""


def program(path, text):
    path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def renderer(tmp_path):
    return Renderer(program(tmp_path / "office", OFFICE), program(tmp_path / "pdftoppm", PDFTOPPM))


def test_pages_come_in_their_order_and_what_cannot_be_drawn_has_none(renderer, tmp_path):
    files = {}
    for name, text in [("a/--help", "good"), ("b/$(touch x)", "bad"), ("c/so-y-te", "good")]:
        files[name] = tmp_path / f"{len(files)}.docx"
        files[name].write_text(text)
    drawn = renderer.draw(files, tmp_path / "pages")
    assert {name: [path.read_text() for path in pages] for name, pages in drawn.items()} == {
        "a/--help": [f"page {number}" for number in range(1, 12)],
        "c/so-y-te": [f"page {number}" for number in range(1, 12)],
    }


def test_a_program_that_is_not_there_draws_nothing(tmp_path):
    (tmp_path / "a.docx").write_text("good")
    assert Renderer("không có", "không có").draw({"a": tmp_path / "a.docx"}, tmp_path / "pages") == {}
