"""Issues: what was seen in the stories but not understood, so that nothing vanishes silently."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import board, listing, query, views, words

ORDER, ICON = 0, ":material/flag:"
ROWS = 1000


def draw(view: views.View) -> None:
    """The page as a whole; it shows the whole table, whatever is filtered."""
    found = view.tables.issues.to_pandas()
    if found.empty:
        st.info(view.say("no_open_issues"), icon=":material/check_circle:")
        return
    counts = found["reason"].value_counts().rename_axis("value").rename("events").reset_index()
    first = view.label("reason", counts["value"][0]).rstrip("。.")
    st.caption(words.plain(view.say("said_issues", n=f"{len(found):,}", first=first, m=f"{counts['events'][0]:,}")))
    shown = found.head(ROWS)
    titles = {story: _title(view, story) for story in shown["story_id"].unique()}
    event = st.dataframe(pd.DataFrame({
        view.say("reason"): [view.label("reason", reason) for reason in shown["reason"]],
        view.say("words"): [words.visible(text or "") for text in shown["text"]],
        view.say("field"): [field_name(view, field) for field in shown["field"]],
        view.say("detail"): [words.detail(view.lang, text or "") for text in shown["detail"]],
        view.say("field_story"): [words.visible(titles.get(story) or "") for story in shown["story_id"]],
        view.say("origin"): [words.visible(text or "") for text in shown["origin"]],
    }, dtype="str"), hide_index=True, key="table_issues", alt=view.say("page_issues"), on_select="rerun",
        selection_mode="single-cell", height="content" if len(shown) <= 15 else 640)
    chosen = [shown.iloc[cell[0]]["story_id"] for cell in event["selection"]["cells"]]
    events = query.of_story(view.tables.events, chosen[0]) if chosen else ()
    if len(events):
        listing.open_story(view, events["event_id"].iloc[0])
    board.one(view, board.Panel("issues", data=lambda: found))


def _title(view: views.View, story_id: str) -> str:
    found = view.tables.where("stories", "story_id", story_id)["title"]
    return found.iloc[0] if len(found) else ""


def field_name(view: views.View, field: str) -> str:
    """What a field is called; its code where nobody named it."""
    return view.say(f"field_{field}") if f"field_{field}" in words.TEXTS else field
