"""The charts of slides as Plotly figures, drawn as on the pages but on white and with no theme around them."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard import charts, deck, maps, timelines, words

INK, GREY, LINE = "#1d2733", "#5b6670", "#e3e9ed"


def figure(slide: deck.Slide) -> go.Figure | None:
    """The figure of a slide; None where it is made of words."""
    draw = _DRAW.get(type(slide.content))
    made = draw(slide) if draw else None
    if made is not None:
        made.update_layout(template=None, paper_bgcolor="#fff", plot_bgcolor="#fff", height=None,
                           font={"family": "inherit", "color": INK})
        made.update_xaxes(gridcolor=LINE, zerolinecolor=LINE, linecolor=GREY)
        made.update_yaxes(gridcolor=LINE, zerolinecolor=LINE, linecolor=GREY)
    return made


def opens(slide: deck.Slide) -> str:
    """What a click on a mark of the figure leads to: a filter by its name in a link, or ``story``."""
    if isinstance(slide.content, deck.Bars):
        column = slide.content.column
        return {"partners": "company", "event_type": "type", "kind": "", "role": ""}.get(column, column)
    return {deck.Map: "province", deck.Sheet: "story", deck.Lines: "domain"}.get(type(slide.content), "")


def _bars(slide: deck.Slide) -> go.Figure:
    bars = slide.content
    colours = [charts.colour_of(code) for code in bars.codes] if bars.column == "domain" else None
    written = bars.written or [words.figure(number) for number in bars.numbers]
    found = charts.bars(bars.names, bars.numbers, written, bars.codes, bars.axis, colours)
    if bars.written:
        found.update_xaxes(showticklabels=False)
    return found


def _lines(slide: deck.Slide) -> go.Figure:
    lang, lines = slide.about.lang, slide.content
    series = {code: (name, charts.colour_of(code), lines.starts, numbers) for code, name, numbers in lines.series}
    return timelines.lines(series, (lines.axis, words.say(lang, "axis_events")),
                           lambda start: words.period(lang, start, lines.unit), None, 220)


def _time(slide: deck.Slide) -> go.Figure:
    lang, time = slide.about.lang, slide.content
    names = {one: words.say(lang, f"precision_{one}") for one in ("day", "month", "year", "missing")}
    return timelines.timeline(time.timeline, names, (time.axis, words.say(lang, "axis_events")),
                           lambda start, unit: words.period(lang, start, unit))


def _map(slide: deck.Slide) -> go.Figure:
    lang = slide.about.lang
    measure = maps.Measure(slide.content.values, slide.content.axis, (lambda value: words.number(lang, value))
                           if slide.content.money else words.figure)
    return maps.provinces(measure, lambda code: words.place_short(lang, code), False)


def _ranges(slide: deck.Slide) -> go.Figure | None:
    if not slide.content.ranges:
        return None
    ticks = {10.0 ** power: words.number(slide.about.lang, 10.0 ** power) for power in range(15)}
    return charts.ranges(slide.content.ranges, slide.content.axis, ticks)


_DRAW = {deck.Bars: _bars, deck.Lines: _lines, deck.Time: _time, deck.Map: _map, deck.Sheet: _ranges}
