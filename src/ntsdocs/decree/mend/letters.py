"""Mend letters: how a component's look, fonts, colours, Unicode (ND30-I-1.4, GEO-11, and every rule on a look).

What is wrong is set on the runs that bear it: a style may be shared with text that is right. The default of the file
is another matter: nothing in a paper may be in another font, and what is typed next takes it, so a wrong default is
mended where it stands. Small letters that should be capitals are shown as such (`w:caps`), so that the text stays as it
was typed; capitals that should be small letters are a person's to write, for no machine knows which are names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ntsdocs.decree import values
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach, RequiredFormat, pt
from ntsdocs.decree.mend.session import MendSession, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.lines import Line
from ntsdocs.docx.old_fonts import OldFont, old_code_of_font
from ntsdocs.docx.reader import Paragraph
from ntsdocs.docx.runs import composed, write
from ntsdocs.docx.xml import Element, W, is_default
from ntsdocs.text import old_encodings


def looks(desk: MendSession, founds: Sequence[Breach]) -> None:
    """Every finding that says how a line should look."""
    done: set[int] = set()
    for found in founds:
        if found.line is not None and found.look is not None and id(found.line) not in done:
            done.add(id(found.line))
            fit(desk, found.line, found.look)


def fit(desk: MendSession, line: Line, look: RequiredFormat) -> None:
    """Gives the line the look the decree asks for; a run that has it already is left alone."""
    stretch = desk.stretch(line)
    if stretch is None:
        return
    told: dict[tuple[str, str], None] = {}
    for run, now in stretch.runs():
        size = min(max(now.size, look.smallest), look.largest)
        if size != now.size:
            edit.size(run, size)
            told[f"cỡ chữ {pt(now.size)}", f"cỡ chữ {pt(size)}"] = None
        for name, is_on, asked, words in (
            ("b", now.bold, look.bold, ("không đậm", "đậm")),
            ("i", now.italic, look.italic, ("đứng", "nghiêng")),
        ):
            if asked is not None and is_on != asked:
                edit.switch(run, name, on=asked)
                told[words[is_on], words[asked]] = None
        capitals = _capitals(line, look)
        if capitals is not None and now.capitals != capitals:
            edit.switch(run, "caps", on=capitals)
            told["chữ in thường" if capitals else "định dạng in hoa", "in hoa" if capitals else "bỏ in hoa"] = None
    for before, after in told:
        desk.note(line.paragraph, f"{look.name}: {before}", after)
    if look.centred:
        centre(desk, line, look.name)


def _capitals(line: Line, look: RequiredFormat) -> bool | None:
    """Whether the format should make capitals; `None` where it has no say."""
    if look.upper is True and not line.shown.isupper():
        return True
    if look.upper is False and line.shown.isupper() and not line.text.isupper():
        return False
    return None


def centre(desk: MendSession, line: Line, name: str) -> None:
    """Puts the line in the middle of its column, if it has a paragraph of its own there.

    Where the two columns of head and signature are no table, the middle of the page is not that of the column.
    """
    paragraph = line.paragraph
    format_ = paragraph.format
    if paragraph.cell is None and any(line is each for each in _in_columns(desk.paper)):
        return
    if format_.align == "center" or paragraph.boxed or "\t" in paragraph.text or format_.centred_frame:
        return
    edit.align(paragraph.node, "center")
    if format_.first > 0:
        edit.indent(paragraph.node, first=0)
    desk.note(paragraph, f"{name}: không canh giữa", "canh giữa")


def _in_columns(paper: Paper) -> list[Line | None]:
    """The components that stand beside each other, in one of two columns."""
    head = [paper.quoc_hieu, paper.tieu_ngu, *paper.parents, *paper.names, paper.so, paper.date, *paper.ve_viec]
    return [*head, *paper.authority, paper.signer]


# --- fonts and colours ------------------------------------------------------------------------------------------------


_RIGHT = (
    values.FONT.lower(),
    "symbol",
    "wingdings",
    "webdings",
    "wingdings 2",
    "wingdings 3",
    "cambria math",
    "mt extra",
)
_UNKNOWN_CODE = ("vntime", "vnarial", "vni", ".tm", "tcvn")  # an old font whose code its name does not tell
_STAMPS = ("ff0000", "c00000")  # stamps of urgency are red (ND30-I-3.2b)


def letters(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-1.4: Times New Roman in all four slots, black, composed."""
    if not all(isinstance(each.at, Paragraph) for each in founds):
        _spare_slots(desk)
    for paragraph in paragraphs_of(founds):
        ink = desk.ink(paragraph)
        whole = ink.whole()
        for run, look in whole.runs() if whole is not None else ():
            faces = sorted({face for face in look.fonts[:2] if face.lower() not in _RIGHT})
            if faces and not any(map(_unknown, faces)) and _alphanumeric(run):
                edit.font(edit.run_props(run), values.FONT)
                desk.note(paragraph, f"phông «{', '.join(faces)}»", f"phông «{values.FONT}»")
            if look.color and not (look.color in _STAMPS and len(paragraph.text) < 20):
                colour = edit.child(edit.run_props(run), "color")
                colour.attrib.clear()
                colour.set(f"{W}val", "auto")
                desk.note(paragraph, f"màu chữ {look.color}", "màu chữ đen (Automatic)")
        loose = any(not unicodedata.is_normalized("NFC", text) for text, _ in paragraph.runs)
        if loose and ink.compose():
            desk.note(paragraph, "chữ Unicode tổ hợp", "chữ Unicode dựng sẵn")


