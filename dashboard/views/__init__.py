"""The pages, one module each: this folder is the menu.

A page is a module with ``ORDER`` (its place in the menu; 0 keeps it out of the menu), ``ICON`` and ``draw(view)``; its
name in words stands in ``words.TEXTS`` as ``page_<module>``. What pages share is in ``dashboard.panels``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import query, words


@dataclass(frozen=True, slots=True)
class View:
    """What a page is given: the filtered events, the finished tables, the language, and how to go elsewhere."""

    events: query.Events
    tables: query.Tables
    lang: str
    dark: bool
    pages: Mapping[str, st.Page]
    counting: str
    """How an event with several values counts under them: one of ``query.COUNTINGS``."""
    filters: query.Filters
    click: Callable[[str, str], None]
    """Filter by one value, as the reader chose that clicks do."""
    between: Callable[[dt.date | None, dt.date | None], None]
    """Filter by a period; without days, by having no date."""

    def within(self, column: str, value: str) -> View:
        """The view of one part of a page: one domain or one organisation; what is pinned there is filtered by it."""
        return replace(self, events=self.events.with_value(column, value), filters=replace(
            self.filters, **{{"domain": "domains", "partners": "companies"}[column]: (value,)}))

    def say(self, key: str, **values: object) -> str:
        return words.say(self.lang, key, **values)

    def label(self, column: str, code: str) -> str:
        return words.label(self.lang, column, code)

    def count(self, number: int, noun: str) -> str:
        return words.count(self.lang, number, noun)
