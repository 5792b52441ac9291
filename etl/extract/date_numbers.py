"""Numbers, units and edges (底, 初) inside the words of a date."""

from __future__ import annotations

import re
from typing import Any

from etl import numerals

Values = dict[str, Any]
Read = tuple[float, Values] | None
"""A word's rank (year 0, quarter 1, month 2, part of a month 3, day 4) and what it fixes; None where it is no date."""

COUNT = re.compile(r"\d+|[一二两三四五六七八九十廿卅]+")
NUMBERS = re.compile(r"\d+")
_UNIT = re.compile(r"天|日|周|星期|礼拜|月|年|季度")
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "季度": "quarter",
          "年": "year"}


def number(words: str) -> int:
    """8, 08, 八, 二十一 → the number; 0 where there is none."""
    words = words.strip()
    return int(words) if words.isdecimal() else int(numerals.number(words) or 0)


def full_year(digits: str) -> int:
    """Two digits as the year they stand for.

    >>> full_year("18"), full_year("91")
    (2018, 1991)
    """
    year = number(digits)
    return year + (0 if year > 99 else 2000 if year < 50 else 1900)


def count_and_unit(words: str) -> tuple[int, str]:
    """三天 → 3, day; 0 and nothing where there is no number or unit.

    >>> count_and_unit("近三年")
    (3, 'year')
    """
    count = COUNT.search(words)
    unit = _UNIT.search(words, count.end() if count else 0)
    return (number(count[0]) if count else 0), _UNITS[unit[0]] if unit else ""


def edge(words: str) -> str:
    """What stands behind the unit: 底, 末, 初 or nothing."""
    return words[-1] if words[-1] in "底末初终尾" else ""


def edged_year(words: str, values: Values) -> Read:
    """The year of ``values``, or its last or first month: 2018年底, 今年初."""
    if behind := edge(words):
        return 1, values | {"month": 1 if behind == "初" else 12}
    return 0, values


def quarter_months(quarter: int) -> Values:
    """2 → April to June."""
    return {"month": 3 * quarter - 2, "end": {"month": 3 * quarter}}
