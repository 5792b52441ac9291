"""Slides of where: the map and the cities, by events or by what the page was told to measure."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard import query, words
from dashboard.deck.content import Map
from dashboard.deck.rankings import by
from dashboard.deck.source import TOP, Made, Source, bars, leaders, rows_left

MEASURES = ("organisations", *words.AMOUNT_KINDS)
"""What a map can show besides events."""


def provinces(source: Source) -> Made:
    if source.of in MEASURES:
        return _measured(source)
    counts = query.count_by(source.events, "province", source.counting)
    if counts.empty:
        return source.say("no_province"), None, ""
    without = query.breakdown(source.events, "province").without
    values = {code: float(number) for code, number in zip(counts["value"], counts["events"], strict=True)}
    left = source.say("deck_places_out", events=source.count(without)) if without else ""
    return leaders(source, counts, "province"), Map(values, source.say("measure_events")), left


def _measured(source: Source) -> Made:
    """The map of organisations or of the least sums of one kind of money."""
    said, counts, what = _by_measure(source, "province")
    values = {code: float(number) for code, number in zip(counts["value"], counts["events"], strict=True)}
    money = source.of in words.AMOUNT_KINDS
    return said, Map(values, what, money) if values else None, source.say("money_least") if money and values else ""


def cities(source: Source) -> Made:
    """Cities by events, or by what the page on regions was told to measure."""
    if source.of not in MEASURES:
        return by("city")(source)
    said, counts, what = _by_measure(source, "city")
    if counts.empty:
        return said, None, ""
    shown = bars(source, counts, "city", "axis_events")
    money = source.of in words.AMOUNT_KINDS
    written = tuple(words.number(source.about.lang, number) for number in shown.numbers) if money else ()
    left = [rows_left(source, TOP, len(counts)), source.say("money_least") if money else ""]
    return said, replace(shown, axis=what, written=written), source.say("gap").join(part for part in left if part)


def _by_measure(source: Source, column: str) -> tuple[str, pd.DataFrame, str]:
    """Of a map: its sentence, value and events (here organisations or yuan), and what that number is."""
    money = source.of in words.AMOUNT_KINDS
    counts = (query.least_by(source.events, column, source.of).rename(columns={"amount": "events"}) if money
              else query.distinct_by(source.events, column))
    what = source.say("measure_money", kind=source.label("amount_kind", source.of)) if money else source.say(
        "measure_organisations")
    if counts.empty:
        return source.say("no_money" if money else f"no_{column}"), counts, what
    most = words.money(source.about.lang, counts["events"][0], None, "CNY") if money else words.figure(counts["events"][0])
    return source.say("said_map", what=what, first=source.label(column, counts["value"][0]), n=most), counts, what
