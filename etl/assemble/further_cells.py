"""The cells of a further event: what the words that tell it say, and what it shares with the rest of the story."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl import knowledge
from etl.assemble import apart, dateline, money, money_clues, parties, roles, when
from etl.assemble.dateline import Calendar
from etl.assemble.scene import Line, Scene, inside
from etl.assemble.tellings import Telling
from etl.model import Amount, DateSpan, Event, Evidence, Mention, Organisation, Place

SAME_TIME = re.compile(r"当天|当日|同日|同一天|同一时间|分会场|同期|同时|会上|现场|仪式上|仪式后|会后|大会上|论坛上|与此同时|"
                       r"同一场|还与|也与|展会期间|会议期间|论坛期间|活动期间|此外|另外|同步|另有|當天|同場")
EARLIER = re.compile(r"此前|早在|曾|去年|前年|以往|上届|先前|之前|前不久|近年来|早些时候|[今当同]年(?!\d)|上半年|上个?月")
_DAY_AFTER = re.compile(r"次日|翌日|第二天|隔天")
# 公司还与…签约: the firm that the story is about; 双方: both of its parties
_FIRM = re.compile(r"(?<![\u4e00-\u9fff])(?:该|本)?公司(?=[与和同还也又再将中获签成在宣推])")
_BOTH = re.compile(r"(?<![\u4e00-\u9fff])双方")
_WITH_PLACE = re.compile(r"[与和同]$")
_JOINED = re.compile(r"[”）)]?(?:[、和与及]|以及|联合|携手)[“]?")
_FOLLOWS = re.compile(r"(?:该|此|本|整个)?(?:项目|工程|合同|协议|订单|总投资|预算|计划投资|投资|中标|采购|其中)")
_STAMPED = re.compile(r"(?:日期|时间|公示|公告)[为是：:]?$")
_REACH = 12  # characters between a party and the act, names in between not counted
_FEW = 2  # places after the act; more are a list of something else


@dataclass(frozen=True, slots=True)
class Cells:
    """What one telling says; each value with its evidence."""

    told: Telling
    kind: str
    date: DateSpan | None
    date_evidence: list[Evidence]
    date_from: str
    """own, same time, shared or none."""
    places: tuple[Place, ...]
    place_evidence: list[Evidence]
    places_from: str
    """own, shared or none."""
    parties: tuple[tuple[Organisation, str, Mention], ...]
    amount: Amount | None
    amount_kind: str | None
    amount_evidence: list[Evidence]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(party.name for party, _, _ in self.parties)


def cells(scene: Scene, told: Telling, kind: str, primary: Event, known: Calendar) -> Cells:
    """The cells of ``told``, read from its own words first; from the primary event where it is of the same occasion."""
    date = _date(scene, told, kind, primary, known)
    taking_part = tuple(_parties(scene, told, kind, primary))
    local = date[2] != "own" or any(_is_local(party, primary) for party, _, _ in taking_part)
    places = _places(scene, told, primary, local)
    sums = _amount(scene, told, kind, places[0])
    return Cells(told, kind, *date, *places, taking_part, *sums)


def _is_local(party: Organisation, primary: Event) -> bool:
    """True for a public body of the primary event's place, or one that takes part in it."""
    within = knowledge.places().within
    if party.kind == "company":
        return False
    return any(party.name == partner.name for partner in primary.partners) or bool(party.seat) and any(
        within(party.seat, place.adcode) or within(place.adcode, party.seat) for place in primary.places)


# ---------------------------------------------------------------- when

def _date(scene: Scene, told: Telling, kind: str, primary: Event, known: Calendar) -> tuple[
        DateSpan | None, list[Evidence], str]:
    words = scene.text[max(told.line.start, told.start - 200):told.end]
    for mention in _dates(scene, told):
        if span := when.span(mention, known):
            return span, [Evidence("date", span.start.isoformat(), mention.start, mention.end, 1.0, "own date")], "own"
    if primary.date is None or EARLIER.search(words) and not SAME_TIME.search(words):
        return None, [], "none"
    own = [evidence for evidence in primary.evidence if evidence.field == "date"]
    after = _DAY_AFTER.search(words)
    if after and primary.date.precision == "day":
        day = (primary.date.end or primary.date.start) + dt.timedelta(days=1)
        at = told.line.start + after.start()
        return DateSpan(day, None, "day", "resolved"), [
            Evidence("date", day.isoformat(), at, at + len(after[0]), 0.8, "day after"), *own], "own"
    same = SAME_TIME.search(words)
    if same:
        at = told.line.start + same.start()
        return primary.date, [Evidence("date", primary.date.start.isoformat(), at, at + len(same[0]), 0.9, "same time"),
                              *own], "same time"
    if told.line.part == "background" or any(mention.kind == "date" for mention in told.mentions):
        return None, [], "none"
    return primary.date, own, "shared"


def _dates(scene: Scene, told: Telling) -> list[Mention]:
    """The dates that may be the act's: in the telling, else before it in its sentence; not one that lies ahead."""
    clause = max(told.line.clause(told.act[0])[1], told.start + 1)
    found = [mention for mention in told.line.mentions
             if mention.kind == "date" and mention.rule == "date" and mention.start < told.end
             and mention.value.relative not in ("recent", "same_day") and not inside(scene.text, mention.start, "《", "》")
             and not when.is_ahead(scene.text, told.line, mention)
             and not dateline.is_one(scene.text, told.line, mention)
             and (mention.start < clause or _STAMPED.search(scene.text[told.start:mention.start]))]
    own = [mention for mention in found if mention.start >= told.start]
    return sorted(own, key=lambda mention: mention.start > told.act[0]) or found[-1:]


