"""What the server answers beside the pages, from the outside: the live link takes the parameters of the page."""

import csv
import gzip
import io
import json
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

import anyio
import pytest
import small
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard import server


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> dict:
        return json.loads(self.content)


@dataclass(frozen=True)
class Client:
    """Asks an ASGI application without a network."""

    app: ASGIApp
    headers: tuple[tuple[bytes, bytes], ...] = ()

    def get(self, url: str) -> Answer:
        return anyio.run(partial(self._get, url))

    async def _get(self, url: str) -> Answer:
        path, _, query = url.partition("?")
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
                 "query_string": quote(query, safe="=&%").encode(), "headers": [(b"host", b"here"), *self.headers],
                 "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2)}
        sent: list[dict] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent[1:]))


@pytest.fixture
def client(tmp_path, monkeypatch) -> Client:
    monkeypatch.setenv("ETL_DATA", str(small.saved(tmp_path)))
    page = Route("/regions", lambda request: HTMLResponse("<html><head><title>a</title></head></html>"))
    text = Route("/robots.txt", lambda request: PlainTextResponse("<head>"))
    return Client(Starlette(routes=[*server.ROUTES, page, text], middleware=server.MIDDLEWARE))


@pytest.mark.parametrize(("link", "events"), [
    ("", 6), ("?domain=transport", 2), ("?domain=智慧交通&company=华为", 1), ("?domain=Transport&lang=en", 2),
    ("?not_domain=transport", 4), ("?from=2018-08-24&to=2018-08-31", 1), ("?undated=true", 1), ("?q=九城", 1),
    ("?company=华为&company=腾讯", 3), ("?q=没有这样的词", 0), ("?unit=week", 6)])
def test_the_live_link_filters_as_the_page_does(client, link, events):
    answer = client.get(f"/api/events.csv{link}")
    assert answer.status_code == 200 and answer.content.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))) == events
    found = client.get(f"/api/events.json{link}").json()
    assert (found["shown"], found["total"], len(found["events"])) == (events, 6, events)


def test_json_keeps_lists_days_and_hostile_text(client):
    events = client.get("/api/events.json").json()["events"]
    assert events[0]["city"] == list(small.NINE) and events[0]["date"] == "2018-08-21"
    assert events[4]["date"] is None and events[2]["event"] == small.HOSTILE


def test_the_long_file_is_there_too(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/api/values.csv?company=华为").content.decode("utf-8-sig"))))
    assert {row["event_id"] for row in rows} == {"e0", "e1"}


@pytest.mark.parametrize("link", ["domain=zzz", "from=2018-99-99", "region=east&province=440000"])
def test_a_value_that_is_none_is_named_with_status_400(client, link):
    answer = client.get(f"/api/events.csv?{link}")
    assert answer.status_code == 400 and "无法识别" in answer.json()["error"] and answer.json()["values"]


def test_no_table_yet_is_a_sentence_with_the_command(client, monkeypatch, tmp_path):
    monkeypatch.setenv("ETL_DATA", str(tmp_path / "nothing"))
    answer = client.get("/api/events.json")
    assert answer.status_code == 503 and "python -m etl build seeds" in answer.json()["error"]


def test_a_page_is_told_where_its_server_is_and_other_files_are_left_alone(client):
    page = client.get("/regions")
    assert 'BACKEND_BASE_URL: location.origin + "/"' in page.text and page.text.startswith("<html><head><script>")
    assert '"No results": "没有匹配项"' in page.text and "@" not in page.text
    assert int(page.headers["content-length"]) == len(page.content)
    assert client.get("/robots.txt").text == "<head>"


def test_a_file_of_streamlit_is_compressed_once_and_a_strange_path_is_never_kept():
    asked: list[str] = []

    def script(request) -> PlainTextResponse:
        asked.append(request.url.path)
        kind = "text/javascript" if request.url.path.endswith("a.js") else "text/html"
        return PlainTextResponse("let a = 1;" * 100, media_type=kind)

    packed = server.Packed(Starlette(routes=[Route("/static/js/{name}", script)]))
    client = Client(packed, ((b"accept-encoding", b"gzip"),))
    for _ in range(2):
        answer = client.get("/static/js/a.js")
        assert gzip.decompress(answer.content) == b"let a = 1;" * 100 and answer.headers["content-encoding"] == "gzip"
        assert client.get("/static/js/strange").text == "let a = 1;" * 100
    assert asked.count("/static/js/a.js") == 1 and list(packed.kept) == ["/static/js/a.js"]
