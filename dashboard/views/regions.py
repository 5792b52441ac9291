"""Regions: China by province, by city and as tiles; from a region to its provinces, their cities and the events."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import board, listing, maps, panels, query, views, words

ORDER, ICON = 4, ":material/map:"
SHAPES = ("map", "circles", "tiles")


def draw(view: views.View) -> None:
    """The page as a whole."""
    if panels.empty(view):
        return
    left, right = st.columns([5, 3], gap="large")
    with left:
        _map(view)
    with right:
        _ranked(view, "region", "regions_ranked", 10)
        _ranked(view, "city", "cities_ranked", 12)
    if _one_province(view):
        panels.section(view.say("events_here", place=view.label("province", view.filters.provinces[0])))
        listing.table(view, query.ordered(view.events, listing.MOST), "region",
                     ("column_date", "column_event", "column_city", "column_domain", "column_partners"))


def _one_province(view: views.View) -> str:
    """The province, where the filters leave only one to look into."""
    chosen = view.filters.provinces
    return chosen[0] if len(chosen) == 1 else ""


def _map(view: views.View) -> None:
    inside = _one_province(view)
    kinds = [kind for kind in words.AMOUNT_KINDS if len(query.least_by(view.events, "province", kind))]
    title, said = st.empty(), st.empty()
    with st.container(horizontal=True, vertical_alignment="center", key="map_controls"):
        shape = "inside" if inside else st.segmented_control(
            view.say("shape"), SHAPES, default="map", required=True, key="map", bind="query-params",
            format_func=lambda one: view.say(f"{one}_shape"), label_visibility="collapsed", wrap=True)
        measured = st.selectbox(view.say("map_measure"), ["events", "organisations", *kinds], key="map_measure",
                                width=230, format_func=lambda one: _measure_name(view, one),
                                label_visibility="collapsed", persist_state="session")
    level = "city" if shape in ("inside", "circles") else "province"
    title.subheader(view.say("map_inside", place=view.label("province", inside)) if inside
                    else view.say("map_cities" if level == "city" else "map"), anchor=False)
    numbers = _inside(view, _numbers(view, level, measured))
    if numbers.empty:
        st.info(view.say("no_city" if level == "city" else "no_province"))
        return
    sentence = _said(view, numbers, level, measured)
    said.caption(words.plain(f"{sentence}{view.say('gap')}{view.say('click_filters')}"))
    measure = maps.Measure(dict(zip(numbers["value"], numbers["number"], strict=True)), _measure_name(view, measured),
                           (lambda value: words.number(view.lang, value)) if measured in kinds else words.figure)
    panels.chart(view, _figure(view, shape, inside, measure), f"map_{shape}", sentence,
                 lambda: numbers.assign(label=[view.label(level, code) for code in numbers["value"]]), level, maps.CONFIG,
                 of="" if measured == "events" else measured,
                 caption="" if shape == "tiles" else view.say("map_note"))
    if shape != "tiles":
        st.caption(view.say("map_note"))
    panels.sum_line(view, level)


def _inside(view: views.View, numbers: pd.DataFrame) -> pd.DataFrame:
    """The cities of the one province that is looked into; an event there may stand in cities elsewhere too."""
    province = _one_province(view)
    if not province:
        return numbers
    return numbers[[words.knowledge.places().province(code) == province for code in numbers["value"]]].reset_index(
        drop=True)


def _figure(view: views.View, shape: str, inside: str, measure: maps.Measure) -> object:
    def name(code: str) -> str:
        return words.place_short(view.lang, code)

    if inside:
        return maps.cities_of(inside, measure, name, view.dark)
    if shape == "circles":
        return maps.circles(measure, words.coordinates, name, view.dark)
    return (maps.tile_grid if shape == "tiles" else maps.provinces)(measure, name, view.dark)


def _measure_name(view: views.View, measured: str) -> str:
    if measured in ("events", "organisations"):
        return view.say(f"measure_{measured}")
    return view.say("measure_money", kind=view.label("amount_kind", measured))


def _numbers(view: views.View, level: str, measured: str) -> pd.DataFrame:
    """value and number, most first."""
    if measured == "events":
        return panels.counted(view, level).rename(columns={"events": "number"})
    if measured == "organisations":
        return query.distinct_by(view.events, level).rename(columns={"events": "number"})
    return query.least_by(view.events, level, measured).rename(columns={"amount": "number"})


def _said(view: views.View, numbers: pd.DataFrame, level: str, measured: str) -> str:
    if measured == "events":
        return panels.leaders(view, numbers.rename(columns={"number": "events"}), level)
    first = numbers.iloc[0]
    written = words.figure(first["number"]) if measured == "organisations" else words.money(
        view.lang, first["number"], None, "CNY")
    said = view.say("said_map", what=_measure_name(view, measured), first=view.label(level, first["value"]), n=written)
    return said if measured == "organisations" else f"{said}{view.say('gap')}{view.say('money_least')}"


def _ranked(view: views.View, column: str, title: str, limit: int) -> None:
    counts = panels.counted(view, column)
    counts = _inside(view, counts) if column == "city" else counts
    if counts.empty:
        st.caption(view.say("no_city" if column == "city" else "no_province"))
        return
    board.one(view, panels.ranking(view, counts, column, f"regions_{column}", filters=column, limit=limit,
                                   title=view.say(title), said=panels.leaders(view, counts, column)))
    panels.sum_line(view, column)
