"""Short names that the text gives or uses for the long names in it: in brackets, with a stock code, or cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import ahocorasick_rs

from etl import knowledge
from etl.extract import boundaries
from etl.extract.pieces import Piece, Pieces
from etl.extract.word_kinds import (
    ACT,
    AND,
    FIRM,
    FRESH,
    LATIN,
    LETTER,
    NATION,
    NUMBER,
    ORDINARY,
    PARTICLE,
    PLACE,
    RARE,
    ROLE,
    STOP,
    TRADE,
    VERB,
)
from etl.knowledge import dictionary
from etl.model import Mention

# （以下简称“云洲智能”） · （简称：X） · (下称X)
_GIVEN = re.compile(r"[（(](?:以下|下)?(?:统称|简称|称)(?:为|：|:)?[“”「\"'‘]?"
                    r"(?P<short>[^“”「」\"'‘’《》（）()，。、；：\s]{2,14})[“”」\"'’]?[)）]")
# 澳门电讯有限公司（澳电） · 某某研发中心（LSCM）
_BARE = re.compile(r"[（(](?P<short>[\u4e00-\u9fff]{2,6}|[A-Z][A-Za-z]{1,9})[)）]")
# 银江股份（300020） · 中汇集团(00382.HK) · 侨银环保（SZ 000999，收盘价：11.20元） · 岱岳云(6.31,0.12,1.94%)
_CODE = re.compile(r"\s?[（(](?:(?:证券|股票|股份)?(?:代码|简称)?[：:]?\s?(?:SZ|SH|HK|BJ|NYSE|NASDAQ|港交所)?[.：:]?\s?"
                   r"(?:\d{3}[\dX]{3}|(?!(?:19|20)\d\d[)）])\d{4,5}(?=\.HK|\)|）))|\d+\.\d+,-?\+?\d+\.\d+,|(?:NYSE|NASDAQ|HKEX)[：:])")
_NAMED = re.compile(r"(?:证券|股票)简称：(?P<name>[\u4e00-\u9fffA-Za-z]{2,6})")
_AFTER = (STOP, AND, ACT, VERB, ROLE, PARTICLE, NUMBER)
_OWN = (FRESH, LETTER, LATIN, RARE, FIRM, STOP)
_LEGAL = re.compile(r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|合伙企业|有限合伙)+$")
RARELY = 5  # times in jieba's dictionary up to which a word is a firm's own
_FEW = 30  # names; to make an automaton of so few takes longer than to look for each
_LEGAL_WORDS = ("公司", "集团", "股份", "中心")
_NOT_SHORT = frozenset(("公司", "本公司", "集团", "发行人", "甲方", "乙方", "丙方", "项目",
                        "本项目", "协议", "合同", "目标公司", "标的公司", "上市公司", "联合体"))


def find(pieces: Pieces, known: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Mentions of short forms of organisations in ``known`` and ``found``, and of firms named with their stock code.

    ``candidates`` holds the kind and, where the long form is known, the long form.
    """
    text = pieces.text
    listed = list(_listed(pieces))
    given = list(_given(text, [*known, *found]))
    owners: dict[str, tuple[str, ...]] = {mention.text: mention.candidates for mention in listed}
    for mention in found:
        for short in [*_cut(pieces, mention), *_brand(pieces, mention)]:
            owners.setdefault(short, (mention.candidates[0], mention.text))
    for mention in known:
        if mention.kind == "organisation" and "weak" not in mention.rule:
            owners |= {short: _owner(mention) for short in _brand(pieces, mention)}
    owners |= {mention.text: mention.candidates for mention in given}
    return [*_again(pieces, owners), *given, *listed]


def _given(text: str, found: Sequence[Mention]) -> Iterable[Mention]:
    """Short names that a bracket gives: the name right before it is what they stand for."""
    ends = {mention.end: mention for mention in found if mention.kind == "organisation"}
    roles = knowledge.vocabulary("organisation_shapes.yml")["roles"]
    for match in _GIVEN.finditer(text):
        start, end = match.span("short")
        owner = ends.get(_before_brackets(text, match.start()))
        if owner is None or match["short"] in _NOT_SHORT or match["short"] in roles:
            continue
        owner = _whole(text, owner, match["short"])
        if owner.start != ends[owner.end].start:
            yield owner
        yield Mention("organisation", start, end, match["short"], rule="short for", candidates=_owner(owner))
    for match in _BARE.finditer(text):
        owner = ends.get(match.start())
        if owner and _abbreviates(match["short"], owner.text, text):
            yield Mention("organisation", *match.span("short"), match["short"], rule="short for",
                          candidates=_owner(owner))


def _abbreviates(short: str, name: str, text: str) -> bool:
    """True for 澳电 after 澳门电讯有限公司, and for LSCM where the text uses it again; not for （北京）."""
    if short.isascii():
        return sum(letter.isupper() for letter in short) > 1 and text.count(short) > 1
    letters = iter(name)
    return all(letter in letters for letter in short) and short not in name \
        and not short.endswith(_LEGAL_WORDS) and short not in knowledge.places().forms


def _whole(text: str, owner: Mention, short: str) -> Mention:
    """The long name with all that its short name shows of it: 腾跃|云图科技公司（简称腾跃云图）."""
    low = max(0, owner.start - len(short))
    at = text.find(short, low, owner.end)
    if low <= at < owner.start < at + len(short):
        return owner._replace(start=at, text=text[at:owner.end])
    return owner


def _before_brackets(text: str, at: int) -> int:
    """Where the words end before ``at`` and the bracket before it: 银江股份（300020）（以下简称…."""
    if text[at - 1:at] in ("）", ")"):
        opened = max(text.rfind("（", max(0, at - 40), at), text.rfind("(", max(0, at - 40), at))
        return opened if opened >= 0 else at
    return at - 1 if text[at - 1:at] in ("”", "\"", " ") else at


