"""An organisation's mention → the organisation it denotes: its canonical name, kind and seat."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from etl import knowledge
from etl.knowledge import dictionary
from etl.model import Mention, Organisation
from etl.resolve import alike, canonical

# after a name that is also an ordinary word (移动, 苹果), and after one that hardly is (用友)
_STRONG_ACT = re.compile(r"[与和同][^，。；]{1,16}(?:签[约署订]|达成|共建)|"
                         r"携手|牵手|联手|签[约署下]|中标|入股|领投|宣布|集团|公司|董事|CEO|总裁|副总")
_WEAK_ACT = re.compile(r"与|和|同|、|（|\(|拟|将|在|再|助力|推出|发布|科技")
# 华录（大连）数据湖产业园 is a thing, not the firm
_THING = re.compile(r"[（(][^）)，。]{2,8}[）)][^，。；、）]{0,12}(?:园|谷|中心|基地|城|项目|大厦|广场|小镇|港)")
_POST = re.compile(r"[部局厅院处委会]长|部门")  # 国防部长 is a person, 文化部门 any
_PAIRING = ("携手", "牵手", "联手")
_LINKS = ("、", "和", "与", "及", "以及", "携手", "牵手", "联手")
# the words of public bodies' names that have a short form of their own
_WORDS = {"人民政府": "政府", "发展和改革": "发改", "发展改革": "发改", "工业和信息化": "工信",
          "经济和信息化": "经信", "住房和城乡建设": "住建", "住房城乡建设": "住建", "卫生健康": "卫健",
          "卫生和计划生育": "卫计", "人力资源和社会保障": "人社", "文化和旅游": "文旅", "城市管理": "城管",
          "市场监督管理": "市场监管", "互联网信息": "网信", "国有资产监督管理": "国资", "应急管理": "应急",
          "综合保税区": "综保区", "高新技术产业开发区": "高新区", "高新技术产业园区": "高新区",
          "经济技术开发区": "经开区", "自由贸易试验区": "自贸区", "大数据管理": "大数据", "大数据发展": "大数据",
          "管理委员会": "管委会", "委员会": "委", "办公室": "办"}
_LEVELS = frozenset("省市区县州旗")
ORDINARY = 300  # times in jieba's dictionary from which on a word is an ordinary one


def organisations(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with an Organisation as ``value`` wherever the story settles it; see ``resolve.names``."""
    numbers = [number for number, mention in enumerate(mentions) if mention.kind == "organisation"]
    named = [mentions[number] for number in numbers]
    sure = _sure(text, named)
    settled = [_organisation(mention, confirmed) for mention, confirmed in zip(named, sure, strict=True)]
    settled = _set_free(text, settled)
    aliases, branches = _short_forms(settled), _branches(settled)
    named = [_renamed(mention, aliases, branches) for mention in settled]
    owners = alike.owners(text, named)
    resolved = list(mentions)
    for number, mention in zip(numbers, named, strict=True):
        owner = owners.get(mention.value.name) if mention.value else None
        resolved[number] = mention._replace(value=owner) if owner else mention
    return resolved


def _organisation(mention: Mention, confirmed: bool) -> Mention:
    if _in_gazetteer(mention):
        if not confirmed:
            return mention._replace(value=None, rule="unconfirmed")
        body = knowledge.organisations().bodies[mention.candidates[0]]
        return mention._replace(value=Organisation(body.name, body.kind, True, body.seat or None))
    kind, name = (*mention.candidates, mention.text)[:2] if mention.candidates else ("company", mention.text)
    return mention._replace(value=canonical.organisation(name, kind))


def _set_free(text: str, settled: list[Mention]) -> list[Mention]:
    """Short forms beside the long name that they were taken for are names of their own: 汐云科技旗下福建汐云科技公司."""
    free = {one.text for pair in alike.side_by_side(text, settled) for one in pair
            if one.rule == "short form" and pair[0].value == pair[1].value}
    return [mention._replace(value=canonical.organisation(mention.text, mention.value.kind)) if mention.text in free
            and mention.rule == "short form" else mention for mention in settled] if free else settled


def _in_gazetteer(mention: Mention) -> bool:
    return bool(set(mention.rule.split("+")) & {"name", "alias", "weak"})


