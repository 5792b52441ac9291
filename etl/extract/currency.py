"""Whether a number is money, and in which currency: 3亿元 and 投资3亿 are, 3亿人 and 二元结构 are not."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from etl import numerals
from etl.extract import money_before
from etl.extract.money_words import CHANGE_DIGITS, words
from etl.extract.quantities import Number

WINDOW = 24  # characters before a number in which its lead and its money word stand
# beside an amount's own unit: 3元5角, 六角三分, 10日元5钱
CHANGE = re.compile(rf"零?(?P<jiao>[{CHANGE_DIGITS}])[角毛](?:零?(?P<fen>[{CHANGE_DIGITS}])分)?"
                    rf"|零?(?P<fen_only>[{CHANGE_DIGITS}])分(?![钟之院队店公会析类])|(?P<sen>[{CHANGE_DIGITS}]{{1,2}})(?:日本)?[钱銭]")
CHANGE_OF_KUAI = re.compile(rf"(?P<jiao>[{CHANGE_DIGITS}])(?![0-9十百千万亿.,%元个])|(?P<half>半)")  # 三块五
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SMALL = re.compile("[一二两三四五六七八九十]")
_FIGURES = re.compile(r"(?:[0-9]{1,3},[0-9]{3}|[0-9]{3})(?:,?[0-9]{3})+(?:\.[0-9]{1,2})?")  # 4,108,350.00
_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile("[\u4e00-\u9fffA-Za-z%％]")
_LETTER = re.compile("[A-Za-z]")
_LABEL_ENDS = tuple("：:为是)） ")
_ONE = Decimal(1)


class Reading(NamedTuple):
    """What makes a number money."""

    code: str | None
    rule: str
    """stated, plain or price, as ``amounts.find`` says; guess where only the rest of the text can confirm it."""
    factor: Decimal = _ONE
    """What to multiply the number by: 0.1 for 角, 10000 under a heading （万元）."""


def of(text: str, start: int, number: Number, tail: re.Match[str], sign: str | None, moved: bool) -> Reading | None:
    """The currency of ``number``, None where it is no money.

    ``start`` is where the words that belong to the number begin, ``tail`` what matched after it, ``sign`` the currency
    before it, ``moved`` tells whether words around move its bounds.
    """
    known = words()
    name = tail["name"] or tail["yuan_name"] or tail["paren_name"] or tail["bare_name"] or tail["sign"]
    if name and not (sign and name.lower() in ("dollar", "dollars")):
        return _priced(Reading(known.codes[name.lower()], "stated"), text, start, tail) \
            if _named(text, number, name, tail) else None
    if sign and _signed(text, number, sign, tail):
        return _priced(Reading(known.codes[sign.lower()], "stated"), text, start, tail)
    if tail["cents"]:
        return Reading(known.codes[tail["cents"]], "stated", Decimal("0.01"))
    if tail["yuan"] or tail["kuai"]:
        money = _yuan(text, number, tail, moved) if tail["yuan"] else _kuai(text, start, number, tail)
        return _priced(Reading("CNY", "plain"), text, start, tail) if money else None
    if tail["fen"]:
        return Reading("CNY", "plain", Decimal("0.01"))
    if tail["jiao"]:
        return Reading("CNY", "plain", Decimal("0.1")) if _jiao(text, start, number, tail["jiao"]) else None
    if tail["boxed"]:
        return Reading("CNY", "plain", numerals.exact(tail["boxed"][:-1]) or _ONE)  # 398.60（万元）
    return _cued(text, start, number, tail) or _labelled(text, number)


def _priced(reading: Reading, text: str, start: int, tail: re.Match[str]) -> Reading:
    """The same, as a price where it is for one piece: 3000元/平方米, 每吨500元."""
    known = words()
    if known.per_after.match(text, tail.end()) or known.per_before.search(text, max(0, start - 8), start):
        return Reading(reading.code, "price", reading.factor)
    return reading


def _named(text: str, number: Number, name: str, tail: re.Match[str]) -> bool:
    """False for 12月5日元隆公司, 2025新元启航 and AED 3台."""
    before = text[number.start - 1:number.start]
    if name[0] == "日" and before == "月" and not number.large:
        return False
    if name in ("新元", "新币") and _YEAR.fullmatch(number.words):
        return False
    return name.lower() not in words().doubtful or number.large or bool(tail["scale"])


def _signed(text: str, number: Number, sign: str, tail: re.Match[str]) -> bool:
    """True where the currency before the number is the number's: not in 人民币2018年升值, CAD 2020, AED 3台."""
    if tail["yuan"] or tail["scale"]:
        return True
    if sign.lower() in words().doubtful and not number.large and "," not in number.words:
        return False
    return not words().measures.match(text, tail.end())


