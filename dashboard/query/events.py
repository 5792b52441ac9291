"""The events as questions need them: whole columns once, a choice of rows on top, answers kept beside the choice."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

LISTS = ("city", "partners", "domain", "places", "province", "region", "partner_kinds", "partner_roles")
DIMENSIONS = ("domain", "partners", "region", "province", "city", "event_type", "places")
PRECISIONS = ("day", "month", "year")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Long:
    """One column as pairs of an event and a value, no pair twice: what counting and filtering work on."""

    values: np.ndarray
    """The distinct values, sorted."""
    rows: np.ndarray
    """The position of the event of each pair."""
    codes: np.ndarray
    """The position of the value of each pair in ``values``."""
    first: np.ndarray
    """Whether the pair holds the first value that the event lists."""
    share: np.ndarray
    """One divided by the number of values of the event."""

    def code_of(self, wanted: Sequence[str]) -> np.ndarray:
        """Which of the values are wanted, as a mask over ``values``."""
        return np.isin(self.values, np.array(list(wanted), dtype=object))


@dataclass(frozen=True, eq=False)
class Base:
    """All events of one build."""

    frame: pd.DataFrame
    longs: dict[str, Long]
    titles: pd.Series
    """What a search looks at in each event: its line, its headline, its partners."""
    days: np.ndarray
    """The first day of each event; NaT where it is undated."""
    precision: np.ndarray
    """How exactly the day is known, as a position in ``PRECISIONS``; one beyond the last for undated."""
    money: np.ndarray
    """Whether the event states an amount."""
    story_of: np.ndarray
    """The position of the story of each event."""
    bodies: pd.Series
    """What a search looks at in each story."""
    memo: dict[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Events:
    """Some events of a base, in its order; ``memo`` keeps answers, for the same choice is asked again and again."""

    base: Base
    rows: np.ndarray
    memo: dict[Any, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def mask(self) -> np.ndarray:
        """Over all events of the base: which are among these."""
        found = np.zeros(len(self.base.frame), dtype=bool)
        found[self.rows] = True
        return found

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame; dear where they are many, so ask for single columns first."""
        return self.base.frame.iloc[self.rows]

    def column(self, name: str) -> np.ndarray:
        """One column of these events."""
        return self.remembered(("column", name), lambda: self.base.frame[name].to_numpy()[self.rows])

    def take(self, keep: np.ndarray) -> Events:
        """Those of these events for which ``keep``, a mask over these, is true."""
        return Events(self.base, self.rows[keep])

    def with_value(self, column: str, value: str) -> Events:
        """Those of these events that have ``value`` in ``column``."""
        return self.remembered(("with", column, value), lambda: self.take(has(self.base, column, [value])[self.rows]))

    def pairs(self, column: str) -> tuple[Long, np.ndarray]:
        """The pairs of ``column`` and which of them belong to these events."""
        long = self.base.longs[column]
        return long, self.remembered(("pairs", column), lambda: self.mask[long.rows])

    def remembered(self, key: object, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question that was asked before, or the answer now."""
        if key not in self.memo:
            self.memo[key] = answer()
        return self.memo[key]


def has(base: Base, column: str, wanted: Sequence[str]) -> np.ndarray:
    """Over all events of a base: which have any of the values."""
    long = base.longs[column]
    found = np.zeros(len(base.frame), dtype=bool)
    found[long.rows[long.code_of(wanted)[long.codes]]] = True
    return found


def prepared(events: pd.DataFrame, stories: pd.DataFrame) -> Events:
    """All events, with days as timestamps, the last day that each may mean, and a text to search."""
    ready = events.reset_index(drop=True).copy()
    for column in LISTS:
        ready[column] = pd.Series([tuple(value) if value is not None and not isinstance(value, float) else ()
                                   for value in ready[column]], dtype=object, index=ready.index)
    for column in ("date", "date_end", "published"):
        ready[column] = pd.to_datetime(ready[column])
    precision = ready["date_precision"].astype("object")
    ready["date_precision"] = precision.where(ready["date"].notna() & precision.isin(PRECISIONS), "missing")
    ready["last_day"] = _last_days(ready)
    places = {story: position for position, story in enumerate(stories["story_id"])}
    titles = pd.Series([f"{event}\n{title}\n{' '.join(partners)}".casefold() for event, title, partners in zip(
        ready["event"], ready["story_title"], ready["partners"], strict=True)], dtype="str")
    known = {name: code for code, name in enumerate((*PRECISIONS, "missing"))}
    base = Base(ready, {column: _long(ready[column]) for column in DIMENSIONS}, titles,
                ready["date"].to_numpy(dtype="datetime64[D]"),
                ready["date_precision"].map(known).to_numpy(dtype=np.int8),
                (ready["amount_min"].notna() | ready["amount_max"].notna()).to_numpy(),
                np.array([places.get(story, -1) for story in ready["story_id"]], dtype=np.int64),
                stories["body"].fillna("").str.casefold().reset_index(drop=True))
    return Events(base, np.arange(len(ready)))


def _long(column: pd.Series) -> Long:
    pairs = column.reset_index(drop=True).explode() if column.name in LISTS else column.reset_index(drop=True)
    pairs = pairs[pairs.notna()]
    codes, values = pd.factorize(pairs.to_numpy(dtype=object), sort=True)
    rows = pairs.index.to_numpy()
    keys = pd.Series(rows * max(len(values), 1) + codes)
    once = ~keys.duplicated().to_numpy()
    rows, codes = rows[once], codes[once]
    sizes = np.bincount(rows, minlength=len(column)) if len(rows) else np.zeros(len(column), dtype=int)
    first = np.ones(len(rows), dtype=bool)
    first[1:] = rows[1:] != rows[:-1]
    return Long(np.asarray(values, dtype=object), rows, codes, first, 1 / sizes[rows] if len(rows) else np.zeros(0))


def _last_days(events: pd.DataFrame) -> pd.Series:
    """The last day that the words may mean: a month lasts to its end, a year to its last day."""
    last = events["date_end"].where(events["date_end"].notna(), events["date"])
    month, year = (events["date_precision"] == unit for unit in ("month", "year"))
    last = last.mask(month & last.notna(), last + pd.offsets.MonthEnd(0))
    return last.mask(year & last.notna(), last + pd.offsets.YearEnd(0))


def last_day(start: pd.Timestamp, end: pd.Timestamp, precision: str) -> pd.Timestamp:
    """The last day that one date may mean.

    >>> last_day(pd.Timestamp(2018, 2, 1), pd.NaT, "month")
    Timestamp('2018-02-28 00:00:00')
    """
    last = start if pd.isna(end) else end
    if pd.isna(last):
        return pd.NaT
    if precision == "year":
        return pd.Timestamp(last.year, 12, 31)
    if precision == "month":
        return pd.Timestamp(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
    return last
