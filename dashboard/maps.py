"""China without a network and without WebGL: filled provinces or cities, circles for cities, and a grid of equal tiles.

The outlines come from ``dashboard/geo`` (see NOTICE); every map of them carries the note that it is schematic.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import charts, outlines

EMPTY, EMPTY_DARK = "#e9edf0", "#27323c"
EDGE, EDGE_DARK = "#ffffff", "#12181f"
LINE = "#8795a1"
_NOTHING = ('data:application/json,{"type":"Topology","arcs":[],"objects":{"coastlines":{"type":"GeometryCollection",'
            '"geometries":[]},"land":{"type":"GeometryCollection","geometries":[]},"ocean":{"type":"GeometryCollection",'
            '"geometries":[]},"lakes":{"type":"GeometryCollection","geometries":[]},"rivers":{"type":'
            '"GeometryCollection","geometries":[]},"countries":{"type":"GeometryCollection","geometries":[]},'
            '"subunits":{"type":"GeometryCollection","geometries":[]}}}#')
CONFIG = {**charts.CONFIG, "topojsonURL": _NOTHING}
"""Plotly fetches a map of the world for every map it draws; this hands it an empty one."""
PROJECTION = {"type": "conic equal area", "parallels": (25, 47), "rotation": {"lon": 103, "lat": 0}}
MAINLAND = {"lonaxis": {"range": (79, 127)}, "lataxis": {"range": (14.6, 55.2)}, "projection": PROJECTION}
"""The projected frame of these degrees holds the mainland, though its corners reach beyond them."""
SOUTH_SEA = {"lonaxis": {"range": (105, 124)}, "lataxis": {"range": (2.5, 25)}, "projection": {"type": "mercator"}}
HEIGHT = 560
SHORT = 4
"""A number of so many characters stands on its area however small that is."""
_BARE = {"visible": False, "bgcolor": "rgba(0,0,0,0)"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a map shows: a number for each code, what it is called, and how one of its numbers is written."""

    values: Mapping[str, float]
    title: str
    written: Callable[[float], str] = "{:,}".format


def classes(values: Iterable[float], dark: bool) -> list[tuple[float, float, str]]:
    """(from, to, colour) of at most five classes that hold all values above zero; whole numbers stay whole.

    >>> [(low, high) for low, high, _ in classes([1, 2, 30], dark=False)]
    [(1, 1), (2, 3), (4, 7), (8, 14), (15, 30)]
    """
    found = [value for value in values if value > 0]
    steps = charts.STEPS_DARK if dark else charts.STEPS
    if not found:
        return []
    top = max(found)
    if top > 1e4:
        return _money_classes(min(found), top, steps)
    if top <= len(steps):
        lows = list(range(1, int(top) + 1))
    else:
        lows = [max(index + 1, round(top ** (index / len(steps)))) for index in range(len(steps))]
    highs = [low - 1 for low in lows[1:]] + [int(top)]
    first = (len(steps) - len(lows)) // 2
    return [(low, high, steps[first + index]) for index, (low, high) in enumerate(zip(lows, highs, strict=True))]


