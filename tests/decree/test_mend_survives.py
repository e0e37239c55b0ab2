"""What a mended paper keeps: pictures, tables, comments, tracked changes, notes, controls; every word of any paper."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import paper_maker
from ntsdocs.decree import mend
from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.text.vn import tone_fold
from tiny_docx import control

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="Hình 1" descr="Bản đồ"/><a:graphic '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="x">'
    '<a:blip r:embed="rId:image1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)  # fmt: skip


def run(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}<w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tracked(kind: str, id_: int, inside: str) -> str:
    return f'<w:{kind} w:id="{id_}" w:author="Nguyễn Văn Mẫu" w:date="2026-01-02T03:04:05Z">{inside}</w:{kind}>'


RICH = "".join(
    (
        '<w:bookmarkStart w:id="1" w:name="cho"/><w:commentRangeStart w:id="3"/>',
        run("Các sở, ban, ngành triển khai nhiệm vụ được giao trong Kế hoạch này, ", '<w:rFonts w:ascii="Arial"/>'),
        '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r><w:bookmarkEnd w:id="1"/>',
        tracked("ins", 11, run("báo cáo kết quả bằng văn bản ", "<w:i/>")),
        tracked("del", 12, "<w:r><w:delText>hằng tuần, nếu có thể </w:delText></w:r>"),
        run("về Sở Nội vụ", tracked("ins", 13, "") + '<w:color w:val="0000FF"/>'),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        f'<w:hyperlink w:anchor="cho">{run(" theo mẫu kèm theo")}</w:hyperlink>',
        control("own:1", run(" trước ngày 15 tháng 12")),
        f'<m:oMath xmlns:m="{M}"><m:r><m:t>x</m:t></m:r></m:oMath>',
        PICTURE,
        '<w:r><w:rPr><w:sz w:val="24"/><w:rPrChange w:id="14" w:author="A"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>',
        "<w:tab/><w:t>hằng năm.</w:t><w:br/><w:t>Hết.</w:t></w:r>",
    )
)  # fmt: skip
RELATED = {
    "comments": '<w:comment w:id="3" w:author="A"><w:p><w:r><w:t>Xem lại – chỗ này</w:t></w:r></w:p></w:comment>',
    "footnotes": '<w:footnote w:id="2"><w:p><w:r><w:t>Chú thích – giữ nguyên</w:t></w:r></w:p></w:footnote>',
}
KEPT = (
    "tbl tr tc drawing comment commentRangeStart commentRangeEnd commentReference ins del delText rPrChange footnote"
    " footnoteReference sdt tag hyperlink bookmarkStart bookmarkEnd tab br p oMath blip docPr sectPr"
).split()


def rich() -> bytes:
    """A letter that is wrong in many ways and holds everything a Word file may hold."""
    table = paper_maker.table((3000, 6000), (paper_maker.p("TT", 24), paper_maker.p("Nhiệm vụ – chi tiết", 24)))
    more = control("own:2", paper_maker.text("Nội dung thêm."))
    body = f'<w:p><w:pPr><w:ind w:firstLine="850"/><w:jc w:val="left"/></w:pPr>{RICH}</w:p>{table}{more}'
    written = package.read(paper_maker.letter(body, so="Số: 5/SNV – VP"))
    written["word/document.xml"] = written["word/document.xml"].replace(
        "Độc lập - Tự".encode(), "Độc lập – Tự".encode()
    )
    inner = written["word/document.xml"].decode().partition("<w:body>")[2].partition("<w:sectPr>")[0]
    parts = package.read(paper_maker.docx(inner, related=RELATED))
    parts["word/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    return package.write(parts.items())


def counted(paper: bytes) -> Counter[str]:
    """How many there are of each thing that must be kept, in all parts."""
    trees = [etree.fromstring(data) for name, data in package.read(paper).items() if name.endswith(".xml")]
    names = (str(each.tag).rpartition("}")[2] for tree in trees for each in tree.iter())
    return Counter(name for name in names if name in KEPT)


def said(paper: bytes, *tags: str) -> list[str]:
    root = etree.fromstring(package.read(paper)["word/document.xml"])
    return ["".join(t.text or "" for t in p.iter(*(W + tag for tag in tags))) for p in root.iter(f"{W}p")]


def bare(texts: list[str]) -> str:
    """Only letters and digits; zeros, which may be put before a number, are passed over."""
    read = (tone_fold(text).casefold() for text in texts)
    return "".join(char for text in read for char in text if char.isalnum() and char != "0")


def test_pictures_tables_comments_tracked_changes_notes_and_controls_survive():
    paper = rich()
    mended = mend.mend(paper)
    assert {each.rule for each in mended.changes} >= {
        "ND30-I-1.4", "ND30-I-2.1b", "ND30-I-2.3a", "ND30-I-2.3e", "ND30-I-2.6n", "ND30-I-2.6o",
    }  # fmt: skip
    assert counted(mended.docx) == counted(paper)
    before, after = package.read(paper), package.read(mended.docx)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert bare(said(mended.docx, "t")) == bare(said(paper, "t"))
    assert said(mended.docx, "delText") == said(paper, "delText")


def test_a_mended_paper_opens_in_another_library_with_the_same_paragraphs():
    paper = rich()
    parts = package.read(mend.mend(paper).docx)
    main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        b'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override '
        b'PartName="/word/document.xml" ContentType="' + main_type.encode() + b'"/></Types>'
    )
    opened = docx.Document(BytesIO(package.write(parts.items())))
    assert len(opened.tables) == 3
    assert "Kính gửi: Sở Tài chính" in [each.text for each in opened.paragraphs]


# --- any paper -------------------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="aăâđeêioôơuưyAĐƯ bcgh0123456789-–./:;,()«»\u00a0\u0301\u0323", max_size=60)
LINES = st.one_of(
    WORDS,
    st.sampled_from(
        (
            "Số: 5/KH – UBND", "SỐ 05 / SNV-VP", "V/V triển khai", "v/v: việc", "Kính gửi Sở Tài chính", "Nơi nhận",
            "- Như trên,", "– Lưu: VT,NC", "Lưu VT.", "KT GIÁM ĐỐC", "TM.ỦY BAN NHÂN DÂN", "PHÓ GIÁM ĐỐC", "Phụ lục 1",
            "PHỤ LỤC II", "Kèm theo Kế hoạch", "1) Nội dung", "a. Nội dung", "I/ MỤC", "Điều 1 Phạm vi", "CHƯƠNG 1",
            "Căn cứ Luật Mẫu,", "Độc lập – Tự do – Hạnh phúc", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ NỘI VỤ",
            "Mẫu, ngày 5 tháng 03 năm 2026", "Mẫu ngày 15 tháng 1 năm 2026", "KẾ HOẠCH", "____________", "Hết./.",
        )
    ),
)  # fmt: skip
LOOKS = st.sampled_from(("", "b", "i", "bi"))
SIZES = st.sampled_from((20, 22, 24, 26, 28, 32))
PROPS = st.sampled_from(
    (
        '<w:jc w:val="center"/>', '<w:jc w:val="left"/>', paper_maker.BODY, '<w:ind w:left="400" w:hanging="300"/>',
        '<w:spacing w:line="500" w:lineRule="auto"/>', paper_maker.RULE,
    )
)  # fmt: skip
PARAGRAPH = st.builds(paper_maker.p, LINES, SIZES, LOOKS, PROPS)
BLOCKS = st.lists(
    st.one_of(
        PARAGRAPH,
        st.builds(lambda left, right: paper_maker.table((3685, 5669), (left, right)), PARAGRAPH, PARAGRAPH),
        st.builds(
            lambda a, b: a.replace("</w:p>", "") + "<w:r><w:tab/></w:r>" + b.partition("</w:pPr>")[2],
            PARAGRAPH,
            PARAGRAPH,
        ),
    ),
    max_size=14,
)
# What a mend may write in full or put right by its one wording; the test then looks at nothing but the rest.
REWORDED = ("vv", "vềviệc", "nhưtrên", "nhưkínhgửi")
HEADS = st.builds(
    lambda *four: paper_maker.table((3685, 5669), ("".join(four[0]), "".join(four[1])), (four[2], four[3])),
    st.lists(PARAGRAPH, min_size=1, max_size=3),
    st.lists(PARAGRAPH, min_size=1, max_size=3),
    PARAGRAPH,
    PARAGRAPH,
)
ENDS = st.builds(
    lambda listed, signed: paper_maker.end(*listed, authority=tuple(signed)),
    st.lists(LINES, max_size=4),
    st.lists(LINES, max_size=3),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    BLOCKS,
    st.one_of(st.none(), st.just(paper_maker.head("Số: 5/KH – SNV")), HEADS),
    ENDS,
    st.sampled_from(("", "ke_hoach", "cong_van", "bao_cao")),
)
def test_no_paper_makes_it_crash_and_no_word_is_lost(blocks, head, end, kind):
    body = "".join(blocks)
    paper = paper_maker.letter(body) if head is None else paper_maker.docx(head + body + end)
    mended = mend.mend(paper, kind)
    assert bag(said(mended.docx, "t")) == bag(said(paper, "t"))
    again = mend.mend(mended.docx, kind)
    assert again.docx == mended.docx


def bag(texts: list[str]) -> Counter[str]:
    """The letters and digits, in no order: the units of «Lưu» may change places."""
    text = bare(texts)
    for each in REWORDED:
        text = text.replace(each, "")
    return Counter(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 5000), st.integers(0, 255))
def test_a_broken_file_is_refused_or_mended_never_half_read(junk, place, byte):
    paper = bytearray(paper_maker.letter())
    paper[place % len(paper)] = byte
    for each in (bytes(paper), junk):
        try:
            mended = mend.mend(each)
        except PackageError:
            continue
        assert mended.docx
