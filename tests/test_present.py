"""Present mode, the HTML file, collections and the page of changes, without a browser."""

import doctest
import json
import re

import boards
import pytest
import small
from starlette.applications import Starlette
from test_dashboard import opened, said, six  # noqa: F401
from test_server import Client

from dashboard import (
    collection,
    deck,
    link,
    loaded,
    meeting,
    present,
    query,
    server,
    slides,
    words,
)
from dashboard.deck import as_html, as_pdf, figures, kinds
from etl import store

KEPT = collection.Collection("周会", (
    collection.Pin("domains", {"region": ("south",)}, "split", "华南的领域", "看趋势"),
    collection.Pin("newest", {"q": ("医疗",)})))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ETL_DATA", str(small.saved(tmp_path)))
    return tmp_path


@pytest.fixture
def client(folder) -> Client:
    return Client(Starlette(routes=[*present.ROUTES, *server.ROUTES], middleware=server.MIDDLEWARE))


def told(html: str) -> dict:
    """The data inside a page."""
    return json.loads(re.search(r'<script type="application/json" id="deck">(.*?)</script>', html, re.S).group(1))


def test_the_examples_hold():
    assert all(doctest.testmod(module).failed == 0 for module in (collection, slides, as_html, kinds))


# ---------------------------------------------------------------- the page and the file

@pytest.mark.parametrize(("address", "shown"), [
    ("", 6), ("?domain=transport", 2), ("?domain=智慧交通&company=华为", 1)])
def test_a_link_opens_present_mode_with_its_filters(client, address, shown):
    answer = client.get(f"/present{address}")
    assert answer.status_code == 200 and f"{shown} / 6 个事件" in answer.text
    assert answer.text.count('<section class="slide') == 2 + len(deck.KINDS)


def test_escape_leads_back_to_the_page_with_the_same_filters(client):
    data = told(client.get("/present?domain=transport&lang=en&back=money&auto=20").text)
    assert data["back"] == "./money?domain=transport&lang=en" and data["auto"] == 20
    assert data["query"] == "lang=en&domain=transport" and data["stamp"] == client.get("/api/stamp").json()["stamp"]
    assert told(client.get("/present?back=//evil.example").text)["back"] == "./?"


def test_a_new_build_changes_the_stamp_and_the_slides(client, folder):
    before = client.get("/api/stamp").json()
    small.saved(folder, small.ROWS[:2])
    assert client.get("/api/stamp").json() != before and "2 / 2 个事件" in client.get("/present").text
    assert "变化" in client.get("/present").text


def test_nothing_fits_and_no_table_are_sentences(client, folder, monkeypatch):
    assert words.say("zh", "nothing") in client.get("/present?q=没有这样的词").text
    monkeypatch.setenv("ETL_DATA", str(folder / "nowhere"))
    answer = client.get("/present?lang=en")
    assert answer.status_code == 503 and "python -m etl build" in answer.text and "Traceback" not in answer.text


def test_hostile_words_are_text_in_the_page_and_in_its_data(client):
    html = client.get("/present").text
    assert "<script>alert" not in html and "<b>b</b>" not in html and "\x07" not in html
    figures = json.dumps(told(html)["figures"])
    assert "<script" not in re.sub(r'"customdata": \[.*?\]\]', "", figures)


def test_the_file_is_whole_small_and_asks_nobody():
    events = small.events()
    html = as_html.file(deck.build(events, about(events))).decode()
    assert len(html.encode()) < 6e6 and html.count("Content-Security-Policy") == 1
    assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)=', html.replace(as_html.library_code(), ""))
    data = told(html)
    assert data["config"]["showSendToCloud"] is False and data["config"]["modeBarButtons"] == [["toImage"]]
    drawn = data["figures"][str([one for one in ("title", *deck.KINDS)].index("domains"))]["data"][0]
    assert drawn["x"] == query.count_by(events, "domain")["events"].tolist()


def about(events: query.Events, lang: str = "zh"):
    from dashboard import download
    return download.About(lang, [], len(events), len(events.base), "2026-11-24T10:00:00+00:00", [])


