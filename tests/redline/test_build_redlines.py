"""The redlines of a whole build: one for each set of changes or for every document, and nobody's file is lost."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest

from copied_project import PLAN, copied, set_cell
from ntsdocs import diff
from ntsdocs.build.journey import build
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.verify import verify
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx import package
from ntsdocs.redline import build_redlines, redline
from ntsdocs.redline import record as redline_record
from ntsdocs.redline.build_redlines import RedlineFate
from ntsdocs.redline.two_files import last_saved
from ntsdocs.site import publish
from ntsdocs.text.problems import DataWrong
from redline_gate import lines, sound
from resolved import accepted, rejected, revisions
from tiny_docx import p
from whole_docx import whole

DAY = datetime(2026, 3, 5, tzinfo=UTC)
REPORT, LETTER = "bao_cao_nam/2026/bao-cao-nam-2026.docx", "cong_van_don_doc/dot-2/ubnd-xa-doi-mau.docx"
HALF_YEAR = "bao_cao_nam/2026-06-thang/bao-cao-2026-06-thang.docx"
SIGNED = ["bao_cao_nam/2025/bao-cao-nam-2025.docx", REPORT, HALF_YEAR, LETTER]
PRESS, DIFFERENT_COMMUNE = "ke_hoach/bao-va-dai-mau.docx", "ke_hoach/ubnd-xa-bien-mau.docx"  # with rows of their own
OTHER_COMMUNES = [
    f"ke_hoach/{name}.docx" for name in ("ubnd-phuong-cho-mau", "ubnd-phuong-nguyen-van-mau", "ubnd-xa-doi-mau")
]
JOINING = [
    f"ke_hoach/{name}.docx"
    for name in (
        *("ban-quan-ly-kkt-va-cong-nghiep-mau", "bo-chi-huy-quan-su-tinh", "cong-an-tinh", "so-noi-vu"),
        *("so-nong-nghiep-tai-nguyen-bien-va-bien-doi-khi-hau", "so-tai-chinh", "so-y-te", "thanh-tra-tinh"),
        "van-phong-ubnd-tinh",
    )
]
# Task 2 is led by the press and the communes, whose plans have it in a table and now say that it is late; all
# departments join, and have its deadline alone.
PLANS = sorted([PRESS, DIFFERENT_COMMUNE, *OTHER_COMMUNES, *JOINING])
SETS = [JOINING[0], PRESS, OTHER_COMMUNES[0], DIFFERENT_COMMUNE]  # the first of each set of plans that are alike


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Tỉnh Mẫu with the deadline of task 2 changed, and built."""
    root = copied(tmp_path_factory.mktemp("project"))
    set_cell(root, "tasks.csv", 1, "Thời gian hoàn thành", "Trước 30/6/2026")
    build(root, PLAN, root / "build")
    return root


@pytest.fixture(scope="module")
def pair(project, built):
    """The build of Tỉnh Mẫu as it is, and with one deadline changed."""
    return diff.open_build(built[PLAN], "cũ"), diff.open_build(project / "build", "mới")


@pytest.fixture(scope="module")
def found(pair):
    """What differs between the two."""
    return diff.diff(*pair)


@pytest.fixture
def track(found, pair, tmp_path):
    """Writes the redlines of the two builds into a folder."""
    return lambda **wish: build_redlines.write(found, *pair, tmp_path, wish.pop("author", "ntsdocs"), None, **wish)


def files(out):
    """Every redline there, by its path."""
    home = redline_record.folder(out)
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(home.rglob("*.docx"))}


def small(folder, **texts):
    """A build of small documents, and what differs."""
    for name, text in texts.items():
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.docx").write_bytes(text if isinstance(text, bytes) else whole(p(text)))
    return diff.open_build(folder)


def tracked(out, old, new, **wish):
    return build_redlines.write(diff.diff(old, new), old, new, out, "ntsdocs", wish.pop("date", DAY), **wish)


def fates(made):
    return {each.path: each.fate for each in made.redlines}


# --- which redlines -------------------------------------------------------------------------------------------------


