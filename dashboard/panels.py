"""The pieces that pages share: a chart with its sentence and its numbers, a ranking, a timeline, a table of events."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts, deck, download, drawn, link, meeting, query, words
from dashboard.views import View

COLUMNS = ("column_date", "column_event", "column_type", "column_domain", "column_city", "column_partners",
           "column_amount")
WIDTHS = {"column_date": 120, "column_event": 370, "column_type": 90, "column_domain": 160, "column_city": 150,
          "column_partners": 230, "column_amount": 130}
"""Of the columns of an events table, in pixels."""
ROWS = 1000
"""A table shows no more at once."""


def empty(view: View) -> bool:
    """True, and a sentence, where there is nothing to draw."""
    if len(view.events):
        return False
    st.info(view.say("nothing" if len(view.tables.events) else "empty_table"), icon=":material/search_off:")
    return True


def section(title: str, sentence: str = "") -> None:
    """The head of a chart: what it is, and one sentence worked out from the data."""
    st.subheader(words.plain(title), anchor=False)
    if sentence:
        st.caption(words.plain(sentence))


def chart(view: View, figure: go.Figure | drawn.Drawing, key: str, alt: str, data: pd.DataFrame,
          filters: str | None = None, config: Mapping[str, object] = charts.CONFIG, note: str = "", of: str = "",
          caption: str = "") -> None:
    """A chart with a text for those who cannot see it, its numbers as a file, and a note of what it leaves out.

    ``of`` is what the page has chosen it to show, for its pin; ``caption`` must stand in a saved picture too.
    A click does what ``filters`` says: the name of a filter, ``time``, or ``story``.
    """
    about = _about(view, key, of, [alt, caption])
    config = {**config, "toImageButtonOptions": {"filename": about["name"], "scale": 2, "about": about}}
    with st.container(gap=None, key=f"panel_{key}"):
        if isinstance(figure, dict):
            _draw(view, {**figure, "alt": alt, "about": about, "click": filters is not None}, key, filters)
        elif filters is None:
            st.plotly_chart(figure, key=f"chart_{key}", config=config, alt=alt)
        else:
            _clickable(view, figure, key, alt, filters, config)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute",
                          key=f"under_{key}"):
            st.caption(words.plain(note), width="content")
            meeting.pin(view, key, of)
            numbers(view, data, key)


def _about(view: View, key: str, of: str, said: Sequence[str]) -> dict[str, object]:
    """What a saved picture says of itself: its title, what was chosen, its source and of when; and its name."""
    kind, built = meeting.PINS[key.partition(":")[0]], str(view.tables.build.get("built_at", ""))
    chosen = link.said(view.filters, view.lang)
    told = words.listed(view.lang, [f"{name} = {value}" for name, value in chosen]) or view.say("no_filter")
    counting = view.say(f"counted_{view.counting}") if view.counting != "each" else ""
    title = " · ".join(filter(None, (view.say(deck.TITLES[kind]), deck.of_what(view.lang, kind, of))))
    name = download.file_name([value for _, value in chosen], len(view.events), built, "png", key.replace(":", "_"))
    return {"title": title, "name": name.removesuffix(".png"), "save": view.say("save_picture"),
            "lines": [line for line in (*said, view.say("deck_filters", filters=told), counting) if line],
            "source": view.say("picture_source", built=built[:10], shown=f"{len(view.events):,}",
                               total=f"{len(view.tables.events):,}")}


def _draw(view: View, drawing: drawn.Drawing, key: str, filters: str | None) -> None:
    """A chart that the page draws itself; the drawing code came with the page's head."""
    component = st.components.v2.component("drawn", html='<div class="drawn"></div>', isolate_styles=False,
                                           js="export default (component) => {\n  window.drawn(component);\n};\n")
    name = f"chart_{key}"

    def picked() -> None:
        if filters and (found := st.session_state[name].picked):
            _follow(view, key, filters, found if isinstance(found, list) else [found])

    # as bytes: of anything else Streamlit would first ask of each part whether it is a table
    component(key=name, data=json.dumps(drawing, ensure_ascii=False).encode(), on_picked_change=picked)
    if opened := st.session_state.pop(f"opened_{key}", None):
        open_story(view, opened)


def _clickable(view: View, figure: go.Figure, key: str, alt: str, filters: str, config: Mapping[str, object]) -> None:
    if opened := st.session_state.pop(f"opened_{key}", None):
        open_story(view, opened)
    # A new key after each click: else the chart keeps its selection and the next click would only take it back.
    clicks = st.session_state.setdefault(f"clicks_{key}", 0)
    name = f"chart_{key}_{clicks}"
    st.plotly_chart(figure, key=name, config=dict(config), alt=alt, selection_mode="points",
                    on_select=partial(_clicked, view, name, key, filters))