def _sure(text: str, named: Sequence[Mention]) -> list[bool]:
    """For each mention whether it is surely an organisation; a risky name (移动, 小米) needs the story's word."""
    sure = ["weak" not in mention.rule and not _POST.match(text, mention.end - 1) for mention in named]
    ids = {mention.candidates[0] for mention, is_sure in zip(named, sure, strict=True) if is_sure}
    bodies = knowledge.organisations().bodies
    ids |= {bodies[name].parent for name in ids if name in bodies}  # 平安智慧城 vouches for 平安
    counts = Counter(mention.text for mention in named)
    for number, mention in enumerate(named):
        if not sure[number]:
            sure[number] = mention.candidates[0] in ids or _acts(text, mention, counts[mention.text])
    # a list of names vouches for each of its members, from either side
    for order in (range(1, len(named)), range(len(named) - 2, -1, -1)):
        for number in order:
            other = number - order.step
            left, right = sorted((named[number], named[other]), key=lambda mention: mention.start)
            if sure[other] and text[left.end:min(right.start, left.end + 4)] in _LINKS:
                sure[number] = True
    confirmed = {mention.text for mention, is_sure in zip(named, sure, strict=True) if is_sure
                 and not ("weak" in mention.rule and _is_place(text, mention.text))}
    return [mention.text in confirmed for mention in named]


def _is_place(text: str, name: str) -> bool:
    """True where the story tells of the place of that name: 金山 beside 金山区."""
    return name in knowledge.places().forms and any(name + level in text for level in "区县市州")


def _acts(text: str, mention: Mention, count: int) -> bool:
    """True where the words around a risky name show that it acts as a firm does."""
    before, after = text[max(0, mention.start - 2):mention.start], text[mention.end:mention.end + 24]
    if _THING.match(after):
        return False
    if _STRONG_ACT.match(after):
        return True
    ordinary = dictionary.frequency(mention.text) > ORDINARY
    return not ordinary and (count >= 3 or bool(_WEAK_ACT.match(after)) or before in _PAIRING
                             or before.endswith(("由", "来自")))


def _short_forms(named: Sequence[Mention]) -> dict[str, Organisation]:
    """Public bodies that the story names in several ways: 市教育局 for 长沙市教育局, 省卫健委 for 湖南省卫生健康委员会.

    The keys are names in the form of ``_plain``.
    """
    owners: dict[str, Organisation] = {}
    for mention in named:
        if mention.value and mention.value.kind != "company":
            owner = owners.setdefault(_plain(mention.value.name), mention.value)
            if len(mention.value.name) > len(owner.name):
                owners[_plain(mention.value.name)] = mention.value
    shorts: dict[str, dict[str, Organisation]] = {}
    for name, owner in owners.items():
        for at in range(1, len(name) - 2):
            if name[at] in _LEVELS:
                shorts.setdefault(name[at:], {})[name] = owner
                shorts.setdefault(name[at + 1:], {})[name] = owner
        if at := canonical.context(name, full=False):
            shorts.setdefault(name[at:], {})[name] = owner
    # of a chain of forms (市教育局 and 长沙市教育局 for 教育局) the longest is the owner
    return owners | {short: owner for short, found in shorts.items() if (owner := _longest(found))
                     and (short not in owners or not owners[short].known)}


def _longest(found: dict[str, Organisation]) -> Organisation | None:
    """The organisation of the longest name where all the others end it."""
    longest = max(found, key=len)
    return found[longest] if all(longest.endswith(name) for name in found) else None


@lru_cache(maxsize=1 << 12)
def _plain(name: str) -> str:
    """A public body's name in its shortest words, by which its forms are compared.

    >>> _plain("湖南省卫生健康委员会") == _plain("湖南省卫健委")
    True
    """
    for long, short in _WORDS.items():
        name = name.replace(long, short)
    return name


def _branches(named: Sequence[Mention]) -> dict[tuple[str, str], Organisation]:
    """A carrier's branch by carrier and division, under the longest of its names: 中国移动海南公司 for 海南移动."""
    owners: dict[tuple[str, str], Organisation] = {}
    for mention in named:
        if mention.value and (key := alike.branch(mention.value.name)):
            named = dataclasses.replace(mention.value, seat=key[1])
            if len(named.name) > len(owners.setdefault(key, named).name):
                owners[key] = named
    return owners


def _renamed(mention: Mention, aliases: dict[str, Organisation],
             branches: dict[tuple[str, str], Organisation]) -> Mention:
    if mention.value is None:
        return mention
    if mention.value.kind == "company":
        key = alike.branch(mention.value.name)
        return mention._replace(value=branches[key]) if key else mention
    return mention._replace(value=aliases.get(_plain(mention.value.name), mention.value))
