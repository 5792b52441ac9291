"""A text in pieces that say what each could be in an organisation's name: a division, a firm, a trade, a stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from etl import knowledge
from etl.extract import tokens
from etl.knowledge import dictionary
from etl.model import Mention

# what a piece is, in a name
PLACE = "place"
FIRM = "firm"  # any organisation that the gazetteer knows
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

LONGEST_WORD = 40  # characters; a longer run of letters is no word of a name
COMMON = 30  # times in jieba's dictionary from which on a word is an ordinary one
SELDOM = 100  # up to here a verb may be a name: 启明, 腾跃
COMMON_NAME = 300  # the same for what the dictionary holds as a name (nr, nz): 海信, 太极, but not 智慧
_NAME_TAGS = ("nr", "nz", "nrt", "nrfg")
_STOP_TAGS = tuple("pcudryeoqtmkxhw")
# single characters that do grammar and begin or end no word of a name by themselves
_FUNCTION = frozenset("的了着得在对向从由被把将为以于是也就都其该此这那每某不未已正再又还并或等至到自据按经因给让使"
                      "所有获赴驻签称拟会能可要应则即便才却但若如且年月日时分元号次名个家位项亿万起约近超逾达届期我"
                      "他她它们您你谁何几多少仅只很最更太非没跟随说去来做成请问叫")
_UNITS = frozenset("年月日时分元号点")
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千万亿本每今去明多几数半同")
# with what follows them jieba makes words that are none: 由京科, 获磐京
_PREFIXES = frozenset("将拟已再又被把与由从向在为对获赴携邀据称及等的了其该此各每某不就也都而或且但若近受请让使给")
_LINKS = frozenset("与及由向在为是的将")
# these are grammar or a part of a name, as their neighbours say: 项目中, 中核; 骋风而来
_INSIDE_OR_STOP = frozenset("中上下内外前后里间而之同过无地")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|新城|园区|示范区|保税区|自贸区|度假区|风景区|景区|名胜区|"
                   r"试验区|实验区|产业园|科技园|科技城|生态城|科学城|工业区|保税港区|合作区|功能区|片区|集聚区)$")
_ROLE = re.compile(r"(?:商|[^东南西北地]方|企|家|巨头|龙头|单位|机构|企业|伙伴|业主|主体|代表|公司|人|者|长|旗下)$")
_NUMBER = re.compile(r"第?[一二三四五六七八九十百]+$")
_LEVEL_LETTERS = tuple("省市区县州旗镇乡")
_JOINERS = "·•・-—"


class Piece(NamedTuple):
    """A word, or a known name, with its part in a name."""

    start: int
    end: int
    text: str
    kind: str
    tag: str = ""


class Pieces:
    """The pieces of a text, found by where they end."""

    def __init__(self, text: str, known: Sequence[Mention], departments: Sequence[int] = ()) -> None:
        self.text = text
        self._tokens = tokens.tagged(text)
        self._by_end = {token[1]: token for token in self._tokens}
        self._by_start = {token[0]: token for token in self._tokens}
        self._by_end[0] = (0, 0, "", "x")
        self._known = {mention.end: mention for mention in known if self._sure(mention)}
        self._starting = {mention.start: mention for mention in self._known.values()}
        self._inside = {at: mention for mention in self._known.values()
                        for at in range(mention.start + 1, mention.end)}

    def is_edge(self, at: int, guesses: bool = False) -> bool:
        """True where a word ends, or a known name; with ``guesses`` also inside a word that jieba guesses (委等)."""
        if at in self._by_end or at in self._known or not guesses:
            return at in self._by_end or at in self._known
        word = self.beginning(at)
        start = at
        while start > max(0, at - LONGEST_WORD) and start not in self._by_end:
            start -= 1
        return not any(dictionary.frequency(self.text[begin:word.end]) for begin in (start, at - 1))

    def is_noun(self, end: int) -> bool:
        """False where the word that ends here is a verb in jieba's eyes: 签署, 布局."""
        token = self._by_end.get(end)
        return token is None or token[1] - token[0] == 1 or token[3][0] in "njx" or dictionary.frequency(token[2]) == 0

    def before(self, at: int) -> Piece | None:
        """The piece that ends at ``at``; None at the beginning of the text."""
        if at <= 0:
            return None
        if mention := self._known.get(at):
            kind = PLACE if mention.kind == "place" else FRESH if "weak" in mention.rule else FIRM
            return Piece(mention.start, at, mention.text, kind, mention.candidates[0] if mention.candidates else "")
        if mention := self._inside.get(at):  # the ending overlaps a known name: 昆明市|政府 over 市政府
            return Piece(mention.start, at, self.text[mention.start:at], PLACE if mention.kind == "place" else FIRM)
        start, _, word, tag = self._by_end.get(at) or self._covering(at)
        # a known name's end inside the word cuts it: 宁乡|市政府 leaves 政府
        for cut in range(at - 1, max(start, at - LONGEST_WORD), -1):
            if cut in self._known:
                start = cut
                break
        word = self.text[start:at]
        if len(word) > 2 and word[0] in _PREFIXES and not dictionary.frequency(word):
            self._by_end[start + 1] = (start, start + 1, word[0], "p")
            start, word = start + 1, word[1:]
        if len(word) > 1 and word[-1] in _LINKS and not dictionary.frequency(word):
            self._by_end[at - 1] = (start, at - 1, word[:-1], "x")  # 委与
            start, word = at - 1, word[-1]
        return Piece(start, at, word, self._kind_at(start, word, tag), tag)

    def _kind_at(self, start: int, word: str, tag: str) -> str:
        if word in _UNITS:  # 月 in 净月 is no month
            return STOP if self.text[start - 1:start] in _NUMERALS else LETTER
        return _kind(word, tag)

    def level_before(self, at: int) -> Piece | None:
        """The level alone before a department, though jieba binds it to the word before: 从市|教育局."""
        if self.text[at - 1:at] in _LEVEL_LETTERS and at > 0 and at not in self._known and at not in self._inside:
            start, _, word, _ = self._by_end.get(at) or (at, at, "", "")
            if len(word) == 2 and dictionary.frequency(word) == 0:
                self._by_end[at - 1] = (start, at - 1, word[:1], "x")
                return Piece(at - 1, at, word[1:], LEVEL)
        return None

    def after(self, at: int) -> str:
        """What the piece is that begins at ``at``; a stop at the end of the text."""
        return self.beginning(at).kind if at < len(self.text) else STOP

    def beginning(self, at: int) -> Piece:
        """The piece that begins at ``at``, or the rest of the one that covers it."""
        if mention := self._starting.get(at):
            return self.before(mention.end) or Piece(at, at, "", STOP)
        for end in range(at + 1, min(at + LONGEST_WORD, len(self.text)) + 1):
            if end in self._by_end or end in self._known:
                word = self.text[at:end]
                tag = self._by_end[end][3] if end in self._by_end else "n"
                return Piece(at, end, word, self._kind_at(at, word, tag), tag)
            if end in self._starting:
                return Piece(at, end, self.text[at:end], ORDINARY)
        return Piece(at, min(at + 1, len(self.text)), self.text[at:at + 1], ORDINARY)

    def _covering(self, at: int) -> tuple[int, int, str, str]:
        start = at - 1
        while start > max(0, at - LONGEST_WORD) and start not in self._by_end:
            start -= 1
        return start, at, self.text[start:at], "n"

    def _sure(self, mention: Mention) -> bool:
        """False for a known name that is here part of another word, or an ordinary word itself (合作, 东方)."""
        whole = mention.start in self._by_end and mention.end in self._by_end
        if mention.kind == "organisation":
            if "weak" in mention.rule:
                return whole and len(mention.text) < 4 and dictionary.frequency(mention.text) <= COMMON_NAME
            return (whole or mention.end - mention.start > 3)
        if _ZONE.fullmatch(mention.text):
            return False  # 新城 in 空港新城 is no 新城区
        forms = mention.rule.split("+")
        if not set(forms) - {"common", "generic", "english"}:
            return False
        if any(form in ("full", "zone", "abroad", "level") for form in forms):
            return whole or mention.end - mention.start > 2
        token = self._by_start.get(mention.start)
        if token is None:
            return False
        if token[1] == mention.end:
            return token[3] == "ns" or dictionary.frequency(token[2]) < COMMON_NAME
        return mention.end in self._by_end or token[3] in ("ns", "nt", "nz") or mention.end - mention.start > 2


