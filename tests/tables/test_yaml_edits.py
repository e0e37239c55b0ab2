"""A YAML file is changed in places: its comments, its order, its quotes and every other line stay."""

from __future__ import annotations

import pytest

from ntsdocs.tables.yaml_edits import EditedYaml, text_of
from ntsdocs.text.problems import DataWrong

FILE = """\
# Đầu tệp.
on: 2025-01-20

document:
  kind: Kế hoạch   # tên loại
  number: "01/KH-UBND"
  trich_yeu: >-
    một dòng dài
    và dòng tiếp

# Căn cứ.
bases:
  - kind: Nghị quyết
    number: 07

# Thường trực.
standing: so-y-te
recipients: [Như trên, "Sở A, Sở B"]
# Hết.
"""


@pytest.fixture
def edited(tmp_path):
    def edited(text: str, values: dict, comments: dict | None = None):
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        file = EditedYaml(path, tmp_path)
        return [*file.put(values, comments or {})], file.text()

    return edited


def test_a_value_is_changed_and_every_other_line_stays(edited):
    changes, text = edited(FILE, {"document": {"kind": "Kế hoạch", "number": "02/KH-UBND", "trich_yeu": ""}})
    assert changes == [("document.number", "01/KH-UBND", "02/KH-UBND")]
    assert text == FILE.replace("01/KH-UBND", "02/KH-UBND")


def test_blanks_and_what_differs_in_blanks_only_change_nothing(edited):
    values = {"on": "", "document": {"trich_yeu": "một dòng  dài và dòng\ntiếp"}, "bases": [{"number": "07"}]}
    assert edited(FILE, values) == ([], FILE)


def test_what_is_added_to_a_list_stands_above_the_comment_of_the_next_block(edited):
    values = {"bases": [{"kind": "Nghị quyết", "number": "07"}, {"kind": "Kế hoạch", "number": "02/KH"}]}
    changes, text = edited(FILE, values)
    assert changes == [("bases[2].kind", "", "Kế hoạch"), ("bases[2].number", "", "02/KH")]
    added = '    number: 07\n  - kind: "Kế hoạch"\n    number: "02/KH"\n\n# Thường trực.\n'
    assert text == FILE.replace("    number: 07\n\n# Thường trực.\n", added)


def test_a_new_name_at_the_top_gets_its_comment(edited):
    changes, text = edited(FILE, {"funding": "ngân sách"}, {"funding": "Tiền."})
    assert changes == [("funding", "", "ngân sách")]
    assert text == FILE.replace("# Hết.\n", '\n# Tiền.\nfunding: "ngân sách"\n# Hết.\n')


def test_a_list_that_is_not_indented_stays_so(edited):
    text = "bases:\n- kind: a\n- kind: b\n"
    assert edited(text, {"bases": [{"kind": "c"}]})[1] == text.replace("kind: a", "kind: c")


def test_a_file_from_windows_is_read_and_lines_end_alike(edited):
    assert edited(FILE.replace("\n", "\r\n"), {"standing": "so-noi-vu"})[1] == FILE.replace("so-y-te", "so-noi-vu")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('on: 2025-01-20\ndocument: "mở\n', 3),
        ("on: 2025-01-20\nstanding: a\non: 2025-01-21\n", 3),
        ("a: *b\n", 1),
        ("- a\n- b\n", None),
        ("chữ\n", None),
    ],
)
def test_a_file_that_cannot_be_changed_is_told_at_its_line(edited, text, row):
    with pytest.raises(DataWrong) as told:
        edited(text, {"on": "2025-01-20"})
    assert [(problem.origin.file, problem.origin.row) for problem in told.value.problems] == [("plan.yaml", row)]


def test_an_empty_file_gets_the_values(edited):
    assert edited("# Chưa ghi gì.\n", {"on": "2025-01-20"}, {"on": ""})[1].endswith("on: 2025-01-20\n")


def test_values_are_written_in_the_order_given_and_quoted_where_they_could_be_misread():
    values = {"a": "2025-01-20", "b": 'no: \\ "x"\n', "c": [], "d": ["Như trên"], "e": [{"f": "01", "g": "so-y-te"}]}
    assert text_of(values) == (
        'a: 2025-01-20\nb: "no: \\\\ \\"x\\"\\n"\nc: []\nd: ["Như trên"]\ne:\n  - f: "01"\n    g: so-y-te\n'
    )
