"""Finds the names that the gazetteer knows: divisions, countries and organisations."""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from etl import knowledge
from etl.model import Mention

# After one of these a one-letter province name is meant as a place: 在沪, 落户渝; before 上 as in 沪上.
_LETTER_BEFORE = ("在", "来", "赴", "驻", "离", "抵", "户", "全")
_LETTER_AFTER = ("上", "讯", "企")


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[knowledge.Sense, ...]]]:
    senses: dict[str, list[knowledge.Sense]] = {}
    for name, found in knowledge.places().forms.items():
        senses.setdefault(name, []).extend(found)
    for name, sense in knowledge.organisations().forms.items():
        senses.setdefault(name, []).append(sense)
    return ahocorasick_rs.AhoCorasick(list(senses)), [tuple(found) for found in senses.values()]


def find(text: str) -> list[Mention]:
    """Mentions of known names, the longest first where they overlap, in the order of the text.

    ``candidates`` holds the ids that the name may denote, ``rule`` the forms of the name that matched.

    >>> [(m.text, m.candidates) for m in find("腾讯与长沙市签约")]
    [('腾讯', ('腾讯',)), ('长沙市', ('430100',))]
    """
    automaton, senses = _automaton()
    spans = automaton.find_matches_as_indexes(text, overlapping=True)
    # the longest name wins, the one further left among equals
    spans.sort(key=lambda span: (span[1] - span[2], span[1]))
    taken = bytearray(len(text))
    mentions = []
    for index, start, end in spans:
        if any(taken[start:end]) or not _plausible(text, start, end, senses[index]):
            continue
        taken[start:end] = b"\1" * (end - start)
        mentions.append(_mention(text, start, end, senses[index]))
    return sorted(mentions, key=lambda mention: mention.start)


def _plausible(text: str, start: int, end: int, senses: tuple[knowledge.Sense, ...]) -> bool:
    name = text[start:end]
    if name.isascii() and name.isalnum():  # IBM inside IBMS is no name
        before, after = text[start - 1:start], text[end:end + 1]
        return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
    if len(name) > 1:
        # 中国电科|院 is another body
        return not (text[end:end + 1] in ("院", "所") and senses[0].kind == "organisation")
    return all(sense.form == "letter" for sense in senses) and (
        text[start - 1:start] in _LETTER_BEFORE or text[end:end + 1] in _LETTER_AFTER) and start > 0


def _mention(text: str, start: int, end: int, senses: tuple[knowledge.Sense, ...]) -> Mention:
    # a name that is both (平安: a county and a firm) is kept with all its senses for ``resolve``
    kind = "place" if all(sense.kind == "place" for sense in senses) else "organisation"
    chosen = [sense for sense in senses if sense.kind == kind]
    return Mention(kind, start, end, text[start:end], candidates=tuple(sense.id for sense in chosen),
                   rule="+".join(dict.fromkeys(sense.form for sense in chosen)))
