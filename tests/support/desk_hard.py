"""Hard returns: the annex typed anew, tables cut in two, labels gone, rows merged, fonts from before Unicode.

Each of `HARD` does one such thing to a filled draft and keeps its truth.
"""

from __future__ import annotations

import copy
import random
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from lxml import etree

from desk_hand import Hand, text_of
from ntsdocs.docx.xml import Element, W, make
from ntsdocs.text import old_encodings

_HEADINGS = {
    "no": ("STT", "TT", "Số TT", "Nhiệm vụ số"),
    "content": ("Nội dung công việc", "Nhiệm vụ", "Nội dung nhiệm vụ"),
    "deadline": ("Thời hạn của tỉnh", "Thời hạn hoàn thành"),
    "don_vi": ("Đơn vị, cá nhân thực hiện", "Đơn vị, cán bộ", "Cán bộ phụ trách", "Phòng, ban thực hiện"),
    "tien_do": ("Tiến độ nội bộ", "Hạn nội bộ", "Thời gian thực hiện của đơn vị"),
}
_SHORT = (("an ninh phi truyền thống", "ANPTT"), ("Ủy ban nhân dân", "UBND"), ("kế hoạch", "KH"), ("Tổ chức ", ""))


class Shape:
    """Which column of a draft's annex holds what, by the controls that it was sent with."""

    def __init__(self, hand: Hand) -> None:
        """Looks before anything is filled."""
        self.columns: dict[str, int] = {}
        for tag, control in hand.controls().items():
            cell = next(control.iterancestors(f"{W}tc"), None)
            if tag.startswith("own:task:") and cell is not None:
                self.columns.setdefault(tag.split(":")[3], cell.getparent().findall(f"{W}tc").index(cell))
        rows = hand.rows()
        for _, row in list(rows.items())[:1]:
            for number, cell in enumerate(row.findall(f"{W}tc")):
                for mark in cell.iter(f"{W}bookmarkStart"):
                    what = mark.get(f"{W}name", "").rpartition("__")[2]
                    self.columns.setdefault({"chu_tri": "no"}.get(what, what), number)


def annex_anew(hand: Hand, shape: Shape) -> None:
    """The annex typed as a table of their own, in their own columns, under their own headings."""
    table = hand.annex()
    kept = [each for each in ("no", "content", "deadline", "don_vi", "tien_do") if each in shape.columns]
    if table is None or "tien_do" not in kept or shape.columns["don_vi"] == shape.columns["tien_do"]:
        return
    if hand.random.random() < 0.4:
        kept.remove("deadline")
    if hand.random.random() < 0.3:
        kept[-2:] = reversed(kept[-2:])
    new = _table(len(kept))
    new.append(_row([hand.random.choice(_HEADINGS[each]) for each in kept]))
    width = len(table.find(f"{W}tr").findall(f"{W}tc"))
    for row in table.findall(f"{W}tr")[1:]:
        cells = row.findall(f"{W}tc")
        if len(cells) == width:
            said = {each: _paragraphs(cells[shape.columns[each]]) for each in kept}
            said["content"] = [_retyped(said["content"][0], hand.random)]
            new.append(_row(["\n".join(said[each]) for each in kept]))
    table.getparent().replace(table, new)


def cut_in_two(hand: Hand, _shape: Shape) -> None:
    """The annex in two tables, the second with its headings or without."""
    table = hand.annex()
    rows = [] if table is None else table.findall(f"{W}tr")
    if len(rows) < 6:
        return
    at = hand.random.randrange(3, len(rows) - 2)
    second = copy.deepcopy(table)
    for row in second.findall(f"{W}tr")[1:at]:
        second.remove(row)
    if hand.random.random() < 0.5:
        second.remove(second.find(f"{W}tr"))
    for row in rows[at:]:
        table.remove(row)
    table.addnext(second)
    table.addnext(make("p"))


def headless(hand: Hand, _shape: Shape) -> None:
    """The annex without its headings."""
    if (table := hand.annex()) is not None and len(hand.rows()) > 1:
        table.remove(table.find(f"{W}tr"))


def numberless(hand: Hand, _shape: Shape) -> None:
    """The annex without the tasks' numbers, maybe without their places too."""
    table = hand.annex()
    if table is None:
        return
    count = hand.random.choice((1, 2))
    width = len(table.find(f"{W}tr").findall(f"{W}tc"))
    for holder in (*table.findall(f"{W}tr"), table.find(f"{W}tblGrid")):
        cells = holder.findall(f"{W}tc") or holder.findall(f"{W}gridCol")
        for cell in cells[:count] if len(cells) == width else ():
            holder.remove(cell)


