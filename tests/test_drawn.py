"""The charts that a page draws itself: what they hold is what was asked."""

import doctest

import pandas as pd
import pytest
import small

from dashboard import drawn, query, words


def test_the_examples_hold():
    assert doctest.testmod(drawn).failed == 0


def time(unit: str) -> drawn.Drawing:
    names = {one: one for one in (*query.PRECISIONS, "missing")}
    return drawn.timeline(query.over_time(small.events(), unit), names, ("时间", "数"),
                          lambda start, of: words.period("zh", start, of))


@pytest.mark.parametrize("unit", query.UNITS)
def test_each_event_stands_once_on_a_timeline_and_inside_its_axis(unit):
    drawing = time(unit)
    assert sum(mark["number"] for mark in drawing["marks"]) + drawing["undated"][1] == len(small.events())
    assert all(drawing["first"] <= mark["from"] < mark["to"] <= drawing["last"] for mark in drawing["marks"])
    assert {mark["faint"] for mark in drawing["marks"] if mark["precision"] == "day"} == {False}


def test_a_bar_over_time_is_known_by_its_first_and_last_day():
    month = next(mark for mark in time("month")["marks"] if mark["to"] - mark["from"] > 27)
    first, last = (pd.Timestamp(day) for day in month["id"])
    assert first.day == 1 and (last + pd.Timedelta(days=1)).day == 1


def test_a_grid_has_a_colour_for_every_cell_and_the_deepest_for_the_largest():
    counts = pd.DataFrame([[0, 4], [2, 1]])
    drawing = drawn.grid(counts, ["一", "二"], ["甲", "乙"], dark=False)
    assert drawing["values"] == [[0, 4], [2, 1]] and drawing["colours"][0][1] == drawn.charts.STEPS[-1]


def test_a_long_name_is_cut_and_whole_in_its_hint():
    drawing = drawn.bars(["机构" * 30], [3], ["3"], ["x"], "事件数", narrow=True)
    assert len(drawing["names"][0]) <= 28 and drawing["tips"] == [f"{'机构' * 30}: 3"]
