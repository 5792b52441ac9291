"""A story as told: its lines, what each does in the story, and what stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from etl import knowledge
from etl.model import Mention, Organisation, Place, Sentence, Story

_STOPS = "，,；;：:。！？!?\n"
_STOP = re.compile(f"[{_STOPS}]")
_REACH = 200  # characters; a clause is shorter, and an endless sentence must not cost more
CROWD = 300  # mentions a sentence; more is a table pasted as text, of which the rest is left aside
# □本报记者 陈薇 · （来源：新华社） · 责任编辑：陈仕 · 贵阳日报融媒体记者 曾秦
_CREDIT = re.compile(r"^[□◎●（(【\s]*(?:[\u4e00-\u9fff]{0,10})(?:记者|通讯员|编辑|来源|摄影|作者|供图)[：:\s　/／]")
_MARK = re.compile(r"^[\s　]*[◆◇■□▲△▍◎⊙▶►●○★☆【「／/◈◉✔※►➤①-⑳（(]")
# 早在2017年 · 去年，… · 2016年签署的…: what came before
_EARLIER = re.compile(r"^[“\"]?(?:而|其实|事实上|据悉|据了解|据介绍)?[，,]?"
                      r"(?:早在|此前|之前|去年|前年|上周|上届|前不久|同年|(?:19|20)\d\d年(?!\d{1,2}月))")
_SAYS = re.compile(r"表示|说[，,：:。]|介绍[，,：:]|认为|指出|强调|透露|坦言|称[，,：:]|告诉记者")
# 据了解，本次论坛由…主办: the sentence is about the event itself
_ABOUT_IT = re.compile(r"本次|此次|本届|该项目|该论坛|该平台|该标准|本项目|这次")
# 值得一提的是，7月…: what stands besides the event
_ASIDE = re.compile(r"[“\"]?(?:值得(?:一提|注意|关注)的是|另外|此外|另据|无独有偶|与此同时|除此之外|另一方面|同样)")
_LABELLED = ("：", ":", "】", "」")
_CAPTIONS = ("图", "资料图", "风险提示", "本文", "特此", "咨询", "读者热线", "查询")
_QUOTES = ("“", "”", "\"", "「", "」")
_MANY = 4  # list separators from which on a sentence counts as a list
PARTS = ("title", "lead", "near", "body", "background", "boilerplate")
_ZONES = {"title": "t", "lead": "m", "near": "m", "body": "n", "background": "b", "boilerplate": "b"}
WHOLES = ("urban", "infrastructure", "standards", "industry")
"""Domains that a story may be of besides its subject: the city, its technology, its firms."""
WEIGHTS = {"title": 4.0, "lead": 2.0, "near": 1.0, "body": 0.6, "background": 0.1, "boilerplate": 0.0}


@cache
def discourse(name: str) -> tuple[str, ...]:
    """One word list of ``discourse.yml``."""
    return tuple(str(word) for word in knowledge.vocabulary("discourse.yml")[name])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A word list of ``discourse.yml`` as one pattern, longer words first."""
    return alternatives(discourse(name))


