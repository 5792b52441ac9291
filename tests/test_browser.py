"""One journey of a reader through the real app in a real browser, with no network but the app's own.

Skipped where no Chromium is installed; with REQUIRE_BROWSER=1 that is a failure.
"""

import contextlib
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dashboard import query, words
from etl import store

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]
PATIENCE = 30_000
"""Milliseconds, for a cold start on a small machine."""


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """The app on a free port of this machine, over the table built from the seeds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)], cwd=ROOT,
        env={**os.environ, "ETL_DATA": str(data)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        assert server.poll() is None, "the app ended at once"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app did not start")


@pytest.fixture
def page(address: str):
    """A page of a Chromium that fails the test on a console error or a request to another host."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but no Chromium is installed")
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
        opened.set_default_timeout(PATIENCE)
        errors: list[str] = []
        hosts: set[str] = set()
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("request", lambda request: hosts.add(urlparse(request.url).netloc))
        yield opened
        browser.close()
    assert not errors
    assert hosts - {""} == {urlparse(address).netloc}


@pytest.fixture(scope="module")
def events(data: Path) -> query.Events:
    tables, _ = store.arrow(data)
    return query.prepared(tables["events"], tables["stories"])


@pytest.fixture(scope="module")
def plan(events: query.Events) -> list[tuple[str, str, int]]:
    """(filter, label, events then left) of three filters, each of which narrows the view and leaves something."""
    steps, left, narrowing = [], events, {"domain": "domain", "company": "partners", "province": "province"}
    for name, column in narrowing.items():
        counts = query.count_by(left, column)
        fitting = counts[counts["events"] < len(left)]
        code = fitting.iloc[0]["value"]
        left = query.filtered(left, query.Filters(**{{"domain": "domains", "company": "companies",
                                                      "province": "provinces"}[name]: (code,)}))
        steps.append((name, words.label("zh", column, code), len(left)))
    return steps


def shows(page, number: int, total: int) -> None:
    page.get_by_text(words.say("zh", "shown", shown=number, total=total), exact=True).wait_for()


def choose(page, name: str, label: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(f"{words.say('zh', name)}$"))
    box.click()
    box.fill(label)
    page.get_by_role("option", name=label, exact=True).click()
    page.keyboard.press("Escape")


def open_first_row(page: Page) -> None:
    """Click the first row until its story opens: a click before the grid has drawn its rows goes nowhere."""
    story = page.get_by_role("heading", name="报道", exact=True)
    for _ in range(4):
        with contextlib.suppress(PlaywrightTimeout):
            page.locator("[data-testid=stDataFrame]").first.click(position={"x": 250, "y": 52}, timeout=8000)
            story.wait_for(timeout=8000)
        if story.is_visible():
            return
    story.wait_for()


def test_a_reader_filters_reads_a_story_and_downloads(page, address, events, plan, tmp_path):
    total = len(events)
    page.goto(address)
    shows(page, total, total)

    for name, label, left in plan:
        choose(page, name, label)
        shows(page, left, total)
    assert {name: parse_qs(urlparse(page.url).query)[name] for name, _, _ in plan} == {
        name: [label] for name, label, _ in plan}
    left = plan[-1][2]

    page.get_by_role("link", name="事件表").click()
    page.get_by_role("heading", name="事件表").wait_for()
    shows(page, left, total)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载 CSV").click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    back = pd.read_csv(target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(back) == left and plan[0][1] in target.name
    assert all(plan[1][1] in partners.split("; ") for partners in back["partners"])

    open_first_row(page)
    page.locator("mark").first.wait_for()
    assert parse_qs(urlparse(page.url).query)["event"][0] in set(back["event_id"])
    shows(page, left, total)

    page.get_by_role("link", name="返回事件表").click()
    page.get_by_role("button", name=words.say("zh", "clear")).click()
    shows(page, total, total)
    assert not urlparse(page.url).query


def test_a_copied_link_shows_the_same_view_in_the_other_language(page, address, events):
    kept = query.filtered(events, query.Filters(domains=("transport",)))
    page.goto(f"{address}/?domain=transport&lang=en")
    page.get_by_text(words.say("en", "shown", shown=len(kept), total=len(events)), exact=True).wait_for()
    page.wait_for_url("**/?*domain=Transport*lang=English*")


def test_a_click_on_a_bar_filters_a_reload_keeps_it_and_its_chip_takes_it_back(page, address, events):
    page.goto(address)
    shows(page, len(events), len(events))
    first = query.count_by(events, "domain").iloc[0]
    page.locator("[data-panel=overview_domain] .mark").first.click()
    shows(page, int(first["events"]), len(events))
    assert parse_qs(urlparse(page.url).query)["domain"] == [words.label("zh", "domain", first["value"])]
    page.reload()
    shows(page, int(first["events"]), len(events))
    page.get_by_role("button", name=f"领域：{words.label('zh', 'domain', first['value'])}").click()
    shows(page, len(events), len(events))


