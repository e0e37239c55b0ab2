"""The frame from which a new kind's template is begun, tried on kinds that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

import validity
from ntsdocs.decree import check, values
from ntsdocs.docx import outline, package
from ntsdocs.kinds.due import Core, Kind
from ntsdocs.kinds.frame import Addressees, End, Head, TheProvince, Title
from ntsdocs.plan.model import label
from ntsdocs.templates import care, start
from ntsdocs.templates.render import Compiled
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


HEAD = Head(("UBND TỈNH MẪU",), ("SỞ MẪU",), 1000, "Số: 5/TB-SM", "Mẫu, ngày 05 tháng 3 năm 2026", "Kèm theo Thông báo")
END = End(("GIÁM ĐỐC",), "Nguyễn Văn Mẫu", ("Như trên",), "Lưu: VT.")
TITLE = values.title("Về việc mẫu")
NOTICE = Notice(HEAD, Title("Về việc mẫu", TITLE.indent, TITLE.rule_indent), date(2026, 3, 5), Decimal(1), END)
LETTER = Letter(TheProvince("Mẫu", "UBND tỉnh", invented=True), HEAD, Addressees("Sở Mẫu", (), ""), END)


def kind(says: type, title: str) -> Kind:
    return Kind("loai_moi", title, says, due=lambda *_: (), why_none=lambda _: "")


KINDS = [(kind(Notice, "Thông báo"), NOTICE), (kind(Letter, "Công văn hỏi"), LETTER)]


@pytest.mark.parametrize("each", [each for each, _ in KINDS])
def test_a_frame_is_a_template_in_good_order(each, tmp_path):
    assert start.begin(each, tmp_path) == tmp_path / "loai_moi.docx"
    care.refresh([each], tmp_path)
    assert care.check([each], tmp_path) == []
    assert check.gate((tmp_path / "loai_moi.docx").read_bytes(), template=True) == []


@pytest.mark.parametrize(("each", "says"), KINDS)
def test_a_paper_made_from_a_frame_is_sound(each, says):
    paper = Compiled.load(start.frame(each), "loai_moi.docx").render(says, Core("A", "B", "C"))
    assert validity.faults(paper) == []


def test_a_frame_reads_as_the_decree_orders_a_paper():
    lines = [line.rpartition(" | ")[2] for line in outline.text(start.frame(KINDS[0][0])).splitlines() if " | " in line]
    told = [line.strip("*/ ") for line in lines if "{%" not in line and line.strip("*/ ")]
    assert told == [
        "[PAGE]",
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
    for each, _ in KINDS:
        words = package.read(start.frame(each))["word/document.xml"].decode().lower()
        assert "kế hoạch" not in words
        assert "nhiệm vụ" not in words
        assert "plan" not in words


def test_a_template_is_never_written_over(tmp_path):
    (tmp_path / "loai_moi.docx").write_bytes(b"cua toi")
    with pytest.raises(TemplateWrong, match="đã có mẫu của «Thông báo»; không ghi đè"):
        start.begin(KINDS[0][0], tmp_path)
    assert (tmp_path / "loai_moi.docx").read_bytes() == b"cua toi"
