"""What a plan is: frozen values that know nothing of files, Word or today.

A field declared with `label("…")` carries the Vietnamese heading people see. Intake finds a column by it (or by the
field's English name), messages quote it, the placeholder page is made from it. There is no other mapping.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ntsdocs.text.problems import Origin
from ntsdocs.text.vn import CAPITAL


def label(heading: str, *, default: Any = MISSING, once: str = "", compare: bool = True) -> Any:
    """A dataclass field that people know as `heading`; tables that are kept from earlier may have it as `once`."""
    return field(metadata={"label": heading, "once": once}, default=default, compare=compare)


def headings(cls: type) -> dict[str, str]:
    """The labelled fields of `cls`, in order: field name → Vietnamese heading."""
    return {f.name: f.metadata["label"] for f in fields(cls) if "label" in f.metadata}


def earlier_headings(cls: type) -> dict[str, str]:
    """Headings that kept tables may have: the heading → field name."""
    return {f.metadata["once"]: f.name for f in fields(cls) if f.metadata.get("once")}


NOWHERE = Origin("")
_OFFICE = re.compile(rf"^(?:Chủ tịch|Bộ trưởng|(?:Tổng )?Giám đốc|Cục trưởng|Hiệu trưởng) (?={CAPITAL})")


# --- bodies ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Province:
    """The province a plan is for, or the body whose units it binds: «Bộ Mẫu» is its own committee.

    `invented` puts the mark «SỐ LIỆU GIẢ ĐỊNH» into every paper.
    """

    id: str
    name: str = label("Tên tỉnh")  # «tỉnh Mẫu»
    committee: str = label("Tên đầy đủ của UBND tỉnh")  # «Ủy ban nhân dân tỉnh Mẫu»
    committee_short: str = label("Tên gọi tắt của UBND tỉnh")  # «UBND tỉnh Mẫu»
    place: str = label("Địa danh", default="")  # «Mẫu», the place of the provincial bodies' date line
    chairman: str = label("Chức danh người đứng đầu UBND tỉnh", default="")  # «Chủ tịch»
    invented: bool = label("Số liệu giả định", default=False)


class Regime(StrEnum):
    """Under whose rules of form an agency writes."""

    ADMINISTRATIVE = "Hành chính"  # Nghị định 30/2020
    PARTY = "Đảng"
    POLICE = "Công an"
    ARMY = "Quân đội"
    BANK = "Ngân hàng"


@dataclass(frozen=True, slots=True)
class Agency:
    """One row of the registry. A blank field is something nobody has established; it is never guessed."""

    id: str = label("Mã")
    name: str = label("Tên đầy đủ")
    short_name: str = label("Tên gọi")
    aliases: tuple[str, ...] = label("Tên khác", default=())
    symbol_abbr: str = label("Ký hiệu", default="")
    symbol_status: str = label("Tình trạng ký hiệu", default="unknown")  # attested | conventional | uncertain | unknown
    kind: str = label("Loại", default="")  # so | nganh | ban | police | military | bank | press | phong | ward | …
    level: str = label("Cấp", default="")  # province | region | commune
    sbn_group: str = label("Nhóm sở, ban, ngành", default="no")  # core | optional | no
    regime: Regime = label("Thể thức văn bản", default=Regime.ADMINISTRATIVE)
    parent_letterhead: str = label("Cơ quan chủ quản trên tiêu đề", default="")
    letterhead_name: str = label("Tên trên tiêu đề", default="")
    head_title: str = label("Chức danh người đứng đầu", default="")
    authority_form: str = label("Thể thức đề ký", default="none")  # «none», «TM. ỦY BAN NHÂN DÂN», «KT. …; PHÓ …»
    date_place: str = label("Địa danh", default="")
    gso_code: str = label("Mã đơn vị hành chính", default="")
    former_district: str = label("Huyện cũ", default="")
    predecessor_units: str = label("Đơn vị trước sắp xếp", default="")
    coastal: str = label("Có biển", default="")  # yes | no | unknown | blank
    coastal_source: str = label("Nguồn về biển", default="")
    address_mark: str = label("Địa chỉ", default="")
    admin_centre_2025_proposal: str = label("Trụ sở theo phương án 2025", default="")
    source: str = label("Nguồn", default="")
    confidence: str = label("Độ tin cậy", default="")  # high | medium | low
    notes: str = label("Ghi chú", default="")
    since: date | None = label("Hoạt động từ ngày", default=None)
    until: date | None = label("Đến trước ngày", default=None)  # the first day on which it is no more
    successors: tuple[str, ...] = label("Nơi kế thừa", default=())
    origin: Origin = field(default=NOWHERE, compare=False)

    def lives_on(self, on: date) -> bool:
        """Whether there is such an agency on a date."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def lives_beside(self, other: Agency) -> bool:
        """Whether there is a day on which there are both."""
        starts = (self.since or date.min, other.since or date.min)
        return max(starts) < min(self.until or date.max, other.until or date.max)

    @property
    def signature(self) -> tuple[str, ...]:
        """The lines over a signature: those of `authority_form`, and the head's title where they name no signer."""
        lines = tuple(line.strip() for line in self.authority_form.split(";") if line.strip() not in ("", "none"))
        return lines if lines and not lines[-1].startswith("TM.") else (*lines, self.head_title)


