"""What the template of a report may say: figures with the rows they count, lines of tables, charts, sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ntsdocs.kinds import frame
from ntsdocs.plan.model import label


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One thing that a figure counts: a duty, or a task where the agency is blank, with where its data stand."""

    agency: str  # id
    task: int
    state: str
    place: str  # «data/…/results/2026.csv, dòng 5», of what decided the state; of the task where nothing is reported


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is counted, and what it counts; two are equal that print the same."""

    number: int = label("Số đếm")
    share: str = label("Tỷ lệ trên tổng số, «12,5%»; trống khi không tính tỷ lệ", default="")
    rows: tuple[CountedRow, ...] = label("Các dòng được đếm", default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Split:
    """A count and its split by state; what has no clear deadline is among what is not due."""

    total: Figure = label("Tổng số")
    done: Figure = label("Hoàn thành trong hạn")
    done_late: Figure = label("Hoàn thành quá hạn")
    doing: Figure = label("Đang thực hiện")
    waiting: Figure = label("Chờ điều kiện")
    overdue: Figure = label("Quá hạn")
    not_due: Figure = label("Chưa đến hạn")
    silent: Figure = label("Chưa báo cáo")


@dataclass(frozen=True, slots=True)
class StateLine:
    """One state in the table of page one, this period and the one before."""

    name: str = label("Tên tình trạng")
    now: Figure = label("Kỳ này")
    before: Figure = label("Kỳ trước")
    change: str = label("Tăng, giảm so với kỳ trước: «+3», «-2», «0»")


@dataclass(frozen=True, slots=True)
class Decision:
    """A matter that needs a decision, from the data; one of the booleans says which sentence it is."""

    mark: str = label("Mã để ghi vào thẻ của khung điền")
    what: str = label("Tên văn bản, loại khó khăn, hoặc lời đề xuất; trống khi không có")
    who: str = label("Ai phải làm: cơ quan quá hạn, chưa báo cáo, nơi ban hành văn bản chờ; trống khi chưa rõ")
    count: Figure = label("Số nhiệm vụ, số lượt, hoặc số cơ quan")
    tasks: str = label("Các nhiệm vụ liên quan nhiều nhất: «nhiệm vụ 11, 12»")
    longest: str = label("Quá hạn lâu nhất; trống ở việc khác", default="")
    by: date | None = label("Ngày đã hẹn, hạn gần nhất của nhiệm vụ chờ; trống khi không có", default=None)
    voiced: str = label("Những nơi nêu khó khăn, đề xuất; trống ở việc khác", default="")
    overdue: bool = label("Cơ quan có nhiều nhiệm vụ quá hạn nhất", default=False)
    awaited: bool = label("Văn bản còn chờ, làm nhiều nhiệm vụ chưa thực hiện được nhất", default=False)
    blocked: bool = label("Loại khó khăn được nêu nhiều nhất", default=False)
    proposed: bool = label("Đề xuất được nêu nhiều nhất", default=False)
    silent: bool = label("Các cơ quan chưa báo cáo", default=False)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of the plan in the table of results."""

    number: str = label("Số của mục, «I.a»")
    name: str = label("Tên mục")
    tasks: Split = label("Số nhiệm vụ theo tình trạng")


@dataclass(frozen=True, slots=True)
class Product:
    """A product that was reported in the period."""

    no: int = label("Số thứ tự của nhiệm vụ")
    words: str = label("Tên, số, ký hiệu, ngày và nơi ban hành; của nhiều nơi cùng loại là số lượng và vài nơi đầu")


@dataclass(frozen=True, slots=True)
class SectionProducts:
    """The products of a section of the plan."""

    name: str = label("Mục của Kế hoạch")
    done: Figure = label("Số nhiệm vụ đã hoàn thành")
    total: Figure = label("Số nhiệm vụ của mục")
    products: tuple[Product, ...] = label("Sản phẩm nêu trong phần lời văn; các sản phẩm khác ở phụ lục")
    more: int = label("Số nhiệm vụ khác có sản phẩm")


@dataclass(frozen=True, slots=True)
class RankLine:
    """Agencies of one rank: those with the same figures together."""

    rank: str = label("Thứ hạng: «1», «2 - 5»")
    names: str = label("Tên các cơ quan")
    mark: str = label("Mã cơ quan đầu tiên của dòng để ghi vào thẻ của khung điền")
    count: int = label("Số cơ quan của dòng")
    duties: Split = label("Số lượt nhiệm vụ chủ trì của mỗi cơ quan theo tình trạng")
    plan: str = label("Đã gửi kế hoạch: «x», hoặc trống")


