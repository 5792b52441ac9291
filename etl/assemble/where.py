"""Where: the divisions that the initiative is in, not every division that the story names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from etl import knowledge
from etl.assemble import weigh, what
from etl.assemble.scene import Line, Scene, discourse, inside
from etl.model import Evidence, Mention, Organisation, Place

# 在西宁签署…: the room where papers are signed
_SIGNING_ROOM = re.compile(r"[\u4e00-\u9fff“”]{0,8}?(?:签署|签订|签约|签约仪式|签下|会见|会谈|座谈|举行签约|签)")
# 我市, 全省, 省政府, 市公安局: the story speaks of its own division at that level
_LOCAL = re.compile(r"(?:我|全|本|该)(?P<level>[市省区县州])|自治区(?!人民)|"
                    r"(?<![\u4e00-\u9fff])(?P<body>[市省区县州])(?=政府|委|人民|长|[\u4e00-\u9fff]{2,6}局)")
_COUNTRY = re.compile(r"全国|国家标准|国标|国家级|我国|中国")
_PERSON = re.compile(r"[\u4e00-\u9fff]{0,2}(?:书记|市长|省长|县长|区长|主席|副)")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|示范区|新城|保税区|自贸区|科技园|科学城|软件园|亦庄|中关村)$")
_LIST_GAP = re.compile(r"(?:市|省|区|县|等|、|和|与|及|以及|，|\s|“|”|三市|两市|[（(][^（）()]{0,8}[)）]){1,4}$")
_FIRM = re.compile(r"(?:市|省)?(?:的)?(?:两家|多家|一家|本土)?"
                   r"(?:企业|公司|集团|上市公司|厂商|[\u4e00-\u9fff]{2,4}(?:集团|公司|旗下))")
_LEVELS = {"province": "省区", "prefecture": "市州", "county": "区县市"}
LIKELY = 0.45
SURE = 0.5  # a county within a city that is chosen too must be likelier than not
SURER = 0.75  # where the headline names the city alone
PERHAPS = 0.3  # the best of several unlikely places is still taken from here on


class _Seen(NamedTuple):
    """One mention of a division, itself or inside an organisation's name."""

    code: str
    line: Line
    mention: Mention
    how: str
    """place; or what bears its name: government, firm (registered there), body."""


def places(scene: Scene, event_type: str, other_days: frozenset[int] = frozenset()) -> tuple[
        tuple[Place, ...], list[Evidence], list[weigh.Candidate]]:
    """The places of the event at the finest level stated, the words they were read from, and all candidates."""
    found = weigh.weighed("place", candidates(scene, event_type, other_days))
    likely = [one for one in _levelled(found, _listed(scene)) if one.probability >= LIKELY]
    # the town where papers are signed is the place only where no other is named
    likely = [one for one in likely if "only a room" not in one.clues] or likely
    chosen = _finest(likely)
    if not chosen:
        best = max(found, key=lambda one: one.probability, default=None)
        chosen = [best] if best and best.probability >= PERHAPS else []
    names = knowledge.places()
    evidence = [Evidence("places", one.value, *span, one.probability) for one in chosen for span in one.spans[:2]]
    return tuple(Place(one.value, names.name(one.value)) for one in chosen), evidence, found


def _levelled(found: list[weigh.Candidate], listed: frozenset[str]) -> list[weigh.Candidate]:
    """The members of a list of places with the probability of the list: 落地深圳、上海、长沙 names three places or none."""
    members = [one for one in found if one.value in listed]
    if len(members) >= 3:
        mean = sum(one.probability for one in members) / len(members)
        for one in members:
            one.probability = mean
    return found


def _finest(chosen: list[weigh.Candidate]) -> list[weigh.Candidate]:
    """Without the divisions that another chosen one lies in, and without the country beside any place."""
    above = knowledge.places().above
    by_code = {one.value: one for one in chosen}
    chosen = [one for one in chosen if one.probability >= max((
        SURER if "t:place" in by_code[code].clues and "t:place" not in one.clues else SURE
        for code in above(one.value) if code in by_code), default=0.0)]
    outer = {code for one in chosen for code in above(one.value)}
    country = next((one for one in chosen if one.value == knowledge.CHINA), None)
    if country and any(one.value[:1].isdigit() or one.probability > country.probability
                       for one in chosen if one is not country):
        outer.add(knowledge.CHINA)
    return [one for one in chosen if one.value not in outer and not (
        country and one is not country and country.probability >= one.probability)]


def candidates(scene: Scene, event_type: str, other_days: frozenset[int] = frozenset()) -> list[weigh.Candidate]:
    """Every division of the text, and the whole country, as candidates for an event of type ``event_type``."""
    seen = list(_seen(scene))
    groups: dict[str, list[_Seen]] = {}
    for one in seen:
        if one.code != knowledge.CHINA:
            groups.setdefault(one.code, []).append(one)
    masses = {code: sum(one.line.weight * (0.5 if one.how == "body" else 0.15 if one.how == "firm" else 1.0)
                        for one in group) for code, group in groups.items()}
    standing = _Standing(groups, masses)
    listed = _listed(scene)
    said = list(_spoken(scene))
    told = what.told(scene, event_type)
    found = [_candidate(scene, code, group, standing, listed, said, told, event_type) for code, group in groups.items()]
    for candidate, group in zip(found, groups.values(), strict=True):
        candidate.dated([one.line.start for one in group], other_days)
    if country := _country(scene, seen, groups, event_type):
        found.append(country)
    return found


