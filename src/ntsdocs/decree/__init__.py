"""Nghị định 30/2020/NĐ-CP: its values, and a paper’s parts found, checked and mended by it."""

__all__ = ["check", "console", "files", "values", "webpage"]
