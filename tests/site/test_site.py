"""The review page shows whatever documents say as text, the same bytes each time, with no way to anywhere."""

import errno
import json
import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reviews
from copied_project import PLAN, ROOT, copied, set_cell
from hostile_page import HOSTILE, hostile_page
from ntsdocs import diff as review
from ntsdocs.build.journey import build
from ntsdocs.diff.result import Cause, Change, Cluster, DocumentState, Piece, Review, ReviewedDocument, Sign, What, Why
from ntsdocs.plan import assignments, reading
from ntsdocs.site import coverage, publish, side_by_side, visible_text, write
from ntsdocs.site.coverage import DraftRole
from ntsdocs.site.page_inputs import PagePaper, PagePapers
from ntsdocs.text.problems import Origin, Problem
from tiny_docx import control, docx, p, table

KEPT, TAKEN, PUT = Sign.KEPT, Sign.TAKEN, Sign.PUT


def document(name="so-y-te", title="Sở Y tế", state=DocumentState.CHANGED, clusters=(), causes=(), kind="ke_hoach"):
    return ReviewedDocument(f"{kind}/{name}.docx", kind, name, title, state, clusters, causes)


def nothing(_document):
    return PagePaper()


def written(folder, documents=(), clusters=(), of=nothing, **others):
    kinds = (("ke_hoach", "Kế hoạch"), ("cong_van_don_doc", "Công văn"))
    review = Review("bản cũ", "bản mới", tuple(documents), tuple(clusters), kinds)
    return write.write(review, PagePapers(of, **others), folder)


def page_of(index):
    return lxml.html.document_fromstring(index.read_text(encoding="utf-8"))


def data_of(index):
    return json.loads(page_of(index).get_element_by_id("du-lieu").text)


def texts_of(index, name):
    told = (index.parent / "data" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"ntsdocs\.(?:lines|texts)\((.*)\);\n", told)[1])


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory, built):
    """Tỉnh Mẫu as it is, and with the deadline of task 2 changed: folders of the old and of the new build."""
    place = tmp_path_factory.mktemp("two")
    root = copied(place / "project")
    set_cell(root, "tasks.csv", 1, "Thời gian hoàn thành", "Trước 30/6/2026")
    build(root, PLAN, place / "new")
    return built[PLAN], place / "new"


@pytest.fixture(scope="module")
def whole(two_builds):
    """The page of the two builds."""
    old, new = two_builds
    before, after = reviews.lines_of(old), reviews.lines_of(new)
    review = reviews.made(before, after, reviews.names_of(ROOT, PLAN))
    return write.write(review, reviews.papers(before, after, old, new), new)


# --- nothing runs ---------------------------------------------------------------------------------------------------


def test_the_only_scripts_are_the_page_s_own_whatever_documents_say(tmp_path):
    page = page_of(hostile_page(tmp_path))
    scripts = [dict(script.attrib) for script in page.iter("script")]
    assert scripts == [{"src": "app.js", "defer": "defer"}, {"type": "application/json", "id": "du-lieu"}]
    assert list(page.iter("img", "iframe", "object", "embed", "style", "base")) == []


def test_no_element_has_a_handler_or_a_style_of_its_own(tmp_path):
    page = page_of(hostile_page(tmp_path))
    found = {name for each in page.iter() for name in each.attrib if name.startswith("on") or name == "style"}
    assert found == set()


def test_hostile_words_are_shown_as_they_are_written(tmp_path):
    index = hostile_page(tmp_path)
    said = visible_text.plain(HOSTILE)
    assert page_of(index).get_element_by_id("nguyen-nhan-1").find(".//h3/bdi").text_content() == said
    assert data_of(index)["documents"][0]["title"] == said
    assert texts_of(index, "0")["documents"] == {"0": [["~", 0]]}
    assert "{{ 7*7 }}" in index.read_text(encoding="utf-8")