def test_a_bar_is_reached_and_chosen_by_keyboard(page, address, events):
    page.goto(address)
    shows(page, len(events), len(events))
    second = query.count_by(events, "domain").iloc[1]
    page.locator("[data-panel=overview_domain] .mark").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    shows(page, int(second["events"]), len(events))
    assert parse_qs(urlparse(page.url).query)["domain"] == [words.label("zh", "domain", second["value"])]


@pytest.mark.parametrize(("path", "chart", "button"), [
    ("", "[data-panel=overview_time] .drawn", "button"), ("regions", ".st-key-chart_map_map_0", ".modebar-btn")])
def test_a_saved_picture_holds_more_than_its_chart(page, address, events, tmp_path, path, chart, button):
    """Room for the title, the filters and the source is added to what stands on the page, twice as fine."""
    page.goto(f"{address}/{path}")
    shows(page, len(events), len(events))
    standing = page.locator(chart)
    standing.locator("svg").first.wait_for()
    standing.hover()
    with page.expect_download() as waiting:
        standing.locator(button).first.click(force=True)
    target = tmp_path / "chart.png"
    waiting.value.save_as(target)
    width, height = struct.unpack(">II", target.read_bytes()[16:24])
    box = standing.locator("svg.chart, svg.main-svg").first.bounding_box()
    assert waiting.value.suggested_filename.endswith(".png") and target.read_bytes().startswith(b"\x89PNG")
    assert width >= 2 * box["width"] and height > 2 * (box["height"] + 60)


def test_the_newest_events_open_in_the_page_with_its_filters_and_back_returns(page, address, events):
    kept = query.filtered(events, query.Filters(domains=("transport",)))
    page.goto(f"{address}/?domain=transport")
    shows(page, len(kept), len(events))
    page.evaluate("window.same = true")
    page.locator("[data-panel=overview_newest] a").first.click()
    page.get_by_role("heading", name="报道", exact=True).wait_for()
    shows(page, len(kept), len(events))
    assert parse_qs(urlparse(page.url).query)["event"] == [query.newest(kept, 1)["event_id"].iloc[0]]
    page.go_back()
    page.locator("[data-panel=overview_newest]").wait_for()
    shows(page, len(kept), len(events))
    page.get_by_role("link", name=words.say("zh", "all_events")).click()
    page.get_by_role("heading", name="事件表").wait_for()
    shows(page, len(kept), len(events))
    assert page.evaluate("window.same")  # never loaded anew


def test_the_numbers_under_a_chart_are_saved_once_and_its_pin_is_reached_by_keyboard(page, address, events, tmp_path):
    page.goto(address)
    shows(page, len(events), len(events))
    panel = page.locator("[data-panel=overview_domain]")
    with page.expect_download() as waiting:
        panel.get_by_role("button", name=f"{words.say('zh', 'chart_data')}: {words.say('zh', 'domains_ranked')}").click()
    waiting.value.save_as(tmp_path / "numbers.csv")
    found, counts = pd.read_csv(tmp_path / "numbers.csv"), query.count_by(events, "domain")
    assert waiting.value.suggested_filename.startswith("overview_domain_")
    assert found["value"].tolist() == counts["value"].tolist() and found["events"].tolist() == counts["events"].tolist()
    again: list[object] = []
    page.on("download", lambda download: again.append(download))
    panel.get_by_role("button", name=f"{words.say('zh', 'pin')}: {words.say('zh', 'domains_ranked')}").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.get_by_role("link", name=words.say("zh", "page_collection")).click()
    page.locator(".st-key-pin_box_0").wait_for()
    assert not again


def test_a_click_on_the_map_filters_by_province(page, address, events):
    page.goto(f"{address}/regions")
    shows(page, len(events), len(events))
    page.locator(".st-key-chart_map_map_0 .choroplethlayer path").first.wait_for()
    counts = dict(query.count_by(events, "province").to_numpy())
    box = page.locator(".st-key-chart_map_map_0 svg.main-svg").first.bounding_box()
    xinjiang = box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.36
    page.mouse.move(*xinjiang)
    page.wait_for_timeout(300)  # a click counts for what is hovered
    page.mouse.click(*xinjiang)
    shows(page, int(counts.get("650000", 0)), len(events))
    assert parse_qs(urlparse(page.url).query)["province"] == ["新疆维吾尔自治区"]


@pytest.mark.parametrize("path", ["domains", "companies", "regions", "money", "events", "issues"])
def test_every_page_opens_from_a_link_without_an_error(page, address, events, path):
    page.goto(f"{address}/{path}?lang=en")
    page.get_by_text(words.say("en", "shown", shown=len(events), total=len(events)), exact=True).wait_for()
    page.get_by_role("heading", name=words.say("en", f"page_{path}"), exact=True).wait_for()
    page.wait_for_timeout(1500)  # charts draw after the page stands, and only then would an error show


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "companies", "regions", "story"])
def test_a_page_has_no_serious_hindrance(page, address, events, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/{path}" + (f"?event={events.frame['event_id'].iloc[0]}" if path == "story" else ""))
    shows(page, len(events), len(events))
    page.wait_for_timeout(3000)  # until the last chart stands and nothing is faded as stale any more
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found
                if one["impact"] in ("serious", "critical")]
