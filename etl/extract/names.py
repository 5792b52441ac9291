"""Finds the names that the gazetteers know: divisions, countries, cities abroad and organisations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import ahocorasick_rs

from etl import knowledge
from etl.extract import tokens, word_kinds
from etl.knowledge import dictionary
from etl.model import Mention

Senses = tuple[knowledge.Sense, ...]
Span = tuple[int, int, int]
"""Start, end with a minus so that of two that begin together the longer comes first, number of the name."""

COVERED = 100  # what a covered character counts; each name costs 1, so that few long names win over many short ones
# After one of these a letter is meant as a place: 在沪, 落户渝; and before one of those: 沪上, 渝企.
_LETTER_BEFORE = frozenset("在来赴驻离抵户全入")
_LETTER_AFTER = frozenset("上讯企籍")
# letters that open a clause as a place and hardly ever a word: 沪启动…, 粤出台…
_OPENING = frozenset("沪渝粤琼黔滇皖闽赣鄂豫浙湘冀甬穗蓉")
# letters that are ordinary words or syllables besides: only before a verb, 在宁举行
_AMBIGUOUS = frozenset("新青宁台黑吉港蒙藏甘川苏辽桂深汉杭")
_CLAUSE_END = frozenset("\n，。；：！？、 “（")
# surnames that are no other word before a place's name, as 于, 向 and 从 are
_SURNAMES = frozenset("王李张刘陈杨赵吴周徐孙马朱胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋"
                      "蔡杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦邹孟熊邱尹薛闫侯史陶黎贺顾毛郝龚邵钱严覃戴莫孔")
# 大理市|场: the level that ends a full name begins another word
_LEVEL_WORD = re.compile(r"市场|市值|市面|区域|区块|区间|区别|州际")
# what may follow a place inside one of jieba's words without making it another thing: 新加坡人, 英国政府, 上海港
# a short country's name goes on in foreign letters: 马里|布, 马里|兰
_SOUNDS = frozenset("布兰奥斯克尔特姆维德拉娜诺莱")
_INSTITUTE = re.compile("院|所(?![属有在做作需得用提说述以指])")
_OF_PLACE = ("人", "政府", "港", "城", "岛", "籍", "省", "市", "县", "区", "州")


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[Senses, bool]]]:
    """The automaton of names; for each name its senses, and whether what stands around it must be looked at."""
    senses: dict[str, list[knowledge.Sense]] = {}
    for name, found in knowledge.places().forms.items():
        senses.setdefault(name, []).extend(found)
    for name, sense in knowledge.organisations().forms.items():
        senses.setdefault(name, []).append(sense)
    for names in knowledge.vocabulary("other_names.yml").values():
        for name in names:
            senses.setdefault(name, [knowledge.Sense("none", name, "other")])
    return ahocorasick_rs.AhoCorasick(list(senses)), [
        (tuple(found), len(name) == 1 or name[0].isascii() and name[-1].isascii() or found[0].kind == "organisation")
        for name, found in senses.items()]


def find(text: str) -> list[Mention]:
    """Mentions of known names in the order of the text; where names overlap, those that cover most of it.

    ``candidates`` holds the ids that the name may denote, ``rule`` the forms of the name that matched. A place's name
    that is part of another word (明水 in 文明水平, 东川 in 罗东川) is left out.

    >>> [(m.text, m.candidates) for m in find("腾讯与长沙市签约，文明水平")]
    [('腾讯', ('腾讯',)), ('长沙市', ('430100',))]
    """
    spans = _cover(text)
    if not spans:
        return []
    words = _Words(text)
    mentions: list[Mention] = []
    for run in _runs(text, spans):
        mentions += words.whole(run)
    return mentions


def _runs(text: str, spans: Sequence[tuple[int, int, Senses]]) -> Iterator[list[Mention]]:
    """Places that follow each other without a gap go together: 吉林|长春, 江苏省|常州市|武进区."""
    run: list[Mention] = []
    for start, end, senses in spans:
        if senses[0].kind == "none":
            continue
        mention = _mention(text, start, end, senses, run[-1] if run and run[-1].end == start else None)
        if run and not (mention.kind == run[-1].kind == "place" and run[-1].end == start):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _cover(text: str) -> list[tuple[int, int, Senses]]:
    """The names that together cover most of the text: 信阳|新县, not 阳新县; the fewer and the further left first."""
    automaton, names = _automaton()
    hits = automaton.find_matches_as_indexes(text, overlapping=True)
    spans = sorted([(start, -end, index) for index, start, end in hits
                    if not names[index][1] or _plausible(text, start, end, names[index][0])])
    starts = [start for start, _, _ in spans]
    best = [0] * (len(spans) + 1)  # from a span to the end of the text
    following = list(range(1, len(spans) + 1))  # the span to look at next
    taken = [False] * len(spans)
    for at in range(len(spans) - 1, -1, -1):
        start, end = spans[at][0], -spans[at][1]
        after = bisect_left(starts, end, at)
        covered = COVERED * (end - start) - 1 + best[after]
        best[at] = max(covered, best[at + 1])
        if covered >= best[at + 1]:
            taken[at], following[at] = True, after
    return [(start, -end, names[index][0]) for start, end, index in _taken(spans, taken, following)]


def _taken(spans: Sequence[Span], taken: Sequence[bool], following: Sequence[int]) -> Iterator[Span]:
    at = 0
    while at < len(spans):
        if taken[at]:
            yield spans[at]
        at = following[at]


def _plausible(text: str, start: int, end: int, senses: Senses) -> bool:
    if text[start].isascii() and text[end - 1].isascii():  # IBM inside IBMS is no name
        return not (_latin(text[start - 1:start]) or _latin(text[end:end + 1]))
    if end - start == 1:
        return all(sense.form == "letter" for sense in senses)
    # 中国电科|院 is another body, 中国能建|所属 is not
    return not (_INSTITUTE.match(text, end) and senses[0].kind == "organisation")


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


class _Words:
    """Where the words of a text begin and end, to tell a name from a part of another word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends = tokens.by_edge(text)

    @cached_property
    def _order(self) -> list[int]:
        return list(self.starts)

    def whole(self, run: Sequence[Mention]) -> list[Mention]:
        """The names of a run that are words, or short names of places in their stead (大理 for 大理市 in 大理市场)."""
        if run and run[0].kind == "organisation":
            return [mention for mention in run if "weak" not in mention.rule or not self._in_word(mention)]
        kept = [name for name in map(self._levelled, run) if name]
        if len(kept) > 1 and kept[0].start in self.starts and kept[-1].end in self.ends and _nested(kept):
            return kept
        return [mention for mention in kept if self._is_word(mention)]

    def _in_word(self, mention: Mention) -> bool:
        """True for a firm's name in a longer word: 网联 in 智能网联, 山大 in 亚历山大."""
        start = self._order[bisect_right(self._order, mention.start) - 1]
        _, end, word, _ = self.starts[start]
        return mention.end <= end and len(word) > len(mention.text) and bool(
            dictionary.frequency(word) or word_kinds.taught(word))

    def _levelled(self, mention: Mention) -> Mention | None:
        """The name without a level that begins another word: 市场, 区域, 县城."""
        if not _LEVEL_WORD.match(self.text, mention.end - 1) or "short" in mention.rule:
            return mention
        senses = knowledge.places().forms.get(mention.text[:-1])
        return _mention(self.text, mention.start, mention.end - 1, senses) if senses else None

    def _is_word(self, mention: Mention) -> bool:
        start, end = mention.start, mention.end
        if end - start == 1:
            return self._is_letter(start)
        if mention.text.isascii():
            return True
        if start not in self.starts:
            return end - start > 3 or self.text[max(0, start - 2):start] == "中国"
        forms = mention.rule.split("+")
        if end - start > 2 and not {"common", "shared", "level"} & set(forms):
            return True
        if "abroad" in forms and self.text[end:end + 1] in _SOUNDS:
            return False
        if end not in self.ends:
            return self.text[end:self.starts[start][1]] in _OF_PLACE
        return not self._in_person(start, end)

    def _is_letter(self, at: int) -> bool:
        """True where a letter stands for its division: 在沪, 沪上, or 粤 that opens a clause and begins no word."""
        before, after = self.text[at - 1:at], self.text[at + 1:at + 2]
        if at not in self.starts or self.starts[at][1] != at + 1:
            return False
        if self.text[at] in _AMBIGUOUS:
            return before in _LETTER_BEFORE and self._tag(at + 1).startswith("v")
        if before in _LETTER_BEFORE or after in _LETTER_AFTER:
            return True
        opens = self.text[at] in _OPENING and (not before or before in _CLAUSE_END)
        return opens and self._tag(at + 1)[:1] in tuple("vdm")

    def _tag(self, at: int) -> str:
        """The part of speech of the word that begins at ``at``; none inside a word."""
        return self.starts[at][3] if at in self.starts else ""

    def _in_person(self, start: int, end: int) -> bool:
        """True for 东川 after the surname in 罗东川."""
        return end - start == 2 and self.text[start - 1] in _SURNAMES and start - 1 in self.starts and start > 0


