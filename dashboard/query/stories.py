"""One story: its text cut at the words behind its values, and other stories that may tell of the same event."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.query import money
from dashboard.query.events import Events, has
from etl import table

SORTS = ("newest", "oldest", "largest", "headline")
COLUMNS = tuple(column.name for column in table.EVENTS)
ENOUGH = 200
"""Of the events that resemble one, no more are compared."""
DAYS = 31
"""How far apart the dates of two reports of one event may lie."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The finished tables of one build, ready to be asked."""

    events: Events
    evidence: pa.Table
    issues: pa.Table
    stories: pa.Table
    build: dict

    def where(self, name: str, column: str, value: str) -> pd.DataFrame:
        """The rows of ``evidence``, ``issues`` or ``stories`` that have a value, as pandas."""
        stored = getattr(self, name)
        return table.pandas(name, stored.filter(pc.equal(stored[column], pa.scalar(value))))


@dataclass(frozen=True, slots=True)
class Alike:
    """Another story's event that resembles one, and what they have in common."""

    event: pd.Series
    partners: tuple[str, ...]
    cities: tuple[str, ...]


def marks(length: int, evidence: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """A text cut where spans begin or end: (start, end, indices of the spans that cover it).

    ``evidence`` holds (start, end, index); a span outside the text is cut to it.

    >>> marks(6, [(1, 4, 0), (3, 5, 1)])
    [(0, 1, ()), (1, 3, (0,)), (3, 4, (0, 1)), (4, 5, (1,)), (5, 6, ())]
    """
    spans = [(max(0, start), min(length, end), index) for start, end, index in evidence]
    spans = [span for span in spans if span[0] < span[1]]
    cuts = sorted({0, length, *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    begins, pieces, open_ones = deque(sorted(spans)), [], []
    for left, right in pairwise(cuts):
        while begins and begins[0][0] <= left:
            open_ones.append(begins.popleft())
        open_ones = [span for span in open_ones if span[1] > left]
        pieces.append((left, right, tuple(sorted(index for _, _, index in open_ones))))
    return pieces


def alike(events: Events, event: pd.Series, limit: int = 5) -> list[Alike]:
    """Events of other stories that share an organisation and a city and lie within a month of each other.

    A resemblance, not a proof: the reader sees what the two have in common and judges.
    """
    if not event["partners"] or not event["city"]:
        return []
    mask = has(events.base, "partners", event["partners"]) & has(events.base, "city", event["city"])
    found = _ordered(events.among(mask), ENOUGH).frame
    found = found[found["story_id"] != event["story_id"]]
    if not pd.isna(event["date"]):
        apart = (found["date"] - event["date"]).abs()
        found = found[apart.isna() | (apart <= pd.Timedelta(days=DAYS))]
    shared = [Alike(row, _both(event, row, "partners"), _both(event, row, "city")) for _, row in found.iterrows()]
    return sorted(shared, key=lambda one: -len(one.partners))[:limit]


def _both(one: pd.Series, other: pd.Series, column: str) -> tuple[str, ...]:
    return tuple(value for value in one[column] if value in other[column])


def newest(events: Events, limit: int, columns: tuple[str, ...] = COLUMNS) -> pd.DataFrame:
    """Some columns of the latest events, newest first; the undated are not among them."""
    return events.remembered(("newest", limit, columns), lambda: _dated(_ordered(events, limit)).only(columns))


def _dated(events: Events) -> Events:
    return events.take(~np.isnat(events.base.days[events.rows]))


def ordered(events: Events, limit: int | None = None) -> pd.DataFrame:
    """The latest events first, the undated last; at most ``limit`` of them."""
    return _ordered(events, limit).frame


def _ordered(events: Events, limit: int | None = None) -> Events:
    """The order of all events is known; of a million, only so many are looked at as it takes to find the first few."""
    order, looked = events.base.by_age, 0
    limit = len(events) if limit is None else min(limit, len(events))
    found, step = [], max(1000, limit)
    while limit > sum(map(len, found)):
        some = order[looked:looked + step]
        found.append(some[events.mask[some]])
        looked, step = looked + step, step * 4
    return Events(events.base, np.concatenate(found)[:limit] if found else order[:0])


def page(events: Events, sort: str, number: int, size: int) -> pd.DataFrame:
    """One page of the events in the order that a reader chose, one of ``SORTS``; pages count from one."""
    order = events.remembered(("sort", sort), lambda: _order(events, sort))
    return events.take(order[(number - 1) * size:number * size]).frame


def _order(events: Events, sort: str) -> np.ndarray:
    days = events.base.days[events.rows].astype("int64").astype(float)
    days[np.isnat(events.base.days[events.rows])] = np.nan  # argsort puts it last either way
    if sort == "headline":
        titles = events.base.table["event"].take(pa.array(events.rows)).to_pylist()
        return np.array(sorted(range(len(titles)), key=lambda index: _sound(titles[index])), dtype=int)
    if sort == "largest":
        return np.argsort(-money.sizes(events), kind="stable")
    return np.argsort(days if sort == "oldest" else -days, kind="stable")


def _sound(title: str) -> bytes:
    """Orders Chinese by the sound of its characters, as GB 2312 lists the common ones."""
    return title.encode("gb18030", errors="replace")


def event(events: Events, event_id: str) -> pd.Series | None:
    """One event by its id; None where there is none."""
    row = pc.index(events.base.table["event_id"], pa.scalar(event_id)).as_py()
    return None if row < 0 else Events(events.base, np.array([row])).frame.iloc[0]


def of_story(events: Events, story_id: str) -> pd.DataFrame:
    """All events of one story."""
    mask = pc.equal(events.base.table["story_id"], pa.scalar(story_id))
    return Events(events.base, np.flatnonzero(mask.to_numpy())).frame
