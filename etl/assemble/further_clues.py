"""What speaks for and against a telling as an event of its own: what it has that the primary event has not, and where and
how it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import knowledge
from etl.assemble import further_cells, weigh
from etl.assemble.further_cells import Cells
from etl.assemble.scene import Scene, pairs_of, pattern
from etl.assemble.tellings import Telling
from etl.model import DateSpan, Event

_DEALS = ("agreement", "tender", "investment")
# 创新试验项目2个: a class of projects, not one
_COUNTS = re.compile(r"项目\d+[个项]|(?:\d+|[一二三四五六七八九十两]+)[余多]?[个项家座](?:重点|重大)?"
                     r"(?:项目|工程|企业|单位|城市|场景)")


def clues(scene: Scene, one: Cells, primary: Event, others: Sequence[Cells]) -> weigh.Clues:
    """The clues for and against a telling among the ``others`` of its story."""
    told, kind = one.told, one.kind
    alike = [other for other in others if other.kind == kind]
    words = scene.text[told.start:min(told.end, told.start + 400)]
    parties = _parties(one, primary)
    date = _date(one, primary)
    own_things = things(one, primary)
    earlier = further_cells.EARLIER.search(words)
    group = "deal" if kind in _DEALS else "act"
    stands = [f"parties:{parties}", f"parties:{min(len(one.names), 3)}", f"date:{date}", f"places:{_places(one, primary)}",
              f"own:{len(own_things)}"]
    found = [weigh.BASE, f"is:{kind}", f"part:{told.line.part}", f"alike:{min(len(alike), 4)}", f"main:{primary.event_type}",
             *stands, *(f"{group}:{clue}" for clue in stands), *(f"own:{thing}" for thing in own_things)]
    checks = {
        "amount": one.amount, f"{group}:amount": one.amount, "other amount": one.amount and one.amount != primary.amount,
        "item": told.kind is None, "marked": told.marked, "nth": told.nth, "same kind": kind == primary.event_type,
        "same time": further_cells.SAME_TIME.search(words), "earlier": earlier,
        "earlier:own date": earlier and one.date_from == "own",
        "first of all": others[0] is one, "first of its kind": alike[0] is one,
        "lead, first": told.line.part == "lead" and not told.nth, "several": _COUNTS.search(words),
        "guests": pattern("guests").search(words), "money only": not one.parties and one.places_from != "own",
        "again": _again(scene, told), "too": any(word in words for word in ("还", "另", "也", "又", "分别")),
        "named at once": one.parties and one.parties[0][2].start - told.start < 4}
    found += [name for name, holds in checks.items() if holds]
    found += [f"mark:{mark}" for mark in told.line.marks if mark in ("says", "quote", "earlier", "background", "list")]
    return dict.fromkeys(found, 1.0) | {"headline": _shared(scene, told)}


def things(one: Cells, primary: Event) -> list[str]:
    """What the telling has that the primary event has not."""
    checks = {"party": one.names - {partner.name for partner in primary.partners},
              "amount": one.amount and one.amount != primary.amount,
              "date": one.date_from == "own" and not _overlap(one.date, primary.date),
              "place": one.places_from == "own" and _places(one, primary) != "same"}
    return [thing for thing, holds in checks.items() if holds]


def _shared(scene: Scene, told: Telling) -> float:
    """How much of the headline's words the telling has: that of the primary event has much."""
    title, words = scene.title.text[:200], scene.text[told.start:min(told.end, told.start + 300)]
    return min(sum([pair in words for pair in pairs_of(title)]), 10) / 10


def _parties(one: Cells, primary: Event) -> str:
    """How the telling's parties stand to those of the primary event."""
    theirs = {partner.name for partner in primary.partners}
    if not one.names:
        return "none"
    if one.names == theirs:
        return "same"
    if not one.names & theirs:
        return "new"
    return "some of them" if one.names < theirs else "more" if one.names > theirs else "some new"


def _date(one: Cells, primary: Event) -> str:
    if one.date_from != "own" or one.date is None:
        return one.date_from
    if primary.date is None:
        return f"own {one.date.precision}"
    if _overlap(one.date, primary.date):
        return "own, same"
    days = abs((one.date.start - primary.date.start).days)
    return f"own, {'near' if days <= 45 else 'year' if days <= 400 else 'far'}"


def _places(one: Cells, primary: Event) -> str:
    within = knowledge.places().within
    if one.places_from != "own":
        return one.places_from
    theirs = {place.adcode for place in primary.places}
    codes = {place.adcode for place in one.places}
    if codes == theirs:
        return "same"
    return "inside" if any(within(code, other) for code in codes for other in theirs) else "elsewhere"


def _again(scene: Scene, told: Telling) -> bool:
    """True where the headline names the telling's act too."""
    return scene.text[told.act[0]:told.act[1]][:2] in scene.title.text


def _overlap(one: DateSpan | None, other: DateSpan | None) -> bool:
    return one is not None and other is not None and one.start <= (other.end or other.start) and other.start <= (
        one.end or one.start)
