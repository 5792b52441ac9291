"""Firms that only their company tells: the members of a list where others are known, or that 等企业 closes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from etl import knowledge
from etl.extract import runs
from etl.extract.pieces import Piece, Pieces
from etl.extract.word_kinds import ACT, FIRM, FRESH, LATIN, LETTER, ORDINARY, PLACE, RARE, SPOT, VERB
from etl.model import Mention

RULE = "listed among firms"
LONGEST = 40  # members; a longer list is a table
_SEPARATOR = re.compile("、|以及|[和与及]")
_BEFORE = re.compile("(?:、|以及|[和与及])$")
# 等6家企业, 等造车新势力; 等技术 closes a list of things
_COUNT = r"等?(?:\d+|[一二两三四五六七八九十百多数]+)?[多余]?家?"
_FIRMS = re.compile(rf"(?:等|{_COUNT})[^，。；、：（）“”等]{{0,8}}?(?:企业|公司|厂商|巨头|新势力|运营商|独角兽|"
                    "供应商|服务商|集成商|车企|房企|药企|银行|股东|投资方)")
_THINGS = re.compile(r"等[^，。；、：（）“”企商]{0,8}?(?:技术|产品|平台|系统|场景|领域|地区|城市|区域|项目|应用|方案|功能|手段|"
                     "方式|模型|软件|设备|品种|内容|因素|行业|产业|元素|概念|景区|景点|课程|车型|机型|系列|职业|岗位|人|同志|"
                     "专家|嘉宾|代表)")
_INVESTING = ("领投", "跟投", "参投", "联合领投", "共同领投", "联合投资")
_DEALS = re.compile(r"[^，。；、：]{0,6}?(?:签[约署订]|达成|合作|联合|共同|携手|联手|合资|组成|成立|共建|[两双三四五]方|入围|"
                    "中标|参编|参展|入驻)")
_OF_CITIES = ("数字", "智慧", "云上", "数智")  # what a city calls its firm
_OWN = (FRESH, RARE, LETTER, ORDINARY, SPOT)


class _Member(NamedTuple):
    start: int
    end: int
    known: bool
    firm: bool


def find(pieces: Pieces, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of the firms in lists that ``known``, the mentions found so far, does not hold.

    华为、长虹、九洲等企业; 六脉资本、线性资本、红点中国领投; 与盛灿、某医院达成合作.
    """
    organisations = [mention for mention in known if mention.kind == "organisation" and mention.candidates]
    starts = {mention.start: mention for mention in organisations}
    ends = {mention.end: mention for mention in organisations}
    covered = set(itertools.chain.from_iterable([range(mention.start, mention.end) for mention in organisations]))
    found: list[Mention] = []
    done = 0
    for seed in sorted({*ends, *_closed(pieces)}):
        if seed > done:
            chain = _chain(pieces, seed, starts, ends, covered)
            done = max(done, chain[-1].end if chain else 0)
            if _holds(pieces, chain):
                found += [runs.company(pieces.text, member.start, member.end, RULE) for member in chain
                          if not member.known]
    return found


def _closed(pieces: Pieces) -> Iterable[int]:
    """Where the last member ends of a list that 等企业 closes."""
    for match in re.finditer("等", pieces.text):
        if _FIRMS.match(pieces.text, match.start()):
            yield match.start()


def _chain(pieces: Pieces, seed: int, starts: Mapping[int, Mention], ends: Mapping[int, Mention],
           covered: set[int]) -> list[_Member]:
    """The members of the list of which one ends at ``seed``."""
    text = pieces.text
    member = _before(pieces, seed, ends, covered)
    if member is None:
        return []
    chain = [member]
    while len(chain) < LONGEST and (match := _BEFORE.search(text, max(0, chain[0].start - 2), chain[0].start)) \
            and (member := _before(pieces, match.start(), ends, covered)):
        chain.insert(0, member)
    while len(chain) < LONGEST and (match := _SEPARATOR.match(text, chain[-1].end)) \
            and (member := _after(pieces, match.end(), starts, covered)):
        chain.append(member)
    return chain


def _before(pieces: Pieces, at: int, ends: Mapping[int, Mention], covered: set[int]) -> _Member | None:
    if mention := ends.get(at):
        return _known(mention)
    run = runs.backward(pieces, at)
    if not run or at - 1 in covered or not _lists(run, pieces.text):
        return None
    return _Member(run[0].start, at, False, False)


def _after(pieces: Pieces, at: int, starts: Mapping[int, Mention], covered: set[int]) -> _Member | None:
    if mention := starts.get(at):
        return _known(mention)
    run, stops = runs.forward(pieces, at, len(pieces.text))
    if not run or not stops or at in covered or not _lists(run, pieces.text):
        return None
    return _Member(at, run[-1].end, False, False)


def _known(mention: Mention) -> _Member:
    body = knowledge.organisations().bodies.get(mention.candidates[0])
    kind = body.kind if body else mention.candidates[0]
    return _Member(mention.start, mention.end, True, kind == "company" and "weak" not in mention.rule)


def _holds(pieces: Pieces, chain: Sequence[_Member]) -> bool:
    """True where the known members, or what closes the list, make firms of the others."""
    if len(chain) < 2 or all(member.known for member in chain):
        return False
    text, end = pieces.text, chain[-1].end
    if _FIRMS.match(text, end):
        return True
    if _THINGS.match(text, end):
        return False
    firms = sum(member.firm for member in chain)
    if firms >= 2 or firms and len(chain) > 2 or firms and text.startswith(_INVESTING, end):
        return True
    known = any(member.known for member in chain)
    return known and (bool(_DEALS.match(text, end)) or len(chain) > 2 and pieces.after(end) in (ACT, VERB))


def _lists(run: Sequence[Piece], text: str) -> bool:
    """True for what can be a firm's name where only firms are named."""
    name = text[run[0].start:run[-1].end]
    if not 2 <= len(name) <= 8 or name in runs.ordinary() or name[-1] in runs.THINGS or runs.may_be_person(name, run) \
            or runs.is_english(text, run[0].start, run[-1].end):
        return False
    if len(run) == 2 and run[0].text in _OF_CITIES and run[1].kind == PLACE:
        return True  # 智慧|许昌
    own = [piece for piece in run if piece.kind != PLACE]
    if run[-1].kind in (PLACE, FIRM) or any(piece.kind == FIRM for piece in own[1:]):
        return False
    if len(own) > 1 and own[0].kind in _OWN and own[-1].text in _brands() or any(piece.kind == FRESH for piece in own):
        return True  # 宏碁|智通, 浙能|锦江|环境
    if len(own) > 1 and all(piece.kind == LETTER for piece in own):
        return True  # 铂|澜
    return len(run) == 1 and (own[0].kind == RARE or own[0].kind == LATIN and len(name) > 3)


@cache
def _brands() -> frozenset[str]:
    endings = knowledge.vocabulary("organisation_shapes.yml")["endings"]["company"]
    return frozenset([*endings["brand"], *endings["sign"], "中国"])
