"""What stands right before a number and says what it is: 不超过人民币 (bound and currency), 投资总额约 (a money word).

Read backwards from the number, because most numbers have nothing of the kind before them and are done after one look.
"""

from __future__ import annotations

from typing import NamedTuple

from etl.extract.money_words import words

# characters that may stand between a money word and its number: 投资总额约为3亿, 资金规模达5亿
_BETWEEN = frozenset("额总金规模计共合累约为达到高近超逾过上了的将已仅只就有是：: “（(一二三期每年再新增首批"
                     "不低于少多概估算至均得可能给拟由涨降升")
_FARTHEST = 8  # of them
_PARTICLES = "了有出"  # 超过了3亿元
_INCLUSIVE = ("（含）", "(含)")
_REACHES = frozenset("额值入资收款量模")  # before 上 in 产值上10亿元


class Lead(NamedTuple):
    """The words before a number that belong to it."""

    start: int
    sign: str | None
    """The currency: 人民币, US$."""
    moves: tuple[str, ...]
    """over, under, about: how they move the number's bounds."""


def lead(text: str, start: int, done: int, bare: bool) -> Lead:
    """The lead of the number at ``start``, not reaching back beyond ``done``; it may be empty.

    ``bare`` numbers are 亿, 千万 and the like, the only ones that 上 moves (上亿, but 网上3亿).

    >>> lead("投资不超过人民币3亿元", 8, 0, False)
    Lead(start=2, sign='人民币', moves=('under',))
    >>> lead("签约3亿元", 2, 0, False)
    Lead(start=2, sign=None, moves=())
    """
    at, inner = _move(text, start, done, bare)
    after_sign = _blank(text, at, done, " :：")
    sign = words().signs.before(text, after_sign, done)
    if sign and _bounded(text, after_sign - len(sign), sign):
        at = after_sign - len(sign)
    else:
        sign = None
    before = _blank(text, at, done, " ")
    before = next((before - len(mark) for mark in _INCLUSIVE if text.endswith(mark, done, before)), before)
    if text[before - 1:before] in tuple(_PARTICLES):
        before -= 1
    outer_at, outer = _move(text, before, done, bare)
    return Lead(outer_at if outer else at, text[at:at + len(sign)] if sign else None,
                tuple(how for how in (outer, inner) if how))


def cued(text: str, start: int, large: bool) -> bool:
    """True where a money word stands before ``start``, at most a few words such as 总额约为 away.

    >>> cued("项目总投资约3亿", 6, True), cued("服务人口约3亿", 5, True)
    (True, False)
    """
    for at in range(start, max(0, start - _FARTHEST - 1), -1):
        cue = words().cues.before(text, at)
        if cue and (large or not words().cues.values[cue]):
            return True
        if text[at - 1] not in _BETWEEN and not text[at - 1].isspace():
            return False
    return False


def _move(text: str, end: int, done: int, bare: bool) -> tuple[int, str | None]:
    """Where the word that moves a bound begins, and which way; ``end`` itself where there is none."""
    at = _blank(text, end, done, " ")
    word = words().moves.before(text, at, done)
    if word is None:
        return end, None
    how, barred = words().moves.values[word]
    begin = at - len(word)
    before = text[begin - 1:begin]
    if before and before in barred or (word.isascii() and word.isalnum() and before.isalnum()):
        return end, None
    if word == "上" and not bare and before not in _REACHES:
        return end, None
    return begin, how


def _bounded(text: str, begin: int, sign: str) -> bool:
    """False for the USD of ABUSD."""
    before = text[begin - 1:begin]
    return not (sign[0].isascii() and sign[0].isalpha() and before.isascii() and before.isalnum())


def _blank(text: str, end: int, done: int, blanks: str) -> int:
    """``end`` moved back over at most two blanks."""
    for _ in range(2):
        if end > done and text[end - 1] in blanks:
            end -= 1
    return end
