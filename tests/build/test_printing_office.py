"""Papers printed by LibreOffice itself: for the archive, for who hears them read, twice alike, with room to be signed.

No validator of PDF/A is to be had without Java: the clauses that are tried are listed in archival_rules; pdfua adds its
16 rules of PDF/UA-1.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise

import pdfua
import pytest

import archival_rules
from ntsdocs.build import pdf, printing
from ntsdocs.docx import office

pytestmark = pytest.mark.office

SAMPLE, REAL = "tinh-mau/01-kh-ubnd", "thanh-hoa/196-kh-ubnd"
PAPERS = {
    SAMPLE: [
        "bao_cao_nam/2026/bao-cao-nam-2026",
        "cong_van_don_doc/dot-2/so-y-te",
        "cong_van_trien_khai/1/ubnd-cap-xa",
        "ke_hoach/bo-chi-huy-quan-su-tinh",
        "ke_hoach/ubnd-xa-bien-mau",
    ],
    REAL: ["ke_hoach/so-y-te", "ke_hoach/ubnd-phuong-dao-duy-tu"],
}
NAMES = [(plan, name) for plan, names in PAPERS.items() for name in names]


def printed(built, place):
    """Each paper's PDF, and those of all of a plan."""
    program = shutil.which("soffice")
    assert program, "No LibreOffice: apt-get install libreoffice-writer-nogui."
    for plan, names in PAPERS.items():
        shutil.copytree(built[plan], place / plan)
        assert printing.print_papers(place / plan, names, program, 2, lambda _: None)[1] == []
    return {path.relative_to(place).as_posix(): path for path in place.rglob("print/**/*.pdf")}


@pytest.fixture(scope="module")
def once(built, tmp_path_factory):
    return printed(built, tmp_path_factory.mktemp("once"))


@pytest.fixture
def paper(once, request):
    plan, name = request.param
    return once[f"{plan}/print/{name}.pdf"]


each_paper = pytest.mark.parametrize("paper", NAMES, indirect=True, ids=lambda each: each[1])


def test_two_runs_give_the_same_bytes(built, once, tmp_path):
    twice = printed(built, tmp_path)
    assert len(twice) == len(NAMES) + len(PAPERS)
    assert {name: path.read_bytes() for name, path in once.items()} == {
        name: path.read_bytes() for name, path in twice.items()
    }


@each_paper
def test_a_paper_keeps_the_rules_of_the_archive_and_of_readers_who_hear(paper):
    assert archival_rules.breaches(paper.read_bytes()) == []
    assert [str(each) for each in pdfua.validate(str(paper)).findings] == []


def test_as_libreoffice_leaves_it_a_paper_breaks_rules(built):
    """So the rules that are tried can be broken."""
    data = (built[SAMPLE] / "ke_hoach/ubnd-xa-bien-mau.docx").read_bytes()
    raw = office.converted(shutil.which("soffice") or "", [data], "docx", pdf.ARCHIVAL)[0]
    assert "UA 7.5: table without heading cells" in archival_rules.breaches(raw)


# --- the room for a digital signature -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    page: int
    width: float
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words(paper):
    """Every word on the pages, in points from the upper left corner."""
    command = ["pdftotext", "-bbox", str(paper), "-"]
    page, width = 0, 0.0
    for line in subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines():
        if match := re.search(r'<page width="([\d.]+)"', line):
            page, width = page + 1, float(match[1])
        if match := re.search(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>', line
        ):
            yield Word(page, width, *map(float, match.groups()[:4]), match[5])


@each_paper
def test_nothing_stands_between_the_office_of_the_signer_and_the_name(paper):
    every = [*words(paper)]
    label = next(each for each in reversed(every) if each.text == "Nơi" and each.left < 120)
    right = [each for each in every if each.page == label.page and each.left > each.width * 0.52]
    lines = sorted({(each.top, each.bottom) for each in right if each.top > label.top - 6})
    gaps = [below[0] - above[1] for above, below in pairwise(lines)]
    assert max(gaps) >= 60  # points: 21 mm, for a picture of a signature and a third of a stamp
    assert gaps.index(max(gaps)) == len(gaps) - 1  # below it the name alone


def room_after(text, of_page):
    """How far it is from a word, the rightmost one, to the next one of its line."""
    word = max((each for each in of_page if each.text.startswith(text)), key=lambda each: each.left)
    line = (each.left for each in of_page if abs(each.top - word.top) < 2 and each.left > word.left)
    return min(line) - word.right


@each_paper
def test_number_and_date_are_free_to_be_filled_and_the_upper_right_corner_is_bare(paper):
    every = [*words(paper)]
    head = [each for each in every if each.page == 1 and each.top < 130]
    assert room_after("Số:", head) >= 18
    assert room_after("ngày", head) >= 12
    assert room_after("tháng", head) >= 12
    assert [each for each in every if each.top < 50 and each.right > each.width * 0.6] == []
