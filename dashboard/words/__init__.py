"""Every word that a person reads, in Chinese and in English; numbers and money as each language writes them.

Names of domains, event types and places come from ``etl.knowledge``, where they stand in both languages.
"""

from __future__ import annotations

import html
import re

import pandas as pd

from dashboard.words.deck_texts import TEXTS as DECK_TEXTS
from dashboard.words.names import AMOUNT_KINDS, CURRENCIES, KINDS, NOUNS, REGIONS, ROLES
from dashboard.words.names import STREAMLIT as STREAMLIT
from dashboard.words.texts import TEXTS as PAGE_TEXTS
from etl import knowledge, table

TEXTS = PAGE_TEXTS | DECK_TEXTS
LANGUAGES = {"zh": "中文", "en": "English"}


def say(lang: str, key: str, **values: object) -> str:
    """The text of ``key`` in a language, its gaps filled.

    >>> say("zh", "shown", shown=42, total=59)
    '42 / 59 个事件'
    """
    return TEXTS[key][lang == "en"].format(**values)


def count(lang: str, number: int, noun: str) -> str:
    """A number with its noun.

    >>> count("en", 1, "event"), count("zh", 1200, "event")
    ('1 event', '1,200 个事件')
    """
    chinese, one, many = NOUNS[noun]
    return f"{number:,} {chinese if lang == 'zh' else one if number == 1 else many}"


def label(lang: str, column: str, code: str) -> str:
    """What a code of a column is called; the code itself where nobody named it."""
    if column in ("domain", "domains", "event_type", "type"):
        topics = knowledge.domains() if column.startswith("domain") else knowledge.event_types()
        topic = topics.get(code)
        return (topic.en if lang == "en" else topic.zh) if topic else code
    if column in ("city", "province", "places"):
        return place(lang, code)
    tables = {"region": REGIONS, "partner_kinds": KINDS, "kind": KINDS, "partner_roles": ROLES, "role": ROLES,
              "amount_kind": AMOUNT_KINDS, "reason": table.ISSUE_REASONS}
    pair = tables.get(column, {}).get(code)
    if pair:
        return pair[lang == "en"]
    return organisation(lang, code) if column in ("partners", "company") else code


def place(lang: str, code: str) -> str:
    """A division or place abroad; in English without 市 and its like."""
    known = knowledge.places()
    return known.english(code) if lang == "en" else known.name(code)


def place_short(lang: str, code: str) -> str:
    """A division as a map writes it: 内蒙古, 广东."""
    division = knowledge.places().get(code)
    if division is None:
        return code
    return (division.english or division.short) if lang == "en" else division.short


def place_path(lang: str, code: str) -> str:
    """A division with what it lies in: 湖南省 长沙市 宁乡市."""
    known, path = knowledge.places(), []
    above: str | None = code
    while above and above not in path and (above != "100000" or not path):
        path.append(above)
        above = known.parent(above)
    names = [place(lang, one) for one in path]
    return " ".join(reversed(names)) if lang == "zh" else ", ".join(names)


def region_short(lang: str, code: str) -> str:
    """A region as a narrow column head writes it."""
    return "HK/MO/TW" if code == "hmt" and lang == "en" else REGIONS[code][lang == "en"]


def detail(lang: str, text: str) -> str:
    """What an issue says in detail, its codes of places as names.

    >>> detail("zh", "110101, 440300")
    '北京市 东城区, 广东省 深圳市'
    """
    return visible(re.sub(r"\b\d{6}\b", lambda code: place_path(lang, code.group()), text))


def coordinates(code: str) -> tuple[float, float] | None:
    """Latitude and longitude of a division; None where the gazetteer has none."""
    division = knowledge.places().get(code)
    return (division.lat, division.lon) if division and division.lat is not None else None


def organisation(lang: str, name: str) -> str:
    """An organisation's English name where the gazetteer has one, else its canonical name."""
    body = knowledge.organisations().bodies.get(name) if lang == "en" else None
    return body.en if body and body.en else name


def currency(lang: str, code: str) -> str:
    """A currency's name; in English its ISO code."""
    if not code:
        return say(lang, "no_currency")
    return CURRENCIES.get(code, code) if lang == "zh" else code


def number(lang: str, amount: float) -> str:
    """A large number as the language groups it.

    >>> number("zh", 120_000_000), number("en", 120_000_000), number("zh", 27_412_800)
    ('1.2 亿', '120 million', '2,741.28 万')
    """
    scales = ((1e12, " 万亿"), (1e8, " 亿"), (1e4, " 万")) if lang == "zh" else \
        ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
    for scale, unit in scales:
        if abs(amount) >= scale:
            return f"{amount / scale:,.2f}".rstrip("0").rstrip(".") + unit
    return f"{amount:,.2f}".rstrip("0").rstrip(".")


