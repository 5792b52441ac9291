"""How numbers, money, days and names are written in a text: Chinese as Chinese reads, English as English reads.

The dashboard has shorter forms for axes and tables (``dashboard.words``); a brief has sentences.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Sequence
from itertools import accumulate

from etl import knowledge

LANGUAGES = ("zh", "en")
REGIONS = {"north": ("华北", "North China"), "northeast": ("东北", "Northeast China"), "east": ("华东", "East China"),
           "central": ("华中", "Central China"), "south": ("华南", "South China"),
           "southwest": ("西南", "Southwest China"), "northwest": ("西北", "Northwest China"),
           "hmt": ("港澳台", "Hong Kong, Macao and Taiwan"), "national": ("全国", "Nationwide"),
           "abroad": ("境外", "Abroad")}
AMOUNT_KINDS = {"investment": ("投资", "investment"), "contract": ("合同与中标", "contract"),
                "cooperation": ("合作金额", "cooperation"), "financing": ("融资", "financing"),
                "budget": ("预算与拨款", "budget"), "other": ("其他金额", "other amount")}
ROLES = {"signatory": ("签约方", "signatory"), "organiser": ("主办方", "organiser"),
         "supporter": ("支持方", "supporter"), "publisher": ("发布方", "publisher"),
         "contractor": ("承建方", "contractor"), "buyer": ("采购方", "buyer"),
         "investor": ("投资方", "investor"), "author": ("编写方", "author"), "winner": ("获奖方", "winner"),
         "participant": ("参与方", "participant")}
CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "MOP": "澳门元", "TWD": "新台币", "JPY": "日元",
              "GBP": "英镑", "SGD": "新加坡元", "KRW": "韩元", "AED": "迪拉姆", "RUB": "卢布", "AUD": "澳元",
              "CAD": "加元"}
_SCALES = {"zh": ((1e12, " 万亿"), (1e8, " 亿"), (1e4, " 万")),
           "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# what XML cannot hold, what turns the direction of writing, and halves of signs: <U+0007>, <U+202E>, <U+D800>
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
# signs that Markdown reads inside a line, and what it reads at the start of one: - a, 1. a, # a, > a
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$^&@]|:(?=//)|(?<=www)\.")
_AT_START = re.compile(r"^(\d{0,9})([-+#>=.)])")


def number(lang: str, amount: float) -> str:
    """A large number as the language groups it, none of its digits lost.

    >>> number("zh", 120_000_000), number("en", 120_000_000), number("zh", 2_741_280_000)
    ('1.2 亿', '120 million', '27.4128 亿')
    """
    for scale, unit in _SCALES[lang]:
        if abs(amount) >= scale:
            return f"{amount / scale:,.6f}".rstrip("0").rstrip(".") + unit
    return f"{amount:,.2f}".rstrip("0").rstrip(".")


def money(lang: str, low: float | None, high: float | None, currency: str | None) -> str:
    """An amount as its bounds say: one number, a range, at least, or at most; ``""`` without a bound.

    >>> money("zh", 3e8, 5e8, "CNY"), money("en", 1e9, None, "USD"), money("zh", None, 2e7, "CNY")
    ('3 亿至 5 亿元', 'at least USD 1 billion', '至多 2,000 万元')
    """
    low, high = (None if missing(bound) else bound for bound in (low, high))
    if low is None and high is None:
        return ""
    bounds = [number(lang, bound) for bound in dict.fromkeys((low, high)) if bound is not None]
    if lang == "en":
        said = f"{currency or ''} {'–'.join(bounds)}{'' if currency else ' (currency not stated)'}".strip()
    else:
        said = "至 ".join(bounds) + (CURRENCIES.get(currency, f" {currency}") if currency else "（币种未注明）")
    open_end = {"zh": ("至多 ", "至少 "), "en": ("at most ", "at least ")}[lang]
    return said if low is not None and high is not None else open_end[high is None] + said


def day(lang: str, first: dt.date | None, precision: str | None = "day", last: dt.date | None = None) -> str:
    """A date as exactly as it is known; ``""`` where there is none.

    >>> day("zh", dt.date(2018, 8, 21), "day", dt.date(2018, 8, 23)), day("en", dt.date(2018, 8, 1), "month")
    ('2018年8月21日至23日', 'Aug 2018')
    """
    if missing(first):
        return ""
    start = _day(lang, first, precision)
    if missing(last) or precision == "year" or (last := _date(last)) == _date(first):
        return start
    end = _day(lang, last, precision)
    if end == start:
        return start
    same = precision == "day" and (last.year, last.month) == (first.year, first.month)
    if lang == "zh":
        return f"{start}至{last.day}日" if same else f"{start}至{end}"
    return f"{first.day}–{end}" if same else f"{start} – {end}"


def _day(lang: str, when: dt.date, precision: str | None) -> str:
    if precision == "year":
        return f"{when.year}年" if lang == "zh" else str(when.year)
    if precision == "month":
        return f"{when.year}年{when.month}月" if lang == "zh" else f"{_MONTHS[when.month - 1]} {when.year}"
    return f"{when.year}年{when.month}月{when.day}日" if lang == "zh" else \
        f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _date(when: dt.date) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def label(lang: str, column: str, code: str) -> str:
    """What a code of a column is called; the code itself where nobody named it.

    >>> label("zh", "domain", "transport"), label("en", "city", "440300"), label("en", "region", "hmt")
    ('智慧交通', 'Shenzhen', 'Hong Kong, Macao and Taiwan')
    """
    if column in ("domain", "event_type"):
        topic = (knowledge.domains() if column == "domain" else knowledge.event_types()).get(code)
        return (topic.en if lang == "en" else topic.zh) if topic else code
    if column in ("city", "province", "places"):
        known = knowledge.places()
        return known.english(code) if lang == "en" else known.name(code)
    if column == "partners":
        body = knowledge.organisations().bodies.get(code) if lang == "en" else None
        return body.en if body and body.en else code
    pair = {"region": REGIONS, "amount_kind": AMOUNT_KINDS, "role": ROLES}.get(column, {}).get(code)
    return pair[lang == "en"] if pair else code


def listed(lang: str, names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many there are where some are left out.

    >>> listed("zh", ["甲", "乙", "丙"], 2), listed("en", ["a", "b", "c"], 2)
    ('甲、乙等 3 个', 'a, b and 1 more')
    """
    shown = ("、" if lang == "zh" else ", ").join(names[:most])
    if len(names) <= most:
        return shown
    return f"{shown}等 {len(names)} 个" if lang == "zh" else f"{shown} and {len(names) - most} more"


