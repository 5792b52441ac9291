"""A date expression → the days it denotes, completed from the day of writing or from a known year and month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge import almanac
from etl.model import DateExpression, DateSpan, Precision

_WEIGHTS = {None: (1, 5), True: (6, 1), False: (1, 6)}
"""What a day before and a day ahead of writing cost, by ``ahead``: news mostly tells what has happened."""
_THIRDS = {"early": (1, 10), "middle": (11, 20), "late": (21, 31), "half1": (1, 15), "half2": (16, 31)}


class _Context(NamedTuple):
    """What is known of the time of writing."""

    day: dt.date | None
    year: int | None
    month: int | None


@lru_cache(maxsize=1 << 10)  # several steps ask for the same date, and the stories of a digest share theirs
def complete(expression: DateExpression, reference: dt.date | None = None, year: int | None = None,
             month: int | None = None) -> DateSpan | None:
    """The days that ``expression`` denotes, or None where context does not settle them.

    ``reference`` is the day of writing; without it ``year`` and ``month`` are what the rest of the story or of the
    digest tells: they complete 8月20日, but never make a day of 昨日.

    >>> complete(DateExpression(month=12, day=28), reference=dt.date(2020, 1, 5)).start
    datetime.date(2019, 12, 28)
    """
    try:
        return _complete(expression, _Context(reference, year, month))
    except (ValueError, OverflowError):  # a day that no calendar has: 2月30日, or a year beyond 9999
        return None


def _complete(expression: DateExpression, context: _Context) -> DateSpan | None:
    first = _span(_borrowed(expression), context)
    if first is None or expression.end is None:
        return first
    last = _complete(_inherited(expression, first.start), context)
    if last is None or last.start < first.start:
        return None
    return first._replace(end=last.end or last_day(last.start, last.precision))


def last_day(first: dt.date, precision: Precision) -> dt.date:
    """The last day of the day, month or year that begins at ``first``."""
    if precision == "year":
        return first.replace(month=12, day=31)
    if precision == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def _borrowed(expression: DateExpression) -> DateExpression:
    """The first part of a range with what only its last part tells: 12月30日至2019年1月2日 begins in 2018."""
    end = expression.end
    if not end or not end.year and not end.month or expression.year or expression.relative or expression.named:
        return expression
    month = expression.month or (end.month if expression.day else None)
    year = end.year
    if month and end.month and (month, expression.day or 0) > (end.month, end.day or 31):
        if expression.month:
            year = year - 1 if year else None
        else:  # 30日至2月2日
            year, month = (year - (end.month == 1) if year else None), (end.month - 2) % 12 + 1
    return replace(expression, year=year, month=month)


def _inherited(expression: DateExpression, start: dt.date) -> DateExpression:
    """The last part of a range with what its first part tells: month, year or week."""
    end = expression.end
    assert end is not None
    if end.relative == "weekday" and expression.relative == "week":
        return replace(end, relative="week", offset=expression.offset)
    if end.year or end.relative:
        return end
    month = end.month or (start.month if end.day else None)
    if month is None:
        return replace(end, year=start.year)
    earlier = (month, end.day or 31) < (start.month, start.day)
    return replace(end, year=start.year + earlier, month=month, lunar=False)


def _span(expression: DateExpression, context: _Context) -> DateSpan | None:
    if expression.relative:
        span = _relative(expression, context)
    elif expression.year is not None:
        return _in_year(expression, expression.year)
    else:
        span = _nearest(expression, context) if context.day else _known(expression, context)
    return span._replace(basis="resolved") if span else None


def _in_year(expression: DateExpression, year: int) -> DateSpan | None:
    """What the words denote in one year; None where it has no such day."""
    if expression.named:
        return _single(almanac.festival_day(expression.named, year))
    if expression.nth:
        return _nth(expression, year)
    month, day = expression.month, expression.day
    if month is None and day is None:
        return DateSpan(dt.date(year, 1, 1), None, "year")
    if month is None:
        month = 12 if day == -1 else 1  # 今年最后一天
    if expression.lunar:
        return _single(almanac.lunar_day(year, month, day)) if day and day > 0 else None
    first = dt.date(year, month, 1)
    length = last_day(first, "month").day
    if expression.part in _THIRDS:
        begin, end = _THIRDS[expression.part]
        return DateSpan(first.replace(day=begin), first.replace(day=min(end, length)), "day")
    if day is None:
        return DateSpan(first, None, "month")
    day = length if day == -1 else day
    return _single(first.replace(day=day) if day <= length else None)


def _single(day: dt.date | None) -> DateSpan | None:
    return DateSpan(day, None, "day") if day else None


def _nth(expression: DateExpression, year: int) -> DateSpan | None:
    """The n-th week of a year or month, the first being that of its first Monday, or the n-th such weekday."""
    first = dt.date(year, expression.month or 1, 1)
    last = last_day(first, "month" if expression.month else "year")
    weekday = expression.weekday or 1
    nth = expression.nth or 1
    start = first + dt.timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    if nth < 0:
        start = last - dt.timedelta((last.isoweekday() - weekday) % 7)
    if not first <= start <= last:
        return None
    return DateSpan(start, None if expression.weekday else start + dt.timedelta(6), "day")


def _nearest(expression: DateExpression, context: _Context) -> DateSpan | None:
    """Of the years or months that would do, the one nearest to the day of writing."""
    day = context.day
    assert day is not None
    spans = [(span, _distance(expression, span, day)) for span in _choices(expression, day)]
    return min(spans, key=lambda pair: pair[1], default=(None, 0))[0]


def _choices(expression: DateExpression, day: dt.date) -> Iterator[DateSpan]:
    steps = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
    if expression.month or expression.named:
        spans = (_in_year(expression, day.year + step) for step in steps)
    elif expression.day or expression.part in _THIRDS:
        spans = (_in_year(replace(expression, month=month), year)
                 for year, month in (shifted(day.year, day.month, step) for step in steps))
    else:
        return
    yield from (span for span in spans if span)


def _distance(expression: DateExpression, span: DateSpan, day: dt.date) -> int:
    end = span.end or last_day(span.start, span.precision)
    if expression.end:
        last = _in_year(_inherited(expression, span.start), span.start.year) if not expression.end.relative else None
        end = max(end, last_day(last.start, last.precision)) if last else end
    if expression.end and not expression.day and expression.ahead is None:  # 下半年, 二季度: of this year, …
        lately = end.year < day.year and (day - end).days <= 60  # … in January 四季度 of the last
        return abs(end.year - day.year) - 2 * lately
    # in June 年底 is the coming one, in January the last
    past, ahead = (5, 1) if expression.part == "year_end" else _WEIGHTS[expression.ahead]
    if expression.month is None and expression.named is None and expression.ahead is None:
        past, ahead = 2, 3  # 22日 is mostly of this very month
    return past * max(0, (day - end).days) + ahead * max(0, (span.start - day).days)


def _known(expression: DateExpression, context: _Context) -> DateSpan | None:
    """From the year and month that the rest of the story or digest tells."""
    year, month = context.year, context.month
    if year is None:
        return None
    if expression.month or expression.named:
        if month and expression.month and abs(expression.month - month) == 11:
            year += 1 if expression.month < month else -1  # 12月 in a story of January is that of the year before
        return _in_year(expression, year)
    return _in_year(replace(expression, month=month), year) if month else None


def shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month, so many months on.

    >>> shifted(2018, 11, 3)
    (2019, 2)
    """
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def _relative(expression: DateExpression, context: _Context) -> DateSpan | None:
    unit, offset, day = expression.relative, expression.offset or 0, context.day
    year, month = (day.year, day.month) if day else (context.year, context.month)
    if unit == "year":
        return _in_year(expression, year + offset) if year else None
    if unit == "month" and year and month:
        year, month = shifted(year, month, offset)
        return _in_year(replace(expression, month=month), year)
    if day is not None:
        return _from_day(expression, offset, day)
    # never a day of 昨日 by guess: at most the month that the rest fixes
    vague = unit == "day" and offset in (-1, 0) and year and month
    return DateSpan(dt.date(year, month, 1), None, "month") if vague else None


