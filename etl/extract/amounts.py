"""Finds money: 投资超过3亿元, 数千万级, 1.2亿美元, RMB 30 million, with both bounds and the currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl import numerals
from etl.extract import quantities
from etl.extract.money_words import SCALES, Words, words
from etl.extract.quantities import Quantity
from etl.model import Amount, Mention, Qualifier

_N = "0-9〇零○一二三四五六七八九十百千万亿兆两俩廿卅半几数壹贰叁肆伍陆柒捌玖拾佰仟"
# a stretch of numeral characters, well formed or not: 1亿5000万, 82,225.00, 10余亿, 两个亿
_RUN = re.compile(rf"[{_N}](?:[{_N}]+|[.,，](?=[0-9])|, (?=[0-9])|点(?=[零〇一二三四五六七八九])|[余多来]?个(?=亿)"
                  r"|[余多来](?=[十百千万亿])|(?<=[0-9]) (?=[0-9]{3}(?![0-9])|[百千万亿]))*+")
_LONGEST = 60  # characters; nothing longer is a quantity
_TRIES = 12  # beginnings of a run that are tried
_BEFORE = 24  # characters before a number in which its lead and its money word stand
_DIGIT = re.compile("[0-9]")
# beside an amount's own unit: 3元5角, 六角三分, 三块五, 10日元5钱
_D = "0-9〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_CHANGE = re.compile(rf"零?(?P<jiao>[{_D}])[角毛](?:零?(?P<fen>[{_D}])分)?|零?(?P<fen_only>[{_D}])分(?![钟之院队店公会析类])"
                     rf"|(?P<sen>[{_D}]{{1,2}})(?:日本)?[钱銭]")
_CHANGE_OF_KUAI = re.compile(rf"(?P<jiao>[{_D}])(?![{_N}.,%元个])|(?P<half>半)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SMALL = re.compile("[一二两三四五六七八九十]")
_FIGURES = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]{2}|[0-9]{5,}")
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Number:
    """A quantity in the text."""

    start: int
    end: int
    words: str
    quantity: Quantity


def find(text: str) -> list[Mention]:
    """All money in ``text``, which is folded.

    ``rule`` is ``stated`` where the words name the currency, ``price`` for a price per piece, else ``plain``.

    >>> [(m.text, m.value.minimum, m.value.maximum, m.value.currency) for m in find("总投资超过3亿元，占地160亩，融资1.2亿美元")]
    [('超过3亿元', 300000000.0, None, 'CNY'), ('1.2亿美元', 120000000.0, 120000000.0, 'USD')]
    """
    known = words()
    runs = list(_RUN.finditer(text))
    found: list[Mention] = []
    done = 0
    for index, run in enumerate(runs):
        if run.start() < done or not _promising(text, run, known):
            continue
        following = runs[index + 1] if index + 1 < len(runs) else None
        mention = _range(text, run, following, known, done) or _single(text, run, known, done)
        if mention:
            found.append(mention)
            done = mention.end
    return found


def _promising(text: str, run: re.Match[str], known: Words) -> bool:
    """A cheap look at what stands around and in a run, which most numbers of a text fail."""
    start, end = run.span()
    if end < len(text) and text[end] in known.starts:
        return True
    if start and (text[start - 1] in known.ends or (text[start - 1] in " :：" and start > 1)):
        return True
    inside = run[0]
    return "亿" in inside or "万" in inside[1:]


def _number(text: str, start: int, end: int) -> _Number | None:
    """The longest well-formed quantity that ends at ``end``: of 唯一50万 it is 50万."""
    tries = 0
    for at in range(max(start, end - _LONGEST), end):
        if at > start and (text[at] in "余多来个点.,， " or (_DIGIT.match(text[at]) and _DIGIT.match(text[at - 1]))):
            continue
        tries += 1
        if tries > _TRIES:
            return None
        if quantity := quantities.read(text[at:end]):
            return _Number(at, end, text[at:end], quantity)
    return None


def _single(text: str, run: re.Match[str], known: Words, done: int) -> Mention | None:
    """Money of one number, with what moves its bound before and after it."""
    number = _number(text, *run.span())
    if not number:
        return None
    tail = known.tail.match(text, number.end)
    lead = _lead(text, number, known, done)
    if "个" in number.words and number.words[-1] == "亿" and (tail["yuan"] or tail["level"]):
        number = _counted(number)  # 三个亿元级项目 are three projects
        lead = None
    start = lead.start() if lead else number.start
    kind = _kind(text, start, number, tail, lead, known)
    if not kind:
        return None
    currency, rule, factor = kind
    quantity = number.quantity
    if tail["more"]:
        quantity = Quantity(quantity.low, None, "over") if tail["more"] != "来" else quantity
    quantity = quantity.times(SCALES.get((tail["scale"] or "").lower(), 1)).times(factor)
    quantity, end = _with_change(text, quantity, tail)
    moved = _moved(text, start, tail, lead, known)
    if quantity.bare and not tail["yuan"] and not moved and not tail["level"] and number.words in ("万", "亿"):
        return None
    if lead and moved is None and not lead["sign"]:
        start = number.start
    return Mention("amount", start, end, text[start:end], _bounded(quantity, moved, bool(tail["level"]), currency), rule=rule)


def _range(text: str, run: re.Match[str], following: re.Match[str] | None, known: Words, done: int) -> Mention | None:
    """3-5亿元, 3亿元至5亿元, 50万元以上200万元以下; None where the two numbers are no range of money."""
    if following is None or following.start() - run.end() > 14:
        return None
    join = known.join.fullmatch(text, run.end(), following.start())
    first = _number(text, *run.span()) if join else None
    second = _number(text, *following.span()) if first else None
    if not join or not first or not second or second.start != following.start():
        return None
    tail = known.tail.match(text, second.end)
    if join["upto"] and not (join["below"] or tail["under"]):
        return None
    lead = _lead(text, first, known, done)
    start = lead.start() if lead else first.start
    kind = _kind(text, start, second, tail, lead, known)
    if not kind:
        return None
    currency, rule, factor = kind
    low, high = _pair(first.quantity, second, join, tail)
    if low.low >= (high.high or high.low):
        return None
    end = _with_change(text, high, tail)[1]
    value = Amount(float(low.low * factor), float((high.high or high.low) * factor), currency, "range")
    return Mention("amount", start, end, text[start:end], value, rule=rule)


def _pair(low: Quantity, second: _Number, join: re.Match[str], tail: re.Match[str]) -> tuple[Quantity, Quantity]:
    """Both ends of a range in the same unit: the unit after 3-5亿元 counts for both, that after 8500到3万元 does not."""
    scale = SCALES.get((tail["scale"] or "").lower(), 1)
    high = second.quantity.times(scale)
    if join["scale"]:
        return low.times(SCALES[join["scale"].lower()]), high
    if join["yuan"] or join["name"] or join["kuai"]:
        return low, high
    for unit in quantities.scales(second.words):
        if low.low * unit * scale < (high.high or high.low):
            return low.times(unit).times(scale), high
    return low, high


def _lead(text: str, number: _Number, known: Words, done: int) -> re.Match[str] | None:
    """What stands right before a number and belongs to it: 不超过人民币."""
    lead = known.lead.search(text, max(done, number.start - _BEFORE), number.start)
    if not lead or not lead[0].strip():
        return None
    if (lead[0].strip().endswith("上")) and not number.quantity.bare:
        return None  # 线上3亿元
    return lead


def _counted(number: _Number) -> _Number:
    start = number.start + number.words.index("个") + 1
    inside = number.words[number.words.index("个") + 1:]
    return _Number(start, number.end, inside, quantities.read(inside) or number.quantity)


def _kind(text: str, start: int, number: _Number, tail: re.Match[str], lead: re.Match[str] | None,
          known: Words) -> tuple[str | None, str, Decimal] | None:
    """Currency, rule and what to multiply by; None where the number is no money."""
    one = Decimal(1)
    named = tail["name"] or tail["yuan_name"] or tail["sign"]
    sign = lead["sign"] if lead else None
    price = bool(known.per_after.match(text, tail.end()) or known.per_before.search(text, max(0, start - 8), start))
    if named and not (sign and named.lower() in ("dollar", "dollars")):
        return known.codes[named.lower()], "price" if price else "stated", one
    if sign and (tail["yuan"] or tail["scale"] or not known.measures.match(text, tail.end())):
        return known.codes[sign.lower()], "price" if price else "stated", one
    if tail["cents"]:
        return known.codes[tail["cents"]], "stated", Decimal("0.01")
    if tail["yuan"]:
        return ("CNY", "price" if price else "plain", one) if _yuan(text, number, tail, lead, known) else None
    if tail["kuai"]:
        return ("CNY", "price" if price else "plain", one) if _kuai(text, start, number, tail, known) else None
    if tail["fen"] or (tail["jiao"] or "").endswith("钱"):
        return "CNY", "plain", Decimal("0.01") if tail["fen"] else Decimal("0.1")
    if tail["jiao"]:
        return None
    if (unit := _cued(text, start, number, tail, known)) is not None:
        return "CNY", "plain", unit
    return None


def _yuan(text: str, number: _Number, tail: re.Match[str], lead: re.Match[str] | None, known: Words) -> bool:
    """False for the 元 of 元旦, 二元结构, 100元素 and of headings such as （亿元）."""
    after = tail.end("yuan")
    if text.startswith(("旦", "宵", "化"), after) or (number.start and text[number.start - 1] in "第"):
        return False
    if _YEAR.fullmatch(number.words) and text.startswith(("月", "年"), after):
        return False
    if number.quantity.bare:
        moved = bool(lead or tail["over"] or tail["under"] or tail["about"] or tail["over_end"] or tail["level"])
        heading = number.start and text[number.start - 1] in "（(/：:" and text[after:after + 1] in ("", *"）)，,。\n ")
        return moved or (not heading and not number.words[0] in "十百千万拾佰仟" if len(number.words) == 1 else not heading)
    if any(unit in number.words for unit in "万亿"):
        return True
    if _SMALL.fullmatch(number.words) and not tail["more"] and not lead:
        return bool(known.small_yuan.match(text, after)) or bool(_CHANGE.match(text, after))
    return not known.not_yuan.match(text, after)


def _kuai(text: str, start: int, number: _Number, tail: re.Match[str], known: Words) -> bool:
    """True for 十块钱, 花了三块; False for 三块屏幕."""
    if tail["kuai"] == "块钱":
        return True
    end = tail.end()
    if _CHANGE_OF_KUAI.match(text, end) or _CHANGE.match(text, end):
        return True
    if _HAN.match(text, end) and text[end] not in "的和就吧呢啊了起多":
        return False
    before = text[start - 1:start]
    large = any(unit in number.words for unit in "百千万亿")
    return bool(known.spent.search(text, max(0, start - 8), start)) or (large and not _HAN.match(before))


def _cued(text: str, start: int, number: _Number, tail: re.Match[str], known: Words) -> Decimal | None:
    """What to multiply a number without 元 by if a money word beside it makes it money, else None."""
    end = tail.end()
    if number.words[-1] in "万亿" or tail["level"] or tail["scale"] in ("k", "K", "w", "W"):
        if number.start and _LETTER.match(text[number.start - 1]):
            return None
        if tail["scale"] is None and known.measures.match(text, end) and not known.after.match(text, end):
            return None
        if tail["level"] and (number.quantity.bare or number.quantity.how == "vague"):
            if number.words[-1] == "万" and number.words[-2:] not in ("百万", "千万", "十万"):
                return None
            if known.after_level.match(text, end):
                return Decimal(1)
        if known.before.search(text, max(0, start - _BEFORE), start):
            small = "亿" not in number.words and tail["scale"] is None
            return None if small and not known.closed.match(text, end) and not known.after.match(text, end) else Decimal(1)
        if known.after.match(text, end) and "万" not in number.words[:1]:
            return Decimal(1)
        return None
    return _labelled(text, number, known)


def _labelled(text: str, number: _Number, known: Words) -> Decimal | None:
    """The unit of a bare figure under a heading: 含税总价：3,235,824.00, 中标金额（万元）：25,592."""
    label = known.label.search(text, max(0, number.start - _BEFORE), number.start)
    if not label or not _DIGIT.match(number.words):
        return None
    if _HAN.match(text, number.end) or _LETTER.match(text, number.end) or text[number.end:number.end + 1] in "%％":
        return None
    if label["unit"] is not None:
        return Decimal(1) if not label["unit"] else numerals.exact(label["unit"])
    return Decimal(1) if _FIGURES.fullmatch(number.words) else None


def _with_change(text: str, quantity: Quantity, tail: re.Match[str]) -> tuple[Quantity, int]:
    """The quantity with its 角 and 分, and where the amount ends."""
    unit = next((group for group in ("name", "yuan", "kuai") if tail[group]), None)
    if unit is None or quantity.high is None:
        return quantity, _end(tail)
    at = tail.end(unit)
    change = _CHANGE.match(text, at)
    if not change and unit == "kuai":
        change = _CHANGE_OF_KUAI.match(text, at)
    if not change:
        return quantity, _end(tail)
    parts = change.groupdict()
    more = sum(((numerals.exact(parts[group]) or Decimal(0)) * Decimal(worth) for group, worth in (
        ("jiao", "0.1"), ("fen", "0.01"), ("fen_only", "0.01"), ("sen", "0.01")) if parts.get(group)), Decimal(0))
    if parts.get("half"):
        more = Decimal("0.5")
    return Quantity(quantity.low + more, quantity.high + more, quantity.how), change.end()


def _end(tail: re.Match[str]) -> int:
    return tail.end()


def _moved(text: str, start: int, tail: re.Match[str], lead: re.Match[str] | None, known: Words) -> str | None:
    """over, under or about, as the words around say; over and under outweigh about."""
    said = [how for how in ("over", "under") if lead and (lead[how + "1"] or lead[how + "2"])]
    said += [how for how in ("over", "under") if tail[how]]
    if tail["over_end"]:
        said.append("over")
    if not said and known.cap.search(text, max(0, start - _BEFORE), start):
        said.append("under")
    if not said and (tail["about"] or (lead and (lead["about1"] or lead["about2"]))):
        said.append("about")
    return said[0] if said else None


def _bounded(quantity: Quantity, moved: str | None, level: bool, currency: str | None) -> Amount:
    low, high, how = quantity.low, quantity.high, quantity.how
    if level and how in ("exact", "vague") and (quantity.bare or how == "vague"):
        high, how = low * 10, "vague"
    elif quantity.bare and how == "exact":
        how = "about"
    if moved == "over":
        return Amount(float(low), None, currency, "over")
    if moved == "under":
        top = quantity.high if quantity.high is not None else low
        return Amount(None, float(top), currency, "under")
    if moved == "about" and how == "exact":
        how = "about"
    qualifier: Qualifier = how  # type: ignore[assignment]
    return Amount(float(low), None if high is None else float(high), currency, qualifier)
