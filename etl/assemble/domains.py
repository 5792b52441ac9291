"""What the event serves: its domains, each weighed by where and how its words stand."""

from __future__ import annotations

import math
from collections.abc import Mapping

from etl.assemble import cues, weigh
from etl.assemble.cues import NAMES, Cue
from etl.assemble.scene import WHOLES, Scene
from etl.model import Evidence

LIKELY = 0.45  # a second domain must be likelier than not
_MOST = 9  # domains of an event
_ITEMS = 3  # sentences, and topics, from which on a run of them is an enumeration
_BLANKS = 1  # sentences without a name inside one


def domains(scene: Scene, kind: str) -> tuple[tuple[str, ...], list[Evidence], list[weigh.Candidate]]:
    """The domains of an event of type ``kind``, the main one first, the words they were read from, and all candidates."""
    candidates = weigh.weighed("domain", fields(scene, kind))
    ranked = sorted((one for one in candidates if one.spans), key=lambda one: -one.probability)
    chosen = [one for one in ranked[:_MOST] if one is ranked[0] or one.probability >= LIKELY]
    evidence = [Evidence("domains", one.value, *span, one.probability, "cues") for one in chosen for span in one.spans]
    return tuple(one.value for one in chosen), evidence, ranked


def fields(scene: Scene, kind: str) -> list[weigh.Candidate]:
    """Every domain that has a cue in the text as a candidate for an event of type ``kind``."""
    found = {code: group for code, group in cues.cues(scene, "domain").items() if group}
    strengths = {code: cues.strength(group) for code, group in found.items()}
    standings = cues.standings(strengths)
    peers = _among_subjects(strengths)
    items = _items(scene, found)
    owners = _owners(found)
    length = math.log1p(sum(line.main or line.part == "body" for line in scene.lines))
    candidates = []
    for code, group in found.items():
        clues = {weigh.BASE: 1.0, f"is:{code}": 1.0, **cues.strengths(group), **standings[code], **_standing(group),
                 **_extent(scene, group), "length": length}  # a long page names more fields that it is not about
        for zone in "mnb":
            if own := owners.count((code, zone)):
                clues[f"own:{zone}"] = math.log1p(own)
        clues[f"type:{kind}:{code}" if code in WHOLES else "type:any"] = 1.0
        clues.update(peers.get(code, {}))
        if code in items:
            clues["item"] = 1.0
        if _quoted(scene, group):
            clues["quoted"] = 1.0
        candidates.append(weigh.Candidate(code, cues.spans(group), clues))
    return candidates


def _among_subjects(strengths: Mapping[str, float]) -> dict[str, weigh.Clues]:
    """How each subject stands among the subjects alone, and how many there are: what is said of the city as a whole,
    which outweighs each, says nothing against them."""
    subjects = {code: mine for code, mine in strengths.items() if code not in WHOLES and mine}
    best = max(subjects.values(), default=0.0)
    equals = math.log1p(sum(mine >= best / 2 for mine in subjects.values()))
    return {code: {"of:subjects": mine / best, "subjects": equals} for code, mine in subjects.items()}


def _standing(group: list[Cue]) -> weigh.Clues:
    """How the topic's words stand: in names of organisations, in lists of fields, or free."""
    stands = dict.fromkeys(cue.stands for cue in group)  # in their order: a sum of clues must not depend on a set's
    clues = {f"some:{one}": 1.0 for one in stands if one != "free"}
    if len(stands) == 1 and stands.keys() <= {"name", "long list"}:
        clues[f"only:{next(iter(stands))}"] = 1.0
    for zone in dict.fromkeys(cue.line.zone for cue in group if cue.weight >= NAMES):
        clues[f"named:{zone}"] = 1.0
    if any(cue.stands == "list" and cue.line.zone == "m" for cue in group):
        clues["short list"] = 1.0
    return clues


def _extent(scene: Scene, group: list[Cue]) -> weigh.Clues:
    """In how many words the story speaks of the topic, and how often it names it, background apart."""
    names = sum(cue.weight >= NAMES / 2 and cue.stands in ("free", "list") and cue.line.part != "background" for cue in group)
    return {"words": math.log1p(len({scene.text[cue.start:cue.end] for cue in group})), "names": math.log1p(names)}


def _owners(found: Mapping[str, list[Cue]]) -> list[tuple[str, str]]:
    """For each sentence of the text with a cue, the topics that it speaks of most, and the sentence's zone."""
    sums: dict[int, dict[str, float]] = {}
    zones: dict[int, str] = {}
    for code, group in found.items():
        for cue in group:
            if cue.line.part != "title":
                told = sums.setdefault(cue.line.start, {})
                told[code] = told.get(code, 0.0) + cue.weight
                zones[cue.line.start] = cue.line.zone
    return [(code, zones[start]) for start, told in sums.items() for code, mine in told.items() if mine == max(told.values())]


def _items(scene: Scene, found: Mapping[str, list[Cue]]) -> set[str]:
    """The topics of a run of sentences that each name one of their own: 在郑州，智慧医院…；在成都，智慧校园…；在威海，…"""
    named: dict[int, set[str]] = {}
    for code, group in found.items():
        for cue in group:
            if cue.weight >= NAMES / 2 and cue.stands in ("free", "list", "means") and cue.line.part in ("lead", "near", "body"):
                named.setdefault(cue.line.start, set()).add(code)
    items: set[str] = set()
    run: set[str] = set()
    size = blanks = 0
    for line in scene.lines:
        if line.start in named:
            run |= named[line.start]
            size, blanks = size + 1, 0
            if min(size, len(run)) >= _ITEMS:
                items |= run
        elif (blanks := blanks + 1) > _BLANKS:
            run, size = set(), 0
    return items


def _quoted(scene: Scene, group: list[Cue]) -> bool:
    """True where a named project bears the topic: “5G智慧医院”."""
    return any(cue.line.main and cue.weight >= NAMES and (
        scene.text[max(0, cue.start - 3):cue.start].count("“") or scene.text[cue.end:cue.end + 6].count("”"))
        for cue in group)
