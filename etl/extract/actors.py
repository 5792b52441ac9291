"""Organisations that no ending tells, by their part in the sentence: who a headline shows acting, who a list names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

import ahocorasick_rs

from etl import knowledge
from etl.extract import frames, lists, runs
from etl.extract.pieces import Pieces
from etl.extract.word_kinds import NATION
from etl.knowledge import dictionary
from etl.model import Mention

_RELATIONS = ("子公司", "全资子公司", "控股子公司", "孙公司", "旗下")
_SUPPLIERS = ("设备商", "供应商", "集成商", "总集成商", "服务商", "开发商", "运营商", "承运商", "供货商", "总承包商",
              "生产商", "制造商")
SHORT_NAME = 4  # characters of most listed firms' short names
ANNOUNCEMENT = 3000  # characters in which a story says that it tells of a firm's announcement
_ANNOUNCES = re.compile("公告|中标通知书")
# 今天国际：… · 今天国际收到… · 今天国际（300532）
_ACTS = re.compile(r"收到|公告|发布公告|[预拟]?中标|签[订署]|(?:全资|控股)?子公司|[（(](?:SZ|SH|\d{6}|[\d.]+,)|"
                   r"\d*月?\d*日?晚间?公告")
_OPENS = re.compile(f"：|{_ACTS.pattern}")
# after what acts in no sentence: 盐池滩羊“一羊一码”, 甘其毛|都口岸, 五百件银饰|可3D看
_NO_ACTOR_BEFORE = ("“", "”", "、", "》", "都", "可", "一", "怎样", "如何")
HEADLINE = 200  # characters; what is longer is no headline
_BEGINNING = re.compile(r"携手|牵手|联手|联合|与|和|同|[：:，；\s]")  # after which a headline may name a firm


def find(pieces: Pieces, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of firms that act in the headline, that a role introduces (中标人：…) or that stand in a list of firms.

    ``known`` are the mentions found so far.
    """
    covered = set(chain.from_iterable([range(mention.start, mention.end) for mention in known
                                       if mention.kind == "organisation"]))
    return [*_introduced(pieces, covered), *frames.find(pieces, covered), *lists.find(pieces, known),
            *_everywhere(pieces, _headline(pieces, covered))]


def _headline(pieces: Pieces, covered: set[int]) -> Iterable[str]:
    """Names that the headline shows acting and the text names again: 方大九钢|成功中标, 今天国际：…, 牵手|达闼."""
    text = pieces.text
    title = text[:text.find("\n")][:HEADLINE] if "\n" in text else ""
    if title and _ANNOUNCES.search(text, 0, ANNOUNCEMENT) and (name := _listed_firm(pieces, title)):
        yield name
    for begin in [0, *(match.end() for match in _BEGINNING.finditer(title))]:
        run, after = runs.forward(pieces, begin, len(title))
        if not run or not after:
            continue
        name = text[run[0].start:run[-1].end]
        if runs.is_english(title, run[0].start, run[-1].end) or run[0].kind == NATION \
                or title.startswith(_NO_ACTOR_BEFORE, run[-1].end):
            continue
        if runs.is_name(name, run) and text.count(name) >= 2 and covered.isdisjoint(range(run[0].start, run[-1].end)):
            yield name


def _listed_firm(pieces: Pieces, title: str) -> str | None:
    """A listed firm's short name that begins an announcement's headline, made of common words: 今天国际：收到…."""
    name = title[:SHORT_NAME]
    telling = _OPENS.match(title, SHORT_NAME) and any(
        _ACTS.match(pieces.text, match.end()) for match in re.finditer(re.escape(name), pieces.text[:ANNOUNCEMENT])
        if match.start())
    whole = telling and pieces.is_edge(SHORT_NAME) and not dictionary.frequency(name)
    return name if whole and name not in runs.ordinary() and name[-1] not in runs.THINGS and name.isalnum() else None


@cache
def _introducing() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """招标人：… · 中标单位为… · 设备商为… · 全资子公司…"""
    roles = [*knowledge.vocabulary("organisation_shapes.yml")["roles"], *_SUPPLIERS, *_RELATIONS]
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
        run, ends = runs.forward(pieces, at, len(text))
        if run and ends and run[0].start not in covered and runs.is_name(pieces.text[run[0].start:run[-1].end], run) \
                and not runs.is_english(text, run[0].start, run[-1].end):
            yield runs.company(pieces.text, run[0].start, run[-1].end, "introduced by a role")


def _everywhere(pieces: Pieces, names: Iterable[str]) -> Iterable[Mention]:
    for name in dict.fromkeys(names):
        for match in re.finditer(re.escape(name), pieces.text):
            yield Mention("organisation", match.start(), match.end(), name, candidates=("company",),
                          rule="acting in the headline")

