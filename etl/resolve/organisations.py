"""An organisation's mention → the organisation it denotes: its canonical name, kind and seat."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from etl import knowledge
from etl.knowledge import dictionary
from etl.model import Mention, Organisation
from etl.resolve import places

_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|股份)+$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
# what may stand between a firm's name and its legal form without making it another firm
_TRADE = re.compile(r"(?:数字|信息|通信|网络|电子|智能|软件|计算机|互联网|系统)*(?:科技|技术|信息|软件|系统|网络|通信|电子|实业|产业)*$")
_BANK_BRANCH = re.compile(r"^(?:中国)?(?P<bank>工商|农业|建设|交通|邮政储蓄|工|农|建|交|中)(?P<form>银?行|储)(?P<rest>.*?(?:分行|支行))$")
_BANKS = {"工": "工商银行", "农": "农业银行", "建": "建设银行", "交": "交通银行", "中": "中国银行"}
_PLACE_BANK = re.compile(r"^(?P<place>.{2,4}?)(?P<level>省|市|县|区)?(?P<bank>[工农建交中])行(?P<branch>分行|支行)?$")
# after a name that is also an ordinary word (移动, 苹果), and after one that hardly is (用友)
_STRONG_ACT = re.compile(r"携手|牵手|联手|签[约署下]|中标|入股|领投|宣布|集团|公司|董事|CEO|总裁|副总")
_WEAK_ACT = re.compile(r"与|和|同|、|（|\(|拟|将|在|再|助力|推出|发布|科技")
_PAIRING = ("携手", "牵手", "联手")
_LINKS = ("、", "和", "与", "及", "以及", "携手", "牵手", "联手")
_LEVELS = frozenset("省市区县州旗")
ORDINARY = 300  # times in jieba's dictionary from which on a word is an ordinary one


def organisations(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with an Organisation as ``value`` wherever the story settles it; see ``resolve.names``."""
    numbers = [number for number, mention in enumerate(mentions) if mention.kind == "organisation"]
    named = [mentions[number] for number in numbers]
    sure = _sure(text, named)
    settled = [_organisation(mention, confirmed) for mention, confirmed in zip(named, sure, strict=True)]
    aliases = _short_forms(settled)
    resolved = list(mentions)
    for number, mention in zip(numbers, settled, strict=True):
        resolved[number] = _renamed(mention, aliases)
    return resolved


def _organisation(mention: Mention, confirmed: bool) -> Mention:
    if _in_gazetteer(mention):
        if not confirmed:
            return dataclasses.replace(mention, value=None, rule="unconfirmed")
        body = knowledge.organisations().bodies[mention.candidates[0]]
        return dataclasses.replace(mention, value=Organisation(body.name, body.kind, True, body.seat or None))
    kind, name = (*mention.candidates, mention.text)[:2] if mention.candidates else ("company", mention.text)
    name, kind, is_known = canonical(name, kind)
    return dataclasses.replace(mention, value=Organisation(name, kind, is_known, places.division_in(name)))


def _in_gazetteer(mention: Mention) -> bool:
    return bool(set(mention.rule.split("+")) & {"name", "alias", "weak"})


def _sure(text: str, named: Sequence[Mention]) -> list[bool]:
    """For each mention whether it is surely an organisation: a risky name (移动, 小米) needs the story's word for it."""
    sure = ["weak" not in mention.rule for mention in named]
    ids = {mention.candidates[0] for mention, is_sure in zip(named, sure, strict=True) if is_sure and mention.candidates}
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
    confirmed = {mention.text for mention, is_sure in zip(named, sure, strict=True) if is_sure}
    return [is_sure or mention.text in confirmed for mention, is_sure in zip(named, sure, strict=True)]


def _acts(text: str, mention: Mention, count: int) -> bool:
    """True where the words around a risky name show that it acts as a firm does."""
    before, after = text[max(0, mention.start - 2):mention.start], text[mention.end:mention.end + 4]
    if _STRONG_ACT.match(after):
        return True
    ordinary = dictionary.frequency(mention.text) > ORDINARY
    return not ordinary and (count >= 3 or bool(_WEAK_ACT.match(after)) or before in _PAIRING)


