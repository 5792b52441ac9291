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
# 来自北京、深圳的企业, 苏州企业, 引入荷兰设备: where somebody or something comes from
_FROM = re.compile(r"(?:来自[\u4e00-\u9fff、“”]{0,24}|引入|引进|采用|进口|选用|借鉴|学习|对标)$")
_ORIGIN = re.compile(r"(?:[省市区县]|籍|等|两地|三地|多地|[的地一两多数]|本土|\d{1,3}[余多]?|[家名位])*"
                     r"(?:(?:对口)?(?:援[疆藏青]|支援|帮扶)|企业|厂商|代表|专家|学者|嘉宾|客商|选手|游客|投资者|商会|院校|高校|基金|资本|财团|主权)")
# 中关村…高峰论坛: in the name of a fair, that may be held elsewhere
_FAIR = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()“”·—]{2,24}?(?:论坛|大会|博览会|峰会|年会|展览会|交易会|大赛|沙龙)")
# 在深圳举行, 深圳开讲: the host
_HOSTS = re.compile(r"(?:市|区|县|国际会展中心|会展中心|国际会议中心)?"
                    r"(?:举行|举办|召开|开幕|启幕|开讲|落幕|闭幕|揭幕|盛大开幕|拉开)")
_AID = re.compile(r"援[疆藏青]|对口支援|对口帮扶")  # 上海市援疆前方指挥部 works elsewhere
_SHARES = {"body": 0.5, "firm": 0.15, "origin": 0.15, "name": 0.15}
"""What a mention inside an organisation's name weighs beside one of the place itself."""


class Seen(NamedTuple):
    """One mention of a division, itself or inside an organisation's name."""

    code: str
    line: Line
    mention: Mention
    how: str
    """place; origin of somebody (苏州企业); own where the story says 我市; or what bears its name: government, firm
    (registered there), body, name of a fair held elsewhere."""


def seen(scene: Scene) -> Iterator[Seen]:
    """Every mention of a division, in the order of the text, boilerplate left out."""
    for line in scene.lines:
        if line.part == "boilerplate":
            continue
        for mention, after in zip_longest(line.mentions, line.mentions[1:]):
            if isinstance(mention.value, Place) and _heads(mention, after, scene.text):
                continue
            if isinstance(mention.value, Place):
                how = "origin" if _is_origin(scene.text, line, mention, after) else "place"
                yield Seen(division(mention), line, mention, how)
            elif isinstance(mention.value, Organisation) and not mention.value.known and mention.value.seat:
                # a known firm's head office says nothing of the event, so only seats inside names count
                legal = mention.value.kind == "company" and (
                    mention.text.endswith(("有限公司", "有限责任公司")) or not mention.value.seat[:1].isdigit())
                how = "origin" if _AID.search(mention.text) else "government" if mention.value.kind == "government" \
                    else "firm" if legal else "body"
                yield Seen(mention.value.seat, line, mention, how)


def _is_origin(text: str, line: Line, mention: Mention, after: Mention | None) -> bool:
    """True where somebody comes from the place: 苏州企业, 来自北京的专家, 新加坡淡马锡."""
    if _FROM.search(text, max(line.start, mention.start - 30), mention.start) or _ORIGIN.match(text, mention.end):
        return True
    return (not mention.value.adcode[:1].isdigit() and after is not None and after.start == mention.end
            and isinstance(after.value, Organisation) and after.value.kind == "company")


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


def hosts(text: str, one: Seen) -> bool:
    """True where the words say that a fair is held in the place: 在深圳举行."""
    return one.how == "place" and one.line.main and bool(_HOSTS.match(text, one.mention.end))


def hosted(text: str, groups: dict[str, list[Seen]]) -> dict[str, list[Seen]]:
    """The groups, with a place that only stands in the name of a fair held elsewhere marked so: 中关村论坛 in 深圳."""
    places = {code for code, group in groups.items() if any(hosts(text, one) for one in group)}
    if not places:
        return groups
    above = knowledge.places().above
    near = places | {code for place in places for code in above(place)}
    return {code: group if code in near or places & set(above(code)) else [
        one._replace(how="name") if one.how == "place" and _FAIR.match(text, one.mention.end, one.line.end) else one
        for one in group] for code, group in groups.items()}


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
