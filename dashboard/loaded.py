"""The tables of the newest build, read once a build and shared by all readers, and what filters let through of them."""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections import OrderedDict

import pyarrow as pa

from dashboard import query
from etl import store

KEPT, ROWS = 60, 8_000_000
"""Choices of filters whose events and answers are kept, and how many events they may hold together."""
TURNS = threading.Semaphore(max(os.cpu_count() or 1, 2))
"""Pages are made one a processor, in the order in which they were asked for: of twenty that are made all at once, each is
as late as the last; in turn, half of them stand in half the time."""
log = logging.getLogger(__name__)
_lock = threading.Lock()
_newest: dict[str, tuple[str, query.Tables]] = {}
_choices: OrderedDict[tuple[int, query.Filters], query.Events] = OrderedDict()
_making: dict[tuple[int, query.Filters], threading.Lock] = {}


def folder() -> str:
    """The folder of the tables: ``ETL_DATA``, else ``data``."""
    return os.environ.get("ETL_DATA") or str(store.DEFAULT)


def command() -> str:
    """The command that builds the tables."""
    out = "" if folder() == str(store.DEFAULT) else f" --out {folder()}"
    return f"{store.COMMAND}{out}"


def tables() -> tuple[query.Tables | None, str]:
    """The tables, or why there are none: ``no_table`` or ``unreadable``, keys of ``words``."""
    try:
        return _read(folder()), ""
    except store.Missing:
        return None, "no_table"
    except (store.Unreadable, OSError, KeyError, ValueError) as error:
        log.warning("the tables cannot be read: %s", error)
        return None, "unreadable"


def _read(place: str) -> query.Tables:
    """The tables of a folder; a new build, which ``stamp`` tells, shows without a restart."""
    stamp = store.stamp(place)
    with _lock:
        if place in _newest and stamp and _newest[place][0] == stamp:
            return _newest[place][1]
        found, build = store.arrow(place)
        ready = query.Tables(query.prepared(found["events"], found["stories"]), found["evidence"], found["issues"],
                             found["stories"], build)
        _newest[place] = stamp, ready
        _choices.clear()
        gc.collect()
        pa.default_memory_pool().release_unused()  # what reading took, a third of all memory at a million events
        gc.freeze()  # millions of values that live as long as the server need not be looked at again and again
        return ready


def filtered(found: query.Tables, filters: query.Filters) -> query.Events:
    """The events of a choice of filters; the same object for the same choice, so that its answers are found again.

    Readers who make the same choice at the same moment wait for the first of them.
    """
    if not filters.active:
        return found.events
    key = id(found), filters
    with _lock:
        making = _making.setdefault(key, threading.Lock())
    with making:
        with _lock:
            if key in _choices:
                _choices.move_to_end(key)
                return _choices[key]
        events = query.filtered(found.events, filters)
        with _lock:
            _choices[key] = events
            _making.pop(key, None)
            _forget_oldest()
    return events


def _forget_oldest() -> None:
    while len(_choices) > KEPT or len(_choices) > 1 and sum(map(len, _choices.values())) > ROWS:
        _choices.popitem(last=False)
