"""How many answers of returned papers are read, by program and by layer: made by hands with a truth and a seed."""

from __future__ import annotations

import argparse
import collections
import re
import shutil
import tempfile
import time
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import measure

import desk
import desk_odd
import desk_verdicts
from ntsdocs.build import journey
from ntsdocs.returns import answers, changes, paper_versions, receive, word_lines
from ntsdocs.returns import letterbox as letters

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
    asked.add_argument(
        "--letterbox", action="store_true", help="by `receive`, among odd files, as they were first saved"
    )
    asked.add_argument("--changes", action="store_true", help="count what was done to our words instead")
    options = asked.parse_args()
    warnings.simplefilter("ignore")
    programs = desk.ORDINARY if options.programs == "all" else options.programs.split(",")
    all_drafts = drafts(options.built)
    if options.letterbox:
        letterbox(options.built, options.seed, options.files, programs, hard=options.hard, show=options.show)
        return
    files = desk.returned(all_drafts, options.seed, options.files, programs, hard=options.hard)
    (tell_changes if options.changes else tell)(files, options.show)


def drafts(built: Path) -> dict[str, bytes]:
    """Every agency's draft of both plans, by plan and name."""
    for plan in _PLANS:
        if not (built / plan).is_dir():
            journey.build(measure.ROOT, plan, built / plan)
    paths = [path for plan in _PLANS for path in sorted((built / plan / "ke_hoach").glob("*.docx"))]
    return {f"{path.parents[1].name}-{path.stem}": path.read_bytes() for path in paths}


def tell(files: Iterable[desk.Returned], show: int) -> None:
    """Reads the files and prints the counts."""
    start = time.process_time()
    readings = [(file, answers.read(word_lines.read(file.base), word_lines.read(file.data)).answers) for file in files]
    print(f"{time.process_time() - start:.1f} s CPU")
    count_up(readings, show)


def count_up(readings: Iterable[tuple[desk.Returned, Sequence[answers.Answer]]], show: int) -> None:
    """Prints what became of the answers, by program and by layer, and some of the faults."""
    by_program: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    by_layer: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    faults: list[str] = []
    for file, read in readings:
        count = by_program[file.program]
        count["files"] += 1
        count["truth"] += len(file.answers)
        for verdict, layer, said in desk_verdicts.verdicts(file, read):
            count[verdict] += 1
            by_layer[layer][verdict] += 1
            if verdict != "right":
                did = " + ".join(file.edits)
                faults.append(f"{verdict:9} {file.name} [{file.program} seed {file.seed}] {did}: {said}")
    for title, counts in (("program", by_program), ("layer", by_layer)):
        print(f"{title:14} | " + " | ".join(f"{each:>8}" for each in _COLUMNS))
        for name, count in [*counts.items(), ("all", sum(counts.values(), collections.Counter()))]:
            print(f"{name:14} | " + " | ".join(f"{count[each]:8}" for each in _COLUMNS))
    faults.sort(key=lambda each: each.startswith("doubt"))
    print("\n".join(each.replace("\n", "⏎") for each in faults[:show]))


def tell_changes(files: Iterable[desk.Returned], show: int) -> None:
    """Prints how much of what was changed was told, by kind, and how many lines more there were."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    faults: list[str] = []
    for file in files:
        ours, theirs = word_lines.read(file.base), word_lines.read(file.data)
        read = [*changes.read(ours, theirs, answers.read(ours, theirs).matching)]
        left = [*read]
        for truth in file.changes:
            counts[truth.kind]["truth"] += 1
            same = next((each for each in left if desk_verdicts.is_told(truth, each)), None)
            if same is None:
                faults.append(f"untold {file.name} [{file.program} seed {file.seed}] {file.edits}: {truth}")
            else:
                counts[truth.kind]["told"] += 1
                left.remove(same)
        for each in left:
            counts[each.kind.value]["more"] += 1
            faults.append(f"more {file.name} [{file.program} seed {file.seed}] {file.edits}: {each}")
    for kind, count in sorted(counts.items()):
        print(f"{kind:10} | " + " | ".join(f"{each} {count[each]:5}" for each in ("truth", "told", "more")))
    faults.sort(key=lambda each: each.startswith("more"))
    print("\n".join(each.replace("\n", "⏎") for each in faults[:show]))


_COLUMNS = ("files", "truth", "right", "wrong", "elsewhere", "invented", "missing", "doubt ok", "doubt bad")


def letterbox(built: Path, seed: int, count: int, programs: Sequence[str], *, hard: bool, show: int) -> None:
    """Receives the files of one plan, called at will, with one of each odd kind; prints what was told wrongly."""
    plan, folder = _PLANS[0], built / "box"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    papers = {path.stem: path.read_bytes() for path in sorted((built / plan / "ke_hoach").glob("*.docx"))}
    files = desk.returned(papers, seed, count, programs, hard=hard)
    for number, file in enumerate(files):
        (folder / f"KH {number:03}{file.ending}").write_bytes(file.first)
    letter = next((built / plan).glob("cong_van_trien_khai/*/*.docx")).read_bytes()
    odd = desk_odd.odd_files(papers, letter, next((built / _PLANS[1] / "ke_hoach").glob("*.docx")).read_bytes())
    for each in odd:
        (folder / each.name).write_bytes(each.data)
    plan_read = journey.read(measure.ROOT, plan).plan_or_stop()
    agencies = {agency.id: agency for agency in (*plan_read.registry, *plan_read.agencies)}
    start = time.perf_counter()
    came = letters.letters(measure.ROOT, plan, [folder], shutil.which("soffice") or "")
    received = receive.read(came, paper_versions.Bases(measure.ROOT, plan, built / plan), agencies, processes=2)
    print(f"{time.perf_counter() - start:.1f} s for {len(files) + len(odd)} files")
    found = {each.file.file.partition("/")[2]: each for each in received}
    for number, file in enumerate(files):
        name = f"KH {number:03}{file.ending}"
        got, of = found.get(name), file.name.removesuffix(".docx")
        if got is None or got.file.agency != of:
            print(f"{name} [{file.program} {file.seed}] of {of}: {got and got.file}")
    for each in odd:
        lines_of = [f"{got.file}" for name, got in found.items() if vn_key(name).startswith(vn_key(each.name))]
        if not (re.search(each.told, "\n".join(lines_of), re.IGNORECASE) if each.told else not lines_of):
            print(f"{each.kind}: {lines_of or 'nothing told'}; expected «{each.told}»")
    count_up(
        (
            (file, found[name].answers if (name := f"KH {at:03}{file.ending}") in found else ())
            for at, file in enumerate(files)
        ),
        show,
    )


def vn_key(name: str) -> str:
    """A file's name as it is compared."""
    return unicodedata.normalize("NFC", name)


if __name__ == "__main__":
    main()
