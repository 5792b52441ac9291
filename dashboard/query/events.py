"""The events as questions need them: a choice of rows on top of all, answers kept beside the choice.

Only the rows that someone looks at become pandas.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.query.base import PRECISIONS, Base, Long, mask_of, packed
from dashboard.query.base import prepared as base_of
from etl import table

FEW = 64
"""Rows that are quicker cut out of a large table one by one."""
Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Events:
    """Some events of a base, in its order; ``memo`` keeps answers, for the same choice is asked again and again."""

    base: Base
    rows: np.ndarray
    memo: dict[Any, Any] = field(default_factory=dict)
    asking: threading.RLock = field(default_factory=threading.RLock)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def mask(self) -> np.ndarray:
        """Over all events of the base: which are among these."""
        return mask_of(len(self.base), [self.rows])

    @cached_property
    def bits(self) -> np.ndarray:
        """The same as bits."""
        return packed(self.mask)

    @cached_property
    def ascending(self) -> bool:
        """Whether they stand in the order of the base."""
        return bool((self.rows[1:] > self.rows[:-1]).all())

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as pandas, lists as tuples; dear where they are many."""
        return self.only(tuple(self.base.table.column_names))

    def only(self, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of the rows, ``date`` and its precision among them, as pandas."""
        found = table.pandas("events", self._taken(columns))
        precision = found["date_precision"].astype(object)
        found["date_precision"] = precision.where(found["date"].notna() & precision.isin(PRECISIONS), "missing")
        return found

    def _taken(self, columns: Sequence[str]) -> pa.Table:
        """These rows of the table; a few are cut out one by one, for ``take`` first joins each column into one piece."""
        some = self.base.table.select(list(columns))
        if 0 < len(self.rows) <= FEW:
            return pa.concat_tables([some.slice(row, 1) for row in self.rows.tolist()])
        return some.take(pa.array(self.rows))

    def column(self, name: str) -> np.ndarray:
        """One column of these events; a day as ``datetime64``, a list as a list, what is missing as None."""
        if name == "date":
            return self.base.days[self.rows]
        found = self.base.table[name].take(pa.array(self.rows)).to_pylist()
        values = np.empty(len(found), dtype=object)
        values[:] = found
        return values

    def take(self, keep: np.ndarray) -> Events:
        """Those of these events that ``keep``, a mask or positions, names."""
        return Events(self.base, self.rows[keep])

    def among(self, mask: np.ndarray) -> Events:
        """Those of these events that ``mask``, over all events of the base, names."""
        if not self.ascending:
            return self.take(mask[self.rows])
        return Events(self.base, np.flatnonzero(self.mask & mask).astype(np.int32))

    def with_value(self, column: str, value: str) -> Events:
        """Those of these events that have ``value`` in ``column``."""
        return self.remembered(("with", column, value), lambda: self.among(has(self.base, column, [value])))

    def pairs(self, column: str) -> tuple[Long, np.ndarray]:
        """The pairs of ``column`` and which of them belong to these events."""
        long = self.base.longs[column]
        return long, self.mask[long.rows]

    def remembered(self, key: object, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question that was asked before, or the answer now; who asks it meanwhile waits for that one."""
        if key not in self.memo:
            with self.asking:
                if key not in self.memo:
                    self.memo[key] = answer()
        return self.memo[key]


def has(base: Base, column: str, wanted: Sequence[str]) -> np.ndarray:
    """Over all events of a base: which have any of the values."""
    return mask_of(len(base), base.longs[column].rows_of(wanted))


def prepared(events: pa.Table, stories: pa.Table) -> Events:
    """All events of a build, ready to be asked."""
    found = base_of(events, stories)
    return Events(found, np.arange(len(found), dtype=np.int32))