def test_what_is_not_known_edited_or_unreadable_stands_on_the_page_as_text(tmp_path):
    fault = Problem(Origin(f"ke_hoach/{HOSTILE}", place="bản gốc (a)"), "tệp hỏng.", "chọn bản gốc khác.")
    found = Review("cũ", "mới", (document(),), (), (), (fault,), (f"bản gốc {HOSTILE}",), (f"ke_hoach/{HOSTILE}",))
    page = page_of(write.write(found, PagePapers(nothing), tmp_path))
    notes = [each.text_content() for each in page.get_element_by_id("noi-dung").find_class("note")[:3]]
    shown_as = HOSTILE.replace("\u202e", "⟨U+202E⟩").replace("\u2066", "⟨U+2066⟩").replace("\u2028", "⟨U+2028⟩")
    assert all(shown_as in note for note in notes)
    assert "bản gốc (a): tệp hỏng.Sửa: chọn bản gốc khác." in notes[2]
    assert len(page.findall(".//script")) == 2


def test_no_sign_of_markup_stands_bare_in_the_data(tmp_path):
    index = hostile_page(tmp_path)
    for path in sorted((index.parent / "data").iterdir()):
        assert set("<>&\u2028\u202e\u2066") & set(path.read_text(encoding="utf-8")) == set(), path.name


def test_the_policy_comes_before_anything_that_is_loaded_and_allows_only_the_files_beside(tmp_path):
    head = page_of(written(tmp_path)).find("head")
    policy = head[1]
    assert (head[0].get("charset"), policy.get("http-equiv")) == ("utf-8", "Content-Security-Policy")
    assert policy.get("content").split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_page_names_no_address_of_the_network(whole):
    for path in [whole, whole.parent / "app.js", whole.parent / "style.css"]:
        assert re.findall(r"\w+://|url\(|@import", path.read_text(encoding="utf-8")) == [], path.name


def test_signs_that_cannot_be_seen_are_written_out():
    assert visible_text.plain("a\u202eb\u200b\ufeffc\x00\ud800\n") == "a⟨U+202E⟩b⟨U+200B⟩⟨U+FEFF⟩c⟨U+0000⟩⟨U+D800⟩\n"


def test_vietnamese_is_left_as_it_is():
    assert visible_text.plain("Sở Y tế, «Đường», 30\u00a0%") == "Sở Y tế, «Đường», 30\u00a0%"


def test_a_paragraph_of_ten_megabytes_is_cut_with_a_note(tmp_path):
    long = "x " * 5_000_000
    cluster = reviews.cluster(1, (Change(What.ADDED, "đoạn 1", "", None, long),), ("ke_hoach/so-y-te.docx",), ())
    index = written(
        tmp_path, [document(clusters=(1,))], [cluster], lambda _document: PagePaper([], [f"Lời văn | {long}"])
    )
    cut = [each.text_content() for each in page_of(index).find_class("cut")]
    assert cut == ["[lược 9.996.000 ký tự, xem trong tệp Word]"]
    assert texts_of(index, "0")["lines"][0][2][1] == ["…", "[lược 9.996.000 ký tự, xem trong tệp Word]"]
    assert sum(path.stat().st_size for path in index.parent.rglob("*") if path.is_file()) < 100_000


def test_a_word_changed_amid_ten_megabytes_is_still_shown(tmp_path):
    before = "x " * 2_500_000 + "cũ" + " x" * 2_500_000
    index = written(tmp_path, [document()], of=lambda _document: PagePaper([before], [before.replace("cũ", "mới")]))
    runs = texts_of(index, "0")["lines"][0][1]
    assert [run for run in runs if run[0] in "+-"] == [["-", "cũ"], ["+", "mới"]]


# --- the same bytes -------------------------------------------------------------------------------------------------


def test_the_page_has_the_same_bytes_wherever_it_is_written(two_builds, whole, tmp_path):
    old, new = two_builds
    moved = tmp_path / "elsewhere"
    shutil.copytree(new, moved, ignore=shutil.ignore_patterns("review"))
    before, after = reviews.lines_of(old), reviews.lines_of(moved)
    review = reviews.made(before, after, reviews.names_of(ROOT, PLAN))
    again = write.write(review, reviews.papers(before, after, old, moved), moved)
    one, two = (
        {path.relative_to(index.parent): path.read_bytes() for path in index.parent.rglob("*") if path.is_file()}
        for index in (whole, again)
    )
    assert one == two


