"""Shapes of time: bars over the days that they stand for, and lines of several values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import charts, query, words


def timeline(found: query.Timeline, names: Mapping[str, str], axes: tuple[str, str],
             period: Callable[[pd.Timestamp, str], str], height: int = 300,
             span: tuple[pd.Timestamp, pd.Timestamp] | None = None) -> go.Figure:
    """Standing bars, each over the days that it stands for.

    What is known to the day or month is full; what is known less exactly is a pale, hatched bar over its whole month or
    year; the undated stand apart. A click returns the first and last day of a bar, or nothing for the undated.
    """
    figure, bottoms = go.Figure(), {}
    for part, faint in ((found.coarse, True), (found.fitting, False)):
        for precision in (one for one in query.PRECISIONS if (part["precision"] == one).any()):
            rows = part[part["precision"] == precision]
            base = [0 if faint else bottoms.get(start, 0) for start in rows["start"]]
            if not faint:
                tops = zip(rows["start"], base, rows["events"], strict=True)
                bottoms |= {start: low + high for start, low, high in tops}
            _period_bars(figure, rows, base, precision, names[precision], faint, found.unit, period)
    if found.undated:
        figure.add_bar(x=[names["missing"]], y=[found.undated], name=names["missing"], xaxis="x2", showlegend=False,
                       marker={"color": charts.PRECISIONS["missing"]}, text=[f"{found.undated:,}"], textposition="outside",
                       customdata=[[None, None]], hovertemplate="%{x}: %{y:,}<extra></extra>", width=0.7,
                       cliponaxis=False)
    top = max([*bottoms.values(), *found.coarse["events"], found.undated], default=1)
    _labels_on_top(figure, found.fitting, bottoms)
    _period_axis(figure, found, axes[0], period, span)
    charts.count_axis(figure.update_yaxes, top, axes[1], room=1.15)
    figure.update_layout(barmode="overlay", showlegend=True, legend={
        "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None, "itemclick": False,
        "itemdoubleclick": False})
    return charts.calm(figure, height)


def _period_bars(figure: go.Figure, rows: pd.DataFrame, base: Sequence[int], precision: str, name: str, faint: bool,
                 unit: str, period: Callable[[pd.Timestamp, str], str]) -> None:
    spans = (rows["end"] - rows["start"]).dt.total_seconds() * 1000
    marker: dict[str, object] = {"color": charts.PRECISIONS[precision]}
    if faint or precision == "year":
        marker = {"color": "rgba(0,0,0,0)", "line": {"color": charts.PRECISIONS[precision], "width": 1},
                  "pattern": {"shape": "/", "fgcolor": charts.PRECISIONS[precision], "size": 6, "solidity": 0.3}}
    last = rows["end"] - pd.Timedelta(days=1)
    figure.add_bar(
        x=rows["start"].dt.strftime("%Y-%m-%d").tolist(), y=rows["events"].tolist(), base=list(base), name=name,
        width=(spans * (1.0 if faint else 0.86)).tolist(), offset=(spans * (0.0 if faint else 0.07)).tolist(),
        marker=marker, customdata=list(zip(rows["start"].dt.strftime("%Y-%m-%d"), last.dt.strftime("%Y-%m-%d"),
                                           [period(start, precision if faint else unit) for start in rows["start"]],
                                           strict=True)),
        hovertemplate="%{customdata[2]}: %{y:,}<extra>%{fullData.name}</extra>")


def _labels_on_top(figure: go.Figure, fitting: pd.DataFrame, heights: Mapping[pd.Timestamp, int]) -> None:
    """The number of each bar, while there are few enough to read."""
    if not 0 < len(heights) <= 36:
        return
    ends = dict(zip(fitting["start"], fitting["end"], strict=True))
    figure.add_scatter(x=[_day(start + (ends[start] - start) / 2) for start in heights], y=list(heights.values()),
                       mode="text", text=[f"{height:,}" for height in heights.values()], textposition="top center",
                       showlegend=False, hoverinfo="skip", cliponaxis=False)


def _period_axis(figure: go.Figure, found: query.Timeline, title: str, period: Callable[[pd.Timestamp, str], str],
                 span: tuple[pd.Timestamp, pd.Timestamp] | None) -> None:
    """Labels under the middle of some bars, in the reader's language; the undated on an axis of their own."""
    right = 0.9 if found.undated else 1.0
    if len(found.counts):
        first, last = span or (found.counts["start"].min(), found.counts["end"].max())
        freq = {"week": "W-MON", "month": "MS", "quarter": "QS", "year": "YS"}[found.unit]
        starts = list(pd.date_range(first, last - pd.Timedelta(days=1), freq=freq)) or [first]
        starts = starts[::max(1, math.ceil(len(starts) / 6))]
        half = {"week": 3.5, "month": 15, "quarter": 45, "year": 182}[found.unit]
        figure.update_layout(xaxis={"type": "date", "range": [_day(first), _day(last)], "tickmode": "array",
                                    "tickvals": [_day(start + pd.Timedelta(days=half)) for start in starts],
                                    "ticktext": [period(start, found.unit) for start in starts]})
    figure.update_layout(xaxis={"domain": [0, right], "title": title, "showgrid": False, "tickangle": 0})
    if found.undated:
        figure.update_layout(xaxis2={"domain": [0.925 if len(found.counts) else 0.0, 1], "type": "category",
                                     "showgrid": False, "tickangle": 0, "fixedrange": True})


