"""The file names that Windows keeps for devices."""

from __future__ import annotations

import re

_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)


def is_reserved(name: str) -> bool:
    """Whether Windows keeps the name, given without ending, for a device."""
    return _DEVICES.fullmatch(name) is not None