def money(lang: str, low: float | None, high: float | None, code: str) -> str:
    """An amount as its bounds say: one number, a range, at least, or at most.

    >>> money("zh", 3e8, 5e8, "CNY"), money("en", 1e9, None, "USD")
    ('3 亿–5 亿元', '≥ USD 1 billion')
    >>> money("en", 15_140_000_000, 15_141_000_000, "CNY")
    'CNY ≈ 15.14 billion'
    """
    low, high = (None if bound is None or pd.isna(bound) else bound for bound in (low, high))
    if low is None and high is None:
        return ""
    unit = "" if not code else CURRENCIES.get(code, f" {code}")

    def one(text: str) -> str:
        return f"{text}{unit}" if lang == "zh" else f"{code} {text}".strip()

    if low is not None and high is not None:
        written = (number(lang, low), number(lang, high))
        if written[0] != written[1]:
            return one(f"{written[0]}–{written[1]}")
        # bounds that differ by less than is shown: nearly, not exactly
        return one(written[0] if low == high else f"≈ {written[0]}")
    if high is None:
        return say(lang, "at_least", amount=one(number(lang, low)))
    return say(lang, "at_most", amount=one(number(lang, high)))


def day(lang: str, date: object, precision: str, end: object = None) -> str:
    """A date as exactly as it is known: 2018-08-21, 2018-08, 2018, or that there is none.

    >>> first, last = pd.Timestamp(2018, 8, 21), pd.Timestamp(2018, 8, 23)
    >>> day("zh", first, "month"), day("en", first, "day", last)
    ('2018-08', '2018-08-21–23')
    """
    if date is None or pd.isna(date) or precision == "missing":
        return say(lang, "undated")
    shape = {"year": "%Y", "month": "%Y-%m"}.get(precision, "%Y-%m-%d")
    first = date.strftime(shape)
    last = first if end is None or pd.isna(end) else end.strftime(shape)
    if last == first:
        return first
    return f"{first}–{last[8:]}" if len(last) == 10 and last[:7] == first[:7] else f"{first} – {last}"


def period(lang: str, start: pd.Timestamp, unit: str) -> str:
    """A week, month, quarter or year as an axis and a sentence write it.

    >>> period("en", pd.Timestamp(2018, 4, 1), "quarter"), period("zh", pd.Timestamp(2018, 8, 1), "month")
    ('2018 Q2', '2018-08')
    """
    if unit == "quarter":
        return f"{start:%Y}" + (f"年{start.quarter}季" if lang == "zh" else f" Q{start.quarter}")
    return start.strftime({"year": "%Y", "month": "%Y-%m"}.get(unit, "%Y-%m-%d"))


def figure(number: float) -> str:
    """A count as a chart writes it; a part of an event with one decimal.

    >>> figure(1234), figure(0.25), figure(3.0)
    ('1,234', '0.2', '3')
    """
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def listed(lang: str, names: list[str]) -> str:
    """Names one after another: 、 in Chinese, commas in English."""
    return ("、" if lang == "zh" else ", ").join(names)


def cut(name: str, width: int) -> str:
    """A name cut to a width, where a Chinese character is twice as wide as a Latin one.

    >>> cut("智慧城市abc", 8)
    '智慧城…'
    """
    wide = [2 if ord(char) > 0x2E7F else 1 for char in name]
    if sum(wide) <= width:
        return name
    kept, used = "", 0
    for char, space in zip(name, wide, strict=True):
        used += space
        if used > width - 1:
            break
        kept += char
    return kept + "…"


def some(lang: str, names: list[str], most: int) -> str:
    """The first names, and how many there are where some are left out.

    >>> some("zh", ["甲", "乙", "丙"], 2), some("en", ["a", "b", "c"], 1)
    ('甲、乙 等 3 项', 'a +2')
    """
    shown = listed(lang, names[:most])
    if len(names) <= most:
        return shown
    return say(lang, "and_so_many", names=shown, n=len(names) if lang == "zh" else len(names) - most)


_CONTROL = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$^&=])")


def visible(text: str) -> str:
    """Control characters and direction overrides as signs that can be seen, so that text cannot hide or turn."""
    turned = re.sub("[\u202a-\u202e\u2066-\u2069]", "\ufffd", text.replace("\r\n", "\n"))
    return turned.translate(_CONTROL)


def markup(text: str) -> str:
    """A text for HTML, shown as it is."""
    return html.escape(visible(text))


def plain(text: str) -> str:
    """A text for a place that reads Markdown, shown as it is: every sign escaped, ``:name:`` and ``http://`` broken up.

    >>> plain("[a](b) **c**")
    '\\\\[a\\\\]\\\\(b\\\\) \\\\*\\\\*c\\\\*\\\\*'
    """
    escaped = _MARKDOWN.sub(r"\\\1", visible(text).replace("\n", " "))
    return re.sub(r":(?=[A-Za-z0-9_+\\/-])", ":\u2060", escaped)
