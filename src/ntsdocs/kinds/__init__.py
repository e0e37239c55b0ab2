"""Every kind of paper there is, in the order the papers are made."""

from __future__ import annotations

from ntsdocs.kinds import (
    bao_cao_nam,
    bieu_mau,
    cong_van_bao_cao,
    cong_van_don_doc,
    cong_van_trien_khai,
    ke_hoach,
    tong_hop_y_kien,
)
from ntsdocs.kinds.due import Kind

KINDS: tuple[Kind, ...] = (
    *(ke_hoach.KIND, cong_van_trien_khai.KIND, cong_van_don_doc.KIND, cong_van_bao_cao.KIND),
    bao_cao_nam.KIND,
)

WITH_TEMPLATE = (*KINDS, bieu_mau.KIND, tong_hop_y_kien.KIND)  # those too that only a verb of their own makes

__all__ = [
    "KINDS",
    "WITH_TEMPLATE",
    "awaited",
    "bieu_mau",
    "cong_van_don_doc",
    "due",
    "figures",
    "frame",
    "reminder_round",
    "report_says",
    "tong_hop_y_kien",
]
