"""Events: the filtered rows as a table; a row opens its story."""

from __future__ import annotations

import streamlit as st

from dashboard import query, views

ORDER, ICON = 6, ":material/table_rows:"


def draw(view: views.View) -> None:
    """The page as a whole."""
    if views.empty(view):
        return
    stories = view.events["story_id"].nunique()
    said = view.say("said_events", n=view.count(len(view.events), "event"), stories=view.count(stories, "story"))
    st.caption(f"{said} {view.say('events_hint')}")
    views.table(view, query.ordered(view.events), "events")
