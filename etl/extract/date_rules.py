"""What a date is of, told by the words right around it: the day of something done, or a deadline, a founding …"""

from __future__ import annotations

import re
from dataclasses import replace

from etl.model import DateExpression, Mention

_BEFORE, _AFTER = 10, 12
"""Characters that are looked at on either side."""

# 2018中国智慧城市国际博览会: the year of a name, with no unit behind it
_EVENT_NAME = re.compile(
    r"\s?[^\s，。；：、！？,;!?《》]{0,24}?(?:大会|论坛|博览会|峰会|[展年]会|[大比]赛|会议|研讨会|[百十]强|榜|[展奖季周节]"
    r"|白皮书|报告|指数|蓝皮书|行动|计划|方案|名单|CES|MWC|EXPO|Expo)")
_UNIT = re.compile(
    r"\s?(?:元(?!宇宙)|[万亿个人家台套名户亩米吨辆所座项条次件平余多度岁级号倍美欧日港分秒小时克千公毫英斤株头只部本册张片块瓦]"
    r"|[KkMmGgVvWw])")
_ACRONYM_BEFORE = re.compile(r"(?<![A-Z])(?!GB|ISO|IEC|DB|YD|CJ|RMB|NO)[A-Z]{3,6} $")  # CES 2020
_GAMES_AFTER = re.compile(r"[^，。；]{0,6}?(?:奥运?会|冬奥|[残青]奥会|[亚全大]运会|世[博园]会|世界杯|园博会|进博会)")
_AWARD_AFTER = re.compile(r"[^，。；]{0,16}?(?:奖|榜|[百十]强|名单|人物|案例|预算|决算|工作要点|白皮书|蓝皮书)")

# 2019年1月1日起正式施行
_EFFECTIVE = re.compile(r"(?:起|开始|后)?(?:正式|全面)?(?:施行|实施|执行|生效)")
# 自2015年 · 2016年起
_SINCE_BEFORE = re.compile(r"(?:自从?|始于|从)$")
_SINCE_AFTER = re.compile(r"以来|至今|起(?![步草点源重])|开始")
_SO_FAR = re.compile(r"以来|至今")
# 到2025年 · 力争年底 · 9月底前
_DEADLINE_BEFORE = re.compile(
    r"(?:截[至止][到至]?|(?<![遇感得收做想谈拿看达])到|(?:预计|力争|计划|争取|确保|有望)[到在于]?|目标是?)$")
_DEADLINE_AFTER = re.compile(r"之?前(?![夕后三四五一二两半往期来沿])|以前|为[止期]|止")
_SO_FAR_BEFORE = re.compile(r"截[至止][到至]?$")
_PLANNED = ("预计", "计划")
_DONE_AFTER = re.compile(r"[^，。；]{0,6}?(?:建成|完工|竣工|投产|达产|投用|投入使用|交付|完成)")
# 成立于2004年 · 成立日期：2012年9月 · 2004年在深圳成立
_FOUND = r"成立|创立|创办|创建|始建|组建|建校|上市"
_FOUNDED_BEFORE = re.compile(rf"(?:{_FOUND}|设立|创始|建立|诞生|注册|建成|建厂)(?:[于在]|(?:日期|时间)[:：]?\s?)$")
_FOUNDED_AFTER = re.compile(rf"[^，。；]{{0,8}}?(?:{_FOUND})")

_AHEAD_BEFORE = re.compile(r"(?:(?:即?将|拟|预计|计划|有望|力争)[于在]?|[定订]于|[定订]在|预定于?)$")
_AHEAD_AFTER = re.compile(r"(?:即?将|拟|计划|预计)(?![军领近来])")
# a festival is a day only where something is said of that day
_FESTIVAL_DAY = re.compile(r"这一?天|[,，]|起|启|上线|开[幕通业放园]|正式")


def mention(text: str, start: int, end: int, value: DateExpression, kinds: tuple[str, ...]) -> Mention:
    """The mention of an expression with its rule, and whether the words around announce it.

    ``kinds`` are those of the words of which the expression is made.
    """
    before, after = text[max(0, start - _BEFORE):start], text[end:end + _AFTER]
    until = _DEADLINE_AFTER.match(after) and not _SO_FAR_BEFORE.search(before)
    if until or _AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(after):
        value = replace(value, ahead=True)
    rule = _named(text, start, end, value, kinds) or _told(before, after, value) or "date"
    return Mention("date", start, end, text[start:end], value, rule=rule)


def names_something(text: str, start: int, end: int) -> bool:
    """True for a bare year that begins, or ends, the name of a fair, a prize or a document.

    >>> names_something("2018中国智慧城市国际博览会", 0, 4), names_something("2018万元", 0, 4)
    (True, False)
    """
    if _UNIT.match(text, end):
        return False
    return bool(_EVENT_NAME.match(text, end) or _ACRONYM_BEFORE.search(text[max(0, start - 8):start]))


def _named(text: str, start: int, end: int, value: DateExpression, kinds: tuple[str, ...]) -> str:
    """The rule of a date that its own words, or the name it stands in, settle; empty for others."""
    if (value.relative or "").startswith("window"):
        return "duration"
    if text.startswith("年内", start):
        return "deadline"
    if value.named and not text[start:end].endswith(("天", "日", "晚")) and not _FESTIVAL_DAY.match(text, end):
        return "festival"
    if kinds in (("name_year",), ("years",)):
        return "name_year"
    only_year = value.year is not None and value.month is None and not value.named
    named = only_year and (_in_title(text, start) or _AWARD_AFTER.match(text, end) or _GAMES_AFTER.match(text, end))
    return "name_year" if named else ""


def _told(before: str, after: str, value: DateExpression) -> str:
    """The rule that the words around settle; a day on which something begins (9月1日起) is an ordinary date."""
    a_day = value.day is not None or value.named is not None or value.relative in ("day", "week", "weekday", "weekend")
    if _EFFECTIVE.match(after):
        return "effective"
    if _SO_FAR.match(after) or not a_day and (_SINCE_AFTER.match(after) or _SINCE_BEFORE.search(before)):
        return "since"
    due = _DEADLINE_BEFORE.search(before)
    if _DEADLINE_AFTER.match(after) or due and not (
            a_day and due[0].startswith(_PLANNED) and not _DONE_AFTER.match(after)):  # 预计明天签署 is an event
        return "deadline"
    if _FOUNDED_BEFORE.search(before) or not a_day and value.year and _FOUNDED_AFTER.match(after):
        return "founding"
    return ""


def _in_title(text: str, start: int) -> bool:
    """True inside 《》, or where “ opens right before."""
    opened = text.rfind("《", max(0, start - 40), start)
    return text[max(0, start - 1):start] in ("“", "「") or opened >= 0 and text.find("》", opened, start) < 0
