"""LibreOffice at work on returned drafts: the system's own Python runs this, as only it knows UNO.

It is given a profile's folder and a JSON file of jobs: `read`, `write` (files in turn, each made from what was read or
written before), `tracked`, and `orders` (manner, places with their lines). All of them in one process of LibreOffice.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

_PARAGRAPH_BREAK = 0
_FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8", ".doc": "MS Word 97", ".rtf": "Rich Text Format"}
_CONNECTION = "uno:pipe,name={};urp;StarOffice.ComponentContext"


def main() -> None:
    """Does all jobs; LibreOffice has ended when it returns."""
    profile, jobs = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    pipe = f"desk{os.getpid()}"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = _connected(pipe)
        for job in jobs:
            _do(desktop, job)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def _connected(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(300):
        try:
            office = resolver.resolve(_CONNECTION.format(pipe))
        except Exception:  # noqa: BLE001 - it has no other way to say that it is not ready yet
            time.sleep(0.1)
        else:
            return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    raise TimeoutError(pipe)


def _value(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _do(desktop, job) -> None:
    path = job["read"]
    for number, target in enumerate(job["write"]):
        document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (_value("Hidden", True),))
        if number == 0:
            document.RecordChanges = job["tracked"]
            for manner, places in job["orders"]:
                _fill(document, manner, places)
        document.storeToURL(Path(target).as_uri(), (_value("FilterName", _FILTERS[Path(target).suffix]),))
        document.close(True)
        path = target


def _fill(document, manner, places) -> None:
    name, lines = next(iter(places.items()))
    anchor = document.getBookmarks().getByName(name).getAnchor()
    text = anchor.getText()
    if manner == "wipe":
        inside = text.createTextCursor()
        inside.gotoStart(False)
        inside.gotoEnd(True)
        inside.setString("/".join(each[0] for each in places.values()))
        return
    paragraph, control = _found(text, anchor, name)
    first, rest = lines[0], lines[manner != "below" :]
    for number, line in enumerate(rest):
        if not number:  # a break right behind a control brings LibreOffice down
            text.insertString(paragraph.getEnd(), " ", False)
            below = text.createTextCursorByRange(paragraph.getEnd())
        text.insertControlCharacter(below, _PARAGRAPH_BREAK, False)
        text.insertString(below, line, False)
    inside = control.createTextCursor()
    inside.gotoStart(False)
    inside.gotoEnd(True)
    if manner == "beside":
        end = text.createTextCursorByRange(control.getAnchor().getEnd())
        end.goRight(1, False)
        text.insertString(end, f" {first}", False)
    elif manner == "over":
        around = text.createTextCursorByRange(control.getAnchor())
        around.goLeft(1, False)
        around.goRight(1, False)
        text.insertString(around, first, False)
        inside.setString("")
    elif manner == "below":
        inside.setString("")
    else:
        inside.setString(f"…{first}……" if manner == "among" else first)
        control.ShowingPlaceHolder = False


def _found(text, anchor, name):
    """The paragraph of the bookmark with this name, and the control beside it."""
    line = text.createTextCursorByRange(anchor)
    line.gotoStartOfParagraph(False)
    line.gotoEndOfParagraph(True)
    is_next = False
    paragraph = line.createEnumeration().nextElement()
    portions = paragraph.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType == "Bookmark" and portion.Bookmark.getName() == name:
            is_next = True
        elif portion.TextPortionType == "ContentControl" and is_next:
            return paragraph, portion.ContentControl
    raise KeyError(name)


if __name__ == "__main__":
    main()
