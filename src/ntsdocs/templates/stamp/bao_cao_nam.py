"""The stamp of `bao_cao_nam`: the annual review."""

from __future__ import annotations

from ntsdocs.templates.stamp import frame
from ntsdocs.templates.stamp.ooxml import (
    Column,
    cells,
    data_table,
    gen,
    loop,
    of_task,
    own,
    p,
    row_loop,
    t,
    when,
    wide_row,
)

_PLAN = "{{ plan.document.kind }} số {{ plan.document.number }}"
_COUNTS = ("total", "done", "doing", "waiting", "overdue", "not_due")
_COUNT_HEADINGS = ("Tổng", "Hoàn thành", "Đang thực hiện", "Chờ điều kiện", "Quá hạn", "Chưa đến hạn")

SECTION_COLUMNS = (
    Column("Mục", 13),
    Column("Tên mục", 62),
    *(Column(heading, mm) for heading, mm in zip(_COUNT_HEADINGS, (13, 16, 14, 17, 14, 16), strict=True)),
)
AGENCY_COLUMNS = (
    Column("TT", 11),
    Column("Cơ quan", 46),
    *(Column(heading, mm) for heading, mm in zip(_COUNT_HEADINGS, (14, 16, 15, 17, 14, 16), strict=True)),
    Column("Đã gửi KH", 16),
)
COMPARED_COLUMNS = (Column("Thời điểm", 57), *(Column(heading, 18) for heading in _COUNT_HEADINGS))
NEXT_COLUMNS = (
    Column("Số", 11),
    Column("Nhiệm vụ", 60),
    Column("Cơ quan chủ trì", 34),
    Column("Thời gian hoàn thành", 34),
    Column("Ngày cuối trong hạn", 26),
)
TASK_COLUMNS = (
    Column("Số", 11),
    Column("Nhiệm vụ", 80),
    Column("Cơ quan chủ trì", 48),
    Column("Thời gian hoàn thành", 38),
    Column("Sản phẩm", 31),
    Column("Tình trạng", 24),
    Column("Số cơ quan đã hoàn thành", 20),
)
ALL_AGENCY_COLUMNS = (
    Column("TT", 12),
    Column("Cơ quan", 90),
    *(Column(heading, 21) for heading in _COUNT_HEADINGS),
    Column("Đã gửi kế hoạch", 24),
)


def body() -> str:
    """The report from head to annexes, in the order of CONV-8."""
    return "".join(
        (
            frame.head(),
            frame.title("BÁO CÁO"),
            frame.invented(),
            when("addressed", frame.addressees()),
            _opening(),
            _leadership(),
            _results(),
            _assessment(),
            _next_year(),
            _proposals(),
            frame.end(frame.recipients()),
            frame.annexes(_task_annex(), frame.next_annex(), _agency_annex()),
        )
    )


def _opening() -> str:
    return p(
        "MoDau",
        f"Thực hiện {_PLAN} ngày {{{{ plan.document.issued|short_date }}}} của Ủy ban nhân dân (UBND) "
        f"{{{{ province.name }}}} {{{{ plan.document.trich_yeu }}}} (sau đây gọi tắt là {_PLAN}), "
        "{{ sender.name }} báo cáo kết quả thực hiện năm {{ year }} (kỳ báo cáo từ ngày {{ period_from|short_date }} "
        "đến ngày {{ period_to|short_date }}{% if early %}; số liệu tính đến ngày {{ cut_off|short_date }}{% endif %}) "
        "như sau:",
    ) + when(
        "awaited",
        p(
            "LoiVan",
            "Đến ngày {{ cut_off|short_date }} chưa có kết quả thực hiện nào của năm {{ year }} được ghi nhận; các số "
            "liệu để trống («…») trong báo cáo này chờ kết quả của các cơ quan, đơn vị, địa phương.",
        ),
    )


