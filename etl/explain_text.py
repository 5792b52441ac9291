"""What ``explain`` prints: lines for a terminal, or a JSON object for each that was asked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from etl import explain
from etl.read import record

SHOWN = 0.02
"""The probability from which on a value that was not taken is worth a line."""
_MEANING = {"amount": ("min", "max", "currency"), "date": ("date", "date_end", "date_precision"),
            "place": ("adcode",), "organisation": ("org_kind",)}


def lines(text: str, reference: dt.date | None) -> Iterator[str]:
    """What is found in ``text``, then what was taken of it for the event that it tells, and what was not."""
    yield "Found:"
    for mention in explain.mentions(text, reference):
        yield _found(mention)
    yield ""
    yield "Read as a story, its first line the headline (+ taken, - not taken):"
    for row in explain.decisions(text, reference):
        if row["taken"] or row["probability"] >= SHOWN:
            yield _decided(row)
    if (end := explain.read_until(text)) < len(text):
        yield f"\nRead up to character {end:,} of {len(text):,}; no story is longer."


def answer(line: bytes, why: bool) -> str:
    """The JSON answer to one line, a JSON object of ``id``, ``text`` and ``reference_date``.

    Raises:
        ValueError: the line is none; the message says what is wrong with it.
    """
    asked = _asked(line)
    text, reference = asked["text"], asked["reference_date"]
    found = {"id": asked["id"], "mentions": [
        {key: mention.get(key) for key in ("kind", "start", "end", "text", *_MEANING[mention["kind"]])}
        for mention in explain.mentions(text, reference) if mention["kind"] in _MEANING]}
    if why:
        found["decisions"] = explain.decisions(text, reference)
    if (end := explain.read_until(text)) < len(text):
        found["read_until"] = end
    return json.dumps(found, ensure_ascii=False)


def _asked(line: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not valid UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON ({error.msg}, column {error.colno})") from error
    except RecursionError as error:
        raise ValueError("not valid JSON (nested too deeply)") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise ValueError('not an object with a "text"')
    written = asked.get("reference_date")
    reference = record.day(written)
    if written and not reference:
        raise ValueError(f"reference_date is no day: {written}")
    return {"id": asked.get("id"), "text": asked["text"], "reference_date": reference}


def _found(mention: dict[str, Any]) -> str:
    """One mention on one line: where, what kind, the words, what they mean and the rule that found them."""
    rest = {key: value for key, value in mention.items() if key not in ("kind", "start", "end", "text", "rule")}
    meaning = "  ".join(f"{key}={value}" for key, value in rest.items() if value not in (None, "", [], ()))
    rule = f"  [{mention['rule']}]" if mention.get("rule") else ""
    return f"{mention['start']:>6}-{mention['end']:<6}{mention['kind']:<14}{mention['text']}  →  {meaning}{rule}"


def _decided(row: dict[str, Any]) -> str:
    """One candidate on one line: taken or not, how likely, its words, and the clues that weighed most."""
    reasons = ", ".join(f"{clue} {weight:+.1f}" for clue, weight in row["reasons"])
    sign = "+" if row["taken"] else "-"
    return f"{sign} {row['probability']:.2f}  {row['field']:<11}{row['value']}  “{row['text']}”  [{reasons}]"