def test_what_an_earlier_page_left_is_removed_and_what_others_put_there_stays(tmp_path):
    index = written(tmp_path, [document()], of=lambda _document: PagePaper(["a"], ["b"]))
    (index.parent / "data" / "99.js").write_text("", encoding="utf-8")
    (index.parent / "redline").mkdir()
    written(tmp_path)
    assert sorted(path.name for path in index.parent.iterdir()) == [
        "app.js",
        "data",
        "index.html",
        "redline",
        "style.css",
    ]
    assert [path.name for path in (index.parent / "data").iterdir()] == ["lines.js"]


# --- lists ----------------------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_page_that_was_there(tmp_path, monkeypatch):
    index = written(tmp_path, [document()])
    before = index.read_bytes()

    def half(path, data):
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        if path.name == index.name:
            raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="no space"):
        written(tmp_path, [document(name="so-noi-vu")])
    assert index.read_bytes() == before


def test_documents_stand_by_kind_then_in_the_order_of_the_vietnamese_alphabet(tmp_path):
    titles = ["Sở Y tế", "Đảng ủy", "Dân tộc", "Ủy ban", "An ninh", "Ăn uống"]
    documents = [document(f"n{at}", title) for at, title in enumerate(titles)]
    letter = document("a", "A", kind="cong_van_don_doc")
    told = data_of(written(tmp_path, [letter, *documents]))["documents"]
    assert [each["title"] for each in told] == ["An ninh", "Ăn uống", "Dân tộc", "Đảng ủy", "Sở Y tế", "Ủy ban", "A"]


def test_a_document_has_the_tasks_and_causes_of_its_clusters(tmp_path):
    cause = Cause("cell", "Nhiệm vụ 17: thời hạn", "tasks.csv, dòng 18")
    own = Cause("date", "Ngày lập")
    paths = ("ke_hoach/so-y-te.docx",)
    cluster = reviews.cluster(3, (Change(What.WORDS, "", "gen:row:17:deadline", "a", "b"),), paths, (cause,))
    index = written(tmp_path, [document(clusters=(3,), causes=(own,))], [cluster])
    told = data_of(index)["documents"][0]
    assert (told["clusters"], told["tasks"], told["sure"]) == ([3], [17], 1)
    said = [
        page_of(index).get_element_by_id(f"nguyen-nhan-{number}").find("h3").text_content() for number in told["causes"]
    ]
    assert said == ["1. Ô dữ liệu Nhiệm vụ 17: thời hạn", "2. Ngày lập Ngày lập"]
    assert page_of(index).get_element_by_id("cum-3").find_class("docs")[0].text_content().strip() == (
        "1 văn bản: 1 kế hoạch"
    )


def test_each_change_leads_to_its_own_causes_and_says_where_that_is_not_sure(tmp_path):
    cell, ruling = Cause("cell", "Ô"), Cause("ruling", "Quyết định D1")
    changes = tuple(Change(What.ADDED, f"đoạn {n}", "", None, "x") for n in (1, 2))
    why = (Why((cell,)), Why((cell, ruling), sure=False))
    page = page_of(written(tmp_path, [document(clusters=(1,))], [Cluster(1, changes, ("ke_hoach/so-y-te.docx",), why)]))

    listed = [item.text_content().strip() for item in page.find_class("cluster")[0].find_class("causes")[0]]
    assert listed == ["1. Ô dữ liệu Ô", "2. Có thể: Quyết định Quyết định D1"]
    assert [each.text_content() for each in page.find_class("own")] == [
        "do nguyên nhân 1",
        "có thể do nguyên nhân 1, nguyên nhân 2",
    ]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("gen:row:17:deadline", "đoạn 5 · nhiệm vụ 17, thời gian hoàn thành"),
        ("gen:task:17:", "đoạn 5 · nhiệm vụ 17"),
        ("gen:row:5", "đoạn 5 · nhiệm vụ 5"),
        ("gen:line:5", "đoạn 5 · nhiệm vụ 5"),
        ("gen:row", "đoạn 5 · gen:row"),
        ("own:task:3:bien_phap", "đoạn 5 · nhiệm vụ 3, phần cơ quan tự điền"),
        ("gen:line:17:deadline", "đoạn 5 · nhiệm vụ 17, thời gian hoàn thành"),
        ("gen:line:17:state", "đoạn 5 · nhiệm vụ 17"),
        ("gen:agency:so-y-te", "đoạn 5 · cơ quan so-y-te"),
        ("own:ky:ho_ten", "đoạn 5 · own:ky:ho_ten"),
        ("", "đoạn 5"),
    ],
)
def test_a_change_says_in_words_which_part_of_which_task_it_is_in(tmp_path, tag, said):
    change = Change(What.ADDED, "đoạn 5", tag, None, "x")
    index = written(
        tmp_path, [document(clusters=(1,))], [reviews.cluster(1, (change,), ("ke_hoach/so-y-te.docx",), ())]
    )
    assert page_of(index).find_class("place")[0].text_content() == f"thêm {said}"


