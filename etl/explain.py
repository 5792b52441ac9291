"""A text → what is found in it, what each mention means, and the rule that found it; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from etl import extract, fold, knowledge, resolve
from etl.extract import dates
from etl.model import Amount, DateExpression, Mention, Organisation, Place
from etl.resolve import addresses


def mentions(text: str, reference: dt.date | None = None) -> list[dict[str, Any]]:
    """Every mention of ``text`` as a dictionary of ``kind``, ``start``, ``end``, ``text``, its meaning and ``rule``.

    ``reference`` is the day of writing, which completes 今天 or 8月22日.

    >>> [(m["kind"], m["text"], m["min"]) for m in mentions("总投资3亿元")]
    [('amount', '3亿元', 300000000.0)]
    """
    folded = fold.text(text)
    found = resolve.names(folded, extract.mentions(text))
    return [{"kind": mention.kind, "start": mention.start, "end": mention.end, "text": text[mention.start:mention.end],
             **_meaning(mention, reference), "rule": mention.rule}
            for one in found for mention in (*_address(folded, one), one)]


def _address(text: str, mention: Mention) -> Iterator[Mention]:
    """The division that an organisation's name begins with, where no gazetteer says what the name is."""
    if isinstance(mention.value, Organisation) and not mention.value.known:
        code, length = addresses.address(mention.text)
        if code:
            yield Mention("place", mention.start, mention.start + length, text[mention.start:mention.start + length],
                          Place(code, knowledge.places().name(code)), rule="begins an organisation's name")


def _meaning(mention: Mention, reference: dt.date | None) -> dict[str, Any]:
    match mention.value:
        case Amount():
            value = mention.value
            return {"min": value.minimum, "max": value.maximum, "currency": value.currency,
                    "qualifier": value.qualifier}
        case DateExpression():
            span = dates.complete(mention.value, reference=reference, year=None, month=None)
            if span is None:
                return {}
            return {"date": span.start.isoformat(), "date_end": span.end.isoformat() if span.end else None,
                    "date_precision": span.precision}
        case Place():
            return {"adcode": knowledge.places().official(mention.value.adcode), "name": mention.value.name}
        case Organisation():
            return {"org_kind": mention.value.kind, "name": mention.value.name}
    return {"org_kind": "other"} if mention.kind == "organisation" else {}
