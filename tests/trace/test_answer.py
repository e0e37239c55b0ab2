"""From words of a paper back to the cell, the ruling and the paragraph of the template they come from."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

import copied_project as project
import review_oracle as oracle
from copied_project import PLAN
from ntsdocs.build.journey import build, prepare, template_of
from ntsdocs.diff.releases import release
from ntsdocs.docx.outline import lines_of_paragraphs
from ntsdocs.kinds import KINDS, WITH_TEMPLATE
from ntsdocs.plan import reading
from ntsdocs.templates import render
from ntsdocs.templates.care import refresh
from ntsdocs.text.problems import DataWrong
from ntsdocs.trace.answer import answer
from ntsdocs.trace.values import trace_paragraphs

W = oracle.W
DRAFT = "ke_hoach/so-y-te.docx"
REPORT = "bao_cao_nam/2026/bao-cao-nam-2026.docx"

ROLES = "vai trò (cột chủ trì, phối hợp của tasks.csv)"

Ask = Callable[..., list[str]]


@pytest.fixture
def ask(first: Path) -> Ask:
    def asked(words: str, path: str = DRAFT) -> list[str]:
        return [line.strip() for line in answer(first, PLAN, first / "build" / path, words, first / "build")]

    return asked


def test_a_deadline_leads_to_its_cell_its_placeholder_and_the_reason_for_the_task(first: Path, ask: Ask) -> None:
    plan = reading.read(first / "data" / PLAN, first).plan_or_stop()
    task = next(each for each in plan.tasks if each.number == 3)
    told = ask(task.deadline.words)

    cell = f"lấy ở nhiệm vụ 3, cột «Thời gian hoàn thành»: «{task.deadline.words}» ({task.origin})"
    assert cell in told
    assert any(line.startswith(f"«{task.deadline.words}»: ô «{{{{ task.deadline }}}}»") for line in told)
    assert "Vì sao có nhiệm vụ 3:" in told
    assert any(line.startswith("Quyết định ") for line in told)


def test_words_of_the_template_lead_to_its_paragraph_and_its_outline(ask: Ask) -> None:
    outline = (project.ROOT / "templates" / "ke_hoach.txt").read_text(encoding="utf-8").splitlines()
    told = ask("I. MỤC ĐÍCH, YÊU CẦU")

    (line,) = [number for number, text in enumerate(outline, 1) if "I. MỤC ĐÍCH, YÊU CẦU" in text]
    assert any(each.startswith("Chữ của mẫu: templates/ke_hoach.docx, đoạn ") for each in told)
    assert any(f"(dòng {line} của bản chữ .txt)" in each for each in told)


def test_a_worked_out_number_is_said_to_be_one(ask: Ask) -> None:
    counted = ask("05 nhiệm vụ nêu tại")
    assert any("lead_count" in line for line in counted)
    at = counted.index("được tính ra, không chép nguyên từ một ô nào; thay đổi theo:")
    assert counted[at + 1] == ROLES


def sources(told: list[str]) -> list[str]:
    """What is said of cells, without the excerpts' places in files."""
    return [line for line in told if line.startswith(("lấy ở", "được tính ra", "không chép"))]


def test_a_deadline_that_several_tasks_have_is_told_of_its_own_task(ask: Ask) -> None:
    tasks = "data/tinh-mau/01-kh-ubnd/tasks.csv"
    second = f"lấy ở nhiệm vụ 2, cột «Thời gian hoàn thành»: «Thường xuyên» ({tasks}, dòng 3)"
    sixth = f"lấy ở nhiệm vụ 6, cột «Thời gian hoàn thành»: «Thường xuyên» ({tasks}, dòng 7)"
    assert sources(ask("Thường xuyên")) == [second, sixth]


