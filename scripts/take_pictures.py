"""Pictures of the real pages for the README files: ``python scripts/take_pictures.py [DATA]`` writes docs/*.png."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]
PAGES = {"overview": "", "domains": "domains", "companies": "companies", "regions": "regions", "money": "money",
         "events": "events"}
SIZE = {"width": 1440, "height": 900}


def main(data: str) -> None:
    """Every page in both languages, and the story of the first event with an amount."""
    DOCS.mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "ETL_DATA": data}, stdout=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            for lang in ("zh", "en"):
                for name, path in PAGES.items():
                    take(page, f"http://127.0.0.1:{port}/{path}?lang={lang}", f"{name}-{lang}")
                take(page, f"http://127.0.0.1:{port}/story?lang={lang}&event={told(data)}", f"story-{lang}")
            dark = browser.new_page(viewport=SIZE, color_scheme="dark")
            take(dark, f"http://127.0.0.1:{port}/regions?lang=en", "regions-dark-en")
            phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="light")
            take(phone, f"http://127.0.0.1:{port}/?lang=zh", "phone-zh")
            browser.close()
    finally:
        server.terminate()


def take(page: Page, url: str, name: str) -> None:
    page.goto(url)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')", timeout=90_000)
    page.wait_for_timeout(4000)  # the charts draw themselves after the page stands
    page.screenshot(path=DOCS / f"{name}.png")
    print(DOCS / f"{name}.png")


def told(data: str) -> str:
    """The event whose values have the most kinds of words behind them."""
    from etl import store
    evidence = store.load(data).evidence
    return evidence.groupby("event_id")["field"].nunique().idxmax()


def wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the app did not start")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ETL_DATA", "data"))
