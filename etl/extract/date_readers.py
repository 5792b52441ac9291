"""A word of a date → what it fixes: one small reader for each kind of ``date_words``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from etl import numerals
from etl.knowledge import almanac

Values = dict[str, Any]
Read = tuple[float, Values] | None
"""The word's rank (year 0, quarter 1, month 2, part of a month 3, day 4) and what it fixes; None where it is no date."""

_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year", "季度": "quarter"}
_UNIT = re.compile(r"天|日|周|星期|礼拜|月|年|季度")
_WEEKDAY = re.compile(r"[一二三四五六日天末]$")
_NUMBERS = re.compile(r"\d+")
_COUNT = re.compile(r"\d+|[一二两三四五六七八九十廿卅]+")
_DAYS = {"前天": -2, "前日": -2, "昨": -1, "今": 0, "即日": 0, "明": 1, "后天": 2}
_YEARS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "来": 1, "下": 1, "后": 2}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(kind: str, match: re.Match[str]) -> Read:
    """The rank of a word of ``kind`` and what it fixes.

    >>> read("month", re.match(".*", "十二月"))
    (2, {'month': 12})
    """
    return _READERS[kind](match.group())


def number(words: str) -> int:
    """8, 08, 八, 二十一 → the number; 0 where there is none."""
    return int(numerals.number(words.strip()) or 0)


def full_year(digits: str) -> int:
    """Two digits as the year they stand for.

    >>> full_year("18"), full_year("91")
    (2018, 1991)
    """
    year = number(digits)
    return year + (0 if year > 99 else 2000 if year < 50 else 1900)


def _date(year: int, month: int, day: int) -> Read:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return 4, {"year": year, "month": month, "day": day}


def _iso(words: str) -> Read:
    year, month, day, *rest = (int(one) for one in _NUMBERS.findall(words))
    first = _date(year, month, day)
    if first and rest:
        end_month, end_day = rest if len(rest) == 2 else (month, rest[0])
        if _date(year, end_month, end_day) is None:
            return None
        first[1]["end"] = {"month": end_month, "day": end_day}
    return first


def _compact(words: str) -> Read:
    return _date(int(words[:4]), int(words[4:6]), int(words[6:]))


def _day_first(words: str) -> Read:
    """3-7-2017; the second number is the month unless only the first can be one."""
    day, month, year = (int(one) for one in _NUMBERS.findall(words))
    return _date(year, month, day) or _date(year, day, month)


