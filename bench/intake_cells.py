"""Prints how many cells of generated annexes the intake reads right, by format."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]

import annexes  # noqa: E402


def main(examples: int) -> None:
    """Reads so many annexes of each format back."""
    with TemporaryDirectory() as folder:
        for form in annexes.FORMATS:
            right = everything = 0
            for seed in range(examples):
                annex = annexes.Maker(seed, form).make()
                found = annexes.read_back(annexes.written(annex, form), Path(folder) / f"phu-luc.{form}")
                wrong, count = annexes.wrong_cells(annex, found)
                right, everything = right + count - len(wrong), everything + count
            print(f"{form}: {examples} annexes, {right} cells right of {everything}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
