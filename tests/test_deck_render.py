"""The .pptx as LibreOffice draws it: every word is on its page, and no table runs into what stands below it.

Skipped where LibreOffice or poppler is not installed.
"""

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from test_deck import MANY, made
from test_deck import small as six

from dashboard import deck, deck_pptx, words

TOOLS = all(shutil.which(name) for name in ("soffice", "pdftotext"))
SPACE = re.compile(r"\s+")
pytestmark = pytest.mark.skipif(not TOOLS, reason="LibreOffice or poppler is not installed")


def drawn(found: deck.Deck, folder) -> list[tuple[float, list[tuple[str, float, float]]]]:
    """Of each page: its height, and its words with their top and bottom."""
    (folder / "deck.pptx").write_bytes(deck_pptx.presentation(found))
    run = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 180}
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                    "pdf", "deck.pptx"], **run)
    subprocess.run(["pdftotext", "-bbox", "deck.pdf", "deck.xml"], **run)
    html = "{http://www.w3.org/1999/xhtml}"
    return [(float(page.get("height")), [(word.text or "", float(word.get("yMin")), float(word.get("yMax")))
                                         for word in page.iter(f"{html}word")])
            for page in ElementTree.parse(folder / "deck.xml").iter(f"{html}page")]


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("rows", [None, [*MANY, *six.ROWS]], ids=["six", "many"])
def test_no_text_is_cut(tmp_path, lang, rows):
    found = made(rows, lang)
    pages = drawn(found, tmp_path)
    assert len(pages) == len(found.slides)
    for (height, told), slide in zip(pages, found.slides, strict=True):
        assert all(0 <= top and bottom <= height for _, top, bottom in told), slide.kind
        if isinstance(slide.content, deck.Sheet):
            text = "".join(SPACE.sub("", word) for word, *_ in told)
            assert all(SPACE.sub("", row[0]) in text for row in slide.content.rows), slide.kind


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_table_runs_into_what_it_leaves_out(tmp_path, lang):
    """The lowest word of the table stands above the first of the note; the note is set off by its size."""
    found = made([*MANY, *six.ROWS], lang)
    size = deck_pptx.HIGH
    for (height, told), slide in zip(drawn(found, tmp_path), found.slides, strict=True):
        if isinstance(slide.content, deck.Sheet) and slide.left_out:
            note = deck_pptx.BOTTOM / size * height
            body = [bottom for _, top, bottom in told if top < note]
            assert max(body) <= note + height * 0.02, slide.kind
