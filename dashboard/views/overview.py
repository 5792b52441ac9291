"""Overview: key figures, events over time, the newest events, and who, where and what for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import board, listing, panels, query, views, words

ORDER, ICON = 1, ":material/dashboard:"
LEADING = (("domain", "domains_ranked", "domain"), ("partners", "companies_ranked", "company"),
           ("province", "provinces_ranked", "province"))
"""Column, title, filter of the rankings."""
NEWEST = ("event_id", "event", "date", "date_end", "date_precision", "places", "city", "province", "amount_min",
          "amount_max", "currency")
"""What the list of the newest events says of each."""
DOMAINS = 12
"""Of so many domains, the most frequent ones, the overview shows the regions."""


def draw(view: views.View) -> None:
    """The page as a whole."""
    if panels.empty(view):
        return
    _figures(view)
    unit = _unit(view)
    # all of a board depends on what stands here, so that whoever asks for the same finds it ready
    board.draw(view, "overview", view.events.remembered(
        ("overview", unit, view.lang, view.dark, view.counting), lambda: list(_rows(view, unit))))
    st.caption(view.say(f"counted_{view.counting}"))


def _figures(view: views.View) -> None:
    """The key figures as plain markup: they stand before any chart or widget has arrived in the browser."""
    shown = "".join(f"<div><dt>{view.say(f'figure_{name}')}</dt><dd>{number:,}</dd></div>"
                    for name, number in query.key_figures(view.events).items())
    st.markdown(f"<dl class='figures'>{shown}</dl>", unsafe_allow_html=True)


def _unit(view: views.View) -> str | None:
    """The choice of the timeline's unit, which stands beside its title; None leaves it to the data."""
    unit = st.segmented_control(view.say("unit"), ("auto", *query.UNITS), default="auto", required=True, key="unit",
                                format_func=lambda one: view.say(f"unit_{one}"), bind="query-params",
                                label_visibility="collapsed")
    return None if unit == "auto" else unit


def _rows(view: views.View, unit: str | None) -> Iterator[board.Row]:
    time = panels.timeline(view, view.events, "overview_time", unit, height=370, title=view.say("over_time"), headed=True)
    yield (5, 3), (time, _newest(view))
    yield (1, 1, 1), [_leading(view, column, title, name) for column, title, name in LEADING]
    types = panels.counted(view, "event_type")
    kinds = panels.ranking(view, types, "event_type", "overview_event_type", "type", 12, title=view.say("types_ranked"),
                           said=panels.leaders(view, types, "event_type")) if len(types) else None
    grid = panels.crossed(view, "overview_regions", panels.counted(view, "domain")["value"].head(DOMAINS).tolist())
    yield (1, 1), [panel for panel in (kinds, grid) if panel]


def _leading(view: views.View, column: str, title: str, name: str) -> board.Panel:
    counts = panels.counted(view, column)
    if counts.empty:
        return board.Panel(f"overview_{column}", view.say(title), view.say(f"no_{name}"))
    return panels.ranking(view, counts, column, f"overview_{column}", name, 8, coloured=column == "domain",
                          title=view.say(title), said=panels.leaders(view, counts, column))


def _newest(view: views.View) -> board.Panel:
    newest = query.newest(view.events, 6, NEWEST)
    items = [_item(view, row) for row in newest.to_dict("records")]
    said = "" if items else view.say("said_no_dates", n=len(view.events))
    return board.Panel("overview_newest", view.say("newest"), said, items=[
        *items, {"href": "./events", "text": view.say("all_events"), "about": ""}])


def _item(view: views.View, row: Mapping[str, Any]) -> board.Item:
    """A line of the list: the event, which opens its story, and when, where and how much."""
    about = [listing.date_of(view, row), words.cut(listing.places_of(view, row), 24), listing.money_of(view, row)]
    return {"href": f"./story?{urlencode({'event': row['event_id']})}", "text": words.visible(words.cut(row["event"], 56)),
            "about": words.visible(" · ".join(filter(None, about)))}
