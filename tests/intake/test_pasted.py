"""The portal's text of the real plan becomes the committed table, byte by byte."""

from pathlib import Path

from ntsdocs.intake import cleaning, source_file, task_file, task_rows
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
