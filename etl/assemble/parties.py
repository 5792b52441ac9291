"""The organisations that a sentence names, each under one full name in the story, with the role that its words give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from etl import knowledge
from etl.assemble import roles
from etl.assemble.scene import Line, Scene, pattern
from etl.model import Mention, Organisation, Place
from etl.resolve import alike

_WITH = re.compile(r"(?:与|和|同|携手|牵手|联手|联合)$")
_THEN_WITH = re.compile(r"(?:再)?(?:与|和|同|携手|牵手|联手|联合)")
THEN_ACTS = re.compile(r"(?:签|达成|携|牵|再|开展|就|合作|共|，|。|$|\n)")
_DECREES = re.compile(r"(?:宣布|印发|出台|发布|公布|下发|决定|正式发布|正式印发)")
_AT = re.compile(r"(?:在|于|至|到|往|驻)$")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|示范区|新城)$")
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团)+$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_ALIKE = 200  # names that a name is compared with


class Seen(NamedTuple):
    """One mention of an organisation, or of a division that stands for its government."""

    organisation: Organisation
    line: Line
    mention: Mention
    role: str | None
    gap: int
    act: str = ""
    """The verb behind the name that gives it its role."""
    party: bool = False
    """True where a division stands for its government: 与丹东市签约."""


def mentions(scene: Scene, line: Line, places: tuple[Place, ...]) -> Iterator[Seen]:
    """The organisations that a sentence names, under their full names, with the role that its words give each."""
    for mention in line.mentions:
        if isinstance(mention.value, Organisation):
            yield Seen(full(mention.value, places), line, mention, *roles.of(scene.text, line, mention))
        elif isinstance(mention.value, Place) and (acts := _acts(scene, line, mention)):
            yield Seen(government(mention), line, mention, *acts, party=True)


def merged(seen: list[Seen]) -> list[Seen]:
    """The mentions with one name for one organisation: 沙县区教育局 is the 三明市沙县区教育局 that the story names too."""
    seen = _one_government(seen)
    names = list(dict.fromkeys(one.organisation.name for one in seen))
    bare = {name: _LEGAL.sub("", _BRACKETS.sub("", name)) or name for name in names}
    first = {one.organisation.name: one.organisation for one in reversed(seen)}
    near = _near(names, bare)

    def stands_for(name: str, other: str) -> bool:
        return other != name and (_is_longer(bare[other], bare[name], first[name].kind)
                                  or alike.stands_for(first[name], first[other]))

    owner: dict[str, str] = {}
    for name in sorted(names, key=lambda name: -len(bare[name])):  # 交通运输委 and 市交通运输委 for 市城乡交通运输委员会
        longer = next((other for other in near[name] if stands_for(name, other)), name)
        owner[name] = owner.get(longer, longer)
    return [one._replace(organisation=first[owner[one.organisation.name]])
            if owner[one.organisation.name] != one.organisation.name else one for one in seen]


def _near(names: Sequence[str], bare: dict[str, str]) -> dict[str, list[str]]:
    """For each name those that end or begin as it does, in order, at most ``_ALIKE``: a page may name thousands."""
    ends: dict[str, list[int]] = {}
    begins: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        ends.setdefault(bare[name][-4:], []).append(number)
        begins.setdefault(name[:2], []).append(number)
    return {name: [names[number] for number in sorted({*ends[bare[name][-4:]][:_ALIKE], *begins[name[:2]][:_ALIKE]})]
            for name in names}


def _one_government(seen: list[Seen]) -> list[Seen]:
    """A division that stands for its government (与临安签约) under the name that the story gives that government."""
    named = {one.organisation.seat: one.organisation for one in seen
             if not one.party and one.organisation.seat and one.organisation.name.endswith("政府")}
    return [one._replace(organisation=named.get(one.organisation.seat, one.organisation)) if one.party else one
            for one in seen]


def _is_longer(long: str, short: str, kind: str) -> bool:
    """True where ``long`` is ``short`` with the division before it; a firm of a place (重庆中兴网信) is a subsidiary."""
    if len(short) < 4 or len(long) <= len(short) or not long.endswith(short):
        return False
    before = long[:-len(short)]
    return before[-1] in "省市区县州旗" or kind != "company" and before in knowledge.places().forms


# ---------------------------------------------------------------- full names

def full(organisation: Organisation, places: tuple[Place, ...]) -> Organisation:
    """The organisation under its full name: 市教育局 in a story about 君山区… is its city's, 区教育局 no county's."""
    name = organisation.name
    if organisation.known or organisation.seat or not places or not places[0].adcode[:1].isdigit():
        return organisation
    level = next((word for word in levels() if name.startswith(word)), None)
    if level is None:
        return organisation
    gazetteer = knowledge.places()
    lifted = (_lifted(place.adcode, levels()[level]) for place in places if place.adcode != knowledge.CHINA)
    code = next((code for code in lifted if code and gazetteer.name(code).endswith(level[-1])), None)
    if code is None:
        return organisation
    rest = name[len(level):]
    if rest in ("政府", "人民政府"):
        rest = "政府" if code[:2] in ("81", "82", "71") else "人民政府"
    return Organisation(gazetteer.name(code) + rest, organisation.kind, organisation.known, code)


@cache
def levels() -> dict[str, str]:
    """Words that stand for a division before a body's name (市教育局), longer first, with the level that each means."""
    levels = knowledge.vocabulary("organisation_shapes.yml")["levels"]
    return {word: levels[word] for word in sorted(levels, key=len, reverse=True)}


