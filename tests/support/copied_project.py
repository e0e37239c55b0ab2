"""A copy of Tỉnh Mẫu with the templates, in a folder of its own, for tests that change them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLAN = "tinh-mau/01-kh-ubnd"
DUE = tuple(
    json.loads((ROOT / "tests" / "golden" / "tinh-mau-manifest.json").read_text(encoding="utf-8"))
)  # its papers


def copied(root: Path) -> Path:
    """The project's data and templates below `root`."""
    shutil.copytree(ROOT / "data" / "tinh-mau", root / "data" / "tinh-mau")
    shutil.copytree(ROOT / "data" / "law", root / "data" / "law")
    shutil.copytree(ROOT / "data" / "chung", root / "data" / "chung")
    shutil.copytree(ROOT / "templates", root / "templates")
    return root


def whole(root: Path) -> Path:
    """The whole project below `root`, with its code: a verb may be run there."""
    for name in ("data", "templates", "src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "invoke.yaml"):
        shutil.copy(ROOT / name, root / name)
    return root


def table(root: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table of the plan, or of its province."""
    with _place(root, name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_table(root: Path, name: str, rows: list[dict[str, str]]) -> None:
    """Writes the rows back."""
    with _place(root, name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def set_cell(root: Path, name: str, row: int, column: str, value: str) -> None:
    """Changes one cell; `row` counts from 0 under the heading."""
    rows = table(root, name)
    rows[row][column] = value
    write_table(root, name, rows)


def replace_text(root: Path, name: str, old: str, new: str) -> None:
    """Changes the first occurrence of a text in a YAML file of the plan."""
    path = _place(root, name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="\n")


def edit_template(root: Path, kind: str, old: str, new: str) -> None:
    """Changes a word in the body of a template."""
    path = root / "templates" / f"{kind}.docx"
    path.write_bytes(with_words(path.read_bytes(), old, new))


def with_words(docx: bytes, old: str, new: str) -> bytes:
    """The document with the first `old` of its body changed to `new`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            target.writestr(info.filename, data)
    return made.getvalue()


def words_of(docx: bytes) -> str:
    """The body of a document as it is written."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        return source.read("word/document.xml").decode()


def _place(root: Path, name: str) -> Path:
    inside = root / "data" / PLAN / name
    return inside if inside.exists() else root / "data" / PLAN.partition("/")[0] / name
