"""Panels: charts and lists with their titles, sentences, notes, pins and numbers, all of a board drawn by one component.

Streamlit sends each element as a message, and the page works at each of them: six charts made of single elements were 80.
``assets/board.js`` draws a board; a click comes back as what was clicked in which panel.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import download, drawn, meeting, words
from dashboard.views import View

OPENED, NUMBERS = "opened", "numbers_of"
"""Where a session keeps what was clicked until the run that follows: an event to open, a panel whose numbers to send."""
Item = Mapping[str, str]
"""One line of a list: ``href`` (a page), ``text``, ``about``."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a board; what it has not is not drawn."""

    key: str
    title: str = ""
    said: str = ""
    """One sentence worked out from the data."""
    chart: drawn.Drawing | None = None
    items: Sequence[Item] = ()
    note: str = ""
    filters: str | None = None
    """What a click on a mark of the chart does: the name of a filter, ``time``, or ``story``."""
    data: Callable[[], pd.DataFrame] | None = None
    """The numbers behind the chart, made when they are asked for."""
    of: str = ""
    """What the page has chosen it to show, for its pin."""

    @property
    def shown(self) -> dict[str, Any]:
        """What the browser is told of it."""
        said = {name: words.visible(getattr(self, name)) for name in ("title", "said", "note")}
        return {"key": self.key, **said, "chart": self.chart, "items": list(self.items), "numbers": self.data is not None,
                "pin": meeting.kind_of(self.key) is not None and self.data is not None}


Row = tuple[Sequence[int], Sequence[Panel]]
"""Panels beside each other and how their widths relate."""


def draw(view: View, key: str, rows: Sequence[Row]) -> None:
    """Draw the rows one below the other; where the page is narrow, so are the panels of a row."""
    component = st.components.v2.component("board", html='<div class="board"></div>', isolate_styles=False,
                                           js="export default (component) => {\n  window.board(component);\n};\n")
    name, panels = f"board_{key}", {panel.key: panel for _, row in rows for panel in row}
    told = {"rows": [{"widths": list(widths), "panels": [panel.shown for panel in row]} for widths, row in rows],
            "words": {word: view.say(word) for word in ("pin", "pin_help", "chart_data", "chart_data_help")},
            "file": _file(view, panels)}

    def clicked() -> None:
        asked = st.session_state[name].clicked
        if isinstance(asked, dict) and asked.get("panel") in panels:
            _follow(view, panels[asked["panel"]], str(asked.get("what")), asked.get("id"))

    # as bytes: of anything else Streamlit would first ask of each part whether it is a table
    component(key=name, data=json.dumps(told, ensure_ascii=False).encode(), on_clicked_change=clicked)


def one(view: View, panel: Panel) -> None:
    """A board of a single panel."""
    draw(view, panel.key, [((1,), (panel,))])


def go_on(view: View) -> None:
    """Where a click led to an event: open its story."""
    if opened := st.session_state.pop(OPENED, None):
        st.switch_page(view.pages["story"], query_params={"event": opened})


def follow(view: View, filters: str, found: Sequence[str | None]) -> None:
    """Do what a click on a mark of a chart means; ``found`` is what the chart knows the mark by."""
    if filters == "story":
        st.session_state[OPENED] = found[0]
    elif filters == "time":
        view.between(*((dt.date.fromisoformat(day) if day else None) for day in found[:2]))
    else:
        view.click(filters, found[0])


def _follow(view: View, panel: Panel, what: str, found: Any) -> None:
    if what == "mark" and panel.filters and found:
        follow(view, panel.filters, found if isinstance(found, list) else [found])
    elif what == "pin" and (kind := meeting.kind_of(panel.key)):
        meeting.add(view, kind, panel.of)
    elif what == "numbers":
        st.session_state[NUMBERS] = panel.key


def _file(view: View, panels: Mapping[str, Panel]) -> dict[str, str] | None:
    """The numbers of the panel that were asked for, once; ``at`` tells the browser whether it has saved them already."""
    panel = panels.get(st.session_state.get(NUMBERS, ""))
    if panel is None or panel.data is None:
        return None
    del st.session_state[NUMBERS]
    data = panel.data()
    name = download.file_name([], len(data), str(view.tables.build.get("built_at", "")), what=panel.key)
    return {"name": name, "text": download.sheet(data).decode("utf-8"), "at": str(time.time_ns())}
