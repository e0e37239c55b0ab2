"""How many answers of returned papers are read, by program and by layer: made by hands with a truth and a seed."""

from __future__ import annotations

import argparse
import collections
import tempfile
import time
import warnings
from collections.abc import Iterable
from pathlib import Path

import measure

import desk
from ntsdocs.build.journey import build
from ntsdocs.returns import answers, lines

_PLANS = ("thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd")
_KEPT = Path(tempfile.gettempdir()) / "ntsdocs-desk"


def main() -> None:
    """Prints a line for each program, then for each layer; with --show what was read wrongly."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--files", type=int, default=40)
    asked.add_argument("--programs", default=",".join(desk.HERE), help="or «all»")
    asked.add_argument("--hard", action="store_true")
    asked.add_argument("--show", type=int, default=0, help="so many faults in full")
    asked.add_argument("--built", type=Path, default=_KEPT, help="where both plans are built, or will be")
    options = asked.parse_args()
    warnings.simplefilter("ignore")
    programs = desk.ORDINARY if options.programs == "all" else options.programs.split(",")
    files = desk.returned(drafts(options.built), options.seed, options.files, programs, hard=options.hard)
    tell(files, options.show)


def drafts(built: Path) -> dict[str, bytes]:
    """Every agency's draft of both plans, by plan and name."""
    for plan in _PLANS:
        if not (built / plan).is_dir():
            build(measure.ROOT, plan, built / plan)
    paths = [path for plan in _PLANS for path in sorted((built / plan / "ke_hoach").glob("*.docx"))]
    return {f"{path.parents[1].name}-{path.stem}": path.read_bytes() for path in paths}


def tell(files: Iterable[desk.Returned], show: int) -> None:
    """Reads the files and prints the counts."""
    by_program: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    by_layer: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    faults: list[str] = []
    seconds = 0.0
    for file in files:
        start = time.process_time()
        reading = answers.read(lines.read(file.base), lines.read(file.data))
        seconds += time.process_time() - start
        count = by_program[file.program]
        count["files"] += 1
        count["truth"] += len(file.answers)
        for verdict, layer, said in verdicts(file, reading.answers):
            count[verdict] += 1
            by_layer[layer][verdict] += 1
            if verdict != "right":
                faults.append(
                    f"{file.name} [{file.program} seed {file.seed}] {verdict} {' + '.join(file.edits)}: {said}"
                )
    for title, counts in (("program", by_program), ("layer", by_layer)):
        print(f"{title:14} | " + " | ".join(f"{each:>8}" for each in _COLUMNS))
        for name, count in [*counts.items(), ("all", sum(counts.values(), collections.Counter()))]:
            print(f"{name:14} | " + " | ".join(f"{count[each]:8}" for each in _COLUMNS))
    print(f"{seconds:.1f} s CPU")
    print("\n".join(each.replace("\n", "⏎") for each in faults[:show]))


_COLUMNS = ("files", "truth", "right", "wrong", "elsewhere", "invented", "missing", "doubt ok", "doubt bad")


def verdicts(file: desk.Returned, read: Iterable[answers.Answer]) -> list[tuple[str, str, str]]:
    """What became of each answer, by which layer, and how it is told."""
    truth = {tag: desk.plain(value) for tag, value in file.answers.items()}
    found, seen = [], set()
    for each in read:
        value, right = desk.plain(each.value), truth.get(each.tag)
        is_right = value == right
        seen.add(each.tag)
        if each.doubt:
            verdict = "doubt ok" if is_right else "doubt bad"
        elif is_right:
            verdict = "right"
        elif right is None:
            verdict = "invented"
        else:
            others = {key for key, said in truth.items() if said == value and key != each.tag}
            verdict = "elsewhere" if others else "wrong"
        found.append(
            (verdict, each.how.value, f"{each.tag} = «{each.value}» ({each.place}), đúng «{right}» {each.doubt}")
        )
    missing = [("missing", "", f"{tag}: «{value}»") for tag, value in truth.items() if tag not in seen and value]
    return found + missing


if __name__ == "__main__":
    main()
