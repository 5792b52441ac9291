"""Issues: what the story names and the reading leaves open, for a person to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl import knowledge
from etl.assemble import weigh, where, who
from etl.assemble.scene import CROWD, Scene
from etl.model import Event, Issue, Story

DOUBTFUL = 0.25  # a candidate that likely was not taken, but that a person would want to see
CLOSE = 0.5  # a rival counts as close from this share of the best one's probability on
SHOWN = 60  # characters of what was skipped that an issue shows
MOST = 12  # issues a story, so that one messy page does not fill the list
# What is left of Chinese text read in a wrong encoding: UTF-8 as Windows-1252 (æ™ºæ…§), GB 18030 as Latin-1 (³¤É³ÊÐ),
# UTF-8 as GB 18030 (which makes 锛, 銆 or 鈥 of every mark of punctuation), and what replaces bytes that mean nothing.
# The signs × and · are none of it: they stand for what a text withholds.
_ODD = re.compile("[\u00a1-\u00fe锛銆鈥锟烫\ufffd]")  # one of these begins it
_GARBLED = re.compile(r"(?:[\u00e2-\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{1,2}){2,}"
                      r"|[\u00a1-\u00b6\u00b8-\u00d6\u00d8-\u00fe]{6,}"
                      r"|[锛銆鈥][^锛銆鈥]{0,60}[锛銆鈥]|锟斤拷|烫烫烫|\ufffd")


def issues(scene: Scene, event: Event, candidates: dict[str, list[weigh.Candidate]]) -> tuple[Issue, ...]:
    """The open points of a story, in the order of its text, each with its words and the reason (at most ``MOST``)."""
    story = scene.story.story_id
    found = {(start, end, field): Issue(story, field, reason, detail, start, end, scene.story.text[start:end])
             for field, reason, detail, start, end in (
                 *_ambiguous(scene), *_dates(scene, event, candidates["date"]), *_amounts(event, candidates["amount"]),
                 *_doubtful(candidates))}
    return tuple(sorted(found.values(), key=lambda issue: issue.start))[:MOST]


def skipped(story: Story, scene: Scene) -> Iterator[Issue]:
    """What of the story was not read: garbled characters, what lies beyond its readable part, and what beyond the names
    of a sentence that lists hundreds."""
    text, end = story.text, len(scene.text)
    odd = _ODD.search(text, 0, end)
    if odd and (found := _GARBLED.search(text, odd.start(), end)):
        shown = found[0][:SHOWN]
        yield Issue(story.story_id, "story", "garbled", "", found.start(), found.start() + len(shown), shown)
    if end < len(text):
        shown = text[end:end + SHOWN]
        yield Issue(story.story_id, "story", "too_long", f"{end}-{len(text)}", end, end + len(shown), shown)
    for line in scene.lines:
        if len(line.mentions) == CROWD:
            last = line.mentions[-1]
            yield Issue(story.story_id, "story", "too_many", str(CROWD), last.start, last.end, text[last.start:last.end])
            return


Open = tuple[str, str, str, int, int]
"""Field, reason, detail, start, end."""


def _ambiguous(scene: Scene) -> Iterator[Open]:
    """Names that mean several places, where no word says which; each name once."""
    seen: set[str] = set()
    for line in scene.lines:
        for mention in line.mentions:
            if mention.kind == "place" and mention.value is None and mention.rule == "ambiguous" \
                    and line.part != "boilerplate" and mention.text not in seen:
                seen.add(mention.text)
                names = "、".join(knowledge.places().name(code) or code for code in mention.candidates[:6])
                yield "places", "ambiguous_place", names, mention.start, mention.end


def _dates(scene: Scene, event: Event, found: list[weigh.Candidate]) -> Iterator[Open]:
    """Two dates that may both be the event's; or a date in the main part that nothing completes."""
    ranked = sorted(found, key=lambda one: -one.probability)
    if len(ranked) > 1 and ranked[1].probability >= CLOSE * ranked[0].probability \
            and ranked[0].value[0].start != ranked[1].value[0].start and ranked[1].probability >= DOUBTFUL:
        days = " / ".join(one.value[0].start.isoformat() for one in ranked[:2])
        yield "date", "two_dates", days, *ranked[1].spans[0]
    if event.date is None:
        for line in scene.lines:
            if line.part in ("title", "lead"):
                for mention in line.mentions:
                    if mention.kind == "date" and mention.rule == "date":
                        yield "date", "date_open", "", mention.start, mention.end


def _amounts(event: Event, found: list[weigh.Candidate]) -> Iterator[Open]:
    """Money in the story of an event without an amount, that nearly was taken for its own."""
    if event.amount is None and found:
        best = max(found, key=lambda one: one.probability)
        if best.probability >= DOUBTFUL:
            yield "amounts", "amount_uncertain", f"{best.probability:.2f}", *best.spans[0]


def _doubtful(candidates: dict[str, list[weigh.Candidate]]) -> Iterator[Open]:
    """Organisations and places that were nearly taken."""
    for one in candidates["partner"]:
        if DOUBTFUL <= one.probability < who.LIKELY:
            yield "partners", "partner_uncertain", f"{one.value[0].name} {one.probability:.2f}", *one.spans[0]
    for one in candidates["place"]:
        if DOUBTFUL <= one.probability < where.LIKELY and one.value != knowledge.CHINA:
            name = knowledge.places().name(one.value) or one.value
            yield "places", "place_uncertain", f"{name} {one.probability:.2f}", *one.spans[0]
