"""Write plan.yaml of what the text says of the plan; what is not found stays blank and is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ntsdocs.intake.facts import NamedDocument, PlanFacts
from ntsdocs.intake.task_file import Question
from ntsdocs.intake.task_rows import AnnexTask
from ntsdocs.plan.model import Province
from ntsdocs.text.vn import fold

# Each of these is one block of the file, in this order.
_COMMENTS = {
    "on": "Ngày lập văn bản: mọi văn bản được dựng theo ngày này. Lệnh `invoke build --on …` thay tạm giá trị.",
    "document": "",
    "subject": "Việc mà Kế hoạch triển khai, không kèm địa bàn: dùng cho trích yếu của kế hoạch từng cơ quan.",
    "bases": "Văn bản cấp trên mà Kế hoạch căn cứ, từ cao xuống thấp.",
    "standing": "Cơ quan thường trực (mã trong danh mục cơ quan).",
    "plans_owed": "Hạn các đơn vị gửi kế hoạch của mình. task là nhiệm vụ giao việc này.",
    "yearly_review": "",
    "five_year_review": "",
    "funding": "",
    "reminder_workdays": "Công văn đôn đốc cho thêm bao nhiêu ngày làm việc: lựa chọn của cơ quan thường trực.",
    "issuers": "Ai ban hành công văn và báo cáo. Điều chưa biết thì để trống: bản dự thảo sẽ để «…».",
}
FROM_THE_TEXT = tuple(key for key in _COMMENTS if key not in ("on", "reminder_workdays", "issuers"))
_OWN_PLAN = re.compile(r"(?:ban hành|xây dựng)\b.{0,40}\bkế hoạch\b", re.IGNORECASE)

Value = str | Mapping[str, "Value"] | Sequence["Value"]


@dataclass(frozen=True, slots=True)
class PlanText:
    """The values of plan.yaml by key, and what has to be asked."""

    values: Mapping[str, Value]
    questions: tuple[Question, ...]

    def text(self) -> str:
        """The whole file."""
        head = (
            "# Đọc từ văn bản của Kế hoạch bằng lệnh invoke intake; chỗ trống là điều chưa tìm thấy, cần người ghi.\n"
        )
        return head + "".join(f"\n{block}" for block in self.blocks().values())

    def blocks(self) -> dict[str, str]:
        """The text of each top-level key, with its comment."""
        made = {}
        for key, value in self.values.items():
            comment = f"# {_COMMENTS[key]}\n" if _COMMENTS[key] else ""
            made[key] = comment + "".join(f"{line}\n" for line in _lines(key, value, ""))
        return made


def make(
    facts: PlanFacts, province: Province | None, standing: str, through: str, tasks: Sequence[tuple[str, AnnexTask]]
) -> PlanText:
    """The plan's values; `standing` is the id of the standing body, `through` its name."""
    committee = province.committee if province else ""
    issuer = facts.issuer.text
    if province and fold(issuer) in ("ubnd tinh", fold(province.committee_short), fold(province.committee), ""):
        issuer = committee
    owed_task = next((number for number, task in tasks if _OWN_PLAN.match(task.text("content"))), "")
    to = facts.owed_to.text
    values: dict[str, Value] = {
        "on": _day(facts.issued),
        "document": {
            "kind": facts.kind.text,
            "number": facts.number.text,
            "issued": _day(facts.issued),
            "issuer": issuer,
            "trich_yeu": facts.title.text,
        },
        "subject": _without_territory(facts.title.text),
        "bases": [_document(each) for each in facts.bases],
        "standing": standing,
        "plans_owed": {
            "before": _day(facts.owed_before),
            "to": to,
            "through": facts.owed_through.text or through,
            "task": owed_task,
        },
        "yearly_review": facts.yearly_review.text,
        "five_year_review": facts.five_year_review,
        "funding": facts.funding.text,
        "reminder_workdays": "5",
        "issuers": _issuers(province, through),
    }
    return PlanText(values, tuple(_questions(facts, values, owed_task)))


def _questions(facts: PlanFacts, values: Mapping[str, Value], owed_task: str) -> Iterator[Question]:
    fields = dict(flat({key: values[key] for key in FROM_THE_TEXT}))
    for key, text in fields.items():
        if not text:
            yield Question("", f"không tìm thấy «{key}» trong văn bản của Kế hoạch.", f"ghi mục {key} trong plan.yaml.")
    if not facts.bases:
        yield Question("", "không tìm thấy văn bản nào mà Kế hoạch căn cứ.", "ghi mục bases trong plan.yaml.")
    if owed_task:
        what = f"nhiệm vụ giao các đơn vị lập kế hoạch riêng được hiểu là nhiệm vụ {owed_task}."
        yield Question("", what, "nếu không đúng, sửa plans_owed.task trong plan.yaml.")


def flat(value: Value, key: str = "") -> Iterator[tuple[str, str]]:
    """Every single value with its path: («document.number», «196/KH-UBND»)."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from flat(inner, f"{key}.{name}" if key else name)
    else:
        for at, inner in enumerate(value, start=1):
            yield from flat(inner, f"{key}[{at}]")


def _lines(key: str, value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{indent}{key}: {_scalar(value)}"
    elif isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _lines(name, inner, f"{indent}  ")
    elif all(isinstance(inner, str) for inner in value):
        yield f"{indent}{key}: [{', '.join(_scalar(str(inner)) for inner in value)}]"
    else:
        yield f"{indent}{key}:"
        for inner in value:
            inside = inner if isinstance(inner, Mapping) else {}
            for at, line in enumerate(line for name, each in inside.items() for line in _lines(name, each, "")):
                yield f"{indent}  {'- ' if at == 0 else '  '}{line}"


def _scalar(text: str) -> str:
    return (
        text
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}|[1-9]\d{0,3}|[a-z][a-z0-9-]*", text)
        else json.dumps(text, ensure_ascii=False)
    )


def _document(cited: NamedDocument) -> dict[str, Value]:
    return {
        "kind": cited.kind,
        "number": cited.number,
        "issued": _day(cited.issued),
        "issuer": cited.issuer,
        "trich_yeu": cited.about,
    }


def _without_territory(title: str) -> str:
    return re.sub(r"\s+(?:trên địa bàn|tại|của)\s+tỉnh\s.*$", "", title)


def _day(day: object) -> str:
    return "" if day is None else str(day)


def _issuers(province: Province | None, through: str) -> dict[str, Value]:
    name, short = (province.committee, province.committee_short) if province else ("", "UBND tỉnh")
    deputies = f"Chủ tịch, các Phó Chủ tịch {'UBND tỉnh' if 'tỉnh' in short else short}"
    common: dict[str, Value] = {
        "name": name,
        "symbol": "UBND",
        "place": province.place if province else "",
        "authority": "TM. ỦY BAN NHÂN DÂN",
        "title": province.chairman if province else "",
        "signer": "",
        "archive": "",
    }
    recipients: list[Value] = ["Như trên", deputies, *([through] if through else [])]
    letter = {**common, "field": "", "recipients": recipients}
    report = {**common, "to": ["Bộ Công an"], "recipients": recipients}
    return {"cong_van_trien_khai": letter, "cong_van_don_doc": letter, "bao_cao_nam": report}
