"""A story → its sentences, which keep their offsets into the story's text."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.model import Sentence, Story

LONGEST = 100_000
"""Characters of a story that are read. The longest news has a tenth of that; more is a file that holds something else."""
_WITHIN = 1000  # characters before that end in which a sentence is looked for to end with
_CLOSING = "”’」』）)】］\\]》〉"
# an ASCII ! or ? ends a sentence only before a space, Han or a line end: https://a.cn/b?c=1 is one word
# the class comes first, for which a text is scanned fastest
_END = re.compile(rf"[。！？；!?\n](?:(?<=\n)|(?:(?<=[。！？；])|(?![\w/=&%.-]))[。！？；!?]*[{_CLOSING}]*)")


def sentences(story: Story) -> tuple[Sentence, ...]:
    """The sentences of headline and body, in order; ``text == story.text[start:end]`` for each.

    They end at 。！？； with closing quotes and brackets, and at line ends; the white space around them is left out.

    >>> [s.text for s in sentences(Story("1", "甲市签约", "他说：“好。”乙市也签了；丙市没有"))]
    ['甲市签约', '他说：“好。”', '乙市也签了；', '丙市没有']
    """
    text = story.text
    found: list[Sentence] = []
    start = paragraph = 0
    for end in _END.finditer(text):
        _add(found, text, start, end.end(), paragraph)
        start = end.end()
        paragraph += end[0] == "\n"
    _add(found, text, start, len(text), paragraph)
    return tuple(found)


def readable(story: Story) -> Story:
    """The story up to the last sentence that ends within ``LONGEST`` characters; nearly always the story itself.

    >>> len(readable(Story("1", "标题", "8" * 1_000_000)).text)
    100000
    """
    text = story.text
    if len(text) <= LONGEST:
        return story
    end = max((match.end() for match in _END.finditer(text, LONGEST - _WITHIN, LONGEST)), default=LONGEST)
    return replace(story, title=story.title[:end], body=story.body[:max(0, end - len(story.title) - 1)])


def _add(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if words:
        found.append(Sentence(start, start + len(words), words, paragraph))
