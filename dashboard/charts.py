"""Shapes: figures from the answers of ``query``. Plotly's graph objects only; text colours come from the theme.

Names in a figure are data: ``_text`` keeps Plotly from reading them as its own markup.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

CONFIG = {"displayModeBar": False, "showSendToCloud": False, "scrollZoom": False, "doubleClick": False}

Money = tuple[str, float | None, float | None, str]
ACCENT = "#2f8fbf"
"""One colour for bars that need none of their own: stands out on white and on near-black."""
SOFT = "rgba(128,140,150,0.55)"
FAINT = "rgba(128,140,150,0.18)"
PRECISIONS = {"day": ACCENT, "month": "#86c0de", "year": "#c9a227", "missing": SOFT}
# Hues of Okabe-Ito and Tol in middle lightness. Eighteen colours cannot all differ for everyone, so every use
# carries its name beside it; neighbours in subject have different hues.
DOMAINS = {
    "government": "#4477aa", "transport": "#d55e00", "healthcare": "#cc6677", "education": "#ddaa33",
    "welfare": "#aa4499", "community": "#b8860b", "safety": "#882255", "environment": "#228833",
    "energy": "#e69f00", "urban": "#0072b2", "finance": "#999933", "commerce": "#ee7733",
    "culture": "#cc79a7", "rural": "#66a61e", "industry": "#8c6bb1", "customs": "#44aa99",
    "infrastructure": "#56a0d3", "standards": "#808a94",
}
FIELDS = {"date": "#d98e04", "places": "#1a9e6f", "partners": "#2f7fd0", "domains": "#a25cc4",
          "amounts": "#d6453d", "event_type": "#0fa3b1", "event": "#808a94"}
STEPS = ("#cfe2ee", "#92bdd8", "#4c90bd", "#1a6296", "#06355a")
STEPS_DARK = ("#245174", "#3376a6", "#5f9fcc", "#a2cbe8", "#e2f0fa")


def bars(names: Sequence[str], counts: Sequence[int], ids: Sequence[str], axis: str,
         colours: Sequence[str] | None = None) -> go.Figure:
    """Lying bars, the first on top, the number at the end of each; ``ids`` come back from a click."""
    shown = [cut(name, 22) for name in names]
    figure = go.Figure(go.Bar(
        x=list(counts), y=list(range(len(counts))), orientation="h", customdata=[[one] for one in ids],
        marker={"color": list(colours) if colours else ACCENT, "cornerradius": 3}, text=[f"{n:,}" for n in counts],
        textposition="outside", cliponaxis=False, hovertext=[_text(name) for name in names],
        hovertemplate="%{hovertext}: %{x}<extra></extra>", width=0.72))
    figure.update_yaxes(autorange="reversed", tickmode="array", tickvals=list(range(len(counts))),
                        ticktext=[_text(name) for name in shown], showgrid=False, title=None)
    _count_axis(figure.update_xaxes, max(counts, default=1), axis, room=1.12)
    return _calm(figure, height=70 + 26 * max(len(counts), 1))


def timeline(counts: pd.DataFrame, unit: str, undated: int, names: dict[str, str], axes: tuple[str, str]) -> go.Figure:
    """Standing bars of events a month or year, stacked by how exactly the date is known; the undated on their own."""
    periods = _periods(counts["period"], unit)
    labels = [f"{period:%Y}" if unit == "year" else f"{period:%Y-%m}" for period in periods]
    figure = go.Figure()
    for precision in ("day", "month", "year"):
        part = counts[counts["precision"] == precision].set_index("period")["events"]
        if len(part):
            figure.add_bar(x=labels, y=[int(part.get(period, 0)) for period in periods], name=names[precision],
                           marker={"color": PRECISIONS[precision]},
                           hovertemplate="%{x}: %{y}<extra>%{fullData.name}</extra>")
    if undated:
        figure.add_bar(x=[names["missing"]], y=[undated], name=names["missing"],
                       marker={"color": PRECISIONS["missing"]}, hovertemplate="%{y}<extra>%{fullData.name}</extra>")
    columns = labels + [names["missing"]] * bool(undated)
    totals = counts.groupby("period")["events"].sum()
    heights = [int(totals.get(period, 0)) for period in periods] + [undated] * bool(undated)
    if len(columns) <= 30:
        figure.add_scatter(x=columns, y=heights, mode="text", text=[str(n) if n else "" for n in heights],
                           textposition="top center", showlegend=False, hoverinfo="skip", cliponaxis=False)
    figure.update_layout(barmode="stack", showlegend=True, bargap=0.2 if len(columns) > 3 else 0.7,
                         legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None,
                              "traceorder": "normal"})
    ticks = labels[::max(1, math.ceil(len(labels) / 7))]
    if undated:  # the label of the undated needs the room of two
        ticks = [tick for tick in ticks if len(labels) < 6 or tick not in labels[-2:]] + [names["missing"]]
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=columns, title=axes[0], showgrid=False,
                        tickvals=ticks, tickangle=0)
    _count_axis(figure.update_yaxes, max(heights, default=1), axes[1], room=1.15)
    return _calm(figure, height=330)


def _periods(found: pd.Series, unit: str) -> list[pd.Timestamp]:
    """Every month or year from the first to the last, the empty ones too."""
    if found.empty:
        return []
    step = "MS" if unit == "month" else "YS"
    return list(pd.date_range(found.min(), found.max(), freq=step))


def grid(counts: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], dark: bool) -> go.Figure:
    """A heat map whose cells carry their number; zeros stay empty."""
    values = counts.to_numpy()
    steps = STEPS_DARK if dark else STEPS
    top = max(int(values.max()), 1)
    figure = go.Figure(go.Heatmap(
        z=[[value or None for value in row] for row in values], x=list(range(len(columns))), y=list(range(len(rows))),
        colorscale=[[index / (len(steps) - 1), colour] for index, colour in enumerate(steps)], zmin=0, zmax=top,
        showscale=False, xgap=2, ygap=2, hoverongaps=False,
        text=[[str(value or "") for value in row] for row in values],
        texttemplate="%{text}", customdata=[[f"{_text(row)} · {_text(column)}" for column in columns] for row in rows],
        hovertemplate="%{customdata}: %{z}<extra></extra>"))
    figure.update_yaxes(autorange="reversed", tickmode="array", tickvals=list(range(len(rows))), showgrid=False,
                        ticktext=[_text(cut(name, 22)) for name in rows], zeroline=False)
    figure.update_xaxes(side="top", tickmode="array", tickvals=list(range(len(columns))), showgrid=False,
                        zeroline=False, ticktext=[_text(cut(name, 14)) for name in columns],
                        tickangle=-40 if max(map(len, columns), default=0) > 4 else None)
    return _calm(figure, height=80 + 26 * max(len(rows), 2))


def ranges(rows: Sequence[Money], axis: str, ticks: dict[float, str]) -> go.Figure:
    """Amounts on a log axis: a point where both bounds agree, a bar between them, an arrow where one is open.

    Each row is (name, low, high, label).
    """
    figure = go.Figure()
    for index, (_, low, high, _) in enumerate(rows):
        ends = (low if low is not None else high / 1.6, high if high is not None else low * 1.6)
        if low != high:
            figure.add_scatter(x=ends, y=[index, index], mode="lines", line={"color": ACCENT, "width": 5}, opacity=0.5,
                               hoverinfo="skip")
    points = [(index, low if low is not None else high, high if high is not None else low, low, high, name, label)
              for index, (name, low, high, label) in enumerate(rows)]
    figure.add_scatter(
        x=[end for point in points for end in (point[1], point[2])], y=[point[0] for point in points for _ in (0, 1)],
        mode="markers", marker={"size": 10, "color": ACCENT}, hovertext=[_text(f"{point[5]} · {point[6]}")
                                                                         for point in points for _ in (0, 1)],
        hovertemplate="%{hovertext}<extra></extra>")
    arrows = [(high / 1.6, "triangle-left") if low is None else (low * 1.6, "triangle-right")
              for _, low, high, _ in rows if low is None or high is None]
    where = [index for index, (_, low, high, _) in enumerate(rows) if low is None or high is None]
    if arrows:
        figure.add_scatter(x=[arrow[0] for arrow in arrows], y=where, mode="markers", hoverinfo="skip",
                           marker={"symbol": [arrow[1] for arrow in arrows], "size": 11, "color": ACCENT})
    right = [high if high is not None else low * 1.6 for _, low, high, _ in rows]
    figure.add_scatter(x=right, y=list(range(len(rows))), mode="text", text=["  " + _text(row[3]) for row in rows],
                       textposition="middle right", hoverinfo="skip", cliponaxis=False)
    lows = [low if low is not None else high / 1.6 for _, low, high, _ in rows]
    figure.update_yaxes(autorange="reversed", tickmode="array", tickvals=list(range(len(rows))), showgrid=False,
                        zeroline=False, ticktext=[_text(cut(row[0], 26)) for row in rows])
    figure.update_xaxes(type="log", title=axis, tickvals=list(ticks), ticktext=list(ticks.values()),
                        range=[math.log10(min(lows) / 1.5), math.log10(max(right)) + 0.25
                               + 0.35 * (math.log10(max(right) / min(lows)) + 0.3)])
    return _calm(figure, height=90 + 30 * max(len(rows), 2))


def colour_of(domain: str) -> str:
    """The colour that a domain keeps on every page."""
    return DOMAINS.get(domain, "#808a94")


def cut(name: str, width: int) -> str:
    """A name cut to a width, where a Chinese character is twice as wide as a Latin one.

    >>> cut("智慧城市abc", 8)
    '智慧城…'
    """
    wide = [2 if ord(char) > 0x2E7F else 1 for char in name]
    if sum(wide) <= width:
        return name
    kept, used = "", 0
    for char, space in zip(name, wide, strict=True):
        used += space
        if used > width - 1:
            break
        kept += char
    return kept + "…"


def _count_axis(update: object, top: int, title: str, room: float) -> None:
    """Whole numbers only, from zero, with room for the number at the end of a bar."""
    step = next(base * 10 ** power for power in range(12) for base in (1, 2, 5) if top / (base * 10 ** power) <= 5)
    update(title=title, range=[0, max(top, 1) * room], dtick=step, tickformat=",d", rangemode="tozero")


def _calm(figure: go.Figure, height: int) -> go.Figure:
    """No zoom (a page must scroll on a phone), no legend unless asked for, labels that never collide with the edge."""
    figure.update_xaxes(fixedrange=True, automargin=True)
    figure.update_yaxes(fixedrange=True, automargin=True)
    legend = bool(figure.layout.showlegend)
    figure.update_layout(height=height, margin={"l": 8, "r": 16, "t": 36 if legend else 8, "b": 8}, showlegend=legend,
                         dragmode=False, hoverlabel={"align": "left"})
    return figure


def _text(name: str) -> str:
    """A name that Plotly shows as it is.

    >>> _text("<b>a</b>")
    '&lt;b&gt;a&lt;/b&gt;'
    """
    return html.escape(name, quote=False)
