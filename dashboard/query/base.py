"""All events of one build, laid out for counting: each column as pairs sorted by value, or as one bit an event.

The table stays in Arrow, a tenth the size of a frame; what is worked out from it is worked out once a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DIMENSIONS = ("domain", "partners", "region", "province", "city", "event_type")
PRECISIONS = ("day", "month", "year")
FEW = 64
"""Of so many values, each may have a bit for every event of the table."""
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Long:
    """One column as pairs of an event and a value, no pair twice, those of one value side by side."""

    values: np.ndarray
    """The distinct values, sorted; each has a pair."""
    rows: np.ndarray
    """The position of the event of each pair, ascending within a value."""
    first: np.ndarray
    """Whether the pair holds the first value that the event lists."""
    starts: np.ndarray
    """Where the pairs of each value begin, and one more: where those of the last end."""

    @property
    def codes(self) -> np.ndarray:
        """The position of the value of each pair in ``values``."""
        return np.repeat(np.arange(len(self.values), dtype=np.int32), np.diff(self.starts))

    def rows_of(self, wanted: Sequence[str]) -> Iterator[np.ndarray]:
        """The positions of the events of each wanted value that is there."""
        for value, code in zip(wanted, np.searchsorted(self.values, np.array(list(wanted), dtype=object)), strict=True):
            if code < len(self.values) and self.values[code] == value:
                yield self.rows[self.starts[code]:self.starts[code + 1]]

    def sums(self, of_pairs: np.ndarray) -> np.ndarray:
        """What the pairs of each value add up to."""
        return np.add.reduceat(of_pairs, self.starts[:-1], dtype=float if of_pairs.dtype.kind == "f" else np.int64)


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
        def encoded() -> tuple[np.ndarray, list[str]]:
            found = pc.fill_null(self.table[column], "").combine_chunks().dictionary_encode()
            return found.indices.to_numpy(), found.dictionary.to_pylist()
        return self._once(("codes", column), encoded)

    def shares(self, column: str) -> np.ndarray:
        """For each pair of a column one divided by the number of values of its event."""
        rows = self.longs[column].rows  # as short floats, which add up exactly: equal sums stay equal in any order
        return self._once(("shares", column), lambda: (1 / np.bincount(rows, minlength=len(self))[rows]).astype(np.float32))

    def bitmaps(self, column: str) -> np.ndarray:
        """For each value of a column with few, one bit an event: a million events are counted in microseconds."""
        long = self.longs[column]

        def found() -> np.ndarray:
            bits = [packed(mask_of(len(self), [rows])) for rows in long.rows_of(long.values)]
            return np.array(bits, dtype=np.uint64).reshape(len(long.values), -(-len(self) // 64))
        return self._once(("bitmaps", column), found)

    @property
    def stated(self) -> np.ndarray:
        """Which events state an amount."""
        return self._once("stated", lambda: ~(np.isnan(self.low) & np.isnan(self.high)))

    @property
    def by_age(self) -> np.ndarray:
        """The positions of all events, the latest first, the undated last, those of one day in the table's order."""
        def order() -> np.ndarray:
            age = -self.days.astype(np.int64).astype(float)  # what is undated is oldest of all
            return np.argsort(age, kind="stable").astype(np.int32)
        return self._once("by age", order)

    @property
    def moments(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The different (precision, first day), of which there are few, and the position of each event's among them."""
        def found() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            steps = len(PRECISIONS) + 1
            days = np.where(np.isnat(self.days), 0, self.days.astype(np.int64))
            codes, different = pd.factorize(days * steps + self.precision)
            return different % steps, (different // steps).astype("datetime64[D]"), codes.astype(np.int32)
        return self._once("moments", found)

    def _once(self, key: object, answer: Callable[[], Answer]) -> Answer:
        if key not in self.memo:
            self.memo[key] = answer()
        return self.memo[key]


def mask_of(length: int, rows: Sequence[np.ndarray]) -> np.ndarray:
    """A mask over so many events that is true at the given positions."""
    found = np.zeros(length, dtype=bool)
    for some in rows:
        found[some] = True
    return found


def packed(mask: np.ndarray) -> np.ndarray:
    """A mask as bits, 64 in a number.

    >>> packed(np.array([True, False, True])).tolist()
    [5]
    """
    bits = np.packbits(mask, bitorder="little")
    return np.pad(bits, (0, -len(bits) % 8)).view(np.uint64)


def prepared(events: pa.Table, stories: pa.Table) -> Base:
    """The events of a build, ready to be asked."""
    days, ends = _days(events["date"]), _days(events["date_end"])
    known = pc.index_in(events["date_precision"], value_set=pa.array(PRECISIONS)).to_pandas().to_numpy(dtype=float)
    precision = np.where(np.isnan(known) | np.isnat(days), len(PRECISIONS), known).astype(np.int8)
    story_of = pc.index_in(events["story_id"], value_set=stories["story_id"].combine_chunks())
    low, high = (events[name].to_pandas().to_numpy(dtype=float) for name in ("amount_min", "amount_max"))
    return Base(events, stories, {column: _long(events[column]) for column in DIMENSIONS}, days,
                _last_days(days, ends, precision), precision, low, high,
                pc.fill_null(story_of, -1).to_numpy().astype(np.int64))


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
    rows, codes = rows.astype(np.intp), place[encoded.indices.to_numpy()]
    once = ~pd.Series(rows * max(len(names), 1) + codes).duplicated().to_numpy()
    rows, codes = rows[once], codes[once]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = rows[1:] != rows[:-1]
    together = np.argsort(codes.astype(np.uint16) if len(names) < 1 << 16 else codes, kind="stable")
    starts = np.searchsorted(codes[together], np.arange(len(names) + 1))
    return Long(names[order], rows[together], first[together], starts)