def _spare_slots(desk: MendSession) -> None:
    """The slots that Vietnamese letters do not use: said by default if they are wrong there, else run by run."""
    formats = desk.document.formats
    normal = formats.run(None, formats.paragraph(None, None).style, None).fonts
    if normal[:2] == (values.FONT, values.FONT) and _is_odd(normal[2:]) and _say_defaults(desk):
        desk.note("kiểu chữ của tệp", f"phông «{'», «'.join(sorted({*normal[2:]}))}»", f"phông «{values.FONT}»")
        return
    for paragraph in desk.paper.paragraphs:
        if any(_is_odd(look.fonts[2:]) for text, look in paragraph.runs if text):
            whole = desk.ink(paragraph).whole()
            for run, look in whole.runs() if whole is not None else ():
                if look.fonts[:2] == (values.FONT, values.FONT) and _is_odd(look.fonts[2:]):
                    edit.font(edit.run_props(run), values.FONT)
                    desk.note(paragraph, f"phông «{look.fonts[2]}», «{look.fonts[3]}»", f"phông «{values.FONT}»")


def _is_odd(faces: Sequence[str]) -> bool:
    return any(face.lower() != values.FONT.lower() for face in faces)


def _unknown(face: str) -> bool:
    """Whether the face may stand for a code that cannot be told: another font would make its text unreadable."""
    return face.lower().startswith(_UNKNOWN_CODE) and old_code_of_font(face) is None


def _alphanumeric(run: Element) -> bool:
    return any(char.isalnum() for text in run.iterfind(f"{W}t") for char in text.text or "")


def default_font(desk: MendSession, founds: Sequence[Breach]) -> None:
    """GEO-11: what is typed next is in Times New Roman; mended where the default is said."""
    formats = desk.document.formats
    if any(map(_unknown, formats.run(None, formats.paragraph(None, None).style, None).fonts)):
        return
    if _say_defaults(desk):
        desk.note(str(founds[0].at), founds[0].what.partition(":")[0], f"phông «{values.FONT}»")


def _say_defaults(desk: MendSession) -> bool:
    """Says the face in the styles; Word 2010 keeps two parts of them."""
    said = [_say_default(desk.tree(name)) for name in desk.related("styles", "stylesWithEffects")]
    return any(said)


