"""How a mention of an organisation stands to the event: by its words, its sentence and its place in the story, as clues."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from etl import knowledge
from etl.assemble import apart, roles, weigh, what
from etl.assemble.parties import Seen
from etl.assemble.scene import Line, Scene, pairs_of, pattern
from etl.model import Organisation, Place

# what a name that stands right after one of these does: it signs, it is named, it is where something is
_LINKED = re.compile(r"[与和同由被对向在从据为及、：“]$|携手$|牵手$|联手$|联合$|授予$|选择$|包括$|来自$")
_FOLLOWED = re.compile(r"：|的|已|将|在|为|是|正|（|“|《|与|和|、|，|。|等|又|也|还|对|向|从|曾|近|日|昨|今")
_HAD = re.compile(r"曾|此前|早在|去年|前年|以往|上一|先前|已与|已于")
_TELLING = frozenset(("says", "earlier", "background", "list", "names:0", "names:2"))
# reasons that speak against a mention, and leave what else is seen of it worth knowing
_WEAK = ("another document", "guest")
_LONG = 3  # paragraphs from which on the last one is telling
_FAR = 4  # paragraphs from which on it is all the same how many
_DEEP = 3000  # characters from which on paragraphs are not counted
_NEAR = 40  # characters
_PARAGRAPH = 1000  # characters of a paragraph that are compared with the headline
_LINE = 300  # characters of a sentence that are compared with the headline
_SHARES = (0.05, 0.15, 0.3)  # of the headline's pairs of characters, from which on a sentence is nearer to it


def together(scene: Scene, seen: Sequence[Seen], shares: Mapping[int, int], places: tuple[Place, ...]) -> weigh.Clues:
    """What all mentions of one organisation show together: where it is first named, how it is called, where it sits.

    ``shares`` says for each paragraph, by where it begins, how near its words are to the headline's.
    """
    first, body = min(one.mention.start for one in seen), len(scene.story.title)
    # who takes part is called in full at least once; what is cut short is background, or no name at all
    found = {"called": max(one.mention.end - one.mention.start for one in seen) / 10, _seat(seen[0].organisation, places): 1.0}
    told = {shares[paragraph(scene, one.mention.start)] for one in seen if one.line.zone != "t"}
    if len(told) == 1:
        found[f"paragraph's words:{told.pop()}"] = 1.0
    if first <= body:
        return found
    # what news is about comes first, its background last
    found["far down"] = math.log1p((first - body) / 200)
    number = min(scene.text.count("\n", body, first), _FAR) if first - body < _DEEP else _FAR
    found[f"paragraph:{number}"] = 1.0
    if first > scene.text.rstrip().rfind("\n") and scene.text.count("\n", body) >= _LONG:
        found["last paragraph"] = 1.0
    return found


def paragraph(scene: Scene, at: int) -> int:
    """Where the paragraph around an offset begins."""
    return scene.text.rfind("\n", 0, at) + 1


def shares(scene: Scene, seen: Sequence[Seen]) -> dict[int, int]:
    """For each paragraph that names an organisation, by where it begins, how near its words are to the headline's."""
    title = pairs_of(scene.story.title)
    found = {}
    for start in {paragraph(scene, one.mention.start) for one in seen}:
        end = scene.text.find("\n", start)
        words = scene.text[start:min(start + _PARAGRAPH, end if end >= 0 else start + _PARAGRAPH)]
        found[start] = min(4, int(7.5 * len(title & pairs_of(words)) / max(1, len(title))))
    return found


def _seat(organisation: Organisation, places: tuple[Place, ...]) -> str:
    """Whether the organisation sits where the event is, for each kind; a known firm's seat says less than one in its name."""
    kind = organisation.kind + (", known" if organisation.known else "")
    if not organisation.seat or not places:
        return f"no seat:{kind}"
    within = knowledge.places().within
    if any(within(organisation.seat, place.adcode) for place in places):
        return f"sits there:{kind}"
    above = any(within(place.adcode, organisation.seat) for place in places)
    return f"sits above:{kind}" if above else f"sits elsewhere:{kind}"