def test_a_row_or_paragraph_that_came_or_went_is_a_change_of_its_task(tmp_path):
    changes = tuple(Change(What.REMOVED, "", tag, "x", None) for tag in ("gen:row:5", "gen:task:9", "gen:line:12"))
    cluster = reviews.cluster(1, changes, ("ke_hoach/so-y-te.docx",), ())
    index = written(tmp_path, [document(clusters=(1,))], [cluster])
    assert data_of(index)["documents"][0]["tasks"] == [5, 9, 12]
    options = page_of(index).find(".//select[@name='nhiem-vu']").iter("option")
    assert [option.get("value") for option in options] == ["", "5", "9", "12"]


def test_a_cause_that_only_may_have_changed_a_document_is_marked_and_counted_as_such(tmp_path):
    cell, ruling, version = Cause("cell", "Ô"), Cause("ruling", "Quyết định D1"), Cause("version", "Bản 2")
    change = Change(What.ADDED, "đoạn 1", "", None, "x")
    a, b = (f"ke_hoach/{name}.docx" for name in "ab")
    clusters = [
        Cluster(1, (change,), (a, b), (Why((cell, ruling), sure=False),)),
        Cluster(2, (change,), (b,), (Why((ruling,)),)),
    ]
    documents = [document("a", "A", clusters=(1,)), document("b", "B", clusters=(1, 2), causes=(version,))]
    index = written(tmp_path, [*documents, document("c", "C", DocumentState.NEW, causes=(cell,))], clusters)
    page = page_of(index)

    told = [(each["causes"], each["sure"]) for each in data_of(index)["documents"]]
    assert told == [([1, 2], 0), ([2, 1, 3], 1), ([1], 1)]  # by reach: the cell, the ruling, the version
    assert [each.find_class("docs")[0].text_content().strip() for each in page.find_class("reason")] == [
        "chắc chắn 1 văn bản, có thể thêm 2 văn bản: 3 kế hoạch",
        "chắc chắn 1 văn bản, có thể thêm 1 văn bản: 2 kế hoạch",
        "có thể 1 văn bản: 1 kế hoạch",
    ]
    assert [option.text for option in page.find(".//select[@name='nguyen-nhan']").iter("option")] == [
        "tất cả",
        "Ô (1, có thể thêm 2)",
        "Quyết định D1 (1, có thể thêm 1)",
        "Bản 2 (có thể 1)",
    ]


def test_the_causes_of_a_cluster_stand_in_the_order_of_their_numbers(tmp_path):
    wide, narrow = Cause("version", "Bản 2"), Cause("cell", "Ô")
    change = Change(What.ADDED, "đoạn 1", "", None, "x")
    clusters = [
        Cluster(1, (change,), ("ke_hoach/a.docx",), (Why((narrow, wide)),)),
        Cluster(2, (change,), ("ke_hoach/b.docx",), (Why((wide,)),)),
    ]
    documents = [document("a", "A", clusters=(1,)), document("b", "B", clusters=(2,))]
    listed = page_of(written(tmp_path, documents, clusters)).get_element_by_id("cum-1").find_class("causes")[0]
    assert [item.text_content().strip() for item in listed] == ["1. Phiên bản Bản 2", "2. Ô dữ liệu Ô"]