def test_without_a_chromium_the_button_says_so(opened, monkeypatch):  # noqa: F811
    monkeypatch.setattr(as_pdf, "browser", lambda: None)
    assert as_pdf.pdf(b"<html>") is None
    app = opened(lang="en")
    app.session_state["more_files"] = True
    app.run()
    assert any(button.label == words.say("en", "deck_no_pdf") and button.disabled for button in app.download_button)


# ---------------------------------------------------------------- collections

def test_a_collection_comes_back_from_a_file_and_from_a_link():
    assert collection.read(collection.written(KEPT)) == KEPT
    assert collection.unpacked(collection.packed(KEPT)) == KEPT


@pytest.mark.parametrize("bad", [
    "", "[]", "null", "{", '{"version": 2, "pins": []}', '{"version": 1, "pins": [1]}', "[" * 100_000,
    '{"version": 1, "pins": [{"kind": "domains", "filters": {"q": "x"}}]}',
    '{"version": 1, "pins": [{"kind": "evil"}]}', '{"version": 1, "name": 3, "pins": []}',
    json.dumps({"version": 1, "pins": [{"kind": "map"}] * 41}), "x" * 300_000])
def test_what_is_no_collection_is_refused(bad):
    with pytest.raises(collection.Bad) as raised:
        collection.read(bad)
    assert str(raised.value) in words.TEXTS


def test_links_that_are_none_or_unpack_to_too_much_are_refused(client):
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 50_000_000)).decode()
    for bad in ("x", "%%%", "é", bomb):
        with pytest.raises(collection.Bad):
            collection.unpacked(bad)
    answer = client.get("/present?c=nonsense")
    assert answer.status_code == 400 and "收藏" in answer.text


def test_a_collection_is_presented_with_its_own_filters_titles_and_remarks(client, folder):
    html = client.get(f"/present?c={collection.packed(KEPT)}").text
    assert "周会" in html and "华南的领域" in html and "看趋势" in html and "3 / 6 个事件" in html
    assert html.count('<section class="slide') == 4
    small.saved(folder, small.ROWS[:1])  # later, on new data
    assert "1 / 1 个事件" in client.get(f"/present?c={collection.packed(KEPT)}").text


def test_a_filter_that_new_data_no_longer_knows_is_named_and_shows_nothing(client, folder):
    kept = collection.Collection("", (collection.Pin("domains", {"company": ("早已不在的公司",)}),))
    html = client.get(f"/present?c={collection.packed(kept)}").text
    assert "早已不在的公司" in html and "0 / 6 个事件" in html


def test_filters_become_a_link_and_come_back():
    events = small.events()
    filters = query.Filters(domains=("transport",), not_cities=("110000",), text="九城", undated=False)
    assert link.read(slides.asked(filters), events, "zh").filters == filters


def test_a_chart_is_pinned_as_filtered_ordered_and_removed(opened):  # noqa: F811
    app = opened("collection", domain="transport")
    app.selectbox(key="collection_kind").set_value("domains").run()
    app.button(key="collection_add").click().run()
    app.selectbox(key="collection_kind").set_value("map").run()
    app.button(key="collection_add").click().run()
    held = app.session_state[meeting.STATE]
    assert [pin.kind for _, pin in held.pins] == ["domains", "map"]
    assert held.pins[0][1].filters == {"domain": ("transport",)}
    app.text_input(key="pin_title_0").set_value("我的标题").run()
    app.button(key="pin_down_0").click().run()
    assert [pin.title for _, pin in app.session_state[meeting.STATE].pins] == ["", "我的标题"]
    app.button(key="pin_remove_1").click().run()
    assert [pin.kind for _, pin in app.session_state[meeting.STATE].pins] == ["domains"] and not app.error


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """Events over some years, so that every chart of every page is drawn."""
    later = [{**row, "date": row["date"].replace(year=2021)} for row in small.ROWS if "date" in row]
    return small.saved(tmp_path_factory.mktemp("several"), [*small.ROWS, *later, {**small.ROWS[1], "partners": small.ROWS[
        0]["partners"]}])


@pytest.mark.parametrize("page", ("overview", "domains", "companies", "regions", "money"))
@pytest.mark.parametrize("link_", [{}, {"province": "440000"}, {"by": "money"}, {"by": "cities"}, {"map": "circles"},
                                   {"with": "腾讯", "org": "华为"}], ids=str)
