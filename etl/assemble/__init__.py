"""Stories with their mentions → events: who did what, when, where and for how much, as the story itself tells it."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from etl import extract, fold, resolve, segment
from etl.assemble import further, money, what, when, where, who
from etl.assemble.scene import Scene, scene
from etl.model import Event, Evidence, Issue, Organisation, Place, Story


def digest(stories: Sequence[Story]) -> Iterator[tuple[Story, tuple[Event, ...], tuple[Issue, ...]]]:
    """The events and issues of each story of one file, in order.

    Stories that share a digest complete each other's dates: the month that most of them name is the month of 22日下午.
    """
    scenes = [read(story) for story in stories]
    for found, (year, month) in zip(scenes, calendars(scenes), strict=True):
        yield found.story, events(found, year, month), issues(found)


def read(story: Story) -> Scene:
    """One story's scene: its lines with settled mentions."""
    text = fold.text(story.text)
    mentions = resolve.names(text, extract.mentions(story.text))
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


def events(found: Scene, year: int | None = None, month: int | None = None) -> tuple[Event, ...]:
    """The events of one story, the primary first."""
    story = found.story
    kind, type_evidence, _ = what.event_type(found)
    domains, domain_evidence, _ = what.domains(found, kind)
    known = when.calendar(found, year, month)
    date, date_evidence, _ = when.date(found, kind, known)
    places, place_evidence, _ = where.places(found, kind)
    partners, partner_evidence, _ = who.partners(found, kind, places)
    province = places[0].adcode[:2] if places else None
    amount, amount_kind, amount_evidence, _ = money.amount(found, kind, province)
    evidence = (Evidence("event", story.title, 0, len(story.title)), *type_evidence, *date_evidence, *place_evidence,
                *partner_evidence, *domain_evidence, *amount_evidence)
    primary = Event(f"{story.story_id}-1", story.story_id, True, story.title, kind, date, places, partners, domains, amount,
                    amount_kind, amount_evidence[0].value if amount_evidence else None, evidence)
    return primary, *further.events(found, primary, known)


def issues(found: Scene) -> tuple[Issue, ...]:
    """What the story names and nothing settles: an ambiguous place, a firm's name that may be an ordinary word."""
    gaps = []
    for mention in found.whole:
        if mention.kind not in ("place", "organisation") or isinstance(mention.value, (Organisation, Place)):
            continue
        if mention.kind == "place" and mention.rule == "ambiguous":
            gaps.append(Issue(found.story.story_id, "places", "ambiguous_place", ", ".join(mention.candidates),
                              mention.start, mention.end, mention.text))
    return tuple(gaps)