def own_numbers(hand: Hand, _shape: Shape) -> None:
    """Their own numbers of tasks."""
    hand.renumber()


def own_headings(hand: Hand, shape: Shape) -> None:
    """Other words over the columns."""
    table = hand.annex()
    for what, at in shape.columns.items():
        cells = [] if table is None else table.find(f"{W}tr").findall(f"{W}tc")
        if what in _HEADINGS and len(cells) > at:
            _say(cells[at], hand.random.choice(_HEADINGS[what]))


def merged_rows(hand: Hand, shape: Shape) -> None:
    """The rows of two tasks made one: what it is filled with holds for both."""
    rows = list(hand.rows().items())
    pairs = [(one, two) for one, two in pairwise(rows) if one[1].getnext() is two[1]]
    if not pairs:
        return
    (no, row), (other, gone) = hand.random.choice(pairs)
    for what, at in sorted(shape.columns.items(), key=lambda each: each[1]):
        mine, theirs = row.findall(f"{W}tc"), gone.findall(f"{W}tc")
        if what in ("don_vi", "tien_do") or len(mine) <= at or len(theirs) <= at:
            continue
        for paragraph in theirs[at].findall(f"{W}p"):
            mine[at].append(paragraph)
    gone.getparent().remove(gone)
    for what in ("don_vi", "tien_do"):
        value = hand.answers.get(f"own:task:{no}:{what}", "")
        hand.answers.pop(f"own:task:{other}:{what}", None)
        if value:
            hand.answers[f"own:task:{other}:{what}"] = value


def one_for_many(hand: Hand, shape: Shape) -> None:
    """A cell over the rows of some tasks: what it is filled with holds for them all."""
    at, rows = shape.columns.get("don_vi"), list(hand.rows().items())
    if at is None or at == shape.columns.get("tien_do") or len(rows) < 5:
        return
    start = hand.random.randrange(len(rows) - 3)
    some = rows[start : start + hand.random.choice((2, 3))]
    if any(one[1].getnext() is not two[1] for one, two in pairwise(some)):
        return
    value = hand.answers.get(f"own:task:{some[0][0]}:don_vi")
    if not value:
        return
    for number, (no, row) in enumerate(some):
        cell = row.findall(f"{W}tc")[at]
        merge = make("vMerge", val="restart") if not number else make("vMerge")
        about = cell.find(f"{W}tcPr")
        about.insert(sum(each.tag in (f"{W}tcW", f"{W}gridSpan") for each in about), merge)
        if number:
            for each in cell.findall(f"{W}p"):
                cell.remove(each)
            cell.append(make("p"))
            hand.answers[f"own:task:{no}:don_vi"] = value


def shared_out(hand: Hand, shape: Shape) -> None:
    """The row of a task stands twice, the second time with another's name: it was shared out."""
    at, rows = shape.columns.get("don_vi"), hand.rows()
    filled = [no for no in rows if hand.answers.get(f"own:task:{no}:don_vi")]
    if at is None or not filled:
        return
    row = rows[hand.random.choice(filled)]
    twin = copy.deepcopy(row)
    for each in list(twin.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}tag")):
        each.getparent().remove(each)
    cell = twin.findall(f"{W}tc")[at]
    for each in cell.findall(f"{W}p"):
        cell.remove(each)
    paragraph = make("p")
    paragraph.append(hand.run("Đơn vị được chia việc"))
    cell.append(paragraph)
    row.addnext(twin)


def own_section(hand: Hand, _shape: Shape) -> None:
    """A section of their own behind the last of ours."""
    sections = [each for tag, each in hand.controls().items() if tag.startswith("own:section:")]
    heads = [each for each in hand.body.iterchildren(f"{W}p") if text_of(each).endswith("Nhiệm vụ phối hợp")]
    if sections and heads:
        like = next(sections[-1].iterancestors(f"{W}p"))
        words = "h) Nhiệm vụ do cơ quan tự đề ra: Xây dựng mô hình điểm"
        heads[-1].addprevious(hand.paragraph(words, like))


def labels_gone(hand: Hand, _shape: Shape) -> None:
    """The letters and counts of the sections are gone: «a) Tuyên truyền (05 nhiệm vụ: 1, 2):» is «- Tuyên truyền:»."""
    for paragraph in hand.body.iterchildren(f"{W}p"):
        for text in paragraph.iter(f"{W}t"):
            new = re.sub(r"^[a-zđ]\) (.*?)(?: \(\d+ nhiệm vụ:[^)]*\))?: ?$", r"- \1: ", text.text or "")
            text.text = new


