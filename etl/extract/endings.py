"""Names of organisations by their endings and what stands before them (``organisation_shapes.yml``)."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter

import ahocorasick_rs

from etl import knowledge
from etl.extract import boundaries, needs
from etl.extract.boundaries import Head
from etl.extract.needs import Ending
from etl.extract.pieces import Pieces
from etl.extract.word_kinds import FIRM, FRESH, LATIN, LETTER, LEVEL, ORDINARY, PLACE, RARE, SPOT, TRADE, VERB, WEAK
from etl.model import Mention

_PARTS = ("分公司", "分行", "支行", "设计院", "设计研究院", "营业部", "分局", "分会", "研究院")
_LOCAL_PARTS = ("分公司", "分行", "支行", "分局", "营业部", "分院", "分会")
_BRANCHES = ("设计院", "分公司", "分行", "支行", "公司", "研究院", "分院", "子公司",
             "营业部", "学院", "医院", "办事处", "研究所", "实验室", "委员会")
_NEVER_AFTER = frozenset("长员业化性版")
_DONE = frozenset("了过")  # 街道办|了一场签约
_MANY = frozenset("各市县两三省")
_TROOPS = ("总队", "支队", "大队")
_UNIONS = ("协会", "学会", "商会", "会馆", "联合会", "研究会", "促进会")
_BODIES = ("人民政府", "镇政府", "乡政府")  # no facilities: 乌镇镇政府|购买服务
_COUNTED = re.compile("[一二两三四五六七八九十百几多数0-9]+[多余]?[家间所]$")  # 四间|超市
_COUNTING = frozenset("两二三四五六七八九十几多等")  # 中南大学|两|所
_SCHOOL = ("proper", "academia")
_AID = "对口支援"
_INSIDE = (FRESH, LETTER, ORDINARY, RARE, TRADE)  # what may stand between a public body and its part
_PRONOUNS = frozenset("我该本")
_OF_GROUPS = (FIRM, FRESH, LATIN, LETTER, ORDINARY, PLACE, RARE, SPOT, TRADE, WEAK)  # words of a group's name


def find(pieces: Pieces, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of organisations whose ending makes them one; ``candidates`` holds the kind, ``rule`` the ending.

    One may lie in another (长沙市公安局 in 长沙市公安局交警支队). ``known`` are the gazetteer's mentions.

    >>> from etl.extract import names
    >>> text = "长沙市物业协会与盛灿科技有限公司签约"
    >>> [mention.text for mention in find(Pieces(text, names.find(text)), [])]
    ['长沙市物业协会', '盛灿科技有限公司']
    """
    automaton, endings = _endings()
    hits: dict[int, list[tuple[int, Ending]]] = {}
    for index, start, end in automaton.find_matches_as_indexes(pieces.text, overlapping=True):
        hits.setdefault(end, []).append((start, endings[index]))
    ended = {mention.end: needs.kind_of(mention.candidates[0]) or "other" for mention in known
             if mention.kind == "organisation" and "weak" not in mention.rule}
    found: list[Mention] = []
    whole: dict[int, int] = {}  # where 山东移动 ends and begins
    public: dict[int, int] = {}  # where 乌鲁木齐海关 ends and begins
    for end in sorted(hits):
        if not _may_end(pieces, end):
            continue
        heads: dict[tuple[int, str, bool], Head | None] = {}
        for start, ending in sorted(hits[end], key=itemgetter(0)):
            mention = _name(pieces, start, end, ending, ended, heads)
            if mention is None and public and (ending.need == "firm" or (ending.need, ending.kind) == _SCHOOL):
                mention = _part(pieces, start, end, ending, public)
            if mention:
                if _is_branch(mention, ending):  # 山东移动|潍坊分公司
                    mention = _branch(pieces, mention, ending, whole, ended)
                found.append(mention)
                whole[end] = mention.start
                if ending.kind in ("government", "academia") and (ending.need != "alone" or mention.start < start):
                    public[end] = mention.start
                # 福州城投|德榕…有限公司, 招商局|慕冰…有限公司 are one name
                if ending.need not in needs.CLOSE and not (ending.need == "alone" and mention.start == start):
                    ended[end] = ending.kind
                break
    return found


