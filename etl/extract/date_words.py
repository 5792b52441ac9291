"""A text → the words that dates are made of (2018年, 去年, 8月, 22日, 上周五), each read on its own."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from etl.extract import date_patterns, date_readers


class Word(NamedTuple):
    """One word of a date: what it fixes, and its rank, since coarse words come before fine ones (year 0, day 4)."""

    kind: str
    start: int
    end: int
    rank: float
    values: dict[str, Any]


DEPENDENT = frozenset({"nth_month", "third", "nth_week", "days", "day_named", "quarter_short"})
"""Kinds that mean a date only after a coarser word: 第三个月, 中旬, 第二周."""

_DIGITS = frozenset(date_patterns.DIGITS)
_HAN = frozenset(date_patterns.HAN)
_AFTER_NUMBER = frozenset(" \t\n\xa0年月日号天周星礼个季世千/.-–—―─~～至到、和与·QstnrdОOo夕妇劳国青儿建两三")
"""What can follow a number that is part of a date (七夕, 五一劳动节, 19两日); a year in a name (2018中国) is settled apart."""
_LATIN = frozenset(string.ascii_letters + string.digits)
_GLUE = frozenset(".,-/:+")
_NUMBER_BEFORE = frozenset("百千万亿零〇几数多第点半两")


def words(text: str) -> list[Word]:
    """The words of dates in ``text``, in order.

    >>> [(word.kind, word.values) for word in words("去年8月22日")]
    [('relative_year', {'relative': 'year', 'offset': -1}), ('month', {'month': 8}), ('day', {'day': 22})]
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    begins = _begins()
    at, last = 0, -4
    while begun := begins.search(text, at):
        start, at = begun.span()
        pattern = _pattern(text[start])
        if pattern is None or not _bounded(text, start, at, last):
            continue
        match = pattern.match(text, start)
        if match is None:
            continue
        kind = (match.lastgroup or "").rstrip("_0123456789")
        read = date_readers.read(kind, match.group())
        if read is not None:
            at = last = match.end()
            yield Word(kind, start, last, *read)


def _bounded(text: str, start: int, end: int, last: int) -> bool:
    """False inside a longer number or name: the 8日 of 1,008日, the 2.0.1 of V2.0.1, the 三年后 of 第三年后.

    ``last`` is where the word before ended: after 21- the 23日 is no part of a number. ``end`` is that of the number.
    """
    first, before = text[start], text[start - 1:start]
    if first in _DIGITS:
        if text[end:end + 1] not in _AFTER_NUMBER and end - start not in (4, 8) or end - start > 8:
            return False
        if before in _LATIN or before == "第" or before == "月" and last != start:
            return False
        return not (before in _GLUE and text[start - 2:start - 1] in _LATIN and start - last > 3)
    if first in _HAN:
        return text[end:end + 1] in _AFTER_NUMBER and before not in _NUMBER_BEFORE
    return True


@cache
def _shapes() -> dict[str, str]:
    """For each character that begins a word the pattern of its kinds."""
    kinds: dict[str, list[str]] = {}
    for number, (kind, firsts, pattern) in enumerate(date_patterns.shapes()):
        for first in firsts:
            kinds.setdefault(first, []).append(f"(?P<{kind}_{number}>{pattern})")
    return {first: "|".join(found) for first, found in kinds.items()}


@cache
def _pattern(first: str) -> re.Pattern[str] | None:
    """The pattern of one beginning, compiled when a text first has it: all of them cost a tenth of the start-up."""
    shape = _shapes().get(first)
    return re.compile(shape) if shape else None


@cache
def _begins() -> re.Pattern[str]:
    """What begins a word, numbers as a whole."""
    firsts = _shapes()
    others = "".join(first for first in firsts if not first.isascii() and first not in _HAN)
    latin = "".join(first for first in firsts if first.isascii() and first.isalpha())
    # a class comes first, for which the text is scanned fastest; then what follows each of its characters
    return re.compile(
        rf"[{others}{latin}\d{date_patterns.HAN}](?:(?<=[{others}])(?=[\s{date_patterns.seconds()}])|(?<=\d)\d*+"
        rf"|(?<=[{date_patterns.HAN}])[{date_patterns.HAN}]*+|(?<=[{latin}])(?<![A-Za-z].)(?=[a-z1-4]))")
