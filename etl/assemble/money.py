"""How much: the event's own money among all the money in the story."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from etl import knowledge
from etl.assemble import weigh, what
from etl.assemble.scene import Line, Scene, alternatives, aside, inside, pattern
from etl.model import Amount, Evidence, Mention, Organisation

_KINDS = ("contract", "financing", "cooperation", "other", "budget", "investment")
_BY_TYPE = {"tender": "contract", "investment": "investment", "policy": "budget", "deployment": "investment",
            "agreement": "investment"}
_LOCAL = {"81": "HKD", "82": "MOP", "71": "TWD"}
# （港元，下同）: one currency for all that follows
_SAME_BELOW = re.compile(r"[（(](?P<unit>港元|港币|澳门元|新台币|人民币|美元|令吉)[，,]下同[）)]")
_SAME_CODES = {"港元": "HKD", "港币": "HKD", "澳门元": "MOP", "新台币": "TWD", "人民币": "CNY", "美元": "USD", "令吉": "MYR"}
_AROUND = 16  # characters before an amount in which the words stand that say what it is
_YEARLY = re.compile(r"每年|年均|年[\u4e00-\u9fff]{2,8}费")
_PROJECT = re.compile(r"项目|协议|双方|该工程|本次|此次|建设内容|合作|按照|根据")
_PLANNED_OTHER = re.compile(r"此前|曾|去年|前年|(?:19|20)\d\d年|上届|以来|累计")
LIKELY = 0.55  # clearly likelier than not, or the cell stays empty: an empty cell beats a wrong one
ROUNDING = 0.06  # a headline's 27亿 stands for the text's 2,741,280,000: within this share
VAGUE_ROUNDING = 0.15  # 近亿元 may stand for 92,355,540 yuan


@cache
def _cues(kind: str) -> re.Pattern[str]:
    return alternatives(knowledge.vocabulary("discourse.yml")["amounts"][kind])


class _Seen(NamedTuple):
    """An amount of the story with the kind that the words around it give."""

    mention: Mention
    line: Line
    kind: str | None


def amount(scene: Scene, event_type: str, province: str | None, other_days: frozenset[int] = frozenset()) -> tuple[
        Amount | None, str | None, list[Evidence], list[weigh.Candidate]]:
    """The event's amount, its kind, its evidence and all candidates; None where the story gives the event no money.

    ``province`` is the two-digit prefix of the event's place, which decides what 元 means in 香港, 澳门 and 台湾.
    """
    found = candidates(scene, event_type, other_days)
    if not found:
        return None, None, [], []
    own = {id(one): one.probability for one in weigh.rivals("amount", found, none(event_type, len(found)))}
    alike = _alike([one.value.mention for one in found])
    weigh.pooled(found, lambda one: alike[one.value.mention.start])
    best = max(found, key=lambda one: (round(one.probability, 6), own[id(one)]))
    if best.probability < LIKELY:
        return None, None, [], found
    exact = _exact(best, found, own)
    seen = exact.value
    kind = seen.kind or best.value.kind or _BY_TYPE.get(event_type, "other")
    evidence = Evidence("amounts", seen.mention.text, *exact.spans[0], best.probability, kind)
    return localised(seen.mention, province, scene.text), kind, [evidence], found


def candidates(scene: Scene, event_type: str, other_days: frozenset[int] = frozenset()) -> list[weigh.Candidate]:
    """Every amount of money in the text as a candidate for an event of type ``event_type``."""
    seen = [(line, mention) for line in scene.lines if line.part != "boilerplate" for mention in line.mentions
            if mention.kind == "amount" and mention.rule != "price"]
    told = what.told(scene, event_type)
    sharing = _sharing(scene)
    sizes = [_size(mention) for _, mention in seen]
    largest = max(sizes, default=0.0)
    alike = _alike([mention for _, mention in seen])
    times = Counter(alike.values())
    found = []
    for number, (line, mention) in enumerate(seen):
        kind, clues = _clues(scene, line, mention, event_type)
        if sizes[number] == largest:
            clues["largest"] = 1.0
        if number == 0:
            clues["first"] = 1.0
        if line.start in told:
            clues["told"] = clues[f"{line.zone}:told"] = 1.0
        if len(seen) == 1:
            clues["only"] = 1.0
        if times[alike[mention.start]] > 1:
            clues["told twice"] = 1.0
        if line.start in sharing:
            clues["shares"] = clues[f"{line.zone}:shares"] = 1.0
        found.append(weigh.Candidate(_Seen(mention, line, kind), [(mention.start, mention.end)], clues))
        found[-1].dated([line.start], other_days)
    return found


def none(event_type: str, count: int) -> weigh.Clues:
    """The clues that none of ``count`` amounts is the event's."""
    return {"none": 1.0, f"none:{event_type}": 1.0, f"none:of {min(count, 3)}": 1.0}


