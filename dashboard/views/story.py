"""A story: its text with the words behind each value marked, its events, and what was not understood."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts, listing, marked, query, views, words

ORDER, ICON = 0, ":material/article:"


def draw(view: views.View) -> None:
    """The page as a whole; the event is named by ``?event=`` in the URL."""
    wanted = st.query_params.get("event", "")
    st.page_link(view.pages["events"], label=view.say("back"), icon=":material/arrow_back:")
    event = query.event(view.tables.events, wanted)
    story = view.tables.where("stories", "story_id", "" if event is None else event["story_id"])
    if event is None or story.empty:
        said = view.say("story_unknown", id=charts.cut(wanted, 40)) if wanted else view.say("story_none")
        st.info(words.plain(said), icon=":material/article:")
        return
    evidence = view.tables.where("evidence", "event_id", wanted)
    left, right = st.columns([5, 3], gap="large")
    with left:
        _text(view, story.iloc[0], evidence)
        _head(view, story.iloc[0])
        _issues(view, event["story_id"])
    with right:
        st.subheader(view.say("values"), anchor=False)
        st.html(f"{marked.STYLE}{_values(view, event, evidence)}")
        st.caption(view.say("confidence_hint"))
        _others(view, query.of_story(view.tables.events, event["story_id"]), wanted)
        _alike(view, event)


def _head(view: views.View, story: pd.Series) -> None:
    """Where the story comes from."""
    known = [view.say("source", source=story["source"]) if _there(story["source"]) else "",
             view.say("published", date=f"{story['published']:%Y-%m-%d}") if _there(story["published"])
             else view.say("not_published"),
             view.say("from_file", origin=story["origin"]) if _there(story["origin"]) else ""]
    st.caption(words.plain(" · ".join(part for part in known if part)))
    if _there(story["url"]) and str(story["url"]).startswith(("http://", "https://")):
        st.link_button(view.say("link"), story["url"], icon=":material/open_in_new:", type="tertiary")


def _there(value: object) -> bool:
    return value is not None and not pd.isna(value) and value != ""


def _text(view: views.View, story: pd.Series, evidence: pd.DataFrame) -> None:
    """The story with its marks, and a choice of the fields to mark."""
    spans = evidence[evidence["field"].isin(marked.FIELDS)].reset_index(drop=True)
    present = [field for field in marked.FIELDS if (spans["field"] == field).any()]
    if present:
        shown = st.pills(view.say("legend"), present, selection_mode="multi", default=present, key="fields_shown",
                         format_func=lambda field: view.say(f"field_{field}"), label_visibility="collapsed")
        spans = spans[spans["field"].isin(shown or ())].reset_index(drop=True)
    notes = [f"{view.say('field_' + row['field'])}{view.say('colon')}{_value(view, row)} ({row['confidence']:.0%})"
             for _, row in spans.iterrows()]
    st.html(f"{marked.STYLE}{marked.legend_style(present)}"
            f"{marked.story(f'''{story['title']}{chr(10)}{story['body']}''', spans, notes)}")
    st.caption(view.say("evidence_hint") if present else view.say("no_evidence"))


def _value(view: views.View, row: pd.Series) -> str:
    """A value of the evidence in words: a code by its label, the rest as it is."""
    columns = {"places": "places", "domains": "domain", "event_type": "event_type", "partners": "partners"}
    return view.label(columns[row["field"]], str(row["value"])) if row["field"] in columns else str(row["value"])


def _values(view: views.View, event: pd.Series, evidence: pd.DataFrame) -> str:
    """What was read from the story: each value with its confidence and the words that it rests on."""
    def rest(field: str, value: str | None = None) -> tuple[str, str]:
        rows = evidence[evidence["field"] == field]
        rows = rows if value is None else rows[rows["value"] == value]
        if rows.empty:
            return "", ""
        quoted = list(dict.fromkeys(charts.cut(str(text), 40) for text in rows["text"]))
        return f"{rows['confidence'].max():.0%}", words.listed(view.lang, [f"“{one}”" for one in quoted[:3]])

    kind = event["amount_kind"] if _there(event["amount_kind"]) else ""
    money = listing.money_of(view, event)
    rows: dict[str, list[marked.Value]] = {
        "event_type": [(view.label("event_type", event["event_type"]), "", *rest("event_type"))],
        "date": [] if pd.isna(event["date"]) else [
            (listing.date_of(view, event), view.say(f"basis_{event['date_basis']}"), *rest("date"))],
        "places": [(words.place_path(view.lang, code), "", *rest("places", code)) for code in event["places"]],
        "partners": [(words.organisation(view.lang, name), f"{view.label('kind', kind)} · {view.label('role', role)}",
                      *rest("partners", name)) for name, kind, role in query.partners_of(event)],
        "domains": [(view.label("domain", code), "", *rest("domains", code)) for code in event["domain"]],
        "amounts": [(money, view.label("amount_kind", kind), *rest("amounts"))] if money else [],
    }
    return marked.values({view.say(f"field_{field}"): (field, found) for field, found in rows.items()},
                         view.say("not_stated"))


def _others(view: views.View, events: pd.DataFrame, wanted: str) -> None:
    """The other events that the same story reports."""
    if len(events) < 2:
        return
    st.subheader(view.say("story_events"), anchor=False)
    for _, row in events.iterrows():
        about = view.say("primary" if row["primary"] else "secondary")
        if row["event_id"] == wanted:
            st.markdown(f"**{words.plain(row['event'])}** · {about}")
        else:
            st.page_link(view.pages["story"], label=f"{words.plain(words.cut(row['event'], 60))} · {about}",
                         query_params={"event": row["event_id"]})


def _alike(view: views.View, event: pd.Series) -> None:
    """Stories that may tell of the same event, with what they share."""
    found = query.alike(view.tables.events, event)
    if not found:
        return
    st.subheader(view.say("alike"), anchor=False)
    st.caption(view.say("alike_about", days=query.stories.DAYS))
    for one in found:
        st.page_link(view.pages["story"], label=words.plain(words.cut(one.event["event"], 60)),
                     query_params={"event": one.event["event_id"]})
        shared = [view.label("partners", name) for name in one.partners[:4]] + [
            view.label("city", code) for code in one.cities[:3]]
        st.caption(words.plain(f"{listing.date_of(view, one.event)} · {words.listed(view.lang, shared)}"))


def _issues(view: views.View, story_id: str) -> None:
    found = view.tables.where("issues", "story_id", story_id)
    if found.empty:
        st.caption(view.say("no_issues"))
        return
    st.subheader(view.say("issues"), anchor=False)
    st.dataframe(pd.DataFrame({
        view.say("words"): [words.visible(text or "") for text in found["text"]],
        view.say("reason"): [view.label("reason", reason) for reason in found["reason"]],
        view.say("detail"): [words.detail(view.lang, text or "") for text in found["detail"]],
    }, dtype="str"), hide_index=True, alt=view.say("issues"), key="table_issues")
