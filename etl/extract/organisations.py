"""Finds names of organisations never seen before, by how such names are built (``organisation_shapes.yml``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from etl import knowledge
from etl.extract import tokens
from etl.model import Mention

ORDINARY = 30  # occurrences in jieba's dictionary from which on a word counts as ordinary
# endings that follow a division directly (广东联通, 天津地铁), and a firm's name (平安证券)
LOCAL = frozenset(("联通", "移动", "电信", "铁塔", "电力", "水务", "机场", "地铁", "公交", "农行", "工行", "建行", "中行", "交行", "政府", "局"))
GROUP = frozenset(("科技", "股份", "智能", "软件", "资本", "证券", "保险", "人寿", "物流", "数科", "控股", "信托", "智联", "通信", "传媒", "环保",
                   "电力", "基金", "置业", "地产"))
LONGEST = 34  # characters; the longest names in company registers rarely pass thirty
_CLOSED = re.compile(r"[（(][^（）()，。；]{1,8}[）)]$")
_LOCAL_BODY = re.compile(r"(?:^|(?<=[、，。；：“”（）()\s由与和及同向经从据就]))(?:省|市|区|县|州|自治区)[\u4e00-\u9fff]{1,12}$")
_JOINING = ("和", "及", "联合")
_ENDING = re.compile(r"(?:公司|集团|银行|大学|学院|政府|局|厅|委|部|院|所|中心|协会|联盟|股份|办)$")
_JOINERS = "·•・-"
_WORD = re.compile(r"[\w]", re.UNICODE)
# a listed firm is named with its code: 银江股份（300020）
_LISTED = re.compile(r"(?P<name>[\u4e00-\u9fffA-Za-z]{2,6})[（(](?:证券代码[：:]|股票代码[：:])?\d{6}(?:\.[A-Z]{2})?[)）]")
_SHORT_FOR = re.compile(r"[（(](?:以下|下)?(?:简称|称)(?:为|：|:)?[“”「\"]?(?P<short>[^“”「」\"（）()，。]{2,14})[“”」\"]?[)）]")
_STOCK_NAME = re.compile(r"证券简称：(?P<name>[\u4e00-\u9fffA-Za-z]{2,6})")


@cache
def _shapes() -> dict:
    return knowledge.vocabulary("organisation_shapes.yml")


@cache
def _suffixes() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    """The automaton of endings, and each ending with its kind."""
    pairs = [(suffix, kind) for kind, suffixes in _shapes()["suffixes"].items() for suffix in dict.fromkeys(suffixes)]
    return ahocorasick_rs.AhoCorasick([suffix for suffix, _ in pairs]), pairs


@cache
def _sets() -> tuple:
    shapes = _shapes()
    things = re.compile("|".join(re.escape(word) for word in shapes["things"]))
    return (frozenset(shapes["stops"]), frozenset(shapes["weak"]), frozenset(shapes["bound"]),
            frozenset(shapes["not_names"]), frozenset(shapes["levels"]), tuple(shapes["leads"]), things)


def find(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of organisations that only the shape of their name tells.

    ``known`` are the gazetteer's mentions in ``text``: a division or a firm may begin such a name. ``candidates`` holds
    the kind; ``rule`` the ending.

    >>> from etl.extract import names
    >>> text = "长沙市物业协会与盛灿科技有限公司签约"
    >>> [m.text for m in find(text, names.find(text))]
    ['长沙市物业协会', '盛灿科技有限公司']
    """
    automaton, pairs = _suffixes()
    hits = automaton.find_matches_as_indexes(text, overlapping=True)
    found = [*_listed(text), *_short_names(text), *_acting(text, known)]
    if hits:
        words = _words(text, known)
        longest = {}
        for index, start, end in hits:
            if end not in longest or start < longest[end][1]:
                longest[end] = (index, start)
        for end, (index, start) in longest.items():
            suffix, kind = pairs[index]
            if mention := _name(words, start, end, suffix, kind):
                found.append(mention)
    return longest_first(found)


