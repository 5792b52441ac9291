"""Organisations that no ending tells, by their part in the sentence: who a headline shows acting, who a list names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import ahocorasick_rs

from etl import knowledge
from etl.extract import boundaries
from etl.extract.compounds import SURNAMES
from etl.extract.pieces import Piece, Pieces
from etl.extract.word_kinds import (
    ACT,
    AND,
    FIRM,
    FRESH,
    LATIN,
    LETTER,
    NATION,
    ORDINARY,
    PLACE,
    RARE,
    ROLE,
    STOP,
    TRADE,
    VERB,
)
from etl.knowledge import dictionary
from etl.model import Mention

_INVESTING = ("领投", "跟投", "参投", "联合领投", "共同领投", "联合投资")
_THINGS = frozenset("会展节赛坛奖周湖园城桥路港站线塔楼馆村镇乡县区市省州案段包标")  # which end no firm's short name
_RELATIONS = ("子公司", "全资子公司", "控股子公司", "孙公司", "旗下")
SHORT_NAME = 4  # characters of most listed firms' short names
ANNOUNCEMENT = 3000  # characters in which a story says that it tells of a firm's announcement
_ANNOUNCES = re.compile("公告|中标通知书")
# 今天国际：… · 今天国际收到… · 今天国际（300532）
_ACTS = re.compile(r"收到|公告|发布公告|[预拟]?中标|签[订署]|(?:全资|控股)?子公司|[（(](?:SZ|SH|\d{6}|[\d.]+,)|"
                   r"\d*月?\d*日?晚间?公告")
_OPENS = re.compile(f"：|{_ACTS.pattern}")
HEADLINE = 200  # characters; what is longer is no headline
LONGEST = 10  # characters of a firm's short name in a headline
_OWN = (FRESH, RARE, LETTER, ORDINARY)
_NAMING = (FRESH, LATIN, LETTER, RARE, PLACE, NATION, TRADE, ORDINARY, FIRM)
_BEGINNING = re.compile(r"携手|牵手|联手|联合|与|和|同|[：:，；\s]")  # after which a headline may name a firm


def find(pieces: Pieces, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of firms that act in the headline, that a role introduces (中标人：…) or that stand in a list of firms.

    ``known`` are the mentions found so far.
    """
    covered = {at for mention in known if mention.kind == "organisation"
               for at in range(mention.start, mention.end)}
    return [*_introduced(pieces, covered), *_listed(pieces, known, covered),
            *_everywhere(pieces, _headline(pieces, covered))]


def _headline(pieces: Pieces, covered: set[int]) -> Iterable[str]:
    """Names that the headline shows acting and the text names again: 方大九钢|成功中标, 今天国际：…, 牵手|达闼."""
    text = pieces.text
    title = text[:text.find("\n")][:HEADLINE] if "\n" in text else ""
    if title and _ANNOUNCES.search(text, 0, ANNOUNCEMENT) and (name := _listed_firm(pieces, title)):
        yield name
    for begin in [0, *(match.end() for match in _BEGINNING.finditer(title))]:
        run, after = _forward(pieces, begin, len(title))
        if not run or not after:
            continue
        name = text[run[0].start:run[-1].end]
        if _is_name(name, run) and text.count(name) >= 2 and covered.isdisjoint(range(run[0].start, run[-1].end)):
            yield name


def _listed_firm(pieces: Pieces, title: str) -> str | None:
    """A listed firm's short name that begins an announcement's headline, made of common words: 今天国际：收到…."""
    name = title[:SHORT_NAME]
    telling = _OPENS.match(title, SHORT_NAME) and any(
        _ACTS.match(pieces.text, match.end()) for match in re.finditer(re.escape(name), pieces.text[:ANNOUNCEMENT])
        if match.start())
    whole = telling and pieces.is_edge(SHORT_NAME) and not dictionary.frequency(name)
    return name if whole and name not in _ordinary() and name[-1] not in _THINGS and name.isalnum() else None


def _forward(pieces: Pieces, at: int, limit: int) -> tuple[list[Piece], bool]:
    """The naming pieces from ``at`` on, and whether a verb or a stop ends them."""
    run: list[Piece] = []
    while at < limit:
        piece = pieces.beginning(at)
        if piece.kind not in _NAMING or at - (run[0].start if run else at) > LONGEST:
            return run, piece.kind in (ACT, VERB, STOP, AND)
        run.append(piece)
        at = piece.end
    return run, True


def _is_name(name: str, run: Sequence[Piece]) -> bool:
    """True where the pieces make a firm's name rather than a thing's."""
    if not 2 <= len(name) <= LONGEST or dictionary.frequency(name) or name in _ordinary():
        return False
    if run[-1].kind in (PLACE, NATION, ORDINARY) or name[-1] in _THINGS or _is_person(name, run):
        return False
    own = [piece for piece in run if piece.kind not in (PLACE, NATION)]
    letters = sum(piece.kind == LETTER for piece in own)
    length = sum(len(piece.text) for piece in own)
    telling = letters >= 2 or any(piece.kind in (FRESH, LATIN) for piece in own)
    return telling and length <= 6 and own[0].kind != ORDINARY


