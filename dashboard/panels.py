"""The pieces that pages share: a chart with its sentence and its numbers, a ranking, a timeline, a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import board, charts, deck, download, drawn, link, meeting, query, words
from dashboard.views import View


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


def chart(view: View, figure: go.Figure | drawn.Drawing, key: str, alt: str, data: Callable[[], pd.DataFrame],
          filters: str | None = None, config: Mapping[str, object] = charts.CONFIG, note: str = "", of: str = "",
          caption: str = "") -> None:
    """A chart with a text for those who cannot see it, its numbers as a file, and a note of what it leaves out.

    ``of`` is what the page has chosen it to show, for its pin; ``caption`` must stand in a saved picture too.
    A click does what ``filters`` says: the name of a filter, ``time``, or ``story``.
    """
    if isinstance(figure, dict):
        board.one(view, panel(view, figure, key, alt, data, filters, note, of))
        return
    about = _about(view, key, of, [alt, caption])
    config = {**config, "toImageButtonOptions": {"filename": about["name"], "scale": 2, "about": about}}
    with st.container(gap=None, key=f"panel_{key}"):
        if filters is None:
            st.plotly_chart(figure, key=f"chart_{key}", config=config, alt=alt)
        else:
            _clickable(view, figure, key, alt, filters, config)
        board.one(view, board.Panel(key, note=note, data=data, of=of))


def panel(view: View, drawing: drawn.Drawing, key: str, alt: str, data: Callable[[], pd.DataFrame],
          filters: str | None = None, note: str = "", of: str = "", title: str = "", said: str = "") -> board.Panel:
    """The same of a chart that the page draws itself, as a part of a board."""
    shown = {**drawing, "alt": alt, "about": _about(view, key, of, [alt]), "click": filters is not None}
    return board.Panel(key, title, said, shown, note=note, filters=filters, data=data, of=of)


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


def _clickable(view: View, figure: go.Figure, key: str, alt: str, filters: str, config: Mapping[str, object]) -> None:
    # A new key after each click: else the chart keeps its selection and the next click would only take it back.
    clicks = st.session_state.setdefault(f"clicks_{key}", 0)
    name = f"chart_{key}_{clicks}"
    st.plotly_chart(figure, key=name, config=dict(config), alt=alt, selection_mode="points",
                    on_select=partial(_clicked, view, name, key, filters))


def _clicked(view: View, name: str, key: str, filters: str) -> None:
    points = st.session_state[name]["selection"]["points"]
    found = [point["customdata"] for point in points if point.get("customdata")]
    st.session_state[f"clicks_{key}"] += 1
    if found:
        board.follow(view, filters, found[0])


def ranking(view: View, counts: pd.DataFrame, column: str, key: str, filters: str | None = None, limit: int = 15,
            coloured: bool = False, axis: str = "axis_events", narrow: bool = False, of: str = "", title: str = "",
            said: str = "") -> board.Panel:
    """Bars of ``counts`` (value, events), at most ``limit`` of them, and what was left out."""
    values, numbers = counts["value"].tolist(), counts["events"].tolist()
    top = values[:limit]
    names = [view.label(column, code) for code in top]
    written = [words.figure(number) for number in numbers[:limit]]
    colours = [charts.colour_of(code) for code in top] if coloured else None
    figure = drawn.bars(names, numbers[:limit], written, top, view.say(axis), colours, narrow)
    told = [f"{name} {number}" for name, number in zip(names, written, strict=True)]
    alt = f"{view.say(axis)}{view.say('colon')}{words.listed(view.lang, told[:8])}"
    left_out = view.say("said_rows_left", n=limit, total=f"{len(counts):,}") if len(counts) > limit else ""
    return panel(view, figure, key, alt, partial(_labelled, counts, view.lang, column), filters, left_out, of, title, said)


def _labelled(counts: pd.DataFrame, lang: str, column: str) -> pd.DataFrame:
    return counts.assign(label=[words.label(lang, column, code) for code in counts["value"]])


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
             span: tuple[pd.Timestamp, pd.Timestamp] | None = None, title: str = "", headed: bool = False) -> board.Panel:
    """Events over time; a click on a bar filters by its days. ``headed`` puts the sentence above it, not only in its alt."""
    found = query.over_time(events, unit)
    names = {precision: view.say(f"precision_{precision}") for precision in (*query.PRECISIONS, "missing")}
    figure = drawn.timeline(found, names, (view.say(f"axis_{found.unit}"), view.say("axis_events")),
                            lambda start, unit: words.period(view.lang, start, unit), height, span)
    said = said_over_time(view, found, len(events))
    return panel(view, figure, key, said, partial(_dates, found), "time", of=unit or "", title=title,
                 said=said if headed else "")


def _dates(found: query.Timeline) -> pd.DataFrame:
    last = found.counts["end"] - pd.Timedelta(days=1)
    return found.counts.assign(start=found.counts["start"].dt.strftime("%Y-%m-%d"), end=last.dt.strftime("%Y-%m-%d"))


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


def crossed(view: View, key: str, domains: Sequence[str]) -> board.Panel | None:
    """How the events of each domain spread over the regions; None where there is nothing to spread."""
    grid = query.crossed(view.events, "domain", "region")
    if grid.empty:
        return None
    rows = [code for code in domains if code in grid.index]
    columns = [code for code in words.REGIONS if code in grid.columns]
    grid = grid.loc[rows, columns]
    place = np.unravel_index(grid.to_numpy().argmax(), grid.shape)
    said = view.say("said_pair", row=view.label("domain", rows[place[0]]), column=view.label("region", columns[place[1]]),
                    n=f"{grid.iat[place]:,}")
    names = [words.region_short(view.lang, code) for code in columns]
    figure = drawn.grid(grid, [view.label("domain", code) for code in rows], names, view.dark)
    return panel(view, figure, key, said, partial(_spread, grid, view.lang), title=view.say("domain_by_region"), said=said)


def _spread(grid: pd.DataFrame, lang: str) -> pd.DataFrame:
    told = grid.rename(index=partial(words.label, lang, "domain"), columns=partial(words.label, lang, "region"))
    return told.rename_axis("domain").reset_index()
