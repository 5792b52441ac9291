"""Finds money: 投资超过3亿元, 数千万级, 1.2亿美元, RMB 30 million, with both bounds and the currency."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, pairwise

from etl import numerals
from etl.extract import currency, money_before, quantities
from etl.extract.money_before import Lead
from etl.extract.money_words import MOVES, SCALES, words
from etl.extract.quantities import Number, Quantity
from etl.model import Amount, Mention

_FARTHEST = 14  # characters between the two numbers of a range: 万元（不含）人民币-
# between a sum and the next in a list, of which one says that it is money: 3亿、5亿和7亿元
_LISTED = re.compile(r"[、和与及]|以及|[，,]其中"
                     r"|[，,；、（(]?(?:其中)?[，,]?第?[一二三四五首]期(?:工程|项目|投资|建设|投入)?为?")
_LONGEST_LIST_JOINT = 10
_WORTHS = {"jiao": Decimal("0.1"), "fen": Decimal("0.01"), "fen_only": Decimal("0.01"), "sen": Decimal("0.01")}


def find(text: str) -> list[Mention]:
    """All money in ``text``, which is folded.

    ``rule`` is ``stated`` where the words name the currency, ``price`` for a price per piece, else ``plain``.

    >>> [(m.text, m.value.minimum, m.value.maximum) for m in find("总投资超过3亿元，占地160亩，融资1.2亿美元")]
    [('超过3亿元', 300000000.0, None), ('1.2亿美元', 120000000.0, 120000000.0)]
    """
    return _confirmed(text, list(_candidates(text)))


def _candidates(text: str) -> Iterator[Mention]:
    """Money, and with the rule ``guess`` what may be."""
    done = 0
    for run, following in pairwise(chain(_promising(text), [None])):
        if run is None or run.start() < done:
            continue
        mention = _range(text, run, following, done) or _single(text, run, done)
        if mention:
            done = mention.end
            yield mention


def _promising(text: str) -> Iterator[re.Match[str]]:
    """The numbers that a cheap look around leaves, and the one after each, which may end a range."""
    starts, follows, ends = words().starts, words().follows.match, words().ends
    padded = f"{text} "
    kept = False
    for run in quantities.runs(text):
        end = run.end()
        before = padded[run.start() - 1]
        promising = (padded[end] in starts and follows(text, end) or padded[end - 1] in "万亿" or before in ends
                     or before == " " and padded[run.start() - 2] in ends)
        if promising or kept:
            yield run
        kept = promising


def _signed(text: str, start: int) -> bool:
    """True where a currency or a heading may end right before ``start``."""
    before = text[start - 1:start]
    return (text[start - 2:start - 1] if before == " " else before) in words().ends


def _single(text: str, run: re.Match[str], done: int) -> Mention | None:
    """Money of one number, with what moves its bounds."""
    tail = words().tail.match(text, run.end())
    if tail is None or (not tail.lastgroup and run[0][-1] not in "万亿" and not _signed(text, run.start())):
        return None
    number = quantities.at_end(text, *run.span())
    if number is None:
        return None
    if number.words.endswith("个亿") and (tail["yuan"] or tail["level"]):
        number = _without_count(number)
    lead = money_before.lead(text, number.start, done, number.quantity.bare)
    start = lead.start
    moved = _moved(text, lead, tail)
    reading = currency.of(text, start, number, tail, lead.sign, moved is not None)
    if reading is None:
        return None
    over = tail["more"] in ("余", "多")
    quantity = Quantity(number.quantity.low, None, "over") if over else number.quantity
    quantity = quantity.times(SCALES.get((tail["scale"] or "").lower(), 1)).times(reading.factor)
    quantity, end = _with_change(text, quantity, tail)
    value = _bounded(quantity, moved, bool(tail["level"]), reading.code)
    return _mention(text, start, end, value, reading.rule)


def _range(text: str, run: re.Match[str], following: re.Match[str] | None, done: int) -> Mention | None:
    """3-5亿元, 3亿元至5亿元, 50万元以上200万元以下; None where the two numbers are no range of money."""
    if following is None or following.start() - run.end() > _FARTHEST:
        return None
    join = words().join.fullmatch(text, run.end(), following.start())
    tail = words().tail.match(text, following.end())
    if not join or not tail:
        return None
    if not tail.lastgroup and following[0][-1] not in "万亿" and not _signed(text, run.start()):
        return None  # 8月21-23日
    first, second = quantities.at_end(text, *run.span()), quantities.at_end(text, *following.span())
    if not first or not second or second.start != following.start():
        return None
    if join["upto"] and not (join["below"] or tail["under"]):
        return None  # 3亿元以上5亿元 says nothing
    lead = money_before.lead(text, first.start, done, first.quantity.bare)
    start = lead.start
    reading = currency.of(text, start, second, tail, lead.sign, True)
    if reading is None or reading.rule == "guess":
        return None
    low, high = _pair(first.quantity, second, join, tail)
    if low >= high:
        return None
    end = _with_change(text, second.quantity, tail)[1]
    value = Amount(float(low * reading.factor), None if join["open"] else float(high * reading.factor), reading.code,
                   "over" if join["open"] else "range")
    return _mention(text, start, end, value, reading.rule)


def _mention(text: str, start: int, end: int, value: Amount, rule: str) -> Mention:
    words_ = text[start:end].rstrip(" -")
    return Mention("amount", start, start + len(words_), words_, value, rule=rule)


def _pair(first: Quantity, second: Number, join: re.Match[str], tail: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Both ends of a range: the unit after 3-5亿元 counts for both, that after 8500到3万元 does not."""
    scale = Decimal(SCALES.get((tail["scale"] or "").lower(), 1))
    high = (second.quantity.high or second.quantity.low) * scale
    if join["scale"]:
        return first.low * SCALES[join["scale"].lower()], high
    if join["unit"]:
        return first.low, high
    fitting = (first.low * unit * scale for unit in quantities.scales(second.words) if first.low * unit * scale < high)
    return next(fitting, first.low), high


