"""The verbs speak Vietnamese, on any console, and do what they say."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
import tasks
from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit

import copied_project
import fake_office
import paper_maker
import papers
import small_pdf
from ntsdocs.cli import verbs
from ntsdocs.cli.invoke_program import with_options
from ntsdocs.docx.outline import outline
from resolved import revisions
from tiny_docx import p
from verbs import run
from whole_docx import whole

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "tinh-mau/01-kh-ubnd"
VERBS = Collection.from_module(tasks).tasks
# A console, and files opened without a word on their encoding, as on a Windows machine of another country.
FOREIGN = {"PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONUTF8": "0"}
# Letters that Vietnamese has and English has not.
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


@pytest.fixture
def project(tmp_path):
    """A copy of the project that a verb may write into."""
    return copied_project.whole(tmp_path)


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
    described, _, options = done.stdout.partition("Việc làm:")[2].partition("Lựa chọn:")
    assert VIETNAMESE.search(described)
    assert unicodedata.is_normalized("NFC", done.stdout)
    told = re.findall(r"^  ((?:-\w|--)[^\n]*(?:\n {6,}\S[^\n]*)*)", options, re.MULTILINE)
    assert len(told) == len([name for name in VERBS[verb].argspec(VERBS[verb].body).parameters if name not in "c_"])
    for option in told:
        assert VIETNAMESE.search(option), option


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("buidl",), "Không có lệnh «buidl». Sửa: có phải «build»? xem các lệnh: invoke --list"),
        (("--help", "xyz"), "Không có lệnh «xyz». Sửa: xem các lệnh: invoke --list"),
        (("--nope",), "Không có lựa chọn «--nope». Sửa: ghi lệnh trước, lựa chọn sau; xem invoke --list"),
        (
            ("build", "--strictt"),
            "Lệnh build không có lựa chọn «--strictt». Sửa: có phải «--strict»? xem các lựa chọn: invoke --help build",
        ),
        (("build", "--plan"), "--plan: chưa ghi giá trị. Sửa: ghi như --plan GIÁ-TRỊ, hoặc bỏ --plan."),
        (("build", "--strict=1"), "Lệnh build không nhận «1». Sửa: xem các lựa chọn: invoke --help build"),
        (
            ("release",),
            "Lệnh release còn thiếu name (tên, ví dụ 2026-quy-2). Sửa: xem cách ghi: invoke --help release",
        ),
        (("--list", "xyz"), "--list không đi cùng tên nào. Sửa: ghi invoke --list"),
    ],
)
def test_what_cannot_be_read_of_a_command_line_is_told_in_vietnamese(words, line):
    done = run(*words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{line}\n")


def test_without_a_verb_the_verbs_are_listed_in_vietnamese():
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Cách dùng: invoke LỆNH")
    assert "Các lệnh:" in done.stdout


def test_each_verb_is_at_most_ten_lines_long():
    tree = ast.parse((ROOT / "tasks.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    lengths = {each.name: each.body[-1].end_lineno - each.body[0].end_lineno for each in functions}
    assert {name: length for name, length in lengths.items() if length > 10} == {}
    assert len(lengths) > len(VERBS)


# --- what they do -----------------------------------------------------------------------------------------------------


def test_check_finds_no_problem_in_the_sample_province_and_lists_what_to_confirm():
    done = run("check", "--plan", SAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    first, *_, total, law = done.stdout.splitlines()
    assert (first, total) == ("Cần xác nhận: 7", "Tổng cộng: 0 lỗi, 0 cảnh báo, 7 cần xác nhận.")
    assert re.fullmatch(r"Nghị định số 30/2020/NĐ-CP: tra cứu lần cuối ngày \d\d/\d\d/\d{4}, .*\.", law)


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


def test_no_template_is_begun_of_an_unknown_kind(project):
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
        "  Công văn triển khai Kế hoạch, đợt 1: 2",
        "  Công văn đôn đốc, đợt 2: 4",
        "  Công văn đề nghị báo cáo năm 2026: 1",
        "  Báo cáo năm 2025: 1",
        "  Báo cáo năm 2026: 1",
        "  Báo cáo 06 tháng đầu năm 2026: 1",
        "  Tệp: 25 mới, 0 thay đổi, 0 giữ nguyên.",
        f"  Kết quả ở {project / 'build' / SAMPLE}",
    ]


@pytest.mark.parametrize(
    "where", ["ntsdocs.plan.reading.read", "ntsdocs.build.unchanged.last_if_unchanged", "ntsdocs.build.rebuild.rebuild"]
)
def test_a_build_stopped_at_any_moment_says_so_in_one_line_with_status_130(tmp_path, monkeypatch, where):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("ntsdocs.build.rebuild.last_if_unchanged" if where.endswith("_unchanged") else where, stop)
    with pytest.raises(Exit) as caught:
        tasks.build(Context(), plan=SAMPLE, out=str(tmp_path))
    assert (caught.value.code, caught.value.message) == (
        130,
        "Đã dừng theo yêu cầu; mọi tệp kết quả đều nguyên vẹn. Chạy lại để làm phần còn lại.",
    )


@pytest.mark.skipif(os.name == "nt", reason="on Windows a Ctrl-C reaches the whole console, and with it this test")
@pytest.mark.parametrize("wait", [0.0, 0.4, 0.8])
def test_a_ctrl_c_that_reaches_all_processes_of_a_build_leaves_no_traceback(project, wait):
    out = project / "build" / "out"
    command = [sys.executable, "-m", "invoke", "build", "--out", str(out), "--jobs", "2"]
    running = subprocess.Popen(
        command, cwd=project, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    while running.poll() is None and not (out / ".moi-dang-dung").exists():
        time.sleep(0.01)
    time.sleep(wait)
    os.killpg(running.pid, signal.SIGINT)
    told, errors = running.communicate(timeout=120)
    assert running.returncode in (130, 0), errors  # 0: it was quicker
    assert "Traceback" not in told + errors
    assert "KeyboardInterrupt" not in told + errors
    assert not (out / ".moi-dang-dung").exists()


def test_redline_compares_two_word_files_into_one_with_tracked_changes(tmp_path):
    old, new = tmp_path / "cu.docx", tmp_path / "moi.docx"
    old.write_bytes(whole(p("Trước 30/6/2026")))
    new.write_bytes(whole(p("Trước 31/7/2026")))
    done = run("redline", str(old), str(new), "--author", "Sở Y tế", "--date", "5/3/2026")
    assert (done.returncode, done.stderr) == (0, "")
    made = tmp_path / "moi-vet-sua.docx"
    assert done.stdout == f"Đã ghi {made}\n"
    assert outline(made)[1] == "Normal | Trước [-30/6/2026-][+31/7/2026+]"
    assert revisions(made.read_bytes(), "Sở Y tế") == ["del", "ins"]
    same = run("redline", str(new), str(new))
    assert same.stdout == "Hai tệp không khác nhau ở chỗ nào mà Word theo dõi được; không ghi tệp nào.\n"


def test_redline_tells_what_is_wrong_with_its_files(tmp_path):
    done = run("redline", str(tmp_path / "cu.docx"), str(ROOT / "README.md"))
    assert done.returncode == 2
    assert "không có hoặc không mở được tệp." in done.stderr
    assert "tệp hỏng, hoặc không phải là tệp Word (.docx)." in done.stderr
    assert "Traceback" not in done.stderr
    done = run("redline", "a.docx", "b.docx", "--date", "2026-02-30")
    assert done.stderr.startswith("--date: không đọc được ngày «2026-02-30». Sửa: ghi như 2026-06-30")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("a.docx",), "Cần đúng hai tệp Word, cũ trước mới sau; đã ghi 1: a.docx. Sửa: ghi như invoke redline cu.docx"),
        (("a.docx", "b.docx", "c.docx"), "Cần đúng hai tệp Word, cũ trước mới sau; đã ghi 3: a.docx, b.docx, c.docx."),
        (("a.docx", "b.docx", "--all"), "--base, --plan, --on, --all, --full chỉ dùng khi so cả bản dựng. Sửa: "),
        (("--out", "ra.docx"), "--out: «ra.docx» là tên tệp; khi so cả bản dựng thì đó là thư mục đã dựng. Sửa: "),
        (("--base", "khong-co"), "--base khong-co: không phải là thư mục có văn bản"),
    ],
)
def test_words_of_redline_that_do_not_go_together_are_answered_in_vietnamese(words, told):
    done = run("redline", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr


def test_redline_of_a_build_ends_with_0_and_with_2_where_a_file_could_not_be_written(project):
    run("build", "--plan", SAMPLE, where=project)
    run("release", "quy-1", "--plan", SAMPLE, where=project)
    table = project / "data" / SAMPLE / "tasks.csv"
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace("Thường xuyên", "Trước 30/6/2027", 1), encoding="utf-8-sig")
    home = project / "build" / SAMPLE / "review" / "redline"
    made = run("redline", "--plan", SAMPLE, where=project, **FOREIGN)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines()[0] == "Bản gốc: bản phát hành quy-1"
    first = sorted(home.rglob("*.docx"))
    assert first != []
    assert made.stdout.splitlines()[2].startswith(f"{len(first)} tệp có vết sửa ở {home}: {len(first)} mới, ")
    first[0].write_bytes(b"viec cua toi")
    again = run("redline", "--plan", SAMPLE, "--date", "2026-03-05", "--all", where=project)
    assert again.returncode == 2
    assert again.stderr.startswith(f"{first[0].as_posix()}: tệp này đã được sửa sau khi lập")
    assert first[0].read_bytes() == b"viec cua toi"
    assert len(list(home.rglob("*.docx"))) > len(first)


def test_templates_changes_nothing_when_no_template_was_edited(project):
    before = {path.name: path.read_bytes() for path in sorted((project / "templates").iterdir())}
    done = run("templates", where=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name: path.read_bytes() for path in sorted((project / "templates").iterdir())} == before


def test_stamp_never_writes_over_a_template(project):
    template = project / "templates" / "cong_van_don_doc.docx"
    before = template.read_bytes()
    done = run("stamp", "cong_van_don_doc", where=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "templates/cong_van_don_doc.docx: đã có mẫu của «Công văn đôn đốc»; không ghi đè.\n"
        "    Sửa: sửa mẫu ấy bằng Word rồi chạy «invoke templates»; muốn làm lại từ đầu thì dời tệp đi trước.\n"
        "\nDừng lại vì 1 lỗi.\n"
    )
    assert template.read_bytes() == before


def test_stamp_begins_a_template_where_there_is_none(project):
    template = project / "templates" / "cong_van_don_doc.docx"
    template.unlink()
    done = run("stamp", "cong_van_don_doc", where=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Đã ghi {template}\n"
    assert "V/v" in template.with_suffix(".txt").read_text(encoding="utf-8")


def test_guide_makes_a_word_file(project):
    (project / "docs").mkdir()
    (project / "docs" / "huong-dan.md").write_text("# Hướng dẫn\n\nĐiền bảng, rồi dựng.\n", encoding="utf-8")
    done = run("guide", where=project)
    assert (done.returncode, done.stderr) == (0, "")
    made = project / "build" / "huong-dan.docx"
    assert done.stdout == f"Đã ghi {made}\n"
    assert papers.paragraphs(made.read_bytes())[:2] == ["Hướng dẫn", "Điền bảng, rồi dựng."]


# --- check of Word files ----------------------------------------------------------------------------------------------


@pytest.fixture
def word_files(tmp_path):
    """A clean paper and one with a slip."""
    for name, docx in (("tot.docx", paper_maker.letter()), ("sai.docx", paper_maker.named(so="Số: 5/KH-SNV"))):
        (tmp_path / name).write_bytes(docx)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "status", "last"),
    [
        (("tot.docx",), 0, "Tổng cộng: 1 tệp, 0 sai, 0 thông lệ, 0 nên xem."),
        (("tot.docx", "sai.docx"), 1, "Tổng cộng: 2 tệp, 1 sai, 0 thông lệ, 0 nên xem."),
        ((".",), 1, "Tổng cộng: 2 tệp, 1 sai, 0 thông lệ, 0 nên xem."),
        (("tot.docx", "khong-co.docx", "sai.docx"), 2, "Tổng cộng: 3 tệp, 1 sai, 0 thông lệ, 0 nên xem."),
        (("--kind", "ke_hoach", "sai.docx"), 1, "Tổng cộng: 1 tệp, 1 sai, 0 thông lệ, 0 nên xem."),
        (("tot.docx", "--html=kq.html"), 0, "Đã ghi kq.html"),
        (("sai.docx", "--json", "kq.json"), 1, "Đã ghi kq.json"),
        (("tot.docx", "--html", "khong-co/kq.html"), 2, None),
        (("sai.docx", "--annotate"), 2, None),
    ],
)
def test_check_reads_word_files_and_ends_with_the_status_of_the_worst(word_files, words, status, last):
    done = run("-c", "tasks", "-r", str(ROOT), "check", *words, where=word_files)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    expected = last or {"khong-co/kq.html": "chưa ghi được", "--annotate": "không ghi chú được"}[words[-1]]
    assert expected in lines[-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tot.docx", "--kind", "ke-hoach"), "--kind: không có loại «ke-hoach». Sửa: chọn một trong nghi_quyet, "),
        (("--html", "kq.html"), "Thiếu tên tệp: --kind, --json, --html, --annotate, --fix dùng khi kiểm tra tệp Word."),
        (("tot.docx", "--plan", "x"), "--plan, --on chỉ dùng khi kiểm tra dữ liệu."),
    ],
)
def test_words_of_check_that_do_not_go_together_are_answered_in_vietnamese(word_files, words, told):
    done = run("-c", "tasks", "-r", str(ROOT), "check", *words, where=word_files)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert "Sửa: " in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="closes a POSIX pipe")
def test_a_reader_who_leaves_early_stops_no_work_and_sees_no_traceback(word_files):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "invoke", "-c", "tasks", "-r", str(ROOT), "check", ".", "--json", "kq.json"]
    done = subprocess.run(command, cwd=word_files, stdout=write, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")
    assert (word_files / "kq.json").read_text(encoding="utf-8").count('"tệp"') == 2


def test_check_h_is_help():
    assert "--annotate" in run("check", "-h").stdout


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
        (["redline"], ["redline"]),
        (["redline", "--base", "HEAD~1", "--all"], ["redline", "--base", "HEAD~1", "--all"]),
        (
            ["redline", "a.docx", "b.docx", "--author", "Sở Y tế", "--date=5/3/2026"],
            ["redline", "--file", "a.docx", "--file", "b.docx", "--author", "Sở Y tế", "--date=5/3/2026"],
        ),
    ],
)
def test_a_word_without_an_option_stands_for_the_one_its_verb_is_about(words, spread):
    assert with_options(words, Collection.from_module(tasks)) == spread


def test_a_document_is_verified_by_its_name_alone(project):
    run("build", "--plan", SAMPLE, where=project)
    draft = project / "build" / SAMPLE / "ke_hoach" / "so-y-te.docx"
    shutil.copy(draft, project / "gửi lại.docx")
    done = run("verify", "gửi lại.docx", "--plan", SAMPLE, where=project)
    assert (done.returncode, done.stdout) == (0, "gửi lại.docx (ke_hoach/so-y-te.docx): nguyên vẹn, đúng từng byte.\n")


# --- review -----------------------------------------------------------------------------------------------------------


def test_diff_ends_with_0_where_nothing_differs_1_where_something_does_and_2_where_there_is_no_base(project):
    run("build", "--plan", SAMPLE, where=project)
    kept = run("release", "quy-1", "--plan", SAMPLE, where=project)
    equal = run("diff", "--plan", SAMPLE, where=project)
    table = project / "data" / SAMPLE / "tasks.csv"
    text = table.read_text(encoding="utf-8-sig")
    assert "Thường xuyên" in text
    table.write_text(text.replace("Thường xuyên", "Trước 30/6/2027", 1), encoding="utf-8-sig")
    differs = run("diff", "--plan", SAMPLE, where=project, **FOREIGN)
    nothing = run("diff", "--plan", SAMPLE, "--base", "khong-co", where=project)

    assert kept.stdout.startswith("Đã giữ bản phát hành quy-1 ở ")
    assert (equal.returncode, differs.returncode, nothing.returncode) == (0, 1, 2)
    assert equal.stdout.splitlines()[0] == "Bản gốc: bản phát hành quy-1"
    assert "[-Thường xuyên-]{+Trước 30/6/2027+}" in differs.stdout
    assert nothing.stderr.startswith("--base khong-co: không phải là thư mục có văn bản")


def test_a_page_is_not_written_where_no_build_is(project):
    told = run("diff", "--plan", SAMPLE, "--site", "--out", "buidl", where=project)
    assert told.returncode == 2
    assert told.stderr.strip() == (
        "--out: không có bản dựng nào ở buidl. Sửa: xem lại đường dẫn, hoặc chạy «invoke build --out …» vào đó trước; "
        "bỏ --out thì dùng thư mục mặc định."
    )
    assert not (project / "buidl").exists()


def test_diff_ends_with_2_where_a_file_cannot_be_read_and_tells_all_else(project):
    run("build", "--plan", SAMPLE, where=project)
    base = project / "ban-goc"
    shutil.copytree(project / "build" / SAMPLE, base)
    (base / "ke_hoach" / "so-y-te.docx").write_bytes(b"PK")
    table = project / "data" / SAMPLE / "tasks.csv"
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace("Thường xuyên", "Trước 30/6/2027", 1), encoding="utf-8-sig")
    told = run("diff", "--plan", SAMPLE, "--base", "ban-goc", "--site", where=project)
    tracked = run("redline", "--plan", SAMPLE, "--base", "ban-goc", where=project)

    fault = (
        "ke_hoach/so-y-te.docx, bản gốc (thư mục ban-goc): tệp hỏng, hoặc không phải là tệp Word (.docx).",
        "Sửa: lấy lại tệp ấy từ bản sao lưu hay bản đã gửi đi, hoặc chọn bản gốc khác bằng --base.",
    )
    assert (told.returncode, tracked.returncode) == (2, 2)
    assert "[-Thường xuyên-]{+Trước 30/6/2027+}" in told.stdout
    lines = told.stdout.splitlines()
    at = lines.index("Không đọc được:")
    assert tuple(line.strip() for line in lines[at + 1 : at + 3]) == fault
    page = (project / "build" / SAMPLE / "review" / "index.html").read_text(encoding="utf-8")
    assert all(said in page for said in fault)
    assert tuple(line.strip() for line in tracked.stderr.splitlines()[:2]) == fault
    assert sorted((project / "build" / SAMPLE / "review" / "redline").rglob("*.docx")) != []


@pytest.mark.parametrize(("verb", "status"), [("diff", 2), ("plan", 1), ("check", 1), ("release", 1), ("build", 1)])
def test_only_a_verb_that_builds_speaks_of_what_it_left(project, verb, status):
    run("build", "--plan", SAMPLE, where=project)
    table = project / "data" / SAMPLE / "tasks.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace("Thường xuyên", "", 1), encoding="utf-8-sig")
    (project / "data" / SAMPLE / "phrases.csv").unlink()
    base = ("--base", f"build/{SAMPLE}") if verb == "diff" else ()
    name = ("Quý 1",) if verb == "release" else ()
    done = run(verb, *name, "--plan", SAMPLE, *base, where=project)
    assert done.returncode == status
    assert ("kết quả lần trước còn nguyên" in done.stdout + done.stderr) == (verb == "build")


def test_a_wrong_date_is_no_difference_to_diff():
    done = run("diff", "--plan", SAMPLE, "--on", "2026-02-30")
    assert (done.returncode, done.stderr.startswith("--on: không đọc được ngày «2026-02-30».")) == (2, True)


def test_plan_tells_what_a_build_would_do(project):
    done = run("plan", "--plan", SAMPLE, where=project)
    assert done.returncode == 0
    assert done.stdout.startswith(
        f"Nếu dựng bây giờ: {len(copied_project.DUE)} mới, 0 thay đổi, 0 giữ nguyên, 0 không còn. Chưa ghi gì.\n"
    )
    assert not (project / "build").exists()


def test_why_of_a_file_tells_where_its_words_come_from(project):
    run("build", "--plan", SAMPLE, where=project)
    draft = f"build/{SAMPLE}/ke_hoach/so-y-te.docx"
    done = run("why", draft, "MỤC ĐÍCH, YÊU CẦU", "--plan", SAMPLE, where=project)
    assert done.returncode == 0
    assert done.stdout.startswith("ke_hoach/so-y-te.docx: «MỤC ĐÍCH, YÊU CẦU» có ở 1 chỗ.\n")
    assert "Chữ của mẫu: templates/ke_hoach.docx, đoạn " in done.stdout
    lost = run("why", "khong-co.docx", "a", "--plan", SAMPLE, where=project)
    assert (lost.returncode, lost.stderr.splitlines()[0]) == (
        1,
        "khong-co.docx: không đọc được tệp (không có tệp hay thư mục này).",
    )


def test_pictures_are_refused_in_words_where_nothing_draws_them():
    with pytest.raises(Exit) as refused:
        verbs._renderer(lambda _name: "")
    assert str(refused.value) == (
        "--pictures: máy này không có LibreOffice và pdftoppm. Sửa: cài thêm, hoặc dùng --site, không có hình."
    )


def test_without_libreoffice_print_says_what_to_do():
    with pytest.raises(Exit) as refused:
        verbs.print_papers(ROOT / "build", (), "", 1, sys.stderr)
    assert refused.value.code == 1
    assert str(refused.value) == (
        "Máy này không có LibreOffice nên không lập được bản PDF. "
        "Sửa: cài LibreOffice (không mất tiền) rồi chạy lại, hoặc mở văn bản bằng Word và lưu thành PDF."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the program of this test is a script")
def test_print_makes_pdfs_of_a_build_and_ends_with_2_where_a_paper_could_not_be_printed(project, tmp_path):
    fake_office.script(tmp_path)
    (tmp_path / "results" / "any.pdf").write_bytes(small_pdf.made(1))
    surroundings = {"where": project, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    run("build", "--plan", SAMPLE, where=project)
    words, out = ("print", "--plan", SAMPLE, "--only", "ke_hoach"), project / "build" / SAMPLE
    done = run(*words, **surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == f"Tệp để in hai mặt một lượt: {out / 'print' / 'ban-in.pdf'}"
    assert len([*(out / "print" / "ke_hoach").glob("*.pdf")]) == len([*(out / "ke_hoach").glob("*.docx")])
    (out / "ke_hoach" / "so-y-te.docx").write_text("nothing")
    done = run(*words, **surroundings)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        f"{out}/ke_hoach/so-y-te.docx: LibreOffice không in được văn bản này, hoặc in quá lâu."
    )
    assert "Traceback" not in done.stderr
