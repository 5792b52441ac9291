"""Questions of the tables: what is counted once, what is never added, what a filter lets through."""

import datetime as dt
import itertools
from collections import Counter

import pytest
import small

from dashboard import query


@pytest.fixture(scope="module")
def events() -> query.Events:
    return small.events()


def numbers(counts) -> dict[str, int]:
    return dict(zip(counts["value"], counts["events"], strict=True))


def test_an_event_in_nine_cities_is_one_event_in_the_total_and_stands_under_each(events):
    counts = numbers(query.count_by(events, "city"))
    assert all(counts[city] >= 1 for city in small.NINE)
    assert counts["440300"] == 3
    assert query.breakdown(events, "city") == query.Breakdown(total=6, shown=13, without=1)
    assert query.key_figures(events)["events"] == 6


def test_a_value_that_an_event_lists_twice_counts_once():
    twice = small.events([{"event": "a", "city": ("110000", "110000")}])
    assert numbers(query.count_by(twice, "city")) == {"110000": 1}


def test_two_cities_of_one_province_are_one_event_of_the_province(events):
    assert numbers(query.count_by(events, "province"))["330000"] == 1


def test_counting_by_bits_and_by_pairs_is_counting_one_by_one():
    """Many values and few, over more events than a number has bits, under a choice and without one."""
    rows = [{"event": str(at), "city": (f"{at % 99:06d}", f"{at * 7 % 99:06d}"), "domain": ("urban", "energy")[at % 3:],
             "region": ("south", "north", "east")[:at % 4]} for at in range(300)]
    every = small.events(rows)
    for events, kept in ((every, rows), (query.filtered(every, query.Filters(regions=("north",))),
                                         [row for row in rows if "north" in row["region"]])):
        for column in ("city", "domain", "region"):
            assert numbers(query.count_by(events, column)) == Counter(
                value for row in kept for value in set(row[column]))
            assert numbers(query.count_by(events, column, "main")) == Counter(
                row[column][0] for row in kept if row[column])
        grid = query.crossed(events, "domain", "region")
        assert {pair: grid.loc[pair] for pair in itertools.product(grid.index, grid.columns) if grid.loc[pair]} == Counter(
            pair for row in kept for pair in itertools.product(row["domain"], row["region"]))


@pytest.mark.parametrize(("filters", "found"), [
    ({}, 6),
    ({"domains": ("transport",)}, 2),
    ({"domains": ("transport", "finance")}, 3),
    ({"domains": ("transport",), "companies": ("华为",)}, 1),
    ({"cities": small.NINE}, 3),
    ({"regions": ("south",), "types": ("launch", "tender")}, 2),
    ({"provinces": ("110000",)}, 2),
    ({"text": "医疗"}, 1),
    ({"text": "华为 九城"}, 1),
    ({"text": "没有这样的词"}, 0),
    ({"text": ".*"}, 0),
    ({"not_domains": ("transport",)}, 4),
    ({"domains": ("transport",), "not_companies": ("腾讯",)}, 1),
    ({"not_cities": ("110000",), "not_types": ("policy",)}, 3),
    ({"undated": True}, 1),
])
def test_filters(events, filters, found):
    assert len(query.filtered(events, query.Filters(**filters))) == found


@pytest.mark.parametrize(("since", "until", "found"), [
    ("2018-08-23", None, ["e0", "e1", "e2", "e3", "e5"]),  # the last day of a range, and a month that may lie after
    ("2018-08-24", "2018-08-31", ["e1"]),                  # known by month: may lie in these days
    ("2020-03-01", "2020-03-31", ["e2"]),                  # known by year
    (None, "2018-08-21", ["e0", "e1"]),
    ("2021-01-01", None, []),
])
def test_a_date_filter_keeps_what_may_lie_in_it_and_leaves_out_the_undated(events, since, until, found):
    filters = query.Filters(*(day and dt.date.fromisoformat(day) for day in (since, until)))
    assert query.filtered(events, filters).frame["event_id"].tolist() == found
    assert query.undated_left_out(events, filters) == 1


def test_amounts_of_different_kinds_and_currencies_never_meet(events):
    sums = query.sum_amounts(events).set_index(["amount_kind", "currency"])
    assert set(sums.index) == {("investment", "CNY"), ("financing", "USD"), ("contract", "CNY")}
    assert sums.loc[("financing", "USD"), ["low", "high"]].tolist() == [6e8, 6e8]