@cache
def _endings() -> tuple[ahocorasick_rs.AhoCorasick, list[Ending]]:
    """The automaton of endings, and what each says; one ending may have several needs, of which one must be met."""
    shapes = knowledge.vocabulary("organisation_shapes.yml")
    facilities = tuple(shapes["facilities"])
    found = [Ending(ending, kind, need, ending.endswith(facilities) and ending not in _BODIES)
             for kind, lists in shapes["endings"].items() for need, endings in lists.items() for ending in endings]
    known = {ending.text for ending in found if ending.kind == "government"}
    departments = shapes["departments"]
    for field in departments["fields"]:
        found += [Ending(field + form, "government", "alone") for form in departments["forms"]
                  if field + form not in departments["not"] and field + form not in known]
    found += [Ending(name, "government", "local") for name in departments["bound"]]
    return ahocorasick_rs.AhoCorasick([ending.text for ending in found]), found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(knowledge.vocabulary("organisation_shapes.yml")[name])


@cache
def _things() -> tuple[str, ...]:
    return tuple(knowledge.vocabulary("organisation_shapes.yml")["things"])


def _may_end(pieces: Pieces, end: int) -> bool:
    """False where the words go on: 局|长, 银行|业, or end otherwise: 董事|局."""
    text, never = pieces.text, _words("not_endings")
    if text[end:end + 1] in _DONE and text[end - 1] == "办":
        return False
    if text[end:end + 1] in _NEVER_AFTER and len(pieces.beginning(end).text) == 1:
        return False
    return text[end - 2:end] not in never and text[end - 3:end] not in never and text[end - 4:end] not in never


def _name(pieces: Pieces, start: int, end: int, ending: Ending, ended: dict[int, str],
          heads: dict[tuple[int, str, bool], Head | None]) -> Mention | None:
    """The mention whose ending stands at ``start``, if what stands before makes it a name."""
    text = pieces.text
    if not _may_stand(pieces, start, end, ending):
        return None
    key = start, ending.kind, ending.text in _PARTS
    if key not in heads:
        heads[key] = boundaries.head(pieces, start, ending.kind, ended, ending.text in _PARTS)
    head = heads[key]
    if ending.need in needs.CLOSE:
        head = needs.adjoining(head, ending.need)
    if head and head.pieces[0].kind == LEVEL and (
            text[head.start - 1:head.start] in _MANY or head.pieces[0].text[0] in "全各"):
        return None  # 各市州卫健委, 全市公交, 兄弟省市政府 are many
    if ending.need in needs.CLOSE:
        if head and ending.need in ("brand", "sign") and not needs.free(pieces, head, end, ending.need):
            return None
    if head is None or not needs.met(head, ending):
        return _mention(text, start, end, ending) if ending.need == "alone" else None
    name = text[head.start:end]
    if name in _words("not_names") or len(name) < 3 or "某" in name or name[0] == "几" \
            or _COUNTED.search(text, head.start, start):
        return None
    if "公司" in text[head.start:start] and not ending.text.endswith(_BRANCHES):
        return None
    return _mention(text, _begin(pieces, head, ending), end, ending._replace(kind=_kind(name, ending)))


def _group(pieces: Pieces, at: int) -> int:
    """Where a firm's name begins that ends at ``at``, before its branch at a place: 国药控股|恩施公司; else ``at``.

    What is called by a place alone is always some firm's: whatever could be a name before it is that firm's name.
    """
    run = []
    while len(run) < 4 and (piece := pieces.before(at)) and piece.kind in _OF_GROUPS:
        run.append(piece)
        at = piece.start
    forms = knowledge.organisations().forms
    while run and run[-1].kind in (TRADE, ORDINARY) and run[-1].text not in forms:  # 集团|恩施公司, but 中化|恩施公司
        at = run.pop().end
    return at


