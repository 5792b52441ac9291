"""What must stand before an ending to make it a name: 科技 needs a firm's own word, 局 a division."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from etl import knowledge
from etl.extract.boundaries import Head
from etl.extract.word_kinds import ACT, BRACKET, FIRM, LEVEL, NATION, PLACE, RARE, SPOT, VERB, ZONE


class Ending(NamedTuple):
    text: str
    kind: str
    need: str
    facility: bool = False
    """True where 项目 after it would make it a thing (中心, 医院)."""


def met(head: Head, ending: Ending) -> bool:
    """True where the pieces before an ending are what it needs; ``organisation_shapes.yml`` explains the needs."""
    return _TESTS[ending.need](head, ending)


def kind_of(name: str) -> str | None:
    """The kind of an organisation of the gazetteer; None for any other name."""
    body = knowledge.organisations().bodies.get(name)
    return body.kind if body else None


@cache
def _broad() -> frozenset[str]:
    return frozenset(knowledge.vocabulary("organisation_shapes.yml")["broad"])


def _any(head: Head, ending: Ending) -> bool:
    return sum(len(piece.text) for piece in head.pieces) >= 2 and not (
        len(head.pieces) == 1 and head.pieces[0].text in _broad())


def _proper(head: Head, ending: Ending) -> bool:
    if ending.kind in ("company", "other"):
        if any(piece.kind in (VERB, ACT) for piece in head.pieces):
            return False  # 兴业洽购信托公司
        if head.anchor == NATION and head.pieces[0].text not in ("中国", "中华", "联合国"):
            return False  # 全球会员银行
    if ending.kind == "company" and head.anchor == ZONE:
        return head.fresh
    if head.anchor == LEVEL:
        return ending.kind != "company" or len(head.pieces) > 1
    if head.anchor:
        rest = head.pieces[1:]
        return not (ending.text in ("公司", "集团") and rest and all(piece.text in _broad() for piece in rest))
    return head.fresh


def _brand(head: Head, ending: Ending) -> bool:
    last = head.pieces[-1]
    own = [piece for piece in head.pieces if piece.kind != PLACE]
    return last.kind in (FIRM, RARE, SPOT) or head.fresh and 2 <= sum(len(piece.text) for piece in own) <= 6


def _place(head: Head, ending: Ending) -> bool:
    return bool(head.anchor) and (ending.kind == "government" or head.pieces[-1].kind != LEVEL)


def _local(head: Head, ending: Ending) -> bool:
    if "领导小组" in ending.text and head.pieces[0].kind == BRACKET:
        return True
    if ending.kind == "government" and head.anchor == FIRM and kind_of(head.pieces[0].tag) == "company":
        return False  # 珠江投资大数据中心
    if ending.text.endswith("中心") and head.anchor == SPOT:
        return False
    return bool(head.anchor) or any(piece.kind == ZONE for piece in head.pieces)


def _firm(head: Head, ending: Ending) -> bool:
    first = head.pieces[0]
    public = kind_of(first.tag) in ("government", "academia", "association")
    return public and first.kind == FIRM and len(head.pieces) > 1


def _long(head: Head, ending: Ending) -> bool:
    return sum(len(piece.text) for piece in head.pieces) >= 6 and not any(
        piece.kind in (VERB, ACT) for piece in head.pieces)


def _abroad(head: Head, ending: Ending) -> bool:
    first = head.pieces[0]
    return first.kind == PLACE and first.tag[:2].isupper() and first.tag[:2].isascii()


def _nation(head: Head, ending: Ending) -> bool:
    return head.anchor == NATION and len(head.pieces) > 1


def _alone(head: Head, ending: Ending) -> bool:
    """True where a department stands with its division or level before it; otherwise it stands alone."""
    return bool(head.anchor)


_TESTS = {"any": _any, "proper": _proper, "brand": _brand, "sign": _brand, "place": _place, "local": _local,
          "long": _long, "firm": _firm, "abroad": _abroad, "nation": _nation, "alone": _alone}