def numbers(view: View, data: pd.DataFrame, key: str) -> None:
    """The numbers behind a chart as a small CSV button under it."""
    name = download.file_name([], len(data), str(view.tables.build.get("built_at", "")), what=key)
    st.download_button(view.say("chart_data"), data=partial(download.sheet, data), file_name=name, type="tertiary",
                       mime="text/csv; charset=utf-8", on_click="ignore", key=f"numbers_{key}",
                       icon=":material/download:", help=view.say("chart_data_help"))


def _clicked(view: View, name: str, key: str, filters: str) -> None:
    points = st.session_state[name]["selection"]["points"]
    found = [point["customdata"] for point in points if point.get("customdata")]
    st.session_state[f"clicks_{key}"] += 1
    if found:
        _follow(view, key, filters, found[0])


def _follow(view: View, key: str, filters: str, found: Sequence[str | None]) -> None:
    """Do what a click on a mark of a chart means; ``found`` is what the chart knows the mark by."""
    if filters == "story":
        st.session_state[f"opened_{key}"] = found[0]
    elif filters == "time":
        view.between(*((dt.date.fromisoformat(day) if day else None) for day in found[:2]))
    else:
        view.click(filters, found[0])


def ranking(view: View, counts: pd.DataFrame, column: str, key: str, filters: str | None = None, limit: int = 15,
            coloured: bool = False, axis: str = "axis_events", narrow: bool = False,
            of: str = "") -> None:
    """Bars of ``counts`` (value, events), at most ``limit`` of them, and what was left out."""
    top = counts.head(limit)
    names = [view.label(column, code) for code in top["value"]]
    written = [words.figure(number) for number in top["events"]]
    colours = [charts.colour_of(code) for code in top["value"]] if coloured else None
    figure = drawn.bars(names, top["events"].tolist(), written, top["value"].tolist(), view.say(axis), colours, narrow)
    told = [f"{name} {number}" for name, number in zip(names, written, strict=True)]
    alt = f"{view.say(axis)}{view.say('colon')}{words.listed(view.lang, told[:8])}"
    left_out = view.say("said_rows_left", n=limit, total=f"{len(counts):,}") if len(counts) > limit else ""
    chart(view, figure, key, alt, counts.assign(label=[view.label(column, code) for code in counts["value"]]), filters,
          note=left_out, of=of)


def leaders(view: View, counts: pd.DataFrame, column: str) -> str:
    """The sentence of a ranking: who leads, with what share of the events, and who follows."""
    names = [view.label(column, code) for code in counts["value"].head(100)]
    found = counts["events"].head(100).tolist()
    tied = [name for name, number in zip(names, found, strict=True) if number == found[0]]
    first = words.figure(found[0])
    if len(tied) > 1:
        named = words.listed(view.lang, tied[:3]) + (view.say("and_more", n=len(tied)) if len(tied) > 3 else "")
        return view.say("said_tie", names=named, n=first)
    share = f"{found[0] / len(view.events):.0%}"
    said = view.say("said_top", first=names[0], n=first, share=share)
    return said + (view.say("said_then", second=names[1], m=words.figure(found[1])) if len(names) > 1
                   else view.say("said_end"))


def counted(view: View, column: str, events: query.Events | None = None) -> pd.DataFrame:
    """Events by value, counted as the reader chose."""
    return query.count_by(view.events if events is None else events, column, view.counting)


def sum_line(view: View, column: str) -> None:
    """How the numbers of a breakdown relate to the total, and how they were counted."""
    found = query.breakdown(view.events, column)
    what = view.say(f"what_{column}")
    said = view.say(f"sum_{view.counting}", total=f"{found.total:,}", shown=f"{found.shown:,}", what=what)
    without = view.say("sum_without", without=f"{found.without:,}", what=what) if found.without else ""
    st.caption(f"{said}{view.say('gap')}{without}")


def timeline(view: View, events: query.Events, key: str, unit: str | None = None, height: int = 300,
             span: tuple[pd.Timestamp, pd.Timestamp] | None = None) -> None:
    """Events over time, with a sentence that also counts what has no date; a click on a bar filters by its days."""
    found = query.over_time(events, unit)
    names = {precision: view.say(f"precision_{precision}") for precision in (*query.PRECISIONS, "missing")}
    figure = drawn.timeline(found, names, (view.say(f"axis_{found.unit}"), view.say("axis_events")),
                            lambda start, unit: words.period(view.lang, start, unit), height, span)
    data = found.counts.assign(start=found.counts["start"].dt.strftime("%Y-%m-%d"),
                               end=(found.counts["end"] - pd.Timedelta(days=1)).dt.strftime("%Y-%m-%d"))
    chart(view, figure, key, said_over_time(view, found, len(events)), data, "time", of=unit or "")


