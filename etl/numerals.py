"""Chinese and Arabic numerals → numbers: 三千二百万 → 32000000, 1亿5000万 → 150000000."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: value for value, chars in enumerate((
    "〇零○", "一壹弌", "二贰两俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for char in chars}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT_TENS = {"廿": 20, "卅": 30}
_MYRIADS = {"万": 10**4, "w": 10**4, "W": 10**4, "亿": 10**8, "兆": 10**12}
_HAN = "".join(_DIGITS)
DIGITS = _HAN + "0123456789"
UNITS = "".join(_TENS) + "".join(_MYRIADS)
# one piece of a numeral: 1234.5 · 二〇一八 · 点零七 · 千 · 亿
_PIECE = re.compile(rf"(?P<arabic>[0-9]+(?:\.[0-9]+)?)|(?P<han>[{_HAN}]+)|点(?P<point>[{_HAN}]+)|(?P<unit>[{UNITS}])"
                    "|(?P<short>[廿卅])|(?P<half>半)")
# most numerals of a text: 2018, 3.2亿, 5000万
_SIMPLE_UNITS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SIMPLE = re.compile(r"(?P<figures>[0-9]+(?:\.[0-9]+)?)(?P<unit>万亿?|亿|)")
_SEPARATOR = re.compile(r"(?<=[0-9])(?:[,，]\s?|\s)(?=[0-9]{3})")
LONGEST = 60  # characters; no numeral that means something is longer


def number(words: str) -> int | float | None:
    """The number that ``words`` write, None where they are no well-formed numeral.

    >>> number("三千二百万"), number("五点零七亿"), number("1亿5000万"), number("3.2")
    (32000000, 507000000, 150000000, 3.2)
    >>> number("1,234,567.89"), number("2万4千"), number("廿五"), number("半"), number("两百〇三")
    (1234567.89, 24000, 25, 0.5, 203)
    >>> number("壹仟玖佰"), number("二〇一八"), number("十"), number("两万五"), number("万亿")
    (1900, 2018, 10, 25000, 1000000000000)
    >>> number("一三千"), number("亿亿亿"), number("三人")
    (None, None, None)
    """
    value = exact(words)
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def exact(words: str) -> Decimal | None:
    """As ``number``, without rounding.

    >>> exact("1000.2096万")
    Decimal('10002096.0000')
    """
    words = _SEPARATOR.sub("", words.strip())
    if not words or len(words) > LONGEST:
        return None
    if simple := _SIMPLE.fullmatch(words):
        return Decimal(simple["figures"]) * _SIMPLE_UNITS[simple["unit"]]
    state = _State()
    position = 0
    while position < len(words):
        piece = _PIECE.match(words, position)
        if not piece or not state.take(str(piece.lastgroup), piece[piece.lastgroup or 0]):
            return None
        position = piece.end()
    return state.value()


def _value(han: str) -> Decimal:
    """Han digits by their places: 二〇一八 → 2018."""
    return Decimal("".join(str(_DIGITS[char]) for char in han))


class _State:
    """A numeral read piece by piece: digits wait for the unit after them."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        """What 万 and 亿 have closed."""
        self.myriad = 0
        """The last 万, 亿 or 兆; 0 before the first."""
        self.section = Decimal(0)
        """What 十, 百 and 千 have closed since then."""
        self.tens = 0
        """The last 十, 百 or 千 of the section; 0 before the first."""
        self.digits: Decimal | None = None
        self.row = False
        """True for several Han digits in a row (二〇一八), which 十, 百 and 千 cannot follow."""
        self.linked = False
        """True after the 零 of 一百零五."""
        self.lone = False
        """True for a digit right after a unit, which counts that unit's tenths: the 五 of 两万五."""

    def take(self, kind: str, piece: str) -> bool:
        """Add the next piece; False if it cannot follow what was read."""
        if kind == "unit":
            return self._tens(_TENS[piece], self.digits) if piece in _TENS else self._myriad(_MYRIADS[piece])
        if kind == "point":
            return self._point(piece)
        if self.digits is not None:
            return False
        if kind == "short":
            return self._tens(10, Decimal(_SHORT_TENS[piece] // 10))
        if kind == "half":
            self.digits = Decimal("0.5")
            return not self.myriad and not self.tens
        return self._digits(kind, piece)

    def value(self) -> Decimal | None:
        """The number, or None where nothing was read."""
        if self.digits is None:
            return self.total + self.section if self.myriad or self.tens else None
        unit = (self.tens or self.myriad) // 10 if self.lone else 1
        return self.total + self.section + self.digits * max(unit, 1)

    def _digits(self, kind: str, piece: str) -> bool:
        after_unit = bool(self.tens or self.myriad)
        if kind == "han" and after_unit and piece[0] in "零〇○":
            self.linked = True
            piece = piece.lstrip("零〇○")
            if not piece:
                return True
        self.row = kind == "han" and len(piece) > 1
        if self.row and after_unit:
            return False  # 一百二三 is 120 or 130, no single number
        self.lone = after_unit and len(piece) == 1 and not self.linked
        self.digits = _value(piece) if kind == "han" else Decimal(piece)
        return True

    def _point(self, decimals: str) -> bool:
        if self.digits is None and not self.tens:
            return False
        self.digits = (self.digits or 0) + _value(decimals).scaleb(-len(decimals))
        self.lone = False
        return True

    def _tens(self, unit: int, digits: Decimal | None) -> bool:
        if self.row or (self.tens and unit >= self.tens):
            return False
        self.section += (1 if digits is None else digits) * unit
        self.tens, self.digits, self.linked = unit, None, False
        return True

    def _myriad(self, unit: int) -> bool:
        empty = self.digits is None and not self.tens
        section = self.section + (self.digits or 0)
        if not self.myriad:
            self.total = Decimal(unit) if empty else section * unit
        elif unit < self.myriad and not empty:
            self.total += section * unit
        elif unit > self.myriad and self.total < unit:  # 3万亿, 1万5000亿
            self.total = (self.total + section) * unit
        elif unit == self.myriad == 10**4 and empty:  # 四万万
            self.total *= unit
        else:
            return False
        self.myriad, self.section, self.tens, self.digits = unit, Decimal(0), 0, None
        self.row = self.linked = False
        return True
