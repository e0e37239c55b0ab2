"""The stamp of `ke_hoach`: the implementing plan of one agency."""

from __future__ import annotations

from ntsdocs.templates.stamp import frame
from ntsdocs.templates.stamp.ooxml import Column, cells, data_table, loop, of_task, own, p, row_loop, t, when, wide_row

_PLAN = "Kế hoạch số {{ plan.document.number }}"
_UNITS = (
    "{% if who.commune %}các cơ quan, đơn vị thuộc {{ who.area }}"
    "{% elif who.police %}các đơn vị trực thuộc, Công an các xã, phường"
    "{% elif who.military %}các cơ quan, đơn vị trực thuộc"
    "{% elif who.bank %}các phòng, đơn vị thuộc Chi nhánh"
    "{% elif who.press %}các phòng, đơn vị chuyên môn"
    "{% else %}các phòng, đơn vị trực thuộc{% endif %}"
)

LEAD_COLUMNS = (
    Column("Số", 11),
    Column("Nhiệm vụ", 68),
    Column("Cơ quan phối hợp", 38),
    Column("Thời gian hoàn thành", 34),
    Column("Sản phẩm", 31),
    Column("Đơn vị, cán bộ thực hiện", 36),
    Column("Tiến độ nội bộ", 34),
)
JOIN_COLUMNS = (
    Column("Số", 11),
    Column("Nhiệm vụ", 76),
    Column("Cơ quan chủ trì", 48),
    Column("Thời gian hoàn thành", 35),
    Column("Sản phẩm", 31),
    Column("Vai trò", 21),
    Column("Đơn vị thực hiện", 30),
)


def body() -> str:
    """The draft from head to annexes."""
    return "".join(
        (
            frame.head(),
            frame.title("KẾ HOẠCH"),
            frame.invented(),
            _opening(),
            _purpose(),
            _duties(),
            _funding(),
            _carrying_out(),
            _end(),
            frame.annexes(
                when("lead_count", _lead_annex()),
                when("both_annexes", frame.next_annex()),
                when("coordinates", _join_annex()),
            ),
        )
    )


def _opening() -> str:
    """Parent papers in full at first mention (ND30-I-2.6c), as one running paragraph (CONV-1)."""
    return p(
        "MoDau",
        "Thực hiện {% for base in plan.bases %}{{ base.kind }} số {{ base.number }} ngày {{ base.issued|short_date }} "
        "của {{ base.issuer }} {{ base.trich_yeu }}; {% endfor %}"
        "{{ plan.document.kind }} số {{ plan.document.number }} ngày {{ plan.document.issued|short_date }} của "
        "Ủy ban nhân dân (UBND) {{ province.name }} {{ plan.document.trich_yeu }} "
        f"(sau đây gọi tắt là {_PLAN}), "
        "{{ who.name }}{% if who.shortened %} (sau đây gọi tắt là {{ who.short }}){% endif %} "
        "xây dựng Kế hoạch thực hiện với các nội dung cụ thể như sau:",
    )


def _purpose() -> str:
    return "".join(
        (
            p("Muc", "I. MỤC ĐÍCH, YÊU CẦU"),
            p("Khoan", "1. Mục đích"),
            when(
                "who.commune",
                p(
                    "LoiVan",
                    f"Cụ thể hóa và tổ chức thực hiện đầy đủ, kịp thời các nhiệm vụ mà {_PLAN} giao cho UBND cấp xã; "
                    "tạo sự thống nhất về nhận thức và hành động của cán bộ, công chức và Nhân dân trên địa bàn "
                    "{{ who.area }} trong {{ plan.subject }}.",
                ),
            ),
            when(
                "not who.commune",
                p(
                    "LoiVan",
                    f"Cụ thể hóa và tổ chức thực hiện đầy đủ, kịp thời các nhiệm vụ mà {_PLAN} giao cho "
                    "{{ who.short }}; tạo sự thống nhất về nhận thức và hành động của cán bộ, "
                    "{% if who.police %}chiến sĩ{% elif who.military %}chiến sĩ"
                    "{% else %}công chức, viên chức, người lao động{% endif %} "
                    "thuộc phạm vi quản lý trong {{ plan.subject }}.",
                ),
            ),
            p("Khoan", "2. Yêu cầu"),
            p(
                "LoiVan",
                f"a) Bám sát nội dung, tiến độ và sản phẩm của từng nhiệm vụ được giao tại {_PLAN}; phân công rõ người "
                "thực hiện, thời hạn và kết quả.",
            ),
            when(
                "who.commune",
                p(
                    "LoiVan",
                    "b) Thực hiện phù hợp với đặc điểm, tình hình của địa phương; phối hợp chặt chẽ với các sở, ban, "
                    "ngành cấp tỉnh và các xã, phường có liên quan.",
                ),
            ),
            when(
                "not who.commune",
                p(
                    "LoiVan",
                    "b) Thực hiện đúng chức năng, nhiệm vụ, lĩnh vực được giao; phối hợp chặt chẽ với các cơ quan, "
                    "đơn vị, địa phương có liên quan.",
                ),
            ),
        )
    )


