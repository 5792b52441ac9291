"""Events in words, one by one and as a table whose rows open their story."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import words
from dashboard.views import View

COLUMNS = ("column_date", "column_event", "column_type", "column_domain", "column_city", "column_partners",
           "column_amount")
WIDTHS = {"column_date": 120, "column_event": 370, "column_type": 90, "column_domain": 160, "column_city": 150,
          "column_partners": 230, "column_amount": 130}
"""Of the columns of an events table, in pixels."""
MOST = 1000
"""A table shows no more at once."""


def places_of(view: View, row: pd.Series) -> str:
    """The places of an event in words: cities where there are any, else provinces, else the country."""
    return words.listed(view.lang, _places(view, row))


def _places(view: View, row: pd.Series) -> list[str]:
    return [words.place(view.lang, code) for code in row["city"] or row["province"] or row["places"]]


def money_of(view: View, row: pd.Series) -> str:
    """The amount of an event in words."""
    return words.money(view.lang, row["amount_min"], row["amount_max"], row["currency"]
                       if isinstance(row["currency"], str) else "")


def date_of(view: View, row: pd.Series) -> str:
    """The date of an event as exactly as it is known."""
    return words.day(view.lang, row["date"], row["date_precision"], row["date_end"])


def table(view: View, events: pd.DataFrame, key: str, columns: Sequence[str] = COLUMNS) -> None:
    """Events as a table; a click anywhere in a row opens its story."""
    rows = [row for _, row in events.head(MOST).iterrows()]
    cells = {
        "column_date": lambda row: date_of(view, row),
        "column_event": lambda row: words.visible(row["event"]),
        "column_type": lambda row: view.label("event_type", row["event_type"]),
        "column_domain": lambda row: words.some(view.lang, [view.label("domain", one) for one in row["domain"]], 1),
        "column_city": lambda row: words.some(view.lang, _places(view, row), 2),
        "column_partners": lambda row: words.visible(
            words.some(view.lang, [view.label("partners", name) for name in row["partners"]], 2)),
        "column_amount": lambda row: money_of(view, row),
    }
    shown = pd.DataFrame({name: pd.Series([cells[name](row) for row in rows], dtype="str") for name in columns})
    settings = {name: st.column_config.TextColumn(view.say(name), width=WIDTHS[name]) for name in columns}
    event = st.dataframe(shown, hide_index=True, column_config=settings, key=f"table_{key}", on_select="rerun",
                         selection_mode="single-cell", alt=view.say("page_events"), row_height=38,
                         height="content" if len(shown) <= 15 else 640)
    chosen = [cell[0] for cell in event["selection"]["cells"]]
    if chosen:
        open_story(view, rows[chosen[0]]["event_id"])


def open_story(view: View, event_id: str) -> None:
    """Go to the story of an event."""
    st.switch_page(view.pages["story"], query_params={"event": event_id})
