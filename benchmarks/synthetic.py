"""A large table to measure with: ``python benchmarks/synthetic.py 1000000 DIR``. Its events are made up.

Few values are frequent and many are rare, as among real organisations and cities; some events have several values, no
date or no amount.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pyarrow as pa

from etl import knowledge, model, store, table

SHARE = {"undated": 0.06, "amount": 0.4}
PRECISION = {"day": 0.75, "month": 0.18, "year": 0.07}
ORGANISATIONS = 5000


def main(number: int, folder: str) -> None:
    """Make the events and keep them as a build."""
    events = made(number)
    stories = {name: pa.nulls(number // 2 + 1, column.type) for name, column in _columns("stories").items()}
    ids = pa.array([f"s{index}" for index in range(number // 2 + 1)])
    stories |= {"story_id": ids, "title": ids, "body": pa.array(["智慧城市建设持续推进。" * 20] * len(ids))}
    frames = {"events": events, "stories": pa.table(stories, schema=table.schema("stories"))}
    store.save(table.Tables(**{name: table.pandas(name, frames.get(name, table.schema(name).empty_table()))
                               for name in table.TABLES}), folder)


def _columns(name: str) -> dict[str, table.Column]:
    return {column.name: column for column in table.TABLES[name]}


def made(number: int) -> pa.Table:
    """The events, the same for the same number."""
    random = np.random.default_rng(number)
    places = knowledge.places()
    cities = [code for code, one in places.divisions.items() if one.level == "prefecture"]
    picked = _lists(random, number, cities, 1, 3)
    partners = _lists(random, number, [f"示例{index}科技有限公司" for index in range(ORGANISATIONS)], 0, 4)
    days = pd.Series(np.datetime64("2013-01-01") + random.integers(0, 12 * 365, number))
    precision = random.choice(list(PRECISION), number, p=list(PRECISION.values())).astype(object)
    days = days.mask(precision == "month", days.dt.to_period("M").dt.start_time)
    days = days.mask(precision == "year", days.dt.to_period("Y").dt.start_time)
    undated, stated = random.random(number) < SHARE["undated"], random.random(number) < SHARE["amount"]
    amount = pd.Series(np.round(10 ** random.uniform(5, 10, number), -3)).where(stated)
    return pa.table({column: pa.array(values, from_pandas=True, type=_columns("events")[column].type)
                     for column, values in {
        "event": [f"第 {index} 个智慧城市项目落地" for index in range(number)],
        "event_id": [f"e{index}" for index in range(number)], "story_id": [f"s{index // 2}" for index in range(number)],
        "story_title": [f"第 {index // 2} 篇报道" for index in range(number)], "primary": np.arange(number) % 2 == 0,
        "event_type": random.choice(list(model.EVENT_TYPES), number).astype(object), "date": days.mask(undated).dt.date,
        "date_end": [None] * number, "date_precision": pd.Series(precision).mask(undated),
        "date_basis": np.where(undated, "missing", "stated").astype(object), "places": picked, "city": picked,
        "province": [list(dict.fromkeys(code[:2] + "0000" for code in codes)) for codes in picked],
        "region": [list(dict.fromkeys(map(places.region, codes))) for codes in picked],
        "domain": _lists(random, number, list(model.DOMAINS), 1, 3), "partners": partners,
        "partner_kinds": [["company"] * len(names) for names in partners],
        "partner_roles": [["signatory"] * len(names) for names in partners], "amount": amount, "amount_min": amount,
        "amount_max": amount, "currency": pd.Series(["CNY"] * number).where(stated),
        "amount_kind": pd.Series(["investment"] * number).where(stated), "amount_text": [None] * number,
        "source": ["示例日报"] * number, "published": [None] * number, "url": [None] * number}.items()},
        schema=table.schema("events"))


def _lists(random: np.random.Generator, number: int, values: list[str], least: int, most: int) -> list[list[str]]:
    """For each event some values, the first of the list far more often than the last."""
    ranks = np.minimum(random.pareto(0.9, (number, most)).astype(int), len(values) - 1)
    sizes = random.integers(least, most + 1, number)
    return [list(dict.fromkeys(values[rank] for rank in row[:size])) for row, size in zip(ranks, sizes, strict=True)]


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