def test_every_chart_of_a_page_has_a_pin_and_every_pin_makes_a_slide(opened, several, page, link_):  # noqa: F811
    """What stands on the slide is what stood on the page: the same numbers under the same names."""
    app = opened(page, folder=several, **link_)
    keys = [key for key, panel in boards.panels(app).items() if panel["pin"]]
    assert len(keys) == len([*boards.drawings(app), *app.get("plotly_chart")]) and not app.error
    for key in keys:
        boards.click(app, key, "pin")
    held = collection.Collection("", tuple(pin for _, pin in app.session_state[meeting.STATE].pins))
    assert len(held.pins) == len(keys) and collection.unpacked(collection.packed(held)) == held
    tables, _ = loaded.tables()
    made = slides.chosen(tables, held, "zh").slides[1:-1]
    assert all(slide.content is not None for slide in made)
    drawn = [figure for slide in made if (figure := figures.figure(slide)) is not None]
    shown = boards.drawings(app)
    for slide, key in zip(made, keys, strict=True):
        drawing = shown.get(key, {})
        if isinstance(slide.content, deck.Bars) and drawing.get("shape") == "bars":
            some = min(len(drawing["numbers"]), len(slide.content.numbers))
            assert some and list(slide.content.numbers[:some]) == drawing["numbers"][:some], slide.title
    assert drawn


def test_a_collection_in_a_link_fills_the_page(opened):  # noqa: F811
    app = opened("collection", c=collection.packed(KEPT))
    assert [pin.title for _, pin in app.session_state[meeting.STATE].pins] == ["华南的领域", ""] and not app.error
    assert app.text_input(key="collection_name").value == "周会"
    app = opened("collection", c="nonsense")
    assert any("看不懂" in warning.value for warning in app.warning) and not app.error


# ---------------------------------------------------------------- what changed

def test_the_page_of_changes_says_what_and_why(opened, tmp_path):  # noqa: F811
    folder = small.saved(tmp_path, small.ROWS[:2])
    assert words.say("zh", "changes_one_build") in said(opened("changes", folder=folder))
    small.saved(tmp_path, [small.ROWS[0], {**small.ROWS[1], "event_type": "policy"}, small.ROWS[2]])
    app = opened("changes", folder=folder)
    assert {metric.label: metric.value for metric in app.metric} == {"新增": "1", "变更": "1", "合并": "0", "消失": "0"}
    table = app.dataframe[0].value.astype(str)
    assert "产品发布" in table.to_string() or words.label("zh", "event_type", "launch") in table.to_string()
    assert "新报道" in table.to_string() and not app.error


def test_columns_of_changes_that_hold_nothing_are_left_out(opened, tmp_path):  # noqa: F811
    folder = small.saved(tmp_path, small.ROWS[:1])
    small.saved(tmp_path, small.ROWS[:2])
    app = opened("changes", folder=folder)
    assert [words.say("zh", name) for name in ("kind", "column_event", "changes_why")] == list(app.dataframe[0].value)
    slide = slides.changes(slides.difference(*reversed(store.builds(tmp_path))), about(small.events()))
    assert len(slide.content.head) == 3 and len(slide.content.rows) == 1


def test_the_slide_of_changes_counts_all_and_shows_some(tmp_path, monkeypatch):
    monkeypatch.setenv("ETL_DATA", str(tmp_path))
    small.saved(tmp_path, small.ROWS[:1])
    small.saved(tmp_path, [{**small.ROWS[index % 6], "event": f"事件{index}"} for index in range(30)])
    kept = store.builds(tmp_path)
    slide = slides.changes(slides.difference(kept[1], kept[0]), about(small.events()))
    assert len(slide.content.rows) == slides.SHOWN and "新增 29" in slide.said and "共 30 个" in slide.left_out


def test_a_drawn_timeline_says_where_the_undated_stand():
    events = small.events()
    html = as_html.file(deck.build(events, about(events))).decode().replace(as_html.library_code(), "")
    assert words.say("zh", "said_undated", n=1) in html and "不在柱中" not in html