def _leadership() -> str:
    return "".join(
        (
            p("Muc", "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
            p(
                "LoiVan",
                "1. {{ plan.standing }} là cơ quan thường trực giúp {{ province.committee }} theo dõi, hướng dẫn, kiểm "
                f"tra, đôn đốc việc thực hiện {_PLAN}; được giao “{{{{ plan.yearly_review }}}}”.",
            ),
            p(
                "LoiVan",
                t("2. Văn bản chỉ đạo trong kỳ: "),
                t(
                    "{% if letters %}đã ban hành {{ letter_count|number }} công văn triển khai, đôn đốc gồm "
                    "{% for letter in letters %}Công văn số {{ letter.number }} ngày {{ letter.issued|short_date }}; "
                    "{% endfor %}văn bản khác: {% endif %}"
                ),
                own("chi_dao:van_ban", "Văn bản chỉ đạo khác"),
            ),
            p(
                "LoiVan",
                "3. Xây dựng kế hoạch thực hiện: {{ plans_received }}/{{ plans_due|number }} cơ quan, đơn vị, "
                "địa phương đã gửi kế hoạch về {{ plan.owed_to }} (qua {{ plan.owed_through }}).",
            ),
        )
    )


def _results() -> str:
    return "".join(
        (
            p("Muc", "II. KẾT QUẢ THỰC HIỆN"),
            p("Khoan", "1. Kết quả chung"),
            p(
                "LoiVan",
                f"{_PLAN} giao {{{{ tasks.total }}}} nhiệm vụ. Đến ngày {{{{ cut_off|short_date }}}}, số nhiệm vụ "
                "hoàn thành là {{ tasks.done }}; đang thực hiện {{ tasks.doing }}; chờ điều kiện {{ tasks.waiting }}; "
                "quá hạn {{ tasks.overdue }}; chưa đến hạn {{ tasks.not_due }}. Nhiệm vụ có nhiều cơ quan chủ trì chỉ "
                "tính hoàn thành khi tất cả các cơ quan chủ trì hoàn thành.",
            ),
            p("LoiVan", "Tình trạng từng nhiệm vụ nêu tại Phụ lục I kèm theo."),
            when(
                "compared",
                p("TenBang", "Bảng so sánh với năm {{ last_year }}"),
                data_table(
                    COMPARED_COLUMNS,
                    _figures_row(COMPARED_COLUMNS, "Kỳ báo cáo năm {{ last_year }}", "before"),
                    _figures_row(COMPARED_COLUMNS, "Kỳ báo cáo năm {{ year }}", "tasks"),
                ),
                p("DuongKe"),
            ),
            p("Khoan", "2. Kết quả theo mục của Kế hoạch"),
            p("TenBang", "Số nhiệm vụ theo mục và tình trạng"),
            data_table(
                SECTION_COLUMNS,
                row_loop(
                    "line in sections",
                    SECTION_COLUMNS,
                    _line(SECTION_COLUMNS, "line", "BangGiua", ("Bang", "{{ line.name }}")),
                ),
                _total(SECTION_COLUMNS, "tasks"),
            ),
            p("DuongKe"),
            p("Khoan", "3. Kết quả theo cơ quan chủ trì"),
            p(
                "LoiVan",
                "Tính theo lượt nhiệm vụ chủ trì của từng cơ quan, tổng số là {{ duties.total }} lượt: hoàn thành "
                "{{ duties.done }}; đang thực hiện {{ duties.doing }}; chờ điều kiện {{ duties.waiting }}; quá hạn "
                "{{ duties.overdue }}; chưa đến hạn {{ duties.not_due }}. Số liệu từng cơ quan, từng xã, phường nêu "
                "tại Phụ lục II kèm theo.",
            ),
            p("TenBang", "Số lượt nhiệm vụ chủ trì theo cơ quan và tình trạng"),
            data_table(
                AGENCY_COLUMNS,
                row_loop(
                    "line in provincial",
                    AGENCY_COLUMNS,
                    _agency_line(AGENCY_COLUMNS),
                ),
                _total_line(AGENCY_COLUMNS),
            ),
            p("DuongKe"),
        )
    )


def _assessment() -> str:
    return "".join(
        (
            p("Muc", "III. ĐÁNH GIÁ CHUNG"),
            p("Khoan", "1. Ưu điểm"),
            p("LoiVan", own("danh_gia:uu_diem", "Ưu điểm")),
            p("Khoan", "2. Tồn tại, hạn chế; khó khăn, vướng mắc"),
            p("LoiVan", "Số nhiệm vụ quá hạn: {{ tasks.overdue }}; số nhiệm vụ chờ điều kiện: {{ tasks.waiting }}."),
            when(
                "difficulties",
                p("LoiVan", "Khó khăn, vướng mắc do các cơ quan, đơn vị, địa phương báo cáo:"),
                loop("voice in difficulties", p("GachDau", "- {{ voice.text }} ({{ voice.by }}).")),
            ),
            when(
                "not difficulties",
                p(
                    "LoiVan",
                    "{% if awaited %}Khó khăn, vướng mắc: chờ báo cáo của các cơ quan, đơn vị, địa phương."
                    "{% else %}Các cơ quan, đơn vị, địa phương không báo cáo khó khăn, vướng mắc.{% endif %}",
                ),
            ),
            p("Khoan", "3. Nguyên nhân"),
            p("LoiVan", t("a) Nguyên nhân khách quan: "), own("danh_gia:khach_quan", "Nguyên nhân khách quan")),
            p("LoiVan", t("b) Nguyên nhân chủ quan: "), own("danh_gia:chu_quan", "Nguyên nhân chủ quan")),
            p("Khoan", "4. Bài học kinh nghiệm"),
            p("LoiVan", own("danh_gia:bai_hoc", "Bài học kinh nghiệm")),
        )
    )


def _next_year() -> str:
    return "".join(
        (
            p("Muc", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {{ next_year }}"),
            when(
                "carried_over",
                p("LoiVan", "1. Hoàn thành dứt điểm các nhiệm vụ quá hạn chuyển sang (số {{ carried_over }})."),
            ),
            when(
                "not carried_over",
                p(
                    "LoiVan",
                    "1. {% if awaited %}Nhiệm vụ quá hạn chuyển sang: … (chờ kết quả của các cơ quan)."
                    "{% else %}Không có nhiệm vụ quá hạn chuyển sang.{% endif %}",
                ),
            ),
            when(
                "coming",
                p(
                    "LoiVan",
                    "2. Thực hiện các nhiệm vụ đến hạn từ sau ngày {{ cut_off|short_date }} đến hết năm "
                    "{{ next_year }}:",
                ),
                p("TenBang", "Nhiệm vụ đến hạn đến hết năm {{ next_year }}, theo thời hạn"),
                data_table(
                    NEXT_COLUMNS,
                    row_loop(
                        "task in coming",
                        NEXT_COLUMNS,
                        cells(
                            NEXT_COLUMNS,
                            ("BangGiua", ["{{ task.no }}"]),
                            ("Bang", [of_task("line", "content")]),
                            ("Bang", [of_task("line", "lead")]),
                            ("Bang", [of_task("line", "deadline")]),
                            ("BangGiua", [of_task("line", "last_day", "last_day|table_date")]),
                        ),
                    ),
                ),
                p("DuongKe"),
            ),
            when("not coming", p("LoiVan", "2. Không có nhiệm vụ nào đến hạn đến hết năm {{ next_year }}.")),
            when(
                "continuous",
                p("LoiVan", "3. Tiếp tục thực hiện các nhiệm vụ thường xuyên, hằng năm (số {{ continuous }})."),
            ),
        )
    )


def _proposals() -> str:
    return "".join(
        (
            p("Muc", "V. ĐỀ XUẤT, KIẾN NGHỊ"),
            when(
                "proposals",
                p("LoiVan", "Các cơ quan, đơn vị, địa phương đề xuất, kiến nghị:"),
                loop("voice in proposals", p("GachDau", "- {{ voice.text }} ({{ voice.by }}).")),
            ),
            when(
                "not proposals",
                p(
                    "LoiVan",
                    "{% if awaited %}Đề xuất, kiến nghị: chờ báo cáo của các cơ quan, đơn vị, địa phương."
                    "{% else %}Các cơ quan, đơn vị, địa phương không có đề xuất, kiến nghị.{% endif %}",
                ),
            ),
            p(
                "LoiVan",
                f"Trên đây là báo cáo kết quả thực hiện {_PLAN} năm {{{{ year }}}} của {{{{ sender.name }}}}./.",
                keep_next=True,
            ),
        )
    )


def _figures(of: str) -> list[tuple[str, list[str]]]:
    return [("BangGiua", [f"{{{{ {of}.{count} }}}}"]) for count in _COUNTS]


def _figures_row(columns: tuple[Column, ...], name: str, of: str) -> str:
    return cells(columns, ("Bang", [name]), *_figures(of))


def _agency_line(columns: tuple[Column, ...]) -> str:
    name = gen("agency:{{ line.mark }}", "{{ line.name }}")
    return _line(columns, "line", "BangGiua", ("Bang", name), received=True)


def _total_line(columns: tuple[Column, ...]) -> str:
    return _line(columns, "total_line", "BangTong", ("BangTong", "{{ total_line.name }}"), received=True)


def _line(columns: tuple[Column, ...], of: str, figures: str, name: tuple[str, str], *, received: bool = False) -> str:
    counts = [(figures, [f"{{{{ {of}.figures.{count} }}}}"]) for count in _COUNTS]
    last = [(figures, [f"{{{{ {of}.plan_received }}}}"])] if received else []
    head = [(figures, [f"{{{{ {of}.number }}}}"]), (name[0], [name[1]])]
    return cells(columns, *head, *counts, *last)


def _total(columns: tuple[Column, ...], of: str) -> str:
    counts = [("BangTong", [f"{{{{ {of}.{count} }}}}"]) for count in _COUNTS]
    return cells(columns, ("BangTong", []), ("BangTong", ["Tổng cộng"]), *counts)


def _task_annex() -> str:
    rows = row_loop(
        "section in annex_tasks",
        TASK_COLUMNS,
        wide_row(TASK_COLUMNS, "{{ section.name }}"),
        row_loop(
            "task in section.tasks",
            TASK_COLUMNS,
            cells(
                TASK_COLUMNS,
                ("BangGiua", ["{{ task.no }}"]),
                ("Bang", [of_task("line", "content")]),
                ("Bang", [of_task("line", "lead")]),
                ("Bang", [of_task("line", "deadline")]),
                ("Bang", [of_task("line", "product")]),
                ("BangGiua", [of_task("line", "state")]),
                ("BangGiua", [of_task("line", "done_by")]),
            ),
        ),
    )
    return frame.annex("Phụ lục I", "TÌNH TRẠNG TỪNG NHIỆM VỤ", data_table(TASK_COLUMNS, rows))


def _agency_annex() -> str:
    rows = row_loop(
        "line in annex_agencies",
        ALL_AGENCY_COLUMNS,
        _agency_line(ALL_AGENCY_COLUMNS),
    )
    total = _total_line(ALL_AGENCY_COLUMNS)
    return frame.annex("Phụ lục II", "KẾT QUẢ THEO CƠ QUAN CHỦ TRÌ", data_table(ALL_AGENCY_COLUMNS, rows, total))
