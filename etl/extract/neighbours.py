"""What a piece is in a name, as its neighbours say: 和 that joins or is a firm's letter, brackets, 中 in 中核."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.extract.pieces import Piece, Pieces
from etl.extract.word_kinds import (
    ACT,
    AND,
    BRACKET,
    FIRM,
    FRESH,
    LATIN,
    LETTER,
    LEVEL,
    NATION,
    ORDINARY,
    PARTICLE,
    PLACE,
    RARE,
    ROLE,
    SPOT,
    STOP,
    TRADE,
    VERB,
    ZONE,
)

ANCHORS = (PLACE, SPOT, FIRM, NATION, LEVEL, ZONE)
_BRACKET = re.compile(r"[（(][^（）()，。；、：]{1,10}[）)]$")
_QUOTED = re.compile(r"“[^“”，。；]{1,10}”$")
_MANY = frozenset("两三四五六七八九十各多")
_OF_ZONES = ("发展", "先行", "合作", "试验", "管理", "核心", "起步")
_NAMEABLE = frozenset("为以能可会正本应得")
_ADVERBS = frozenset("专特均皆亦仅只即定改更名称作视")


def piece_at(pieces: Pieces, piece: Piece, kind: str) -> Piece:
    """The piece with what its neighbours say: （广州） inside a name, 中 in 收到中核龙原 but not in 项目中."""
    text = pieces.text
    if kind == "government" and piece.text == "”":
        if quoted := _QUOTED.search(text, max(0, piece.end - 12), piece.end):
            return Piece(quoted.start(), piece.end, quoted[0], BRACKET)  # 推进“数字广西”建设领导小组
    if piece.text in ("）", ")"):
        if bracket := _BRACKET.search(text, max(0, piece.end - 12), piece.end):
            return Piece(bracket.start(), piece.end, bracket[0], BRACKET)
    if piece.kind == AND and piece.text in "和同":
        left = pieces.before(piece.start)
        first = left and left.kind == LETTER and pieces.before(left.start)
        if left and left.kind == PLACE and _leads_a_letter(pieces, piece.end):
            return piece._replace(kind=LETTER)  # 浙江|和|达|科技
        if left and left.kind == LETTER and (not first or first.kind in (PLACE, STOP, ACT, VERB, ROLE)):
            return piece._replace(kind=LETTER)  # 云南羲和|储能
    if piece.text == "区" and text[piece.start - 2:piece.start] in _OF_ZONES:
        return Piece(piece.start - 2, piece.end, text[piece.start - 2:piece.end], ZONE)  # 江北一体|发展区|管委会
    if piece.kind == LEVEL and text[piece.start - 1:piece.start] in _MANY:
        return piece._replace(kind=STOP)  # 中山、江门、肇庆三|市
    if piece.kind == STOP and piece.text in _NAMEABLE:
        left = pieces.before(piece.start)
        if left and left.kind == LETTER and left.end - left.start == 1 and left.text not in _ADVERBS:
            return piece._replace(kind=LETTER)  # 东华医|为, but not 专|为
    if piece.text == "驻" and (left := pieces.before(piece.start)) and left.kind in (NATION, PLACE) \
            and pieces.beginning(piece.end).kind == PLACE:
        return piece._replace(kind=ORDINARY)  # 中国|驻|阿拉木图|总领事馆
    if piece.text == "前方" and text.startswith(("指挥部", "工作指挥部"), piece.end):
        return piece._replace(kind=ORDINARY)
    if piece.kind == PARTICLE:
        left = pieces.before(piece.start)
        if piece.text == "中" and left and left.kind == FIRM and pieces.beginning(piece.end).kind == LETTER:
            return piece._replace(kind=LETTER)  # 普华永道|中天
        if piece.text in "中上" and (left is None or left.kind in (STOP, ROLE, PLACE, AND, ACT, VERB)):
            return piece._replace(kind=LETTER)
        if piece.text not in "而之" or left is None or left.kind != FRESH:
            return piece._replace(kind=STOP)
    return piece


def _leads_a_letter(pieces: Pieces, at: int) -> bool:
    """True where one letter and a trade begin, which alone are hardly a name."""
    letter = pieces.beginning(at)
    return letter.kind == LETTER and len(letter.text) == 1 and pieces.beginning(letter.end).kind in (TRADE, ORDINARY)


def hyphenates(pieces: Pieces, piece: Piece) -> bool:
    left = pieces.before(piece.start)
    return left is not None and left.kind in (PLACE, NATION, LATIN, FRESH, ORDINARY)


def joins(pieces: Pieces, joint: Piece, kind: str, ended: Mapping[int, str], run: list[Piece]) -> bool:
    """True where 和 stands inside a name (市工业和信息化局), not between two (腾讯和盛灿科技)."""
    right = run[-1] if run else None
    if right and right.kind not in (TRADE, ORDINARY, RARE, LETTER, VERB, ACT) or joint.start in ended:
        return False
    if kind == "other":
        return any(piece.text.endswith("会") for piece in run)  # 冬奥会和冬残奥会组委会
    if kind == "company" and not (run and all(piece.kind in (TRADE, ORDINARY, RARE) for piece in run)):
        return False
    piece = pieces.before(joint.start)
    if piece and piece.kind not in (TRADE, ORDINARY, RARE, LETTER, FRESH, VERB):
        return False
    for _ in range(5):
        if piece and piece.start in ended and kind != "company" and ended[piece.start] != "company":
            return True  # 东北大学|机器人科学与工程|学院
        if piece is None or piece.start in ended:
            return False
        if piece.kind in ANCHORS:
            return True
        if piece.kind not in (TRADE, ORDINARY, RARE, LETTER, AND, FRESH, VERB):
            return False
        piece = pieces.before(piece.start)
    return False
