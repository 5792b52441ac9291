"""How many: an event is one event in every total, and stands once under each of its values.

Three ways of counting under values: ``each`` (fully under each), ``main`` (under the first one only), ``split`` (an
equal part under each). The total never changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.query.events import Events

COUNTINGS = ("each", "main", "split")
FEW_VALUES = 12
"""Columns of a grid; what has more is no grid that a person reads."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How the events of a page spread over the values of one column."""

    total: int
    """Events, each once."""
    shown: int
    """Appearances under a value: more than the events where some have several values."""
    without: int
    """Events that have no value."""


def count_by(events: Events, column: str, counting: str = "each") -> pd.DataFrame:
    """value and events, most first, ties in the order of the values."""
    return events.remembered(("count", column, counting), lambda: _ranked(*_tally(events, column, counting)))


def _tally(events: Events, column: str, counting: str) -> tuple[np.ndarray, np.ndarray]:
    long, keep = events.pairs(column)
    if counting == "split":
        return long.values, np.bincount(long.codes[keep], weights=long.share[keep], minlength=len(long.values))
    if counting == "main":
        keep = keep & long.first
    return long.values, np.bincount(long.codes[keep], minlength=len(long.values))


def _ranked(values: np.ndarray, numbers: np.ndarray) -> pd.DataFrame:
    there = np.flatnonzero(numbers)
    order = there[np.lexsort((there, -numbers[there]))]
    return pd.DataFrame({"value": pd.Series(values[order], dtype="object"), "events": numbers[order]})


def breakdown(events: Events, column: str) -> Breakdown:
    """The sum line of a page: events, appearances, and events without a value."""
    _, keep = events.pairs(column)
    with_one = int((keep & events.base.longs[column].first).sum())
    return Breakdown(len(events), int(keep.sum()), len(events) - with_one)


def crossed(events: Events, rows: str, columns: str) -> pd.DataFrame:
    """Events for each pair of values of two columns, as a grid with zeros; ``columns`` has few values."""
    return events.remembered(("crossed", rows, columns), lambda: _crossed(events, rows, columns))


def _crossed(events: Events, rows: str, columns: str) -> pd.DataFrame:
    long, keep = events.pairs(rows)
    across = events.base.longs[columns].values
    if len(across) > FEW_VALUES:
        raise ValueError(f"{columns} has more than {FEW_VALUES} values")
    # one look at the pairs, not one a value: each pair's other values are one number, bit by bit
    together = (long.codes[keep].astype(np.int64) << len(across)) | events.bits(columns)[long.rows[keep]]
    numbers = np.bincount(together, minlength=len(long.values) << len(across)).reshape(len(long.values), 1 << len(across))
    has = np.arange(1 << len(across))[:, None] >> np.arange(len(across)) & 1
    grid = pd.DataFrame(numbers @ has, index=pd.Index(long.values, dtype="object"), columns=list(across))
    grid = grid[count_by(events, columns)["value"].tolist()]
    return grid[grid.sum(axis=1) > 0] if len(grid.columns) else grid.iloc[:0]


def key_figures(events: Events) -> dict[str, int]:
    """What the overview counts: events, stories, cities, organisations, with an amount, undated."""
    return events.remembered("figures", lambda: _key_figures(events))


def _key_figures(events: Events) -> dict[str, int]:
    base, rows = events.base, events.rows
    stories = np.count_nonzero(np.bincount(base.story_of[rows] + 1))  # a story that is missing is story 0
    stated = ~(np.isnan(base.low[rows]) & np.isnan(base.high[rows]))
    return {"events": len(events), "stories": int(stories), "cities": len(count_by(events, "city")),
            "organisations": len(count_by(events, "partners")), "with_money": int(stated.sum()),
            "undated": int(np.isnat(base.days[rows]).sum())}


def values(events: Events, column: str) -> list[str]:
    """The values of a column as a filter offers them: most events first."""
    return count_by(events, column)["value"].tolist()
