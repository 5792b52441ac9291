"""Overview: key figures, events over time, the leading domains, the newest events."""

from __future__ import annotations

import streamlit as st

from dashboard import query, views, words

ORDER, ICON = 1, ":material/dashboard:"


def draw(view: views.View) -> None:
    """The page as a whole."""
    if views.empty(view):
        return
    _figures(view)
    views.timeline(view, view.events, "overview_time")
    left, right = st.columns(2, gap="large")
    with left:
        counts = query.count_by(view.events, "domain")
        if len(counts):
            views.section(view.say("domains_ranked"), views.leaders(view, counts, "domain"))
            views.ranking(view, counts, "domain", "overview_domains", filters="domain", limit=10, coloured=True)
            views.sum_line(view, "domain")
    with right:
        _newest(view)


def _figures(view: views.View) -> None:
    found = query.key_figures(view.events)
    with st.container(horizontal=True, key="figures"):
        for name, number in found.items():
            st.metric(view.say(f"figure_{name}"), f"{number:,}", width=150)


def _newest(view: views.View) -> None:
    newest = query.newest(view.events, 8)
    st.subheader(view.say("newest"), anchor=False)
    if newest.empty:
        st.caption(view.say("said_no_dates", n=len(view.events)))
    for _, row in newest.iterrows():
        with st.container(gap=None, key=f"newest_{row['event_id']}"):
            st.page_link(view.pages["story"], label=words.plain(row["event"]),
                         query_params={"event": row["event_id"]})
            about = [views.date_of(view, row), view.label("event_type", row["event_type"]), views.places_of(view, row),
                     views.money_of(view, row)]
            st.caption(words.plain(" · ".join(part for part in about if part)))
    st.page_link(view.pages["events"], label=view.say("all_events"), icon=":material/arrow_forward:")
