"""What part a word could have in an organisation's name: a trade, a role, a verb, a word that no dictionary knows."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from etl import knowledge
from etl.extract import tokens
from etl.knowledge import dictionary

# what a piece is, in a name
PLACE = "place"
FIRM = "firm"  # any organisation that the gazetteer knows
SPOT = "spot"  # a river, a mountain, a quarter: a place that is no division
WEAK = "weak"  # a known firm's name that is an ordinary word too: 东风, 移动
NATION = "nation"  # 中国, 国家
LEVEL = "level"  # 市, 省
ZONE = "zone"  # 高新区, 园区: like a level
FRESH = "fresh"  # a word that no dictionary knows, or knows as a name
LATIN = "latin"
TRADE = "trade"  # a word that stands inside many names: 科技, 发展
ORDINARY = "ordinary"
RARE = "rare"  # in the dictionary, but seldom: 神思
LETTER = "letter"  # one character that is no stop
ROLE = "role"  # 采购人, 运营商: what the name after it is
AND = "and"
NUMBER = "number"
ORDINAL = "ordinal"
JOINER = "joiner"
BRACKET = "bracket"
PARTICLE = "particle"
VERB = "verb"  # may stand in a name: 安装工程有限公司
ACT = "act"  # a verb that takes a name as its object: 携手, 委托
STOP = "stop"

COMMON = 30  # times in jieba's dictionary from which on a word is an ordinary one
SELDOM = 100  # up to here a verb may be a name: 启明, 腾跃
COMMON_NAME = 300  # the same for what the dictionary holds as a name (nr, nz): 海信, 太极, but not 智慧
_NAME_TAGS = ("nr", "nz", "nrt", "nrfg")
_OF_NAMES = ("ns", "nr", "nz", "nrt", "nrfg")
_STOP_TAGS = tuple("pcudryeoqtmkxhw")
# single characters that do grammar and begin or end no word of a name by themselves
_FUNCTION = frozenset("的了着得在对向从由被把将为以于是也就都其该此这那每某不未已正再又还并或等至到自据按经因给让使"
                      "所有获赴驻签称拟会能可要应则即便才却但若如且年月日时分元号个亿万起约近逾届期我他她它们您你谁"
                      "何几多少仅只很最更非没跟随说去来做成请问叫受靠亦皆须")
# with what follows them jieba makes words that are none: 由京科, 获磐京
PREFIXES = frozenset("现将拟已再又被把与由从向在为对获赴携邀据称及等的了其该此各每某不就也都而或且但若近受请让使给")
# these are grammar or a part of a name, as their neighbours say: 项目中, 中核; 骋风而来
_INSIDE_OR_STOP = frozenset("中上下内外前后里间而之同过无地")
ZONES = re.compile(r"(?:开发区|高新区|经开区|新区|新城|园区|示范区|保税区|综保区|边合区|自贸区|度假区|"
                   r"风景区|景区|名胜区|试验区|实验区|产业园|科技园|科技城|生态城|科学城|工业区|"
                   r"保税港区|生物城|医药城|医学城|健康城|软件园|工业园|经济区|集中区|合作区|功能区|片区|集聚区|发展区|先行区|先导区|起步区|核心区|商务区|航空城|港区)$")
_ROLE = re.compile(r"(?:商|[^东南西北地]方|企|家|巨头|龙头|单位|机构|企业|伙伴|业主|主体|代表|公司|人|者|长|旗下)$")
_COUNTED = re.compile(r"[另近前后]?[一二两三四五六七八九十百千万余多数几]+"
                      r"(?:[家个所间名位项座款批市省县区州地国校企年月天周日]|个月)$")
_NUMBER = re.compile(r"第?[一二三四五六七八九十百]+$")
_LEVEL_LETTERS = frozenset("省市区县州旗镇乡")
_LEVEL_BODIES = ("委", "府", "政府", "纪委", "人大", "政协", "党委")
# English grammar in a Chinese text or an English one
_ENGLISH = frozenset(("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "its", "of", "on", "or",
                      "that", "the", "this", "to", "was", "were", "will", "with", "The", "In", "On", "For", "And", "With"))
_JOINERS = "·•・-—"


def taught(word: str) -> bool:
    """True for a word of our own that jieba's dictionary lacks: 求是."""
    return word in _lists().young


