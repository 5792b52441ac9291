"""What the server answers for meetings: present mode as a page, its chart library, and the stamp of the newest build.

``/present?domain=transport&auto=20`` takes the filters of every page; ``c=`` holds a collection instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard import collection, deck, link, loaded, query, slides, words
from dashboard.deck import as_html
from etl import store

PAGES = ("overview", "domains", "companies", "regions", "money", "events", "story", "issues", "collection", "changes")
POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; "
          "img-src data: blob:; connect-src 'self' data:", "X-Content-Type-Options": "nosniff"}
"""Whatever a story's words hold, the page asks its own server only."""
Given = Mapping[str, list[str]]


async def present(request: Request) -> Response:
    """The slides of what the address asks for."""
    given = request.query_params
    return await run_in_threadpool(_present, {name: given.getlist(name) for name in given})


def _present(given: Given) -> Response:
    lang = language(given)
    stamp = store.stamp(loaded.folder())
    tables, problem = loaded.tables()
    if tables is None:
        return _sentence(f"{words.say(lang, problem)}: {loaded.command()}", 503)
    try:
        made, query_of = _deck(tables, given, lang)
    except collection.Bad as error:
        return _sentence(words.say(lang, "collection_bad", why=words.say(lang, str(error))), 400)
    back = (given.get("back") or [""])[0]
    back = "" if back in ("", "overview") or back not in PAGES else back
    live = as_html.Live(base="./", query=query_of, back=f"./{back}?{_without(given, ('back', 'auto', 'slide'))}",
                          stamp=stamp, fresh="./api/stamp", plotly="./present/plotly.js",
                          auto=as_html.settings(given))
    return HTMLResponse(as_html.page(made, live), headers={"Cache-Control": "no-store", **POLICY})


def _deck(tables: query.Tables, given: Given, lang: str) -> tuple[deck.Deck, str]:
    """The deck, and its filters for the links on it."""
    if packed := (given.get("c") or [""])[0]:
        return slides.chosen(tables, collection.unpacked(packed), lang), urlencode({"lang": lang})
    wanted = link.read(given, tables.events, lang)
    found = slides.standard(tables, wanted.filters, lang, counting(given))
    return found, urlencode([("lang", lang), *[(name, code) for name, codes in slides.asked(wanted.filters).items()
                                               for code in codes]])


def language(given: Given) -> str:
    """The language of an address: a code or a name; Chinese where it says none."""
    return link.readings(list(words.LANGUAGES), words.LANGUAGES).get((given.get("lang") or [""])[0], "zh")


def counting(given: Given) -> str:
    """The way of counting of an address: a code, or its label in either language."""
    asked = (given.get("count") or [""])[0]
    names = {one: (one, *(words.say(lang, f"counting_{one}") for lang in words.LANGUAGES)) for one in query.COUNTINGS}
    return next((one for one, written in names.items() if asked in written), "each")


def _without(given: Given, names: tuple[str, ...]) -> str:
    return urlencode([(name, value) for name, values in given.items() if name not in names for value in values])


def _sentence(text: str, status: int) -> Response:
    return HTMLResponse(f'<!DOCTYPE html><meta charset="utf-8"><p style="font:24px system-ui;margin:4em">'
                        f"{words.markup(text)}</p>", status, {"Cache-Control": "no-store"})


async def library(request: Request) -> Response:
    """The chart library, the same as inside the file; kept by the browser for a day."""
    return Response(await run_in_threadpool(_library), media_type="text/javascript; charset=utf-8",
                    headers={"Cache-Control": "public, max-age=86400"})


@cache
def _library() -> bytes:
    return as_html.library_code().encode()


async def newest(request: Request) -> Response:
    """The stamp of the newest build."""
    return JSONResponse({"stamp": await run_in_threadpool(store.stamp, loaded.folder())},
                        headers={"Cache-Control": "no-store"})


ROUTES = [Route("/present", present), Route("/present/plotly.js", library), Route("/api/stamp", newest)]
