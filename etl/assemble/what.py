"""What happened and what it serves: event type and domains, each weighed by all its cues, not taken from the first match."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from etl import knowledge
from etl.assemble import weigh
from etl.assemble.scene import Line, Scene
from etl.model import Evidence

LIST_LENGTH = 4  # separators in a sentence from which on a field that only stands in the list counts little
LIKELY = 0.45  # a second domain must be likelier than not
NAMES = 3.0  # the weight from which on a cue names its topic
_SHOWN = 2  # spans of evidence a topic


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a topic in the text."""

    topic: str
    start: int
    end: int
    weight: float
    """3 for a word that names the topic, 1 for one that points to it; less in lists, names and when repeated."""
    line: Line


@cache
def _automata(kind: str) -> dict[str, tuple[ahocorasick_rs.AhoCorasick, list[str], dict[str, float]]]:
    topics = knowledge.domains() if kind == "domain" else knowledge.event_types()
    found = {}
    for code, topic in topics.items():
        weights = {word.lower(): weight for word, weight in topic.weights.items()}
        words = [*weights, *({word.lower() for word in topic.exceptions} - set(weights))]
        automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        found[code] = (automaton, words, weights)
    return found


def _matches(text: str, automaton: ahocorasick_rs.AhoCorasick) -> list[tuple[int, int, int]]:
    """Number of the word, start and end of each match, upper and lower case alike; AI inside SAID is none."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ has two characters in lower case; offsets must hold
        lowered = text
    return [(index, start, end) for index, start, end in automaton.find_matches_as_indexes(lowered)
            if not (_latin(lowered[start]) and start and _latin(lowered[start - 1])
                    or _latin(lowered[end - 1]) and _latin(lowered[end:end + 1]))]


def _latin(character: str) -> bool:
    return "a" <= character <= "z"


def cues(scene: Scene, kind: str) -> dict[str, list[Cue]]:
    """All cues of one kind (``domain`` or ``type``) by topic, in the order of the text."""
    names = bytearray(len(scene.text) + 1)
    for mention in scene.whole:
        if mention.kind == "organisation" and mention.value:
            names[mention.start:mention.end] = b"\1" * (mention.end - mention.start)
    return {code: _topic_cues(scene, kind, code, entry, names) for code, entry in _automata(kind).items()}


def _topic_cues(scene: Scene, kind: str, code: str, entry: tuple, names: bytearray) -> list[Cue]:
    automaton, words, weights = entry
    lines = scene.lines
    seen: dict[str, int] = {}
    found: list[Cue] = []
    at = 0
    for index, start, end in _matches(scene.text, automaton):
        while at < len(lines) - 1 and start >= lines[at].end:
            at += 1
        weight = weights.get(words[index], 0.0)
        if not weight or lines[at].part == "boilerplate":
            continue
        seen[words[index]] = seen.get(words[index], 0) + 1
        weight /= seen[words[index]]  # a word that is repeated says less each time
        if names[start] and names[end - 1]:
            weight *= 0.35  # part of a name: 交通运输局 signs, but the event need not be about transport
        if kind == "domain" and lines[at].part != "title" and _listed(scene.text, start, end, lines[at]):
            weight *= 0.25
        found.append(Cue(code, start, end, weight, lines[at]))
    return found


def _listed(text: str, start: int, end: int, line: Line) -> bool:
    return line.text.count("、") >= LIST_LENGTH and ("、" in text[end:end + 6] or "、" in text[max(0, start - 6):start])


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
    automaton, words, weights = _automata("type")[kind]
    found = set()
    at = 0
    for index, start, _ in _matches(scene.text, automaton):
        while at < len(scene.lines) - 1 and start >= scene.lines[at].end:
            at += 1
        if weights.get(words[index], 0.0) >= NAMES:
            found.add(scene.lines[at].start)
    return frozenset(found)


def types(scene: Scene) -> list[weigh.Candidate]:
    """Every event type as a candidate."""
    found = cues(scene, "type")
    main = {code: _strength(group) for code, group in found.items()}
    firsts = _firsts(found)
    candidates = []
    for code, group in found.items():
        clues = {f"is:{code}": 1.0, **_strengths(group), **_standing(code, main)}
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
    owners = _owners(found)
    candidates = []
    for code, group in found.items():
        clues = {weigh.BASE: 1.0, f"is:{code}": 1.0, **_strengths(group), **_standing(code, main)}
        for zone in "mnb":
            own = sum(owner == code and line_zone == zone for owner, line_zone in owners.values())
            if own:
                clues[f"own:{zone}"] = math.log1p(own)
        clues["words"] = math.log1p(len({scene.text[cue.start:cue.end] for cue in group}))
        for zone in {cue.line.zone for cue in group if cue.weight >= NAMES}:
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
        count = cue.line.text.count("、")
        if cue.line.zone == "m" and 1 <= count < LIST_LENGTH and (
                "、" in scene.text[cue.end:cue.end + 4] or "、" in scene.text[max(0, cue.start - 4):cue.start]):
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
    for cue in group:
        sums[cue.line.part] = sums.get(cue.line.part, 0.0) + cue.weight
    clues = {f"sum:{part}": math.log1p(value) for part, value in sums.items()}
    if any(cue.weight >= NAMES for cue in group if cue.line.part == "title"):
        clues["named:title"] = 1.0
    if any(cue.weight >= NAMES for cue in group if cue.line.part == "lead"):
        clues["named:lead"] = 1.0
    return clues


def _standing(code: str, strengths: Mapping[str, float]) -> weigh.Clues:
    """How the topic stands among the others: its share of all cues, its rank."""
    total = sum(strengths.values())
    mine = strengths[code]
    if not mine:
        return {}
    rank = sum(other > mine for other in strengths.values())
    clues = {"share": mine / total, f"rank:{min(rank, 3)}": 1.0}
    best = max(strengths.values())
    clues["of:best"] = mine / best
    if rank == 0:
        second = max((other for topic, other in strengths.items() if topic != code), default=0.0)
        clues["lead:margin"] = (mine - second) / mine
    return clues


def _spans(group: list[Cue]) -> list[tuple[int, int]]:
    strongest = sorted(group, key=lambda cue: -cue.weight * cue.line.weight)[:_SHOWN]
    return [(cue.start, cue.end) for cue in strongest]
