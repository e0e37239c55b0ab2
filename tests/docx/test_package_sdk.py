"""The Open XML SDK's own validator finds nothing wrong with any paper that is generated.

It is asked about every paper, not about a choice of them: half a second each, two minutes in all on two cores.
"""

from __future__ import annotations

import pytest

from defects import clean_papers
from ntsdocs.decree import mend
from ruined import ruined_papers
from sdk_validator import sdk_faults


@pytest.mark.sdk
@pytest.mark.parametrize(
    ("plan", "papers"), [("thanh-hoa/196-kh-ubnd", 188), ("tinh-mau/01-kh-ubnd", 25)], ids=["thanh-hoa", "tinh-mau"]
)
def test_the_sdk_finds_nothing_wrong_with_any_paper(built, plan, papers):
    found = sdk_faults(built[plan].rglob("*.docx"))
    assert len(found) == papers
    assert {path.relative_to(built[plan]).as_posix(): faults for path, faults in found.items() if faults} == {}


@pytest.mark.sdk
def test_the_sdk_finds_nothing_wrong_with_papers_that_were_mended_of_everything(tmp_path):
    for kind, paper in ruined_papers(clean_papers()).items():
        (tmp_path / f"{kind}.docx").write_bytes(mend.mend(paper).docx)
    found = sdk_faults(tmp_path.glob("*.docx"))
    assert len(found) == 5
    assert {path.name: faults for path, faults in found.items() if faults} == {}
