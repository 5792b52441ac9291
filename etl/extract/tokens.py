"""Where words begin and end, by jieba; so that a name is cut at a word and not inside one."""

from __future__ import annotations

import logging
import tempfile
from functools import cache
from pathlib import Path

import jieba


@cache
def _tokenizer() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba's own cache is a predictable file in the shared temporary folder, which a second user cannot read
    folder = Path.home() / ".cache" / "city-initiatives"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp())
    tokenizer.tmp_dir = str(folder)
    return tokenizer


def words(text: str) -> list[tuple[int, int]]:
    """The spans of the words of ``text``, in order and without gaps.

    >>> [text[a:b] for text in ["宁乡签约"] for a, b in words(text)]
    ['宁乡', '签约']
    """
    spans = []
    end = 0
    for word in _tokenizer().cut(text):
        start, end = end, end + len(word)
        spans.append((start, end))
    return spans


def frequency(word: str) -> int:
    """How often jieba's dictionary counts a word; 0 for a word that it does not hold."""
    tokenizer = _tokenizer()
    tokenizer.initialize() if not tokenizer.initialized else None
    return tokenizer.FREQ.get(word) or 0
