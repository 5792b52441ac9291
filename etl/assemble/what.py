"""What happened and what it serves: event type and domains, each weighed by all its cues, not taken from the first match."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from etl import knowledge
from etl.assemble import weigh
from etl.assemble.scene import Line, Scene
from etl.model import Evidence

LIKELY = 0.45  # a second domain must be likelier than not
NAMES = 3.0  # the weight from which on a cue names its topic
_SHOWN = 2  # spans of evidence a topic


class Cue(NamedTuple):
    """A word of a topic in the text."""

    topic: str
    start: int
    end: int
    weight: float
    """3 for a word that names the topic, 1 for one that points to it; less in lists, names and when repeated."""
    line: Line


Hit = tuple[str, str, int, int, float]
"""Topic, word in lower case, start, end and the weight that the topic's lists give it: 0 for what only looks like a cue."""


@cache
def _lists(kind: str) -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, bool, list[tuple[str, float]]]]]:
    """One automaton for the words of all topics; and the words, each with whether it must stand alone (AI), and the
    topics that list it with its weight."""
    listed: dict[str, dict[str, float]] = {}
    for code, topic in _topics(kind).items():
        for word in (*topic.exceptions, *topic.weights):
            listed.setdefault(word.lower(), {})[code] = topic.weights.get(word, 0.0)
    words = [(word, _latin(word[0]) or _latin(word[-1]), list(topics.items())) for word, topics in listed.items()]
    return ahocorasick_rs.AhoCorasick(list(listed)), words


@lru_cache(maxsize=4)
def _hits(text: str, kind: str) -> tuple[Hit, ...]:
    """The words of all topics in the order of the text, upper and lower case alike; AI inside SAID is none.

    Where two words of one topic overlap, the first counts, and of two that begin together the longer.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # İ has two characters in lower case; offsets must hold
        lowered = text
    automaton, words = _lists(kind)
    found = []
    done = dict.fromkeys(_topics(kind), 0)
    matches = automaton.find_matches_as_indexes(lowered, overlapping=True)
    for start, minus_end, index in sorted([(start, -end, index) for index, start, end in matches]):
        word, alone, owners = words[index]
        end = -minus_end
        whole = not alone or _is_whole(lowered, start, end)
        for topic, weight in owners:
            if start >= done[topic]:
                done[topic] = end
                if whole:
                    found.append((topic, word, start, end, weight))
    return tuple(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """False for a word in Latin letters that is part of a longer one."""
    return not (_latin(text[start]) and start and _latin(text[start - 1])
                or _latin(text[end - 1]) and _latin(text[end:end + 1]))


def _latin(character: str) -> bool:
    return "a" <= character <= "z"


def cues(scene: Scene, kind: str) -> dict[str, list[Cue]]:
    """All cues of one kind (``domain`` or ``type``) by topic, in the order of the text."""
    text, lines = scene.text, scene.lines
    names = _names(scene)
    found: dict[str, list[Cue]] = {code: [] for code in _topics(kind)}
    seen: dict[tuple[str, str], int] = {}
    at = 0
    for topic, word, start, end, weight in _hits(text, kind):
        while at < len(lines) - 1 and start >= lines[at].end:
            at += 1
        line = lines[at]
        if not weight or line.part == "boilerplate":
            continue
        seen[topic, word] = seen.get((topic, word), 0) + 1
        weight /= seen[topic, word]  # a word that is repeated says less each time
        if names[start] and names[end - 1]:
            weight *= 0.35  # part of a name: 交通运输局 signs, but the event need not be about transport
        if kind == "domain" and line.part != "title" and _listed(text, start, end, line):
            weight *= 0.25
        found[topic].append(Cue(topic, start, end, weight, line))
    return found


def _topics(kind: str) -> Mapping[str, knowledge.Topic]:
    return knowledge.domains() if kind == "domain" else knowledge.event_types()


def _names(scene: Scene) -> bytearray:
    """For each character of the text whether it belongs to an organisation's name."""
    names = bytearray(len(scene.text) + 1)
    for mention in scene.whole:
        if mention.kind == "organisation" and mention.value:
            names[mention.start:mention.end] = b"\1" * (mention.end - mention.start)
    return names


def _listed(text: str, start: int, end: int, line: Line) -> bool:
    near = "、" in text[end:end + 6] or "、" in text[max(0, start - 6):start]
    return near and "list" in line.marks


# ---------------------------------------------------------------- event type

def event_type(scene: Scene) -> tuple[str, list[Evidence], list[weigh.Candidate]]:
    """The event's type, the words it was read from, and all types with their probabilities, the likeliest first."""
    ranked = sorted(weigh.rivals("event_type", types(scene)), key=lambda one: -one.probability)
    best = ranked[0]
    if not best.spans:
        return "other", [], ranked
    return best.value, [Evidence("event_type", best.value, *span, best.probability, "cues") for span in best.spans], ranked


def told(scene: Scene, kind: str) -> frozenset[int]:
    """Where the sentences begin that have a trigger of the event type ``kind``: there the event itself is told."""
    found = set()
    lines = scene.lines
    at = 0
    for topic, _, start, _, weight in _hits(scene.text, "type"):
        if topic == kind and weight >= NAMES:
            while at < len(lines) - 1 and start >= lines[at].end:
                at += 1
            found.add(lines[at].start)
    return frozenset(found)