def _nested(run: Sequence[Mention]) -> bool:
    """True where each place of a run lies in the one before it, by one of their meanings."""
    return all(any(_holds(one.candidates, code) for code in two.candidates)
               for one, two in zip(run, run[1:], strict=False))


def _mention(text: str, start: int, end: int, senses: Sequence[knowledge.Sense],
             before: Mention | None = None) -> Mention:
    """A mention of the organisation that bears the name, else of the places; after what holds it, of the place.

    金山 is a firm and a district: in 上海|金山 the district.
    """
    if len(senses) == 1:  # as most names have
        return Mention(senses[0].kind, start, end, text[start:end], candidates=(senses[0].id,), rule=senses[0].form)
    places = [sense for sense in senses if sense.kind == "place"]
    chosen = places if len(places) == len(senses) else [sense for sense in senses if sense.kind == "organisation"]
    if places and len(places) < len(senses) and before and before.kind == "place":
        chosen = [sense for sense in places if _holds(before.candidates, sense.id)] or chosen
    return Mention(chosen[0].kind, start, end, text[start:end], candidates=tuple(sense.id for sense in chosen),
                   rule="+".join(dict.fromkeys(sense.form for sense in chosen)))


def _holds(outer: Sequence[str], inner: str) -> bool:
    places = knowledge.places()
    return any(code != inner and places.within(inner, code) for code in outer)