def test_a_trich_yeu_is_told_of_all_the_cells_it_is_made_of_the_longest_first(ask: Ask) -> None:
    told = ask("Triển khai Chiến lược mẫu")
    assert [line.partition(": ")[0] for line in sources(told)] == [
        "lấy ở Kế hoạch, mục «subject»",
        "lấy ở cơ quan Sở Y tế (so-y-te), cột «Tên đầy đủ»",
    ]
    assert sources(ask("Kết quả thực hiện năm 2026 Kế hoạch số", REPORT)) == [
        "lấy ở tỉnh, mục «committee_short»: «UBND tỉnh Mẫu» (data/tinh-mau/province.yaml)",
        "lấy ở Kế hoạch, mục «document.issued»: «20/01/2025» (data/tinh-mau/01-kh-ubnd/plan.yaml)",
        "lấy ở Kế hoạch, mục «document.number»: «01/KH-UBND» (data/tinh-mau/01-kh-ubnd/plan.yaml)",
        "lấy ở Kế hoạch, mục «document.kind»: «Kế hoạch» (data/tinh-mau/01-kh-ubnd/plan.yaml)",
    ]


def test_a_name_that_many_cells_say_is_told_of_the_cell_that_decides_it(ask: Ask) -> None:
    assert [line.partition(": ")[0] for line in sources(ask("Công an tỉnh", REPORT))] == [
        "lấy ở cơ quan Công an tỉnh (cong-an-tinh), cột «Tên gọi»",
        "lấy ở Kế hoạch, mục «plans_owed.through»",
        "lấy ở Kế hoạch, mục «plans_owed.to»",
        "lấy ở cơ quan Công an tỉnh (cong-an-tinh), cột «Tên gọi»",
        "lấy ở kết quả nhiệm vụ 5 của Công an tỉnh, 24/3/2026, cột «Số, ký hiệu»",
        "lấy ở kết quả nhiệm vụ 5 của Công an tỉnh, 24/3/2026, cột «Ngày»",
        "lấy ở kết quả nhiệm vụ 5 của Công an tỉnh, 24/3/2026, cột «Sản phẩm đã có»",
        "lấy ở cơ quan Công an tỉnh (cong-an-tinh), cột «Tên gọi»",
        "lấy ở nơi ban hành bao_cao_nam, mục «recipients»",
        "lấy ở nhiệm vụ 5, cột «Cơ quan chủ trì»",
        "lấy ở cơ quan Công an tỉnh (cong-an-tinh), cột «Tên gọi»",
        "lấy ở kết quả nhiệm vụ 5 của Công an tỉnh, 24/3/2026, cột «Số, ký hiệu»",
        "lấy ở kết quả nhiệm vụ 5 của Công an tỉnh, 24/3/2026, cột «Sản phẩm đã có»",
        "lấy ở nhiệm vụ 16, cột «Cơ quan chủ trì»",
        "lấy ở cơ quan Công an tỉnh (cong-an-tinh), cột «Tên gọi»",
    ]


def test_a_name_that_is_no_longer_borne_is_told_of_the_table_of_former_names(tmp_path: Path) -> None:
    root = project.copied(tmp_path)
    heading = "Mã cơ quan,Đến trước ngày,Tên đầy đủ,Tên gọi,Tên trên tiêu đề,Chức danh người đứng đầu,Nguồn"
    row = "so-y-te,01/01/2030,Sở Sức khỏe tỉnh Mẫu,Sở Sức khỏe,,,giả định"
    former = root / "data" / "tinh-mau" / "former-names.csv"
    former.write_text(f"{heading}\n{row}\n", encoding="utf-8", newline="\n")
    build(root, PLAN, root / "build")

    def asked(words: str) -> list[str]:
        told = answer(root, PLAN, root / "build" / DRAFT, words, root / "build")
        return sources([line.strip() for line in told])

    old = "tên cũ của cơ quan Sở Sức khỏe (so-y-te), cột «Tên đầy đủ»: «Sở Sức khỏe tỉnh Mẫu»"
    assert asked("Sở Sức khỏe tỉnh Mẫu xây dựng Kế hoạch") == [f"lấy ở {old} (data/tinh-mau/former-names.csv, dòng 2)"]
    place = "data/tinh-mau/agencies.csv, dòng 4"
    assert asked("GIÁM ĐỐC") == [
        f"lấy ở cơ quan Sở Sức khỏe (so-y-te), cột «Chức danh người đứng đầu»: «Giám đốc» ({place})"
    ]


