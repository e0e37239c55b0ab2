"""A PDF has the same bytes whenever it is written, its layout tables are none, and many become one for the printer."""

import io
import struct
from datetime import date

import pytest
from pikepdf import Dictionary, OutlineItem, Pdf, PdfError

import small_pdf
from ntsdocs.build import pdf

DAY = date(2026, 6, 30)
KEY = "0123456789abcdef" * 2

LETTERHEAD = ("DD", "DD")
SIGNATURE = ("DD",)
DATA = ("HHH", "DDD", "DDD")
PARTS = ("/Div", "/Table", "/TBody", "/TR", "/TH", "/TD")
BARE = ("DDD", "DDD")


def opened(data):
    return Pdf.open(io.BytesIO(data))


def archival(second=1, **wishes):
    return pdf.archival(small_pdf.made(second, **wishes), DAY, KEY)


def test_two_that_were_written_at_other_moments_are_equal():
    assert small_pdf.made(1) != small_pdf.made(2)
    assert archival(1) == archival(2)


def test_the_moment_is_the_day_of_the_paper_in_all_places():
    whole = opened(archival())
    assert str(whole.docinfo["/CreationDate"]) == "D:20260630000000Z"
    xmp = whole.Root.Metadata.read_bytes().decode()
    assert xmp.count("2026-06-30T00:00:00Z</xmp:") == 2
    assert "2026-11-30" not in xmp
    profile = whole.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert struct.unpack(">6H", profile[24:36]) == (2026, 6, 30, 0, 0, 0)
    assert (profile[:24], profile[36:]) == ((b"icc-" * 40)[:24], (b"icc-" * 40)[36:])
    assert "/DocChecksum" not in whole.trailer
    assert pdf.archival(small_pdf.made(1), date(2026, 7, 1), KEY) != archival()


def test_the_property_that_tells_pdf_ua_is_described_once():
    once, twice = opened(archival()), opened(pdf.archival(archival(), DAY, KEY))
    xmp = once.Root.Metadata.read_bytes()
    assert xmp.count(b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>") == 1
    assert twice.Root.Metadata.read_bytes() == xmp


@pytest.mark.parametrize(
    ("table", "names"),
    {
        LETTERHEAD: {"Div", "P"},
        SIGNATURE: {"Div", "P"},
        ("D", "DD", "DD"): {"Div", "P"},
        DATA: {"Table", "TBody", "TR", "TH", "TD", "P"},
        ("HH", "DD"): {"Table", "TR", "TH", "TD", "P"},
        BARE: {"Table", "TR", "TD", "P"},
    }.items(),
    ids=["letterhead", "signature", "two columns", "data", "data of two columns", "data without a heading"],
)
def test_what_only_sets_things_side_by_side_is_no_table(table, names):
    whole = opened(archival(tables=[table]))
    assert set(small_pdf.tags(whole)) == names
    owners = {str(each.A.O) for each in whole.objects if isinstance(each, Dictionary) and each.get("/S") in PARTS}
    assert owners == {"/Layout" if "Div" in names else "/Table"}


def test_each_table_is_judged_by_itself():
    assert small_pdf.tags(opened(archival(tables=[LETTERHEAD, ("HHH",), SIGNATURE]))) == [
        *("Div", "Div", "Div", "P", "Div", "P", "Div", "Div", "P", "Div", "P"),
        *("Table", "TR", "TH", "P", "TH", "P", "TH", "P"),
        *("Div", "Div", "Div", "P", "Div", "P"),
    ]


@pytest.mark.parametrize("cut", [0, 20, 400, -30], ids=["empty", "its first line", "half", "without its end"])
def test_one_that_is_not_whole_is_refused(cut):
    with pytest.raises(PdfError):
        pdf.archival(small_pdf.made(1)[:cut], DAY, KEY)


def test_one_that_is_not_for_the_archive_is_refused():
    plain = io.BytesIO()
    with Pdf.new() as empty:
        empty.save(plain)
    with pytest.raises(PdfError):
        pdf.archival(plain.getvalue(), DAY, KEY)


def test_a_key_is_read_of_one_of_ours_as_it_was_written_and_of_no_other():
    ours = archival()
    assert pdf.key_of(ours) == KEY
    signed = ours + b"1 0 obj <</Type /Sig>> endobj\n%%EOF\n"
    changed = ours.replace(b"D:2026063", b"D:2026073") if b"D:2026063" in ours else ours[:200] + b"x" + ours[201:]
    for other in (b"", b"%PDF-1.7", small_pdf.made(1), signed, changed, ours[:-1]):
        assert pdf.key_of(other) == ""


# --- one of many ----------------------------------------------------------------------------------------------------


def labels(whole):
    return [page.label for page in whole.pages]


def test_each_paper_begins_on_a_right_page_with_its_own_numbers_and_a_bookmark():
    papers = {
        f"ke_hoach/{name}": archival(title=f"Kế hoạch {pages}", pages=pages)
        for name, pages in zip("abcd", (3, 2, 1, 1), strict=True)
    }
    whole = opened(pdf.joined(papers))
    assert labels(whole) == ["1", "2", "3", "–", "1", "2", "1", "–", "1"]
    blank = [number for number, page in enumerate(whole.pages, start=1) if "Kế hoạch" not in text(page)]
    assert blank == [4, 8]
    with whole.open_outline() as outline:
        marks = [(each.title, place(whole, each)) for each in outline.root]
    assert marks == [
        ("ke_hoach/a. Sở Y tế. Kế hoạch 3", 1),
        ("ke_hoach/b. Sở Y tế. Kế hoạch 2", 5),
        ("ke_hoach/c. Sở Y tế. Kế hoạch 1", 7),
        ("ke_hoach/d. Sở Y tế. Kế hoạch 1", 9),
    ]
    assert str(whole.Root.Lang) == "vi-VN"


def text(page):
    return page.Contents.read_bytes().decode() if "/Contents" in page else ""


def place(whole, mark: OutlineItem):
    return 1 + whole.pages.index(mark.destination[0] if mark.destination else mark.action.D[0])


def test_a_paper_alone_is_followed_by_no_blank_page():
    assert labels(opened(pdf.joined({"a": archival(pages=3)}))) == ["1", "2", "3"]


def test_joined_twice_it_is_the_same():
    papers = {name: archival(title=name, pages=2) for name in "ab"}
    assert pdf.joined(papers) == pdf.joined(papers)
    assert pdf.key_of(pdf.joined(papers)) == "0" * 32