def _clues(scene: Scene, line: Line, mention: Mention, event_type: str) -> tuple[str | None, weigh.Clues]:
    text = scene.text
    begin, end = line.clause(mention.start)
    before = text[max(begin, mention.start - _AROUND):mention.start]
    after = text[mention.end:min(end, mention.end + 8)]
    sentence = text[max(line.start, mention.start - 40):mention.start]
    near_kind = _kind(before, after)
    kind = near_kind or _kind(sentence, "")
    clues = {f"part:{line.part}": 1.0, f"type:{event_type}": 1.0,
             f"kind:{near_kind or 'none'}": 1.0, f"{line.zone}:kind:{kind or 'none'}": 1.0,
             f"{event_type}:{kind or 'none'}": 1.0}
    for mark in line.marks:
        clues[f"{line.zone}:{mark}"] = 1.0
    checks = {"total": pattern("totals").search(before), "part": pattern("parts").search(before[-8:]),
              "yearly": _YEARLY.search(before), "document": inside(text, mention.start, "《", "》"),
              "earlier": _PLANNED_OTHER.search(sentence), "project": _PROJECT.search(line.text),
              "bracket": before.endswith(("（", "(")),
              "foreign": foreign(before, after), "foreign before": pattern("not_event_money").search(before),
              "aside": aside(scene, line), "list": "、" in text[mention.end:mention.end + 2] or before.endswith("、")}
    for name, holds in checks.items():
        if holds:
            clues[name] = 1.0
            if name in ("total", "part", "foreign", "earlier"):
                clues[f"{line.zone}:{name}"] = 1.0
    size = _size(mention)
    clues["size:tiny" if size < 1e4 else "size:small" if size < 1e6 else "size:middle" if size < 1e8 else "size:large"] = 1.0
    clues[f"as:{mention.value.qualifier}"] = 1.0
    return kind, clues


def _size(mention: Mention) -> float:
    return mention.value.maximum or mention.value.minimum or 0.0


def _alike(mentions: Sequence[Mention]) -> dict[int, int]:
    """For each mention, by its start, the number of the group of sums that are one sum, rounded or exact."""
    ordered = sorted(mentions, key=lambda mention: (mention.value.currency or "", _size(mention)))
    groups: dict[int, int] = {}
    first, number = None, 0
    for mention in ordered:
        if first is None or first.value.currency != mention.value.currency \
                or _size(mention) - _size(first) > ROUNDING * _size(mention):
            first, number = mention, number + 1
        groups[mention.start] = number
    return groups


def _sharing(scene: Scene) -> frozenset[int]:
    """Where the lines begin that name an organisation of the headline or the lead."""
    named = {m.value.name for line in scene.lines if line.part in ("title", "lead") for m in line.mentions
             if isinstance(m.value, Organisation)}
    return frozenset(line.start for line in scene.lines if any(
        isinstance(mention.value, Organisation) and mention.value.name in named for mention in line.mentions))


def foreign(before: str, after: str) -> bool:
    """True for turnover, market size and the like: the nearest word before the amount, or one right after, says so."""
    other = _last(pattern("not_event_money"), before)
    own = max(_nearest(before)[0], _last(pattern("totals"), before))
    if other > own:
        return True
    match = pattern("not_event_money").match(after.lstrip("的"))
    return bool(match) and own < 0


def kind_of(before: str, event_type: str) -> str:
    """The kind of money that the words before an amount give, else the one that the event's type suggests."""
    return _kind(before, "") or _BY_TYPE.get(event_type, "other")


def _last(words: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in words.finditer(text)), default=-1)


def _kind(before: str, after: str) -> str | None:
    """The kind whose cue stands nearest before the amount, else one right after."""
    at, kind = _nearest(before)
    if at >= 0:
        return kind
    return next((kind for kind in _KINDS if _cues(kind).search(after)), None)


@lru_cache(maxsize=1 << 10)  # asked several times for each amount
def _nearest(before: str) -> tuple[int, str]:
    """Where the last cue of any kind ends, -1 where there is none, and its kind."""
    at, _, kind = max((_last(_cues(kind), before), -number, kind) for number, kind in enumerate(_KINDS))
    return at, kind


def _exact(best: weigh.Candidate, found: list[weigh.Candidate], own: dict[int, float]) -> weigh.Candidate:
    """Where the headline rounds what the text gives exactly, the exact one; of several, the one likeliest on its own."""
    value = _size(best.value.mention)
    finer = [other for other in found if value and _rounds(best, other)
             and _digits(other) > _digits(best) and other.value.line.part != "background"
             and other.value.mention.value.currency == best.value.mention.value.currency]
    return max(finer, key=lambda other: (own[id(other)], _digits(other))) if finer else best


def _rounds(coarse: weigh.Candidate, exact: weigh.Candidate) -> bool:
    """True where the first may stand for the second: 27亿 for 2,741,280,000, but 1.187亿 not for 121,060,000."""
    value, finer = _size(coarse.value.mention), _size(exact.value.mention)
    bounds = coarse.value.mention.value
    if bounds.minimum is None or bounds.maximum is None:  # 逾两千万元 for 2,160万元
        return abs(finer - value) <= VAGUE_ROUNDING * value and (bounds.maximum is not None or finer >= value)
    step = 10.0 ** (len(str(int(value))) - _digits(coarse)) if value >= 1 else 0.0
    return abs(finer - value) <= min(step, ROUNDING * value)


def _digits(candidate: weigh.Candidate) -> int:
    """Significant digits of a number: 2.7亿 has two."""
    written = f"{_size(candidate.value.mention):.2f}".rstrip("0").rstrip(".")
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