def test_long_words_are_cut_between_words_with_a_sign():
    assert visible_text.short("một hai ba", 7) == "một hai…"
    assert visible_text.short("một hai ba", 9) == "một hai…"
    assert visible_text.short("một hai ba", 10) == "một hai ba"
    assert visible_text.short("x" * 12, 10) == "x" * 10 + "…"


def test_words_put_in_place_of_others_stand_off_and_those_put_elsewhere_do_not(tmp_path):
    pieces = (Piece(TAKEN, "a"), Piece(PUT, "b"), Piece(KEPT, " c "), Piece(PUT, "d"))
    change = Change(What.WORDS, "đoạn 1", "", "a c ", "b c d", pieces)
    cluster = reviews.cluster(1, (change,), ("ke_hoach/so-y-te.docx",), ())
    put = page_of(written(tmp_path, [document(clusters=(1,))], [cluster])).findall(".//ins")
    assert [(each.text, each.get("class")) for each in put] == [("b", "next"), ("d", None)]


def test_changes_beyond_what_a_page_can_hold_are_counted(tmp_path):
    changes = tuple(Change(What.ADDED, f"đoạn {number}", "", None, f"{number}") for number in range(301))
    cluster = reviews.cluster(1, changes, ("ke_hoach/so-y-te.docx",), ())
    article = page_of(written(tmp_path, [document(clusters=(1,))], [cluster])).get_element_by_id("cum-1")
    assert len(article.find_class("hunk")) == 300
    assert article.find_class("note")[0].text_content().startswith("Còn 1 thay đổi nữa")


def test_a_cluster_that_leaves_the_words_alone_says_so(tmp_path):
    form = Change(What.FORM, "đoạn 1", "", "a", "a", (), (("cỡ chữ", "13", "14"),))
    cluster = reviews.cluster(1, (form,), ("ke_hoach/so-y-te.docx",), ())
    article = page_of(written(tmp_path, [document(clusters=(1,))], [cluster])).get_element_by_id("cum-1")
    assert article.find("h3").text_content() == "Cụm 1 chỉ trình bày, chữ không đổi"
    assert [each.text_content() for each in article.find_class("form")[0].iter("th", "td")] == [
        "Trình bày",
        "Bản cũ",
        "Bản mới",
        "cỡ chữ",
        "13",
        "14",
    ]


def test_equal_findings_are_told_once_the_most_frequent_first(tmp_path):
    documents = [document("a", "A"), document("b", "B")]
    findings = [
        reviews.finding("ke_hoach/a.docx", "ND30-I-1.3", "trang 1", "lề phải 10 mm"),
        reviews.finding("ke_hoach/a.docx", "ND30-I-2.5", "trang 1", "trích yếu"),
        reviews.finding("ke_hoach/b.docx", "ND30-I-2.5", "trang 1", "trích yếu"),
        reviews.finding("ke_hoach/khong-co.docx", "ND30-I-2.5", "trang 1", "của tệp khác"),
    ]
    index = written(tmp_path, documents, findings=findings)
    assert [each["faults"] for each in data_of(index)["documents"]] == [[1, 2], [1]]
    assert [each.find("h3").text_content() for each in page_of(index).find_class("fault")] == [
        "ND30-I-2.5 trích yếu",
        "ND30-I-1.3 lề phải 10 mm",
    ]


def test_it_is_said_that_the_gate_was_not_run(tmp_path):
    said = page_of(written(tmp_path)).get_element_by_id("v-the-thuc").text_content()
    assert "không chạy bộ soát" in said


# --- files ----------------------------------------------------------------------------------------------------------


def test_files_below_the_build_folder_are_linked_and_others_copied_beside_the_page(tmp_path):
    out, other = tmp_path / "build", tmp_path / "other.docx"
    name = "sở y tế #1 javascript:.docx"
    for path in (out / name, out / "review" / "redline" / "a.docx", other):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    paper = PagePaper(old=other, new=out / name, redline=out / "review" / "redline" / "a.docx")
    told = data_of(written(out, [document(kind="cong_van_don_doc")], of=lambda _document: paper))["documents"][0]
    assert told["new"] == "../s%E1%BB%9F%20y%20t%E1%BA%BF%20%231%20javascript%3A.docx"
    assert (told["old"], told["redline"]) == ("./old/cong_van_don_doc/so-y-te.docx", "./redline/a.docx")
    assert (out / "review" / "old" / "cong_van_don_doc" / "so-y-te.docx").is_file()


