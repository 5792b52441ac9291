"""What changed: events added, changed, merged and gone between a kept build and the current one, and why."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import download, listing, loaded, slides, views, words
from etl import diff, diff_text, store

ORDER, ICON = 8, ":material/difference:"
ROWS = 500


def draw(view: views.View) -> None:
    """The page as a whole."""
    kept = store.builds(loaded.folder())
    if len(kept) < 2:
        st.info(view.say("changes_one_build"), icon=":material/difference:")
        return
    old = _old(view, kept)
    found = slides.difference(old, kept[0])
    if found is None:
        st.info(view.say("unreadable"), icon=":material/difference:")
        return
    st.caption(f"{view.say('changes_about', old=diff_text.when(found.old), new=diff_text.when(found.new))}"
               f"{view.say('gap')}{view.say('changes_filters')}")
    with st.container(horizontal=True, gap="large", key="changes_figures"):
        for kind in diff.KINDS:
            st.metric(view.say(f"changes_{kind}"), f"{len(found.of(kind)):,}", width="content")
    if found.changes:
        _table(view, found)
    else:
        st.info(view.say("changes_same"))


def _old(view: views.View, kept: list[store.Build]) -> store.Build:
    """The build to compare with: the previous one, the one before last Monday, or any that is kept."""
    minutes = len({f"{build.built_at:%Y-%m-%d %H:%M}" for build in kept}) == len(kept)
    form = "%Y-%m-%d %H:%M UTC" if minutes else "%Y-%m-%d %H:%M:%S UTC"
    times = {f"{build.built_at:{form}}": build for build in kept[1:]}
    names = {"previous": view.say("changes_previous"), "monday": view.say("changes_monday")}
    chosen = st.segmented_control(view.say("changes_with"), [*names, *times], default="previous", required=True,
                                  key="changes_with", format_func=lambda one: names.get(one, one), wrap=True)
    if chosen != "monday":
        return times.get(chosen, kept[1])
    day = slides.monday(dt.datetime.now(dt.UTC).date())
    old = store.before(loaded.folder(), day) or kept[-1]
    if old.built_at.date() >= day:
        st.caption(view.say("changes_older", when=f"{old.built_at:%Y-%m-%d %H:%M} UTC"))
    return old


def _table(view: views.View, found: diff.Diff) -> None:
    rows = _rows(view, found)
    names = ("kind", "column_event", "field", "changes_old", "changes_new", "changes_why", "field_story")
    shown = rows.head(ROWS)
    names = [name for name in names if name in ("kind", "column_event", "changes_why") or shown[name].any()]
    event = st.dataframe(shown[names].rename(columns=view.say), hide_index=True, key="table_changes",
                         alt=view.say("page_changes"), on_select="rerun", selection_mode="single-cell", row_height=38,
                         height="content" if len(shown) <= 15 else 640)
    if len(rows) > ROWS:
        st.caption(view.say("said_rows_left", n=ROWS, total=f"{len(rows):,}"))
    built = str(found.new["built_at"])
    name = partial(download.file_name, [], len(rows), built)
    with st.container(horizontal=True, key="changes_files"):
        st.download_button(view.say("download"), data=partial(download.sheet, rows), file_name=name("csv", "changes"),
                           mime="text/csv; charset=utf-8", on_click="ignore", key="changes_csv")
        st.download_button("JSON", data=lambda: json.dumps(diff.record(found), ensure_ascii=False, indent=1).encode(),
                           file_name=name("json", "changes"), mime="application/json", on_click="ignore",
                           key="changes_json")
    chosen = [cell[0] for cell in event["selection"]["cells"]]
    if chosen and shown["there"].iloc[chosen[0]]:
        listing.open_story(view, shown["event_id"].iloc[chosen[0]])


def _rows(view: views.View, found: diff.Diff) -> pd.DataFrame:
    """One row a value that changed; one row an event that came or went."""
    rows = []
    for change in found.changes:
        head = {"event_id": change.event_id, "there": change.kind in ("added", "changed"),
                "kind": view.say(f"changes_{change.kind}"), "column_event": words.visible(change.event),
                "field_story": words.visible(" · ".join(part for part in (change.source, change.published) if part))}
        if not change.fields:
            why = diff_text.say(view.lang, "into", id=change.into) if change.into else diff_text.say(view.lang,
                                                                                                     change.why)
            rows.append(head | {"field": "", "changes_old": "", "changes_new": "", "changes_why": why})
        rows += [head | {"field": diff_text.say(view.lang, one.name),
                         "changes_old": diff_text.value(view.lang, one.name, one.old),
                         "changes_new": diff_text.value(view.lang, one.name, one.new),
                         "changes_why": diff_text.say(view.lang, one.why)} for one in change.fields]
    return pd.DataFrame(rows)
