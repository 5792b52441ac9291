"""A story as told: which lines tell the event, which its background, and what stands in each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from etl import knowledge
from etl.model import Mention, Organisation, Place, Sentence, Story

_CLAUSE = re.compile(r"[^，,；;：:。！？!?\n]+[，,；;：:。！？!?\n]?")
_BYLINE = re.compile(r"^.{0,28}?(?:[讯電电]\s*(?=[（(【 　\u4e00-\u9fff])|[（(](?:全媒体|本报|通讯员|记者)[^）)]*[）)]|】)")
_REPORTER = re.compile(r"^[□◎●（(【\s]*(?:本报|本网|见习|实习)?(?:[\u4e00-\u9fff]{0,10})(?:记者|通讯员|编辑|责任编辑|来源|摄影|作者)[：:\s　]")
_MARK = re.compile(r"^[\s　]*[◆◇■□▲△▍◎⊙▶►●○★☆【「／/◈◉✔※►➤①-⑳（(]")
_EARLIER = re.compile(r"^[“\"]?(?:而|其实|事实上|据悉|据了解|据介绍)?[，,]?(?:早在|此前|之前|去年|前年|上周|上届|前不久|同年|(?:19|20)\d\d年)")
WEIGHTS = {"title": 4.0, "lead": 2.0, "near": 1.0, "body": 0.6, "background": 0.1, "boilerplate": 0.0}


@cache
def discourse(name: str) -> tuple[str, ...]:
    """One word list of ``discourse.yml``."""
    return tuple(str(word) for word in knowledge.vocabulary("discourse.yml")[name])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A word list of ``discourse.yml`` as one pattern, longer words first."""
    return re.compile("|".join(re.escape(word) for word in sorted(discourse(name), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its mentions and what it does in the story."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    part: str
    """title, lead, near (the lead's paragraph), body, background or boilerplate."""

    @property
    def weight(self) -> float:
        return WEIGHTS[self.part]

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def start(self) -> int:
        return self.sentence.start

    def clause(self, mention: Mention) -> tuple[int, int]:
        """Where the clause of a mention begins and ends, in the story's text."""
        for match in _CLAUSE.finditer(self.text):
            if match.start() + self.start <= mention.start < match.end() + self.start:
                return match.start() + self.start, match.end() + self.start
        return self.sentence.start, self.sentence.end


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole story: its text as the finders saw it, its lines in order."""

    story: Story
    text: str
    lines: tuple[Line, ...]
    whole: tuple[Mention, ...] = field(default=())

    @property
    def title(self) -> Line:
        return self.lines[0]

    @property
    def lead(self) -> Line:
        return next((line for line in self.lines if line.part == "lead"), self.lines[0])

    def telling(self) -> list[Line]:
        """The lines that tell the event, the title first."""
        return [line for line in self.lines if line.weight > 0.5]


def scene(story: Story, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Scene:
    """The story's lines, each with its mentions and its part.

    ``text`` is the folded text, of the length of ``story.text``.
    """
    grouped = _grouped(sentences, mentions)
    parts = _parts(text, sentences, grouped)
    lines = tuple(Line(Sentence(s.start, s.end, text[s.start:s.end], s.paragraph), tuple(group), part)
                  for s, group, part in zip(sentences, grouped, parts, strict=True))
    return Scene(story, text, lines, tuple(mentions))


def _grouped(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    starts = [sentence.start for sentence in sentences]
    groups: list[list[Mention]] = [[] for _ in sentences]
    for mention in mentions:
        groups[max(0, bisect_right(starts, mention.start) - 1)].append(mention)
    return groups


def _parts(text: str, sentences: Sequence[Sentence], groups: Sequence[Sequence[Mention]]) -> list[str]:
    parts = []
    closing = False
    paragraph = 0
    for sentence in sentences:
        words = text[sentence.start:sentence.end]
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            opening = _opening(words)
            closing = opening == "section" or (closing and not _MARK.match(words)) or (
                opening == "paragraph" and sentence.paragraph > 1)
            if opening == "paragraph" and sentence.paragraph > 1:
                closing = "once"  # this paragraph only
            elif closing == "once":
                closing = False
        parts.append(_part(words, sentence, bool(closing)))
    lead = _lead(text, sentences, groups, parts)
    if lead is not None:
        parts[lead] = "lead"
        for number, sentence in enumerate(sentences):
            if parts[number] == "body" and sentence.paragraph == sentences[lead].paragraph:
                parts[number] = "near"
    return parts


def _opening(words: str) -> str | None:
    """``section`` where the words head a background part, ``paragraph`` where they open one."""
    bare = words.lstrip("　 ◆◇■□▲△▍◎⊙▶►●○★☆【「／/◈◉※➤（(")
    match = pattern("boilerplate").match(bare)
    if not match:
        return None
    return "section" if len(bare.strip()) <= len(match[0]) + 4 else "paragraph"


def _part(words: str, sentence: Sentence, closing: bool) -> str:
    if sentence.paragraph == 0:
        return "title"
    if closing or _REPORTER.match(words) and len(words) < 60:
        return "boilerplate"
    if sentence.paragraph > 1 and _EARLIER.match(words):
        return "background"
    if (match := pattern("background").search(words)) and not (sentence.paragraph == 1 and match.start() > 30):
        return "background"
    return "body"


def _lead(text, sentences, groups, parts) -> int | None:
    """The sentence that tells what the headline announces: it shares the headline's names and words, and comes early."""
    title = text[sentences[0].start:sentences[0].end] if sentences else ""
    pairs = {title[i:i + 2] for i in range(len(title) - 1)}
    named = {_identity(m) for m in groups[0]} if groups else set()
    best, chosen, seen = 0.0, None, 0
    for number, (sentence, part) in enumerate(zip(sentences, parts, strict=True)):
        if part not in ("body", "background") or seen >= 12:
            continue
        words = text[sentence.start:sentence.end]
        shared = sum(words[i:i + 2] in pairs for i in range(len(words) - 1))
        names = len(named & {_identity(m) for m in groups[number]})
        score = min(shared, 10) * 0.25 + names + (0.8 if any(m.kind == "date" for m in groups[number]) else 0) \
            + min(2, sum(m.kind == "organisation" for m in groups[number])) * 0.3 - 0.22 * seen + 1.2 * (seen == 0)
        score -= 2.0 if part == "background" else 0
        seen += 1
        if score > best:
            best, chosen = score, number
    return chosen


def _identity(mention: Mention) -> str:
    if isinstance(mention.value, Organisation):
        return mention.value.name
    return mention.value.adcode if isinstance(mention.value, Place) else mention.text
