"""Slides: what they say comes from the queries, the .pptx holds it natively, and bad input stays readable."""

import datetime as dt
import io
import time
import zipfile

import pytest
import small
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from dashboard import deck, download, query, words
from dashboard.deck import as_pptx, pptx_shapes

LONG = "很长的标题" * 40
MANY = [{"event": f"{number}{LONG}", "date": dt.date(2018, 9, 1 + number % 28), "city": ("440300",),
         "partners": (f"公司{number}",), "domain": ("transport",), "event_type": "agreement", "province": ("440000",),
         "region": ("south",), "amount_min": 1e8 + number, "amount_kind": "investment", "currency": "CNY",
         "source": LONG} for number in range(500)]


def about(events: query.Events, lang: str = "zh", chosen=()) -> download.About:
    return download.About(lang, chosen, len(events), len(events.base), "2026-11-24T10:00:00+00:00", ["seeds/a.txt (6)"])


def made(rows=None, lang="zh", counting="each") -> deck.Deck:
    events = small.events(rows)
    return deck.build(events, about(events, lang), counting)


def opened(found: deck.Deck) -> Presentation:
    return Presentation(io.BytesIO(as_pptx.presentation(found)))


def slide(found: deck.Deck, kind: str) -> deck.Slide:
    return next(one for one in found.slides if one.kind == kind)


def page(found: deck.Deck, kind: str):
    return opened(found).slides[[one.kind for one in found.slides].index(kind)]


def chart(page):
    return next(shape.chart for shape in page.shapes if shape.has_chart)