def words_beside(hand: Hand, _shape: Shape) -> None:
    """Our words right beside a place to fill are other words."""
    swaps = (
        ("điện thoại", "số máy"),
        ("liên hệ", "đồng chí"),
        ("đầu mối:", "giao"),
        ("thư điện tử", "email"),
        (" là đầu mối theo dõi", " làm đầu mối giúp Lãnh đạo theo dõi"),
        ("Lưu: VT", "Lưu: VP"),
    )
    for old, new in hand.random.sample(swaps, 2):
        for text in hand.body.iter(f"{W}t"):
            if old in (text.text or ""):
                text.text = text.text.replace(old, new)


def old_fonts(hand: Hand, _shape: Shape) -> None:
    """All of it in a font from before Unicode, as after a converter of that time."""
    face, encode = hand.random.choice(((".VnTime", _tcvn3), ("VNI-Times", _vni)))
    for run in list(hand.root.iter(f"{W}r")):
        texts = [each for each in run.iter(f"{W}t") if each.text]
        if not texts:
            continue
        looks = run.find(f"{W}rPr")
        if looks is None:
            looks = make("rPr")
            run.insert(0, looks)
        for each in looks.findall(f"{W}rFonts"):
            looks.remove(each)
        looks.insert(1 if looks.find(f"{W}rStyle") is not None else 0, make("rFonts", ascii=face, hAnsi=face, cs=face))
        for text in texts:
            text.text = encode(unicodedata.normalize("NFC", text.text))


def stripped(hand: Hand, _shape: Shape) -> None:
    """No mark of ours in the annex."""
    table = hand.annex()
    for each in [] if table is None else list(table.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}tag")):
        each.getparent().remove(each)


# In the order in which they can be done to one draft.
HARD: dict[str, Callable[[Hand, Shape], None]] = {
    "annex anew": annex_anew,
    "own numbers": own_numbers,
    "own headings": own_headings,
    "merged rows": merged_rows,
    "one for many": one_for_many,
    "shared out": shared_out,
    "own section": own_section,
    "numberless": numberless,
    "headless": headless,
    "cut in two": cut_in_two,
    "stripped": stripped,
    "labels gone": labels_gone,
    "words beside": words_beside,
    "old fonts": old_fonts,
}


def _paragraphs(cell: Element) -> list[str]:
    return [text_of(each) for each in cell.iterchildren(f"{W}p")]


def _say(cell: Element, words: str) -> None:
    first, *others = list(cell.iter(f"{W}t"))
    first.text = words
    for each in others:
        each.text = ""


def _table(width: int) -> Element:
    table, grid = make("tbl"), make("tblGrid")
    table.append(make("tblPr"))
    etree.SubElement(table[0], f"{W}tblW").attrib.update({f"{W}w": "0", f"{W}type": "auto"})
    grid.extend(make("gridCol", w="2400") for _ in range(width))
    table.append(grid)
    return table


def _row(texts: list[str]) -> Element:
    row = make("tr")
    for text in texts:
        cell = etree.SubElement(row, f"{W}tc")
        for line in text.split("\n"):
            run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
            etree.SubElement(run, f"{W}t").text = line
    return row


def _retyped(words: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.5:
        return words
    if kind < 0.8:
        return words.strip("“”").rstrip(".") + chance.choice((".", "", ";"))
    old, new = chance.choice(_SHORT)
    return words.replace(old, new)


_BYTES = old_encodings._TCVN3_BYTES.decode("latin-1")
_TO_TCVN3 = dict(zip(old_encodings._TCVN3_LETTERS, _BYTES, strict=True))
_TO_VNI = {frozenset(marks): letter for letter, marks in old_encodings._VNI_LOWER.items()}


def _tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(each) or _TO_TCVN3.get(each.lower(), each) for each in text)


def _vni(text: str) -> str:
    def letter(each: str) -> str:
        low = each.lower()
        base, *marks = unicodedata.normalize("NFD", low)
        if frozenset(low) in _TO_VNI:
            said = _TO_VNI[frozenset(low)]
        elif "\u031b" in marks:  # ơ, ư with a tone: the letter has a byte of its own, and the tone follows
            rest = [mark for mark in marks if mark != "\u031b"]
            said = _TO_VNI[frozenset("ơ" if base == "o" else "ư")] + (_TO_VNI[frozenset(rest)] if rest else "")
        elif marks and frozenset(marks) in _TO_VNI:
            said = base + _TO_VNI[frozenset(marks)]
        else:
            return each
        return said.upper() if each.isupper() else said

    return "".join(map(letter, text))
