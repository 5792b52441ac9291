"""What a slide holds, as data: no drawing, no words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard import download, query


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers with their names."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, the largest first."""

    names: tuple[str, ...]
    numbers: tuple[float, ...]
    codes: tuple[str, ...]
    axis: str
    column: str
    written: tuple[str, ...] = ()
    """The numbers in words, where they are money."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A few values over time: (code, name, numbers), one number a period."""

    starts: tuple[pd.Timestamp, ...]
    labels: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[int, ...]], ...]
    axis: str
    unit: str


@dataclass(frozen=True, slots=True)
class Time:
    """Events over time: the whole answer, and what fits columns of one width: precision → numbers."""

    timeline: query.Timeline
    labels: tuple[str, ...]
    series: Mapping[str, tuple[int, ...]]
    axis: str


@dataclass(frozen=True, slots=True)
class Map:
    """A number for each province."""

    values: Mapping[str, float]
    axis: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A small table; ``ids`` are the events of its rows, ``shares`` the parts of the width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    ids: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str, float | None, float | None, str], ...] = ()
    """Of a money table: (event, name, low, high, label), to be drawn as ranges."""
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs."""

    paragraphs: tuple[str, ...]


Content = Figures | Bars | Lines | Time | Map | Sheet | Text | None


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; ``about`` holds its own filters and row counts, which a collection may change from slide to slide."""

    kind: str
    title: str
    said: str
    content: Content
    about: download.About
    left_out: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides in order; the first is the title."""

    lang: str
    title: str
    about: download.About
    slides: tuple[Slide, ...] = field(default=())
