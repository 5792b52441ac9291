"""What speaks for and against a sum as the event's own: the words around it, and how it stands to the other sums."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from etl import knowledge
from etl.assemble import weigh
from etl.assemble.scene import Line, Scene, alternatives, aside, inside, pattern
from etl.model import Mention, Organisation, Place

_KINDS = ("contract", "financing", "cooperation", "other", "budget", "investment")
BY_TYPE = {"tender": "contract", "investment": "investment", "policy": "budget", "deployment": "investment",
           "agreement": "investment"}
_AROUND = 16  # characters before an amount in which the words stand that say what it is
_LABEL = 6  # characters between a colon and the amount that it labels: 估算总投资：人民币3,286.40万元
_MOST_PARTS = 12  # sums in a row that are tried as the parts of another
_ADDED_UP = 1e-3  # within this share the parts make the whole
_YEARLY = re.compile(r"每年|年均|年[\u4e00-\u9fff]{2,8}费")
_PROJECT = re.compile(r"项目|协议|双方|该工程|本次|此次|建设内容|合作|按照|根据")
_EARLIER = re.compile(r"此前|曾|去年|前年|(?:19|20)\d\d年|上届|以来|累计")
# 合同金额1860万元，目前已履行完毕
_OVER = re.compile(r"履行完毕|执行完毕|已(?:经)?交付|已(?:经)?验收|签订过|签署过|合作过")
# 同时另签一份协议，投资13.6亿元: the sum of something told besides
_BESIDES = re.compile(r"另[签与同有外]|另一[份个项]|还[与和同将在]|又[与和同在]|同[日时][，,]?[与和同]|次日|翌日|随后|"
                      r"与此同时|同一天")
_WHOLE_AREA = re.compile(r"全[市省区县国州盟旗]|我[市省区县国]")
_OF_WHICH = re.compile(r"其中|包括|含")
_THEN_PARTS = re.compile(r"(?:人民币)?(?:左右)?[，,；;（(]?(?:其中|包括|含|分为|由)")
_CAPITAL = re.compile(r"注册资[本金]|认缴|实缴")
_NEW_FIRM = re.compile(r"(?:新|合资|标的|项目|运营|基金|目标)公司|设立|组建|注册成立|揭牌")
_ONCE_EACH = re.compile(r"单[个项站县家户笔次]|每[个项站县家条座所村镇处公户年亩]|一[个条座家][\u4e00-\u9fff]{0,4}$")
_SIZES = ((1e4, "tiny"), (1e6, "small"), (1e8, "middle"))


class Seen(NamedTuple):
    """An amount of the story with the kind that the words around it give."""

    mention: Mention
    line: Line
    kind: str | None


@cache
def _cues(kind: str) -> re.Pattern[str]:
    return alternatives(knowledge.vocabulary("discourse.yml")["amounts"][kind])


def candidate(scene: Scene, line: Line, mention: Mention, event_type: str) -> weigh.Candidate:
    """One amount with the clues of the words around it."""
    text = scene.text
    begin, end = line.clause(mention.start)
    before = _before(text, line, mention, begin)
    after = text[mention.end:min(end, mention.end + 8)]
    sentence = text[max(line.start, mention.start - 40):mention.start]
    near_kind = _kind(before, after)
    kind = near_kind or _kind(sentence, "")
    names = [f"part:{line.part}", f"type:{event_type}", f"kind:{near_kind or 'none'}", f"{line.zone}:kind:{kind or 'none'}",
             f"{event_type}:{kind or 'none'}", f"size:{_size_word(mention)}", f"as:{mention.value.qualifier}",
             *(f"{line.zone}:{mark}" for mark in line.marks)]
    for name in _words(scene, line, mention, before, after, sentence):
        names.append(name)
        if name in ("total", "part", "foreign", "earlier", "besides"):
            names.append(f"{line.zone}:{name}")
        if name in ("capital", "whole area", "each"):
            names.append(f"{event_type}:{name}")
    return weigh.Candidate(Seen(mention, line, kind), [(mention.start, mention.end)], dict.fromkeys(names, 1.0))


def _before(text: str, line: Line, mention: Mention, begin: int) -> str:
    """The words right before an amount in its clause; where a colon begins that, those of the label too."""
    if begin > line.start and text[begin - 1] in "：:" and mention.start - begin <= _LABEL:
        begin = line.clause(begin - 1)[0]
    return text[max(begin, mention.start - _AROUND):mention.start]


def _words(scene: Scene, line: Line, mention: Mention, before: str, after: str, sentence: str) -> Iterator[str]:
    """The names of what the words around an amount say of it."""
    text = scene.text
    earlier = text[max(line.start, mention.start - 120):mention.start]
    over = _OVER.search(text, max(line.start, mention.start - 40), min(line.end, mention.end + 30))
    capital = _CAPITAL.search(before)
    checks = {"total": pattern("totals").search(before), "part": pattern("parts").search(before[-8:]),
              "yearly": _YEARLY.search(before), "document": inside(text, mention.start, "《", "》"),
              "earlier": _EARLIER.search(sentence) or over, "project": _PROJECT.search(line.text),
              "bracket": before.endswith(("（", "(")),
              "foreign": foreign(before, after), "foreign before": pattern("not_event_money").search(before),
              "aside": aside(scene, line), "besides": _BESIDES.search(earlier),
              "list": "、" in text[mention.end:mention.end + 2] or before.endswith("、"),
              "whole area": _WHOLE_AREA.search(sentence),
              "of which": _OF_WHICH.search(earlier),
              "then parts": _THEN_PARTS.match(text, mention.end), "capital": capital,
              "capital of the new firm": capital and _NEW_FIRM.search(earlier),
              "each": mention.rule == "price" or _ONCE_EACH.search(before)}
    return (name for name, holds in checks.items() if holds)


def size(mention: Mention) -> float:
    """The larger bound of an amount."""
    return mention.value.maximum or mention.value.minimum or 0.0


def _size_word(mention: Mention) -> str:
    return next((word for least, word in _SIZES if size(mention) < least), "large")


# ---------------------------------------------------------------- the other sums, names and places

def totals(mentions: Sequence[Mention]) -> tuple[set[int], set[int]]:
    """The numbers of the amounts that are the sum of several in a row next to them, and of those that make it up."""
    sizes = [size(mention) for mention in mentions]
    wholes: set[int] = set()
    parts: set[int] = set()
    for at, whole in enumerate(sizes):
        for step in (1, -1):
            found = _adding_up(sizes, at, step, whole)
            if found:
                wholes.add(at)
                parts.update(found)
    return wholes, parts


def _adding_up(sizes: Sequence[float], at: int, step: int, whole: float) -> list[int]:
    """The numbers of the amounts after (or before) one that add up to it."""
    total, found = 0.0, []
    for number in range(at + step, at + step * (_MOST_PARTS + 1), step):
        if not 0 <= number < len(sizes) or total + sizes[number] > whole * (1 + _ADDED_UP):
            return []
        total += sizes[number]
        found.append(number)
        if len(found) > 1 and abs(total - whole) <= _ADDED_UP * whole:
            return found
    return []


def sharing(scene: Scene) -> frozenset[int]:
    """Where the lines begin that name an organisation of the headline or the lead."""
    named = {m.value.name for line in scene.lines if line.part in ("title", "lead") for m in line.mentions
             if isinstance(m.value, Organisation)}
    return frozenset(line.start for line in scene.lines if any(
        isinstance(mention.value, Organisation) and mention.value.name in named for mention in line.mentions))


def elsewhere(line: Line, mention: Mention, home: Container[str]) -> bool:
    """True where the words before an amount in its sentence name places, the last of them none of ``home``."""
    for other in reversed(line.mentions):
        if other.start < mention.start and isinstance(other.value, Place):
            return other.value.adcode not in home
    return False


def home(scene: Scene) -> frozenset[str]:
    """The places of the headline and the lead, with all that they lie in."""
    above = knowledge.places().above
    codes = {m.value.adcode for line in scene.lines if line.main for m in line.mentions if isinstance(m.value, Place)}
    codes |= {m.value.seat for line in scene.lines if line.main for m in line.mentions
              if isinstance(m.value, Organisation) and m.value.kind == "government" and m.value.seat}
    return frozenset(codes | {outer for code in codes for outer in above(code)})


# ---------------------------------------------------------------- what kind of money

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
    return _kind(before, "") or BY_TYPE.get(event_type, "other")


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
