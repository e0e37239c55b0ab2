"""A small plan built by hand, for tests of what is made of a plan once it is read."""

from __future__ import annotations

from datetime import date

from ntsdocs.plan.model import (
    Agency,
    Basis,
    Choice,
    Deadline,
    Document,
    Phrase,
    Plan,
    PlansOwed,
    Province,
    ReadingRule,
    Ruling,
    Section,
    Selector,
    Task,
)
from ntsdocs.text.problems import Origin

AGENCIES_FILE = "data/tinh-thu/agencies.csv"
TASKS_FILE = "data/tinh-thu/ke-hoach/tasks.csv"
SECTION = Section("I", "NHIỆM VỤ CHỦ TRÌ", "a", "Công tác chung")

AGENCIES = (
    Agency("so-y-te", "Sở Y tế", "Sở Y tế", kind="so", level="province", sbn_group="core"),
    Agency("so-tai-chinh", "Sở Tài chính", "Sở Tài chính", kind="so", level="province", sbn_group="core"),
    Agency("cong-an-tinh", "Công an tỉnh Thử", "Công an tỉnh", kind="police", level="province", sbn_group="core"),
    Agency("thue-tinh", "Thuế tỉnh Thử", "Thuế tỉnh", kind="tax", level="province", sbn_group="optional"),
    Agency("toa-an-tinh", "Tòa án nhân dân tỉnh Thử", "Tòa án tỉnh", kind="court", level="province"),
    Agency("xa-bien", "Ủy ban nhân dân xã Biển", "UBND xã Biển", kind="commune", level="commune", coastal="yes"),
    Agency("xa-doi", "Ủy ban nhân dân xã Đồi", "UBND xã Đồi", kind="commune", level="commune", coastal="no"),
)


def select(**where: str) -> Selector:
    """The agencies whose fields hold these values; «|» parts the values of one field."""
    return Selector(tuple((name, tuple(values.split("|"))) for name, values in where.items()))


CORE = (select(sbn_group="core"),)
COMMUNES = (select(level="commune"),)

PHRASES = (
    Phrase("Các sở, ban, ngành", "SBN", CORE, rulings=("D1",)),
    Phrase(
        "Các sở, ban, ngành căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực",
        "SBN_MINISTRY",
        CORE,
        Basis.CONDITIONAL,
        "có Kế hoạch của bộ, ngành chủ quản",
        ("D1", "D3"),
    ),
    Phrase("Các sở, ban, ngành chủ trì theo lĩnh vực", "SBN_SECTOR", CORE, Basis.SECTOR, rulings=("D1", "D4")),
    Phrase("Các sở, ban, ngành liên quan", "SBN_REL", CORE, Basis.CONDITIONAL, "liên quan", ("D1",)),
    Phrase("Các sở, ban, ngành, UBND cấp xã liên quan", "SBN_REL", CORE, Basis.CONDITIONAL, "liên quan", ("D1",)),
    Phrase("Các sở, ban, ngành, UBND cấp xã liên quan", "XA_REL", COMMUNES, Basis.CONDITIONAL, "liên quan"),
    Phrase("UBND cấp xã", "XA", COMMUNES),
    Phrase("UBND cấp xã có biển", "XA_SEA", (select(level="commune", coastal="yes"),)),
)

RULINGS = (
    Ruling(
        "D1",
        "Cụm từ «sở, ban, ngành» gồm những cơ quan nào?",
        (
            Choice("vua", "Ba cơ quan", members=CORE),
            Choice("rong", "Thêm cơ quan thuế", members=(select(sbn_group="core|optional"),)),
            Choice("them", "Thêm tòa án", add=(select(id="toa-an-tinh"),)),
        ),
        choice="vua",
        by="mặc định",
        since=date(2025, 9, 11),
    ),
    Ruling(
        "D3",
        "Nhiệm vụ theo Kế hoạch của bộ có chắc chắn không?",
        (
            Choice("co-dieu-kien", "Có điều kiện"),
            Choice("chac-chan", "Chắc chắn", basis=Basis.GROUP, condition=""),
        ),
        choice="co-dieu-kien",
        by="Công an tỉnh",
        since=date(2025, 10, 5),
    ),
    Ruling(
        "D4",
        "Sở nào chủ trì theo lĩnh vực?",
        (
            Choice("theo-linh-vuc", "Sở Y tế", members=(select(id="so-y-te"),)),
            Choice("tat-ca", "Mọi sở, ban, ngành"),
        ),
        choice="theo-linh-vuc",
        by="mặc định",
        since=None,
    ),
)

RULES = (
    ReadingRule("R1", "Cơ quan được nêu tên ở một cột thì không do cụm từ chung mà có thêm ở cột kia."),
    ReadingRule("R2", "Cụm từ chung đưa một cơ quan vào cả hai cột thì cơ quan đó chủ trì."),
    ReadingRule("R3", "«liên quan» làm cho vai trò có điều kiện."),
    ReadingRule("R4", "Không cụm từ nào tạo ra nhiệm vụ cho cơ quan không có trong danh mục."),
)


def task(number: int, lead: str, coordinate: str = "", deadline: Deadline | None = None) -> Task:
    """A task with these two cells."""
    origin = Origin(TASKS_FILE, row=number + 1)
    return Task(
        SECTION, number, f"Việc thứ {number}", lead, coordinate, deadline or Deadline("Thường xuyên"), "", origin
    )


def plan(
    tasks: tuple[Task, ...],
    *,
    agencies: tuple[Agency, ...] = AGENCIES,
    phrases: tuple[Phrase, ...] = PHRASES,
    rulings: tuple[Ruling, ...] = RULINGS,
    rules: tuple[ReadingRule, ...] = RULES,
) -> Plan:
    """A plan of these tasks; each agency owes a plan of its own, which task 1 orders, before 15/11/2025."""
    document = Document("Kế hoạch", "1/KH-UBND", date(2025, 9, 11), "Ủy ban nhân dân tỉnh Thử", "về việc thử")
    return Plan(
        id="tinh-thu/ke-hoach",
        province=Province("tinh-thu", "tỉnh Thử", document.issuer, "UBND tỉnh Thử", "Thử", "Chủ tịch"),
        document=document,
        bases=(),
        standing="cong-an-tinh",
        plans_owed=PlansOwed(date(2025, 11, 15), "UBND tỉnh", "Công an tỉnh", task=1),
        yearly_review="sơ kết hàng năm",
        five_year_review=2030,
        funding="Kinh phí từ ngân sách.",
        reminder_workdays=5,
        issuers=(),
        on=date(2025, 9, 15),
        agencies=agencies,
        tasks=tasks,
        phrases=phrases,
        rulings=rulings,
        rules=rules,
    )
