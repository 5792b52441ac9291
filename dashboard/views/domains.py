"""Domains: what the initiatives serve, where, and one domain in depth."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, query, views, words

ORDER, ICON = 2, ":material/category:"


def draw(view: views.View) -> None:
    """The page as a whole."""
    if views.empty(view):
        return
    counts = query.count_by(view.events, "domain")
    if counts.empty:
        st.info(view.say("no_domain"))
        return
    left, right = st.columns(2, gap="large")
    with left:
        said = f"{views.leaders(view, counts, 'domain')} {view.say('click_filters')}"
        views.section(view.say("domains_ranked"), said)
        views.ranking(view, counts, "domain", "domains", filters="domain", limit=18, coloured=True)
        views.sum_line(view, "domain")
    with right:
        _by_region(view, counts["value"].tolist())
    _in_depth(view, counts["value"].tolist())


def _by_region(view: views.View, domains: list[str]) -> None:
    grid = query.crossed(view.events, "domain", "region")
    if grid.empty:
        return
    rows = [code for code in domains if code in grid.index]
    columns = [code for code in words.REGIONS if code in grid.columns]
    grid = grid.loc[rows, columns]
    row, column = grid.stack().idxmax()
    said = view.say("said_pair", row=view.label("domain", row), column=view.label("region", column),
                    n=int(grid.loc[row, column]))
    views.section(view.say("domain_by_region"), said)
    names = [view.label("region", code) if code != "hmt" or view.lang == "zh" else "HK/MO/TW" for code in columns]
    figure = charts.grid(grid, [view.label("domain", code) for code in rows], names, view.dark)
    views.chart(view, figure, "domains_regions", said)
    views.sum_line(view, "region")


def _in_depth(view: views.View, domains: list[str]) -> None:
    st.subheader(view.say("domain_in_depth"), anchor=False)
    one = st.selectbox(view.say("choose_domain"), domains, format_func=lambda code: view.label("domain", code),
                       key="depth_domain")
    events = view.events[[one in codes for codes in view.events["domain"]]]
    left, right = st.columns(2, gap="large")
    with left:
        views.timeline(view, events, "depth_domain_time")
    with right:
        counts = query.count_by(events, "event_type")
        views.section(view.say("types_ranked"), f"{view.label('domain', one)}: {view.count(len(events), 'event')}")
        views.ranking(view, counts, "event_type", "depth_domain_types", filters="type")
    views.table(view, query.ordered(events), "depth_domain",
                ["column_date", "column_event", "column_city", "column_partners"])
