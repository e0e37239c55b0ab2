"""A review page of which every word tries to be markup."""

from __future__ import annotations

import reviews
from ntsdocs.changes.causes import Cause
from ntsdocs.diff.result import Change, DocumentState, Piece, Review, ReviewedDocument, Sign, What
from ntsdocs.site import write
from ntsdocs.site.page_inputs import PagePaper, PagePapers

HOSTILE = (
    """</script><script>alert(1)</script><img src=x onerror="alert(2)">'"&amp;\u202etxt.exe\u2066\u2028{{ 7*7 }}"""
)


def hostile_page(folder):
    change = Change(
        What.WORDS,
        HOSTILE,
        f"gen:task:1:{HOSTILE}",
        HOSTILE,
        f"{HOSTILE}!",
        (Piece(Sign.KEPT, HOSTILE), Piece(Sign.TAKEN, HOSTILE), Piece(Sign.PUT, HOSTILE)),
        ((HOSTILE, HOSTILE, HOSTILE),),
    )
    cause = Cause(HOSTILE, HOSTILE, HOSTILE)
    bad = ReviewedDocument(f"ke_hoach/{HOSTILE}.docx", HOSTILE, HOSTILE, HOSTILE, DocumentState.CHANGED, (1,), (cause,))
    cluster = reviews.cluster(1, (change,), (bad.path,), (cause,))
    review = Review(HOSTILE, HOSTILE, (bad,), (cluster,))
    finding = reviews.finding(bad.path, HOSTILE, HOSTILE, HOSTILE)
    papers = PagePapers(
        lambda _document: PagePaper([HOSTILE], [f"{HOSTILE} | {HOSTILE}"]), findings=(finding,), no_pages=HOSTILE
    )
    return write.write(review, papers, folder)
