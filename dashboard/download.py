"""Files of what is filtered, none of which can run a formula: CSV by event and by value, and what they say of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import query, words
from etl import table

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SEPARATOR = "; "
"""Between the values of a list: a comma would meet the commas of CSV, 、 stands inside names."""
LABELLED = ("city", "province", "region", "places", "domain", "partners", "event_type", "amount_kind")
"""Columns whose codes have names; the long file carries both."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself: the filters in words, how many events of how many, the build they come from."""

    lang: str
    chosen: Sequence[tuple[str, str]]
    shown: int
    total: int
    built: str
    inputs: Sequence[str] = ()

    @property
    def citation(self) -> str:
        """How to cite what was downloaded."""
        return words.say(self.lang, "citation", shown=self.shown, total=self.total, built=self.built[:10],
                         filters="; ".join(f"{name} = {value}" for name, value in self.chosen)
                         or words.say(self.lang, "no_filter"))


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading apostrophe where it might.

    >>> safe("=1+1")
    "'=1+1"
    >>> safe("宁乡市")
    '宁乡市'
    """
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def csv(events: query.Events) -> bytes:
    """The events as CSV, one row an event, in the columns and the order of ``etl.table.EVENTS``.

    UTF-8 with a byte order mark, so that Excel reads Chinese; rows end with CR LF as RFC 4180 says.
    """
    return written(cells(events))


def cells(events: query.Events) -> pd.DataFrame:
    """The events as a sheet shows them: lists joined, days as ISO, every text safe."""
    frame = events.frame
    return pd.DataFrame({column.name: [_cell(value, column.role) for value in frame[column.name]]
                         for column in table.EVENTS})


def long_csv(events: query.Events, lang: str) -> bytes:
    """One row a value: event_id, event, date, column, position, value, label; for pivot tables."""
    return written(pd.DataFrame(list(_values(events.frame, lang)),
                                columns=["event_id", "event", "date", "column", "position", "value", "label"]))


def _values(frame: pd.DataFrame, lang: str) -> Iterator[tuple]:
    columns = [column for column in table.EVENTS if column.role == "dimension"]
    for row in frame.to_dict("records"):
        day = "" if pd.isna(row["date"]) else f"{row['date']:%Y-%m-%d}"
        for column in columns:
            found = row[column.name]
            found = found if isinstance(found, tuple) else () if found is None or pd.isna(found) else (found,)
            for position, value in enumerate(found, 1):
                label = words.label(lang, column.name, str(value)) if column.name in LABELLED else str(value)
                yield (row["event_id"], safe(row["event"]), day, column.name, position, safe(str(value)), safe(label))


def sheet(data: pd.DataFrame) -> bytes:
    """The numbers behind a chart as CSV."""
    return written(data.map(lambda value: safe(value) if isinstance(value, str) else value))


def written(data: pd.DataFrame) -> bytes:
    """A frame of safe cells as the bytes of a CSV."""
    return data.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _cell(value: object, role: str) -> object:
    """A list joined, a day as ISO, whole money without a decimal point; every text made safe."""
    if isinstance(value, (tuple, list)) or hasattr(value, "tolist") and not isinstance(value, (int, float, bool)):
        return safe(SEPARATOR.join(safe(str(one)) for one in value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (pd.Timestamp, dt.date)):
        return value.strftime("%Y-%m-%d")
    if role == "measure":
        return int(value) if float(value).is_integer() else float(value)
    return safe(value) if isinstance(value, str) else value


def file_name(choices: Iterable[str], rows: int, built: str, suffix: str = "csv", what: str = "events") -> str:
    """A name that says what is inside: what was chosen, how many rows, when the table was built.

    >>> file_name(["智慧交通", "a/b"], 42, "2026-11-24T10:00:00")
    'events_智慧交通_a-b_42_2026-11-24.csv'
    """
    named = [re.sub(r"[^\w一-鿿-]+", "-", choice).strip("-")[:24] for choice in choices]
    parts = [what, *[word for word in named if word][:4], str(rows), built[:10]]
    return "_".join(part for part in parts if part) + f".{suffix}"
