"""What the plain programs beside ours compute: the overview in pandas, as most people would write it."""

from __future__ import annotations

import os

import pandas as pd

from etl import knowledge, store

FILTERS = {"domain": "领域", "partners": "企业与机构", "province": "省份", "event_type": "事件类型"}
FIGURES = ("事件", "报道", "城市", "机构")


def load() -> pd.DataFrame:
    """All events, with the names of their domains."""
    events = store.load(os.environ["ETL_DATA"]).events
    names = {code: topic.zh for code, topic in knowledge.domains().items()}
    return events.assign(domain=[[names[code] for code in codes] for codes in events["domain"]],
                         year=events["date"].dt.year)


def options(events: pd.DataFrame, column: str) -> list[str]:
    """What a filter offers, most frequent first."""
    return events[column].explode().dropna().value_counts().index.tolist()


def filtered(events: pd.DataFrame, chosen: dict[str, list[str]]) -> pd.DataFrame:
    """The events that have any of the chosen values of each column."""
    for column, values in chosen.items():
        if values and column == "event_type":
            events = events[events[column].isin(values)]
        elif values:
            wanted = set(values)
            events = events[events[column].map(lambda found, wanted=wanted: not wanted.isdisjoint(found))]
    return events


def figures(events: pd.DataFrame) -> list[int]:
    """The key figures."""
    return [len(events), events["story_id"].nunique(), events["city"].explode().nunique(),
            events["partners"].explode().nunique()]


def charts(events: pd.DataFrame) -> list:
    """The six charts, with Plotly Express."""
    import plotly.express as px

    years = events.groupby(["year", "date_precision"]).size().reset_index(name="events")
    made = [px.bar(years, x="year", y="events", color="date_precision")]
    for column in ("domain", "partners", "province", "event_type"):
        top = events[column].explode().value_counts().head(10).rename_axis("value").reset_index(name="events")
        made.append(px.bar(top, x="events", y="value", orientation="h"))
    pairs = events[["domain", "region"]].explode("domain").explode("region").value_counts().unstack(fill_value=0)
    return [*made, px.imshow(pairs)]