def _branch(pieces: Pieces, mention: Mention, ending: Ending, whole: Mapping[int, int], ended: Mapping[int, str]) -> Mention:
    """The branch with the name of the whole before it; a 分院 is what the whole is, hospital or academy."""
    start = whole[mention.start] if mention.start in whole else _group(pieces, mention.start)
    if ending.text == "分院":
        kinds = [ended[at] for at in range(start + 2, mention.end) if at in ended]
        ending = ending._replace(kind=kinds[-1]) if kinds else ending
    return _mention(pieces.text, start, mention.end, ending)


def _is_branch(mention: Mention, ending: Ending) -> bool:
    """True for 潍坊分公司, 颍泉分局, 玉溪市公司, 内蒙古有限公司: what is called by its place is a part of what is before."""
    return ending.text in _LOCAL_PARTS or ending.text.endswith("公司") and (
        mention.text.removesuffix(ending.text) in knowledge.places().forms)


def _part(pieces: Pieces, start: int, end: int, ending: Ending, public: Mapping[int, int]) -> Mention | None:
    """The part of a public body that no gazetteer knows: 乌鲁木齐海关|技术中心."""
    if not pieces.is_edge(end):
        return None
    at = start
    for _ in range(4):
        if at in public and (start - at > 1 or len(ending.text) > 2):
            return _mention(pieces.text, public[at], end, ending)
        piece = pieces.before(at)
        inside = piece and (piece.kind in _INSIDE or piece.kind == VERB and ending.text in _TROOPS)  # 公安局|禁毒|支队
        if piece is None or not inside or piece.text[0] in _COUNTING:
            return None
        at = piece.start
    return None


def _kind(name: str, ending: Ending) -> str:
    """A committee inside an association is no public body."""
    inside = name[:-len(ending.text)]
    return "association" if ending.text == "委员会" and any(union in inside for union in _UNIONS) else ending.kind


def _begin(pieces: Pieces, head: Head, ending: Ending) -> int:
    """Where the name begins: with 推进 before a leading group, without 我 in 我市教育局."""
    text, first = pieces.text, head.pieces[0]
    if ending.kind == "academia" and text[head.start - 2:head.start] == "国立":
        return head.start - 2
    if "领导小组" in ending.text and text[head.start - 2:head.start] == "推进":
        return head.start - 2
    if ending.kind == "government" and text[head.start - 4:head.start] == _AID:
        sender = boundaries.head(pieces, head.start - 4, ending.kind)  # 北京市对口支援|青海指挥部
        return sender.start if sender and sender.anchor else head.start
    return head.start + (first.kind == LEVEL and first.text[0] in _PRONOUNS)


def _may_stand(pieces: Pieces, start: int, end: int, ending: Ending) -> bool:
    """What is cheaply seen to speak against a name: the word that is cut, what follows, what is right before."""
    if not pieces.is_edge(end, guesses=len(ending.text) > 2):
        return False
    if len(ending.text) == 1 and not pieces.is_noun(end):
        return False  # 署 in 签署
    if ending.facility and pieces.text.startswith(_things(), end):
        return False  # 大数据中心项目 is a thing to build, 政府采购 an act
    if ending.need in needs.CLOSE:
        before = pieces.before(start)
        return before is not None and before.kind in needs.CLOSE[ending.need]
    if ending.need in ("firm", "arm"):
        return _one_in(pieces.firm_ends, start - boundaries.LONGEST, start)
    if ending.need == "abroad":
        return _one_in(pieces.abroad_ends, start - boundaries.LONGEST, start)
    if ending.need == "nation":
        low = max(0, start - boundaries.LONGEST)
        return any(pieces.text.rfind(word, low, start) >= 0 for word in ("中国", "国家", "全国"))
    return True


def _one_in(ends: Sequence[int], low: int, high: int) -> bool:
    at = bisect.bisect_left(ends, low)
    return at < len(ends) and ends[at] <= high


def _mention(text: str, start: int, end: int, ending: Ending) -> Mention:
    return Mention("organisation", start, end, text[start:end], candidates=(ending.kind,), rule=f"ending {ending.text}")
