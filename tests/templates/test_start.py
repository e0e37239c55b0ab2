"""The frame from which a new kind's template is begun, tried on kinds that nobody has."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import papers
import validity
from copied_project import ROOT
from ntsdocs.decree import check, values
from ntsdocs.docx import outline, package
from ntsdocs.docx.parts import OFFICE, EditableParts, Relation
from ntsdocs.docx.xml import make
from ntsdocs.kinds import KINDS, WITH_TEMPLATE
from ntsdocs.kinds.due import Core, Kind
from ntsdocs.kinds.frame import Addressees, End, Head, TheProvince, Title
from ntsdocs.plan.model import label
from ntsdocs.templates import care, contract, start
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text.problems import TemplateWrong


@dataclass(frozen=True, slots=True)
class Notice:
    top: Head = label("Đầu văn bản")
    heading: Title = label("Tên loại và trích yếu")
    on: date = label("Ngày lập")
    share: Decimal = label("Tỷ lệ")
    bottom: End = label("Cuối văn bản")


@dataclass(frozen=True, slots=True)
class Letter:
    province: TheProvince = label("Tỉnh")
    head: Head = label("Đầu văn bản")
    to: Addressees = label("Nơi nhận")
    end: End = label("Cuối văn bản")


@dataclass(frozen=True, slots=True)
class Bare:
    head: Head = label("Đầu văn bản")
    end: End = label("Cuối văn bản")


OUTLINE = (
    "Thể thức theo Hướng dẫn số 05-HD/VPTW ngày 27/5/2026 của Văn phòng Trung ương Đảng; cơ quan bổ sung tiêu đề, số "
    "và ký hiệu, địa danh, ngày tháng, nơi nhận và chữ ký."
)
HEAD = Head(
    ("UBND TỈNH MẪU",),
    ("SỞ MẪU",),
    1000,
    "Số: 5/TB-SM",
    "Mẫu, ngày 05 tháng 3 năm 2026",
    "Kèm theo Thông báo",
    outline=False,
)
END = End(("GIÁM ĐỐC",), "Nguyễn Văn Mẫu", ("Như trên",), "Lưu: VT.")
TITLE = values.title("Về việc mẫu")
NOTICE = Notice(HEAD, Title("Về việc mẫu", TITLE.indent, TITLE.rule_indent), date(2026, 3, 5), Decimal(1), END)
LETTER = Letter(TheProvince("Mẫu", "UBND tỉnh", city=False, invented=True), HEAD, Addressees("Sở Mẫu", (), ""), END)


def kind(says: type, title: str) -> Kind:
    return Kind("loai_moi", title, says, due=lambda *_: (), why_none=lambda _: "")


NEW = [(kind(Notice, "Thông báo"), NOTICE), (kind(Letter, "Công văn hỏi"), LETTER)]
TEMPLATES = ROOT / "templates"


def frame(each: Kind) -> bytes:
    return start.frame(each, WITH_TEMPLATE, TEMPLATES)


@pytest.mark.parametrize("each", [each for each, _ in NEW])
def test_a_frame_is_a_template_in_good_order(each, tmp_path):
    shutil.copytree(TEMPLATES, tmp_path, dirs_exist_ok=True)
    assert start.begin(each, WITH_TEMPLATE, tmp_path) == tmp_path / "loai_moi.docx"
    care.refresh([*WITH_TEMPLATE, each], tmp_path)
    assert care.check([*WITH_TEMPLATE, each], tmp_path) == []
    assert check.gate((tmp_path / "loai_moi.docx").read_bytes(), template=True) == []


@pytest.mark.parametrize(("each", "says"), NEW)
def test_a_paper_made_from_a_frame_is_sound(each, says):
    paper = CompiledTemplate.load(frame(each), "loai_moi.docx").render(says, Core("A", "B", "C"))
    assert validity.faults(paper) == []


def test_a_frame_reads_as_the_decree_orders_a_paper():
    lines = [line.rpartition(" | ")[2] for line in outline.text(frame(NEW[0][0])).splitlines() if " | " in line]
    told = [line.strip("*/ ") for line in lines if "{%" not in line and line.strip("*/ ")]
    assert told == [
        "[PAGE]",
        values.FOR_REFERENCE,
        OUTLINE,
        "{{ line }}",
        "{{ line }}",
        values.QUOC_HIEU,
        values.TIEU_NGU,
        "{{ top.so_ky_hieu }}",
        "{{ top.date_line }}",
        "THÔNG BÁO",
        "{{ heading.trich_yeu }}",
        "(Căn cứ, mục đích: gõ lời văn của mẫu thay cho dòng này.)",
        "I. ……",
        "……./.",
        "Nơi nhận:",
        "- {{ line }};",
        "- {{ bottom.luu }}",
        "{{ line }}",
        "{{ bottom.signer }}",
        "⟦own:ky:ho_ten, «Họ tên người ký», chờ điền⟧**……**⟦/⟧",
    ]


def test_a_frame_says_nothing_of_a_plan():
    for each, _ in NEW:
        words = package.read(frame(each))["word/document.xml"].decode().lower()
        assert "kế hoạch" not in words
        assert "nhiệm vụ" not in words
        assert "plan" not in words


def only(folder: Path, *names: str) -> Path:
    """The folder with these templates alone."""
    for name in names:
        shutil.copy(TEMPLATES / f"{name}.docx", folder)
    return folder


@pytest.mark.parametrize("each", KINDS, ids=lambda each: each.name)
def test_a_template_that_was_moved_away_is_begun_from_the_others(each, tmp_path):
    others = [other.name for other in WITH_TEMPLATE if other is not each]
    begun = start.begin(each, WITH_TEMPLATE, only(tmp_path, *others))
    assert contract.check(begun, each.says) == []
    assert check.gate(begun.read_bytes(), template=True) == []
    files = [(tmp_path / f"{other}.docx").read_bytes() for other in others]
    sentences = {text for file in files for text in papers.paragraphs(file) if len(text.split()) > 15}
    assert sentences
    has_head = "head" in each.says.__dataclass_fields__
    assert sentences & {*papers.paragraphs(begun.read_bytes())} == ({OUTLINE} if has_head else set())


def test_properties_of_a_frame_are_placeholders_alone():
    core = package.read(frame(NEW[0][0]))["docProps/core.xml"].decode()
    assert re.findall(r">([^<]+)</", core) == ["{{ core.title }}", "{{ core.subject }}", "{{ core.agency }}", "vi-VN"]


def test_a_letter_begun_from_a_titled_template_has_its_trich_yeu(tmp_path):
    lines = papers.paragraphs(start.frame(kind(Bare, "Công văn"), WITH_TEMPLATE, only(tmp_path, "bao_cao_nam")))
    assert lines.count(f"V/v {values.OPEN}") == 1
    assert "BÁO CÁO" not in lines


@pytest.mark.parametrize("names", [(), ("ke_hoach",), ("cong_van_trien_khai",)])
def test_a_frame_is_refused_where_no_template_has_its_parts(names, tmp_path):
    with pytest.raises(TemplateWrong, match="không có mẫu nào mà khung của «Thông báo» lấy được"):
        start.begin(NEW[0][0], WITH_TEMPLATE, only(tmp_path, *names))
    assert not (tmp_path / "loai_moi.docx").exists()


def test_a_template_with_comments_begins_no_other(tmp_path):
    only(tmp_path, "cong_van_trien_khai", "cong_van_don_doc")
    file = EditableParts((tmp_path / "cong_van_trien_khai.docx").read_bytes())
    file.add("word/comments.xml", make("comments"), "application/xml")
    file.relate(file.main, Relation(f"{OFFICE}/comments", "word/comments.xml"))
    (tmp_path / "cong_van_trien_khai.docx").write_bytes(file.written())
    assert "word/comments.xml" not in package.read(start.frame(NEW[1][0], WITH_TEMPLATE, tmp_path))


def test_a_template_is_never_written_over(tmp_path):
    shutil.copytree(TEMPLATES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "loai_moi.docx").write_bytes(b"cua toi")
    with pytest.raises(TemplateWrong, match="đã có mẫu của «Thông báo»; không ghi đè"):
        start.begin(NEW[0][0], WITH_TEMPLATE, tmp_path)
    assert (tmp_path / "loai_moi.docx").read_bytes() == b"cua toi"
