"""What slides are made from, and what they have in common: names cut to fit, who leads, what is left out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import download, query, words
from dashboard.deck.content import Bars, Content
from etl import written

TOP, ROWS, MONEY = 12, 8, 8
"""Bars, events and amounts on one slide."""
NAME, HEADLINE, TITLE = 32, 64, 90
"""Widths at which names, the lines of events and titles are cut."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a slide is made from."""

    events: query.Events
    about: download.About
    counting: str = "each"
    of: str = ""
    """What a chart was chosen to show on its page, as a code: a unit of time, a kind of organisations, one of them."""

    def say(self, key: str, **gaps: object) -> str:
        return words.say(self.about.lang, key, **gaps)

    def label(self, column: str, code: str) -> str:
        return line(words.label(self.about.lang, column, code), NAME)

    def count(self, number: int) -> str:
        return words.count(self.about.lang, int(number), "event")


Made = tuple[str, Content, str]


def line(text: str, width: int) -> str:
    """A text on one line, nothing in it hidden, cut to a width."""
    return words.cut(written.visible(text[:20_000]), width)


def leaders(source: Source, counts: pd.DataFrame, column: str) -> str:
    """Who leads, with what share of the events, and who follows."""
    numbers = counts["events"].head(100).tolist()
    tied = [code for code, number in zip(counts["value"].head(100), numbers, strict=True) if number == numbers[0]]
    first, lang = words.figure(numbers[0]), source.about.lang
    if len(tied) > 1:
        named = words.listed(lang, [source.label(column, code) for code in tied[:3]])
        return source.say("said_tie", n=first,
                          names=named + (source.say("and_more", n=len(tied)) if len(tied) > 3 else ""))
    said = source.say("said_top", first=source.label(column, tied[0]), n=first,
                      share=f"{numbers[0] / len(source.events):.0%}")
    return said + (source.say("said_then", second=source.label(column, counts["value"][1]), m=words.figure(numbers[1]))
                   if len(numbers) > 1 else source.say("said_end"))


def bars(source: Source, counts: pd.DataFrame, column: str, axis: str) -> Bars:
    """The first rows of ``value`` and ``events`` as bars."""
    top = counts.head(TOP)
    return Bars(tuple(source.label(column, code) for code in top["value"]),
                     tuple(float(number) for number in top["events"]), tuple(top["value"]), source.say(axis), column)


def date(source: Source, row: pd.Series) -> str:
    """The date of an event as exactly as it is known."""
    return words.day(source.about.lang, row["date"], row["date_precision"], row["date_end"])


def money(source: Source, row: pd.Series) -> str:
    """The amount of an event in words."""
    return words.money(source.about.lang, row["amount_min"], row["amount_max"],
                       row["currency"] if isinstance(row["currency"], str) else "")


def places(source: Source, row: pd.Series) -> str:
    """The places of an event in words."""
    codes = row["city"] or row["province"] or row["places"]
    return words.some(source.about.lang, [words.place(source.about.lang, code) for code in codes], 2)


def rows_left(source: Source, shown: int, total: int) -> str:
    """How many rows of how many a slide shows; nothing where it shows all."""
    return source.say("said_rows_left", n=shown, total=f"{total:,}") if total > shown else ""