def texts(page) -> str:
    frames = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    cells = [cell.text for shape in page.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join(frames + cells)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_deck_has_its_slides_in_order(lang):
    found = made(lang=lang)
    assert [one.kind for one in found.slides] == ["title", *deck.KINDS, "method"]
    assert all(one.title for one in found.slides) and all(one.said for one in found.slides[1:-1])


def test_chart_values_are_those_of_the_query():
    events, found = small.events(), made()
    for kind, column in (("domains", "domain"), ("companies", "partners")):
        native, counts = chart(page(found, kind)), query.count_by(events, column)
        assert native.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
        assert list(native.plots[0].series[0].values) == counts["events"].tolist()
        assert len(native.plots[0].categories) == len(counts)
    assert list(chart(page(found, "domains")).plots[0].categories)[0] == words.label(
        "zh", "domain", query.count_by(events, "domain")["value"][0])


def test_the_columns_over_time_are_those_of_the_query():
    events = small.events()
    native, found = chart(page(made(), "time")), query.over_time(events)
    drawn = {series.name: list(series.values) for series in native.plots[0].series}
    assert sum(map(sum, drawn.values())) == found.fitting["events"].sum()
    assert set(drawn) == {words.say("zh", f"precision_{one}") for one in set(found.fitting["precision"])}
    assert "1 个事件未注明日期，不在柱中" in slide(made(), "time").left_out


def test_tiles_carry_the_number_of_each_province():
    text = texts(page(made(), "map"))
    assert "广东\n3" in text and "北京\n2" in text and "西藏" in text


def test_money_keeps_ranges_kinds_and_currencies():
    text = texts(page(made(), "money"))
    assert "1 亿–5 亿元" in text and "≤ 20 亿元" in text and "美元" not in text.split("另有")[0]
    assert "另有：合同与中标（元） 1 个事件、融资（美元） 1 个事件" in text


def test_notes_hold_filters_rows_data_date_and_inputs():
    events = small.events()
    kept = query.filtered(events, query.Filters(domains=("transport",)))
    found = opened(deck.build(kept, about(kept, chosen=[("领域", "智慧交通")])))
    for one in found.slides:
        notes = one.notes_slide.notes_text_frame.text
        assert all(part in notes for part in ("2 / 6 个事件", "领域 = 智慧交通", "2026-11-24 10:00", "a.txt"))


def test_it_is_wide_and_both_fonts_are_set_everywhere():
    data = as_pptx.presentation(made())
    found = Presentation(io.BytesIO(data))
    assert round(found.slide_width / found.slide_height, 3) == round(16 / 9, 3)
    names = ("a:latin", "a:ea")
    for one in found.slides:
        for shape in (shape for shape in one.shapes if shape.has_text_frame):
            for run in (run for line in shape.text_frame.paragraphs for run in line.runs):
                fonts = {name: run._r.rPr.find(f"{{{run._r.nsmap['a']}}}{name[2:]}") for name in names}
                assert {font.get("typeface") for font in fonts.values()} == {pptx_shapes.LATIN, pptx_shapes.CHINESE}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if name.startswith("ppt/charts/chart") or name == "ppt/theme/theme1.xml":
                assert f'<a:ea typeface="{pptx_shapes.CHINESE}"' in file.read(name).decode()


def test_ten_slides_take_less_than_three_seconds():
    found = made(MANY)
    start = time.perf_counter()
    as_pptx.presentation(found)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_nothing_to_show_is_said(lang):
    empty = made([], lang)
    assert [one.kind for one in empty.slides] == ["title", "nothing", "method"]
    assert words.say(lang, "empty_table") in texts(opened(empty).slides[1])
    events = small.events()
    none = query.filtered(events, query.Filters(text="没有这样的词"))
    assert words.say(lang, "nothing") in texts(opened(deck.build(none, about(none, lang))).slides[1])


def test_an_undated_event_without_anything_still_makes_a_deck():
    found = made([{"event": "某事", "event_type": "other"}])
    assert [one.kind for one in found.slides] == ["title", "figures", "method"]
    assert opened(found)


def test_many_and_long_stay_on_the_slide_and_say_what_is_left_out():
    found = made(MANY)
    assert "前 12 个，共 500 个" in slide(found, "companies").left_out
    assert "前 8 个，共 500 个" in slide(found, "newest").left_out
    assert "前 8 个，共 500 个" in slide(found, "money").left_out
    file = opened(found)
    for one in file.slides:
        for shape in one.shapes:
            assert shape.left + shape.width <= file.slide_width and shape.top + shape.height <= file.slide_height
            if shape.has_table:
                assert all(len(cell.text) <= deck.HEADLINE for row in shape.table.rows for cell in row.cells)
    assert LONG not in "".join(map(texts, file.slides))


def test_hostile_words_are_text_and_run_no_formula():
    rows = [*small.ROWS, {**small.ROWS[0], "partners": ("=HYPERLINK(\"http://x\")", "\x00\x0b\ufffe坏")}]
    found = made(rows)
    text = "\n".join(map(texts, opened(found).slides))
    assert "<script>alert(1)</script>" in text and "\x07" not in text
    names = list(chart(page(found, "companies")).plots[0].categories)
    assert "'=HYPERLINK(\"http://x\")" in names and "'@SUM(A1)" in names


def test_counting_is_passed_on_and_said():
    found = made(counting="split")
    assert sum(slide(found, "domains").content.numbers) == pytest.approx(6)
    assert words.say("zh", "counted_split") in slide(found, "method").content.paragraphs


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("kind", deck.TITLES)
def test_every_kind_of_slide_can_be_drawn_alone_and_of_nothing(kind, lang):
    events = small.events([*small.ROWS, small.ROWS[0]])
    none = query.filtered(events, query.Filters(text="没有这样的词"))
    bare = small.events([{"event": "某事", "event_type": "other", "domain": ("urban",)},
                         {"event": "他事", "event_type": "other", "region": ("east",)}])
    of = "华为" if kind in deck.OF_ONE else ""
    slides = [deck.one(kind, deck.Source(some, about(some, lang), of=of), "标题", "备注") for some in (events, none, bare)]
    found = opened(deck.whole("我的", about(events, lang), slides))
    assert len(found.slides) == 4 and all("标题" in texts(page) for page in list(found.slides)[1:])
    assert slides[0].content is not None and words.say(lang, "nothing") in texts(found.slides[2])


def test_domains_by_region_are_those_of_the_query():
    events = small.events()
    sheet = deck.one("crossed", deck.Source(events, about(events))).content
    counts = query.crossed(events, "domain", "region")
    drawn = sum(int(cell) for row in sheet.rows for cell in row[1:] if cell != "–")
    assert drawn == counts.to_numpy().sum() and len(sheet.rows) == len(counts)


def alone(kind: str, of: str = "", rows=None, lang: str = "zh") -> deck.Slide:
    events = small.events(rows)
    return deck.one(kind, deck.Source(events, about(events, lang), of=of))


def native(slide: deck.Slide):
    return chart(opened(deck.whole("我的", slide.about, [slide])).slides[1])


def test_lines_of_domains_are_native_lines_of_the_query():
    slide = alone("change")
    drawn = native(slide)
    unit, grid = query.changing(small.events(), "domain", 5)
    assert drawn.chart_type == XL_CHART_TYPE.LINE_MARKERS and len(drawn.plots[0].categories) == len(grid.columns)
    assert {one.name: list(one.values) for one in drawn.plots[0].series} == {
        words.label("zh", "domain", code): grid.loc[code].tolist() for code in grid.index}
    assert "前 5 个" in alone("change", rows=[{**small.ROWS[0], "domain": (one,), "date": dt.date(2018, month, 1)}
                                             for one in ("transport", "energy", "finance", "rural", "safety", "culture")
                                             for month in (1, 5, 9)]).left_out


def test_money_of_organisations_is_the_least_and_labelled_in_words():
    events, drawn = small.events(), native(alone("money_by", "contract"))
    sums = query.least_by(events, "partners", "contract")
    assert list(drawn.plots[0].series[0].values) == sums["amount"].tolist() == [1e9, 1e9]
    assert drawn.plots[0].series[0].points[0].data_label.text_frame.text == words.number("zh", 1e9)
    assert alone("money_by").content.numbers == tuple(query.least_by(events, "partners", "investment")["amount"])
    assert alone("money_by", "contract/media").content is None


def test_pairs_roles_neighbours_and_cities_are_those_of_the_page():
    twice = [*small.ROWS, small.ROWS[0]]
    pairs, events = alone("together", rows=twice).content, small.events(twice)
    assert (pairs.numbers, pairs.codes) == ((2.0,), (query.together(events)[0][0],))
    assert alone("roles", "华为").content.numbers == (2.0,)
    assert alone("beside", "华为").content.codes == ("腾讯",)
    assert alone("reach").content.numbers[0] == 9
    assert alone("companies", "media").content is None and alone("companies", "all").content.numbers[0] == 2


def test_what_the_page_had_chosen_is_drawn_and_said():
    assert alone("time", "year").content.timeline.unit == "year" and alone("time", "year", lang="en").title.endswith("Year")
    assert alone("time", "nonsense").title == alone("time").title
    assert alone("map", "organisations").content.values["440000"] == 3
    assert alone("cities", "organisations").content.numbers[0] == 3
    assert alone("cities", "investment").content.numbers[:2] == (4e8, 3e8)
    money = alone("map", "investment").content
    assert money.money and money.values["440000"] == 4e8
    assert "融资" in alone("money", "financing/USD").title and len(alone("money", "financing/USD").content.rows) == 1
    assert alone("money", "nonsense/XXX").content.rows == alone("money").content.rows
