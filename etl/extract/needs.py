"""What must stand before an ending to make it a name: 科技 needs a firm's own word, 局 a division."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from etl import knowledge
from etl.extract.boundaries import Head
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
    PLACE,
    RARE,
    ROLE,
    SPOT,
    STOP,
    TRADE,
    VERB,
    ZONE,
)

# what may stand right before an ending that takes nothing else
CLOSE = {"brand": (FRESH, FIRM, LATIN, LETTER, RARE, SPOT), "sign": (FRESH, FIRM, LATIN, LETTER, RARE, SPOT),
          "place": (PLACE, LEVEL, ZONE), "site": (PLACE, SPOT, FRESH, LETTER, RARE)}
# what only a firm has: 盛灿数科|创始人
_OF_FIRM = ("子公司", "创始人", "联合创始人", "董事长", "总经理", "副总", "总裁", "首席", "技术总监", "相关负责人")
_UNMISTAKABLE = ("创投", "数科", "智联", "云科", "智控", "微电子", "药业")  # endings of firms only
_REGIONS = ("西南", "西北", "东南", "东北", "华东", "华北", "华南", "华中", "中南")
_SIDES = (STOP, AND, ACT, VERB, ROLE)


class Ending(NamedTuple):
    """The ending of a name: its kind, and what must stand before it."""

    text: str
    kind: str
    need: str
    facility: bool = False
    """True where 项目 after it would make it a thing (中心, 医院)."""


def met(head: Head, ending: Ending) -> bool:
    """True where the pieces before an ending are what it needs; ``organisation_shapes.yml`` explains the needs."""
    return _TESTS[ending.need](head, ending)


def adjoining(head: Head | None, need: str) -> Head | None:
    """The part of a head that such an ending can take: 上海|盛灿 before 科技, 广东 before 联通."""
    if head is None:
        return None
    chosen: list = []
    for piece in reversed(head.pieces):
        if not chosen:
            if piece.kind not in CLOSE[need]:
                return None
            chosen.append(piece)
        elif piece.kind == PLACE or _goes_before(piece, chosen[-1]):
            chosen.append(piece)
        else:
            break
    chosen.reverse()
    return Head.of(chosen) if chosen else None


def _goes_before(piece: Piece, other: Piece) -> bool:
    """True for 马六甲|州, 浩云|长盛: two pieces of one name."""
    if other.kind in (LEVEL, ZONE):
        return piece.kind in (FRESH, SPOT, RARE)
    return {piece.kind, other.kind} <= {LETTER, FRESH}


def free(pieces: Pieces, head: Head, end: int, need: str) -> bool:
    """True where a short name stands alone, with no noun on either side: 盛灿科技|与, but not 盛灿|数据|平台."""
    left, after = pieces.before(head.start), pieces.after(end)
    if after not in (STOP, AND, ACT, VERB) and not pieces.text.startswith(_OF_FIRM, end):
        return False
    last = head.pieces[-1]
    if last.kind == SPOT and need == "brand":
        return left is None or left.kind in _SIDES  # 云岭数科
    if last.kind in (RARE, SPOT) or need == "sign" and last.kind != FIRM and not kind_of(last.tag):
        # 神思电子 acts where 户况信息 only stands there
        return (left is None or left.kind in _SIDES) and (
            pieces.text.endswith(_UNMISTAKABLE, 0, end) or after in (AND, ACT, VERB) or pieces.count_around(head.start, end) > 2)
    return True


def kind_of(name: str) -> str | None:
    """The kind of an organisation of the gazetteer; None for any other name."""
    body = knowledge.organisations().bodies.get(name)
    return body.kind if body else None


@cache
def _broad() -> frozenset[str]:
    return frozenset(knowledge.vocabulary("organisation_shapes.yml")["broad"])


def _national(piece: Piece) -> bool:
    return piece.kind == NATION or piece.tag == knowledge.CHINA


def _any(head: Head, ending: Ending) -> bool:
    own = [piece for piece in head.pieces if piece.text not in _broad() and not _national(piece)]
    if not own and not _national(head.pieces[-1]):
        return False  # 全国|重点|师范大学
    return sum(len(piece.text) for piece in head.pieces) >= 2


def _proper(head: Head, ending: Ending) -> bool:
    if ending.kind in ("company", "other"):
        if any(piece.kind in (VERB, ACT) for piece in head.pieces):
            return False  # 兴业洽购信托公司
        if head.anchor == NATION and head.pieces[0].text not in ("中国", "中华", "联合国"):
            return False  # 全球会员银行
    if _national(head.pieces[0]) and head.pieces[0].text not in ("中国", "中华") and len(head.pieces) > 1 \
            and all(piece.text in _broad() for piece in head.pieces[1:]):
        return False  # 全国|重点|师范大学
    if head.pieces[0].text in _REGIONS and len(head.pieces) > 1:
        return True  # 中南|建筑|设计院
    if ending.kind == "company" and head.anchor == ZONE:
        return head.fresh
    if head.anchor == LEVEL:
        return ending.kind != "company" or len(head.pieces) > 1
    if head.anchor:
        rest = head.pieces[1:]
        return not (ending.text == "公司" and rest and all(piece.text in _broad() for piece in rest))
    if ending.kind == "company" and len(head.pieces) == 2 and head.pieces[0].kind == TRADE:
        return head.pieces[1].kind in (PLACE, SPOT)  # 航天|江南|集团
    return head.fresh


def _brand(head: Head, ending: Ending) -> bool:
    last = head.pieces[-1]
    own = [piece for piece in head.pieces if piece.kind != PLACE]
    if last.kind == FIRM and kind_of(last.tag) == "government":
        return False  # 住建部|数据
    return last.kind in (FIRM, RARE, SPOT) or head.fresh and 2 <= sum(len(piece.text) for piece in own) <= 6


def _place(head: Head, ending: Ending) -> bool:
    return bool(head.anchor) and (ending.kind == "government" or head.pieces[-1].kind != LEVEL)


def _site(head: Head, ending: Ending) -> bool:
    """True for 皇岗|边检站: it is called by where it stands, be that a division or not."""
    return sum(len(piece.text) for piece in head.pieces) > 1


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


def _arm(head: Head, ending: Ending) -> bool:
    """True for a known firm's institute at a place: 中国电建|昆明|院, 中国能建|集团|内蒙古|院."""
    first, last = head.pieces[0], head.pieces[-1]
    return first.kind in (FIRM, FRESH) and kind_of(first.tag) == "company" and last.kind == PLACE


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


_TESTS = {"any": _any, "proper": _proper, "brand": _brand, "sign": _brand, "place": _place, "site": _site, "local": _local,
          "long": _long, "firm": _firm, "arm": _arm, "abroad": _abroad, "nation": _nation, "alone": _alone}
