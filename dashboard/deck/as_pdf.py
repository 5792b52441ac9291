"""The HTML page as PDF, by a Chromium of this machine; where there is none, ``browser`` says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60
"""Seconds."""
FLAGS = ("--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
         "--hide-scrollbars", "--window-size=1123,794", "--virtual-time-budget=15000", "--no-pdf-header-footer",
         "--host-resolver-rules=MAP * ~NOTFOUND")
"""A4 across at 96 dots an inch, time for the charts, and no host to be asked."""


@cache
def browser() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pdf(html: bytes) -> bytes | None:
    """The page printed on A4; None where there is no Chromium or it failed."""
    program = browser()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="deck-") as folder:
        page, target = Path(folder, "deck.html"), Path(folder, "deck.pdf")
        page.write_bytes(html)
        # Chromium refuses its sandbox to root; the page is our own and may reach no host
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        command = [program, *FLAGS, *sandbox, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}",
                   page.as_uri()]
        try:
            subprocess.run(command, check=True, timeout=PATIENCE, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
