"""How much: the event's own money among all the money in the story."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from etl.assemble import money_clues, weigh, what
from etl.assemble.money_clues import size
from etl.assemble.scene import Line, Scene
from etl.model import Amount, Evidence, Mention

_LOCAL = {"81": "HKD", "82": "MOP", "71": "TWD"}
# （港元，下同）: one currency for all that follows
_SAME_BELOW = re.compile(r"[（(](?P<unit>港元|港币|澳门元|新台币|人民币|美元|令吉)[，,]下同[）)]")
_SAME_CODES = {"港元": "HKD", "港币": "HKD", "澳门元": "MOP", "新台币": "TWD", "人民币": "CNY", "美元": "USD", "令吉": "MYR"}
_POCKET = 1_000  # less is what somebody pays for a ride or a meal
_SUBSIDY = 10_000  # a price per piece of so much is a subsidy or a grant, which may be the event's: 每站补助不超过30万元
LIKELY = 0.6  # an empty cell beats a wrong one; on stories left out 0.5 finds a sum more in a hundred, and takes as many wrong
_PERHAPS = 0.05  # how likely the exact sum must be beside the rounded one
ROUNDING = 0.06  # a headline's 27亿 stands for the text's 2,741,280,000: within this share
VAGUE_ROUNDING = 0.15  # 近亿元 may stand for 92,355,540 yuan


def amount(scene: Scene, event_type: str, province: str | None, other_days: frozenset[int] = frozenset()) -> tuple[
        Amount | None, str | None, list[Evidence], list[weigh.Candidate]]:
    """The event's amount, its kind, its evidence and all candidates; None where the story gives the event no money.

    ``province`` is the two-digit prefix of the event's place, which decides what 元 means in 香港, 澳门 and 台湾.
    """
    found = candidates(scene, event_type, other_days)
    if not found:
        return None, None, [], []
    own = {id(one): one.probability for one in weigh.rivals("amount", found, none(event_type, len(found)))}
    alike = _alike([(one.value.line, one.value.mention) for one in found])
    weigh.pooled(found, lambda one: alike[one.value.mention.start])
    best = max(found, key=lambda one: (round(one.probability, 6), own[id(one)]))
    if best.probability < LIKELY:
        return None, None, [], found
    exact = _exact(best, found, own)
    seen = exact.value
    kind = seen.kind or best.value.kind or money_clues.BY_TYPE.get(event_type, "other")
    evidence = Evidence("amounts", seen.mention.text, *exact.spans[0], best.probability, kind)
    return localised(seen.mention, province, scene.text), kind, [evidence], found


def candidates(scene: Scene, event_type: str, other_days: frozenset[int] = frozenset()) -> list[weigh.Candidate]:
    """Every amount of money in the text as a candidate for an event of type ``event_type``."""
    seen = [(line, mention) for line in scene.lines if line.part != "boilerplate" for mention in line.mentions
            if mention.kind == "amount" and size(mention) >= (_SUBSIDY if mention.rule == "price" else _POCKET)]
    if not seen:
        return []
    told = what.told(scene, event_type)
    sharing, home = money_clues.sharing(scene), money_clues.home(scene)
    alike = _alike(seen)
    times = Counter(alike.values())
    found = []
    for number, (line, mention) in enumerate(seen):
        found.append(money_clues.candidate(scene, line, mention, event_type))
        checks = {"first": number == 0 < len(seen) - 1, "only": len(seen) == 1, "told twice": times[alike[mention.start]] > 1,
                  "elsewhere": money_clues.elsewhere(line, mention, home)}
        found[-1].add(*(name for name, holds in checks.items() if holds))
        for name, holds in (("told", line.start in told), ("shares", line.start in sharing)):
            if holds:
                found[-1].add(name, f"{line.zone}:{name}")
        found[-1].dated([line.start], other_days)
    _compared(found)
    return found


def _compared(found: Sequence[weigh.Candidate]) -> None:
    """Adds what each sum is beside the others: the largest, what others add up to, one of those."""
    mentions = [one.value.mention for one in found]
    largest = max(map(size, mentions))
    wholes, parts = money_clues.totals(mentions)
    for number, one in enumerate(found):
        checks = {"largest": size(mentions[number]) == largest, "sum": number in wholes, "summand": number in parts}
        one.add(*(name for name, holds in checks.items() if holds))


def none(event_type: str, count: int) -> weigh.Clues:
    """The clues that none of ``count`` amounts is the event's."""
    return {"none": 1.0, f"none:{event_type}": 1.0, f"none:of {min(count, 3)}": 1.0}


