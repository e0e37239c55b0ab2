"""Every word of a plan can be printed: whatever a cell holds, what `check` accepts `build` builds."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import copied_project
from ntsdocs.build import journey
from ntsdocs.build.options import BuildOptions
from ntsdocs.text import plain
from ntsdocs.text.problems import DataWrong, Severity
from papers import W, body

SAMPLE = copied_project.PLAN
LIST = "Rà soát hồ đập:\na) Hồ lớn;\nb) Hồ nhỏ"


@pytest.fixture
def project(tmp_path):
    return copied_project.copied(tmp_path / "du-an")


@pytest.fixture
def in_full(project):
    """The project whose drafts tell each duty in their text too."""
    with (project / "data" / SAMPLE / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("\nshape: day-du\n")
    return project


def drafted(project, kind="ke_hoach", name="so-y-te"):
    out = project / "build"
    journey.build(project, SAMPLE, out, options=BuildOptions(only=(f"{kind}/{name}",)))
    (paper,) = (out / kind).rglob("*.docx")
    return body(paper.read_bytes())


def words_of(element):
    """What a person reads there, content controls too, with its line ends."""
    return "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in element.iter(f"{W}t", f"{W}br"))


def sentences(paper):
    return [
        words_of(paragraph)
        for paragraph in paper.iter(f"{W}p")
        if next(paragraph.iterancestors(f"{W}tc"), None) is None
    ]


def cells(paper):
    return {words_of(cell) for cell in paper.iter(f"{W}tc")}


def test_a_list_is_lines_in_the_annex_and_a_sentence_in_the_text(in_full):
    copied_project.set_cell(in_full, "tasks.csv", 11, "Nội dung", LIST)
    copied_project.set_cell(in_full, "tasks.csv", 11, "Sản phẩm", "- Sổ theo dõi;\n- Báo cáo.")

    paper = drafted(in_full)

    assert {LIST, "- Sổ theo dõi;\n- Báo cáo."} <= cells(paper)
    assert "- Nhiệm vụ 12: Rà soát hồ đập: a) Hồ lớn; b) Hồ nhỏ." in sentences(paper)
    assert any("Sản phẩm: Sổ theo dõi; Báo cáo." in line for line in sentences(paper))


@pytest.mark.parametrize(
    ("content", "product", "duty", "products"),
    [
        ("Rà soát hồ đập;", "Báo cáo.", "- Nhiệm vụ 12: Rà soát hồ đập.", "Sản phẩm: Báo cáo."),
        ("Rà soát hồ đập…", "Báo cáo;", "- Nhiệm vụ 12: Rà soát hồ đập…", "Sản phẩm: Báo cáo."),
        ("12. Rà soát hồ đập?", "Sổ, v.v.", "- Nhiệm vụ 12: Rà soát hồ đập?", "Sản phẩm: Sổ, v.v."),
        ("- Rà soát hồ đập.", "- Báo cáo…", "- Nhiệm vụ 12: Rà soát hồ đập.", "Sản phẩm: Báo cáo…"),
        ("Ðào tạo_x000D_", "Báo cáo_x000D_\n", "- Nhiệm vụ 12: Đào tạo.", "Sản phẩm: Báo cáo."),
    ],
)
def test_a_sentence_of_a_draft_has_one_stop(in_full, content, product, duty, products):
    copied_project.set_cell(in_full, "tasks.csv", 11, "Nội dung", content)
    copied_project.set_cell(in_full, "tasks.csv", 11, "Sản phẩm", product)

    paper = drafted(in_full)

    assert duty in sentences(paper)
    assert any(line.endswith(products) for line in sentences(paper))
    assert {plain.repaired(content)[0], plain.repaired(product)[0]} <= cells(paper)


def test_look_alike_letters_of_a_table_are_put_right_and_told(in_full):
    copied_project.set_cell(in_full, "tasks.csv", 11, "Nội dung", "Ðào tạo cán bộ")
    copied_project.set_cell(in_full, "tasks.csv", 11, "Cơ quan chủ trì", "UBND xã Ðồi Mẫu; Ѕở Y tế")

    (told,) = [each for each in journey.check(in_full, SAMPLE) if "trông giống" in each.what]

    assert (told.severity, told.origin.row, told.what[-28:]) == (
        Severity.WARN,
        13,
        "Trong tệp này còn 1 chỗ như vậy."[-28:],
    )
    assert "- Nhiệm vụ 12: Đào tạo cán bộ." in sentences(drafted(in_full, name="ubnd-xa-doi-mau"))


@pytest.mark.parametrize(
    "words",
    [
        "Kết nối dữ liệu của Sở Nội Vụ và Công An tỉnh",
        "Phụ lục III kèm theo. sau đó làm tiếp",
        "kèm theo Nghị Quyết số 5-NQ/TW; Khoản 2 Điều 3; tết Nguyên Đán; Uỷ ban Nhân Dân xã",
        "Nơi nhận: như trên",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hoả tốc",
        "I. MỤC ĐÍCH",
        "QUYẾT ĐỊNH",
        "Điều 5. Thực hiện Quyết Định số 12 ngày 1/1/2026",
        "=1+1; @SUM(A1); + thêm; - bớt",
    ],
)
def test_words_that_the_decree_would_have_written_otherwise_are_printed_as_they_are(project, words):
    rows = copied_project.table(project, "tasks.csv")
    for row in rows:
        row["Nội dung"] = row["Sản phẩm"] = row["Tên mục"] = words
    copied_project.write_table(project, "tasks.csv", rows)
    rows = copied_project.table(project, "results/2026.csv")
    for row in rows:
        row["Khó khăn, vướng mắc"] = row["Đề xuất, kiến nghị"] = f"{words}:\n- một;\n- hai"
    copied_project.write_table(project, "results/2026.csv", rows)

    journey.build(project, SAMPLE, project / "build")

    papers = [*(project / "build").rglob("*.docx")]
    assert len(papers) == len(copied_project.DUE)
    assert all(words in cells(body(path.read_bytes())) for path in papers if "ke_hoach" in path.parts)


# Signs of many scripts, controls, and what people paste; not the braces of templates, which a table may not hold.
ALPHABET = st.characters(codec="utf-8", exclude_characters="{}\ufffd") | st.sampled_from(
    "aàạ ăĂđĐơƯỹ\n\r\t-–•·\uf0b7\uf0d8.;:,…?!()«»“”\u00a0\u00ad\u200b\u2011\u2028\x01\x0b\x1fÐХсﬁＡ\u0301\u031b"
    "<>&\"'=+@12…"
)
TEXTS = st.text(ALPHABET, min_size=1, max_size=40)
COLUMNS = ("Tên phần", "Tên mục", "Nội dung", "Sản phẩm", "Thời gian hoàn thành")


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.tuples(*[TEXTS] * len(COLUMNS)), difficulty=TEXTS)
def test_what_check_accepts_is_built_with_all_its_words(in_full, texts, difficulty):
    rows = copied_project.table(in_full, "tasks.csv")
    rows[11] |= dict(zip(COLUMNS, texts, strict=True))
    for row in rows:  # the titles of a part and a section are those of its first task
        row |= {name: rows[11][name] for name in ("Tên phần",) if row["Phần"] == rows[11]["Phần"]}
    copied_project.write_table(in_full, "tasks.csv", rows)
    results = copied_project.table(in_full, "results/2026.csv")
    results[0]["Khó khăn, vướng mắc"] = difficulty
    copied_project.write_table(in_full, "results/2026.csv", results)

    stops = [each for each in journey.check(in_full, SAMPLE) if each.severity is Severity.STOP]
    if stops:
        with pytest.raises(DataWrong) as wrong:
            drafted(in_full)
        assert [*wrong.value.problems] == stops
        return
    paper = drafted(in_full)
    part, section, content, product, deadline = (plain.repaired(text)[0] for text in texts)
    assert {content, product, deadline} <= cells(paper)  # the section heads its duties in the text
    text = "\n".join(sentences(paper))
    for words in (part, content, product, section, deadline):
        assert set(_words(words)) <= set(_words(text)), words
    report = drafted(in_full, "bao_cao_nam", "2026")
    assert set(_words(plain.repaired(difficulty)[0])) <= set(_words("\n".join(sentences(report))))


def _words(text: str) -> list[str]:
    """Its words, but a number or letter that may be the mark of a list of one."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    return words[1:] if re.match(r"[-–—+*\s]*\(?(?:\w{1,5}|[\d.]+)[.)]\s", text) else words
