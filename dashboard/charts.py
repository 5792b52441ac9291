"""Shapes: figures from the answers of ``query``. Plotly's graph objects only; text colours come from the theme.

Names in a figure are data: ``_text`` keeps Plotly from reading them as its own markup.
"""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.words import cut

CONFIG = {"modeBarButtons": [["toImage"]], "displaylogo": False, "showSendToCloud": False, "scrollZoom": False,
          "doubleClick": False}
"""No zoom, and one button that saves a picture; nothing that sends data away."""

Money = tuple[str, str, float | None, float | None, str]
ACCENT = "#2f8fbf"
"""One colour for bars that need none of their own: stands out on white and on near-black."""
SOFT = "rgba(128,140,150,0.55)"
PRECISIONS = {"day": ACCENT, "month": "#86c0de", "year": "#86c0de", "missing": SOFT}
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


def bars(names: Sequence[str], counts: Sequence[float], written: Sequence[str], ids: Sequence[str], axis: str,
         colours: Sequence[str] | None = None, narrow: bool = False) -> go.Figure:
    """Lying bars, the first on top, the number at the end of each; ``ids`` come back from a click.

    ``narrow`` is for a quarter of a page: shorter names, fewer ticks, more room for the numbers.
    """
    shown = [cut(name, 18 if narrow else 28) for name in names]
    figure = go.Figure(go.Bar(
        x=list(counts), y=list(range(len(counts))), orientation="h", customdata=[[one] for one in ids],
        marker={"color": list(colours) if colours else ACCENT, "cornerradius": 3}, text=list(written),
        textposition="outside", cliponaxis=False, hovertext=[f"{text(name)}: {number}" for name, number in
                                                             zip(names, written, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>", width=0.72))
    figure.update_yaxes(autorange="reversed", tickmode="array", tickvals=list(range(len(counts))),
                        ticktext=[text(name) + "  " for name in shown], showgrid=False, title=None, zeroline=False)
    room = 1.06 + (0.09 if narrow else 0.035) * max(map(len, written), default=1)
    count_axis(figure.update_xaxes, max(counts, default=1), axis, room, ticks=2 if narrow else 5)
    figure.update_xaxes(tickangle=0)
    return calm(figure, height=max(62 + 27 * len(counts), 128))


def ranges(rows: Sequence[Money], axis: str, ticks: Mapping[float, str]) -> go.Figure:
    """Amounts on a log axis: a point where both bounds agree, a bar between them, an arrow where one is open.

    Each row is (id, name, low, high, label); a click returns the id.
    """
    figure = go.Figure()
    spans = [_span(low, high) for _, _, low, high, _ in rows]
    for index, ((left, right), (_, _, low, high, _)) in enumerate(zip(spans, rows, strict=True)):
        if low != high:
            figure.add_scatter(x=[left, right], y=[index, index], mode="lines", opacity=0.45, hoverinfo="skip",
                               line={"color": ACCENT, "width": 7})
    points = [(index, bound, row, symbol) for index, (row, span) in enumerate(zip(rows, spans, strict=True))
              for bound, symbol in _ends(row[2], row[3], span)]
    figure.add_scatter(
        x=[bound for _, bound, _, _ in points], y=[index for index, *_ in points], mode="markers",
        marker={"size": 11, "color": ACCENT, "symbol": [symbol for *_, symbol in points]},
        customdata=[[row[0]] for _, _, row, _ in points], hovertemplate="%{hovertext}<extra></extra>",
        hovertext=[text(f"{cut(row[1], 60)} · {row[4]}") for _, _, row, _ in points])
    figure.add_scatter(x=[right for _, right in spans], y=list(range(len(rows))), mode="text", hoverinfo="skip",
                       text=["   " + text(row[4]) for row in rows], textposition="middle right", cliponaxis=False)
    least, most = (math.log10(pick(bound for span in spans for bound in span)) for pick in (min, max))
    figure.update_yaxes(autorange="reversed", tickmode="array", tickvals=list(range(len(rows))), showgrid=False,
                        zeroline=False, ticktext=[text(cut(row[1], 40)) + "  " for row in rows])
    figure.update_xaxes(type="log", title=axis, tickvals=list(ticks), ticktext=list(ticks.values()), tickangle=0,
                        range=[least - 0.15, most + 0.3 + 0.3 * (most - least)])
    return calm(figure, height=84 + 30 * max(len(rows), 2))


def _span(low: float | None, high: float | None) -> tuple[float, float]:
    """What is drawn of an amount; an open end reaches a little beyond the bound that is known."""
    return (low if low is not None else high / 1.7, high if high is not None else low * 1.7)


def _ends(low: float | None, high: float | None, span: tuple[float, float]) -> list[tuple[float, str]]:
    """The marks of one amount: a point at a bound, an arrow at an open end."""
    if low == high:
        return [(span[0], "circle")]
    return [(span[0], "circle" if low is not None else "triangle-left"),
            (span[1], "circle" if high is not None else "triangle-right")]


def colour_of(domain: str) -> str:
    """The colour that a domain keeps on every page."""
    return DOMAINS.get(domain, "#808a94")


def count_axis(update: object, top: int, title: str, room: float, ticks: int = 5) -> None:
    """Whole numbers only, from zero, with room for the number at the end of a bar."""
    step = next(base * 10 ** power for power in range(15) for base in (1, 2, 5) if top / (base * 10 ** power) <= ticks)
    update(title=title, range=[0, max(top, 1) * room], dtick=step, tickformat=",d", rangemode="tozero")


def calm(figure: go.Figure, height: int) -> go.Figure:
    """No zoom (a page must scroll on a phone), no legend unless asked for, labels that never collide with the edge."""
    figure.update_xaxes(fixedrange=True, automargin=True)
    figure.update_yaxes(fixedrange=True, automargin=True)
    legend = bool(figure.layout.showlegend)
    figure.update_layout(height=height, margin={"l": 8, "r": 16, "t": 36 if legend else 8, "b": 8}, showlegend=legend,
                         dragmode=False, hoverlabel={"align": "left"},
                         modebar={"bgcolor": "rgba(0,0,0,0)", "color": "#8795a1", "activecolor": ACCENT})
    return figure


def text(name: str) -> str:
    """A name that Plotly shows as it is.

    >>> text("<b>a</b>")
    '&lt;b&gt;a&lt;/b&gt;'
    """
    return html.escape(name, quote=False)