def _seen(scene: Scene) -> Iterator[_Seen]:
    for line in scene.lines:
        if line.part == "boilerplate":
            continue
        for mention, after in zip_longest(line.mentions, line.mentions[1:]):
            if isinstance(mention.value, Place) and _heads(mention, after, scene.text):
                continue
            if isinstance(mention.value, Place):
                yield _Seen(division(mention), line, mention, "place")
            elif isinstance(mention.value, Organisation) and not mention.value.known and mention.value.seat:
                # a known firm's head office says nothing of the event, so only seats inside names count
                legal = mention.value.kind == "company" and mention.text.endswith(("有限公司", "有限责任公司"))
                how = "government" if mention.value.kind == "government" else "firm" if legal else "body"
                yield _Seen(mention.value.seat, line, mention, how)


def _heads(mention: Mention, after: Mention | None, text: str) -> bool:
    """True for 黑龙江 in 黑龙江宁安市: it only says where the next place is."""
    return (after is not None and isinstance(after.value, Place) and after.value.adcode != mention.value.adcode
            and text[mention.end:after.start] in ("", "·")
            and knowledge.places().within(after.value.adcode, mention.value.adcode))


def division(mention: Mention) -> str:
    """The code that a place counts under: a zone without a code of its own under its city, not under the county where
    its office stands (CONTRACT, section 4: 日照市高新区 → 371100), unless its name says the county."""
    gazetteer = knowledge.places()
    code = mention.value.adcode
    own = gazetteer.get(code)
    if own is None or own.level != "county" or own.name in mention.text or not _ZONE.search(mention.text):
        return code
    return gazetteer.city(code) or code


class _Standing:
    """How the divisions of a story stand to each other; all of it is told once, for a page may list every county."""

    def __init__(self, groups: dict[str, list[_Seen]], masses: dict[str, float]) -> None:
        above = knowledge.places().above
        self.groups, self.masses = groups, masses
        self.total = sum(masses.values())
        self.outer = {code: {other for other in above(code) if other in groups} for code in groups}
        self.inner: dict[str, set[str]] = {code: set() for code in groups}
        deep = dict.fromkeys(groups, 0.0)
        for code in groups:
            for other in self.outer[code]:
                self.inner[other].add(code)
                deep[other] += 0.5 * masses[code]
        self.lifted = {code: masses[code] + deep[code] for code in groups}
        """The mass of each division with half of that of the divisions in it."""
        self._ordered = sorted(self.lifted.values())

    def rank(self, code: str) -> int:
        """How many divisions weigh more, of those that neither hold this one nor lie in it."""
        mine = self.lifted[code]
        related = sum(self.lifted[other] > mine for other in self.inner[code] | self.outer[code])
        return len(self._ordered) - bisect_right(self._ordered, mine) - related


def _candidate(scene: Scene, code: str, group: Sequence[_Seen], standing: _Standing, listed: frozenset[str],
               said: Sequence[tuple[Line, re.Match[str]]], told: frozenset[int], event_type: str) -> weigh.Candidate:
    gazetteer = knowledge.places()
    level = gazetteer.level(code) or "zone"
    clues: weigh.Clues = {weigh.BASE: 1.0, f"level:{level}": 1.0, f"type:{event_type}:{level}": 1.0}
    candidate = weigh.Candidate(code, _spans(group), clues)
    for one in group:
        candidate.add(*_mention_clues(scene, one, event_type))
        if one.line.start in told and one.how != "firm":
            candidate.add("told", f"{one.line.zone}:told:{one.how}")
    main = [one for one in group if one.line.main and one.how == "place"]
    if main and all(one.line.zone == "m" and _is_room(scene, one) for one in main):
        candidate.add("only a room")
    clues["share"] = (standing.lifted[code] / standing.total) if standing.total else 0.0
    clues["mass"] = min(standing.masses[code], 8.0) / 4.0
    candidate.add(f"rank:{min(standing.rank(code), 3)}", f"times:{min(len(group), 4)}")
    for name, others in (("inner", standing.inner[code]), ("outer", standing.outer[code])):
        zones = {one.line.zone for other in others for one in standing.groups[other] if one.how in ("place", "government")}
        candidate.add(*(f"{name}:{zone}" for zone in "tm" if zone in zones))
    if len(standing.groups) == 1:
        candidate.add("only")
    if code in listed:
        candidate.add("listed", f"listed:{event_type}")
    candidate.add(*_bound(scene, code, level, said))
    return candidate


