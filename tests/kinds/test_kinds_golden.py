"""The papers of Tỉnh Mẫu read as they did when somebody last read them."""

from __future__ import annotations

import difflib
import zipfile
from pathlib import Path

import pytest

import goldens
from ntsdocs.kinds import WITH_TEMPLATE

ROOT = Path(__file__).resolve().parents[2]
NAMES = [kind.name for kind in WITH_TEMPLATE]


@pytest.fixture(scope="module")
def fresh():
    return goldens.fresh()


@pytest.mark.parametrize("kind", NAMES)
def test_the_papers_of_a_kind_equal_its_golden_outline(kind, fresh):
    path = goldens.GOLDEN / f"{kind}.txt"
    kept = path.read_text(encoding="utf-8").splitlines()
    changes = list(difflib.unified_diff(kept, fresh[kind].splitlines(), str(path.name), "bây giờ", lineterm="", n=1))
    assert not changes, "\n".join([*changes[:60], "", "Đúng ý thì nhận bằng: invoke accept"])


@pytest.mark.parametrize("kind", NAMES)
def test_no_control_is_a_plain_text_one_in_which_libreoffice_loses_tracked_changes(kind):
    """By ISO/IEC 29500-1 a control without a type is a rich-text one; docs/redline.md tells what was seen."""
    with zipfile.ZipFile(ROOT / "templates" / f"{kind}.docx") as package:
        body = package.read("word/document.xml")
    assert b"<w:tag " in body
    assert b"<w:text/>" not in body


def test_a_kind_is_one_word_everywhere():
    shared = {"__init__", "arrears", "awaited", "due", "figures", "frame", "reminder_round", "report_says", "reported"}
    modules = {p.stem for p in (ROOT / "src" / "ntsdocs" / "kinds").glob("*.py")} - shared
    assert sorted(NAMES) == sorted(modules)
    assert sorted(NAMES) == sorted(p.stem for p in (ROOT / "templates").glob("*.docx"))
    assert set(goldens.CHOSEN) <= set(NAMES)
    assert sorted(NAMES) == sorted(p.stem for p in (ROOT / "docs" / "kinds").glob("*.md"))
