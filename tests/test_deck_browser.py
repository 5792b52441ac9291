"""Slides in a real browser: present mode by keys on a 1920x1080 screen, and the file with the network off."""

import datetime as dt
import os
from urllib.parse import parse_qs, urlparse

import pytest
import small
from playwright.sync_api import sync_playwright
from test_browser import CHROMIUM, FLAGS, PATIENCE, address, events, page  # noqa: F401

from dashboard import deck, download, query, words
from dashboard.deck import as_html, as_pdf

LONG = "很长的标题" * 40
MANY = [{**small.ROWS[number % 6], "event": f"{number}{LONG}", "date": dt.date(2018, 9, 1 + number % 28),
         "partners": (f"{number}{LONG}", f"公司{number}"), "amount_min": 1e8 + number, "currency": "CNY",
         "amount_kind": "investment"} for number in range(500)]
CUT = """() => [...document.querySelectorAll('.slide.now .content, .slide.now')].some(
    (box) => box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2)"""


def test_present_mode_by_keys(page, address, events):  # noqa: F811
    page.set_viewport_size({"width": 1920, "height": 1080})
    kept = query.filtered(events, query.Filters(domains=("transport",)))
    page.goto(f"{address}/?domain=transport")
    page.get_by_text(words.say("zh", "shown", shown=len(kept), total=len(events)), exact=True).wait_for()
    page.locator("a.present").click()
    page.locator(".slide.is-title.now").wait_for()
    assert page.locator(".slide:visible").count() == 1
    seen = []
    for _ in range(page.locator(".slide").count()):
        seen.append(page.locator(".slide.now").get_attribute("class").split()[1])
        if page.locator(".slide.now .chart").count():
            page.locator(".slide.now .chart .main-svg").first.wait_for()
        assert not page.evaluate(CUT), f"cut text on {seen[-1]}"
        page.keyboard.press("ArrowRight")
    assert seen == [f"is-{kind}" for kind in ("title", *deck.KINDS, "method")]
    assert page.evaluate("document.getElementById('bar').getBoundingClientRect().width") == 1920
    page.keyboard.press("ArrowLeft")
    page.locator(".slide.is-newest.now").wait_for()
    page.mouse.click(1800, 60)
    page.locator(".slide.is-method.now").wait_for()
    page.mouse.click(100, 60)
    page.locator(".slide.is-newest.now").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text(words.say("zh", "shown", shown=len(kept), total=len(events)), exact=True).wait_for()
    assert parse_qs(urlparse(page.url).query)["domain"] == ["智慧交通"]


def test_a_row_leads_into_its_story_and_a_bar_to_its_events(page, address, events):  # noqa: F811
    page.goto(f"{address}/present#{2 + list(deck.KINDS).index('newest')}")
    page.locator(".slide.is-newest.now td a").first.click()
    page.get_by_role("heading", name="报道", exact=True).wait_for()
    page.locator("mark").first.wait_for()
    page.goto(f"{address}/present#{2 + list(deck.KINDS).index('domains')}")
    page.locator(".slide.is-domains.now .barlayer .point path").first.click(force=True)
    first = query.count_by(events, "domain").iloc[0]
    page.get_by_text(words.say("zh", "shown", shown=first["events"], total=len(events)), exact=True).wait_for()


def test_slides_advance_by_themselves(page, address):  # noqa: F811
    page.goto(f"{address}/present?auto=2")
    page.locator(".slide.is-figures.now").wait_for()
    page.locator(".slide.is-time.now").wait_for()
    page.wait_for_timeout(800)  # a chart that is still being drawn may show an error


