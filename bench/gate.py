"""How fast and how keen the gate is: papers per second beside python-docx, single defects found, false alarms."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]

import docx  # noqa: E402 - the project runs from its checkout

import paper_maker as made  # noqa: E402
from defects import Editor, clean_papers, defects  # noqa: E402
from ntsdocs.decree import check  # noqa: E402

ROUNDS = 7


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
    """Prints what the first round gives, which a build has, then the paired rates and their ratios."""
    print(f"cổng, lượt đầu: {rate(check.gate, papers):.0f} văn bản/giây ({len(papers)} văn bản)")
    rounds = [(rate(check.gate, papers), rate(opened, papers)) for _ in range(ROUNDS)]
    for name, rates in (
        ("cổng, văn bản/giây", [ours for ours, _ in rounds]),
        ("python-docx chỉ đọc, văn bản/giây", [theirs for _, theirs in rounds]),
    ):
        print(f"{name}: {min(rates):.0f} / {median(rates):.0f} / {max(rates):.0f}")
    ratios = [ours / theirs for ours, theirs in rounds]
    print(f"gấp (ít nhất / giữa / nhiều nhất): {min(ratios):.1f} / {median(ratios):.1f} / {max(ratios):.1f}")


def long_paper() -> None:
    """Prints time and memory for a paper of 500 pages, clean and with slips in every paragraph."""
    tables = [
        made.table((1000, 5000), *[(made.p(f"{n}.{k}", 26), made.p(f"Nội dung {n}.{k}", 26)) for k in range(6)])
        for n in range(500)
    ]
    for name, wrong in (("sạch", False), ("mỗi đoạn năm lỗi", True)):
        spoilt = made.BODY.replace("567", "500").replace("both", "left").replace("264", "500")
        look, props, size = ("i", spoilt, 24) if wrong else ("", made.BODY, 28)
        body = [made.text(f"{made.OPENING} Đoạn {n}.", look, props, size) for n in range(12_000)]
        paper = made.named(*body, *tables)
        begun = time.process_time()
        found = len(check.judge(paper).findings)
        print(f"500 trang, {name}: {time.process_time() - begun:.1f} giây, {found} điều thấy")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"bộ nhớ nhiều nhất của tiến trình: {most:.0f} MB")


def sensitivity() -> None:
    """Prints the share of single defects found by the right rule at the right place."""
    papers = clean_papers()
    alarms = sum(len(check.judge(paper, draft=True).findings) for paper in papers.values())
    tried = found = 0
    for defect in defects():
        for kind in defect.kinds:
            editor = Editor(papers[kind])
            defect.spoil(editor)
            places = [
                each.place for each in check.judge(editor.bytes(), draft=True).findings if each.rule == defect.rule
            ]
            words = (defect.place or editor.at).split("|")
            tried += 1
            found += any(word in place for place in places for word in words)
    count = len({defect.name for defect in defects()})
    print(f"{count} lỗi đơn, {tried} lần thử: nêu đúng mã và đúng chỗ {found} ({100 * found / tried:.1f} %)")
    print(f"báo nhầm trên {len(papers)} văn bản sạch: {alarms}")


if __name__ == "__main__":
    if sys.argv[1:] == ["500"]:
        long_paper()
    else:
        built = sorted((ROOT / "build").rglob("*.docx"))
        throughput([path.read_bytes() for path in built] or list(clean_papers().values()))
        sensitivity()
        subprocess.run([sys.executable, __file__, "500"], check=True)  # in a process of its own, to know its memory
