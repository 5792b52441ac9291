"""Slides of rows: the key figures, the largest amounts, the newest events, domains by region."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard import query, words
from dashboard.deck.content import Figures, Sheet
from dashboard.deck.source import HEADLINE, MONEY, NAME, ROWS, Made, Source, date, line, money, places, rows_left


def figures(source: Source) -> Made:
    found = query.key_figures(source.events)
    pairs = tuple((source.say(f"figure_{name}"), f"{number:,}") for name, number in found.items())
    said = source.say("deck_events", shown=f"{source.about.shown:,}", total=f"{source.about.total:,}")
    return said, Figures(pairs), ""


def largest(source: Source) -> Made:
    """The largest amounts of one kind and currency, the most frequent unless chosen; the others are counted."""
    groups = query.sum_amounts(source.events)
    if groups.empty:
        return source.say("no_money"), None, ""
    names = [source.say("money_of", kind=source.label("amount_kind", group["amount_kind"]), currency=words.currency(
        source.about.lang, group["currency"])) for _, group in groups.iterrows()]
    first = groups.sort_values("events", ascending=False, kind="stable").index[0]
    asked = groups.index[groups["amount_kind"] + "/" + groups["currency"] == source.of]
    first = asked[0] if len(asked) else first
    mine = query.of_kind(source.events, groups["amount_kind"][first], groups["currency"][first])
    top = [row for _, row in mine.take(slice(MONEY)).frame.iterrows()]
    said = source.say("said_money", group=names[first], n=source.count(len(mine)),
                      event=line(top[0]["event"], HEADLINE), amount=money(source, top[0]))
    table = Sheet((source.say("column_event"), source.say("column_amount"), source.say("column_date")),
                  tuple((line(row["event"], HEADLINE), money(source, row), date(source, row)) for row in top),
                  (0.64, 0.2, 0.16), tuple(row["event_id"] for row in top),
                  tuple((row["event_id"], line(row["event"], HEADLINE), *_bounds(row), money(source, row))
                        for row in top if max(filter(None, _bounds(row)), default=0) > 0),
                  source.say("axis_money", currency=words.currency(source.about.lang, groups["currency"][first])))
    others = [f"{name} {source.count(groups['events'][index])}"
              for index, name in enumerate(names) if index != first]
    left = [rows_left(source, MONEY, len(mine))]
    left += [source.say("deck_money_groups", groups=words.some(source.about.lang, others, 6))] if others else []
    return said, table, source.say("deck_and").join(part for part in (*left, source.say("money_rule")) if part)


def _bounds(row: pd.Series) -> tuple[float | None, float | None]:
    low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("amount_min", "amount_max"))
    return low, high


def crossed(source: Source) -> Made:
    """Domains by region as a table of numbers; a zero is a dash."""
    counts = query.crossed(source.events, "domain", "region")
    if counts.empty or not counts.to_numpy().any():
        return source.say("deck_not_there"), None, ""
    domains, regions = (query.count_by(source.events, column)["value"].tolist() for column in ("domain", "region"))
    row, column = counts.stack().idxmax()
    said = source.say("said_pair", row=source.label("domain", row), column=source.label("region", column),
                      n=f"{counts.loc[row, column]:,}")
    head = ("", *(words.region_short(source.about.lang, code) for code in regions))
    rows = tuple((source.label("domain", code), *(f"{counts.loc[code, one]:,}" if counts.loc[code, one] else "–"
                                                  for one in regions))
                 for code in domains[:ROWS + 2] if code in counts.index)
    sheet = Sheet(head, rows, (0.25, *[0.75 / len(regions)] * len(regions)))
    return said, sheet, rows_left(source, ROWS + 2, len(domains))


def newest(source: Source) -> Made:
    found = query.newest(source.events, ROWS)
    if found.empty:
        return source.say("said_no_dates", n=f"{len(source.events):,}"), None, ""
    dated = int((~np.isnat(source.events.column("date"))).sum())
    lang = source.about.lang
    rows = [row for _, row in found.iterrows()]
    sheet = Sheet(
        tuple(source.say(f"column_{name}") for name in ("date", "event", "city", "partners", "amount")),
        tuple((date(source, row), line(row["event"], HEADLINE), line(places(source, row), NAME),
               line(words.some(lang, [source.label("partners", name) for name in row["partners"]], 2), 40),
               money(source, row)) for row in rows),
        (0.13, 0.4, 0.15, 0.19, 0.13), tuple(row["event_id"] for row in rows))
    return source.say("said_events", n=source.count(len(source.events)), stories=words.count(
        lang, query.key_figures(source.events)["stories"], "story")), sheet, rows_left(source, ROWS, dated)
