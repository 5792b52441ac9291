"""A word that counts from elsewhere → what it fixes: 去年 from the day of writing, 中旬 from the month before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.extract import date_numbers
from etl.extract.date_numbers import Read, Values

_WEEKDAY = re.compile(r"[一二三四五六日天末]$")
_DAYS = {"前天": -2, "前日": -2, "昨": -1, "今": 0, "即日": 0, "明": 1, "后天": 2}
_YEARS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "来": 1, "下": 1, "后": 2}


def _relative_year(words: str) -> Read:
    offset = -3 if words[0] == "大" else _YEARS[words[0]]
    return date_numbers.edged_year(words, {"relative": "year", "offset": offset})


def _relative_month(words: str) -> Read:
    return 2, {"relative": "month", "offset": _steps(words)}


def _relative_quarter(words: str) -> Read:
    return 1, {"relative": "quarter", "offset": _steps(words)}


def _units(words: str) -> Read:
    """上2个月: the two whole months before this one."""
    count, unit = date_numbers.count_and_unit(words)
    if not count:
        return None
    first, last = (-count, -1) if words[0] == "上" else (1, count)
    return 4, {"relative": unit, "offset": first, "end": {"relative": unit, "offset": last}}


def _half_month(words: str) -> Read:
    return 3, {"part": "half1" if words[0] == "上" else "half2"}


def _steps(words: str) -> int:
    return words.count("下") - words.count("上")


def _relative_week(words: str) -> Read:
    return _weekday_of(words, {"relative": "week", "offset": _steps(words)})


def _weekday_of(words: str, values: Values) -> Read:
    """``values`` with the weekday that the words end in; 周末 is the weekend."""
    named = _WEEKDAY.search(words)
    if named and named[0] == "末":
        return 4, values | {"relative": "weekend"}
    if named:
        values = values | {"weekday": min(7, "一二三四五六日天".index(named[0]) + 1)}
    return 4, values


def _weekday(words: str) -> Read:
    return _weekday_of(words, {"relative": "weekday"})


def _relative_day(words: str) -> Read:
    offset = next(offset for name, offset in _DAYS.items() if words.lstrip("大").startswith(name))
    return 4, {"relative": "day", "offset": offset + words.count("大") * (1 if offset > 0 else -1)}


def _window(words: str) -> Read:
    count, unit = date_numbers.count_and_unit(words)
    ahead = words.startswith(("未来", "今后", "此后", "接下来", "后"))
    if not count or count == 1 and words[0] in "前后":
        return None  # 前一天 is the day before another
    return 4, {"relative": f"window_{unit}", "offset": count if ahead else -count}


def _ago(words: str) -> Read:
    """三天前, 半年后, 七年半后; 30日内 is a time to keep, from now on."""
    count, unit = date_numbers.count_and_unit(words)
    sign = -1 if words.endswith("前") else 1
    if "半" in words and unit == "month":
        unit, count = "day", 30 * count + 15
    elif "半" in words:
        unit, count = "month", 12 * count + 6
    if words.endswith("内"):
        unit = f"window_{unit}"
    return (4, {"relative": unit, "offset": sign * count}) if count else None


def _year_edge(words: str) -> Read:
    if words == "年内":
        return 0, {"relative": "year", "offset": 0}
    if words.endswith("初"):
        return 1, {"relative": "year", "offset": 0, "month": 1}
    return 1, {"month": 12, "part": "year_end"}


def _third(words: str) -> Read:
    return 3, {"part": {"上": "early", "中": "middle", "下": "late"}[words[0]]}


def _month_edge(words: str) -> Read:
    return 3, {"part": "early" if words.endswith("初") else "late"}


def _day_named(words: str) -> Read:
    return 4, {"day": 1 if words == "第一天" else -1}


def _days(words: str) -> Read:
    count, _ = date_numbers.count_and_unit(words)
    return (4, {"day": 1, "end": {"day": count}}) if 1 < count <= 31 else None


def _nth_week(words: str) -> Read:
    count = date_numbers.COUNT.search(words.removeprefix("最后"))
    nth = -1 if words.startswith("最后") else 1 if words[0] == "首" else date_numbers.number(count[0]) if count else 0
    weekday = _WEEKDAY.search(words)
    return _weekday_of(words, {"nth": nth}) if weekday else (4, {"nth": nth})


def _new_year_day(words: str) -> Read:
    day = date_numbers.number(words.split("初")[1])
    return (4, {"month": 1, "day": day, "lunar": True}) if 1 <= day <= 10 else None


def _told_year(words: str) -> Read:
    return 0, {"relative": "told_year", "offset": int(words[0] in "次翌")}


READERS: dict[str, Callable[[str], Read]] = {
    "relative_year": _relative_year, "relative_month": _relative_month, "relative_quarter": _relative_quarter,
    "relative_week": _relative_week, "relative_day": _relative_day, "weekday": _weekday, "units": _units,
    "window": _window, "ago": _ago, "half_month": _half_month, "year_edge": _year_edge, "third": _third,
    "month_edge": _month_edge, "day_named": _day_named, "days": _days, "nth_week": _nth_week,
    "new_year_day": _new_year_day, "told_year": _told_year,
    "same_day": lambda words: (4, {"relative": "same_day"}),
    "recent": lambda words: (4, {"relative": "recent"}),
}
