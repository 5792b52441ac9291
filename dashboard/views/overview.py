"""Overview: key figures, events over time, the newest events, and who, where and what for."""

from __future__ import annotations

import streamlit as st

from dashboard import panels, query, views, words

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
    left, right = st.columns([5, 3], gap="large")
    with left:
        unit = _unit(view)
        panels.timeline(view, view.events, "overview_time", unit, height=370)
    with right:
        _newest(view)
    for place, (column, title, name) in zip(st.columns(len(LEADING), gap="large"), LEADING, strict=True):
        with place:
            counts = panels.counted(view, column)
            panels.section(view.say(title), panels.leaders(view, counts, column) if len(counts)
                           else view.say(f"no_{name}"))
            if len(counts):
                panels.ranking(view, counts, column, f"overview_{column}", name, 8, coloured=column == "domain")
    _kinds_and_regions(view)
    st.caption(view.say(f"counted_{view.counting}"))


def _kinds_and_regions(view: views.View) -> None:
    """What the events are, and where each domain stands."""
    left, right = st.columns(2, gap="large")
    types = panels.counted(view, "event_type")
    with left:
        if len(types):
            panels.section(view.say("types_ranked"), panels.leaders(view, types, "event_type"))
            panels.ranking(view, types, "event_type", "overview_event_type", "type", 12)
    with right:
        panels.crossed(view, "overview_regions", panels.counted(view, "domain")["value"].head(DOMAINS).tolist())


def _unit(view: views.View) -> str | None:
    """The head of the timeline with the choice of its unit; None leaves it to the data."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="time_head"):
        st.subheader(view.say("over_time"), anchor=False, width="content")
        unit = st.segmented_control(view.say("unit"), ("auto", *query.UNITS), default="auto", required=True, key="unit",
                                    format_func=lambda one: view.say(f"unit_{one}"), bind="query-params",
                                    label_visibility="collapsed")
    unit = None if unit == "auto" else unit
    st.caption(words.plain(panels.said_over_time(view, query.over_time(view.events, unit), len(view.events))))
    return unit


def _figures(view: views.View) -> None:
    """The key figures as plain markup: they stand before any chart or widget has arrived in the browser."""
    shown = "".join(f"<div><dt>{view.say(f'figure_{name}')}</dt><dd>{number:,}</dd></div>"
                    for name, number in query.key_figures(view.events).items())
    st.markdown(f"<dl class='figures'>{shown}</dl>", unsafe_allow_html=True)


def _newest(view: views.View) -> None:
    newest = query.newest(view.events, 6, NEWEST)
    panels.section(view.say("newest"), "" if len(newest) else view.say("said_no_dates", n=len(view.events)))
    with st.container(gap="xxsmall", key="newest"):
        for _, row in newest.iterrows():
            with st.container(gap=None, key=f"newest_{row['event_id']}"):
                st.page_link(view.pages["story"], label=words.plain(words.cut(row["event"], 56)),
                             query_params={"event": row["event_id"]})
                about = [panels.date_of(view, row), words.cut(panels.places_of(view, row), 24),
                         panels.money_of(view, row)]
                st.caption(words.plain(" · ".join(part for part in about if part)))
    st.page_link(view.pages["events"], label=view.say("all_events"), icon=":material/arrow_forward:")