@dataclass(frozen=True, slots=True)
class FormerName:
    """The name an agency bore until the day before `until`. A blank field was the same then as now."""

    agency: str = label("Mã cơ quan")
    until: date = label("Đến trước ngày")
    name: str = label("Tên đầy đủ", default="")
    short_name: str = label("Tên gọi", default="")
    letterhead_name: str = label("Tên trên tiêu đề", default="")
    head_title: str = label("Chức danh người đứng đầu", default="")
    source: str = label("Nguồn", default="")
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """Who signs for a time: from a day on, until the day before `until`; a blank day is no bound."""

    signature: tuple[str, ...]
    signer: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a letter or the report, as its first page and its signature print it.

    `signature` has the lines over the name as they stand: «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH».
    `field` is the last group of a letter's ký hiệu («UBND-NC»), `archive` the unit after «Lưu: VT,». What is unknown
    stays blank. Of `terms`, the first that is running says who signs; the last is without bounds.
    """

    name: str = label("Cơ quan ban hành", default="")
    symbol: str = label("Ký hiệu cơ quan", default="")
    place: str = label("Địa danh", default="")
    parent: str = label("Cơ quan chủ quản", default="")
    field: str = label("Ký hiệu lĩnh vực", default="")
    signature: tuple[str, ...] = label("Thể thức đề ký, từng dòng", default=())
    signer: str = label("Họ tên người ký", default="")
    archive: str = label("Đơn vị lưu", default="")
    to: tuple[str, ...] = label("Kính gửi", default=())
    recipients: tuple[str, ...] = label("Nơi nhận", default=())
    terms: tuple[Term, ...] = label("Ai ký trong thời gian nào", default=())

    def on(self, day: date) -> Issuer:
        """The issuer with those who sign on a day."""
        running = (
            term for term in self.terms if (term.since or day) <= day and (term.until is None or day < term.until)
        )
        term = next(running, None)
        return self if term is None else replace(self, signature=term.signature, signer=term.signer)


# --- the plan's own words -------------------------------------------------------------------------------------------


class Bounds(StrEnum):
    """What a deadline's date or event bounds: the task itself, or only the issue of its rollout plan."""

    END = "end"
    ROLLOUT = "rollout"


