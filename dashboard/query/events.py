"""The events as questions need them: whole columns once, a choice of rows on top, answers kept beside the choice.

The table stays in Arrow, a tenth the size of a frame; only the rows that someone looks at become pandas.
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
import pyarrow.compute as pc

from etl import table

DIMENSIONS = ("domain", "partners", "region", "province", "city", "event_type")
PRECISIONS = ("day", "month", "year")
FEW = 64
"""Rows that are quicker cut out of a large table one by one."""
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Long:
    """One column as pairs of an event and a value, no pair twice: what counting and filtering work on."""

    values: np.ndarray
    """The distinct values, sorted."""
    rows: np.ndarray
    """The position of the event of each pair."""
    codes: np.ndarray
    """The position of the value of each pair in ``values``."""
    first: np.ndarray
    """Whether the pair holds the first value that the event lists."""
    share: np.ndarray
    """One divided by the number of values of the event."""

    def code_of(self, wanted: Sequence[str]) -> np.ndarray:
        """Which of the values are wanted, as a mask over ``values``."""
        return np.isin(self.values, np.array(list(wanted), dtype=object))


@dataclass(frozen=True, eq=False)
class Base:
    """All events of one build."""

    table: pa.Table
    stories: pa.Table
    longs: dict[str, Long]
    days: np.ndarray
    """The first day of each event; NaT where it is undated."""
    last_days: np.ndarray
    """The last day that it may mean."""
    precision: np.ndarray
    """How exactly the day is known, as a position in ``PRECISIONS``; one beyond the last for undated."""
    low: np.ndarray
    high: np.ndarray
    """The bounds of each event's amount; NaN where there is none."""
    story_of: np.ndarray
    """The position of the story of each event; -1 where it is missing."""
    memo: dict[Any, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.table.num_rows

    def codes(self, column: str) -> tuple[np.ndarray, list[str]]:
        """A column of one text an event as positions in a list of its texts; what is missing is ``""``."""
        if ("codes", column) not in self.memo:
            found = pc.fill_null(self.table[column], "").combine_chunks().dictionary_encode()
            self.memo["codes", column] = found.indices.to_numpy(), found.dictionary.to_pylist()
        return self.memo["codes", column]


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
        found = np.zeros(len(self.base), dtype=bool)
        found[self.rows] = True
        return found

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

    def with_value(self, column: str, value: str) -> Events:
        """Those of these events that have ``value`` in ``column``."""
        return self.remembered(("with", column, value), lambda: self.take(has(self.base, column, [value])[self.rows]))

    def pairs(self, column: str) -> tuple[Long, np.ndarray]:
        """The pairs of ``column`` and which of them belong to these events."""
        long = self.base.longs[column]
        return long, self.mask[long.rows]

    def bits(self, column: str) -> np.ndarray:
        """For each event of the base, which values of a column with few it has: bit 0 for the first, and so on."""
        if ("bits", column) not in self.base.memo:
            long = self.base.longs[column]
            found = np.zeros(len(self.base), dtype=np.int32)
            for code in range(len(long.values)):
                found[long.rows[long.codes == code]] |= 1 << code
            self.base.memo["bits", column] = found
        return self.base.memo["bits", column]

    def remembered(self, key: object, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question that was asked before, or the answer now; who asks it meanwhile waits for that one."""
        if key not in self.memo:
            with self.asking:
                if key not in self.memo:
                    self.memo[key] = answer()
        return self.memo[key]


def has(base: Base, column: str, wanted: Sequence[str]) -> np.ndarray:
    """Over all events of a base: which have any of the values."""
    long = base.longs[column]
    found = np.zeros(len(base), dtype=bool)
    found[long.rows[long.code_of(wanted)[long.codes]]] = True
    return found


def prepared(events: pa.Table, stories: pa.Table) -> Events:
    """All events of a build, ready to be asked."""
    days, ends = _days(events["date"]), _days(events["date_end"])
    known = pc.index_in(events["date_precision"], value_set=pa.array(PRECISIONS)).to_pandas().to_numpy(dtype=float)
    precision = np.where(np.isnan(known) | np.isnat(days), len(PRECISIONS), known).astype(np.int8)
    story_of = pc.index_in(events["story_id"], value_set=stories["story_id"].combine_chunks())
    low, high = (events[name].to_pandas().to_numpy(dtype=float) for name in ("amount_min", "amount_max"))
    base = Base(events, stories, {column: _long(events[column]) for column in DIMENSIONS}, days,
                _last_days(days, ends, precision), precision, low, high,
                pc.fill_null(story_of, -1).to_numpy().astype(np.int64))
    return Events(base, np.arange(len(base), dtype=np.int32))


def _days(column: pa.ChunkedArray) -> np.ndarray:
    missing = np.iinfo(np.int64).min
    return pc.fill_null(column.cast(pa.int32()).cast(pa.int64()), missing).to_numpy().astype("datetime64[D]")


def _last_days(days: np.ndarray, ends: np.ndarray, precision: np.ndarray) -> np.ndarray:
    """The last day that each date may mean: a month lasts to its end, a year to its last day."""
    last = np.where(np.isnat(ends), days, ends)
    day = np.timedelta64(1, "D")
    for code, unit in ((PRECISIONS.index("month"), "M"), (PRECISIONS.index("year"), "Y")):
        known = precision == code
        last[known] = (last[known].astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - day
    return last


def _long(column: pa.ChunkedArray) -> Long:
    whole = column.combine_chunks()
    if pa.types.is_list(whole.type):
        rows, flat = pc.list_parent_indices(whole).to_numpy(), whole.flatten()
    else:
        rows, flat = np.flatnonzero(whole.is_valid().to_numpy(zero_copy_only=False)), whole.drop_null()
    encoded = flat.dictionary_encode()
    names = np.array(encoded.dictionary.to_pylist(), dtype=object)
    order = np.argsort(names) if len(names) else np.zeros(0, dtype=int)
    place = np.empty(len(names), dtype=np.int32)
    place[order] = np.arange(len(names))
    rows, codes = rows.astype(np.int32), place[encoded.indices.to_numpy()]
    once = ~pd.Series(rows.astype(np.int64) * max(len(names), 1) + codes).duplicated().to_numpy()
    rows, codes = rows[once], codes[once]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = rows[1:] != rows[:-1]
    sizes = np.bincount(rows, minlength=len(whole)) if len(rows) else np.zeros(len(whole))
    return Long(names[order], rows, codes, first, (1 / sizes[rows]).astype(np.float32))