def test_words_that_cross_from_the_template_into_values_are_told_of_both(ask: Ask) -> None:
    outline = (project.ROOT / "templates" / "ke_hoach.txt").read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, text in enumerate(outline, 1) if "{{ lead_count|count }} nhiệm vụ nêu tại" in text]
    told = ask("Sở Y tế chủ trì 05 nhiệm vụ nêu tại")
    assert told[2:10] == [
        "1. «Sở Y tế chủ trì 05 nhiệm vụ nêu tại Phụ lục I, theo số thứ tự của Kế hoạch …»",
        "«Sở Y tế»: ô «{{ who.short }}» (Tên gọi của cơ quan) của mẫu templates/ke_hoach.docx, đoạn 22.",
        "lấy ở cơ quan Sở Y tế (so-y-te), cột «Tên gọi»: «Sở Y tế» (data/tinh-mau/agencies.csv, dòng 4)",
        "«5»: ô «{{ lead_count }}» (Số nhiệm vụ chủ trì) của mẫu templates/ke_hoach.docx, đoạn 22.",
        "được tính ra, không chép nguyên từ một ô nào; thay đổi theo:",
        ROLES,
        f"Chữ của mẫu: templates/ke_hoach.docx, đoạn 22 (dòng {line} của bản chữ .txt).",
    ]


def test_a_figure_of_the_report_tells_the_rows_that_it_counts(ask: Ask) -> None:
    told = ask("54 lượt", REPORT)
    at = next(number for number, line in enumerate(told) if line.startswith("«54»: ô «{{ duties.total.number }}»"))
    assert told[at + 1].startswith("đếm 16 nhiệm vụ, 54 lượt, 14 cơ quan: Hoàn thành 19, ")
    assert re.fullmatch(r".+, nhiệm vụ [0-9]+: .+ \(data/.+\.csv, dòng [0-9]+\)", told[at + 2])
    assert told[at + 2 + 12] == "… và 42 dòng khác, xem đủ bằng «invoke passport»."
    assert not any("thay đổi theo" in line for line in told)


def test_words_of_a_line_that_are_worked_out_tell_the_figures_of_that_line(ask: Ask) -> None:
    told = ask("+1", REPORT)
    at = told.index("được tính ra, cùng các con số của dòng hay biểu đồ này:")
    assert told[at + 1 : at + 3] == [
        "Kỳ này: 2 – đếm 02 nhiệm vụ, 02 lượt, 02 cơ quan: Hoàn thành 2",
        "Kỳ trước: 1 – đếm 01 nhiệm vụ, 01 lượt, 01 cơ quan: Hoàn thành 1",
    ]


def test_the_title_of_a_chart_leads_to_its_figures(ask: Ask) -> None:
    told = ask("Nhiệm vụ theo mục và tình trạng", REPORT)
    assert "Hoàn thành trong hạn, I.b: 1 – đếm 01 nhiệm vụ, 01 lượt, 01 cơ quan: Hoàn thành 1" in told
    assert any(line.endswith("con số khác, xem đủ bằng «invoke passport».") for line in told)


def test_the_days_of_a_period_of_its_own_are_told_of_the_editions_table(ask: Ask) -> None:
    report = "bao_cao_nam/2025/bao-cao-nam-2025.docx"
    place = f"data/{PLAN}/editions.csv, dòng 4"
    assert sources(ask("đến ngày 14/12/2025) như sau", report)) == [
        f"lấy ở Báo cáo năm 2025, cột «Kỳ đến ngày»: «14/12/2025» ({place})"
    ]
    told = ask("đến ngày 14/12/2025 đã hoàn thành", report)
    assert {"ngày của đợt (editions.csv)", "kỳ của đợt (editions.csv)"} <= {*told}