class Repeats(StrEnum):
    """How a task without an end recurs."""

    NO = ""
    CONTINUOUS = "continuous"  # «Thường xuyên»
    YEARLY = "yearly"  # «Hằng năm hoặc đột xuất»


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of the plan, with its words.

    `before` is the first day that is too late («Trước 15/3/2026» → 15/3/2026, «Trước tháng 6/2026» → 1/6/2026,
    «Trong năm 2026» → 1/1/2027); `None` means that no date is set. `event` holds the words of the condition
    («sau khi có văn bản của bộ chủ quản»), blank where there is none. `unclear` says in Vietnamese why nobody can tell
    from the words when it is due.
    """

    words: str
    before: date | None = None
    event: str = ""
    bounds: Bounds = Bounds.END
    repeats: Repeats = Repeats.NO
    unclear: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day that is still in time; `None` without a date."""
        return None if self.before is None else self.before - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Section:
    """A lettered section of the plan's annex, inside its part, as printed."""

    part: str = label("Phần")  # «I»
    part_title: str = label("Tên phần")  # «NHIỆM VỤ CHỦ TRÌ»
    letter: str = label("Mục")  # «a»
    title: str = label("Tên mục")


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the plan's annex, in the plan's own words, typos and all."""

    section: Section
    number: int = label("Số")
    content: str = label("Nội dung")
    lead: str = label("Cơ quan chủ trì", default="")  # blank where the plan names nobody: no agency owes it
    coordinate: str = label("Cơ quan phối hợp", default="")
    deadline: Deadline = label("Thời gian hoàn thành", default=Deadline(""))
    product: str = label("Sản phẩm", default="")
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class RuledDeadline:
    """One row of deadlines.csv: the day that counts for words of the plan, of one task or of all that have them.

    Without a day it is decided, for the reason given, that there is none. `tasks` are the tasks the row is for.
    """

    words: str = label("Thời hạn trong kế hoạch", default="")  # «(để trống)» for a blank cell
    task: int = label("Nhiệm vụ", default=0)
    last_day: date | None = label("Tính là ngày", default=None)  # the last day that is still in time
    because: str = label("Căn cứ", default="")
    tasks: tuple[int, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A parent paper that is cited: «Nghị quyết số 00/NQ-HĐM ngày 18/11/2024 của Hội đồng Mẫu ban hành …».

    What it lacks, or nobody has found, is blank: a law has no issuer and no trích yếu, a draft no number and no day.
    """

    kind: str  # tên loại: «Nghị quyết»; of a law with its name: «Luật Đầu tư công»
    number: str = ""  # số, ký hiệu: «00/NQ-HĐM»
    issued: date | None = None
    issuer: str = ""
    trich_yeu: str = ""  # begins in lower case, so that it can follow the issuer: «ban hành Chiến lược …»

    @property
    def called(self) -> str:
        """How it is called once it was cited: «Kế hoạch số 01/KH-UBND»."""
        return f"{self.kind} số {self.number}" if self.number else self.kind

    @property
    def body(self) -> str:
        """The body that issued it, where its head signed too: «Bộ Mẫu» of «Bộ trưởng Bộ Mẫu»."""
        return _OFFICE.sub("", self.issuer)


@dataclass(frozen=True, slots=True)
class PlansOwed:
    """By when each agency owes its own plan, to whom and through whom; `task` is the task that orders it."""

    before: date | None = None  # the first day that is too late
    to: str = ""
    through: str = ""
    task: int = 0


# --- how the plan's words are read ----------------------------------------------------------------------------------


class Basis(StrEnum):
    """Why an agency has a role: it is named, belongs to a group, is in charge of a field, or only on a condition."""

    NAMED = "named"
    GROUP = "group"
    SECTOR = "sector"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Selector:
    """Agencies whose fields hold one of the listed values; all the listed fields must agree.

    `where` maps a registry field out of `SELECTABLE` to its accepted values.
    """

    where: tuple[tuple[str, tuple[str, ...]], ...]


OUTSIDE = Selector((("id", ()),))  # nobody of the registry: the words of the plan stand, and make no duty
SELECTABLE = ("id", "kind", "level", "sbn_group", "coastal")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of phrases.csv: what a phrase of the plan means. A phrase with two tokens has two rows.

    `rulings` names the decisions that settle it, in order: each may replace or add members, or change the basis.
    `condition` holds the words under which the role applies; blank where the role is firm.
    """

    phrase: str = label("Cụm từ trong kế hoạch")
    token: str = label("Nhóm")
    members: tuple[Selector, ...] = label("Gồm", default=())
    basis: Basis = label("Căn cứ", default=Basis.GROUP)
    condition: str = label("Điều kiện", default="")
    rulings: tuple[str, ...] = label("Theo quyết định", default=())
    note: str = label("Ghi chú", default="")
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question, and its effect. A field that is `None` leaves things as they are."""

    key: str
    text: str
    members: tuple[Selector, ...] | None = None  # replaces the members of the phrases that name the ruling
    add: tuple[Selector, ...] = ()  # adds to them
    basis: Basis | None = None  # replaces their basis
    condition: str | None = None  # replaces their condition
    no_draft: tuple[str, ...] = ()  # agency ids that get no draft of their own
    before: tuple[tuple[int, date], ...] = ()  # task number → the date that counts instead of the row's
    conditional_as: str = ""  # how conditional coordination is printed: «clause» | «list»
    successors: tuple[tuple[str, tuple[str, ...]], ...] = ()  # agency that is gone → who has its named duties since