@pytest.mark.parametrize("path", ["../ngoai.docx", "/tmp.docx", "C:/a.docx", "a\\..\\..\\b.docx", "./a.docx"])
def test_nothing_is_copied_out_of_the_page_s_folder(tmp_path, path):
    out, other = tmp_path / "build", tmp_path / "other.docx"
    other.write_bytes(b"")
    outside = ReviewedDocument(path, "ke_hoach", "a", "A", DocumentState.GONE)
    assert data_of(written(out, [outside], of=lambda _document: PagePaper(old=other)))["documents"][0]["old"] == ""
    assert sorted(each.name for each in tmp_path.rglob("*.docx")) == ["other.docx"]


def test_a_link_to_a_file_that_is_not_there_is_not_made(tmp_path):
    paper = PagePaper(redline=tmp_path / "review" / "redline" / "a.docx")
    assert data_of(written(tmp_path, [document()], of=lambda _document: paper))["documents"][0]["redline"] == ""


def test_pictures_of_pages_are_kept_beside_the_page_and_what_is_no_picture_is_not(tmp_path):
    picture, other = tmp_path / "1.png", tmp_path / "2.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n...")
    other.write_bytes(b"<svg onload=alert(1)>")
    index = written(tmp_path, [document()], of=lambda _document: PagePaper(pages=[other, picture]))
    assert data_of(index)["documents"][0]["pages"] == ["./pages/0-1.png"]
    assert (index.parent / "pages" / "0-1.png").read_bytes() == picture.read_bytes()


# --- from two builds ------------------------------------------------------------------------------------------------


def test_a_review_of_two_builds_is_shown_with_its_cause_its_agencies_and_the_old_files(two_builds, tmp_path):
    old, new = (review.open_build(folder) for folder in two_builds)
    index = publish.publish(review.diff(old, new), old, new, tmp_path / "out")
    told = data_of(index)
    health = next(each for each in told["documents"] if each["key"] == "ke_hoach/so-y-te")
    assert (health["title"], health["state"], health["tasks"]) == ("Sở Y tế", "CHANGED", [2])
    assert (index.parent / health["old"]).read_bytes() == (old.folder / "ke_hoach" / "so-y-te.docx").read_bytes()
    assert (index.parent / health["new"]).read_bytes() == (new.folder / "ke_hoach" / "so-y-te.docx").read_bytes()
    assert "Nhiệm vụ 2, cột «Thời gian hoàn thành»: «Thường xuyên» → «Trước 30/6/2026»" in (
        page_of(index).get_element_by_id("nguyen-nhan-1").text_content()
    )
    assert not health.get("redline")  # until `invoke redline` has made one
    assert "Không có phát hiện nào." in page_of(index).get_element_by_id("v-the-thuc").text_content()
    letters = [each["title"] for each in told["documents"] if each["kind"] == "cong_van_trien_khai"]
    assert letters == [
        "Ủy ban nhân dân tỉnh Mẫu, đợt 1, gửi các sở, ban, ngành cấp tỉnh và 4 nơi khác",
        "Ủy ban nhân dân tỉnh Mẫu, đợt 1, gửi Ủy ban nhân dân các xã, phường",
    ]


