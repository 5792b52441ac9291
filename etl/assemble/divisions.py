"""The divisions that a story names, and how they stand to each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from etl import knowledge
from etl.assemble.scene import Line, Scene
from etl.model import Mention, Organisation, Place

_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|示范区|新城|保税区|自贸区|科技园|科学城|软件园|亦庄|中关村)$")
_LIST_GAP = re.compile(r"(?:市|省|区|县|等|、|和|与|及|以及|，|\s|“|”|三市|两市|[（(][^（）()]{0,8}[)）]){1,4}$")
_SHARES = {"body": 0.5, "firm": 0.15}
"""What a mention inside an organisation's name weighs beside one of the place itself."""


class Seen(NamedTuple):
    """One mention of a division, itself or inside an organisation's name."""

    code: str
    line: Line
    mention: Mention
    how: str
    """place; own where the story says 我市; or what bears its name: government, firm (registered there), body."""


def seen(scene: Scene) -> Iterator[Seen]:
    """Every mention of a division, in the order of the text, boilerplate left out."""
    for line in scene.lines:
        if line.part == "boilerplate":
            continue
        for mention, after in zip_longest(line.mentions, line.mentions[1:]):
            if isinstance(mention.value, Place) and _heads(mention, after, scene.text):
                continue
            if isinstance(mention.value, Place):
                yield Seen(division(mention), line, mention, "place")
            elif isinstance(mention.value, Organisation) and not mention.value.known and mention.value.seat:
                # a known firm's head office says nothing of the event, so only seats inside names count
                legal = mention.value.kind == "company" and mention.text.endswith(("有限公司", "有限责任公司"))
                how = "government" if mention.value.kind == "government" else "firm" if legal else "body"
                yield Seen(mention.value.seat, line, mention, how)


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


def listed(scene: Scene) -> frozenset[str]:
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


class Standing:
    """How the divisions of a story stand to each other; all of it is told once, for a page may list every county."""

    def __init__(self, groups: dict[str, list[Seen]]) -> None:
        above = knowledge.places().above
        self.groups = groups
        self.masses = {code: sum(one.line.weight * _SHARES.get(one.how, 1.0) for one in group)
                       for code, group in groups.items()}
        self.total = sum(self.masses.values())
        self.outer = {code: {other for other in above(code) if other in groups} for code in groups}
        self.inner: dict[str, set[str]] = {code: set() for code in groups}
        deep = dict.fromkeys(groups, 0.0)
        for code in groups:
            for other in self.outer[code]:
                self.inner[other].add(code)
                deep[other] += 0.5 * self.masses[code]
        self.lifted = {code: self.masses[code] + deep[code] for code in groups}
        """The mass of each division with half of that of the divisions in it."""
        self._ordered = sorted(self.lifted.values())

    def rank(self, code: str) -> int:
        """How many divisions weigh more, of those that neither hold this one nor lie in it."""
        mine = self.lifted[code]
        related = sum(self.lifted[other] > mine for other in self.inner[code] | self.outer[code])
        return len(self._ordered) - bisect_right(self._ordered, mine) - related