@dataclass(frozen=True, slots=True)
class Ruling:
    """A question on the reading of the plan, its possible answers, and the answer in force."""

    id: str = label("Mã")
    question: str = label("Câu hỏi")
    choices: tuple[Choice, ...] = label("Các phương án")
    choice: str = label("Phương án đang theo")
    by: str = label("Người quyết định")
    since: date | None = label("Từ ngày")
    note: str = label("Ghi chú", default="")
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def chosen(self) -> Choice:
        """The answer in force."""
        return next(choice for choice in self.choices if choice.key == self.choice)


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """One of the reading rules R1…R4: its sentence, and whether it is in force."""

    id: str
    text: str
    in_force: bool = True


# --- what has happened since ----------------------------------------------------------------------------------------


class Status(StrEnum):
    """What an agency reports of a task."""

    DONE = "Hoàn thành"
    ROLLED_OUT = "Đã ban hành kế hoạch triển khai"
    DOING = "Đang thực hiện"
    NOT_STARTED = "Chưa thực hiện"


DIFFICULTIES = (
    *("Kinh phí", "Nhân lực", "Thể chế, hướng dẫn", "Phối hợp", "Kỹ thuật, trang thiết bị", "Thời gian", "Khác"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One recorded result: one row of a table of results/."""

    task: int = label("Nhiệm vụ số")
    agency: str = label("Cơ quan", once="Mã cơ quan")
    status: Status = label("Tình trạng")
    on: date | None = label("Ngày", default=None)
    product: str = label("Sản phẩm đã có", default="")
    number: str = label("Số, ký hiệu", default="")
    evidence: str = label("Tệp, đường dẫn", default="")
    difficulty: str = label("Loại khó khăn", default="")  # one of `DIFFICULTIES`
    difficulties: str = label("Khó khăn, vướng mắc", default="")
    cause: str = label("Nguyên nhân", default="")
    measures: str = label("Giải pháp", default="")
    promised: date | None = label("Hẹn hoàn thành", default=None)
    responsible: str = label("Bộ phận chịu trách nhiệm", default="")
    proposals: str = label("Đề xuất, kiến nghị", default="")
    source: str = label("Nguồn ghi nhận", default="")
    year: int = 0  # from the file's name
    origin: Origin = field(default=NOWHERE, compare=False)


class Private(str):
    """A text about people: papers of the one it is from say it, lists of what papers are made of do not."""

    __slots__ = ()


_PUBLIC = frozenset(  # what agencies fill in that is about no person: the last word of the tag of its place
    ("bien_phap", "tien_do", "ngay_bao_cao", "khac", "so_ky_hieu", "ngay", *(each.name for each in fields(Result)))
)


# A telephone or an e-mail address; a date with full stops is none.
_CONTACT = re.compile(r"(?<![\w.])(?:\+84[ .]?|0)[2-9]\d{1,2}(?:[ .)-]{0,2}\d){6,8}(?!\d)|[\w.+-]+@[\w-]+\.\w")


def is_private(tag: str, value: str = "") -> bool:
    """Whether what an agency fills in at a place is about people: by the place, if it is not known to be about none.

    Elsewhere it is if it tells how to reach somebody.
    """
    return tag.rpartition(":")[2] not in _PUBLIC or _CONTACT.search(value) is not None


@dataclass(frozen=True, slots=True)
class AgencyAnswer:
    """One row of an answers.csv: what an agency filled in at a place of its paper, which later papers have too.

    `task` is the number of a task, or where a section stands, «i-a».
    """

    agency: str = label("Cơ quan", default="")
    task: str = label("Nhiệm vụ", default="")
    name: str = label("Trường", default="")
    value: str = label("Giá trị", default="")
    tag: str = label("Nhãn", default="")  # of its content control: «own:task:17:tien_do»
    source: str = label("Nguồn", default="")
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ReturnRuling:
    """What was decided where the files that an agency sent say different things.

    It is of all the agency's answers, or of that in the place `tag`. What counts is what `file` says, or this `value`.
    """

    agency: str
    file: str = ""
    tag: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class AwaitedPaper:
    """One row of conditions.csv: a paper, or another event, that tasks wait for; without a day it is not there yet."""

    tasks: tuple[int, ...] = label("Nhiệm vụ số")
    paper: str = label("Văn bản chờ", default="")
    issuer: str = label("Cơ quan ban hành", default="")
    on: date | None = label("Đã có ngày", default=None, once="Ngày xảy ra")
    document: str = label("Văn bản đã có", default="", once="Văn bản")
    source: str = label("Nguồn ghi nhận", default="")
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of dispatch.csv, the book of what was sent out: one paper for all of `to`, or one for each.

    `number` is one number, «62/UBND-NC», or a range of as many as there are recipients, «1601-1779/UBND-NC», which they
    have in their order. `to` are the ids of the recipients.
    """

    kind: str = label("Loại công văn")
    number: str = label("Số, ký hiệu")
    on: date = label("Ngày ban hành")
    to: tuple[str, ...] = label("Gửi cơ quan", default=())
    tasks: tuple[int, ...] = label("Về nhiệm vụ số", default=())
    edition: str = label("Đợt", default="")  # blank for a paper that was not made here
    signed: str = label("Tệp đã ký", default="")
    origin: Origin = field(default=NOWHERE, compare=False)


# --- what is sent out when ------------------------------------------------------------------------------------------


class EditionState(StrEnum):
    """Whether the papers of an edition still follow the data."""

    OPEN = "đang soạn"
    ISSUED = "đã phát hành"


class Sending(StrEnum):
    """One letter for all with a list, or one for each."""

    JOINT = "chung"
    SINGLE = "riêng"


@dataclass(frozen=True, slots=True)
class Edition:
    """One row of editions.csv: the papers of one kind that go out together, drawn up as of one day.

    Of a report `start` and `end` are its period. `scope` are the ids of those it is for; blank for all whom it
    concerns. `about` says what a round of reminders asks for.
    """

    kind: str = label("Loại văn bản")
    id: str = label("Đợt")  # «1», «dot-2», «2026»
    on: date = label("Tính đến ngày")
    start: date | None = label("Kỳ từ ngày", default=None)
    end: date | None = label("Kỳ đến ngày", default=None)
    state: EditionState = label("Trạng thái", default=EditionState.OPEN)
    scope: tuple[str, ...] = label("Phạm vi", default=())
    about: tuple[str, ...] = label("Về việc", default=())
    sending: Sending = label("Cách gửi", default=Sending.SINGLE)
    origin: Origin = field(default=NOWHERE, compare=False)


NO_EDITION = Edition("", "", date.min)  # of a paper that nobody asked for


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the family: «2026» is an edition of the one without an id, «2026-06-thang» of «06-thang».

    In `words` «{năm}» is the year the period ends in. `until` is the last day of its period, «14/6», blank for that of
    the plan's year of reporting. The period begins with the year of reporting, or with the plan where `whole`.
    """

    id: str = label("Mã", default="")
    words: str = label("Gọi là", default="năm {năm}")
    until: str = label("Kỳ đến ngày", default="")
    whole: bool = label("Tính từ đầu Kế hoạch", default=False)
    every: str = label("Tần suất", default="")
    due: str = label("Hạn gửi", default="")  # «20/12»: the last day for the agencies; blank where nobody has set one


CONTENTS = ("leadership", "results", "assessment", "ahead", "proposals")  # of sections, that templates know


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of the reports, and of the outline that agencies follow.

    `content` names what the data say in it, one of `CONTENTS`; what is blank a person writes. `asks` are what agencies
    are asked to tell. A section is in the reports whose ids `only` has, in all where it is blank.
    """

    id: str = label("Mã")
    title: str = label("Tên mục")
    content: str = label("Nội dung số liệu", default="")
    asks: tuple[str, ...] = label("Yêu cầu báo cáo", default=())
    only: tuple[str, ...] = label("Chỉ có trong", default=())
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """What reports there are, what they have, and what agencies are asked for: one definition for all three.

    `form` are the fields of `Result` that are the columns of the form, in its order; `difficulties` the kinds of them
    that a result may name. `channel`, `guidance`: how agencies send their answer, and what they are told of it.
    """

    reports: tuple[Report, ...] = label("Các báo cáo", default=(Report(),))
    sections: tuple[ReportSection, ...] = label("Các mục", default=())
    form: tuple[str, ...] = label("Cột của biểu số liệu", default=())
    difficulties: tuple[str, ...] = label("Loại khó khăn", default=DIFFICULTIES)
    channel: str = label("Cách gửi", default="")
    guidance: tuple[str, ...] = label("Hướng dẫn", default=())
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def yearly(self) -> Report:
        """The report without an id."""
        return next((report for report in self.reports if not report.id), Report())

    def sections_of(self, report: Report) -> list[ReportSection]:
        """The sections that a report has, in order."""
        return [section for section in self.sections if not section.only or report.id in section.only]


class Shape(StrEnum):
    """How much of the duties the text of an implementing plan spells out: what its annexes leave, or each of them."""

    SHORT = "ngan"
    FULL = "day-du"


# --- the plan -------------------------------------------------------------------------------------------------------


JOINT_FROM = 5  # recipients of a joint reminder, where the plan does not say
PERIOD_ENDS = "14/12"  # the last day of a year of reporting, where the plan names none (RPT-3)


@dataclass(frozen=True, slots=True)
class DayOff:
    """One row of data/law/holidays.csv: a day off, or a weekend day that is worked instead."""

    on: date = label("Ngày")
    name: str = label("Tên")
    kind: str = label("Loại")  # «nghỉ» | «làm bù»
    basis: str = label("Căn cứ")


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one plan folder says, read and checked. `on` is the date the papers are drawn up for.

    `agencies` bear the names of that date; `registry` and `former` are what they are named by on any date.
    """

    id: str  # «tinh-mau/01-kh-ubnd»
    province: Province
    document: Document
    bases: tuple[Document, ...]  # parent papers, highest first
    standing: str  # id of the standing body; blank where there is none
    plans_owed: PlansOwed
    yearly_review: str  # the plan's sentence on the yearly review; blank where it has none
    five_year_review: int  # the year of the final review; 0 where it names none
    funding: str  # the plan's clause on money; blank where it has none
    reminder_workdays: int  # working days a reminder gives
    issuers: tuple[tuple[str, Issuer], ...]  # document kind → who issues it
    on: date
    agencies: tuple[Agency, ...]
    tasks: tuple[Task, ...]
    phrases: tuple[Phrase, ...]
    rulings: tuple[Ruling, ...]
    rules: tuple[ReadingRule, ...]
    results: tuple[Result, ...] = ()
    result_years: tuple[int, ...] = ()  # years that have a results file, even an empty one
    conditions: tuple[AwaitedPaper, ...] = ()  # a task waits for each that names it
    letters: tuple[Letter, ...] = ()
    ruled_deadlines: tuple[RuledDeadline, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    shape: Shape = Shape.SHORT  # of the implementing plans
    editions: tuple[Edition, ...] = ()
    registry: tuple[Agency, ...] = ()
    former: tuple[FormerName, ...] = ()
    period_ends: str = PERIOD_ENDS
    joint_from: int = JOINT_FROM  # from so many recipients a reminder is one letter to all
    report: ReportDefinition = ReportDefinition()
    answers: tuple[AgencyAnswer, ...] = ()
    returned: tuple[ReturnRuling, ...] = ()
    subject: str = ""  # what the plan is about, without its territory: «triển khai Chiến lược … giai đoạn 2025 - 2030»

    def agency(self, id_: str) -> Agency:
        """The agency with the id `id_`; `KeyError` if there is none."""
        for agency in self.agencies:
            if agency.id == id_:
                return agency
        raise KeyError(id_)

    def agency_named(self, name: str) -> Agency | None:
        """The agency whose full name this is, the last of several; `None` if it is nobody's."""
        return next((agency for agency in reversed(self.agencies) if agency.name == name), None)

    def issuer(self, kind: str) -> Issuer:
        """Who issues papers of this kind; the plan's own issuer where plan.yaml does not say."""
        return dict(self.issuers).get(kind) or Issuer(name=self.document.body)

    def task(self, number: int) -> Task:
        """The task with this number; `KeyError` if there is none."""
        for task in self.tasks:
            if task.number == number:
                return task
        raise KeyError(number)


# --- who owes what --------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """The two columns of the plan."""

    LEAD = "chủ trì"
    COORDINATE = "phối hợp"


@dataclass(frozen=True, slots=True)
class Because:
    """Why an assignment stands: the plan's phrase and its column, what it was read as, by which rules and rulings.

    `heir_of` are the agencies that live no more whose part in it has passed to this one: what they had done counts.
    """

    column: str  # «Cơ quan chủ trì»
    phrase: str  # the plan's own words
    token: str  # the group, or the agency's id where the phrase names it
    rules: tuple[str, ...] = ()  # «R2»
    rulings: tuple[str, ...] = ()  # «D1=vua»
    heir_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One agency's role in one task. `condition` holds the words it depends on; blank where the duty is firm."""

    agency: str
    task: int
    role: Role
    basis: Basis
    condition: str
    because: Because
