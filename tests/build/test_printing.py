"""Each paper of a build is printed once, what goes wrong is told and costs no other paper anything."""

import io
import os
import sys
from datetime import date

import pytest
from pikepdf import Pdf

import fake_office
import small_pdf
from ntsdocs.build import disk, paths, pdf, printing
from ntsdocs.changes.manifest import MANIFEST, FileEntry, Manifest
from ntsdocs.docx import office
from ntsdocs.text.problems import DataWrong, Wrong

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program of these tests is a script")

ON = date(2026, 6, 30)
NAMES = ("bao_cao_nam/2026/bao-cao-nam-2026", "ke_hoach/so-y-te", "ke_hoach/ubnd-xa-nga-son")


class House:
    """A build of three papers and a program that prints them; the first word of a paper names what is made of it."""

    def __init__(self, place):
        self.out = place / "build"
        self.office = fake_office.script(place)
        self.place = place
        for number, name in enumerate(NAMES, start=1):
            self.paper(name, f"{number}")
            (place / "results" / f"{number}.pdf").write_bytes(small_pdf.made(number, f"Văn bản {number}", number))
        self.due(NAMES)

    def due(self, names, on=ON, **days):
        entries = tuple(FileEntry(f"{name}.docx", "", 0) for name in names)
        (self.out / MANIFEST).write_bytes(Manifest("tinh-mau/01-kh-ubnd", on, documents=entries, **days).to_json())

    def paper(self, name, text):
        path = self.out / f"{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def print(self, *only, workers=1):
        steps = []
        lines, problems = printing.print_papers(self.out, only, self.office, workers, steps.append)
        return (
            lines,
            [(each.origin.file.removeprefix(f"{self.out.as_posix()}/"), each.what) for each in problems],
            steps,
        )

    def pdf(self, name):
        return self.out / "print" / f"{name}.pdf"

    def printed(self):
        places = (self.out / "print").rglob("*.pdf")
        return sorted(each.relative_to(self.out / "print").with_suffix("").as_posix() for each in places)

    def pages(self):
        with Pdf.open(io.BytesIO(self.pdf("ban-in").read_bytes())) as whole:
            return [page.label for page in whole.pages]

    def runs(self):
        log = self.place / "log"
        runs = fake_office.runs(self.place) if log.exists() else []
        log.unlink(missing_ok=True)
        return runs


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_each_paper_has_a_pdf_and_all_have_one(house):
    lines, problems, steps = house.print()
    assert lines == [
        f"3 văn bản có bản PDF ở {house.out / 'print'}, 0 giữ nguyên từ trước.",
        f"Tệp để in hai mặt một lượt: {house.pdf('ban-in')}",
    ]
    assert (problems, steps) == ([], [1, 2, 3])
    assert house.printed() == sorted(["ban-in", *NAMES])
    assert house.pages() == ["1", "–", "1", "2", "1", "2", "3"]
    (words,) = house.runs()
    assert words[words.index("--convert-to") + 1] == pdf.ARCHIVAL


def test_what_is_printed_is_no_file_of_the_build(house):
    before = [*paths.files_in(house.out)]
    house.print()
    assert [*paths.files_in(house.out)] == before == sorted(f"{name}.docx" for name in NAMES)


def test_printed_again_elsewhere_every_byte_is_the_same(house, tmp_path):
    house.print()
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    for number in (1, 2, 3):
        later = small_pdf.made(number + 30, f"Văn bản {number}", number)
        (other.place / "results" / f"{number}.pdf").write_bytes(later)
    other.print(workers=2)
    for name in house.printed():
        assert house.pdf(name).read_bytes() == other.pdf(name).read_bytes()


def test_only_what_has_changed_is_printed_again(house):
    house.print()
    before = {name: house.pdf(name).read_bytes() for name in NAMES}
    house.runs()
    assert house.print()[0][0].endswith(", 3 giữ nguyên từ trước.")
    assert house.runs() == []
    house.paper(NAMES[1], "2 sửa tay")
    assert house.print()[0][0].endswith(", 2 giữ nguyên từ trước.")
    assert len(house.runs()) == 1
    assert [name for name in NAMES if house.pdf(name).read_bytes() != before[name]] == [NAMES[1]]


def test_a_pdf_bears_the_day_of_its_edition_or_that_on_which_the_paper_went_out(house):
    editions = (("bao_cao_nam", "2026", date(2026, 12, 14)), ("ke_hoach", "", ON))
    sent = ((f"{NAMES[1]}.docx", "", "2026-07-15"),)
    house.due(NAMES, date(2027, 1, 4), editions=editions, issued=sent)
    house.print()
    days = []
    for name in NAMES:
        with Pdf.open(house.pdf(name)) as paper:
            days.append(str(paper.docinfo["/CreationDate"])[2:10])
    assert days == ["20261214", "20260715", "20260630"]
    house.due(NAMES, date(2027, 2, 1), editions=editions, issued=sent)
    assert house.print()[0][0].endswith(", 3 giữ nguyên từ trước.")


def test_many_papers_are_printed_by_several_runs_of_the_program(house, monkeypatch):
    monkeypatch.setattr(printing, "_BATCH", 1)
    assert house.print(workers=2)[1:] == ([], [1, 2, 3])
    assert len(house.runs()) == 3


