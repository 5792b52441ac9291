"""Regions: a map of the provinces, the seven regions, and the cities."""

from __future__ import annotations

import streamlit as st

from dashboard import maps, query, views, words

ORDER, ICON = 4, ":material/map:"


def draw(view: views.View) -> None:
    """The page as a whole."""
    if views.empty(view):
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _map(view)
    with right:
        _ranked(view, "region", "regions_ranked", 10)
    _ranked(view, "city", "cities_ranked", 20)


def _map(view: views.View) -> None:
    counts = query.count_by(view.events, "province")
    if counts.empty:
        st.info(view.say("no_province"))
        return
    said = f"{views.leaders(view, counts, 'province')} {view.say('click_filters')}"
    views.section(view.say("map"), said)
    shapes = [name for name, there in (("map", maps.boundaries()), ("tiles", maps.tiles())) if there]
    if not shapes:
        st.caption(view.say("map_missing"))
        views.ranking(view, counts, "province", "provinces", filters="province", limit=34)
        return
    shape = st.segmented_control(view.say("map_shape"), shapes, default=shapes[0], required=True, key="map_shape",
                                 format_func=lambda one: view.say(f"{one}_shape"), label_visibility="collapsed")
    numbers = dict(zip(counts["value"], counts["events"], strict=True))
    drawn = maps.outlines if shape == "map" else maps.tile_grid
    figure = drawn(numbers, lambda code: words.place_short(view.lang, code), view.say("legend_events"), view.dark)
    views.chart(view, figure, f"map_{shape}", said, filters="province")
    if shape == "map":
        st.caption(view.say("map_note"))
    views.sum_line(view, "province")


def _ranked(view: views.View, column: str, title: str, limit: int) -> None:
    counts = query.count_by(view.events, column)
    if counts.empty:
        if column == "city":
            st.caption(view.say("no_city"))
        return
    views.section(view.say(title), views.leaders(view, counts, column))
    views.ranking(view, counts, column, f"regions_{column}", filters=column, limit=limit)
    views.sum_line(view, column)
