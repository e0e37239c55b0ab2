"""The words that invoke itself says, in Vietnamese: its list, its help, and what it cannot read of a command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.parser import Argument, ParserContext
from invoke.program import Program

from ntsdocs.cli.console import WRONG

_VALUE = "GIÁ-TRỊ"


class VietnameseProgram(Program):
    """invoke as a Vietnamese office reads it; words without an option go where their verb takes files."""

    def parse_tasks(self) -> None:
        """Reads the verbs and their options; ends the run with a Vietnamese line where that cannot be."""
        self.core.unparsed[:] = with_options(self.core.unparsed, self.collection)
        with self._reworded():
            super().parse_tasks()

    def parse_cleanup(self) -> None:
        """Prints the list or the help that was asked for."""
        if isinstance(self.args.list.value, str):
            raise Exit("--list không đi cùng tên nào. Sửa: ghi invoke --list", code=WRONG)
        with self._reworded():
            super().parse_cleanup()

    def print_help(self) -> None:
        """What can be typed, and the verbs there are."""
        print("Cách dùng: invoke LỆNH [--lựa-chọn] ...; xem một lệnh: invoke --help LỆNH\n")
        self.list_tasks()

    def task_list_opener(self, extra: str = "") -> str:
        """The heading over the verbs."""
        return f"Các lệnh{extra and f' ({extra})'}"

    def print_task_help(self, name: str) -> None:
        """What a verb does, and each of its options."""
        options = [
            (names.replace("STRING", _VALUE), help_text)
            for names, help_text in self.parser.contexts[name].help_tuples()
        ]
        print(f"Cách dùng: invoke {name}{' [--lựa-chọn] ...' if options else ''}\n")
        print(f"Việc làm:\n  {(self.collection[name].__doc__ or '').strip()}\n")
        if options:
            print("Lựa chọn:")
            self.print_columns(options)

    @contextmanager
    def _reworded(self) -> Iterator[None]:
        """Turns what invoke cannot read of the command line into one Vietnamese line."""
        try:
            yield
        except ParseError as error:
            raise Exit(in_vietnamese(error, tuple(self.collection.task_names)), code=WRONG) from error


def adopt(program: Program) -> bool:
    """Has the program that is running speak Vietnamese; false where it is none, as tasks.py is only imported."""
    is_running = hasattr(program, "core")
    if is_running:
        program.__class__ = VietnameseProgram  # the command `invoke` made it before it looked for tasks.py
    return is_running


def with_options(words: Sequence[str], verbs: Collection) -> list[str]:
    """The words of a command line, each that has none with the option of its verb that takes a list of files.

    invoke knows no words without an option that may be left out or come in any number.
    """
    verb = verbs.tasks.get(words[0]) if words else None
    if verb is None or not verb.iterable:
        return list(words)
    names = [name for each in verb.get_arguments() if each.takes_value for name in each.names]
    valued = {f"--{name}" if len(name) > 1 else f"-{name}" for name in names}
    spread, is_value = [words[0]], False
    for word in words[1:]:
        spread += [word] if is_value or word.startswith("-") else [f"--{verb.iterable[0]}", word]
        is_value = word in valued and not is_value
    return spread


def in_vietnamese(error: ParseError, verbs: Sequence[str]) -> str:
    """What invoke could not read, and how to mend it."""
    for pattern, reworded in _MESSAGES:
        if match := re.search(pattern, str(error)):
            return reworded(match[1], error.context, verbs)
    return "Không đọc được dòng lệnh. Sửa: xem invoke --list"


def _unknown(word: str, verb: ParserContext | None, verbs: Sequence[str]) -> str:
    from ntsdocs.text.suggestions import hint  # a verb that is typed right does not wait for it

    name = verb.name if verb else None
    is_option = word.startswith("-")
    if verb is not None and name is not None:
        flags = [flag for flag in verb.flags if flag.startswith("--")] if is_option else []
        what = f"không có lựa chọn «{word}»" if is_option else f"không nhận «{word}»"
        return f"Lệnh {name} {what}. Sửa: {hint(word, flags) if flags else ''}xem các lựa chọn: invoke --help {name}"
    if is_option:
        return f"Không có lựa chọn «{word}». Sửa: ghi lệnh trước, lựa chọn sau; xem invoke --list"
    return f"Không có lệnh «{word}». Sửa: {hint(word, verbs)}xem các lệnh: invoke --list"


def _valueless(argument: str, _: ParserContext | None, __: Sequence[str]) -> str:
    return f"--{argument}: chưa ghi giá trị. Sửa: ghi như --{argument} {_VALUE}, hoặc bỏ --{argument}."


def _lacking(names: str, verb: ParserContext | None, _: Sequence[str]) -> str:
    arguments: dict[str, Argument] = dict(verb.args) if verb else {}
    helps = "; ".join(f"{name} ({arguments[name].help})" for name in re.findall(r"'(\w+)'", names) if name in arguments)
    name = verb.name if verb else ""
    return f"Lệnh {name} còn thiếu {helps}. Sửa: xem cách ghi: invoke --help {name}"


_Reworded = Callable[[str, Any, Sequence[str]], str]
_MESSAGES: tuple[tuple[str, _Reworded], ...] = (  # invoke 3.0, `parser.py`
    (r"No idea what ['\"](.*)['\"] is!", _unknown),
    (r"Flag <Argument: ([\w-]+).*needed value", _valueless),
    (r"did not receive required positional arguments: (.*)", _lacking),
)
