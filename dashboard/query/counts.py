"""How many: an event is one event in every total, and stands once under each of its values.

Three ways of counting under values: ``each`` (fully under each), ``main`` (under the first one only), ``split`` (an
equal part under each). The total never changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.query.events import Events, Long

COUNTINGS = ("each", "main", "split")


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
    long, keep = events.pairs(rows)
    other, _ = events.pairs(columns)
    found = {}
    for value in count_by(events, columns)["value"]:
        inside = _rows_with(other, value, len(events.base))
        found[value] = np.bincount(long.codes[keep & inside[long.rows]], minlength=len(long.values))
    grid = pd.DataFrame(found, index=pd.Index(long.values, dtype="object"))
    return grid[grid.sum(axis=1) > 0] if len(grid.columns) else grid.iloc[:0]


def _rows_with(long: Long, value: str, length: int) -> np.ndarray:
    found = np.zeros(length, dtype=bool)
    found[long.rows[long.code_of([value])[long.codes]]] = True
    return found


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
