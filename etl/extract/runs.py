"""Runs of words that can be a firm's name though no ending tells, and what speaks against one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl import knowledge
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
    SPOT,
    STOP,
    TRADE,
    VERB,
)
from etl.knowledge import dictionary
from etl.model import Mention

LONGEST = 10  # characters of a firm's short name
_NAMING = (FRESH, LATIN, LETTER, RARE, PLACE, SPOT, NATION, TRADE, ORDINARY, FIRM)
# which end no firm's short name
THINGS = frozenset("会展节赛坛奖周湖园城桥路港站线塔楼馆村镇乡县区市省州案段包标款版代式型级类"
                   "员长者民户们队组科处班岗局办所庭厅委部")
_NEVER_LAST = frozenset("将拟被在已为再就也都可还又了的与和及由把对向从")  # 现将|中标候选人
_ENDINGS = ("公司", "医院", "学校", "大学", "学院", "银行", "企业", "集团")  # which names are judged by elsewhere
_COUNTED = re.compile("[一二两三四五六七八九十几多各数][大家名位方个届类期批所座]")  # 三大|运营商
_OFFICE = re.compile("[省市区县州局厅处院校会镇乡村社行部]长|书记|主任|主席|总裁|经理|教授|院士|专家|先生|女士|博士")
_PERSONS = ("nr", "nrt", "nrfg")


def forward(pieces: Pieces, at: int, limit: int) -> tuple[list[Piece], bool]:
    """The naming pieces from ``at`` on, and whether a verb or a stop ends them."""
    run: list[Piece] = []
    while at < limit:
        piece = pieces.beginning(at)
        if piece.kind not in _NAMING or at - (run[0].start if run else at) > LONGEST:
            return run, piece.kind in (ACT, VERB, STOP, AND)
        run.append(piece)
        at = piece.end
    return run, True


def backward(pieces: Pieces, at: int) -> list[Piece]:
    """The naming pieces that end at ``at``; none where they are more than a short name."""
    run: list[Piece] = []
    end = at
    while (piece := pieces.before(at)) and piece.kind in _NAMING:
        run.append(piece)
        at = piece.start
        if end - at > LONGEST:
            return []
    return run[::-1]


def is_name(name: str, run: Sequence[Piece]) -> bool:
    """True where the pieces make a firm's name rather than a thing's."""
    if not 2 <= len(name) <= LONGEST or dictionary.frequency(name) or name in ordinary():
        return False
    if name[-1] in _NEVER_LAST or "某" in name or name.endswith(_ENDINGS) or _COUNTED.match(name):
        return False
    if run[-1].kind in (PLACE, NATION, ORDINARY) or name[-1] in THINGS or is_person(name, run):
        return False
    own = [piece for piece in run if piece.kind not in (PLACE, NATION)]
    letters = sum(piece.kind == LETTER for piece in own)
    length = sum(len(piece.text) for piece in own)
    telling = letters >= 2 or any(piece.kind in (FRESH, LATIN) for piece in own)
    return telling and length <= (8 if run[-1].kind == TRADE else 6) and own[0].kind != ORDINARY


def is_english(text: str, start: int, end: int) -> bool:
    """True for words of running English, which capitals alone do not make names: launch, One box."""
    if not text[start].isascii() or not text[end - 1].isascii():
        return False
    before, after = text[max(0, start - 2):start].strip()[-1:], text[end:end + 2].strip()[:1]
    return text[start:end].islower() or before.isascii() and before.isalpha() or after.isascii() and after.isalpha()


def is_person(name: str, run: Sequence[Piece]) -> bool:
    """True for what reads as a person's name: 刘强东."""
    return len(name) < 4 and name[0] in SURNAMES and (len(run) > 1 or run[0].tag == "nr")


def may_be_person(name: str, run: Sequence[Piece]) -> bool:
    """True for what could be a person's name, known or not, with an office or without: 马斯克, 昭通市市长张纪华."""
    return is_person(name, run) or bool(_OFFICE.search(name)) or len(name) < 5 and len(run) == 1 and run[0].tag in _PERSONS and (
        name[0] in SURNAMES or dictionary.frequency(name) > 0)


def company(text: str, start: int, end: int, rule: str) -> Mention:
    """The mention of a firm between ``start`` and ``end``."""
    return Mention("organisation", start, end, text[start:end], candidates=("company",), rule=rule)


@cache
def ordinary() -> frozenset[str]:
    """Words that are no names, though no dictionary knows them."""
    shapes = knowledge.vocabulary("organisation_shapes.yml")
    return frozenset([*shapes["young"], *shapes["not_names"]])