def _duties() -> str:
    return "".join(
        (
            p("Muc", "II. NHIỆM VỤ"),
            when(
                "not lead_count",
                p(
                    "LoiVan",
                    f"{_PLAN} không giao {{{{ who.short }}}} chủ trì nhiệm vụ nào; các nhiệm vụ phối hợp như sau:",
                ),
            ),
            when(
                "lead_count",
                p(
                    "LoiVan",
                    "{{ who.short }} chủ trì {{ lead_count }} nhiệm vụ dưới đây; số của từng nhiệm vụ là số thứ tự "
                    f"trong Phụ lục {_PLAN}; bảng phân công thực hiện tại {{{{ lead_annex }}}} kèm theo.",
                ),
            ),
            loop(
                "part in leads",
                p("Khoan", f"{{{{ part.number }}}}. Nhiệm vụ chủ trì theo Mục {{{{ part.part }}}} Phụ lục {_PLAN}"),
                loop(
                    "section in part.sections",
                    p("Diem", "{{ section.letter }}) {{ section.title }}"),
                    loop("task in section.duties", _lead_block()),
                ),
            ),
            p("Khoan", "{{ coordinate_number }}. Nhiệm vụ phối hợp"),
            when("not coordinates", p("LoiVan", f"{_PLAN} không giao {{{{ who.short }}}} nhiệm vụ phối hợp.")),
            when(
                "listed",
                p(
                    "LoiVan",
                    "{{ who.short }} phối hợp với cơ quan chủ trì thực hiện các nhiệm vụ sau (chi tiết tại "
                    "{{ coordinate_annex }} kèm theo):",
                ),
                loop("task in listed", _join_line()),
            ),
            when(
                "clause_count",
                p(
                    "LoiVan",
                    "Đối với {{ clause_count }} nhiệm vụ {% if listed %}khác {% endif %}nêu tại "
                    "{{ coordinate_annex }}, {{ who.short }} phối hợp khi nội dung nhiệm vụ liên quan đến "
                    "{% if who.commune %}địa bàn quản lý{% else %}chức năng, nhiệm vụ, lĩnh vực được giao{% endif %}.",
                ),
            ),
        )
    )


def _lead_block() -> str:
    """What, with whom, by when, which product; then what the agency itself will do, for it to write."""
    return "".join(
        (
            p(
                "GachDau",
                t("- Nhiệm vụ {{ task.no }}: "),
                of_task("task", "content", "sentence"),
                t("{% if task.condition %} (thực hiện khi {{ task.condition }}){% endif %}."),
                keep_next=True,
            ),
            when(
                "task.shared",
                p(
                    "GachDau",
                    t("Cơ quan chủ trì: "),
                    of_task("task", "lead"),
                    t(". Cơ quan phối hợp: "),
                    *_with_by_when_what(),
                    keep_next=True,
                ),
            ),
            when("not task.shared", p("GachDau", t("Cơ quan phối hợp: "), *_with_by_when_what(), keep_next=True)),
            p(
                "GachDau",
                t("Biện pháp thực hiện: "),
                own("task:{{ task.no }}:bien_phap", "Biện pháp thực hiện nhiệm vụ {{ task.no }}"),
            ),
        )
    )


def _with_by_when_what() -> tuple[str, ...]:
    return (
        of_task("task", "coordinate"),
        t(". Thời gian hoàn thành: "),
        of_task("task", "deadline"),
        t("{% if task.ruled %} (thời hạn gửi kế hoạch: trước ngày {{ task.ruled }}){% endif %}. Sản phẩm: "),
        of_task("task", "product"),
        t("."),
    )


def _join_line() -> str:
    return p(
        "GachDau",
        t("- Nhiệm vụ {{ task.no }}: "),
        of_task("task", "content", "sentence"),
        t(" (chủ trì: "),
        of_task("task", "lead"),
        t("; thời gian hoàn thành: "),
        of_task("task", "deadline"),
        t("; sản phẩm: "),
        of_task("task", "product"),
        t(")."),
    )


def _funding() -> str:
    return p("Muc", "III. KINH PHÍ THỰC HIỆN") + p(
        "LoiVan",
        f"Kinh phí thực hiện Kế hoạch này theo quy định của {_PLAN}: “{{{{ plan.funding }}}}”"
        "{% if lead_count %} {{ who.short }} lập dự toán, sử dụng, quyết toán kinh phí thực hiện các nhiệm vụ được "
        "giao chủ trì.{% endif %}",
    )


