"""Finds names of organisations that no gazetteer holds: by their endings, as short forms, by what they do."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, le

from etl.extract import actors, compounds, endings, english_names, latin_names, short_names
from etl.extract.pieces import Pieces
from etl.model import Mention

_START, _END = attrgetter("start"), attrgetter("end")


def find(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Mentions of organisations that only their shape or their part in the sentence tells.

    ``known`` are the gazetteer's mentions in ``text``: a division or a firm may begin such a name. ``candidates`` holds
    the kind, and after it the long form where a short one is found; ``rule`` says how it was found.

    >>> from etl.extract import names
    >>> text = "长沙市物业协会与盛灿科技有限公司签约，盛灿科技出资"
    >>> [m.text for m in find(text, names.find(text))]
    ['长沙市物业协会', '盛灿科技有限公司', '盛灿科技']
    """
    pieces = Pieces(text, known)
    found = longest_first([*endings.find(pieces, known), *compounds.find(pieces, known), *latin_names.find(text),
                           *english_names.find(text, known)])
    # a short name that leads to its long one goes before the same words found by their ending
    found = [*short_names.find(pieces, known, found), *found]
    owners = {mention.text: mention.candidates for mention in found if mention.rule in ("short for", "short form")}
    found += [mention._replace(candidates=owners.get(mention.text, mention.candidates))
              for mention in actors.find(pieces, [*known, *found])]
    return longest_first(found)


def longest_first(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that a longer one overlaps, in the order of the text."""
    ordered = sorted(mentions, key=_START)
    # nothing overlaps, as mostly
    if all(map(le, map(_END, ordered), map(_START, ordered[1:]))):
        return ordered
    taken: list[Mention] = []
    covered = bytearray(max(map(_END, mentions)))
    ordered.sort(key=lambda mention: mention.start - mention.end)
    for mention in ordered:
        if covered.find(1, mention.start, mention.end) < 0:
            covered[mention.start:mention.end] = b"\1" * (mention.end - mention.start)
            taken.append(mention)
    return sorted(taken, key=_START)
