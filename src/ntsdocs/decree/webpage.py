"""A page that tells a reader what was found in some files, and needs nothing else to be shown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from ntsdocs.decree import check
from ntsdocs.decree.console import any_judged, counts, group_alike, kind_words
from ntsdocs.decree.files import CheckedFile
from ntsdocs.decree.findings import KHONG_KIEM_DUOC, SAI, THONG_LE, Finding

_STYLE = """
body{font:16px/1.5 'Times New Roman',Tinos,serif;margin:2em auto;max-width:72em;padding:0 1em}
h2{margin:2em 0 .2em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.5em 0}
th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead{background:#eee}
th:nth-child(1){width:4em}th:nth-child(2){width:24%}th:nth-child(3){width:20%}th:nth-child(4){width:30%}
.sai{color:#a00000;font-weight:bold}
.le{color:#7a4b00}
.sach{color:#006000}
small{color:#444}
@media print{body{margin:0;max-width:none;font-size:11pt}thead{display:table-header-group}tr{break-inside:avoid}}
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_CLASSES = {SAI: "sai", THONG_LE: "le"}
_HEAD = "<th>Mức</th><th>Vị trí</th><th>Thấy</th><th>Nghị định yêu cầu</th><th>Cách sửa</th>"


def as_html(checked: Sequence[CheckedFile]) -> str:
    """The page; whatever the files hold is text in it, and no script runs."""
    parts = [
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Kiểm tra thể thức</title><style>{_STYLE}</style></head><body>",
        f"<h1>Kiểm tra thể thức theo Nghị định số 30/2020/NĐ-CP</h1><p>{len(checked)} tệp, {counts(checked)}.</p>",
    ]
    if len(checked) > 1:
        links = [f'<a href="#tep-{at}">{escape(each.reported)}</a>: {_sum(each)}' for at, each in enumerate(checked)]
        parts.append(f"<ul><li>{'</li><li>'.join(links)}</li></ul>")
    for at, each in enumerate(checked):
        parts.append(f'<section id="tep-{at}"><h2>{escape(each.reported)}</h2>{_file(each)}</section>')
    if any_judged(checked):
        subjects = "".join(f"<li>{escape(subject)} ({rule})</li>" for rule, subject, _ in check.undecidable_rules())
        parts.append(f"<h2>{KHONG_KIEM_DUOC.capitalize()}: người đọc xét, đối chiếu danh mục</h2><ul>{subjects}</ul>")
    parts.append("</body></html>\n")
    return "".join(parts)


def _sum(each: CheckedFile) -> str:
    if each.report is None:
        return "không đọc được"
    if each.report.refused:
        return "không xét"
    return counts([each])


def _file(each: CheckedFile) -> str:
    report = each.report
    if report is None:
        return f'<p class="sai">{escape(each.broken)}.</p>'
    notes = (f"Lưu ý: {note}" for note in report.notes)
    opening = "".join(f"<p>{escape(words)}.</p>" for words in (kind_words(report), *notes))
    if report.refused:
        return f"{opening}<p>Không xét theo Nghị định 30: {escape(report.refused)}.</p>"
    if not report.findings:
        return f'{opening}<p class="sach">Không thấy lỗi thể thức nào trong những điều máy kiểm được.</p>'
    rows = "".join(map(_row, group_alike(report.findings)))
    return f"{opening}<table><thead><tr>{_HEAD}</tr></thead><tbody>{rows}</tbody></table>"


def _row(same: Sequence[Finding]) -> str:
    one = same[0]
    places = "<br>".join(escape(each.place) for each in same)
    return (
        f'<tr><td class="{_CLASSES.get(one.severity, "xem")}">{one.severity}</td><td>{places}</td>'
        f"<td>{escape(one.what)}</td><td>{escape(one.requirement)}<br>"
        f"<small>{escape(one.article)}; {one.rule}{escape(f'; {one.counted}' if one.counted else '')}</small></td>"
        f"<td>{escape(one.remedy)}</td></tr>"
    )
