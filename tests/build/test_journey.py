"""The whole journey: the same bytes everywhere, nothing half done, and everything that is in the way told at once."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

import copied_project
import goldens
from ntsdocs.build.journey import build, folder, inputs
from ntsdocs.build.options import BuildOptions, Replacement
from ntsdocs.changes import manifest
from ntsdocs.decree.values import NBSP
from ntsdocs.diff.forecast import forecast
from ntsdocs.kinds import KINDS
from ntsdocs.text.problems import DataWrong, TemplateWrong
from papers import paragraphs

ROOT = Path(__file__).resolve().parents[2]
REAL, SAMPLE = "thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd"


@pytest.fixture
def project(tmp_path):
    """A copy of what a build reads, to be spoilt."""
    return copied_project.whole(tmp_path / "du an")  # a blank in the path, as in «My Documents»


def run(project, *words, cwd=None, **surroundings):
    """A verb, as a person starts it."""
    command = [sys.executable, "-m", "invoke", "--search-root", str(project), *words]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **surroundings}
    where = cwd or project
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, encoding="utf-8", check=False)


def files(place):
    """Every file of a build by its place, but the lock."""
    found = (path for path in sorted(place.rglob("*")) if path.is_file() and path.name != ".khoa")
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}


def documents(place):
    """Place → hash, from the manifest."""
    told = json.loads((place / "manifest.json").read_bytes())["documents"]
    return {path: entry["sha256"] for path, entry in told.items()}


def changed(before, after):
    """The papers that differ, appeared or went away."""
    old, new = documents(before), documents(after)
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def change(path, old, new, count=1):
    """Replaces a text that stands exactly `count` times in the file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == count
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def rule(project, plan, ruling, choice):
    """Gives another answer to one question, as the secretariat would: one word in one file."""
    path = project / "data" / plan / "decisions.yaml"
    text = path.read_text(encoding="utf-8")
    answered = re.sub(rf"(- id: {ruling}\n.*?\n    choice: )\S+", rf"\g<1>{choice}", text, count=1, flags=re.DOTALL)
    assert answered != text
    path.write_text(answered, encoding="utf-8", newline="")