def _mention_clues(scene: Scene, one: _Seen, event_type: str) -> list[str]:
    zone, how, line, mention = one.line.zone, one.how, one.line, one.mention
    found = [f"{zone}:{how}", f"part:{line.part}:{how}"]
    if how != "place":
        return found
    found += [f"{zone}:{mark}" for mark in line.marks if not mark.startswith("paragraph") or not line.main]
    text = scene.text
    before, after = text[max(line.start, mention.start - 4):mention.start], text[mention.end:mention.end + 14]
    if line.main:
        found += [f"{zone}:before:{word}" for word in discourse("place_before") if before.endswith(word)]
        found += [f"{zone}:after:{word}" for word in discourse("place_after") if after.startswith(word)]
        found.append(f"{event_type}:{zone}:place")
    checks = {"compared": before.endswith(discourse("compared")), "document": inside(text, mention.start, "《", "》"),
              "signing room": _is_room(scene, one),
              "dateline": mention.start - line.start < 16 and re.match(r"(?:\d{1,2}月)?\d{1,2}日?[电讯]|[电讯]", after),
              "bracket": inside(text, mention.start, "（", "）", 12), "begins": mention.start - line.start <= 1,
              "of a firm": _FIRM.match(after) or any(
                  other.start == mention.end and other.kind == "organisation" for other in line.mentions),
              "person": _PERSON.match(after)}
    for name, holds in checks.items():
        if holds:
            found += [name, f"{zone}:{name}"]
    return found


def _is_room(scene: Scene, one: _Seen) -> bool:
    start, end = one.mention.start, one.mention.end
    return scene.text[start - 1:start] == "在" and bool(_SIGNING_ROOM.match(scene.text[end:end + 14]))


def _spoken(scene: Scene) -> Iterator[tuple[Line, re.Match[str]]]:
    """Where the story speaks of its own division: 我市, 全省."""
    for line in scene.lines:
        if line.part != "boilerplate":
            yield from ((line, match) for match in _LOCAL.finditer(line.text))


def _bound(scene: Scene, code: str, level: str, said: Sequence[tuple[Line, re.Match[str]]]) -> list[str]:
    """What 我市, 全省 or the story's source say of a division."""
    gazetteer = knowledge.places()
    found = []
    name = gazetteer.get(code).short if gazetteer.get(code) else ""
    if name and scene.story.source and name in scene.story.source:
        found.append("source")
    for line, match in said:
        spoken = match["level"] or match["body"] or "省"
        if spoken in _LEVELS.get(level, ""):
            found += [f"local:{level}", f"local:{level}:{line.zone}"]
        elif line.main:
            found.append(f"{level}, but {'省' if spoken in '省区' and match['level'] != '区' else spoken} speaks")
    return found


def _spans(group: Sequence[_Seen]) -> list[tuple[int, int]]:
    order = {"lead": 0, "title": 1, "near": 2, "body": 3}
    ranked = sorted(group, key=lambda one: (one.how != "place", order.get(one.line.part, 4), one.mention.start))
    return [(one.mention.start, one.mention.end) for one in ranked]


def _listed(scene: Scene) -> frozenset[str]:
    """The places of a list of three or more in the headline or the lead: 广州、深圳、肇庆."""
    for line in scene.lines:
        if not line.main:
            continue
        run: list[Mention] = []
        for mention in (m for m in line.mentions if isinstance(m.value, Place)):
            if run and not _LIST_GAP.match(scene.text[run[-1].end:mention.start]):
                if _distinct(run) >= 3:
                    break
                run = []
            run.append(mention)
        if _distinct(run) >= 3:
            return frozenset(m.value.adcode for m in run)
    return frozenset()


def _distinct(run: Sequence[Mention]) -> int:
    return len({m.value.adcode for m in run})


def _country(scene: Scene, seen: Sequence[_Seen], groups: dict[str, list[_Seen]], event_type: str) -> weigh.Candidate | None:
    """The whole country as a candidate, where some word speaks of it."""
    words = next((match.span() for line in scene.lines if (match := _says_country(scene, line))), None)
    bodies = [m for line in scene.lines if line.main for m in line.mentions
              if isinstance(m.value, Organisation) and m.value.name.startswith(discourse("national_bodies"))]
    spans = [(m.start, m.end) for m in bodies[:1]] or ([words] if words else [])
    if not spans:
        return None
    candidate = weigh.Candidate(knowledge.CHINA, spans, {weigh.BASE: 1.0, "country": 1.0, f"country:{event_type}": 1.0})
    main = [code for code, group in groups.items() if any(one.line.main and one.how != "firm" for one in group)]
    candidate.add(f"country:others:{min(len(main), 3)}")
    if bodies:
        candidate.add("country:body")
    for line in scene.lines:
        if line.main and _says_country(scene, line):
            candidate.add(f"country:{line.zone}")
    return candidate


def _says_country(scene: Scene, line: Line) -> re.Match[str] | None:
    """A word for the whole country in a sentence; 中国 in 中国电信 is none."""
    names = [(mention.start, mention.end) for mention in line.mentions if mention.kind == "organisation"]
    return next((match for match in _COUNTRY.finditer(scene.text, line.start, line.end)
                 if not any(start <= match.start() < end for start, end in names)), None)
