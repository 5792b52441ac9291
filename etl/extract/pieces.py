"""A text in pieces that say what each could be in an organisation's name: a division, a firm, a trade, a stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from etl.extract import tokens, word_kinds
from etl.extract.word_kinds import FIRM, FRESH, LETTER, LEVEL, ORDINARY, PLACE, STOP, WEAK
from etl.knowledge import dictionary
from etl.model import Mention

SURROUNDINGS = 2000  # characters
LONGEST_WORD = 40  # characters; a longer run of letters is no word of a name
_LEVEL_LETTERS = tuple("省市区县州旗镇乡")
_OPEN = ("", "\n", "，", "。", "、", "在", "于", "省", "市")  # before which 和县 can be the county of that name
_ASSEMBLIES = ("人民", "职工", "会员", "党员", "全国", "学生", "妇女")
_UNITS = frozenset("年月日时分元号点")
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千万亿本每今去明多几数半同")
_LINKS = frozenset("与及由向在为是的将")


class Piece(NamedTuple):
    """A word, or a known name, with its part in a name."""

    start: int
    end: int
    text: str
    kind: str
    tag: str = ""


class Pieces:
    """The pieces of a text, found by where they end."""

    def __init__(self, text: str, known: Sequence[Mention], departments: Sequence[int] = ()) -> None:
        self.text = text
        self._by_start, by_end = tokens.by_edge(text)
        self._by_end = dict(by_end)
        self._by_end[0] = (0, 0, "", "x")
        self._known = {mention.end: mention for mention in known if self._sure(mention)}
        self._pieces: dict[int, Piece] = {}
        self._beginnings: dict[int, Piece] = {}
        self.firm_ends = sorted(end for end, mention in self._known.items() if mention.kind == "organisation")
        self.abroad_ends = sorted(end for end, mention in self._known.items()
                                  if mention.kind == "place" and mention.candidates[0][:1].isalpha())
        self._starting = {mention.start: mention for mention in self._known.values()}
        self._inside = {at: mention for mention in self._known.values()
                        for at in range(mention.start + 1, mention.end)}

    def is_edge(self, at: int, guesses: bool = False) -> bool:
        """True where a word ends, or a known name; with ``guesses`` also inside a word that jieba guesses (委等)."""
        if at in self._by_end or at in self._known or not guesses:
            return at in self._by_end or at in self._known
        word = self.beginning(at)
        start = at
        while start > max(0, at - LONGEST_WORD) and start not in self._by_end:
            start -= 1
        return not any(dictionary.frequency(self.text[begin:word.end]) for begin in (start, at - 1))

    def is_noun(self, end: int) -> bool:
        """False where the word that ends here is a verb in jieba's eyes: 签署, 布局."""
        token = self._by_end.get(end)
        return token is None or token[1] - token[0] == 1 or token[3][0] in "njlx" or dictionary.frequency(token[2]) == 0

    def before(self, at: int) -> Piece | None:
        """The piece that ends at ``at``; None at the beginning of the text."""
        if at <= 0:
            return None
        piece = self._pieces.get(at)
        if piece is None:
            piece = self._pieces[at] = self._known_before(at) or self._word_before(at)
        return piece

    def _known_before(self, at: int) -> Piece | None:
        mention = self._known.get(at)
        if mention:
            return Piece(mention.start, at, mention.text, _known_kind(mention), mention.candidates[0])
        mention = self._inside.get(at)
        if mention:  # the ending overlaps a known name: 昆明市|政府 over 市政府
            return Piece(mention.start, at, self.text[mention.start:at], PLACE if mention.kind == "place" else FIRM)
        return None

    def _word_before(self, at: int) -> Piece:
        start, _, word, tag = self._by_end.get(at) or self._covering(at)
        # a known name's end inside the word cuts it: 宁乡|市政府 leaves 政府
        for cut in range(at - 1, max(start, at - LONGEST_WORD), -1):
            if cut in self._known:
                start = cut
                break
        word = self.text[start:at]
        if len(word) > 1 and word[0] in word_kinds.PREFIXES and not dictionary.frequency(word):
            self._cut(start, start + 1, word[0], "p")
            start, word = start + 1, word[1:]
        if word == "代表大会" and self.text[start - 2:start] not in _ASSEMBLIES:
            self._cut(start, start + 2, "代表", "v")  # 某某代表|大会组委会
            start, word = start + 2, "大会"
        if len(word) == 2 and word[0] == "和" and word[1] in _LEVEL_LETTERS and self.text[start - 1:start] not in _OPEN:
            self._cut(start, at - 1, "和", "c")  # 宣传部和|县文化馆
            start, word = at - 1, word[1]
        if len(word) > 1 and word[-1] in _LINKS and not dictionary.frequency(word) and not word_kinds.taught(word):
            self._cut(start, at - 1, word[:-1], "x")  # 委与
            start, word = at - 1, word[-1]
        return Piece(start, at, word, self._kind_at(start, word, tag), tag)

    def _cut(self, start: int, end: int, word: str, tag: str) -> None:
        """Ends a word where jieba saw none."""
        self._by_end[end] = (start, end, word, tag)
        self._beginnings.clear()

    def count_around(self, start: int, end: int) -> int:
        """How often these words stand in their wider surroundings; never the whole of an endless text."""
        return self.text.count(self.text[start:end], max(0, start - SURROUNDINGS), end + SURROUNDINGS)

    def _kind_at(self, start: int, word: str, tag: str) -> str:
        if word in _UNITS:  # 月 in 净月 is no month
            return STOP if self.text[start - 1:start] in _NUMERALS else LETTER
        return word_kinds.kind(word, tag)

    def level_before(self, at: int) -> Piece | None:
        """The level alone before a department, though jieba binds it to the word before: 从市|教育局."""
        if self.text[at - 1:at] in _LEVEL_LETTERS and at > 0 and at not in self._known and at not in self._inside:
            start, _, word, _ = self._by_end.get(at) or (at, at, "", "")
            if len(word) == 2 and dictionary.frequency(word) == 0:
                self._cut(start, at - 1, word[:1], "x")
                return Piece(at - 1, at, word[1:], LEVEL)
        return None

    def after(self, at: int) -> str:
        """What the piece is that begins at ``at``; a stop at the end of the text."""
        return self.beginning(at).kind if at < len(self.text) else STOP

    def beginning(self, at: int) -> Piece:
        """The piece that begins at ``at``, or the rest of the one that covers it."""
        piece = self._beginnings.get(at)
        if piece is None:
            piece = self._beginnings[at] = self._beginning(at)
        return piece

    def _beginning(self, at: int) -> Piece:
        if mention := self._starting.get(at):
            return self.before(mention.end) or Piece(at, at, "", STOP)
        for end in range(at + 1, min(at + LONGEST_WORD, len(self.text)) + 1):
            if end in self._by_end or end in self._known:
                word = self.text[at:end]
                tag = self._by_end[end][3] if end in self._by_end else "n"
                return Piece(at, end, word, self._kind_at(at, word, tag), tag)
            if end in self._starting:
                return Piece(at, end, self.text[at:end], ORDINARY)
        return Piece(at, min(at + 1, len(self.text)), self.text[at:at + 1], ORDINARY)

    def _covering(self, at: int) -> tuple[int, int, str, str]:
        start = at - 1
        while start > max(0, at - LONGEST_WORD) and start not in self._by_end:
            start -= 1
        return start, at, self.text[start:at], "n"

    def _sure(self, mention: Mention) -> bool:
        """False for a known name that is here part of another word, or an ordinary word itself (合作, 东方)."""
        whole = mention.start in self._by_end and mention.end in self._by_end
        if mention.kind == "organisation":
            if "weak" in mention.rule:
                return whole and len(mention.text) < 4
            return whole or len(mention.text) > 3 or len(mention.text) == 3 and not dictionary.frequency(mention.text)
        if mention.text == "和县" and self.text[mention.start - 1:mention.start] not in _OPEN:
            return False
        if word_kinds.ZONES.fullmatch(mention.text):
            return False  # 新城 in 空港新城 is no 新城区
        # what is no word of its own the finder has left out; what may be another thing must look like a place to jieba
        forms = set(mention.rule.split("+"))
        if "common" in forms or forms <= {"generic", "english", "shared"}:
            token = self._by_start.get(mention.start)
            return token is not None and token[1] == mention.end and token[3] == "ns"
        return True


def _known_kind(mention: Mention) -> str:
    """What a name of a gazetteer is; a firm's that needs context is hardly a word (中移), or one like others (东风)."""
    if mention.kind == "place":
        return PLACE
    if "weak" not in mention.rule:
        return FIRM
    return FRESH if dictionary.frequency(mention.text) <= word_kinds.COMMON_NAME else WEAK
