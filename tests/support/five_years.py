"""Five years of an office with one plan, from its first letter to its last report, with all that goes wrong on the way.

`Life` does at random, but the same for the same seed, what people do in such years: results come late, undated, by
name or by code, in several files; papers of ministries come; agencies merge and change their names; letters go out
under numbers that are given by command or by hand; drafts are edited; data are corrected after the issue; templates
change; a run is killed; the build folder is emptied. What must be true is held by `office.Office` after every verb,
and by this module's own count of states and periods.
"""

from __future__ import annotations

import csv
import random
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import copied_project
import papers
from ntsdocs.plan import periods, reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Role
from ntsdocs.plan.progress import Progress
from office import DRAFTS, Office, Said, tree

SENT_OUT, REMINDER, REPORT = "cong_van_trien_khai", "cong_van_don_doc", "bao_cao_nam"
DONE, OUT, DOING, NOT_YET = "Hoàn thành", "Đã ban hành kế hoạch triển khai", "Đang thực hiện", "Chưa thực hiện"
STATUSES = (DONE, DONE, OUT, DOING, DOING, NOT_YET)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as a person reads it: the first day too late, whether it waits for a paper, whether only a plan has to
    be out by then, whether it starts anew each period."""

    before: date | None = None
    waits: bool = False
    rollout: bool = False
    recurs: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What an agency reported, as the office wrote it down: `year` is that of the file, `turn` the order it came in."""

    task: int
    agency: str
    status: str
    on: date | None
    year: int
    file: str
    turn: int
    called: str = ""  # how the clerk wrote the agency

    @property
    def known(self) -> date:
        """The first day on which it may have been so."""
        return self.on or date(self.year - 1, 12, 15)

    @property
    def counted(self) -> date:
        """The day it counts on: its own, or the last of its file's period."""
        return self.on or date(self.year, 12, 14)


def period(day: date) -> int:
    """The year of the period that a day belongs to: 15/12 of the year before to 14/12."""
    return day.year + 1 if (day.month, day.day) > (12, 14) else day.year


def figures(report: bytes) -> Counter[str]:
    """The line of all agencies together in a report's annex II, by heading; nothing where nobody has reported.

    In time is «Hoàn thành».
    """
    if any("chưa nhận được báo cáo nào" in line for line in papers.paragraphs(report)):
        return Counter()
    heads, total, *_ = papers.table_under(report, "KẾT QUẢ THEO CƠ QUAN CHỦ TRÌ")
    cells = dict(zip(heads, total, strict=True))
    assert total[1] == "Tổng cộng"
    numbers = {head: int(text.replace(".", "")) for head, text in cells.items() if text.replace(".", "").isdigit()}
    numbers.pop("Đã gửi kế hoạch", None)
    return Counter({head.removesuffix(" trong hạn"): number for head, number in numbers.items() if number})


@dataclass
class Cast:
    """Who there is and what each leads and joins, noted down from the plan by hand."""

    names: dict[str, str]
    leads: dict[str, set[int]]
    joins: dict[str, set[int]]
    named: dict[str, set[int]]
    communes: list[str]
    due: dict[int, Due]
    first: date
    last_year: int
    since: dict[str, date] = field(default_factory=dict)
    until: dict[str, date] = field(default_factory=dict)
    passed: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)  # heir and task → who had it before

    def lives(self, who: str, on: date) -> bool:
        """Whether there is such an agency on a day."""
        return self.since.get(who, date.min) <= on < self.until.get(who, date.max)

    def duties(self, on: date) -> list[tuple[str, int]]:
        """Who leads what on a day."""
        return [
            (who, task)
            for who, tasks in self.leads.items()
            if self.lives(who, on)
            for task in sorted(tasks)
            if not any(self.lives(before, on) for before in self.passed.get((who, task), ()))
        ]


TINH_MAU_DUE = {
    1: Due(date(2025, 3, 15)),
    2: Due(recurs=True),
    3: Due(waits=True, rollout=True),
    4: Due(date(2025, 12, 31), rollout=True),
    5: Due(date(2026, 4, 1)),
    6: Due(recurs=True),
    7: Due(date(2027, 1, 1)),
    8: Due(date(2026, 12, 7)),
    9: Due(date(2026, 5, 1)),
    10: Due(date(2026, 6, 30), waits=True),
    11: Due(date(2027, 12, 31), waits=True),
    12: Due(date(2026, 6, 1), waits=True),
    13: Due(recurs=True),
    14: Due(waits=True),
    15: Due(date(2025, 12, 31), waits=True, rollout=True),
    16: Due(date(2029, 12, 31)),
}