def alternatives(words: Sequence[str]) -> re.Pattern[str]:
    """The words as one pattern, longer words first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


class Line(NamedTuple):
    """A sentence with its mentions and what it does in the story."""

    start: int
    end: int
    text: str
    """Folded, as the finders saw it."""
    mentions: tuple[Mention, ...]
    part: str
    """One of ``PARTS``; near is the lead's paragraph."""
    marks: tuple[str, ...]
    """What else is seen of the sentence: says, earlier, background, list, names (how many of the headline's it names)."""
    zone: str
    """The prefix of clues: ``t`` for the headline, ``m`` for the main part, ``n`` for the body, ``b`` for background."""
    weight: float
    main: bool
    """True for the headline, the lead and its paragraph."""

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause around the offset ``at`` begins and ends, in the story's text, at most ``_REACH`` off."""
        here = at - self.start
        edges = _edges(self.text)
        place = bisect_right(edges, here, 1, len(edges) - 1)
        return self.start + max(edges[place - 1], here - _REACH), self.start + min(edges[place], here + _REACH)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The whole story: its text as the finders saw it, its lines in order. Two scenes are never the same, so that what is
    found in one can be kept for it."""

    story: Story
    text: str
    lines: tuple[Line, ...]
    whole: tuple[Mention, ...] = ()

    @property
    def title(self) -> Line:
        return self.lines[0]

    @property
    def lead(self) -> Line:
        """The sentence that tells what the headline announces."""
        return next((line for line in self.lines if line.part == "lead"), self.lines[0])


def scene(story: Story, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Scene:
    """The story's lines, each with its mentions and its part.

    ``text`` is the folded text, of the length of ``story.text``.
    """
    grouped = _grouped(sentences, mentions)
    names = [frozenset(map(_identity, group)) for group in grouped]
    parts = _parts(text, sentences, grouped, names)
    lines = []
    for sentence, group, part, named in zip(sentences, grouped, parts, names, strict=True):
        words = text[sentence.start:sentence.end]
        marks = _marks(words, sentence.paragraph, len(names[0] & named))
        lines.append(Line(sentence.start, sentence.end, words, tuple(group), part, marks, _ZONES[part], WEIGHTS[part],
                          part in ("title", "lead", "near")))
    return Scene(story, text, tuple(lines), tuple(mentions))


@lru_cache(maxsize=1 << 8)  # asked dozens of times a sentence
def _edges(words: str) -> list[int]:
    """Where the clauses of a sentence begin, in order, and where the last one ends.

    >>> _edges("签了，投资3亿")
    [0, 3, 7]
    """
    return [0, *(stop.end() for stop in _STOP.finditer(words)), len(words)]


def inside(text: str, at: int, opening: str, closing: str, reach: int = 40) -> bool:
    """True where the offset ``at`` stands between two brackets: a date in 《规划（2017～2021年）》 names a document.

    >>> inside("《规划（2017年）》", 4, "《", "》")
    True
    """
    opened = text.rfind(opening, max(0, at - reach), at)
    return opened >= 0 and text.find(closing, opened, at) < 0


@lru_cache(maxsize=1 << 6)  # several steps compare a headline with what follows
def pairs_of(words: str) -> frozenset[str]:
    """Every two characters that stand beside each other.

    >>> sorted(pairs_of("签约了"))
    ['签约', '约了']
    """
    return frozenset(map(add, words, words[1:]))


def aside(found: Scene, line: Line) -> bool:
    """True for a sentence that tells something besides, and for those after a lead that does: 值得一提的是，7月…"""
    return bool(_ASIDE.match(line.text) or line.part == "near" and _ASIDE.match(found.lead.text))


def _marks(words: str, paragraph: int, shared: int) -> tuple[str, ...]:
    """The marks of a sentence that names ``shared`` of what the headline names."""
    found = [f"paragraph:{min(paragraph, 4)}"]
    if _SAYS.search(words):
        found.append("says")
    if _EARLIER.match(words):
        found.append("earlier")
    if pattern("background").search(words):
        found.append("background")
    if words.count("、") >= _MANY:
        found.append("list")
    if words[:1] in _QUOTES:
        found.append("quote")
    found.append(f"names:{min(shared, 2)}")
    return tuple(found)


def _grouped(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    starts = [sentence.start for sentence in sentences]
    groups: list[list[Mention]] = [[] for _ in sentences]
    for mention in mentions:
        group = groups[max(0, bisect_right(starts, mention.start) - 1)]
        if len(group) < CROWD:
            group.append(mention)
    return groups


def _parts(text: str, sentences: Sequence[Sentence], groups: Sequence[Sequence[Mention]],
           names: Sequence[Set[str]]) -> list[str]:
    parts = []
    closing: bool | str = False  # "once" for this paragraph only
    paragraph = 0
    for sentence in sentences:
        words = text[sentence.start:sentence.end]
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            opening = _opening(words) if paragraph > 1 else None
            if opening == "paragraph":
                closing = "once"
            else:
                closing = opening == "section" or (closing is True and not _MARK.match(words))
        parts.append(_part(words, sentence, bool(closing)))
    lead = _lead(text, sentences, groups, names, parts)
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
    if len(bare.strip()) <= len(match[0]) + 4:
        return "section"
    # 图为签约现场 · 背景链接：…; but 据了解，本次论坛由…主办 tells the event
    return "paragraph" if bare[match.end():match.end() + 1] in _LABELLED or match[0].startswith(_CAPTIONS) else None


def _part(words: str, sentence: Sentence, closing: bool) -> str:
    if sentence.paragraph == 0:
        return "title"
    if closing or len(words) < 60 and _CREDIT.match(words):
        return "boilerplate"
    if sentence.paragraph > 1 and _EARLIER.match(words):
        return "background"
    if (match := pattern("background").search(words)) and not (sentence.paragraph == 1 and match.start() > 30) \
            and not _ABOUT_IT.search(words):
        return "background"
    return "body"


def _lead(text: str, sentences: Sequence[Sentence], groups: Sequence[Sequence[Mention]], names: Sequence[Set[str]],
          parts: Sequence[str]) -> int | None:
    """The sentence that tells what the headline announces: it shares the headline's names and words, and comes early."""
    title = text[sentences[0].start:sentences[0].end] if sentences else ""
    told = text[sentences[0].end:] if sentences else ""
    pairs = [pair for pair in pairs_of(title) if pair in told]
    best, chosen, seen = 0.0, None, 0
    for number, (sentence, part) in enumerate(zip(sentences, parts, strict=True)):
        if part not in ("body", "background") or seen >= 12:
            continue
        words = text[sentence.start:sentence.end]
        shared = sum(map(words[:400].count, pairs))
        kinds = [mention.kind for mention in groups[number]]
        score = min(shared, 10) * 0.25 + len(names[0] & names[number]) + (0.8 if "date" in kinds else 0) \
            + min(2, kinds.count("organisation")) * 0.3 - 0.22 * seen + 1.2 * (seen == 0)
        score -= 2.0 if part == "background" else 0
        score -= 1.2 if words[:1] in _QUOTES or words[-1:] in _QUOTES else 0
        seen += 1
        if score > best:
            best, chosen = score, number
    return chosen


def _identity(mention: Mention) -> str:
    if isinstance(mention.value, Organisation):
        return mention.value.name
    return mention.value.adcode if isinstance(mention.value, Place) else mention.text