def _alike(seen: Sequence[tuple[Line, Mention]]) -> dict[int, int]:
    """For each mention, by its start, the number of the group of sums that are one sum, rounded or exact."""
    ordered = sorted(seen, key=lambda one: (one[1].value.currency or "", size(one[1])))
    groups: dict[int, int] = {}
    first, number = None, 0
    for one in ordered:
        if first is None or not _one_sum(first, one):
            first, number = one, number + 1
        groups[one[1].start] = number
    return groups


def _one_sum(one: tuple[Line, Mention], other: tuple[Line, Mention]) -> bool:
    """True where two sums are the same, or one may stand rounded for the other; a range is only like itself."""
    if one[1].value.currency != other[1].value.currency:
        return False
    if "range" in (one[1].value.qualifier, other[1].value.qualifier):
        return one[1].value == other[1].value
    return size(one[1]) == size(other[1]) or _rounds(*one, other[1]) or _rounds(*other, one[1])


def _exact(best: weigh.Candidate, found: list[weigh.Candidate], own: dict[int, float]) -> weigh.Candidate:
    """Where the headline rounds what the text gives exactly, the exact one; of several, the one likeliest on its own."""
    line, mention = best.value.line, best.value.mention
    finer = [other for other in found if other is not best and own[id(other)] >= _PERHAPS * own[id(best)]
             and other.value.line.part not in ("title", "background")
             and other.value.mention.value.currency == mention.value.currency
             and (_rounds(line, mention, other.value.mention) or line.part == "title" and _bounds(mention, other.value.mention))]
    return max(finer, key=lambda other: (own[id(other)], _digits(other.value.mention))) if finer else best


def _bounds(bare: Mention, told: Mention) -> bool:
    """True where the text says of the headline's sum that it is more or less: 20亿元 for 超20亿元."""
    return size(bare) == size(told) and bare.value.qualifier == "exact" and told.value.qualifier in ("over", "under")


def _rounds(line: Line, coarse: Mention, exact: Mention) -> bool:
    """True where a headline's sum may stand for the second: 27亿 for 2,741,280,000, but 1.187亿 not for 121,060,000."""
    value, finer, bounds = size(coarse), size(exact), coarse.value
    if line.part != "title" or _digits(exact) <= _digits(coarse):
        return False
    if bounds.minimum is None or bounds.maximum is None:  # 逾两千万元 for 2,160万元
        return abs(finer - value) <= VAGUE_ROUNDING * value and (bounds.maximum is not None or finer >= value)
    step = 10.0 ** (len(str(int(value))) - _digits(coarse)) if value >= 1 else 0.0
    return abs(finer - value) <= min(step, ROUNDING * value)


def _digits(mention: Mention) -> int:
    """Significant digits of a number: 2.7亿 has two."""
    written = f"{size(mention):.2f}".rstrip("0").rstrip(".")
    return len(re.sub(r"[^0-9]", "", written).rstrip("0"))


def localised(mention: Mention, province: str | None, text: str) -> Amount:
    """The amount in the currency that the place or a note (港元，下同) gives to a bare 元."""
    value = mention.value
    if mention.rule == "stated":
        return value
    if stated := _SAME_BELOW.search(text):
        return dataclasses.replace(value, currency=_SAME_CODES[stated["unit"]])
    if province in _LOCAL:
        return dataclasses.replace(value, currency=_LOCAL[province])
    if province and not province.isdigit():
        return dataclasses.replace(value, currency=None)
    return value
