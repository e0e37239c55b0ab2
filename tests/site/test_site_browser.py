"""The review page in a real browser, opened from the disk and cut off from the network."""

import re

import pytest

import reviews
from browsers import chromium, opened
from copied_project import DUE, PLAN, ROOT, copied, set_cell
from hostile_page import hostile_page
from ntsdocs.build.journey import build
from ntsdocs.diff.result import Cause, Change, Cluster, DocumentState, Review, ReviewedDocument, What, Why
from ntsdocs.docx import outline
from ntsdocs.site import write
from ntsdocs.site.page_inputs import PagePaper, PagePapers
from ntsdocs.text import vn
from tiny_docx import docx, p

pytestmark = pytest.mark.browser

GONE, NEW = "bao_cao_nam/2026/bao-cao-nam-2026.docx", "ke_hoach/thanh-tra-tinh.docx"
REPORTS = {"bao-cao-nam-2025", "bao-cao-nam-2026", "bao-cao-2026-06-thang"}
FINDINGS = (reviews.finding("ke_hoach/so-y-te.docx", "ND30-I-1.3", "phần 1", "lề phải 10 mm"),)


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def index(tmp_path_factory, built):
    """The page of Tỉnh Mẫu with the deadline of task 2 changed, one document new and one gone."""
    place = tmp_path_factory.mktemp("site")
    root, new = copied(place / "project"), place / "sở y tế #1"  # a folder as people name them
    set_cell(root, "tasks.csv", 1, "Thời gian hoàn thành", "Trước 31/12/2027")
    build(root, PLAN, new)
    before, after = reviews.lines_of(built[PLAN]), reviews.lines_of(new)
    del before[NEW], after[GONE]
    review = reviews.made(before, after, reviews.names_of(ROOT, PLAN))
    return write.write(review, reviews.papers(before, after, built[PLAN], new, FINDINGS), new)


@pytest.fixture
def visit(browser, index):
    """Opens the page at an address; nothing may be said in the console, nothing be asked for but its own files."""
    kept = []

    def at(address="", **options):
        holder = opened(browser, index, address, **options)
        kept.append(holder)
        return holder.__enter__()

    yield at
    for holder in kept:
        holder.__exit__(None, None, None)


def titles(page):
    return page.locator(".list tbody a.open:visible").all_inner_texts()


def shown(page):
    return page.locator(".shown").inner_text()


# --- the list -------------------------------------------------------------------------------------------------------


def test_all_documents_are_listed_at_first(visit):
    page = visit()
    assert shown(page) == f"{len(DUE)} văn bản"
    assert page.locator(".badge.gone:visible").count() == page.locator(".badge.new:visible").count() == 1


@pytest.mark.parametrize("typed", ["so y te", "Sở Y tế", "SỞ  Y TẾ", "so y te".replace("e", "e\u0302\u0301")])
def test_so_y_te_is_found_with_or_without_diacritics(visit, typed):
    page = visit()
    page.locator("[name=tim]").fill(typed)
    assert titles(page) == ["Sở Y tế", "Sở Y tế"]  # its plan and the letter to it
    assert shown(page) == f"2 trong {len(DUE)} văn bản"


def test_the_words_of_a_change_find_the_documents_that_have_it(visit):
    page = visit()
    page.locator("[name=tim]").fill("thuong xuyen")  # the old words, in whatever way a draft tells the new ones
    assert len(titles(page)) == page.evaluate(
        "JSON.parse(document.querySelector('#du-lieu').textContent).documents"
        ".filter((each) => each.clusters.length).length"
    )


def test_words_that_stand_apart_are_found_and_it_is_said(visit):
    page = visit()
    page.locator("[name=tim]").fill("te y")
    assert "có đủ các từ" in shown(page)
    assert "Sở Y tế" in titles(page)


