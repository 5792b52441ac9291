"""A text → its dates: words of dates joined to expressions, these to ranges and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from etl.extract import completion, date_rules, date_words
from etl.extract.date_words import Word
from etl.model import DateExpression, Mention

complete = completion.complete

_GAP = re.compile(r"[ \t\xa0]{0,2}(?:的|\n)?\s?$")
_RANGE = re.compile(r"(?:开始|起)?\s?(?:[-–—―─~～至到]{1,2}|直到)\s?$")
_BETWEEN = re.compile(r"\s?[与和]\s?$|(?:之后|以后)\s?$")  # 2007年与2009年之间 · 2011年以后2016年之前
_BETWEEN_AFTER = re.compile(r"之间|期间|间(?!接)|之前|以前")
_LIST = re.compile(r"\s?(?:[、和及与]|以及)\s?$")
# 8月20日（星期一）上午9时
_DAYTIME = re.compile(
    r"(?:当[天日晚])?(?:\s?[（(,，、]?\s?(?:周|星期|礼拜)[一二三四五六日天](?:\s?[)）])?)?"
    r"(?:\s?(?:凌晨|清晨|早晨|早上|上午|中午|午间|下午|傍晚|晚间|晚上|夜间|深夜|午后|盘后|晚(?![于会报宴年点])|早(?=[,，])))?"
    r"(?:\s?\d{1,2}(?:[:：]\d\d(?![\d:])|[时点](?:\d{1,2}分|半)?(?!代|候)))?")
_BARE_DAY_NO = re.compile(r"(?:以上|左右|后|制|[游经程圆])|的?(?:时间|工夫|期限)")
_DURATION_BEFORE = re.compile(
    r"(?:为期|历时|连续|持续|长达|提前|不足|超过|缩[短至]至?|压缩[到至]|减[少至]至?|[每满共逾近约第某数])$")
_RECURRING = re.compile(r"(?:每年|每月|每季度?|每逢|逢|历年)的?$")
_NUMBERED = re.compile(r"第\s?\d+\s?[号期]")  # 2018年第12号 is a number
_CODE_BEFORE = re.compile(r"[A-Z]\s?$")  # DB33/T 2018-05 is a standard
_APART = ("", "\n", "，", ",", "。", "；")
_TOLD_WITHIN = 80  # characters
_RELATIVE = ("relative_", "week", "recent", "same_day", "window", "ago", "units")
_LAST_IN_GROUP = frozenset({"half", "quarter", "quarters", "quarter_short", "quarter_year", "decade", "year_span",
                            "years", "units", "window", "ago"})


class _Found(NamedTuple):
    """An expression with its words; ``joined`` where it already is a range of two.

    A ``weak`` one is a date only as a part of a range or list: 十二日, 9号, the 21 of 21-.
    """

    start: int
    end: int
    value: DateExpression
    kinds: tuple[str, ...]
    joined: bool = False
    weak: bool = False


def find(text: str) -> list[Mention]:
    """The dates of ``text`` (folded), in order, none overlapping.

    >>> [(m.text, m.value.month, m.value.day) for m in find("8月20日上午，双方签约")]
    [('8月20日上午', 8, 20)]
    """
    found = _told_years(_settled(_joined(text, _expressions(text))))
    return [date_rules.mention(text, one.start, one.end, one.value, one.kinds) for one in found]


def _expressions(text: str) -> list[_Found]:
    found: list[_Found] = []
    group: list[Word] = []
    for word in date_words.words(text):
        if group and not _joins(text, group, word):
            found += _expression(text, group)
            group = []
        if not found or word.start >= found[-1].end:  # else a weekday that the date before has taken in
            group.append(word)
    return found + _expression(text, group)


def _joins(text: str, group: list[Word], right: Word) -> bool:
    """True where ``right`` makes the words before it finer: 2018年|8月, 去年|12月, 农历|2015年."""
    left = group[-1]
    gap = right.start - left.end
    if gap > 3 or left.kind.endswith("_to") or left.kind == "name_year" or right.kind == "name_year":
        return False
    if not _GAP.match(text[left.end:right.start]):
        return False
    if left.kind == "lunar":
        return right.kind in ("year", "year_han", "year_short", "month", "month_day", "relative_year")
    if right.kind.startswith(_RELATIVE):
        return left.kind == "relative_year" and right.kind == "relative_month" and not gap  # 去年本月
    if left.kind in _LAST_IN_GROUP or left.kind == "year_edge" and right.kind != "day_named":
        return False
    if right.kind == "lunar_day":
        return left.kind == "month"
    return left.rank < right.rank


def _expression(text: str, group: list[Word]) -> list[_Found]:
    """The words as one expression, or nothing where they are no date."""
    if not group or group[0].kind in date_words.DEPENDENT:
        return []
    start, stop = group[0].start, group[-1].end
    values = _values(group)
    if values is None or _RECURRING.search(text[max(0, start - 4):start]):
        return []
    if len(group) == 1 and not _date_alone(text, group[0]):
        return []
    end = values.pop("end", None)
    value = DateExpression(**values, end=DateExpression(**end) if end else None)
    if value.day or value.named or value.relative in ("day", "week", "weekday", "same_day"):
        stop = _DAYTIME.match(text, stop).end()  # type: ignore[union-attr]  # it matches nothing at least
    weak = _weak(text, group) and stop == group[-1].end  # 20号下午 is a day
    return [_Found(start, stop, value, tuple(word.kind for word in group), weak=weak)]


def _values(group: list[Word]) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    for word in group:
        if values.get("relative") == "year" and word.kind == "relative_month":
            values = word.values | {"offset": 12 * values["offset"] + word.values["offset"]}  # 去年本月
        else:
            values |= word.values
    if group[0].kind == "month_edge":
        return {"relative": "month", "offset": 0}
    if group[0].kind == "half_month":
        values |= {"relative": "month", "offset": 0}
    month, day = values.get("month"), values.get("day")
    if month and day and not values.get("lunar") and day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    return values if values.keys() - {"lunar"} else None


def _weak(text: str, group: list[Word]) -> bool:
    last = group[-1]
    if len(group) > 1 or last.kind != "day":
        return last.kind.endswith("_to")
    if text[last.end - 1] == "号":  # 22号 is a day where it stands for itself, else a number
        return text[last.start - 1:last.start] not in _APART or text[last.end:last.end + 1] not in _APART
    return not text[last.start].isdigit()


def _date_alone(text: str, word: Word) -> bool:
    """False for a word that only looks like a date: 1号线, 三日游, 为期5日, 2018年第12号."""
    if word.kind == "day":
        return not (_BARE_DAY_NO.match(text, word.end)
                    or _DURATION_BEFORE.search(text[max(0, word.start - 4):word.start]))
    if word.kind in ("year", "year_han"):
        return not _NUMBERED.match(text, word.end)
    if word.kind == "year_month":
        return not _CODE_BEFORE.search(text[max(0, word.start - 2):word.start])
    if word.kind == "name_year":
        return date_rules.names_something(text, word.start, word.end)
    return word.kind not in ("lunar", "lunar_day", "third")


def _joined(text: str, found: Iterable[_Found]) -> list[_Found]:
    """Ranges made of their ends, parts of lists completed by what the first part tells."""
    merged: list[_Found] = []
    for right in found:
        left = merged[-1] if merged else None
        if left is None or right.start - left.end > 5:
            merged.append(right)
            continue
        gap = text[left.end:right.start]
        if one := _range(text, gap, left, right) or _same(text, gap, left, right):
            merged[-1] = one
        elif _LIST.match(gap):
            right = _in_list(left, right)
            merged[-1:] = _consecutive(left, right)
        else:
            merged.append(right)
    return merged


def _range(text: str, gap: str, left: _Found, right: _Found) -> _Found | None:
    if left.joined or left.value.relative in ("recent", "same_day") or right.value.relative in ("recent", "same_day"):
        return None
    between = _BETWEEN.match(gap) and _BETWEEN_AFTER.match(text, right.end)
    if not between and not _RANGE.match(gap) or "name_year" in left.kinds + right.kinds:
        return None
    if left.weak and right.weak or right.kinds[-1].endswith("_to"):
        return None
    return _Found(left.start, right.end, replace(left.value, end=right.value), left.kinds + right.kinds, True)


def _same(text: str, gap: str, left: _Found, right: _Found) -> _Found | None:
    """今天（8月20日）, 8月20日（今天） and 8月20日（七月初十） are one day: the one that is told in figures."""
    if gap not in ("(", "（") or text[right.end:right.end + 1] not in (")", "）"):
        return None
    pair = (left.value, right.value)
    vague = [value for value in pair if value.relative in ("day", "weekday", "week") or value.lunar]
    told = [value for value in pair if value.relative is None and value.day and not value.lunar]
    if len(vague) != 1 or len(told) != 1:
        return None
    return _Found(left.start, right.end + 1, told[0], left.kinds + right.kinds)


def _in_list(left: _Found, right: _Found) -> _Found:
    """2018年3月、5月: the second month is of 2018, too."""
    first, value = left.value, right.value
    if value.year or value.relative or value.named or first.relative not in (None, "year", "month"):
        return right
    finer = first.month and value.month or first.day and value.day
    if not finer or first.relative == "month" and value.month:
        return right
    return right._replace(value=replace(value, year=first.year, relative=first.relative, offset=first.offset,
                                        month=value.month or first.month))


def _consecutive(left: _Found, right: _Found) -> list[_Found]:
    """8月20日、21日 are a range of two days."""
    last = left.value.end or left.value
    value = right.value
    if left.kinds[-1] == "month_to" and value.month == (last.month or 0) + 1 and not value.end and not right.weak:
        return [_Found(left.start, right.end, replace(left.value, end=value), left.kinds + right.kinds)]  # 8、9月
    within = ((value.year, value.relative, value.month) == (left.value.year, left.value.relative, left.value.month)
              and value.end is None and value.lunar == last.lunar and not left.joined)
    if left.weak and right.weak or not within or not value.day or not last.day or value.day != last.day + 1:
        listed = left.weak and not right.weak and len(left.kinds) > 1  # the 21 of 8月21、25日
        return [left._replace(weak=False) if listed else left, right]
    end = DateExpression(month=value.month, day=value.day)
    return [_Found(left.start, right.end, replace(left.value, end=end), left.kinds + right.kinds)]


def _told_years(found: list[_Found]) -> list[_Found]:
    """翌年3月 with the year told last before it; without one it stays open."""
    settled, year, end = [], None, 0
    for one in found:
        if one.value.relative == "told_year" and year is not None and one.start - end < _TOLD_WITHIN:
            value = replace(one.value, relative=None, offset=None, year=year + (one.value.offset or 0))
            one = one._replace(value=value)
        if one.value.year is not None:
            year, end = one.value.year, one.end
        settled.append(one)
    return settled


def _settled(found: list[_Found]) -> list[_Found]:
    """Without what is no date of its own: 十二日 in no range, 周一至周五 of every week."""
    return [one for one in found if not one.weak and not (one.joined and one.value.relative == "weekday")]
