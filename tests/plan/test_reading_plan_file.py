"""Who signs for a time: what plan.yaml says of it, what is told of it, and what papers of each day print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from copied_project import PLAN, ROOT, copied, replace_text
from ntsdocs.build import journey
from ntsdocs.build.workers import fill_here
from ntsdocs.kinds import KINDS
from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.lives import plan_on
from ntsdocs.plan.model import Edition, Plan
from papers import paragraphs

OWN = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
HIMSELF = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
TERM = "{from: 2026-03-01, until: 2026-06-01, signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH], signer: Nguyễn Văn Mẫu}"
PLACE = f"data/{PLAN}/plan.yaml, dòng"


def write(root: Path, *terms: str, extra: str = "") -> Path:
    """Tỉnh Mẫu whose first issuer, that of the letters that send the plan out, has these terms."""
    lines = "".join(f"      - {term}\n" for term in terms)
    listed = f"    terms:\n{lines}" if terms else ""
    replace_text(copied(root), "plan.yaml", "    archive: NC\n", f"    archive: NC\n{listed}{extra}")
    return root


def read(root: Path, on: date | None = None) -> plan_reading.Reading:
    return plan_reading.read(root / "data" / PLAN, root, on)


def told(root: Path) -> list[tuple[str, str, str]]:
    problems = (each for each in read(root).problems if "issuers" in str(each.origin))
    return [(str(each.origin), each.what, each.remedy) for each in problems]


def signs(plan: Plan) -> tuple[tuple[str, ...], str]:
    issuer = plan.issuer("cong_van_trien_khai")
    return issuer.signature, issuer.signer


def test_who_signs_for_a_time_signs_from_the_first_day_to_the_day_before_the_last(tmp_path):
    root = write(tmp_path, TERM)
    assert told(root) == []
    for on, expected in (
        (date(2026, 2, 28), (OWN, "")),
        (date(2026, 3, 1), (HIMSELF, "Nguyễn Văn Mẫu")),
        (date(2026, 5, 31), (HIMSELF, "Nguyễn Văn Mẫu")),
        (date(2026, 6, 1), (OWN, "")),
    ):
        assert signs(read(root, on).plan_or_stop()) == expected
        for start in (date(2026, 4, 1), date(2026, 12, 14)):  # whatever day the plan was read for
            assert signs(plan_on(read(root, start).plan_or_stop(), on)) == expected


def test_a_term_without_an_end_runs_on_and_one_without_lines_has_those_of_the_issuer(tmp_path):
    plan = read(write(tmp_path, "{from: 2026-03-01, signer: Trần Thị Mẫu}")).plan_or_stop()
    assert signs(plan_on(plan, date(2029, 1, 1))) == (OWN, "Trần Thị Mẫu")
    assert signs(plan_on(plan, date(2026, 2, 1))) == (OWN, "")


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (
            ["{from: 2026-06-01, until: 2026-06-01, signer: A}"],
            ("terms[1].until", "ngày này không sau ngày ở «from».", "ghi ngày đầu tiên không còn ký thay."),
        ),
        (["{until: 2026-06-01}"], ("terms[1].from", "thiếu mục «from», hoặc mục này bỏ trống.", "ghi «from: …».")),
        (
            [TERM, "{from: 2026-05-31, signer: B}"],
            ("terms[2].from", "trùng thời gian với người ký ở trên.", "mỗi ngày chỉ một người ký: sửa ngày."),
        ),
        (
            ["{from: 2026-03-01, signature: [KT. CHỦ TỊCH PHÓ CHỦ TỊCH]}"],
            (
                "terms[1].signature",
                "dòng ký «KT. CHỦ TỊCH PHÓ CHỦ TỊCH»: gộp hai dòng làm một.",
                "ghi thành hai dòng «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH».",
            ),
        ),
    ],
)
def test_what_is_wrong_in_a_term_is_told_at_its_key(tmp_path, terms, expected):
    found = told(write(tmp_path, *terms))
    place = f"mục «issuers.cong_van_trien_khai.{expected[0]}»"
    assert (place, *expected[1:]) in [(where.rpartition(", ")[2], *rest) for where, *rest in found]
    assert all(where.startswith(PLACE) for where, *_ in found)


def test_an_unknown_key_of_a_term_is_told_with_those_there_are(tmp_path):
    ((_, what, remedy),) = told(write(tmp_path, "{from: 2026-03-01, unti: 2026-06-01}"))
    assert what == "không có mục «unti»."
    assert remedy == "có phải «until»? Các mục ở đây: from, until, signature, signer."


def test_terms_that_follow_each_other_do_not_overlap(tmp_path):
    assert told(write(tmp_path, TERM, "{from: 2026-06-01, signer: B}")) == []


def test_the_place_of_a_wrong_signature_is_the_key_of_plan_yaml(tmp_path):
    root = copied(tmp_path)
    replace_text(
        root, "plan.yaml", "      - KT. CHỦ TỊCH\n      - PHÓ CHỦ TỊCH\n", "      - KT. CHỦ TỊCH PHÓ CHỦ TỊCH\n"
    )
    found = told(root)
    assert {place.rpartition(", ")[2] for place, *_ in found} == {"mục «issuers.cong_van_trien_khai.signature»"}
    assert "gộp hai dòng làm một" in found[0][1]


@pytest.mark.parametrize(("on", "lines"), [(date(2026, 5, 31), (*HIMSELF, "Nguyễn Văn Mẫu")), (date(2026, 6, 1), OWN)])
def test_letters_reminders_and_report_of_a_day_print_who_signs_on_it(tmp_path, on, lines):
    root = copied(tmp_path)
    path = root / "data" / PLAN / "plan.yaml"
    text = path.read_text(encoding="utf-8").replace("    archive: NC\n", f"    archive: NC\n    terms: [{TERM}]\n")
    lines_of_reminders = "      - TL. CHỦ TỊCH\n      - KT. CHÁNH VĂN PHÒNG\n      - PHÓ CHÁNH VĂN PHÒNG\n"
    own = "".join(f"      - {line}\n" for line in OWN)
    path.write_text(text.replace(lines_of_reminders, own), encoding="utf-8", newline="\n")
    plan = plan_on(read(root).plan_or_stop(), on)
    assignments = settle(plan)
    for kind in (each for each in KINDS if each.issued):
        edition = Edition(kind.name, "1", on, scope=("thanh-tra-tinh",), about=("quá hạn",))
        draft = next(iter(kind.drafts(plan, assignments, edition)))
        ((_, paper),) = fill_here(iter((draft,)), {kind.name: journey.read_template(ROOT, kind.name)})
        words = paragraphs(paper)
        assert [each for each in words if each in {*HIMSELF, *OWN, "Nguyễn Văn Mẫu"}] == list(lines), kind.name


def test_keys_of_a_signature_that_there_are_not_are_told_with_those_there_are(tmp_path):
    found = told(write(tmp_path, extra="    authority: KT. CHỦ TỊCH\n    title: Phó Chủ tịch\n"))
    assert [what for _, what, _ in found] == ["không có mục «authority».", "không có mục «title»."]
    assert all("signature, signer" in remedy for *_, remedy in found)
