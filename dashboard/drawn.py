"""Charts that a page draws itself, as data: bars, events over time, a grid; ``assets/drawn.js`` makes SVG of it.

They stand before Plotly's 1.4 MB would have come, and are drawn anew in a few milliseconds; what needs more than they
offer (maps, ranges of money) stays a Plotly figure.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard import charts, query
from dashboard.words import cut

Drawing = dict[str, Any]
"""What ``assets/drawn.js`` draws; its ``shape`` says how."""
LABELLED = 36
"""Of so many bars over time, each may carry its number."""


def bars(names: Sequence[str], counts: Sequence[float], written: Sequence[str], ids: Sequence[str], axis: str,
         colours: Sequence[str] | None = None, narrow: bool = False) -> Drawing:
    """Lying bars, the first on top, the number at the end of each; ``ids`` come back from a click.

    ``narrow`` is for a quarter of a page: shorter names.
    """
    return {"shape": "bars", "names": [cut(name, 28 if narrow else 40) for name in names], "numbers": list(counts),
            "ids": list(ids), "tips": [f"{name}: {number}" for name, number in zip(names, written, strict=True)],
            "written": list(written), "colours": list(colours) if colours else [charts.ACCENT] * len(names),
            "axis": axis}


def timeline(found: query.Timeline, names: Mapping[str, str], axes: tuple[str, str],
             period: Callable[[pd.Timestamp, str], str], height: int = 300,
             span: tuple[pd.Timestamp, pd.Timestamp] | None = None) -> Drawing:
    """Standing bars, each over the days that it stands for.

    What is known to the day or month is full; what is known less exactly is a pale, hatched bar over its whole month or
    year; the undated stand apart. A click returns the first and last day of a bar, or nothing for the undated.
    """
    marks, tops = [], {}
    for part, faint in ((found.coarse, True), (found.fitting, False)):
        for precision in (one for one in query.PRECISIONS if (part["precision"] == one).any()):
            rows = part[part["precision"] == precision]
            unit = precision if faint else found.unit
            for start, end, number in zip(rows["start"], rows["end"], rows["events"].tolist(), strict=True):
                base = 0 if faint else tops.get(start, 0)
                marks.append({"from": _day(start), "to": _day(end), "base": base, "number": number, "faint": faint,
                              "precision": precision, "id": _days(start, end),
                              "tip": f"{period(start, unit)}: {number:,} · {names[precision]}"})
                if not faint:
                    tops[start] = base + number
    shown = dict.fromkeys((mark["precision"], mark["faint"] or mark["precision"] == "year") for mark in marks)
    drawing = {"shape": "time", "marks": marks, "height": height, "axes": list(axes), "ticks": [], "tops": [],
               "legend": [[names[precision], charts.PRECISIONS[precision], faint] for precision, faint in shown],
               "colours": charts.PRECISIONS, "undated": [names["missing"], found.undated] if found.undated else None}
    if len(found.counts):
        first, last = span or (found.counts["start"].min(), found.counts["end"].max())
        drawing |= {"first": _day(first), "last": _day(last), "ticks": _ticks(first, last, found.unit, period)}
    if len(tops) <= LABELLED:
        ends = dict(zip(found.fitting["start"], found.fitting["end"], strict=True))
        drawing["tops"] = [[(_day(start) + _day(ends[start])) / 2, top, f"{top:,}"] for start, top in tops.items()]
    return drawing


def _day(when: pd.Timestamp) -> int:
    return when.toordinal()


def _days(start: pd.Timestamp, end: pd.Timestamp) -> list[str]:
    return [f"{start:%Y-%m-%d}", f"{end - dt.timedelta(days=1):%Y-%m-%d}"]


def _ticks(first: pd.Timestamp, last: pd.Timestamp, unit: str,
           period: Callable[[pd.Timestamp, str], str]) -> list[tuple[float, str]]:
    """Names of some periods, each at the middle of its days."""
    starts = query.starts(first, last - pd.Timedelta(days=1), unit)
    half = {"week": 3.5, "month": 15, "quarter": 45, "year": 182}[unit]
    return [(_day(start) + half, period(start, unit)) for start in starts[::max(1, math.ceil(len(starts) / 6))]]


def grid(counts: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], dark: bool) -> Drawing:
    """A heat map whose cells carry their number; zeros stay empty."""
    values = counts.to_numpy()
    share = values / max(int(values.max()), 1)
    return {"shape": "grid", "rows": [cut(name, 40) for name in rows], "columns": [cut(name, 14) for name in columns],
            "tips": [[f"{row} · {column}" for column in columns] for row in rows], "values": values.tolist(),
            "colours": [[_between(charts.STEPS_DARK if dark else charts.STEPS, one) for one in row] for row in share]}


def _between(steps: Sequence[str], share: float) -> str:
    """The colour at a share of the way through a scale.

    >>> _between(("#000000", "#ffffff"), 0.5)
    '#808080'
    """
    place = share * (len(steps) - 1)
    low = min(int(place), len(steps) - 2)
    ends = [np.array([int(colour[at:at + 2], 16) for at in (1, 3, 5)]) for colour in steps[low:low + 2]]
    mixed = np.rint(ends[0] + (ends[1] - ends[0]) * (place - low)).astype(int)
    return "#" + "".join(f"{part:02x}" for part in mixed)
