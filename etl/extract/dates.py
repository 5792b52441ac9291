"""A text → its dates: words of dates joined to expressions, these to ranges, each with the rule that it falls under."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from etl.extract import completion, date_words
from etl.model import DateExpression, Mention

complete = completion.complete

_GAP = re.compile(r"[\s的]{0,2}$")
_WEEKDAY_GAP = re.compile(r"\s?[(（,，、]?\s?$")
_RANGE = re.compile(r"\s?(?:[-–—~～至到]|——|——)\s?$")
_DAYTIME = re.compile(r"\s?(?:上午|下午|中午|午间|晚间|晚上|傍晚|凌晨|清晨|早上|早晨|晚|[)）](?<=[一二三四五六日天].))")
_ALONE = {"month_part"}
_NOT_A_DAY = re.compile(r"(?:之?内|以内|游|均|间)")
_SINCE = re.compile(r"(?:以来|起(?!步|草|点|来|源|重))")
_EFFECTIVE = re.compile(r"(?:起|开始)?(?:正式|全面)?(?:施行|实施|执行|生效)")
_DEADLINE = re.compile(r"(?:底?前|以前|之前)(?!夕|后)")
_DEADLINE_BEFORE = re.compile(r"(?:到|截至|截止|截止到|至|预计)$")


def find(text: str) -> list[Mention]:
    """The dates of ``text`` (folded), in order, none overlapping.

    >>> [(m.text, m.value.month, m.value.day) for m in find("8月20日上午，双方签约")]
    [('8月20日上午', 8, 20)]
    """
    return [_mention(text, start, end, value) for start, end, value in _ranges(text, _expressions(text))]


def _expressions(text: str) -> list[tuple[int, int, DateExpression]]:
    found: list[tuple[int, int, DateExpression]] = []
    group: list[date_words.Word] = []
    for word in date_words.words(text):
        if group and not _joins(text, group[-1], word):
            found += _expression(text, group)
            group = []
        group.append(word)
    return found + _expression(text, group)


def _joins(text: str, left: date_words.Word, right: date_words.Word) -> bool:
    gap = text[left.end:right.start]
    if len(gap) > 3 or left.kind.endswith("_to"):
        return False
    if right.kind == "weekday":
        return left.rank == 4 and bool(_WEEKDAY_GAP.match(gap))
    return left.rank < right.rank and bool(_GAP.match(gap)) and left.kind not in ("half", "quarter", "year_part")


def _expression(text: str, group: list[date_words.Word]) -> list[tuple[int, int, DateExpression]]:
    if not group or group[0].kind in _ALONE:
        return []
    values: dict[str, Any] = {}
    for word in group:
        if word.kind != "weekday" or not values:
            values |= word.values
    end = values.pop("end", None)
    start, stop = group[0].start, group[-1].end
    if group[-1].kind == "day" and len(group) == 1 and (
            text[stop - 1] == "号" or _NOT_A_DAY.match(text, stop) or not text[start].isdigit()):
        return []
    value = DateExpression(**values, end=DateExpression(**end) if end else None)
    if (match := _DAYTIME.match(text, stop)) and (value.day or value.relative):
        stop = match.end()
    return [(start, stop, value)]


def _ranges(text: str, found: list[tuple[int, int, DateExpression]]) -> list[tuple[int, int, DateExpression]]:
    merged: list[tuple[int, int, DateExpression]] = []
    for start, end, value in found:
        if merged and value.end is None and start - merged[-1][1] <= 4:
            first, stop, left = merged[-1]
            if left.end is None and _RANGE.match(text[stop:start]):
                merged[-1] = (first, end, replace(left, end=value))
                continue
        merged.append((start, end, value))
    return merged


def _mention(text: str, start: int, end: int, value: DateExpression) -> Mention:
    return Mention("date", start, end, text[start:end], value, rule=_rule(text, start, end))


def _rule(text: str, start: int, end: int) -> str:
    if _EFFECTIVE.match(text, end):
        return "effective"
    if _SINCE.match(text, end):
        return "since"
    if _DEADLINE.match(text, end) or _DEADLINE_BEFORE.search(text[max(0, start - 3):start]):
        return "deadline"
    return "date"
