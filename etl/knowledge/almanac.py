"""The almanac: days of the traditional calendar, festivals and solar terms, and the eras by which years are counted."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cache

from etl import knowledge


@dataclass(frozen=True, slots=True)
class Festival:
    """A day that has a name; which fields are set depends on its ``calendar`` (see ``festivals.csv``)."""

    name: str
    calendar: str
    month: int
    day: int
    degrees: int
    alone: bool
    """False where the bare name is an ordinary word (大雪) and counts only after a year."""


@dataclass(frozen=True, slots=True)
class _LunarYear:
    begins: dt.date
    leap: int
    lengths: tuple[int, ...]


@cache
def festivals() -> dict[str, Festival]:
    """Every name and alias of a festival or solar term → the festival.

    Raises:
        KnowledgeError: a calendar is unknown or a name stands twice.
    """
    found: dict[str, Festival] = {}
    for row in knowledge.rows("festivals.csv"):
        if row["calendar"] not in ("solar", "lunar", "term", "weekday"):
            raise knowledge.KnowledgeError(f"festivals.csv: {row['name']}: unknown calendar {row['calendar']!r}")
        numbers = (int(row[column] or 0) for column in ("month", "day", "degrees"))
        festival = Festival(row["name"], row["calendar"], *numbers, alone=row["alone"] == "yes")
        for name in (festival.name, *knowledge.split(row["aliases"])):
            if name in found:
                raise knowledge.KnowledgeError(f"festivals.csv: {name} stands twice")
            found[name] = festival
    return found


@cache
def eras() -> dict[str, int]:
    """Name of an era → its first year."""
    return {row["name"]: int(row["first"]) for row in knowledge.rows("eras.csv")}


@cache
def _lunar_years() -> dict[int, _LunarYear]:
    years = {}
    for row in knowledge.rows("lunar_years.csv"):
        leap = int(row["leap"] or 0)
        if len(row["months"]) != 12 + bool(leap):
            raise knowledge.KnowledgeError(f"lunar_years.csv: {row['year']} has {len(row['months'])} months")
        years[int(row["year"])] = _LunarYear(dt.date.fromisoformat(row["begins"]), leap,
                                             tuple(30 if bit == "1" else 29 for bit in row["months"]))
    return years


def lunar_day(year: int, month: int, day: int) -> dt.date | None:
    """The common day of a day of the traditional calendar (never in a leap month); None outside the table.

    >>> lunar_day(2018, 8, 15)
    datetime.date(2018, 9, 24)
    """
    known = _lunar_years().get(year)
    if known is None or not 1 <= month <= 12:
        return None
    place = month - 1 + (0 < known.leap < month)
    if not 0 <= day <= known.lengths[place]:
        return None
    return known.begins + dt.timedelta(sum(known.lengths[:place]) + day - 1)


def festival_day(name: str, year: int) -> dt.date | None:
    """The day in the common ``year`` that bears the name.

    >>> festival_day("中秋", 2018), festival_day("冬至", 2018)
    (datetime.date(2018, 9, 24), datetime.date(2018, 12, 22))
    """
    festival = festivals()[name]
    if festival.calendar == "solar":
        return dt.date(year, festival.month, festival.day)
    if festival.calendar == "term":
        return _term_day(festival.degrees, year)
    if festival.calendar == "weekday":
        first = dt.date(year, festival.month, 1)
        return first + dt.timedelta((festival.degrees - first.isoweekday()) % 7 + 7 * (festival.day - 1))
    # the last month of a traditional year mostly falls in the next common one
    return lunar_day(year - (festival.month == 12), festival.month, festival.day)


@cache
def _term_day(degrees: int, year: int) -> dt.date:
    """The day of Beijing on which the sun reaches ``degrees``: near the mean day, day by day until it has passed."""
    midnight = dt.datetime(year, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    midnight += dt.timedelta(int((degrees - 280) % 360 / 360 * 365.2422) - 3)
    while (_sun(midnight + dt.timedelta(1)) - degrees + 180) % 360 < 180:
        midnight += dt.timedelta(1)
    return midnight.date()


def _sun(moment: dt.datetime) -> float:
    """The sun's apparent longitude in degrees, right to a hundredth (Meeus, Astronomical Algorithms, chapter 25)."""
    century = (moment - dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)).total_seconds() / 86400 / 36525
    mean = 280.46646 + 36000.76983 * century + 0.0003032 * century**2
    anomaly = math.radians(357.52911 + 35999.05029 * century - 0.0001537 * century**2)
    centre = ((1.914602 - 0.004817 * century) * math.sin(anomaly)
              + (0.019993 - 0.000101 * century) * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly))
    return mean + centre - 0.00569 - 0.00478 * math.sin(math.radians(125.04 - 1934.136 * century))