@pytest.fixture
def searched(browser, tmp_path):
    """The titles that a search finds, in order, in a page of invented documents."""
    agencies = {"a": "Đồi Mẫu", "b": "Sở Y tế", "c": "Đổi Mới", "d": "Hòa Bình", "e": "Bàn Đạt", "f": "Bần Yên"}
    words = {"a": "báo cáo Sở Y tế, thời hạn sớm", "f": "đổi mới"}
    clusters = tuple(
        reviews.cluster(at, (Change(What.ADDED, "đoạn 1", "", None, said),), (f"ke_hoach/{name}.docx",), ())
        for at, (name, said) in enumerate(words.items(), start=1)
    )
    of = {name: (at,) for at, name in enumerate(words, start=1)}
    documents = tuple(
        ReviewedDocument(f"ke_hoach/{name}.docx", "ke_hoach", name, title, DocumentState.CHANGED, of.get(name, ()))
        for name, title in agencies.items()
    )
    index = write.write(Review("cũ", "mới", documents, clusters), PagePapers(lambda _document: PagePaper()), tmp_path)
    with opened(browser, index) as page:

        def found(typed):
            page.locator("[name=tim]").fill(typed)
            return titles(page)

        yield found


def test_whose_agency_is_called_so_comes_before_who_has_the_words_in_a_change(searched):
    assert searched("so y te") == ["Sở Y tế", "Đồi Mẫu"]
    assert searched("te so") == ["Sở Y tế", "Đồi Mẫu"]  # words that stand apart


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("doi", ["Đổi Mới", "Đồi Mẫu", "Bần Yên"]),
        ("đồi", ["Đồi Mẫu"]),
        ("đổi", ["Đổi Mới", "Bần Yên"]),
        ("ĐỔI MOI", ["Đổi Mới", "Bần Yên"]),
        ("bàn", ["Bàn Đạt"]),
        ("hoà bi", ["Hòa Bình"]),
        ("sở y t", ["Sở Y tế", "Đồi Mẫu"]),
        ("sơ y te", []),
        ("thờ", ["Đồi Mẫu"]),
        ("[(.*", []),
    ],
)
def test_diacritics_that_are_typed_narrow_what_is_found(searched, typed, found):
    assert sorted(searched(typed)) == sorted(found)


def test_each_filter_leaves_what_it_names(visit):
    page = visit()
    for name, choice, found in [("co-quan", "cong an", {"Công an tỉnh"}), ("loai", "bao_cao_nam", REPORTS)]:
        field = page.locator(f"[name={name}]")
        field.select_option(choice) if name == "loai" else field.fill(choice)
        assert set(titles(page)) == found
        page.locator("[type=reset]").click()
    for name, choice in [("nhiem-vu", "2"), ("nguyen-nhan", "1"), ("cum", "1")]:
        page.locator(f"[name={name}]").select_option(choice)
        rows = page.locator(".list tbody tr:visible")
        assert 0 < rows.count() == rows.locator(".badge.changed").count()
        page.locator("[type=reset]").click()
    assert shown(page) == f"{len(DUE)} văn bản"


def test_a_state_can_be_left_out(visit):
    page = visit()
    page.get_by_label("giữ nguyên").uncheck()
    assert page.locator(".badge.same:visible").count() == 0
    assert page.locator(".badge.changed:visible").count() > 0


def test_a_filter_stands_in_the_address_and_comes_back_with_it(visit):
    page = visit()
    page.locator("[name=tim]").fill("so y te")
    page.locator("[name=loai]").select_option("ke_hoach")
    again = visit(page.evaluate("location.hash"))
    assert titles(again) == ["Sở Y tế"]
    assert again.locator("[name=tim]").input_value() == "so y te"


def test_a_list_that_a_filter_empties_says_so_and_offers_the_way_back(visit):
    page = visit("#van-ban?tim=zyx")
    assert titles(page) == []
    page.locator(".none .reset").click()
    assert len(titles(page)) == len(DUE)


def test_the_page_folds_words_as_the_program_does(visit):
    page = visit()
    words = ["Sở Y  tế", "CÔNG AN tỉnh", "Mẫu", "31/12/2027"]
    for word in words:
        page.locator("[name=tim]").fill(word)
        from_here = shown(page)
        page.locator("[name=tim]").fill(vn.fold(word))
        assert shown(page) == from_here != f"0 trong {len(DUE)} văn bản"


# --- a document -----------------------------------------------------------------------------------------------------


