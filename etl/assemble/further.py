"""Further events: what a story reports in its own right beside its primary event, with parties, date or money of its own.

Strict on purpose: a sentence counts only where its act is done and named (签署, 中标, 开工), where the words tie its own
parties to that act, and where these are not the primary event's over again. A background sentence that is missed costs
less than an event that never was.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from etl import knowledge
from etl.assemble import apart, cues, money, parties, when
from etl.assemble.scene import Line, Scene
from etl.model import Amount, DateSpan, Event, Evidence, Mention, Organisation, Partner, Place

# 双方签署…协议 · 中标…项目 · …项目开工: an act that is done
_ACTS = {
    "agreement": re.compile(r"签署|签订|签约(?!仪式)|签下|续签|另签|达成[\u4e00-\u9fff]{0,6}(?:合作|协议)"),
    "tender": re.compile(r"(?<!未)(?:中标|拿下|摘得|成交)"),
    "deployment": re.compile(r"开工|动工|奠基|投产|投用|启用|投入使用|上线|揭牌|建成|竣工|开园|完工"),
}
_NOT_DONE = re.compile(r"将|拟|计划|有望|预计|力争|准备|希望|如果|若|未|尚|曾经|可能|不得|要求|目标|估算|预测|先后|陆续|纷纷|"
                       r"类似|也已")
_MANY = re.compile(r"\d+[多余]?[个座](?:城市|县|区县|地区)")  # 签下协议的城市超过300个: an overview, not an event
_EARLIER = re.compile(r"此前|早在|曾|去年|前年|以往|上届")
_SAME_TIME = re.compile(r"当天|当日|同日|同一天|分会场|同期|同时|会上|现场|仪式上|大会上|论坛上|与此同时|同一场|还与|也与")
_REACH = 8  # characters between a party and the act, names in between not counted
_LONGEST = 80  # characters of the line that says what happened
MOST = 6  # further events a story
_TRIED = 30  # sentences; a story has fewer, and each of them costs a look at the whole text


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """A sentence that tells an event of its own."""

    kind: str
    line: Line
    act: tuple[int, int]
    parties: tuple[tuple[Organisation, str, Mention], ...]


def events(scene: Scene, primary: Event, known: when.Calendar) -> tuple[Event, ...]:
    """The further events of the story, in order, at most ``MOST``."""
    found: list[Event] = []
    told = [frozenset(partner.name for partner in primary.partners)]
    for one in itertools.islice(_found(scene, primary), _TRIED):
        event = _event(scene, one, primary, known, len(found) + 2)
        names = frozenset(partner.name for partner in event.partners)
        if names in told and one.kind == "agreement" or not _own(event, primary):
            continue
        told.append(names)
        found.append(event)
        if len(found) == MOST:
            break
    return tuple(found)


def _found(scene: Scene, primary: Event) -> Iterator[_Found]:
    for line in scene.lines:
        if line.part in ("title", "lead", "boilerplate") or {"says", "quote"} & set(line.marks) or _MANY.search(line.text):
            continue
        for kind, words in _ACTS.items():
            act = words.search(line.text)
            if not act or _NOT_DONE.search(line.text[max(0, act.start() - 24):act.start()]):
                continue
            span = (line.start + act.start(), line.start + act.end())
            acting = tuple(_parties(scene, line, kind, primary.places))
            if _holds(kind, line, acting, primary):
                yield _Found(kind, line, span, acting)
                break


def _holds(kind: str, line: Line, acting: Sequence[tuple[Organisation, str, Mention]], primary: Event) -> bool:
    """True where the sentence has what an event of its kind must have to stand on its own."""
    if kind == "agreement":
        timed = _dated(line) or _SAME_TIME.search(line.text) or _told_now(line)
        return bool(timed) and len({party.name for party, _, _ in acting}) >= 2
    if kind == "tender":
        return bool(acting and _amounts(line))
    return line.part != "background" and _dated(line) and _elsewhere(line, primary)


def _told_now(line: Line) -> bool:
    """True where the sentence goes on with what the story reports, with nothing that points to another time."""
    return line.part in ("near", "body") and not _EARLIER.search(line.text) and not any(
        mention.kind == "date" for mention in line.mentions)


def _parties(scene: Scene, line: Line, kind: str, places: tuple[Place, ...]) -> Iterator[tuple[Organisation, str, Mention]]:
    wanted = {"agreement": ("signatory",), "tender": ("winner", "buyer"), "deployment": ("contractor", "investor")}[kind]
    for one in parties.mentions(scene, line, places):
        if one.role in wanted and one.gap <= _REACH and not apart.why(scene.text, one):
            yield one.organisation, one.role or wanted[0], one.mention


def _dated(line: Line) -> bool:
    return any(mention.kind == "date" and mention.rule == "date" and mention.value.relative != "recent"
               for mention in line.mentions)


def _elsewhere(line: Line, primary: Event) -> bool:
    """True where the sentence names a place that neither is nor holds nor lies in the primary event's."""
    within = knowledge.places().within
    codes = {mention.value.adcode for mention in line.mentions if isinstance(mention.value, Place)}
    own = {place.adcode for place in primary.places}
    return bool(codes) and not any(within(code, other) or within(other, code) for code in codes for other in own)


