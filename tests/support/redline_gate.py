"""What every redline has to be: no fault of its own, and no id twice."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO

from lxml import etree

import validity
from ntsdocs.docx.outline import outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lines(docx: bytes) -> list[str]:
    """The outline without what no test here is about: pages, styles, properties."""
    return [line for line in outline(docx) if not line.startswith(("Phần", "Kiểu", "Mặc định", "Thuộc tính"))]


def sound(made: bytes, old: bytes, new: bytes) -> bool:
    """Whether the redline has no fault that was in neither file, and no id twice."""
    known = {*validity.faults(old), *validity.faults(new)}
    found = [fault for fault in validity.faults(made) if fault not in known]
    # The gate reads old and new words as one sentence: what it says of the wording is not meant for a redline.
    assert [fault for fault in found if not re.search("two spaces|nothing after it", fault)] == []
    ids: Counter[str | None] = Counter()
    with zipfile.ZipFile(BytesIO(made)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\S*|footer\S*|footnotes)\.xml", name):
                root = etree.fromstring(archive.read(name))
                marks = (each for each in root.iter(f"{W}*") if each.get(f"{W}author"))
                ids.update(each.get(f"{W}id") for each in marks)
    assert [id_ for id_, count in ids.items() if count > 1] == []
    return True
