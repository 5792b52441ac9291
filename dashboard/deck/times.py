"""Slides over time."""

from __future__ import annotations

from dashboard import query, words
from dashboard.deck.content import Lines, Time
from dashboard.deck.source import Made, Source, rows_left

CHANGING = 5
"""Lines on one slide."""


def time(source: Source) -> Made:
    found = query.over_time(source.events, source.of if source.of in query.UNITS else None)
    if found.counts.empty:
        return source.say("said_no_dates", n=f"{len(source.events):,}"), None, ""
    lang, fitting = source.about.lang, found.fitting
    periods = query.starts(fitting["start"].min(), fitting["start"].max(), found.unit) if len(fitting) else []
    series = {precision: tuple(int(part.get(start, 0)) for start in periods)
              for precision in query.PRECISIONS
              if len(part := fitting[fitting["precision"] == precision].set_index("start")["events"])}
    labels = tuple(words.period(lang, start, found.unit) for start in periods)
    coarse = source.count(found.coarse["events"].sum())
    left = [source.say("deck_coarse_out", events=coarse)] if len(found.coarse) else []
    left += [source.say("deck_undated_out", events=source.count(found.undated))] if found.undated else []
    gap = source.say("gap")
    return _said_over_time(source, found), Time(found, labels, series, source.say(f"axis_{found.unit}")), gap.join(left)


def _said_over_time(source: Source, found: query.Timeline) -> str:
    totals = found.fitting.groupby("start")["events"].sum()
    if totals.empty:
        return source.say("said_coarse", n=f"{found.coarse['events'].sum():,}")
    peak, first, last = (words.period(source.about.lang, when, found.unit)
                         for when in (totals.idxmax(), totals.index[0], totals.index[-1]))
    return source.say("said_one_period", n=f"{totals.sum():,}", peak=peak) if first == last else \
        source.say("said_span", first=first, last=last, peak=peak, n=f"{totals.max():,}")


def change(source: Source) -> Made:
    """The largest domains as lines over time."""
    found = query.changing(source.events, "domain", CHANGING)
    if found is None:
        return source.say("deck_not_there"), None, ""
    lang, (unit, grid) = source.about.lang, found
    labels = tuple(words.period(lang, start, unit) for start in grid.columns)
    series = tuple((code, source.label("domain", code), tuple(map(int, grid.loc[code]))) for code in grid.index)
    said = source.say("said_change", first=labels[0], last=labels[-1], n=len(grid))
    total = len(query.count_by(source.events, "domain"))
    return (said, Lines(tuple(grid.columns), labels, series, source.say(f"axis_{unit}"), unit),
            rows_left(source, CHANGING, total))
