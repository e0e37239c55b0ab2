"""The verbs of the command line that have several modes: choose the mode by the arguments, run it, print the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ntsdocs.cli.console import ATTENTION, STOPPED, WRONG, counter, refusal, say, vietnamese

if TYPE_CHECKING:
    from ntsdocs.build.issuing import Order
    from ntsdocs.build.options import BuildOptions
    from ntsdocs.build.rebuild import Workforce
    from ntsdocs.returns.opinions import Gathering
    from ntsdocs.site.pictures import Renderer


def build(
    root: Path,
    plan_id: str,
    out: Path,
    on: date | None,
    options: BuildOptions,
    workforce: Workforce,
    screen: TextIO,
) -> None:
    """Makes the papers that are due; ends with 2 where a new text lies beside a file that somebody edited."""
    from ntsdocs.build import rebuild, summary

    with vietnamese(builds=True):
        built = rebuild.rebuild(root, plan_id, out, on, options, counter(screen), workforce)
    if built.rendered and screen.isatty():
        print(file=screen)
    outcome = built.outcome
    is_edited = bool(outcome.new_texts or outcome.orphans)
    last = "" if outcome.interrupted else "Có tệp đã được sửa tay: xem các dòng «Chú ý» ở trên."
    say(summary.of_build(built, str(out)), STOPPED if outcome.interrupted else ATTENTION if is_edited else 0, last)


def issue(root: Path, plan_id: str, out: Path, order: Order) -> None:
    """Issues the papers of an edition, and tells which."""
    from ntsdocs.build import issuing

    with vietnamese():
        lines = issuing.issue(root, plan_id, out, order)
    say(lines)


def verify(
    root: Path, plan_id: str, out: Path, files: Sequence[str], on: date | None, office: str = "", *, full: bool = False
) -> None:
    """Tells whether the build, or each of the files, is as it was written; ends with 2 where it is not."""
    from ntsdocs.diff import verify as verifying
    from ntsdocs.diff.identity import FileState
    from ntsdocs.returns import verify_file

    with vietnamese():
        if files:
            verdicts = verify_file.verify_files(root, plan_id, [Path(name) for name in files], out, on, office)
            each = zip(files, verdicts, strict=True)
            lines = [line for name, verdict in each for line in verdict.lines(name, full=full)]
            is_sound = all(verdict.state is FileState.SAME for verdict in verdicts)
        else:
            verdict = verifying.verify(root, plan_id, out)
            lines, is_sound = list(verdict.lines()), verdict.sound
    say(lines, 0 if is_sound else ATTENTION)


def receive(
    root: Path, plan_id: str, out: Path, files: Sequence[str], office: str, processes: int, *, write: bool, full: bool
) -> None:
    """Reads what agencies sent back into tables; ends with 2 where somebody has to do something about it."""
    from ntsdocs.returns import receive as receiving

    paths = [Path(name) for name in files]
    with vietnamese():
        lines, needs_a_hand = receiving.receive(root, plan_id, out, paths, office, processes, write=write, full=full)
    say(lines, ATTENTION if needs_a_hand else 0)


def opinions(root: Path, plan_id: str, out: Path, order: Gathering) -> None:
    """Gathers what the copies of a paper that was sent round say into a paper and a workbook."""
    from ntsdocs.returns import opinions as gathering

    if not order.files:
        raise refusal(
            "Thiếu tên các bản đã gửi lại.", "ghi như invoke opinions so-y-te.docx so-tai-chinh.docx", ATTENTION
        )
    with vietnamese():
        lines = gathering.gather(root, plan_id, out, order)
    say(lines)


def forms(root: Path, plan_id: str, edition: str, only: Sequence[str]) -> None:
    """Writes the agencies' forms for a report, and tells where."""
    from ntsdocs.returns import agency_forms as writing

    with vietnamese():
        lines = writing.write(root, plan_id, edition, only)
    say(lines)


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What is asked of Word files beside the findings on the screen.

    `kind` is what they are where they do not say; `json` and `html` name the files to write the findings to, blank for
    none. With `annotate` a copy with comments is written beside each file; with `fix` a mended one.
    """

    kind: str = ""
    json: str = ""
    html: str = ""
    annotate: bool = False
    fix: bool = False


def check_data(root: Path, plan_id: str, on: date | None, options: FileCheck, *, by_settler: bool) -> None:
    """Tells all that is wrong or open in a plan's data and the templates; with `by_settler` by who can settle it."""
    from ntsdocs.build import journey, summary
    from ntsdocs.decree.check import law_looked_up

    if options != FileCheck():
        what = "Thiếu tên tệp: --kind, --json, --html, --annotate, --fix dùng khi kiểm tra tệp Word."
        raise refusal(what, "ghi như invoke check A.docx --html ket-qua.html", ATTENTION)
    with vietnamese():
        problems = journey.check(root, plan_id, on)
    lines = summary.of_check_data(problems) if by_settler else summary.of_check(problems)
    say([*lines, law_looked_up()], WRONG if summary.stops_build(problems) else 0)


