"""The verbs speak Vietnamese, on any console, and do what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import tasks
from invoke.collection import Collection
from invoke.exceptions import Exit

import papers

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "tinh-mau/01-kh-ubnd"
VERBS = Collection.from_module(tasks).tasks
# A console, and files opened without a word on their encoding, as on a Windows machine of another country.
FOREIGN = {"PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONUTF8": "0"}
# Letters that Vietnamese has and English has not.
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def run(*words, where=ROOT, **surroundings):
    """A verb, as a person starts it; what it says is read as UTF-8."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200", **surroundings}
    command = [sys.executable, "-m", "invoke", *words]
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def project(tmp_path):
    """A copy of the project that a verb may write into."""
    for name in ("data", "templates", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "invoke.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


# --- help -------------------------------------------------------------------------------------------------------------


def test_the_verbs_are_those_of_the_readme():
    table = re.findall(r"^\| `invoke (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(VERBS) == set(table)


def test_the_list_of_verbs_is_vietnamese():
    done = run("--list")
    assert done.returncode == 0
    told = {}
    for line in done.stdout.splitlines():
        if found := re.match(r"  (\w+) +(\S.*)", line):
            told[found[1]] = found[2]
    assert sorted(told) == sorted(VERBS)
    assert [verb for verb, text in told.items() if not VIETNAMESE.search(text)] == []


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_the_help_of_a_verb_and_of_each_of_its_options_is_vietnamese(verb):
    done = run("--help", verb)
    assert done.returncode == 0, done.stderr
    described, _, options = done.stdout.partition("Docstring:")[2].partition("Options:")
    assert VIETNAMESE.search(described)
    assert unicodedata.is_normalized("NFC", done.stdout)
    told = re.findall(r"^  ((?:-\w|--)[^\n]*(?:\n {6,}\S[^\n]*)*)", options, re.MULTILINE)
    assert len(told) == len([name for name in VERBS[verb].argspec(VERBS[verb].body).parameters if name not in "c_"])
    for option in told:
        assert VIETNAMESE.search(option), option


# --- what they do -----------------------------------------------------------------------------------------------------


def test_check_finds_no_problem_in_the_sample_province_and_lists_what_to_confirm():
    done = run("check", "--plan", SAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "Cần xác nhận: 3"
    assert done.stdout.splitlines()[-1] == "Tổng cộng: 0 lỗi, 0 cảnh báo, 3 cần xác nhận."


def test_check_ends_with_status_1_where_a_build_would_stop(project):
    (project / "data" / SAMPLE / "phrases.csv").unlink()
    done = run("check", "--plan", SAMPLE, where=project)
    assert done.returncode == 1
    assert done.stdout.startswith("Lỗi: ")
    assert f"data/{SAMPLE}/phrases.csv" in done.stdout


def test_why_tells_the_words_the_rule_and_the_ruling():
    done = run("why", "so-y-te", "1", "--plan", SAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first == "Sở Y tế (so-y-te), nhiệm vụ 1: chủ trì (do cụm từ chung)."
    assert any("cụm từ «Các sở, ban, ngành» ở cột «Cơ quan chủ trì»" in line for line in rest)
    assert any(line.startswith("Quyết định D1: ") for line in rest)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("why", "so-y-té", "1"), "data/tinh-mau/agencies.csv: không có cơ quan nào mang mã «so-y-té»."),
        (("why", "so-y-te", "99"), f"data/{SAMPLE}/tasks.csv: Kế hoạch không có nhiệm vụ 99."),
        (("why", "so-y-te", "một"), "Số nhiệm vụ «một» không phải là số. Sửa: ghi như invoke why so-y-te 17."),
        (("build", "--on", "2026-02-30"), "--on: không đọc được ngày «2026-02-30». Sửa: ghi như 2026-06-30"),
        (("build", "--only", "so-x"), "--only: không có văn bản nào ứng với «so-x»."),
    ],
)
def test_a_wrong_word_is_answered_in_vietnamese_with_status_1(words, told):
    done = run(*words, "--plan", SAMPLE)
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert "Sửa: " in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_kind_cannot_be_stamped(project):
    done = run("stamp", "ke-hoach", where=project)
    assert done.returncode == 1
    assert done.stderr.startswith("Không có loại văn bản «ke-hoach». Sửa: ghi một trong: ke_hoach, ")
    assert not (project / "templates" / "ke-hoach.docx").exists()


def test_today_is_asked_of_the_clock_only_by_that_word(project):
    done = run("build", "--plan", SAMPLE, "--on", "hom-nay", "--only", "ke_hoach/so-y-te", where=project)
    assert done.returncode == 0, done.stderr
    assert re.match(r"Kế hoạch số 01/KH-UBND, lập ngày \d{1,2}/\d{1,2}/20\d\d:\n", done.stdout)


def test_build_ends_with_a_summary_of_papers_files_and_place(project):
    done = run("build", "--plan", SAMPLE, where=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Kế hoạch số 01/KH-UBND, lập ngày 14/12/2026:",
        "  Kế hoạch thực hiện của từng cơ quan: 15",
        "  Công văn triển khai Kế hoạch: 2",
        "  Công văn đôn đốc: 4",
        "  Báo cáo năm: 1",
        "  Tệp: 22 mới, 0 thay đổi, 0 giữ nguyên.",
        f"  Kết quả ở {project / 'build' / SAMPLE}",
    ]


def test_templates_changes_nothing_when_no_template_was_edited(project):
    before = {path.name: path.read_bytes() for path in sorted((project / "templates").iterdir())}
    done = run("templates", where=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name: path.read_bytes() for path in sorted((project / "templates").iterdir())} == before


def test_stamp_draws_a_template_that_was_spoilt_as_it_was(project):
    template = project / "templates" / "cong_van_don_doc.docx"
    before = template.read_bytes()
    template.write_bytes(b"")
    assert run("stamp", "cong_van_don_doc", where=project).returncode == 0
    assert template.read_bytes() == before


def test_guide_makes_a_word_file(project):
    (project / "docs").mkdir()
    (project / "docs" / "huong-dan.md").write_text("# Hướng dẫn\n\nĐiền bảng, rồi dựng.\n", encoding="utf-8")
    done = run("guide", where=project)
    assert (done.returncode, done.stderr) == (0, "")
    made = project / "build" / "huong-dan.docx"
    assert done.stdout == f"Đã ghi {made}\n"
    assert papers.paragraphs(made.read_bytes())[:2] == ["Hướng dẫn", "Điền bảng, rồi dựng."]


# --- on any console ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--list",), ("check", "--plan", SAMPLE), ("why", "so-y-te", "1", "--plan", SAMPLE)])
def test_a_console_that_knows_no_vietnamese_is_no_reason_to_stop(words):
    done = run(*words, **FOREIGN)
    assert (done.returncode, done.stderr) == (0, "")
    assert VIETNAMESE.search(done.stdout)


def test_a_build_reads_and_writes_utf_8_wherever_it_runs(project):
    done = run("build", "--plan", SAMPLE, where=project, **FOREIGN)
    assert (done.returncode, done.stderr) == (0, "")


def test_faults_reach_a_console_that_knows_no_vietnamese():
    done = run("build", "--plan", "khong-co", **FOREIGN)
    assert done.returncode == 1
    assert done.stderr.startswith("data/khong-co: không phải là thư mục của một kế hoạch")


# --- words without an option ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "spread"),
    [
        ([], []),
        (["build"], ["build"]),
        (["verify"], ["verify"]),
        (["verify", "a.docx"], ["verify", "--file", "a.docx"]),
        (
            ["verify", "a.docx", "--plan", "b/c", "d.docx"],
            ["verify", "--file", "a.docx", "--plan", "b/c", "--file", "d.docx"],
        ),
        (["verify", "--plan=b/c", "d.docx"], ["verify", "--plan=b/c", "--file", "d.docx"]),
        (["verify", "-p", "b/c", "d.docx"], ["verify", "-p", "b/c", "--file", "d.docx"]),
        (["verify", "--file", "a.docx"], ["verify", "--file", "a.docx"]),
        (["why", "so-y-te", "17"], ["why", "so-y-te", "17"]),
    ],
)
def test_a_word_without_an_option_stands_for_the_one_its_verb_is_about(words, spread):
    assert tasks.spread(words) == spread


def test_a_document_is_verified_by_its_name_alone(project):
    run("build", "--plan", SAMPLE, where=project)
    draft = project / "build" / SAMPLE / "ke_hoach" / "so-y-te.docx"
    shutil.copy(draft, project / "gửi lại.docx")
    done = run("verify", "gửi lại.docx", "--plan", SAMPLE, where=project)
    assert (done.returncode, done.stdout) == (0, "gửi lại.docx (ke_hoach/so-y-te.docx): nguyên vẹn, đúng từng byte.\n")


def test_pictures_are_refused_in_words_where_nothing_draws_them(monkeypatch):
    monkeypatch.setattr(tasks, "_office", lambda: "")
    monkeypatch.setattr(tasks.shutil, "which", lambda _name: None)
    with pytest.raises(Exit) as refused:
        tasks._renderer()
    assert str(refused.value) == (
        "--pictures: máy này không có LibreOffice và pdftoppm. Sửa: cài thêm, hoặc dùng --site, không có hình."
    )
