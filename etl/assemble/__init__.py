"""Stories with their mentions → events: who did what, when, where and for how much, as the story itself tells it."""

from __future__ import annotations

import gc
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from etl import extract, fold, resolve, segment
from etl.assemble import dateline, domains, doubts, further, money, weigh, what, when, where, who
from etl.assemble.scene import Scene, scene
from etl.model import Event, Evidence, Issue, Story
from etl.resolve.press import press


def digest(stories: Sequence[Story]) -> Iterator[tuple[Story, tuple[Event, ...], tuple[Issue, ...]]]:
    """The events and issues of each story of one file, in order.

    Stories that share a digest complete each other's dates: the month that most of them name is the month of 22日下午.
    """
    with _undisturbed():
        scenes = [read(story) for story in stories]
        results = [_result(story, found, year, month)
                   for story, found, (year, month) in zip(stories, scenes, calendars(scenes), strict=True)]
    yield from results


def _result(story: Story, found: Scene, year: int | None, month: int | None) -> tuple[
        Story, tuple[Event, ...], tuple[Issue, ...]]:
    told = reading(found, year, month)
    return story, told.events, (*doubts.issues(found, told.events[0], told.candidates), *doubts.skipped(story, found))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cyclic garbage: the steps make thousands of small objects a story, and no cycles.

    Looking through them again and again took a tenth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read(story: Story) -> Scene:
    """One story's scene: its lines with settled mentions; of an endless one, what ``segment.readable`` leaves."""
    story = segment.readable(story)
    received = story.text
    text = fold.text(received)
    mentions = resolve.names(text, extract.mentions(received), press(story.source))
    return scene(story, text, segment.sentences(story), mentions)


def calendars(scenes: Sequence[Scene]) -> list[tuple[int | None, int | None]]:
    """For each story the year and month that the rest of its digest fixes; neither for a story on its own."""
    shared = _month([found for found in scenes if found.story.digest])
    return [shared if found.story.digest else (None, None) for found in scenes]


def _month(scenes: Sequence[Scene]) -> tuple[int | None, int | None]:
    """Year and month of a digest, from the dates that its stories give in full; the month only where they agree."""
    votes: Counter[int] = Counter()
    for found in scenes:
        told = [m for line in found.lines if line.part in ("title", "lead") for m in line.mentions
                if m.kind == "date" and m.value.year]
        # a full date says more than the year in a fair's name
        for mention in told:
            votes[mention.value.year] += 3 if mention.rule == "date" and mention.value.month else 1
    if not votes:
        return None, None
    year, share = votes.most_common(1)[0]
    if share < 0.5 * votes.total():
        return None, None
    months = [m.value.month for s in scenes for line in s.lines if line.part in ("title", "lead")
              for m in line.mentions if m.kind == "date" and m.rule == "date" and m.value.month
              and m.value.year in (None, year)]
    if not months:
        return year, None
    month = statistics.mode(months)
    return year, month if months.count(month) >= 0.6 * len(months) else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a story was read to tell: its events, and all candidates, also those not taken, for each field of the primary
    event and for further events."""

    events: tuple[Event, ...]
    candidates: dict[str, list[weigh.Candidate]]


def reading(found: Scene, year: int | None = None, month: int | None = None) -> Reading:
    """The events of one story, the primary first; ``year`` and ``month`` are those that the rest of its digest fixes."""
    story = found.story
    kind, type_evidence, types = what.event_type(found)
    topics, topic_evidence, fields = domains.domains(found, kind)
    known = dateline.calendar(found, year, month)
    date, date_evidence, dates = when.date(found, kind, known)
    other_days = when.other_days(found, date, known)
    places, place_evidence, divisions = where.places(found, kind, other_days)
    partners, partner_evidence, organisations = who.partners(found, kind, places, other_days)
    province = places[0].adcode[:2] if places else None
    amount, amount_kind, amount_evidence, sums = money.amount(found, kind, province, other_days)
    evidence = (Evidence("event", story.title, 0, len(story.title)), *type_evidence, *date_evidence, *place_evidence,
                *partner_evidence, *topic_evidence, *amount_evidence)
    primary = Event(f"{story.story_id}-1", story.story_id, True, story.title, kind, date, places, partners, topics,
                    amount, amount_kind, amount_evidence[0].value if amount_evidence else None, evidence)
    others = further.candidates(found, primary, known)
    candidates = {"event_type": types, "date": dates, "place": divisions, "partner": organisations, "domain": fields,
                  "amount": sums, "further": others}
    return Reading((primary, *further.events(found, primary, others)), candidates)