@lru_cache(maxsize=1 << 14)
def kind(word: str, tag: str) -> str:
    """The part of a word that jieba tags so.

    >>> kind("盛灿", "nr"), kind("科技", "n"), kind("携手", "v"), kind("与", "p")
    ('fresh', 'trade', 'act', 'and')
    """
    lists = _lists()
    first = word[0]
    if len(word) == 1:
        return _letter(word, lists)
    if word in ("以及",):
        return AND
    if word in lists.nations:
        return NATION
    if word in lists.levels:
        return LEVEL
    if word in lists.roles:
        return ROLE
    if word[0] in _LEVEL_LETTERS and word[1:] in _LEVEL_BODIES or word[:-2] in lists.levels and word.endswith("政府"):
        return FIRM  # 市政府|办公厅, 县委|宣传部
    if first.isascii() and first.isalpha():
        return STOP if word in _ENGLISH else LATIN
    if first.isdigit():
        return NUMBER
    if not first.isalnum():
        return STOP
    if word in lists.breaks:
        return ACT
    if ZONES.search(word):
        return ZONE
    if tag == "ns" and word in lists.places:
        return PLACE
    if tag == "ns" and len(word) > 2 and dictionary.frequency(word) and word not in lists.young:
        return SPOT  # 中关村
    if word in lists.trades or word in lists.young:
        return TRADE if word in lists.trades else ORDINARY
    return _by_dictionary(word, tag)


def _letter(word: str, lists: _Lists) -> str:
    """The part of a single character."""
    if word in "和与及暨":
        return AND
    if word in lists.levels:
        return LEVEL
    if word.isdigit() and word.isascii():
        return NUMBER
    if word in _JOINERS:
        return JOINER
    if word in _INSIDE_OR_STOP:
        return PARTICLE
    return LETTER if word.isalpha() and word not in _FUNCTION else STOP


def _by_dictionary(word: str, tag: str) -> str:
    count = dictionary.frequency(word)
    if _NUMBER.match(word):
        return ORDINAL
    if tag == "m" and _COUNTED.match(word) or count == 0 and _COUNTED.match(word):
        return STOP  # 三四家
    if count == 0 and len(word) == 2 and set(word) <= _FUNCTION | _INSIDE_OR_STOP:
        return STOP  # 将建, 上受: no words, but a guess of jieba's
    if count == 0 and len(word) == 3 and word[2] == "方" and dictionary.frequency(word[:2]) > COMMON:
        return ROLE  # 运维方
    if count <= COMMON and (not count or tag[0] != "v") or tag in _NAME_TAGS and count <= COMMON_NAME:
        return ORDINARY if _compound(word) else FRESH
    if word in _lists().nameable:
        return ORDINARY
    if tag[0] in _STOP_TAGS or tag in ("ad", "l", "i", "f"):
        return STOP
    if tag[0] == "v" and tag != "vn":
        return VERB if count > SELDOM else RARE
    if _ROLE.search(word):
        return ROLE
    if tag == "ns" and word not in _lists().not_places:
        return SPOT
    return RARE if count <= COMMON_NAME and len(word) < 4 else ORDINARY


def _compound(word: str) -> bool:
    """True for a rare word made of two common ones: 管道工程; but 天津|泰达 is a name."""
    return len(word) == 4 and word[:2] not in _lists().places and all(
        dictionary.frequency(half) > COMMON for half in (word[:2], word[2:]))


class _Lists(NamedTuple):
    breaks: frozenset[str]
    nations: frozenset[str]
    levels: frozenset[str]
    roles: frozenset[str]
    young: frozenset[str]
    trades: frozenset[str]
    places: frozenset[str]
    nameable: frozenset[str]
    not_places: frozenset[str]


@cache
def _lists() -> _Lists:
    shapes = knowledge.vocabulary("organisation_shapes.yml")
    young = frozenset([*shapes["young"], *shapes["broad"]]) - _trades()
    return _Lists(frozenset(shapes["breaks"]), frozenset(shapes["nations"]), frozenset(shapes["levels"]),
                  frozenset(shapes["roles"]), young, _trades(), _places(), frozenset(shapes["nameable"]),
                  frozenset(shapes["not_places"]))



@cache
def _trades() -> frozenset[str]:
    """Words that stand in several names of the gazetteer, though jieba takes some for verbs: 发展, 投资, 管理."""
    names = "\n".join(form for form, sense in knowledge.organisations().forms.items() if sense.form != "weak")
    generic = knowledge.vocabulary("organisation_shapes.yml")["generic"]
    counts = Counter(word for _, _, word, tag in tokens.tagged(names) if len(word) > 1 and not word.isascii()
                     and (tag not in _OF_NAMES or word in generic))  # 湘江 and 华瑞 are firms' own
    return frozenset(word for word, count in counts.items() if count >= 2 and dictionary.frequency(word) > COMMON)


def _places() -> frozenset[str]:
    """Names of divisions that are no other words."""
    doubtful = {"common", "shared", "generic"}
    return frozenset(name for name, senses in knowledge.places().forms.items()
                     if not any(doubtful & set(sense.form.split("+")) for sense in senses))
