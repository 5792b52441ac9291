"""Names in Latin letters that a legal form ends: Siemens AG, Dahua Technology Co., Ltd."""

from __future__ import annotations

import re

from etl.model import Mention

# Co., Ltd. · Inc. · S.A.U. · University; what else a capitalised word may be, this word makes it a name
_FORM = re.compile(
    r"(?<=[A-Za-z,.&]\s)(?P<form>(?:Pte\.?\s|Pty\.?\s)?(?:Co\.?,?\s?)?(?:Ltd|LTD|Limited)(?![A-Za-z])\.?|Inc(?![A-Za-z])\.?|Corp(?![A-Za-z])\.?|Corporation(?![A-Za-z])|Company(?![A-Za-z])|LLC(?![A-Za-z])|LLP(?![A-Za-z])|"
    r"GmbH(?![A-Za-z])|AG(?![A-Za-z])|SA(?![A-Za-z])|SE(?![A-Za-z])|PLC(?![A-Za-z])|plc(?![A-Za-z])|S\.A\.(?:U\.|S\.)?|SAS(?![A-Za-z])|S\.p\.A\.|N\.V\.|B\.V\.|Oyj?(?![A-Za-z])|AB(?![A-Za-z])|Group(?![A-Za-z])|Holdings(?![A-Za-z])|Technologies(?![A-Za-z])|"
    r"Systems(?![A-Za-z])|Networks(?![A-Za-z])|Bank(?![A-Za-z])|University(?![A-Za-z])|Institute(?![A-Za-z])|Association(?![A-Za-z])|Alliance(?![A-Za-z])|Foundation(?![A-Za-z])|Council(?![A-Za-z]))")
_KINDS = {"University": "academia", "Institute": "academia", "Association": "association", "Alliance": "association",
          "Foundation": "association", "Council": "association"}
_WORD = re.compile(r"(?:[A-ZÀ-Þ][\w&.'’\-]*|of|and|for|de|the|&),?$")
REACH = 80  # characters before the form


def find(text: str) -> list[Mention]:
    """Mentions of organisations named in Latin letters with a legal form or another telling last word.

    >>> [m.text for m in find("由Siemens AG和Dahua Technology Co., Ltd.建设")]
    ['Siemens AG', 'Dahua Technology Co., Ltd.']
    """
    found = []
    for match in _FORM.finditer(text):
        start = _begin(text, match.start())
        if start < match.start():
            found.append(Mention("organisation", start, match.end(), text[start:match.end()],
                                 rule="ending in Latin letters", candidates=(_KINDS.get(match["form"], "company"),)))
    return found


def _begin(text: str, at: int) -> int:
    """Where the run of capitalised words begins that ends at ``at``."""
    low = max(0, at - REACH)
    begin = at
    while begin > low:
        space = begin - 1
        if text[space] != " ":
            break
        word_start = space
        while word_start > low and (text[word_start - 1].isalnum() and text[word_start - 1] < "\u2e80"
                                    or text[word_start - 1] in "&.'’-,À"):
            word_start -= 1
        if word_start == space or not _WORD.fullmatch(text[word_start:space]):
            break
        begin = word_start
    while begin < at and (text[begin].islower() or text[begin] in "& "):
        begin += text[begin:at].find(" ") + 1 or at - begin  # 'of' and 'and' begin no name
    return begin
