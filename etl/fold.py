"""Folds characters one for one (full width → ASCII, traditional → simplified), so that offsets hold."""

from __future__ import annotations

import re
from functools import cache

# Only what finders read: digits, letters and the signs inside numbers. Full-width ，：（） structure sentences and stay.
_WIDE = {chr(0xFEE0 + code): chr(code) for code in [*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B),
                                                    ord("."), ord("%"), ord("+")]} | {"　": " ", "\xa0": " "}

# what Hong Kong writes and t2s leaves: 食物環境衞生署
_VARIANTS = {"衞": "卫"}


@cache
def _table() -> dict[int, str]:
    import opencc

    han = [chr(code) for code in range(0x4E00, 0xA000)]
    # one character a line, so that no phrase rule can join two
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    pairs = {a: b for a, b in zip(han, simple, strict=True) if a != b and len(b) == 1}
    return str.maketrans(_WIDE | pairs | _VARIANTS)


@cache
def _changing() -> re.Pattern[str]:
    """A run of characters that fold. Most texts hold few, and a pattern passes over the others faster than a table."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]+")


def text(received: str) -> str:
    """The text with every character in its plain form; the length is unchanged.

    >>> text("１.８１億元 臺北")
    '1.81亿元 台北'
    """
    table = _table()
    return _changing().sub(lambda run: run[0].translate(table), received)
