"""What speaks for and against a division as the place of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import knowledge
from etl.assemble import own_division, weigh
from etl.assemble.divisions import Seen, Standing, hosts
from etl.assemble.scene import Line, Scene, discourse, inside
from etl.resolve.press import press

# 在西宁签署…: the room where papers are signed
_SIGNING_ROOM = re.compile(r"[\u4e00-\u9fff“”]{0,8}?(?:签署|签订|签约|签约仪式|签下|会见|会谈|座谈|举行签约|签)")
_PERSON = re.compile(r"[\u4e00-\u9fff]{0,2}(?:书记|市长|省长|县长|区长|主席|副)")
_FIRM = re.compile(r"(?:市|省)?(?:的)?(?:两家|多家|一家|本土)?"
                   r"(?:企业|公司|集团|上市公司|厂商|[\u4e00-\u9fff]{2,4}(?:集团|公司|旗下))")
# 江苏入选24个, 广东18个: a tally by place
_TALLY = re.compile(r"[省市区县]?(?:入选|上榜|获评|有|占|达|为)?\s?\d{1,5}(?:\.\d+)?(?:个|家|项|所|%|％|万|亿|座|条)")
ZONES = "tm"


def candidate(scene: Scene, code: str, group: Sequence[Seen], standing: Standing, listed: frozenset[str],
              said: Sequence[tuple[Line, re.Match[str]]], told: frozenset[int], event_type: str) -> weigh.Candidate:
    """One division of the text as a candidate for an event of type ``event_type``, with its clues."""
    level = knowledge.places().level(code) or "zone"
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
        candidate.add(*(f"{name}:{zone}" for zone in ZONES if zone in zones))
    if len(standing.groups) == 1:
        candidate.add("only")
    if code in listed:
        candidate.add("listed", f"listed:{event_type}")
    candidate.add(*_bound(scene, code, level, said))
    return candidate


def _mention_clues(scene: Scene, one: Seen, event_type: str) -> list[str]:
    zone, how, line = one.line.zone, one.how, one.line
    found = [f"{zone}:{how}", f"part:{line.part}:{how}"]
    if how != "place":
        return found
    found += [f"{zone}:{mark}" for mark in line.marks if not mark.startswith("paragraph") or not line.main]
    if line.main:
        text, mention = scene.text, one.mention
        before, after = text[max(line.start, mention.start - 4):mention.start], text[mention.end:mention.end + 14]
        found += [f"{zone}:before:{word}" for word in discourse("place_before") if before.endswith(word)]
        found += [f"{zone}:after:{word}" for word in discourse("place_after") if after.startswith(word)]
        found.append(f"{event_type}:{zone}:place")
    for name in _marks(scene, one):
        found += [name, f"{zone}:{name}"]
    return found


def _marks(scene: Scene, one: Seen) -> list[str]:
    """What the words around a place say of it besides where the event is."""
    text, line, mention = scene.text, one.line, one.mention
    before, after = text[max(line.start, mention.start - 4):mention.start], text[mention.end:mention.end + 14]
    checks = {"compared": before.endswith(discourse("compared")), "document": inside(text, mention.start, "《", "》"),
              "signing room": _is_room(scene, one),
              "dateline": mention.start - line.start < 16 and re.match(r"(?:\d{1,2}月)?\d{1,2}日?[电讯]|[电讯]", after),
              "bracket": inside(text, mention.start, "（", "）", 12), "begins": mention.start - line.start <= 1,
              "of a firm": _FIRM.match(after) or any(
                  other.start == mention.end and other.kind == "organisation" for other in line.mentions),
              "person": _PERSON.match(after), "hosts": hosts(text, one), "tally": _TALLY.match(after)}
    return [name for name, holds in checks.items() if holds]


def _is_room(scene: Scene, one: Seen) -> bool:
    start, end = one.mention.start, one.mention.end
    return scene.text[start - 1:start] == "在" and bool(_SIGNING_ROOM.match(scene.text[end:end + 14]))


def _bound(scene: Scene, code: str, level: str, said: Sequence[tuple[Line, re.Match[str]]]) -> list[str]:
    """What 我市, 全省 or the story's source say of a division."""
    gazetteer = knowledge.places()
    found = []
    home = press(scene.story.source)
    if home == code:
        found.append("source")
    elif home and gazetteer.within(code, home):
        found.append("in the source's")
    elif home:
        found.append("outside the source's")
    for line, match in said:
        spoken = own_division.level(match)
        if spoken in own_division.LEVELS.get(level, ""):
            found += [f"local:{level}", f"local:{level}:{line.zone}"]
        elif line.main:
            found.append(f"{level}, but {'省' if spoken in '省区' and match['level'] != '区' else spoken} speaks")
    return found


def _spans(group: Sequence[Seen]) -> list[tuple[int, int]]:
    order = {"lead": 0, "title": 1, "near": 2, "body": 3}
    ranked = sorted(group, key=lambda one: (one.how != "place", order.get(one.line.part, 4), one.mention.start))
    return [(one.mention.start, one.mention.end) for one in ranked]
