"""Who: the organisations that take part in the event, each in its role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl import knowledge
from etl.assemble.scene import Line, Scene, pattern
from etl.model import Evidence, Mention, Organisation, Partner, Place

_DEFAULT_ROLES = {"agreement": "signatory", "launch": "publisher", "deployment": "contractor", "standard": "author",
                  "policy": "publisher", "conference": "organiser", "award": "winner", "tender": "winner",
                  "investment": "investor", "report": "author", "other": "participant"}
_WITH = re.compile(r"(?:与|和|同|携手|牵手|联手|联合)$")
_THEN_WITH = re.compile(r"^(?:再)?(?:与|和|同|携手|牵手|联手|联合)")
_AT = re.compile(r"(?:在|于|至|到|往|驻)$")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|示范区|新城)$")
_QUOTED_SOURCE = re.compile(r"(?:记者从|据|从|获悉|来源：|来源:|（|消息，)$")
_LEARNT = re.compile(r"^[^，。]{0,12}(?:获悉|了解到|得知|消息|介绍|表示|透露|公布的数据)")
_ABROAD = re.compile(r"[A-Z]{2}")
# the roles that an event of a type has; another role in the body belongs to another event
_FITTING = {
    "agreement": {"signatory", "contractor", "investor", "organiser"},
    "launch": {"publisher", "organiser", "contractor", "author", "supporter"},
    "deployment": {"contractor", "investor", "organiser", "buyer", "supporter", "signatory"},
    "standard": {"author", "publisher", "contractor"},
    "policy": {"publisher", "author", "buyer", "investor"},
    "conference": {"organiser", "supporter"},
    "award": {"winner", "organiser", "publisher"},
    "tender": {"winner", "buyer"},
    "investment": {"investor", "signatory"},
    "report": {"author", "publisher", "winner"},
    "other": {"organiser", "supporter", "participant", "signatory"},
}
# between 主办单位 and the last of its names: names, their separators and little else
_NAMES_ONLY = re.compile(r"^(?:单位|方|人)?(?:的)?(?:有|为|是|即|系|包括|由)?[\u4e00-\u9fff]{0,2}家?[，：:\s]?(?:即|为|是)?[^。；]*$")


@dataclass(frozen=True, slots=True)
class _Part:
    """One mention's part in the event."""

    organisation: Organisation
    role: str
    score: float
    mention: Mention
    explicit: bool


@cache
def _roles(where: str) -> list[tuple[str, re.Pattern[str]]]:
    table = knowledge.vocabulary("discourse.yml")["roles"][where]
    return [(role, re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))))
            for role, words in table.items()]


def partners(scene: Scene, event_type: str, places: tuple[Place, ...]) -> tuple[tuple[Partner, ...], list[Evidence]]:
    """The organisations that take part, in the order in which they are named, with the words they were read from."""
    parts = [part for line in scene.lines if line.part != "boilerplate" for part in _parts(scene, line, event_type, places)]
    names = {}
    for part in parts:
        names.setdefault(part.organisation.name, []).append(part)
    chosen, evidence = [], []
    for name, group in names.items():
        # a mention in the text proves more than one in the headline of the same score
        best = max(group, key=lambda part: (part.score, part.mention.start > len(scene.story.title)))
        if best.score < 1.0:
            continue
        role = next((part.role for part in sorted(group, key=lambda p: -p.score) if part.explicit), best.role)
        chosen.append(Partner(name, best.organisation.kind, role))
        evidence.append(Evidence("partners", name, best.mention.start, best.mention.end,
                                 min(0.97, 0.6 + 0.12 * best.score), role))
    return _without_parents(tuple(chosen), evidence, len(scene.story.title))


def _without_parents(chosen: tuple[Partner, ...], evidence: list[Evidence], title: int) -> tuple[tuple[Partner, ...], list[Evidence]]:
    """A headline's 中国电信 is the 中国电信云南公司 that the text names: the short name goes."""
    short = {one.name for one in chosen for other in chosen if one is not other and one.kind == other.kind == "company"
             and other.name.startswith(one.name) and len(other.name) - len(one.name) >= 3
             and other.name.endswith("公司") and all(e.start < title for e in evidence if e.value == one.name)}
    return tuple(p for p in chosen if p.name not in short), [e for e in evidence if e.value not in short]


def _parts(scene: Scene, line: Line, event_type: str, places: tuple[Place, ...]) -> Iterable[_Part]:
    for mention in line.mentions:
        if isinstance(mention.value, Organisation):
            organisation = _full(mention.value, mention, places)
            if organisation:
                yield _part(scene, line, mention, organisation, event_type)
        elif isinstance(mention.value, Place) and event_type in ("agreement", "tender", "investment"):
            if part := _signing_place(scene, line, mention, event_type):
                yield part


