"""What a person says of columns whose headings are not understood, and what they are asked to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ntsdocs.intake import headings
from ntsdocs.intake.headings import BOTH, NOTHING, Columns, Names
from ntsdocs.intake.task_file import LABELS
from ntsdocs.intake.task_rows import TaskTables
from ntsdocs.intake.tree import Note
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.vn import fold, upper_first

OPTION = "--columns"
_WORDS = {"content": "nội dung", "lead": "chủ trì", "coordinate": "phối hợp", BOTH: "chủ trì và phối hợp"}
_WORDS |= {"deadline": "thời hạn", "product": "sản phẩm", "number": "số", NOTHING: "bỏ"}
_SHOWN = 12  # tables of a refusal


def of_option(text: str) -> Names:
    """The fields of «Hạng mục triển khai=nội dung; Đơn vị=chủ trì»; `DataWrong` for what is none."""
    names, problems = {}, []
    for part in (part.strip() for part in text.split(";") if part.strip()):
        label, _, word = (each.strip() for each in part.rpartition("="))
        guess = headings.field_of(word)
        field = word if word in _WORDS else (guess.field or NOTHING) if guess else NOTHING if fold(word) == "bo" else ""
        if label and field:
            names[fold(label)] = field
        else:
            words = ", ".join(_WORDS.values())
            remedy = f"ghi như «Tên cột=nội dung», cách nhau bằng «;»; sau dấu «=» là một trong: {words}."
            problems.append(Problem(Origin(OPTION), f"không hiểu «{part}».", remedy))
    if problems:
        raise DataWrong(problems)
    return names


def unmet(names: Names, tables: TaskTables) -> list[Problem]:
    """A problem for each column that is named and stands in no table."""
    headed = (*tables.columns, *tables.passed)
    labels = list(dict.fromkeys(label for _, columns in headed for label in columns.labels if label))
    known = {fold(part) for label in labels for part in (label, *label.split(" / "))}
    remedy = f"ghi đúng một trong các cột: {', '.join(f'«{label}»' for label in labels[:40])}."
    return [
        Problem(Origin(OPTION), f"không có bảng nào có cột «{label}».", remedy) for label in names if label not in known
    ]


def described(columns: Columns) -> str:
    """What each column is taken for."""
    fields = [f"«{columns.labels[at[0]]}» là {_label(name)}" for name, at in columns.fields.items()]
    fields += [f"«{columns.labels[columns.group]}» là tên nhóm"] if columns.group is not None else []
    guessed = [f"«{columns.labels[columns.fields[name][0]]}» đoán theo chữ trong cột" for name in columns.guessed]
    extra = [f"«{label}» giữ nguyên là cột thêm" for label, _ in columns.extras]
    return "; ".join((*fields, *guessed, *extra))


def passed_over(tables: TaskTables) -> Iterator[str]:
    """A line for each table with a heading that was not read, and why."""
    for place, columns in _worth_telling(tables.passed)[:_SHOWN]:
        shown = {} if columns.lacks.startswith(headings.OTHER) else columns.fields
        named = "; ".join(f"«{columns.labels[at[0]]}» là {_label(name)}" for name, at in shown.items())
        yield f"{upper_first(place)}, không đọc: {columns.lacks}" + (f"; hiểu {named}" if named else "") + "."


def refusal(source: Path, plan_id: str, tables: TaskTables, notes: Sequence[Note] = ()) -> Problem:
    """Why the file has no tasks: its tables and what they lack, what was told of it, and the command that helps."""
    what = "không thấy bảng nhiệm vụ, cũng không thấy đoạn văn nào có «Chủ trì:», «Thời gian:»."
    what = "\n    ".join((what, *passed_over(tables), *(f"{upper_first(note.what)} ({note.place})." for note in notes)))
    remedy = "xem tệp có đúng là kế hoạch kèm phụ lục; bảng cần có cột nội dung và cột chủ trì hoặc thời gian."
    near = [columns for _, columns in _worth_telling(tables.passed) if _asked(columns)]
    if near:
        best = max(near, key=lambda columns: (not columns.lacks.startswith(headings.OTHER), len(columns.fields)))
        file = f'"{source}"' if " " in str(source) else source
        command = f'invoke intake {file} --plan {plan_id} {OPTION} "{"; ".join(_asked(best))}"'
        remedy = f"nếu là bảng nhiệm vụ thì nói cột nào là gì, ví dụ: {command}"
    return Problem(Origin(source.name), what, remedy)


def _label(name: str) -> str:
    return {**LABELS, BOTH: "Chủ trì và phối hợp", "number": "Số"}[name]


def _worth_telling(passed: Sequence[tuple[str, Columns]]) -> list[tuple[str, Columns]]:
    """The tables that have something of a heading; letterheads and signatures have not."""
    return [each for each in passed if each[1].fields or each[1].lacks.startswith(headings.OTHER) or each[1].width > 3]


def _asked(columns: Columns) -> list[str]:
    """What a person would have to say to have the table read: what is missing by the columns that may be it."""
    free = [label for label, _ in columns.extras if headings.field_of(label) is None]
    missing = [name for name in ("content", "lead") if _WORDS[name] in columns.lacks]
    if columns.lacks.startswith(headings.OTHER) and {"content"} < columns.fields.keys() - {"number", "product"}:
        free, missing = [columns.labels[columns.fields["content"][0]]], ["content"]
    return [f"{label}={_WORDS[name]}" for label, name in zip(free, missing, strict=False)] * (len(missing) <= len(free))