def test_one_redline_is_made_for_each_set_of_changes_and_says_which_documents_are_alike(track, tmp_path):
    made = track()
    assert list(files(tmp_path)) == [*SIGNED, *SETS]
    assert [(each.path, each.alike) for each in made.redlines] == [
        *((path, ()) for path in sorted(SIGNED)),
        (JOINING[0], tuple(JOINING[1:])),
        (PRESS, ()),
        (OTHER_COMMUNES[0], tuple(OTHER_COMMUNES[1:])),
        (DIFFERENT_COMMUNE, ()),
    ]


def test_every_changed_document_accepted_is_the_new_one_and_rejected_the_old_one(track, pair, tmp_path):
    track(every=True)
    old, new = pair
    made = files(tmp_path)
    assert list(made) == [*SIGNED, *PLANS]
    for path, docx in made.items():
        assert revisions(docx, "ntsdocs"), path
        assert lines(accepted(docx)) == lines(new.read(path)), path
        assert lines(rejected(docx)) == lines(old.read(path)), path
        assert sound(docx, old.read(path), new.read(path)), path


def test_a_redline_of_a_build_has_the_bytes_of_one_of_two_files(track, pair, tmp_path):
    track()
    old, new = (build_.read(REPORT) for build_ in pair)
    assert files(tmp_path)[REPORT] == redline(FilePair.of(old, new), "ntsdocs", last_saved(WordFile(new)))


def test_a_person_is_told_what_was_written_and_what_has_no_redline(track, tmp_path):
    place = tmp_path / "review" / "redline"
    assert list(track().lines()) == [
        "Bản gốc: cũ",
        "Bản mới: mới",
        f"8 tệp có vết sửa ở {place}: 8 mới, 0 làm lại, 0 giữ nguyên; đã bỏ 0 tệp không còn cần.",
        *(f"  {path}" for path in sorted(SIGNED)),
        f"  {JOINING[0]}",
        f"    đại diện cho 8 văn bản khác thay đổi giống hệt: {', '.join(JOINING[1:5])} và 4 văn bản nữa",
        f"  {PRESS}",
        f"  {OTHER_COMMUNES[0]}",
        f"    đại diện cho 2 văn bản khác thay đổi giống hệt: {', '.join(OTHER_COMMUNES[1:])}",
        f"  {DIFFERENT_COMMUNE}",
        "Muốn có tệp riêng cho từng văn bản: thêm --all.",
        "Trang rà soát dẫn tới các tệp này khi lập bằng invoke diff --site với cùng bản gốc.",
    ]


def test_all_documents_that_are_alike_are_named_on_request(track):
    assert f"    đại diện cho 8 văn bản khác thay đổi giống hệt: {', '.join(JOINING[1:])}" in track().lines(full=True)