def _from_day(expression: DateExpression, offset: int, day: dt.date) -> DateSpan | None:
    unit = expression.relative or ""
    monday = day + dt.timedelta(7 * offset - day.weekday())
    match unit.removeprefix("window_"):
        case _ if unit.startswith("window_"):
            return _window(unit.removeprefix("window_"), offset, day)
        case "day":
            return _single(day + dt.timedelta(offset))
        case "week" if expression.weekday:
            return _single(monday + dt.timedelta(expression.weekday - 1))
        case "week":
            return DateSpan(monday, monday + dt.timedelta(6), "day")
        case "weekend":
            return DateSpan(monday + dt.timedelta(5), monday + dt.timedelta(6), "day")
        case "weekday" if expression.weekday:
            ahead = (expression.weekday - day.isoweekday()) % 7
            return _single(day + dt.timedelta(ahead if expression.ahead or not ahead else ahead - 7))
        case "quarter":
            year, month = shifted(day.year, 3 * ((day.month - 1) // 3) + 1, 3 * offset)
            return DateSpan(dt.date(year, month, 1), last_day(dt.date(year, month + 2, 1), "month"), "month")
        case "recent":
            return DateSpan(day.replace(day=1), None, "month")
    return None


def _window(unit: str, count: int, day: dt.date) -> DateSpan:
    """近三年 ends on the day of writing, 未来两天 begins on it."""
    if unit in ("day", "week"):
        other = day + dt.timedelta(count * (7 if unit == "week" else 1))
    else:
        year, month = shifted(day.year, day.month, count * {"month": 1, "quarter": 3, "year": 12}[unit])
        length = calendar.monthrange(year, month)[1]
        other = dt.date(year, month, min(day.day, length))
    if count < 0:
        return DateSpan(other, day, "day")
    return DateSpan(day, other, "day")