def _carrying_out() -> str:
    return "".join(
        (
            p("Muc", "IV. TỔ CHỨC THỰC HIỆN"),
            p(
                "LoiVan",
                t("1. Giao "),
                own("to_chuc:dau_moi", "Đơn vị đầu mối"),
                t(
                    " làm đầu mối tham mưu, theo dõi, đôn đốc và tổng hợp kết quả thực hiện Kế hoạch này. Căn cứ "
                    f"phụ lục kèm theo, {_UNITS} tổ chức thực hiện nhiệm vụ được phân công và chịu trách nhiệm về tiến "
                    "độ, chất lượng công việc."
                ),
            ),
            when(
                "who.standing",
                p(
                    "LoiVan",
                    "2. {{ who.short }} là cơ quan giúp {{ province.committee }} theo dõi, hướng dẫn, kiểm tra, đôn "
                    f"đốc việc thực hiện {_PLAN}; tiếp nhận, tổng hợp kế hoạch của các cơ quan, đơn vị, địa phương gửi "
                    "trước ngày {{ plan.owed_before|short_date }}; chủ trì tổ chức sơ kết, tổng kết hằng năm và tổng "
                    "kết vào năm {{ plan.final_year }}.",
                ),
            ),
            when(
                "not who.standing",
                p(
                    "LoiVan",
                    t(
                        "2. Kế hoạch này được gửi về {{ plan.owed_to }} (qua {{ plan.owed_through }}) trước ngày "
                        "{{ plan.owed_before|short_date }}. Kết quả thực hiện hằng năm được báo cáo {{ plan.owed_to }} "
                        "(qua {{ plan.owed_through }}) "
                    ),
                    own("to_chuc:ngay_bao_cao", "Thời hạn báo cáo hằng năm", "trước ngày …… hằng năm"),
                    t(" để sơ kết, tổng kết; tổng kết việc thực hiện vào năm {{ plan.final_year }}."),
                ),
            ),
            p("LoiVan", t("3. Nội dung khác: "), own("to_chuc:khac", "Nội dung khác")),
            p(
                "LoiVan",
                "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, "
                f"{_UNITS} kịp thời báo cáo {{{{ who.short }}}} để "
                "{% if who.standing %}hướng dẫn hoặc báo cáo {{ plan.owed_to }} xem xét, quyết định./."
                "{% else %}tổng hợp, báo cáo {{ plan.owed_to }} (qua {{ plan.owed_through }}) xem xét, "
                "quyết định./.{% endif %}",
                keep_next=True,
            ),
        )
    )


def _end() -> str:
    return frame.end(
        p("NoiNhan", "- {{ plan.owed_to }} (để báo cáo);"),
        when("not who.standing", p("NoiNhan", "- {{ plan.owed_through }} (để tổng hợp);")),
        p("NoiNhan", f"- {_capital(_UNITS)} (để thực hiện);"),
        p("NoiNhan", t("- "), own("noi_nhan:khac", "Nơi nhận khác"), t(";")),
    )


def _capital(units: str) -> str:
    """The same words at the head of a line."""
    return units.replace("%}các ", "%}Các ")


def _lead_annex() -> str:
    return frame.annex(
        "{{ lead_annex }}",
        "PHÂN CÔNG THỰC HIỆN CÁC NHIỆM VỤ CHỦ TRÌ",
        data_table(LEAD_COLUMNS, _by_section("leads", LEAD_COLUMNS, _lead_row())),
    )


def _lead_row() -> str:
    return cells(
        LEAD_COLUMNS,
        ("BangGiua", ["{{ task.no }}"]),
        ("Bang", [of_task("row", "content")]),
        ("Bang", [of_task("row", "coordinate")]),
        ("Bang", [of_task("row", "deadline")]),
        ("Bang", [of_task("row", "product")]),
        ("Bang", [own("task:{{ task.no }}:don_vi", "Đơn vị, cán bộ thực hiện")]),
        ("Bang", [own("task:{{ task.no }}:tien_do", "Tiến độ nội bộ")]),
    )


def _join_annex() -> str:
    return frame.annex(
        "{{ coordinate_annex }}",
        "CÁC NHIỆM VỤ PHỐI HỢP THỰC HIỆN",
        data_table(JOIN_COLUMNS, _by_section("coordinates", JOIN_COLUMNS, _join_row())),
    )


def _join_row() -> str:
    return cells(
        JOIN_COLUMNS,
        ("BangGiua", ["{{ task.no }}"]),
        ("Bang", [of_task("row", "content")]),
        ("Bang", [of_task("row", "lead")]),
        ("Bang", [of_task("row", "deadline")]),
        ("Bang", [of_task("row", "product")]),
        ("BangGiua", ["{% if task.condition %}Phối hợp khi {{ task.condition }}{% else %}Phối hợp{% endif %}"]),
        ("Bang", [own("task:{{ task.no }}:don_vi", "Đơn vị thực hiện")]),
    )


def _by_section(parts: str, columns: tuple[Column, ...], duty: str) -> str:
    """The rows of an annex: a title row for every section of the plan, then its duties."""
    return row_loop(
        f"part in {parts}",
        columns,
        wide_row(columns, f"Mục {{{{ part.part }}}} Phụ lục {_PLAN} - {{{{ part.title }}}}"),
        row_loop(
            "section in part.sections",
            columns,
            wide_row(columns, "{{ section.title }}"),
            row_loop("task in section.duties", columns, duty),
        ),
    )
