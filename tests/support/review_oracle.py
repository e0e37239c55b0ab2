"""Judge a list of changes by the files themselves, with nothing of the project's own but the signs it shows."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from ntsdocs.diff.result import Change, Sign, What

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


def shown(text: str) -> str:
    """The text with the signs by which the program shows what nobody can see."""
    text = text.replace("\t", "⇥").replace("\u00a0", "⍽").replace("\n", " ")
    return "".join(char if char.isprintable() else f"‹U+{ord(char):04X}›" for char in text)


def sentences(docx: bytes) -> Counter[str]:
    """The text of every paragraph of every story, by `w:t` alone; fields, pictures and notes are left out."""
    found: Counter[str] = Counter()
    for name, data in parts(docx).items():
        if STORY.fullmatch(name):
            for paragraph in etree.fromstring(data).iter(f"{W}p"):
                found[shown("".join(each.text or "" for each in paragraph.iter(f"{W}t")))] += 1
    return found


def pieces(texts: Iterable[str | None]) -> Counter[str]:
    """The paragraphs in texts that a change shows: rows are lines, cells are parted by « | »."""
    return Counter(each for text in texts if text is not None for each in re.split(r"\n| \| ", text))


def split(found: Counter[str]) -> Counter[str]:
    """The same paragraphs, where one that itself holds the sign between cells counts as several."""
    told: Counter[str] = Counter()
    for text, count in found.items():
        for each in re.split(r"\n| \| ", text):
            told[each] += count
    return told


def faults(old: bytes, new: bytes, changes: Iterable[Change]) -> Iterator[str]:
    """What is missed or invented: with the changes the old file's paragraphs must become the new one's, no more."""
    told = list(changes)
    yield from _of_words(split(sentences(old)), split(sentences(new)), told)
    for change in told:
        yield from _of_one(change)
    if bool(told) != (old != new):
        yield "hai tệp khác nhau mà không kể gì, hoặc như nhau mà kể là khác"


def _of_words(before: Counter[str], after: Counter[str], told: list[Change]) -> Iterator[str]:
    worded = [change for change in told if change.what in (What.WORDS, What.ADDED, What.REMOVED)]
    gone, came = pieces(each.before for each in worded), pieces(each.after for each in worded)
    fields = re.compile(r"\[[^\]]*\]")  # a field or picture is shown in brackets and is no `w:t`
    if any(fields.search(text) for text in (*gone, *came)):
        return
    if gone - before:
        yield f"không có trong tệp cũ: {gone - before}"
    if came - after:
        yield f"không có trong tệp mới: {came - after}"
    if before - gone + came != after:
        yield f"bỏ sót: {after - (before - gone + came)}"


def _of_one(change: Change) -> Iterator[str]:
    for side, without in ((change.before, Sign.PUT), (change.after, Sign.TAKEN)):
        whole = "".join(piece.text for piece in change.pieces if piece.sign is not without)
        if change.pieces and side is not None and whole != side:
            yield f"các mảnh không ghép lại thành câu: {change}"
    if any(form[1] == form[2] for form in change.form):
        yield f"không có gì khác: {change.form}"
    if change.what is What.WORDS and change.before == change.after:
        yield f"chữ như nhau: {change}"
