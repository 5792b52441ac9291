"""The slides as one HTML page: a file that needs no network, or the page of present mode that a server refreshes.

Words of stories are escaped in the markup and in the data; a policy in the head keeps the file from sending anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import plotly.offline

from dashboard import deck, maps, words
from dashboard.deck import figures

ASSETS = Path(__file__).parents[1] / "assets"
POLICY = ("default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
          "connect-src data:; font-src data:")
"""Of the file: it may run what it holds and ask nobody for anything."""


@dataclass(frozen=True, slots=True)
class Live:
    """What the page of present mode knows of its server."""

    base: str
    """Before the names of pages: ``./``."""
    query: str
    """The filters, as in an address."""
    back: str
    """Where Escape leads."""
    stamp: str
    fresh: str
    """The address that tells the stamp of the newest build."""
    plotly: str
    """The address of the chart library."""
    every: int = 20
    """Seconds between two looks at the stamp."""
    auto: int = 0
    """Seconds a slide stands before the next; 0 waits for a key."""


def file(made: deck.Deck) -> bytes:
    """One file with everything in it, as a document that can also be shown as slides."""
    return _page(made, None).encode()


def page(made: deck.Deck, live: Live) -> bytes:
    """The page of present mode."""
    return _page(made, live).encode()


def _page(made: deck.Deck, live: Live | None) -> str:
    lang = "zh-CN" if made.lang == "zh" else "en"
    keys = words.markup(words.say(made.lang, "deck_keys" if live else "deck_keys_file"))
    library = f'<script src="{words.markup(live.plotly)}"></script>' if live else f"<script>{library_code()}</script>"
    policy = "" if live else f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return "".join((
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{policy}',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<title>{words.markup(made.title)}</title><style>{_asset("deck.css")}</style></head>',
        f'<body class="{"present" if live else "document"}">',
        f'<main>{"".join(_slides(made, live))}</main><div id="bar" aria-hidden="true"></div>',
        f'<button id="keys" type="button">{keys}</button><div id="where" class="hidden" aria-live="polite"></div>',
        f'<script type="application/json" id="deck">{_data(made, live)}</script>{library}',
        f"<script>{_asset('deck.js')}</script></body></html>"))


def library_code() -> str:
    """The code of the chart library."""
    return plotly.offline.get_plotlyjs()


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _data(made: deck.Deck, live: Live | None) -> str:
    """The figures and settings as JSON that cannot end its script."""
    drawn = {str(number): json.loads(found.to_json()) for number, slide in enumerate(made.slides)
               if (found := figures.figure(slide)) is not None}
    told: dict[str, object] = {
        "figures": drawn, "config": {**maps.CONFIG, "responsive": False}, "present": live is not None,
        "where": words.say(made.lang, "deck_slide", n="{n}", total="{total}"), "auto": 0}
    if live:
        told |= {"base": live.base, "query": live.query, "back": live.back, "stamp": live.stamp, "fresh": live.fresh,
                 "every": live.every, "auto": live.auto}
    text = json.dumps(told, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


# ---------------------------------------------------------------- markup

def _slides(made: deck.Deck, live: Live | None) -> Iterator[str]:
    total = len(made.slides)
    for number, slide in enumerate(made.slides):
        level = "h1" if slide.kind == "title" else "h2"
        where = words.markup(words.say(made.lang, "deck_slide", n=number + 1, total=total))
        parts = [f'<section class="slide is-{slide.kind}" aria-label="{where}">',
                 f"<{level}>{words.markup(slide.title)}</{level}>"]
        parts += [f'<p class="{name}">{words.markup(text)}</p>' for name, text in (
            ("said", slide.said), ("remark", slide.remark)) if text]
        parts.append(f'<div class="content">{_content(number, slide, live)}</div>')
        parts += [f'<p class="left">{words.markup(left)}</p>'] if (left := _left(slide)) else []
        yield "".join((*parts, f"<footer>{words.markup(_foot(slide, number + 1, total))}</footer></section>"))


def _left(slide: deck.Slide) -> str:
    """What a slide leaves out; a drawn timeline leaves out nothing, and says how it shows what is known less well."""
    if not isinstance(slide.content, deck.Time):
        return slide.left_out
    lang, found = slide.about.lang, slide.content.timeline
    said = [words.say(lang, "said_coarse", n=f"{found.coarse['events'].sum():,}")] if len(found.coarse) else []
    said += [words.say(lang, "said_undated", n=f"{found.undated:,}")] if found.undated else []
    return words.say(lang, "gap").join(said)


def _foot(slide: deck.Slide, number: int, total: int) -> str:
    shown, filters, data = deck.heading(slide.about)
    chosen = (filters,) if slide.about.chosen and slide.kind not in ("title", "method") else ()
    schematic = (words.say(slide.about.lang, "map_note"),) if slide.kind == "map" else ()
    return " · ".join((*schematic, shown, *chosen, data, f"{number} / {total}"))


def _content(number: int, slide: deck.Slide, live: Live | None) -> str:
    content = slide.content
    if isinstance(content, deck.Figures):
        pairs = "".join(f"<div><dt>{words.markup(name)}</dt><dd>{words.markup(value)}</dd></div>"
                        for name, value in content.pairs)
        return f'<dl class="figures">{pairs}</dl>'
    if isinstance(content, deck.Text):
        return "".join(f"<p>{words.markup(text)}</p>" for text in content.paragraphs)
    if isinstance(content, deck.Sheet):
        return (_chart(number, slide) if content.ranges else "") + _table(content, live)
    return _chart(number, slide) if content is not None else ""


def _chart(number: int, slide: deck.Slide) -> str:
    alt = words.markup(f"{slide.title}. {slide.said}")
    return (f'<div class="chart" role="img" aria-label="{alt}" data-figure="{number}" '
            f'data-opens="{figures.opens(slide)}"></div>')


def _table(sheet: deck.Sheet, live: Live | None) -> str:
    head = "".join(f"<th>{words.markup(name)}</th>" for name in sheet.head)
    widest = max(range(len(sheet.shares)), key=sheet.shares.__getitem__)
    rows = []
    for index, row in enumerate(sheet.rows):
        cells = [words.markup(cell) for cell in row]
        if live and sheet.ids:
            cells[widest] = f'<a href="{_story(live, sheet.ids[index])}">{cells[widest]}</a>'
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    columns = "".join(f'<col style="width:{share:.0%}">' for share in sheet.shares)
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _story(live: Live, event_id: str) -> str:
    return words.markup(f"{live.base}story?{urlencode({'event': event_id})}")


def settings(given: Mapping[str, list[str]]) -> int:
    """Seconds of ``auto=`` in an address, between 2 seconds and an hour; 0 for none or nonsense.

    >>> settings({"auto": ["20"]}), settings({"auto": ["soon"]}), settings({"auto": ["1"]})
    (20, 0, 2)
    """
    asked = (given.get("auto") or [""])[0]
    return min(max(int(asked), 2), 3600) if asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked) else 0