@pytest.mark.parametrize(
    ("only", "names"),
    [(["ke_hoach"], NAMES[1:]), (["so-y-te", "2026"], NAMES[:2]), (["ke_hoach/ubnd-*"], NAMES[2:])],
)
def test_only_narrows_what_is_printed(house, only, names):
    house.print(*only)
    assert house.printed() == sorted(["ban-in", *names])


def test_a_name_that_means_no_paper_is_told(house):
    with pytest.raises(DataWrong, match="không có văn bản nào ứng với «so-la»"):
        house.print("so-la")


def test_a_folder_without_a_build_is_told(tmp_path):
    with pytest.raises(DataWrong, match="chưa có danh mục của lần dựng nào"):
        printing.print_papers(tmp_path / "không có", (), "soffice", 1, lambda _: None)
    assert not (tmp_path / "không có").exists()


@pytest.mark.parametrize("fault", ["crash", "hang", "nothing", "half", "no PDF"])
def test_a_paper_that_cannot_be_printed_is_told_and_costs_no_other_anything(house, monkeypatch, fault):
    monkeypatch.setattr(office, "SECONDS", 3)
    (house.place / "results" / "half.pdf").write_bytes(small_pdf.made(1)[:500])
    house.paper(NAMES[1], fault)
    lines, problems, steps = house.print()
    assert problems == [(f"{NAMES[1]}.docx", "LibreOffice không in được văn bản này, hoặc in quá lâu.")]
    assert lines[0].startswith("2 văn bản có bản PDF")
    assert steps == [1, 2, 3]
    assert house.printed() == sorted(["ban-in", NAMES[0], NAMES[2]])
    house.paper(NAMES[1], "2")
    assert house.print()[1] == []
    assert house.printed() == sorted(["ban-in", *NAMES])


def test_a_former_pdf_of_a_paper_that_cannot_be_printed_stays_but_is_not_among_all(house):
    house.print()
    before = house.pdf(NAMES[1]).read_bytes()
    house.paper(NAMES[1], "crash")
    house.print()
    assert house.pdf(NAMES[1]).read_bytes() == before
    assert house.pages() == ["1", "–", "1", "2", "3"]


def test_a_paper_that_is_not_there_is_told(house):
    (house.out / f"{NAMES[0]}.docx").unlink()
    assert house.print()[1] == [(f"{NAMES[0]}.docx", "không có tệp này.")]
    assert house.printed() == sorted(["ban-in", *NAMES[1:]])


def test_a_pdf_that_somebody_signed_or_put_there_stays(house):
    house.print()
    for name in (NAMES[1], "ban-in"):
        with house.pdf(name).open("ab") as file:
            file.write(b"chu ky")
    house.pdf(NAMES[2]).write_bytes(b"cua nguoi khac")
    before = {name: house.pdf(name).read_bytes() for name in house.printed()}
    what = "tệp này không do chương trình ghi, hoặc đã được sửa hay ký; bản mới chưa được ghi."
    lines, problems, _ = house.print()
    assert problems == [(f"print/{name}.pdf", what) for name in ("ban-in", *NAMES[1:])]
    assert len(lines) == 1
    assert {name: house.pdf(name).read_bytes() for name in house.printed()} == before


def test_the_pdf_of_a_paper_that_is_no_longer_due_goes_unless_it_was_signed(house):
    house.print()
    with house.pdf(NAMES[2]).open("ab") as file:
        file.write(b"chu ky")
    house.due(NAMES[1:2])
    house.print()
    assert house.printed() == sorted(["ban-in", *NAMES[1:]])


def test_nothing_is_written_through_a_link_that_leads_out(house, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (house.out / "print").mkdir()
    (house.out / "print" / "ke_hoach").symlink_to(tmp_path / "elsewhere")
    problems = house.print()[1]
    assert [path for path, _ in problems] == [f"print/{name}.pdf" for name in NAMES[1:]]
    assert all("liên kết dẫn ra ngoài" in what for _, what in problems)
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_nothing_is_removed_through_a_link_that_leads_out(house, tmp_path):
    house.print()
    (house.out / "print" / "bao_cao_nam").rename(tmp_path / "elsewhere")
    (house.out / "print" / "bao_cao_nam").symlink_to(tmp_path / "elsewhere")
    house.due(NAMES[1:])
    assert house.print()[1] == []
    assert [each.name for each in (tmp_path / "elsewhere").rglob("*.pdf")] == ["bao-cao-nam-2026.pdf"]


def test_a_folder_in_the_place_of_a_pdf_is_told_and_left(house):
    house.print()
    for name in ("ke_hoach/la.pdf", f"{NAMES[1]}.pdf"):
        place = house.out / "print" / name
        place.unlink(missing_ok=True)
        place.mkdir()
    assert [path for path, _ in house.print()[1]] == [f"print/{NAMES[1]}.pdf"]
    assert (house.out / "print" / "ke_hoach" / "la.pdf").is_dir()


def test_a_place_that_cannot_be_written_is_told(house, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(printing.shelf, "replace", refuse)
    what = "không ghi được tệp (không có quyền, hoặc tệp đang mở trong chương trình khác)."
    assert house.print()[1] == [(f"print/{name}.pdf", what) for name in NAMES]


def test_a_build_under_way_is_not_printed(house):
    with disk.locked(house.out), pytest.raises(Wrong, match="một lượt dựng khác"):
        house.print()
