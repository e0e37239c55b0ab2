"""Chromium, as the system installs it, with nothing of the machine's own and no way to the network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Its own sandbox needs rights that a container does not give; what it opens are our own files.
_SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, closed at the end; RuntimeError if none is installed."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only `pytest -m browser` installs it

    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise RuntimeError("No Chromium: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_SWITCHES)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, index: Path, address: str = "", **options: Any) -> Iterator[Any]:
    """A page with the site at `address`; at the end AssertionError if it has said or asked for anything it should not.

    What it must not do: complain in the console, fail in its script, ask for anything but its own files.
    """
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN", offline=True, **options)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    home = index.parent.as_uri() + "/"
    page.on("request", lambda asked: asked.url.startswith(home) or wrong.append(f"asks for {asked.url}"))
    page.on("requestfailed", lambda asked: wrong.append(f"failed: {asked.url}"))
    page.goto(index.as_uri() + address)
    yield page
    context.close()
    assert wrong == []
