"""What every test stands on: the same examples on every run."""

from __future__ import annotations

from hypothesis import settings

# A failure must come back when the test is run again, here or anywhere; a slow machine is no failure.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")
