"""From tables and what a person chose to a deck: the standard one, a collection, and a slide of what changed."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

from dashboard import collection, deck, download, link, loaded, query, words
from etl import diff, diff_text, store


def about(tables: query.Tables, events: query.Events, filters: query.Filters, lang: str) -> download.About:
    """What a file or a slide says of itself."""
    inputs = [f"{one['path']} ({one['stories']})" for one in tables.build.get("inputs", ())]
    return download.About(lang, link.said(filters, lang), len(events), len(tables.events),
                          str(tables.build.get("built_at", "")), inputs)


def standard(tables: query.Tables, filters: query.Filters, lang: str, counting: str = "each") -> deck.Deck:
    """The deck of what is filtered, with a slide of what changed where two builds are kept."""
    events = loaded.filtered(tables, filters)
    told = about(tables, events, filters, lang)
    return deck.build(events, told, counting, [*changed(told)])


def chosen(tables: query.Tables, found: collection.Collection, lang: str) -> deck.Deck:
    """The deck of a collection, each chart with its own filters on the tables as they are now."""
    whole = about(tables, tables.events, query.Filters(), lang)
    title = found.name or words.say(lang, "page_collection")
    slides = [_pinned(tables, pin, lang) for pin in found.pins]
    slides = slides or [deck.Slide("nothing", title, words.say(lang, "collection_empty"), None, whole)]
    return deck.whole(title, whole, slides, deck.method(deck.Source(tables.events, whole)))


def _pinned(tables: query.Tables, pin: collection.Pin, lang: str) -> deck.Slide:
    """One chart; a value of its filters that the tables no longer hold is named, and nothing stands in its place."""
    wanted = link.read(pin.filters, tables.events, lang)
    events = loaded.filtered(tables, wanted.filters)
    if wanted.ignored:
        events = tables.events.take(slice(0))
    source = deck.Source(events, about(tables, events, wanted.filters, lang), pin.counting, pin.of)
    slide = deck.one(pin.kind, source, pin.title, pin.remark)
    if not wanted.ignored:
        return slide
    named = words.some(lang, [f"{name} = {value}" for name, values in wanted.ignored.items() for value in values], 4)
    return replace(slide, said=f"{words.say(lang, 'unknown_values')}{words.say(lang, 'colon')}{deck.line(named, 200)}")


def asked(filters: query.Filters) -> dict[str, tuple[str, ...]]:
    """The filters as a link holds them, with codes.

    >>> asked(query.Filters(domains=("transport",), text="车"))
    {'domain': ('transport',), 'q': ('车',)}
    """
    found = {name: (str(day),) for name, day in zip(link.DATES, (filters.since, filters.until), strict=True) if day}
    found |= {f"{prefix}{name}": codes for name in link.CHOICES for prefix in ("", "not_")
              if (codes := getattr(filters, f"{prefix}{link.FIELDS[name]}"))}
    found |= {link.UNDATED: ("true",)} if filters.undated else {}
    return found | ({link.TEXT: (filters.text,)} if filters.text else {})


# ---------------------------------------------------------------- what changed

SHOWN = 8
_lock = threading.Lock()
_differences: dict[tuple[str, str], diff.Diff] = {}


def difference(old: store.Build, new: store.Build) -> diff.Diff | None:
    """What changed between two builds, worked out once; None where one of them cannot be read any more."""
    key = str(old.folder), str(new.folder)
    with _lock:
        if key not in _differences:
            try:
                found = diff.between(store.load(old.folder), store.load(new.folder))
            except (store.Missing, store.Unreadable, OSError):
                return None
            while len(_differences) >= 4:
                _differences.pop(next(iter(_differences)))
            _differences[key] = found
        return _differences[key]


def monday(today: dt.date) -> dt.date:
    """The last Monday before a day; on a Monday the one a week ago, for that is when the last meeting was.

    >>> monday(dt.date(2026, 11, 24)), monday(dt.date(2026, 11, 23))
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 16))
    """
    return today - dt.timedelta(days=today.weekday() or 7)


def changed(told: download.About) -> list[deck.Slide]:
    """One slide of what changed since the previous build; none where there is no other or the table is large."""
    kept = store.builds(loaded.folder())
    if len(kept) < 2 or told.total > 200_000:
        return []
    found = difference(kept[1], kept[0])
    return [] if found is None else [changes(found, told)]


def changes(found: diff.Diff, told: download.About) -> deck.Slide:
    """The first changes as a table, the rest counted."""
    lang = told.lang
    rows = []
    for change in found.changes[:SHOWN]:
        first = change.fields[0] if change.fields else None
        what = f"{diff_text.say(lang, first.name)}: {diff_text.value(lang, first.name, first.old)} → " \
               f"{diff_text.value(lang, first.name, first.new)}" if first else ""
        rows.append((diff_text.say(lang, change.kind), deck.line(change.event, 56), deck.line(what, 72),
                     diff_text.say(lang, change.why) if change.why in diff_text.WORDS else ""))
    head, shares = ("kind", "column_event", "changes_new", "changes_why"), (0.1, 0.38, 0.34, 0.18)
    if not any(row[2] for row in rows):  # no value changed: events came or went
        head, shares, rows = (*head[:2], head[3]), (0.12, 0.68, 0.2), [(*row[:2], row[3]) for row in rows]
    sheet = deck.Sheet(tuple(words.say(lang, name) for name in head), tuple(rows), shares)
    between = words.say(lang, "changes_about", old=diff_text.when(found.old), new=diff_text.when(found.new))
    said = f"{between}{words.say(lang, 'gap')}{diff_text.counts(found, lang)}"
    total = len(found.changes)
    left = words.say(lang, "said_rows_left", n=SHOWN, total=f"{total:,}") if total > SHOWN else ""
    return deck.Slide("changes", words.say(lang, "page_changes"), said if total else
                      f"{between}{words.say(lang, 'gap')}{words.say(lang, 'changes_same')}", sheet if total else None,
                      told, left)
