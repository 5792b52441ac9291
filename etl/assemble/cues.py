"""Words of a topic in a story: what names or points to an event type or a domain, each where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from etl import knowledge
from etl.assemble import weigh
from etl.assemble.means import means
from etl.assemble.scene import Line, Scene

KINDS = ("type", "domain")
NAMES = 3.0  # the weight from which on a cue names its topic
MANY = 5  # fields from which on a list only gives examples (the contract, section 6)
_SHOWN = 2  # spans of evidence a topic
_STOPS = re.compile(r"[，,；;。：:！!？?\n]")
# 改造项目 is what the firm won, 改造补助 what the city pays; neither happened
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:项目|工程|系统|方案|合同|补助|补贴|办法|条例|规划|计划|协议|细则|指南|规范|"
                   r"标准|资金)")
_SMART = ("智慧", "数字", "数智")
# 智慧城市科技与投资博览会, 县域智慧城市发展指数, 工程管理（智慧城市）论坛, 智慧城市（深圳）高峰论坛: not the city's management
_FAIRS = re.compile(r"智慧城市(?:[（(][\u4e00-\u9fff]{1,8}[）)]|[）)])?[\u4e00-\u9fff]{0,10}?"
                    r"(?:论坛|博览会|峰会|大会|研讨会|展览会|年会|评价|评估|指数|白皮书|榜单|排行榜)")
_OCCASION = ("上", "期间")  # 在…论坛上: where it was told, not what it is about
# 公司不涉及智慧城市业务
_DENIES = re.compile(r"(?:不涉及|未涉及|并未|尚未|不包括|不包含|不含|不属于|不取代|不需要|未(?=签|发布|中标|达成|获)|"
                     r"没有(?=签|发布|与)|not |never )[^，,；;。：:！!？?\n]{0,40}")
_AHEAD = re.compile(r"年内|年底前|月底前|[0-9]年底|到20\d\d年|力争|有望|计划(?:用|在|于|到)|预计")
_NEAR = 6  # characters between a field and the 、 beside it
_REACH = 60  # characters of a list that are counted to each side


class Cue(NamedTuple):
    """A word of a topic in the text."""

    topic: str
    start: int
    end: int
    weight: float
    """3 for a word that names the topic, 1 for one that points to it; less in lists, names and when repeated."""
    line: Line
    stands: str = "free"
    """``name`` in an organisation's name, ``list`` and ``long list`` among other fields, ``means`` of a technology that
    serves a subject, ``other act`` where a noun or the years to come hold the act, ``denied`` where its clause says that
    it is not so, else ``free``."""


Hit = tuple[str, str, int, int, float]
"""Topic, word in lower case, start, end and the weight that the topic's lists give it: 0 for what only looks like a cue."""


def cues(scene: Scene, kind: str) -> dict[str, list[Cue]]:
    """All cues of one kind (``domain`` or ``type``) by topic, in the order of the text."""
    lines = scene.lines
    names = _covered(scene.text, ((one.start, one.end) for one in scene.whole if one.kind == "organisation" and one.value))
    denied = _covered(scene.text, (match.span() for match in _DENIES.finditer(scene.text)))
    words = hits(scene.text)[kind] if kind == "type" else _with_smart_cities(scene)
    serving = means(scene.text, words) if kind == "domain" else ()
    found: dict[str, list[Cue]] = {code: [] for code in topics(kind)}
    seen: dict[tuple[str, str], int] = {}
    if not words:
        return found
    at, line, last = 0, lines[0], len(lines) - 1
    for topic, word, start, end, weight in words:
        if not weight:
            continue
        while start >= line.end and at < last:
            at += 1
            line = lines[at]
        if line.part == "boilerplate":
            continue
        seen[word, topic] = times = seen.get((word, topic), 0) + 1
        weight /= times  # a word that is repeated says less each time
        stands = "free"
        if denied[start]:
            stands = "denied"
            weight *= 0.1
        elif names[start] and names[end - 1]:
            stands = "name"
            weight *= 0.35  # 交通运输局 signs, but the event need not be about transport
        elif topic == "infrastructure" and start in serving:
            stands = "means"
            weight *= 0.35  # 5G智慧医院 is a hospital
        elif kind == "domain" and (size := _listed(scene.text, start, end)):
            stands = "list" if size < MANY else "long list"
            weight *= 1.0 if size < MANY or line.part == "title" else 0.25
        elif topic == "deployment" and (_NOUN.match(scene.text, end) or _ahead(scene.text, line.start, start)):
            stands = "other act"
            weight *= 0.35
        found[topic].append(Cue(topic, start, end, weight, line, stands))
    return found


def topics(kind: str) -> Mapping[str, knowledge.Topic]:
    return knowledge.domains() if kind == "domain" else knowledge.event_types()


