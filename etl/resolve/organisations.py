"""An organisation's mention → the organisation it denotes: its canonical name, kind and seat."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from etl import knowledge
from etl.model import Mention, Organisation
from etl.resolve import places

_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|股份)+$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
# what may stand between a firm's name and its legal form without making it another firm
_TRADE = re.compile(r"(?:数字|信息|通信|网络|电子|智能|软件|计算机|互联网|系统)*(?:科技|技术|信息|软件|系统|网络|通信|电子|实业|产业)*$")
_BANK_BRANCH = re.compile(r"^(?:中国)?(?P<bank>工商|农业|建设|交通|邮政储蓄|工|农|建|交|中)(?P<form>银?行|储)(?P<rest>.*?(?:分行|支行))$")
_BANKS = {"工": "工商银行", "农": "农业银行", "建": "建设银行", "交": "交通银行", "中": "中国银行"}
_PLACE_BANK = re.compile(r"^(?P<place>.{2,4}?)(?P<level>省|市|县|区)?(?P<bank>[工农建交中])行(?P<branch>分行|支行)?$")
_ACTING = re.compile(r"与|和|同|、|携手|牵手|联手|签|中标|入股|领投|（|\(|拟|将|在|再|助力")
_PAIRING = ("携手", "牵手", "联手")


def organisations(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with an Organisation as ``value`` wherever the story settles it; see ``resolve.names``."""
    first = [_organisation(mention, mentions, text) if mention.kind == "organisation" else mention
             for mention in mentions]
    aliases = _short_forms(text, first)
    return [_renamed(mention, aliases) if mention.kind == "organisation" else mention for mention in first]


def _organisation(mention: Mention, mentions: Sequence[Mention], text: str) -> Mention:
    known = knowledge.organisations()
    if mention.rule in ("name", "alias", "weak") or "weak" in mention.rule or mention.candidates[:1] and \
            mention.candidates[0] in known.bodies and not mention.rule.startswith(("ending", "listed", "acting")):
        body = known.bodies[mention.candidates[0]]
        if "weak" in mention.rule and not _confirmed(mention, mentions, text):
            return dataclasses.replace(mention, value=None, rule="unconfirmed")
        return dataclasses.replace(mention, value=Organisation(body.name, body.kind, True, body.seat or None))
    if mention.rule == "short for":
        return mention  # it takes the value of the name that it stands for
    name, kind, is_known = canonical(mention.text, mention.candidates[0] if mention.candidates else "company")
    seat = places.division_in(mention.text)
    return dataclasses.replace(mention, value=Organisation(name, kind, is_known, seat))


def _confirmed(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """True where a risky name is surely the firm: named in full elsewhere, listed among names, or acting."""
    for other in mentions:
        if other is not mention and other.kind == "organisation" and other.text != mention.text \
                and mention.candidates[0] in other.candidates:
            return True
        if other is not mention and other.kind == "organisation" and other.rule in ("name", "alias"):
            between = text[min(other.end, mention.end):max(other.start, mention.start)]
            if between in ("、", "和", "与", "及", "以及", "、等", "携手", "牵手", "联手", "，"):
                return True
    if text.count(mention.text) >= 3 or _ACTING.match(text, mention.end) or text[max(0, mention.start - 2):mention.start] in _PAIRING:
        return True
    return text[mention.end:mention.end + 2] in ("集团", "公司", "签署", "中标", "宣布", "推出", "发布", "科技", "董事", "CE")


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


def _short_forms(text: str, mentions: Sequence[Mention]) -> dict[str, Organisation]:
    """Short names that the story gives for long ones, in brackets or by use."""
    organisations = [mention for mention in mentions if mention.kind == "organisation" and mention.value]
    aliases: dict[str, Organisation] = {}
    for mention in mentions:
        if mention.rule != "short for":
            continue
        before = [other for other in organisations if other.end <= mention.start and other.rule != "short for"
                  and mention.start - other.end <= 8]
        if before:
            aliases[mention.text] = before[-1].value
    longs = {mention.value.name: mention.value for mention in organisations if mention.rule != "short for"}
    for name, value in longs.items():
        for other, owner in longs.items():
            if name != other and not owner.known and name not in aliases and _abbreviates(name, other) \
                    and value.kind == owner.kind and not value.known:
                aliases[name] = owner
    return aliases


def _abbreviates(short: str, long: str) -> bool:
    """True where ``short`` is ``long`` without its place, trade or legal form, in the same order."""
    if not 2 <= len(core := _LEGAL.sub("", short)) < len(_LEGAL.sub("", _BRACKETS.sub("", long))):
        return False
    return core in long and ("有限" in long or long.endswith(core) and long[:-len(core)][-1] in "省市区县州") \
        or short in long and long.endswith(short)


def _renamed(mention: Mention, aliases: dict[str, Organisation]) -> Mention:
    owner = aliases.get(mention.text) or (aliases.get(mention.value.name) if mention.value else None)
    return dataclasses.replace(mention, value=owner) if owner else mention