def _yuan(text: str, number: Number, tail: re.Match[str], moved: bool) -> bool:
    """False for the 元 of 元旦, 二元结构, 100元素 and of headings such as （亿元）."""
    known = words()
    after, before = tail.end("yuan"), text[number.start - 1:number.start]
    if text.startswith(("旦", "宵", "化"), after):
        return False
    if _YEAR.fullmatch(number.words) and text.startswith(("月", "年"), after):
        return False
    if number.quantity.bare:
        heading = before in tuple("（(/：:") and text[after:after + 1] in tuple("）)，,。\n ") + ("",)
        moved = moved or bool(tail["level"] or tail["more"])
        return moved or (not heading and (len(number.words) > 1 or number.words == "亿"))
    if number.large:
        return True
    if _SMALL.fullmatch(number.words) and not tail["more"] and not moved:
        return bool(known.small_yuan.match(text, after)) or bool(CHANGE.match(text, after))
    return not known.not_yuan.match(text, after)


def _kuai(text: str, start: int, number: Number, tail: re.Match[str]) -> bool:
    """True for 十块钱, 花了三块, 三块五; False for 三块屏幕."""
    end = tail.end("kuai")
    if tail["kuai"] == "块钱" or CHANGE_OF_KUAI.match(text, end) or CHANGE.match(text, end):
        return True
    if _HAN.match(text, end) and text[end] not in "的和就吧呢啊了起多":
        return False
    spent = words().spent.search(text, max(0, start - 8), start)
    return bool(spent) or (any(unit in number.words for unit in "百千万亿") and not _HAN.match(text[start - 1:start]))


def _jiao(text: str, start: int, number: Number, words_: str) -> bool:
    """True for 五毛钱, 两毛五分, 票价5角; False for 三角 and 八角."""
    spent = words().spent.search(text, max(0, start - 8), start)
    return len(words_) > 1 or number.words.isdecimal() and number.words.isascii() or bool(spent)


def _cued(text: str, start: int, number: Number, tail: re.Match[str]) -> Reading | None:
    """Money without 元, told by a money word beside it: 投资3亿, 5000万融资, 百亿级产业, 月薪8k."""
    known, end = words(), tail.end()
    short = tail["scale"] in ("k", "K", "w", "W")
    if not (number.words[-1] in "万亿" or tail["level"] or short) or _LETTER.match(text[number.start - 1:number.start]):
        return None
    if tail["level"] and (not number.large or number.words == "万"):
        return None  # 三级
    if tail["level"] and known.after_level.match(text, end):
        return Reading("CNY", "plain")
    after = known.after.match(text, end) or ("亿" in number.words and known.after_large.match(text, end))
    if not after and not short and known.measures.match(text, end):
        return None
    if tail["level"] and known.near_level.match(text, end):
        return Reading("CNY", "plain")
    closed = "亿" in number.words or short or after or known.closed.match(text, end)
    if closed and money_before.cued(text, start, "亿" in number.words):
        return Reading("CNY", "plain")
    if after and number.words != "万":
        return Reading("CNY", "plain")
    unsure = closed and not short and not tail["level"] and number.words not in "万亿"
    return Reading("CNY", "guess") if unsure else None


def _labelled(text: str, number: Number) -> Reading | None:
    """A bare figure under a heading: 合计金额：4,108,350.00, 中标金额（万元）：38,410."""
    if text[number.start - 1:number.start] not in _LABEL_ENDS or not number.words[0].isdecimal():
        return None
    label = words().label.search(text, max(0, number.start - WINDOW), number.start)
    if not label or _WORD.match(text, number.end):
        return None
    if label["unit"]:
        return Reading("CNY", "plain", numerals.exact(label["unit"]) or _ONE)
    return Reading("CNY", "plain") if label["unit"] == "" or _FIGURES.fullmatch(number.words) else None