@lru_cache(maxsize=4)
def hits(text: str) -> dict[str, list[Hit]]:
    """The words of all topics of each kind in the order of the text, upper and lower case alike; AI inside SAID is none.

    Where two words of one topic overlap, the first counts, and of two that begin together the longer.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # İ has two characters in lower case; offsets must hold
        lowered = text
    automaton, words = _words()
    found: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    done: dict[str, int] = {}
    matches = automaton.find_matches_as_indexes(lowered, overlapping=True)
    for start, minus_end, index in sorted([(start, -end, index) for index, start, end in matches]):
        word, alone, owners = words[index]
        end = -minus_end
        whole = not alone or _is_whole(lowered, start, end)
        for kind, topic, weight in owners:
            if start >= done.get(topic, 0):
                done[topic] = end
                if whole:
                    found[kind].append((topic, word, start, end, weight))
    return found


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, bool, list[tuple[str, str, float]]]]]:
    """One automaton for the words of all topics; and the words, each with whether it must stand alone (AI), and the
    topics that list it, with their kind and its weight.

    Raises:
        knowledge.KnowledgeError: an event type and a domain have one code.
    """
    if shared := topics("type").keys() & topics("domain").keys():
        raise knowledge.KnowledgeError(f"both an event type and a domain: {sorted(shared)}")
    listed: dict[str, dict[tuple[str, str], float]] = {}
    for kind in KINDS:
        for code, topic in topics(kind).items():
            for word in (*topic.exceptions, *topic.weights):
                listed.setdefault(word.lower(), {})[kind, code] = topic.weights.get(word, 0.0)
    words = [(word, _latin(word[0]) or _latin(word[-1]), [(*owner, weight) for owner, weight in owners.items()])
             for word, owners in listed.items()]
    return ahocorasick_rs.AhoCorasick(list(listed)), words


def _is_whole(text: str, start: int, end: int) -> bool:
    """False for a word in Latin letters that is part of a longer one."""
    return not (_latin(text[start]) and start and _latin(text[start - 1])
                or _latin(text[end - 1]) and _latin(text[end:end + 1]))


def _latin(character: str) -> bool:
    return "a" <= character <= "z"


def _with_smart_cities(scene: Scene) -> list[Hit]:
    """The words of all domains; the divisions that call themselves smart, for “数字鞍山” is 鞍山 as a whole; and what is
    held or written on smart cities."""
    found = list(hits(scene.text)["domain"])
    taken = {start for _, _, start, _, _ in found}  # 智慧港口 is a port, 数字敦煌 its caves, say the lists
    for mention in scene.whole:
        start = mention.start - 2
        if mention.kind == "place" and start >= 0 and start not in taken and scene.text.startswith(_SMART, start):
            found.append(("urban", scene.text[start:mention.end], start, mention.end, NAMES))
    if fairs := [match.span() for match in _FAIRS.finditer(scene.text)]:
        of_fairs = _covered(scene.text, fairs)
        found = [hit for hit in found if hit[0] != "urban" or not (of_fairs[hit[2]] or of_fairs[hit[3] - 1])]
        found += [("standards", scene.text[start:end], start, end, NAMES) for start, end in fairs
                  if not scene.text.startswith(_OCCASION, end)]
    found.sort(key=lambda hit: hit[2])
    return found


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each character of the text whether one of the spans holds it."""
    covered = bytearray(len(text) + 1)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _ahead(text: str, begin: int, start: int) -> bool:
    """True where the clause tells what is planned: 三年内建成 is what they signed for, not what happened."""
    before = text[max(begin, start - _NEAR * 4):start]
    return bool(_AHEAD.search(_STOPS.split(before)[-1]))


def _listed(text: str, start: int, end: int) -> int:
    """Of how many fields the list is in which the word stands; 0 where it stands in none."""
    if "、" not in text[end:end + _NEAR] and "、" not in text[max(0, start - _NEAR):start]:
        return 0
    left = text[max(0, start - _REACH):start]
    left = left[max((stop.end() for stop in _STOPS.finditer(left)), default=0):]
    right = text[end:end + _REACH]
    stop = _STOPS.search(right)
    return 1 + left.count("、") + right[:stop.start() if stop else None].count("、")


# ---------------------------------------------------------------- what they say of a topic

def strength(group: Sequence[Cue]) -> float:
    return sum([cue.weight * cue.line.weight for cue in group])


def strengths(group: Sequence[Cue]) -> weigh.Clues:
    """How strongly the topic is named in each part, on a scale that saturates."""
    if not group:
        return {}
    sums: dict[str, float] = {}
    naming = set()
    for cue in group:
        part = cue.line.part
        sums[part] = sums.get(part, 0.0) + cue.weight
        if cue.weight >= NAMES:
            naming.add(part)
    clues = {f"sum:{part}": math.log1p(value) for part, value in sums.items()}
    for part in ("title", "lead"):
        if part in naming:
            clues[f"named:{part}"] = 1.0
    return clues


def standings(strengths: Mapping[str, float]) -> dict[str, weigh.Clues]:
    """How each topic stands among the others: its share of all cues, its rank."""
    total = sum(strengths.values())
    ranked = sorted(strengths.values(), reverse=True)
    found: dict[str, weigh.Clues] = {}
    for code, mine in strengths.items():
        found[code] = {}
        if mine:
            rank = ranked.index(mine)
            found[code] = {"share": mine / total, f"rank:{min(rank, 3)}": 1.0, "of:best": mine / ranked[0]}
            if rank == 0:
                second = ranked[1] if len(ranked) > 1 else 0.0
                found[code]["lead:margin"] = (mine - second) / mine
    return found


def spans(group: Sequence[Cue]) -> list[tuple[int, int]]:
    """The words to show as evidence, the most telling first."""
    if not group:
        return []
    strongest = sorted(group, key=lambda cue: -cue.weight * cue.line.weight)[:_SHOWN]
    return [(cue.start, cue.end) for cue in strongest]
