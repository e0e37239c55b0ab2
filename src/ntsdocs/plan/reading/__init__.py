"""Rows to values: read the folder of a plan, and gather every problem in one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.plan.lives import as_of, borne_on
from ntsdocs.plan.model import Agency, FormerName, Plan, headings
from ntsdocs.plan.phrases import Phrasebook
from ntsdocs.plan.reading import filled_in, phrase_check, records
from ntsdocs.plan.reading.dispatch import read_letters
from ntsdocs.plan.reading.editions import read_editions
from ntsdocs.plan.reading.entry import wrong_id
from ntsdocs.plan.reading.filled_in import read_answers
from ntsdocs.plan.reading.plan_file import read_plan_file
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.reading.registry import read_agencies, read_former_names, read_province
from ntsdocs.plan.reading.report_definition import read_report_definition
from ntsdocs.plan.reading.results import read_awaited, read_results
from ntsdocs.plan.reading.rulings import read_decisions
from ntsdocs.tables import place_of
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

__all__ = ["Reading", "filled_in", "former_names", "read", "unconfirmed_symbols"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The plan, and all that was found on the way; `plan` is `None` if any problem stops.

    `rows` is what could be read all the same: nothing may be made of it, but its other faults can be told at once.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    rows: Plan | None = None

    def plan_or_stop(self, strict: bool = False) -> Plan:
        """The plan; `DataWrong` with every problem that stops, and with the warnings too if `strict`."""
        weights = (Severity.STOP, Severity.WARN) if strict else (Severity.STOP,)
        stopping = [problem for problem in self.problems if problem.severity in weights]
        if self.plan is None or stopping:
            raise DataWrong(stopping)
        return self.plan


def read(folder: Path, root: Path, on: date | None = None) -> Reading:
    """The plan in `folder`, as it stands on the date `on`, by default the one plan.yaml names.

    `folder` is data/<province>/<plan> below the project's `root`.
    """
    problems = ProblemList()
    plan = _plan(folder, root, on, problems)
    in_order = problems.all()
    stopped = any(problem.severity is Severity.STOP for problem in in_order)
    return Reading(None if stopped else plan, in_order, plan)


def unconfirmed_symbols(plan: Plan, agencies: Iterable[Agency] | None = None) -> list[Problem]:
    """The symbols that their agencies have not confirmed, of the given agencies or of all in the plan."""
    return [
        Problem(
            agency.origin.at(headings(Agency)["symbol_abbr"]),
            f"ký hiệu «{agency.symbol_abbr}» của {agency.short_name} chưa được cơ quan xác nhận."
            if agency.symbol_abbr
            else f"chưa có ký hiệu của {agency.short_name}.",
            "hỏi cơ quan; khi đã rõ thì ghi ký hiệu và đổi cột «Tình trạng ký hiệu» thành attested.",
            Severity.ASK,
        )
        for agency in (plan.agencies if agencies is None else agencies)
        if agency.symbol_status != "attested" or not agency.symbol_abbr
    ]


def former_names(home: Path, root: Path, on: date) -> dict[str, FormerName]:
    """By agency, the former name of the province's table that it still bears on a date."""
    problems = ProblemList()
    return borne_on(on, read_former_names(home, root, read_agencies(home, root, problems), problems))


def _plan(folder: Path, root: Path, on: date | None, problems: ProblemList) -> Plan | None:
    _tell_folder_name(folder, root, problems)
    home = folder.parent
    province = read_province(home, root, problems)
    count = problems.count()
    registered = read_agencies(home, root, problems)
    if not registered and problems.count() == count:
        _tell_empty(home / "agencies.csv", root, "cơ quan", problems)
    former = read_former_names(home, root, registered, problems)
    plan_file = read_plan_file(folder, root, problems)
    facts = plan_file.facts if plan_file else {}
    day = on or facts.get("on", date.max)
    agencies = as_of(day, registered, former)

    count = problems.count()
    tasks = records.with_deadlines(records.read_tasks(folder, root, problems), facts.get("document"))
    if not tasks and problems.count() == count:
        _tell_empty(folder / "tasks.csv", root, "nhiệm vụ", problems)
    references = References(agencies, {task.number: task for task in tasks})
    rules, rulings, returned = read_decisions(folder, root, references, problems)
    count = problems.count()
    phrases = records.read_phrases(folder, root, references, rulings, problems)
    phrases_are_whole = problems.count() == count
    references.learn(phrases, rulings, rules)
    report = read_report_definition(folder, root, problems)
    years, results = read_results(folder, root, references, facts, day, problems, report.difficulties)
    conditions = read_awaited(folder, root, references, problems)
    letters = read_letters(folder, root, references, facts, problems)
    editions = read_editions(folder, root, references, facts, problems)
    answers = read_answers(folder, root, references, problems)
    ruled_deadlines = records.read_ruled_deadlines(folder, root, references, problems)
    days_off = records.read_days_off(root, problems)

    book = Phrasebook(agencies, phrases)
    phrase_check.tell_clashes(agencies, book, problems)
    if agencies and (phrases or phrases_are_whole):  # else every cell would be told for one bad file
        phrase_check.tell_unread(tasks, phrases, agencies, book, problems)
    if tasks and facts:
        phrase_check.tell(tasks, agencies, book, facts["document"].issued, problems)
    phrase_check.tell_listed(folder, root, tasks, problems)
    if plan_file is None or province is None:
        return None
    plan_file.tell_unknown(references)
    return Plan(
        id=f"{home.name}/{folder.name}",
        province=province,
        **{**facts, "on": day, "issuers": tuple((kind, issuer.on(day)) for kind, issuer in facts["issuers"])},
        agencies=agencies,
        tasks=tasks,
        phrases=phrases,
        rulings=rulings,
        rules=rules,
        results=results,
        result_years=years,
        conditions=conditions,
        letters=letters,
        ruled_deadlines=ruled_deadlines,
        days_off=days_off,
        editions=editions,
        report=report,
        answers=answers,
        returned=returned,
        registry=registered,
        former=former,
    )


def _tell_empty(path: Path, root: Path, what: str, problems: ProblemList) -> None:
    """An emptied sheet is a slip: without this, a build would take every paper back."""
    problems.stop(Origin(place_of(path, root)), f"bảng không có {what} nào.", "lấy lại bảng từ bản lưu trước.")


def _tell_folder_name(folder: Path, root: Path, problems: ProblemList) -> None:
    for each in (folder.parent, folder):
        if wrong := wrong_id(each.name):
            origin = Origin(place_of(each, root))
            problems.stop(origin, f"tên thư mục: {wrong}", "đổi tên thư mục: chữ thường không dấu, số, dấu gạch nối.")
