"""The boards of a page that AppTest has opened: what their panels were told, and what a click on one does."""

import json
from collections.abc import Iterator

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest


def told(app: AppTest) -> Iterator[tuple[str, dict]]:
    """The id of each board and what its browser is told."""
    for board in app.get("bidi_component"):
        yield board.proto.id, json.loads(board.proto.bytes)


def panels(app: AppTest) -> dict[str, dict]:
    """The panels of all boards, by their keys."""
    return {panel["key"]: panel for _, board in told(app) for row in board["rows"] for panel in row["panels"]}


def drawings(app: AppTest) -> dict[str, dict]:
    """The charts that the page draws itself, by the keys of their panels."""
    return {key: panel["chart"] for key, panel in panels(app).items() if panel["chart"]}


def text(app: AppTest) -> str:
    """What stands in the panels beside their charts."""
    found = [[panel["title"], panel["said"], panel["note"], *(item[part] for item in panel["items"] for part in (
        "text", "about"))] for panel in panels(app).values()]
    return "\n".join(part for parts in found for part in parts)


def click(app: AppTest, panel: str, what: str, found: object = None) -> AppTest:
    """What happens when a reader clicks."""
    return send(app, panel, {"panel": panel, "what": what, "id": found})


def send(app: AppTest, panel: str, asked: object) -> AppTest:
    """Run the page as if the board of a panel had sent something."""
    board = next(identity for identity, one in told(app) if any(
        here["key"] == panel for row in one["rows"] for here in row["panels"]))
    states = app._tree.get_widget_states()
    states.widgets.add(id=_make_trigger_id(board, "events"),
                       json_trigger_value=json.dumps([{"event": "clicked", "value": asked}]))
    return app._run(states)
