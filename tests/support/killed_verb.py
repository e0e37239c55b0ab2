"""A verb that is killed at a step on the disk: run as `python killed_verb.py ROOT PLAN STEP VERB KEY=VALUE…`."""

from __future__ import annotations

import sys
from pathlib import Path

import crash_child
import office

if __name__ == "__main__":
    _root, _plan, _step, _verb, *_words = sys.argv[1:]
    crash_child.at_step(int(_step), crash_child.die, setattr)
    _options = dict(word.split("=", 1) for word in _words)
    sys.exit(office.Office(Path(_root), _plan)._said(_verb, dict(_options)).status)
