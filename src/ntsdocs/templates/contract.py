"""The contract between a template and what its kind may say, held without filling anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds.due import Core
from ntsdocs.templates import tags, vocabulary
from ntsdocs.templates.faults import Fault
from ntsdocs.templates.scope import README, Bound, Scope, Trail
from ntsdocs.templates.tags import Tag
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin, Problem

PROPERTIES: Mapping[str, type] = MappingProxyType({"core": Core})

_STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor")
_WORD = re.compile(r"(\w+)\s*(.*)", re.DOTALL)
_LOOP = re.compile(r"(\w+)\s+in\s+(.+)", re.DOTALL)
_QUOTES = re.compile(r"[“”„‟‘’‚‛«»]")
_ODD_BLANKS = re.compile(r"[\t\n\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff]")


def check(template: Path, says: type, extra: Mapping[str, type] = PROPERTIES) -> list[Problem]:
    """Everything in which the template breaks the contract with the dataclass `says`, in the order of the document.

    `extra` gives names that every template may use besides the fields of `says`.
    """
    file = f"{template.parent.name}/{template.name}"
    try:
        faults = list(_faults(package.read(template.read_bytes()), says, extra))
    except PackageError as error:
        remedy = "mở tệp bằng Word rồi lưu lại thành .docx, hoặc lấy lại mẫu từ bản trước."
        return [Problem(Origin(file), f"{error}.", remedy)]
    found = (Problem(Origin(file, place=fault.place), _sentence(fault.what), fault.remedy) for fault in faults)
    return list(dict.fromkeys(found))


def _faults(parts: Mapping[str, bytes], says: type, extra: Mapping[str, type]) -> Iterator[Fault]:
    for part in tags.parts(parts):
        yield from part.faults
        scope = Scope(says, extra)
        _Reader(scope).read(part.tags)
        yield from scope.faults


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


@dataclass(slots=True)
class _Block:
    """An open `if` or `for`, and what held before it; `failed` is what is there once its conditions have failed."""

    word: str
    tag: Tag
    names: dict[str, Bound]
    present: frozenset[Trail]
    failed: frozenset[Trail] = frozenset()
    last: bool = False  # after «else»


class _Reader:
    """Reads the tags of one part in their order, keeping track of the blocks that are open."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._open: list[_Block] = []

    def read(self, found: Iterable[Tag]) -> None:
        """Read all tags; what is wrong is then among the scope's faults."""
        for tag in found:
            self._scope.tag = tag
            inner = self._plain(tag)
            if tag.prints:
                self._scope.printed(inner)
            else:
                self._statement(inner)
        for block in self._open:
            self._scope.tag = block.tag
            self._scope.fault(f"«{block.tag.text}» chưa được đóng", f"thêm «{_end_of(block)}» ở chỗ kết thúc.")

    def _plain(self, tag: Tag) -> str:
        """The inside of the tag in plain ASCII, with a fault for whatever had to be changed."""
        fault, inner = self._scope.fault, tag.inner
        if tag.text[2] in "-+" or tag.text[-3] in "-+":
            remedy = "bỏ dấu đó: nó làm mất chữ và đoạn bên cạnh."
            fault(f"thẻ «{tag.text}» có dấu «-» hoặc «+» sát ngoặc", remedy)
            inner = inner.strip("-+ ")
        if _QUOTES.search(inner):
            fault(f"thẻ «{tag.text}» có dấu nháy kiểu chữ in", "bỏ dấu nháy: trong thẻ chỉ ghi tên ô.")
            inner = _QUOTES.sub("", inner)
        if _ODD_BLANKS.search(tag.text):
            remedy = "xóa các dấu cách trong thẻ rồi gõ lại bằng phím cách."
            fault(f"thẻ «{_ODD_BLANKS.sub(' ', tag.text)}» có dấu cách lạ hoặc ngắt dòng", remedy)
            inner = _ODD_BLANKS.sub(" ", inner).strip()
        if not inner.isascii():
            composed, plain = unicodedata.normalize("NFC", tag.text), vn.fold(inner)
            how = "" if composed == tag.text else ", kiểu dấu tổ hợp"
            fault(f"thẻ «{composed}» có chữ có dấu{how}", f"tên ô viết không dấu, ví dụ «{plain}»; {README}")
            inner = plain
        return inner

    def _statement(self, inner: str) -> None:
        match = _WORD.fullmatch(inner)
        word, rest = (match[1], match[2]) if match else (inner, "")
        if word == "if":
            self._if(rest)
        elif word == "for":
            self._for(rest)
        elif word in ("elif", "else"):
            self._otherwise(word, rest)
        elif word in ("endif", "endfor"):
            self._end(word.removeprefix("end"))
        else:
            near = vocabulary.nearest(word, _STATEMENTS)
            remedy = f"có phải «{near}»?" if near else f"mẫu chỉ dùng {vocabulary.some(_STATEMENTS)}."
            self._scope.fault(f"không có câu lệnh «{word}»", remedy)

    def _begin(self, word: str) -> _Block:
        block = _Block(word, self._scope.tag, self._scope.names, self._scope.present)
        self._open.append(block)
        return block

    def _if(self, condition: str) -> None:
        block = self._begin("if")
        there, block.failed = self._scope.asked(condition)
        self._scope.present |= there

    def _for(self, rest: str) -> None:
        self._begin("for")
        match = _LOOP.fullmatch(rest)
        if match is None:
            remedy = "viết theo dạng «{% for task in tasks %}», với một tên duy nhất trước «in»."
            self._scope.fault(f"câu lệnh «{self._scope.tag.text}» viết sai", remedy)
        else:
            self._scope.looped(match[1], match[2])

    def _otherwise(self, word: str, condition: str) -> None:
        scope, block = self._scope, self._open[-1] if self._open else None
        if block is None or block.word != "if" or block.last:
            where = "" if block is None else f"; thẻ đang mở là «{block.tag.text}» ở {block.tag.place}"
            what = f"«{scope.tag.text}» không nối tiếp một «if» nào{where}"
            scope.fault(what, "đặt giữa «{% if … %}» và «{% endif %}», trước «{% else %}» nếu là «elif».")
            return
        self._same_holder(block)
        scope.present = block.present | block.failed
        if word == "elif":
            there, failed = scope.asked(condition)
            scope.present |= there
            block.failed |= failed
        else:
            block.last = True

    def _end(self, word: str) -> None:
        scope = self._scope
        matching = [block for block in self._open if block.word == word]
        if not matching:
            what = f"«{scope.tag.text}» không có «{{% {word} … %}}» mở ra trước nó"
            scope.fault(what, "bỏ thẻ này, hoặc thêm thẻ mở còn thiếu.")
            return
        while self._open[-1] is not matching[-1]:
            inner = self._open.pop()
            what = f"«{scope.tag.text}» đóng khi «{inner.tag.text}» ở {inner.tag.place} còn mở"
            scope.fault(what, f"thêm «{_end_of(inner)}» trước thẻ này.")
        block = self._open.pop()
        self._same_holder(block)
        scope.names, scope.present = block.names, block.present

    def _same_holder(self, block: _Block) -> None:
        tag = self._scope.tag
        if tag.holder is not block.tag.holder:
            what = f"«{tag.text}» không cùng chỗ với «{block.tag.text}» ở {block.tag.place}"
            remedy = (
                "mở và đóng bằng cùng một loại thẻ, trong cùng một đoạn; với «{%p» thì trong cùng một ô bảng, "
                "với «{%tr» thì trong cùng một bảng; không để một thẻ trong khung điền, thẻ kia ở ngoài."
            )
            self._scope.fault(what, remedy)


def _end_of(block: _Block) -> str:
    """The tag that would close the block."""
    return f"{{%{block.tag.prefix} end{block.word} %}}"
