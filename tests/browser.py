"""A real browser for tests, the bench and whoever wants to look: Debian's Chromium, driven by Playwright.

Playwright waits, emulates dark mode and phones, and sees every request; it needs no driver and downloads nothing here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# Headless, as root, and silent: without these Chromium asks its maker's services at every start.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Give the browser's path, or None where there is none. `CHROMIUM` names another one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def opened() -> Iterator[Browser]:
    """Start the browser with an empty profile, and end it. Raises RuntimeError where there is none."""
    path = chromium()
    if path is None:
        raise RuntimeError("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