def _say_default(styles: Element) -> bool:
    """Says the face where the part says another; False where it says none at all."""
    normal = next((each for each in styles.iterfind(f"{W}style") if is_default(each)), None)
    of_file = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if normal is not None and (normal.find(f"{W}rPr/{W}rFonts") is not None or of_file is None):
        of_file = edit.child(normal, "rPr")
    if of_file is None:
        return False
    edit.font(of_file, values.FONT)
    return True


# --- fonts from before Unicode ----------------------------------------------------------------------------------------


_UNICODE = re.compile("[\u0300-\u036f\u1ea0-\u1ef9ăĂđĐơƠưƯ]")  # what no old code shows as
_ELSEWHERE = "ngoài thân văn bản (đầu trang, chú thích, ghi chú)"
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _Old:
    """A run in a font of an old code, and its texts, deleted ones too."""

    run: Element
    code: OldFont
    texts: list[Element]


def to_unicode(desk: MendSession) -> None:
    """ND30-I-1.4: what TCVN3 and VNI fonts show becomes Unicode, wherever text stands: footnotes, comments, deletions.

    The font alone does not prove the code. A paragraph that holds a letter only Unicode has is Unicode already, and so
    are the short ones that could be either, where most others are; then only the font is wrong.
    """
    desk.rule = "ND30-I-1.4"
    found = _in_old_fonts(desk)
    votes: Counter[str] = Counter()
    for runs in found.values():
        words = _words(runs)
        if not words.isascii():
            votes[runs[0].code.name] += -1 if _UNICODE.search(words) else 1
    places: dict[Element, Paragraph] = {}
    for paragraph, runs in found.items():
        before, code = _words(runs), runs[0].code.name
        if _UNICODE.search(before) or (votes[code] <= 0 and old_encodings.name_of_text(before) != code):
            _only_fonts(runs)
            continue
        texts = [t for each in runs for t in each.texts]
        said = [_decoded(t.text or "", each.code) for each in runs for t in each.texts]
        for t, words in zip(texts, composed(said), strict=True):
            write(t, words)
        for each in runs:
            edit.font(edit.run_props(each.run), values.FONT)
        places = places or {each.node: each for each in desk.document.paragraphs}
        at = places.get(paragraph, _ELSEWHERE)
        desk.note(at, f"{code}: «{before[:_QUOTED]}»", f"Unicode: «{_words(runs)[:_QUOTED]}»")


def _only_fonts(runs: Sequence[_Old]) -> None:
    """Frees words that are Unicode from a font that makes them look like another code, as it does «và»."""
    for each in runs:
        words = _words([each])
        if not words.isascii() and max(words) <= "\xff":
            edit.font(edit.run_props(each.run), values.FONT)


def _words(runs: Sequence[_Old]) -> str:
    return "".join(t.text or "" for each in runs for t in each.texts)


def _decoded(text: str, code: OldFont) -> str:
    words = old_encodings.decoded(text, code.name)
    return words.upper() if code.capitals else words


def _in_old_fonts(desk: MendSession) -> dict[Element, list[_Old]]:
    """The runs in a font of an old code, in every part, by their paragraphs."""
    formats = desk.document.formats
    found: dict[Element, list[_Old]] = {}
    for tree in desk.stories():
        for paragraph in tree.iter(f"{W}p"):
            style = formats.paragraph(paragraph.find(f"{W}pPr"), None).style
            for run in paragraph.iter(f"{W}r"):
                if next(run.iterancestors(f"{W}p")) is not paragraph:
                    continue
                faces = formats.run(run.find(f"{W}rPr"), style, None).fonts
                code = old_code_of_font(faces[0]) or old_code_of_font(faces[1])
                texts = [each for each in run if each.tag in (f"{W}t", f"{W}delText") and each.text]
                if code is not None and texts:
                    found.setdefault(paragraph, []).append(_Old(run, code, texts))
    return found
