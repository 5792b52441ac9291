"""Where the name begins whose ending is found: the pieces before the ending, cut at the likeliest place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from etl.extract import neighbours
from etl.extract.pieces import Piece, Pieces
from etl.extract.word_kinds import (
    ACT,
    AND,
    BRACKET,
    FIRM,
    FRESH,
    JOINER,
    LATIN,
    LETTER,
    LEVEL,
    NATION,
    NUMBER,
    ORDINAL,
    ORDINARY,
    PARTICLE,
    PLACE,
    RARE,
    ROLE,
    SPOT,
    STOP,
    TRADE,
    VERB,
    WEAK,
    ZONE,
)

LONGEST = 34  # characters before the ending; the longest names in company registers rarely pass thirty
_NAMEABLE_ACTS = frozenset(("联合", "合建"))
_YEARLY = re.compile(r"(?:19|20)\d\d|年|届|第?[一二三四五六七八九十]+届")
# what it says for a name to begin with such a piece, and for one to end right before the name
_BEGINS = {PLACE: 2.0, SPOT: 1.8, NATION: 1.8, FIRM: 1.8, FRESH: 1.5, LEVEL: 1.0, WEAK: 1.0, LATIN: 1.0, ZONE: 0.8,
           BRACKET: 0.5, LETTER: 0.4, RARE: 0.1, TRADE: -0.2, ORDINARY: -0.2, ORDINAL: -0.4, NUMBER: -0.5, VERB: -0.8,
           ROLE: -1.0}
_BEFORE = {ROLE: 1.3, STOP: 1.0, ACT: 1.0, VERB: 0.8, AND: 0.8, ORDINARY: 0.2, PARTICLE: 0.2, RARE: -0.2, TRADE: -0.4,
           ORDINAL: -0.5, FIRM: -0.6, WEAK: -0.6, LATIN: -0.8, LETTER: -1.0, FRESH: -1.2, SPOT: -1.2,
           PLACE: -1.5, LEVEL: -1.5, ZONE: -1.5, NATION: -2.0}
# what it costs a name to go on to the left over such a piece
_CROSSING = {FRESH: 0.0, TRADE: 0.05, LETTER: 0.1, ORDINARY: 0.3, WEAK: 0.3, LATIN: 0.3, AND: 0.8, VERB: 0.9,
             NUMBER: 1.0, PARTICLE: 1.2}
# what is done at a place, though it may stand in names
_DOINGS = frozenset(("建设", "投资", "发展", "运营", "开发", "研发", "推广", "应用", "服务", "管理", "研究"))
_EVERY = frozenset(("全部", "所有", "有关", "相关", "全体", "其余"))  # 梨城|全部|街道 is no name
_HOLDINGS = frozenset(("交投", "城投", "建投", "水投", "文投", "产投", "国投", "能投", "铁投", "旅投", "农投"))
_WHERE = ("在", "于", "为", "对", "到", "至", "向")
_NO_BEGIN = (AND, ACT, JOINER, BRACKET, PARTICLE)
_OWN_BEGIN = (PLACE, SPOT, FIRM, NATION, LEVEL, FRESH, LATIN, LETTER)


_NONE: Mapping[int, str] = {}


class Head(NamedTuple):
    """The pieces of a name before its ending, in the order of the text."""

    pieces: tuple[Piece, ...]
    anchor: str
    """The kind of the first piece where that alone makes a name (place, firm, nation, level), else empty."""

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Head:
        chosen = tuple(pieces)
        return cls(chosen, chosen[0].kind if chosen[0].kind in neighbours.ANCHORS else "")

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def fresh(self) -> bool:
        """True where a word stands in it that no dictionary knows."""
        letters = 0
        for piece in self.pieces:
            if piece.kind == FRESH or piece.kind == LATIN and len(piece.text) > 2:
                return True
            letters = letters + 1 if piece.kind == LETTER else 0
            if letters == 2:
                return True
        return False


def head(pieces: Pieces, at: int, kind: str, ended: Mapping[int, str] = _NONE, branch: bool = False) -> Head | None:
    """The pieces of the name whose ending begins at ``at``; None where nothing can stand before it.

    ``ended`` says where other names end and of what kind; over these 和 joins nothing. ``branch`` says that the ending
    is one of a part (分公司, 设计院), which the name of the whole may precede.
    """
    run, before = _run(pieces, at, kind, ended)
    if not run:
        return None
    best, begin = -9.0, 0
    inside = 0.0
    for index in range(len(run) - 1, -1, -1):
        piece = run[index]
        left = run[index - 1] if index else before
        score = inside + _BEGINS.get(piece.kind, -3.0) + (
            _BEFORE[FIRM] if left and left.end in ended else _before(left, piece))
        # the longer one of two equals: a name at full length
        if score >= best and (piece.kind not in _NO_BEGIN or piece.text[0] == "“"):
            best, begin = score, index
        right = run[index + 1] if index + 1 < len(run) else None
        if left and left.end in ended and left.kind != FIRM:
            # another name ends here: a part may follow it (湖南公司|长沙公司), another firm does not go on from it
            part = branch or piece.kind == PLACE or "company" not in (kind, ended[left.end])
            inside -= 0.3 if part else _crossing(piece, left, right) + 2.0
        else:
            inside -= 0.1 if piece.end in ended else _foreign(pieces, piece, left, kind) or _crossing(piece, left, right)
    return Head.of(run[begin:])


def _before(left: Piece | None, piece: Piece) -> float:
    if left is None:
        return 1.0
    if left.kind == LEVEL and piece.kind == PLACE:
        return 0.0
    return _BEFORE.get(left.kind, -1.0)


def _foreign(pieces: Pieces, piece: Piece, left: Piece | None, kind: str) -> float:
    """What the name's kind and a list add to the cost of going on to the left over a place; 0 where they are silent."""
    if left is None or piece.kind not in (PLACE, SPOT):
        return 0.0
    if kind == "government" and piece.kind == PLACE and left.kind == FRESH and _kind_before(pieces, left) == STOP:
        return 2.6  # 花落|马鞍山高新区管委会
    if left.text in _HOLDINGS and _kind_before(pieces, left) == PLACE:
        return -0.4  # 云南交投|云岭智慧出行公司
    return -1.0 if left.kind == TRADE and pieces.text[left.start - 1:left.start] == "、" else 0.0  # 、航天|江南|集团


