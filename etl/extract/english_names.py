"""Names in running English that no ending tells: known ones, and such as a frame fits (start-up PulseGrid, with Etisalat)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from etl import knowledge
from etl.knowledge.bodies import english_key
from etl.model import Mention

RULE = "a name in English"
_PROSE = re.compile(r"(?<![a-z])[a-z]{2,20} [a-z]{2,20} [a-z]{2,20}(?![a-z])")
_RUN = re.compile(r"(?<![\w'’.&-])[A-Z][\w&'’.-]*(?: [A-Z0-9][\w&'’.-]*){0,6}")
# words of headlines in capitals, and of a sentence's beginning: they part names, and are none
_APART = re.compile(
    r"(?:^|(?<= ))(?:A|An|And|As|At|Back(?:s|ed)?|Builds?|But|By|Deploys?|For|From|He|Her|His|Hire[sd]?|How|In|Inks?|"
    r"Into|It|Its|Joins?|Launch(?:es)?|New|No|Of|On|Opens?|Over|Partners?|Picks?|Plans?|Rolls?|Sets?|She|Signs?|Taps?|"
    r"That|The|Their|They|This|To|Under|Unveils?|We|Wins?|With|Will|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Mr|Mrs|Ms|Dr|Mayor|Minister|President|Chairman|Director|Professor|Datuk|Dato|Tan Sri|CEO|"
    r"RMB|RM|US|USD|HK|CNY|EUR)\.?(?= |$)")
_SEATED = re.compile(r"[A-Z]\w+-(?:based|listed|led|backed|owned) ")  # Shanghai-based |Westwell
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Mayor|Minister|President|Chairman|Director|Professor|Datuk|Dato|Secretary|CEO|executive|"
                     r"manager|director|chairman|president|spokes\w+|engineer|analyst)\.?,? $")
_CALLED = re.compile(r"(?:start-?up|operator|compan(?:y|ies)|firms?|developer|supplier|vendor|maker|giant|carriers?|unit|"
                     r"subsidiary|contractor|integrator|provider|insurer|utility|-based|-listed|-backed|partners?,?|bank) $")
_DEALING = re.compile(r"(?:\b(?:with|between|taps|picks|hires|joined by|supplied by|built by|led by|run by)(?: the)? )$")
_ENDS = re.compile(r"(?: (?:to|and|will|has|have|in|on|for|as|said|is|are|at|a|which|over)\b|[,.;:’'-]|\n|$)")
_THINGS = re.compile(r"(?:Park|Bay|City|Road|Street|District|Island|Airport|Station|Bridge|Forum|Summit|Expo|Conference|Plan|"
                     r"Project|Program(?:me)?|Platform|System|Award|Act|Week|Day|Province|County|Zone|Model|Centre|Center)s?$")
_LINK = re.compile(r"(?:,? and (?:the )?|, )$")


def find(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of organisations in English sentences; ``known`` are the gazetteer's.

    >>> [m.text for m in find("Work was done with Etisalat and local start-up PulseGrid over two years.", [])]
    ['Etisalat', 'PulseGrid']
    """
    if not text.isascii() and not _PROSE.search(text):
        return []
    taken = {mention.start for mention in known if mention.kind == "organisation"}
    found: list[Mention] = []
    for start, end in _runs(text):
        name = text[start:end]
        likely = _is_known(name) or start in taken and " " in name or _may_be(text, start, name) and (
            _frames(text, start, end) or _listed(text, start, found))
        if likely:
            found.append(Mention("organisation", start, end, name, rule=RULE, candidates=("company",)))
    return found


def _runs(text: str) -> Iterable[tuple[int, int]]:
    """Runs of capitalised words in English surroundings, without the words that part names."""
    for match in _RUN.finditer(text):
        if not _PROSE.search(text, max(0, match.start() - 60), match.end() + 60):
            continue
        at = match.start() + (seated.end() if (seated := _SEATED.match(match[0])) else 0)
        for apart in [*_APART.finditer(match[0]), None]:
            end = match.start() + apart.start() if apart else match.end()
            if begin := _trimmed(text, at, end):
                yield begin
            at = match.start() + apart.end() + 1 if apart else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    name = re.split(r"(?<=[a-z]{2})\. ", text[start:end])[0]  # TechnoBay Sdn Bhd.| Work
    name = re.sub(r"(?:['’]s)?[\s.,'’-]*$", "", name)
    name = re.sub(r"-(?:led|based|listed|backed|run|owned|built)$", "", name)
    return (start, start + len(name)) if len(name) > 2 else None


def _is_known(name: str) -> bool:
    return " " in name and bool(knowledge.organisations().english.get(english_key(name))) or name in _distinct()


@cache
def _distinct() -> frozenset[str]:
    """English names of one word that are no ordinary word: Westwell, ZPMC."""
    known = knowledge.organisations()
    names = [body.en for body in known.bodies.values() if body.en and " " not in body.en and len(body.en) > 3]
    return frozenset(name for name in names if known.english.get(english_key(name)) and name not in _ORDINARY)


_ORDINARY = ("Delta", "Apple", "Plus", "Candela", "Intel", "Nature", "Science", "Target", "Amazon", "Oracle", "Visa", "Shell",
             "Gap")


def _may_be(text: str, start: int, name: str) -> bool:
    """False for places, people with their title, and sums."""
    return name not in knowledge.places().forms and not _THINGS.search(name) \
        and not _TITLED.search(text, max(0, start - 16), start) \
        and not name[-1].isdigit() and bool(re.search("[a-z]|[A-Z]{3}", name))


def _frames(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 24):start]
    return bool(_CALLED.search(before)) or bool(_DEALING.search(before) and _ENDS.match(text, end))


def _listed(text: str, start: int, found: Sequence[Mention]) -> bool:
    """True for what goes on a list of organisations: Sunway Property, Huawei Malaysia and |PulseGrid."""
    link = _LINK.search(text, max(0, start - 10), start)
    return bool(link and found and found[-1].end == link.start())
