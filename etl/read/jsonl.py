"""JSON Lines, or one JSON array: an object a story, with title, body (or text), published, source, url."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.model import Story
from etl.read import record, source
from etl.read.record import OnIssue
from etl.read.source import OnProblem


def stories(path: Path, on_problem: OnProblem, on_issue: OnIssue) -> Iterator[Story]:
    """The stories of a ``.jsonl`` or ``.json`` file; an object that is none is a problem, the others are kept.

    Raises:
        source.Unreadable: the file as a whole is unreadable.
    """
    array = path.suffix.lower() == ".json"
    received = source.text(path, keep_damaged=not array)
    objects = _array(received) if array else _lines(received)
    for number, value in objects:
        where = f"{path}:{number}"
        try:
            yield _story(value, where, on_issue)
        except ValueError as error:
            on_problem(source.Problem(where, str(error)))


def _lines(received: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(source.lines(received), 1):
        if line:
            yield number, ValueError("damaged: not valid UTF-8") if source.damaged(line) else _parsed(line)


def _array(received: str) -> Iterator[tuple[int, Any]]:
    """The objects of an array (or the only one), numbered from 1."""
    value = _parsed(received)
    if isinstance(value, ValueError):
        raise source.Unreadable(str(value))
    yield from enumerate(value if isinstance(value, list) else [value], 1)


def _parsed(words: str) -> Any:
    """The JSON value, or the ValueError that says why there is none."""
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        return ValueError(f"not valid JSON ({error.msg}, column {error.colno})")
    except (ValueError, RecursionError):
        return ValueError("not valid JSON (a number too long, or nested too deeply)")


def _story(value: Any, origin: str, on_issue: OnIssue) -> Story:
    if isinstance(value, ValueError):
        raise value
    if not isinstance(value, dict):
        raise ValueError("not an object with a title and a body")
    title = source.paragraphs(_text(value, "title")).replace("\n", " ")
    body = source.paragraphs(_text(value, "body") or _text(value, "text"))
    if not title:  # without a headline, the first paragraph is one
        title, _, body = body.partition("\n")
    if not title:
        raise ValueError("no title and no body")
    return record.story(title, body, origin=origin, on_issue=on_issue, published=_field(value, "published"),
                        source=_field(value, "source"), url=_field(value, "url"),
                        given_id=_field(value, "story_id") or _field(value, "id"))


def _field(value: dict[str, Any], key: str) -> Any:
    found = value.get(key)
    return source.storable(found) if isinstance(found, str) else found


def _text(value: dict[str, Any], key: str) -> str:
    found = _field(value, key)
    if isinstance(found, list) and all(isinstance(part, str) for part in found):
        found = source.storable("\n".join(found))
    if not isinstance(found, str | None):
        raise ValueError(f"{key} is not text")
    if found and "\0" in found:
        raise ValueError(f"{key} is binary, not text")
    return found or ""
