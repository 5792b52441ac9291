"""The map and the charts: what they draw is what was counted, and names are never markup."""

import pandas as pd
import pytest

from dashboard import charts, maps

SQUARE = [[0, 1, 1, 0, 0, None, 5, 7, 7, 5, 5], [0, 0, 1, 1, 0, None, 5, 5, 7, 7, 5]]


@pytest.fixture
def shapes(monkeypatch):
    monkeypatch.setattr(maps, "boundaries", lambda: {"provinces": {"110000": SQUARE, "440000": SQUARE}})
    monkeypatch.setattr(maps, "tiles", lambda: {"110000": (6, 3), "440000": (6, 8)})


@pytest.mark.parametrize("drawn", [maps.outlines, maps.tile_grid])
def test_a_map_shows_each_number_and_a_click_gives_the_code_back(shapes, drawn):
    figure = drawn({"110000": 3, "650000": 9}, {"110000": "<b>北京", "440000": "广东"}.get, "事件数", dark=False)
    numbers = [trace for trace in figure.data if trace.customdata is not None and len(trace.customdata)]
    assert ["110000"] in [list(one) for one in numbers[0].customdata]
    assert any("3" in text for text in numbers[0].text)
    names = [trace.name for trace in figure.data]
    assert "&lt;b&gt;北京: 3" in names and "广东: 0" in names


def test_the_number_stands_in_the_largest_part_of_a_province():
    assert maps._centre(*SQUARE) == pytest.approx((6, 6))


@pytest.mark.parametrize("counts", [[], [1], [1, 5], [1, 2, 6], [1000], [3, 17, 120]])
def test_classes_hold_every_count_once(counts):
    found = maps.classes(counts, dark=True)
    assert all(sum(low <= count <= high for low, high, _ in found) == 1 for count in counts)
    assert all(low <= high for low, high, _ in found) and len({colour for *_, colour in found}) == len(found)


def test_bars_keep_a_long_name_short_and_whole_in_the_hover():
    figure = charts.bars(["机构" * 30, "<i>a</i>"], [3, 1], ["x", "y"], "事件数")
    assert figure.layout.yaxis.ticktext[0].endswith("…") and figure.data[0].hovertext[0] == "机构" * 30
    assert figure.layout.yaxis.ticktext[1] == "&lt;i&gt;a&lt;/i&gt;"
    assert float(figure.layout.xaxis.dtick).is_integer()


def test_empty_months_between_are_drawn():
    periods = pd.to_datetime(["2018-01-01", "2018-04-01"])
    counts = pd.DataFrame({"period": periods, "precision": "day", "events": [1, 2]})
    names = {"day": "日", "month": "月", "year": "年", "missing": "无"}
    figure = charts.timeline(counts, "month", 1, names, ("月", "数"))
    assert list(figure.data[0].y) == [1, 0, 0, 2] and list(figure.data[1].x) == ["无"]


def test_every_domain_has_a_colour_of_its_own():
    from etl import model
    assert set(charts.DOMAINS) >= set(model.DOMAINS) and len(set(charts.DOMAINS.values())) == len(charts.DOMAINS)


@pytest.mark.parametrize(("low", "high"), [(1e8, 1e8), (1e8, 5e8), (1e8, None), (None, 1e8)])
def test_a_range_is_drawn_as_a_range(low, high):
    figure = charts.ranges([("a", low, high, "x")], "元", {1e8: "1 亿"})
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert len(lines) == (low != high)
