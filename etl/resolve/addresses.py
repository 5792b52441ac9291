"""The division that an organisation's name, or a postal address, begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from etl import knowledge
from etl.extract import tokens
from etl.model import Mention

_KNOWN = frozenset(("name", "alias", "weak"))  # how a mention from the gazetteer of organisations was found


@lru_cache(maxsize=1 << 14)
def address(name: str) -> tuple[str | None, int]:
    """The division that a name begins with, and how many characters say so.

    None and 0 where it begins with none, or with one of several of that name.

    >>> address("合肥市蜀山区生态环境局"), address("安达信咨询公司"), address("朝阳区人民政府")
    (('340104', 6), (None, 0), (None, 0))
    """
    gazetteer = knowledge.places()
    code, at = None, 0
    while found := _leading(name, at, code):
        length, fits = found
        higher = gazetteer.outermost(fits) or _highest(fits)
        if higher is None:
            break
        code, at = higher, at + length
    return code, at


@lru_cache(maxsize=1 << 14)
def parts(name: str) -> tuple[tuple[int, int], ...]:
    """Where the divisions stand that a name begins with, whichever of that name they are: 朝阳区|人民政府.

    >>> parts("福建省鼓楼区鼓楼医院"), parts("朝阳区人民政府"), parts("安达信咨询公司")
    (((0, 3), (3, 6)), ((0, 3),), ())
    """
    found, at, code = [], 0, None
    while leading := _leading(name, at, code):
        length, fits = leading
        found.append((at, at + length))
        code, at = (fits[0] if len(fits) == 1 else _highest(fits)), at + length
        if code is None:
            break
    return tuple(found)


def heads(mention: Mention) -> Iterator[Mention]:
    """The divisions that an unknown organisation's name begins with, as mentions: 北京大学 says nothing of a story."""
    if _KNOWN & set(mention.rule.split("+")):
        return
    forms = knowledge.places().forms
    for start, end in parts(mention.text):
        name = mention.text[start:end]
        yield Mention("place", mention.start + start, mention.start + end, name,
                      candidates=tuple(sense.id for sense in forms[name]), rule="head")


def _highest(codes: Sequence[str]) -> str | None:
    """The one code of the highest level; None where two share it."""
    rank = knowledge.places().rank
    ranked = sorted(codes, key=rank)
    return ranked[0] if len(ranked) == 1 or ranked and rank(ranked[0]) < rank(ranked[1]) else None


def _leading(name: str, at: int, above: str | None) -> tuple[int, list[str]] | None:
    """The longest name of a division at ``at``, inside ``above`` where that is known."""
    gazetteer = knowledge.places()
    for length in range(min(12, len(name) - at), 1, -1):
        senses = gazetteer.forms.get(name[at:at + length], ())
        fits = [sense.id for sense in senses if _leads(name, at, length, sense, above)]
        if fits:
            return length, fits
    return None


def _leads(name: str, at: int, length: int, sense: knowledge.Sense, above: str | None) -> bool:
    if above:
        return (sense.id != above or sense.form == "zone") and knowledge.places().within(sense.id, above)
    if sense.form in ("common", "generic", "letter"):
        return False
    # 安达|信 is no name from 安达: a county's short name must be a word of its own
    return sense.form != "short" or knowledge.places().rank(sense.id) < 3 or any(
        start <= at and end == at + length for start, end, _, _ in tokens.tagged(name)[:3])
