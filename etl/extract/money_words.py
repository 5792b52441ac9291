"""The patterns that tell money from other quantities, compiled from ``knowledge/money.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl import knowledge

SCALES = {"thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
          "b": 10**9, "trillion": 10**12, "tn": 10**12, "k": 10**3, "w": 10**4}
_SCALE = "(?i:thousand|million|billion|trillion|mln|bn|mn|tn|[mbkw])(?![A-Za-z])"

# Words right before a number that move a bound, and the characters before them with which they mean something else:
# 签约3亿元, 附近5000元, 通过1亿元贷款, 线上百万元.
_OVER = {"不低于": "", "不少于": "", "不小于": "", "不下于": "", "不下": "", "不止": "", "超过": "", "超出": "", "超": "反赶中英德意", "逾": "",
         "突破": "", "破": "打侦", "高于": "", "大于": "", "多于": "", "至少": "", "最低": "", "最少": "", "起码": "", "≥": "", ">": "",
         "＞": "", "过": "通经透度渡路越难错不胜曾见有看做去来用给拿花发投融借付存赚", "上": "线网以加马身路会之机市手地海月晚早盘船车岸陆掌云堂席基面",
         "more than ": "", "over ": "", "at least ": "", "exceeding ": ""}
_UNDER = {"不超过": "", "未超过": "", "没有超过": "", "不超": "", "不高于": "", "不多于": "", "不大于": "", "不足": "", "不到": "", "不满": "", "未满": "",
          "未达到": "", "未达": "", "接近": "", "将近": "", "近": "附最临靠邻走亲新远就拉", "低于": "", "小于": "", "少于": "", "至多": "",
          "最多": "", "最高": "", "≤": "", "<": "", "＜": "", "nearly ": "", "almost ": "", "less than ": "", "up to ": ""}
_ABOUT = {"约为": "", "约合": "", "折合约": "", "大约": "", "大概": "", "大致": "", "约": "节签合违预条公履契邀制纽集相特简解毁爽失租",
          "about ": "", "around ": "", "approximately ": "", "some ": ""}
_MOVES = {"over": _OVER, "under": _UNDER, "about": _ABOUT}
# … and right after it
_AFTER = {"over": ["以上", "之上", "开外", "出头", "起步", "起投", "起拍", "+", "＋"], "under": ["以下", "以内", "之内", "之下", "封顶", "为限", "不到"],
          "about": ["左右", "上下"]}
# 3亿元多。 5000元起。 only where the clause ends
_AFTER_END = {"over": ["多", "余", "起", "朝上"]}
_CLOSED = r"(?=[的，。；、！？）)”\"\s]|$)"

# 最高可获补助500万元: the cap stands some words before the number
_CAP = re.compile(
    r"(?:最高|最多|至多|上限)(?:可|额度|额|度|限额|单项|单个|单笔|每家|每个|每户|每人|每项|给予|予以|一次性|奖励|奖补|补助|补贴|资助|支持|扶持|获得|获|得|享受|申请|"
    r"贷款|授信|为|达|到|了|能|约|的|资金|赔付|罚款|处|奖金|金额|配套|融资|报销|是|有|领取|优惠|减免|人民币|不超过|[：:\s]){1,6}$")
# characters that may stand between a money word and its number: 投资总额约为3亿, 资金规模达5亿
_BETWEEN = r"[额总金规模计共合累约为达到高近超逾过上了的将已仅只就有是：:\s“（(一二三期每年再新增首批不低于少多概估算至均得可能给拟由]{0,8}"


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns; each says where it is tried."""

    codes: dict[str, str | None]
    """Currency names and signs, lower case → ISO code."""
    tail: re.Pattern[str]
    """Matched after a number: unit, level and what moves a bound."""
    join: re.Pattern[str]
    """Fills the stretch between the two numbers of a range."""
    lead: re.Pattern[str]
    """Ends before a number: what moves a bound, and the currency."""
    cap: re.Pattern[str]
    """Ends before a lead: 最高可获."""
    before: re.Pattern[str]
    """Ends before a lead: a money word."""
    label: re.Pattern[str]
    """Ends before a number: a heading, with its unit."""
    after: re.Pattern[str]
    after_level: re.Pattern[str]
    measures: re.Pattern[str]
    closed: re.Pattern[str]
    """Matched after 投资3000万, so that 投入3000万民警 is none."""
    spent: re.Pattern[str]
    """Ends before 三块: 花了."""
    not_yuan: re.Pattern[str]
    small_yuan: re.Pattern[str]
    """Matched after a number: what makes it money, or no money."""
    per_before: re.Pattern[str]
    per_after: re.Pattern[str]
    """A price per piece."""
    starts: frozenset[str]
    """First characters of all that may follow an amount's number."""
    ends: frozenset[str]
    """Last characters of currency names and signs."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def words() -> Words:
    """The patterns, compiled once."""
    facts = knowledge.vocabulary("money.yml")
    names = {name: code for code, listed in facts["currencies"].items() for name in listed}
    signs = {sign: code for code, listed in facts["signs"].items() for sign in listed}
    name, sign = _names(names), _signs(signs)
    before = f"(?:{any_of(facts['before'])})"
    per = any_of(facts["per"])
    codes = {word.lower(): None if code == "XXX" else code for word, code in (names | signs | facts["cents"]).items()}
    return Words(
        codes=codes, tail=_tail(name, sign, facts["cents"]), join=_join(name, sign), lead=_lead(name, sign), cap=_CAP,
        before=re.compile(f"{before}{_BETWEEN}$"),
        label=re.compile(rf"(?:{any_of(facts['labels'])})(?:[（(][^（）()\n]{{0,8}}?(?P<unit>[十百千万亿]{{0,2}})元?[)）])?"
                         r"(?P<colon>\s?[：:为是]\s?|(?<=[)）])\s?)$"),
        after=re.compile(f"的?(?:[A-FS][+＋]?轮|Pre-|{any_of(facts['after'])})"),
        after_level=re.compile(f"的?(?:{any_of([*facts['after_level'], *facts['after']])})"),
        measures=re.compile(any_of(facts["measures"])),
        closed=re.compile(f"[^\u4e00-\u9fffA-Za-z0-9]|$|{any_of(facts['closed'])}"),
        spent=re.compile(f"(?:{any_of(facts['spent'])})[了我你他她您们个才只要就约到过的近]{{0,3}}$"),
        not_yuan=re.compile(any_of(facts["not_yuan"])),
        small_yuan=re.compile(rf"[^\u4e00-\u9fffA-Za-z0-9]|$|{any_of(facts['after_small_yuan'])}"),
        per_before=re.compile(rf"每(?:一|1)?(?:{per})$"),
        per_after=re.compile(rf"\s?[/／](?!年)|(?:一|每|1|1个|一个)(?:{per})(?![\u4e00-\u9fff]*[0-9])"),
        starts=frozenset("元圆块角毛分余多来级 （(-－—–~～―至到以起左上之+＋" + "tmbkwTMBKW") | {word[0] for word in [*names, *signs, *facts["cents"]]}
        | {word[0].swapcase() for word in names},
        ends=frozenset(word[-1] for word in [*names, *signs]) | {word[-1].swapcase() for word in names},
    )


def _names(names: Iterable[str]) -> str:
    """Currency names; those in Latin letters in any case, as words of their own."""
    latin = [name for name in names if name.isascii()]
    return f"(?:{any_of(name for name in names if not name.isascii())}|(?i:{any_of(latin)})(?![A-Za-z]))"


def _signs(signs: Iterable[str]) -> str:
    return f"(?:{any_of(sign for sign in signs if not sign.isalpha())}|(?:{any_of(s for s in signs if s.isalpha())})(?=[ 0-9]))"


def _tail(name: str, sign: str, cents: Iterable[str]) -> re.Pattern[str]:
    after = "|".join(f"(?P<{how}>{any_of(listed)})" for how, listed in _AFTER.items())
    closed = "|".join(f"(?P<{how}_end>(?:{any_of(listed)}){_CLOSED})" for how, listed in _AFTER_END.items())
    return re.compile(
        rf"(?P<more>[余多来])?[ ]{{0,2}}(?:(?P<scale>{_SCALE})[ ]?)?"
        rf"(?:(?P<yuan>[元圆])[整正]?(?:[（(]?(?P<yuan_name>{name})(?:[，,]下同)?[)）]?)?|(?P<name>{name})|(?P<kuai>块钱?)"
        rf"|(?P<jiao>[角毛]钱?)|(?P<fen>分钱)|(?P<cents>{any_of(cents)})|(?P<sign>{sign}))?"
        rf"(?P<level>级)?(?:(?:[（(](?:含|不含)[^)）\n]{{0,6}}[)）])?[及或]?(?:{after})|{closed})?")


def _join(name: str, sign: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<more>[余多])?[ ]?(?P<scale>{_SCALE})?[ ]?(?:(?P<yuan>[元圆])(?P<yuan_name>{name})?|(?P<name>{name})|(?P<kuai>块))?"
        r"(?:[（(](?:含|不含)[^)）]{0,4}[)）])?"
        rf"[ ]?(?:(?P<upto>以上)[至到，、,]?(?P<below>不足|不满|低于|不到|不超过)?|[-－—–~～―]{{1,2}}|至|到|to)[ ]?(?P<sign>{name}|{sign})?[ ]?")


def _lead(name: str, sign: str) -> re.Pattern[str]:
    def moves(number: int) -> str:
        return "|".join(
            f"(?P<{how}{number}>" + "|".join(
                (f"(?<![{barred}])" if barred else "(?<![A-Za-z])" if word.isascii() else "") + re.escape(word)
                for word, barred in sorted(listed.items(), key=lambda item: -len(item[0]))) + ")"
            for how, listed in _MOVES.items())
    return re.compile(rf"(?:(?:{moves(1)})[了有出]?\s?(?:[（(]含[)）])?)?"
                      rf"(?:(?P<sign>(?<![A-Za-z0-9]){sign}|(?<![A-Za-z]){name})[ ]{{0,2}}[：:]?[ ]?)?(?:(?:{moves(2)})[ ]?)?$",
                      re.IGNORECASE)
