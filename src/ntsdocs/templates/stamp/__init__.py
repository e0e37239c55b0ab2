"""Draw the first form of every template, from the decree's own values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ntsdocs.templates.stamp import bao_cao_nam, cong_van, frame, ke_hoach

BODIES: Mapping[str, tuple[Callable[[], str], bool]] = {
    # kind → its body, and whether the last section is a landscape annex
    "ke_hoach": (ke_hoach.body, True),
    "cong_van_trien_khai": (cong_van.sending_out, True),
    "cong_van_don_doc": (cong_van.reminding, False),
    "bao_cao_nam": (bao_cao_nam.body, True),
}


def stamp(kind: str) -> bytes:
    """The template of `kind` as a .docx file, before anybody has opened it in Word."""
    body, landscape_end = BODIES[kind]
    return frame.docx(body(), landscape_end=landscape_end)
