"""A person's own selection of charts: each with its filters, a title and a remark; as a small file or inside a link.

Both are read as if a stranger wrote them: bounded in size, checked value by value, never run.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard import deck, query

VERSION = 1
MOST, BYTES = 40, 200_000
"""Charts in one collection, and what a file or an unpacked link may hold."""
LENGTHS = {"title": 120, "remark": 600}
OF = 120


class Bad(ValueError):
    """What was read is no collection; the argument is a key of ``words``."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One chart as it was filtered; ``filters`` are those of a link, with codes: ``{"domain": ["transport"]}``."""

    kind: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counting: str = "each"
    title: str = ""
    remark: str = ""
    of: str = ""
    """What the chart showed on its page, where there was a choice."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Charts in order under one name."""

    name: str = ""
    pins: tuple[Pin, ...] = ()


def written(found: Collection) -> str:
    """The collection as JSON that ``read`` takes back."""
    return json.dumps({"version": VERSION, "name": found.name, "pins": [asdict(pin) for pin in found.pins]},
                      ensure_ascii=False, indent=1)


def read(text: str | bytes) -> Collection:
    """The collection of a file.

    Raises:
        Bad: it is none, names an unknown chart, or is too large.
    """
    if len(text) > BYTES:
        raise Bad("collection_bad_size")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Bad("collection_bad_shape") from error
    if not isinstance(found, dict) or found.get("version") != VERSION or not isinstance(found.get("pins"), list):
        raise Bad("collection_bad_shape")
    if len(found["pins"]) > MOST:
        raise Bad("collection_bad_size")
    return Collection(_text(found.get("name"), LENGTHS["title"]), tuple(_pin(one) for one in found["pins"]))


def _pin(found: Any) -> Pin:
    if not isinstance(found, dict) or not isinstance(found.get("filters", {}), dict):
        raise Bad("collection_bad_shape")
    if found.get("kind") not in deck.TITLES:
        raise Bad("collection_bad_kind")
    filters = {}
    for name, values in found.get("filters", {}).items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Bad("collection_bad_shape")
        filters[name] = tuple(values)
    counting = found.get("counting", "each")
    return Pin(found["kind"], filters, counting if counting in query.COUNTINGS else "each",
               *(_text(found.get(name), length) for name, length in LENGTHS.items()), _text(found.get("of"), OF))


def _text(value: Any, length: int) -> str:
    if value is not None and not isinstance(value, str):
        raise Bad("collection_bad_shape")
    return (value or "")[:length]


def packed(found: Collection) -> str:
    """The collection for a link.

    >>> unpacked(packed(Collection("周会", (Pin("domains", {"region": ("south",)}),)))).pins[0].filters
    {'region': ('south',)}
    """
    return base64.urlsafe_b64encode(zlib.compress(written(found).encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> Collection:
    """The collection of a link.

    Raises:
        Bad: as ``read``.
    """
    if len(text) > BYTES:
        raise Bad("collection_bad_size")
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(data, BYTES + 1)
        return read(plain.decode())
    except (zlib.error, UnicodeError) as error:
        raise Bad("collection_bad_shape") from error
    except Bad:
        raise
    except ValueError as error:
        raise Bad("collection_bad_shape") from error


def moved(found: Collection, position: int, step: int) -> Collection:
    """The collection with one chart moved up (-1) or down (1).

    >>> [pin.kind for pin in moved(Collection("", (Pin("map"), Pin("time"))), 1, -1).pins]
    ['time', 'map']
    """
    pins, target = list(found.pins), position + step
    if 0 <= position < len(pins) and 0 <= target < len(pins):
        pins[position], pins[target] = pins[target], pins[position]
    return Collection(found.name, tuple(pins))