def canonical(name: str, kind: str) -> tuple[str, str, bool]:
    """The canonical form of an unknown-looking name, its kind, and whether the gazetteer holds it.

    >>> canonical("农行湖南省分行", "company")
    ('农业银行湖南省分行', 'company', False)
    """
    known = knowledge.organisations()
    if sense := known.forms.get(name):
        return sense.id, known.bodies[sense.id].kind, True
    if match := _BANK_BRANCH.match(name):
        bank = _BANKS.get(match["bank"], f"{match['bank']}银行")
        return f"{bank}{match['rest']}", kind, False
    if (match := _PLACE_BANK.match(name)) and (branch := _branch(match)):
        return branch, "company", False
    if sense := _firm_in(name):
        return sense.id, known.bodies[sense.id].kind, True
    return _government(name) if kind == "government" else name, kind, False


def _branch(match: re.Match[str]) -> str | None:
    senses = knowledge.places().forms.get(match["place"]) or knowledge.places().forms.get(
        match["place"] + (match["level"] or ""))
    if not senses:
        return None
    code = places.highest([sense.id for sense in senses]) or senses[0].id
    return f"{_BANKS[match['bank']]}{knowledge.places().name(code)}分行"


def _firm_in(name: str) -> knowledge.Sense | None:
    """The known firm whose legal name this is: 浙江大华技术股份有限公司, 东软集团股份有限公司."""
    known = knowledge.organisations()
    bare = _BRACKETS.sub("", name)
    legal = _LEGAL.search(bare)
    if not legal:
        return None
    bare = bare[:legal.start()]
    if sense := known.forms.get(bare):
        return sense if sense.form != "weak" or legal[0] in ("公司", "集团", "集团公司") else None
    if "有限" not in legal[0]:
        return None
    code = places.division_in(bare)
    for cut in range(0, min(7, len(bare) - 1)):
        head, rest = bare[:cut], bare[cut:]
        if head and not (code and head in _names_of(code)):
            continue
        for length in range(len(rest), 1, -1):
            sense = known.forms.get(rest[:length])
            if sense and sense.kind == "organisation" and _TRADE.fullmatch(rest[length:]) \
                    and known.bodies[sense.id].kind == "company":
                seat = known.bodies[sense.id].seat
                if "股份" in legal[0] or not head or (seat and code and knowledge.places().within(code, seat)):
                    return sense
    return None


def _names_of(code: str) -> set[str]:
    gazetteer = knowledge.places()
    found = set()
    while code and code != knowledge.CHINA:
        division = gazetteer.get(code)
        found |= {division.name, division.short, division.name.rstrip("市省")}
        code = gazetteer.parent(code)
    return found


def _government(name: str) -> str:
    """A government's full name: 丹东市政府 → 丹东市人民政府."""
    if name.endswith("政府") and not name.endswith(("人民政府", "特区政府", "行政区政府")):
        code = places.division_in(name[:-2])
        division = knowledge.places().get(code) if code else None
        if division and name[:-2] in (division.short, division.name):
            return f"{division.name}人民政府" if division.adcode[:2] not in ("81", "82", "71") else f"{division.name}政府"
        if name[:-2] and name[-3] in "省市区县州旗镇乡":
            return f"{name[:-2]}人民政府"
    return name


def _short_forms(named: Sequence[Mention]) -> dict[str, Organisation]:
    """Bodies that the story first names with their division and then without: 市教育局, 教育局 after 长沙市教育局."""
    owners = {mention.value.name: mention.value for mention in named if mention.value}
    shorts: dict[str, list[Organisation]] = {}
    for name, owner in owners.items():
        for at in range(1, len(name) - 2):
            if name[at] in _LEVELS and owner.kind != "company":
                shorts.setdefault(name[at:], []).append(owner)
                shorts.setdefault(name[at + 1:], []).append(owner)
    return {short: found[0] for short, found in shorts.items() if len(found) == 1 and (
        short not in owners or not owners[short].known)}


def _renamed(mention: Mention, aliases: dict[str, Organisation]) -> Mention:
    owner = mention.value and (aliases.get(mention.text) or aliases.get(mention.value.name))
    return dataclasses.replace(mention, value=owner) if owner else mention
