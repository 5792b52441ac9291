"""Names in Latin letters: by a legal form or another telling word (Siemens AG), public bodies (Government of Zambia)."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from etl.model import Mention

# Co., Ltd. · Inc. · S.A.U. · University; what else a capitalised word may be, this word makes it a name
_WHOLE_WORDS = ("Corporation", "Company", "LLC", "LLP", "GmbH", "AG", "SA", "SE", "PLC", "plc", "SAS", "Oyj?", "AB",
                "Group", "Holdings", "Technologies", "Systems", "Networks", "Bank", "University", "Institute", "Academy",
                "Association", "Alliance", "Foundation", "Council", "Hospital", "Government", "Bureau", "Commission",
                "Authority", "Department", "Agency", "Board", "Committee")
_FORM = re.compile(
    r"(?<=[A-Za-z,.&]\s)(?P<form>(?:Pte\.?\s|Pty\.?\s)?(?:Co\.?,?\s?)?(?:Ltd|LTD|Limited)(?![A-Za-z])\.?|"
    r"(?:Inc|Corp)(?![A-Za-z])\.?|S\.A\.(?:U\.|S\.)?|S\.p\.A\.|N\.V\.|B\.V\.|"
    rf"(?:{'|'.join(_WHOLE_WORDS)})(?![A-Za-z]))")
# Government of Hangzhou · Ministry of Industry and Information Technology
_OF = re.compile(r"(?<![A-Za-z])(?P<form>(?:People['’]s\s)?Government|Ministry|Bureau|Department|University|Academy|Bank)"
                 r"\sof\s(?:the\s)?[A-Z][a-zA-Z'’\-]*(?:,\s(?:Urban|Rural)\b)?(?:\s(?:of\s)?[A-Z][a-zA-Z'’\-]*){0,3}"
                 r"(?:\sand\s(?:Information|Technology|Urban-Rural|Urban|Rural|Development|Reform|Commerce|Tourism|Affairs|Energy|"
                 r"Communications?|Housing|Transport|Trade|Environment|Construction|Innovation|Planning|Industry)\b"
                 r"(?:\s(?:of\s)?[A-Z][a-zA-Z'’\-]*){0,3})?")
_KINDS = {"University": "academia", "Institute": "academia", "Academy": "academia", "Association": "association",
          "Alliance": "association", "Foundation": "association", "Council": "association", "Hospital": "other",
          "Government": "government", "Bureau": "government", "Commission": "government", "Authority": "government",
          "Agency": "government", "Board": "government", "Committee": "association",
          "Ministry": "government", "Department": "government"}
_WORD = re.compile(r"(?:[A-ZÀ-Þ][\w&.'’\-]*|of|and|for|de|the|&)$")
_ENDED = re.compile(r"(?:Ltd|Limited|Inc|Corp|LLC|PLC|AG|GmbH|Group|Government|Bureau|University|Institute)\.?$")
_SENTENCE = re.compile(r"[a-z]{3}\.$")  # Tuesday. Inspur Group
_NO_BEGIN = re.compile(r"(?:The|In|On|At|By|With|From|For|And|Both|[a-z&]\S*)\s")
_AFTER_COMMA = ("Inc", "Ltd", "LLC", "Limited")
# in whose names "and" joins fields: Shenzhen Housing and Construction Bureau
_OF_BODIES = tuple(_KINDS)
REACH = 80  # characters before the form


def find(text: str) -> list[Mention]:
    """Mentions of organisations named in Latin letters with a legal form or another telling word.

    >>> [m.text for m in find("由Siemens AG和Dahua Technology Co., Ltd.建设")]
    ['Siemens AG', 'Dahua Technology Co., Ltd.']
    >>> [m.text for m in find("The Guiyang Municipal Government and Inspur Group met")]
    ['Guiyang Municipal Government', 'Inspur Group']
    """
    return list(_found(text))


def _found(text: str) -> Iterable[Mention]:
    bodies = [_mention(text, _begin(text, match.start(), match["form"]), match.end(), match["form"])
              for match in _OF.finditer(text)] \
        if " of " in text else []
    yield from bodies
    ends = [body.end for body in bodies]
    for match in _FORM.finditer(text):
        at = bisect.bisect_left(ends, match.start())
        start = _begin(text, match.start(), match["form"], ends[at - 1] if at else 0, match["form"].startswith(_AFTER_COMMA))
        if start < match.start() and text[start:match.start()].split()[0] not in _WHOLE_WORDS:
            yield _mention(text, start, match.end(), match["form"])


def _mention(text: str, start: int, end: int, form: str) -> Mention:
    return Mention("organisation", start, end, text[start:end], rule="ending in Latin letters",
                   candidates=(_KINDS.get(form.split()[-1], "company"),))


def _begin(text: str, at: int, form: str, floor: int = 0, comma: bool = False) -> int:
    """Where the run of capitalised words begins that ends at ``at``, behind ``floor``; a comma may end it: Apple, Inc."""
    low = max(floor, at - REACH)
    begin = at
    while begin > low:
        space = begin - 1
        if text[space] != " ":
            break
        end = space - (comma and begin == at and text[space - 1] == ",")
        word_start = end
        while word_start > low and (text[word_start - 1].isalnum() and text[word_start - 1] < "\u2e80"
                                    or text[word_start - 1] in "&.'’-À"):
            word_start -= 1
        word = text[word_start:end]
        if not word or not _WORD.fullmatch(word) or begin < at and (_ENDED.search(word) or _SENTENCE.search(word)):
            break
        begin = word_start
    if (apart := text.rfind(" and the ", begin, at)) >= 0:
        begin = apart + 9  # Hikvision and the |Ningbo Municipal Government
    if not form.startswith(_OF_BODIES) and (apart := text.rfind(" and ", begin, at)) >= 0:
        begin = apart + 5  # Telekom Malaysia and |ZTE Corporation
    while begin < at and (skip := _NO_BEGIN.match(text, begin, at)):
        begin = skip.end()  # 'of' and 'The' begin no name
    return begin
