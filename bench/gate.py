"""How fast and how keen the gate is: papers per second beside python-docx, single defects found, false alarms."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import docx  # noqa: E402 - the project runs from its checkout

from defects import Editor, clean_papers, defects  # noqa: E402
from ntsdocs import checks  # noqa: E402

ROUNDS = 3


def opened(paper: bytes) -> None:
    """The paper read with python-docx: every paragraph's text, those of tables too."""
    read = docx.Document(io.BytesIO(paper))
    for paragraph in read.paragraphs:
        str(paragraph.text)
    for table in read.tables:
        for row in table.rows:
            for cell in row.cells:
                str(cell.text)


def rate(work: Callable[[bytes], object], papers: Sequence[bytes]) -> float:
    """Papers per second of processor time."""
    begun = time.process_time()
    for paper in papers:
        work(paper)
    return len(papers) / (time.process_time() - begun)


def throughput(papers: Sequence[bytes]) -> None:
    """Prints the paired rates and their ratio."""
    for _ in range(ROUNDS):
        ours, theirs = rate(checks.gate, papers), rate(opened, papers)
        print(f"cổng: {ours:.0f} văn bản/giây; python-docx chỉ đọc: {theirs:.0f}; gấp {ours / theirs:.1f} lần")


def sensitivity() -> None:
    """Prints the share of single defects found by the right rule at the right place."""
    papers = clean_papers()
    alarms = sum(len(checks.judge(paper, draft=True).findings) for paper in papers.values())
    tried = found = 0
    for defect in defects():
        for kind in defect.kinds:
            editor = Editor(papers[kind])
            defect.spoil(editor)
            places = [
                each.place for each in checks.judge(editor.bytes(), draft=True).findings if each.rule == defect.rule
            ]
            words = (defect.place or editor.at).split("|")
            tried += 1
            found += any(word in place for place in places for word in words)
    count = len({defect.name for defect in defects()})
    print(f"{count} lỗi đơn, {tried} lần thử: nêu đúng mã và đúng chỗ {found} ({100 * found / tried:.1f} %)")
    print(f"báo nhầm trên {len(papers)} văn bản sạch: {alarms}")


if __name__ == "__main__":
    built = sorted((ROOT / "build").rglob("*.docx"))
    throughput([path.read_bytes() for path in built] or list(clean_papers().values()))
    sensitivity()