def test_working_days_are_told_of_days_off_and_of_the_deadline(tmp_path: Path) -> None:
    # The plan's date is 14/12/2026; between lies a Saturday that is worked.
    root = project.copied(tmp_path)
    holidays = root / "data" / "law" / "holidays.csv"
    rows = holidays.read_text(encoding="utf-8").rstrip("\n")
    holidays.write_text(f"{rows}\n28/11/2026,Làm bù,làm bù,giả định\n", encoding="utf-8", newline="\n")
    project.set_cell(root, "tasks.csv", 7, "Thời gian hoàn thành", "Trước 16/11/2026")
    build(root, PLAN, root / "build")
    path = "cong_van_don_doc/dot-2/so-nong-nghiep-tai-nguyen-bien-va-bien-doi-khi-hau.docx"
    told = [line.strip() for line in answer(root, PLAN, root / "build" / path, "21 ngày làm việc", root / "build")]
    start = "được tính ra, không chép nguyên từ một ô nào; thay đổi theo:"
    at = max(place for place, line in enumerate(told) if line == start)  # in the table, after the sentence
    assert told[at + 1 : at + 4] == [
        "thời gian hoàn thành (tasks.csv): nhiệm vụ 8",
        "ngày của đợt (editions.csv)",
        "ngày nghỉ, ngày làm bù (holidays.csv)",
    ]


def test_days_are_told_of_what_they_are_counted_from(ask: Ask) -> None:
    told = ask("21/12/2026", "cong_van_don_doc/dot-2/thanh-tra-tinh.docx")
    assert told[-2:] == ["ngày của đợt (editions.csv)", "mục của plan.yaml: reminder_workdays"]
    told = ask("31/5/2026", "cong_van_don_doc/dot-2/so-y-te.docx")
    assert "thời gian hoàn thành (tasks.csv): nhiệm vụ 12" in told


def test_a_date_is_not_told_of_a_cell_that_only_has_the_same_year(ask: Ask) -> None:
    told = ask("15/12/2025", REPORT)
    at = told.index("được tính ra, không chép nguyên từ một ô nào; thay đổi theo:")
    assert told[at - 1].startswith("«15/12/2025»: ô «{{ period_from }}»")
    assert told[at + 1] == "mục của plan.yaml: period_ends"


