"""How much: amounts of different kinds or currencies never meet in one sum, and a range stays a range."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.query.events import Events

HOME = "CNY"


def stated(events: Events) -> Events:
    """The events that state an amount, largest known bound first."""
    return events.remembered("stated", lambda: _stated(events))


def _stated(events: Events) -> Events:
    size = sizes(events)
    there = np.flatnonzero(~np.isnan(size))
    return events.take(there[np.argsort(-size[there], kind="stable")])


def with_money(events: Events, limit: int | None = None) -> pd.DataFrame:
    """The same as pandas, at most ``limit``, by currency and kind, with their largest known bound as ``size``."""
    found = stated(events).take(slice(limit))
    kinds, currencies = _group(found)
    rows = found.frame.assign(currency=currencies, amount_kind=kinds, size=sizes(found))
    return rows.sort_values(["currency", "amount_kind", "size"], ascending=[True, True, False], kind="stable")


def sizes(events: Events) -> np.ndarray:
    """The largest known bound of each event's amount; NaN where there is none."""
    return np.fmax(events.base.low[events.rows], events.base.high[events.rows])


def of_kind(events: Events, kind: str, currency: str) -> Events:
    """The amounts of one kind in one currency, largest first; ``other`` and ``""`` hold what says none."""
    found = stated(events)
    kinds, currencies = _group(found)
    return found.take((kinds == kind) & (currencies == currency))


def _group(events: Events) -> tuple[np.ndarray, np.ndarray]:
    """The kind and the currency of each event's amount."""
    texts = []
    for column, missing in (("amount_kind", "other"), ("currency", "")):
        codes, names = events.base.codes(column)
        texts.append(np.array([name or missing for name in names] or [missing], dtype=object)[codes[events.rows]])
    return texts[0], texts[1]


def sum_amounts(events: Events) -> pd.DataFrame:
    """Amounts of one kind in one currency: amount_kind, currency, events, low, high, open_low, open_high.

    ``low`` and ``high`` add the lower and the upper bounds; ``open_low`` and ``open_high`` count the amounts that
    have no such bound, so that the sum is “at least” or “at most”.
    """
    found = stated(events)
    kinds, currencies = _group(found)
    rows = pd.DataFrame({"amount_kind": kinds, "currency": currencies, "low": found.base.low[found.rows],
                         "high": found.base.high[found.rows]})
    rows = rows.assign(open_low=rows["low"].isna(), open_high=rows["high"].isna(), events=1)
    sums = rows.groupby(["amount_kind", "currency"], as_index=False).sum()
    sums = sums.astype({"events": int, "open_low": int, "open_high": int}).assign(home=sums["currency"] == HOME)
    return sums.sort_values(["home", "currency", "events", "amount_kind"], ascending=[False, True, False, True],
                            ignore_index=True).drop(columns="home")


def least_by(events: Events, column: str, kind: str, currency: str = HOME) -> pd.DataFrame:
    """value and amount: for each value of ``column`` the sum of what its events state at least, of one kind.

    An upper bound alone says nothing of the least and adds nothing; each event counts fully under each of its values.
    """
    return events.remembered(("least", column, kind, currency), lambda: _least_by(events, column, kind, currency))


def _least_by(events: Events, column: str, kind: str, currency: str) -> pd.DataFrame:
    long, keep = events.pairs(column)
    right = np.ones(len(events.base), dtype=bool)
    for name, wanted in (("amount_kind", kind), ("currency", currency)):
        codes, names = events.base.codes(name)
        right &= codes == names.index(wanted) if wanted in names else False
    least = np.where(right, np.nan_to_num(events.base.low), 0.0)
    sums = np.bincount(long.codes[keep], weights=least[long.rows[keep]], minlength=len(long.values))
    there = np.flatnonzero(sums > 0)
    order = there[np.argsort(-sums[there], kind="stable")]
    return pd.DataFrame({"value": pd.Series(long.values[order], dtype="object"), "amount": sums[order]})
