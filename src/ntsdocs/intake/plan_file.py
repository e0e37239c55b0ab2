"""The values of plan.yaml by what the text says of the plan; what is not found stays blank and is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ntsdocs.intake.facts import NamedDocument, PlanFacts
from ntsdocs.intake.task_file import TaskRows, question
from ntsdocs.plan.model import Province
from ntsdocs.tables import yaml_edits
from ntsdocs.tables.yaml_edits import Tree
from ntsdocs.text.problems import Problem
from ntsdocs.text.vn import fold

# Each of these is one block of the file, in this order.
COMMENTS = {
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
FROM_THE_TEXT = tuple(key for key in COMMENTS if key not in ("on", "reminder_workdays", "issuers"))
_OWN_PLAN = re.compile(r"(?:ban hành|xây dựng)\b.{0,40}\bkế hoạch\b", re.IGNORECASE)


class IssuedKind(NamedTuple):
    """A kind of paper that needs an issuer: its name in plan.yaml, its title, the issuer's fields it alone prints."""

    name: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanText:
    """The values of plan.yaml by key, what has to be asked, and what has to be asked where there is no file yet."""

    values: Mapping[str, Tree]
    questions: tuple[Problem, ...]
    of_new_file: tuple[Problem, ...]

    def text(self) -> str:
        """The whole file."""
        head = (
            "# Đọc từ văn bản của Kế hoạch bằng lệnh invoke intake; chỗ trống là điều chưa tìm thấy, cần người ghi.\n"
        )
        return head + "".join(f"\n{self._block(key)}" for key in self.values)

    def from_the_text(self) -> dict[str, Tree]:
        """The values that the text tells, without those that a person chooses."""
        return {key: self.values[key] for key in FROM_THE_TEXT}

    def _block(self, key: str) -> str:
        comment = f"# {COMMENTS[key]}\n" if COMMENTS[key] else ""
        return comment + yaml_edits.text_of({key: self.values[key]})


def make(
    facts: PlanFacts,
    province: Province | None,
    standing: str,
    rows: TaskRows,
    issued: Sequence[IssuedKind],
) -> PlanText:
    """The plan's values; `standing` is the id of the standing body, `rows` has the plan's tasks."""
    issuer = facts.issuer.text
    if province and fold(issuer) in ("ubnd tinh", fold(province.committee_short), fold(province.committee), ""):
        issuer = province.committee
    owed_task = next((number for number, content in rows.column("content") if _OWN_PLAN.match(content)), "")
    values: dict[str, Tree] = {
        "on": facts.issued.text,
        "document": {
            "kind": facts.kind.text,
            "number": facts.number.text,
            "issued": facts.issued.text,
            "issuer": issuer,
            "trich_yeu": facts.title.text,
        },
        "subject": _without_territory(facts.title.text),
        "bases": [_document(each) for each in facts.bases],
        "standing": standing,
        "plans_owed": {
            "before": facts.owed_before.text,
            "to": facts.owed_to.text,
            "through": facts.owed_through.text or facts.standing.text,
            "task": owed_task,
        },
        "yearly_review": facts.yearly_review.text,
        "five_year_review": facts.five_year_review,
        "funding": facts.funding.text,
        "reminder_workdays": "5",
        "issuers": _issuers(province, facts.standing.text, issued),
    }
    return PlanText(values, tuple(_questions(facts, values, owed_task)), tuple(_open_questions(issued)))


def _questions(facts: PlanFacts, values: Mapping[str, Tree], owed_task: str) -> Iterator[Problem]:
    for path, text in yaml_edits.leaves({key: values[key] for key in FROM_THE_TEXT}):
        if not text:
            key = yaml_edits.key_of(path)
            yield question("", f"không tìm thấy «{key}» trong văn bản của Kế hoạch.", f"ghi mục {key} trong plan.yaml.")
    if not facts.bases:
        yield question("", "không tìm thấy văn bản nào mà Kế hoạch căn cứ.", "ghi mục bases trong plan.yaml.")
    if owed_task:
        what = f"nhiệm vụ giao các đơn vị lập kế hoạch riêng được hiểu là nhiệm vụ {owed_task}."
        yield question("", what, "nếu không đúng, sửa plans_owed.task trong plan.yaml.")


def _document(cited: NamedDocument) -> dict[str, Tree]:
    return {
        "kind": cited.kind,
        "number": cited.number,
        "issued": cited.issued,
        "issuer": cited.issuer,
        "trich_yeu": cited.about,
    }


def _without_territory(title: str) -> str:
    return re.sub(r"\s+(?:trên địa bàn|tại|của)\s+tỉnh\s.*$", "", title)


def _issuers(province: Province | None, through: str, issued: Iterable[IssuedKind]) -> dict[str, Tree]:
    """Who issues each kind of paper: the committee, as its province's file has it; all else is left to people."""
    common: dict[str, Tree] = {
        "name": province.committee if province else "",
        "symbol": "UBND",
        "place": province.place if province else "",
        "authority": "TM. ỦY BAN NHÂN DÂN",
        "title": province.chairman if province else "",
        "signer": "",
        "archive": "",
    }
    standing_body = [through] if through else []
    issuers: dict[str, Tree] = {}
    for kind in issued:
        own: dict[str, Tree] = {field: [] if field == "to" else "" for field in kind.fields}
        recipients = standing_body if "to" in own else ["Như trên", *standing_body]  # «Như trên» only under «Kính gửi»
        issuers[kind.name] = {**common, **own, "recipients": recipients}
    return issuers


def _open_questions(issued: Iterable[IssuedKind]) -> Iterator[Problem]:
    for kind in (kind for kind in issued if "to" in kind.fields):
        remedy = f"ghi mục issuers.{kind.name}.to trong plan.yaml và thêm «Như trên» vào đầu recipients."
        yield question("", f"văn bản của Kế hoạch không nói «{kind.title}» gửi cơ quan nào.", remedy)
