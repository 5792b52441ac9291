"""Events: the filtered rows as a table, sorted and cut as the reader likes; a row opens its story."""

from __future__ import annotations

import streamlit as st

from dashboard import listing, panels, query, views

ORDER, ICON = 6, ":material/table_rows:"


def draw(view: views.View) -> None:
    """The page as a whole."""
    if panels.empty(view):
        return
    stories = query.key_figures(view.events)["stories"]
    said = view.say("said_events", n=view.count(len(view.events), "event"), stories=view.count(stories, "story"))
    st.caption(f"{said}{view.say('gap')}{view.say('events_hint')}")
    with st.container(horizontal=True, vertical_alignment="bottom", key="events_controls"):
        sort = st.selectbox(view.say("sort"), query.SORTS, format_func=lambda one: view.say(f"sort_{one}"), key="sort",
                            width=200, bind="query-params")
        with st.popover(view.say("columns"), icon=":material/view_column:"):
            columns = st.pills(view.say("columns"), listing.COLUMNS, selection_mode="multi", default=listing.COLUMNS,
                               format_func=view.say, key="columns_shown", persist_state="session",
                               label_visibility="collapsed")
        page = _page(view)
    rows = query.page(view.events, sort, page, listing.MOST)
    listing.table(view, rows, "events", [name for name in listing.COLUMNS if name in (columns or ())] or listing.COLUMNS)
    if len(view.events) > listing.MOST:
        first = (page - 1) * listing.MOST + 1
        st.caption(view.say("said_page", first=f"{first:,}", last=f"{first + len(rows) - 1:,}",
                            total=f"{len(view.events):,}"))


def _page(view: views.View) -> int:
    pages = -(-len(view.events) // listing.MOST)
    if pages < 2:
        return 1
    return st.number_input(view.say("page_of", n=pages), min_value=1, max_value=pages, value=1, key="page", width=140)
