"""git shows a Word template as its outline, by the command that README gives."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import copied_project as project
from ntsdocs.docx import outline

ROOT = project.ROOT


def git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=An", "-c", "user.email=an@example.vn", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def repository(tmp_path: Path) -> Path:
    """A checkout with the templates and the code, told as README says; its folder's name has a blank in it."""
    root = tmp_path / "kế hoạch tỉnh"
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".gitattributes", root)
    git(root, "init", "-q", "-b", "chinh")
    git(root, "add", "templates", ".gitattributes")
    git(root, "commit", "-q", "-m", "đầu")
    (command,) = re.findall(r'`git config diff\.docx\.textconv "([^"]+)"`', (ROOT / "README.md").read_text("utf-8"))
    assert ".venv/bin/python" in command
    python = Path(sys.executable).as_posix()
    git(root, "config", "diff.docx.textconv", command.replace(".venv/bin/python", f"'{python}'"))
    return root


def test_a_change_of_a_template_is_shown_as_lines_of_its_outline(tmp_path: Path) -> None:
    root = repository(tmp_path)
    project.edit_template(root, "ke_hoach", "MỤC ĐÍCH", "MỤC TIÊU")

    told = git(root, "diff", "--unified=0")

    assert [line for line in told.splitlines() if re.match(r"[-+](?![-+])", line)] == [
        "-Mục La Mã, đều | **I. MỤC ĐÍCH, YÊU CẦU**",
        "+Mục La Mã, đều | **I. MỤC TIÊU, YÊU CẦU**",
    ]


def test_it_works_from_a_folder_below_and_for_a_broken_file(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "templates" / "ke_hoach.docx").write_bytes(b"PK")

    assert "+(tệp hỏng, hoặc không phải là tệp Word (.docx))" in git(root / "templates", "diff")


def test_the_module_writes_the_outline_in_utf_8_whatever_the_console() -> None:
    template = ROOT / "templates" / "ke_hoach.docx"
    surroundings = {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "cp1252", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "ntsdocs.docx.outline", str(template)], env=surroundings, capture_output=True, check=True
    )
    assert done.stdout.decode("utf-8") == outline.text(template)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "cần đúng một tệp Word. Sửa: ghi như python -m ntsdocs.docx.outline templates/ke_hoach.docx\n"),
        (
            ("không có.docx",),
            "không có.docx: không đọc được tệp (không có tệp hay thư mục này). Sửa: xem lại đường dẫn.\n",
        ),
    ],
)
def test_without_a_file_it_says_so_in_one_line(words: tuple[str, ...], told: str) -> None:
    surroundings = {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "cp1252", "PATH": ""}
    command = [sys.executable, "-m", "ntsdocs.docx.outline", *words]
    done = subprocess.run(command, env=surroundings, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.decode("utf-8")) == (2, b"", told)
