"""The pages, one module each: this folder is the menu. Here: what a page is given, and the pieces that pages share.

A page is a module with ``ORDER`` (its place in the menu; 0 keeps it out of the menu), ``ICON`` and ``draw(view)``; its
name in words stands in ``words.TEXTS`` as ``page_<module>``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts, query, words

WIDTHS = {"column_date": 125, "column_event": 380, "column_type": 100, "column_domain": 170, "column_city": 110,
          "column_partners": 230, "column_amount": 130}
"""Of the columns of an events table, in pixels."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page is given: the filtered events, the finished tables, the language, and how to go elsewhere."""

    events: pd.DataFrame
    tables: query.Tables
    lang: str
    dark: bool
    pages: Mapping[str, st.Page]
    only: Callable[[str, str], None]
    """Make one value the whole choice of one filter."""

    def say(self, key: str, **values: object) -> str:
        return words.say(self.lang, key, **values)

    def label(self, column: str, code: str) -> str:
        return words.label(self.lang, column, code)

    def count(self, number: int, noun: str) -> str:
        return words.count(self.lang, number, noun)


def empty(view: View) -> bool:
    """True, and a sentence, where there is nothing to draw."""
    if len(view.events):
        return False
    st.info(view.say("empty_table" if view.tables.events.empty else "nothing"), icon=":material/search_off:")
    return True


def section(title: str, sentence: str) -> None:
    """The head of a chart: what it is, and one sentence worked out from the data."""
    st.subheader(words.plain(title), anchor=False)
    st.caption(words.plain(sentence))


def chart(view: View, figure: go.Figure, key: str, alt: str, filters: str | None = None) -> None:
    """A chart with a text for those who cannot see it; with ``filters`` a click makes that filter's choice."""
    if filters is None:
        st.plotly_chart(figure, key=f"chart_{key}", config=charts.CONFIG, alt=alt)
        return
    # A new key after each click: else the chart keeps its selection and the next click would only take it back.
    clicks = st.session_state.setdefault(f"clicks_{key}", 0)
    name = f"chart_{key}_{clicks}"
    st.plotly_chart(figure, key=name, config=charts.CONFIG, alt=alt, selection_mode="points",
                    on_select=lambda: _clicked(view, name, key, filters))


def _clicked(view: View, name: str, key: str, filters: str) -> None:
    points = st.session_state[name]["selection"]["points"]
    codes = [point["customdata"][0] for point in points if point.get("customdata")]
    st.session_state[f"clicks_{key}"] += 1
    if codes:
        view.only(filters, codes[0])


def ranking(view: View, counts: pd.DataFrame, column: str, key: str, filters: str | None = None, limit: int = 15,
            coloured: bool = False) -> None:
    """Bars of ``counts`` (value, events), at most ``limit`` of them, and what was left out."""
    top = counts.head(limit)
    names = [view.label(column, code) for code in top["value"]]
    colours = [charts.colour_of(code) for code in top["value"]] if coloured else None
    figure = charts.bars(names, top["events"].tolist(), top["value"].tolist(), view.say("axis_events"), colours)
    told = [f"{name} {number}" for name, number in zip(names, top["events"], strict=True)]
    alt = f"{view.say('axis_events')}: {words.listed(view.lang, told[:5])}"
    chart(view, figure, key, alt, filters)
    if len(counts) > limit:
        st.caption(view.say("said_rows_left", n=limit, total=len(counts)))


def leaders(view: View, counts: pd.DataFrame, column: str) -> str:
    """The sentence of a ranking: who leads, with what share of the events, and who follows."""
    names = [view.label(column, code) for code in counts["value"]]
    numbers = counts["events"].tolist()
    tied = [name for name, number in zip(names, numbers, strict=True) if number == numbers[0]]
    if len(tied) > 1:
        named = words.listed(view.lang, tied[:3]) + ((" " + view.say("and_more", n=len(tied))) if len(tied) > 3 else "")
        return view.say("said_tie", names=named, n=numbers[0])
    share = f"{numbers[0] / len(view.events):.0%}"
    said = view.say("said_top", first=names[0], n=numbers[0], share=share)
    return said + (view.say("said_then", second=names[1], m=numbers[1]) if len(names) > 1 else view.say("said_end"))