def test_what_drafts_say_of_people_is_not_on_the_page(tmp_path):
    root = copied(tmp_path / "project")
    folder, head, builds = root / "data" / PLAN, "Cơ quan,Nhiệm vụ,Trường,Giá trị,Nhãn\n", []
    (folder / "ca-nhan").mkdir()
    for name, phone, public in (("Bình", "0912 345 678", "Quý III"), ("Định", "0912 345 679", "Quý IV")):
        rows = f'so-y-te,,Họ tên,"Nguyễn Thị {name}\nPhòng Y",own:lien_he:ho_ten\n'
        rows += rows.replace("so-y-te", "so-tai-chinh") + f"so-y-te,,Số điện thoại,{phone},own:lien_he:dien_thoai\n"
        (folder / "ca-nhan" / "answers.csv").write_text(head + rows, encoding="utf-8")
        (folder / "answers.csv").write_text(f"{head}so-y-te,3,Tiến độ,{public},own:task:3:tien_do\n", encoding="utf-8")
        build(root, PLAN, tmp_path / name)
        builds.append(review.open_build(tmp_path / name))
    index = publish.publish(review.diff(*builds), *builds, tmp_path / "out")
    shown = "".join(each.read_text(encoding="utf-8") for each in index.parent.rglob("*.[hj]*"))
    assert [words for words in ("Thị Bình", "Thị Định", "Nguyễn Thị", "0912", "345 67") if words in shown] == []
    assert [words for words in ("Quý III", "Quý IV", "(về người, ") if words not in shown] == []


def test_the_review_s_own_files_are_no_documents_of_the_build(two_builds, tmp_path):
    place = tmp_path / "out"
    shutil.copytree(two_builds[0], place)
    old, new = (review.open_build(folder) for folder in two_builds)
    publish.publish(review.diff(old, new), old, new, place)
    assert (place / "review" / "old").is_dir()
    assert review.open_build(place).documents == old.documents


# --- who has which task ---------------------------------------------------------------------------------------------


def test_the_roles_of_an_agency_are_read_from_its_file(built):
    told = coverage.read(built[PLAN] / "ke_hoach" / "so-y-te.docx").roles
    roles = {role: [number for number, has in told.items() if has is role] for role in DraftRole}
    assert roles == {
        DraftRole.LEADS: [1, 3, 9, 11, 12],
        DraftRole.JOINS: [2, 5, 7],
        DraftRole.JOINS_IF_CONCERNED: [4, 6, 8, 10, 13, 14, 15, 16],
    }


def test_who_leads_and_who_joins_is_read_as_it_was_settled_in_every_draft(built):
    for plan_id, folder in built.items():
        plan = reading.read(ROOT / "data" / plan_id, ROOT).plan_or_stop()
        settled = assignments.settle(plan)
        for path in sorted((folder / "ke_hoach").glob("*.docx")):
            told = coverage.read(path).roles
            led = {each.task for each in settled.leads(path.stem)}
            joined = {each.task for each in settled.coordinates(path.stem)}
            assert {number for number, role in told.items() if role is DraftRole.LEADS} == led, path.name
            assert told.keys() == led | joined, path.name


def test_agencies_with_the_same_duties_share_a_row(whole):
    told = data_of(whole)
    titles = [[told["documents"][at]["title"] for at in places] for _, places in told["duties"]]
    assert ["UBND phường Chợ Mẫu", "UBND phường Nguyễn Văn Mẫu", "UBND xã Đồi Mẫu"] in titles
    assert {len(roles) for roles, _ in told["duties"]} == {len(told["tasks"])} == {16}


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    bad = tmp_path / "ke_hoach" / "so-y-te.docx"
    bad.parent.mkdir()
    bad.write_bytes(b"not a Word file")
    said = page_of(written(tmp_path, [document()], of=lambda _document: PagePaper(new=bad))).get_element_by_id(
        "v-bao-phu"
    )
    assert "Không đọc được nhiệm vụ trong tệp của ke_hoach/so-y-te." in said.text_content()


def test_the_control_around_the_number_of_a_row_tells_the_role():
    rows = [
        table([control(f"gen:row:{number}:{role}", p(str(number))), control(f"gen:row:{number}:content", p(words))])
        for number, role, words in ((1, "chu_tri", "Một"), (2, "khi", "Hai"), (3, "phoi_hop", "Ba"))
    ]
    assert coverage.read(docx("".join(rows))) == coverage.DraftDuties(
        {1: DraftRole.LEADS, 2: DraftRole.JOINS_IF_CONCERNED, 3: DraftRole.JOINS}, {1: "Một", 2: "Hai", 3: "Ba"}
    )


# --- old and new side by side ---------------------------------------------------------------------------------------

