"""The patterns that tell money from other quantities, compiled from ``knowledge/money.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl import knowledge

SCALES = {"thousand": 10**3, "k": 10**3, "w": 10**4, "million": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6,
          "billion": 10**9, "bln": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12}
_STARTS = " 元圆块角毛分余多来（(-－—–~～―至到tmbkwTMBKW"
_TO = "[-－—–~～―]{1,2}|至|到|to"
_ENDS = ":：为是)）"
_SCALE = "(?i:thousand|million|billion|trillion|mln|bln|bn|mn|tn|[mbkw])(?![A-Za-z])"
CHANGE_DIGITS = "0-9〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
MOVES = ("over", "under", "about")
_HAN = "\u4e00-\u9fff"
_CLOSED = r"(?=[的，,。；、！!？?）)”\"\s]|$)"
_INCLUSIVE = r"(?:[（(](?:含|不含)[^)）\n]{0,6}[)）])?"  # 50万元（含）以上


class Endings:
    """Words that are looked for backwards from a place in a text.

    >>> Endings({"约": 1, "约为": 2}).before("总额约为3亿", 4)
    '约为'
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = {word.lower(): value for word, value in values.items()}
        found: dict[str, set[int]] = {}
        for word in self.values:
            found.setdefault(word[-1], set()).add(len(word))
        self._lengths = {last: sorted(lengths, reverse=True) for last, lengths in found.items()}

    def before(self, text: str, end: int, done: int = 0) -> str | None:
        """The longest of the words that ends at ``end`` and begins at ``done`` or later, in lower case."""
        if end <= done:
            return None
        for length in self._lengths.get(text[end - 1].lower(), ()):
            if end - length >= done and (word := text[end - length:end].lower()) in self.values:
                return word
        return None


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns; each says where it is tried."""

    codes: dict[str, str | None]
    """Currency names and signs, lower case → ISO code."""
    doubtful: frozenset[str]
    """Names that need a large number beside them."""
    tail: re.Pattern[str]
    """Matched after a number: unit, level and what moves a bound."""
    join: re.Pattern[str]
    """Fills the stretch between the two numbers of a range."""
    moves: Endings
    """Before a number: what moves its bounds → how, and the characters before that bar it."""
    signs: Endings
    """Before a number: its currency."""
    cues: Endings
    """Before a number: a money word → whether it needs a large number."""
    cap: re.Pattern[str]
    """Ends before a lead: 最高可获."""
    label: re.Pattern[str]
    """Ends before a number: a heading, with its unit."""
    after: re.Pattern[str]
    """Matched after a number without 元: a money word."""
    after_large: re.Pattern[str]
    after_level: re.Pattern[str]
    near_level: re.Pattern[str]
    measures: re.Pattern[str]
    """Matched after a number: what it counts instead of money."""
    closed: re.Pattern[str]
    """Matched after 投资3000万, so that 投入3000万民警 is none."""
    spent: re.Pattern[str]
    """Ends before 三块: 花了."""
    not_yuan: re.Pattern[str]
    """Matched after 元: 旦, 素."""
    small_yuan: re.Pattern[str]
    """Matched after 一元: 门票."""
    per_before: re.Pattern[str]
    per_after: re.Pattern[str]
    """A price per piece."""
    starts: frozenset[str]
    """First characters of all that may follow an amount's number …"""
    follows: re.Pattern[str]
    """… and all of it."""
    ends: frozenset[str]
    """Last characters of all that may make a number after them money."""


