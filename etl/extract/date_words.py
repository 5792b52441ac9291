"""A text → the words that dates are made of (2018年, 去年, 8月, 22日, 上周五), each read on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
"""A day or month in figures or words: 8, 08, 二十一."""
YEAR = r"(?:19|20)\d\d"
UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year",
         "季度": "quarter", "季": "quarter"}
WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "末": 0}
DAYS = {"大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "今天": 0, "今日": 0, "今晨": 0,
        "今早": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3, "大大后天": 4}
YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "本年度": 0, "今年度": 0,
         "上年度": -1, "明年": 1, "来年": 1, "下一年": 1, "后年": 2}
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "О": 0, "O": 0, "o": 0, "0": 0, "两": 2}
_TENS = {"十": 10, "廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a date: what it fixes, and its rank, since coarse words come before fine ones (year 0, day 4)."""

    kind: str
    start: int
    end: int
    rank: int
    values: dict[str, Any]


# Every branch begins with a character or class of characters, so that most positions fail at once.
_WORD = re.compile(rf"""
    (?P<iso>{YEAR}\ ?[-/.·]\ ?\d{{1,2}}\ ?[-/.·]\ ?\d{{1,2}}(?![\d.])日?)                 # 2018-08-20
  | (?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.]))           # 20180820
  | (?P<year>{YEAR}\s{{0,2}}年度?)                                                        # 2018年
  | (?P<year_to>{YEAR}(?=\s?(?:[-–—~～至到、和]|——)\s?{YEAR}\s?年))                        # 2017 of 2017-2018年
  | (?P<year_hans>[一二][〇零一二三四五六七八九○ОOo0]{{3}}\s?年度?)                          # 二〇一八年
  | (?P<month>{N}\s?月份?(?![龄租嫂]))                                                    # 8月
  | (?P<day>{N}\s?[日号])                                                                 # 20日
  | (?P<month_to>\d{{1,2}}(?=\s?(?:[-–—~～至到、和]|——)\s?{N}\s?月))                       # 2 of 2-4月
  | (?P<day_to>{N}(?=\s?(?:[-–—~～至到、和]|——)\s?{N}\s?[日号]))                           # 21 of 21-23日
  | (?P<rel_year>(?:大?前|去|今|本|明|来|后)年度?|上一?年度?(?!来)|下一年)                                     # 去年
  | (?P<rel_month>[本上下]+个?月份?|这个?月)                                               # 上个月
  | (?P<rel_day>大{{0,2}}[前后]天|前日|[昨今明][天日晚]|昨夜|今[晨早])                      # 昨日
  | (?P<rel_week>(?:上+|下+|本|这)一?个?(?:周|星期|礼拜)[一二三四五六日天末]?)              # 上周五
  | (?P<weekday>(?:周|星期|礼拜)[一二三四五六日天末])                                       # 周五
  | (?P<same_day>(?:当|同)[天日])
  | (?P<recent>近日|日前|近期|最近|近来)
  | (?P<quarter>第?[一二三四1-4]季度)
  | (?P<half>[上下]半年)
  | (?P<year_part>年[底末初]|岁末)
  | (?P<month_part>[上中下]旬|月?[底末初])
""", re.VERBOSE)


