"""Dates found in a text with their spans and rules, completed with and without a day of writing; time stays linear."""

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from etl import fold
from etl.extract import date_patterns, date_words, dates
from etl.knowledge import almanac
from etl.model import DateExpression

GOLDEN = Path(__file__).parent / "golden" / "dates.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]


def found(text: str, reference: str | None) -> list[dict]:
    day = dt.date.fromisoformat(reference) if reference else None
    mentions = []
    for mention in dates.find(fold.text(text)):
        span = dates.complete(mention.value, reference=day)
        mentions.append({"text": text[mention.start:mention.end], "date": span and span.start.isoformat(),
                         "date_end": span.end.isoformat() if span and span.end else None,
                         "date_precision": span and span.precision})
    return mentions


def day_of(text: str, **context) -> str | None:
    """What the only date of ``text`` is completed to, as 2018-08-20, 2018-08 or 2018."""
    (mention,) = dates.find(text)
    span = dates.complete(mention.value, **context)
    return span and span.start.isoformat()[:{"day": 10, "month": 7, "year": 4}[span.precision]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:24]} {case['reference'] or ''}")
def test_golden(case):
    assert found(case["text"], case["reference"]) == case["mentions"]


def test_golden_is_large_enough():
    assert len(CASES) >= 150
    assert sum(not case["mentions"] for case in CASES) >= 40


def test_offsets_hold_among_other_words():
    text = "🏙 消息：２０１８年８月２０日，双方签约；8月20日—22日办展。"
    mentions = dates.find(fold.text(text))
    assert [text[m.start:m.end] for m in mentions] == ["２０１８年８月２０日", "8月20日—22日"]
    assert all(m.kind == "date" for m in mentions)


@pytest.mark.parametrize(("text", "rule"), [
    ("8月20日，双方签约", "date"),
    ("9月1日起，全市地铁支持刷码", "date"),
    ("预计明天签署备忘录", "date"),
    ("2018中国智慧城市国际博览会开幕", "name_year"),
    ("CES 2020上展出", "name_year"),
    ("印发《2026年工作要点》", "name_year"),
    ("2020年度优秀案例奖揭晓", "name_year"),
    ("服务北京2022年冬奥会", "name_year"),
    ("自2015年以来深耕交通", "since"),
    ("2016年起承建", "since"),
    ("今年以来落户七家", "since"),
    ("自2019年1月1日起施行", "effective"),
    ("将于2019年7月1日起正式实施", "effective"),
    ("到2025年建成五个平台", "deadline"),
    ("2020年底前完成改造", "deadline"),
    ("截至4月底已接入三万路", "deadline"),
    ("预计2021年6月建成", "deadline"),
    ("年内陆续动工", "deadline"),
    ("公司成立于2004年", "founding"),
    ("2004年成立的研究院", "founding"),
    ("成立日期：2012年9月11日", "founding"),
    ("未来五年投入百亿元", "duration"),
    ("30日内签订合同", "duration"),
    ("国庆前完工", "festival"),
    ("元旦启用", "date"),
])
def test_rule(text, rule):
    assert [mention.rule for mention in dates.find(text)] == [rule]


class TestWithoutReference:
    """What the rest of the story or digest tells completes a date, but never makes a day of 昨日."""

    def test_year_completes_month_and_day(self):
        assert day_of("8月20日", year=2018) == "2018-08-20"
        assert day_of("8月", year=2018, month=7) == "2018-08"

    def test_month_completes_a_day(self):
        assert day_of("22日下午", year=2018, month=8) == "2018-08-22"
        assert day_of("22日下午", year=2018) is None

    def test_turn_of_the_year(self):
        assert day_of("12月30日", year=2019, month=1) == "2018-12-30"
        assert day_of("1月3日", year=2018, month=12) == "2019-01-03"

    @pytest.mark.parametrize("words", ["今天", "昨日", "今日上午"])
    def test_today_is_a_month_at_most(self, words):
        assert day_of(words, year=2018, month=8) == "2018-08"
        assert day_of(words, year=2018) is None
        assert day_of(words) is None

    @pytest.mark.parametrize("words", ["近日", "日前", "近期", "上周五", "周三", "三天前", "当天", "明天"])
    def test_vague_words_stay_empty(self, words):
        assert day_of(words, year=2018, month=8) is None

    def test_relative_years_and_months(self):
        assert day_of("去年12月", year=2018) == "2017-12"
        assert day_of("上个月", year=2018, month=1) == "2017-12"
        assert day_of("本月8日", year=2018, month=8) == "2018-08-08"
        assert day_of("去年") is None

    def test_nothing_known(self):
        assert day_of("8月20日") is None
        assert day_of("2018年8月20日") == "2018-08-20"


def test_basis():
    def basis(text, **context):
        return dates.complete(dates.find(text)[0].value, **context).basis

    reference = dt.date(2018, 8, 24)
    assert basis("2018年8月20日") == basis("2018年8月21日至23日") == basis("12月30日至2019年1月2日") == "stated"
    assert basis("8月20日", reference=reference) == basis("昨日", reference=reference) == "resolved"
    assert basis("8月20日", year=2018) == "resolved"
    assert basis("今天（2018年8月24日）") == "stated"


def test_announced_days_lie_ahead():
    reference = dt.date(2019, 5, 20)
    assert day_of("大会将于11月6日开幕", reference=reference) == "2019-11-06"
    assert day_of("大会11月6日闭幕", reference=reference) == "2018-11-06"


def test_no_such_day():
    assert dates.complete(DateExpression(year=2019, month=2, day=29)) is None
    assert dates.complete(DateExpression(year=9999, relative="year", offset=3), reference=dt.date(9999, 1, 1)) is None
    assert dates.complete(DateExpression(year=2019, month=5, day=3, end=DateExpression(year=2018))) is None


def test_almanac():
    assert almanac.lunar_day(2020, 1, 1) == dt.date(2020, 1, 25)
    assert almanac.lunar_day(2020, 5, 1) == dt.date(2020, 6, 21)  # after the leap fourth month
    assert almanac.lunar_day(1800, 1, 1) is None
    assert almanac.festival_day("清明", 2021) == dt.date(2021, 4, 4)
    assert almanac.festival_day("腊八", 2021) == dt.date(2021, 1, 20)
    assert almanac.festival_day("母亲节", 2021) == dt.date(2021, 5, 9)


def test_every_festival_is_found_after_a_year():
    for name in almanac.festivals():
        (mention,) = dates.find(f"2021年{name}")
        assert dates.complete(mention.value).start == almanac.festival_day(name, 2021)


def test_every_kind_of_word_has_a_reader():
    from etl.extract import date_readers

    assert {kind for kind, _, _ in date_patterns.shapes()} <= date_readers._READERS.keys()
    assert date_words.DEPENDENT <= date_readers._READERS.keys()


@pytest.mark.parametrize("unit", [
    "1", "年", "月", "上", "前", "十", "（", " ", "1-", "2018-", "2018.1.1-", "2018至", "8月", "1日、", "8月20日、",
    "今年", "周一至", "《2018年", "Jan ", "近 1", "农历", "年底", "2018中国", "今天（",
])
def test_time_is_linear(unit):
    """A quadratic pattern would take hours."""
    text = unit * ((1_000_000 if len(unit) == 1 else 100_000) // len(unit))
    begun = time.process_time()
    dates.find(text)
    assert time.process_time() - begun < 30
