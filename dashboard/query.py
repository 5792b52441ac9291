"""Questions asked of the tables: pure pandas, no Streamlit, no drawing.

Counting: an event is one event in every total, and stands once under each of its cities, domains or partners.
Money: amounts of different kinds or currencies never meet in one sum, and a range stays a range.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import pandas as pd

LISTS = ("city", "partners", "domain", "places", "province", "region", "partner_kinds", "partner_roles")
PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person chose to see; an empty choice lets everything through.

    >>> Filters(domains=("transport",)).active
    ('domains',)
    """

    since: dt.date | None = None
    until: dt.date | None = None
    domains: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    text: str = ""

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that leave something out."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))


@dataclass(frozen=True, slots=True)
class Tables:
    """The finished tables of one build, ready to be asked."""

    events: pd.DataFrame
    evidence: pd.DataFrame
    issues: pd.DataFrame
    stories: pd.DataFrame
    build: dict


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How the events of a page spread over the values of one column."""

    total: int
    """Events, each once."""
    shown: int
    """Appearances under a value: more than the events where some have several values."""
    without: int
    """Events that have no value."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events over time and those that no bar can hold."""

    unit: str
    """month or year."""
    counts: pd.DataFrame
    """period (first day), precision, events."""
    undated: int
    coarse: int
    """Dated by year only, so that no month can hold them; 0 where the unit is the year."""


