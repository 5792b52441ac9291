"""China by province, without a network and without WebGL: filled outlines, and a grid of equal tiles."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import plotly.graph_objects as go

from dashboard import charts

BOUNDARIES = Path(__file__).with_name("boundaries.json")
TILES = Path(__file__).with_name("tiles.csv")
EMPTY = "rgba(128,140,150,0.14)"
EDGE = "rgba(128,140,150,0.65)"


@cache
def boundaries() -> dict:
    """The outlines by code, already projected; empty where the file is missing."""
    return json.loads(BOUNDARIES.read_text(encoding="utf-8")) if BOUNDARIES.exists() else {}


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Province → (column, row) of its tile; empty where the file is missing."""
    if not TILES.exists():
        return {}
    with TILES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["adcode"]: (int(row["column"]), int(row["row"])) for row in rows}


def classes(counts: Sequence[int], dark: bool) -> list[tuple[int, int, str]]:
    """(from, to, colour) of at most five classes of whole numbers that hold all counts above zero.

    >>> [(low, high) for low, high, _ in classes([1, 2, 30], dark=False)]
    [(1, 1), (2, 3), (4, 7), (8, 14), (15, 30)]
    """
    top, steps = max(counts, default=0), charts.STEPS_DARK if dark else charts.STEPS
    if top == 0:
        return []
    if top <= len(steps):
        lows = list(range(1, top + 1))
    else:
        lows = [max(index + 1, round(top ** (index / len(steps)))) for index in range(len(steps))]
    highs = [low - 1 for low in lows[1:]] + [top]
    first = (len(steps) - len(lows)) // 2
    return [(low, high, steps[first + index]) for index, (low, high) in enumerate(zip(lows, highs, strict=True))]


def outlines(counts: Mapping[str, int], name: Callable[[str], str], legend: str, dark: bool) -> go.Figure:
    """The provinces filled by class, each with its number; a click on a number returns the province's code."""
    shapes = boundaries()["provinces"]
    steps = classes([count for code, count in counts.items() if code in shapes], dark)
    figure = go.Figure()
    for code, (xs, ys) in shapes.items():
        count = counts.get(code, 0)
        figure.add_scatter(x=xs, y=ys, mode="lines", fill="toself", fillcolor=_colour(count, steps), hoveron="fills",
                           line={"color": EDGE, "width": 0.7}, name=f"{html.escape(name(code), quote=False)}: {count}",
                           hoverinfo="name", showlegend=False)
    for line in boundaries().get("lines", {}).values():
        figure.add_scatter(x=line[0], y=line[1], mode="lines", line={"color": EDGE, "width": 1.4}, hoverinfo="skip",
                           showlegend=False)
    _numbers(figure, {code: _centre(*shapes[code]) for code in counts if code in shapes and counts[code]}, counts, name)
    _legend(figure, steps, legend)
    figure.update_yaxes(scaleanchor="x", scaleratio=1)
    return _frame(figure, height=520)


def tile_grid(counts: Mapping[str, int], name: Callable[[str], str], legend: str, dark: bool) -> go.Figure:
    """One tile a province, near where it lies: small provinces read as well as large ones."""
    steps = classes([count for code, count in counts.items() if code in tiles()], dark)
    figure = go.Figure()
    for code, (column, row) in tiles().items():
        left, right, top, bottom = column - 0.47, column + 0.47, -row + 0.47, -row - 0.47
        count = counts.get(code, 0)
        figure.add_scatter(x=[left, right, right, left, left], y=[bottom, bottom, top, top, bottom], mode="lines",
                           fill="toself", fillcolor=_colour(count, steps), line={"width": 0}, hoveron="fills",
                           name=f"{html.escape(name(code), quote=False)}: {count}", hoverinfo="name", showlegend=False)
    for shown in (True, False):
        codes = [code for code in tiles() if bool(counts.get(code)) is shown]
        ink = [_ink(_colour(counts.get(code, 0), steps)) if shown else None for code in codes]
        figure.add_scatter(
            x=[tiles()[code][0] for code in codes], y=[-tiles()[code][1] for code in codes], mode="markers+text",
            text=[html.escape(charts.cut(name(code), 9), quote=False) + (f"<br><b>{counts[code]}</b>" if shown else "")
                  for code in codes],
            textfont={"color": ink, "size": 11} if shown else {"size": 11}, marker={"size": 34, "opacity": 0},
            customdata=[[code] for code in codes], hoverinfo="skip", showlegend=False)
    _legend(figure, steps, legend)
    figure.update_yaxes(scaleanchor="x", scaleratio=1)
    return _frame(figure, height=520)


def _numbers(figure: go.Figure, where: Mapping[str, tuple[float, float]], counts: Mapping[str, int],
             name: Callable[[str], str]) -> None:
    codes = list(where)
    figure.add_scatter(
        x=[where[code][0] for code in codes], y=[where[code][1] for code in codes], mode="markers+text",
        marker={"size": 20, "color": "rgba(255,255,255,0.88)", "line": {"color": EDGE, "width": 0.5}},
        text=[str(counts[code]) for code in codes], textfont={"size": 11, "color": "#1d2733"},
        hovertext=[html.escape(f"{name(code)}: {counts[code]}", quote=False) for code in codes], hoverinfo="text",
        customdata=[[code] for code in codes], showlegend=False)


def _centre(xs: Sequence[float | None], ys: Sequence[float | None]) -> tuple[float, float]:
    """The centroid of the largest ring, where a province's number stands."""
    best, where = 0.0, (0.0, 0.0)
    for ring in _rings(xs, ys):
        area = east = north = 0.0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x0 * y1 - x1 * y0
            area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
        if abs(area) > best:
            best, where = abs(area), (east / (3 * area), north / (3 * area))
    return where


def _rings(xs: Sequence[float | None], ys: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    rings: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if x is None or y is None:
            rings.append([])
        else:
            rings[-1].append((x, y))
    return [ring for ring in rings if len(ring) > 2]


def _colour(count: int, steps: Sequence[tuple[int, int, str]]) -> str:
    return next((colour for low, high, colour in steps if low <= count <= high), EMPTY)


def _ink(colour: str) -> str:
    """Dark or light text, whichever reads better on a colour."""
    red, green, blue = (int(colour[index:index + 2], 16) for index in (1, 3, 5))
    return "#12181f" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#ffffff"


def _legend(figure: go.Figure, steps: Sequence[tuple[int, int, str]], title: str) -> None:
    for low, high, colour in steps:
        figure.add_scatter(x=[None], y=[None], mode="markers", name=f"{low}" if low == high else f"{low}–{high}",
                           marker={"symbol": "square", "size": 13, "color": colour}, showlegend=True)
    figure.update_layout(legend={"title": {"text": title}, "orientation": "h", "x": 0, "y": 0, "yanchor": "top",
                                 "itemclick": False, "itemdoubleclick": False})


def _frame(figure: go.Figure, height: int) -> go.Figure:
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    figure.update_layout(height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False, hovermode="closest")
    return figure
