"""Firms that no ending tells, by a frame that only a firm's name fits: 由盛灿承建, 与盛灿签约, 盛灿领投, 盛灿创始人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from etl.extract import runs
from etl.extract.pieces import Piece, Pieces
from etl.extract.word_kinds import ACT, AND, ROLE, STOP, VERB
from etl.model import Mention

_BY = re.compile("由")
_DOES = re.compile("承建|建设|提供|开发|研发|运营|打造|设计|施工|供货|供应|承担|负责|实施|制造|投资|运维|代工|牵头|独家|联合|"
                   "全资|控股|承保|主导|自主")
_CLAUSE = re.compile(r"^|[，。；\n：]")
# what a clause says of its subject where that is a firm, and hardly ever of people
_ALSO = re.compile("、")
_FIRM_DOES = re.compile("承建|供货|中标|[领跟参]投|参建|总集成|出资|拿下|中选|捐建|运维|代建|承接|总承包|提供[^了]|研发|"
                        "拟投|独家|入股|推出|参与|协办|承办|主办|冠名|操刀|承担[^，。；]{0,8}(?:建设|开发|设计|治理|施工|运营)|负责[^，。；]{0,8}(?:建设|开发|设计|供应|施工|运营|运维|集成)")
# what one of several does: 由甲研发、乙制造
_DOES_TOO = re.compile("制造|供应|供货|施工|设计|规划|承建|研发|监理|提供|运营|运维|承保")
_WITH = re.compile("与|和|同|携手|牵手|联手|联合|会同|旗下(?:的)?")
_DEALS = re.compile("签[约署订下]|达成|合作|共建|共同|联合|携手|合资")
_ACT = 16  # characters of the longest act
_OFFICE = re.compile(r"(?=[联创C首董行高执常名资全中亚副总])"  # the first letters, by which a text is scanned faster
                     r"(?:(?:联合)?创始人|(?<![A-Za-z])C[EOTF]O(?![A-Za-z])|首席[^，。；、]{2,4}官|董事总经理|"
                     r"(?:行政|高级|执行|联席|常务|名誉|资深|全球|中国区|亚太区)?副?(?:总裁|董事长))")
_SIDES = (STOP, AND, ACT, VERB, ROLE)


def find(pieces: Pieces, covered: Set[int]) -> Iterable[Mention]:
    """Mentions of firms whose part in the sentence tells them; none that overlaps ``covered``."""
    text = pieces.text
    for frame, after, rule in ((_BY, _DOES, "does what a firm does"), (_CLAUSE, _FIRM_DOES, "does what a firm does"),
                               (_ALSO, _DOES_TOO, "does what a firm does"),
                               (_WITH, _DEALS, "deals as a firm does")):
        for match in frame.finditer(text):
            at = match.end()
            if not after.search(text, at + 2, at + runs.LONGEST + _ACT):  # most clauses: no need to look at their words
                continue
            run = _before(runs.forward(pieces, at, len(text))[0], after, text)
            if run and _is_new(pieces, run, covered):
                yield runs.company(text, run[0].start, run[-1].end, rule)
    for match in _OFFICE.finditer(text):
        run = runs.backward(pieces, match.start())
        if run and _is_new(pieces, run, covered) and (left := pieces.before(run[0].start)) and left.kind in _SIDES:
            yield runs.company(text, run[0].start, run[-1].end, "has a firm's office")


def _before(run: list[Piece], after: re.Pattern[str], text: str) -> list[Piece]:
    """The pieces before the last place where ``after`` follows: verbs may stand in names too (供应链, 制造)."""
    while run and not after.match(text, run[-1].end):
        run.pop()
    return run


def _is_new(pieces: Pieces, run: Sequence[Piece], covered: Set[int]) -> bool:
    name = pieces.text[run[0].start:run[-1].end]
    return runs.is_name(name, run) and not runs.may_be_person(name, run) \
        and not runs.is_english(pieces.text, run[0].start, run[-1].end) \
        and covered.isdisjoint(range(run[0].start, run[-1].end))
