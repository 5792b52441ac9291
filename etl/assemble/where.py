"""Where: the divisions that the initiative is in, not every division that the story names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import knowledge
from etl.assemble import divisions, nationwide, own_division, place_clues, weigh, what
from etl.assemble.divisions import Seen, Standing
from etl.assemble.scene import Line, Scene
from etl.model import Evidence, Place

LIKELY = 0.45
SURE = 0.5  # a county within a city that is chosen too must be likelier than not
SURER = 0.6  # where the headline names the city alone
NATIONWIDE = 0.5  # the whole country; beside a host city that the headline leaves out, it stands as well
STATED = 0.6  # a city that stands beside its district in the text, as surely as this, is stated as well
PERHAPS = 0.3  # the best of several unlikely places is still taken from here on


def places(scene: Scene, event_type: str, other_days: frozenset[int] = frozenset()) -> tuple[
        tuple[Place, ...], list[Evidence], list[weigh.Candidate]]:
    """The places of the event at the finest level stated, the words they were read from, and all candidates."""
    found = weigh.weighed("place", candidates(scene, event_type, other_days))
    likely = [one for one in _levelled(found, divisions.listed(scene)) if not _only_a_seat_abroad(one)
              and one.probability >= (NATIONWIDE if one.value == knowledge.CHINA else LIKELY)]
    likely = [one for one in likely if not _only_a_room(one, likely)] or likely
    chosen = _finest(likely, event_type)
    if not chosen:
        best = max(filter(_may_stand_alone, found), key=lambda one: one.probability, default=None)
        chosen = [best] if best and best.probability >= PERHAPS else []
    names = knowledge.places()
    evidence = [Evidence("places", one.value, *span, one.probability) for one in chosen for span in one.spans[:2]]
    return tuple(Place(one.value, names.name(one.value)) for one in chosen), evidence, found


def _only_a_room(one: weigh.Candidate, likely: list[weigh.Candidate]) -> bool:
    """True for the town where papers are signed: the place only where no other is named, or one in it."""
    within = knowledge.places().within
    return "only a room" in one.clues and not any(other is not one and within(other.value, one.value) for other in likely)


def _only_a_seat_abroad(one: weigh.Candidate) -> bool:
    """True for a country of which only somebody comes: 新加坡主权基金淡马锡 invests elsewhere."""
    named = {f"{zone}:{how}" for zone in "tmn" for how in ("place", "government", "body")}
    return not one.value[:1].isdigit() and not named & set(one.clues)


def _may_stand_alone(one: weigh.Candidate) -> bool:
    """False for a country of which only a firm bears the name (美国华平投资), and for the whole country where no national
    body is named."""
    if one.value == knowledge.CHINA:
        return "country:body" in one.clues
    return not _only_a_seat_abroad(one)


def candidates(scene: Scene, event_type: str, other_days: frozenset[int] = frozenset()) -> list[weigh.Candidate]:
    """Every division of the text, and the whole country, as candidates for an event of type ``event_type``."""
    said = own_division.spoken(scene)
    groups = _groups(scene, said)
    standing = Standing(groups)
    listed = divisions.listed(scene)
    told = what.told(scene, event_type)
    found = []
    for code, group in groups.items():
        found.append(place_clues.candidate(scene, code, group, standing, listed, said, told, event_type))
        found[-1].dated([one.line.start for one in group], other_days)
    if country := nationwide.country(scene, groups, event_type):
        found.append(country)
    return found


def _groups(scene: Scene, said: Sequence[tuple[Line, re.Match[str]]]) -> dict[str, list[Seen]]:
    groups: dict[str, list[Seen]] = {}
    for one in divisions.seen(scene):
        if one.code != knowledge.CHINA:
            groups.setdefault(one.code, []).append(one)
    for one in [*own_division.own(scene, said, groups), *own_division.there(scene, groups)]:
        groups.setdefault(one.code, []).append(one)
    return divisions.hosted(scene.text, groups)


def _levelled(found: list[weigh.Candidate], listed: frozenset[str]) -> list[weigh.Candidate]:
    """The members of a list of places with the probability of the list: 落地深圳、上海、长沙 names three places or none."""
    members = [one for one in found if one.value in listed]
    if len(members) >= 3:
        mean = sum(one.probability for one in members) / len(members)
        for one in members:
            one.probability = mean
    return found


def _finest(chosen: list[weigh.Candidate], event_type: str) -> list[weigh.Candidate]:
    """Without the divisions that another chosen one lies in, and without the country beside any place."""
    above = knowledge.places().above
    issuers = {one.value for one in chosen if event_type == "standard" and _issues(one)}
    chosen = [one for one in chosen if _headed(one) or not issuers & set(above(one.value))]
    by_code = {one.value: one for one in chosen}
    chosen = [one for one in chosen if one.probability >= max((
        _needed(by_code[code], one) for code in above(one.value) if code in by_code), default=0.0)]
    outer = {code for one in chosen for code in above(one.value)
             if code not in issuers and not _stated_too(by_code.get(code), one)}
    country = next((one for one in chosen if one.value == knowledge.CHINA), None)
    if country and any(_headed(one) and "t:document" not in one.clues or "country:made for all" not in country.clues and (
            one.value[:1].isdigit() or one.probability > country.probability) for one in chosen if one is not country):
        outer.add(knowledge.CHINA)
    return [one for one in chosen if one.value not in outer and not (
        country and one is not country and country.probability >= one.probability)]


def _issues(one: weigh.Candidate) -> bool:
    """True for a province whose own bodies make its standard, wherever that is presented or was tried."""
    return one.probability >= SURE and knowledge.places().level(one.value) == "province" and bool(
        {"t:government", "m:government"} & set(one.clues))


def _needed(outer: weigh.Candidate, inner: weigh.Candidate) -> float:
    """How likely a place must be beside one that it lies in."""
    return SURER if _headed(outer) and not _headed(inner) else SURE


def _stated_too(outer: weigh.Candidate | None, inner: weigh.Candidate) -> bool:
    """True for a city that the story is about as much as about the county in it: of 黄冈 in the headline and three of
    its counties in the text, 黄冈 is no mere context."""
    if outer is None:
        return False
    places = knowledge.places()
    if _headed(inner):  # 常州…上线 钟楼区…启用: the headline names both, each by itself
        return places.city(outer.value) == outer.value and bool({"t:place", "t:government"} & set(outer.clues))
    if places.city(outer.value) != outer.value:  # a province: only where the story speaks of it as its own
        own = {"local:province:t", "local:province:m"} & set(outer.clues)
        return _headed(outer) and bool(own) and places.city(inner.value) == inner.value
    return _headed(outer) or outer.probability >= STATED


def _headed(one: weigh.Candidate) -> bool:
    """True where the headline names the place."""
    return bool({"t:place", "t:government", "t:own"} & set(one.clues))
