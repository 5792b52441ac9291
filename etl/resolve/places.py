"""A place's mention → the division, country or city it denotes, from the whole story's context."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache

from etl import knowledge
from etl.extract import tokens
from etl.model import Mention, Place

_PERSON = re.compile(r"(?:长|记|任|裁|理|者|席|员|表|事|授|士)[\u4e00-\u9fff]$")
_STRONG_FORMS = ("full", "alias", "zone", "former", "abroad")


@cache
def _risky(level: str | None = "county") -> frozenset[str]:
    lists = knowledge.vocabulary("risky_names.yml")
    return frozenset(lists["places" if level == "county" else "cities"])


def places(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with a Place as ``value`` wherever the story settles it; see ``resolve.names``."""
    gazetteer = knowledge.places()
    context = _context(mentions)
    senses: dict[str, str] = {}
    resolved: list[Mention] = []
    for number, mention in enumerate(mentions):
        if mention.kind == "place":
            above = _adjoining(resolved, mention, text)
            code, why = _code(mention, above, context, text)
            if code and (above or why == "full"):
                senses.setdefault(mention.text, code)
            mention = dataclasses.replace(mention, value=_place(code), rule=why)
        resolved.append(mention)
    # one name means one place in a story: settled once by its province or its full form, it is settled throughout
    spans = {gazetteer.get(code).short: code for code in senses.values() if gazetteer.get(code)}
    senses = spans | senses
    return [dataclasses.replace(mention, value=_place(senses[mention.text]), rule="as elsewhere in the story")
            if mention.kind == "place" and mention.text in senses and senses[mention.text] in mention.candidates else mention
            for mention in resolved]


def _place(code: str | None) -> Place | None:
    return Place(code, knowledge.places().name(code)) if code else None


def _context(mentions: Sequence[Mention]) -> set[str]:
    """Codes of the divisions that the story names beyond doubt, with those above them."""
    gazetteer = knowledge.places()
    found: set[str] = set()
    for mention in mentions:
        code = None
        if mention.kind == "place" and len(mention.candidates) == 1 and (
                gazetteer.level(mention.candidates[0]) != "county" or "full" in mention.rule):
            code = mention.candidates[0]
        elif mention.kind == "organisation":
            code = division_in(mention.text)
        while code and code != knowledge.CHINA:
            found.add(code)
            code = gazetteer.parent(code)
    return found


@cache
def division_in(name: str) -> str | None:
    """The division that a name begins with, where only one fits: 合肥市生态环境局 → 340100."""
    gazetteer = knowledge.places()
    code = None
    at = 0
    while at < len(name):
        for length in range(min(12, len(name) - at), 1, -1):
            senses = gazetteer.forms.get(name[at:at + length])
            fits = [s.id for s in senses or () if code is None or gazetteer.within(s.id, code)]
            if len(fits) > 1:
                levels = sorted(fits, key=lambda c: ("country", "province", "prefecture", "county").index(
                    gazetteer.level(c)) if gazetteer.level(c) in ("country", "province", "prefecture", "county") else 9)
                fits = levels[:1] if gazetteer.level(levels[0]) != gazetteer.level(levels[1]) else []
            if fits and not (name[at:at + length] in _risky() and code is None):
                code, at = fits[0], at + length
                break
        else:
            break
    return code


def _adjoining(resolved: Sequence[Mention], mention: Mention, text: str) -> str | None:
    """The code of the place that stands right before: 北京市 in 北京市延庆区, 江苏 in 江苏常州."""
    for before in reversed(resolved):
        if before.kind == "place" and before.value and text[before.end:mention.start] in ("", "·", "省", "市", "（"):
            return before.value.adcode
        if before.kind == "place":
            return None
    return None


def _code(mention: Mention, above: str | None, context: set[str], text: str) -> tuple[str | None, str]:
    gazetteer = knowledge.places()
    candidates = mention.candidates
    if above:
        inside = [code for code in candidates if code != above and gazetteer.within(code, above)]
        if len(inside) == 1:
            return inside[0], "after the division above it"
        candidates = tuple(inside) or candidates
    forms = mention.rule.split("+")
    named = [code for code in candidates if _above(code) & context]
    if len(candidates) > 1:
        if len(named) == 1:
            return named[0], "the story names its province or city"
        higher = highest(named or candidates)
        if higher and (gazetteer.level(higher) in ("province", "prefecture", "country")):
            return higher, "the higher division of that name"
        return None, "ambiguous"
    code = candidates[0]
    if forms == ["letter"]:
        return code, "letter"
    risky = mention.text in _risky(gazetteer.level(code))
    if gazetteer.level(code) == "county" and "short" in forms:
        if not _whole_words(text, mention):
            return None, "part of another word"
        if named or gazetteer.name(code) in text:
            return code, "short, confirmed by the story"
        return (None, "unconfirmed") if risky else (code, "short")
    if risky and "full" not in forms and not named:
        return None, "unconfirmed"
    return code, "full" if any(form in _STRONG_FORMS for form in forms) else "short"


def _whole_words(text: str, mention: Mention) -> bool:
    """True where the name begins and ends at words: 东川 in 罗东川 does not."""
    if _PERSON.search(text, max(0, mention.start - 4), mention.start):
        return False
    left = max(0, mention.start - 5)
    edges = {0}
    for start, end in tokens.words(text[left:mention.end + 5]):
        edges |= {start, end}
    return mention.start - left in edges and mention.end - left in edges


def _above(code: str) -> set[str]:
    gazetteer = knowledge.places()
    found = set()
    up = gazetteer.parent(code)
    while up and up != knowledge.CHINA:
        found.add(up)
        up = gazetteer.parent(up)
    return found


def highest(codes: Sequence[str]) -> str | None:
    """The one code of the highest level; None where two share it."""
    order = {"country": 0, "province": 1, "prefecture": 2, "city": 2, "county": 3}
    ranked = sorted(codes, key=lambda code: order.get(knowledge.places().level(code) or "", 9))
    ranks = [order.get(knowledge.places().level(code) or "", 9) for code in ranked]
    return ranked[0] if len(ranks) == 1 or ranks[0] < ranks[1] else None
