"""Two builds → what changed between them: events added, changed, merged and gone, with old and new values and why.

An event is the same in both where its story is the same and so is its line or its id; a story is the same by its id,
or, where an edit gave it a new one, by its address or its headline. Why a value changed is what the tables show: a
correction is named by its evidence, a new text by the story, and what is left comes of new rules or knowledge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from etl import table

FIELDS: dict[str, tuple[str, ...]] = {
    "event": ("event",), "event_type": ("event_type",), "date": ("date", "date_end", "date_precision"),
    "places": ("places",), "partners": ("partners",), "roles": ("partner_roles",), "domain": ("domain",),
    "amount": ("amount_min", "amount_max", "currency", "amount_kind"), "published": ("published",),
    "source": ("source",), "url": ("url",)}
"""What is compared → its columns."""
OF_THE_STORY = ("published", "source", "url")
KINDS = ("added", "changed", "merged", "gone")
REASONS = ("new_story", "story_changed", "correction", "rule", "story_gone", "merged")
_EVIDENCE = {"domain": "domains", "amount": "amounts", "roles": "partners"}
"""A compared field → its name in the evidence, where that differs."""

Row = dict[str, Any]
Value = Any
"""A cell as JSON has it: null, text, number, or a list of these."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value before and after, and why it changed."""

    name: str
    old: Value
    new: Value
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one event."""

    kind: str
    event_id: str
    """Its id in the new build; of an event that is gone or merged, its id in the old one."""
    event: str
    story_id: str
    story_title: str
    source: str
    published: str
    url: str
    why: str
    fields: tuple[Field, ...] = ()
    into: str = ""
    """The event of the new build that holds a merged one."""


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes, in the order of the tables, and what was compared."""

    old: Row
    new: Row
    changes: tuple[Change, ...] = field(default=())

    def of(self, kind: str) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]


def between(old: table.Tables, new: table.Tables) -> Diff:
    """What changed from one build to another."""
    before, after = _Side(old), _Side(new)
    stories = dict(_same_stories(before, after))
    pairs = dict(_pairs(before, after, stories))
    merged = _merged(before, after, pairs)
    paired, told = set(pairs.values()), {twin: story for story, twin in stories.items()}
    changes = [_change("added", row, after, _why_there(row["story_id"], told, before, after))
               for row in after.events if row["event_id"] not in paired]
    changes += [change for row in before.events if row["event_id"] in pairs
                for change in _changed(row, after.by_id[pairs[row["event_id"]]], before, after)]
    changes += [_lost(row, merged, stories, before, after) for row in before.events if row["event_id"] not in pairs]
    order = {kind: position for position, kind in enumerate(KINDS)}
    changes.sort(key=lambda change: order[change.kind])
    return Diff(_about(old), _about(new), tuple(changes))


def record(diff: Diff) -> Row:
    """The same as plain JSON."""
    return {"old": diff.old, "new": diff.new, **{kind: [_plain(change) for change in diff.of(kind)] for kind in KINDS}}


def _plain(change: Change) -> Row:
    found = {name: getattr(change, name) for name in Change.__slots__ if name not in ("kind", "fields", "into")}
    fields = [{"field": one.name, "old": one.old, "new": one.new, "why": one.why} for one in change.fields]
    return found | ({"fields": fields} if fields else {}) | ({"into": change.into} if change.into else {})


class _Side:
    """One build, ready to be looked up."""

    def __init__(self, tables: table.Tables) -> None:
        names = ["event_id", "story_id", "story_title", "primary", *dict.fromkeys(
            column for columns in FIELDS.values() for column in columns)]
        self.events = _rows(tables.events[names])
        self.by_id = {row["event_id"]: row for row in self.events}
        self.of_story: dict[str, list[Row]] = defaultdict(list)
        for row in self.events:
            self.of_story[row["story_id"]].append(row)
        self.stories: dict[str, Row] = {row["story_id"]: row for row in _rows(
            tables.stories[["story_id", "title", "body", "published", "url"]])}
        rules = tables.evidence["rule"].fillna("").str.startswith("correction")
        self.corrected = set(zip(tables.evidence["event_id"][rules], tables.evidence["field"][rules], strict=True))
        self.evidence = tables.evidence


def _rows(frame: pd.DataFrame) -> list[Row]:
    """The rows with cells as JSON has them, but lists as tuples: whole columns at once, for there may be a million."""
    names = list(frame)
    columns = [_cells(frame[name]) for name in names]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cells(column: pd.Series) -> list[Value]:
    if column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d")
    return [None if cell is None or cell != cell else cell for cell in column.to_numpy(dtype=object)]


def _about(tables: table.Tables) -> Row:
    return {"built_at": str(tables.build.get("built_at", "")), "stories": len(tables.stories),
            "events": len(tables.events)}


# ---------------------------------------------------------------- what is the same

