"""The system's Chromium, driven by Playwright; nothing is downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

EXECUTABLE = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WITHOUT = "no Chromium on this machine: the page was not looked at"
# On a machine that must have one, a missing browser is a failure, not a skip.
needs_browser = pytest.mark.skipif(
    EXECUTABLE is None and os.environ.get("TONGBAO_BROWSER") != "required", reason=WITHOUT
)
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser that asks nobody for anything of its own accord."""
    if EXECUTABLE is None:
        pytest.fail("TONGBAO_BROWSER is required, and no Chromium is on the path")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=EXECUTABLE, args=_QUIET)
        yield browser
        browser.close()