def _day(when: pd.Timestamp) -> str:
    return when.strftime("%Y-%m-%d %H:%M")


def lines(series: Mapping[str, tuple[str, str, Sequence[pd.Timestamp], Sequence[int]]], axes: tuple[str, str],
          period: Callable[[pd.Timestamp], str], size: int | None = 12, right: int = 120) -> go.Figure:
    """One line a value, its name at its end instead of a legend: code → (name, colour, periods, numbers).

    Names are as large as all type where ``size`` is None; ``right`` is their room.
    """
    figure = go.Figure()
    for code, (name, colour, starts, numbers) in series.items():
        figure.add_scatter(x=[_day(start) for start in starts], y=list(numbers), mode="lines+markers", name=charts.text(name),
                           line={"color": colour, "width": 2.2}, marker={"size": 6}, showlegend=False,
                           customdata=[[code, period(start)] for start in starts],
                           hovertemplate=f"{charts.text(name)} · %{{customdata[1]}}: %{{y:,}}<extra></extra>")
    ends = sorted(((numbers[-1], code) for code, (_, _, _, numbers) in series.items() if len(numbers)))
    top = max((max(numbers) for *_, numbers in series.values() if len(numbers)), default=1)
    placed = -math.inf
    for height, code in ends:  # names that would meet move up
        placed = max(height, placed + top * 0.085)
        name, colour, starts, _ = series[code]
        figure.add_annotation(x=_day(starts[-1]), y=placed, text=charts.text(words.cut(name, 18)), xanchor="left", xshift=8,
                              showarrow=False, font={"color": colour, "size": size})
    periods = sorted({start for _, _, starts, _ in series.values() for start in starts})
    ticks = periods[::max(1, math.ceil(len(periods) / 7))]
    figure.update_xaxes(type="date", tickmode="array", tickvals=[_day(tick) for tick in ticks], showgrid=False,
                        ticktext=[period(tick) for tick in ticks], title=axes[0], tickangle=0)
    if len(periods) > 1:  # else the axis would run on under the names
        room = (periods[-1] - periods[0]) * 0.02
        figure.update_xaxes(range=[_day(periods[0] - room), _day(periods[-1] + room)])
    charts.count_axis(figure.update_yaxes, max(top, placed if ends else 1), axes[1], room=1.1)
    charts.calm(figure, height=320)
    figure.update_layout(margin={"r": right})
    return figure
