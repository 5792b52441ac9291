"""The map and the charts: what they draw is what was counted, and names are never markup."""

import json

import pytest
import small

from dashboard import charts, maps, outlines, query, timelines, words
from etl import knowledge

SQUARE = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]], [[5, 5], [5, 7], [6, 7], [7, 7], [7, 5], [5, 5]]]
NAMES = {"110000": "<b>北京", "440000": "广东"}


def measure(values: dict[str, float]) -> maps.Measure:
    return maps.Measure(values, "事件数")


def hovers(figure) -> list[str]:
    return [text for trace in figure.data if trace.hoverinfo == "text" for text in trace.hovertext]


def clickable(figure) -> set[str]:
    return {one[0] for trace in figure.data if trace.customdata is not None for one in trace.customdata}


@pytest.mark.parametrize("drawn", [maps.provinces, maps.tile_grid])
def test_a_map_shows_each_number_and_a_click_gives_the_code_back(drawn):
    figure = drawn(measure({"110000": 3, "650000": 9}), lambda code: NAMES.get(code, code), dark=False)
    assert {"&lt;b&gt;北京: 3", "650000: 9", "广东: 0"} <= set(hovers(figure))
    assert len(clickable(figure)) == 34


def test_every_province_has_an_outline_and_a_tile():
    known = {code for code, one in knowledge.places().divisions.items() if one.level == "province"}
    assert set(outlines.areas("provinces")) == set(outlines.tiles()) == known
    assert len(set(outlines.tiles().values())) == 34, "no two provinces share a tile"


def test_the_map_holds_the_islands_of_the_south_china_sea_and_the_line_in_a_frame_of_their_own():
    figure = maps.provinces(measure({"460000": 1}), str, dark=False)
    inset = [trace for trace in figure.data if trace.geo == "geo2"]
    assert any("460000" in trace.locations for trace in inset if trace.type == "choropleth")
    assert sum(trace.mode == "lines" for trace in inset if trace.type == "scattergeo") == 1
    assert min(point[1] for ring in outlines.areas("provinces")["460000"] for point in ring) < 5
    assert len(outlines.line()) == 10


def test_outlines_run_clockwise_as_a_globe_wants_them():
    for level in ("provinces", "cities"):
        for code, rings in outlines.areas(level).items():
            for ring in rings:
                turns = sum((x1 - x0) * (y1 + y0) for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False))
                assert turns > 0, (level, code)


def test_a_province_is_drawn_by_its_cities():
    figure = maps.cities_of("430000", measure({"430100": 2, "440300": 9}), str, dark=True)
    assert "430100: 2" in hovers(figure) and not any("440300" in text for text in hovers(figure))


def test_circles_stand_where_cities_lie_and_grow_with_their_number():
    figure = maps.circles(measure({"440300": 16, "110000": 4, "SG": 2}), words.coordinates, str, dark=False)
    circles = next(trace for trace in figure.data if trace.type == "scattergeo" and trace.mode == "markers")
    assert [one[0] for one in circles.customdata] == ["440300", "110000"], "what lies abroad is on no map of China"
    assert circles.marker.size[0] == pytest.approx(2 * circles.marker.size[1])


def test_a_map_asks_no_other_host():
    assert maps.CONFIG["topojsonURL"].startswith("data:")
    json.loads(maps.CONFIG["topojsonURL"].removeprefix("data:application/json,").removesuffix("#"))


def test_the_number_stands_in_the_largest_part_of_a_province():
    assert outlines.centre(SQUARE) == pytest.approx((6, 6))


@pytest.mark.parametrize("counts", [[1e6, 5e11], [3e8], [2e7, 2.5e7]])
def test_money_falls_into_powers_of_ten(counts):
    found = maps.classes(counts, dark=False)
    assert len(found) <= 5 and all(any(low <= count < high for low, high, _ in found) for count in counts)


@pytest.mark.parametrize("counts", [[], [1], [1, 5], [1, 2, 6], [1000], [3, 17, 120]])
def test_classes_hold_every_count_once(counts):
    found = maps.classes(counts, dark=True)
    assert all(sum(low <= count <= high for low, high, _ in found) == 1 for count in counts)
    assert all(low <= high for low, high, _ in found) and len({colour for *_, colour in found}) == len(found)


def test_bars_keep_a_long_name_short_and_whole_in_the_hover():
    figure = charts.bars(["机构" * 30, "<i>a</i>"], [3, 1], ["3", "1"], ["x", "y"], "事件数")
    assert figure.layout.yaxis.ticktext[0].strip().endswith("…") and figure.data[0].hovertext[0] == "机构" * 30 + ": 3"
    assert figure.layout.yaxis.ticktext[1].strip() == "&lt;i&gt;a&lt;/i&gt;"
    assert float(figure.layout.xaxis.dtick).is_integer()


def drawn(unit: str) -> list:
    names = {"day": "日", "month": "月", "year": "年", "missing": "无"}
    return list(timelines.timeline(query.over_time(small.events(), unit), names, ("时间", "数"),
                                lambda start, _: f"{start:%Y-%m}").data)


def test_a_bar_lies_over_the_days_that_it_stands_for():
    bars = {trace.name: trace for trace in drawn("month") if trace.type == "bar"}
    day = 24 * 3600 * 1000
    assert list(bars["年"].width) == [366 * day] and list(bars["年"].x) == ["2020-01-01"]
    assert bars["年"].marker.pattern.shape, "what is known by year only is hatched"
    assert list(bars["年"].customdata[0][:2]) == ["2020-01-01", "2020-12-31"], "a click filters by the whole year"


def test_bars_of_one_month_stand_on_each_other_and_the_undated_apart():
    bars = {trace.name: trace for trace in drawn("month") if trace.type == "bar"}
    assert list(bars["日"].base) == [0, 0] and list(bars["月"].base) == [1]
    assert bars["无"].xaxis == "x2" and list(bars["无"].y) == [1]


def test_every_domain_has_a_colour_of_its_own():
    from etl import model
    assert set(charts.DOMAINS) >= set(model.DOMAINS) and len(set(charts.DOMAINS.values())) == len(charts.DOMAINS)


@pytest.mark.parametrize(("low", "high", "marks"), [
    (1e8, 1e8, ["circle"]), (1e8, 5e8, ["circle", "circle"]), (1e8, None, ["circle", "triangle-right"]),
    (None, 1e8, ["triangle-left", "circle"])])
def test_a_range_is_drawn_as_a_range(low, high, marks):
    figure = charts.ranges([("id", "a", low, high, "x")], "元", {1e8: "1 亿"})
    assert len([trace for trace in figure.data if trace.mode == "lines"]) == (low != high)
    points = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(points.marker.symbol) == marks and points.customdata[0][0] == "id"


def test_a_sum_of_money_stands_only_where_it_fits():
    measure = maps.Measure({"110000": 5.188e11, "540000": 1.18e10}, "元", lambda value: f"{value / 1e8:,.1f} 亿")
    figure = maps.provinces(measure, lambda code: code, False)
    drawn = [text for trace in figure.data if trace.type == "scattergeo" and trace.text for text in trace.text]
    assert "118.0 亿" in drawn and "5,188.0 亿" not in drawn
    few = maps.provinces(maps.Measure({"110000": 7}, "个"), lambda code: code, False)
    assert any("7" in (trace.text or ()) for trace in few.data if trace.type == "scattergeo")
