"""A story's text → its mentions: every finder runs, and the longest span wins."""

from __future__ import annotations

from etl import fold
from etl.extract import amounts, dates, names, organisations
from etl.model import Mention


def mentions(text: str) -> list[Mention]:
    """All mentions in ``text``, none overlapping another, in order; offsets into ``text`` as received.

    >>> [(m.kind, m.text) for m in mentions("8月20日，丹东市政府同东软集团签约，投资3亿元")]
    [('date', '8月20日'), ('organisation', '丹东市政府'), ('organisation', '东软集团'), ('amount', '3亿元')]
    """
    folded = fold.text(text)
    known = names.find(folded)
    money = amounts.find(folded)
    inside_money = bytearray(len(text))
    for mention in money:
        inside_money[mention.start:mention.end] = b"\1" * (mention.end - mention.start)
    unseen = [name for name in organisations.find(folded, known)
              if inside_money.find(1, name.start, name.end) < 0]  # 十亿级产业基金 is no name
    return organisations.longest_first([*known, *unseen, *money, *dates.find(folded)])
