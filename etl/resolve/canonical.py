"""The canonical name of an organisation that a text names in some form of its own: 农行湖南省分行, 丹东市政府."""

from __future__ import annotations

import re
from functools import lru_cache

from etl import knowledge
from etl.knowledge.bodies import english_key
from etl.model import Organisation, OrgKind

_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|股份)+$")
_LATIN_LEGAL = re.compile(r",?\s(?:(?:Pte\.?\s|Pty\.?\s)?(?:Co\.?,?\s?)?Ltd\.?|Inc\.?|Corp\.?|Corporation|Company|"
                          r"LLC|GmbH|AG|PLC)$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
# what may stand between a firm's name and its legal form without making it another firm: 海康威视|数字技术|股份有限公司
_TRADE = re.compile(r"(?:数字|信息|通信|网络|电子|智能|软件|计算机|互联网|系统)*"
                    r"(?:科技|技术|信息|软件|系统|网络|通信|电子|实业|产业)*$")
# 中国农业银行湖南省分行, 农行湖南省分行
_BRANCH = re.compile(r"^(?:中国)?(?P<bank>工商|农业|建设|交通|邮政储蓄|工|农|建|交|中)(?:银?行|储)"
                     r"(?P<rest>.*(?:分行|支行))$")
# 招商银行股份有限公司长沙分行
_BANK_IN_FULL = re.compile(r"银行股份有限公司(?=.+(?:分行|支行)$)")
# 湖南省农行, 湖南农行分行
_LOCAL_BANK = re.compile(r"^(?P<place>.{2,4}?)(?P<level>[省市县区])?(?P<bank>[工农建交中])行(?:分行|支行)?$")
_BANKS = {"工": "工商银行", "农": "农业银行", "建": "建设银行", "交": "交通银行", "中": "中国银行"}
CARRIERS = ("移动", "联通", "电信", "铁塔", "广电")
_BRANCHED = (*CARRIERS, "银行", "保险", "人寿", "证券", "邮政", "电网", "电力", "快递", "银联")
_CENTRAL_BANK = ("人民银行", "中国人民银行")
_GOVERNMENT = re.compile(r"(?<!人民)(?<!特区)(?<!行政区)(?<!联邦)政府$")
# Guiyang |Municipal People's Government · |People's Government of| Guizhou |Province
_ENGLISH_GOVERNMENT = re.compile(r"\b(?:Municipal|Provincial|City|Province|District|County|(?:People['’]s )?Government"
                                 r"(?: of(?: the)?)?)\b")
_ENGLISH_TRADE = re.compile(r"(?: (?:computing|information|network|networks|software|digital|electronics|systems|"
                            r"communications?|science|and|technology|technologies|industry))+$")
_OWN_GOVERNMENT = ("71", "81", "82")  # 台北市政府, 香港特别行政区政府: no 人民政府


@lru_cache(maxsize=1 << 14)
def organisation(name: str, kind: OrgKind) -> Organisation:
    """The organisation that a name denotes; ``kind`` is what its shape says, which the gazetteer overrules.

    >>> organisation("农行湖南省分行", "company").name, organisation("丹东市政府", "government").name
    ('农业银行湖南省分行', '丹东市人民政府')
    """
    known = knowledge.organisations()
    if name.isascii() and (told := _english(name, kind)):
        return told
    sense = known.forms.get(name) or known.forms.get(_LATIN_LEGAL.sub("", name)) or _firm(name) \
        or _at_home(name)
    if sense:
        body = known.bodies[sense.id]
        return Organisation(body.name, body.kind, True, body.seat or None)
    seat = division_in(name) or _branch_seat(name)
    if bank := _bank(name):
        return Organisation(bank, "company", False, seat)
    if name.startswith(_CENTRAL_BANK):
        kind = "government"
    if kind == "government":
        name = _government(name)
    elif kind in ("academia", "other"):
        name = name[context(name):]
    return Organisation(name, kind, False, seat)


def _english(name: str, kind: OrgKind) -> Organisation | None:
    """The Chinese city's government or the known organisation that an English name denotes."""
    if name.endswith("Government") or "Government of " in name:
        gazetteer = knowledge.places()
        senses = gazetteer.forms.get(_ENGLISH_GOVERNMENT.sub("", name).strip(), ())
        code = _highest([sense.id for sense in senses if sense.id.isdigit()])
        if code and code[:2] not in _OWN_GOVERNMENT:
            return Organisation(f"{gazetteer.name(code)}人民政府", "government", False, code)
    known = knowledge.organisations()
    key = english_key(name)
    tries = (key, english_key(name.removesuffix(" of China")), _ENGLISH_TRADE.sub("", key), _after_place(name))
    body = next((known.bodies[found] for one in tries if (found := known.english.get(one))), None)
    if body is None or body.kind != kind and "company" in (body.kind, kind):
        return None
    return Organisation(body.name, body.kind, True, body.seat or None)


def _after_place(name: str) -> str:
    """The key of an English name without the division before it: Zhejiang |Dahua Technology Co., Ltd."""
    place, _, rest = name.partition(" ")
    return _ENGLISH_TRADE.sub("", english_key(rest)) if place in knowledge.places().forms else ""


def _branch_seat(name: str) -> str | None:
    """Where a known firm's branch is: 中国移动|重庆|公司."""
    forms = knowledge.organisations().forms
    return next((code for length in (4, 3, 2, 5, 6)
                 if name[:length] in forms and (code := division_in(name[length:]))), None)


@lru_cache(maxsize=1 << 14)
def division_in(name: str) -> str | None:
    """The division that a name begins with, at its finest, where only one fits.

    >>> division_in("合肥市生态环境局"), division_in("湖南湘潭市人民政府"), division_in("盛灿科技")
    ('340100', '430300', None)
    """
    return _divisions(name)[0]


def after_divisions(name: str) -> int:
    """Where what follows the divisions begins that a name begins with: 2 in 江苏维扬数码."""
    return _divisions(name)[1]


def _divisions(name: str) -> tuple[str | None, int]:
    """The division that a name begins with, at its finest, and where its name ends."""
    code, at = None, 0
    while found := _division_at(name, at, code):
        code, at = found
    return code, at


def _division_at(name: str, at: int, above: str | None) -> tuple[str, int] | None:
    """The division that is named at ``at`` inside ``above``, and where its name ends."""
    gazetteer = knowledge.places()
    for length in range(min(12, len(name) - at), 1, -1):
        senses = [sense for sense in gazetteer.forms.get(name[at:at + length], ())
                  if sense.form not in ("common", "generic", "english")]
        codes = [sense.id for sense in senses
                 if above is None or sense.id != above and gazetteer.within(sense.id, above)]
        code = codes[0] if len(codes) == 1 else _highest(codes)
        if code:
            return code, at + length
    return None


def _highest(codes: list[str]) -> str | None:
    """The one code of the highest level; None where two share it."""
    order = ("country", "province", "prefecture", "county")
    levels = [(order.index(level) if (level := knowledge.places().level(code)) in order else 9, code) for code in codes]
    first = sorted(levels)[:2]
    return first[0][1] if len(first) == 1 or len(first) == 2 and first[0][0] < first[1][0] else None


def _bank(name: str) -> str | None:
    """The branch of a bank without the bank's legal form, of a great bank under its full name."""
    name, in_full = _BANK_IN_FULL.subn("银行", name)
    if match := _BRANCH.match(name):
        return f"{_BANKS.get(match['bank'], match['bank'] + '银行')}{match['rest']}"
    if match := _LOCAL_BANK.match(name):
        code = division_in(match["place"] + (match["level"] or "")) or division_in(match["place"])
        return f"{_BANKS[match['bank']]}{knowledge.places().name(code)}分行" if code else None
    return name if in_full else None


def _firm(name: str) -> knowledge.Sense | None:
    """The known firm whose legal name this is: 浙江大华技术股份有限公司, 东软集团股份有限公司."""
    known = knowledge.organisations()
    whole = _BRACKETS.sub("", name)
    legal = _LEGAL.search(whole)
    if not legal:
        return None
    own = whole[:legal.start()]
    if sense := known.forms.get(own):
        return sense if sense.form != "weak" or legal[0] in ("公司", "集团", "集团公司") else None
    return _registered(own, legal[0]) if "有限" in legal[0] else None


def _at_home(name: str) -> knowledge.Sense | None:
    """The known firm whose place the story names before it: 上海|西井科技; a carrier's or a bank's branch is none."""
    known = knowledge.organisations()
    at = after_divisions(name)
    sense = known.forms.get(name[at:]) if at and len(name) - at >= 4 and not name.endswith(_BRANCHED) else None
    if sense is None or sense.form == "weak" or known.bodies[sense.id].kind != "company":
        return None
    seat, code = known.bodies[sense.id].seat, division_in(name[:at])
    return sense if seat and code and knowledge.places().within(seat, code) else None


def _registered(own: str, legal: str) -> knowledge.Sense | None:
    """A known firm inside a registered name: its place before it and its trade after it are no part of it."""
    known = knowledge.organisations()
    for cut in range(min(7, len(own) - 1)):
        code = division_in(own[:cut]) if cut else None
        if cut and not (code and own[:cut] in names(code)):
            continue
        rest = own[cut:]
        for length in range(len(rest), 1, -1):
            sense = known.forms.get(rest[:length])
            if sense and known.bodies[sense.id].kind == "company" and _TRADE.fullmatch(rest[length:]):
                seat = known.bodies[sense.id].seat
                if "股份" in legal or not cut or seat and code and knowledge.places().within(seat, code):
                    return sense
    return None


def names(code: str) -> set[str]:
    """What a division and those above it are called, for short and in full."""
    gazetteer = knowledge.places()
    found: set[str] = set()
    while code and code != knowledge.CHINA and (division := gazetteer.get(code)):
        found |= {division.name, division.short}
        code = gazetteer.parent(code) or ""
    return found


@lru_cache(maxsize=1 << 14)
def context(name: str, full: bool = True) -> int:
    """How much of a public body's name is a province's short name before a city's, which is context: 湖南|湘潭市政府.

    With ``full`` only before a name with its level: 广西凭祥综合保税区 is called so.
    """
    gazetteer = knowledge.places()
    first = _division_at(name, 0, None)
    if not first or first[0].isdigit() and name[:first[1]] == gazetteer.name(first[0]):
        return 0
    second = _division_at(name, first[1], first[0])
    return first[1] if second and (not full or name[first[1]:second[1]] == gazetteer.name(second[0])) else 0


def _government(name: str) -> str:
    """A public body's full name: 丹东市政府 → 丹东市人民政府, 湖南凤凰县经信局 → 凤凰县经信局."""
    gazetteer = knowledge.places()
    while at := context(name):
        name = name[at:]
    if not _GOVERNMENT.search(name):
        return name
    code = division_in(name[:-2])
    division = gazetteer.get(code) if code else None
    if division and division.adcode[:2] in _OWN_GOVERNMENT or code and code[:1].isalpha():
        return name
    if division and name[:-2] in (division.short, division.name):
        return f"{division.name}人民政府"
    return f"{name[:-2]}人民政府" if name[-3:-2] in tuple("省市区县州旗镇乡") and len(name) > 3 else name