def _owner(mention: Mention) -> tuple[str, ...]:
    """Kind and long form of what a short name stands for."""
    if body := knowledge.organisations().bodies.get(mention.candidates[0]):
        return body.kind, body.name
    return mention.candidates[0], mention.text


def _listed(pieces: Pieces) -> Iterable[Mention]:
    """Firms that a stock code or a share price follows."""
    text = pieces.text
    for match in _CODE.finditer(text):
        head = boundaries.head(pieces, match.start(), "company")
        if head and 2 <= match.start() - head.start <= 12:
            start = _full_start(pieces, head.start, match.start())
            yield Mention("organisation", start, match.start(), text[start:match.start()], rule="listed",
                          candidates=("company",))
    for match in _NAMED.finditer(text):
        yield Mention("organisation", *match.span("name"), match["name"], rule="listed", candidates=("company",))


def _full_start(pieces: Pieces, start: int, end: int) -> int:
    """Where a listed firm's name begins of which two characters are found that never stand without the two before."""
    piece = pieces.before(start)
    if end - start > 2 or piece is None or len(piece.text) != 2 or piece.kind not in (TRADE, ORDINARY, RARE):
        return start
    together = pieces.count_around(piece.start, end)
    return piece.start if together > 1 and together == pieces.count_around(start, end) else start  # 中科|恒运


def _cut(pieces: Pieces, mention: Mention) -> Iterable[str]:
    """What a story may call a firm for short: 云洲智能, 云洲, 珠海云洲 for 珠海云洲智能科技有限公司."""
    legal = _LEGAL.search(mention.text)
    if not legal or mention.candidates[:1] != ("company",) or "ending" not in mention.rule:
        return
    words = []
    at = mention.start + legal.start()
    while at > mention.start and len(words) < 12:
        piece = pieces.before(at)
        words.append(piece)
        at = piece.start
    words.reverse()
    words = [word for word in words if not word.text.startswith(("（", "(", "）", ")"))]
    first = next((number for number, word in enumerate(words) if word.kind not in (PLACE, NATION)), len(words))
    if "集团" in legal[0] and 0 < len(words) - first < 3:
        for begin in {0, first}:
            yield "".join(word.text for word in words[begin:]) + "集团"  # 欧亚集团
    elif "集团" in legal[0] and len(words) > first:
        for end in range(first + 1, len(words)):
            yield "".join(word.text for word in words[first:end]) + "集团"  # 新发展集团 for 新发展交通集团
    brand = _brand_end(words, first)
    if brand == first:
        return
    if words[-1].text in _ending_brands() and brand < len(words) - 1:
        yield "".join(word.text for word in words[first:brand]) + words[-1].text  # 云汐|智慧城市|科技
    yield "".join(word.text for word in words[first:brand]) + "公司"
    own = words[brand - 1].text
    if brand == first + 1 and len(own) == 4 and own[2:] in _ending_brands():
        yield "".join(word.text for word in words[:first]) + own[:2]  # 江西粮安 of 江西|粮安物联
    for begin in {0, first}:
        for end in range(brand, len(words) + 1):
            short = "".join(word.text for word in words[begin:end])
            if 2 <= len(short) < len(mention.text) and (len(short) > 3 or dictionary.frequency(short) == 0):
                yield short


def _brand(pieces: Pieces, mention: Mention) -> Iterable[str]:
    """What a firm is called without the trade that ends its name: 深兰 for 深兰科技."""
    trade = next((trade for trade in (mention.text[-2:], mention.text[-3:]) if trade in _ending_brands()), "")
    own = mention.text.removesuffix(trade)
    if not trade or not 2 <= len(own) <= 4 or dictionary.frequency(own) > RARELY or own in knowledge.organisations().forms:
        return
    words = []
    at = mention.end - len(trade)
    while at > mention.start:
        words.append(piece := pieces.before(at))
        at = piece.start
    if words and all(word.kind in (FRESH, LETTER) for word in words):
        yield own


@cache
def _ending_brands() -> frozenset[str]:
    return frozenset(knowledge.vocabulary("organisation_shapes.yml")["endings"]["company"]["brand"])


def _brand_end(words: Sequence[Piece], first: int) -> int:
    """Where a firm's own word ends: 云洲|智能, 东华医为|科技, 宏图时代|信息."""
    own = [number for number in range(first, min(first + 4, len(words))) if words[number].kind in _OWN]
    if own:
        return own[-1] + 1
    if len(words) - first > 2 and words[first].kind == ORDINARY and not dictionary.frequency(
            words[first].text + words[first + 1].text):
        return first + 2
    return first


def _again(pieces: Pieces, owners: dict[str, tuple[str, ...]]) -> Iterable[Mention]:
    """Every place where one of these short names stands as words of its own."""
    if not owners:
        return
    for start, end, short in _leftmost_longest(pieces.text, list(owners)):
        # 羲和 in 羲和储能 is another's
        if len(short) > 3 or pieces.is_edge(start) and pieces.is_edge(end) and pieces.after(end) in _AFTER:
            yield Mention("organisation", start, end, short, rule="short form", candidates=owners[short])


def _leftmost_longest(text: str, words: list[str]) -> Iterator[tuple[int, int, str]]:
    """Where the words stand, none over another: the leftmost goes first, of those that begin together the longest."""
    if len(words) > _FEW:
        automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        yield from ((start, end, words[index]) for index, start, end in automaton.find_matches_as_indexes(text))
        return
    done = 0
    found = sorted([(start, -len(word), word) for word in words for start in _starts(text, word)])
    for start, _, word in found:
        if start >= done:
            done = start + len(word)
            yield start, done, word


def _starts(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
