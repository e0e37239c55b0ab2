"""Mend letters: the format of a component's lines, fonts, colours, Unicode (ND30-I-1.4, GEO-11, every rule on a look).

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
from ntsdocs.decree.check.letters import PROPER_FONTS, is_stamp_red, look_alikes, normal_fonts
from ntsdocs.decree.check.page import SETS
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach, RequiredFormat, is_centred, pt
from ntsdocs.decree.mend.session import MendSession, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.document import Paragraph
from ntsdocs.docx.lines import Line
from ntsdocs.docx.runs import compose_runs, write
from ntsdocs.docx.xml import Element, W
from ntsdocs.text import old_encodings
from ntsdocs.text.old_encodings import OldFont, old_font


def formats(session: MendSession, breaches: Sequence[Breach]) -> None:
    """Gives each line the format that a breach says it should have."""
    done: set[int] = set()
    for breach in breaches:
        if breach.line is not None and breach.required is not None and id(breach.line) not in done:
            done.add(id(breach.line))
            fit(session, breach.line, breach.required)


def fit(session: MendSession, line: Line, required: RequiredFormat) -> None:
    """Gives the line the format the decree asks for; a run that has it already is left alone."""
    changes: dict[tuple[str, str], None] = {}
    runs = session.runs(line)
    smallest, largest = _sizes(session.paper, line, required)
    for run, now in runs:
        size = min(max(now.size, smallest), largest)
        if size != now.size:
            edit.size(run, size)
            changes[f"cỡ chữ {pt(now.size)}", f"cỡ chữ {pt(size)}"] = None
        capitals = _capitals(line, required)
        for name, is_on, right, turned_on, turned_off in (
            ("b", now.bold, required.bold, ("không đậm", "đậm"), ("đậm", "không đậm")),
            ("i", now.italic, required.italic, ("đứng", "nghiêng"), ("nghiêng", "đứng")),
            ("caps", now.capitals, capitals, ("chữ in thường", "in hoa"), ("định dạng in hoa", "bỏ in hoa")),
        ):
            if right is not None and is_on != right:
                edit.switch(run, name, on=right)
                changes[turned_on if right else turned_off] = None
    for before, after in changes:
        session.note(line.paragraph, f"{required.name}: {before}", after)
    if runs and required.centred:
        _centre(session, line, required.name)


def _sizes(paper: Paper, line: Line, required: RequiredFormat) -> tuple[int, int]:
    """The sizes a line may have; of the three that go together (ND30-I-1.5) the one that goes with the others."""
    together = (paper.quoc_hieu, paper.tieu_ngu, paper.date)
    own = next((at for at, each in enumerate(together) if each is line), None)
    others = [(at, each.sizes) for at, each in enumerate(together) if each is not None and each is not line]
    usual = [(at, sizes[0]) for at, sizes in others if len(sizes) == 1 and sizes[0] in {each[at] for each in SETS}]
    fitting = [each for each in SETS if usual and all(each[at] == size for at, size in usual)]
    return (required.smallest, required.largest) if own is None or not fitting else (fitting[0][own],) * 2


def _capitals(line: Line, required: RequiredFormat) -> bool | None:
    """Whether the format should make capitals; `None` where it has no say."""
    if required.upper is True and not line.as_printed.isupper():
        return True
    if required.upper is False and line.as_printed.isupper() and not line.text.isupper():
        return False
    return None


def _centre(session: MendSession, line: Line, name: str) -> None:
    """Puts the line in the middle of its column, if it has a paragraph of its own there.

    Where the two columns of head and signature are no table, the middle of the page is not that of the column.
    """
    paper, paragraph = session.paper, line.paragraph
    head = [paper.quoc_hieu, paper.tieu_ngu, *paper.parents, *paper.names, paper.so, paper.date, *paper.ve_viec]
    in_column = any(line is each for each in (*head, *paper.authority, paper.signer))
    if is_centred(paragraph) or (in_column and paragraph.cell is None):
        return
    edit.align(paragraph.node, "center")
    if paragraph.format.first > 0:
        edit.indent(paragraph.node, first=0)
    session.note(paragraph, f"{name}: không canh giữa", "canh giữa")


# --- fonts and colours -----------------------------------------------------------------------------------------------

_UNKNOWN_CODE = ("vntime", "vnarial", "vni", ".tm", "tcvn")  # an old font whose code its name does not tell


def letters(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-1.4: Times New Roman in all four slots, black, composed."""
    if not all(isinstance(each.at, Paragraph) for each in breaches):
        _spare_slots(session)
    for paragraph in paragraphs_of(breaches):
        for run, look in session.runs(paragraph):
            faces = sorted({face for face in look.fonts[:2] if face.lower() not in PROPER_FONTS})
            if faces and not any(map(_unknown, faces)) and _alphanumeric(run):
                edit.font(edit.run_props(run), values.FONT)
                session.note(paragraph, f"phông «{', '.join(faces)}»", f"phông «{values.FONT}»")
            if look.color and not is_stamp_red(look.color, paragraph):
                colour = edit.child(edit.run_props(run), "color")
                colour.attrib.clear()
                colour.set(f"{W}val", "auto")
                session.note(paragraph, f"màu chữ {look.color}", "màu chữ đen (Automatic)")
        loose = any(not unicodedata.is_normalized("NFC", text) for text, _ in paragraph.runs)
        signs = look_alikes(paragraph)
        if (loose or signs) and session.words(paragraph).compose():
            before = f"chữ không phải chữ Việt: {signs}" if signs else "chữ Unicode tổ hợp"
            session.note(paragraph, before, "chữ Việt, Unicode dựng sẵn")


