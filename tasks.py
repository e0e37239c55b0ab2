"""The verbs of the secretariat and of the engineers; each calls one function of the package."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.main import program
from invoke.tasks import task

if TYPE_CHECKING:
    from ntsdocs.site.pictures import Renderer

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]  # the project runs from its checkout

from ntsdocs.cli import console

if hasattr(program, "core"):  # run by the command `invoke`
    sys.stdout, sys.stderr = console.patient(sys.stdout), console.patient(sys.stderr)
console.speak_vietnamese(sys.stdout, sys.stderr)

# How a verb ends, besides 0: the guide says what each means to a person.
WRONG, ATTENTION, STOPPED = 1, 2, 130

_PLAN = "thư mục kế hoạch dưới data/, ví dụ tinh-mau/01-kh-ubnd (mặc định: ghi trong invoke.yaml)"
_ON = "ngày lập văn bản, ví dụ 2026-06-30 hoặc hom-nay (mặc định: ghi trong plan.yaml)"
_OUT = "thư mục kết quả (mặc định: build/<kế hoạch>)"
_BUILD = {"plan": _PLAN, "on": _ON, "out": _OUT}
_BUILT = {**_BUILD, "on": "ngày lập văn bản của tệp (mặc định: ngày của lần dựng trước)"}


@task(
    help={
        **_BUILD,
        "only": "chỉ dựng: loại văn bản, mã cơ quan hoặc mẫu tên như ke_hoach/ubnd-*; nhiều giá trị cách nhau dấu phẩy",
        "strict": "coi cảnh báo như lỗi",
        "explain": "kể vì sao từng văn bản được làm mới, được giữ nguyên hay bị bỏ",
        "jobs": "số tiến trình cùng điền mẫu trên máy này (mặc định 2 khi phải làm từ 120 văn bản, ít hơn thì 1)",
        "scheduler": "điền mẫu trên cụm Dask có bộ điều phối ở địa chỉ này, ví dụ tcp://10.0.0.5:8786",
        "replace": "cho bản mới thay tệp đã sửa tay: loại, mã hoặc mẫu tên như --only; bản đã sửa được cất vào .cu/",
    }
)
def build(
    c: Context,
    plan: str = "",
    on: str = "",
    only: str = "",
    out: str = "",
    strict: bool = False,
    explain: bool = False,
    replace: str = "",
    jobs: str = "",
    scheduler: str = "",
) -> None:
    """Dựng các văn bản Word của một kế hoạch vào thư mục build/."""
    if jobs and (not jobs.isdecimal() or int(jobs) < 1):
        raise _refused(f"--jobs: «{jobs}» không phải là số tiến trình.", "ghi một số từ 1 trở lên.")
    plan, place = _meant(c, plan, out)
    with _said_in_vietnamese(builds=True):
        from ntsdocs.build import summary
        from ntsdocs.build.options import BuildOptions, Replacement
        from ntsdocs.build.rebuild import Workforce, rebuild

        hands = Workforce(int(jobs) if jobs else _processes(), scheduler, unasked=not jobs)
        giving_way = Replacement(_listed(replace), date.today().isoformat())
        wishes = BuildOptions(_listed(only), strict=strict, replacing=giving_way, explain=explain)
        built = rebuild(ROOT, plan, place, _day(on), wishes, _progress, hands)
    if built.rendered and sys.stderr.isatty():
        print(file=sys.stderr)
    _tell(summary.of_build(built, str(place)))
    if built.outcome.interrupted:
        raise Exit(code=STOPPED)
    if built.outcome.beside or built.outcome.kept:
        raise Exit("Có tệp đã được sửa tay: xem các dòng «Chú ý» ở trên.", code=ATTENTION)


@task(
    iterable=["file"],
    help={
        "file": "chỉ xác minh một tệp Word, ví dụ tệp do cơ quan gửi lại; ghi thẳng sau verify cũng được",
        **_BUILT,
    },
)
def verify(c: Context, file: list[str], plan: str = "", on: str = "", out: str = "") -> None:
    """Xác minh kết quả đã dựng, hoặc một tệp đã gửi đi: nguyên vẹn, đã sửa (ở đâu) hay không phải của chương trình."""
    from ntsdocs.diff import verify as verifying

    plan, place = _meant(c, plan, out)
    with _said_in_vietnamese():
        if file:
            found = verifying.verify_files(ROOT, plan, [Path(name) for name in file], place, _day(on))
            lines = [line for name, finding in zip(file, found, strict=True) for line in finding.lines(name)]
            sound = all(finding.state is verifying.FileState.SAME for finding in found)
        else:
            verdict = verifying.verify(ROOT, plan, place)
            lines, sound = list(verdict.lines()), verdict.sound
    _tell(lines)
    if not sound:
        raise Exit(code=ATTENTION)


@task(
    iterable=["paths"],
    auto_shortflags=False,  # «-h» asks for help, as everywhere
    help={
        "paths": "tệp hoặc thư mục Word cần kiểm tra; ghi thẳng sau check cũng được: invoke check A.docx B.docx",
        "kind": "loại văn bản khi tệp không tự nói: ke_hoach, cong_van, bao_cao…",
        "json": "ghi kết quả vào tệp JSON này",
        "html": "ghi kết quả thành trang web này",
        "annotate": "ghi cạnh mỗi tệp một bản có ghi chú của Word: <tên>.gop-y.docx",
        "fix": "ghi cạnh mỗi tệp một bản đã sửa những lỗi không cần người quyết định: <tên>.sua.docx",
        "plan": _PLAN,
        "on": _ON,
    },
)
def check(
    c: Context,
    paths: list[str],
    kind: str = "",
    json: str = "",
    html: str = "",
    annotate: bool = False,
    fix: bool = False,
    plan: str = "",
    on: str = "",
) -> None:
    """Kiểm tra tệp Word theo Nghị định 30; không ghi tệp thì kiểm tra dữ liệu, mẫu («data»: theo người giải quyết)."""
    if paths and paths != ["data"]:
        if plan or on:
            told = "--plan, --on chỉ dùng khi kiểm tra dữ liệu."
            raise _refused(told, "bỏ đi, hoặc không ghi tên tệp.", ATTENTION)
        _check_papers([Path(path) for path in paths], kind, json, html, annotate=annotate, fix=fix)
        return
    if kind or json or html or annotate or fix:
        told = "Thiếu tên tệp: --kind, --json, --html, --annotate, --fix dùng khi kiểm tra tệp Word."
        raise _refused(told, "ghi như invoke check A.docx --html ket-qua.html", ATTENTION)
    from ntsdocs.build import summary
    from ntsdocs.build.data_check import of_plan

    with _said_in_vietnamese():
        problems = of_plan(ROOT, plan or c.plan, _day(on))
    _tell(summary.of_check_data(problems) if paths else summary.of_check(problems))
    if summary.stopping(problems):
        raise Exit(code=WRONG)


def _check_papers(paths: Sequence[Path], kind: str, json: str, html: str, *, annotate: bool, fix: bool) -> None:
    """Hold Word files against the decree."""
    from ntsdocs.cli import check_files
    from ntsdocs.decree.check import KINDS

    if kind and kind not in KINDS:
        raise _refused(f"--kind: không có loại «{kind}».", f"chọn một trong {', '.join(KINDS)}.", ATTENTION)
    if fix and annotate:
        remedy = "chạy --fix trước, rồi --annotate trên bản .sua.docx."
        raise _refused("--fix không đi cùng --annotate.", remedy, ATTENTION)
    lines, code = check_files.run(paths, kind, json, html, annotate=annotate, fix=fix)
    _tell(lines)
    if code:
        raise Exit(code=code)


@task(
    positional=["what", "which"],
    help={
        "what": "mã cơ quan, ví dụ so-y-te; hoặc một tệp Word đã dựng",
        "which": "số thứ tự nhiệm vụ trong Kế hoạch; với một tệp Word: câu chữ cần hỏi, đặt trong ngoặc kép",
        **_BUILT,
    },
)
def why(c: Context, what: str, which: str, plan: str = "", on: str = "", out: str = "") -> None:
    """Nói vì sao cơ quan có một nhiệm vụ (why so-y-te 17), hay câu chữ của một tệp từ đâu ra (why TỆP "câu chữ")."""
    plan, place = _meant(c, plan, out)
    if what.lower().endswith(".docx") or Path(what).is_file():
        from ntsdocs.trace.answer import whence

        with _said_in_vietnamese():
            _tell(whence(ROOT, plan, Path(what), which, place, _day(on)))
        return
    from ntsdocs.build.data_check import why as explain

    if not which.isdecimal():
        raise _refused(f"Số nhiệm vụ «{which}» không phải là số.", "ghi như invoke why so-y-te 17.")
    with _said_in_vietnamese():
        print(explain(ROOT, plan, what, int(which)))


@task(
    positional=[] if "--registry" in sys.argv else ["source"],  # a list of agencies may be left out
    help={
        "source": "tệp kế hoạch: .docx .xlsx .odt .html .md .rtf .txt .doc; với --registry: --source DANH-SÁCH nếu có",
        "plan": "thư mục kế hoạch sẽ ghi, ví dụ tinh-mau/01-kh-ubnd",
        "registry": "lập danh mục cơ quan của tỉnh thay vì đọc kế hoạch",
        "name": "tên tỉnh nếu là tỉnh giả định, ví dụ «tỉnh Thử»",
        "write": "ghi cả những thay đổi vào thư mục đã có",
    },
)
def intake(
    _: Context,
    source: str | None = None,
    plan: str = "",
    registry: bool = False,
    name: str = "",
    write: bool = False,
) -> None:
    """Đọc kế hoạch như cơ quan đã ban hành thành dữ liệu trong data/; thư mục đã có thì chỉ ghi khi có --write."""
    from ntsdocs.intake import proposal, report
    from ntsdocs.intake import registry as registries
    from ntsdocs.kinds import KINDS

    if not plan:
        raise Exit("Thiếu --plan <tỉnh>/<kế hoạch>: thư mục dưới data/ sẽ ghi.", code=WRONG)
    made: registries.Seed | proposal.Proposal
    with _said_in_vietnamese():
        folder = proposal.folder_of(ROOT, plan)
        if registry:
            made = registries.seed(folder.parent, Path(source) if source else None, name)
            told, free = [*registries.of_seed(made)], not made.kept
        else:
            asks = {kind.name: kind.asks for kind in KINDS if kind.issued}
            made = proposal.propose(ROOT, plan, Path(source or ""), _office(), asks)
            told, free = [*report.lines(made), *report.changes(made)], not made.existing
        written = made.write() if write or free else ()
    _tell(told)
    for path in written:
        print(f"Đã ghi {path.relative_to(ROOT)}")
    if made.files and not written:
        print("Chưa ghi gì. Thêm --write để ghi.")


def _office() -> str:
    """The program that converts a .doc; blank if LibreOffice is not installed."""
    usual = [Path(r"C:\Program Files\LibreOffice\program\soffice.exe")]
    return shutil.which("soffice") or next((str(path) for path in usual if path.is_file()), "")


def _has_build(folder: Path) -> bool:
    """Whether a build was written there."""
    from ntsdocs.changes.manifest import MANIFEST

    return (folder / MANIFEST).is_file()


def _renderer() -> Renderer:
    """What draws pages on this machine; the run ends with a message if there is nothing."""
    from ntsdocs.site.pictures import Renderer

    office, pdftoppm = _office(), shutil.which("pdftoppm")
    if not office or not pdftoppm:
        lacking = " và ".join(name for name, found in (("LibreOffice", office), ("pdftoppm", pdftoppm)) if not found)
        told = f"--pictures: máy này không có {lacking}."
        raise _refused(told, "cài thêm, hoặc dùng --site, không có hình.", ATTENTION)
    return Renderer(office, pdftoppm)


@task(help=_BUILD)
def plan(c: Context, plan: str = "", on: str = "", out: str = "") -> None:
    """Cho biết nếu dựng bây giờ thì văn bản nào mới, thay đổi, không còn, và vì đâu; không ghi gì."""
    from ntsdocs.diff import forecast

    plan, place = _meant(c, plan, out)
    with _said_in_vietnamese():
        told = forecast.forecast(ROOT, plan, place, _day(on), _processes())
    _tell(forecast.lines(told))


@task(
    help={
        "base": "bản gốc: thư mục, manifest.json, tên bản phát hành, hoặc bản git như HEAD~1 "
        "(mặc định: bản phát hành gần nhất; chưa có thì HEAD)",
        **_BUILD,
        "site": "lập cả trang rà soát review/index.html trong thư mục kết quả, đọc bằng trình duyệt, không cần mạng",
        "pictures": "như --site, kèm hình các trang của văn bản mới và thay đổi (cần LibreOffice và pdftoppm)",
        "full": "kể hết: mọi tên văn bản, mọi thay đổi, cả câu dài, không lược bớt",
    }
)
def diff(
    c: Context,
    base: str = "",
    plan: str = "",
    on: str = "",
    out: str = "",
    site: bool = False,
    pictures: bool = False,
    full: bool = False,
) -> None:
    """So bản dựng hiện nay với một bản gốc; mã thoát: 0 không khác, 1 có khác, 2 không so được hoặc có tệp hỏng."""
    from ntsdocs import diff as ntsdocs_diff
    from ntsdocs.diff import console
    from ntsdocs.site import publish

    (plan, place), day = _meant(c, plan, out), _day(on, code=ATTENTION)
    if out and (site or pictures) and not _has_build(place):
        remedy = "xem lại đường dẫn, hoặc chạy «invoke build --out …» vào đó trước; bỏ --out thì dùng thư mục mặc định."
        raise _refused(f"--out: không có bản dựng nào ở {out}.", remedy, ATTENTION)
    renderer = _renderer() if pictures else None
    with _said_in_vietnamese(ATTENTION), ntsdocs_diff.both(ROOT, plan, base, place, day) as (old, new):
        found = ntsdocs_diff.diff(old, new)
        page = publish.publish(found, old, new, place, renderer) if site or pictures else None
    _tell(console.lines(found, full=full))
    if page:
        print(f"Trang rà soát: {page}")
    if found.unreadable:
        raise Exit(code=ATTENTION)
    if found.differs:
        raise Exit(code=1)


@task(positional=["name"], help={"name": "tên, ví dụ 2026-quy-2", "plan": _PLAN, "out": _OUT})
def release(c: Context, name: str, plan: str = "", out: str = "") -> None:
    """Giữ lại bản dựng hiện có dưới một tên, để các lần sau so sánh với nó: invoke release 2026-quy-2."""
    from ntsdocs.diff.releases import release as keep

    plan, place = _meant(c, plan, out)
    with _said_in_vietnamese():
        kept = keep(ROOT, plan, place, name)
    print(f"Đã giữ bản phát hành {name} ở {kept}")


@task(
    iterable=["file"],
    help={
        "file": "hai tệp Word, cũ trước mới sau; ghi thẳng sau redline cũng được: invoke redline cu.docx moi.docx",
        "base": "khi so cả bản dựng: bản gốc, như ở invoke diff",
        **_BUILD,
        "out": f"{_OUT}; với hai tệp: tệp kết quả (mặc định: bên cạnh tệp mới, tên thêm «-vet-sua»)",
        "all": "một tệp cho từng văn bản thay đổi, không chỉ một văn bản đại diện cho những văn bản thay đổi giống hệt",
        "full": "kể hết tên các văn bản, không lược bớt",
        "author": "tên người sửa ghi ở các vết sửa",
        "date": "ngày ghi ở các vết sửa, ví dụ 2026-06-30 (mặc định: lúc tệp mới được lưu, theo thuộc tính của tệp)",
    },
)
def redline(
    c: Context,
    file: list[str],
    out: str = "",
    author: str = "ntsdocs",
    date: str = "",
    base: str = "",
    plan: str = "",
    on: str = "",
    all_: bool = False,
    full: bool = False,
) -> None:
    """Ghi vết sửa vào tệp Word: của bản dựng so với bản gốc, hay của hai tệp; mã thoát: 0 xong, 2 có tệp không làm."""
    day = _day(date, "--date")
    moment = None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    if file:
        if base or plan or on or all_ or full:
            told = "--base, --plan, --on, --all, --full chỉ dùng khi so cả bản dựng."
            raise _refused(told, "bỏ đi, hoặc không ghi tên tệp.")
        _redline_of_two(file, Path(out) if out else None, author, moment)
        return
    if out.lower().endswith(".docx"):
        told = f"--out: «{out}» là tên tệp; khi so cả bản dựng thì đó là thư mục đã dựng."
        raise _refused(told, "ghi thư mục, hoặc ghi hai tệp như invoke redline cu.docx moi.docx")
    from ntsdocs import diff as ntsdocs_diff
    from ntsdocs.redline import build_redlines

    plan, place = _meant(c, plan, out)
    with _said_in_vietnamese(), ntsdocs_diff.both(ROOT, plan, base, place, _day(on)) as (old, new):
        made = build_redlines.write(ntsdocs_diff.diff(old, new), old, new, place, author, moment, every=all_)
    _tell(made.lines(full=full))
    if made.problems:
        raise Exit("\n".join(map(str, made.problems)), code=ATTENTION)


def _redline_of_two(files: Sequence[str], out: Path | None, author: str, moment: datetime | None) -> None:
    """Two Word files made into a third one."""
    from ntsdocs.redline import two_files as paths

    if len(files) != 2:
        told = f"Cần đúng hai tệp Word, cũ trước mới sau; đã ghi {len(files)}: {', '.join(files)}."
        raise _refused(told, "ghi như invoke redline cu.docx moi.docx, hoặc không ghi tệp nào để so cả bản dựng.")
    with _said_in_vietnamese(ATTENTION):
        made = paths.compare(Path(files[0]), Path(files[1]), out, author, moment)
    print(f"Đã ghi {made}" if made else "Hai tệp không khác nhau ở chỗ nào mà Word theo dõi được; không ghi tệp nào.")


@task
def templates(_: Context) -> None:
    """Viết lại bản chữ (.txt) của các mẫu và trang kê ô điền templates/README.md sau khi sửa mẫu bằng Word."""
    from ntsdocs.kinds import KINDS
    from ntsdocs.templates.care import refresh

    with _said_in_vietnamese():
        refresh(KINDS, ROOT / "templates")


@task(help={"kind": "loại văn bản mới, đã ghi vào danh sách các loại mà chưa có mẫu"})
def stamp(_: Context, kind: str) -> None:
    """Mở đầu mẫu của một loại văn bản mới: khung trống theo Nghị định 30; không ghi đè mẫu đã có (dành cho kỹ sư)."""
    from ntsdocs.kinds import KINDS
    from ntsdocs.templates.start import begin

    by_name = {each.name: each for each in KINDS}
    if kind not in by_name:
        raise _refused(f"Không có loại văn bản «{kind}».", f"ghi một trong: {', '.join(by_name)}.")
    with _said_in_vietnamese():
        print(f"Đã ghi {begin(by_name[kind], ROOT / 'templates')}")
    templates(_)


@task(help={"out": "tệp Word kết quả"})
def guide(_: Context, out: str = "build/huong-dan.docx") -> None:
    """Xuất hướng dẫn sử dụng docs/huong-dan.md thành tệp Word."""
    from ntsdocs.cli.guide import to_word

    print(f"Đã ghi {to_word(ROOT / 'docs' / 'huong-dan.md', ROOT / out)}")


@task
def accept(_: Context) -> None:
    """Nhận bản chữ hiện nay của văn bản mẫu làm chuẩn so sánh (dành cho kỹ sư; đọc kỹ git diff trước khi nhận)."""
    import goldens

    for path in goldens.accept():
        print(f"Đã ghi {path.relative_to(ROOT)}")


@task
def test(c: Context) -> None:
    """Chạy toàn bộ kiểm tra: định dạng, kiểu, tầng mô-đun và các phép thử (dành cho kỹ sư)."""
    python = f'"{sys.executable}" -m'
    with c.cd(str(ROOT)):
        c.run(f"{python} ruff check")
        c.run(f"{python} ruff format --check --quiet")
        c.run(f"{python} mypy")
        c.run(
            f'"{Path(sys.executable).with_name("lint-imports")}"',
            env={"PYTHONPATH": os.pathsep.join(("src", "tests/support"))},
        )
        c.run(f"{python} pytest -q")


# What a word without an option stands for, by verb: invoke knows no positionals that may be left out.
_BARE = {"check": (check, "--paths"), "verify": (verify, "--file"), "redline": (redline, "--file")}


def spread(words: Sequence[str]) -> list[str]:
    """The words of a command line with the option they stand for before each that has none."""
    if not words or words[0] not in _BARE:
        return list(words)
    verb, option = _BARE[words[0]]
    names = [name for each in verb.get_arguments() if each.takes_value for name in each.names]
    valued = {f"--{name}" if len(name) > 1 else f"-{name}" for name in names}
    found, value = [words[0]], False
    for word in words[1:]:
        found += [word] if value or word.startswith("-") else [option, word]
        value = word in valued and not value
    return found


if hasattr(program, "core"):  # run by the command `invoke`, which has not yet parsed the words after its own
    program.core.unparsed[:] = spread(program.core.unparsed)


@contextmanager
def _said_in_vietnamese(code: int = WRONG, *, builds: bool = False) -> Iterator[None]:
    """What a person can mend is told as a list, without a traceback, and ends the run with `code`; so is a Ctrl-C.

    `builds` says that the verb writes a build: what became of the last one is told then.
    """
    try:
        from ntsdocs.text.problems import Wrong

        try:
            yield
        except Wrong as wrong:
            count = f"{len(wrong.problems)} {max(problem.severity for problem in wrong.problems)}"  # «lỗi» sorts last
            left = "; kết quả lần trước còn nguyên" if builds else ""
            told = f"{wrong}\n\nDừng lại vì {count}{left}."
            raise Exit(told, code=code) from wrong
    except KeyboardInterrupt as stop:
        told = "Đã dừng theo yêu cầu; mọi tệp kết quả đều nguyên vẹn. Chạy lại để làm phần còn lại."
        raise Exit(told, code=STOPPED) from stop


def _meant(c: Context, plan: str, out: str) -> tuple[str, Path]:
    """The plan that a person means, and the folder of its papers."""
    plan = plan or c.plan
    return plan, Path(out) if out else ROOT / "build" / plan


def _refused(what: str, remedy: str, code: int = WRONG) -> Exit:
    """What ends a verb that cannot do as its words say."""
    return Exit(f"{what} Sửa: {remedy}", code=code)


def _tell(lines: Iterable[str]) -> None:
    print("\n".join(lines))


def _processes() -> int:
    """How many processes make papers where nobody named a number."""
    return min(2, os.cpu_count() or 1)


def _day(text: str, option: str = "--on", code: int = WRONG) -> date | None:
    """The date a person asked for; the clock is read here alone, and only for «hom-nay»."""
    if not text:
        return None
    if text == "hom-nay":
        return date.today()
    try:
        day, month, year = (int(part) for part in (text.split("/") if "/" in text else reversed(text.split("-"))))
        return date(year, month, day)
    except ValueError as error:
        told = f"{option}: không đọc được ngày «{text}»."
        raise _refused(told, "ghi như 2026-06-30 hoặc 30/6/2026.", code) from error


def _listed(text: str) -> tuple[str, ...]:
    """The values that commas part."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _progress(done: int) -> None:
    """One line that counts up on a screen; a line every 50 papers in a log."""
    if sys.stderr.isatty():
        print(f"\rĐã làm {done} văn bản. ", end="", file=sys.stderr, flush=True)
    elif done % 50 == 0:
        print(f"Đã làm {done} văn bản", file=sys.stderr, flush=True)
