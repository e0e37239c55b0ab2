"""The stamps of the letters: `cong_van_trien_khai` sends the plan out, `cong_van_don_doc` reminds."""

from __future__ import annotations

from ntsdocs.templates.stamp import frame
from ntsdocs.templates.stamp.ooxml import Column, cells, data_table, gen, of_task, p, row_loop, t, when

_PLAN = "{{ plan.document.kind }} số {{ plan.document.number }}"
_PLAN_GLUED = "{{ plan.document.kind }} số\u00a0{{ plan.document.number }}"
_PLAN_IN_FULL = (
    f"{_PLAN} ngày {{{{ plan.document.issued|short_date }}}} của Ủy ban nhân dân (UBND) {{{{ province.name }}}} "
    "{{ plan.document.trich_yeu }}"
)
_ASKS = "{% if sender.committee %}yêu cầu{% else %}đề nghị{% endif %}"
_SEND_PLAN = (
    f"ban hành kế hoạch thực hiện {_PLAN} và gửi về {{{{ plan.owed_to }}}} (qua {{{{ plan.owed_through }}}}) chậm nhất "
    "ngày {{ new_deadline|short_date }}."
)
_FINISH = (
    "hoàn thành nhiệm vụ quá hạn nêu trên, báo cáo kết quả kèm số, ký hiệu của sản phẩm chậm nhất ngày "
    "{{ new_deadline|short_date }}; nếu chưa thể hoàn thành thì nêu rõ nguyên nhân, khó khăn, vướng mắc và thời hạn "
    "cam kết."
)
_DEADLINE = (
    of_task("line", "deadline"),
    t(
        "{% if task.rollout %} (hạn ban hành kế hoạch){% endif %}"
        "{% if task.met_by %} - đã có {{ task.met_by }}{% endif %}"
    ),
)

SHARE_COLUMNS = (
    Column("TT", 14),
    Column("Cơ quan, đơn vị", 98),
    Column("Nhiệm vụ chủ trì", 32),
    Column("Trong đó có điều kiện", 38),
    Column("Nhiệm vụ phối hợp", 32),
    Column("Trong đó khi liên quan", 38),
)
LATE_COLUMNS = (
    Column("Số", 11),
    Column("Nhiệm vụ", 60),
    Column("Thời gian hoàn thành", 36),
    Column("Ngày cuối trong hạn", 26),
    Column("Số ngày chậm", 16),
    Column("Ngày làm việc chậm", 16),
)


def sending_out() -> str:
    """The letter that sends the plan out."""
    return "".join(
        (
            frame.head(letter=f"V/v triển khai thực hiện {_PLAN_GLUED}"),
            frame.invented(),
            frame.addressees(),
            p(
                "MoDau",
                f"Thực hiện {_PLAN_IN_FULL}, {{{{ sender.name }}}} {_ASKS} "
                "{% if communes %}UBND các xã, phường{% else %}các cơ quan, đơn vị{% endif %} thực hiện các "
                "nội dung sau:",
            ),
            p(
                "LoiVan",
                f"1. Xây dựng, ban hành kế hoạch thực hiện {_PLAN} trên cơ sở bản dự thảo gửi kèm theo Công văn này: "
                "hoàn thiện các nội dung để trống, phân công rõ đơn vị, cán bộ thực hiện và tiến độ của từng nhiệm vụ. "
                "Kế hoạch gửi về {{ plan.owed_to }} (qua {{ plan.owed_through }}) trước ngày "
                "{{ plan.owed_before|short_date }}.",
            ),
            p(
                "LoiVan",
                "2. Tổ chức thực hiện đúng tiến độ, đủ sản phẩm các nhiệm vụ được giao chủ trì, phối hợp; số nhiệm vụ "
                "của từng {% if communes %}xã, phường{% else %}cơ quan, đơn vị{% endif %} nêu tại Phụ lục kèm theo.",
            ),
            p(
                "LoiVan",
                "3. Báo cáo kết quả thực hiện hằng năm để tổng hợp; trong quá trình thực hiện, nếu phát sinh vướng "
                "mắc, bất cập, kịp thời báo cáo {{ plan.owed_to }} (qua {{ plan.owed_through }}) để được hướng dẫn "
                "hoặc tổng hợp, báo cáo cấp có thẩm quyền.",
            ),
            when(
                "sender.committee",
                p(
                    "LoiVan",
                    "4. Giao {{ plan.standing }} theo dõi, hướng dẫn, kiểm tra, đôn đốc việc thực hiện; tổng hợp, báo "
                    "cáo {{ sender.name }}.",
                ),
            ),
            p(
                "LoiVan",
                f"Nhận được Công văn này, {_ASKS} {{% if communes %}}UBND các xã, phường"
                "{% else %}các cơ quan, đơn vị{% endif %} khẩn trương triển khai thực hiện./.",
                keep_next=True,
            ),
            frame.end(frame.recipients()),
            frame.annexes(
                frame.annex(
                    "Phụ lục",
                    "NƠI NHẬN VÀ SỐ NHIỆM VỤ ĐƯỢC GIAO",
                    data_table(
                        SHARE_COLUMNS,
                        row_loop(
                            "share in shares",
                            SHARE_COLUMNS,
                            _share_row(
                                "share.number",
                                "share",
                                "BangGiua",
                                ("Bang", gen("agency:{{ share.mark }}", "{{ share.name }}")),
                            ),
                        ),
                        _share_row("", "total", "BangTong", ("BangTong", "{{ total.name }}")),
                    ),
                )
            ),
        )
    )


