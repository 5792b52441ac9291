"""Names that begin with a known one and denote another body: 软通|华方, 汇丰|中国, 日本|外务省."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl import knowledge
from etl.extract.pieces import Pieces
from etl.extract.word_kinds import ACT, AND, FRESH, NUMBER, ORDINAL, ROLE, STOP, VERB
from etl.knowledge import dictionary
from etl.model import Mention

# the hundred surnames that nine in ten people bear: 华为|郭平 is a firm and a person
SURNAMES = frozenset("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
                     "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
                     "严覃武戴莫孔向汤")
_NATIONS = ("中国", "中华", "全国")
_NATIONWIDE = ("国网", "国家电网", "南方电网", "中国移动", "中国联通", "中国电信", "中国铁塔", "中国广电")
_SEPARATORS = ("、", "，", "和", "与", "及", "。", "“", "（")
_MIDDLE_SCHOOL = re.compile("[一二三四五六七八九十]{1,2}中")
_AFTER_SCHOOL = (ACT, AND, STOP, VERB, ROLE)
_AFTER = (ACT, AND, NUMBER, ORDINAL, STOP, VERB)


def find(pieces: Pieces, known: Sequence[Mention]) -> list[Mention]:
    """Mentions that go on where one of the gazetteer's (``known``, in the order of the text) ends.

    >>> from etl.extract import names
    >>> text = "汇丰中国与韩国教育部签约"
    >>> known = names.find(text)
    >>> [mention.text for mention in find(Pieces(text, known), known)]
    ['汇丰中国', '韩国教育部']
    """
    found = []
    for number, mention in enumerate(known):
        after = known[number + 1] if number + 1 < len(known) else None
        if after and after.start == mention.end and (compound := _abroad(pieces, mention, after)):
            found.append(compound)
        elif mention.kind == "organisation":
            found += _in_china(pieces, mention, after)
            found += _campus(pieces, mention, after)
            found += _another(pieces, mention)
        elif mention.kind == "place":
            found += _school(pieces, mention)
    return found


def _school(pieces: Pieces, place: Mention) -> Iterable[Mention]:
    """A middle school under its short name: 襄阳|五中."""
    match = _MIDDLE_SCHOOL.match(pieces.text, place.end)
    if match and "short" in place.rule and pieces.after(match.end()) in _AFTER_SCHOOL:
        yield Mention("organisation", place.start, match.end(), pieces.text[place.start:match.end()], rule="compound",
                      candidates=("academia",))


def _abroad(pieces: Pieces, first: Mention, second: Mention) -> Mention | None:
    """A foreign state's ministry, a national association's local body, a ministry's own."""
    bodies = knowledge.organisations().bodies
    if first.kind == second.kind == "organisation" and "weak" not in second.rule and all(
            bodies[one.candidates[0]].kind == "government" for one in (first, second)):
        return _merged(pieces, first, second, ("government", second.candidates[0]))  # 水利部|海河水利委员会
    if first.kind == "place" and second.kind == "organisation" and bodies[second.candidates[0]].kind == "government":
        code = first.candidates[0]
        if code == knowledge.CHINA:
            return _merged(pieces, first, second, (bodies[second.candidates[0]].kind, second.candidates[0]))
        return _merged(pieces, first, second, ("government",)) if code[:1].isalpha() else None
    if first.kind == "place" and second.kind == "organisation" and _national(second):
        return _merged(pieces, first, second, (bodies[second.candidates[0]].kind,))  # 青岛市|贸促会
    return None


def _in_china(pieces: Pieces, mention: Mention, after: Mention | None) -> Iterable[Mention]:
    """A foreign firm's body in China: 汇丰|中国; a grid's or a carrier's at a place: 国网|天津."""
    if mention.text in _NATIONWIDE and after and after.kind == "place" and after.start == mention.end \
            and after.candidates[0].isdigit() and pieces.after(after.end) in (STOP, AND, ACT, VERB):
        yield Mention("organisation", mention.start, after.end, pieces.text[mention.start:after.end],
                      candidates=("company",), rule="compound")
    end = mention.end + 2
    if pieces.text.startswith("中国", mention.end) and pieces.after(end) in (STOP, AND, ACT, VERB) \
            and knowledge.organisations().bodies[mention.candidates[0]].seat[:1].isalpha():
        yield Mention("organisation", mention.start, end, pieces.text[mention.start:end], candidates=("company",),
                      rule="compound")


def _national(mention: Mention) -> bool:
    """True for a national association under a name that its local ones share: 贸促会, not 中国贸促会."""
    body = knowledge.organisations().bodies[mention.candidates[0]]
    return body.kind == "association" and body.name.startswith(_NATIONS) and not mention.text.startswith(_NATIONS)


def _merged(pieces: Pieces, first: Mention, second: Mention, candidates: tuple[str, ...]) -> Mention:
    return Mention("organisation", first.start, second.end, pieces.text[first.start:second.end], candidates=candidates,
                   rule="compound")


def _campus(pieces: Pieces, mention: Mention, after: Mention | None) -> Iterable[Mention]:
    """A university's body in another city: 香港城市大学|（东莞）."""
    if after and after.kind == "place" and after.start == mention.end + 1 and pieces.text[mention.end] in "（(" \
            and pieces.text[after.end:after.end + 1] in tuple("）)") and mention.text.endswith("大学"):
        end = after.end + 1
        yield Mention("organisation", mention.start, end, pieces.text[mention.start:end], candidates=("academia",),
                      rule="compound")


def _another(pieces: Pieces, mention: Mention) -> Iterable[Mention]:
    """A firm's name that begins with a known one and goes on with a word that no dictionary knows: 软通|华方."""
    text = pieces.text
    if mention.end >= len(text):
        return
    word = pieces.beginning(mention.end)
    if word.text == "队":
        yield Mention("organisation", mention.start, word.end, text[mention.start:word.end], rule="compound",
                      candidates=("other",))
    if len(mention.text) > 3 or word.kind != FRESH or len(word.text) != 2 or dictionary.frequency(word.text) \
            or word.text[0] in SURNAMES:
        return
    name = text[mention.start:word.end]
    listed = text[mention.start - 1:mention.start] in _SEPARATORS and pieces.after(word.end) in _AFTER
    if listed or pieces.count_around(mention.start, word.end) > 1:
        yield Mention("organisation", mention.start, word.end, name, candidates=("company",), rule="compound")
