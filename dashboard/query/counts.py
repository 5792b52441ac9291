"""How many: an event is one event in every total, and stands once under each of its values.

Three ways of counting under values: ``each`` (fully under each), ``main`` (under the first one only), ``split`` (an
equal part under each). The total never changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.query.base import FEW
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
    long = events.base.longs[column]
    if counting == "each" and len(long.values) <= FEW:
        return long.values, np.bitwise_count(events.base.bitmaps(column) & events.bits).sum(axis=1, dtype=np.int64)
    keep = events.mask[long.rows]
    if counting == "main":
        keep &= long.first
    return long.values, long.sums(keep * events.base.shares(column) if counting == "split" else keep)


def _ranked(values: np.ndarray, numbers: np.ndarray) -> pd.DataFrame:
    there = np.flatnonzero(numbers)
    order = there[np.lexsort((there, -numbers[there]))]
    return pd.DataFrame({"value": pd.Series(values[order], dtype="object"), "events": numbers[order]})


def breakdown(events: Events, column: str) -> Breakdown:
    """The sum line of a page: events, appearances, and events without a value."""
    long, keep = events.pairs(column)
    with_one = int((keep & long.first).sum())
    return Breakdown(len(events), int(keep.sum()), len(events) - with_one)


def crossed(events: Events, rows: str, columns: str) -> pd.DataFrame:
    """Events for each pair of values of two columns, as a grid with zeros; both have few values."""
    return events.remembered(("crossed", rows, columns), lambda: _crossed(events, rows, columns))


def _crossed(events: Events, rows: str, columns: str) -> pd.DataFrame:
    base, across = events.base, events.base.longs[columns].values
    if len(across) > FEW_VALUES:
        raise ValueError(f"{columns} has more than {FEW_VALUES} values")
    chosen = base.bitmaps(columns) & events.bits
    numbers = [np.bitwise_count(row & chosen).sum(axis=1, dtype=np.int64) for row in base.bitmaps(rows)]
    grid = pd.DataFrame(np.array(numbers, dtype=np.int64).reshape(len(numbers), len(across)),
                        index=pd.Index(base.longs[rows].values, dtype="object"), columns=list(across))
    grid = grid[count_by(events, columns)["value"].tolist()]
    return grid[grid.sum(axis=1) > 0] if len(grid.columns) else grid.iloc[:0]


def key_figures(events: Events) -> dict[str, int]:
    """What the overview counts: events, stories, cities, organisations, with an amount, undated."""
    return events.remembered("figures", lambda: _key_figures(events))


def _key_figures(events: Events) -> dict[str, int]:
    base, told = events.base, np.zeros(events.base.stories.num_rows + 1, dtype=bool)
    told[base.story_of[events.rows]] = True  # a story that is missing is the last
    return {"events": len(events), "stories": int(told.sum()), "cities": len(count_by(events, "city")),
            "organisations": len(count_by(events, "partners")),
            "with_money": int((base.stated & events.mask).sum()),
            "undated": int((np.isnat(base.days) & events.mask).sum())}


def values(events: Events, column: str) -> list[str]:
    """The values of a column as a filter offers them: most events first."""
    return count_by(events, column)["value"].tolist()
