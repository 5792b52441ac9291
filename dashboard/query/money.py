"""How much: amounts of different kinds or currencies never meet in one sum, and a range stays a range."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.query.events import Events


def with_money(events: Events) -> pd.DataFrame:
    """The events that state an amount, largest known bound first within their kind and currency."""
    return events.remembered("money", lambda: _with_money(events))


def _with_money(events: Events) -> pd.DataFrame:
    rows = events.take(events.base.money[events.rows]).frame.copy()
    rows["currency"] = rows["currency"].fillna("")
    rows["amount_kind"] = rows["amount_kind"].fillna("other")
    rows["size"] = rows[["amount_min", "amount_max"]].max(axis=1)
    return rows.sort_values(["currency", "amount_kind", "size"], ascending=[True, True, False], kind="stable")


def sum_amounts(events: Events) -> pd.DataFrame:
    """Amounts of one kind in one currency: amount_kind, currency, events, low, high, open_low, open_high.

    ``low`` and ``high`` add the lower and the upper bounds; ``open_low`` and ``open_high`` count the amounts that
    have no such bound, so that the sum is “at least” or “at most”.
    """
    groups = with_money(events).groupby(["amount_kind", "currency"])
    found = groups.agg(events=("event_id", "size"), low=("amount_min", "sum"), high=("amount_max", "sum"),
                       open_low=("amount_min", lambda bounds: int(bounds.isna().sum())),
                       open_high=("amount_max", lambda bounds: int(bounds.isna().sum()))).reset_index()
    found["home"] = found["currency"] == "CNY"
    return found.sort_values(["home", "currency", "events", "amount_kind"], ascending=[False, True, False, True],
                             ignore_index=True).drop(columns="home")


def least_by(events: Events, column: str, kind: str, currency: str = "CNY") -> pd.DataFrame:
    """value and amount: for each value of ``column`` the sum of what its events state at least, of one kind.

    An upper bound alone says nothing of the least and adds nothing; each event counts fully under each of its values.
    """
    long, keep = events.pairs(column)
    frame = events.base.frame
    right = ((frame["amount_kind"] == kind) & (frame["currency"] == currency)).to_numpy(dtype=bool)
    least = np.where(right, frame["amount_min"].fillna(0).to_numpy(dtype=float), 0.0)
    sums = np.bincount(long.codes[keep], weights=least[long.rows[keep]], minlength=len(long.values))
    there = np.flatnonzero(sums > 0)
    order = there[np.argsort(-sums[there], kind="stable")]
    return pd.DataFrame({"value": pd.Series(long.values[order], dtype="object"), "amount": sums[order]})