def test_a_range_stays_a_range_in_a_sum_and_an_open_bound_opens_it(events):
    sums = query.sum_amounts(events).set_index(["amount_kind", "currency"])
    investment, contract = sums.loc[("investment", "CNY")], sums.loc[("contract", "CNY")]
    assert (investment["low"], investment["high"], investment["open_low"]) == (4e8, 28e8, 1)
    assert (contract["low"], contract["open_high"]) == (1e9, 1)


@pytest.mark.parametrize(("unit", "wide", "coarse"), [
    ("week", {"day": 3}, {"month": 1, "year": 1}),
    ("month", {"day": 3, "month": 1}, {"year": 1}),
    ("quarter", {"day": 3, "month": 1}, {"year": 1}),
    ("year", {"day": 3, "month": 1, "year": 1}, {}),
])
def test_time_is_counted_by_how_exactly_it_is_known(events, unit, wide, coarse):
    found = query.over_time(events, unit)
    assert found.fitting.groupby("precision")["events"].sum().to_dict() == wide
    assert found.coarse.groupby("precision")["events"].sum().to_dict() == coarse
    assert found.counts["events"].sum() + found.undated == len(events)


def test_what_is_known_by_year_lies_over_its_whole_year(events):
    bar = query.over_time(events, "month").coarse.iloc[0]
    assert (f"{bar['start']:%Y-%m-%d}", f"{bar['end']:%Y-%m-%d}") == ("2020-01-01", "2021-01-01")


@pytest.mark.parametrize(("counting", "shenzhen", "total"), [("each", 3, 13), ("main", 2, 5), ("split", 2 + 1 / 9, 5)])
def test_counting_under_values_never_changes_the_total(events, counting, shenzhen, total):
    counts = query.count_by(events, "city", counting)
    assert numbers(counts)["440300"] == pytest.approx(shenzhen)
    assert counts["events"].sum() == pytest.approx(total)
    assert query.key_figures(events)["events"] == 6


def test_what_is_stated_at_least_adds_lower_bounds_of_one_kind_only(events):
    found = query.least_by(events, "partners", "investment")
    assert dict(zip(found["value"], found["amount"], strict=True)) == {"华为": 4e8, "腾讯": 3e8}
    assert query.least_by(events, "city", "financing").empty, "dollars are not yuan"


def test_organisations(events):
    found = query.organisations(events).set_index("name")
    assert found.loc["华为", ["events", "cities", "domains"]].tolist() == [2, 9, 3]
    assert numbers(query.beside(events, "腾讯")) == {"华为": 1, "@SUM(A1)": 1}
    assert numbers(query.roles_of(events, "华为")) == {"signatory": 2}
    assert numbers(query.distinct_by(events, "city"))["440300"] == 3
    twice = small.events([{"event": name, "partners": ("甲", "乙")} for name in "ab"])
    assert query.together(twice) == [("乙", "甲", 2)]


def test_newest_first_and_undated_last(events):
    assert query.newest(events, 2)["event_id"].tolist() == ["e5", "e3"]
    assert query.ordered(events)["event_id"].tolist()[-1] == "e4"
    assert query.ordered(events, 2)["event_id"].tolist() == ["e5", "e3"]


def test_the_same_question_is_answered_once(events):
    assert query.count_by(events, "city") is query.count_by(events, "city")


def test_other_stories_of_what_may_be_the_same_event_share_an_organisation_and_a_city():
    told = {"event": "深圳与华为签约", "partners": ("华为", "腾讯"), "city": ("440300",), "date": dt.date(2018, 8, 1)}
    events = small.events([told, {**told, "date": dt.date(2018, 8, 20)}, {**told, "date": dt.date(2019, 8, 1)},
                           {**told, "city": ("110000",)}, {**told, "partners": ("百度",)}])
    found = query.alike(events, events.frame.iloc[0])
    assert [(one.event["event_id"], one.partners, one.cities) for one in found] == [
        ("e1", ("华为", "腾讯"), ("440300",))]


def test_every_question_has_an_answer_on_an_empty_table():
    empty = small.events([])
    assert query.key_figures(empty)["events"] == 0
    assert query.count_by(empty, "city").empty and query.organisations(empty).empty
    assert query.sum_amounts(empty).empty and query.over_time(empty).counts.empty
    assert query.crossed(empty, "domain", "region").empty


def test_marks_cover_the_text_without_gap_or_overlap():
    pieces = query.marks(10, [(2, 5, 0), (4, 8, 1), (4, 8, 2), (9, 99, 3), (6, 6, 4)])
    assert [left for left, _, _ in pieces] == [0, *[right for _, right, _ in pieces][:-1]] and pieces[-1][1] == 10
    assert (4, 5, (0, 1, 2)) in pieces and (9, 10, (3,)) in pieces