@cache
def level_words() -> tuple[str, ...]:
    return tuple(levels())


def _lifted(code: str, wanted: str) -> str | None:
    """The division at the level wanted that the place is or lies in; None where that is not known, as for a town."""
    gazetteer = knowledge.places()
    level = gazetteer.level(code)
    if wanted == "province" or wanted == "city" and code[:2] in knowledge.MUNICIPALITIES:
        return gazetteer.province(code) or code
    if wanted == "city":
        # a county-level city speaks of itself as 市
        own = level == "county" and gazetteer.name(code).endswith("市")
        return code if own else gazetteer.city(code)
    return code if wanted == "county" and level == "county" else None


def _acts(scene: Scene, line: Line, mention: Mention) -> tuple[str, int] | None:
    """The role in which a division acts as a party (与丹东市签约), and how far off the act stands; None for a place."""
    if not line.main and not _ZONE.search(mention.text) or not mention.value.adcode[:1].isdigit() \
            or mention.value.adcode == knowledge.CHINA:
        return None
    before, after = scene.text[max(line.start, mention.start - 3):mention.start], scene.text[mention.end:mention.end + 4]
    if _AT.search(before):
        return None
    if mention.start - line.start <= 12 and _DECREES.match(scene.text, mention.end) and mention.text[-1] in "省市区县州旗":
        return "publisher", 0  # 沧州市宣布开放…: the city's government speaks
    if _ZONE.search(mention.text):
        role, gap, _ = roles.of(scene.text, line, mention)
        if role in ("signatory", "organiser", "publisher") and gap <= 3:
            return role, gap
        # 北京经济技术开发区今天开启…: the zone itself is who acts
        begins = line.part == "lead" and mention.start == line.start
        return ("organiser", 0) if begins and pattern("done").search(scene.text, mention.end, mention.end + 8) else None
    if not line.main:
        return None
    if _WITH.search(before) and THEN_ACTS.match(after):
        return "signatory", 0
    # 澳门与阿里巴巴携手: the other side must be an organisation; 宁安市和镇江新区 are two places
    joint = _THEN_WITH.match(after)
    paired = joint and any(other.kind == "organisation" and 0 <= other.start - mention.end - joint.end() <= 2
                           for other in line.mentions)
    return ("signatory", 0) if paired else None


def government(mention: Mention) -> Organisation:
    """The government that a division stands for as a party: 与丹东市签约."""
    code = mention.value.adcode
    name = knowledge.places().name(code)
    if _ZONE.search(mention.text) and "short" not in mention.rule and name != mention.text:
        return Organisation(f"{mention.text}管委会", "government", False, code)
    return Organisation(f"{name}政府" if code[:2] in ("81", "82", "71") else f"{name}人民政府", "government", False, code)
