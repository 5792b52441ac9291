"""Pictures of slides for the README files: ``python scripts/take_meeting_pictures.py [DATA]`` writes docs/*.png.

Present mode as a browser shows it; PowerPoint as LibreOffice draws it, which must be installed, as must poppler.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from take_pictures import DOCS, FLAGS

from dashboard import deck, loaded, query, slides
from dashboard.deck import as_html, as_pptx

SHOWN = ("time", "companies", "map", "money", "newest", "domains")
"""The slides on a sheet, in its order."""
ACROSS, WIDTH = 2, 800


def main(data: str) -> None:
    """Both sheets in both languages."""
    os.environ["ETL_DATA"] = data
    tables, problem = loaded.tables()
    if tables is None:
        raise SystemExit(f"{problem}: {loaded.command()}")
    for lang in ("zh", "en"):
        made = slides.standard(tables, query.Filters(), lang)
        with tempfile.TemporaryDirectory() as folder:
            sheet(presented(made, Path(folder)), DOCS / f"present-{lang}.png")
            sheet(powerpoint(made, Path(folder)), DOCS / f"powerpoint-{lang}.png")


def presented(made: deck.Deck, folder: Path) -> list[Path]:
    """The slides of present mode, at the size of a projector."""
    (folder / "deck.html").write_bytes(as_html.file(made))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto((folder / "deck.html").as_uri())
        page.keyboard.press("s")
        for number in range(len(made.slides)):
            page.wait_for_timeout(700)
            page.screenshot(path=folder / f"shown-{number:02}.png")
            page.keyboard.press("ArrowRight")
        browser.close()
    return picked(made, sorted(folder.glob("shown-*.png")))


def powerpoint(made: deck.Deck, folder: Path) -> list[Path]:
    """The slides of the .pptx."""
    (folder / "deck.pptx").write_bytes(as_pptx.presentation(made))
    for command in (["soffice", "--headless", "--convert-to", "pdf", "deck.pptx"],
                    ["pdftoppm", "-r", "110", "-png", "deck.pdf", "drawn"]):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return picked(made, sorted(folder.glob("drawn-*.png")))


def picked(made: deck.Deck, files: list[Path]) -> list[Path]:
    kinds = [slide.kind for slide in made.slides]
    return [files[kinds.index(kind)] for kind in SHOWN if kind in kinds]


def sheet(files: list[Path], target: Path) -> None:
    """Several slides on one picture."""
    pictures = [Image.open(file) for file in files]
    height = WIDTH * 9 // 16
    whole = Image.new("RGB", (ACROSS * (WIDTH + 8) + 8, -(-len(pictures) // ACROSS) * (height + 8) + 8), "#c5ced6")
    for index, picture in enumerate(pictures):
        place = 8 + index % ACROSS * (WIDTH + 8), 8 + index // ACROSS * (height + 8)
        whole.paste(picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS), place)
    whole.quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ETL_DATA", "data"))
