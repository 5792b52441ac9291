"""What a person chose to see, and the events that it lets through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.query.base import Base
from dashboard.query.events import Events, has

COLUMNS = {"domains": "domain", "companies": "partners", "regions": "region", "provinces": "province",
           "cities": "city", "types": "event_type"}
"""A filter of several values → the column it looks at; ``not_domains`` and its like leave out what has a value."""


@dataclass(frozen=True, slots=True)
class Filters:
    """A choice; one that is empty lets everything through.

    >>> Filters(domains=("transport",)).active
    ('domains',)
    """

    since: dt.date | None = None
    until: dt.date | None = None
    undated: bool = False
    """Only events without a date."""
    domains: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    not_domains: tuple[str, ...] = ()
    not_companies: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    not_provinces: tuple[str, ...] = ()
    not_cities: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    text: str = ""

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that leave something out."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))


def filtered(events: Events, filters: Filters) -> Events:
    """The events that every filter lets through, in their order.

    Within one filter any value is enough. A date filter keeps what may lie in its days and leaves out the undated.
    """
    if not filters.active:
        return events
    keep = np.ones(len(events.base), dtype=bool)
    for mask in _masks(events.base, filters):
        keep &= mask
    return events.among(keep)


def _masks(base: Base, filters: Filters) -> Iterator[np.ndarray]:
    """Over all events: which each filter lets through."""
    if filters.since:
        yield base.last_days >= np.datetime64(filters.since)
    if filters.until:
        yield base.days <= np.datetime64(filters.until)
    if filters.undated:
        yield np.isnat(base.days)
    for name, column in COLUMNS.items():
        if wanted := getattr(filters, name):
            yield has(base, column, wanted)
        if unwanted := getattr(filters, f"not_{name}"):
            yield ~has(base, column, unwanted)
    for word in filters.text.split():
        yield _says(base, word)


def _says(base: Base, word: str) -> np.ndarray:
    """Which events have the word in their line, their headline, their partners or the body of their story."""
    partners = base.longs["partners"]
    found = _holds(base.table["event"], word) | _holds(base.table["story_title"], word)
    bodies = np.append(_holds(base.stories["body"], word), False)
    named = has(base, "partners", [name for name in partners.values if word.casefold() in name.casefold()])
    return found | named | bodies[base.story_of]


def _holds(column: pa.ChunkedArray, word: str) -> np.ndarray:
    return pc.fill_null(pc.match_substring(column, word, ignore_case=True), False).to_numpy()


def undated_left_out(events: Events, filters: Filters) -> int:
    """How many events only the date filter leaves out because they have no date."""
    if not (filters.since or filters.until):
        return 0
    others = filtered(events, replace(filters, since=None, until=None))
    return int(np.isnat(others.base.days[others.rows]).sum())