def cut(text: str, width: int) -> str:
    """A text cut to a width, where a Chinese character is twice as wide as a Latin one.

    >>> cut("智慧城市abc", 8)
    '智慧城…'
    """
    ends = list(accumulate(2 if ord(char) > 0x2E7F else 1 for char in text))
    if not ends or ends[-1] <= width:
        return text
    return text[:bisect.bisect_right(ends, width - 1)].rstrip() + "…"


def visible(text: str) -> str:
    """A text on one line; what cannot be seen, or turns what stands around it, becomes a replacement character.

    >>> visible("a\\x07b\\n\\u202ec")
    'a�b �c'
    """
    return _BLANKS.sub(" ", _UNSEEN.sub("\ufffd", text.replace("\r", " "))).strip()


def markdown(text: str) -> str:
    """A text that Markdown shows as it is: its signs escaped, bare addresses no links.

    >>> markdown("1. [a](http://b) **c**")
    '1\\\\. \\\\[a\\\\](http\\\\://b) \\\\*\\\\*c\\\\*\\\\*'
    """
    return _AT_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\g<0>", visible(text)))


def missing(cell: object) -> bool:
    """None, NaN and NaT, of which the last two are not equal to themselves.

    >>> missing(float("nan")), missing(0.0)
    (True, False)
    """
    return cell is None or cell != cell
