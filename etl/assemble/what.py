"""What happened and what it serves: event type and domains, by scored cues rather than by the first match."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from etl import knowledge
from etl.assemble.scene import Scene
from etl.model import Evidence

LIST_LENGTH = 4  # separators in a sentence from which on a field that only stands in the list counts little


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a topic in the text."""

    topic: str
    start: int
    end: int
    score: float
    part: str


@cache
def _automata(kind: str) -> dict[str, tuple[ahocorasick_rs.AhoCorasick, list[str], dict[str, float]]]:
    topics = knowledge.domains() if kind == "domain" else knowledge.event_types()
    found = {}
    for code, topic in topics.items():
        words = [*topic.weights, *(topic.exceptions - set(topic.weights))]
        automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        found[code] = (automaton, words, topic.weights)
    return found


def cues(scene: Scene, kind: str) -> list[Cue]:
    """All cues of one kind (``domain`` or ``type``) with their scores, by place in the story."""
    bounds = [(line.sentence.start, line.sentence.end, line) for line in scene.lines]
    names = bytearray(len(scene.text) + 1)
    for mention in scene.whole:
        if mention.kind == "organisation" and mention.value:
            names[mention.start:mention.end] = b"\1" * (mention.end - mention.start)
    found = []
    for code, (automaton, words, weights) in _automata(kind).items():
        seen: dict[str, int] = {}
        at = 0
        for index, start, end in automaton.find_matches_as_indexes(scene.text):
            while at < len(bounds) - 1 and start >= bounds[at][1]:
                at += 1
            line = bounds[at][2]
            weight = weights.get(words[index], 0.0) * line.weight
            if not weight:
                continue
            seen[words[index]] = seen.get(words[index], 0) + 1
            weight *= 1 / seen[words[index]]  # a word that is repeated says less each time
            if names[start] and names[end - 1]:
                weight *= 0.35  # part of a name: 交通运输局 signs, but the event need not be about transport
            if kind == "domain" and line.part != "title" and _listed(scene.text, start, end, line):
                weight *= 0.25
            found.append(Cue(code, start, end, weight, line.part))
    return found


def _listed(text: str, start: int, end: int, line) -> bool:
    return line.text.count("、") >= LIST_LENGTH and ("、" in text[end:end + 6] or "、" in text[max(0, start - 6):start])


def event_type(scene: Scene) -> tuple[str, float, list[Evidence]]:
    """The event's type, how sure it is (0 to 1), and the words it was read from."""
    found = cues(scene, "type")
    scores: dict[str, float] = {}
    for cue in found:
        scores[cue.topic] = scores.get(cue.topic, 0.0) + cue.score
    if not scores:
        return "other", 0.3, []
    ranked = sorted(scores, key=lambda code: -scores[code])
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    confidence = min(0.97, 0.5 + 0.5 * (scores[best] - second) / scores[best])
    words = sorted((cue for cue in found if cue.topic == best), key=lambda cue: -cue.score)[:2]
    return best, confidence, [Evidence("event_type", best, cue.start, cue.end, confidence, "cue") for cue in words]


def domains(scene: Scene, kind: str) -> tuple[tuple[str, ...], list[Evidence]]:
    """The domains of an event of type ``kind``, the main one first, with the words they were read from."""
    found = cues(scene, "domain")
    scores: dict[str, float] = {}
    named: dict[str, float] = {}
    for cue in found:
        scores[cue.topic] = scores.get(cue.topic, 0.0) + cue.score
        if cue.part in ("title", "lead"):
            named[cue.topic] = named.get(cue.topic, 0.0) + cue.score
    if kind in ("conference", "report", "standard") and "standards" in scores:
        scores["standards"] += 0.5 * scores.get("urban", 0.0)
        scores["urban"] = 0.5 * scores.get("urban", 0.0)
    if not scores:
        return (), []
    ranked = sorted(scores, key=lambda code: -scores[code])
    best = scores[ranked[0]]
    chosen = [code for code in ranked[:3] if code == ranked[0]
              or scores[code] >= 0.72 * best and named.get(code, 0.0) >= 3.0]
    evidence = []
    for code in chosen:
        share = scores[code] / sum(scores.values())
        words = sorted((cue for cue in found if cue.topic == code), key=lambda cue: -cue.score)[:2]
        evidence += [Evidence("domains", code, cue.start, cue.end, min(0.97, 0.55 + share * 0.6), "cue") for cue in words]
    return tuple(chosen), evidence
