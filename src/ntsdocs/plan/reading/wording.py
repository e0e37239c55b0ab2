"""Hold the plan's words against the registry and the phrases."""

from __future__ import annotations

from collections.abc import Iterable

from ntsdocs.plan.model import Agency, Phrase, Task, headings
from ntsdocs.plan.phrases import Phrasebook, fold, names
from ntsdocs.plan.reading.gathering import Findings
from ntsdocs.plan.reading.registry import Registry
from ntsdocs.text.suggestions import KnownNames


def tell_clashes(agencies: Iterable[Agency], book: Phrasebook, findings: Findings) -> None:
    """Tell every name that fits more than one agency, at the second that bears it."""
    by_id = {agency.id: agency for agency in agencies}
    for key, ids in book.clashes:
        for id_ in ids[1:]:
            agency = by_id[id_]
            name = next(name for name in names(agency) if fold(name) == key)
            what = f"tên «{name}» cũng là tên của «{ids[0]}»: không rõ Kế hoạch nói cơ quan nào."
            findings.stop(agency.origin, what, "ghi tên đầy đủ hơn cho một trong hai.")


def tell_unread(
    tasks: Iterable[Task], phrases: Iterable[Phrase], registry: Registry, book: Phrasebook, findings: Findings
) -> None:
    """Tell the words of the two columns of agencies that are neither a known phrase nor a known name."""
    texts = [*(phrase.phrase for phrase in phrases), *(name for each in registry.agencies for name in names(each))]
    known = KnownNames({text: (text,) for text in texts})
    for task in tasks:
        for column in ("lead", "coordinate"):
            cell = getattr(task, column)
            read = book.split(cell)
            place = task.origin.at(headings(Task)[column])
            for words in read.rest.split("; ") if read.rest else ():
                remedy = (
                    f"{known.hint(words)}Nếu là cơ quan thì thêm tên vào danh mục; nếu là cụm từ chung thì thêm dòng"
                )
                findings.stop(place, f"không nhận ra «{words}».", f"{remedy} vào phrases.csv.")
            if cell and not read.rest and not read.matches:
                findings.stop(place, f"«{cell}» không nêu cơ quan nào.", "ghi tên cơ quan, hoặc để trống cột phối hợp.")
