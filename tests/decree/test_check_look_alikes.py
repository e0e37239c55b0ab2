"""Letters that only look Vietnamese: components are known in spite of them, each is told, the fix writes it right."""

from __future__ import annotations

import pytest

from ntsdocs.decree import check, mend
from ntsdocs.docx import package
from paper_maker import letter, text
from tiny_docx import r

MAIN = "word/document.xml"
OLD_FACE = '<w:rFonts w:ascii="vntime mau" w:hAnsi="vntime mau"/>'


def written(old: str, new: str, *body: str) -> bytes:
    parts = package.read(letter(*body))
    xml = parts[MAIN].decode()
    assert old in xml
    return package.write({**parts, MAIN: xml.replace(old, new).encode()}.items())


def told(paper: bytes) -> list[str]:
    return [each.what for each in check.judge(paper).findings if each.severity == "sai"]


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        ("Độc lập", "Ðộc lập", "«Ð» (U+00D0)"),
        ("Độc lập", "Ɖộc lập", "«Ɖ» (U+0189)"),
        ("lưu hồ sơ", "lƣu hồ sơ", "«ƣ» (U+01A3)"),
        ("đơn đốc kho", "ðơn ðốc kho", "«ð» (U+00F0)"),
        ("đơn đốc kho", "đơn đốc kho".replace("c", "\u0441"), "«\u0441» (U+0441)"),
        ("đơn đốc kho", "đơn đốc kh\u03bf", "«\u03bf» (U+03BF)"),
    ],
)
def test_a_letter_that_only_looks_vietnamese_is_told_alone_and_mended(old, new, sign):
    body = text("Giao Phòng Hành chính đơn đốc kho lưu hồ sơ theo đúng quy định.")
    paper = written(old, new, body)
    assert told(paper) == [f"chữ trông giống nhưng không phải chữ Việt: {sign}"]
    mended = mend.mend(paper).docx
    assert old in package.read(mended)[MAIN].decode()
    assert told(mended) == []


def test_words_of_another_alphabet_stay_what_they_are():
    paper = letter(text("Thực hiện thỏa thuận với thành phố Москва về hợp tác."))
    assert not any("trông giống" in what for what in told(paper))
    assert "Москва" in package.read(mend.mend(paper).docx)[MAIN].decode()


def test_what_an_old_font_shows_as_another_letter_is_left():
    paper = written("<w:p><w:r/></w:p>", f"<w:p>{r('Ð§µ Ðc', OLD_FACE)}</w:p>", "<w:p><w:r/></w:p>")
    assert not any("trông giống" in what for what in told(paper))
    assert "Ð§µ Ðc" in package.read(mend.mend(paper).docx)[MAIN].decode()
