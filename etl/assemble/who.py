"""Who: the organisations that take part in the event, each in its role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.assemble import apart, parties, roles, weigh, what
from etl.assemble.parties import Seen
from etl.assemble.scene import Scene
from etl.model import Evidence, Partner, Place

_JOINED = re.compile(r"[”）)]?(?:[、，]|和|与|及|以及|联合|携手|牵手|联手|同|、等|[（(][^（）()]{1,20}[）)][、和与及]?){1,2}[“]?")
# what a name that stands right after one of these does: it signs, it is named, it is where something is
_LINKED = re.compile(r"[与和同由被对向在从据为及、：“]$|携手$|牵手$|联手$|联合$|授予$|选择$|包括$|来自$")
_HAD = re.compile(r"曾|此前|早在|去年|前年|以往|上一|先前|已与|已于")
_TELLING = frozenset(("says", "earlier", "background", "list", "names:0", "names:2"))
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
    mates = _mates(scene, seen)
    lead = next((name for name, group in groups.items() for one in group if one.line.part == "lead"), None)
    told = what.told(scene, event_type)
    found = [_candidate(scene, name, group, groups, mates.get(name, set()), lead, told, event_type)
             for name, group in groups.items()]
    for candidate, group in zip(found, groups.values(), strict=True):
        candidate.dated([one.line.start for one in group], other_days)
    return found


def _candidate(scene: Scene, name: str, group: Sequence[Seen], groups: dict[str, list[Seen]], mates: set[str],
               lead: str | None, told: frozenset[int], event_type: str) -> weigh.Candidate:
    organisation = next((one.organisation for one in group if not one.party), group[0].organisation)
    kind = organisation.kind
    candidate = weigh.Candidate((organisation, _best_role(group, event_type, kind)), _spans(group), {weigh.BASE: 1.0})
    candidate.add(f"kind:{kind}", f"{event_type}:{kind}", f"times:{min(len(group), 4)}",
                  "known" if organisation.known else "new")
    for one in group:
        if why := apart.why(scene.text, one):
            candidate.add(f"{one.line.zone}:{why}", why)
            continue
        tie = _tie(one, event_type)
        candidate.add(*_mention_clues(scene, one, tie, event_type))
        if one.line.start in told:
            candidate.add("told", f"{one.line.zone}:told", *(["told, fits"] if tie.startswith("fits") else []))
    if {"t:in", "m:in"} <= set(candidate.clues):
        candidate.add("t and m")
    if next(iter(groups)) == name:
        candidate.add("first of all")
    if lead == name:
        candidate.add("first in lead")
    for mate in sorted(mates):
        zones = dict.fromkeys(one.line.zone for one in groups[mate])
        candidate.add(*(f"mate:{zone}" for zone in zones))
        if any(one.role in roles.FITTING[event_type] and one.line.main for one in groups[mate]):
            candidate.add("mate:fits")
    if len(mates) >= 3:
        candidate.add("many mates")
    if all(one.line.zone == "t" for one in group) and any(
            other != name and other.startswith(name) for other in groups):
        candidate.add("short for a longer name")
    if any(name[:length] in groups for length in range(1, len(name))):
        candidate.add("longer than another")
    candidate.add(f"among {min(len(groups) // 3, 4) * 3}")
    return candidate


def _mention_clues(scene: Scene, one: Seen, tie: str, event_type: str) -> list[str]:
    """How one mention is tied to the event: by a verb that gives it a fitting role, by where and how it stands."""
    zone, line = one.line.zone, one.line
    # the general beside the special, so that what is rare leans on what is common
    found = [f"{zone}:{tie}", tie, f"{zone}:in", f"{event_type}:{zone}"]
    if tie.startswith("fits"):
        found += ["fits", f"{zone}:fits", f"{event_type}:{one.role}"]
        if line.part != "background" and one.gap <= 12:
            found.append("fits, told")
    begin, end = line.clause(one.mention.start)
    before = scene.text[max(line.start, one.mention.start - 4):one.mention.start]
    if one.mention.start - line.start <= 1:
        found.append(f"{zone}:begins sentence")
    elif one.mention.start - begin <= 1:
        found.append(f"{zone}:begins clause")
    if match := _LINKED.search(before):
        found.append(f"{zone}:after {match[0]}")
    if one.party:
        found.append(f"{zone}:party")
    if _HAD.search(scene.text, begin, min(end, one.mention.end + 24)):
        found += ["had", f"{zone}:had"]
    found += [f"{zone}:{mark}" for mark in line.marks if mark in _TELLING]
    return found


def _tie(one: Seen, event_type: str) -> str:
    if one.role is None:
        return "no role"
    fits = "fits" if one.role in roles.FITTING[event_type] else "other role"
    return f"{fits} {'at once' if one.gap <= 3 else 'near' if one.gap <= 12 else 'far'}"


def _mates(scene: Scene, seen: Sequence[Seen]) -> dict[str, set[str]]:
    """For each organisation, those that it is joined with in some list: A、B和C."""
    found: dict[str, set[str]] = {}
    run: list[str] = []
    for last, one in zip([None, *seen], seen, strict=False):
        joined = last is not None and last.line is one.line and _JOINED.fullmatch(
            scene.text[last.mention.end:one.mention.start][:24])
        run = [*run, one.organisation.name] if joined else [one.organisation.name]
        if joined:
            for other in run[:-1]:
                found.setdefault(other, set()).add(run[-1])
                found.setdefault(run[-1], set()).add(other)
    return {name: mates - {name} for name, mates in found.items()}


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
