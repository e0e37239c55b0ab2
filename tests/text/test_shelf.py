"""A file of ours is written whole or not at all, and never over what a person has made."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from ntsdocs.text import shelf
from ntsdocs.text.shelf import NOT_A_FILE

OURS = hashlib.sha256(b"ours").hexdigest()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_a_person_wrote_is_not_written_over(tmp_path: Path) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(b"edited")
    with pytest.raises(FileExistsError):
        shelf.put(place, b"new", lambda standing: standing == OURS)
    assert (place.read_bytes(), names(tmp_path)) == (b"edited", ["a.docx"])


@pytest.mark.parametrize("before", [None, b"ours"])
def test_what_is_ours_or_nothing_gives_way(tmp_path: Path, before: bytes | None) -> None:
    place = tmp_path / "a.docx"
    if before:
        place.write_bytes(before)
    shelf.put(place, b"new", lambda standing: standing == OURS)
    assert (place.read_bytes(), names(tmp_path)) == (b"new", ["a.docx"])


def test_a_disk_that_refuses_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(b"ours")

    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(PermissionError):
            shelf.replace(place, b"new")
    assert (place.read_bytes(), names(tmp_path)) == (b"ours", ["a.docx"])


def test_a_text_half_written_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(b"ours")
    seen = []
    moving = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.append((self.read_bytes(), place.read_bytes()))
        return moving(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    shelf.replace(place, b"the new text")
    assert seen == [(b"the new text", b"ours")]


def test_a_folder_or_a_link_is_no_file_of_ours(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert shelf.hash_at(tmp_path / "folder") == NOT_A_FILE
    assert shelf.hash_at(tmp_path / "nothing") is None
    if hasattr(os, "symlink"):
        (tmp_path / "link").symlink_to(tmp_path / "folder")
        assert shelf.hash_at(tmp_path / "link") == NOT_A_FILE


def test_a_folder_that_is_empty_goes_with_its_last_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shelf.replace(tmp_path / "kind" / name, b"")
    shelf.remove(tmp_path / "kind" / "a", tmp_path)
    assert names(tmp_path) == ["kind"]
    shelf.remove(tmp_path / "kind" / "b", tmp_path)
    assert names(tmp_path) == []


def test_of_a_removed_file_every_folder_goes_that_holds_nothing_any_more(tmp_path):
    shelf.replace(tmp_path / "kind" / "edition" / "a", b"a")
    shelf.remove(tmp_path / "kind" / "edition" / "a", tmp_path)
    assert tmp_path.is_dir()
    assert names(tmp_path) == []
