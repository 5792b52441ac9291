"""A text → the words that dates are made of (2018年, 去年, 8月, 22日, 上周五), each read on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.extract import date_readers
from etl.knowledge import almanac


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a date: what it fixes, and its rank, since coarse words come before fine ones (year 0, day 4)."""

    kind: str
    start: int
    end: int
    rank: float
    values: dict[str, Any]


DEPENDENT = frozenset({"nth_month", "third", "nth_week", "days", "day_named", "quarter_short"})
"""Kinds that mean a date only after a coarser word: 第三个月, 中旬, 第二周."""

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"  # 8, 08, 二十一
_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_Y = r"(?:19|20)\d\d"
_TO = r"\s?(?:[-–—―─~～至到]{1,2})\s?"
_WEEK = r"(?:周|星期|礼拜)"
_UNIT = rf"(?:[天日年]|{_WEEK}|个月|个?季度)"
_DECADE = r"(?:[一二三四五六七八九]?十|[1-9]0)年代"
_MONTH_NAME = (r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
               r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?")
_YEAR_EDGE = r"(?:年?(?:底|末(?!端)|初(?![中级步衷始创心一二三四五六七八九十高])))?"  # 2018年底, 今年年初
_MONTH_EDGE = r"(?:底|末(?!端)|初(?![一二三四五六七八九十\d]))?"  # 8月底; 三月初八 is a day
# what may follow 18年 for it to be 2018 and not a time of eighteen years
_AFTER_SHORT_YEAR = rf"\s?(?:{_N}月|年?[底末初]|第?[一二三四1-4首]季度|[上下前后]半年|[前第]{_N}个?(?:月|{_WEEK}|季度))"

# kind → pattern, the first that matches wins. Every pattern begins with a character or a class of them.
_PATTERNS = {
    # 2018-08-20 · 2018.8.21-23 · 2018/8/21-8/23
    "iso": rf"{_Y}\s?[-/.·]\s?\d{{1,2}}\s?[-/.·]\s?\d{{1,2}}(?!\d|[./]\d)日?(?:{_TO}(?:\d{{1,2}}[-/.])?\d{{1,2}}(?![\d./-]))?",
    "compact": r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.])",  # 20180820
    "day_first": rf"\d{{1,2}}(?:-\d{{1,2}}-|/\d{{1,2}}/){_Y}(?![\d/-])",  # 3-7-2017
    "short": r"\d{1,2}(?:-\d{1,2}-|/\d{1,2}/)\d\d(?![\d/-])(?!\s?[年月天元%岁个级人米分点万倍号型])",  # 12-11-10
    "slash": r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/.%-])",  # 12/1
    # 2008.03 · 2021.3-2022.5 is not a product of versions: two digits for the month, no unit behind
    "year_month": rf"{_Y}[.-](?:0[1-9]|1[0-2])(?!\s?[.%万亿元\d号/]|-\d\d(?!\d))(?:{_TO}{_Y}(?![.\d]))?",
    "quarter_year": rf"{_Y}\s?年?\s?Q[1-4](?:季度)?",  # 2021Q1
    "year": rf"{_Y}\s{{0,2}}年度?{_YEAR_EDGE}",
    "year_to": rf"{_Y}(?=(?:{_TO}|[、和与]){_Y}\s?年)",  # 2017 of 2017-2018年
    "year_han": rf"(?:[一二][〇零一二三四五六七八九○ОOo]{{3}})\s?年度?{_YEAR_EDGE}",  # 二〇一八年
    "year_short": rf"(?:0\d|零[一二三四五六七八九])年{_YEAR_EDGE}|\d\d年(?={_AFTER_SHORT_YEAR}){_YEAR_EDGE}",  # 08年, 18年5月
    "year_odd": rf"(?:\d{{3}}|[〇零一二三四五六七八九]{{3}}|[两二]千)年(?=\s?{_N}月)|\d{{3}}年(?<=在\d\d\d年)",  # 三六七年一月
    "name_year": rf"{_Y}(?=\s?[\u4e00-\u9fffA-Za-z“])",  # 2018中国智慧城市国际博览会
    # 8月20 at the end of a clause
    "month_day": rf"(?:{_N}|[正冬腊])月{_N}(?=\s*(?:$|\n|[，。；;）)？?！!]|,(?!\d)|[至到]\s?{_N}))",
    "month": rf"{_N}\s{{0,2}}月份?(?![龄租嫂]){_MONTH_EDGE}|[正冬腊]月",
    "day": rf"{_N}\s?(?:日(?![均游元报]|之?内|以内)|号(?![线楼院机门馆文令公]))",
    "month_to": rf"\d{{1,2}}(?=(?:{_TO}|[、和与]){_N}\s?月)",  # 2 of 2-4月
    "day_to": rf"{_N}(?=(?:{_TO}|[、和与]){_N}\s?[日号])",  # 21 of 21-23日
    "new_year_day": rf"大?年初{_N}",  # 大年初八
    "lunar_day": rf"初{_N}",
    "lunar": r"(?:农|阴|旧)历",
    "decade": rf"(?:{_N}|[上本])个?世纪(?:{_DECADE})?|{_DECADE}",  # 19世纪70年代
    "relative_year": rf"(?:大?前年(?<![之以]前年)|[去今本明来后]年|上一?年(?!来)|下一年)度?{_YEAR_EDGE}",
    "relative_month": rf"(?:[上下]{{1,3}}一?个?月(?<![以海]上月)|[本这当]个?月)(?![亮球])份?{_MONTH_EDGE}",
    "relative_quarter": r"[上下本]一?个?季度",
    "units": rf"[上下]\s?{_COUNT}\s?(?:个月|个?{_WEEK}|个?季度)(?<!以上.{{3}})(?<!以上.{{4}})",  # 上2个月
    "half_month": r"[上下]半个?月",
    "half": r"[上下前后]半年度?",
    "quarter": rf"(?:第?[一二三四1-4]|首)个?季度[初末]?|Q[1-4]季度|前{_COUNT}个?(?:月(?!份)|季度)",  # 前三季度
    "quarter_short": r"Q[1-4]",
    "relative_week": rf"(?:[上下]{{1,3}}|[本这])一?个?{_WEEK}(?:{_WEEK}?[一二三四五六日天末])?(?![期边刊年转长密])",
    "weekday": rf"{_WEEK}[一二三四五六日末](?<![每逢双单几][周期拜].)|(?:星期|礼拜)天",
    "relative_day": r"大{0,2}[前后]天(?<!之前天)(?![性形])|前日(?<![之以目年月日\d]前日)(?!均)|[昨今明][天日晚](?!报|头条|资本|之星|方舟|系|科技)"
                    r"|昨夜|今[晨早]|即日",
    "same_day": r"当[天日晚]|同[一]?[日天](?<!不同[日天])",
    "recent": r"近日(?<!附近日)|日前(?<![\d一二三四五六七八九十节生假即今昨明当作往某周近首]日前)"
              r"|近期(?!目标|规划|建设|任务|工作|计划)|最近(?!的|邻)(?!\s?[\d一二两三四五六七八九十])|近来",
    "window": rf"(?:过去|最近|近|未来|今后|此后|接下来)的?\s?{_COUNT}\s?{_UNIT}",  # 近三年, 未来两天
    "ago": rf"(?:{_COUNT}\s?(?:个半月|{_UNIT}半?)|半年|半个月)(?:之|以)?[前后内]",  # 三天前, 七年半后, 30日内
    "year_edge": r"年[底末初](?![中级步衷始创心一二三四五六七八九十高])|岁[末尾]|年内(?![蒙地部外])",
    "third": r"[上中下]旬",
    "month_edge": r"月[底末初](?![一二三四五六七八九十\d])",
    "day_named": r"最后一[天日]|第一天",
    "days": rf"前{_COUNT}[天日]",  # 4月前4天
    "nth_month": rf"第{_N}个月",
    "nth_week": rf"(?:第{_N}个?|首个?|最后一个?){_WEEK}[一二三四五六日天]?(?!年)",
    "english": rf"{_MONTH_NAME}\s\d{{1,2}}(?:st|nd|rd|th)?(?:(?:,\s?|\s){_Y})?(?![\d:])|{_MONTH_NAME},?\s{_Y}(?!\d)",
    "english_day_first": rf"\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH_NAME},?\s{_Y}(?!\d)",
}
_HAN_NUMBER = frozenset("一二三四五六七八九十百千万亿零〇几数多第点半两")