def _is_person(name: str, run: Sequence[Piece]) -> bool:
    """True for what reads as a person's name: 刘强东."""
    return len(name) < 4 and name[0] in SURNAMES and (len(run) > 1 or run[0].tag == "nr")


def _ordinary() -> frozenset[str]:
    shapes = knowledge.vocabulary("organisation_shapes.yml")
    return frozenset([*shapes["young"], *shapes["not_names"]])


@cache
def _introducing() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """招标人：… · 中标单位为… · 全资子公司…"""
    roles = [*knowledge.vocabulary("organisation_shapes.yml")["roles"], *_RELATIONS]
    return ahocorasick_rs.AhoCorasick(roles, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), roles


def _after_colon(text: str, at: int) -> int | None:
    """Where the name begins after 为, 是 or a colon; None where none of these follows."""
    at += 2 if text.startswith("名称", at) else 0
    if text[at:at + 1] not in ("为", "：", ":", "是"):
        return None
    return at + (2 if text[at + 1:at + 2] in ("“", '"') else 1)


def _introduced(pieces: Pieces, covered: set[int]) -> Iterable[Mention]:
    """Names that a role introduces: 中标人：盛灿电缆, 采购人为…"""
    text = pieces.text
    automaton, roles = _introducing()
    for index, _, end in automaton.find_matches_as_indexes(text):
        at = end if roles[index] in _RELATIONS else _after_colon(text, end)
        if at is None:
            continue
        run, ends = _forward(pieces, at, len(text))
        if run and ends and run[0].start not in covered and _is_name(pieces.text[run[0].start:run[-1].end], run):
            yield _company(pieces.text, run[0].start, run[-1].end, "introduced by a role")


def _listed(pieces: Pieces, known: Sequence[Mention], covered: set[int]) -> Iterable[Mention]:
    """Names in a list of firms: 华为、长虹、九洲等, 六脉资本、线性资本、红点中国."""
    text = pieces.text
    ends = {mention.end: mention for mention in known if mention.kind == "organisation" and _is_company(mention)}
    chain: dict[int, int] = {}
    for end in sorted(ends):
        chain[end] = chain.get(ends[end].start - 1, 0) + 1
        at = end
        while text[at:at + 1] == "、" and at + 1 not in covered:
            run, stops = _forward(pieces, at + 1, len(text))
            if not run or not stops or not _lists(run, text) or (
                    chain[end] < 2 and (run[-1].end + 1 not in covered or text[run[-1].end] != "、")):
                break
            yield _company(text, run[0].start, run[-1].end, "listed among firms")
            at = run[-1].end
            chain[at] = chain[end] + 1
    yield from _first_listed(pieces, ends, covered)


def _first_listed(pieces: Pieces, ends: Mapping[int, Mention], covered: set[int]) -> Iterable[Mention]:
    """The name that opens a list, before two firms or more: 国调中心、国网信通、华为."""
    text = pieces.text
    starts = {mention.start for mention in ends.values()}
    for mention in ends.values():
        comma = mention.start - 1
        if text[comma:mention.start] != "、" or comma - 1 in covered or (
                mention.end + 1 not in starts and not text.startswith(_INVESTING, mention.end)):
            continue
        head = boundaries.head(pieces, comma, "company")
        if head and head.fresh and _lists(head.pieces, text) and (before := pieces.before(head.start)) \
                and before.kind in (STOP, AND, ACT, VERB, ROLE):
            yield _company(text, head.start, comma, "listed among firms")


def _is_company(mention: Mention) -> bool:
    body = knowledge.organisations().bodies.get(mention.candidates[0]) if mention.candidates else None
    return body.kind == "company" if body else mention.candidates[:1] == ("company",)


def _lists(run: Sequence[Piece], text: str) -> bool:
    """True for what can be a firm's name where only firms are named."""
    name = text[run[0].start:run[-1].end]
    if not 2 <= len(name) <= 8 or any(piece.kind in (PLACE, FIRM) for piece in run) or name in _ordinary():
        return False
    if len(run) > 1 and run[0].kind in _OWN and run[-1].text in _brands() or any(piece.kind == FRESH for piece in run):
        return True
    return len(run) == 1 and (run[0].kind == RARE or run[0].kind == LATIN and len(name) > 3)


@cache
def _brands() -> frozenset[str]:
    endings = knowledge.vocabulary("organisation_shapes.yml")["endings"]["company"]
    return frozenset([*endings["brand"], *endings["sign"], "中国"])


def _company(text: str, start: int, end: int, rule: str) -> Mention:
    return Mention("organisation", start, end, text[start:end], candidates=("company",), rule=rule)


def _everywhere(pieces: Pieces, names: Iterable[str]) -> Iterable[Mention]:
    for name in dict.fromkeys(names):
        for match in re.finditer(re.escape(name), pieces.text):
            yield Mention("organisation", match.start(), match.end(), name, candidates=("company",),
                          rule="acting in the headline")