def _money_classes(low: float, top: float, steps: Sequence[str]) -> list[tuple[float, float, str]]:
    """Powers of ten, few enough for the colours."""
    first, last = len(str(int(low))) - 1, len(str(int(top))) - 1
    width = -(-(last - first + 1) // len(steps))
    lows = [10.0 ** power for power in range(first, last + 1, width)]
    return [(start, start * 10 ** width, steps[min(index, len(steps) - 1)]) for index, start in enumerate(lows)]


def provinces(measure: Measure, name: Callable[[str], str], dark: bool) -> go.Figure:
    """All provinces filled by class, each with its number; a click anywhere in one returns its code."""
    figure = _filled(measure, outlines.areas("provinces"), name, dark)
    _inset(figure)
    return _frame(figure, MAINLAND)


def cities_of(province: str, measure: Measure, name: Callable[[str], str], dark: bool) -> go.Figure:
    """The cities of one province filled by class."""
    inside = {code: rings for code, rings in outlines.areas("cities").items() if code[:2] == province[:2]}
    figure = _filled(measure, inside, name, dark)
    seen = [ring for code, rings in inside.items() for ring in rings if code[:2] != "46" or ring[0][1] > outlines.SOUTH]
    return _frame(figure, _extent(seen))


def circles(measure: Measure, where: Callable[[str], tuple[float, float] | None], name: Callable[[str], str],
            dark: bool) -> go.Figure:
    """Cities as circles over pale provinces; the area of a circle is its number, and a click returns its city."""
    figure = _filled(Measure({}, ""), outlines.areas("provinces"), lambda code: "", dark)
    placed = [(code, value, place) for code, value in sorted(measure.values.items(), key=lambda item: -item[1])
              if value > 0 and (place := where(code)) is not None and code[:1].isdigit()]
    top = max((value for _, value, _ in placed), default=1)
    figure.add_scattergeo(
        lon=[place[1] for *_, place in placed], lat=[place[0] for *_, place in placed], mode="markers",
        marker={"size": [max(7.0, 34 * (value / top) ** 0.5) for _, value, _ in placed], "color": charts.ACCENT,
                "opacity": 0.72, "line": {"color": EDGE_DARK if dark else EDGE, "width": 1}},
        customdata=[[code] for code, *_ in placed], hoverinfo="text", showlegend=False,
        hovertext=[f"{_text(name(code))}: {measure.written(value)}" for code, value, _ in placed])
    named = _apart(placed)
    figure.add_scattergeo(
        lon=[place[1] for *_, place in named], lat=[place[0] for *_, place in named], mode="text", hoverinfo="skip",
        text=[f"{_text(name(code))} {measure.written(value)}" for code, value, _ in named], textposition="top center",
        textfont={"color": "#d5dde3" if dark else "#1d2733", "size": 12}, showlegend=False)
    _inset(figure)
    return _frame(figure, MAINLAND)


def _apart(placed: Sequence[tuple[str, float, tuple[float, float]]], most: int = 14) -> list:
    """The largest cities whose names do not meet on the map: some degrees apart."""
    kept: list = []
    for one in placed:
        lat, lon = one[2]
        if all(abs(lat - other[2][0]) > 1.3 or abs(lon - other[2][1]) > 5.5 for other in kept):
            kept.append(one)
        if len(kept) == most:
            break
    return kept


def tile_grid(measure: Measure, name: Callable[[str], str], dark: bool) -> go.Figure:
    """One tile a province, near where it lies: small provinces read as well as large ones."""
    steps = classes([value for code, value in measure.values.items() if code in outlines.tiles()], dark)
    codes = list(outlines.tiles())
    colours = [_colour(measure.values.get(code, 0), steps, dark) for code in codes]
    numbers = [measure.values.get(code, 0) for code in codes]
    figure = go.Figure(go.Bar(
        x=[outlines.tiles()[code][0] for code in codes], y=[0.94] * len(codes),
        base=[-outlines.tiles()[code][1] - 0.47 for code in codes],
        width=0.94, marker={"color": colours, "cornerradius": 4}, customdata=[[code] for code in codes],
        text=[_text(charts.cut(name(code), 9)) + (f"<br><b>{measure.written(number)}</b>" if number else "<br> ")
              for code, number in zip(codes, numbers, strict=True)],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        insidetextfont={"size": 12, "color": [_ink(colour) for colour in colours]},
        hovertext=[f"{_text(name(code))}: {measure.written(number)}"
                   for code, number in zip(codes, numbers, strict=True)], hoverinfo="text", showlegend=False))
    for low, high, colour in steps:
        figure.add_bar(x=[None], y=[None], name=_class_name(low, high, measure), marker={"color": colour},
                       showlegend=True)
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True, scaleanchor="x")
    return _calm(figure, measure.title)


def _filled(measure: Measure, shapes: Mapping[str, list], name: Callable[[str], str], dark: bool) -> go.Figure:
    """One trace a class, so that the legend is Plotly's own; the number of each area stands in its largest part."""
    steps = classes([value for code, value in measure.values.items() if code in shapes], dark)
    figure, edge = go.Figure(), EDGE_DARK if dark else EDGE
    groups = [(0, 0, EMPTY_DARK if dark else EMPTY), *steps]
    for low, high, colour in groups:
        codes = [code for code in shapes if _colour(measure.values.get(code, 0), steps, dark) == colour]
        if not codes:
            continue
        figure.add_choropleth(
            geojson=outlines.geojson(shapes, codes), featureidkey="id", locations=codes, z=[1] * len(codes), showscale=False,
            colorscale=[[0, colour], [1, colour]], marker={"line": {"color": edge, "width": 0.8}},
            customdata=[[code] for code in codes], name=_class_name(low, high, measure), showlegend=low > 0,
            hovertext=[f"{_text(name(code))}: {measure.written(measure.values.get(code, 0))}" for code in codes],
            hoverinfo="text" if measure.title else "skip")
    degrees = _per_character(shapes)
    counted = [code for code in shapes if measure.values.get(code, 0) > 0
               and _fits(measure.written(measure.values[code]), shapes[code], degrees)]
    spots = [outlines.BESIDE.get(code) or outlines.centre(shapes[code]) for code in counted]
    ink = [_ink(edge) if code in outlines.IN_THE_SEA else _ink(_colour(measure.values[code], steps, dark)) for code in counted]
    figure.add_scattergeo(lon=[spot[0] for spot in spots], lat=[spot[1] for spot in spots], mode="text",
                          text=[measure.written(measure.values[code]) for code in counted], hoverinfo="skip",
                          textfont={"color": ink, "size": 12}, showlegend=False)
    figure.update_layout(legend={"title": {"text": measure.title}})
    return figure


