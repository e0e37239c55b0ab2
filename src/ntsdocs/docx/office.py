"""Have LibreOffice write Word files anew as another kind: a profile for each run, nothing fetched, in bounded time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ntsdocs.docx import package

SECONDS = 90  # in which one more file has to be ready; else the program is taken to hang

# A profile in which LibreOffice fetches nothing that a file names: it would have to by way of a port that is closed.
_PROXY = {"ProxyType": "2", "HTTPProxyName": "127.0.0.1", "HTTPProxyPort": "9", "NoProxy": ""} | {
    "HTTPSProxyName": "127.0.0.1",
    "HTTPSProxyPort": "9",
}
_PROFILE = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'.format(
    "".join(
        f'<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInet{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _PROXY.items()
    )
)

_TEXT = re.compile(rb"(?<=>)[^<>]+(?=</w:t>)")
_SYMBOL = re.compile(rb"/(?:[A-Z]|\xc4\x90)[^\s/,;:()]*")  # «/KH-UBND», «/QĐ-BCĐ»
_YEARS = re.compile(rb"(?<=\d{4}) (-|\xe2\x80\x93) (?=\d{4})")  # «2025 - 2030»
_HYPHEN = b'</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def converted(office: str, files: Sequence[Path], to: str) -> list[bytes]:
    """What LibreOffice, the program `office`, makes of each file as the kind `to`, its ending with options after «:».

    Empty for a file of which it makes nothing: it cannot read it, breaks down over it, or hangs. Files that another one
    took down with it are tried again, each alone. What a broken run left half may be returned.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        # Numbers for names: what people call files is no business of a command line.
        copies = [place / f"{number}{file.suffix}" for number, file in enumerate(files)]
        for file, copy in zip(files, copies, strict=True):
            if to.startswith("pdf"):
                copy.write_bytes(_unbroken(file.read_bytes()))
            else:
                shutil.copyfile(file, copy)
        results = [place / f"{copy.stem}.{to.partition(':')[0]}" for copy in copies]
        _run(office, place, to, copies, results)
        for copy, result in zip(copies, results, strict=True):
            if len(copies) > 1 and not result.is_file():
                _run(office, place, to, [copy], [result])
        return [result.read_bytes() if result.is_file() else b"" for result in results]


def _unbroken(data: bytes) -> bytes:
    """The Word file with signs in «12/KH-UBND» and «2025 - 2030» at which no line ends; any other file as it is.

    For print alone: in a PDF they are read and searched for as typed, while of a Word file most readers make another
    sign of such a hyphen, and one leaves it out.
    """
    try:
        parts = package.read(data)
    except package.PackageError:
        return data
    return package.write(
        (name, _TEXT.sub(_unbroken_text, part) if name.endswith(".xml") else part) for name, part in parts.items()
    )


def _unbroken_text(text: re.Match[bytes]) -> bytes:
    words = _YEARS.sub(b"\xc2\xa0\\1\xc2\xa0", text[0])
    return _SYMBOL.sub(lambda symbol: symbol[0].replace(b"-", _HYPHEN), words)


def _run(office: str, place: Path, to: str, copies: Sequence[Path], results: Sequence[Path]) -> None:
    """Runs the program until it ends by itself, or nothing has come of it for too long."""
    profile = place / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    options = ["--headless", "--norestore", "--convert-to", to, "--outdir", str(place)]
    command = [office, f"-env:UserInstallation={profile.as_uri()}", *options, *map(str, copies)]
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
    except OSError:
        return
    ready = 0
    try:
        while process.poll() is None:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                before, ready = ready, sum(result.is_file() for result in results)
                if ready == before:
                    break
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program with all that it has started: what is called «soffice» only starts another one."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