# ---------------------------------------------------------------- where

def _places(scene: Scene, told: Telling, primary: Event, local: bool) -> tuple[tuple[Place, ...], list[Evidence], str]:
    """The places that the telling names, else where it is of the same occasion or has a ``local`` party the primary's."""
    within = knowledge.places().within
    clause = told.line.clause(told.act[0])[1]
    named = [(code, mention) for mention in told.mentions
             if (code := _code(mention)) and not dateline.ends(scene.text, mention.end)]
    before = [one for one in named if one[1].start < clause]
    found: dict[str, Mention] = {}
    for code, mention in before or (named if len({code[:4] for code, _ in named}) <= _FEW else []):
        found.setdefault(code, mention)
    finest = [code for code in found if not any(other != code and within(other, code) for other in found)]
    own = {place.adcode for place in primary.places}
    if finest and not all(within(inner, code) and inner != code for code in finest for inner in own):
        names = knowledge.places()
        return tuple(Place(code, names.name(code)) for code in finest), [
            Evidence("places", code, found[code].start, found[code].end, 1.0, "own sentence") for code in finest], "own"
    if not local or len({code[:4] for code in own}) > 1:
        return (), [], "none"  # of the places of several events none is this one's
    return primary.places, [e for e in primary.evidence if e.field == "places"], "shared" if own else "none"


def _code(mention: Mention) -> str | None:
    """The division that a name is or says that it is of; a firm's says only where it is registered."""
    if isinstance(mention.value, Place):
        return mention.value.adcode
    if isinstance(mention.value, Organisation) and not mention.value.known and mention.value.kind in ("government", "other"):
        return mention.value.seat
    return None


# ---------------------------------------------------------------- who

def _parties(scene: Scene, told: Telling, kind: str, primary: Event) -> list[tuple[Organisation, str, Mention]]:
    seen = [one for one in parties.mentions(scene, told.line, primary.places)
            if told.start <= one.mention.start < told.end and apart.why(scene.text, one) in (None, "another document")]
    found: dict[str, tuple[Organisation, str, Mention]] = {}
    for before, one in zip([None, *seen], seen, strict=False):
        role = _role(scene, told, kind, one)
        if role is None and before and before.organisation.name in found and _JOINED.fullmatch(
                scene.text[before.mention.end:one.mention.start]):
            role = found[before.organisation.name][1]
        if role:
            found.setdefault(one.organisation.name, (one.organisation, role, one.mention))
    for organisation, role, mention in _implied(scene, told, kind, primary, bool(found)):
        found.setdefault(organisation.name, (organisation, role, mention))
    return list(found.values())


def _role(scene: Scene, told: Telling, kind: str, one: parties.Seen) -> str | None:
    """The role in which the words tie a name to the act; None for a name that is only mentioned."""
    if one.role in roles.FITTING[kind] and one.gap <= _REACH:
        return one.role
    if kind == "tender" and one.organisation.kind != "company":
        return "buyer"
    begins = one.mention.start - told.line.clause(one.mention.start)[0] <= 1
    if begins and one.mention.end <= told.act[0] + 1:
        return roles.default(kind, one.organisation.kind)
    return None


def _implied(scene: Scene, told: Telling, kind: str, primary: Event, named: bool) -> list[
        tuple[Organisation, str, Mention]]:
    """The primary event's parties that 公司 and 双方 stand for, and the government that 与日照市 does."""
    found = []
    for words, most in ((_FIRM, 1), (_BOTH, 2)):
        if not (match := words.search(scene.text, told.start, told.act[1])) or words is _BOTH and named:
            continue
        # 朗新科技1月13日披露，公司与…: the firm that the sentence begins with
        before = [m.value for m in told.line.mentions if m.end <= match.start() and isinstance(m.value, Organisation)
                  and m.value.kind == "company"]
        meant = before[:1] if words is _FIRM and before else [
            one for one in primary.partners if words is _BOTH or one.kind == "company"][:most]
        mention = Mention("organisation", match.start(), match.end(), match[0])
        found += [(Organisation(one.name, one.kind), roles.default(kind, one.kind), mention) for one in meant]
    if kind == "agreement":
        found += [(parties.government(mention), "signatory", mention) for mention in told.mentions
                  if isinstance(mention.value, Place) and mention.value.adcode[:1].isdigit()
                  and _WITH_PLACE.search(scene.text[told.start:mention.start])
                  and parties.THEN_ACTS.match(scene.text, mention.end)]
    return found


# ---------------------------------------------------------------- how much

def _amount(scene: Scene, told: Telling, kind: str, places: Sequence[Place]) -> tuple[Amount | None, str | None, list[Evidence]]:
    for near in (told.line, _next(scene, told)):
        for mention in near.mentions if near else ():
            if mention.kind != "amount" or mention.rule == "price" or near is told.line and not (
                    told.start <= mention.start < told.end):
                continue
            before = scene.text[max(near.start, mention.start - 16):mention.start]
            if not money_clues.foreign(before, scene.text[mention.end:mention.end + 8]):
                value = money.localised(mention, places[0].adcode[:2] if places else None, scene.text)
                return value, money_clues.kind_of(before, kind), [
                    Evidence("amounts", mention.text, mention.start, mention.end, 1.0, "own sentence")]
    return None, None, []


def _next(scene: Scene, told: Telling) -> Line | None:
    """The sentence after the telling's in its paragraph, where that goes on with it: 项目总投资3亿元."""
    if told.end != told.line.end:
        return None
    after = next((one for one in scene.lines if one.start >= told.line.end), None)
    goes_on = after and "\n" not in scene.text[told.line.end:after.start] and _FOLLOWS.match(after.text)
    return after if goes_on else None
