"""A date expression → the days it denotes, completed from the day of writing or from a known year and month."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from etl.model import DateExpression, DateSpan, Precision

_AHEAD_COSTS = 3
"""A day ahead of writing counts as far as three before it: news mostly tells what has happened."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the time of writing."""

    day: dt.date | None
    year: int | None
    month: int | None


def complete(expression: DateExpression, reference: dt.date | None = None, year: int | None = None,
             month: int | None = None) -> DateSpan | None:
    """The days that ``expression`` denotes, or None where context does not settle them.

    ``reference`` is the day of writing; without it ``year`` and ``month`` are what the rest of the story or digest tells.

    >>> complete(DateExpression(month=12, day=28), reference=dt.date(2020, 1, 5)).start
    datetime.date(2019, 12, 28)
    """
    context = Context(reference, year, month)
    try:
        first = _span(expression, context)
        if first is None or expression.end is None:
            return first
        last = _span(_inherit(expression.end, first.start, expression), context)
    except (ValueError, OverflowError):
        return None
    if last is None or last.start < first.start:
        return None
    basis = "stated" if first.basis == "stated" else "resolved"
    return DateSpan(first.start, last.end or last_day(last.start, last.precision), first.precision, basis)


def last_day(first: dt.date, precision: Precision) -> dt.date:
    """The last day of the day, month or year that begins at ``first``."""
    if precision == "year":
        return first.replace(month=12, day=31)
    if precision == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def _inherit(end: DateExpression, start: dt.date, first: DateExpression) -> DateExpression:
    if end.year or end.relative:
        return end
    month = end.month or (start.month if end.day else None)
    if month is None:
        return end
    year = start.year + (month < start.month or month == start.month and (end.day or 31) < start.day)
    return DateExpression(year=year, month=month, day=end.day, part=end.part)


def _span(expression: DateExpression, context: Context) -> DateSpan | None:
    if expression.relative:
        return _relative(expression, context)
    if expression.year:
        return _dated(expression, expression.year)
    end = expression.end
    if end and end.year and expression.month:
        late = end.month and end.month < expression.month
        return _resolved(_dated(expression, end.year - bool(late)))
    return _resolved(_nearest(expression, context))


def _resolved(span: DateSpan | None) -> DateSpan | None:
    return DateSpan(span.start, span.end, span.precision, "resolved") if span else None


def _dated(expression: DateExpression, year: int) -> DateSpan | None:
    if expression.month is None:
        return DateSpan(dt.date(year, 1, 1), None, "year", "stated")
    if expression.day is None:
        return DateSpan(dt.date(year, expression.month, 1), None, "month", "stated")
    return DateSpan(dt.date(year, expression.month, expression.day), None, "day", "stated")


def _nearest(expression: DateExpression, context: Context) -> DateSpan | None:
    """Month and day, or the day alone, in the year or month nearest to the day of writing."""
    if context.day is None:
        return _known(expression, context)
    spans = []
    for step in (-2, -1, 0, 1, 2):
        if expression.month:
            year, month = context.day.year + step, expression.month
        elif expression.day:
            year, month = shifted(context.day.year, context.day.month, step)
        else:
            return None
        if (expression.day or 1) <= calendar.monthrange(year, month)[1]:
            spans.append(_dated(DateExpression(year=year, month=month, day=expression.day), year))
    return min(spans, key=lambda span: _distance(span, context.day), default=None)


def _distance(span: DateSpan, day: dt.date) -> int:
    if span.start > day:
        return (span.start - day).days * _AHEAD_COSTS
    return max(0, (day - last_day(span.start, span.precision)).days)


def _known(expression: DateExpression, context: Context) -> DateSpan | None:
    month = expression.month or context.month
    if context.year is None or month is None:
        return None
    return _dated(DateExpression(month=month, day=expression.day), context.year)


def shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month, so many months on."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def _relative(expression: DateExpression, context: Context) -> DateSpan | None:
    unit, offset, day = expression.relative, expression.offset or 0, context.day
    if unit == "year":
        year = day.year if day else context.year
        return _resolved(_dated(expression, year + offset)) if year else None
    if unit == "month" or unit == "recent":
        year, month = (day.year, day.month) if day else (context.year, context.month)
        if not year or not month or unit == "recent" and not day:
            return None
        year, month = shifted(year, month, offset)
        return _resolved(_dated(DateExpression(month=month, day=expression.day), year))
    if day is None:
        vague = unit == "day" and context.year and context.month and -1 <= offset <= 0
        return DateSpan(dt.date(context.year, context.month, 1), None, "month", "resolved") if vague else None
    return _around(expression, unit, offset, day)


def _around(expression: DateExpression, unit: str | None, offset: int, day: dt.date) -> DateSpan | None:
    monday = day - dt.timedelta(day.weekday()) + dt.timedelta(7 * offset)
    if unit == "day":
        return DateSpan(day + dt.timedelta(offset), None, "day", "resolved")
    if unit == "week" and expression.weekday:
        return DateSpan(monday + dt.timedelta(expression.weekday - 1), None, "day", "resolved")
    if unit == "week":
        return DateSpan(monday, monday + dt.timedelta(6), "day", "resolved")
    if unit == "weekend":
        return DateSpan(monday + dt.timedelta(5), monday + dt.timedelta(6), "day", "resolved")
    if unit == "weekday" and expression.weekday:
        back = (day.isoweekday() - expression.weekday) % 7
        return DateSpan(day - dt.timedelta(back), None, "day", "resolved")
    return None