def _without_count(number: Number) -> Number:
    """三个亿元级项目 are three projects of 亿元."""
    at = number.words.index("个") + 1
    inside = number.words[at:]
    return Number(number.start + at, number.end, inside, quantities.read(inside) or number.quantity)


def _with_change(text: str, quantity: Quantity, tail: re.Match[str]) -> tuple[Quantity, int]:
    """The quantity with its 角 and 分, and where the amount ends."""
    unit = next((group for group in ("name", "yuan", "kuai") if tail[group]), None)
    if tail["jiao"] and (cents := numerals.exact(tail["jiao"][1:2])) is not None and quantity.high is not None:
        cents *= _WORTHS["fen"]  # 两毛五分
        return Quantity(quantity.low + cents, quantity.high + cents), tail.end()
    if unit is None or quantity.high is None:
        return quantity, tail.end()
    change = currency.CHANGE.match(text, tail.end(unit))
    if not change and unit == "kuai":
        change = currency.CHANGE_OF_KUAI.match(text, tail.end(unit))
    if not change:
        return quantity, tail.end()
    parts = [(group, numerals.exact(part)) for group, part in change.groupdict().items() if part]
    more = sum((part * _WORTHS.get(group, 1) for group, part in parts if part is not None), Decimal(0))
    return Quantity(quantity.low + more, quantity.high + more, quantity.how), change.end()


def _moved(text: str, lead: Lead, tail: re.Match[str]) -> str | None:
    """over, under or about, as the words around say; over and under outweigh about."""
    said = [*lead.moves, *(how for how in MOVES if tail[how])] + ["over"] * bool(tail["over_end"])
    firm = [how for how in said if how != "about"]
    if not firm and words().cap.search(text, max(0, lead.start - currency.WINDOW), lead.start):
        return "under"
    return next(iter(firm or said), None)


def _bounded(quantity: Quantity, moved: str | None, level: bool, code: str | None) -> Amount:
    """The amount with both bounds, moved as the words say; 千万级 reaches up to the next power of ten."""
    low, high = quantity.low, quantity.high
    if level and (quantity.bare or quantity.how == "vague"):
        high = low * 10
    if moved == "over":
        return Amount(float(low), None, code, "over")
    if moved == "under":
        return Amount(None, float(quantity.low if quantity.high is None else quantity.high), code, "under")
    if level and high == low * 10:
        return Amount(float(low), float(high), code, "vague")
    how = "about" if quantity.how == "exact" and (moved or quantity.bare) else quantity.how
    return Amount(float(low), None if high is None else float(high), code, how)


def _confirmed(text: str, candidates: list[Mention]) -> list[Mention]:
    """The candidates without those guesses that nothing in the text confirms.

    A guess is confirmed by its neighbour in a list (投资3亿、5亿和7亿元) or by an amount elsewhere that it rounds: the
    headline's 27亿 beside the text's 2,741,280,000元.
    """
    if all(mention.rule != "guess" for mention in candidates):
        return candidates
    sure = {index for index, mention in enumerate(candidates) if mention.rule != "guess"}
    values = sorted(filter(None, (_number(candidates[index]) for index in sure)))
    sure |= {index for index, mention in enumerate(candidates) if mention.rule == "guess" and _rounds(mention, values)}
    for order in (range(1, len(candidates)), range(len(candidates) - 1, 0, -1)):
        for index in order:
            left, right = candidates[index - 1], candidates[index]
            joint = text[left.end:right.start]
            if ({index, index - 1} & sure) and len(joint) <= _LONGEST_LIST_JOINT and _LISTED.fullmatch(joint):
                sure |= {index, index - 1}
    return [mention._replace(rule="plain") if mention.rule == "guess" else mention
            for index, mention in enumerate(candidates) if index in sure]


def _number(mention: Mention) -> float | None:
    value = mention.value
    return (value.maximum or value.minimum) if isinstance(value, Amount) else None


def _rounds(guess: Mention, values: list[float]) -> bool:
    """True where one of the sorted values, rounded or cut, is the guess."""
    number = _number(guess)
    if not number or not isinstance(guess.value, Amount) or guess.value.qualifier == "vague":
        return False
    figures = re.search(r"\.([0-9]+)", guess.text)
    step = (10**8 if guess.text.endswith("亿") else 10**4) / 10 ** (len(figures[1]) if figures else 0)
    at = bisect.bisect_left(values, number - step / 2)
    return at < len(values) and values[at] < number + step