def sum_line(view: View, column: str) -> None:
    """How the numbers of a breakdown relate to the total."""
    found = query.breakdown(view.events, column)
    what = view.say(f"what_{column}")
    said = view.say("sum_line", total=found.total, shown=found.shown, what=what)
    st.caption(said + (f" {view.say('sum_without', without=found.without, what=what)}" if found.without else ""))


def timeline(view: View, events: pd.DataFrame, key: str) -> None:
    """Events over time, with a sentence that also counts what no bar can hold."""
    found = query.over_time(events)
    section(view.say("over_time"), _said_over_time(view, found, len(events)))
    names = {precision: view.say(f"precision_{precision}") for precision in (*query.PRECISIONS, "missing")}
    axes = (view.say("axis_month" if found.unit == "month" else "axis_year"), view.say("axis_events"))
    figure = charts.timeline(found.counts, found.unit, found.undated, names, axes)
    chart(view, figure, key, _said_over_time(view, found, len(events)))


def _said_over_time(view: View, found: query.Timeline, total: int) -> str:
    if found.counts.empty:
        return view.say("said_no_dates", n=total)
    totals = found.counts.groupby("period")["events"].sum()
    peak = words.period(totals.idxmax(), found.unit)
    first, last = (words.period(totals.index[end], found.unit) for end in (0, -1))
    if first == last:
        said = view.say("said_one_period", n=int(totals.sum()), peak=peak)
    else:
        span = f"{first} 至 {last}" if view.lang == "zh" else f"From {first} to {last}"
        said = view.say("said_month", span=span, peak=peak, n=int(totals.max()))
    gap = "" if view.lang == "zh" else " "
    if found.undated:
        said += gap + view.say("said_undated", n=found.undated)
    if found.coarse:
        said += gap + view.say("said_coarse", n=found.coarse)
    return said


def places_of(view: View, row: pd.Series) -> str:
    """The places of an event in words: cities where there are any, else provinces, else the country."""
    codes = row["city"] or row["province"] or row["places"]
    return words.listed(view.lang, [words.place(view.lang, code) for code in codes])


def money_of(view: View, row: pd.Series) -> str:
    return words.money(view.lang, row["amount_min"], row["amount_max"], row["currency"]
                       if isinstance(row["currency"], str) else "")


def date_of(view: View, row: pd.Series) -> str:
    return words.day(view.lang, row["date"], row["date_precision"], row["date_end"])


def table(view: View, events: pd.DataFrame, key: str, columns: Sequence[str] | None = None) -> None:
    """Events as a table; a click anywhere in a row opens its story."""
    shown = pd.DataFrame({
        "column_date": [date_of(view, row) for _, row in events.iterrows()],
        "column_event": [words.visible(text) for text in events["event"]],
        "column_type": [view.label("event_type", code) for code in events["event_type"]],
        "column_domain": [words.listed(view.lang, [view.label("domain", one) for one in codes])
                          for codes in events["domain"]],
        "column_city": [places_of(view, row) for _, row in events.iterrows()],
        "column_partners": [words.visible(words.listed(view.lang, [view.label("partners", name) for name in names]))
                            for names in events["partners"]],
        "column_amount": [money_of(view, row) for _, row in events.iterrows()],
    })
    shown = shown[list(columns)] if columns else shown
    settings = {name: st.column_config.TextColumn(view.say(name), width=WIDTHS[name]) for name in shown}
    event = st.dataframe(shown, hide_index=True, column_config=settings, key=f"table_{key}", on_select="rerun",
                         selection_mode="single-cell", alt=view.say("page_events"), row_height=38,
                         height="content" if len(shown) <= 15 else 640)
    chosen = [cell[0] for cell in event["selection"]["cells"]]
    if chosen:
        open_story(view, events.iloc[chosen[0]]["event_id"])


def open_story(view: View, event_id: str) -> None:
    st.switch_page(view.pages["story"], query_params={"event": event_id})