def _share_row(number: str, of: str, figures: str, name: tuple[str, str]) -> str:
    first = [f"{{{{ {number}|number }}}}"] if number else []
    return cells(
        SHARE_COLUMNS,
        (figures, first),
        (name[0], [name[1]]),
        (figures, [f"{{{{ {of}.leads|number }}}}"]),
        (figures, [f"{{{{ {of}.leads_conditional|number }}}}"]),
        (figures, [f"{{{{ {of}.joins|number }}}}"]),
        (figures, [f"{{{{ {of}.joins_conditional|number }}}}"]),
    )


def reminding() -> str:
    """The letter that reminds one agency."""
    return "".join(
        (
            frame.head(letter=f"V/v đôn đốc thực hiện {_PLAN_GLUED}"),
            frame.invented(),
            frame.addressees(),
            p(
                "MoDau",
                f"Thực hiện {_PLAN_IN_FULL}; qua theo dõi, tổng hợp kết quả đến ngày {{{{ on|short_date }}}}, "
                "{{ sender.name }} nhận thấy {{ agency }} "
                "{% if plan_missing %}chưa gửi kế hoạch của mình về {{ plan.owed_to }} (qua {{ plan.owed_through }}), "
                "thời hạn là trước ngày {{ plan.owed_before|short_date }}{% endif %}"
                "{% if both %}; đồng thời {% endif %}"
                "{% if late %}còn {{ late_count }} nhiệm vụ chủ trì quá hạn{% endif %}."
                "{% if earlier %} Việc này đã được đôn đốc tại "
                "{% for letter in earlier %}Công văn số {{ letter.number }} ngày {{ letter.issued|short_date }}; "
                "{% endfor %}đến nay vẫn chưa có kết quả.{% endif %}",
            ),
            when(
                "late",
                p("TenBang", "Nhiệm vụ quá hạn tính đến ngày {{ on|short_date }}"),
                data_table(
                    LATE_COLUMNS,
                    row_loop(
                        "task in late",
                        LATE_COLUMNS,
                        cells(
                            LATE_COLUMNS,
                            ("BangGiua", ["{{ task.no }}"]),
                            ("Bang", [of_task("line", "content")]),
                            ("Bang", _DEADLINE),
                            ("BangGiua", [of_task("line", "last_day", "last_day|table_date")]),
                            ("BangGiua", ["{{ task.days|number }}"]),
                            ("BangGiua", ["{{ task.workdays|number }}"]),
                        ),
                    ),
                ),
                p("DuongKe"),
            ),
            when(
                "both",
                p("MoDau", f"{{{{ sender.name }}}} {_ASKS} {{{{ agency }}}} thực hiện ngay các nội dung sau:"),
                p("LoiVan", f"- {_SEND_PLAN[0].upper()}{_SEND_PLAN[1:]}"),
                p("LoiVan", f"- {_FINISH[0].upper()}{_FINISH[1:]}"),
            ),
            when(
                "not both",
                p(
                    "MoDau",
                    f"{{{{ sender.name }}}} {_ASKS} {{{{ agency }}}} "
                    f"{{% if plan_missing %}}{_SEND_PLAN}{{% else %}}{_FINISH}{{% endif %}}",
                ),
            ),
            p(
                "LoiVan",
                "{% if sender.committee %}Giao {{ plan.standing }} theo dõi, đôn đốc, tổng hợp, báo cáo "
                "{{ sender.name }}{% else %}Quá thời hạn trên, {{ sender.name }} tổng hợp, báo cáo "
                "{{ plan.owed_to }}{% endif %}./.",
                keep_next=True,
            ),
            frame.end(frame.recipients()),
        )
    )
