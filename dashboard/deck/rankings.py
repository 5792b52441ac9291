"""Slides of lying bars: what leads, by events, cities or money, and the pairs that stand together."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard import query, words
from dashboard.deck.content import Bars
from dashboard.deck.source import TOP, Made, Source, bars, leaders, rows_left

PAIRS, TAIL = 8, 14
"""Pairs of organisations on one slide; the width at which each name of a pair is cut."""


def by(column: str) -> Callable[[Source], Made]:
    """Bars of a column."""
    def made(source: Source) -> Made:
        counts = query.count_by(source.events, column, source.counting)
        if counts.empty:
            return source.say("deck_not_there"), None, ""
        return (leaders(source, counts, column), bars(source, counts, column, "axis_events"),
                rows_left(source, TOP, len(counts)))
    return made


def companies(source: Source) -> Made:
    """All that take part, counted as chosen; as the page on organisations shows them where that was pinned."""
    if not source.of:
        return by("partners")(source)
    counts = _of_kind(source)
    if counts.empty:
        return source.say("no_organisations"), None, ""
    return (leaders(source, counts, "partners"), bars(source, counts, "partners", "axis_events"),
            rows_left(source, TOP, len(counts)))


def _of_kind(source: Source) -> pd.DataFrame:
    """The organisations of the kind that was chosen, all where none was."""
    found = query.organisations(source.events).rename(columns={"name": "value"})
    return found[found["kind"] == source.of].reset_index(drop=True) if source.of in words.KINDS else found


def reach(source: Source) -> Made:
    """Organisations by the number of cities they work in."""
    counts = _of_kind(source)
    counts = counts.assign(events=counts["cities"]).sort_values(["events", "value"], ascending=[False, True],
                                                                ignore_index=True)
    if counts.empty or not counts["events"][0]:
        return source.say("deck_not_there"), None, ""
    said = source.say("said_most_cities", first=source.label("partners", counts["value"][0]), n=counts["events"][0])
    return said, bars(source, counts, "partners", "axis_cities"), rows_left(source, TOP, len(counts))


def money_by(source: Source) -> Made:
    """Organisations by what their events are worth at least, one kind of money; of many kinds the first."""
    there = [kind for kind in words.AMOUNT_KINDS if len(query.least_by(source.events, "partners", kind))]
    chosen, _, sort = source.of.partition("/")
    kind = chosen if chosen in words.AMOUNT_KINDS else there[0] if there else ""
    sums = query.least_by(source.events, "partners", kind) if kind in there else pd.DataFrame()
    if sort in words.KINDS and len(sums):
        named = query.organisations(source.events)
        sums = sums[sums["value"].isin(set(named["name"][named["kind"] == sort]))].reset_index(drop=True)
    if sums.empty:
        return source.say("no_money"), None, ""
    top = sums.head(TOP)
    shown = Bars(tuple(source.label("partners", name) for name in top["value"]), tuple(map(float, top["amount"])),
                     tuple(top["value"]), source.say("axis_least", kind=source.label("amount_kind", kind)), "partners",
                     tuple(words.number(source.about.lang, amount) for amount in top["amount"]))
    return source.say("money_least"), shown, rows_left(source, TOP, len(sums))


def together(source: Source) -> Made:
    """The pairs of organisations that stand in most events."""
    pairs = query.together(source.events, PAIRS)
    if not pairs:
        return source.say("no_pairs"), None, ""
    named = [[source.label("partners", name) for name in pair[:2]] for pair in pairs]
    names = tuple(source.say("pair", one=words.cut(one, TAIL), other=words.cut(other, TAIL)) for one, other in named)
    shown = Bars(names, tuple(float(pair[2]) for pair in pairs), tuple(pair[0] for pair in pairs),
                     source.say("axis_events"), "partners")
    return source.say("said_pairs", one=named[0][0], other=named[0][1], n=f"{pairs[0][2]:,}"), shown, ""


def kinds(source: Source) -> Made:
    found = query.organisations(source.events)
    if found.empty:
        return source.say("no_organisations"), None, ""
    numbers = found["kind"].value_counts()
    names = tuple(source.label("kind", kind) for kind in numbers.index)
    said = source.say("said_kinds", total=f"{len(found):,}", first=names[0], n=f"{numbers.iloc[0]:,}")
    return said, Bars(names, tuple(map(float, numbers)), tuple(numbers.index), source.say("axis_organisations"), "kind"), ""


def about_one(counts: Callable[[query.Events, str], pd.DataFrame], column: str, none: str) -> Callable[[Source],
                                                                                                   Made]:
    """Bars about the one organisation that ``of`` names."""
    def made(source: Source) -> Made:
        there = source.of in set(query.organisations(source.events)["name"]) if source.of else False
        found = counts(source.events, source.of) if there else pd.DataFrame()
        if found.empty:
            return source.say(none if there else "deck_not_there"), None, ""
        mine = source.events.with_value("partners", source.of)
        return (leaders(Source(mine, source.about), found, column),
                bars(source, found, column, "axis_events"), rows_left(source, TOP, len(found)))
    return made
