"""A text → what is found in it, what each mention means, and the rule that found it; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from etl import assemble, extract, fold, knowledge, resolve, segment
from etl.assemble import weigh
from etl.extract import dates
from etl.model import Amount, DateExpression, Mention, Organisation, Place, Story
from etl.resolve import addresses


def mentions(text: str, reference: dt.date | None = None) -> list[dict[str, Any]]:
    """Every mention of ``text`` as a dictionary of ``kind``, ``start``, ``end``, ``text``, its meaning and ``rule``.

    ``reference`` is the day of writing, which completes 今天 or 8月22日. Of a text longer than a story can be, only what
    comes before ``read_until`` is looked at.

    >>> [(m["kind"], m["text"], m["min"]) for m in mentions("总投资3亿元")]
    [('amount', '3亿元', 300000000.0)]
    """
    text = text[:read_until(text)]
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


def read_until(text: str) -> int:
    """Where reading ends: at the end of the text, or of its last sentence within the length that a story may have."""
    return len(segment.readable(Story("", "", text)).body)


def decisions(text: str, reference: dt.date | None = None) -> list[dict[str, Any]]:
    """For each field of the event that ``text`` tells as a story (its first line the headline), and for further events
    (``further``), every candidate.

    A dictionary has ``field``, ``value``, ``start``, ``end``, ``text``, ``probability``, ``taken`` and ``reasons``: the
    clues that weighed most with their weight, for and against, so that a rejected value says why.
    """
    title, _, body = text.strip("\n").partition("\n")
    story = Story("", title, body, reference)
    shift = len(text) - len(text.lstrip("\n"))
    told = assemble.reading(assemble.read(story))
    taken = {(evidence.field, evidence.value) for evidence in told.events[0].evidence}
    taken |= {("further", str(evidence.start)) for event in told.events[1:] for evidence in event.evidence
              if evidence.field == "event_type"}
    rows = []
    for field, candidates in told.candidates.items():
        for one in sorted(candidates, key=lambda one: -one.probability):
            value, key = _value(field, one)
            start, end = one.spans[0] if one.spans else (0, 0)
            rows.append({"field": field, "value": value, "start": start + shift, "end": end + shift,
                         "text": story.text[start:end], "probability": round(one.probability, 3), "taken": key in taken,
                         "reasons": weigh.reasons(field, one)})
    return [row for row in rows if row["text"]]


def _value(field: str, one: weigh.Candidate) -> tuple[str, tuple[str, str]]:
    """A candidate's value in words, and the field and value that its evidence would have."""
    match field:
        case "date":
            days = one.value[0]
            return f"{days.start} {days.precision}", ("date", days.start.isoformat())
        case "place":
            return f"{one.value} {knowledge.places().name(one.value)}", ("places", one.value)
        case "partner":
            organisation, role = one.value
            return f"{organisation.name} ({organisation.kind}, {role})", ("partners", organisation.name)
        case "amount":
            return one.value.mention.text, ("amounts", one.value.mention.text)
        case "domain":
            return one.value, ("domains", one.value)
        case "further":
            return one.value.kind, ("further", str(one.value.told.act[0]))
    return one.value, ("event_type", one.value)


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
