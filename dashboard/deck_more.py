"""The slides that only a collection holds: charts of one page, each drawn from ``Source.of`` where the page had a choice.

``of`` comes from a file or a link that a stranger may have written: what is not known stands for no choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dashboard import deck, query, words

PAIRS, CHANGING, TAIL = 8, 5, 14
"""Pairs of organisations and lines on one slide; the width at which each name of a pair is cut."""
MEASURES = ("organisations", *words.AMOUNT_KINDS)
"""What a map can show besides events."""


def of_what(lang: str, kind: str, of: str) -> str:
    """The choice of a page in words; nothing where there was none.

    >>> of_what("en", "time", "year"), of_what("en", "time", "nonsense"), of_what("en", "domains", "year")
    ('Year', '', '')
    """
    if kind == "time":
        return words.say(lang, f"unit_{of}") if of in query.UNITS else ""
    if kind in ("companies", "reach"):
        return words.label(lang, "kind", of) if of in words.KINDS else ""
    if kind in ("map", "cities") and of == "organisations":
        return words.say(lang, "measure_organisations")
    if kind in ("money_by", "map", "cities"):
        return words.label(lang, "amount_kind", of.partition("/")[0]) if of.partition("/")[0] in words.AMOUNT_KINDS else ""
    if kind == "money" and "/" in of:
        name, currency = of.split("/", 1)
        return words.say(lang, "money_of", kind=words.label(lang, "amount_kind", name),
                         currency=words.currency(lang, currency)) if name in words.AMOUNT_KINDS else ""
    return deck.line(words.organisation(lang, of), deck.NAME) if kind in ("roles", "beside") and of else ""


def _bars(source: deck.Source, counts: pd.DataFrame, column: str, axis: str) -> deck.Bars:
    top = counts.head(deck.TOP)
    return deck.Bars(tuple(source.label(column, code) for code in top["value"]),
                     tuple(float(number) for number in top["events"]), tuple(top["value"]), source.say(axis), column)


def of_kind(source: deck.Source) -> pd.DataFrame:
    """The organisations of the kind that was chosen, all where none was."""
    found = query.organisations(source.events).rename(columns={"name": "value"})
    return found[found["kind"] == source.of].reset_index(drop=True) if source.of in words.KINDS else found


def companies(source: deck.Source) -> deck.Made:
    """Organisations of one kind by events."""
    counts = of_kind(source)
    if counts.empty:
        return source.say("no_organisations"), None, ""
    return (deck.leaders(source, counts, "partners"), _bars(source, counts, "partners", "axis_events"),
            deck.rows_left(source, deck.TOP, len(counts)))


def _reach(source: deck.Source) -> deck.Made:
    """Organisations by the number of cities they work in."""
    counts = of_kind(source)
    counts = counts.assign(events=counts["cities"]).sort_values(["events", "value"], ascending=[False, True],
                                                                ignore_index=True)
    if counts.empty or not counts["events"][0]:
        return source.say("deck_not_there"), None, ""
    said = source.say("said_most_cities", first=source.label("partners", counts["value"][0]), n=counts["events"][0])
    return said, _bars(source, counts, "partners", "axis_cities"), deck.rows_left(source, deck.TOP, len(counts))


def _money_by(source: deck.Source) -> deck.Made:
    """Organisations by what their events are worth at least, one kind of money; of many kinds the first."""
    kinds = [kind for kind in words.AMOUNT_KINDS if len(query.least_by(source.events, "partners", kind))]
    chosen, _, sort = source.of.partition("/")
    kind = chosen if chosen in words.AMOUNT_KINDS else kinds[0] if kinds else ""
    sums = query.least_by(source.events, "partners", kind) if kind in kinds else pd.DataFrame()
    if sort in words.KINDS and len(sums):
        there = query.organisations(source.events)
        sums = sums[sums["value"].isin(set(there["name"][there["kind"] == sort]))].reset_index(drop=True)
    if sums.empty:
        return source.say("no_money"), None, ""
    top = sums.head(deck.TOP)
    bars = deck.Bars(tuple(source.label("partners", name) for name in top["value"]), tuple(map(float, top["amount"])),
                     tuple(top["value"]), source.say("axis_least", kind=source.label("amount_kind", kind)), "partners",
                     tuple(words.number(source.about.lang, amount) for amount in top["amount"]))
    return source.say("money_least"), bars, deck.rows_left(source, deck.TOP, len(sums))


def measured(source: deck.Source, column: str) -> tuple[str, pd.DataFrame, str]:
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


def cities(source: deck.Source) -> deck.Made:
    """Cities by organisations or by least sums of one kind of money."""
    said, counts, what = measured(source, "city")
    if counts.empty:
        return said, None, ""
    bars = _bars(source, counts, "city", "axis_events")
    money = source.of in words.AMOUNT_KINDS
    written = tuple(words.number(source.about.lang, number) for number in bars.numbers) if money else ()
    left = [deck.rows_left(source, deck.TOP, len(counts)), source.say("money_least") if money else ""]
    return said, replace(bars, axis=what, written=written), source.say("gap").join(part for part in left if part)


def _pairs(source: deck.Source) -> deck.Made:
    """The pairs of organisations that stand in most events."""
    pairs = query.together(source.events, PAIRS)
    if not pairs:
        return source.say("no_pairs"), None, ""
    named = [[source.label("partners", name) for name in pair[:2]] for pair in pairs]
    names = tuple(source.say("pair", one=words.cut(one, TAIL), other=words.cut(other, TAIL)) for one, other in named)
    bars = deck.Bars(names, tuple(float(pair[2]) for pair in pairs), tuple(pair[0] for pair in pairs),
                     source.say("axis_events"), "partners")
    return source.say("said_pairs", one=named[0][0], other=named[0][1], n=f"{pairs[0][2]:,}"), bars, ""


def _change(source: deck.Source) -> deck.Made:
    """The largest domains as lines over time."""
    found = query.changing(source.events, "domain", CHANGING)
    if found is None:
        return source.say("deck_not_there"), None, ""
    lang, (unit, grid) = source.about.lang, found
    labels = tuple(words.period(lang, start, unit) for start in grid.columns)
    series = tuple((code, source.label("domain", code), tuple(map(int, grid.loc[code]))) for code in grid.index)
    said = source.say("said_change", first=labels[0], last=labels[-1], n=len(grid))
    total = len(query.count_by(source.events, "domain"))
    return (said, deck.Lines(tuple(grid.columns), labels, series, source.say(f"axis_{unit}"), unit),
            deck.rows_left(source, CHANGING, total))


def _of_one(counts: Callable[[query.Events, str], pd.DataFrame], column: str, none: str) -> Callable[[deck.Source],
                                                                                                   deck.Made]:
    """Bars about the one organisation that ``of`` names."""
    def made(source: deck.Source) -> deck.Made:
        there = source.of in set(query.organisations(source.events)["name"]) if source.of else False
        found = counts(source.events, source.of) if there else pd.DataFrame()
        if found.empty:
            return source.say(none if there else "deck_not_there"), None, ""
        mine = source.events.with_value("partners", source.of)
        return (deck.leaders(deck.Source(mine, source.about), found, column),
                _bars(source, found, column, "axis_events"), deck.rows_left(source, deck.TOP, len(found)))
    return made


KINDS: dict[str, Callable[[deck.Source], deck.Made]] = {
    "change": _change, "together": _pairs, "reach": _reach, "money_by": _money_by,
    "roles": _of_one(query.roles_of, "role", "no_role"), "beside": _of_one(query.beside, "partners", "nobody_beside")}
