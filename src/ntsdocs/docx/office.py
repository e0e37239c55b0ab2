"""Have LibreOffice write documents anew as another kind: a profile for each call, nothing fetched, in bounded time."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ntsdocs.docx import package

SECONDS = 90  # in which one more file has to be ready; else the program is taken to hang
_AT_A_TIME = 50  # command lines have an end

# A profile in which LibreOffice fetches nothing that a file names: it would have to by way of a port that is closed.
_PROXY = {"ProxyType": "2", "NoProxy": "", "HTTPProxyName": "127.0.0.1", "HTTPProxyPort": "9"}
_PROFILE = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'.format(
    "".join(
        f'<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInet{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in {**_PROXY, "HTTPSProxyName": "127.0.0.1", "HTTPSProxyPort": "9"}.items()
    )
)

_TEXT = re.compile(rb"(?<=>)[^<>]+(?=</w:t>)")
_SYMBOL = re.compile(rb"/(?:[A-Z]|\xc4\x90)[^\s/,;:()]*")  # «/KH-UBND», «/QĐ-BCĐ»
_YEARS = re.compile(rb"(?<=\d{4}) (-|\xe2\x80\x93) (?=\d{4})")  # «2025 - 2030»
_HYPHEN = b'</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def converted(office: str, documents: Sequence[bytes], ending: str, to: str) -> list[bytes]:
    """What the program `office` makes of each document, a file of that `ending`, as `to`: an ending, «:», options.

    Empty where it makes nothing: it cannot read it, breaks down over it, or hangs. What another document took down with
    it is tried again, alone. Of a document over which it broke down half may be returned.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        files = [Path(folder) / f"{number}.{ending}" for number in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(_unbroken(document) if to.startswith("pdf") else document)
        for start in range(0, len(files), _AT_A_TIME):
            _run(office, Path(folder), to, files[start : start + _AT_A_TIME])
        results = [file.with_suffix(f".{to.partition(':')[0]}") for file in files]
        for file, result in zip(files, results, strict=True):
            if len(files) > 1 and not result.is_file():
                _run(office, Path(folder), to, [file])
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


def _run(office: str, place: Path, to: str, files: Sequence[Path]) -> None:
    """Runs the program until it ends by itself, or nothing has come of it for too long."""
    profile, results = place / "profile", f"*.{to.partition(':')[0]}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", to]
    command += ["--outdir", str(place), *map(str, files)]
    silent, before, ready = subprocess.DEVNULL, -1, len([*place.glob(results)])
    with (
        suppress(OSError),
        subprocess.Popen(
            command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True, env={**os.environ, "TZ": "UTC"}
        ) as process,  # where a file is read says nothing of when it was saved
    ):
        try:
            while process.poll() is None and ready != before:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(SECONDS)
                before, ready = ready, len([*place.glob(results)])
        finally:  # with all that it has started: what is called «soffice» only starts another program
            if process.poll() is None and os.name == "nt":
                subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
            elif process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
