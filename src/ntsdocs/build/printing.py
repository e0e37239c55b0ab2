"""Print the papers of a build: a PDF of each for the archive, and one of all for the printer, below its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pikepdf import PdfError

from ntsdocs.build import disk, pdf
from ntsdocs.build.journey import nothing_chosen
from ntsdocs.build.options import is_meant
from ntsdocs.build.paths import PRINT
from ntsdocs.changes.manifest import Manifest, of_build
from ntsdocs.changes.program import PRINTS, program
from ntsdocs.docx import charts
from ntsdocs.docx.office import converted
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import shelf
from ntsdocs.text.problems import DataWrong, Problem, reason

_BATCH = 8  # papers a run of LibreOffice, which starts as slowly as it writes two of them
_ALL = f"{PRINT}/ban-in.pdf"


def print_papers(
    out: Path, only: Sequence[str], office: str, workers: int, progress: Callable[[int], None]
) -> tuple[list[str], list[Problem]]:
    """Prints the papers of the build in `out` as they lie there, edited or not: what to tell, and what went wrong.

    `only` narrows them as it does a build. What is printed already is left; a PDF that somebody changed or signed stays
    and is told. LibreOffice, the program `office`, is run so many `workers` at a time.
    """
    last = of_build(out)
    papers = [each.path for each in last.documents if not only or any(is_meant(each.path, name) for name in only)]
    if not papers:
        raise DataWrong([nothing_chosen("--only", only)])
    with disk.os_errors_as_problems(out), disk.locked(out):
        printer = _Printer(out, last, office)
        ready = {path for path in papers if printer.has_printed(path)}
        same = len(ready)
        waiting = [path for path in papers if path not in ready and printer.finds(path)]
        batches = [waiting[start : start + _BATCH] for start in range(0, len(waiting), _BATCH)]
        with ThreadPoolExecutor(workers) as pool:
            for number, path in enumerate(chain.from_iterable(pool.map(printer.make, batches)), start=1):
                ready.add(path)
                progress(number)
        due = {_place(each.path) for each in last.documents}
        for name in {file.relative_to(out).as_posix() for file in (out / PRINT).glob("*/**/*.pdf")} - due:
            if not shelf.way_out(out.resolve(), name) and printer.key_at(name):
                shelf.remove(out / name, out)
        printed = {str(PaperId.of(path)): (out / _place(path)).read_bytes() for path in papers if path in ready}
        lines = [f"{len(printed)} văn bản có bản PDF ở {out / PRINT}, {same} giữ nguyên từ trước."]
        if printed and printer.put(_ALL, pdf.joined(printed)):
            lines.append(f"Tệp để in hai mặt một lượt: {out / _ALL}")
    return lines, sorted(printer.problems, key=str)


def _place(path: str) -> str:
    return f"{PRINT}/{PaperId.of(path)}.pdf"


@dataclass(frozen=True, slots=True)
class _Printer:
    """Makes the PDFs of papers of the build `last`; what it could not do is in `problems`."""

    out: Path
    last: Manifest
    office: str
    problems: list[Problem] = field(default_factory=list)

    def has_printed(self, path: str) -> bool:
        """Whether the PDF of the paper as it is now stands in its place."""
        paper = self.out / path
        return paper.is_file() and self.key_at(_place(path)) == self._key(path, paper.read_bytes())

    def key_at(self, name: str) -> str:
        """The key of the PDF that stands there; blank if there is none of ours as it was written."""
        place = self.out / name
        return pdf.key_of(place.read_bytes()) if place.is_file() else ""

    def finds(self, path: str) -> bool:
        """Whether the paper is there to be printed."""
        return (self.out / path).is_file() or self._tell(path, "không có tệp này.", "chạy «invoke build» rồi chạy lại.")

    def make(self, papers: Sequence[str]) -> list[str]:
        """Prints the papers; of those that could not be printed a blank is given back."""
        documents = [(self.out / path).read_bytes() for path in papers]
        results = converted(self.office, documents, "docx", pdf.ARCHIVAL)
        each = zip(papers, documents, results, strict=True)
        return [paper if self._print(paper, document, data) else "" for paper, document, data in each]

    def put(self, name: str, data: bytes) -> bool:
        """Puts a PDF in its place, unless something else stands there; whether it could."""
        place = self.out / name
        fault = shelf.way_out(self.out.resolve(), name)
        try:
            if not fault and place.exists() and not self.key_at(name):
                fault = "tệp này không do chương trình ghi, hoặc đã được sửa hay ký"
            if fault:
                remedy = "chuyển tệp hoặc liên kết ấy đi nơi khác, rồi chạy lại."
                return self._tell(name, f"{fault}; bản mới chưa được ghi.", remedy)
            shelf.replace(place, data)
        except OSError as error:
            remedy = "đóng tệp nếu đang mở, xem thư mục có cho phép ghi không, rồi chạy lại."
            return self._tell(name, f"không ghi được tệp ({reason(error)}).", remedy)
        return True

    def _print(self, path: str, document: bytes, data: bytes) -> bool:
        try:
            texts = charts.alternative_texts(document)
            return self.put(_place(path), pdf.archival(data, self.last.day_of(path), self._key(path, document), texts))
        except PdfError:
            remedy = "mở văn bản bằng Word, lưu lại rồi chạy lại; vẫn không được thì cập nhật LibreOffice."
            return self._tell(path, "LibreOffice không in được văn bản này, hoặc in quá lâu.", remedy)

    def _key(self, path: str, document: bytes) -> str:
        return hashlib.sha256(document + f"{self.last.day_of(path)} {program(PRINTS)}".encode()).hexdigest()[:32]

    def _tell(self, name: str, what: str, remedy: str) -> bool:
        self.problems.append(Problem(disk.origin(self.out, name), what, remedy))
        return False