def check_files(paths: Sequence[str], options: FileCheck, *, of_data: bool) -> None:
    """Tells how Word files stand to the decree; ends with the worst file's status, 2 if a file was not written.

    `of_data` says that options of the other check were given. Of mended files the findings are those that are left.
    """
    from ntsdocs.decree import check, console, files, webpage

    if of_data:
        raise refusal("--plan, --on chỉ dùng khi kiểm tra dữ liệu.", "bỏ đi, hoặc không ghi tên tệp.", ATTENTION)
    if options.kind and options.kind not in check.KINDS:
        remedy = f"chọn một trong {', '.join(check.KINDS)}."
        raise refusal(f"--kind: không có loại «{options.kind}».", remedy, ATTENTION)
    if options.fix and options.annotate:
        remedy = "chạy --fix trước, rồi --annotate trên bản .sua.docx."
        raise refusal("--fix không đi cùng --annotate.", remedy, ATTENTION)
    checked = list(files.check_each(map(Path, paths), options.kind, comment=options.annotate, fix=options.fix))
    lines = [*(console.mended_lines(checked) if options.fix else console.lines(checked))]
    written = [each.copy for each in checked if each.copy is not None]
    for name, text in ((options.json, console.as_json), (options.html, webpage.as_html)):
        if name:
            written.append(files.put(Path(name), text(checked)))
    lines += [each.message for each in written]
    say(lines, max([files.status(checked), *(each.status for each in written)]))


def why(root: Path, plan_id: str, out: Path, what: str, which: str, on: date | None) -> None:
    """Tells why an agency has a task, or where words of a paper come from."""
    if what.lower().endswith(".docx") or Path(what).is_file():
        from ntsdocs.trace.answer import answer

        with vietnamese():
            say(answer(root, plan_id, Path(what), which, out, on))
        return
    if not which.isdecimal():
        raise refusal(f"Số nhiệm vụ «{which}» không phải là số.", "ghi như invoke why so-y-te 17.")
    from ntsdocs.build import journey

    with vietnamese():
        say([journey.why(root, plan_id, what, int(which))])


def intake(
    root: Path, plan_id: str, source: str, name: str, office: str, columns: str, *, registry: bool, write: bool
) -> None:
    """Reads a published plan, or a list of agencies, into a folder under data/; tells what was read and written."""
    from ntsdocs.intake import plan_file, proposal, report
    from ntsdocs.intake import registry as registries
    from ntsdocs.kinds import KINDS

    if not plan_id:
        raise refusal(
            "Thiếu --plan <tỉnh>/<kế hoạch>: thư mục dưới data/ sẽ ghi.", "ghi như --plan tinh-mau/01-kh-ubnd"
        )
    result: registries.Seed | proposal.Proposal
    with vietnamese():
        folder = proposal.folder_of(root, plan_id)
        if registry:
            result = registries.seed(folder.parent, Path(source) if source else None, name)
            lines, is_new = [*report.registry_lines(result)], not result.existing
        else:
            issued = [plan_file.IssuedKind(kind.name, kind.title, kind.issuer_fields) for kind in KINDS if kind.issued]
            result = proposal.propose(root, plan_id, Path(source), office, issued, columns)
            lines, is_new = [*report.lines(result), *report.changes(result)], not result.existing
        written = result.write() if write or is_new else ()
    lines += [f"Đã ghi {path.relative_to(root)}" for path in written]
    if result.files and not written:
        lines.append("Chưa ghi gì. Thêm --write để ghi.")
    say(lines)