def longest_first(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that a longer one overlaps, in the order of the text."""
    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        if covered.isdisjoint(range(mention.start, mention.end)):
            covered.update(range(mention.start, mention.end))
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)


def _words(text: str, known: Sequence[Mention]) -> _Words:
    spans = tokens.words(text)
    inside = {offset: start for start, end in spans for offset in range(start + 1, end)}
    return _Words(text, {end: start for start, end in spans}, frozenset(end for _, end in spans) | {0},
                  {mention.end: mention for mention in known}, {mention.start: mention for mention in known}, inside)


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words and known names, looked up by where they end."""

    text: str
    starts: dict[int, int]
    edges: frozenset[int]
    ends: dict[int, Mention]
    begins: dict[int, Mention]
    inside: dict[int, int]

    def word_before(self, at: int) -> tuple[int, str]:
        begin = self.starts.get(at, self.inside.get(at, at - 1))
        return begin, self.text[begin:at]


def _name(words: _Words, start: int, end: int, suffix: str, kind: str) -> Mention | None:
    stops, weak, bound, not_names, _, _, things = _sets()
    text = words.text
    if end not in words.edges and len(suffix) < 3 or text[end:end + 1] in tuple("长员业化性版"):
        return None  # 局 in 局长, 银行 in 银行业
    if things.match(text, end):
        return None  # 大数据中心 in 大数据中心项目 is a thing to build
    begin, anchor = _begin(words, start)
    if kind == "government" and (local := _LOCAL_BODY.search(text, max(0, end - 16), end)) and local.start() >= begin - 1 \
            and local.start() < start:
        begin, anchor = local.start(), "level"  # jieba cuts 市住|建局
    begin = _without_lead(words, begin, start)
    name, head = text[begin:end], text[begin:start]
    if begin >= start or name in not_names or len(name) < 3 or "公司" in head and not suffix.endswith(("公司", "行")):
        return None
    if suffix in bound and not _bound_name(words, begin, start, suffix, anchor):
        return None
    if suffix in weak and not anchor and not _fresh(words, begin, start) and not (
            kind == "association" and len(head) >= 6):
        return None
    if kind == "government" and not anchor and len(suffix) < 3:
        return None
    return Mention("organisation", begin, end, name, candidates=(kind,), rule=f"ending {suffix}")


def _bound_name(words: _Words, begin: int, start: int, suffix: str, anchor: str | None) -> bool:
    """True for 广东|联通 (a division or firm right before the ending) and for 盛灿|科技 (a new word of 2-4 characters)."""
    before = words.ends.get(start)
    if before and (before.kind == "place" and suffix in LOCAL or before.kind == "organisation" and suffix in GROUP):
        return True
    if anchor == "level" and suffix in ("局", "厅", "署", "办公室", "政府"):
        return True
    if suffix in ("局", "厅", "署", "办公室", "服务中心", "街道", "政府", "领导小组"):
        return anchor is not None and start - begin > 1
    return anchor is None and 2 <= start - begin <= 4 and _fresh(words, begin, start) \
        and suffix in ("科技", "智能", "股份", "资本", "控股", "软件", "传媒", "通信", "电子", "信息", "智联", "网络")


def _fresh(words: _Words, begin: int, start: int) -> bool:
    """True where no ordinary word stands in the span: 盛灿 (科技) is a name, 高新 (科技) is not."""
    at = start
    while at > begin:
        left, word = words.word_before(at)
        if len(word) > 1 and tokens.frequency(word) > ORDINARY and not word.isascii():
            return False
        at = left
    return start - begin >= 2


def _without_lead(words: _Words, begin: int, start: int) -> int:
    """The name's begin without words that only lead up to it: 建设 in 建设珠江投资大数据中心."""
    leads = _sets()[5]
    moved = True
    while moved:
        moved = False
        for word in leads:
            if words.text.startswith(word, begin) and begin + len(word) < start:
                begin, moved = begin + len(word), True
    return begin


def _begin(words: _Words, start: int, joining: bool = True) -> tuple[int, str | None]:
    """Where the name that ends in a suffix at ``start`` begins, and what anchors it: place, organisation, level."""
    stops, _, _, _, levels, _, _ = _sets()
    text, at, anchor, limit = words.text, start, None, max(0, start - LONGEST)
    if covering := next((m for m in (words.begins.get(start - back) for back in range(1, 8)) if m and m.end > start), None):
        at, anchor = covering.start, covering.kind  # 昆明市|政府: the ending 市政府 begins inside 昆明市
    while at > limit:
        if mention := words.ends.get(at):
            if anchor == "place" and mention.kind == "organisation" and text[at - 1] not in _JOINERS and at != start \
                    and mention.rule == "weak":
                break
            at, anchor = mention.start, mention.kind
            continue
        if anchor in ("place", "level"):
            break
        if text[at - 1] in ")）" and (closed := _CLOSED.search(text, max(0, at - 10), at)):
            at = closed.start()
            continue
        if text[at - 1] in _JOINERS and at - 1 > limit and _WORD.match(text[at - 2]):
            at -= 1
            continue
        begin, word = words.word_before(at)
        if word in _JOINING and joining and anchor is None and at < start and _joins(words, begin):
            at = begin
            continue
        if word in stops or not _WORD.match(word[0]) or word[0].isdigit():
            break
        if word in levels:
            at, anchor = begin, "level"
            continue
        if anchor == "organisation":
            break
        at = begin
        if word in ("中国", "全国", "国家", "中央", "中共", "国务院"):
            return at, "nation"
        if mention := words.begins.get(at):  # 天津港: the word goes on after the known name
            anchor = mention.kind
    return at, anchor


def _joins(words: _Words, at: int) -> bool:
    """True where 和 stands inside a name (市工业和信息化委员会), not between two (腾讯和盛灿科技)."""
    if at in words.ends:
        return False
    begin, anchor = _begin(words, at, joining=False)
    return anchor in ("place", "level") and at - begin <= 14 and not _ENDING.search(words.text[begin:at])


def _listed(text: str) -> list[Mention]:
    found = []
    for match in (*_LISTED.finditer(text), *_STOCK_NAME.finditer(text)):
        start, end = match.span("name")
        words = [span for span in tokens.words(text[start:end])]
        stops = _sets()[0]
        for begin, finish in reversed(words):
            if text[start + begin:start + finish] in stops:
                start += finish
                break
        if end - start >= 2:
            found.append(Mention("organisation", start, end, text[start:end], candidates=("company",), rule="listed"))
    return found


def _short_names(text: str) -> list[Mention]:
    found = []
    for match in _SHORT_FOR.finditer(text):
        start, end = match.span("short")
        if text[start:end] not in _sets()[3]:
            found.append(Mention("organisation", start, end, text[start:end], rule="short for"))
    return found


_ACTS = re.compile(r"联合体|预中标|中标|拿下|牵手|携手|联手|签约|签下|与|和|同|获|完成|发布|推出|宣布|入股|领投|斥资|跻身|入选|荣获|承建|公告|子公司|助力|拟|将|预|再|以|[，。、：；！？“”（）《》\s]|$")
_PAIRED = re.compile(r"(?:牵手|携手|联手|与|和|同)")


def _acting(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Firms without any ending (创新奇智, 达闼) that the headline shows acting and the text names again."""
    title = text[:text.find("\n")] if "\n" in text else ""
    found = []
    for start in [0, *(match.end() for match in _PAIRED.finditer(title))]:
        match = _ACTS.search(title, start)
        name = title[start:match.start()] if match else ""
        if not 2 <= len(name) <= 6 or text.count(name) < 3 or not name.isalnum() or name[-1].isdigit() or any(
                mention.start < start + len(name) and start < mention.end for mention in known):
            continue
        words = [name[a:b] for a, b in tokens.words(name)]
        if all(tokens.frequency(word) > ORDINARY for word in words) and len(words) == 1 or words[-1] in _sets()[6].pattern:
            continue
        spans = [m.span() for m in re.finditer(re.escape(name), text)]
        found += [Mention("organisation", a, b, name, candidates=("company",), rule="acting in the headline")
                  for a, b in spans]
    return found
