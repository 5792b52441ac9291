"""Mention → the entity it denotes, from the whole story's context; what stays open becomes an issue."""

from __future__ import annotations

from collections.abc import Sequence

from etl.model import Mention
from etl.resolve import organisations, places


def names(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with ``value`` set to a Place or an Organisation wherever context settles it.

    ``text`` is the story's text as the finders saw it. A name that stays open keeps ``value`` None and says in ``rule``
    why: ``ambiguous`` or ``unconfirmed``.
    """
    return organisations.organisations(text, places.places(text, mentions))