def _same_stories(before: _Side, after: _Side) -> Iterator[tuple[str, str]]:
    """(old id, new id) of the stories that both builds hold."""
    yield from ((story_id, story_id) for story_id in before.stories if story_id in after.stories)
    lost = [row for story_id, row in before.stories.items() if story_id not in after.stories]
    found = [row for story_id, row in after.stories.items() if story_id not in before.stories]
    taken: set[str] = set()
    for name in ("url", "title"):  # an edited story without an id of its own gets a new one
        one, other = _only(lost, name), _only(found, name)
        for value in one.keys() & other.keys():
            if not {one[value], other[value]} & taken:
                taken |= {one[value], other[value]}
                yield one[value], other[value]


def _only(rows: Sequence[Row], name: str) -> dict[str, str]:
    """Value → story, of the values that one story alone has."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if isinstance(row[name], str) and row[name]:
            found[row[name]].append(row["story_id"])
    return {value: ids[0] for value, ids in found.items() if len(ids) == 1}


def _pairs(before: _Side, after: _Side, stories: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(old id, new id) of the events that both builds hold: by their line, else by their place in the story."""
    for old_story, new_story in stories.items():
        left, right = list(before.of_story[old_story]), list(after.of_story[new_story])
        for same in (_line, _ordinal):
            there = {same(row): row for row in reversed(right)}
            for row in list(left):
                if (twin := there.pop(same(row), None)) is not None:
                    left.remove(row)
                    right.remove(twin)
                    yield row["event_id"], twin["event_id"]


def _line(row: Row) -> str:
    return row["event"]


def _ordinal(row: Row) -> str:
    return row["event_id"].removeprefix(row["story_id"])


def _merged(before: _Side, after: _Side, pairs: Mapping[str, str]) -> dict[str, str]:
    """Old event → the new event of another story whose evidence now holds words of its story."""
    lone = {row["story_id"]: row["event_id"] for row in before.events
            if row["primary"] and row["event_id"] not in pairs}
    found = {}
    evidence = after.evidence[after.evidence["story_id"].isin(list(lone))]
    for event_id, story_id in zip(evidence["event_id"], evidence["story_id"], strict=True):
        if event_id in after.by_id and after.by_id[event_id]["story_id"] != story_id:
            found.setdefault(lone[story_id], event_id)
    return found


# ---------------------------------------------------------------- what became of it

def _why_there(story_id: str, told: Mapping[str, str], before: _Side, after: _Side) -> str:
    """Why an event is new: its story is, or its story's text, or else what reads it."""
    if story_id not in told:
        return "new_story"
    same = _told(before.stories[told[story_id]]) == _told(after.stories.get(story_id, {}))
    return "rule" if same else "story_changed"


def _changed(old: Row, new: Row, before: _Side, after: _Side) -> Iterator[Change]:
    if all(old[column] == new[column] for columns in FIELDS.values() for column in columns):
        return
    text = _text(before, old) != _text(after, new)
    fields = tuple(Field(name, *cells, _why(name, new["event_id"], text, after)) for name in FIELDS
                   if (cells := (_cell(old, name), _cell(new, name)))[0] != cells[1])
    if fields:
        reasons = [one.why for one in fields]
        yield _change("changed", new, after, min(reasons, key=REASONS.index), fields)


def _lost(row: Row, merged: Mapping[str, str], stories: Mapping[str, str], before: _Side, after: _Side) -> Change:
    if row["event_id"] in merged:
        return _change("merged", row, before, "merged", into=merged[row["event_id"]])
    twin = stories.get(row["story_id"])
    if twin is None:
        return _change("gone", row, before, "story_gone")
    same = _told(before.stories[row["story_id"]]) == _told(after.stories[twin])
    return _change("gone", row, before, "rule" if same else "story_changed")


def _why(name: str, event_id: str, text_changed: bool, after: _Side) -> str:
    if (event_id, _EVIDENCE.get(name, name)) in after.corrected:
        return "correction"
    return "story_changed" if text_changed or name in OF_THE_STORY else "rule"


def _text(side: _Side, row: Row) -> tuple:
    return _told(side.stories.get(row["story_id"], {}))


def _told(story: Row) -> tuple:
    """What a story says, and the day that completes its dates."""
    return story.get("title"), story.get("body"), story.get("published")


def _cell(row: Row, name: str) -> Value:
    """The columns of a field; one column stands alone, several that all miss are null."""
    cells = [row[column] for column in FIELDS[name]]
    if len(cells) == 1:
        return list(cells[0]) if isinstance(cells[0], tuple) else cells[0]
    return None if all(cell in (None, "missing") for cell in cells) else cells


def _change(kind: str, row: Row, side: _Side, why: str, fields: tuple[Field, ...] = (), into: str = "") -> Change:
    return Change(kind, row["event_id"], row["event"], row["story_id"], row["story_title"], row["source"] or "",
                  row["published"] or "", row["url"] or "", why, fields, into)