def test_a_document_shows_its_old_and_its_new_text_side_by_side(visit):
    page = visit("#ke_hoach/so-y-te")
    row = page.locator(".sides tr.changed").first
    assert page.locator("h2:visible").inner_text() == "Sở Y tế thay đổi"
    assert row.locator("td").nth(0).locator("del").inner_text() == "Thường xuyên"
    assert row.locator("td").nth(1).locator("ins").inner_text() == "30/12/2027"  # the last day: it joins the task
    left, right = (row.locator("td").nth(side).bounding_box() for side in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert "lề phải 10 mm" in page.locator("#v-mot").inner_text()
    assert "Không có hình trang" in page.locator("#v-mot").inner_text()


def test_equal_lines_and_form_are_folded_until_asked_for(visit):
    page = visit("#ke_hoach/so-y-te")
    line = page.locator(".sides td", has_text="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").first
    assert not line.is_visible()
    page.get_by_role("button", name="Toàn văn").click()
    assert line.is_visible()
    form = line.locator(".form")
    assert not form.is_visible()
    page.keyboard.press("t")
    assert "Quốc hiệu, giữa" in form.inner_text()


@pytest.mark.parametrize(("path", "title"), [(GONE, "Văn bản không còn"), (NEW, "Văn bản mới")])
def test_a_document_that_stands_on_one_side_only_is_shown_whole(visit, path, title):
    page = visit("#" + path.removesuffix(".docx"))
    assert page.locator(".sides thead th:visible").inner_text() == title
    assert page.locator(".sides td", has_text="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").is_visible()
    assert page.locator(".sides :is(del, ins)").count() == 0


def test_a_document_without_a_redline_leads_to_that_of_one_with_the_same_changes(browser, tmp_path):
    names = {"a": (1,), "b": (1,), "c": (1, 2), "d": ()}
    place = tmp_path / "review" / "redline" / "ke_hoach" / "a.docx"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    change = Change(What.ADDED, "đoạn 1", "", None, "x")
    clusters = tuple(
        reviews.cluster(at, (change,), tuple(f"ke_hoach/{name}.docx" for name in names if at in names[name]), ())
        for at in (1, 2)
    )
    listed = tuple(
        ReviewedDocument(
            f"ke_hoach/{name}.docx",
            "ke_hoach",
            name,
            f"Sở {name}",
            DocumentState.CHANGED if of else DocumentState.SAME,
            of,
        )
        for name, of in names.items()
    )
    papers = PagePapers(lambda document: PagePaper(redline=place if document.name == "a" else None))
    at = write.write(Review("cũ", "mới", listed, clusters, ()), papers, tmp_path)
    told = {}
    for name in names:
        with opened(browser, at, f"#ke_hoach/{name}") as page:
            links = page.locator("#v-mot .files a")
            told[name] = [(link.inner_text(), link.get_attribute("href")) for link in links.all()]
    alike = "Bản có vết sửa của Sở a, cùng những thay đổi"
    assert told == {
        "a": [("Bản có vết sửa", "./redline/ke_hoach/a.docx")],
        "b": [(alike, "./redline/ke_hoach/a.docx")],
        "c": [],
        "d": [],
    }
    with opened(browser, at) as page:
        assert [cell.inner_text() for cell in page.locator(".list tbody .files").all()] == [
            "Có vết sửa",
            "Có vết sửa (chung)",
            "",
            "",
        ]
        link = page.locator(".list tbody tr").nth(1).locator(".files a")
        assert link.get_attribute("href") == "./redline/ke_hoach/a.docx"
        assert link.get_attribute("title") == "Bản có vết sửa của Sở a, cùng những thay đổi"


def test_a_document_s_page_tells_which_cause_belongs_to_which_change(visit):
    page = visit("#ke_hoach/so-y-te")
    due = page.locator("#v-mot .part .due")
    assert [each.inner_text() for each in due.all()] == [" · do nguyên nhân 1"] * due.count() != []
    assert due.first.locator("a").get_attribute("href") == "#nguyen-nhan-1"


def test_a_document_shows_of_a_cluster_the_changes_that_it_has_itself(browser, tmp_path):
    cell = Cause("cell", "Ô", row="nhiệm vụ 3", column="Hạn")
    changes = tuple(Change(What.ADDED, f"đoạn {n}", "", None, "x") for n in (1, 2))
    paths = tuple(f"ke_hoach/{name}.docx" for name in "ab")
    clusters = (Cluster(1, changes, paths, (Why((cell,)),) * 2, (paths, paths[1:])),)
    documents = tuple(
        ReviewedDocument(path, "ke_hoach", path[9], f"Sở {path[9]}", DocumentState.CHANGED, (1,)) for path in paths
    )
    index = write.write(Review("cũ", "mới", documents, clusters), PagePapers(lambda _document: PagePaper()), tmp_path)
    with opened(browser, index) as page:
        for address, places in (("a", ["đoạn 1"]), ("b", ["đoạn 1", "đoạn 2"])):
            page.evaluate(f"location.hash = '#ke_hoach/{address}'")
            part = page.locator("#v-mot .part", has=page.locator(".hunks"))
            assert part.locator(".hunk .place bdi").all_inner_texts() == places
            assert "cùng nguyên nhân với 1 văn bản khác" in part.locator("h4").inner_text()
        page.evaluate("location.hash = '#cum-1'")
        assert "ở 1 ke_hoach" in page.locator("#cum-1 .hunk .place").nth(1).inner_text()


def test_a_cause_that_only_may_have_changed_a_document_is_marked_there(browser, tmp_path):
    sure, guess = Cause("cell", "Ô"), Cause("ruling", "Quyết định D1")
    change = Change(What.ADDED, "đoạn 1", "", None, "x")
    paths = tuple(f"ke_hoach/{name}.docx" for name in "ab")
    clusters = (Cluster(1, (change, change), paths, (Why((sure,)), Why((sure, guess), sure=False))),)
    documents = tuple(
        ReviewedDocument(path, "ke_hoach", path[9], f"Sở {path[9]}", DocumentState.CHANGED, (1,)) for path in paths
    )
    index = write.write(Review("cũ", "mới", documents, clusters), PagePapers(lambda _document: PagePaper()), tmp_path)
    with opened(browser, index) as page:
        assert page.locator(".list .why a").all_inner_texts()[:2] == ["Ô", "Có thể: Quyết định D1"]
        page.evaluate("location.hash = '#ke_hoach/a'")
        due = page.locator("#v-mot .part .due")
        assert due.inner_text() == " · do nguyên nhân 1 · có thể do nguyên nhân 2"
        causes = page.locator("#v-mot .causes").first.locator("li")
        assert [item.inner_text() for item in causes.all()] == ["1. Ô dữ liệu Ô", "Có thể 2. Quyết định Quyết định D1"]
        page.evaluate("location.hash = '#nguyen-nhan-2'")
        page.locator("#nguyen-nhan-2 summary").click()
        reached = page.locator("#nguyen-nhan-2 li")
        reached.first.wait_for()  # the list is made when its summary has been opened
        assert reached.all_inner_texts() == ["Sở a (có thể)", "Sở b (có thể)"]


def test_words_that_look_like_marks_of_the_outline_are_shown_as_they_are(browser, tmp_path):
    said = "⟦gen:x⟧ **đậm** //nghiêng// http://a.b"
    lines = [[line for line in outline.outline(docx(p(text) + p(said))) if " | " in line] for text in ("cũ", said)]
    document = ReviewedDocument("ke_hoach/a.docx", "ke_hoach", "a", "Sở a", DocumentState.CHANGED, (1,))
    cluster = reviews.cluster(1, (Change(What.ADDED, "đoạn 1", "", None, said),), (document.path,), ())
    review = Review("cũ", "mới", (document,), (cluster,))
    index = write.write(review, PagePapers(lambda _document: PagePaper(*lines)), tmp_path)
    with opened(browser, index, "#ke_hoach/a") as page:
        page.locator(".sides tbody tr").first.wait_for()
        assert page.locator(".sides .words").all_text_contents() == ["cũ", said, said, said]
        assert page.locator(".sides :is(b, i, .mark)").count() == 0
        assert page.locator("#v-mot .part .words").inner_text() == said


def test_the_links_lead_to_the_files(visit, index):
    page = visit("#ke_hoach/so-y-te")
    link = page.get_by_role("link", name="Tệp Word mới").evaluate("(link) => link.href")
    assert link == (index.parent.parent / "ke_hoach" / "so-y-te.docx").as_uri()


# --- addresses ------------------------------------------------------------------------------------------------------


def test_a_cluster_has_an_address(visit):
    page = visit("#cum-2")
    assert page.locator("#cum-2").is_visible()
    assert page.evaluate("document.activeElement.id") == "cum-2"
    assert page.locator("nav [aria-current]").inner_text().startswith("Cụm thay đổi")


def test_a_document_that_does_not_exist_is_said_not_to(visit):
    assert "Không có văn bản «ke_hoach/so-z»" in shown(visit("#ke_hoach/so-z"))


def test_a_cluster_leads_to_its_documents_and_to_the_filtered_list(visit):
    page = visit("#cum-1")
    page.locator("#cum-1 summary").click()
    members = page.locator("#cum-1 .docs li").all_inner_texts()
    page.locator("#cum-1 .act a").click()
    page.locator(".list").wait_for()
    assert titles(page) == members


def test_the_matrix_shows_who_leads_and_who_joins(visit):
    page = visit("#bao-phu")
    row = page.locator(".duties tbody tr", has_text="Sở Y tế").first
    assert "".join(text or "." for text in row.locator("td").all_inner_texts()) == "CPCKPKPKCKCCKKKK"
    assert page.locator(".tasks tbody tr").count() == 16


# --- keyboard -------------------------------------------------------------------------------------------------------


def test_the_list_is_walked_and_a_document_is_opened_and_left_with_the_keyboard(visit):
    page = visit()
    focused = "document.activeElement.textContent"
    page.keyboard.press("/")
    page.keyboard.type("ubnd")
    page.keyboard.press("Enter")
    first, second, third = titles(page)[:3]
    walked = [page.evaluate(focused)]
    for key in ("j", "k", "ArrowDown"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    assert walked == [first, second, first, second]
    page.keyboard.press("Enter")
    heading = page.locator("#v-mot h2 bdi")
    heading.filter(has_text=second).wait_for()
    page.locator(".sides tbody tr").first.wait_for(state="attached")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('.sides tr')")
    page.keyboard.press("n")
    heading.filter(has_text=third).wait_for()
    page.keyboard.press("p")
    heading.filter(has_text=second).wait_for()
    page.keyboard.press("Escape")
    page.locator("a.open:focus").filter(has_text=second).wait_for()
    assert page.locator("[name=tim]").input_value() == "ubnd"


def test_the_skip_link_comes_first_and_leads_to_the_content(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.locator("#noi-dung:focus").wait_for()


def test_what_has_the_focus_is_seen(visit):
    page = visit()
    page.keyboard.press("/")
    page.locator("[name=tim]:focus").wait_for()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_help_tells_the_keys_and_escape_closes_it(visit):
    page = visit()
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


def test_without_the_script_nothing_dead_is_shown(browser, index):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(index.as_uri())
        assert page.locator("noscript").is_visible()
        for dead in (".filters", ".list", ".matrix", ".act", ".help"):
            assert not page.locator(dead).first.is_visible(), dead
        for read in ("#cum-1", "#nguyen-nhan-1", "#the-thuc-1"):
            assert page.locator(read).is_visible(), read
    finally:
        context.close()


# --- paper, phone, night --------------------------------------------------------------------------------------------


def test_on_paper_stand_the_texts_and_not_the_tools(visit):
    page = visit("#ke_hoach/so-y-te")
    page.locator(".sides tr.changed").first.wait_for()
    page.emulate_media(media="print")
    assert page.locator(".sides ins").first.is_visible()
    for tool in (".top nav", ".tools", ".steps", ".unfold button", "footer"):
        assert not page.locator(tool).first.is_visible(), tool
    assert page.evaluate("getComputedStyle(document.querySelector('.sides del')).textDecorationLine") == "line-through"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_matrix_is_printed_on_wide_paper_within_its_edges(visit):
    page = visit("#bao-phu")
    page.locator(".duties").wait_for()
    sheets = page.pdf(prefer_css_page_size=True)
    assert {tuple(map(round, map(float, found))) for found in re.findall(MEDIA_BOX, sheets)} == {(842, 595)}
    page.set_viewport_size({"width": 1046, "height": 718})  # such paper without its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1046


@pytest.mark.parametrize("address", ["", "#cum", "#nguyen-nhan", "#bao-phu", "#the-thuc", "#ke_hoach/so-y-te"])
def test_on_a_phone_nothing_runs_over_the_edge(visit, address):
    page = visit(address)
    page.set_viewport_size({"width": 360, "height": 740})
    if address.startswith("#ke_hoach"):
        page.locator(".sides").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


MEDIA_BOX = rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]"
# WCAG 2.2, 1.4.3: 4.5 to 1 for text.
CONTRAST = """() => {
  const parts = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const ink = (element, under) => {
    let opacity = 1;
    for (let each = element; each; each = each.parentElement) opacity *= getComputedStyle(each).opacity;
    return parts(getComputedStyle(element).color).map((each, at) => each * opacity + under[at] * (1 - opacity));
  };
  const said = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.checkVisibility() && said(each))
    .map((each) => {
      const under = parts(ground(each));
      const [one, two] = [light(ink(each, under)), light(under)].sort((a, b) => b - a);
      return [(one + 0.05) / (two + 0.05), each.className || each.tagName];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "#cum", "#bao-phu", "#ke_hoach/so-y-te"])
def test_every_text_stands_out_by_day_and_by_night(visit, address, scheme):
    page = visit(address, color_scheme=scheme)
    if address.startswith("#ke_hoach"):
        page.locator(".sides").wait_for()
    assert page.evaluate(CONTRAST) == []


# --- hostile ---------------------------------------------------------------------------------------------------------


def test_hostile_names_and_words_are_text_and_nothing_runs(browser, tmp_path):
    index = hostile_page(tmp_path)
    with opened(browser, index) as page:  # fails if anything is said, asked for or popped up
        for address in ("#cum-1", "#nguyen-nhan-1", "#the-thuc-1", "#van-ban"):
            page.evaluate(f"location.hash = '{address}'")
        page.locator("a.open").click()  # once it is there
        page.locator(".sides tbody tr").wait_for()
        assert "<script>alert(1)</script>" in page.locator("#v-mot h2").inner_text()
        assert "⟨U+202E⟩" in page.locator("#v-mot h2").inner_text()
        assert page.evaluate("document.images.length + document.scripts.length") == 4  # ours, and two of data
        assert page.evaluate("JSON.parse(document.querySelector('#du-lieu').textContent).documents.length") == 1


def test_words_from_right_to_left_do_not_turn_the_line_around_them(browser, tmp_path):
    document = ReviewedDocument("ke_hoach/a.docx", "ke_hoach", "a", "\u05d0\u05d1\u05d2", DocumentState.CHANGED, (1,))
    cluster = reviews.cluster(1, (Change(What.ADDED, "\u05d0", "", None, "\u05d0\u05d1"),), (document.path,), ())
    index = write.write(
        Review("\u05d0", "\u05d1", (document,), (cluster,)), PagePapers(lambda _each: PagePaper()), tmp_path
    )
    with opened(browser, index) as page:
        isolated = page.evaluate(
            "[...document.querySelectorAll('bdi')].every((each) => "
            "getComputedStyle(each).unicodeBidi.includes('isolate'))"
        )
        assert isolated
        assert page.locator(".list td").first.bounding_box()["x"] < page.locator(".list .files").bounding_box()["x"]


def test_a_list_of_thousands_is_drawn_a_part_at_a_time_and_whole_on_paper(browser, tmp_path):
    documents = [
        ReviewedDocument(f"ke_hoach/x{at}.docx", "ke_hoach", f"x{at}", f"Xã {at}", DocumentState.SAME)
        for at in range(4000)
    ]
    index = write.write(Review("a", "b", tuple(documents), ()), PagePapers(lambda _each: PagePaper()), tmp_path)
    with opened(browser, index) as page:
        assert shown(page) == "4.000 văn bản"
        assert page.locator(".list tbody tr").count() < 1000
        page.locator("[name=tim]").fill("xa 3999")
        assert titles(page) == ["Xã 3999"]
        page.locator("[type=reset]").click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".list tbody tr").count() == 4000