def edition(
    root: Path, plan_id: str, words: Sequence[str], on: date | None, period: tuple[date | None, date | None]
) -> None:
    """Lists the editions of a plan, or opens the one that the words name: a kind and an id."""
    from ntsdocs.build import edition_book
    from ntsdocs.plan.model import Edition

    is_asked = words or on or period != (None, None)
    if is_asked and (len(words) != 2 or on is None):
        what = "Muốn mở một đợt phải ghi loại văn bản, mã đợt và --on."
        raise refusal(what, 'ghi như invoke edition "Báo cáo năm" 2026 --on 14/12/2026')
    with vietnamese():
        if on is None:
            say(edition_book.lines(root, plan_id))
        else:
            say([edition_book.open_edition(root, plan_id, Edition(words[0], words[1], on, *period))])


def plan(root: Path, plan_id: str, out: Path, on: date | None, processes: int) -> None:
    """Tells what a build would make, change or drop, and for each cause how many papers it reaches."""
    from ntsdocs.diff import forecast

    with vietnamese():
        foreseen = forecast.forecast(root, plan_id, out, on, processes)
    say(forecast.lines(foreseen))


def release(root: Path, plan_id: str, out: Path, name: str) -> None:
    """Keeps the build under a name, to hold later ones against it."""
    from ntsdocs.diff import releases

    with vietnamese():
        folder = releases.release(root, plan_id, out, name)
    say([f"Đã giữ bản phát hành {name} ở {folder}"])


def diff(
    root: Path,
    plan_id: str,
    out: Path,
    base: str,
    on: date | None,
    find: Callable[[str], str],
    *,
    site: bool,
    pictures: bool,
    full: bool,
) -> None:
    """Tells what differs from a base, and writes the page of it; ends with 1 if anything does, 2 if a file is broken.

    `find` gives the path of a program of this machine, blank if it has none.
    """
    from ntsdocs import diff as comparing
    from ntsdocs.diff import console
    from ntsdocs.site import publish

    renderer = _renderer(find) if pictures else None
    with vietnamese(ATTENTION), comparing.both(root, plan_id, base, out, on) as (old, new):
        review = comparing.diff(old, new)
        page = publish.publish(review, old, new, out, renderer) if site or pictures else None
    lines = [*console.lines(review, full=full)]
    if page:
        lines.append(f"Trang rà soát: {page}")
    say(lines, ATTENTION if review.unreadable else WRONG if review.differs else 0)


def _renderer(find: Callable[[str], str]) -> Renderer:
    from ntsdocs.site.pictures import Renderer

    office, pdftoppm = find("soffice"), find("pdftoppm")
    lacking = [name for name, path in (("LibreOffice", office), ("pdftoppm", pdftoppm)) if not path]
    if lacking:
        remedy = "cài thêm, hoặc dùng --site, không có hình."
        raise refusal(f"--pictures: máy này không có {' và '.join(lacking)}.", remedy, ATTENTION)
    return Renderer(office, pdftoppm)


def refuse_no_build(out: Path) -> None:
    """Ends the run if no build was written to the folder a person named."""
    from ntsdocs.changes.manifest import MANIFEST

    if not (out / MANIFEST).is_file():
        remedy = "xem lại đường dẫn, hoặc chạy «invoke build --out …» vào đó trước; bỏ --out thì dùng thư mục mặc định."
        raise refusal(f"--out: không có bản dựng nào ở {out}.", remedy, ATTENTION)


def redline_builds(
    root: Path,
    plan_id: str,
    out: Path,
    base: str,
    on: date | None,
    author: str,
    at: datetime | None,
    *,
    every: bool,
    full: bool,
) -> None:
    """Writes what differs from a base as tracked changes; ends with 2 where a file could not be written."""
    from ntsdocs import diff as comparing
    from ntsdocs.redline import build_redlines

    if out.suffix.lower() == ".docx":
        what = f"--out: «{out}» là tên tệp; khi so cả bản dựng thì đó là thư mục đã dựng."
        raise refusal(what, "ghi thư mục, hoặc ghi hai tệp như invoke redline cu.docx moi.docx")
    with vietnamese(), comparing.both(root, plan_id, base, out, on) as (old, new):
        result = build_redlines.write(comparing.diff(old, new), old, new, out, author, at, every=every)
    say(result.lines(full=full), ATTENTION if result.problems else 0, "\n".join(map(str, result.problems)))


