"""Companies and other organisations: who takes part most, of what kind, and one of them in depth."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import query, views, words

ORDER, ICON = 3, ":material/apartment:"


def draw(view: views.View) -> None:
    """The page as a whole."""
    if views.empty(view):
        return
    found = query.organisations(view.events)
    if found.empty:
        st.info(view.say("no_organisations"))
        return
    left, right = st.columns([3, 2], gap="large")
    with right:
        _kinds(view, found)
    with left:
        of_kind = _ranked(view, found)
    _in_depth(view, of_kind)


def _ranked(view: views.View, found: pd.DataFrame) -> pd.DataFrame:
    """The ranking of one kind of organisation, and the organisations of that kind."""
    st.subheader(view.say("companies_ranked"), anchor=False)
    kinds = ["", *[kind for kind in words.KINDS if (found["kind"] == kind).any()]]
    kind = st.segmented_control(view.say("kind"), kinds, default="company" if "company" in kinds else "", required=True,
                                format_func=lambda code: view.label("kind", code) if code else view.say("kind_all"),
                                key="kind_shown", label_visibility="collapsed", wrap=True)
    shown = found[found["kind"] == kind].reset_index(drop=True) if kind else found
    counts = shown.rename(columns={"name": "value"})[["value", "events"]]
    st.caption(words.plain(f"{views.leaders(view, counts, 'partners')} {view.say('click_filters')}"))
    views.ranking(view, counts, "partners", "companies", filters="company", limit=15)
    views.sum_line(view, "partners")
    return shown


def _kinds(view: views.View, found: pd.DataFrame) -> None:
    counts = found["kind"].value_counts().rename_axis("value").rename("events").reset_index()
    first, number = counts.iloc[0]
    said = view.say("said_kinds", total=len(found), first=view.label("kind", first), n=number)
    views.section(view.say("kinds"), said)
    figure = views.charts.bars([view.label("kind", code) for code in counts["value"]], counts["events"].tolist(),
                               counts["value"].tolist(), view.say("axis_organisations"))
    views.chart(view, figure, "company_kinds", said)


def _in_depth(view: views.View, found: pd.DataFrame) -> None:
    st.subheader(view.say("company_in_depth"), anchor=False)
    name = st.selectbox(view.say("choose_company"), found["name"].tolist(), key="depth_company",
                        format_func=lambda one: words.organisation(view.lang, one))
    about = found[found["name"] == name].iloc[0]
    events = view.events[[name in names for names in view.events["partners"]]]
    st.caption(words.plain(view.say(
        "said_company", name=words.organisation(view.lang, name), kind=view.label("kind", about["kind"]),
        n=view.count(len(events), "event"), cities=view.count(about["cities"], "city"),
        domains=view.count(about["domains"], "domain"))))
    parts = [("its_roles", query.roles_of(events, name), "role", None, ""),
             ("its_domains", query.count_by(events, "domain"), "domain", "domain", "no_domain"),
             ("its_cities", query.count_by(events, "city"), "city", "city", "no_city"),
             ("its_company", query.beside(events, name), "partners", "company", "nobody_beside")]
    for start in (0, 2):
        places = st.columns(2, gap="large")
        for place, (title, counts, column, filters, none) in zip(places, parts[start:start + 2], strict=True):
            with place:
                st.markdown(f"**{view.say(title)}**")
                if counts.empty:
                    st.caption(view.say(none))
                else:
                    views.ranking(view, counts, column, f"depth_{title}", filters, limit=8,
                                  coloured=column == "domain")
    st.markdown(f"**{view.say('its_events')}**")
    views.table(view, query.ordered(events), "depth_company",
                ["column_date", "column_event", "column_city", "column_domain", "column_amount"])
