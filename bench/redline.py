"""Prints how long a redline of one document takes, and how many times longer other ways to see its changes take.

The pairs are those papers of two builds of Tỉnh Mẫu, one deadline apart, that differ. Against `git diff --no-index`
over the text that pandoc makes of both files; against python-redlines (the extra «docxodus») where it is installed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

import pypandoc  # noqa: E402

from ntsdocs.build.journey import build  # noqa: E402
from ntsdocs.diff.file_pair import FilePair  # noqa: E402
from ntsdocs.redline import redline  # noqa: E402

PLAN = "tinh-mau/01-kh-ubnd"
DAY = datetime(2026, 1, 1, tzinfo=UTC)
Way = Callable[[Path, Path], object]


def own(old: Path, new: Path) -> object:
    """The redline of this project."""
    return redline(FilePair.of(old.read_bytes(), new.read_bytes()), "ntsdocs", DAY)


def git_over_pandoc(old: Path, new: Path) -> object:
    """Both files made text, then compared word by word."""
    texts = [path.with_suffix(".txt") for path in (old, new)]
    for path, text in zip((old, new), texts, strict=True):
        text.write_text(pypandoc.convert_file(str(path), "plain", format="docx"), encoding="utf-8")
    command = ["git", "diff", "--no-index", "--word-diff", *map(str, texts)]
    return subprocess.run(command, capture_output=True, check=False)


def other_ways() -> Iterator[tuple[str, Way]]:
    """The ways that this machine has."""
    yield "git diff over pandoc text", git_over_pandoc
    try:
        from python_redlines import DocxodusEngine
    except ImportError:
        print("python-redlines is not installed: not compared")
        return
    engine = DocxodusEngine()
    yield (
        "python-redlines",
        lambda old, new: engine.run_redline("ntsdocs", old.read_bytes(), new.read_bytes(), date_time="2026-01-01"),
    )


def changed_papers(folder: Path) -> list[tuple[Path, Path]]:
    """The papers that one changed deadline changes, as they were and as they are."""
    edited = folder / "project"
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, edited / name)
    tasks = edited / "data" / PLAN / "tasks.csv"
    text = tasks.read_text(encoding="utf-8-sig")
    tasks.write_text(text.replace("Thường xuyên", "Trước 30/6/2027", 1), encoding="utf-8-sig")
    build(ROOT, PLAN, folder / "old")
    build(edited, PLAN, folder / "new")
    news = sorted((folder / "new").rglob("*.docx"))
    pairs = [(folder / "old" / path.relative_to(folder / "new"), path) for path in news]
    return [(old, new) for old, new in pairs if old.is_file() and old.read_bytes() != new.read_bytes()]


def timed(way: Way, pair: tuple[Path, Path]) -> float:
    """The seconds that one comparison takes."""
    start = time.perf_counter()
    way(*pair)
    return time.perf_counter() - start


def spread(values: list[float], form: str) -> str:
    """Least, middle and most."""
    return " / ".join(format(value, form) for value in (min(values), statistics.median(values), max(values)))


def main(rounds: int) -> None:
    """Compare every pair so many times in every way, by turns."""
    with TemporaryDirectory() as folder:
        pairs = changed_papers(Path(folder))
        ways = dict(other_ways())
        timed(own, pairs[0])  # imports and caches
        ours: list[float] = []
        ratios: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for pair in pairs:
                ours.append(timed(own, pair))
                for name, way in ways.items():
                    ratios[name].append(timed(way, pair) / ours[-1])
    print(f"{len(pairs)} documents, {rounds} rounds; min / median / max")
    print(f"redline: {spread([1000 * each for each in ours], '.1f')} ms a document")
    for name, found in ratios.items():
        print(f"{name}: {spread(found, '.1f')} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
