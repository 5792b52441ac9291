"""Mention → the entity it denotes, from the whole story's context; what stays open becomes an issue."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from etl.model import Mention, Organisation
from etl.resolve import organisations, places


def names(text: str, mentions: Sequence[Mention], home: str | None = None) -> list[Mention]:
    """The mentions with ``value`` set to a Place or an Organisation wherever context settles it.

    ``text`` is the story's text as the finders saw it, ``home`` the division that its paper writes for. A name that stays
    open keeps ``value`` None and says in ``rule`` why: ``ambiguous`` or ``unconfirmed``.
    """
    located, seats = places.located(text, mentions, home)
    return [_seated(mention, seats) for mention in organisations.organisations(text, located)]


def _seated(mention: Mention, seats: dict[int, str | None]) -> Mention:
    """The seat of an organisation whose name begins with a division, as the story settles it: 朝阳区政府 in 北京."""
    value = mention.value
    if mention.start not in seats or not isinstance(value, Organisation) or value.known:
        return mention
    return mention._replace(value=dataclasses.replace(value, seat=seats[mention.start]))
