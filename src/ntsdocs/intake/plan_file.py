"""The values of plan.yaml by what the text says of the plan; what is not found stays blank and is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from ntsdocs.intake.citations import KINDS
from ntsdocs.intake.facts import PlanFacts
from ntsdocs.intake.task_file import TaskRows, question
from ntsdocs.plan.model import Document, Province
from ntsdocs.tables import yaml_edits
from ntsdocs.tables.yaml_edits import Tree
from ntsdocs.text.problems import Problem
from ntsdocs.text.vn import CAPITAL, fold

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
_OF_DOCUMENT = tuple(field.name for field in fields(Document))
_NEEDED = ("on", "document.kind", "document.issuer", "document.trich_yeu", "subject")
_TIME = r" (?:năm|giai đoạn|đến|từ|trong|thời kỳ|nhiệm kỳ|\()"
_NO_VERB = r"(?<!phóng)(?<!lập)(?<!dựng)(?<!triển)"  # «giải phóng tỉnh Mẫu», «thành lập …», «xây dựng …»: no mere place
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
        blocks = ((f"# {COMMENTS[key]}\n" if COMMENTS[key] else "", {key: self.values[key]}) for key in self.values)
        return head + "".join(f"\n{comment}{yaml_edits.text_of(block)}" for comment, block in blocks)

    def from_the_text(self) -> dict[str, Tree]:
        """The values that the text tells, without those that a person chooses."""
        return {key: self.values[key] for key in FROM_THE_TEXT}


def make(
    facts: PlanFacts,
    province: Province | None,
    standing: str,
    rows: TaskRows,
    issued: Sequence[IssuedKind],
) -> PlanText:
    """The plan's values; `standing` is the id of the standing body, `rows` has the plan's tasks."""
    issuer = _full_name(facts, province)
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
        "subject": _subject(facts.title.text, issuer),
        "bases": [{name: getattr(each, name) for name in _OF_DOCUMENT} for each in facts.bases if each.kind],
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
        "issuers": _issuers(facts, issuer, province, issued),
    }
    return PlanText(values, tuple(_questions(facts, values, owed_task)), tuple(_open_questions(issued)))


def _questions(facts: PlanFacts, values: Mapping[str, Tree], owed_task: str) -> Iterator[Problem]:
    """What is left to a person, in as few questions as there are answers to give."""
    own = {key: values[key] for key in FROM_THE_TEXT if key != "bases"}
    blank = [yaml_edits.key_of(path) for path, text in yaml_edits.leaves({"on": values["on"], **own}) if not text]
    blank += [] if facts.bases else ["bases"]
    needed = [key for key in blank if key in _NEEDED]
    others = [key for key in blank if key not in _NEEDED]
    if needed:
        what = f"không tìm thấy trong văn bản của Kế hoạch: {', '.join(needed)}."
        yield question("", what, "ghi các mục này trong plan.yaml; thiếu thì chưa dựng được.")
    if others:
        what = f"Kế hoạch không nói, hoặc không tìm thấy trong văn bản: {', '.join(others)}."
        yield question("", what, "nếu Kế hoạch có thì ghi vào plan.yaml; để trống thì bản dự thảo không nói tới.")
    doubts = [] if facts.issuer.text else ["cơ quan ban hành không nêu, lấy theo province.yaml"]
    doubts += [
        *facts.doubts,
        *(f"{each.kind} {each.number}".strip() + f": {each.doubt}" for each in facts.bases if each.doubt),
    ]
    if doubts:
        what = f"chưa chắc: {'; '.join(doubts)}."
        yield question("", what, "xem lại các mục document, bases trong plan.yaml.")
    if owed_task:
        what = f"nhiệm vụ giao các đơn vị lập kế hoạch riêng được hiểu là nhiệm vụ {owed_task}."
        yield question("", what, "nếu không đúng, sửa plans_owed.task trong plan.yaml.")


def _full_name(facts: PlanFacts, province: Province | None) -> str:
    """The issuer's full name; «UBND tỉnh», «Ủy ban nhân dân Thành phố» get the province's name, or the title's."""
    issuer = re.sub(r"\bUBND\b", "Ủy ban nhân dân", facts.issuer.text)
    if province and fold(issuer) in ("", "uy ban nhan dan", fold(province.committee)):
        return province.committee
    if match := re.fullmatch(r"(.*)Ủy ban nhân dân (tỉnh|thành phố)", issuer, re.IGNORECASE):
        sort = match[2].lower()
        if province and province.name.startswith(f"{sort} "):
            return f"{match[1]}{province.committee}"
        territory = re.search(rf"\b{sort} ((?:{CAPITAL}\w*(?: |$))+)", facts.title.text)
        return f"{match[1]}Ủy ban nhân dân {sort} {territory[1].strip()}" if territory else ""
    return issuer


