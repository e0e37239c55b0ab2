"""Every kind of paper there is, in the order the papers are made."""

from __future__ import annotations

from ntsdocs.docket import Kind
from ntsdocs.kinds import bao_cao_nam, cong_van_don_doc, cong_van_trien_khai, ke_hoach

KINDS: tuple[Kind, ...] = (ke_hoach.KIND, cong_van_trien_khai.KIND, cong_van_don_doc.KIND, bao_cao_nam.KIND)