def tellings(scene: Scene, seen: Sequence[Seen], event_type: str, places: tuple[Place, ...]) -> dict[int, list[str]]:
    """For each sentence with an organisation, by where it begins, what it is in the telling of the event."""
    title = pairs_of(scene.story.title)
    told = what.told(scene, event_type)
    found: dict[int, list[str]] = {}
    for line in [one.line for one in seen]:
        if line.start not in found:
            zone = line.zone
            found[line.start] = [f"{zone}:{mark}" for mark in line.marks if mark in _TELLING]
            if line.start in told:
                found[line.start] += ["told", f"{zone}:told"]
            if _is_elsewhere(line, places):
                found[line.start] += ["elsewhere", f"{zone}:elsewhere"]
            if zone != "t":
                share = len(title & pairs_of(line.text[:_LINE])) / max(1, len(title))
                near = sum(share >= least for least in _SHARES)
                found[line.start] += [f"words:{near}", f"{zone}:words:{near}"]
    return found


def _is_elsewhere(line: Line, places: tuple[Place, ...]) -> bool:
    """True where the sentence names a place, and none that the event is in or that holds or lies in it."""
    codes = [mention.value.adcode for mention in line.mentions if isinstance(mention.value, Place)]
    within = knowledge.places().within
    return bool(codes and places) and not any(within(code, place.adcode) or within(place.adcode, code)
                                              for code in codes for place in places)


def clues(scene: Scene, one: Seen, head: int, telling: Sequence[str], event_type: str) -> list[str]:
    """How one mention is tied to the event: by a verb that gives it a fitting role, by where and how it stands.

    ``head`` is where the list begins that the name stands in: 由A、B和C建设 says of C what it says of A.
    """
    zone, found = one.line.zone, []
    if why := apart.why(scene.text, one):
        found += [f"{zone}:{why}", why]
        if why not in _WEAK:
            return found
    tie = _tie(one, event_type)
    # the general beside the special, so that what is rare leans on what is common
    if one.gap < 0:
        found += ["label", f"{zone}:label", f"{event_type}:label"]
    found += [f"{zone}:{tie}", tie, f"{zone}:in", f"{event_type}:{zone}", *telling]
    if one.act and one.gap <= _NEAR:
        found.append(f"act:{one.act}")
    if tie.startswith("fits"):
        found += ["fits", f"{zone}:fits", f"{event_type}:{one.role}"]
        if one.line.part != "background" and one.gap <= 12:
            found.append("fits, told")
        if "told" in telling:
            found.append("told, fits")
    if one.party:
        found.append(f"{zone}:party")
    return found + _around(scene.text, one, head)


def _tie(one: Seen, event_type: str) -> str:
    if one.role is None:
        return "no role"
    fits = "fits" if one.role in roles.FITTING[event_type] else "other role"
    return f"{fits} {'at once' if one.gap <= 3 else 'near' if one.gap <= 12 else 'far'}"


def _around(text: str, one: Seen, head: int) -> list[str]:
    """What stands before and after the mention, in its clause and its sentence."""
    zone, line, start = one.line.zone, one.line, one.mention.start
    begin, end = line.clause(start)
    found = []
    if start - line.start <= 1:
        found.append(f"{zone}:begins sentence")
    elif start - begin <= 1:
        found.append(f"{zone}:begins clause")
    if match := _LINKED.search(text[max(line.start, start - 4):start]):
        found.append(f"{zone}:after {match[0]}")
    if match := _FOLLOWED.match(text, one.mention.end):
        found.append(f"before {'digit' if match[0].isdigit() else match[0]}")
    if match := _LINKED.search(text[max(line.start, head - 4):head]):
        found.append(f"run after {match[0]}")
    if head == line.start:
        found.append("run begins sentence")
    if _HAD.search(text, begin, min(end, one.mention.end + 24)):
        found += ["had", f"{zone}:had"]
    if _about_it().match(text, begin, end) or _about_it().match(text, line.start, line.end):
        found += ["about it", f"{zone}:about it"]
    return found


@cache
def _about_it() -> re.Pattern[str]:
    """项目由…, 据悉，该平台由…: words that go on with the thing that the event is about, and say who makes it."""
    return re.compile(rf"(?:据悉|据了解|据介绍)?，?(?:该|本|此次|本次|这个|这项|这一|首批|首期)?[^，。；]{{0,6}}?"
                      rf"(?:{pattern('things').pattern})[^，。；]{{0,4}}(?:由|出自|为|来自)")
