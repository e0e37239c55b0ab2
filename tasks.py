"""The verbs of the secretariat and of the engineers; each calls one function of the package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]  # the project runs from its checkout

for _stream in (sys.stdout, sys.stderr):
    if hasattr(_stream, "reconfigure"):
        _stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not know Vietnamese letters

_PLAN = "thư mục kế hoạch dưới data/, ví dụ tinh-mau/01-kh-ubnd (mặc định: ghi trong invoke.yaml)"
_ON = "ngày lập văn bản, ví dụ 2026-06-30 hoặc hom-nay (mặc định: ghi trong plan.yaml)"


@task(
    help={
        "plan": _PLAN,
        "on": _ON,
        "only": "chỉ dựng: loại văn bản, mã cơ quan hoặc mẫu tên như ke_hoach/ubnd-*; nhiều giá trị cách nhau dấu phẩy",
        "out": "thư mục kết quả (mặc định: build/<kế hoạch>)",
        "strict": "coi cảnh báo như lỗi",
        "explain": "kể vì sao từng văn bản được làm mới, được giữ nguyên hay bị bỏ",
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
) -> None:
    """Dựng các văn bản Word của một kế hoạch vào thư mục build/."""
    from ntsdocs import summary
    from ntsdocs.rebuild import rebuild
    from ntsdocs.wishes import Replacing, Wishes

    plan = plan or c.plan
    place = Path(out) if out else ROOT / "build" / plan
    giving_way = Replacing(_listed(replace), date.today().isoformat())
    with _said_in_vietnamese():
        wishes = Wishes(_listed(only), strict=strict, replacing=giving_way, explain=explain)
        built = rebuild(ROOT, plan, place, _day(on), wishes, _progress)
    print("\n".join(summary.of_build(built, str(place))))
    if built.outcome.interrupted:
        raise Exit(code=130)
    if built.outcome.beside or built.outcome.kept:
        raise Exit("Có tệp đã được sửa tay: xem các dòng «Chú ý» ở trên.", code=2)


@task(
    help={
        "file": "chỉ xác minh một tệp Word, ví dụ tệp do cơ quan gửi lại",
        "plan": _PLAN,
        "on": "ngày lập văn bản của tệp ấy (mặc định: ngày của lần dựng trước)",
        "out": "thư mục kết quả cần xác minh (mặc định: build/<kế hoạch>)",
    }
)
def verify(c: Context, file: str = "", plan: str = "", on: str = "", out: str = "") -> None:
    """Xác minh kết quả đã dựng, hoặc một tệp đã gửi đi: nguyên vẹn, đã sửa (ở đâu) hay không phải của chương trình."""
    from ntsdocs import verify as verifying

    plan = plan or c.plan
    place = Path(out) if out else ROOT / "build" / plan
    with _said_in_vietnamese():
        if file:
            finding = verifying.verify_file(ROOT, plan, Path(file), place, _day(on))
            lines, sound = list(finding.lines(file)), finding.state is verifying.State.SAME
        else:
            verdict = verifying.verify(ROOT, plan, place)
            lines, sound = list(verdict.lines()), verdict.sound
    print("\n".join(lines))
    if not sound:
        raise Exit(code=2)


@task(help={"plan": _PLAN, "on": _ON})
def check(c: Context, plan: str = "", on: str = "") -> None:
    """Kiểm tra dữ liệu và mẫu: lỗi, cảnh báo, điều cần cơ quan xác nhận."""
    from ntsdocs import summary
    from ntsdocs.check import of_plan

    with _said_in_vietnamese():
        problems = of_plan(ROOT, plan or c.plan, _day(on))
    print("\n".join(summary.of_check(problems)))
    if summary.stopping(problems):
        raise Exit(code=1)


@task(
    positional=["agency", "number"],
    help={"agency": "mã cơ quan, ví dụ so-y-te", "number": "số thứ tự nhiệm vụ trong Kế hoạch", "plan": _PLAN},
)
def why(c: Context, agency: str, number: int, plan: str = "") -> None:
    """Nói vì sao một cơ quan có (hoặc không có) một nhiệm vụ: invoke why so-y-te 17."""
    from ntsdocs.check import why as explain

    with _said_in_vietnamese():
        print(explain(ROOT, plan or c.plan, agency, int(number)))


@task
def templates(_: Context) -> None:
    """Viết lại bản chữ (.txt) của các mẫu và trang kê ô điền templates/README.md sau khi sửa mẫu bằng Word."""
    from ntsdocs.kinds import KINDS
    from ntsdocs.templates import refresh

    with _said_in_vietnamese():
        refresh(KINDS, ROOT / "templates")


@task(help={"kind": "loại văn bản, ví dụ ke_hoach"})
def stamp(_: Context, kind: str) -> None:
    """Vẽ lại một mẫu từ khuôn của Nghị định 30 (ghi đè mẫu; dành cho kỹ sư)."""
    from ntsdocs import stamp as stamps

    (ROOT / "templates" / f"{kind}.docx").write_bytes(stamps.stamp(kind))
    templates(_)


@task(help={"out": "tệp Word kết quả"})
def guide(_: Context, out: str = "build/huong-dan.docx") -> None:
    """Xuất hướng dẫn sử dụng docs/huong-dan.md thành tệp Word."""
    from ntsdocs.guide import to_word

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
        c.run(f'"{Path(sys.executable).with_name("lint-imports")}"', env={"PYTHONPATH": "src"})
        c.run(f"{python} pytest -q")


@contextmanager
def _said_in_vietnamese() -> Iterator[None]:
    """What a person can mend is told as a list, without a traceback, and ends the run with status 1."""
    from ntsdocs.problems import Wrong

    try:
        yield
    except Wrong as wrong:
        count = len(wrong.problems)
        raise Exit(f"{wrong}\n\nDừng lại vì {count} lỗi; kết quả lần trước còn nguyên.", code=1) from wrong


def _day(text: str) -> date | None:
    """The date a person asked for; the clock is read here alone, and only for «hom-nay»."""
    if text == "hom-nay":
        return date.today()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Exit(f"--on: «{text}» không phải là ngày có thật. Sửa: ghi như 2026-06-30.", code=1) from error


def _listed(text: str) -> tuple[str, ...]:
    """The values that commas part."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _progress(done: int) -> None:
    """One line that counts up on a screen; a line every 50 papers in a log."""
    if sys.stderr.isatty():
        print(f"\rĐã làm {done} văn bản", end="\n" if done % 50 == 0 else "", file=sys.stderr, flush=True)
    elif done % 50 == 0:
        print(f"Đã làm {done} văn bản", file=sys.stderr, flush=True)
