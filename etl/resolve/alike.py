"""Two names of one organisation in one story: 交发集团 for 枣庄市交通发展集团有限公司, 普洱教体局 for 普洱市教育体育局."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from etl import knowledge
from etl.extract import tokens
from etl.model import Mention, Organisation
from etl.resolve import canonical

_BRACKETS = re.compile(r"[（(]([^）)]*)[）)]")
# legal forms, with what of them tells one firm from another of its name: 北部湾港|集团, 北部湾港|股份有限公司
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|股份|控股)+$")
_TELLING = ("集团", "股份", "控股")
_BODY = re.compile(r"(?P<form>管理委员会|管委会|委员会办公室|委员会|委|办公室|办|局|厅|署|大队|支队|总队|中心|"
                   r"研究所|所|研究院|院|大学|医院|学会|协会|联合会|研究会|商会|联盟|促进会)$")
_FORMS = {"管理委员会": "管委会", "委员会": "委", "办公室": "办", "委员会办公室": "委办", "研究所": "所", "研究院": "院"}
_GRID = re.compile(r"^(?:国家电网|国网|南方电网|南网)(?=.*(?:电力|供电|电网)公司$)")
_APART = re.compile(r"[”）)]?(?:[、，]|和|与|及|以及|暨|联合|携手|联手|牵手|"
                    r"(?:公司)?(?:的)?(?:旗下|下属|所属|直属|全资|控股|参股|子公司|孙公司)+(?:的|企业|公司)?)[“]?")
_FORM = r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司)?"  # 中国铁塔|股份有限公司|四川省分公司
_UNICOM = ("联合网络通信", "联通")  # 中国联合网络通信有限公司云南省分公司
_FIRM_WORD = re.compile(r"(?:有限公司|有限责任公司|分公司|公司)(?=.)")  # 中国移动湖北|公司|荆门分公司
_REGISTERED_HEAD = 3  # characters of a registered name that are enough to know it by: 岱岳云 of 岱岳云计算有限公司
_COMPARED = 60  # longer names that a name is compared with


class _Parts(NamedTuple):
    place: str | None
    own: str
    """What stands between the place and the form: 交通发展 of 枣庄市交通发展集团有限公司."""
    form: frozenset[str]
    whole: str = ""
    """A registered firm's name with its place, without its legal form."""


def owners(text: str, named: Sequence[Mention]) -> dict[str, Organisation]:
    """For each name that a fuller one of the same story stands for too, the organisation of the fullest.

    A name that several could own has none, nor one that the text sets beside the other (甲公司旗下乙公司).
    """
    found = {mention.value.name: mention.value for mention in named
             if mention.value and not mention.value.known and not mention.value.name.isascii()}
    if len(found) < 2:
        return {}
    apart = _set_apart(text, named)
    buckets: dict[tuple[bool, str], list[str]] = {}
    for name, one in found.items():
        buckets.setdefault((one.kind == "company", _key(name, one)), []).append(name)
    pairs: dict[str, list[str]] = {}
    for (_, key), names in buckets.items():
        for name in names if key and len(names) > 1 else ():
            pairs[name] = [other for other in names[:_COMPARED] if frozenset((name, other)) not in apart
                           and stands_for(found[name], found[other])]
    return {name: found[longest] for name, longer in pairs.items() if (longest := _fullest(longer, pairs))}


def stands_for(short: Organisation, long: Organisation) -> bool:
    """True where one name may be short for the other.

    >>> stands_for(Organisation("交发集团", "company", False), Organisation("枣庄市交通发展集团有限公司", "company", False))
    True
    """
    if short.known or long.known or short.kind != long.kind or len(short.name) >= len(long.name):
        return False
    if short.kind == "company":
        return _is_firm(_firm(short.name), _firm(long.name))
    one, other = _body(short.name), _body(long.name)
    if not one.own or not one.form or (one.place, one.form) != (other.place, other.form) \
            or one.place is None and not one.own.startswith("中国"):
        return False
    skipped = _matches(one.own, other.own, _left_out("body"))
    return skipped is not None and (len(one.own) > 1 or not skipped)  # 教|委 is the 教育|委员会


def _is_firm(short: _Parts, long: _Parts) -> bool:
    if len(short.own) < 2 or short.form - long.form or not _same_place(short.place, long.place):
        return False
    if len(short.own) >= _REGISTERED_HEAD and not long.form - short.form and (
            long.whole and long.own.startswith(short.own) or short.place is None and long.whole.startswith(short.own)):
        return True
    skipped = _matches(short.own, long.own, _left_out("firm"))
    # 航天长峰 is not the 航天长峰科技工业集团: what owns a firm is called after it
    return skipped is not None and not (skipped and (long.form - short.form) & {"集团", "控股"})


def _same_place(short: str | None, long: str | None) -> bool:
    """True where one is in the other, or the short name tells none; a branch's name tells a place that its firm's does not."""
    if short is None or long is None:
        return short is None
    within = knowledge.places().within
    return within(short, long) or within(long, short)


