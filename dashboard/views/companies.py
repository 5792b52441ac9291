"""Companies and other organisations: who takes part most, of what kind, one in depth, and two side by side."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import board, drawn, listing, panels, query, views, words

ORDER, ICON = 3, ":material/apartment:"
MEASURES = ("events", "cities", "money")


def draw(view: views.View) -> None:
    """The page as a whole."""
    if panels.empty(view):
        return
    found = query.organisations(view.events)
    if found.empty:
        st.info(view.say("no_organisations"))
        return
    left, right = st.columns([5, 3], gap="large")
    with left:
        of_kind = _ranked(view, found)
    with right:
        _kinds(view, found)
    _in_depth(view, of_kind["name"].tolist(), found)


def _ranked(view: views.View, found: pd.DataFrame) -> pd.DataFrame:
    """The ranking of one kind of organisation, and the organisations of that kind."""
    st.subheader(view.say("companies_ranked"), anchor=False)
    kinds = ["", *[kind for kind in words.KINDS if (found["kind"] == kind).any()]]
    with st.container(horizontal=True, key="company_controls"):
        kind = st.segmented_control(
            view.say("kind"), kinds, default="company" if "company" in kinds else "", required=True, key="kind_shown",
            format_func=lambda code: view.label("kind", code) if code else view.say("kind_all"), wrap=True,
            label_visibility="collapsed", persist_state="session")
        measure = st.segmented_control(
            view.say("ranked_by"), MEASURES, default="events", required=True, key="by", wrap=True,
            format_func=lambda one: view.say(f"by_{one}"), label_visibility="collapsed", bind="query-params")
    shown = found[found["kind"] == kind].reset_index(drop=True) if kind in kinds[1:] else found
    if measure == "money":
        _by_money(view, shown, kind)
        return shown
    counts = shown.rename(columns={"name": "value"})
    if measure == "cities":
        counts = counts.assign(events=counts["cities"]).sort_values(
            ["events", "value"], ascending=[False, True], ignore_index=True)
        said, axis = view.say("said_most_cities", first=view.label("partners", counts["value"][0]),
                              n=counts["events"][0]), "axis_cities"
    else:
        said, axis = panels.leaders(view, counts, "partners"), "axis_events"
    key = "companies_reach" if measure == "cities" else "companies"
    board.one(view, panels.ranking(view, counts[["value", "events"]], "partners", key, "company", limit=15, axis=axis,
                                   of=kind or "all", said=f"{said}{view.say('gap')}{view.say('click_filters')}"))
    return shown


def _by_money(view: views.View, shown: pd.DataFrame, sort: str) -> None:
    """Organisations by what their events are worth at least, one kind of money at a time."""
    kinds = [kind for kind in words.AMOUNT_KINDS if len(query.least_by(view.events, "partners", kind))]
    if not kinds:
        st.info(view.say("no_money"))
        return
    kind = st.selectbox(view.say("choose_money"), kinds, format_func=lambda one: view.label("amount_kind", one),
                        key="company_money", label_visibility="collapsed", width=220)
    sums = query.least_by(view.events, "partners", kind)
    sums = sums[sums["value"].isin(set(shown["name"]))].head(15).reset_index(drop=True)
    st.caption(view.say("money_least"))
    if sums.empty:
        st.info(view.say("no_money"))
        return
    names = [view.label("partners", name) for name in sums["value"]]
    written = [words.number(view.lang, amount) for amount in sums["amount"]]
    figure = drawn.bars(names, sums["amount"].tolist(), written, sums["value"].tolist(),
                        view.say("axis_least", kind=view.label("amount_kind", kind)))
    panels.chart(view, figure, "companies_money", words.listed(view.lang, names[:5]), lambda: sums, "company",
                 of=f"{kind}/{sort}" if sort else kind)


def _kinds(view: views.View, found: pd.DataFrame) -> None:
    counts = found["kind"].value_counts().rename_axis("value").rename("events").reset_index()
    first, number = counts.iloc[0]
    said = view.say("said_kinds", total=f"{len(found):,}", first=view.label("kind", first), n=f"{number:,}")
    board.one(view, panels.ranking(view, counts, "kind", "company_kinds", axis="axis_organisations",
                                   title=view.say("kinds"), said=said))
    panels.sum_line(view, "partners")
    _together_most(view)


def _together_most(view: views.View) -> None:
    """The pairs of organisations that stand in most events."""
    pairs = query.together(view.events, 8)
    if not pairs:
        return
    named = [[view.label("partners", name) for name in pair[:2]] for pair in pairs]
    said = view.say("said_pairs", one=named[0][0], other=named[0][1], n=f"{pairs[0][2]:,}")
    figure = drawn.bars([view.say("pair", one=words.cut(one, 14), other=words.cut(other, 14)) for one, other in named],
                        [pair[2] for pair in pairs], [f"{pair[2]:,}" for pair in pairs], [pair[0] for pair in pairs],
                        view.say("axis_events"))
    board.one(view, panels.panel(view, figure, "companies_together", said,
                                 lambda: pd.DataFrame(pairs, columns=["one", "other", "events"]), "company",
                                 title=view.say("together"), said=said))


def _in_depth(view: views.View, of_kind: list[str], found: pd.DataFrame) -> None:
    """A profile of one organisation, or of two side by side."""
    st.subheader(view.say("company_in_depth"), anchor=False)
    everyone = list(dict.fromkeys([*of_kind, *found["name"]]))
    with st.container(horizontal=True, key="company_choice"):
        one = st.selectbox(view.say("choose_company"), everyone, key="org", bind="query-params", width=320,
                           format_func=lambda name: words.organisation(view.lang, name), filter_mode="contains")
        other = st.selectbox(view.say("compare_with"), [name for name in everyone if name != one], index=None,
                             key="with", bind="query-params", width=320, filter_mode="contains",
                             placeholder=view.say("nobody"),
                             format_func=lambda name: words.organisation(view.lang, name))
    if other is None:
        _profile(view, one, found, wide=True)
        return
    _together(view, one, other)
    counts = pd.concat([query.over_time(view.events.with_value("partners", name), "year").counts
                        for name in (one, other)])
    span = (counts["start"].min(), counts["end"].max()) if len(counts) else None
    for place, name in zip(st.columns(2, gap="large"), (one, other), strict=True):
        with place:
            _profile(view, name, found, wide=False, span=span)


def _together(view: views.View, one: str, other: str) -> None:
    """What two organisations share, in a sentence."""
    both = view.events.with_value("partners", one).with_value("partners", other)
    cities = [set(query.count_by(view.events.with_value("partners", name), "city")["value"]) for name in (one, other)]
    shared = [view.label("city", code) for code in sorted(cities[0] & cities[1])]
    said = view.say("said_together", one=words.organisation(view.lang, one), other=words.organisation(view.lang, other),
                    n=view.count(len(both), "event"), cities=view.count(len(shared), "city"))
    st.caption(words.plain(said + (f" {words.listed(view.lang, shared[:8])}" if shared else "")))


def _profile(view: views.View, name: str, found: pd.DataFrame, wide: bool,
             span: tuple[pd.Timestamp, pd.Timestamp] | None = None) -> None:
    """What one organisation does; beside another one over the same years."""
    view = view.within("partners", name)
    events = view.events
    about = found[found["name"] == name].iloc[0]
    st.markdown(f"#### {words.plain(words.organisation(view.lang, name))}")
    st.caption(words.plain(view.say(
        "said_company", kind=view.label("kind", about["kind"]), n=view.count(len(events), "event"),
        cities=view.count(about["cities"], "city"), domains=view.count(about["domains"], "domain"))))
    slot = f"{'wide' if wide else name}"
    time = panels.timeline(view, events, f"company_time:{slot}", None if wide else "year", span=span)
    parts = [("its_roles", query.roles_of(events, name), "role", None, "no_role"),
             ("its_domains", panels.counted(view, "domain", events), "domain", "domain", "no_domain"),
             ("its_cities", panels.counted(view, "city", events), "city", "city", "no_city"),
             ("its_company", query.beside(events, name), "partners", "company", "nobody_beside")]
    small = [board.Panel(f"{title}:{slot}", view.say(title), view.say(none)) if counts.empty else
             panels.ranking(view, counts, column, f"{title}:{slot}", filters, 6, coloured=column == "domain", narrow=wide,
                            of=name if title in ("its_roles", "its_company") else "", title=view.say(title))
             for title, counts, column, filters, none in parts]
    step = 4 if wide else 2
    board.draw(view, f"profile_{slot}", [((1,), (time,)), *(
        ((1,) * step, small[start:start + step]) for start in range(0, 4, step))])
    st.markdown(f"**{view.say('its_events')}**")
    columns = ("column_date", "column_event", "column_city", "column_domain", "column_amount")
    listing.table(view, query.ordered(events, listing.MOST), f"company_{slot}", columns if wide else columns[:3])
