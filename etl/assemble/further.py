"""Further events: what a story reports in its own right beside its primary event, with parties, date or money of its own.

Each telling of an act (``tellings``) is a candidate; its cells are read from its own words (``further_cells``), and clues
(``further_clues``) with fitted weights say how likely it is an event of its own with the cells right. A background sentence
that is missed costs less than an event that never was.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.assemble import cues, further_cells, further_clues, weigh
from etl.assemble.dateline import Calendar
from etl.assemble.further_cells import Cells
from etl.assemble.scene import Scene
from etl.assemble.tellings import MARKER, Telling, tellings
from etl.model import Event, Evidence, Partner

LIKELY = 0.42  # on stories left out 71 of 135 wanted are found so and 118 of 163 given are right; at 0.45 69, and 113 of 155
MOST = 8  # further events a story
_TRIED = 40  # tellings; a story has fewer, and each of them costs a look at the whole text
_LISTED = ("agreement", "tender", "deployment", "investment", "policy", "award", "launch")  # what lists have as items
_LEADING = re.compile(r"^(?:[，、；：:\s“”]|其中|此外|另外|据悉|据了解|与此同时|同时|另据悉|值得一提的是|而)+")
_GOES_ON = re.compile(r"由|被|与|和|同|并|也|均|为|中标|成交|采购|获")  # a clause whose subject stands before it
# a lot of a tender: 第一标段, 标段二, 包1, A包
_LOT = re.compile(r"^[（(]?(?:第?[一二三四五六七八九十\d]{1,2}|[A-Z])?(?:标段|标包|分标|包)[一二三四五六七八九十\dA-Z]{0,2}")
_AWARDED = 0.7  # that a lot with a winner and a sum of its own is a contract of its own; labelled stories have too few to fit it
_LONGEST = 80  # characters of the line that says what happened
_SHORTEST = 8


def events(scene: Scene, primary: Event, found: Sequence[weigh.Candidate]) -> tuple[Event, ...]:
    """The further events among the candidates of :func:`candidates`, in the order of the text, at most ``MOST``."""
    likely = sorted((one for one in found if one.probability >= LIKELY), key=lambda one: -one.probability)
    taken: list[weigh.Candidate] = []
    for one in likely:
        if len(taken) < MOST and not any(_same(one.value, other.value) for other in taken):
            taken.append(one)
    taken.sort(key=lambda one: one.value.told.start)
    return tuple(event(scene, one, primary, number) for number, one in enumerate(taken, 2))


def candidates(scene: Scene, primary: Event, known: Calendar) -> list[weigh.Candidate]:
    """Every telling of the story that has something of its own, as a candidate, in the order of the text."""
    found = list(_own(scene, primary, known))
    weighed = weigh.weighed("further", [
        weigh.Candidate(one, [line(scene, one.told)], further_clues.clues(scene, one, primary, found)) for one in found])
    return [replace(one, probability=max(one.probability, _AWARDED)) if _awarded_lot(scene, one.value) else one
            for one in weighed]


def _own(scene: Scene, primary: Event, known: Calendar) -> Iterator[Cells]:
    """The cells of the tellings that have parties, money, a day or a place that the primary event has not."""
    theirs = {partner.name for partner in primary.partners}
    for told in itertools.islice(tellings(scene), _TRIED):
        kind = told.kind or primary.event_type
        if told.kind is None and kind not in _LISTED:
            continue
        one = further_cells.cells(scene, told, kind, primary, known)
        says = one.names or one.amount or one.places_from == "own"
        if says and (further_clues.things(one, primary) or one.names and one.names != theirs or one.places_from == "own"):
            yield one


def _awarded_lot(scene: Scene, one: Cells) -> bool:
    """True where a lot is told with its winner and its sum."""
    return bool(one.kind == "tender" and one.amount and one.names and _LOT.match(scene.text[one.told.start:one.told.end]))


def _same(one: Cells, other: Cells) -> bool:
    """True where two tellings tell one event: the same parties on the same day, without other money."""
    apart = one.amount is not None and other.amount is not None and one.amount != other.amount \
        or one.date is not None and other.date is not None and one.date != other.date \
        or one.places_from == other.places_from == "own" and one.places != other.places
    return not apart and one.kind == other.kind and (bool(one.names & other.names) or not (one.names and other.names))


# ---------------------------------------------------------------- the row

def event(scene: Scene, one: weigh.Candidate, primary: Event, number: int) -> Event:
    """The event that a candidate tells, the story's ``number``-th, no value surer than the candidate."""
    cells, sure = one.value, one.probability
    begin, end = one.spans[0]
    topics, topic_evidence = _domains(scene, cells.told, primary)
    words = scene.story.text[begin:end]
    partners = tuple(Partner(party.name, party.kind, role) for party, role, _ in cells.parties)
    evidence = (Evidence("event", words, begin, end), Evidence("event_type", cells.kind, *cells.told.act, 1.0, "act"),
                *cells.date_evidence, *cells.place_evidence,
                *(Evidence("partners", party.name, m.start, m.end, 1.0, role) for party, role, m in cells.parties),
                *topic_evidence, *cells.amount_evidence)
    return Event(f"{primary.story_id}-{number}", primary.story_id, False, words, cells.kind, cells.date, cells.places,
                 partners, topics, cells.amount, cells.amount_kind,
                 cells.amount_evidence[0].value if cells.amount_evidence else None,
                 tuple(each._replace(confidence=min(each.confidence, sure)) for each in evidence))


def line(scene: Scene, told: Telling) -> tuple[int, int]:
    """Where the words begin and end that say what happened: the clause of the act, with its subject where it has none."""
    begin, end = told.line.clause(told.act[0])
    begin, end = max(begin, told.start), min(end, told.end)
    named = any(mention.kind in ("organisation", "place") and begin <= mention.start < told.act[0] for mention in told.mentions)
    if not named or end - begin < _SHORTEST or _GOES_ON.match(scene.text, begin):
        begin = told.start
    while end - begin < _SHORTEST and end < told.end:
        end = min(told.end, told.line.clause(end + 1)[1] if end + 1 < told.end else told.end)
    words = scene.text[begin:end]
    cut = MARKER.match(words) if begin == told.line.start and words[:1] not in "第另一标包项" else None
    begin += cut.end() if cut else 0
    begin += (found.end() if (found := _LEADING.match(scene.text[begin:end])) else 0)
    return begin, begin + len(scene.text[begin:min(end, begin + _LONGEST)].rstrip("，；：。、 　"))


def _domains(scene: Scene, told: Telling, primary: Event) -> tuple[tuple[str, ...], list[Evidence]]:
    """The domain that the telling names, else the primary event's."""
    named = [cue for group in cues.cues(scene, "domain").values() for cue in group
             if told.start <= cue.start < told.end and cue.weight >= cues.NAMES]
    if not named:
        return primary.domains, [each for each in primary.evidence if each.field == "domains"]
    best = max(named, key=lambda cue: cue.weight)
    return (best.topic,), [Evidence("domains", best.topic, best.start, best.end, 0.8, "own sentence")]
