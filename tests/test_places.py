"""Places in a text: what is found, and which division it is once the whole story has been read."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from etl import extract, fold, knowledge, resolve
from etl.extract import names
from etl.model import Mention, Organisation, Place
from etl.resolve import addresses, places

CASES = [json.loads(line) for line in (Path(__file__).parent / "golden" / "places.jsonl").open(encoding="utf-8")]


def _mentions(text: str) -> list[Mention]:
    return [mention for mention in resolve.names(fold.text(text), extract.mentions(text)) if mention.kind == "place"]


def _places(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start:mention.end], knowledge.places().official(mention.value.adcode))
            for mention in _mentions(text) if isinstance(mention.value, Place)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_golden_places(case):
    assert _places(case["text"]) == [(place["text"], place["adcode"]) for place in case["places"]]


def test_the_golden_cases_are_many_and_hold_near_misses():
    assert len(CASES) >= 200
    assert sum(not case["places"] for case in CASES) >= 60


def test_what_stays_open_keeps_its_candidates_and_says_why():
    [mention] = _mentions("普陀区的园区昨日开园")
    assert (mention.value, mention.rule) == (None, "ambiguous")
    assert set(mention.candidates) == {"310107", "330903"}
    [mention] = _mentions("双方加强合作")
    assert (mention.value, mention.rule) == (None, "unconfirmed")


def test_the_paper_settles_which_of_several_is_meant():
    text = "鼓楼区装上智能门禁\n我市老旧小区改造再进一步。"
    for home, code in ((None, None), ("350100", "350102"), ("320000", None)):
        [mention] = [m for m in resolve.names(text, extract.mentions(text), home) if m.kind == "place"]
        assert (mention.value and mention.value.adcode) == code


def test_offsets_point_into_the_text_as_received():
    text = "２０２４年，臺北與蘇州工業園區簽約"
    assert [text[mention.start:mention.end] for mention in _mentions(text)] == ["臺北", "蘇州工業園區"]


@pytest.mark.parametrize(("text", "seat"), [
    ("朝阳区人民政府发布通知\n北京市将推广。", "110105"), ("朝阳区人民政府发布通知\n长春市将推广。", "220104"),
    ("北海数据中心管理局招标\n滨州北海的系统升级。", "371600"), ("朝阳区人民政府发布通知\n项目将推广。", None)])
def test_the_story_settles_where_an_organisation_is(text, seat):
    [body] = [mention.value for mention in resolve.names(text, extract.mentions(text))
              if isinstance(mention.value, Organisation)]
    assert body.seat == seat


@pytest.mark.parametrize(("name", "code", "length"), [
    ("合肥市蜀山区生态环境局", "340104", 6), ("福建省鼓楼区鼓楼医院", "350102", 6), ("青岛海关", "370200", 2),
    ("朝阳区人民政府", None, 0), ("安达信咨询公司", None, 0), ("平安银行", None, 0), ("西湖大学", None, 0)])
def test_the_division_that_an_organisations_name_begins_with(name, code, length):
    assert addresses.address(name) == (code, length)


@pytest.mark.parametrize("text", ["朝阳、", "北京朝阳", "鼓楼区，", "合作", "在沪", "市中区", "（", "Xi'an "])
def test_time_stays_linear(text):
    def seconds(count: int) -> float:
        long = text * count
        start = time.process_time()
        places.places(long, names.find(long))
        return time.process_time() - start

    seconds(100)
    small = max(seconds(2_000), 0.002)
    assert seconds(20_000) < 40 * small