def _own(event: Event, primary: Event) -> bool:
    """True where the event has something that the primary event has not: a party, money or a day."""
    new = {p.name for p in event.partners} - {p.name for p in primary.partners}
    return bool(new) or bool(event.amount and event.amount != primary.amount) or bool(
        event.date and primary.date and event.date.start != primary.date.start)


# ---------------------------------------------------------------- its cells

def _event(scene: Scene, one: _Found, primary: Event, known: when.Calendar, number: int) -> Event:
    line = one.line
    words = line.text.strip("“”。；;！!？? ")[:_LONGEST]
    begin = line.start + line.text.find(words)
    date, date_evidence = _date(one, primary, known)
    places, place_evidence = _places(line, primary)
    amount, amount_kind, amount_evidence = _amount(scene, line, one.kind, places)
    domains, domain_evidence = _domains(scene, line, primary)
    partners = tuple({party.name: Partner(party.name, party.kind, role) for party, role, _ in one.parties}.values())
    evidence = (Evidence("event", words, begin, begin + len(words), 0.8),
                Evidence("event_type", one.kind, *one.act, 0.8, "act"), *date_evidence, *place_evidence,
                *(Evidence("partners", party.name, m.start, m.end, 0.8, role) for party, role, m in one.parties),
                *domain_evidence, *amount_evidence)
    return Event(f"{primary.story_id}-{number}", primary.story_id, False, scene.story.text[begin:begin + len(words)], one.kind,
                 date, places, partners, domains, amount, amount_kind,
                 amount_evidence[0].value if amount_evidence else None, evidence)


def _date(one: _Found, primary: Event, known: when.Calendar) -> tuple[DateSpan | None, list[Evidence]]:
    line = one.line
    for mention in line.mentions:
        if mention.kind == "date" and mention.rule == "date" and (span := when.span(mention, known)):
            return span, [Evidence("date", span.start.isoformat(), mention.start, mention.end, 0.8, "own date")]
    same = _SAME_TIME.search(line.text)
    if primary.date is None or not (same or one.kind == "agreement" and _told_now(line)):
        return None, []
    told = [evidence for evidence in primary.evidence if evidence.field == "date"]
    if same:
        start, end = line.start + same.start(), line.start + same.end()
        told = [Evidence("date", primary.date.start.isoformat(), start, end, 0.7, "same time"), *told]
    return primary.date, [evidence._replace(confidence=min(evidence.confidence, 0.7)) for evidence in told]


def _places(line: Line, primary: Event) -> tuple[tuple[Place, ...], list[Evidence]]:
    within = knowledge.places().within
    found: dict[str, tuple[Place, Mention]] = {}
    for mention in line.mentions:
        if isinstance(mention.value, Place):
            found.setdefault(mention.value.adcode, (mention.value, mention))
        elif isinstance(mention.value, Organisation) and mention.value.kind == "government" and mention.value.seat:
            name = knowledge.places().name(mention.value.seat)
            found.setdefault(mention.value.seat, (Place(mention.value.seat, name), mention))
    finest = [code for code in found if not any(other != code and within(other, code) for other in found)]
    own = {place.adcode for place in primary.places}
    if not finest or all(within(inner, code) for code in finest for inner in own):  # the province of the story's city
        return primary.places, [e for e in primary.evidence if e.field == "places"]
    chosen = [found[code] for code in finest]
    return tuple(place for place, _ in chosen), [
        Evidence("places", place.adcode, mention.start, mention.end, 0.7, "own sentence") for place, mention in chosen]


def _amounts(line: Line) -> list[Mention]:
    return [mention for mention in line.mentions if mention.kind == "amount" and mention.rule != "price"]


def _amount(scene: Scene, line: Line, kind: str, places: Sequence[Place]) -> tuple[Amount | None, str | None, list[Evidence]]:
    for mention in _amounts(line):
        before = scene.text[max(line.start, mention.start - 16):mention.start]
        if not money.foreign(before, scene.text[mention.end:mention.end + 8]):
            value = money.localised(mention, places[0].adcode[:2] if places else None, scene.text)
            return value, money.kind_of(before, kind), [
                Evidence("amounts", mention.text, mention.start, mention.end, 0.7, "own sentence")]
    return None, None, []


def _domains(scene: Scene, line: Line, primary: Event) -> tuple[tuple[str, ...], list[Evidence]]:
    """The domain that the sentence names, else the primary event's."""
    own = [cue for group in cues.cues(scene, "domain").values() for cue in group
           if cue.line is line and cue.weight >= cues.NAMES]
    if not own:
        return primary.domains, [e for e in primary.evidence if e.field == "domains"]
    best = max(own, key=lambda cue: cue.weight)
    return (best.topic,), [Evidence("domains", best.topic, best.start, best.end, 0.7, "own sentence")]