def types(scene: Scene) -> list[weigh.Candidate]:
    """Every event type as a candidate."""
    found = cues(scene, "type")
    main = {code: _strength(group) for code, group in found.items()}
    standings = _standings(main)
    firsts = _firsts(found)
    candidates = []
    for code, group in found.items():
        clues = {f"is:{code}": 1.0, **_strengths(group), **standings[code]}
        for name, first in firsts.items():
            if first == code:
                clues[name] = 1.0
                clues[f"{name}:{code}"] = 1.0
        if any(cue.line.part == "title" and cue.weight >= NAMES for cue in group):
            clues[f"t:trigger:{code}"] = 1.0
        candidates.append(weigh.Candidate(code, _spans(group), clues))
    return candidates


def _firsts(found: Mapping[str, list[Cue]]) -> dict[str, str]:
    """Whose trigger comes first and last in the headline, and first in the lead."""
    triggers = [cue for group in found.values() for cue in group if cue.weight >= 1.5]
    title = [cue for cue in triggers if cue.line.part == "title"]
    lead = [cue for cue in triggers if cue.line.part == "lead"]
    firsts = {}
    if title:
        firsts["t:first"] = min(title, key=lambda cue: (cue.start, -cue.end)).topic
        firsts["t:last"] = max(title, key=lambda cue: (cue.end, -cue.start)).topic
    if lead:
        firsts["m:first"] = min(lead, key=lambda cue: (cue.start, -cue.end)).topic
        firsts["m:last"] = max(lead, key=lambda cue: (cue.end, -cue.start)).topic
    return firsts


# ---------------------------------------------------------------- domains

def domains(scene: Scene, kind: str) -> tuple[tuple[str, ...], list[Evidence], list[weigh.Candidate]]:
    """The domains of an event of type ``kind``, the main one first, the words they were read from, and all candidates."""
    candidates = weigh.weighed("domain", fields(scene, kind))
    ranked = sorted((one for one in candidates if one.spans), key=lambda one: -one.probability)
    chosen = [one for one in ranked[:6] if one is ranked[0] or one.probability >= LIKELY]
    evidence = [Evidence("domains", one.value, *span, one.probability, "cues") for one in chosen for span in one.spans]
    return tuple(one.value for one in chosen), evidence, ranked


def fields(scene: Scene, kind: str) -> list[weigh.Candidate]:
    """Every domain that has a cue in the text as a candidate for an event of type ``kind``."""
    found = {code: group for code, group in cues(scene, "domain").items() if group}
    main = {code: _strength(group) for code, group in found.items()}
    standings = _standings(main)
    owners = list(_owners(found).values())
    candidates = []
    for code, group in found.items():
        clues = {weigh.BASE: 1.0, f"is:{code}": 1.0, **_strengths(group), **standings[code]}
        for zone in "mnb":
            if own := owners.count((code, zone)):
                clues[f"own:{zone}"] = math.log1p(own)
        clues["words"] = math.log1p(len({scene.text[cue.start:cue.end] for cue in group}))
        for zone in dict.fromkeys(cue.line.zone for cue in group if cue.weight >= NAMES):
            clues[f"named:{zone}"] = 1.0
        if _in_short_list(scene, group):
            clues["short list"] = 1.0
        clues[f"type:{kind}:{code}" if code in ("standards", "urban", "infrastructure", "industry") else "type:any"] = 1.0
        if _quoted(scene, group):
            clues["quoted"] = 1.0
        candidates.append(weigh.Candidate(code, _spans(group), clues))
    return candidates


def _owners(found: Mapping[str, list[Cue]]) -> dict[int, tuple[str, str]]:
    """For each sentence of the text with a cue, the topic that it speaks of most, and the sentence's zone."""
    sums: dict[int, dict[str, float]] = {}
    zones: dict[int, str] = {}
    for code, group in found.items():
        for cue in group:
            if cue.line.part != "title":
                sums.setdefault(cue.line.start, {})
                sums[cue.line.start][code] = sums[cue.line.start].get(code, 0.0) + cue.weight
                zones[cue.line.start] = cue.line.zone
    return {start: (max(topics, key=lambda code: topics[code]), zones[start]) for start, topics in sums.items()}


def _in_short_list(scene: Scene, group: list[Cue]) -> bool:
    """True where the topic stands in a list of two to four in the main part: a field that is required, not only accepted."""
    for cue in group:
        near = "、" in scene.text[cue.end:cue.end + 4] or "、" in scene.text[max(0, cue.start - 4):cue.start]
        if near and cue.line.zone == "m" and "list" not in cue.line.marks and "、" in cue.line.text:
            return True
    return False


def _quoted(scene: Scene, group: list[Cue]) -> bool:
    """True where a named project bears the topic: “5G智慧医院”."""
    return any(cue.line.main and cue.weight >= NAMES and (
        scene.text[max(0, cue.start - 3):cue.start].count("“") or scene.text[cue.end:cue.end + 6].count("”"))
        for cue in group)


# ---------------------------------------------------------------- both

def _strength(group: list[Cue]) -> float:
    return sum(cue.weight * cue.line.weight for cue in group)


def _strengths(group: list[Cue]) -> weigh.Clues:
    """How strongly the topic is named in each part, on a scale that saturates."""
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


def _standings(strengths: Mapping[str, float]) -> dict[str, weigh.Clues]:
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


def _spans(group: list[Cue]) -> list[tuple[int, int]]:
    strongest = sorted(group, key=lambda cue: -cue.weight * cue.line.weight)[:_SHOWN]
    return [(cue.start, cue.end) for cue in strongest]