@pytest.fixture
def offline(tmp_path):
    """Opens a deck's file in a Chromium without a network; fails on an error or on any request."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
        errors, asked = [], []

        def open_file(made: deck.Deck):
            (tmp_path / "deck.html").write_bytes(as_html.file(made))
            opened = context.new_page()
            opened.set_default_timeout(PATIENCE)
            opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
            opened.on("pageerror", lambda error: errors.append(str(error)))
            opened.on("request", lambda request: asked.append(request.url))
            opened.goto((tmp_path / "deck.html").as_uri())
            opened.locator(".chart .main-svg").first.wait_for()
            opened.wait_for_timeout(1000)
            return opened

        yield open_file
        browser.close()
    assert not errors
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]


def built(rows=None, lang: str = "zh") -> deck.Deck:
    found = small.events(rows)
    return deck.build(found, download.About(lang, [], len(found), len(found), "2026-11-24T10:00:00+00:00", []))


def test_the_file_opens_without_a_network_and_draws_all_its_charts(offline):
    opened = offline(built())
    assert opened.locator(".chart").count() == opened.locator(".chart .main-svg:first-child").count() == 5
    assert opened.locator(".choroplethlayer path").count() >= 34
    assert not opened.locator("[data-title*=Share], [data-title*=cloud]").count()
    numbers = opened.locator(".slide.is-domains .bartext").all_text_contents()
    assert numbers == [str(number) for number in query.count_by(small.events(), "domain")["events"]]
    opened.keyboard.press("s")
    opened.keyboard.press("ArrowRight")
    opened.locator(".slide.is-figures.now").wait_for()


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_long_words_and_many_values_are_not_cut_on_a_screen(offline, lang):
    opened = offline(built(MANY, lang))
    opened.set_viewport_size({"width": 1920, "height": 1080})
    opened.keyboard.press("s")
    for _ in range(opened.locator(".slide").count()):
        opened.wait_for_timeout(300)
        assert not opened.evaluate(CUT), opened.locator(".slide.now").get_attribute("class")
        opened.keyboard.press("ArrowRight")


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_collection_of_every_chart_stays_readable(offline, lang):
    """500 organisations with long names, headlines of 200 characters, the longest title and remark; and nothing."""
    found = small.events([*MANY, small.ROWS[0]])
    none = query.filtered(found, query.Filters(text="没有这样的词"))
    told = download.About(lang, [("q", LONG)], len(found), len(found), "2026-11-24T10:00:00+00:00", [])
    chosen = {"roles": "华为", "beside": "华为", "money_by": "investment", "map": "investment"}
    slides = [deck.one(kind, deck.Source(some, told, of=chosen.get(kind, "")), LONG, f"{LONG} remark" * 3)
              for kind in deck.TITLES for some in ((found, none) if kind in ("time", "newest") else (found,))]
    opened = offline(deck.whole(LONG, told, slides))
    opened.set_viewport_size({"width": 1920, "height": 1080})
    opened.keyboard.press("s")
    for slide in [None, *slides]:
        opened.wait_for_timeout(300)
        now = opened.locator(".slide.now")
        assert not opened.evaluate(CUT), now.get_attribute("class")
        if slide:
            told_here = now.text_content()
            assert slide.said in told_here and (slide.kind == "time" or slide.left_out in told_here), slide.kind
            assert slide.content or slide.said in (words.say(lang, "nothing"), words.say(lang, "no_pairs")), slide.kind
        opened.keyboard.press("ArrowRight")


def test_the_pdf_has_a_page_a_slide():
    if as_pdf.browser() is None:
        pytest.skip("no Chromium is installed")
    made = built()
    data = as_pdf.pdf(as_html.file(made))
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") == len(made.slides)


def test_a_new_build_shows_without_a_key(page, address):  # noqa: F811
    """The page asks for the stamp of the newest build and takes the new slides in, standing where it stood."""
    page.clock.install()
    page.goto(f"{address}/present#2")
    page.locator(".slide.is-figures.now").wait_for()
    fresh = page.context.request.get(f"{address}/present").text().replace("关键数字", "新的数字")
    page.route("**/api/stamp", lambda route: route.fulfill(json={"stamp": "another"}))
    page.route("**/present", lambda route: route.fulfill(body=fresh, content_type="text/html; charset=utf-8"))
    page.clock.run_for(21_000)
    page.get_by_role("heading", name="新的数字").wait_for()
    assert page.locator(".slide.now").get_attribute("class").split()[1] == "is-figures"
