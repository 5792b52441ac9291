"""What the server answers beside the pages: ``/api/events.csv`` and ``.json``, compression, and a page head of our own.

Links of the pages and of the API take the same parameters: ``/api/events.csv?domain=transport&from=2018-08-01``.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import download, link, loaded, query, words
from etl import table

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = [Path(__file__).with_name("page.js"), ASSETS / "drawn.js", ASSETS / "board.js"]
"""Put into the head of the page: where its server is, Streamlit's own English words in Chinese, and how charts and
their panels are drawn."""

FONT = re.compile(rb"<link\s+rel=\"preload\"[^>]*as=\"font\"[^>]*/>")
"""Streamlit asks for its own typeface first of all; the theme uses the reader's."""


async def events_csv(request: Request) -> Response:
    """The filtered events as CSV, one row an event."""
    return await run_in_threadpool(_answer, _link(request), "csv")


async def values_csv(request: Request) -> Response:
    """The filtered events as CSV, one row a value."""
    return await run_in_threadpool(_answer, _link(request), "values")


async def events_json(request: Request) -> Response:
    """The filtered events as JSON: about, and a list of events whose lists are lists."""
    return await run_in_threadpool(_answer, _link(request), "json")


def _link(request: Request) -> dict[str, list[str]]:
    given = request.query_params
    return {name: given.getlist(name) for name in given}


def _answer(given: Mapping[str, list[str]], shape: str) -> Response:
    lang = link.readings(list(words.LANGUAGES), words.LANGUAGES).get((given.get("lang") or [""])[0], "zh")
    tables, problem = loaded.tables()
    if tables is None:
        said = f"{words.say(lang, problem)}: {loaded.command()}"
        return JSONResponse({"error": said}, 503, {"Cache-Control": "no-store"})
    wanted = link.read(given, tables.events, lang)
    if wanted.ignored:
        named = {name: values for name, values in wanted.ignored.items()}
        return JSONResponse({"error": words.say(lang, "unknown_values"), "values": named}, 400)
    events = loaded.filtered(tables, wanted.filters)
    headers = {"Cache-Control": "no-cache", "X-Total-Count": str(len(events))}
    if shape == "json":
        return Response(_json(events, tables), headers=headers, media_type="application/json; charset=utf-8")
    body = download.csv(events) if shape == "csv" else download.long_csv(events, lang)
    return Response(body, headers={**headers, "Content-Disposition": f'inline; filename="{shape}.csv"'},
                    media_type="text/csv; charset=utf-8")


def _json(events: query.Events, tables: query.Tables) -> bytes:
    rows = json.loads(events.frame[[column.name for column in table.EVENTS]].to_json(
        orient="records", date_format="iso", date_unit="s", force_ascii=False))
    for row in rows:
        for name in ("date", "date_end", "published"):
            row[name] = row[name] and row[name][:10]
    found = {"total": len(tables.events), "shown": len(events), "built_at": tables.build.get("built_at"),
             "events": rows}
    return json.dumps(found, ensure_ascii=False).encode()


class PageHead:
    """Puts ``SCRIPTS`` into the one HTML page that the server sends; everything else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold back the start of an HTML answer until its body is whole."""
        if scope["type"] != "http" or scope["path"].startswith(("/api/", "/_stcore/", "/static/", "/media/")):
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def passed(message: Message) -> None:
            html = any(name == b"content-type" and value.startswith(b"text/html")
                       for name, value in message.get("headers", ()))
            if message["type"] == "http.response.start" and html:
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    await _whole(held, scope, send)
                    held.clear()

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, passed)  # compressed, it could not be changed


class Packed:
    """Compresses each of Streamlit's own files once, not for every reader: they bear a hash and never change."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where the same file was asked for before."""
        path, headers = scope.get("path", ""), dict(scope.get("headers", ()))
        wanted = path.startswith("/static/js/") and b"gzip" in headers.get(b"accept-encoding", b"") \
            and scope.get("method") == "GET" and b"range" not in headers
        if not wanted:
            await self.app(scope, receive, send)
            return
        if path not in self.kept:
            sent: list[Message] = []

            async def held(message: Message) -> None:
                sent.append(message)

            plain = [(name, value) for name, value in scope["headers"] if name in (b"host", b"accept")]
            await self.app({**scope, "headers": plain}, receive, held)
            if sent[0].get("status") != 200 or b"javascript" not in dict(sent[0]["headers"]).get(b"content-type", b""):
                for message in sent:  # no such file: never kept, or strange paths would fill the memory
                    await send(message)
                return
            self.kept[path] = await run_in_threadpool(_packed, sent)
        for message in self.kept[path]:
            await send(message)


def _packed(sent: list[Message]) -> list[Message]:
    body = gzip.compress(b"".join(message.get("body", b"") for message in sent[1:]), 9)
    headers = [(name, value) for name, value in sent[0]["headers"] if name not in (b"content-length", b"etag")]
    headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding"), (b"content-length", str(len(body)).encode())]
    return [{**sent[0], "headers": headers}, {"type": "http.response.body", "body": body}]


async def _whole(held: list[Message], scope: Scope, send: Send) -> None:
    start, body = held[0], b"".join(message.get("body", b"") for message in held[1:])
    body = FONT.sub(b"", body)
    body = body.replace(b"<head>", b"<head>" + _script(scope.get("root_path", "").rstrip("/") + "/"), 1)
    headers = [(name, value) for name, value in start["headers"] if name not in (b"content-length", b"etag")]
    if scope["method"] != "HEAD":
        headers.append((b"content-length", str(len(body)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


@cache
def _script(base: str) -> bytes:
    told = {"@BASE@": json.dumps(base)[1:-1], "@WORDS@": json.dumps(words.STREAMLIT, ensure_ascii=False)}
    script = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    for gap, value in told.items():
        script = script.replace(gap, value.replace("<", "\\u003c"))
    return f"<script>{script}</script>".encode()


ROUTES = [Route("/api/events.csv", events_csv), Route("/api/values.csv", values_csv),
          Route("/api/events.json", events_json)]
MIDDLEWARE = [Middleware(Packed), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6), Middleware(PageHead)]
