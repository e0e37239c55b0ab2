"""The verbs of the secretariat and of the engineers; each calls one function of the package."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from invoke.context import Context
from invoke.main import program
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]  # the project runs from its checkout

from ntsdocs import cli
from ntsdocs.cli import HELP, verbs

if cli.adopt(program):
    sys.stdout, sys.stderr = cli.patient(sys.stdout), cli.patient(sys.stderr)
cli.speak_vietnamese(sys.stdout, sys.stderr)


@task(help=HELP["build"])
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
    from ntsdocs.build.options import BuildOptions, Replacement
    from ntsdocs.build.rebuild import Workforce

    workforce = Workforce(cli.count(jobs, "--jobs", _processes()), scheduler, automatic=not jobs)
    replacement = Replacement(cli.parts(replace), date.today().isoformat())
    options = BuildOptions(cli.parts(only), strict=strict, replacing=replacement, explain=explain)
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.build(ROOT, plan, place, day, options, workforce, sys.stderr)


@task(positional=["kind", "edition"], help=HELP["issue"])
def issue(
    c: Context,
    kind: str,
    edition: str,
    numbers: str = "",
    date: str = "",
    only: str = "",
    edited: bool = False,
    plan: str = "",
    out: str = "",
) -> None:
    """Phát hành một đợt: cấp số, ngày theo sổ công văn, giữ lại các tệp; với dự thảo: ghi nhận đã gửi."""
    from ntsdocs.build.issuing import Order

    plan, place = cli.place(c, ROOT, plan, out)
    verbs.issue(ROOT, plan, place, Order(kind, edition, numbers, _day(date, "--date"), cli.parts(only), edited=edited))


@task(iterable=["file"], help=HELP["verify"])
def verify(c: Context, file: list[str], plan: str = "", on: str = "", out: str = "", full: bool = False) -> None:
    """Xác minh kết quả đã dựng, hoặc một tệp đã gửi đi: nguyên vẹn, đã sửa (ở đâu) hay không phải của chương trình."""
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.verify(ROOT, plan, place, file, day, _program("soffice"), full=full)


@task(iterable=["file"], help=HELP["receive"])
def receive(
    c: Context, file: list[str], write: bool = False, full: bool = False, plan: str = "", out: str = ""
) -> None:
    """Đọc hòm thư nhan/<kế hoạch>: mỗi tệp cơ quan gửi lại là của ai, đã điền gì, thiếu gì, phải xin lại gì."""
    plan, place = cli.place(c, ROOT, plan, out)
    verbs.receive(ROOT, plan, place, file, _program("soffice"), _processes(), write=write, full=full)


@task(iterable=["file"], help=HELP["opinions"])
def opinions(c: Context, file: list[str], base: str = "", about: str = "", plan: str = "", out: str = "") -> None:
    """Tổng hợp góp ý, vết sửa của các bản gửi lấy ý kiến thành bảng tổng hợp, tiếp thu, giải trình ý kiến."""
    from ntsdocs.returns.opinions import Gathering

    plan, place = cli.place(c, ROOT, plan, "")
    into = Path(out) if out else ROOT / "build" / "tong-hop-y-kien.docx"
    order = Gathering([Path(name) for name in file], into, Path(base) if base else None, about, _program("soffice"))
    verbs.opinions(ROOT, plan, place, order)


@task(positional=["edition"], help=HELP["forms"])
def forms(c: Context, edition: str, only: str = "", plan: str = "") -> None:
    """Ghi biểu báo cáo của một kỳ (2026, 2026-06-thang) vào bieu-mau/: mỗi cơ quan một tệp Excel, một tệp Word."""
    verbs.forms(ROOT, plan or c.plan, edition, cli.parts(only))


@task(iterable=["paths"], auto_shortflags=False, help=HELP["check"])  # «-h» asks for help, as everywhere
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
    options = verbs.FileCheck(kind, json, html, annotate=annotate, fix=fix)
    if paths and paths != ["data"]:
        verbs.check_files(paths, options, of_data=bool(plan or on))
    else:
        verbs.check_data(ROOT, plan or c.plan, _day(on), options, by_settler=bool(paths))


@task(positional=["what", "which"], help=HELP["why"])
def why(c: Context, what: str, which: str, plan: str = "", on: str = "", out: str = "") -> None:
    """Nói vì sao cơ quan có một nhiệm vụ (why so-y-te 17), hay câu chữ của một tệp từ đâu ra (why TỆP "câu chữ")."""
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.why(ROOT, plan, place, what, which, day)


# With --registry the list of agencies may be left out.
@task(positional=[] if "--registry" in sys.argv else ["source"], help=HELP["intake"])
def intake(
    _: Context,
    source: str | None = None,
    plan: str = "",
    registry: bool = False,
    name: str = "",
    columns: str = "",
    write: bool = False,
) -> None:
    """Đọc kế hoạch như cơ quan đã ban hành thành dữ liệu trong data/; thư mục đã có thì chỉ ghi khi có --write."""
    verbs.intake(ROOT, plan, source or "", name, _program("soffice"), columns, registry=registry, write=write)


@task(iterable=["what"], help=HELP["edition"])
def edition(c: Context, what: list[str], on: str = "", from_: str = "", to: str = "", plan: str = "") -> None:
    """Kể các đợt của kế hoạch, hoặc mở một đợt: invoke edition bao_cao_nam 2026 --on 14/12/2026."""
    verbs.edition(ROOT, plan or c.plan, what, _day(on), (_day(from_, "--from"), _day(to, "--to")))


@task(help=HELP["plan"])
def plan(c: Context, plan: str = "", on: str = "", out: str = "") -> None:
    """Cho biết nếu dựng bây giờ thì văn bản nào mới, thay đổi, không còn, và vì đâu; không ghi gì."""
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.plan(ROOT, plan, place, day, _processes())


@task(help=HELP["diff"])
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
    day = _day(on, code=cli.ATTENTION)
    plan, place = cli.place(c, ROOT, plan, out, day)
    if out and (site or pictures):
        verbs.refuse_no_build(place)
    verbs.diff(ROOT, plan, place, base, day, _program, site=site, pictures=pictures, full=full)


@task(positional=["name"], help=HELP["release"])
def release(c: Context, name: str, plan: str = "", out: str = "") -> None:
    """Giữ lại bản dựng hiện có dưới một tên, để các lần sau so sánh với nó: invoke release 2026-quy-2."""
    plan, place = cli.place(c, ROOT, plan, out)
    verbs.release(ROOT, plan, place, name)


@task(iterable=["file"], help=HELP["redline"])
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
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    if file and (base or plan or on or all_ or full):
        what = "--base, --plan, --on, --all, --full chỉ dùng khi so cả bản dựng."
        raise cli.refusal(what, "bỏ đi, hoặc không ghi tên tệp.")
    if file:
        return verbs.redline_files(file, out, author, at)
    seen = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, seen)
    return verbs.redline_builds(ROOT, plan, place, base, seen, author, at, every=all_, full=full)


@task(name="print", help=HELP["print"])
def print_(c: Context, plan: str = "", only: str = "", out: str = "") -> None:
    """In các văn bản đã dựng ra PDF lưu trữ, và gộp thành một tệp để in hai mặt (cần LibreOffice)."""
    _, place = cli.place(c, ROOT, plan, out)
    verbs.print_papers(place, cli.parts(only), _program("soffice"), _processes(), sys.stderr)


@task(help=HELP["board"])
def board(c: Context, plan: str = "", on: str = "", out: str = "") -> None:
    """Lập bảng theo dõi bang-theo-doi.html (đọc bằng trình duyệt, không cần mạng), .xlsx và số liệu so-lieu/."""
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.board(ROOT, plan, place, day)


@task(help=HELP["passport"])
def passport(c: Context, plan: str = "", on: str = "", out: str = "") -> None:
    """Ghi mỗi con số của báo cáo đang soạn đếm những dòng nào vào so-lieu/ho-chieu.xlsx; tô màu số khác lần trước."""
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.passport(ROOT, plan, place, day)


@task(iterable=["file"], help=HELP["workbook"])
def workbook(c: Context, file: list[str], write: bool = False, plan: str = "", on: str = "", out: str = "") -> None:
    """Ghi mọi bảng của kế hoạch thành một tệp Excel; kèm tệp đã sửa thì kể chỗ đổi, chỗ sai, --write ghi vào bảng."""
    day = _day(on)
    plan, place = cli.place(c, ROOT, plan, out, day)
    verbs.workbook(ROOT, plan, place, day, file, write=write)


@task(help=HELP["remind"])
def remind(
    c: Context,
    plan: str = "",
    on: str = "",
    silent: bool = False,
    ahead: str = "",
    joint: bool = False,
    single: bool = False,
    write: bool = False,
) -> None:
    """Đề xuất một đợt đôn đốc: gửi ai, về việc gì, không gửi ai và vì sao; thêm --write thì mở đợt."""
    days = cli.count(ahead, "--ahead", 0, "số ngày làm việc")
    verbs.remind(ROOT, plan or c.plan, _day(on), days, silent=silent, joint=joint, single=single, write=write)


@task
def templates(_: Context) -> None:
    """Viết lại bản chữ (.txt) của các mẫu và trang kê ô điền templates/README.md sau khi sửa mẫu bằng Word."""
    verbs.templates(ROOT / "templates")


@task(help=HELP["stamp"])
def stamp(_: Context, kind: str) -> None:
    """Mở đầu mẫu của một loại văn bản mới: khung trống theo Nghị định 30; không ghi đè mẫu đã có (dành cho kỹ sư)."""
    verbs.stamp(ROOT / "templates", kind)


@task(help=HELP["guide"])
def guide(_: Context, out: str = "build/huong-dan.docx") -> None:
    """Xuất hướng dẫn sử dụng docs/huong-dan.md thành tệp Word."""
    verbs.guide(ROOT / "docs" / "huong-dan.md", ROOT / out)


@task
def accept(_: Context) -> None:
    """Nhận bản chữ hiện nay của văn bản mẫu làm chuẩn so sánh (dành cho kỹ sư; đọc kỹ git diff trước khi nhận)."""
    import goldens

    cli.say(f"Đã ghi {path.relative_to(ROOT)}" for path in goldens.accept())


@task(help=HELP["test"])
def test(c: Context, fast: bool = False) -> None:
    """Chạy kiểm tra: định dạng, kiểu, tầng mô-đun và các phép thử (dành cho kỹ sư)."""
    python = f'"{sys.executable}" -m'
    imports = f'"{Path(sys.executable).with_name("lint-imports")}"'
    rooms = os.pathsep.join(("src", "tests/support"))  # the contract of doors is one of ours
    marks = ' -m "not slow and not sdk and not fonts and not browser and not office"' if fast else ""
    with c.cd(str(ROOT)):
        for command in (f"{python} ruff check", f"{python} ruff format --check --quiet", f"{python} mypy", imports):
            c.run(command, env={"PYTHONPATH": rooms})
        c.run(f"{python} pytest -q -n auto{marks}")


def _program(name: str) -> str:
    """Where a program of this machine is; blank if there is none."""
    usual = Path(rf"C:\Program Files\LibreOffice\program\{name}.exe")
    return shutil.which(name) or (str(usual) if usual.is_file() else "")


def _processes() -> int:
    """How many processes make papers where nobody named a number."""
    return min(2, os.cpu_count() or 1)


def _day(text: str, option: str = "--on", code: int = cli.WRONG) -> date | None:
    """The date a person asked for; the clock is read here alone, and only for «hom-nay»."""
    return cli.day(text, date.today, option, code)