def _subject(title: str, issuer: str) -> str:
    """What the plan sets out to do, for titles of other papers: without «về việc» and the territory."""
    matter = re.sub(r"^(?:về việc|về|v/v)\s+", "", title, flags=re.IGNORECASE)
    if match := re.match(rf"ban hành ((?:{KINDS})\s+(.+))", matter):
        matter = match[2] if re.match(r"(?:triển khai|thực hiện|tổ chức)\b", match[2]) else f"thực hiện {match[1]}"
    elif re.match(r"(?:kết luận|ý kiến)\b", matter):
        matter = f"thực hiện {matter}"
    local = re.search(r"\b(xã|phường|đặc khu)\b", issuer)
    sorts = "xã|phường|đặc khu|tỉnh|thành phố" if local else "tỉnh|thành phố"
    if re.match(r"(?:Bộ|Chính phủ|Thủ tướng)\b", issuer):  # to whom a territory is part of the matter
        return matter
    name = rf"(?: {CAPITAL}\w*| -)"
    place = rf"(?i:{sorts})(?:{name}+(?:,? (?:{sorts}){name}+)?)"
    within = rf" (?:trên địa bàn|tại|của|ở) (?:toàn )?(?:{place}|(?i:{sorts}))"
    return re.sub(rf"(?:{within}|{_NO_VERB} {place})(?=$|[,;]|{_TIME})", "", matter)


def _issuers(facts: PlanFacts, issuer: str, province: Province | None, issued: Iterable[IssuedKind]) -> dict[str, Tree]:
    """Who issues each kind of paper: the body that issued the plan, as its first page has it; all else is left open."""
    is_committee = issuer.startswith("Ủy ban nhân dân")
    of_province = is_committee and province is not None and issuer == province.committee
    groups = re.split(r"[/-]", facts.number.text)[1:]
    symbol = groups[0 if facts.kind.text == "Công văn" else -1] if groups else ""
    head = (province.chairman if province and of_province else "") or ("Chủ tịch" if is_committee else "")
    common: dict[str, Tree] = {
        "name": Document("", issuer=issuer).body,
        "symbol": "UBND" if is_committee else symbol,
        "place": province.place if province and of_province else facts.date_place,
        "signature": [*(["TM. ỦY BAN NHÂN DÂN"] if is_committee else []), *([head.upper()] if head else [])],
        "signer": "",
        "archive": "",
    }
    if facts.parent:
        common["parent"] = facts.parent
    standing_body = [facts.standing.text] if facts.standing.text else []
    issuers: dict[str, Tree] = {}
    for kind in issued:
        own: dict[str, Tree] = {field: [] if field == "to" else "" for field in kind.fields}
        recipients = standing_body if "to" in own else ["Như trên", *standing_body]  # «Như trên» only under «Kính gửi»
        issuers[kind.name] = {**common, **own, "recipients": recipients}
    return issuers


def _open_questions(issued: Iterable[IssuedKind]) -> Iterator[Problem]:
    for kind in (kind for kind in issued if "to" in kind.fields):
        remedy = f"ghi mục issuers.{kind.name}.to trong plan.yaml."
        yield question("", f"văn bản của Kế hoạch không nói «{kind.title}» gửi cơ quan nào.", remedy)