def _spare_slots(session: MendSession) -> None:
    """The slots that Vietnamese letters do not use: said by default if they are wrong there, else run by run."""
    normal = normal_fonts(session.document)
    if normal[:2] == (values.FONT, values.FONT) and _is_odd(normal[2:]) and _say_defaults(session):
        session.note("kiểu chữ của tệp", f"phông «{'», «'.join(sorted({*normal[2:]}))}»", f"phông «{values.FONT}»")
        return
    for paragraph in session.paper.paragraphs:
        odd = any(_is_odd(look.fonts[2:]) for text, look in paragraph.runs if text)
        for run, look in session.runs(paragraph) if odd else ():
            if look.fonts[:2] == (values.FONT, values.FONT) and _is_odd(look.fonts[2:]):
                edit.font(edit.run_props(run), values.FONT)
                session.note(paragraph, f"phông «{look.fonts[2]}», «{look.fonts[3]}»", f"phông «{values.FONT}»")


def _is_odd(faces: Sequence[str]) -> bool:
    return any(face.lower() != values.FONT.lower() for face in faces)


def _unknown(face: str) -> bool:
    """Whether the face may stand for a code that cannot be told: another font would make its text unreadable."""
    return face.lower().startswith(_UNKNOWN_CODE) and old_font(face) is None


def _alphanumeric(run: Element) -> bool:
    return any(char.isalnum() for text in run.iterfind(f"{W}t") for char in text.text or "")


def default_font(session: MendSession, breaches: Sequence[Breach]) -> None:
    """GEO-11: what is typed next is in Times New Roman; mended where the default is said."""
    if not any(map(_unknown, normal_fonts(session.document))) and _say_defaults(session):
        session.note(str(breaches[0].at), breaches[0].what.partition(":")[0], f"phông «{values.FONT}»")


def _say_defaults(session: MendSession) -> bool:
    """Says the face in the styles; Word 2010 keeps two parts of them."""
    changes = [_say_default(each) for each in session.related("styles", "stylesWithEffects")]
    return any(changes)


def _say_default(styles: Element) -> bool:
    """Says the face where the part says another; False where it says none at all."""
    of_paragraphs = styles.iterfind(f"{W}style[@{W}type='paragraph']")
    normal = next((each for each in of_paragraphs if each.get(f"{W}default") in ("1", "true", "on")), None)
    of_file = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if normal is not None and (normal.find(f"{W}rPr/{W}rFonts") is not None or of_file is None):
        of_file = edit.child(normal, "rPr")
    if of_file is None:
        return False
    edit.font(of_file, values.FONT)
    return True


# --- fonts from before Unicode ---------------------------------------------------------------------------------------

_UNICODE = re.compile("[\u0300-\u036f\u1ea0-\u1ef9ăĂđĐơƠưƯ]")  # what no old code shows as
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _OldRun:
    """A run in a font of an old code, and its texts, deleted ones too."""

    run: Element
    code: OldFont
    texts: list[Element]


def to_unicode(session: MendSession) -> None:
    """ND30-I-1.4: what TCVN3 and VNI fonts show becomes Unicode, wherever text stands: footnotes, comments, deletions.

    The font alone does not prove the code. A paragraph that holds a letter only Unicode has is Unicode already, and so
    are the short ones that could be either, where most others are; then only the font is wrong.
    """
    session.rule = "ND30-I-1.4"
    old = _in_old_fonts(session)
    votes: Counter[str] = Counter()
    for runs in old.values():
        words = _text(runs)
        if not words.isascii():
            votes[runs[0].code.name] += -1 if _UNICODE.search(words) else 1
    places = {each.node: each for each in session.document.paragraphs} if old else {}
    for paragraph, runs in old.items():
        before, code = _text(runs), runs[0].code.name
        if _UNICODE.search(before) or (votes[code] <= 0 and old_encodings.name_of_text(before) != code):
            _only_fonts(runs)
            continue
        decoded = [each.code.decoded(t.text or "") for each in runs for t in each.texts]
        for t, words in zip((t for each in runs for t in each.texts), compose_runs(decoded), strict=True):
            write(t, words)
        for each in runs:
            edit.font(edit.run_props(each.run), values.FONT)
        at = places.get(paragraph, "ngoài thân văn bản (đầu trang, chú thích, ghi chú)")
        session.note(at, f"{code}: «{before[:_QUOTED]}»", f"Unicode: «{_text(runs)[:_QUOTED]}»")


def _only_fonts(runs: Sequence[_OldRun]) -> None:
    """Frees words that are Unicode from a font that makes them look like another code, as it does «và»."""
    for each in runs:
        words = _text([each])
        if not words.isascii() and max(words) <= "\xff":
            edit.font(edit.run_props(each.run), values.FONT)


def _text(runs: Sequence[_OldRun]) -> str:
    return "".join(t.text or "" for each in runs for t in each.texts)


def _in_old_fonts(session: MendSession) -> dict[Element, list[_OldRun]]:
    """The runs in a font of an old code, in every part, by their paragraphs."""
    formats = session.document.formats
    old: dict[Element, list[_OldRun]] = {}
    for tree in session.stories():
        for paragraph in tree.iter(f"{W}p"):
            style = formats.paragraph(paragraph.find(f"{W}pPr"), None).style
            for run in paragraph.iter(f"{W}r"):
                if next(run.iterancestors(f"{W}p")) is not paragraph:
                    continue
                faces = formats.run(run.find(f"{W}rPr"), style, None).fonts
                code = old_font(faces[0]) or old_font(faces[1])
                texts = [each for each in run if each.tag in (f"{W}t", f"{W}delText") and each.text]
                if code is not None and texts:
                    old.setdefault(paragraph, []).append(_OldRun(run, code, texts))
    return old
