"""Names that stand together go together: 辽宁|朝阳, 吉林|长春, 湖南|湘潭市|湘潭县."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import knowledge
from etl.knowledge import dictionary
from etl.resolve.place_names import ORDINARY, Name

# what may stand between a division and one inside it: 江苏 · 常州, 浙江（杭州）
_JOINT = re.compile(r"[省市]?[·\s]?|[（(]")
_ZONE = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:开发区|产业园|工业园|产业区|高新区|新区|合作区|科技园)")


def link(text: str, names: Sequence[Name]) -> None:
    """Settles the names that the division before or after them settles."""
    gazetteer = knowledge.places()
    pairs = [(one, two) for one, two in zip(names, names[1:], strict=False)
             if one.open and two.open and _JOINT.fullmatch(text, one.mention.end, two.mention.start)]
    for one, two in pairs:
        _join(text, one, two)
    for one, two in reversed(pairs):  # what the end of a chain decides goes back to its beginning
        if one.linked and two.linked and (kept := [a for a in one.codes if any(
                a != b and gazetteer.within(b, a) for b in two.codes)]):
            one.codes = kept
    for name in names:
        if name.linked and name.open and (code := gazetteer.outermost(name.codes)):
            name.settle(code, "chain")


def _join(text: str, one: Name, two: Name) -> None:
    gazetteer = knowledge.places()
    inside = [(a, b) for a in one.codes for b in two.codes if a != b and gazetteer.within(b, a)
              and not _in_vain(text, two, a, b)]
    if inside:
        one.linked = two.linked = True
        one.codes = [code for code in one.codes if any(code == a for a, _ in inside)]
        two.codes = [code for code in two.codes if any(code == b for _, b in inside)]
    elif one.mention.end == two.mention.start and "former" in one.forms.values() \
            and len(two.codes) == 1 and two.codes != one.codes:
        one.codes = [gazetteer.parent(two.codes[0]) or two.codes[0]]  # 柳州地区|忻城县 is of 来宾 today
        one.linked = True
    elif one.mention.end == two.mention.start and _ZONE.match(text, two.mention.end) \
            and {"short", "shared"} & set(two.forms.values()):
        two.settle(None, "part of a zone's name")  # 滨州|北海|经济开发区 lies in 滨州


def _in_vain(text: str, name: Name, above: str, code: str) -> bool:
    """True for an ordinary word after a province (四川|南部), or before another word (甘南|合作|交流)."""
    if not name.is_word(code):
        return False
    end = name.mention.end
    if dictionary.frequency(name.mention.text) >= ORDINARY and text[end:end + 1].isalpha():
        return True
    return name.forms[code] == "generic" and above != knowledge.places().city(code)
