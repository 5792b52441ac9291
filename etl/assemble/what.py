"""What happened: the event type, weighed by all its cues, not taken from the first match."""

from __future__ import annotations

from collections.abc import Mapping

from etl.assemble import cues, weigh
from etl.assemble.cues import NAMES, Cue
from etl.assemble.scene import Scene
from etl.model import Evidence


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
    for topic, _, start, _, weight in cues.hits(scene.text, "type"):
        if topic == kind and weight >= NAMES:
            while at < len(lines) - 1 and start >= lines[at].end:
                at += 1
            found.add(lines[at].start)
    return frozenset(found)


def types(scene: Scene) -> list[weigh.Candidate]:
    """Every event type as a candidate."""
    found = cues.cues(scene, "type")
    standings = cues.standings({code: cues.strength(group) for code, group in found.items()})
    firsts = _firsts(found)
    candidates = []
    for code, group in found.items():
        clues = {f"is:{code}": 1.0, **cues.strengths(group), **standings[code]}
        for name, first in firsts.items():
            if first == code:
                clues[name] = 1.0
                clues[f"{name}:{code}"] = 1.0
        if any(cue.line.part == "title" and cue.weight >= NAMES for cue in group):
            clues[f"t:trigger:{code}"] = 1.0
        candidates.append(weigh.Candidate(code, cues.spans(group), clues))
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
