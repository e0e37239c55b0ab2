"""The portal's text of the real plan becomes the committed table, byte by byte."""

from pathlib import Path

from ntsdocs.intake import cleaning, pasted, source_file, task_file, task_rows
from ntsdocs.intake.builder import Builder
from ntsdocs.plan.reading.problem_list import ProblemList

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "data/thanh-hoa/196-kh-ubnd"


def test_the_text_of_the_portal_gives_the_committed_tasks_byte_by_byte():
    findings = ProblemList()
    document = cleaning.clean(source_file.read(PLAN / "nguon/196-KH-UBND.txt", "196-KH-UBND.txt"), findings)
    found = task_rows.read(list(document.grids()))
    made = task_file.rows_of(found.tasks, "")
    assert made.text().encode() == (PLAN / "tasks.csv").read_bytes().replace(b"\r\n", b"\n")
    assert made.questions == ()
    assert findings.all() == ()


def rows_of(text: str) -> list[list[list[str]]]:
    """The texts of the cells of each table."""
    builder = Builder("x.txt")
    builder.add(pasted.read(text))
    return [[[slot.text for slot in row.slots] for row in grid.rows] for grid in builder.document().grids()]


def test_rows_that_blank_lines_part_are_one_table():
    assert rows_of("TT | Việc | Ai\n\n1 | Trồng cây | Sở Y tế\n\n2 | Tưới | Sở Nội vụ\n\nHết.") == [
        [["TT", "Việc", "Ai"], ["1", "Trồng cây", "Sở Y tế"], ["2", "Tưới", "Sở Nội vụ"]]
    ]


def test_a_blank_line_parts_tables_whose_rows_stand_close():
    assert rows_of("TT | Việc\n1 | Trồng cây\n\nTT | Họp\n1 | Giao ban") == [
        [["TT", "Việc"], ["1", "Trồng cây"]],
        [["TT", "Họp"], ["1", "Giao ban"]],
    ]


def test_cells_apart_by_tabs_may_run_over_lines():
    text = "TT\tViệc\tAi\n1\tTrồng cây\nở trường\tSở Y tế\nI\tNhóm\n"
    text += '2\t"Tưới\ncây"\tSở Nội vụ\n3\tCắt\t"Sở Y tế\nSở Nội vụ"'
    assert rows_of(text) == [
        [
            ["TT", "Việc", "Ai"],
            ["1", "Trồng cây\nở trường", "Sở Y tế"],
            ["I", "Nhóm", ""],
            ["2", "Tưới\ncây", "Sở Nội vụ"],
            ["3", "Cắt", "Sở Y tế\nSở Nội vụ"],
        ]
    ]