def _full(organisation: Organisation, mention: Mention, places: tuple[Place, ...]) -> Organisation | None:
    """The organisation under its full name: 市教育局 in a story about 君山区… is its city's."""
    name = organisation.name
    levels = knowledge.vocabulary("organisation_shapes.yml")["levels"]
    level = next((word for word in sorted(levels, key=len, reverse=True) if name.startswith(word) and not organisation.known), None)
    if level is None or organisation.seat:
        return organisation
    if not places or not places[0].adcode[:1].isdigit():
        return organisation
    gazetteer = knowledge.places()
    code = places[0].adcode
    wanted = levels[level]
    if wanted == "province":
        code = gazetteer.province(code) or code
    elif wanted == "city" and code[:2] not in knowledge.MUNICIPALITIES:
        city = gazetteer.city(code) or code
        # a county-level city speaks of itself as 市
        code = code if gazetteer.level(code) == "county" and gazetteer.name(code).endswith("市") else city
    elif wanted == "city":
        code = gazetteer.province(code) or code
    if wanted == "town" or gazetteer.level(code) == "country":
        return organisation
    rest = name[len(level):]
    if rest == "政府":
        rest = "人民政府"
    return Organisation(gazetteer.name(code) + rest, organisation.kind, organisation.known, code)


def _part(scene: Scene, line: Line, mention: Mention, organisation: Organisation, event_type: str) -> _Part:
    begin, end = line.clause(mention)
    text = scene.text
    before, after = text[begin:mention.start], text[mention.end:end]
    role, gap = _role(text, line, mention, before, after)
    reach = {"title": 60, "lead": 60, "near": 40}.get(line.part, 24)
    if "由" in text[max(line.start, mention.start - 60):mention.start]:
        reach = 90  # 由A、B和C共同主办: the verb stands after the whole list
    fits = role is not None and gap <= reach
    role = role if fits else None
    score = {"title": 2.2, "lead": 1.6, "near": 0.5, "body": 0.2, "background": -1.2}[line.part]
    score += 0.9 if role in _FITTING[event_type] or role and line.part != "body" else 0.4 if role else 0
    if pattern("titles").match(after.lstrip("的")):
        score -= 2.5
    if (at := _guest(line, mention, text)) is not None and not (role and gap < at):
        score -= 2.0
    if pattern("not_partners").search(line.text) and not role:
        score -= 2.5
    if _QUOTED_SOURCE.search(before[-4:]) and _LEARNT.match(after):
        score -= 0.9
    if _bracketed(text, mention):
        score -= 2.5
    if organisation.kind == "media":
        score -= 1.5
    if pattern("background").search(before):
        score -= 1.5
    return _Part(organisation, role or _default_role(event_type, organisation), score, mention, role is not None)


def _default_role(event_type: str, organisation: Organisation) -> str:
    if event_type == "tender" and organisation.kind == "government":
        return "buyer"
    if event_type == "deployment" and organisation.kind == "government":
        return "organiser"
    if event_type == "investment" and organisation.kind == "government":
        return "organiser"
    if event_type == "award" and organisation.kind in ("government", "association"):
        return "organiser"
    return _DEFAULT_ROLES[event_type]


def _role(text: str, line: Line, mention: Mention, before: str, after: str) -> tuple[str | None, int]:
    """The role that the words around a name give it, and how many characters off they stand."""
    head = text[max(line.start, mention.start - 90):mention.start]
    head = head[head.rfind("；") + 1:]
    best = (-1, None)
    for role, words in _roles("before"):
        for match in words.finditer(head):
            best = max(best, (match.end(), role))
    if best[1] and _NAMES_ONLY.match(head[best[0]:]):
        return best[1], 0
    # over a list of names and the words that only link them, to the verb that they share
    rest = text[mention.end:min(line.sentence.end, mention.end + 90)]
    first = None
    for role, words in _roles("after"):
        match = words.search(rest)
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), role)
    return (first[1], first[0]) if first else (None, 99)


def _guest(line: Line, mention: Mention, text: str) -> int | None:
    """How many characters after the name a word for guests stands (出席, 见证); None where none governs it."""
    match = pattern("guests").search(text[mention.end:min(line.sentence.end, mention.end + 60)])
    return match.start() if match else None


def _bracketed(text: str, mention: Mention) -> bool:
    """True inside 《》: part of the name of a document."""
    opened = text.rfind("《", max(0, mention.start - 40), mention.start)
    return opened >= 0 and text.find("》", opened, mention.start) < 0


def _signing_place(scene: Scene, line: Line, mention: Mention, event_type: str) -> _Part | None:
    """A division that signs stands for its government: 与丹东市签约."""
    if line.part not in ("title", "lead", "near") or not mention.value.adcode[:1].isdigit() or mention.value.adcode == knowledge.CHINA:
        return None
    before, after = scene.text[max(line.start, mention.start - 3):mention.start], scene.text[mention.end:mention.end + 4]
    if not (_WITH.search(before) and re.match(r"(?:签|达成|携|牵|再|开展|就|合作|共|，|。|$|\n)", after) or _THEN_WITH.match(after)) or _AT.search(before):
        return None
    if line.part == "title" and event_type != "agreement":
        return None
    gazetteer = knowledge.places()
    zone = bool(_ZONE.search(mention.text)) and "short" not in mention.rule and gazetteer.name(mention.value.adcode) != mention.text
    name = f"{mention.text}管委会" if zone else _government_of(mention.value.adcode)
    return _Part(Organisation(name, "government", False, mention.value.adcode), "signatory", 1.6 if line.part != "title" else 1.1,
                 mention, True)


def _government_of(code: str) -> str:
    name = knowledge.places().name(code)
    return f"{name}政府" if code[:2] in ("81", "82", "71") else f"{name}人民政府"
