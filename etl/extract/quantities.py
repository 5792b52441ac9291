"""How many: a written quantity with its bounds, exact or vague (数千万, 十几亿, 三四百万, 10余亿)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from etl import numerals

UNITS = "十拾百佰千仟万亿兆"
_HAN = "一二两三四五六七八九"
_NEIGHBOURS = frozenset(a + b for a, b in zip(_HAN.replace("两", ""), _HAN.replace("两", "")[1:], strict=False)) | {
    "一两", "两三", "三五"}
_BARE = re.compile(rf"[{UNITS}]+")  # 千万, 百亿
_SEVERAL = re.compile(rf"[几数](?P<units>[{UNITS}]*)")  # 数千万
# 二十几亿
_AND_SEVERAL = re.compile(rf"(?P<head>[0-9{_HAN}]*(?P<step>[十百千]))[几数][十百千]?(?P<units>[万亿]*)")
_ODD = re.compile(rf"(?P<whole>.+?)(?P<how>[余多来])(?P<units>[{UNITS}]*)")  # 10余亿, 十来万
# 三四亿, 十七八万
_EITHER = re.compile(rf"(?P<tens>[{_HAN}]?十)?(?P<low>[{_HAN}])(?P<high>[{_HAN}])(?P<units>[{UNITS}]*)")
_SCALE = re.compile(rf"[{UNITS}]*\Z")
# 82，225.00 · 1,234,567 · 3 000 000; anything else with a separator inside is two numbers
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:[,，][0-9]{3}){2,}|，[0-9]{3}|(?:, [0-9]{3}){2,}"
                      r"|(?: [0-9]{3}){2,}|(?: 000)+)(?![0-9,，])")
_SEPARATED = re.compile(r"[0-9][,，\s]")
_GROUPED_AFTER = re.compile(r"(?<=[亿万])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")  # 2亿3,000万
_SPACED_UNIT = re.compile(rf"(?<=[0-9]) (?=[{UNITS}])")  # 5000 万
NUMERALS = "0-9〇零○一二三四五六七八九十百千万亿兆两俩廿卅半壹贰叁肆伍陆柒捌玖拾佰仟"
# 几元, 数亿; but not the 数 of 5亿数据中心. It looks back so that patterns begin with a class: scanned fastest.
_VAGUE = "(?<=几)(?=[十百千万亿元块角毛个美港欧日英])|(?<=数)(?=[十百千万亿])"
# a stretch of numeral characters, well formed or not: 1亿5000万, 82,225.00, 10余亿, 两个亿
_RUN = re.compile(rf"[{NUMERALS}几数](?:(?<![几数])|{_VAGUE})"
                  rf"(?:[{NUMERALS}]+|[几数](?:{_VAGUE})|[.,，](?=[0-9])|, (?=[0-9])|点(?=[零〇{_HAN}])"
                  r"|[余多来]?个(?=亿)|[余多来](?=[十百千万亿])|(?<=[0-9]) (?=[0-9]{3}(?![0-9])|[百千万亿]))*+")
_LONGEST = 60  # characters; nothing longer is a quantity
_TRIES = 12  # beginnings of a run that are tried
_INSIDE = frozenset("余多来个点.,， ")


class Quantity(NamedTuple):
    """A number with both bounds; a bound that the words leave open is None."""

    low: Decimal
    high: Decimal | None
    how: str = "exact"
    """exact, about (十来万), over (10余亿), vague (数千万) or range (三四亿)."""
    bare: bool = False
    """True for 千万 or 百亿 without a figure before."""

    def times(self, factor: Decimal | int) -> Quantity:
        """The quantity in another unit."""
        high = None if self.high is None else self.high * factor
        return Quantity(self.low * factor, high, self.how, self.bare)


class Number(NamedTuple):
    """A quantity where it stands in a text."""

    start: int
    end: int
    words: str
    quantity: Quantity

    @property
    def large(self) -> bool:
        """True where 万 or 亿 is part of it."""
        return any(unit in self.words for unit in "万亿兆")


def runs(text: str) -> Iterator[re.Match[str]]:
    """Every stretch of numeral characters, most of which are no money.

    >>> [run[0] for run in runs("2018年，唯一50万元；82,225.00")]
    ['2018', '一50万', '82,225.00']
    """
    return _RUN.finditer(text)


def at_end(text: str, start: int, end: int) -> Number | None:
    """The longest well-formed quantity of a run that ends where the run does.

    >>> number = at_end("唯一50万", 1, 5)
    >>> number.words, int(number.quantity.low)
    ('50万', 500000)
    """
    tries = 0
    for at in range(max(start, end - _LONGEST), end):
        if at > start and (text[at] in _INSIDE or (text[at].isdecimal() and text[at - 1].isdecimal())):
            continue
        tries += 1
        if tries > _TRIES:
            return None
        ordinal = text[at - 1:at] == "第"  # 排名第3，200万元奖金
        if not ordinal and (quantity := read(text[at:end])):
            return Number(at, end, text[at:end], quantity)
    return None


def read(words: str) -> Quantity | None:
    """The quantity that ``words`` write, None where they write none.

    >>> read("10余亿")
    Quantity(low=Decimal('1000000000'), high=None, how='over', bare=False)
    >>> [(str(q.low), str(q.high)) for q in (read("数千万"), read("三四亿"), read("十几"))]
    [('10000000', '100000000'), ('300000000', '400000000'), ('10', '20')]
    >>> read("一三千"), read("2018，300万")
    (None, None)
    """
    words = _SPACED_UNIT.sub("", words.replace("个", ""))
    if "," in words:
        words = _GROUPED_AFTER.sub(lambda match: match[0].replace(",", ""), words)
    if _SEPARATED.search(words) and not _GROUPED.match(words):
        return None
    if words[0].isdecimal() and (plain := _plain(words)):
        return plain
    return _several(words) or _either(words) or _odd(words) or _plain(words)


def scales(words: str) -> list[Decimal]:
    """What the units at the end of ``words`` multiply by, the largest first: 九百亿 → 百亿, 亿, 1.

    >>> [int(scale) for scale in scales("九百亿")]
    [10000000000, 100000000, 1]
    """
    units = _SCALE.search(words)
    tail = units[0] if units else ""
    values = [numerals.exact(tail[start:]) for start in range(len(tail))]
    return [value for value in values if value is not None] + [Decimal(1)]


def _plain(words: str) -> Quantity | None:
    value = numerals.exact(words)
    return None if value is None else Quantity(value, value, bare=bool(_BARE.fullmatch(words)))


def _several(words: str) -> Quantity | None:
    if match := _SEVERAL.fullmatch(words):
        scale = _scale(match["units"])
        return None if scale is None else Quantity(scale, scale * 10, "vague")
    if match := _AND_SEVERAL.fullmatch(words):
        head, scale = numerals.exact(match["head"]), _scale(match["units"])
        if head is not None and scale is not None:
            return Quantity(head * scale, (head + (numerals.exact(match["step"]) or 0)) * scale, "vague")
    return None


def _either(words: str) -> Quantity | None:
    match = _EITHER.fullmatch(words)
    if not match or match["low"] + match["high"] not in _NEIGHBOURS:
        return None
    tens = numerals.exact(match["tens"] or "零")
    low, high, scale = numerals.exact(match["low"]), numerals.exact(match["high"]), _scale(match["units"])
    if None in (tens, low, high, scale):
        return None
    return Quantity((tens + low) * scale, (tens + high) * scale, "range")


def _odd(words: str) -> Quantity | None:
    match = _ODD.fullmatch(words)
    value = numerals.exact(match["whole"] + match["units"]) if match else None
    if match is None or value is None:
        return None
    return Quantity(value, value, "about") if match["how"] == "来" else Quantity(value, None, "over")


def _scale(units: str) -> Decimal | None:
    return numerals.exact(units) if units else Decimal(1)