def said_over_time(view: View, found: query.Timeline, total: int) -> str:
    """The sentence above a timeline."""
    if found.counts.empty:
        return view.say("said_no_dates", n=total)
    totals = found.fitting.groupby("start")["events"].sum()
    said = []
    if len(totals):
        peak = words.period(view.lang, totals.idxmax(), found.unit)
        first, last = (words.period(view.lang, totals.index[end], found.unit) for end in (0, -1))
        said.append(view.say("said_one_period", n=f"{totals.sum():,}", peak=peak) if first == last else
                    view.say("said_span", first=first, last=last, peak=peak, n=f"{totals.max():,}"))
    if len(found.coarse):
        said.append(view.say("said_coarse", n=f"{found.coarse['events'].sum():,}"))
    if found.undated:
        said.append(view.say("said_undated", n=f"{found.undated:,}"))
    return ("" if view.lang == "zh" else " ").join(said)


def crossed(view: View, key: str, domains: Sequence[str]) -> None:
    """How the events of each domain spread over the regions."""
    grid = query.crossed(view.events, "domain", "region")
    if grid.empty:
        return
    rows = [code for code in domains if code in grid.index]
    columns = [code for code in words.REGIONS if code in grid.columns]
    grid = grid.loc[rows, columns]
    row, column = grid.stack().idxmax()
    said = view.say("said_pair", row=view.label("domain", row), column=view.label("region", column),
                    n=f"{grid.loc[row, column]:,}")
    section(view.say("domain_by_region"), said)
    names = [words.region_short(view.lang, code) for code in columns]
    figure = drawn.grid(grid, [view.label("domain", code) for code in rows], names, view.dark)
    told = grid.rename(index=lambda code: view.label("domain", code), columns=lambda code: view.label("region", code))
    chart(view, figure, key, said, told.rename_axis("domain").reset_index())


def places_of(view: View, row: pd.Series) -> str:
    """The places of an event in words: cities where there are any, else provinces, else the country."""
    return words.listed(view.lang, _places(view, row))


def _places(view: View, row: pd.Series) -> list[str]:
    return [words.place(view.lang, code) for code in row["city"] or row["province"] or row["places"]]


def money_of(view: View, row: pd.Series) -> str:
    """The amount of an event in words."""
    return words.money(view.lang, row["amount_min"], row["amount_max"], row["currency"]
                       if isinstance(row["currency"], str) else "")


def date_of(view: View, row: pd.Series) -> str:
    """The date of an event as exactly as it is known."""
    return words.day(view.lang, row["date"], row["date_precision"], row["date_end"])


def table(view: View, events: pd.DataFrame, key: str, columns: Sequence[str] = COLUMNS) -> None:
    """Events as a table; a click anywhere in a row opens its story."""
    rows = [row for _, row in events.head(ROWS).iterrows()]
    cells = {
        "column_date": lambda row: date_of(view, row),
        "column_event": lambda row: words.visible(row["event"]),
        "column_type": lambda row: view.label("event_type", row["event_type"]),
        "column_domain": lambda row: words.some(view.lang, [view.label("domain", one) for one in row["domain"]], 1),
        "column_city": lambda row: words.some(view.lang, _places(view, row), 2),
        "column_partners": lambda row: words.visible(
            words.some(view.lang, [view.label("partners", name) for name in row["partners"]], 2)),
        "column_amount": lambda row: money_of(view, row),
    }
    shown = pd.DataFrame({name: pd.Series([cells[name](row) for row in rows], dtype="str") for name in columns})
    settings = {name: st.column_config.TextColumn(view.say(name), width=WIDTHS[name]) for name in columns}
    event = st.dataframe(shown, hide_index=True, column_config=settings, key=f"table_{key}", on_select="rerun",
                         selection_mode="single-cell", alt=view.say("page_events"), row_height=38,
                         height="content" if len(shown) <= 15 else 640)
    chosen = [cell[0] for cell in event["selection"]["cells"]]
    if chosen:
        open_story(view, rows[chosen[0]]["event_id"])


def open_story(view: View, event_id: str) -> None:
    """Go to the story of an event."""
    st.switch_page(view.pages["story"], query_params={"event": event_id})