@cache
def words() -> Words:
    """The patterns, compiled once."""
    facts = knowledge.vocabulary("money.yml")
    names = {name: code for code, listed in facts["currencies"].items() for name in listed}
    signs = {sign: code for code, listed in facts["signs"].items() for sign in listed}
    name, sign = _names(names), any_of(signs)
    counted = any_of(word for word in facts["measures"] if len(word) > 1 and word != "企业")
    codes = {word.lower(): None if code == "XXX" else code for word, code in (names | signs | facts["cents"]).items()}
    return Words(
        codes=codes, doubtful=frozenset(code.lower() for code in facts["doubtful_codes"]),
        tail=_tail(facts, name, sign), join=_join(name, sign), 
        moves=Endings({word: (how, facts["not_lead"].get(word, "")) for how in MOVES for word in facts[how]}),
        signs=Endings(codes), 
        cues=Endings(dict.fromkeys(facts["before_large"], True) | dict.fromkeys(facts["before"], False)),
        cap=re.compile(rf"(?:最高|最多|至多|上限)(?:{any_of(facts['cap'])}|\s){{0,6}}$"),
        label=_label(facts),
        after=re.compile(f"的?(?:[A-FS][+＋]?轮|Pre-|{any_of(facts['after'])})"),
        after_large=re.compile(any_of(facts["after_large"])),
        after_level=re.compile(f"的?(?:{any_of([*facts['after_level'], *facts['after']])})"),
        near_level=re.compile(rf"(?![{_HAN}A-Za-z]{{0,8}}?(?:{counted}))"
                              rf"[{_HAN}A-Za-z]{{1,8}}?(?:{any_of(facts['near_level'])})"),
        measures=re.compile(f"(?!{any_of(facts['not_measures'])})(?:{any_of(facts['measures'])})"),
        closed=re.compile(f"[^{_HAN}A-Za-z0-9]|$|{any_of(facts['closed'])}"),
        spent=re.compile(f"(?:{any_of(facts['spent'])})[了我你他她您们个才只要就约到过的近]{{0,3}}$"),
        not_yuan=re.compile(any_of(facts["not_yuan"])),
        small_yuan=re.compile(f"[^{_HAN}A-Za-z0-9]|$|{any_of(facts['after_small_yuan'])}"),
        per_before=re.compile(rf"每(?:一|1)?(?:{any_of(facts['per'])})$"),
        per_after=re.compile(rf"\s?[/／](?!年)|每(?:{any_of(facts['per'])})|(?:一|1)(?:{any_of(facts['per'])}){_CLOSED}"),
        starts=_firsts([*names, *signs, *facts["cents"]]) | frozenset(_STARTS),
        follows=re.compile(rf" ?(?:[余多来]? ?(?:[元圆块角毛]|分钱|{name}|{any_of([*signs, *facts['cents']])})"
                           rf"|-?{_SCALE}|[（(](?:[十百千万亿]{{0,2}}元[)）]|{name})|(?:{_TO}) ?[^ ])"),
        ends=frozenset(word[-1] for word in [*names, *signs, *map(str.swapcase, names)]) | frozenset(_ENDS),
    )


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first.

    >>> any_of(["约", "约为"])
    '约为|约'
    """
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


def _firsts(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(first for word in listed for first in (word[0], word[0].swapcase()))


def _names(names: Iterable[str]) -> str:
    """Currency names; those in Latin letters in any case, as words of their own; no 日元 in 30日元旦."""
    latin = any_of(name for name in names if name.isascii())
    return f"(?:(?:{any_of(name for name in names if not name.isascii())})(?![旦宵素])|(?i:{latin})(?![A-Za-z]))"


def _tail(facts: dict[str, Any], name: str, sign: str) -> re.Pattern[str]:
    closing = f"(?P<over_end>(?:{any_of(facts['over_closing'])}){_CLOSED})"
    moves = "|".join(f"(?P<{how}>{_barred(facts[how + '_after'], facts['not_after'])})" for how in MOVES)
    paren = rf"[（(](?P<paren_name>{name})(?:[，,]下同)?[)）]"
    more = rf"(?P<more>[余多来](?=[ ]?(?:[元圆块]|{name}))|[余多](?:{_CLOSED}|(?=建|打造|投|购|用|改|实施)))"
    return re.compile(
        rf"{more}?[ ]{{0,2}}(?:-?(?P<scale>{_SCALE})[ -]?)?"
        rf"(?:(?P<yuan>[元圆])[整正]?(?:(?P<yuan_name>{name})|{paren})?|(?P<name>{name})"
        rf"|{paren.replace('paren_', 'bare_')}|(?P<kuai>块钱?)"
        rf"|(?P<jiao>[角毛](?:钱|[{CHANGE_DIGITS}]分?钱|[{CHANGE_DIGITS}]分|{_CLOSED}))|(?P<fen>分钱)"
        r"|[（(](?P<boxed>[十百千万亿]{0,2}元)[)）]"
        rf"|(?P<cents>{any_of(facts['cents'])})|(?P<sign>{sign}))?"
        rf"(?P<level>级)?(?:{_INCLUSIVE}[及或]?(?:{moves})|{closing})?")


def _join(name: str, sign: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<more>[余多])?[ ]?(?P<scale>{_SCALE})?[ ]?(?P<unit>[元圆](?:{name})?|{name}|块)?{_INCLUSIVE}[ ]?"
        rf"(?:(?P<upto>以上)[至到，、,]?(?P<below>不足|不满|低于|不到|不超过)?|{_TO})[ ]?"
        rf"(?P<open>上|超|超过|逾)?(?:{name}|{sign})?[ ]?")


def _label(facts: dict[str, Any]) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(facts['labels'])})"
                      r"(?:\s?[（(][^（）()\n]{0,8}?(?P<unit>[十百千万亿]{0,2})元?[)）])?"
                      r"(?:\s?[：:为是]\s?|(?<=[)）])\s?)$")


def _barred(listed: Iterable[str], bars: dict[str, str]) -> str:
    """Any of the words, each with the characters after it that bar it."""
    return "|".join(re.escape(word) + (f"(?![{bars[word]}])" if word in bars else "")
                    for word in sorted(listed, key=len, reverse=True))