def test_the_first_ten_of_many_places_are_told(ask: Ask) -> None:
    told = ask("Kế hoạch")
    places = int(told[0].removeprefix("ke_hoach/so-y-te.docx: «Kế hoạch» có ở ").removesuffix(" chỗ."))
    assert places > 10
    assert [line[:4] for line in told if line[:1].isdigit()][-1] == "10. "
    assert f"… và {places - 10} chỗ nữa." in told


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_each_paragraph_of_a_template_has_its_own_line_of_the_outline(kind: str) -> None:
    data = (project.ROOT / "templates" / f"{kind}.docx").read_bytes()
    shown = (project.ROOT / "templates" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    lines = lines_of_paragraphs(data)
    body = etree.fromstring(oracle.parts(data)["word/document.xml"])
    paragraphs = dict(enumerate(body.iter(f"{W}p")))
    told = {number: lines["word/document.xml", number] for number in paragraphs}

    assert list(told.values()) == sorted(set(told.values()))
    for number, paragraph in paragraphs.items():
        for words in re.split(r"\{.*?\}+|…+", _text(paragraph)):
            assert words.strip().replace("\u00a0", "⍽") in re.sub(r"\*\*|//|⟦.*?⟧", "", shown[told[number] - 1])
    assert all("[PAGE]" in shown[line - 1] for (part, _), line in lines.items() if "header" in part)


def test_words_in_a_header_are_told_to_be_the_templates(tmp_path: Path) -> None:
    root = project.copied(tmp_path)
    path = root / "templates" / "ke_hoach.docx"
    path.write_bytes(_with_header(path.read_bytes(), "Trang số "))
    refresh(WITH_TEMPLATE, root / "templates")
    build(root, PLAN, root / "build")

    told = answer(root, PLAN, root / "build" / DRAFT, "Trang số", root / "build")

    where = r"đầu trang \(mọi phần\), đoạn 1 \(dòng [0-9]+ của bản chữ \.txt\)"
    assert re.fullmatch(rf"   Chữ của mẫu: templates/ke_hoach\.docx, {where}\.", told[3])


def _with_header(docx: bytes, words: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if re.fullmatch(r"word/header[0-9]*\.xml", info.filename):
                data = data.replace(b"</w:pPr>", f"</w:pPr><w:r><w:t>{words}</w:t></w:r>".encode(), 1)
            target.writestr(info.filename, data)
    return made.getvalue()


def test_words_may_be_typed_without_diacritics_and_with_other_blanks(ask: Ask) -> None:
    assert ask("i. muc dich,  yeu cau")[0] == "ke_hoach/so-y-te.docx: «i. muc dich,  yeu cau» có ở 1 chỗ."


def test_words_that_somebody_wrote_are_told_with_whose_they_are_and_where(first: Path, tmp_path: Path) -> None:
    file = tmp_path / "so-y-te.docx"
    file.write_bytes(project.with_words((first / "build" / DRAFT).read_bytes(), "MỤC ĐÍCH", "MỤC TIÊU LỚN"))

    head, told = answer(first, PLAN, file, "MỤC TIÊU LỚN", first / "build")
    assert head == f"{DRAFT}: «MỤC TIÊU LỚN» không phải chữ của ta."
    assert told.startswith("Chữ của Sở Y tế, sửa chữ (đoạn 6)")
    assert told.endswith(": «I. MỤC TIÊU LỚN, YÊU CẦU».")
    edited = "tệp đã sửa tay, hoặc do một lần dựng không còn giữ ở đây làm ra"
    gone = answer(first, PLAN, file, "MỤC ĐÍCH, YÊU CẦU", first / "build")
    assert gone[1] == f"Chú ý: {edited}; chữ này không có trong tệp. Dưới đây là bản dựng từ dữ liệu hiện nay."


def test_words_that_an_agency_filled_in_are_told_with_their_place(first: Path, tmp_path: Path) -> None:
    document = Document(str(first / "build" / DRAFT))
    control = next(each for each in document.element.body.iter(qn("w:sdt")) if "own:task:3:tien_do" in tag_of(each))
    next(control.iter(qn("w:t"))).text = "Trước ngày 30/11/2026"
    document.save(str(tmp_path / "gui-lai.docx"))

    told = answer(first, PLAN, tmp_path / "gui-lai.docx", "30/11/2026", first / "build")
    assert told[1].startswith("Chữ của Sở Y tế, điền ở ô «Tiến độ nội bộ», nhiệm vụ 3 (bảng 4, hàng 3, cột 8)")
    assert told[1].endswith("; đọc theo nhãn.")


def tag_of(control: object) -> str:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def refusal(root: Path, file: Path, words: str) -> list[str]:
    with pytest.raises(DataWrong) as refused:
        answer(root, PLAN, file, words, root / "build")
    return [line.strip() for line in str(refused.value).splitlines()]


def test_an_edited_file_in_its_place_is_said_to_be_edited(root: Path) -> None:
    file = root / "build" / DRAFT
    file.write_bytes(project.with_words(file.read_bytes(), "MỤC ĐÍCH", "MỤC TIÊU LỚN"))

    told = answer(root, PLAN, file, "MỤC ĐÍCH, YÊU CẦU", root / "build")
    assert told[1].startswith("Chú ý: tệp đã sửa tay sau khi dựng;")


def test_a_file_that_is_older_than_the_data_is_said_to_be_sound(root: Path) -> None:
    file = root / "build" / DRAFT
    project.set_cell(root, "tasks.csv", 2, "Nội dung", "Việc mới đặt ra")

    changed = f"data/{PLAN}/tasks.csv đã đổi từ lần dựng"
    state = f"tệp nguyên vẹn, do lần dựng ngày 14/12/2026 làm ra từ dữ liệu, mẫu khác hiện nay ({changed})"
    told = refusal(root, file, "Phổ biến pháp luật liên quan lĩnh vực")
    assert told[0].endswith(f"({DRAFT}): {state}.")
    assert told[1] == "Sửa: xem sẽ khác gì bằng «invoke plan», dựng lại bằng «invoke build», rồi hỏi trên tệp mới."
    new = answer(root, PLAN, file, "Việc mới đặt ra", root / "build")
    assert new[1] == f"Chú ý: {state}; chữ này không có trong tệp. Dưới đây là bản dựng từ dữ liệu hiện nay."


def test_a_released_file_is_said_to_be_sound_and_of_which_release(root: Path) -> None:
    kept = release(root, PLAN, root / "build", "2026-quy-2")
    project.set_cell(root, "tasks.csv", 2, "Nội dung", "Việc mới đặt ra")
    build(root, PLAN, root / "build")

    told = refusal(root, kept / DRAFT, "Phổ biến pháp luật liên quan lĩnh vực")
    changed = f"data/{PLAN}/tasks.csv đã đổi từ lần dựng"
    whose = f"do bản phát hành 2026-quy-2 (ngày 14/12/2026) làm ra từ dữ liệu, mẫu khác hiện nay ({changed})"
    assert told[0].endswith(f"({DRAFT}): tệp nguyên vẹn, {whose}.")
    compared = "xem đã khác gì bằng «invoke diff --base 2026-quy-2», rồi hỏi trên tệp dựng từ dữ liệu hiện nay."
    assert told[1] == f"Sửa: {compared}"


@pytest.mark.parametrize("words", ["không có câu này", "", "   ", "((", "<w:t>"])
def test_words_that_are_not_there_are_told(words: str, ask: Ask) -> None:
    with pytest.raises(DataWrong, match="không có chữ"):
        ask(words)


def test_a_file_that_is_no_paper_of_the_plan_is_told(first: Path, tmp_path: Path) -> None:
    (tmp_path / "la.docx").write_bytes(b"PK")
    with pytest.raises(DataWrong, match="không phải văn bản của Kế hoạch"):
        answer(first, PLAN, tmp_path / "la.docx", "a", first / "build")
    with pytest.raises(DataWrong, match="không đọc được tệp"):
        answer(first, PLAN, tmp_path / "khong-co.docx", "a", first / "build")


def test_every_word_of_every_paper_is_traced_as_it_is_written(first: Path) -> None:
    drawing, _ = prepare(first, PLAN).drawing()
    for drawn in drawing:
        data = template_of(first, drawn.draft.id.kind).read_bytes()
        name = f"templates/{drawn.draft.id.kind}.docx"
        paper = render.CompiledTemplate.load(data, name).render(drawn.draft.says, drawn.draft.core)
        mine = list(trace_paragraphs(drawn.draft, data, name))
        theirs = [_text(each) for each in etree.fromstring(oracle.parts(paper)["word/document.xml"]).iter(f"{W}p")]
        assert [each.text for each in mine][: len(theirs)] == theirs
        assert all(len(each.text) == len(each.sources) == len(each.tags) for each in mine)
        assert all(each.place for each in mine)


def _text(paragraph: etree._Element) -> str:
    found = (each for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br") if each.getparent().tag == f"{W}r")
    return "".join((each.text or "") if each.tag == f"{W}t" else " " for each in found)


def test_asking_writes_nothing(first: Path, ask: Ask) -> None:
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    ask("MỤC ĐÍCH")
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == before


def test_hostile_cells_are_traced_as_text(tmp_path: Path) -> None:
    root = project.copied(tmp_path)
    project.set_cell(root, "tasks.csv", 2, "Nội dung", "<!--nts-value:0--> & «x» <script>")
    build(root, PLAN, root / "build")
    shutil.rmtree(root / "build" / "cong_van_don_doc", ignore_errors=True)

    told = answer(root, PLAN, root / "build" / DRAFT, "<!--nts-value:0--> & «x» <script>", root / "build")

    assert any("lấy ở nhiệm vụ 3, cột «Nội dung»" in line for line in told)
