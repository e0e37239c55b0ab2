"""LibreOffice is called in a profile of its own and in bounded time; a file that breaks it takes no other one along."""

import sys
from pathlib import Path

import pytest
from lxml import etree

import fake_office
from ntsdocs.docx import office, package
from ntsdocs.docx.xml import W

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of these tests are scripts")


@pytest.fixture
def program(tmp_path):
    return fake_office.script(tmp_path)


def convert(program, *texts, to="pdf"):
    return office.converted(program, [text.encode() for text in texts], "docx", to)


def test_all_are_converted_in_one_run(program, tmp_path):
    assert convert(program, "a", "b", "c", to="pdf:filter") == [b"a", b"b", b"c"]
    (words,) = fake_office.runs(tmp_path)
    assert words[1:5] == ["--headless", "--norestore", "--convert-to", "pdf:filter"]
    assert [Path(name).name for name in words[-3:]] == ["0.docx", "1.docx", "2.docx"]


def test_a_command_line_is_never_too_long(program, tmp_path):
    assert convert(program, *["a"] * 101) == [b"a"] * 101
    assert [len(words) - 7 for words in fake_office.runs(tmp_path)] == [50, 50, 1]


def test_a_profile_fetches_nothing_and_is_new_for_each_call(program, monkeypatch):
    profiles = []
    start = office.subprocess.Popen

    def watched(command, **options):
        profiles.append(Path(command[1].removeprefix("-env:UserInstallation=file://")))
        settings = (profiles[-1] / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
        assert 'oor:name="ooInetHTTPProxyName"' in settings
        return start(command, **options)

    monkeypatch.setattr(office.subprocess, "Popen", watched)
    for _ in range(2):
        assert convert(program, "a") == [b"a"]
    assert len({*profiles}) == 2
    assert not any(profile.exists() for profile in profiles)


@pytest.mark.parametrize("fault", ["crash", "hang", "nothing"])
def test_a_file_that_breaks_the_program_loses_no_other_one(program, monkeypatch, fault):
    monkeypatch.setattr(office, "SECONDS", 3)
    assert convert(program, "a", fault, "c", "d") == [b"a", b"", b"c", b"d"]


def test_a_program_that_hangs_is_ended_with_all_it_started(program, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", 3)
    assert convert(program, "hang") == [b""]
    (child,) = map(int, (tmp_path / "log.children").read_text().split())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_slow_program_is_left_alone_while_files_come_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", 3)
    program = tmp_path / "slow"
    steps = "import pathlib, sys, time\nfor name in sys.argv[8:]:\n    time.sleep(1)\n"
    write = "    pathlib.Path(name).with_suffix('.pdf').write_text('ok')\n"
    program.write_text(f"#!{sys.executable}\n{steps}{write}", encoding="utf-8")
    program.chmod(0o755)
    assert convert(str(program), *"abcd") == [b"ok"] * 4


def test_a_program_that_is_not_there_makes_nothing(tmp_path):
    assert convert(str(tmp_path / "không có"), "a", "b") == [b"", b""]


def word_file(text):
    body = f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return package.write([("word/document.xml", body.encode())])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("số 196/KH-UBND ngày", "số 196/KH~UBND ngày"),
        ("số:       /QĐ-BCĐ;", "số:       /QĐ~BCĐ;"),
        ("144/2025/QĐ-CTUBND, 40/KH-BCA-C12.", "144/2025/QĐ~CTUBND, 40/KH~BCA~C12."),
        ("giai đoạn 2025 - 2030, 2030 – 2035", "giai đoạn 2025\u00a0-\u00a02030, 2030\u00a0–\u00a02035"),
        ("sơ-mi và/hoặc a-b, Độc lập - Tự do", "sơ-mi và/hoặc a-b, Độc lập - Tự do"),
    ],
)
def test_no_line_of_a_pdf_ends_in_a_symbol_or_between_years(program, text, held):
    file = word_file(text)
    (made,) = office.converted(program, [file], "docx", "pdf:filter")
    paragraph = etree.fromstring(package.read(made)["word/document.xml"]).find(f".//{W}r")
    assert "".join("~" if each.tag == f"{W}noBreakHyphen" else each.text for each in paragraph) == held
    assert office.converted(program, [file], "doc", "docx") == [file]
