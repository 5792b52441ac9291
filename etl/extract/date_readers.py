"""A word of a date → what it fixes: one small reader for each kind of ``date_patterns``."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.extract import date_numbers, date_relations
from etl.extract.date_numbers import Read, Values
from etl.knowledge import almanac

_ENGLISH_MONTH = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZEROS = str.maketrans("○ОOo", "〇〇〇〇")


def read(kind: str, words: str) -> Read:
    """The rank of a word of ``kind`` and what it fixes.

    >>> read("month", "十二月")
    (2, {'month': 12})
    """
    return _READERS[kind](words)


def _date(year: int, month: int, day: int) -> Read:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return 4, {"year": year, "month": month, "day": day}


def _iso(words: str) -> Read:
    year, month, day, *rest = (int(one) for one in date_numbers.NUMBERS.findall(words))
    first = _date(year, month, day)
    if first and rest:
        end_month, end_day = rest if len(rest) == 2 else (month, rest[0])
        if _date(year, end_month, end_day) is None:
            return None
        first[1]["end"] = {"month": end_month, "day": end_day}
    return first


def _compact(words: str) -> Read:
    """20180820."""
    return _date(int(words[:4]), int(words[4:6]), int(words[6:]))


def _day_first(words: str) -> Read:
    """3-7-2017; the second number is the month unless only the first can be one."""
    day, month, year = (int(one) for one in date_numbers.NUMBERS.findall(words))
    return _date(year, month, day) or _date(year, day, month)


def _short(words: str) -> Read:
    """12-11-10 begins with the year where that makes a date, else it ends with it (05/05/89)."""
    parts = date_numbers.NUMBERS.findall(words)
    if sum(len(part) == 2 for part in parts) < 2 and not any(part.startswith("0") or int(part) > 12 for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    years = date_numbers.full_year(parts[0]), date_numbers.full_year(parts[2])
    return _date(years[0], second, third) or _date(years[1], first, second)


def _slash(words: str) -> Read:
    """12/1 is a day; 1/3 and 9/10 are fractions as well, so that only what can be no fraction counts."""
    month, day = (int(part) for part in words.split("/"))
    return (4, {"month": month, "day": day}) if month >= day or day > 12 and month > 1 else None


def _year_month(words: str) -> Read:
    year, month, *rest = (int(one) for one in date_numbers.NUMBERS.findall(words))
    return 2, {"year": year, "month": month, **({"end": {"year": rest[0]}} if rest else {})}


def _year_span(words: str) -> Read:
    """2017-18年; not 2017-05年, whose second number is no later year of the century."""
    first, last = (int(one) for one in date_numbers.NUMBERS.findall(words))
    last += first - first % 100
    return (0, {"year": first, "end": {"year": last}}) if first < last else None


def _years(words: str) -> Read:
    first, last = (int(one) for one in date_numbers.NUMBERS.findall(words))
    return (0, {"year": first, "end": {"year": last}}) if first < last else None


def _year(words: str) -> Read:
    return date_numbers.edged_year(words, {"year": date_numbers.number(words[:4].translate(_ZEROS))})


def _year_short(words: str) -> Read:
    return date_numbers.edged_year(words, {"year": date_numbers.full_year(words.split("年")[0])})


def _year_odd(words: str) -> Read:
    digits = words.split("年")[0]
    year = 2000 if digits.endswith("千") else date_numbers.number(digits)
    if "千" in digits and not 1900 <= year <= 2100:
        return None  # a time of so many years
    # 107年8月 counts from 1912, as in Taiwan
    return 0, {"year": year + 1911 if digits.isdecimal() and 95 <= year <= 150 else year}


def _quarter_year(words: str) -> Read:
    year, part = {"year": int(words[:4])}, int(words.removesuffix("季度")[-1])
    if "H" in words:
        return 1, year | _half("上下"[part - 1])[1]
    return 1, year | date_numbers.quarter_months(part)


def _month(words: str) -> Read:
    if words[0] == "元":
        return 2, {"month": 1}
    if words[0] in "正冬腊":
        return 2, {"month": {"正": 1, "冬": 11, "腊": 12}[words[0]], "lunar": True}
    month = date_numbers.number(words.split("月")[0])
    return (2, {"month": month}) if 1 <= month <= 12 else None


def _month_day(words: str) -> Read:
    month, day = words.split("月")
    first, last = _month(month + "月"), _day(day)
    return (4, first[1] | last[1]) if first and last else None


def _day(words: str) -> Read:
    words = words.rstrip("日号")
    day = date_numbers.number(words[:-1] if words[:1].isdigit() and words[-1] in "两三" else words)
    return (4, {"day": day}) if 1 <= day <= 31 else None


def _lunar_day(words: str) -> Read:
    day = date_numbers.number(words[1:])
    return (4, {"day": day, "lunar": True}) if 1 <= day <= 10 else None


def _decade(words: str) -> Read:
    century, _, decade = words.rpartition("世纪")
    first = 1900
    if century:
        count = date_numbers.COUNT.search(century)
        first = 100 * (date_numbers.number(count[0]) - 1) if count else 1900 if century[0] == "上" else 2000
    if not decade:
        # 21世纪 is mostly part of a name
        named = first >= 2000 and words[0] != "本" or not first
        return None if named else (0, {"year": first, "end": {"year": first + 99}})
    ten = date_numbers.number(decade.removesuffix("年代"))
    if not century and ten < 30:
        first = 2000
    return 0, {"year": first + ten, "end": {"year": first + ten + 9}}


def _half(words: str) -> tuple[float, Values]:
    return 1, {"month": 1, "end": {"month": 6}} if words[0] in "上前" else {"month": 7, "end": {"month": 12}}


def _quarter(words: str) -> Read:
    if words[0] in "前头":
        count, unit = date_numbers.count_and_unit(words)
        last = 3 * count if unit == "quarter" else count
        return (1, {"month": 1, "end": {"month": last}}) if 1 < last <= 12 else None
    count = date_numbers.COUNT.search(words)
    months = date_numbers.quarter_months(date_numbers.number(count[0]) if count else 1)
    if edge := date_numbers.edge(words):
        return 1, {"month": months["month"] if edge == "初" else months["end"]["month"]}
    return 1, months


def _quarters(words: str) -> Read:
    first, last = (date_numbers.number(one) for one in date_numbers.COUNT.findall(words))
    return (1, {"month": 3 * first - 2, "end": {"month": 3 * last}}) if first < last else None


def _era(words: str) -> Read:
    era = next(era for era in sorted(almanac.eras(), key=len, reverse=True) if words.startswith(era))
    count = words.removeprefix(era).strip().removesuffix("年")
    return 0, {"year": almanac.eras()[era] - 1 + (1 if count == "元" else date_numbers.number(count))}


def _english(words: str) -> Read:
    month = _MONTHS.index(_ENGLISH_MONTH.search(words)[1].lower()) + 1  # type: ignore[index]  # the pattern has one
    numbers = [int(one) for one in date_numbers.NUMBERS.findall(words)]
    days, years = [one for one in numbers if one < 100], [one for one in numbers if one > 100]
    values: Values = {"month": month} | ({"year": years[0]} if years else {})
    if not days:
        return 2, values
    if not all(1 <= day <= 31 for day in days):
        return None
    return 4, values | {"day": days[0]} | ({"end": {"day": days[1]}} if len(days) > 1 else {})


_READERS: dict[str, Callable[[str], Read]] = date_relations.READERS | {
    "iso": _iso, "compact": _compact, "day_first": _day_first, "short": _short, "slash": _slash,
    "year_span": _year_span, "years": _years, "year_month": _year_month, "quarter_year": _quarter_year,
    "year": _year, "year_to": _year, "year_han": _year, "name_year": _year, "year_short": _year_short,
    "year_odd": _year_odd, "era": _era, "decade": _decade, "half": _half, "quarter": _quarter, "quarters": _quarters,
    "quarter_short": lambda words: (1, date_numbers.quarter_months(int(words[1]))),
    "month": _month, "month_to": _month, "nth_month": lambda words: _month(words[1:].replace("个", "")),
    "month_day": _month_day, "day": _day, "day_to": _day,
    "day_in_brackets": lambda words: _day(words[1:].strip("（()） 日")),
    "lunar": lambda words: (0.5, {"lunar": True}), "lunar_day": _lunar_day,
    "english": _english, "english_day_first": _english,
    "festival": lambda words: (4, {"named": words}), "festival_after_year": lambda words: (4, {"named": words}),
}