# --- the same bytes everywhere ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "0"},
        {"TZ": "America/Anchorage", "LC_ALL": "tr_TR.UTF-8", "LANG": "vi_VN", "PYTHONHASHSEED": "4242", "USER": "ai"},
    ],
    ids=["C", "tr_TR"],
)
def test_a_build_elsewhere_at_another_hour_by_another_person_has_the_same_bytes(project, tmp_path, built, surroundings):
    out, away = tmp_path / "kết quả", tmp_path / "chỗ khác"
    away.mkdir()
    done = run(project, "build", "--plan", SAMPLE, "--out", str(out), cwd=away, **surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    assert files(out) == files(built[SAMPLE])


def test_the_real_plan_too_has_the_same_bytes_elsewhere(project, tmp_path, built):
    surroundings = {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}
    done = run(project, "build", cwd=tmp_path, **surroundings)
    assert done.returncode == 0, done.stderr
    assert files(project / "build" / REAL) == files(built[REAL])


def test_a_second_build_changes_nothing_on_disk(tmp_path):
    build(ROOT, SAMPLE, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.docx")}
    again = build(ROOT, SAMPLE, tmp_path).outcome
    assert (len(again.same), again.new, again.changed, again.removed) == (len(copied_project.DUE), (), (), ())
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.docx")} == before


def test_the_papers_of_the_sample_province_have_the_bytes_that_were_accepted(built):
    # A change of any byte of any paper shows here. Meant? Then: invoke accept.
    accepted = json.loads((ROOT / "tests" / "golden" / "tinh-mau-manifest.json").read_text(encoding="utf-8"))
    assert documents(built[SAMPLE]) == accepted


def test_what_accept_would_write_is_what_a_build_writes(built):
    assert goldens.hashes() == documents(built[SAMPLE])


@pytest.mark.parametrize("plan", [REAL, SAMPLE])
def test_the_manifest_names_every_paper_every_input_and_the_libraries(built, plan):
    told = json.loads((built[plan] / "manifest.json").read_bytes())
    home, province = ROOT / "data" / plan, ROOT / "data" / plan.split("/")[0]
    tables = [path for path in [*home.rglob("*"), *province.glob("*")] if path.suffix in (".csv", ".yaml")]
    tables += [
        ROOT / "data" / "law" / "holidays.csv",
        ROOT / "data" / "chung" / "bao-cao.yaml",
        *(ROOT / "templates" / f"{kind.name}.docx" for kind in KINDS),
    ]
    expected = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in tables}
    assert told["inputs"] == _entries(expected)
    papers = files(built[plan])
    del papers["manifest.json"], papers["manifest-slices.json"]
    recipes = {path: {name: entry.pop(name) for name in RECIPE} for path, entry in told["documents"].items()}
    assert told["documents"] == _entries(papers)
    assert {name: len({each[name] for each in recipes.values()}) for name in RECIPE} == {
        "context": len(papers),
        "template": len({path.partition("/")[0] for path in papers}),
        "tools": 1,
    }
    assert set(told["versions"]) == {*manifest.LIBRARIES, "ntsdocs"}
    assert (told["plan"], told["on"]) == (plan, {REAL: "2025-09-15", SAMPLE: "2026-12-14"}[plan])


RECIPE = ("context", "template", "tools")


def _entries(contents):
    made = [manifest.FileEntry.of(path, data) for path, data in contents.items()]
    return {entry.path: {"sha256": entry.sha256, "size": entry.size} for entry in made}


def test_a_table_that_is_open_in_excel_is_no_input(project):
    before = inputs(project, SAMPLE)
    (project / "data" / SAMPLE / "~$tasks.xlsx").write_bytes(b"\x07Thu ky")
    (project / "data" / SAMPLE / "results" / "~$2026.xlsx").write_bytes(b"\x07Thu ky")
    assert inputs(project, SAMPLE) == before
    build(project, SAMPLE, project / "build")


def test_papers_are_not_put_among_the_projects_own_files(project):
    for place in (project, project / "data", project / "templates" / "x"):
        with pytest.raises(DataWrong, match="không ghi văn bản vào"):
            build(project, SAMPLE, place)


def test_papers_are_not_put_in_a_folder_that_holds_the_project(project):
    for place in (project.parent, Path(project.anchor)):
        with pytest.raises(DataWrong, match="thư mục chứa cả dự án"):
            build(project, SAMPLE, place)
        with pytest.raises(DataWrong, match="thư mục chứa cả dự án"):
            forecast(project, SAMPLE, place)


def test_an_emptied_table_takes_no_paper_back(project, tmp_path):
    build(project, SAMPLE, tmp_path / "out")
    tasks = project / "data" / SAMPLE / "tasks.csv"
    tasks.write_text(tasks.read_text(encoding="utf-8-sig").splitlines()[0] + "\n", encoding="utf-8-sig")
    with pytest.raises(DataWrong, match="bảng không có nhiệm vụ nào"):
        build(project, SAMPLE, tmp_path / "out")
    assert len(list((tmp_path / "out").rglob("*.docx"))) == len(copied_project.DUE)


def test_faults_of_data_issuers_and_templates_are_told_in_one_run(project, tmp_path):
    facts = project / "data" / SAMPLE / "plan.yaml"
    text = facts.read_text(encoding="utf-8").replace("  cong_van_don_doc:", "  cong_van_nhac:")
    facts.write_text(text.replace("on: 2026-12-14", "on: 2024-12-14"), encoding="utf-8")
    (project / "templates" / "ke_hoach.docx").write_bytes(b"PK")
    with pytest.raises(DataWrong) as wrong:
        build(project, SAMPLE, tmp_path / "out")
    told = "\n".join(problem.what for problem in wrong.value.problems)
    assert "không có loại văn bản «cong_van_nhac»." in told
    assert "ngày lập văn bản 14/12/2024 đứng trước ngày ban hành Kế hoạch (20/01/2025)." in told
    assert any(problem.origin.file == "templates/ke_hoach.docx" for problem in wrong.value.problems)


# --- no clock, no network, no surroundings ----------------------------------------------------------------------------

CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "time", "time_ns", "localtime", "gmtime", "strftime", "ctime"}
FORBIDDEN_MODULES = {"time", "locale", "random", "secrets", "uuid", "socket", "urllib", "http", "getpass", "platform"}
SURROUNDINGS = {"environ", "getenv", "getlogin", "getcwd", "cwd", "home", "expanduser", "getlocale", "setlocale"}
HANDED_ON = {"environ"}  # to LibreOffice, which would have it anyhow: only so can it be given a time zone


