"""What one story says about itself → a Story: its id, its day of publication, and what was wrong with them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Callable

from etl.model import Issue, Story

OnIssue = Callable[[Issue], None]

_DAY = re.compile(r"\s*(?P<year>\d{4})\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*(?P<day>\d{1,2})\s*日?"
                  r"(?:[T\s　]*\d{1,2}[:：时]\d{1,2}.*)?\s*")
"""2018-08-24, 2018年8月24日, 2018/8/24, 2018-08-24T09:30:00+08:00."""
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def identify(title: str, body: str, published: dt.date | None) -> str:
    """Twelve hexadecimal digits that the same story gets on every run, wherever its file lies.

    >>> identify("标题", "正文", None)
    '6a9ed974a710'
    """
    told = "\x1f".join((title, body, published.isoformat() if published else ""))
    return hashlib.sha256(told.encode("utf-8", errors="replace")).hexdigest()[:12]


def day(written: object) -> dt.date | None:
    """The calendar day that ``written`` names; None where it names none.

    >>> day("2018年8月24日"), day("2018/8/24"), day("2018-08-24T09:30:00+08:00"), day("上周")
    (datetime.date(2018, 8, 24), datetime.date(2018, 8, 24), datetime.date(2018, 8, 24), None)
    """
    found = _DAY.fullmatch(written) if isinstance(written, str) else None
    if not found:
        return None
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def story(title: str, body: str, *, origin: str, on_issue: OnIssue, published: object = None, source: object = None,
          url: object = None, given_id: object = None, digest: str | None = None) -> Story:
    """One story; a ``published`` or ``url`` that cannot be understood is left out and reported to ``on_issue``."""
    told, link = _words(published), _words(url)
    when = day(told)
    story_id = _words(given_id) or identify(title, body, when)
    web = link if link and _WEB.fullmatch(link) else None
    for name, words, understood in (("published", told, when), ("url", link, web)):
        if words and not understood:
            on_issue(Issue(story_id, name, f"{name}_unreadable", words, 0, 0, words))
    return Story(story_id, title, body, when, _words(source), web, origin, digest)


def _words(value: object) -> str | None:
    """A value of a JSON object as one line of text; None for none."""
    return " ".join(str(value).split()) or None if value is not None and value != "" else None


def renamed(named: Story, story_id: str) -> Story:
    """The same story under another id."""
    return dataclasses.replace(named, story_id=story_id)
