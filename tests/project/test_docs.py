"""What the project says of itself: README, guide, pages of the kinds, held against code and data."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tasks
from invoke.collection import Collection

from ntsdocs.build import summary
from ntsdocs.build.journey import build
from ntsdocs.build.journey import check as of_plan
from ntsdocs.decree.check import law_looked_up
from ntsdocs.docx import package
from ntsdocs.kinds import WITH_TEMPLATE
from ntsdocs.plan import assignments
from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan.model import Status
from ntsdocs.plan.why import explain
from ntsdocs.templates import care
from tiny_docx import p

ROOT = Path(__file__).resolve().parents[2]
PLAN = "thanh-hoa/196-kh-ubnd"
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
VERBS = Collection.from_module(tasks)
OPTIONS = {
    name: VERBS[name].get_arguments() for name in VERBS.task_names
}  # once: invoke forgets the help as it tells it
KIND_NAMES = {kind.name for kind in WITH_TEMPLATE}

# The pattern is written so that it does not find itself.
MACHINE = re.compile(r"(?<![\w.])[/](?:tmp|work|root|home)[/]")
HOSTS = re.compile(r"\b(?:pypi|pythonhosted|npmjs)[.](?:org|com)\b")
BINARY = {".docx", ".htm", ".ods", ".pdf", ".png", ".pyc", ".xls", ".xlsx"}  # a page of .htm may be in an old code


def block_of(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def verbs_in(text):
    return set(re.findall(r"\binvoke ([a-z]+)", text))


# --- verbs, options, commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "guide"])
def test_every_verb_is_named_and_no_other(text):
    assert verbs_in(text) == set(VERBS.task_names)


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "guide"])
def test_every_option_of_build_is_named_and_no_option_that_no_verb_has(text):
    of_build = {f"--{each.names[0]}" for each in OPTIONS["build"]}
    everywhere = {f"--{each.names[0]}" for options in OPTIONS.values() for each in options}
    spoken = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", re.sub(r"`uv .*?`", "", text, flags=re.DOTALL)))
    told_by_others = {"--require-hashes", "--list", "--help"}  # pip's, and invoke's own
    assert of_build <= spoken
    assert spoken - told_by_others <= everywhere


def test_every_verb_and_every_option_has_its_help_in_vietnamese():
    helps = {name: VERBS[name].__doc__ or "" for name in VERBS.task_names}
    for name, options in OPTIONS.items():
        helps |= {f"{name} --{option.name}": option.help or "" for option in options}
    assert [name for name, text in helps.items() if text.isascii()] == []  # no Vietnamese sentence is plain ASCII


def test_the_test_command_of_the_readme_stands_word_for_word_in_the_integration_run():
    build_line, test_line = (line.strip() for line in block_of(README, "sh"))
    assert test_line in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert build_line == test_line.replace("requirements-dev.txt", "requirements.txt").replace(
        "invoke test", "invoke build"
    )


def test_the_guide_sets_up_with_the_commands_of_the_readme():
    assert block_of(README, "sh")[0] in block_of(GUIDE, "sh")
    assert block_of(README, "bat")[0] in block_of(GUIDE, "bat")


def test_the_windows_command_is_the_linux_command_with_windows_paths():
    linux, windows = block_of(README, "sh")[0], block_of(README, "bat")[0]
    assert windows == linux.replace("python3 -m venv", "py -m venv").replace(".venv/bin/", ".venv\\Scripts\\")


# --- pictures and files -------------------------------------------------------------------------------------------


def test_every_picture_of_the_guide_exists_and_every_picture_is_used():
    used = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE)
    assert sorted(used) == sorted(f"hinh/{path.name}" for path in (ROOT / "docs" / "hinh").iterdir())


def test_no_picture_is_too_heavy_to_keep():
    heavy = {
        path.name: path.stat().st_size for path in (ROOT / "docs" / "hinh").iterdir() if path.stat().st_size > 150_000
    }
    assert heavy == {}


def test_every_link_leads_to_a_file():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    dead = [
        f"{page.relative_to(ROOT).as_posix()}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_every_data_file_is_named_in_the_guide_and_every_file_named_exists():
    named = set(re.findall(r"`((?:data|templates)/[^`]*\.[a-z]+)`", GUIDE))
    assert {path for path in named if not (ROOT / path).is_file()} == set()
    home = ROOT / "data" / "thanh-hoa"
    kept = {
        path.relative_to(ROOT).as_posix() for path in home.rglob("*") if path.is_file() and "nguon" not in path.parts
    }
    years = {f"data/{PLAN}/results/{path.name}" for path in (home / "196-kh-ubnd" / "results").iterdir()}
    assert kept - years <= named
    assert {f"results/{Path(path).name}" for path in years} <= set(re.findall(r"results/\d{4}\.csv", GUIDE))


# --- what the guide says of code and data ---------------------------------------------------------------------------


def test_the_statuses_of_the_guide_are_those_of_the_code():
    table = GUIDE.split("| Tình trạng | Nghĩa |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([^`]+)`", table, re.MULTILINE) == [status.value for status in Status]


@pytest.fixture(scope="module")
def plan():
    return plan_reading.read(ROOT / "data" / PLAN, ROOT).plan_or_stop()


def test_the_rulings_of_the_guide_are_those_of_the_data_with_the_choice_in_force(plan):
    told = re.findall(r"^\| (D\d+) \|.*\(`([a-z0-9-]+)`\) \|$", GUIDE, re.MULTILINE)
    assert told == [(ruling.id, ruling.choice) for ruling in plan.rulings]


def test_every_choice_that_the_guide_proposes_is_one_of_its_ruling(plan):
    choices = {ruling.id: {choice.key for choice in ruling.choices} for ruling in plan.rulings}
    proposed = re.findall(r"[Đđ]ổi (D\d+) thành `([a-z-]+)`", GUIDE)
    assert {id_ for id_, _ in proposed} == {"D1", "D2", "D7"}
    assert [each for each in proposed if each[1] not in choices[each[0]]] == []


def test_the_guide_quotes_what_why_says(plan):
    assert explain(plan, assignments.settle(plan), "so-y-te", 17) + "\n" in block_of(GUIDE, "text")


def test_the_guide_quotes_what_build_and_check_say(tmp_path):
    built = build(ROOT, PLAN, tmp_path)
    quoted = next(block for block in block_of(GUIDE, "text") if block.startswith("Kế hoạch số"))
    assert quoted.splitlines() == list(summary.of_build(built, ""))[: len(quoted.splitlines())]
    total = list(summary.of_check(of_plan(ROOT, PLAN)))[-1]
    assert f"{total}\n{law_looked_up()}\n" in block_of(GUIDE, "text")


# --- every message that the guide shows is one the program says -------------------------------------------------------

RESULTS = f"data/{PLAN}/results/2025.csv"
TASKS = f"data/{PLAN}/tasks.csv"


def rows(*lines):
    def breakage(root):
        path = root / RESULTS
        path.write_text(path.read_text(encoding="utf-8") + "".join(line + "\n" for line in lines), encoding="utf-8")

    return breakage


def replaced(name, old, new):
    def breakage(root):
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return breakage


def as_utf_16(root):
    (root / RESULTS).write_bytes((root / RESULTS).read_text(encoding="utf-8-sig").encode("utf-16-le"))


def as_two_files(root):
    shutil.copy(root / RESULTS, (root / RESULTS).with_suffix(".xlsx"))


BREAKAGES = {
    1: as_utf_16,
    2: replaced(RESULTS, "Tình trạng", "Tình trang"),
    3: rows("4,so-y-te,Hoàn thành,31/02/2026,Kế hoạch,15/KH-SYT,,,"),
    4: rows("4,so-y-te,Hoàn thành,05/11/2025,,,,,", "5,so-y-te,cơ bản xong,05/11/2025,,,,,"),
    5: rows("4,so-y-te,Hoàn thành,05/11/2025,,,,,", "4,so-yte,Hoàn thành,05/11/2025,,,,,"),
    6: rows("4,so-y-te,Đang thực hiện,05/11/2025,,,,,", "4,so-y-te,Hoàn thành,05/11/2025,,,,,"),
    7: as_two_files,
    8: replaced(TASKS, "Sở Ngoại vụ", "Sở Ngọai vụ"),
    9: replaced(f"data/{PLAN}/decisions.yaml", "choice: vua", "choice: rộng"),
    10: rows("6,bao-va-phat-thanh-truyen-hinh-thanh-hoa,Hoàn thành,05/11/2025,,,,,"),
    13: replaced("data/chung/bao-cao.yaml", "content: leadership", "content: leaders"),
}
MESSAGES = {
    int(number): message.strip("\n")
    for number, message in re.findall(r"^\*\*(\d+)\. .*?```text\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL)
}


def copied(folder):
    for name in ("data/thanh-hoa", "data/law", "data/chung"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("number", sorted(BREAKAGES))
def test_a_message_about_data_is_quoted_as_it_is_said(number, tmp_path):
    root = copied(tmp_path)
    BREAKAGES[number](root)
    reading = plan_reading.read(root / "data" / PLAN, root)
    found = list(reading.problems)
    if reading.plan is not None:
        found += assignments.unassigned_results(reading.plan, assignments.settle(reading.plan))
    assert MESSAGES[number] in [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("number", "kind", "old", "new"),
    [
        (11, "ke_hoach", "{{ title.trich_yeu }}", "{{ title.trichyeu }}"),
        (14, "bao_cao_nam", "{{ by_section.alt }}", "Biểu đồ 1"),
        (12, "ke_hoach", "<w:body>", "<w:body>" + p('<w:ins w:id="9" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins>')),
    ],
)
def test_a_message_about_a_template_is_quoted_as_it_is_said(number, kind, old, new, tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    template = tmp_path / "templates" / f"{kind}.docx"
    parts = package.read(template.read_bytes())
    text = parts["word/document.xml"].decode("utf-8")
    assert old in text
    changed = {**parts, "word/document.xml": text.replace(old, new, 1).encode("utf-8")}
    template.write_bytes(package.pack(package.member(name, data) for name, data in changed.items()))
    said = "\n".join(str(problem) for problem in care.check(WITH_TEMPLATE, tmp_path / "templates"))
    assert unnumbered(MESSAGES[number]) in unnumbered(said)


def unnumbered(message):
    """A paragraph above that comes or goes does not make the guide wrong."""
    return re.sub(r"đoạn \d+", "đoạn …", message)


def test_every_message_of_the_guide_is_tried():
    assert sorted(MESSAGES) == sorted([*BREAKAGES, 11, 12, 14])


# --- modules, kinds, tidiness ---------------------------------------------------------------------------------------


def test_every_module_opens_with_one_sentence():
    unsaid = []
    for path in sorted((ROOT / "src" / "ntsdocs").rglob("*.py")):
        first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
        if not re.fullmatch(r"[A-Z«].*\.", " ".join(first.split())) or re.search(r"[.!?] [A-Z]", first):
            unsaid.append(path.relative_to(ROOT).as_posix())
    assert unsaid == []


def test_every_kind_has_its_template_its_outline_its_golden_text_and_its_page():
    assert {path.stem for path in (ROOT / "docs" / "kinds").glob("*.md")} == KIND_NAMES
    assert {path.stem for path in (ROOT / "templates").glob("*.docx")} == KIND_NAMES
    assert {path.stem for path in (ROOT / "templates").glob("*.txt")} == KIND_NAMES
    assert {path.stem for path in (ROOT / "tests" / "golden").glob("*.txt")} == KIND_NAMES


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "guide"])
def test_readme_and_guide_name_every_kind(text):
    assert {name for name in KIND_NAMES if f"`{name}`" not in text} == set()


def test_the_page_of_placeholders_and_the_outlines_are_fresh():
    assert care.check(WITH_TEMPLATE, ROOT / "templates") == []


def test_every_benchmark_is_named_where_benchmarks_are_described():
    described = (ROOT / "bench" / "README.md").read_text(encoding="utf-8")
    assert [each.name for each in sorted((ROOT / "bench").glob("*.py")) if f"bench/{each.name}" not in described] == []


def test_every_benchmark_calls_what_is_there():
    """They are run seldom: a name that a module has no more must be told here."""
    scripts = sorted(f"bench/{path.name}" for path in (ROOT / "bench").glob("*.py"))
    options = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent", "--check-untyped-defs")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *scripts],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": os.pathsep.join(("src", "tests/support", "bench"))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    kinds = ("[attr-defined]", "[name-defined]", "[call-arg]")
    assert f"checked {len(scripts)} source files" in checked.stdout
    assert [line for line in checked.stdout.splitlines() if line.endswith(kinds)] == []


def test_the_changelog_says_something():
    entries = re.findall(r"^- \S.*", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(entries) >= 4


def text_files():
    """The project's own text files: everything but what is built, installed, cached or binary."""
    for top in sorted(ROOT.iterdir()):
        # `.git` is a file where the checkout is a work tree of another.
        if top.name in ("build", ".git") or (top.is_dir() and top.name.startswith(".") and top.name != ".ci"):
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.suffix in BINARY or not path.is_file() or {"node_modules", "__pycache__"} & {*path.parts}:
                continue
            yield path, path.read_text(encoding="utf-8")


def test_no_file_names_a_package_host_or_a_path_of_one_machine():
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {match[0]}"
        for path, text in text_files()
        for match in (MACHINE.search(text), HOSTS.search(text))
        if match
    ]
    assert found == []


def test_every_room_and_door_that_the_readme_names_is_there():
    src = ROOT / "src" / "ntsdocs"
    rooms = {path.name for path in src.iterdir() if (path / "__init__.py").is_file()}
    walk = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The walk")[2].partition("\n## Pins")[0]
    assert set(re.findall(r"\*\*(\w+)\*\*", walk)) == rooms
    doors = {(room, door) for room, door in re.findall(r"`(\w+)\.(\w+)[\w.]*`", walk) if room in rooms}
    assert {room for room, _ in doors} == rooms - {"text"}
    for room, door in doors:
        is_named = re.search(rf"\b{door}\b", (src / room / "__init__.py").read_text(encoding="utf-8"))
        assert is_named or list((src / room).glob(f"{door}*")), f"{room}.{door}"
    files = [path for path in re.findall(r"`([\w/]+\.\w+)`", walk) if path.partition("/")[0] in rooms and "/" in path]
    assert len(files) >= 4
    assert [path for path in files if not (src / path).is_file() and not (ROOT / path).is_file()] == []