def _modules():
    return sorted((ROOT / "src" / "ntsdocs").rglob("*.py"))


def _named(path):
    """Every attribute a module uses and every module or name it imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Import):
            yield from (f"import {alias.name.split('.')[0]}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"import {(node.module or '').split('.')[0]}"
            # datetime.time is a type, and no clock
            yield from (alias.name for alias in node.names if (node.module, alias.name) != ("datetime", "time"))


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_no_module_asks_for_the_clock_the_network_or_the_surroundings(path):
    # date.strftime would be a clock's word too: vn writes dates, and no locale has a say.
    used = set(_named(path))
    assert used & CLOCKS == set()
    assert used & SURROUNDINGS == (HANDED_ON if path.match("docx/office.py") else set())
    assert used & {f"import {name}" for name in FORBIDDEN_MODULES} == set()


def test_the_scan_for_clocks_sees_one(tmp_path):
    module = tmp_path / "a.py"
    module.write_text("import time\nfrom datetime import date\nfrom os import environ\nprint(date.today())\n")
    assert set(_named(module)) == {"import time", "import datetime", "date", "import os", "environ", "today"}


class _ClockWatch:
    """Notes who asks the clock for the date or the hour, in whatever library."""

    asked = frozenset({"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"})

    def __init__(self):
        self.seen = set()

    def __call__(self, frame, event, arg):
        if event == "c_call" and arg.__name__ in self.asked:
            owner = getattr(arg, "__self__", None)
            if owner is time or (isinstance(owner, type) and issubclass(owner, date | datetime)):
                self.seen.add(f"{Path(frame.f_code.co_filename).name}:{arg.__name__}")

    def __enter__(self):
        sys.setprofile(self)
        return self

    def __exit__(self, *_):
        sys.setprofile(None)


def test_a_build_asks_nobody_for_the_date_and_opens_no_connection(tmp_path, monkeypatch):
    def refuse(*_args, **_named):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    build(ROOT, SAMPLE, tmp_path / "first")  # a library may look at the clock as it is imported
    with _ClockWatch() as watch:
        build(ROOT, SAMPLE, tmp_path / "second")
    assert watch.seen == set()


def test_the_watch_on_the_clock_sees_who_asks():
    with _ClockWatch() as watch:
        date.today()  # noqa: DTZ011 - what the watch is for
        datetime.now()  # noqa: DTZ005
        time.time()
    assert watch.seen == {f"{Path(__file__).name}:{name}" for name in ("today", "now", "time")}


# --- nothing half done ------------------------------------------------------------------------------------------------


def test_broken_data_tell_every_fault_at_once_and_leave_the_last_build_as_it_was(project):
    home = project / "data" / SAMPLE
    assert run(project, "build", "--plan", SAMPLE).returncode == 0
    before = files(project / "build" / SAMPLE)
    change(home / "tasks.csv", "\n4,I,", "\n3,I,")
    change(home / "plan.yaml", "on: 2026-12-14", "on: 2026-13-14")
    change(home / "results" / "2025.csv", "1,so-noi-vu,Hoàn thành,", "1,so-noi-vo,Hoàn thành,")
    change(home / "decisions.yaml", "choice: linh-vuc", "choice: linh-vực")
    change(project / "data" / "tinh-mau" / "agencies.csv", "\nso-tai-chinh,", "\nso-noi-vu,")
    done = run(project, "build", "--plan", SAMPLE)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith("data/")]
    for start in (
        f"data/{SAMPLE}/tasks.csv, dòng 5, cột «Số»: ",
        f"data/{SAMPLE}/plan.yaml, ",
        f"data/{SAMPLE}/results/2025.csv, dòng 2, cột «Cơ quan»: ",
        f"data/{SAMPLE}/decisions.yaml, ",
        "data/tinh-mau/agencies.csv, dòng 3, cột «Mã»: ",
    ):
        assert sum(line.startswith(start) for line in told) == 1, (start, done.stderr)
    assert done.stderr.rstrip().endswith(f"Dừng lại vì {len(told)} lỗi; kết quả lần trước còn nguyên.")
    assert done.stderr.count("\n    Sửa: ") == len(told)
    assert "Traceback" not in done.stderr
    assert files(project / "build" / SAMPLE) == before


def test_a_fault_in_a_template_stops_the_build_before_anything_is_written(project, tmp_path):
    template = project / "templates" / "bao_cao_nam.docx"
    _spoil(template, "{{ title.trich_yeu }}", "{{ title.trich_yeo }}")
    with pytest.raises(TemplateWrong) as caught:
        build(project, SAMPLE, tmp_path / "out")
    (problem,) = caught.value.problems
    assert problem.origin.file == "templates/bao_cao_nam.docx"
    assert "trich_yeo" in problem.what
    assert not (tmp_path / "out").exists()


def test_faults_in_several_templates_are_told_together(project, tmp_path):
    for kind in ("ke_hoach", "cong_van_don_doc"):
        _spoil(project / "templates" / f"{kind}.docx", "{{ head.so_ky_hieu }}", "{{ head.so_kí_hiệu }}")
    with pytest.raises(TemplateWrong) as caught:
        build(project, SAMPLE, tmp_path / "out")
    assert {problem.origin.file for problem in caught.value.problems} == {
        "templates/ke_hoach.docx",
        "templates/cong_van_don_doc.docx",
    }


def _spoil(template, old, new):
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(template, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_where_no_issuer_is_named_the_one_of_the_plan_issues(project, tmp_path):
    path = project / "data" / SAMPLE / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  bao_cao_nam:")], encoding="utf-8")
    build(project, SAMPLE, tmp_path / "out")
    lines = paragraphs((tmp_path / "out" / "bao_cao_nam" / "2026" / "bao-cao-nam-2026.docx").read_bytes())
    assert lines[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH MẪU"]
    assert next(line for line in lines if line.startswith("Số:")) == f"Số:{NBSP * 7}/BC-……"


def test_a_misspelt_kind_among_the_issuers_is_named_before_anything_is_written(project, tmp_path):
    path = project / "data" / SAMPLE / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  bao_cao_nam:", "  bao_cao_namm:"), encoding="utf-8")
    with pytest.raises(DataWrong) as caught:
        build(project, SAMPLE, tmp_path / "out")
    assert str(caught.value) == (
        "data/tinh-mau/01-kh-ubnd/plan.yaml, cột «issuers»: không có loại văn bản «bao_cao_namm».\n"
        "    Sửa: có phải «bao_cao_nam»? Ghi một trong: "
        "cong_van_trien_khai, cong_van_don_doc, cong_van_bao_cao, bao_cao_nam."
    )
    assert not (tmp_path / "out").exists()


# --- what somebody wrote is kept --------------------------------------------------------------------------------------


def test_an_edited_paper_is_kept_with_the_new_text_beside_it_and_status_2(project):
    place = project / "build" / SAMPLE / "ke_hoach"
    assert run(project, "build", "--plan", SAMPLE).returncode == 0
    (place / "so-y-te.docx").write_bytes(b"sua tay")
    done = run(project, "build", "--plan", SAMPLE)
    assert done.returncode == 0
    assert "  1 tệp đã sửa tay, giữ nguyên: ke_hoach/so-y-te.docx.\n" in done.stdout
    change(project / "data" / SAMPLE / "plan.yaml", "number: 01/KH-UBND", "number: 77/KH-UBND")
    done = run(project, "build", "--plan", SAMPLE)
    assert done.returncode == 2
    assert "Chú ý: ke_hoach/so-y-te.docx đã được sửa tay nên giữ nguyên; bản mới ở ke_hoach/so-y-te.moi.docx." in (
        done.stdout
    )
    assert done.stderr.rstrip().endswith("Có tệp đã được sửa tay: xem các dòng «Chú ý» ở trên.")
    assert (place / "so-y-te.docx").read_bytes() == b"sua tay"
    assert "77/KH-UBND" in "".join(paragraphs((place / "so-y-te.moi.docx").read_bytes()))
    (place / "so-y-te.moi.docx").unlink()
    assert run(project, "build", "--plan", SAMPLE).returncode == 0


def test_an_edited_paper_that_is_no_longer_due_is_kept_with_status_2(project):
    assert run(project, "build", "--plan", SAMPLE).returncode == 0
    late = project / "build" / SAMPLE / "cong_van_don_doc" / "dot-2" / "so-y-te.docx"
    late.write_bytes(b"sua tay")
    change(project / "data" / SAMPLE / "editions.csv", "dot-2,14/12/2026", "dot-2,31/05/2026")
    done = run(project, "build", "--plan", SAMPLE)
    assert done.returncode == 2
    told = "Chú ý: cong_van_don_doc/dot-2/so-y-te.docx không còn cần nhưng đã được sửa tay nên giữ nguyên."
    assert told in done.stdout
    assert late.read_bytes() == b"sua tay"
    assert not list(late.parent.glob("*.moi.docx"))
    again = run(project, "build", "--plan", SAMPLE)
    assert (again.returncode, again.stdout.count("Chú ý: cong_van_don_doc/dot-2/so-y-te.docx")) == (2, 1)
    given = run(project, "build", "--plan", SAMPLE, "--replace", "cong_van_don_doc/dot-2/so-y-te")
    assert (given.returncode, given.stderr) == (0, "")
    assert not late.exists()


# --- a part of the papers ---------------------------------------------------------------------------------------------

REPORT_2026 = "bao_cao_nam/2026/bao-cao-nam-2026.docx"
LETTERS = {"cong_van_trien_khai/1/co-quan-cap-tinh.docx", "cong_van_trien_khai/1/ubnd-cap-xa.docx"}
WARDS = {"ke_hoach/ubnd-phuong-cho-mau.docx", "ke_hoach/ubnd-phuong-nguyen-van-mau.docx"}


@pytest.mark.parametrize(
    ("only", "made"),
    [
        (["cong_van_trien_khai"], LETTERS),
        (["so-y-te"], {"ke_hoach/so-y-te.docx", "cong_van_don_doc/dot-2/so-y-te.docx"}),
        (["ke_hoach/ubnd-phuong-*"], WARDS),
        (["*/thanh-tra-tinh"], {"ke_hoach/thanh-tra-tinh.docx", "cong_van_don_doc/dot-2/thanh-tra-tinh.docx"}),
        (["bao_cao_nam/2026", "ke_hoach/ubnd-phuong-*", "khong-co"], {REPORT_2026, *WARDS}),
        (["2026"], {REPORT_2026, "cong_van_bao_cao/2026/chung.docx"}),
    ],
)
def test_only_narrows_the_build_by_kind_agency_or_pattern(tmp_path, built, only, made):
    told = build(ROOT, SAMPLE, tmp_path, options=BuildOptions(tuple(only)))
    papers = {path: data for path, data in files(tmp_path).items() if path.endswith(".docx")}
    assert papers == {path: (built[SAMPLE] / path).read_bytes() for path in made}
    assert sum(each.count for each in told.counts) == len(made)
    assert all(each.count for each in told.counts)


def test_a_part_built_for_another_date_removes_nothing_that_was_not_asked_for(tmp_path):
    build(ROOT, SAMPLE, tmp_path)
    before = {path: data for path, data in files(tmp_path).items() if not path.startswith(("ke_hoach/", "manifest"))}
    outcome = build(ROOT, SAMPLE, tmp_path, date(2025, 6, 30), BuildOptions(("ke_hoach",))).outcome
    after = {path: data for path, data in files(tmp_path).items() if not path.startswith(("ke_hoach/", "manifest"))}
    assert (outcome.removed, outcome.manifest.whole) == ((), False)
    assert after == before


def test_a_part_built_anew_leaves_the_other_papers_and_the_manifest_whole(tmp_path):
    build(ROOT, SAMPLE, tmp_path)
    before = files(tmp_path)
    outcome = build(ROOT, SAMPLE, tmp_path, options=BuildOptions(("bao_cao_nam/2026",))).outcome
    assert (outcome.same, outcome.removed) == ((REPORT_2026,), ())
    assert files(tmp_path) == before


@pytest.mark.parametrize("names", [("khong-co",), ("so-y-te", "khong-co")])
def test_a_name_that_no_paper_has_gives_nothing_way_and_is_told(tmp_path, names):
    build(ROOT, SAMPLE, tmp_path)
    (tmp_path / "ke_hoach" / "so-y-te.docx").write_bytes(b"edited")
    before = files(tmp_path)
    with pytest.raises(DataWrong) as caught:
        build(ROOT, SAMPLE, tmp_path, options=BuildOptions(replacing=Replacement(names)))
    assert [(each.origin.file, each.what) for each in caught.value.problems] == [
        ("--replace", "không có văn bản nào ứng với «khong-co».")
    ]
    assert files(tmp_path) == before


def test_to_choose_nothing_is_a_fault_and_writes_no_paper(tmp_path):
    with pytest.raises(DataWrong) as caught:
        build(ROOT, SAMPLE, tmp_path / "out", options=BuildOptions(("so-y-tế", "ke_hoac/*")))
    assert str(caught.value) == (
        "--only: không có văn bản nào ứng với «so-y-tế», «ke_hoac/*».\n"
        "    Sửa: ghi loại văn bản (ke_hoach, cong_van_trien_khai, cong_van_don_doc, cong_van_bao_cao, bao_cao_nam), "
        "đợt (ví dụ dot-2), mã cơ quan (ví dụ so-y-te) hoặc mẫu tên (ví dụ ke_hoach/ubnd-*)."
    )
    assert [path.name for path in (tmp_path / "out").rglob("*")] == [".khoa"]


@pytest.mark.parametrize(
    ("on", "late", "report"),
    [
        # Plans are owed before 15/3/2025: three agencies have recorded none by then.
        ("2025-03-14", [], "2025"),
        ("2025-03-20", ["thanh-tra-tinh", "ubnd-xa-bien-mau", "ubnd-xa-doi-mau"], "2025"),
        # Biển Mẫu sent its plan later in 2025.
        ("2026-01-10", ["thanh-tra-tinh", "ubnd-xa-doi-mau"], "2026"),
        # Task 12, before June 2026, waits for a decision that came on 10/02/2026; Sở Y tế has not done it.
        ("2026-05-31", ["thanh-tra-tinh", "ubnd-xa-doi-mau"], "2026"),
        ("2026-06-30", ["so-y-te", "thanh-tra-tinh", "ubnd-xa-doi-mau"], "2026"),
    ],
)
def test_the_date_decides_who_is_reminded_and_which_year_is_reported(tmp_path, on, late, report):
    build(ROOT, SAMPLE, tmp_path, date.fromisoformat(on), BuildOptions(("cong_van_don_doc", "bao_cao_nam")))
    assert sorted(path.stem for path in tmp_path.glob(f"cong_van_don_doc/{on}/*.docx")) == late
    assert [path.name for path in (tmp_path / "bao_cao_nam").iterdir()] == [report]
    assert json.loads((tmp_path / "manifest.json").read_bytes())["on"] == on


# --- warnings ---------------------------------------------------------------------------------------------------------


def test_with_strict_a_warning_stops_the_build(tmp_path, built):
    out = tmp_path / "out"
    with pytest.raises(DataWrong) as caught:
        build(ROOT, REAL, out, options=BuildOptions(strict=True))
    assert {problem.severity.value for problem in caught.value.problems} == {"cảnh báo"}
    assert not out.exists()
    build(ROOT, SAMPLE, out, options=BuildOptions(strict=True))  # which has nothing to warn of
    assert files(out) == files(built[SAMPLE])


# --- which plan -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "plan",
    [
        "tinh-mau/02-kh-ubnd",
        "tinh-mau",
        "law",
        "",
        ".",
        "../..",
        "..",
        "tinh-mau/../thanh-hoa/196-kh-ubnd",
        "tinh-mau/01-kh-ubnd/..",
        "tinh-mau/01-kh-ubnd/results",
        str(ROOT / "data" / SAMPLE),
        "/etc",
    ],
)
def test_a_plan_that_is_none_is_refused_by_name(plan):
    with pytest.raises(DataWrong) as caught:
        folder(ROOT, plan)
    assert str(caught.value) == (
        f"data/{plan}: không phải là thư mục của một kế hoạch (không có plan.yaml).\n"
        "    Sửa: chọn một trong: thanh-hoa/196-kh-ubnd, tinh-mau/01-kh-ubnd."
    )


def test_a_plan_may_be_named_as_a_shell_completes_it():
    assert folder(ROOT, f"{SAMPLE}/") == ROOT / "data" / SAMPLE
    assert folder(ROOT, f"./{SAMPLE}") == ROOT / "data" / SAMPLE


def test_a_link_to_a_plan_elsewhere_is_refused(project, tmp_path):
    elsewhere = tmp_path / "noi khac" / "tinh-khac"
    shutil.copytree(project / "data" / "tinh-mau", elsewhere)
    data = project / "data"
    (data / "tinh-khac").symlink_to(elsewhere, target_is_directory=True)
    (data / "tinh-mau" / "lien-ket").symlink_to(data / SAMPLE, target_is_directory=True)
    for plan in ("tinh-khac/01-kh-ubnd", "tinh-mau/lien-ket"):
        with pytest.raises(DataWrong, match=re.escape(f"data/{plan}: không phải là thư mục của một kế hoạch")):
            folder(project, plan)
    assert folder(project, SAMPLE) == data / SAMPLE


def test_a_refused_plan_ends_with_status_1_and_makes_no_folder(project):
    done = run(project, "build", "--plan", "../..")
    assert done.returncode == 1
    assert done.stderr.startswith("data/../..: không phải là thư mục của một kế hoạch")
    assert not (project / "build").exists()


# --- a ruling is data -------------------------------------------------------------------------------------------------

PROVINCIAL_LETTER, COMMUNE_LETTER = sorted(LETTERS)
REPORT = "bao_cao_nam/2025/bao-cao-nam-2025.docx"


@pytest.mark.parametrize(
    ("ruling", "choice", "touched"),
    [
        # «sở, ban, ngành» without the three that are not under the committee: they lose what the group gave them.
        (
            "D1",
            "hep",
            {
                "ke_hoach/bo-chi-huy-quan-su-tinh.docx",
                "ke_hoach/cong-an-tinh.docx",
                "ke_hoach/ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7.docx",
                PROVINCIAL_LETTER,
                REPORT,
            },
        ),
        # Two bodies draw up no plan of their own: two drafts less, and no place among the recipients.
        (
            "D2",
            "khong",
            {"ke_hoach/thanh-tra-tinh.docx", "ke_hoach/van-phong-ubnd-tinh.docx", PROVINCIAL_LETTER, REPORT},
        ),
        # Two communes more count as lying by the sea.
        (
            "D7",
            "ca-chua-ro",
            {"ke_hoach/ubnd-xa-hoa-loc.docx", "ke_hoach/ubnd-xa-hoang-chau.docx", COMMUNE_LETTER, REPORT},
        ),
        # By when task 1 counts as late: who leads it fulfils it by the draft itself, so it is said where it is joined.
        ("D11", "theo-bang", {"ke_hoach/cong-an-tinh.docx", REPORT}),
    ],
)
def test_a_ruling_changes_exactly_the_papers_it_is_about(project, tmp_path, built, ruling, choice, touched):
    rule(project, REAL, ruling, choice)
    build(project, REAL, tmp_path / "out")
    assert changed(built[REAL], tmp_path / "out") == touched
