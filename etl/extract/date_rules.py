"""What a date is of, told by the words right around it: a day on which something happened, or a deadline, a founding …"""

from __future__ import annotations

import re
from dataclasses import replace

from etl.model import DateExpression, Mention

_BEFORE, _AFTER = 10, 12
"""Characters that are looked at on either side."""

# 2018中国智慧城市国际博览会: the year of a name, with no unit behind it
_EVENT_NAME = re.compile(r"\s?[^\s，。；：、！？,;!?《》]{0,24}?(?:大会|论坛|博览会|峰会|[展年]会|[大比]赛|会议|研讨会|[百十]强|榜|"
                         r"[展奖季周节]|白皮书|报告|指数|蓝皮书|行动|计划|方案|名单|CES|MWC|EXPO|Expo)")
_UNIT = re.compile(r"\s?[万亿元个人家台套名户亩米吨辆所座项条次件平余多余度岁级号倍美欧日港分秒小时克千公毫英斤株头只部本册张片块瓦KkMmGgVvWw]")
_EFFECTIVE = re.compile(r"(?:日)?(?:起|开始|后)?(?:正式|全面)?(?:施行|实施|执行|生效)")
_SINCE_AFTER = re.compile(r"以来|至今|(?:年)?来(?!自|到|源)|起(?![步草点源重])|开始")
_SINCE_BEFORE = re.compile(r"(?:自从?|始于|从)$")
_SO_FAR = re.compile(r"以来|至今")
_DEADLINE_AFTER = re.compile(r"(?:年?底|末)?(?:之?前(?![夕后三四五一二两半]|往|期|来|沿)|以前)|为[止期]|止")
_DEADLINE_BEFORE = re.compile(r"(?:截至|截止|截止[到至]|(?<![遇感得收做想谈拿看达])到|预计(?:到|在|于)?|力争(?:到|在|于)?|计划(?:到|在|于)?|争取(?:在|于)?"
                              r"|确保(?:在|于)?|有望(?:在|于)?|目标是?)$")
_DONE_AFTER = re.compile(r"[^，。；]{0,6}?(?:建成|完工|竣工|投产|达产|投用|投入使用|交付|完成)")
_FOUNDED_BEFORE = re.compile(r"(?:成立|创立|创建|始建|创办|组建|设立|创始|建立|诞生|注册|建成|建校|建厂|上市)[于在]$")
_FOUNDED_AFTER = re.compile(r"[^，。；]{0,8}?(?:成立|创立|创办|创建|始建|组建|上市|建校)")
_AHEAD_BEFORE = re.compile(r"(?:将(?:于|在)?|拟(?:于|在)?|定于|订于|定在|预[计定](?:于|在)?|计划(?:于|在)?|即将(?:于|在)?|有望(?:于|在)?|力争(?:于|在)?)$")
_AHEAD_AFTER = re.compile(r"(?:将|拟|即将|计划|预计)(?!军|领|近|来)")
_AWARD_AFTER = re.compile(r"[^，。；]{0,16}?(?:奖|榜|[百十]强|名单|人物|案例)")
_FESTIVAL_DAY = re.compile(r"当[天日晚]|这[一]?天|[,，]|起|启|上线|开[幕通业放园]|正式")


def names_something(text: str, start: int, end: int) -> bool:
    """True for a bare year that begins, or ends, the name of a fair, a prize or a document.

    >>> names_something("2018中国智慧城市国际博览会", 0, 4), names_something("2018万元", 0, 4)
    (True, False)
    """
    return not _UNIT.match(text, end) and bool(_EVENT_NAME.match(text, end))


def mention(text: str, start: int, end: int, value: DateExpression, kinds: tuple[str, ...]) -> Mention:
    """The mention of an expression with its rule, and whether the words announce it."""
    before, after = text[max(0, start - _BEFORE):start], text[end:end + _AFTER]
    if _AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(after):
        value = replace(value, ahead=True)
    return Mention("date", start, end, text[start:end], value, rule=_rule(text, start, value, kinds, before, after))


def _rule(text: str, start: int, value: DateExpression, kinds: tuple[str, ...], before: str, after: str) -> str:
    """The first rule whose words stand around the date; a fine date that begins something (9月1日起) stays a date."""
    if "window" in kinds or "ago" in kinds and text[start:].startswith(()) or (value.relative or "").startswith("window"):
        return "duration"
    if value.named and not _FESTIVAL_DAY.match(after):
        return "festival"
    only_year = value.year is not None and value.month is None and not value.named
    if kinds == ("name_year",) or only_year and (_inside_name(text, start) or _AWARD_AFTER.match(after)):
        return "name_year"
    if _EFFECTIVE.match(after):
        return "effective"
    if _SO_FAR.match(after) or _SINCE_AFTER.match(after) and value.day is None or (
            _SINCE_BEFORE.search(before) and value.day is None):
        return "since"
    if _DEADLINE_AFTER.match(after) or _DEADLINE_BEFORE.search(before) and (
            value.day is None or not before.endswith(("预计", "计划")) or bool(_DONE_AFTER.match(after))):
        return "deadline"
    if _FOUNDED_BEFORE.search(before) or value.day is None and value.year and _FOUNDED_AFTER.match(after):
        return "founding"
    return "date"


def _inside_name(text: str, start: int) -> bool:
    """True inside 《》: the year is part of a title."""
    opened = text.rfind("《", max(0, start - 40), start)
    return opened >= 0 and text.find("》", opened, start) < 0
