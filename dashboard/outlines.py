"""The outlines of provinces and cities, the tiles, and where numbers stand in them: ``dashboard/geo`` (see NOTICE)."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("geo")
BESIDE = {"110000": (116.4, 40.3), "120000": (118.6, 38.75), "130000": (115.1, 37.9), "310000": (122.9, 31.2),
          "810000": (115.1, 21.75), "820000": (112.9, 21.3), "150000": (111.6, 41.4), "620000": (104.4, 35.7),
          "610000": (108.9, 34.6)}
"""Where the numbers of small or winding provinces stand; those in the sea need no contrast with a fill."""
SOUTH = 17.8
"""Degrees of latitude: what lies south of here are the islands of the South China Sea."""
IN_THE_SEA = ("120000", "310000", "810000", "820000")


@cache
def areas(level: str) -> dict[str, list]:
    """Code → rings of longitude and latitude, for ``provinces`` or ``cities``; empty where the file is missing."""
    return _file(level).get("areas", {})


@cache
def _file(level: str) -> dict:
    path = FOLDER / f"{level}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def line() -> list[list[list[float]]]:
    """The dashes of the line in the South China Sea."""
    return _file("provinces").get("line", [])


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Province → (column, row) of its tile."""
    with (FOLDER / "tiles.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["adcode"]: (int(row["column"]), int(row["row"])) for row in rows}


def geojson(shapes: Mapping[str, list], codes: Sequence[str]) -> dict:
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": code, "properties": {},
         "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in shapes[code]]}} for code in codes]}


@cache
def _centre_of(ring: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    area = east = north = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    return (east / (3 * area), north / (3 * area)) if area else ring[0]


def centre(rings: Sequence[Sequence[Sequence[float]]]) -> tuple[float, float]:
    """The centroid of the longest ring, where an area's number stands."""
    return _centre_of(tuple((point[0], point[1]) for point in max(rings, key=len)))