def _kind_before(pieces: Pieces, piece: Piece) -> str:
    before = pieces.before(piece.start)
    return before.kind if before else STOP


def _crossing(piece: Piece, left: Piece | None, right: Piece | None) -> float:
    """What it costs a name to go on to the left over this piece."""
    kind, before = piece.kind, left.kind if left else STOP
    if kind in (PLACE, SPOT, LEVEL):
        if before in neighbours.ANCHORS or left and left.text in ("驻", "附属"):
            return 0.0
        return 0.6 if before in (FRESH, LATIN, LETTER) else 2.6
    if kind == ZONE:
        return 0.1
    if kind == NATION:
        return 0.3 if before in (PLACE, FIRM) else 2.6
    if kind == FIRM:
        return 0.3 if before == PLACE else 2.0
    own = right is not None and right.kind in _OWN_BEGIN
    if kind == ROLE:
        return 2.6 if own else 0.4
    if kind in (VERB, ACT) and own or kind == ACT and right is None:
        return 2.6
    if kind == ACT:  # 梅州银信|联合|科技, but not 旅游部门|联合|互联网公司
        return 1.0 if before in (FRESH, LATIN, LETTER, RARE) and right and right.kind == TRADE and \
            piece.text in _NAMEABLE_ACTS else 2.4
    return _CROSSING.get(kind, 0.2)


def _run(pieces: Pieces, at: int, kind: str, ended: Mapping[int, str]) -> tuple[list[Piece], Piece | None]:
    """The pieces before ``at`` up to a stop, and the piece that stops them."""
    run: list[Piece] = []
    limit = at - LONGEST
    piece = kind == "government" and pieces.level_before(at) or pieces.before(at)
    while piece and piece.start >= limit:
        piece = neighbours.piece_at(pieces, piece, kind)
        if kind == "other" and piece.kind in (NUMBER, STOP) and _YEARLY.fullmatch(piece.text):
            piece = piece._replace(kind=ORDINAL)  # 北京|2022|年|冬奥会|组委会
        if piece.kind == NUMBER and (len(piece.text) > 3 or not run or run[-1].kind != FRESH) or piece.kind == STOP:
            break
        if piece.text in _EVERY:
            break
        if piece.kind == AND and not neighbours.joins(pieces, piece, kind, ended, run):
            break
        if piece.kind in (ACT, VERB) and piece.start in ended:
            break  # 理工大学|共建|实验室
        if run and piece.kind in (PLACE, ZONE, LEVEL) and run[-1].text in _DOINGS and pieces.text[
                piece.start - 1:piece.start] in _WHERE:
            run.pop()
            break  # 在张店区|建设|运行中心
        if piece.kind == JOINER and not neighbours.hyphenates(pieces, piece):
            break
        run.append(piece)
        piece = pieces.before(piece.start)
    return run[::-1], piece