def _matches(short: str, long: str, skipped: frozenset[str]) -> int | None:
    """How many words of the long name the short one leaves out, each other beginning what it says of it; None for another."""
    at = left_out = 0
    for word in _words(long):
        shown = at
        for letter in word if short[at:at + 1] in word else ():
            at += short[at:at + 1] == letter
        # of 水利工程 no 水利 is short, of 交通警察 交警 is
        rest = word[at - shown:] if at - shown != 1 and word.startswith(short[shown:at]) else ""
        if len(rest) > (at > shown) and rest not in skipped:
            return None
        left_out += at == shown
    return left_out if at == len(short) else None


@lru_cache(maxsize=1 << 12)
def _words(own: str) -> tuple[str, ...]:
    """The words of a name, those made of two words of trade as two: 电子|科技."""
    found: list[str] = []
    for start, end in tokens.words(own):
        middle = start + 2
        halves = (own[start:middle], own[middle:end])
        found += halves if end - start > 3 and _left_out("firm").issuperset(halves) else (own[start:end],)
    return tuple(found)


def _key(name: str, organisation: Organisation) -> str:
    """What the names of one organisation begin with, behind their place; a body's may leave its first word out."""
    if organisation.kind == "company":
        return _firm(name).own[:1]
    return _body(name).place or ""


@lru_cache(maxsize=1 << 14)
def _firm(name: str) -> _Parts:
    inner = _BRACKETS.search(name)
    bare = _GRID.sub("", _BRACKETS.sub("", name))
    legal = _LEGAL.search(bare)
    form = legal[0] if legal else ""
    own = whole = bare[:legal.start()] if legal else bare
    place, end = canonical.division_in(own), canonical.after_divisions(own)
    if form == "公司" and not place:  # 航天云网|贵州|公司
        own, place = _without_tail(own)
    elif len(own) - end >= 2:
        own = own[end:]
    else:
        place = None
    if place is None and inner:
        place = canonical.division_in(inner[1])
    return _Parts(place, own, frozenset(word for word in _TELLING if word in form), whole if "有限" in form else "")


def _without_tail(own: str) -> tuple[str, str | None]:
    """A branch's name without the place that ends it, and that place."""
    for length in (2, 3, 4):
        if len(own) - length >= 2 and (code := canonical.division_in(own[-length:])) \
                and canonical.after_divisions(own[-length:]) == length:
            return own[:-length], code
    return own, None


@lru_cache(maxsize=1 << 14)
def _body(name: str) -> _Parts:
    form = _BODY.search(name)
    end = canonical.after_divisions(name)
    own = name[end:form.start()] if form else name[end:]
    word = form["form"] if form else ""
    return _Parts(canonical.division_in(name), own, frozenset({_FORMS.get(word, word)} - {""}))


@cache
def _left_out(kind: str) -> frozenset[str]:
    """Words that a short name may leave out: a firm's trade, a department's other fields (旅游|文化|广电 for 旅文)."""
    shapes = knowledge.vocabulary("organisation_shapes.yml")
    return frozenset(shapes["left_out"][kind] + (shapes["departments"]["fields"] if kind == "body" else []))


def _fullest(longer: Sequence[str], pairs: dict[str, list[str]]) -> str | None:
    """The longest name where all the others are short for it."""
    if not longer:
        return None
    longest = max(longer, key=len)
    return longest if all(name == longest or longest in pairs[name] for name in longer) else None


def _set_apart(text: str, named: Sequence[Mention]) -> set[frozenset[str]]:
    """Pairs of names that stand side by side in a list, or one as the other's parent."""
    return {frozenset((left.value.name, right.value.name)) for left, right in side_by_side(text, named)}


@lru_cache(maxsize=1 << 14)
def branch(name: str) -> tuple[str, str] | None:
    """The carrier and the division of a carrier's branch, by which its names are compared.

    >>> branch("中国移动海南公司") == branch("海南移动") == ("移动", "460000")
    True
    """
    name = name.replace(*_UNICOM)
    for carrier in canonical.CARRIERS:
        if name.endswith("公司") and (whole := re.match(rf"(?:中国)?{carrier}(?:通信|网络通信)?{_FORM}", name)):
            code = canonical.division_in(_FIRM_WORD.sub("", name[whole.end():]))
            return (carrier, code) if code else None
        if name.endswith("分公司") and carrier in name:  # 山东移动潍坊分公司
            place = name.replace(carrier, "", 1).removesuffix("分公司")
            code = canonical.division_in(place)
            if code and canonical.after_divisions(place) == len(place):
                return carrier, code
        if name.endswith((carrier, f"{carrier}公司", f"{carrier}分公司")):
            place = name[:name.rindex(carrier)]
            code = canonical.division_in(place)
            return (carrier, code) if code and {place, place.removesuffix("省")} & canonical.names(code) else None
    return None


def side_by_side(text: str, named: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Neighbours of a list, and parents with their subsidiaries: 甲公司、乙公司, 甲公司旗下乙公司."""
    told = [mention for mention in named if mention.value]
    for left, right in zip(told, told[1:], strict=False):
        if 0 < right.start - left.end <= 12 and _APART.fullmatch(text, left.end, right.start):
            yield left, right
