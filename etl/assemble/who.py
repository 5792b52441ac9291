"""Who: the organisations that take part in the event, each in its role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.assemble import parties, roles, standing, weigh
from etl.assemble.parties import Seen
from etl.assemble.scene import Scene
from etl.model import Evidence, Organisation, Partner, Place

_JOINED = re.compile(r"[”）)]?(?:[、，]|和|与|及|以及|联合|携手|牵手|联手|同|、等|[（(][^（）()]{1,20}[）)][、和与及]?){1,2}[“]?")
LIKELY = 0.5  # an empty cell beats a wrong one


def partners(scene: Scene, event_type: str, places: tuple[Place, ...], other_days: frozenset[int] = frozenset()) -> tuple[
        tuple[Partner, ...], list[Evidence], list[weigh.Candidate]]:
    """The organisations that take part in the order in which they are named, the words they were read from, and all
    candidates."""
    found = weigh.weighed("partner", candidates(scene, event_type, places, other_days))
    chosen, evidence = [], []
    for candidate in found:
        if candidate.probability >= LIKELY:
            organisation, role = candidate.value
            chosen.append(Partner(organisation.name, organisation.kind, role))
            evidence += [Evidence("partners", organisation.name, *span, candidate.probability, role)
                         for span in candidate.spans[:2]]
    return tuple(chosen), evidence, found


def candidates(scene: Scene, event_type: str, places: tuple[Place, ...],
               other_days: frozenset[int] = frozenset()) -> list[weigh.Candidate]:
    """Every organisation of the text, by canonical name, as a candidate for an event of type ``event_type``.

    ``other_days`` are the sentences that tell of another day than the event's, by where they begin.
    """
    seen = parties.merged([one for line in scene.lines if line.part != "boilerplate"
                           for one in parties.mentions(scene, line, places)])
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        groups.setdefault(one.organisation.name, []).append(one)
    runs = _runs(scene, seen)
    mates = _mates(runs)
    heads = {one.mention.start: run[0].mention.start for run in runs for one in run}
    tellings = standing.tellings(scene, seen, event_type, places)
    shares = standing.shares(scene, seen)
    lead = next((name for name, group in groups.items() for one in group if one.line.part == "lead"), None)
    found = [_candidate(scene, name, group, groups, mates.get(name, set()), lead, tellings, heads, event_type)
             for name, group in groups.items()]
    for candidate, group in zip(found, groups.values(), strict=True):
        candidate.clues.update(standing.together(scene, group, shares, places))
        candidate.dated([one.line.start for one in group], other_days)
    return found


def _candidate(scene: Scene, name: str, group: Sequence[Seen], groups: dict[str, list[Seen]], mates: set[str],
               lead: str | None, tellings: dict[int, list[str]], heads: dict[int, int], event_type: str) -> weigh.Candidate:
    organisation = next((one.organisation for one in group if not one.party), group[0].organisation)
    kind = organisation.kind
    candidate = weigh.Candidate((organisation, _best_role(group, event_type, kind)), _spans(group), {weigh.BASE: 1.0})
    candidate.add(f"kind:{kind}", f"{event_type}:{kind}", f"times:{min(len(group), 4)}",
                  "known" if organisation.known else "new")
    for one in group:
        candidate.add(*standing.clues(scene, one, heads[one.mention.start], tellings[one.line.start], event_type))
    if {"t:in", "m:in"} <= set(candidate.clues):
        candidate.add("t and m")
    if next(iter(groups)) == name:
        candidate.add("first of all")
    if lead == name:
        candidate.add("first in lead")
    candidate.add(*_among(name, group, groups, mates, event_type))
    return candidate


def _among(name: str, group: Sequence[Seen], groups: dict[str, list[Seen]], mates: set[str], event_type: str) -> list[str]:
    """How the organisation stands among the others of the story, those that it is joined with first."""
    found = [f"among {min(len(groups) // 3, 4) * 3}"]
    for mate in sorted(mates):
        found += [f"mate:{one.line.zone}" for one in groups[mate]]
        if any(one.role in roles.FITTING[event_type] and one.line.main for one in groups[mate]):
            found.append("mate:fits")
    if len(mates) >= 3:
        found.append("many mates")
    if all(one.line.zone == "t" for one in group) and any(other != name and other.startswith(name) for other in groups):
        found.append("short for a longer name")
    if group[0].party and any(_speaks_for(rest[0].organisation, group[0].organisation) for rest in groups.values()):
        found.append("its body is named")
    if any(name[:length] in groups for length in range(1, len(name))):
        found.append("longer than another")
    return found


def _speaks_for(body: Organisation, government: Organisation) -> bool:
    """True for 金寨县旅游局 beside 金寨县人民政府, which 金寨 in a headline stands for."""
    return body.kind == "government" and body.seat == government.seat and body.name != government.name


def _runs(scene: Scene, seen: Sequence[Seen]) -> list[list[Seen]]:
    """The mentions in order, those that are joined (A、B和C) together."""
    runs: list[list[Seen]] = []
    for last, one in zip([None, *seen], seen, strict=False):
        if last is not None and last.line is one.line and _JOINED.fullmatch(
                scene.text[last.mention.end:one.mention.start][:24]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _mates(runs: Sequence[Sequence[Seen]]) -> dict[str, set[str]]:
    """For each organisation, those that it is joined with in some list."""
    found: dict[str, set[str]] = {}
    for run in runs:
        names = {one.organisation.name for one in run}
        for name in names:
            found.setdefault(name, set()).update(names - {name})
    return found


def _best_role(group: Sequence[Seen], event_type: str, kind: str) -> str:
    """The role that the most telling mention has; where none has a fitting one, the type's own."""
    fitting = [one for one in group if one.role in roles.FITTING[event_type] and one.gap <= 60]
    order = {"lead": 0, "near": 1, "title": 2, "body": 3}
    if fitting:
        return min(fitting, key=lambda one: (order.get(one.line.part, 4), one.gap)).role or "participant"
    return roles.default(event_type, kind)


def _spans(group: Sequence[Seen]) -> list[tuple[int, int]]:
    order = {"lead": 0, "near": 1, "title": 2, "body": 3}
    ranked = sorted(group, key=lambda one: (order.get(one.line.part, 4), one.mention.start))
    return [(one.mention.start, one.mention.end) for one in ranked]