def test_builds_without_a_difference_leave_nothing(pair, tmp_path):
    made = tracked(tmp_path, pair[0], pair[0])
    assert list(made.lines()) == [
        "Bản gốc: cũ",
        "Bản mới: cũ",
        "Hai bản giống hệt nhau: không có gì để ghi vết sửa.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_is_gone_has_no_redline_and_one_that_word_cannot_track_neither(tmp_path):
    old = small(tmp_path / "cu", a="một", b="hai")
    new = small(tmp_path / "moi", a=whole(p("một"), modified="2026-02-01T03:04:05Z"))
    made = tracked(tmp_path, old, new)
    assert fates(made) == {"a.docx": RedlineFate.NOTHING}
    assert list(made.lines())[4:] == [
        "Thay đổi nhưng không khác ở chỗ nào mà Word theo dõi được, nên không có vết sửa: a.docx",
        "Văn bản không còn nên không có vết sửa: 1 tệp: b.docx",
    ]
    assert not (tmp_path / "review").exists()


def test_a_damaged_document_is_told_and_the_others_are_written(tmp_path):
    old, new = small(tmp_path / "cu", a=b"x", b="hai"), small(tmp_path / "moi", a="một", b="ba")
    made = tracked(tmp_path, old, new)
    assert fates(made) == {"b.docx": RedlineFate.NEW}
    assert [str(each).split("\n")[0] for each in made.problems] == [
        f"a.docx, bản gốc ({old.name}): tệp hỏng, hoặc không phải là tệp Word (.docx)."
    ]


def test_an_author_s_name_that_cannot_stand_in_a_file_is_refused(found, pair, tmp_path):
    with pytest.raises(DataWrong, match="tên tác giả"):
        build_redlines.write(found, *pair, tmp_path, " ", None)
    assert list(tmp_path.iterdir()) == []


# --- again ----------------------------------------------------------------------------------------------------------


def test_the_same_run_again_writes_nothing_and_gives_the_same_bytes_elsewhere(track, found, pair, tmp_path):
    track()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert set(fates(track()).values()) == {RedlineFate.SAME}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before
    build_redlines.write(found, *pair, tmp_path / "elsewhere", "ntsdocs", None)
    for path in before:
        there = tmp_path / "elsewhere" / path.relative_to(tmp_path)
        assert there.read_bytes() == path.read_bytes()


def test_redlines_that_nobody_needs_any_more_are_removed(track, pair, tmp_path):
    track(every=True)
    assert list(track().removed) == [path for path in PLANS if path not in SETS]
    assert list(files(tmp_path)) == [*SIGNED, *SETS]
    made = tracked(tmp_path, pair[1], pair[1])
    assert made.removed == (*sorted(SIGNED), *SETS)
    assert not redline_record.folder(tmp_path).exists()


def test_only_what_changed_is_made_again(tmp_path, monkeypatch):
    old = small(tmp_path / "cu", a="một", b="hai")
    tracked(tmp_path, old, small(tmp_path / "moi", a="một 1", b="hai 2"))
    made = []
    monkeypatch.setattr(build_redlines, "redline", lambda pair, *by: made.append(pair.new.docx) or redline(pair, *by))
    again = tracked(tmp_path, old, small(tmp_path / "moi", b="hai 3"))
    assert fates(again) == {"a.docx": RedlineFate.SAME, "b.docx": RedlineFate.CHANGED}
    assert made == [whole(p("hai 3"))]


def test_another_author_makes_all_of_them_again(track, tmp_path):
    track()
    assert set(fates(track(author="Sở Y tế")).values()) == {RedlineFate.CHANGED}
    assert revisions(files(tmp_path)[REPORT], "ntsdocs") == []


def test_a_redline_that_was_deleted_comes_back(track, tmp_path):
    track()
    before = files(tmp_path)
    (redline_record.folder(tmp_path) / REPORT).unlink()
    assert fates(track())[REPORT] is RedlineFate.NEW
    assert files(tmp_path) == before


def test_a_run_that_was_stopped_knows_what_it_wrote(tmp_path, monkeypatch):
    old, new = small(tmp_path / "cu", a="một", b="hai"), small(tmp_path / "moi", a="một 1", b="hai 2")

    def stopping(pair, *others):
        if pair.old.docx != whole(p("một")):
            raise KeyboardInterrupt
        return redline(pair, *others)

    with monkeypatch.context() as patched:
        patched.setattr(build_redlines, "redline", stopping)
        with pytest.raises(KeyboardInterrupt):
            tracked(tmp_path, old, new)
    assert list(files(tmp_path)) == ["a.docx"]
    assert fates(tracked(tmp_path, old, new)) == {"a.docx": RedlineFate.SAME, "b.docx": RedlineFate.NEW}


# --- whose file it is -----------------------------------------------------------------------------------------------


@pytest.fixture
def edited(tmp_path):
    """Two builds whose redline somebody wrote into."""
    old, new = small(tmp_path / "cu", a="một"), small(tmp_path / "moi", a="một 1")
    tracked(tmp_path, old, new)
    place = redline_record.folder(tmp_path) / "a.docx"
    place.write_bytes(whole(p("của tôi")))
    return old, new, place


def test_an_edited_redline_that_would_not_be_otherwise_is_left_and_counted(edited, tmp_path):
    old, new, place = edited
    made = tracked(tmp_path, old, new)
    assert (fates(made), made.problems) == ({"a.docx": RedlineFate.EDITED}, ())
    assert list(made.lines())[4].endswith(
        "0 mới, 0 làm lại, 0 giữ nguyên, 1 đã có người sửa, để nguyên; đã bỏ 0 tệp không còn cần."
    )
    assert place.read_bytes() == whole(p("của tôi"))


def test_an_edited_redline_is_left_and_counted_where_a_newer_program_would_write_the_same(
    edited, tmp_path, monkeypatch
):
    old, new, place = edited
    monkeypatch.setattr(build_redlines, "program", lambda _roots: "a newer one")
    for _ in range(2):
        made = tracked(tmp_path, old, new)
        assert (fates(made), made.problems) == ({"a.docx": RedlineFate.EDITED}, ())
    assert place.read_bytes() == whole(p("của tôi"))


def test_an_edited_redline_is_never_written_over_and_that_is_told_each_time(edited, tmp_path):
    old, new, place = edited
    for _ in range(2):
        made = tracked(tmp_path, old, new, date=datetime(2026, 3, 6, tzinfo=UTC))
        assert fates(made) == {"a.docx": RedlineFate.FAILED}
        what = "tệp này đã được sửa sau khi lập, hoặc không do chương trình ghi; bản mới chưa được ghi."
        remedy = "đổi tên, chuyển hoặc xóa tệp ấy, rồi chạy lại."
        assert list(map(str, made.problems)) == [f"{place.as_posix()}: {what}\n    Sửa: {remedy}"]
    assert place.read_bytes() == whole(p("của tôi"))


def test_an_edited_redline_that_nobody_needs_is_left_and_told(edited, tmp_path):
    old, _, place = edited
    made = tracked(tmp_path, old, old)
    assert (made.removed, len(made.problems)) == ((), 1)
    assert "không còn cần, nhưng đã được sửa sau khi lập nên để nguyên." in str(made.problems[0])
    assert place.read_bytes() == whole(p("của tôi"))


def test_a_stranger_s_file_is_left_alone(track, tmp_path):
    for path in (REPORT, "ke_hoach/ghi-chu.docx"):
        place = redline_record.folder(tmp_path) / path
        place.parent.mkdir(parents=True)
        place.write_bytes(b"viec cua toi")
    assert fates(track())[REPORT] is RedlineFate.FAILED
    track(every=True)
    track()
    assert {path for path, docx in files(tmp_path).items() if docx == b"viec cua toi"} == {
        REPORT,
        "ke_hoach/ghi-chu.docx",
    }


@pytest.mark.parametrize("record", ["", "[]", '{"a.docx": 1}', "null", "[" * 5000])
def test_a_damaged_record_is_no_record_and_what_is_right_is_kept(record, tmp_path):
    old, new = small(tmp_path / "cu", a="một"), small(tmp_path / "moi", a="một 1")
    tracked(tmp_path, old, new)
    place = redline_record.folder(tmp_path) / "manifest.json"
    before = place.read_bytes()
    place.write_text(record, encoding="utf-8")
    assert fates(tracked(tmp_path, old, new)) == {"a.docx": RedlineFate.SAME}
    assert place.read_bytes() == before


@pytest.mark.parametrize("path", ["../../khac.docx", "..\\..\\khac.docx", "/khac.docx", "C:khac.docx"])
def test_a_forged_record_removes_nothing_outside(path, tmp_path):
    old = small(tmp_path / "cu", a="một")
    new = small(tmp_path / "moi", a="một 1")
    tracked(tmp_path, old, new)
    other = tmp_path / "khac.docx"
    other.write_bytes(b"")
    record = redline_record.folder(tmp_path) / "manifest.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # the SHA-256 of nothing
    record.write_text(json.dumps({**told, path: {**told["a.docx"], "sha256": empty}}), encoding="utf-8")
    tracked(tmp_path, old, old)
    assert other.exists()


def test_nothing_is_written_through_a_link_that_leads_out(track, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    redline_record.folder(tmp_path).mkdir(parents=True)
    try:
        (redline_record.folder(tmp_path) / "ke_hoach").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    made = track()
    assert fates(made) == {
        **dict.fromkeys(SIGNED, RedlineFate.NEW),
        **dict.fromkeys(SETS, RedlineFate.FAILED),
    }
    assert list(outside.iterdir()) == []


def test_nothing_is_removed_through_a_link_that_leads_out(track, pair, tmp_path):
    track()
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    folder = redline_record.folder(tmp_path) / "ke_hoach"
    folder.rename(outside)
    try:
        folder.symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert tracked(tmp_path, pair[0], pair[0]).removed == tuple(sorted(SIGNED))
    assert sorted(path.name for path in outside.iterdir()) == [path.removeprefix("ke_hoach/") for path in SETS]


def test_a_place_that_cannot_be_written_is_told_and_the_others_are_written(tmp_path):
    old, new = small(tmp_path / "cu", a="một", b="hai"), small(tmp_path / "moi", a="một 1", b="hai 2")
    (redline_record.folder(tmp_path) / "a.docx").mkdir(parents=True)
    assert fates(tracked(tmp_path, old, new)) == {"a.docx": RedlineFate.FAILED, "b.docx": RedlineFate.NEW}


def test_a_file_that_word_holds_open_stays_as_it_was_and_is_made_again_later(tmp_path, monkeypatch):
    old, new = small(tmp_path / "cu", a="một"), small(tmp_path / "moi", a="một 1")
    tracked(tmp_path, old, new)
    before = files(tmp_path)
    later = small(tmp_path / "moi", a="một 2")
    replacing = Path.replace

    def held(path, target):
        if Path(target).suffix == ".docx":
            raise PermissionError(13, "Permission denied")
        return replacing(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", held)
        made = tracked(tmp_path, old, later)
    assert (fates(made), len(made.problems)) == ({"a.docx": RedlineFate.FAILED}, 1)
    assert files(tmp_path) == before
    assert sorted(path.name for path in redline_record.folder(tmp_path).iterdir()) == ["a.docx", "manifest.json"]
    assert fates(tracked(tmp_path, old, later)) == {"a.docx": RedlineFate.CHANGED}
    assert files(tmp_path) != before


# --- beside the rest of the build folder ----------------------------------------------------------------------------


def links(out, found, pair):
    """The redline that the page links for each document."""
    index = publish.publish(found, *pair, out)
    told = json.loads(
        lxml.html.document_fromstring(index.read_text(encoding="utf-8")).get_element_by_id("du-lieu").text
    )
    return {f"{each['key']}.docx": each["redline"] for each in told["documents"] if each["redline"]}


def test_the_page_links_the_redlines_of_its_two_builds(track, found, pair, tmp_path):
    assert links(tmp_path, found, pair) == {}
    track()
    assert links(tmp_path, found, pair) == {path: f"./redline/{path}" for path in (*SIGNED, *SETS)}
    assert list(files(tmp_path)) == [*SIGNED, *SETS]
    track(every=True)
    assert set(links(tmp_path, found, pair)) == {*SIGNED, *PLANS}


def test_the_page_links_no_redline_of_another_base(tmp_path):
    old, new = small(tmp_path / "cu", a="một"), small(tmp_path / "moi", a="một 1")
    tracked(tmp_path, old, new)
    other = small(tmp_path / "cu", a="hai")
    assert links(tmp_path, diff.diff(old, new), (old, new)) == {"a.docx": "./redline/a.docx"}
    assert links(tmp_path, diff.diff(other, new), (other, new)) == {}


def test_build_and_verify_leave_the_review_alone(project, built, tmp_path):
    out = tmp_path / "build"
    shutil.copytree(project / "build", out)
    pair = diff.open_build(built[PLAN]), diff.open_build(out)
    found = diff.diff(*pair)
    build_redlines.write(found, *pair, out, "ntsdocs", None)
    publish.publish(found, *pair, out)
    before = {path: path.read_bytes() for path in (out / "review").rglob("*") if path.is_file()}
    verdict = verify(project, PLAN, out)
    assert (verdict.sound, list(verdict.lines())) == (
        True,
        ["25 tệp đúng như dữ liệu, mẫu và phiên bản; 0 tệp cần xem."],
    )
    build(project, PLAN, out)
    assert {path: path.read_bytes() for path in (out / "review").rglob("*") if path.is_file()} == before


def test_the_moment_is_that_of_the_command_or_else_the_new_file_s_own(tmp_path):
    old = small(tmp_path / "cu", a="một")
    new = small(tmp_path / "moi", a=whole(p("hai"), modified="2026-02-01T03:04:05Z"))
    for date, said in ((DAY, b"2026-03-05T00:00:00Z"), (None, b"2026-02-01T03:04:05Z")):
        tracked(tmp_path, old, new, date=date)
        assert b'w:date="%s"' % said in package.read(files(tmp_path)["a.docx"])["word/document.xml"]