def redline_files(files: Sequence[str], out: str, author: str, at: datetime | None) -> None:
    """Makes two Word files into a third one with tracked changes."""
    from ntsdocs.redline import two_files

    if len(files) != 2:
        what = f"Cần đúng hai tệp Word, cũ trước mới sau; đã ghi {len(files)}: {', '.join(files)}."
        raise refusal(what, "ghi như invoke redline cu.docx moi.docx, hoặc không ghi tệp nào để so cả bản dựng.")
    with vietnamese(ATTENTION):
        path = two_files.compare(Path(files[0]), Path(files[1]), Path(out) if out else None, author, at)
    say([f"Đã ghi {path}" if path else "Hai tệp không khác nhau ở chỗ nào mà Word theo dõi được; không ghi tệp nào."])


def print_papers(out: Path, only: Sequence[str], office: str, workers: int, screen: TextIO) -> None:
    """Prints the papers of a build as PDF; ends with 2 where one could not be printed."""
    if not office:
        remedy = "cài LibreOffice (không mất tiền) rồi chạy lại, hoặc mở văn bản bằng Word và lưu thành PDF."
        raise refusal("Máy này không có LibreOffice nên không lập được bản PDF.", remedy)
    from ntsdocs.build import printing

    with vietnamese():
        lines, problems = printing.print_papers(out, only, office, workers, counter(screen))
    if screen.isatty():
        print(file=screen)
    say(lines, ATTENTION if problems else 0, "\n".join(map(str, problems)))


def board(root: Path, plan_id: str, out: Path, on: date | None) -> None:
    """Writes the board and its data, and tells where."""
    from ntsdocs.site.board import write

    with vietnamese():
        say(write(root, plan_id, out, on))


def passport(root: Path, plan_id: str, out: Path, on: date | None) -> None:
    """Writes what each figure of the reports counts, and tells where."""
    from ntsdocs.trace import passport as figures

    with vietnamese():
        say(figures.write(root, plan_id, out, on))


def workbook(root: Path, plan_id: str, out: Path, on: date | None, files: Sequence[str], *, write: bool) -> None:
    """Writes the tables of a plan as a workbook, or takes copies of it back; tells what was written and changed."""
    from ntsdocs.returns import plan_book

    if write and not files:
        raise refusal("--write: chưa ghi tệp Excel nào.", "ghi như invoke workbook bang-ke-hoach.xlsx --write")
    with vietnamese():
        copies = [Path(name) for name in files]
        say(
            plan_book.take_back(root, plan_id, copies, write=write)
            if files
            else plan_book.write(root, plan_id, out, on)
        )


def remind(
    root: Path, plan_id: str, on: date | None, ahead: int, *, silent: bool, joint: bool, single: bool, write: bool
) -> None:
    """Proposes a round of reminders: whom, about what, who is left out and why; with `write` opens it."""
    if (joint and single) or (silent and ahead):
        pair = "--joint và --single" if joint and single else "--silent và --ahead"
        raise refusal(f"{pair} không đi cùng nhau.", "chọn một; cần cả hai thì chạy hai lần, mỗi lần một đợt.")
    from ntsdocs.build import edition_book
    from ntsdocs.plan.model import Sending

    sending = Sending.JOINT if joint else Sending.SINGLE if single else None
    with vietnamese():
        say([*edition_book.remind(root, plan_id, on, silent=silent, ahead=ahead, sending=sending, write=write)])


def templates(folder: Path) -> None:
    """Writes the templates' outlines and the page of placeholders again."""
    from ntsdocs.kinds import WITH_TEMPLATE
    from ntsdocs.templates import care

    with vietnamese():
        care.refresh(WITH_TEMPLATE, folder)


def stamp(folder: Path, kind: str) -> None:
    """Begins the template of a new kind with an empty frame in the decree's form; never over one that is there."""
    from ntsdocs.kinds import WITH_TEMPLATE
    from ntsdocs.templates.start import begin

    by_name = {each.name: each for each in WITH_TEMPLATE}
    if kind not in by_name:
        raise refusal(f"Không có loại văn bản «{kind}».", f"ghi một trong: {', '.join(by_name)}.")
    with vietnamese():
        path = begin(by_name[kind], WITH_TEMPLATE, folder)
    templates(folder)
    say([f"Đã ghi {path}"])


def guide(source: Path, out: Path) -> None:
    """Makes the guide a Word file, with its pictures, for readers who do not read Markdown."""
    import pypandoc

    out.parent.mkdir(parents=True, exist_ok=True)
    extra = ["--standalone", f"--resource-path={source.parent}"]
    pypandoc.convert_file(str(source), "docx", outputfile=str(out), extra_args=extra)
    say([f"Đã ghi {out}"])
