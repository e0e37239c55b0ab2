"""The review page at the size of a nation: 4,000 documents, its size on disk and the time to the first filter.

The documents are the drafts of the real plan, each handed out many times under the names of the nation's communes, with
one deadline changed in all and a word of its own changed in every tenth: their text is invented by repetition.
"""

from __future__ import annotations

import argparse
import difflib
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import measure
import nation

from ntsdocs.build.journey import build
from ntsdocs.diff.result import Review
from ntsdocs.docx import outline
from ntsdocs.site import write
from ntsdocs.site.page_inputs import PagePapers

sys.path.append(str(measure.ROOT / "tests" / "support"))

import reviews
from browsers import chromium, opened

PLAN = "thanh-hoa/196-kh-ubnd"
OLD, NEW = "Thường xuyên", "Trước 30/6/2026"


def main() -> None:
    """Prints the figures of one page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        built = folder / "build"
        build(measure.ROOT, PLAN, built)
        review, papers = made(built, asked.documents)
        start = time.process_time()
        index = write.write(review, papers, built)
        spent = time.process_time() - start
        print(f"{asked.documents} documents, written in {spent:.1f} s of processor time")
        files = [path for path in index.parent.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files, {size / 2**20:.1f} MiB, of it index.html {index.stat().st_size / 2**20:.1f} MiB")
        against_pages_of_difflib(review, papers, spent / asked.documents, size / asked.documents)
        browse(index, asked.rounds)


def made(built: Path, count: int) -> tuple[Review, PagePapers]:
    """A review of `count` documents, and their papers."""
    drafts = sorted(built.glob("ke_hoach/*.docx"))
    outlines = [outline.outline(path) for path in drafts]
    names = [ward["name"] for province in nation.provinces() for ward in province["wards"]]
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    source: dict[str, Path] = {}
    for number in range(count):
        own = f"xa-{number:05d}"
        title = f"UBND {names[number % len(names)]} ({number})"
        lines = [line.replace("Kế hoạch này", f"Kế hoạch này ({title})") for line in outlines[number % len(outlines)]]
        path = f"ke_hoach/{own}.docx"
        before[path] = lines
        after[path] = [line.replace(OLD, NEW) for line in lines]
        if number % 10 == 0:
            after[path] = [line.replace("bảo đảm", f"bảo đảm đủ {number}") for line in after[path]]
        titles[own] = title
        source[path] = drafts[number % len(drafts)]
    papers = reviews.papers(before, after, built, built)
    return reviews.made(before, after, titles), replace(
        papers, of=lambda document: replace(papers.of(document), new=source[document.path])
    )


def against_pages_of_difflib(review: Review, papers: PagePapers, seconds: float, size: float) -> None:
    """Prints how much more time and room a page for each document takes, made by the standard library."""
    times, sizes = [], []
    for document in review.documents[:: max(1, len(review.documents) // 10)]:
        paper = papers.of(document)
        start = time.process_time()
        made = difflib.HtmlDiff(wrapcolumn=80).make_file(paper.before, paper.after)
        times.append((time.process_time() - start) / seconds)
        sizes.append(len(made.encode()) / size)
    for what, ratios in (("processor time", times), ("bytes", sizes)):
        least, middle, most = min(ratios), statistics.median(ratios), max(ratios)
        print(f"a page a document by difflib.HtmlDiff, {what}: {least:.1f} / {middle:.1f} / {most:.1f} times as much")


def browse(index: Path, rounds: int) -> None:
    """Prints how long Chromium takes until the list is there, and until the first filter has been applied."""
    shown, filtered, opening = [], [], []
    with chromium() as browser:
        for _ in range(rounds):
            with opened(browser, index) as page:
                shown.append(page.evaluate("performance.getEntriesByType('navigation')[0].domComplete"))
                filtered.append(page.evaluate(FILTER))
                opening.append(page.evaluate(OPEN))
    for what, times in (("list shown", shown), ("first search", filtered), ("first document opened", opening)):
        print(f"{what}: {min(times):.0f} / {statistics.median(times):.0f} / {max(times):.0f} ms")


# Until the browser has drawn: the second frame after the change.
_DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
FILTER = f"""async () => {{
  const start = performance.now();
  const field = document.querySelector('[name=tim]');
  field.value = 'ubnd phuong';
  field.dispatchEvent(new Event('input', {{ bubbles: true }}));
  await {_DRAWN};
  return performance.now() - start;
}}"""
OPEN = f"""async () => {{
  const start = performance.now();
  document.querySelector('.list tbody tr a.open').click();
  while (!document.querySelector('.sides')) await {_DRAWN};
  return performance.now() - start;
}}"""


if __name__ == "__main__":
    main()
