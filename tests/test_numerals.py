"""Numerals: what each writes, and what is none."""

import doctest
import time
from decimal import Decimal

import pytest

from etl import numerals


def test_examples():
    assert doctest.testmod(numerals).failed == 0


@pytest.mark.parametrize(("words", "value"), [
    ("0", 0), ("7", 7), ("3.2", 3.2), ("1,234,567.89", 1234567.89), ("82，225.00", 82225), ("12 500 000", 12500000),
    ("3.2亿", 320000000), ("1.4万亿", 1400000000000), ("5000万", 50000000), ("40w", 400000),
    ("1亿5000万", 150000000), ("1亿零500万", 105000000), ("1万5000亿", 1500000000000),
    ("2万4千", 24000), ("4千8百60万", 48600000),
    ("零", 0), ("〇", 0), ("两", 2), ("半", 0.5), ("十", 10), ("十二", 12), ("一十二", 12),
    ("廿", 20), ("廿五", 25), ("卅", 30), ("二〇一八", 2018), ("二○二三", 2023),
    ("一百零五", 105), ("一百五", 150), ("三百二十", 320), ("一千零五十", 1050), ("一万零五百", 10500),
    ("两万五", 25000), ("三千二百万", 32000000), ("五点零七亿", 507000000), ("十点三亿", 1030000000),
    ("一百二十点五万", 1205000), ("四万万", 400000000), ("百", 100), ("千万", 10000000), ("万亿", 1000000000000),
    ("九点五八三", 9.583),
    ("壹仟玖佰", 1900), ("叁佰万零伍仟", 3005000), ("叁亿壹仟柒佰肆拾贰万伍仟陆佰玖拾壹", 317425691),
])
def test_number(words, value):
    assert numerals.number(words) == value


@pytest.mark.parametrize("words", [
    "", " ", "三人", "abc", "一三千", "一百二三", "十百", "亿亿亿", "亿万",
    "1亿3亿", "半万亿半", "点五", "五点", "3,4", "1.2.3",
    "九" * 1000,
])
def test_no_number(words):
    assert numerals.number(words) is None


def test_exact_keeps_every_digit():
    assert numerals.exact("4837.006899万") == Decimal("48370068.99")


def test_whole_numbers_are_integers():
    assert isinstance(numerals.number("1.5万"), int)
    assert isinstance(numerals.number("1.5"), float)


@pytest.mark.parametrize("words", ["1" * 10**6, "亿" * 10**6, "1," * 10**6, "一" * 10**6])
def test_time_stays_linear(words):
    started = time.process_time()
    assert numerals.number(words) is None
    assert time.process_time() - started < 2
