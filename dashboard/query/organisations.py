"""Who: organisations with their kinds, roles, cities and companions."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from dashboard.query import counts
from dashboard.query.base import Base
from dashboard.query.events import Events


def organisations(events: Events) -> pd.DataFrame:
    """One row an organisation: name, kind (its most frequent), events, cities, domains; most events first."""
    return events.remembered("organisations", lambda: _organisations(events))


def _organisations(events: Events) -> pd.DataFrame:
    found = counts.count_by(events, "partners").rename(columns={"value": "name"})
    kinds = kinds_of(events.base)
    found["kind"] = pd.Series([kinds.get(name, "other") for name in found["name"]], dtype="object")
    for column, name in (("city", "cities"), ("domain", "domains")):
        distinct = _distinct(events, column)
        found[name] = [int(distinct.get(one, 0)) for one in found["name"]]
    return found[["name", "kind", "events", "cities", "domains"]]


def distinct_by(events: Events, column: str) -> pd.DataFrame:
    """value and events: how many different organisations stand in the events of each value of ``column``."""
    return _distinct(events, "partners", of=column).rename_axis("value").rename("events").reset_index().sort_values(
        ["events", "value"], ascending=[False, True], ignore_index=True)


def _distinct(events: Events, column: str, of: str = "partners") -> pd.Series:
    """Value of ``of`` → how many different values of ``column`` its events have."""
    left, keep = events.pairs(of)
    right, other = events.pairs(column)
    pairs = pd.DataFrame({"row": left.rows[keep], "left": left.codes[keep]}).merge(
        pd.DataFrame({"row": right.rows[other], "right": right.codes[other]}), on="row")
    once = pairs[["left", "right"]].drop_duplicates()
    numbers = once["left"].value_counts()
    return pd.Series(numbers.to_numpy(), index=pd.Index(left.values[numbers.index.to_numpy()], dtype="object"))


def kinds_of(base: Base) -> dict[str, str]:
    """Organisation → the kind that its events give it most often."""
    if "kinds" not in base.memo:
        pairs = pa.table({"name": base.table["partners"].combine_chunks().flatten(),
                          "kind": base.table["partner_kinds"].combine_chunks().flatten()})
        numbers = pairs.group_by(["name", "kind"]).aggregate([([], "count_all")]).to_pandas()
        best = numbers.sort_values(["count_all", "kind"], ascending=[False, True]).drop_duplicates("name")
        base.memo["kinds"] = dict(zip(best["name"], best["kind"], strict=True))
    return base.memo["kinds"]


def _partners(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a partner of an event: event_id, name, kind, role."""
    rows = [(event, name, kind, role)
            for event, names, kinds, roles in zip(frame["event_id"], frame["partners"], frame["partner_kinds"],
                                                  frame["partner_roles"], strict=True)
            for name, kind, role in zip(names, kinds, roles, strict=True)]
    return pd.DataFrame(rows, columns=["event_id", "name", "kind", "role"])


def partners_of(event: pd.Series) -> list[tuple[str, str, str]]:
    """(name, kind, role) of each partner of one event."""
    return list(zip(event["partners"], event["partner_kinds"], event["partner_roles"], strict=True))


def roles_of(events: Events, name: str) -> pd.DataFrame:
    """value (a role) and events of one organisation, most first."""
    partners = _partners(events.with_value("partners", name).frame)
    mine = partners[partners["name"] == name].drop_duplicates(["event_id", "role"])
    numbers = mine["role"].value_counts().rename_axis("value").rename("events").reset_index()
    return numbers.sort_values(["events", "value"], ascending=[False, True], ignore_index=True)


def beside(events: Events, name: str) -> pd.DataFrame:
    """value (another organisation) and the events in which it stands beside ``name``."""
    found = counts.count_by(events.with_value("partners", name), "partners")
    return found[found["value"] != name].reset_index(drop=True)


def together(events: Events, limit: int = 10, crowd: int = 12) -> list[tuple[str, str, int]]:
    """(one, other, events) of the pairs that stand in most events; an event with a ``crowd`` makes no pair special."""
    long, keep = events.pairs("partners")
    pairs = pd.DataFrame({"row": long.rows[keep], "code": long.codes[keep]})
    sizes = pairs.groupby("row")["code"].transform("size")
    pairs = pairs[(sizes > 1) & (sizes <= crowd)]
    both = pairs.merge(pairs, on="row", suffixes=("_one", "_other"))
    numbers = both[both["code_one"] < both["code_other"]].groupby(["code_one", "code_other"]).size()
    top = numbers.sort_values(ascending=False, kind="stable").head(limit)
    return [(long.values[one], long.values[other], int(number)) for (one, other), number in top.items() if number > 1]