@lru_cache(maxsize=1 << 14)
def _kind(word: str, tag: str) -> str:
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
    if word.endswith("政府") and word[:-2] in lists.levels:
        return FIRM  # 市政府|办公厅
    if first.isascii() and first.isalpha():
        return LATIN
    if first.isdigit():
        return NUMBER
    if not first.isalnum():
        return STOP
    if word in lists.breaks:
        return ACT
    if _ZONE.search(word):
        return ZONE
    if tag == "ns" and len(word) > 2 and word not in lists.young and dictionary.frequency(word):
        return PLACE  # 中关村
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
    if count == 0 and len(word) == 2 and (word[0] in _PREFIXES or set(word) <= _FUNCTION | _INSIDE_OR_STOP):
        return STOP  # 将建, 上受: no words, but a guess of jieba's
    if count <= COMMON and (not count or tag[0] != "v") or tag in _NAME_TAGS and count <= COMMON_NAME:
        return ORDINARY if _compound(word) else FRESH
    if tag[0] in _STOP_TAGS or tag in ("ad", "l", "i", "f"):
        return STOP
    if tag[0] == "v" and tag != "vn":
        return VERB if count > SELDOM else RARE
    if _ROLE.search(word):
        return ROLE
    return PLACE if tag == "ns" else RARE if count <= COMMON_NAME and len(word) < 4 else ORDINARY


def _compound(word: str) -> bool:
    """True for a rare word made of two common ones: 管道工程."""
    return len(word) == 4 and all(dictionary.frequency(half) > COMMON for half in (word[:2], word[2:]))


class _Lists(NamedTuple):
    breaks: frozenset[str]
    nations: frozenset[str]
    levels: frozenset[str]
    roles: frozenset[str]
    young: frozenset[str]
    trades: frozenset[str]


@cache
def _lists() -> _Lists:
    shapes = knowledge.vocabulary("organisation_shapes.yml")
    return _Lists(frozenset(shapes["breaks"]), frozenset(shapes["nations"]), frozenset(shapes["levels"]),
                  frozenset(shapes["roles"]), frozenset([*shapes["young"], *shapes["broad"]]) - _trades(), _trades())


@cache
def _trades() -> frozenset[str]:
    """Words that stand in several names of the gazetteer, though jieba takes some for verbs: 发展, 投资, 管理."""
    names = "\n".join(form for form, sense in knowledge.organisations().forms.items() if sense.form != "weak")
    counts = Counter(word for _, _, word, _ in tokens.tagged(names) if len(word) > 1 and not word.isascii())
    return frozenset(word for word, count in counts.items() if count >= 2 and dictionary.frequency(word) > COMMON)
