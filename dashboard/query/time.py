"""When: events by week, month, quarter or year, kept apart by how exactly their date is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.query.base import PRECISIONS
from dashboard.query.events import Events

UNITS = ("week", "month", "quarter", "year")
_PERIODS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_FITTING = {"week": ("day",), "month": ("day", "month"), "quarter": ("day", "month"), "year": ("day", "month", "year")}
"""The precisions that a bar of one unit can hold; what is known less exactly lies over its own month or year."""


LONGEST = {"week": 7, "month": 31, "quarter": 92, "year": 366}
"""Days that lead from the first day of a period into the next one."""

@dataclass(frozen=True, slots=True)
class Timeline:
    """Events over time and those that no bar can hold."""

    unit: str
    counts: pd.DataFrame
    """start, end (the first day after), precision, events; one row a bar."""
    undated: int

    @property
    def fitting(self) -> pd.DataFrame:
        """The bars as wide as the unit."""
        return self.counts[self.counts["precision"].isin(_FITTING[self.unit])]

    @property
    def coarse(self) -> pd.DataFrame:
        """The bars that lie over several units, because no more is known."""
        return self.counts[~self.counts["precision"].isin(_FITTING[self.unit])]


def over_time(events: Events, unit: str | None = None) -> Timeline:
    """Events by the period of their first day; without a ``unit``, one that gives a handful of bars."""
    return events.remembered(("time", unit), lambda: _over_time(events, unit))


def _over_time(events: Events, unit: str | None) -> Timeline:
    precision, days, codes = events.base.moments
    numbers = np.bincount(codes[events.rows], minlength=len(days))
    parts = [np.flatnonzero((precision == code) & (numbers > 0)) for code in range(len(PRECISIONS))]
    unit = unit or _fitting_unit(days[np.concatenate(parts[:2])])
    bars = [_bars(days[part], numbers[part], known, unit if known in _FITTING[unit] else known)
            for known, part in zip(PRECISIONS, parts, strict=True)]
    return Timeline(unit, pd.concat(bars, ignore_index=True), int(numbers[precision == len(PRECISIONS)].sum()))


def _fitting_unit(days: np.ndarray) -> str:
    if not len(days):
        return "year"
    months = (days.max() - days.min()) / np.timedelta64(1, "D") / 30.4
    return "week" if months <= 3 else "month" if months <= 24 else "quarter" if months <= 60 else "year"


def _bars(days: np.ndarray, numbers: np.ndarray, precision: str, unit: str) -> pd.DataFrame:
    begins, place = np.unique(_begin(days, unit), return_inverse=True)
    ends = _begin(begins + np.timedelta64(LONGEST[unit], "D"), unit)  # some day of the next period
    return pd.DataFrame({"start": begins.astype("datetime64[ns]"), "end": ends.astype("datetime64[ns]"),
                         "precision": precision,
                         "events": np.bincount(place, weights=numbers, minlength=len(begins)).astype(int)})


def _begin(days: np.ndarray, unit: str) -> np.ndarray:
    """The first day of the period of each day.

    >>> [str(_begin(np.array(["2024-11-20"], "datetime64[D]"), unit)[0]) for unit in UNITS]
    ['2024-11-18', '2024-11-01', '2024-10-01', '2024-01-01']
    """
    days = days.astype("datetime64[D]")
    if unit == "week":
        return days - (days.astype(np.int64) + 3) % 7  # day 0 was a Thursday, a week begins on Monday
    if unit == "quarter":
        months = days.astype("datetime64[M]").astype(np.int64)
        return (months - months % 3).astype("datetime64[M]").astype("datetime64[D]")
    return days.astype("datetime64[Y]" if unit == "year" else "datetime64[M]").astype("datetime64[D]")


def starts(first: pd.Timestamp, last: pd.Timestamp, unit: str) -> list[pd.Timestamp]:
    """The first day of every period from one to another, the empty ones too.

    >>> len(starts(pd.Timestamp(2018, 1, 1), pd.Timestamp(2018, 4, 1), "month"))
    4
    """
    return list(pd.period_range(first, last, freq=_PERIODS[unit]).start_time)


def change(events: Events, column: str, unit: str, top: int) -> pd.DataFrame:
    """Dated events of the ``top`` values of a column by month, quarter or year: value, start, events.

    What is known by year only stands in no month or quarter.
    """
    from dashboard.query import counts
    leading = counts.count_by(events, column)["value"].head(top)
    frames = []
    for value in leading:
        fitting = over_time(events.with_value(column, value), unit).fitting
        frames.append(fitting.groupby("start", as_index=False)["events"].sum().assign(value=value))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["start", "events", "value"])


def changing(events: Events, column: str, top: int) -> tuple[str, pd.DataFrame] | None:
    """The unit, and events of the ``top`` values (rows) by period (columns, the empty ones too).

    None where fewer than two periods hold any.
    """
    unit = over_time(events).unit
    unit = "month" if unit == "week" else unit
    found = change(events, column, unit, top)
    if found["start"].nunique() < 2:
        return None
    periods = starts(found["start"].min(), found["start"].max(), unit)
    grid = found.pivot(index="value", columns="start", values="events").reindex(columns=periods)
    return unit, grid.fillna(0).astype(int)
