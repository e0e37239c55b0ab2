"""Write the forms that go out to the agencies, for one report: of each agency a workbook, and the same for Word."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from ntsdocs.build import disk, journey
from ntsdocs.kinds import bieu_mau
from ntsdocs.kinds.due import Draft, as_on
from ntsdocs.plan import assignments
from ntsdocs.plan.model import Plan
from ntsdocs.plan.papers import ENDING, edition_words, template_file
from ntsdocs.returns import form_book
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text import shelf, vn
from ntsdocs.text.problems import DataWrong, Origin, Problem

FOLDER = "bieu-mau"
_WRITTEN = ".da-ghi"  # the hashes of what was written there, by file


def drafts(plan: Plan, edition: str, only: Iterable[str] = ()) -> dict[str, Draft]:
    """The forms for a report, «2026» or «2026-06-thang», by agency; none where no report is called so."""
    named = bieu_mau.edition_of(plan, edition)
    if named is None:
        return {}
    then = as_on(plan, assignments.settle(plan), named.on)
    return {each.id.name: each for each in bieu_mau.KIND.drafts(*then, replace(named, scope=tuple(only)))}


class Forms:
    """The forms of a plan, each report's drawn up once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._known: dict[str, dict[str, Draft]] = {}

    def of(self, edition: str) -> Mapping[str, Draft]:
        """The forms for a report, by agency."""
        if edition not in self._known:
            self._known[edition] = drafts(self.plan, edition)
        return self._known[edition]


def write(root: Path, plan_id: str, edition: str, only: Iterable[str] = ()) -> list[str]:
    """Writes the forms, and tells where; what somebody filled in there stays as it is, and is told."""
    plan = journey.read(root, plan_id).plan_or_stop()
    forms = drafts(plan, edition, [*only])
    if not forms:
        _refuse(plan, edition, only)
    folder = root / FOLDER / plan_id / edition
    if fault := shelf.way_out(root.resolve(), f"{FOLDER}/{plan_id}/{edition}/x"):
        raise DataWrong([Problem(Origin(FOLDER), fault, "thay liên kết bằng thư mục thật.")])
    now, kept = written(folder), list[str]()
    with disk.os_errors_as_problems(folder):
        for name, data in _files(root, plan, forms.values()):
            standing, new = shelf.hash_at(folder / name), hashlib.sha256(data).hexdigest()
            if standing not in (None, now.get(name), new):
                kept.append(name)
                continue
            now[name] = new
            if standing != new:
                shelf.replace(folder / name, data)
        shelf.replace(folder / _WRITTEN, "".join(f"{new}  {name}\n" for name, new in sorted(now.items())).encode())
    duties = sum(len(form_book.says(each).duties) for each in forms.values())
    return [
        f"Biểu báo cáo {edition_words(edition)}: {len(forms)} cơ quan, {duties} lượt nhiệm vụ chủ trì.",
        f"  Đã ghi {2 * len(forms) - len(kept)} tệp (.xlsx, .docx) vào {folder.relative_to(root).as_posix()}",
        *(f"  Chú ý: {name} đã có người sửa, giữ nguyên. Sửa: chuyển tệp ấy vào nhan/, rồi chạy lại." for name in kept),
    ]


def written(folder: Path) -> dict[str, str]:
    """The hash of each file that was last written to a folder of forms, by its name."""
    place = folder / _WRITTEN
    lines = place.read_text(encoding="utf-8").splitlines() if place.is_file() else []
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}


def written_forms(root: Path, plan_id: str) -> Iterator[tuple[str, Path, str]]:
    """The edition, the place and the hash of each Word form that is as it was last written."""
    for folder in sorted((root / FOLDER / plan_id).glob("*/")):
        for name, sha256 in written(folder).items():
            if name.endswith(ENDING) and shelf.hash_at(folder / name) == sha256:
                yield folder.name, folder / name, sha256


def _files(root: Path, plan: Plan, forms: Iterable[Draft]) -> Iterator[tuple[str, bytes]]:
    kind = bieu_mau.NAME
    template = CompiledTemplate.load(journey.template_of(root, kind), template_file(kind))
    agencies = sorted((each.name for each in plan.agencies), key=vn.sort_key)
    for form in forms:
        yield f"{form.id.name}.xlsx", form_book.workbook(form, agencies, plan.report.difficulties)
        yield f"{form.id.name}{ENDING}", template.render(form.says, form.core, str(form.id), form.sent_as)


def _refuse(plan: Plan, edition: str, only: Iterable[str]) -> NoReturn:
    if bieu_mau.edition_of(plan, edition) is None:
        known = ", ".join("-".join(filter(None, (str(plan.on.year), each.id))) for each in plan.report.reports)
        remedy = f"ghi một trong: {known}; năm nào cũng được."
        raise DataWrong([Problem(Origin(edition), "không phải là một kỳ báo cáo.", remedy)])
    what = f"không có cơ quan nào là {', '.join(f'«{each}»' for each in only)} mà được giao nhiệm vụ."
    raise DataWrong([Problem(Origin("--only"), what, "ghi mã cơ quan như trong agencies.csv.")])
