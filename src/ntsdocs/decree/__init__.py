"""Nghị định 30/2020/NĐ-CP: its values, and a paper's parts found, checked and mended by it.

A rule is a row of data/law/nd30.csv, the function in `check/<part>.py` that the row names, and, where it can be mended,
a row of `mend.rules.MENDS`; `find/<part>.py` says where the part stands. The parts have one name in all three.
"""

__all__ = ["check", "console", "files", "findings", "mend", "values", "webpage"]