def tinh_mau(golden: Path, names: Mapping[str, str]) -> Cast:
    """The people of Tỉnh Mẫu: their duties by the list that was counted by hand."""
    with golden.open(encoding="utf-8", newline="") as file:
        rows = {row.pop("agency"): row for row in csv.DictReader(file)}

    def of(role: str) -> dict[str, set[int]]:
        return {
            who: {int(n) for key, cell in row.items() if key.startswith(role) for n in cell.split()}
            for who, row in rows.items()
        }

    communes = [who for who in ("ubnd-phuong-cho-mau", "ubnd-xa-doi-mau") if who in names]
    leads, joins, named = of("lead"), of("coordinate"), of("lead_named")
    return Cast(dict(names), leads, joins, named, communes, TINH_MAU_DUE, date(2025, 1, 20), 2029)


class Life:
    """One office through the years; the same for the same seed."""

    def __init__(self, office: Office, cast: Cast, seed: int, *, busy: int = 6) -> None:
        self.office, self.cast, self.busy = office, cast, busy
        self.random = random.Random(seed)
        self.reports: list[Report] = []
        self.met: dict[int, date] = {}
        self.today = cast.first
        self.turn = 0
        self.rounds = 0
        self.numbers: Counter[int] = Counter()
        self.builds: list[float] = []
        self.bag = [*HAPPENINGS]
        self.random.shuffle(self.bag)

    # --- the years --------------------------------------------------------------------------------------------------

    def live(self) -> None:
        """All the years, from the day the plan goes out."""
        self.begin()
        for year in range(self.cast.first.year, self.cast.last_year + 1):
            self.year(year)
        self.reproduce()

    def reproduce(self) -> None:
        """What is kept gives every paper again: in an emptied folder, and in another one."""
        self.office.done("verify")
        before = self.office.papers()
        self.office.done("build", out=str(self.office.root / "build" / "khac"))
        other = tree(self.office.root / "build" / "khac")
        mine = set(self.office.mine.values())
        made = {path: each for path, each in before.items() if path in other and path not in mine}
        assert {path: other[path] for path in made} == made
        assert {path for path in before if ".moi" not in path} <= {*made, *mine}
        self.office.empty_build()
        self.build()

    def begin(self) -> None:
        """Nothing has happened yet; then the plan and the drafts go out."""
        for table in sorted(self.office.data.glob("results/*.csv")):
            table.unlink()
        for name in ("conditions.csv", "dispatch.csv", "editions.csv"):
            self.office.clear(name)
        plan_file = self.office.data / "plan.yaml"
        text = re.sub(r"^on: .*$", f"on: {self.today}", plan_file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = text.replace('field: ""', "field: NC").replace('archive: ""', "archive: NC")
        plan_file.write_text(text, encoding="utf-8", newline="\n")
        for kind in (SENT_OUT, REMINDER):
            self.office.fill(f"templates/{kind}.docx", "theo quy định")
        self.build()
        self.issue(SENT_OUT, "1", by_command=True)
        self.send_drafts("1")

    def year(self, year: int) -> None:
        """One year: reports come in, two or three things happen, there is a round or two, and the report at the end."""
        for month in (2, 4, 6, 8, 10, 12):
            self.today = date(year, month, self.random.randrange(1, 14))
            if self.today < self.cast.first:
                continue
            self.results(self.random.randrange(2 * self.busy))
            if month in (2, 6, 8) and self.bag:
                getattr(self, self.bag.pop())()
                self.build()
            if month == 4 or (month == 10 and year % 2):
                self.round()
        self.today = date(year, 12, 14)
        self.report(year)

    def tally(self) -> str:
        """What there is by now, for who reads a run."""
        kept = [path for path in self.office.kept if path.endswith(".docx")]
        counts = {
            "kết quả": len(self.reports),
            "văn bản đã phát hành": len(kept),
            "số đã cấp": len(self.office.numbers()),
        }
        counts |= {"đợt": len(self.office.editions()), "lệnh": len(self.office.told)}
        return ", ".join(f"{count} {what}" for what, count in counts.items())

    # --- what comes in ----------------------------------------------------------------------------------------------

    def results(self, count: int) -> None:
        """So many reports come in, each into the file that suits who writes it down."""
        for _ in range(count):
            self.turn += 1
            on = max(self.today - timedelta(days=self.random.randrange(20)), self.cast.first)
            led: dict[str, list[int]] = {}
            for agency, task in self.cast.duties(on):
                led.setdefault(agency, sorted(self.cast.joins.get(agency, ()))[:1]).append(task)
            who = self.random.choice(sorted(led))
            tasks = led[who]
            file = self.random.choice((f"{on.year}", f"{on.year}-{on.month:02}", f"{on.year}-{who[:30].strip('-')}"))
            undated = self.random.random() < 0.1
            day = None if undated else on
            status = self.random.choice(STATUSES)
            called = self.cast.names[who] if self.turn % 3 == 0 else who
            report = Report(self.random.choice(tasks), who, status, day, on.year, file, self.turn, called)
            # Two reports of one day contradict each other; that is told, and tried elsewhere.
            if not any(self._is_same(report, other) for other in self.reports):
                self.reports.append(report)
        self.save_results()

    def save_results(self) -> None:
        """Writes every file of results, as the several clerks keep them."""
        files: dict[str, list[dict[str, str]]] = {}
        for each in self.reports:
            files.setdefault(each.file, []).append(
                {
                    "Nhiệm vụ số": f"NV {each.task}" if each.turn % 5 == 0 else str(each.task),
                    "Mã cơ quan": each.called,
                    "Tình trạng": each.status,
                    "Ngày": f"{each.on:%d/%m/%Y}" if each.on else "",
                    "Sản phẩm đã có": f"Sản phẩm {each.turn}",
                    "Số, ký hiệu": f"{each.turn}/KH",
                }
            )
        for name, rows in files.items():
            self.office.write(f"results/{name}.csv", rows)

    @staticmethod
    def _is_same(one: Report, other: Report) -> bool:
        return (one.task, one.agency, one.counted) == (other.task, other.agency, other.counted)

    def stands(self, who: str, task: int, on: date) -> str:
        """How a duty stands on a day, counted by hand over what was written down."""
        due, met = self.cast.due[task], self.met.get(task, date.max) <= on
        told = self.told(who, task, on)
        before = [self.told(each, task, on) for each in self.cast.passed.get((who, task), ())]
        if not told and before and all(each and each[-1].status == DONE for each in before):
            told = max(before, key=lambda each: each[-1].counted)  # what all of those before had done is done
        status = told[-1].status if told else None
        going_on = status in (OUT, DOING)
        if status == DONE:
            return "Hoàn thành quá hạn" if self._came_late(told, due, met=met) else DONE
        if due.waits and not met:
            return DOING if going_on else "Chờ điều kiện"
        if due.before and on >= due.before and not (due.rollout and status == OUT):
            return "Quá hạn"
        if status is None:
            return "Chưa báo cáo"
        return DOING if going_on else "Chưa đến hạn"

    def count(self, on: date) -> Counter[str]:
        """How many duties stand how on a day."""
        return Counter(self.stands(who, task, on) for who, task in self.cast.duties(on))

    def told(self, who: str, task: int, on: date) -> list[Report]:
        """What an agency had reported of a task by a day, the latest last; of a recurring one in that day's period."""
        known = [each for each in self.reports if (each.agency, each.task) == (who, task) and each.known <= on]
        recurs = self.cast.due[task].recurs
        counted = [each for each in known if not recurs or period(each.counted) == period(on)]
        return sorted(counted, key=lambda each: each.counted)

    @staticmethod
    def _came_late(told: list[Report], due: Due, *, met: bool) -> bool:
        if due.before is None or due.rollout or (due.waits and not met):
            return False
        last_other = max((at for at, each in enumerate(told) if each.status != DONE), default=-1)
        return told[last_other + 1].known >= due.before

    # --- what goes out ----------------------------------------------------------------------------------------------

    def build(self, **options: object) -> Said:
        """Builds, and holds that every letter that went out lies in build/ as it went."""
        begun = time.perf_counter()
        said = self.office.done("build", **options)
        self.builds.append(time.perf_counter() - begun)
        self.office.hold_copies()
        return said

    def issue(self, kind: str, edition: str, *, by_command: bool) -> None:
        """Numbers the papers of an edition, by command or by hand, and issues them."""
        papers = [path for path in self.office.papers() if path.startswith(f"{kind}/{edition}/")]
        if not papers:
            return
        first = self.numbers[self.today.year] + 1
        last = self.numbers[self.today.year] = first + len(papers) - 1
        day = f"{self.today:%d/%m/%Y}"
        if by_command:
            numbers = f"{first}-{last}" if last > first else f"{first}"
            self.office.done("issue", kind=kind, edition=edition, numbers=numbers, date=day)
        else:
            for number, path in enumerate(papers, start=first):
                self.book(kind, edition, number, path)
            self.build()
            for path in papers if kind == REPORT else ():
                self.office.fill(
                    (self.office.out / path).relative_to(self.office.root).as_posix(), f"Ý kiến {self.turn}"
                )
            self.office.done("issue", kind=kind, edition=edition, edited=kind == REPORT)

    def book(self, kind: str, edition: str, number: int, path: str) -> None:
        """A row of the dispatch book, as a clerk writes it in Excel."""
        sign = "BC-UBND" if kind == REPORT else "UBND-NC"
        to = "" if kind == REPORT else path.rpartition("/")[2].removesuffix(".docx")
        cells = {"Loại công văn": kind, "Số, ký hiệu": f"{number}/{sign}", "Ngày ban hành": f"{self.today:%d/%m/%Y}"}
        cells |= {"Gửi cơ quan": to, "Về nhiệm vụ số": "", "Đợt": edition}
        self.office.write("dispatch.csv", [*self.office.rows("dispatch.csv"), cells])

    def send_drafts(self, edition: str) -> None:
        """The drafts go to their agencies, and are frozen."""
        self.office.done("issue", kind=DRAFTS, edition=edition, date=f"{self.today:%d/%m/%Y}")

    def round(self) -> None:
        """One round of reminders: proposed and opened by the verb, or asked for in the table by hand."""
        self.rounds += 1
        before = self.office.editions()
        by_verb = self.rounds % 3 > 0
        if by_verb:
            choices = self.random.choice(({}, {"silent": True}, {"ahead": "7"}, {"joint": True}, {"single": True}))
            self.office.done("remind", on=self.today.isoformat(), write=True, **choices)
        else:
            self.ask_for(REMINDER, f"tay-{self.rounds}", self.today, **{"Cách gửi": "riêng"})
        fresh = [row for row in self.office.editions() if row not in before]
        self.build()
        for row in fresh:
            self.issue(REMINDER, row["Đợt"], by_command=by_verb)

    def ask_for(self, kind: str, edition: str, on: date, **cells: str) -> None:
        """A row of editions.csv, as somebody writes it in Excel."""
        row = {"Loại văn bản": kind, "Đợt": edition, "Tính đến ngày": f"{on:%d/%m/%Y}", "Trạng thái": "đang soạn"}
        self.office.write("editions.csv", [*self.office.editions(), row | cells])

    def report(self, year: int) -> None:
        """The report of the year's period, which the office asks for in the table by hand."""
        period_of_year = {"Kỳ từ ngày": f"15/12/{year - 1}", "Kỳ đến ngày": f"14/12/{year}"}
        self.ask_for(REPORT, str(year), self.today, **period_of_year)
        self.build()
        self.hold_states(year)
        self.issue(REPORT, str(year), by_command=False)

    def hold_states(self, year: int) -> None:
        """The report counts every duty once, each as it is counted here; each result is in one period and none is lost.

        Duty by duty the program's own word is held to this count, and summed up the printed table.
        """
        plan = reading.read(self.office.data, self.office.root, self.today).plan_or_stop()
        assignments = settle(plan)
        progress = Progress(plan, assignments, self.today)
        leads = [row for row in assignments if row.role is Role.LEAD]
        told = {(row.agency, row.task): progress.standing(row).state.value for row in leads}
        if self.cast.due:
            own = {duty: self.stands(*duty, self.today) for duty in self.cast.duties(self.today)}
            assert told == own, sorted({*told.items()} ^ {*own.items()})
        (place,) = (self.office.out / REPORT / str(year)).glob("*.docx")
        printed = figures(place.read_bytes())
        assert bool(printed) == any(period(each.counted) == year for each in self.reports)
        if printed:
            assert printed.pop("Tổng") == len(told) == printed.total()
            assert not self.cast.due or printed == Counter(told.values())
        assert len(plan.results) == len(self.reports)
        years = range(self.cast.first.year, self.cast.last_year + 2)
        for result in plan.results:
            held = [each for each in years if periods.period(each).holds(periods.counted_on(result))]
            assert held == [period(result.on or date(result.year, 12, 14))], result

    # --- what happens on the way ------------------------------------------------------------------------------------

    def a_result_is_corrected(self) -> None:
        """What an agency reported long ago was written down wrong."""
        if self.reports:
            at = self.random.randrange(len(self.reports))
            self.reports[at] = replace(self.reports[at], status=self.random.choice(STATUSES))
            self.save_results()

    def a_task_is_corrected(self) -> None:
        """The plan is put right: one word of a task."""
        rows = self.office.rows("tasks.csv")
        row = self.random.choice(rows)
        row["Nội dung"] += " (đã đính chính)"
        self.office.write("tasks.csv", rows)

    def a_template_changes(self) -> None:
        """A sentence of every letter is worded otherwise."""
        for kind in (SENT_OUT, REMINDER, REPORT):
            copied_project.edit_template(self.office.root, kind, "Kính gửi", "Kính  gửi".replace("  ", " "))

    def somebody_looks_at_another_day(self) -> None:
        """A look goes to a place of its own, whatever day it is for."""
        before = self.office.papers()
        self.office.done("build", on=(self.today + timedelta(days=self.random.randrange(-60, 200))).isoformat())
        assert self.office.papers() == before, "\n".join(self.office.told[-12:])

    def a_paper_is_edited(self) -> None:
        """An agency writes into its draft."""
        drafts = [path for path in self.office.papers() if path.startswith(f"{DRAFTS}/") and ".moi" not in path]
        if drafts:
            self.office.edit(self.random.choice(drafts), f"ý kiến {self.turn}")

    def a_paper_comes(self) -> None:
        """A ministry issues what a task waits for."""
        waiting = [task for task, due in self.cast.due.items() if due.waits and task not in self.met]
        if waiting:
            task = self.random.choice(waiting)
            self.met[task] = self.today
            row = {"Nhiệm vụ số": str(task), "Văn bản chờ": "văn bản của Bộ Mẫu", "Cơ quan ban hành": "Bộ Mẫu"}
            row |= {"Đã có ngày": f"{self.today:%d/%m/%Y}", "Văn bản đã có": f"Quyết định số 0{task}/QĐ-BM"}
            self.office.write(
                "conditions.csv", [*self.office.rows("conditions.csv"), row | {"Nguồn ghi nhận": "giả định"}]
            )

    def two_communes_merge(self) -> None:
        """Two communes become a new one, which has what both had to do."""
        old = self.cast.communes[-1], self.cast.communes[-2]
        new, name, day = "ubnd-phuong-doi-cho", "phường Đồi Chợ", f"{self.today:%d/%m/%Y}"
        rows = self.office.rows("agencies.csv")
        self.close(rows, old, new)
        fresh = next(row for row in rows if row["Mã"] == old[0]) | {
            "Mã": new,
            "Tên đầy đủ": f"Ủy ban nhân dân {name}",
            "Tên gọi": f"UBND {name}",
            "Tên trên tiêu đề": f"ỦY BAN NHÂN DÂN {name.upper()}",
            "Địa danh": "Đồi Chợ",
            "Mã đơn vị hành chính": "",
            "Hoạt động từ ngày": day,
            "Đến trước ngày": "",
            "Nơi kế thừa": "",
        }
        self.office.write("agencies.csv", [*rows, fresh])
        self.rule("K1", dict.fromkeys(old, new))
        self.end(old, new, f"Ủy ban nhân dân {name}", self.cast.leads[old[0]] & self.cast.leads[old[1]])
        self.cast.since[new] = self.today

    def a_department_is_absorbed(self) -> None:
        """Sở Tài chính becomes part of Sở Nội vụ, which has its named tasks from then on."""
        old, new = "so-tai-chinh", "so-noi-vu"
        rows = self.office.rows("agencies.csv")
        self.close(rows, (old,), new)
        self.office.write("agencies.csv", rows)
        self.rule("K2", {old: new})
        self.end((old,), new, self.cast.names[new], self.cast.named[old])

    def close(self, rows: list[dict[str, str]], old: tuple[str, ...], new: str) -> None:
        """Writes into the registry that agencies are no more from today on, and who follows them."""
        for row in rows:
            for column in ("Hoạt động từ ngày", "Đến trước ngày", "Nơi kế thừa"):
                row.setdefault(column, "")
            if row["Mã"] in old:
                row["Đến trước ngày"], row["Nơi kế thừa"] = f"{self.today:%d/%m/%Y}", new

    def rule(self, number: str, heirs: Mapping[str, str]) -> None:
        """A ruling that says who has the duties of those that are gone."""
        lines = [f"          {gone}: [{heir}]" for gone, heir in heirs.items()]
        text = f"""  - id: {number}
    question: Ai nhận nhiệm vụ của cơ quan đã sáp nhập?
    choices:
      ke-thua:
        text: nơi kế thừa
        successors:
{chr(10).join(lines)}
    choice: ke-thua
    by: UBND tỉnh (giả định)
    since: {self.today.isoformat()}
"""
        place = self.office.data / "decisions.yaml"
        place.write_text(place.read_text(encoding="utf-8") + text, encoding="utf-8", newline="\n")

    def end(self, old: tuple[str, ...], new: str, name: str, tasks: set[int]) -> None:
        """Notes for this module's own count that agencies end today, and which duties pass."""
        self.cast.names[new] = name
        self.cast.until |= dict.fromkeys(old, self.today)
        self.cast.leads[new] = self.cast.leads.get(new, set()) | tasks
        self.cast.passed |= {(new, task): old for task in tasks}

    def an_agency_is_renamed(self) -> None:
        """Sở Y tế bears another name from today on."""
        rows = self.office.rows("agencies.csv")
        row = next(row for row in rows if row["Mã"] == "so-y-te")
        former = {"Mã cơ quan": "so-y-te", "Đến trước ngày": f"{self.today:%d/%m/%Y}", "Nguồn": "giả định"}
        former |= {key: row[key] for key in ("Tên đầy đủ", "Tên gọi", "Tên trên tiêu đề", "Chức danh người đứng đầu")}
        home = self.office.data.parent
        (home / "former-names.csv").touch()
        self.office.write("former-names.csv", [former])
        row |= {
            "Tên đầy đủ": "Sở Y tế và Dân số",
            "Tên gọi": "Sở Y tế và Dân số",
            "Tên trên tiêu đề": "SỞ Y TẾ VÀ DÂN SỐ",
        }
        row["Tên khác"] = "Sở Y tế"
        self.office.write("agencies.csv", rows)
        self.cast.names["so-y-te"] = "Sở Y tế và Dân số"

    def the_folder_is_emptied(self) -> None:
        """Somebody empties build/; the letters that went out come back."""
        self.office.empty_build()
        self.build()

    def a_build_is_killed(self) -> None:
        """The machine loses power in the middle of a build."""
        self.results(3)
        self.office.killed(self.random.randrange(1, 60), "build")
        self.build()

    def a_cell_is_wrong(self) -> None:
        """A clerk mistypes a date: nothing is built, and all is as it was."""
        name = f"results/{self.reports[-1].file}.csv" if self.reports else "dispatch.csv"
        right = self.office.rows(name)
        if right and "Ngày" in right[0]:
            self.office.write(name, [{**right[0], "Ngày": "31/02/2026"}, *right[1:]])
            said = self.office.verb("build")
            assert said.status == 1, self.office.diary(said)
            assert "31/02/2026" in said.text, self.office.diary(said)
            self.office.write(name, right)


HAPPENINGS = (
    "a_result_is_corrected",
    "a_task_is_corrected",
    "a_template_changes",
    "somebody_looks_at_another_day",
    "a_paper_is_edited",
    "a_paper_comes",
    "two_communes_merge",
    "a_department_is_absorbed",
    "an_agency_is_renamed",
    "the_folder_is_emptied",
    "a_build_is_killed",
    "a_cell_is_wrong",
)
