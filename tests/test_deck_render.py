"""The .pptx as LibreOffice draws it: every word is on its page, and no table runs into what stands below it.

Skipped where LibreOffice or poppler is not installed; with REQUIRE_OFFICE=1 that is a failure.
"""

import os
import re
import shutil
import subprocess
from functools import partial
from xml.etree import ElementTree

import pytest
import small
from test_deck import MANY, about, made

from dashboard import deck, words
from dashboard.deck import as_pptx

TOOLS = all(shutil.which(name) for name in ("soffice", "pdftotext"))
SPACE = re.compile(r"\s+")


@pytest.fixture(autouse=True)
def office() -> None:
    """What draws the slides."""
    if TOOLS:
        return
    if os.environ.get("REQUIRE_OFFICE") == "1":
        pytest.fail("REQUIRE_OFFICE=1, but LibreOffice or poppler is not installed")
    pytest.skip("LibreOffice or poppler is not installed")


def drawn(found: deck.Deck, folder) -> list[tuple[float, list[tuple[str, float, float]]]]:
    """Of each page: its height, and its words with their top and bottom."""
    (folder / "deck.pptx").write_bytes(as_pptx.presentation(found))
    run = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 180}
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                    "pdf", "deck.pptx"], **run)
    subprocess.run(["pdftotext", "-bbox", "deck.pdf", "deck.xml"], **run)
    html = "{http://www.w3.org/1999/xhtml}"
    return [(float(page.get("height")), [(word.text or "", float(word.get("yMin")), float(word.get("yMax")))
                                         for word in page.iter(f"{html}word")])
            for page in ElementTree.parse(folder / "deck.xml").iter(f"{html}page")]


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("rows", [None, [*MANY, *small.ROWS]], ids=["six", "many"])
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
def test_pinned_charts_are_drawn_with_their_names(tmp_path, lang):
    """Every kind that can be pinned, with a title and a remark as long as they may be; numbers that are money in words."""
    events = small.events([*MANY, *small.ROWS, small.ROWS[0]])
    source = partial(deck.Source, events, about(events, lang), "each")
    chosen = {"roles": "华为", "beside": "华为", "money_by": "contract", "map": "investment", "time": "year"}
    slides = [deck.one(kind, source(chosen.get(kind, "")), "很长的标题" * 24, "Remark " * 85) for kind in deck.TITLES]
    pages = drawn(deck.whole("我的收藏", about(events, lang), slides), tmp_path)
    for (height, told), slide in zip(pages[1:], slides, strict=True):
        assert slide.content is not None and all(0 <= top and bottom <= height for _, top, bottom in told), slide.kind
        remark = [(top, bottom) for word, top, bottom in told if word.startswith("Rem")]
        first, last = min(remark)[0], max(remark)[1]
        assert all(word.startswith("Re") or not first <= top < last - 2 for word, top, _ in told), slide.kind
        text = "".join(SPACE.sub("", word) for word, *_ in told)
        names = {deck.Bars: lambda bars: [name[:6] for name in bars.names],
                 deck.Lines: lambda lines: [name for _, name, _ in lines.series]}.get(type(slide.content), lambda _: [])
        assert all(SPACE.sub("", name) in text for name in names(slide.content)), slide.kind
        assert all(SPACE.sub("", number) in text for number in getattr(slide.content, "written", ())), slide.kind


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_table_runs_into_what_it_leaves_out(tmp_path, lang):
    """The lowest word of the table stands above the first of the note; the note is set off by its size."""
    found = made([*MANY, *small.ROWS], lang)
    size = as_pptx.HIGH
    for (height, told), slide in zip(drawn(found, tmp_path), found.slides, strict=True):
        if isinstance(slide.content, deck.Sheet) and slide.left_out:
            note = as_pptx.BOTTOM / size * height
            body = [bottom for _, top, bottom in told if top < note]
            assert max(body) <= note + height * 0.02, slide.kind
