"""Nghị định 30/2020/NĐ-CP: its values, and a paper’s parts found, checked and mended by it."""