def words(text: str) -> list[Word]:
    """The words of dates in ``text``, in order.

    >>> [(word.kind, word.values) for word in words("去年8月22日")]
    [('relative_year', {'relative': 'year', 'offset': -1}), ('month', {'month': 8}), ('day', {'day': 22})]
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    last = -4
    for match in _pattern().finditer(text):
        start, end = match.span()
        if not _bounded(text, start, last):
            continue
        kind = match.lastgroup or ""
        read = date_readers.read(kind, match)
        if read is not None:
            yield Word(kind, start, end, *read)
            last = end


def _bounded(text: str, start: int, last: int) -> bool:
    """False inside a longer number or name: the 8日 of 1,008日, the 2.0.1 of V2.0.1, the 三年后 of 第三年后.

    ``last`` is where the word before ended: after 21- the 23日 is no part of a number.
    """
    if start == 0:
        return True
    first, before = text[start], text[start - 1]
    if first in _HAN_NUMBER:
        return before not in _HAN_NUMBER
    if not first.isascii():
        return True
    if before.isascii() and before.isalnum() or before == "第":
        return False
    glued = before in ".,-/:" and start > 1 and text[start - 2].isascii() and text[start - 2].isalnum()
    return not glued or start - last <= 3


@cache
def _pattern() -> re.Pattern[str]:
    festivals, alone = almanac.festivals(), []
    after_year = []
    for name in sorted(festivals, key=len, reverse=True):
        (alone if festivals[name].alone else after_year).append(name)
    eras = "|".join(sorted(almanac.eras(), key=len, reverse=True))
    firsts = "".join(sorted({name[0] for name in alone}))
    patterns = _PATTERNS | {
        "festival": rf"(?=[{firsts}])(?:{'|'.join(alone)})",
        "era": rf"(?=[{''.join(sorted({name[0] for name in almanac.eras()}))}])(?:{eras})\s?(?:元|\d{{1,3}}|{_N})年",
        "festival_after_year": rf"(?=[{''.join(sorted({name[0] for name in after_year}))}])"
                               rf"(?:{'|'.join(after_year)})(?<=年..)",
    }
    patterns["year_short"] += rf"|\d\d年(?={'|'.join([*alone, *after_year])})"
    order = ["festival", "era", "festival_after_year", *_PATTERNS]
    return re.compile("|".join(f"(?P<{kind}>{patterns[kind]})" for kind in order))
