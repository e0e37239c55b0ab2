"""Tỉnh Mẫu as an office has it when letters can go out: the blanks of its letters filled, and some editions open."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import copied_project
from copied_project import PLAN
from ntsdocs.build.issuing import Order, issue
from ntsdocs.kinds import WITH_TEMPLATE
from ntsdocs.templates import care
from papers import body, text

LETTERS = ("cong_van_trien_khai", "cong_van_don_doc", "bao_cao_nam", "cong_van_bao_cao")
SCOPE = (
    *("so-y-te", "so-nong-nghiep-tai-nguyen-bien-va-bien-doi-khi-hau"),
    *("thanh-tra-tinh", "ubnd-xa-doi-mau"),
)
EDITIONS = (
    "Loại văn bản,Đợt,Tính đến ngày,Kỳ từ ngày,Kỳ đến ngày,Trạng thái,Phạm vi,Về việc,Cách gửi",
    "ke_hoach,1,14/12/2026,,,đang soạn,,,",
    "Công văn triển khai Kế hoạch,1,14/12/2026,,,đang soạn,,,",
    f"Công văn đôn đốc,dot-1,14/12/2026,,,đang soạn,{';'.join(SCOPE)},quá hạn,riêng",
    "Báo cáo năm,2026,14/12/2026,15/12/2025,14/12/2026,đang soạn,,,",
)
ON = date(2026, 12, 20)


def office(root: Path) -> Path:
    """The project below `root`."""
    copied_project.copied(root)
    for kind in LETTERS:
        fill_blanks(root / "templates" / f"{kind}.docx")
    care.refresh(WITH_TEMPLATE, root / "templates")
    for _ in LETTERS:
        copied_project.replace_text(root, "plan.yaml", 'signer: ""', "signer: Nguyễn Văn A")
    table = root / "data" / PLAN / "editions.csv"
    table.write_text("\n".join((*EDITIONS, "")), encoding="utf-8-sig", newline="")
    return root


def fill_blanks(docx: Path) -> None:
    """What a template leaves for people to fill is filled."""
    made = BytesIO()
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = data.replace("……".encode(), b"30/11")
            target.writestr(info.filename, data)
    docx.write_bytes(made.getvalue())


def issued(root: Path, kind: str, edition: str, numbers: str = "", on: date | None = ON, **more: object) -> list[str]:
    """What issuing tells."""
    return issue(root, PLAN, root / "build", Order(kind, edition, numbers, on, **more))  # type: ignore[arg-type]


def lot(root: Path, kind: str, edition: str) -> dict[str, bytes]:
    """The kept papers of an edition, by name."""
    folder = root / "data" / PLAN / "phat-hanh" / kind / edition
    return {path.stem: path.read_bytes() for path in folder.glob("*.docx")}


def words(docx: bytes) -> str:
    """The text of a paper."""
    return text(body(docx)).replace("\u00a0", " ")


def copy(root: Path, place: Path) -> Path:
    """The project once more, in a place of its own."""
    shutil.copytree(root, place)
    return place
