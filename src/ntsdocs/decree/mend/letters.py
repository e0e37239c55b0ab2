"""Mend letters: fonts, colours, Unicode that is not composed (ND30-I-1.4, GEO-11).

Faces are set on the runs that bear a wrong one, so that no style that is right elsewhere is touched. The default of
the file is another matter: nothing in a paper may be in another font, and what is typed next takes it, so a wrong
default is mended where it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ntsdocs.decree import values
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.session import MendSession, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.old_fonts import old_code_of_font
from ntsdocs.docx.reader import Paragraph
from ntsdocs.docx.xml import Element, W, is_default

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
