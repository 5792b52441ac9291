"""Domains: what the initiatives serve, how that changes, where, and one domain in depth."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import board, charts, listing, panels, query, timelines, views, words

ORDER, ICON = 2, ":material/category:"
LINES = 5
BESIDE = (("event_type", "types_ranked", "type"), ("partners", "companies_ranked", "company"))
"""Column, title and filter of what stands beside one domain's timeline."""


def draw(view: views.View) -> None:
    """The page as a whole."""
    if panels.empty(view):
        return
    counts = panels.counted(view, "domain")
    if counts.empty:
        st.info(view.say("no_domain"))
        return
    left, right = st.columns(2, gap="large")
    with left:
        said = f"{panels.leaders(view, counts, 'domain')}{view.say('gap')}{view.say('click_filters')}"
        board.one(view, panels.ranking(view, counts, "domain", "domains", filters="domain", limit=18, coloured=True,
                                       title=view.say("domains_ranked"), said=said))
        panels.sum_line(view, "domain")
    with right:
        if grid := panels.crossed(view, "domains_regions", counts["value"].tolist()):
            board.one(view, grid)
    _change(view)
    _in_depth(view, counts["value"].tolist())


def _change(view: views.View) -> None:
    found = query.changing(view.events, "domain", LINES)
    if found is None:
        return
    unit, grid = found
    starts = list(grid.columns)
    names = {code: view.label("domain", code) for code in grid.index}
    said = view.say("said_change", first=words.period(view.lang, starts[0], unit),
                    last=words.period(view.lang, starts[-1], unit), n=len(grid))
    panels.section(view.say("domains_change"), said)
    series = {code: (names[code], charts.colour_of(code), starts, grid.loc[code].tolist()) for code in grid.index}
    figure = timelines.lines(series, (view.say(f"axis_{unit}"), view.say("axis_events")),
                          lambda start: words.period(view.lang, start, unit))

    def told() -> pd.DataFrame:
        found = grid.stack().rename("events").reset_index()
        return found.assign(start=found["start"].dt.strftime("%Y-%m-%d"), label=found["value"].map(names))

    panels.chart(view, figure, "domains_change", said, told, "domain")


def _in_depth(view: views.View, domains: list[str]) -> None:
    st.subheader(view.say("domain_in_depth"), anchor=False)
    one = st.selectbox(view.say("choose_domain"), domains, format_func=lambda code: view.label("domain", code),
                       key="about", bind="query-params", label_visibility="collapsed", width=320)
    view = view.within("domain", one)
    events = view.events
    left, right = st.columns([5, 3], gap="large")
    with left:
        board.one(view, panels.timeline(view, events, "depth_domain_time", headed=True))
    with right:
        board.draw(view, "depth_domain", [
            ((1,), (panels.ranking(view, counts, column, f"depth_domain_{column}", name, limit=5, title=view.say(title)),))
            for column, title, name in BESIDE if len(counts := panels.counted(view, column, events))])
    listing.table(view, query.ordered(events, listing.MOST), "depth_domain",
                 ("column_date", "column_event", "column_city", "column_partners", "column_amount"))
