"""Technology as a means: 5G智慧医院 is a hospital, 通过物联网技术 says how; neither is about networks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.assemble.scene import WHOLES

_GAP = 2  # characters between a technology and what it serves: 5G+“智慧医院”
_REACH = 30
_NEARBY = 40  # words of subjects that are looked at for one technology
_BREAKS = frozenset("，,；;。：:！!？?\n、 的和与")
# 利用大数据、云计算 · 人工智能等技术
_BEFORE = re.compile(r"(?:利用|运用|借助|依托|基于|采用|融合|结合|通过|借力|凭借)[^，,；;。：:！!？?\n]{0,20}$")
_AFTER = re.compile(r"[^，,；;。：:！!？?\n]{0,20}?(?:技术|手段)")


def means(text: str, words: Sequence[tuple[str, str, int, int, float]]) -> frozenset[int]:
    """Where those words of the digital base begin that serve a subject.

    Args:
        words: Topic, word, start, end and weight of the words of all domains, in the order of the text.
    """
    subjects = [(start, end) for topic, _, start, end, weight in words if weight and topic not in WHOLES]
    found = set()
    first = 0
    for topic, _, start, end, weight in words:
        if topic != "infrastructure" or not weight:
            continue
        while first < len(subjects) and subjects[first][0] < start - _REACH:
            first += 1
        if _AFTER.match(text, end) or _BEFORE.search(text[max(0, start - _REACH):start]) \
                or _serves(text, start, end, subjects[first:first + _NEARBY]):
            found.add(start)
    return frozenset(found)


def _serves(text: str, start: int, end: int, subjects: Sequence[tuple[int, int]]) -> bool:
    """True where a subject's word stands right beside the technology or holds it: 旅游大数据, AI养老."""
    for begin, stop in subjects:
        if begin > end + _GAP:
            return False
        gap = text[stop:start] if stop <= start else text[end:begin]  # empty where one holds the other
        if len(gap) <= _GAP and _BREAKS.isdisjoint(gap):
            return True
    return False
