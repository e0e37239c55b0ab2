"""The board in a real browser, opened from the disk and cut off from the network."""

import io

import pikepdf
import pytest

from browsers import chromium, opened
from copied_project import PLAN, copied, set_cell
from ntsdocs.plan.progress import State
from ntsdocs.site import board

pytestmark = pytest.mark.browser

HOSTILE = """</script><script>alert(1)</script><img src=x onerror="alert(2)">"""
VIEWS = (
    "so-lieu-chinh qua-han chua-bao-cao den-han-30-ngay van-ban-con-cho ma-tran theo-co-quan theo-nhiem-vu theo-thang"
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = copied(tmp_path_factory.mktemp("board"))
    set_cell(root, "results/2026.csv", 0, "Sản phẩm đã có", HOSTILE)
    board.write(root, PLAN, root / "build" / "bảng #1")  # a folder as people name them
    return root / "build" / "bảng #1" / "bang-theo-doi.html"


def names(page):
    return page.locator("tbody tr:visible > :first-child").all_inner_texts()


@pytest.mark.parametrize("view", [*VIEWS.split(), "tung-luot"])
@pytest.mark.parametrize("width", [390, 1366])
def test_each_table_is_shown_with_its_heads_and_the_page_never_scrolls_sideways(browser, index, view, width):
    with opened(browser, index, f"#{view}") as page:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.locator("nav a[aria-current=page]").get_attribute("href") == f"#{view}"
        assert page.locator("h2").inner_text() == page.locator("nav a[aria-current]").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("thead th[scope=col]").count() == page.locator("thead th").count() > 3
        assert page.locator("tbody th[scope=row]").count() == page.locator("tbody tr").count()


@pytest.mark.parametrize("typed", ["so y te", "Sở Y tế", "SỞ  Y TẾ", "y te"])
def test_so_y_te_is_found_with_or_without_diacritics(browser, index, typed):
    with opened(browser, index, "#theo-co-quan") as page:
        page.locator("[name=q]").fill(typed)
        assert names(page) == ["Sở Y tế"]
        assert page.locator("output").inner_text() == "1 trong 15 dòng"


def test_a_state_leaves_its_rows_and_in_the_matrix_its_cells(browser, index):
    with opened(browser, index, "#tung-luot") as page:
        page.locator("[name=s]").select_option(label="Quá hạn")
        late = page.locator("tbody tr:visible").count()
        assert page.locator("tbody tr:visible td[title]").all_inner_texts() == ["Quá hạn"] * late
        page.evaluate("location.hash = '#ma-tran'")
        page.locator("table.duties").wait_for()
        page.locator("[name=s]").select_option(label="Quá hạn")
        assert {*page.locator("tbody td[class]:visible").all_inner_texts()} == {"Q"}
        assert page.locator(f"tbody td.s{[*State].index(State.OVERDUE)}[title='Quá hạn']").count() == late


def test_behind_an_agency_and_a_task_are_their_duties(browser, index):
    with opened(browser, index, "#theo-co-quan") as page:
        page.get_by_role("link", name="Sở Y tế").click()
        assert page.locator("h2").inner_text() == "Từng lượt: Sở Y tế"
        assert {*names(page)} == {"Sở Y tế"}
        page.locator("tbody td a").first.click()
        assert page.locator("h2").inner_text().startswith("Từng lượt: 1. ")
        assert {*page.locator("tbody td:nth-child(2)").all_inner_texts()} == {"1"}


def test_hostile_words_are_text(browser, index):
    with opened(browser, index, "#tung-luot") as page:  # fails if anything pops up
        page.locator("[name=q]").fill("alert(1)")
        assert HOSTILE in page.locator("tr:visible td[data-head='Sản phẩm đã có']").inner_text()
        assert page.evaluate("document.images.length + document.scripts.length") == 2


def test_the_keyboard_reaches_everything(browser, index):
    with opened(browser, index, "#qua-han") as page:
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            active = "(({name, className, hash}) => name || className || hash || '')(document.activeElement)"
            seen.append(page.evaluate(active))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or seen[-1] == ""
        assert seen[0] == "skip"
        assert {"q", "s", "scroll", "#qua-han", "#tung-luot"} <= {*seen}
        assert any(each.startswith("#tung-luot/0/") for each in seen)
        page.locator("nav a", has_text="Ma trận").focus()
        page.keyboard.press("Enter")
        page.locator("table.duties").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "H2"  # a reader of the screen hears where it is


@pytest.mark.parametrize("view", ["ma-tran", "theo-nhiem-vu"])
def test_a_table_prints_on_a3_lying_down_with_its_signs(browser, index, view):
    with opened(browser, index, f"#{view}") as page:
        printed = pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        _, _, width, height = map(float, printed.pages[0].MediaBox)
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1512, "height": 1047})  # of 400 × 277 mm
        assert page.evaluate("document.querySelector('table').getBoundingClientRect().width") <= 1512
        assert not page.locator("form").is_visible()