@dataclass(frozen=True, slots=True)
class Difficulty:
    """One kind of difficulty, as it was reported."""

    name: str = label("Loại khó khăn")
    count: Figure = label("Số lượt nêu")
    agencies: str = label("Bao nhiêu cơ quan nêu: «97 xã, phường», «05 cơ quan»")
    tasks: str = label("Nhiệm vụ được nêu nhiều nhất: «nhiệm vụ 11, 12»")
    quotes: tuple[str, ...] = label("Hai, ba lời nêu, kèm cơ quan")


@dataclass(frozen=True, slots=True)
class Voice:
    """What agencies reported in their own words; the same words of several agencies stand once."""

    text: str = label("Nội dung")
    count: Figure = label("Số lượt nêu")
    by: str = label("Cơ quan nêu và nhiệm vụ")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A task that is late, waits or is in progress, with its five items."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    state: str = label("Tình trạng, số cơ quan đã xong trên tổng số")
    cause: str = label("Nguyên nhân được nêu; của nhiều nơi là nguyên nhân được nêu nhiều nhất và số lượt")
    responsible: str = label("Cơ quan, bộ phận chịu trách nhiệm")
    promised: str = label("Thời hạn mới: ngày hẹn muộn nhất, số nơi đã hẹn; trống khi chưa có")
    measures: str = label("Giải pháp được nêu; của nhiều nơi như nguyên nhân")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in the annex."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    lead: str = label("Cơ quan chủ trì, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    product: str = label("Sản phẩm, nguyên văn")
    obtained: str = label("Sản phẩm đã có: tên, số, nơi ban hành; nhiều thì vài sản phẩm đầu và số còn lại")
    state: str = label("Tình trạng")
    done: Figure = label("Số cơ quan chủ trì đã hoàn thành")
    leads: Figure = label("Số cơ quan chủ trì")


