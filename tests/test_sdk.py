"""The Open XML SDK's own validator finds nothing wrong with any paper that is generated.

It is asked about every paper, not about a choice of them: half a second each, two minutes in all on two cores.
"""

from __future__ import annotations

import pytest

from sdk_validator import sdk_faults


@pytest.mark.sdk
@pytest.mark.parametrize(
    ("plan", "papers"), [("thanh-hoa/196-kh-ubnd", 188), ("tinh-mau/01-kh-ubnd", 22)], ids=["thanh-hoa", "tinh-mau"]
)
def test_the_sdk_finds_nothing_wrong_with_any_paper(built, plan, papers):
    found = sdk_faults(built[plan].glob("*/*.docx"))
    assert len(found) == papers
    assert {path.relative_to(built[plan]).as_posix(): faults for path, faults in found.items() if faults} == {}