def _fits(text: str, rings: Sequence[Sequence[Sequence[float]]], degrees: float) -> bool:
    """Whether a number can stand in its area; short ones always may, a sum of money not in a small province."""
    width = max(max(point[0] for point in ring) - min(point[0] for point in ring) for ring in rings)
    return len(text) <= SHORT or width >= degrees * sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def _per_character(shapes: Mapping[str, list]) -> float:
    """The degrees that one character of a map's numbers covers, for maps of any size are drawn into the same frame."""
    points = [point for rings in shapes.values() for ring in rings for point in ring if point[1] > outlines.SOUTH]
    lons, lats = zip(*((point[0], point[1]) for point in points), strict=True) if points else ((0, 0), (0, 0))
    return max(max(lons) - min(lons), 1.2 * (max(lats) - min(lats))) / 80


def _inset(figure: go.Figure) -> None:
    """The South China Sea in its own frame, and the line on both."""
    dashes = outlines.line()
    lons = [value for dash in dashes for value in (*[point[0] for point in dash], None)]
    lats = [value for dash in dashes for value in (*[point[1] for point in dash], None)]
    south = {code: outlines.areas("provinces")[code] for code in ("440000", "450000", "460000", "710000", "350000", "530000",
                                                            "810000", "820000") if code in outlines.areas("provinces")}
    colour = {code: trace.colorscale[0][1] for trace in figure.data if trace.type == "choropleth"
              for code in trace.locations}
    for fill in dict.fromkeys(colour[code] for code in south):
        codes = [code for code in south if colour[code] == fill]
        figure.add_choropleth(geojson=outlines.geojson(south, codes), featureidkey="id", locations=codes, z=[1] * len(codes),
                              colorscale=[[0, fill], [1, fill]], showscale=False, geo="geo2", hoverinfo="skip",
                              marker={"line": {"color": LINE, "width": 0.4}}, showlegend=False)
    islets = [ring[0] for ring in south.get("460000", ()) if ring[0][1] < outlines.SOUTH]
    figure.add_scattergeo(lon=[islet[0] for islet in islets], lat=[islet[1] for islet in islets], mode="markers",
                          marker={"size": 2.2, "color": LINE}, geo="geo2", hoverinfo="skip", showlegend=False)
    for geo in ("geo", "geo2"):
        figure.add_scattergeo(lon=lons, lat=lats, mode="lines", line={"color": LINE, "width": 1.4}, geo=geo,
                              hoverinfo="skip", showlegend=False)
    figure.update_layout(geo2={**_BARE, **SOUTH_SEA, "domain": {"x": [0.86, 0.995], "y": [0.01, 0.2]},
                               "showframe": True, "framecolor": LINE, "framewidth": 1})


def _extent(rings: Sequence[Sequence[Sequence[float]]]) -> dict:
    lons = [point[0] for ring in rings for point in ring]
    lats = [point[1] for ring in rings for point in ring]
    middle = (min(lons) + max(lons)) / 2
    return {"lonaxis": {"range": (min(lons), max(lons))}, "lataxis": {"range": (min(lats), max(lats))},
            "projection": {**PROJECTION, "rotation": {"lon": middle, "lat": 0}}}


def _class_name(low: float, high: float, measure: Measure) -> str:
    return measure.written(low) if low == high else f"{measure.written(low)}–{measure.written(high)}"


def _colour(value: float, steps: Sequence[tuple[float, float, str]], dark: bool) -> str:
    return next((colour for low, high, colour in reversed(steps) if value >= low), EMPTY_DARK if dark else EMPTY)


def _ink(colour: str) -> str:
    """Dark or light text, whichever reads better on a colour."""
    red, green, blue = (int(colour[index:index + 2], 16) for index in (1, 3, 5))
    return "#12181f" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#ffffff"


def _frame(figure: go.Figure, extent: Mapping[str, object]) -> go.Figure:
    figure.update_layout(geo={**extent, **_BARE, "domain": {"x": [0, 1], "y": [0, 1]}})
    return _calm(figure, figure.layout.legend.title.text or "")


def _calm(figure: go.Figure, title: str) -> go.Figure:
    figure.update_layout(height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False, hovermode="closest",
                         legend={"title": {"text": title}, "orientation": "v", "x": 0, "y": 0.02, "xanchor": "left",
                                 "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False})
    return figure


def _text(name: str) -> str:
    return html.escape(name, quote=False)
