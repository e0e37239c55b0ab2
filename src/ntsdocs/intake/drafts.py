"""Read a plan without tables: paragraphs that say who does what by when become drafts to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ntsdocs.intake import heading_marks, headings
from ntsdocs.intake.heading_marks import DASH, LOWER, NONE, Mark
from ntsdocs.intake.open_sections import Heading, OpenSections
from ntsdocs.intake.task_rows import AnnexTask, AnnexValue, in_roles
from ntsdocs.intake.tree import Para, SourceDocument
from ntsdocs.text.vn import fold, upper_first

DETAILS = "Chi tiết"  # the column of what stands below a task
_LONGEST_HEADING = 300
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[.;,(\n])|(?<=\s[-+•–]))\s*(?:[-+•–*]\s*)?(?P<label>[^\W\d][^:.;,()\n]{1,45}?)\s*:\s*"
)
_ACTS = (
    "xây dựng|tham mưu|triển khai|tổ chức|rà soát|ban hành|hoàn thành|hoàn thiện|thực hiện|kiểm tra|hướng dẫn|đề xuất"
    "|nghiên cứu|lập|trình|theo dõi|đôn đốc|bố trí|tăng cường|đẩy mạnh|cập nhật|tuyên truyền|phối hợp|chỉ đạo|tổng hợp"
    "|báo cáo|cung cấp|thống kê|đánh giá|vận hành|đầu tư|mua sắm|bảo đảm|đảm bảo|chuẩn bị|quản lý|tiếp tục|phổ biến"
)
_ASSIGNED = re.compile(
    r"(?:(?:yêu cầu|đề nghị)\s+)?(?:giao\s+(?:cho\s+)?)?(?P<lead>[^:]{3,120}?)"
    rf"(?:\s*:\s*|,?\s+(?=(?:là cơ quan\s+)?chủ trì|có trách nhiệm|chịu trách nhiệm|(?:{_ACTS})\b))(?P<order>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ORDER = re.compile(
    r"(?:(?:là cơ quan\s+)?chủ trì(?:,?\s*(?:và\s+)?phối hợp(?:\s+với)?\s+(?P<coordinate>.+?))?"
    r"|(?:có|chịu) trách nhiệm)"
    rf",?\s+(?P<content>(?:{_ACTS})\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_UNTIL = re.compile(r"((?:trước|trong|chậm nhất|đến hết)\s[^.;,:]{0,30}\d{4})\W*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(  # «(Sở A chủ trì, phối hợp với Sở B; hoàn thành trước ngày …)» behind what is to be done
    r"\((?P<lead>[^():;]{3,80}?)\s+chủ trì(?:,?\s*(?:và\s+)?phối hợp(?:\s+với)?\s+(?P<coordinate>[^();]{2,200}))?"
    r"(?:[;,]\s*(?:hoàn thành\s+)?(?P<deadline>[^():;]{2,60}))?\)\W*$",
    re.IGNORECASE,
)
_NO_PLANS = re.compile(r"(?:BÁO CÁO|GIẤY|THƯ MỜI|TỜ TRÌNH|BIÊN BẢN|LỊCH|HỢP ĐỒNG)\b")  # as a title
_ACT = re.compile(_ACTS, re.IGNORECASE)
_HEAD = 25  # paragraphs among which the kind of a document stands
_SURE = 2  # the surest ranks of a label


@dataclass(slots=True)
class _Draft:
    mark: Mark
    para: Para
    values: dict[str, AnnexValue] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)


def read(document: SourceDocument) -> tuple[AnnexTask, ...]:
    """The tasks in the running text; none of them is sure. Reports, invitations and the like have none."""
    paras = [*document.paragraphs()]
    titles = (para.text.strip() for para in paras[:_HEAD] if para.bold or para.text.isupper())
    if any(_NO_PLANS.match(title.upper()) for title in titles):
        return ()
    return _tasks(_labelled(paras)) or _tasks(_assigned(paras))


def _tasks(drafts: Iterable[_Draft]) -> tuple[AnnexTask, ...]:
    """The drafts that say who leads, or by when and with which product; the others are headings of those."""
    outline = OpenSections()
    tasks: list[AnnexTask] = []
    for draft in drafts:
        title = draft.mark.rest.strip(" .:;")
        content = draft.values.pop("content", None) or AnnexValue(draft.mark.rest.strip(" ;("), draft.para.place)
        is_meeting = "deadline" in draft.values and headings.HOUR.match(fold(draft.values["deadline"].text))
        names = draft.values.keys() if content.text and not is_meeting else set[str]()
        if names & {"lead", headings.BOTH} or names >= {"deadline", "product"}:
            outline.leave(draft.mark, tasks[-1].printed if tasks else "")
            extras = ((DETAILS, AnnexValue("\n".join(draft.details), draft.para.place)),) if draft.details else ()
            values = in_roles({"content": content, **draft.values})
            tasks.append(AnnexTask(draft.mark.sign, tuple(outline.open), values, extras, draft.para.place, sure=False))
            outline.after_heading = False
        elif draft.mark.sign and title and len(title) <= _LONGEST_HEADING:
            outline.enter(Heading(draft.mark.kind, draft.mark.sign, title, draft.para.place))
    return tuple(tasks)


def _labelled(paras: Iterable[Para]) -> Iterator[_Draft]:
    """Each paragraph that says what is to be done, with the labelled words that follow in it and under it."""
    current: _Draft | None = None
    for para in paras:
        head, values = _split(para)
        mark = heading_marks.of_text(head)
        is_label = bool(values) and not mark.rest
        remark = _LABEL.match(head)
        if remark and (guess := headings.field_of(remark["label"])) and not guess.field:
            if current is not None:
                current.details.append(head)  # «Kinh phí: …», «Địa điểm: …» say more of a task, and are none
        elif current is not None and is_label and not ("content" in values and current.values):
            if current.mark.rest and "content" in values:
                current.details.append(values.pop("content").text)
            current.values = {**values, **current.values}
        elif current is not None and not (values or current.values) and _is_below(mark, current.mark):
            current.details.append(head)
        else:
            if current is not None:
                yield from _parted(current, mark)
            current = _Draft(mark, para, values)
    if current is not None:
        yield current


def _is_below(mark: Mark, head: Mark) -> bool:
    """Whether a paragraph with this mark says more of the one with the other."""
    return (mark.kind == DASH != head.kind) or (mark.kind == NONE and bool(head.sign))


def _parted(draft: _Draft, following: Mark) -> Iterator[_Draft]:
    """The draft; where its one point is followed by another, it was the heading of both."""
    if len(draft.details) == 1 and draft.values and following.kind == DASH:
        yield _Draft(draft.mark, draft.para)
        yield _Draft(heading_marks.of_text(draft.details[0]), draft.para, draft.values)
    else:
        yield draft


def _assigned(paras: Iterable[Para]) -> Iterator[_Draft]:
    """What each paragraph orders an agency to do, or each point below the name of one."""
    lead = ""
    for para in paras:
        mark = heading_marks.of_text(para.whole.strip())
        assigned = _ASSIGNED.fullmatch(mark.rest) or (_ASSIGNED.fullmatch(f"{mark.rest}:") if mark.sign else None)
        if assigned and headings.names_agency(assigned["lead"]) and not _ACT.match(assigned["lead"]):
            orders = [each.strip(" ;") for each in re.split(r"(?:^|\s)[-+•–]\s", assigned["order"].strip(" :;"))]
            for order in filter(None, orders):
                own = Mark(mark.kind, mark.sign, order) if len(orders) == 1 else Mark(DASH, "", order)
                yield _ordered(own, para, assigned["lead"])
            lead = "" if any(orders) else assigned["lead"]
        elif lead and mark.kind in (DASH, LOWER):
            yield _ordered(mark, para, lead)
        else:
            lead = ""
            yield _Draft(mark, para)


def _ordered(mark: Mark, para: Para, lead: str) -> _Draft:
    """The draft of what an agency is ordered to do."""
    order, until = _ORDER.fullmatch(mark.rest), _UNTIL.search(mark.rest)
    content, coordinate = (order["content"], order["coordinate"] or "") if order else (mark.rest, "")
    words = {"lead": lead, "coordinate": coordinate, "deadline": until[1] if until else ""}
    values = {name: AnnexValue(each.strip(" ,;"), para.place) for name, each in words.items() if each}
    return _Draft(Mark(mark.kind, mark.sign, upper_first(content)), para, values)


def _split(para: Para) -> tuple[str, dict[str, AnnexValue]]:
    """The words before the first label, and what each label says."""
    text = para.whole
    labels = [
        (match, guess.field)
        for match in _LABEL.finditer(text)
        if (guess := headings.field_of(match["label"])) and guess.field not in ("", "number") and guess.rank <= _SURE
    ]
    values: dict[str, AnnexValue] = {}
    for at, (match, name) in enumerate(labels):
        end = labels[at + 1][0].start() if at + 1 < len(labels) else len(text)
        words = text[match.end() : end].strip().rstrip(" .;,-+(").strip()
        if words.endswith(")") and "(" not in words:
            words = words[:-1].rstrip(" .;")
        if words:
            values.setdefault(name, AnnexValue(words, para.place))
    if not values and (order := _IN_BRACKETS.search(text)):
        values = {name: AnnexValue(words.strip(), para.place) for name, words in order.groupdict("").items() if words}
        return text[: order.start()].strip(), values
    if not values:
        return text.strip(), {}
    return text[: labels[0][0].start()].strip().rstrip("(").strip(" -+•–"), values
