"""A story: its text with the words behind each value marked, its events, and what was not understood."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts, query, views, words

ORDER, ICON = 0, ":material/article:"
FIELDS = ("date", "places", "partners", "domains", "amounts", "event_type")
"""The fields that are marked, the most telling colour first where several share words."""


def draw(view: views.View) -> None:
    """The page as a whole; the event is named by ``?event=`` in the URL."""
    wanted = st.query_params.get("event", "")
    st.page_link(view.pages["events"], label=view.say("back"), icon=":material/arrow_back:")
    events = view.tables.events
    found = events[events["event_id"] == wanted]
    if found.empty:
        said = view.say("story_unknown", id=charts.cut(wanted, 40)) if wanted else view.say("story_none")
        st.info(words.plain(said), icon=":material/article:")
        return
    event = found.iloc[0]
    story = view.tables.stories[view.tables.stories["story_id"] == event["story_id"]]
    if story.empty:
        st.info(words.plain(view.say("story_unknown", id=charts.cut(wanted, 40))))
        return
    _head(view, story.iloc[0])
    left, right = st.columns([3, 2], gap="large")
    evidence = view.tables.evidence[view.tables.evidence["event_id"] == wanted]
    with left:
        _text(view, story.iloc[0], evidence)
        _issues(view, event["story_id"])
    with right:
        _values(view, event, evidence)
        _others(view, events[events["story_id"] == event["story_id"]], wanted)


def _head(view: views.View, story: pd.Series) -> None:
    known = [view.say("source", source=story["source"]) if _there(story["source"]) else "",
             view.say("published", date=f"{story['published']:%Y-%m-%d}") if _there(story["published"])
             else view.say("not_published"), story["origin"] if _there(story["origin"]) else ""]
    st.caption(words.plain(" · ".join(part for part in known if part)))
    if _there(story["url"]) and str(story["url"]).startswith(("http://", "https://")):
        st.link_button(view.say("link"), story["url"], icon=":material/open_in_new:", type="tertiary")


def _there(value: object) -> bool:
    return value is not None and not pd.isna(value) and value != ""


def _text(view: views.View, story: pd.Series, evidence: pd.DataFrame) -> None:
    text = f"{story['title']}\n{story['body']}"
    spans = evidence[evidence["field"].isin(FIELDS)].reset_index(drop=True)
    present = [field for field in FIELDS if (spans["field"] == field).any()]
    chips = "".join(f"<span class='chip' style='{_style((field,))}'>{words.markup(view.say(f'field_{field}'))}</span>"
                    for field in present)
    st.caption(view.say("evidence_hint") if present else view.say("no_evidence"))
    st.html(f"{_CSS}<div class='chips'>{chips}</div><div class='text' lang='zh'>{_marked(view, text, spans)}</div>")


def _marked(view: views.View, text: str, spans: pd.DataFrame) -> str:
    """The text as HTML: every character escaped, every span of words marked with its fields and values."""
    pieces = []
    numbered = list(zip(spans["start"], spans["end"], range(len(spans)), strict=True))
    for start, end, covering in query.marks(len(text), numbered):
        words_here = words.markup(text[start:end])
        if covering:
            rows = spans.iloc[list(covering)]
            fields = tuple(field for field in FIELDS if (rows["field"] == field).any())
            about = dict.fromkeys(f"{view.say('field_' + row['field'])}: {_value(view, row)} ({row['confidence']:.0%})"
                                  for _, row in rows.iterrows())
            note = words.markup("; ".join(about))
            words_here = f"<mark style='{_style(fields)}' title='{note}' tabindex='0'>{words_here}</mark>"
        pieces.append(words_here)
    headline, _, body = "".join(pieces).partition("\n")
    return f"<h2 class='headline'>{headline}</h2>" + "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n"))


def _style(fields: tuple[str, ...]) -> str:
    """A tint of the first field, and one underline for each of them."""
    lines = ", ".join(f"inset 0 -{2 * (index + 1)}px 0 {charts.FIELDS[field]}" for index, field in enumerate(fields))
    return f"background: {charts.FIELDS[fields[0]]}33; box-shadow: {lines}"


def _value(view: views.View, row: pd.Series) -> str:
    """A value of the evidence in words: a code by its label, the rest as it is."""
    columns = {"places": "places", "domains": "domain", "event_type": "event_type", "partners": "partners"}
    return view.label(columns[row["field"]], str(row["value"])) if row["field"] in columns else str(row["value"])


def _values(view: views.View, event: pd.Series, evidence: pd.DataFrame) -> None:
    """What was read from the story, each value with its confidence."""
    st.subheader(view.say("values"), anchor=False)
    best = evidence.groupby(["field", "value"])["confidence"].max().to_dict() if len(evidence) else {}

    def sure(field: str, value: str | None = None) -> str:
        found = [number for (where, what), number in best.items() if where == field and value in (None, what)]
        return f"<small>{max(found):.0%}</small>" if found else ""

    partners = [f"{words.markup(words.organisation(view.lang, name))} <small>{view.label('kind', kind)} · "
                f"{view.label('role', role)}</small> {sure('partners', name)}"
                for name, kind, role in query.partners_of(event)]
    kind, money = event["amount_kind"] if _there(event["amount_kind"]) else "", views.money_of(view, event)
    rows = {
        "event": [words.markup(event["event"])],
        "event_type": [f"{words.markup(view.label('event_type', event['event_type']))} {sure('event_type')}"],
        "date": [f"{views.date_of(view, event)} {sure('date')}"],
        "places": [f"{words.markup(words.place(view.lang, code))} {sure('places', code)}" for code in event["places"]],
        "partners": partners,
        "domains": [f"{words.markup(view.label('domain', code))} {sure('domains', code)}" for code in event["domain"]],
        "amounts": [f"{words.markup(money)} <small>{words.markup(view.label('amount_kind', kind))}</small> "
                    f"{sure('amounts')}"] if money else [],
    }
    cells = "".join(f"<tr><th scope='row'><span class='dot' style='background:{charts.FIELDS[field]}'></span>"
                    f"{words.markup(view.say(f'field_{field}'))}</th><td>{'<br>'.join(values) or '—'}</td></tr>"
                    for field, values in rows.items())
    st.html(f"{_CSS}<table class='values'><tbody>{cells}</tbody></table>")
    st.caption(view.say("confidence_hint"))


def _others(view: views.View, events: pd.DataFrame, wanted: str) -> None:
    if len(events) < 2:
        return
    st.subheader(view.say("story_events"), anchor=False)
    for _, row in events.iterrows():
        about = view.say("primary" if row["primary"] else "secondary")
        if row["event_id"] == wanted:
            st.markdown(f"**{words.plain(row['event'])}** · {about}")
        else:
            st.page_link(view.pages["story"], label=f"{words.plain(row['event'])} · {about}",
                         query_params={"event": row["event_id"]})


def _issues(view: views.View, story_id: str) -> None:
    found = view.tables.issues[view.tables.issues["story_id"] == story_id]
    st.subheader(view.say("issues"), anchor=False)
    if found.empty:
        st.caption(view.say("no_issues"))
        return
    st.dataframe(pd.DataFrame({
        view.say("field"): [view.say(f"field_{field}") if f"field_{field}" in words.TEXTS else field
                            for field in found["field"]],
        view.say("words"): [words.visible(text or "") for text in found["text"]],
        view.say("reason"): [view.label("reason", reason) for reason in found["reason"]],
        view.say("detail"): [words.visible(text or "") for text in found["detail"]],
    }), hide_index=True, alt=view.say("issues"), key="table_issues")


_CSS = """<style>
.text { line-height: 2; overflow-wrap: anywhere; max-width: 46rem; }
.text .headline { font-weight: 600; font-size: 1.35rem; line-height: 1.6; }
.text mark { color: inherit; padding: 0 0 3px; border-radius: 2px; cursor: help; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: .5rem; }
.chip { padding: 0 .5rem 4px; border-radius: 2px; font-size: .875rem; }
.values { border-collapse: collapse; width: 100%; font-size: .95rem; }
.values th { text-align: left; font-weight: 500; white-space: nowrap; vertical-align: top; }
.values th { padding: .35rem .8rem .35rem 0; }
.values td { padding: .35rem 0; overflow-wrap: anywhere; }
.values tr { border-bottom: 1px solid rgba(128,140,150,.25); }
.values small { opacity: .75; }
.dot { display: inline-block; width: .6rem; height: .6rem; border-radius: 50%; margin-right: .45rem; }
</style>"""