OTHER_FIGURES = {"old": ("228", "158"), "new": ("197", "138")}
LINES = st.lists(st.sampled_from(["hàng", "Lời văn | một", "Lời văn | hai ba bốn", "Lời văn | hai ba năm", "ô | x"]))
WORDS = st.text(st.sampled_from("ab 1/.⟦⟧*\u0301"), max_size=40)


@given(LINES, LINES)
def test_side_by_side_stands_every_line_of_both_texts_in_order(before, after):
    rows = list(side_by_side.rows(before, after))
    assert [old for old, _ in rows if old is not None] == before
    assert [new for _, new in rows if new is not None] == after


@given(WORDS, WORDS)
def test_the_words_of_a_changed_line_make_up_both_lines(before, after):
    told = reviews.texts_of(Change(What.WORDS, "", "", before, after, side_by_side.words(before, after)))
    assert told == (before, after)


@given(LINES)
def test_equal_texts_have_no_difference(lines):
    assert all(old == new for old, new in side_by_side.rows(lines, lines))


def test_an_inserted_row_is_one_insertion():
    before = ["hàng", "ô | 1", "hàng", "ô | 2"]
    after = ["hàng", "ô | 1", "hàng", "ô | 1a", "hàng", "ô | 2"]
    rows = [(old, new) for old, new in side_by_side.rows(before, after) if old != new]
    assert all(old is None for old, _ in rows)
    assert sorted(new for _, new in rows) == ["hàng", "ô | 1a"]


def test_a_line_stands_beside_what_became_of_its_content_control():
    before = ["ô | ⟦gen:row:1:deadline⟧Thường xuyên⟦/⟧"]
    after = ["ô | ⟦gen:row:2:deadline⟧Thường xuyên⟦/⟧", "ô | ⟦gen:row:1:deadline⟧Trước 30/6/2026⟦/⟧"]
    assert list(side_by_side.rows(before, after)) == [(None, after[0]), (before[0], after[1])]


def test_cells_with_other_figures_stand_beside_the_cells_that_had_their_place():
    cells = {side: [f"ô: Số, giữa | {figure}" for figure in said] for side, said in OTHER_FIGURES.items()}
    rows = list(side_by_side.rows(["hàng", *cells["old"], "hết"], ["hàng", *cells["new"], "hết"]))
    assert rows[1:-1] == list(zip(cells["old"], cells["new"], strict=True))


def test_a_paragraph_does_not_stand_beside_a_cell_or_another_content_control():
    before = ["Lời văn | một", "ô | ⟦gen:row:1⟧x⟦/⟧"]
    after = ["ô | ⟦gen:row:3⟧hai⟦/⟧", "ô | ⟦gen:row:2⟧y⟦/⟧"]
    assert all(None in row for row in side_by_side.rows(before, after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a x", r"a \**x", "=a |+\\**|=x"),
        ("Thường xuyên.", "Trước 30/6/2026.", "-Thường xuyên|+Trước 30/6/2026|=."),
        ("Kế hoạch 196/KH-UBND", "Kế hoạch 197/KH-UBND", "=Kế hoạch |-196/KH-UBND|+197/KH-UBND"),
        ("a b", "a b c", "=a b|+ c"),
        ("a **b** c", "a b c", "=a |-**|=b|-**|= c"),
        ("1.234,5 tỷ", "1.234,6 tỷ", "-1.234,5|+1.234,6|= tỷ"),
    ],
)
def test_words_and_numbers_are_kept_whole(before, after, told):
    assert "|".join(piece.sign.value + piece.text for piece in side_by_side.words(before, after)) == told


def test_a_line_that_many_documents_share_is_kept_once(tmp_path):
    documents = [document(f"n{at:03}", f"Xã {at:03}") for at in range(120)]
    index = written(tmp_path, documents, of=lambda each: PagePaper(["chung", "cũ"], ["chung", each.name]))
    kept = "".join(path.read_text(encoding="utf-8") for path in sorted((index.parent / "data").iterdir()))
    assert kept.count('"chung"') == 1
    assert sorted(path.name for path in (index.parent / "data").iterdir()) == ["0.js", "1.js", "2.js", "lines.js"]
