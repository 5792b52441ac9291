"""Tables → one JSON object an event, in the format that the contract fixes for the scorer."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from etl import knowledge, table

FIELDS = ("date", "places", "partners", "domains", "amounts")

Spans = dict[str, list[list[int]]]


def records(tables: table.Tables) -> Iterator[dict[str, Any]]:
    """The events in the order of the table; offsets into ``title + "\\n" + body``, the end exclusive."""
    spans = _spans(tables)
    for event in tables.events.to_dict("records"):
        yield _record(event, spans[event["event_id"]])


def _spans(tables: table.Tables) -> dict[str, Spans]:
    found: dict[str, Spans] = defaultdict(lambda: {name: [] for name in FIELDS})
    columns = (tables.evidence[name].tolist() for name in ("event_id", "field", "start", "end"))
    for event_id, name, start, end in zip(*columns, strict=True):
        if name in FIELDS and [start, end] not in found[event_id][name]:
            found[event_id][name].append([start, end])
    return found


def _record(event: dict[str, Any], spans: Spans) -> dict[str, Any]:
    known = knowledge.places()
    partners = zip(event["partners"], event["partner_kinds"], event["partner_roles"], strict=True)
    plain = {name: _value(event[name]) for name in ("story_id", "story_title", "primary", "event", "event_type", "date",
                                                    "date_end", "date_precision")}
    return plain | {
        "places": _places(event["places"], known),
        "partners": [{"name": name, "kind": kind, "role": role} for name, kind, role in partners],
        "domains": list(event["domain"]),
        "amounts": _amounts(event),
        "evidence": spans,
    }


def _places(codes: Sequence[str], known: knowledge.Places) -> list[dict[str, str]]:
    """Divisions by their code, a city abroad by its country's."""
    found = {code.partition("-")[0]: known.name(code) for code in codes}
    return [{"adcode": code, "name": name} for code, name in found.items()]


def _amounts(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The event's money as a list of one, or of none."""
    low, high = _value(event["amount_min"]), _value(event["amount_max"])
    if low is None and high is None:
        return []
    return [{"min": low, "max": high, "currency": _value(event["currency"]), "kind": _value(event["amount_kind"])}]


def _value(cell: Any) -> Any:
    """A cell as JSON has it: missing is null, a day is ISO, a whole number has no fraction."""
    if cell is None or cell != cell:  # NaN and NaT are not equal to themselves
        return None
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return int(cell)
    return bool(cell) if type(cell).__name__ == "bool" else cell