def words(text: str) -> list[Word]:
    """The words of dates in ``text``, in order.

    >>> [(word.kind, word.values) for word in words("去年8月22日")]
    [('rel_year', {'relative': 'year', 'offset': -1}), ('month', {'month': 8}), ('day', {'day': 22})]
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if start and text[start].isascii() and (text[start - 1].isascii() and text[start - 1].isalnum()
                                                or text[start - 1] in ".-/" and start > 1 and text[start - 2].isdigit()
                                                and kind in ("iso", "compact", "year")):
            continue
        read = _READ[kind](match.group())
        if read is not None:
            yield Word(kind, start, end, *read)


def number(written: str) -> int | None:
    """8, 08, 八, 二十一, 廿一 → the number.

    >>> number("二十一"), number("08")
    (21, 8)
    """
    if written.isdigit() and written.isascii():
        return int(written)
    total, digit = 0, 0
    for char in written:
        if char in _TENS:
            total += (digit or 1) * _TENS[char] if char == "十" else _TENS[char]
            digit = 0
        elif digit:
            return None
        else:
            digit = _DIGITS[char]
    return total + digit


def _day(written: str) -> tuple[int, dict[str, Any]] | None:
    day = number(re.sub(r"[\s日号]", "", written))
    return (4, {"day": day}) if day and day <= 31 else None


def _month(written: str) -> tuple[int, dict[str, Any]] | None:
    month = number(re.sub(r"[\s月份]", "", written))
    return (2, {"month": month}) if month and month <= 12 else None


def _iso(written: str) -> tuple[int, dict[str, Any]] | None:
    year, month, day = (int(one) for one in re.findall(r"\d+", written))
    return (4, {"year": year, "month": month, "day": day}) if 0 < month <= 12 and 0 < day <= 31 else None


def _compact(written: str) -> tuple[int, dict[str, Any]]:
    return 4, {"year": int(written[:4]), "month": int(written[4:6]), "day": int(written[6:])}


def _year(written: str) -> tuple[int, dict[str, Any]]:
    return 0, {"year": int("".join(str(_DIGITS.get(char, char)) for char in written[:4]))}


def _rel_year(written: str) -> tuple[int, dict[str, Any]]:
    return 0, {"relative": "year", "offset": YEARS[written.removesuffix("度")]}


def _steps(written: str) -> int:
    return written.count("下") - written.count("上")


def _rel_month(written: str) -> tuple[int, dict[str, Any]]:
    return 2, {"relative": "month", "offset": _steps(written)}


def _rel_week(written: str) -> tuple[int, dict[str, Any]]:
    named = re.search(r"[周期拜]([一二三四五六日天末])$", written)
    values: dict[str, Any] = {"relative": "week", "offset": _steps(written)}
    if named and named[1] == "末":
        values["relative"] = "weekend"
    elif named:
        values["weekday"] = WEEKDAYS[named[1]]
    return 4, values


def _weekday(written: str) -> tuple[int, dict[str, Any]]:
    if written[-1] == "末":
        return 5, {"relative": "weekend", "offset": 0}
    return 5, {"relative": "weekday", "weekday": WEEKDAYS[written[-1]]}


def _quarter(written: str) -> tuple[int, dict[str, Any]]:
    first = 3 * (number(written.strip("第季度")) or 1) - 2
    return 1, {"month": first, "end": {"month": first + 2}}


def _half(written: str) -> tuple[int, dict[str, Any]]:
    return 1, {"month": 1, "end": {"month": 6}} if written[0] == "上" else {"month": 7, "end": {"month": 12}}


def _year_part(written: str) -> tuple[int, dict[str, Any]]:
    return 1, {"month": 1 if written.endswith("初") else 12}


def _month_part(written: str) -> tuple[int, dict[str, Any]]:
    return 3, {"part": {"上": "early", "初": "early", "中": "middle"}.get(written[0] if "旬" in written else written[-1],
                                                                      "late")}


_READ = {
    "iso": _iso, "compact": _compact, "year": _year, "year_to": _year, "year_hans": _year, "month": _month,
    "month_to": _month, "day": _day, "day_to": _day, "rel_year": _rel_year, "rel_month": _rel_month,
    "rel_day": lambda written: (4, {"relative": "day", "offset": DAYS[written]}), "rel_week": _rel_week,
    "weekday": _weekday, "same_day": lambda written: (4, {"relative": "same_day"}),
    "recent": lambda written: (4, {"relative": "recent"}), "quarter": _quarter, "half": _half,
    "year_part": _year_part, "month_part": _month_part,
}