@dataclass(frozen=True, slots=True)
class SectionOfTasks:
    """The tasks of one section in the annex."""

    name: str = label("Tên mục")
    tasks: tuple[TaskLine, ...] = label("Các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class NextTask:
    """A task whose last day lies ahead, at the latest in the year after the report's."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    lead: str = label("Cơ quan chủ trì, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    last_day: date = label("Ngày cuối cùng còn trong hạn")


@dataclass(frozen=True, slots=True)
class OwedReport:
    """Agencies that owe the same number of reports, while nothing is reported."""

    names: str = label("Tên các cơ quan")
    mark: str = label("Mã cơ quan đầu tiên của dòng để ghi vào thẻ của khung điền")
    count: int = label("Số cơ quan")
    duties: Figure = label("Số nhiệm vụ chủ trì của mỗi cơ quan")
    due: Figure = label("Trong đó đã đến hạn")


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One row of bars, or one line: as many values as the chart has categories."""

    name: str = label("Tên chuỗi số liệu")
    values: tuple[Figure, ...] = label("Các giá trị")


@dataclass(frozen=True, slots=True)
class Chart:
    """The data of a chart, which the template draws; its alternative text says what it shows."""

    title: str = label("Tên biểu đồ")
    alt: str = label("Chữ thay cho biểu đồ: mẫu ghi ô này ở «Văn bản thay thế» của hình để nhận số liệu")
    categories: tuple[str, ...] = label("Tên các nhóm")
    series: tuple[ChartSeries, ...] = label("Các chuỗi số liệu; trống khi chưa có gì để vẽ")

    def __bool__(self) -> bool:
        return any(series.values for series in self.series)


@dataclass(frozen=True, slots=True)
class BaoCaoNam:
    """What the template of a report may say."""

    province: frame.TheProvince = label("Tỉnh")
    plan: frame.ThePlan = label("Kế hoạch của tỉnh")
    head: frame.Head = label("Phần đầu trang nhất")
    title: frame.Title = label("Tên văn bản")
    sender: frame.Sender = label("Nơi ban hành")
    to: frame.Addressees = label("Kính gửi")
    addressed: bool = label("Có nơi nhận báo cáo")
    called: str = label("Kỳ báo cáo, để viết trong câu: «năm 2026», «06 tháng đầu năm 2026»")
    next_year: int = label("Năm sau")
    before_called: str = label("Kỳ trước, để viết trong câu: «năm 2025»")
    period_from: date = label("Kỳ báo cáo từ ngày")
    period_to: date = label("Kỳ báo cáo đến ngày")
    cut_off: date = label("Số liệu tính đến ngày")
    early: bool = label("Chốt số liệu trước ngày cuối kỳ")
    awaited: bool = label("Chưa nhận được báo cáo nào: báo cáo ngắn, không có số liệu")
    owed: tuple[OwedReport, ...] = label("Khi chưa nhận được báo cáo nào: ai còn nợ báo cáo")
    sections: tuple[frame.ReportPart, ...] = label("Các mục của báo cáo")
    letters: tuple[frame.SentLetter, ...] = label("Công văn đã ban hành trong kỳ")
    letter_count: int = label("Số công văn đã ban hành trong kỳ")
    plans_due: Figure = label("Số cơ quan phải gửi kế hoạch")
    plans_received: Figure = label("Số cơ quan đã gửi kế hoạch")
    due: Split = label("Nhiệm vụ có ngày cuối nằm trong kỳ, theo tình trạng")
    tasks: Split = label("Nhiệm vụ của Kế hoạch theo tình trạng")
    unclear: Figure = label("Số nhiệm vụ không rõ hạn, đã tính trong số chưa đến hạn")
    states: tuple[StateLine, ...] = label("Bảng trang nhất: nhiệm vụ theo tình trạng, kỳ này và kỳ trước")
    compared: bool = label("Có số liệu kỳ trước để so sánh")
    decisions: tuple[Decision, ...] = label("Ba đến năm việc cần quyết định, theo số liệu; trống khi không có")
    section_lines: tuple[SectionLine, ...] = label("Kết quả theo mục của Kế hoạch")
    products: tuple[SectionProducts, ...] = label("Sản phẩm đã có, theo mục")
    duties: Split = label("Lượt nhiệm vụ chủ trì theo tình trạng")
    silent: Figure = label("Số cơ quan chưa báo cáo kết quả nào trong kỳ")
    joined: Figure = label("Số lượt nhiệm vụ phối hợp đã có báo cáo")
    communes: str = label("Các loại đơn vị cấp xã được giao nhiệm vụ: «xã, phường»; trống khi không có")
    ranking: tuple[RankLine, ...] = label("Xếp hạng trong phần lời văn: các dòng đầu và các dòng cuối")
    ranking_cut: bool = label("Xếp hạng trong phần lời văn không có mọi dòng")
    by_section: Chart = label("Biểu đồ: nhiệm vụ theo mục và tình trạng")
    by_year: Chart = label("Biểu đồ: tình trạng qua các kỳ")
    latest: Chart = label("Biểu đồ: mười cơ quan có nhiều nhiệm vụ quá hạn nhất")
    best: Chart = label("Biểu đồ: mười cơ quan hoàn thành nhiều nhiệm vụ nhất")
    difficulties: tuple[Difficulty, ...] = label("Khó khăn theo loại")
    proposals: tuple[Voice, ...] = label("Đề xuất được nêu nhiều nhất")
    more_proposals: int = label("Số đề xuất khác, ở phụ lục")
    overdue: tuple[NextTask, ...] = label("Nhiệm vụ quá hạn chuyển sang kỳ sau: các nhiệm vụ quá hạn lâu nhất")
    more_overdue: int = label("Số nhiệm vụ quá hạn khác, ở phụ lục")
    coming: tuple[NextTask, ...] = label("Nhiệm vụ đến hạn từ sau ngày chốt đến hết năm sau: các nhiệm vụ đầu")
    more_coming: int = label("Số nhiệm vụ khác đến hạn đến hết năm sau")
    continuous: Figure = label("Số nhiệm vụ thường xuyên, hằng năm")
    yearly: bool = label("Có nhiệm vụ hằng năm")
    annex_tasks: tuple[SectionOfTasks, ...] = label("Phụ lục: tình trạng từng nhiệm vụ")
    annex_agencies: tuple[RankLine, ...] = label("Phụ lục: các cơ quan theo thứ hạng")
    annex_unfinished: tuple[Unfinished, ...] = label("Phụ lục: từng nhiệm vụ chưa hoàn thành")
    annex_difficulties: tuple[Voice, ...] = label("Phụ lục: mọi khó khăn, vướng mắc đã nêu")
    annex_proposals: tuple[Voice, ...] = label("Phụ lục: mọi đề xuất, kiến nghị đã nêu")
    end: frame.End = label("Phần cuối")