def prepared(events: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """The events with lists as tuples, days as timestamps, the last day they may mean, and a text to search."""
    ready = events.copy()
    for column in LISTS:
        ready[column] = [tuple(value) if value is not None and not isinstance(value, float) else ()
                         for value in ready[column]]
    for column in ("date", "date_end", "published"):
        ready[column] = pd.to_datetime(ready[column])
    precision = ready["date_precision"].astype("object")
    ready["date_precision"] = precision.where(ready["date"].notna() & precision.isin(PRECISIONS), "missing")
    days = zip(ready["date"], ready["date_end"], ready["date_precision"], strict=True)
    ready["last_day"] = pd.to_datetime([_last_day(*row) for row in days])
    bodies = dict(zip(stories["story_id"], stories["body"].fillna(""), strict=True))
    texts = zip(ready["event"], ready["story_title"], ready["partners"], ready["story_id"], strict=True)
    ready["searched"] = [f"{event}\n{title}\n{' '.join(partners)}\n{bodies.get(story, '')}".casefold()
                         for event, title, partners, story in texts]
    return ready.reset_index(drop=True)


def _last_day(start: pd.Timestamp, end: pd.Timestamp, precision: str) -> pd.Timestamp:
    """The last day that the words may mean: a month lasts to its end.

    >>> _last_day(pd.Timestamp(2018, 2, 1), pd.NaT, "month")
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


def filtered(events: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The events that every filter lets through, in their order.

    Within one filter any value is enough. A date filter keeps what may lie in its days and leaves out the undated.
    """
    keep = pd.Series(True, index=events.index)
    if filters.since:
        keep &= events["last_day"] >= pd.Timestamp(filters.since)
    if filters.until:
        keep &= events["date"] <= pd.Timestamp(filters.until)
    for column, wanted in (("domain", filters.domains), ("partners", filters.companies), ("region", filters.regions),
                           ("province", filters.provinces), ("city", filters.cities)):
        if wanted:
            keep &= _has_any(events[column], wanted)
    if filters.types:
        keep &= events["event_type"].isin(filters.types)
    for word in filters.text.casefold().split():
        keep &= events["searched"].str.contains(word, regex=False)
    return events[keep]


def _has_any(column: pd.Series, wanted: Iterable[str]) -> pd.Series:
    chosen = frozenset(wanted)
    return pd.Series([not chosen.isdisjoint(values) for values in column], index=column.index, dtype=bool)


def undated_left_out(events: pd.DataFrame, filters: Filters) -> int:
    """How many events only the date filter leaves out because they have no date."""
    if not (filters.since or filters.until):
        return 0
    others = Filters(**{one.name: getattr(filters, one.name) for one in fields(filters)
                        if one.name not in ("since", "until")})
    return int(filtered(events, others)["date"].isna().sum())


def long(events: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row for each event and value of ``column``: event_id, value; an event never twice under one value."""
    pairs = events[["event_id", column]].rename(columns={column: "value"})
    pairs = pairs.explode("value") if column in LISTS else pairs
    return pairs.dropna(subset="value").drop_duplicates()


def count_by(events: pd.DataFrame, column: str) -> pd.DataFrame:
    """value and events, most first, ties in the order of the values; each event once under each of its values."""
    counts = long(events, column).groupby("value", sort=True).size().rename("events").reset_index()
    return counts.sort_values(["events", "value"], ascending=[False, True], kind="stable", ignore_index=True)


def breakdown(events: pd.DataFrame, column: str) -> Breakdown:
    """The sum line of a page: events, appearances, and events without a value."""
    pairs = long(events, column)
    return Breakdown(len(events), len(pairs), len(events) - pairs["event_id"].nunique())


def crossed(events: pd.DataFrame, rows: str, columns: str) -> pd.DataFrame:
    """Events for each pair of values of two columns, as a grid with zeros."""
    left = long(events, rows).rename(columns={"value": "row"})
    right = long(events, columns).rename(columns={"value": "column"})
    pairs = left.merge(right, on="event_id")
    return pairs.groupby(["row", "column"]).size().unstack(fill_value=0)


def over_time(events: pd.DataFrame, unit: str | None = None) -> Timeline:
    """Events by month or year of their first day, kept apart by how exactly the day is known.

    Without a ``unit``: months while the events span at most two years, else years.
    """
    dated = events[events["date"].notna()]
    if unit is None:
        exact = dated[dated["date_precision"] != "year"]
        months = 0 if exact.empty else (exact["date"].max() - exact["date"].min()).days / 30.4
        unit = "year" if exact.empty or months > 24 else "month"
    coarse = dated["date_precision"] == "year" if unit == "month" else pd.Series(False, index=dated.index)
    placed = dated[~coarse]
    starts = placed["date"].dt.to_period("M" if unit == "month" else "Y").dt.start_time
    counts = placed.assign(period=starts).groupby(["period", "date_precision"]).size().rename("events").reset_index()
    return Timeline(unit, counts.rename(columns={"date_precision": "precision"}),
                    len(events) - len(dated), int(coarse.sum()))


def organisations(events: pd.DataFrame) -> pd.DataFrame:
    """One row an organisation: name, kind (its most frequent), events, cities, domains; most events first."""
    names = ["name", "kind", "role", "events", "cities", "domains"]
    partners = _partners(events)
    if partners.empty:
        return pd.DataFrame(columns=names)
    once = partners.drop_duplicates(["event_id", "name"])
    found = once.groupby("name").agg(events=("event_id", "size"), kind=("kind", _most_frequent),
                                     role=("role", _most_frequent))
    for column, name in (("city", "cities"), ("domain", "domains")):
        values = once[["event_id", "name"]].merge(long(events, column), on="event_id")
        found[name] = values.groupby("name")["value"].nunique()
    found = found.fillna({"cities": 0, "domains": 0}).astype({"cities": int, "domains": int}).reset_index()
    return found.sort_values(["events", "name"], ascending=[False, True], ignore_index=True)[names]


def _partners(events: pd.DataFrame) -> pd.DataFrame:
    """One row a partner of an event: event_id, name, kind, role."""
    rows = [(event, name, kind, role)
            for event, names, kinds, roles in zip(events["event_id"], events["partners"], events["partner_kinds"],
                                                  events["partner_roles"], strict=True)
            for name, kind, role in zip(names, kinds, roles, strict=True)]
    return pd.DataFrame(rows, columns=["event_id", "name", "kind", "role"])


def partners_of(event: pd.Series) -> list[tuple[str, str, str]]:
    """(name, kind, role) of each partner of one event."""
    return list(zip(event["partners"], event["partner_kinds"], event["partner_roles"], strict=True))


def _most_frequent(values: pd.Series) -> str:
    return values.value_counts(sort=True).index[0] if values.notna().any() else "other"


def roles_of(events: pd.DataFrame, name: str) -> pd.DataFrame:
    """value (a role) and events of one organisation."""
    partners = _partners(events)
    mine = partners[partners["name"] == name].drop_duplicates(["event_id", "role"])
    return count_by(mine.assign(role=mine["role"]), "role")


def beside(events: pd.DataFrame, name: str) -> pd.DataFrame:
    """value (another organisation) and the events in which it stands beside ``name``."""
    mine = events[_has_any(events["partners"], [name])]
    counts = count_by(mine, "partners")
    return counts[counts["value"] != name].reset_index(drop=True)


def newest(events: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The latest events first; the undated are not among them."""
    return events[events["date"].notna()].sort_values(["date", "primary"], ascending=False, kind="stable").head(limit)


def ordered(events: pd.DataFrame) -> pd.DataFrame:
    """The latest events first, the undated last."""
    return events.sort_values("date", ascending=False, na_position="last", kind="stable")


def with_money(events: pd.DataFrame) -> pd.DataFrame:
    """The events that state an amount, largest known bound first within their kind and currency."""
    rows = events[events["amount_min"].notna() | events["amount_max"].notna()].copy()
    rows["currency"] = rows["currency"].fillna("")
    rows["amount_kind"] = rows["amount_kind"].fillna("other")
    rows["size"] = rows[["amount_min", "amount_max"]].max(axis=1)
    return rows.sort_values(["currency", "amount_kind", "size"], ascending=[True, True, False], kind="stable")


def sum_amounts(events: pd.DataFrame) -> pd.DataFrame:
    """Amounts of one kind in one currency: amount_kind, currency, events, low, high, open_low, open_high.

    ``low`` and ``high`` add the lower and the upper bounds; ``open_low`` and ``open_high`` count the amounts that
    have no such bound, so that the sum is “at least” or “at most”.
    """
    rows = with_money(events)
    groups = rows.groupby(["amount_kind", "currency"])
    found = groups.agg(events=("event_id", "size"), low=("amount_min", "sum"), high=("amount_max", "sum"),
                       open_low=("amount_min", lambda bounds: int(bounds.isna().sum())),
                       open_high=("amount_max", lambda bounds: int(bounds.isna().sum()))).reset_index()
    found["home"] = found["currency"] == "CNY"
    return found.sort_values(["home", "currency", "events", "amount_kind"], ascending=[False, True, False, True],
                             ignore_index=True).drop(columns="home")


def key_figures(events: pd.DataFrame) -> dict[str, int]:
    """What the overview counts: events, stories, cities, organisations, with an amount, undated."""
    return {"events": len(events), "stories": events["story_id"].nunique(),
            "cities": long(events, "city")["value"].nunique(),
            "organisations": long(events, "partners")["value"].nunique(),
            "with_money": len(with_money(events)), "undated": int(events["date"].isna().sum())}


def values(events: pd.DataFrame, column: str) -> list[str]:
    """The values of a column as a filter offers them: most events first."""
    return count_by(events, column)["value"].tolist()


def marks(length: int, evidence: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """A text cut where spans begin or end: (start, end, indices of the spans that cover it).

    ``evidence`` holds (start, end, index); a span outside the text is cut to it.

    >>> marks(6, [(1, 4, 0), (3, 5, 1)])
    [(0, 1, ()), (1, 3, (0,)), (3, 4, (0, 1)), (4, 5, (1,)), (5, 6, ())]
    """
    spans = [(max(0, start), min(length, end), index) for start, end, index in evidence]
    cuts = sorted({0, length, *(start for start, end, _ in spans if start < end),
                   *(end for start, end, _ in spans if start < end)})
    return [(left, right, tuple(index for start, end, index in spans if start <= left and right <= end))
            for left, right in pairwise(cuts)]
