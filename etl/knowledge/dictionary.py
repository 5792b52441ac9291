"""How common a Chinese word is, read from jieba's own dictionary without loading it."""

from __future__ import annotations

import importlib.util
import mmap
from functools import cache, lru_cache
from pathlib import Path


@lru_cache(maxsize=1 << 16)
def frequency(word: str) -> int:
    """How often jieba's dictionary counts a word; 0 for a word that it does not hold.

    The file is in the order of its bytes, so a word is found by halving. Loading all 349,046 words into memory, as
    ``jieba`` does to cut text, takes 0.9 s and 60 MB. Of the words in Chinese characters two stand out of order,
    and count as 0.

    >>> frequency("公司") > 10_000, frequency("盛灿")
    (True, 0)
    """
    lines = _lines()
    wanted = word.encode("utf-8", "replace")
    low, high = 0, len(lines)
    while low < high:
        middle = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", middle)
        end = len(lines) if end < 0 else end
        entry = lines[middle:end].split(b" ")
        if entry[0] == wanted:
            return int(entry[1])
        if entry[0] < wanted:
            low = end + 1
        else:
            high = middle
    return 0


@cache
def _lines() -> mmap.mmap:
    spec = importlib.util.find_spec("jieba")
    assert spec and spec.submodule_search_locations
    with (Path(spec.submodule_search_locations[0]) / "dict.txt").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
