"""What agencies filled in about people stands in their papers, and in nothing that others are shown."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from copied_project import PLAN, copied
from ntsdocs import diff
from ntsdocs.build.journey import build
from ntsdocs.diff import console
from ntsdocs.diff.result import DocumentState
from ntsdocs.redline import build_redlines
from ntsdocs.site import publish

HEAD = "Cơ quan,Nhiệm vụ,Trường,Giá trị,Nhãn,Nguồn"
NAMES = ("Trần Thị Mẫu", "Lê Văn Thử", "0909 000 111")
PAPERS = [f"ke_hoach/{each}.docx" for each in ("so-noi-vu", "so-tai-chinh", "so-y-te")]


def filled(root: Path, contact: str, measure: str) -> Path:
    """The build where three agencies filled in a contact, and one of them a measure."""
    folder = root / "data" / PLAN
    (folder / "ca-nhan").mkdir(exist_ok=True)
    rows = [f"{agency},,Họ tên,{contact},own:lien_he:ho_ten,a.docx" for agency in ("so-y-te", "so-noi-vu")]
    rows += [f"so-tai-chinh,,Người ký,{NAMES[1]},own:ky:ho_ten,b.docx", f"so-y-te,,Máy,{NAMES[2]},own:lien_he:x,a.docx"]
    (folder / "ca-nhan" / "answers.csv").write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    (folder / "answers.csv").write_text(f"{HEAD}\nso-y-te,3,Tiến độ,{measure},own:task:3:tien_do,a.docx", "utf-8")
    build(root, PLAN, root / "build")
    return root / "build"


def text_of(path: Path) -> str:
    """All that a file says, what is packed in it too."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


class Eye:
    """A renderer that keeps what it was asked to draw."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def draw(self, files, _folder):
        self.seen |= {name: text_of(path) for name, path in files.items()}
        return {}


@pytest.fixture
def two(tmp_path: Path):
    """A build before anything was filled in, and one after."""
    root = copied(tmp_path / "project")
    build(root, PLAN, tmp_path / "old")
    out = filled(root, NAMES[0], "Quý III")
    assert NAMES[0] in text_of(out / "ke_hoach/so-y-te.docx")
    return diff.open_build(tmp_path / "old"), diff.open_build(out)


def test_the_page_its_pictures_the_files_it_shows_and_the_redlines_have_no_names(two) -> None:
    old, new = two
    review, eye = diff.diff(old, new), Eye()
    build_redlines.write(review, old, new, new.folder, "Ban thư ký", None)
    index = publish.publish(review, old, new, new.folder, eye)
    told = {path.as_posix(): text_of(path) for path in index.parent.rglob("*") if path.is_file()}
    told |= eye.seen | {"console": "\n".join(console.lines(review, full=True))}
    assert [(path, name) for path, text in told.items() for name in NAMES if name in text] == []
    assert "Quý III" in told["ke_hoach/so-y-te.docx"]
    assert any(path.endswith("review/new/ke_hoach/so-y-te.docx") for path in told)
    page = index.read_text(encoding="utf-8")
    assert "về người không đưa ra so sánh" in page
    assert [path for path in PAPERS if f'"../{path}"' in page] == []


def test_papers_that_differ_only_in_what_is_about_people_are_the_same(two) -> None:
    states = {each.path: each.state for each in diff.diff(*two).documents}
    assert [path for path in PAPERS if states[path] is DocumentState.CHANGED] == ["ke_hoach/so-y-te.docx"]