def _short(words: str) -> Read:
    """12-11-10 begins with the year where that makes a date, else it ends with it (05/05/89)."""
    parts = _NUMBERS.findall(words)
    if sum(len(part) == 2 for part in parts) < 2 and not any(part.startswith("0") or int(part) > 12 for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    return _date(full_year(parts[0]), second, third) or _date(full_year(parts[2]), first, second)


def _slash(words: str) -> Read:
    """12/1 is a day; 1/3 and 9/10 are fractions as well, so that only what can be no fraction counts."""
    month, day = (int(part) for part in words.split("/"))
    return (4, {"month": month, "day": day}) if month >= day or day > 12 and month > 1 else None


def _year_month(words: str) -> Read:
    year, month, *rest = (int(one) for one in _NUMBERS.findall(words))
    return 2, {"year": year, "month": month, **({"end": {"year": rest[0]}} if rest else {})}


def _edge(words: str) -> str:
    """What stands behind the unit: 底, 末, 初 or nothing."""
    return words[-1] if words[-1] in "底末初终尾" else ""


def _edged_year(words: str, values: Values) -> Read:
    if edge := _edge(words):
        return 1, values | {"month": 1 if edge == "初" else 12}
    return 0, values


def _year(words: str) -> Read:
    return _edged_year(words, {"year": number(re.split(r"[\s年版Q]", words, maxsplit=1)[0].translate(_ZEROS))})


_ZEROS = str.maketrans("○ОOo", "〇〇〇〇")


def _year_short(words: str) -> Read:
    return _edged_year(words, {"year": full_year(words.split("年")[0])})


def _year_odd(words: str) -> Read:
    digits = words.split("年")[0]
    return 0, {"year": 2000 if digits.endswith("千") else number(digits)}


def _quarter_year(words: str) -> Read:
    return 1, {"year": int(words[:4])} | _quarter_months(int(words.removesuffix("季度")[-1]))


def _month(words: str) -> Read:
    if words[0] in "正冬腊":
        return 2, {"month": {"正": 1, "冬": 11, "腊": 12}[words[0]], "lunar": True}
    month = number(words.split("月")[0])
    return (2, {"month": month}) if 1 <= month <= 12 else None


def _month_day(words: str) -> Read:
    month, day = words.split("月")
    first, last = _month(month + "月"), _day(day)
    return (4, first[1] | last[1]) if first and last else None


def _day(words: str) -> Read:
    day = number(words.rstrip("日号"))
    return (4, {"day": day}) if 1 <= day <= 31 else None


def _lunar_day(words: str) -> Read:
    day = number(words[1:])
    return (4, {"day": day, "lunar": True}) if 1 <= day <= 10 else None


def _new_year_day(words: str) -> Read:
    day = number(words.split("初")[1])
    return (4, {"month": 1, "day": day, "lunar": True}) if 1 <= day <= 10 else None


def _decade(words: str) -> Read:
    century, _, decade = words.rpartition("世纪")
    first = 1900
    if century:
        count = _COUNT.search(century)
        first = 100 * (number(count[0]) - 1) if count else 1900 if century[0] == "上" else 2000
    if not decade:
        # 21世纪 is mostly part of a name
        return (0, {"year": first, "end": {"year": first + 99}}) if first < 2000 and first else None
    ten = number(decade.removesuffix("年代"))
    if not century and ten < 30:
        first = 2000
    return 0, {"year": first + ten, "end": {"year": first + ten + 9}}


def _relative_year(words: str) -> Read:
    offset = -3 if words[0] == "大" else _YEARS[words[0]]
    return _edged_year(words, {"relative": "year", "offset": offset})


def _steps(words: str) -> int:
    return words.count("下") - words.count("上")


def _relative_month(words: str) -> Read:
    return 2, {"relative": "month", "offset": _steps(words)}


def _relative_quarter(words: str) -> Read:
    return 1, {"relative": "quarter", "offset": _steps(words)}


def _units(words: str) -> Read:
    """上2个月: the two whole months before this one."""
    count, unit = _count_and_unit(words)
    if not count:
        return None
    first, last = (-count, -1) if words[0] == "上" else (1, count)
    return 4, {"relative": unit, "offset": first, "end": {"relative": unit, "offset": last}}


def _count_and_unit(words: str) -> tuple[int, str]:
    count = _COUNT.search(words)
    unit = _UNIT.search(words, count.end() if count else 0)
    return (number(count[0]) if count else 0), _UNITS[unit[0]] if unit else ""


def _half_month(words: str) -> Read:
    return 3, {"part": "half1" if words[0] == "上" else "half2"}


def _half(words: str) -> Read:
    return 1, {"month": 1, "end": {"month": 6}} if words[0] in "上前" else {"month": 7, "end": {"month": 12}}


def _quarter_months(quarter: int) -> Values:
    return {"month": 3 * quarter - 2, "end": {"month": 3 * quarter}}


def _quarter(words: str) -> Read:
    if words[0] == "前":
        count, unit = _count_and_unit(words)
        last = 3 * count if unit == "quarter" else count
        return (1, {"month": 1, "end": {"month": last}}) if 1 < last <= 12 else None
    count = _COUNT.search(words)
    months = _quarter_months(number(count[0]) if count else 1)
    if edge := _edge(words):
        return 1, {"month": months["month"] if edge == "初" else months["end"]["month"]}
    return 1, months


def _relative_week(words: str) -> Read:
    return _weekday_of(words, {"relative": "week", "offset": _steps(words)})


def _weekday_of(words: str, values: Values) -> Read:
    named = _WEEKDAY.search(words)
    if named and named[0] == "末":
        return 4, values | {"relative": "weekend"}
    if named:
        return 4, values | {"weekday": "一二三四五六日天".index(named[0]) % 7 + 1 if named[0] != "天" else 7}
    return 4, values


def _weekday(words: str) -> Read:
    return _weekday_of(words, {"relative": "weekday"})


def _relative_day(words: str) -> Read:
    offset = next(offset for name, offset in _DAYS.items() if words.lstrip("大").startswith(name))
    return 4, {"relative": "day", "offset": offset + words.count("大") * (1 if offset > 0 else -1)}


def _window(words: str) -> Read:
    count, unit = _count_and_unit(words)
    ahead = words.startswith(("未来", "今后", "此后", "接下来"))
    return (4, {"relative": f"window_{unit}", "offset": count if ahead else -count}) if count else None


def _ago(words: str) -> Read:
    """三天前, 半年后, 七年半后; 30日内 is a time to keep, from now on."""
    count, unit = _count_and_unit(words)
    sign = -1 if words.endswith("前") else 1
    if words.endswith("内"):
        return (4, {"relative": f"window_{unit}", "offset": count}) if count else None
    if "半" in words:
        if unit == "month" or words.startswith("半个月"):
            return 4, {"relative": "day", "offset": sign * (30 * count + 15)}
        unit, count = "month", 12 * count + 6
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
    count, _ = _count_and_unit(words)
    return (4, {"day": 1, "end": {"day": count}}) if 1 < count <= 31 else None


def _nth_week(words: str) -> Read:
    count = _COUNT.search(words.removeprefix("最后"))
    nth = -1 if words.startswith("最后") else 1 if words[0] == "首" else number(count[0]) if count else 0
    weekday = _WEEKDAY.search(words)
    return _weekday_of(words, {"nth": nth}) if weekday else (4, {"nth": nth})


def _era(words: str) -> Read:
    era = next(era for era in sorted(almanac.eras(), key=len, reverse=True) if words.startswith(era))
    count = words.removeprefix(era).strip().removesuffix("年")
    return 0, {"year": almanac.eras()[era] - 1 + (1 if count == "元" else number(count))}


def _english(words: str) -> Read:
    month = _MONTHS.index(re.search(r"[A-Za-z]{3}", re.sub(r"^\d+(?:st|nd|rd|th)?", "", words))[0].lower()) + 1
    numbers = [int(one) for one in _NUMBERS.findall(words)]
    values = {"month": month} | {"year" if one > 31 else "day": one for one in numbers}
    return (4 if "day" in values else 2, values) if 1 <= values.get("day", 1) <= 31 else None


def _festival(words: str) -> Read:
    return 4, {"named": words}


def _fixed(rank: float, **values: Any) -> Callable[[str], Read]:
    return lambda words: (rank, values)


_READERS: dict[str, Callable[[str], Read]] = {
    "iso": _iso, "compact": _compact, "day_first": _day_first, "short": _short, "slash": _slash,
    "year_month": _year_month, "quarter_year": _quarter_year, "year": _year, "year_to": _year, "year_han": _year,
    "name_year": _year, "year_short": _year_short, "year_odd": _year_odd, "era": _era, "month_day": _month_day,
    "month": _month, "month_to": _month, "day": _day, "day_to": _day, "lunar_day": _lunar_day, "new_year_day": _new_year_day,
    "lunar": _fixed(0.5, lunar=True), "decade": _decade, "relative_year": _relative_year,
    "relative_month": _relative_month, "relative_quarter": _relative_quarter, "units": _units,
    "half_month": _half_month, "half": _half, "quarter": _quarter,
    "quarter_short": lambda words: (1, _quarter_months(int(words[1]))), "relative_week": _relative_week,
    "weekday": _weekday, "relative_day": _relative_day, "same_day": _fixed(4, relative="same_day"),
    "recent": _fixed(4, relative="recent"), "window": _window, "ago": _ago, "year_edge": _year_edge, "third": _third,
    "month_edge": _month_edge, "day_named": _day_named, "days": _days,
    "nth_month": lambda words: _month(words.strip("第").replace("个", "")), "nth_week": _nth_week, "english": _english,
    "english_day_first": _english, "festival": _festival, "festival_after_year": _festival,
}
