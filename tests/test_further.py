"""Further events: stories of our own that report several, and stories whose background must not become one."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

import pytest

from etl import assemble, export, pipeline
from etl.model import Event, Story

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
import score  # noqa: E402 - the project's own scorer, a script

TITLE = "眉山与岱岳云签约 共建城市大脑"
LEAD = "5月8日，眉山市人民政府与岱岳云科技有限公司签署战略合作协议，双方将共建城市大脑，项目总投资3.6亿元。\n"


def further(body: str, title: str = TITLE, lead: str = LEAD) -> list[Event]:
    story = Story("s", title, lead + body, dt.date(2021, 5, 10))
    return list(assemble.reading(assemble.read(story)).events[1:])


def names(event: Event) -> set[str]:
    return {partner.name for partner in event.partners}


def test_a_second_signing_on_the_same_day():
    (event,) = further("当天，彭山区教育局还与四川联智教育科技有限公司签订智慧校园协议，投资4200万元。")
    assert event.event == "彭山区教育局还与四川联智教育科技有限公司签订智慧校园协议"
    assert {place.adcode for place in event.places} == {"511403"}
    assert event.date and event.date.start == dt.date(2021, 5, 8)
    assert event.amount and event.amount.minimum == 42_000_000
    assert "四川联智教育科技有限公司" in names(event)


def test_a_further_event_keeps_its_own_day():
    (event,) = further("5月6日，岱岳云科技有限公司还与仁寿县人民政府签约，投资8000万元建设智慧停车系统。")
    assert event.date and event.date.start == dt.date(2021, 5, 6)
    assert {place.adcode for place in event.places} == {"511421"}


def test_the_next_day():
    (event,) = further("次日，丹棱县人民政府与四川橙视智农科技有限公司签署智慧果园协议，投资1500万元。")
    assert event.date and event.date.start == dt.date(2021, 5, 9)


def test_lots_of_one_tender():
    lead = "5月8日，眉山市公安局公布智慧交通项目中标结果，总预算1.2亿元。\n"
    body = ("第一标段由四川岱安智能科技有限公司中标，中标金额5600万元；"
            "第二标段由成都联信交通技术有限公司中标，中标金额4300万元。")
    events = further(body, "眉山智慧交通项目两个标段结果出炉", lead)
    assert [event.amount and event.amount.minimum for event in events] == [56_000_000, 43_000_000]
    assert [event.event_type for event in events] == ["tender", "tender"]
    assert events[0].event.startswith("第一标段由四川岱安智能科技有限公司中标")


@pytest.mark.parametrize("body", [
    "下一步，岱岳云科技有限公司拟与仁寿县人民政府签署智慧停车协议，投资8000万元。",
    "彭山区区长王平、四川联智教育科技有限公司董事长李强出席并见证签约。",
    "根据协议，双方将在仁寿县建设数据中心，预计明年投产，投资8000万元。",
    "近年来，岱岳云科技有限公司先后与绵阳、德阳、乐山等地签署合作协议，累计金额超过10亿元。",
    "签约结束后，眉山市市长一行参观了岱岳云科技有限公司。",
    "项目分两期建设，一期投资1.6亿元，二期投资2亿元。",
    "仁寿县智慧停车项目此前招标流标，预算为8000万元。",
    "岱岳云科技有限公司成立于2012年，总部设在成都，去年营业收入12亿元。",
    "统计显示，全省已建成智慧社区320个，签下协议的城市超过18个城市。",
])
def test_background_is_no_event(body):
    assert not further(body)


def test_no_value_is_surer_than_the_event():
    (event,) = further("当天，彭山区教育局还与四川联智教育科技有限公司签订智慧校园协议，投资4200万元。")
    assert all(0 < evidence.confidence < 1 for evidence in event.evidence)


def test_an_endless_sentence_costs_little():
    body = "丹棱县人民政府与四川橙视智农科技有限公司签约，" * 20_000
    began = time.process_time()
    further(body)
    assert time.process_time() - began < 20


def test_stories_that_no_weight_was_made_with():
    path = ROOT / "tests" / "golden" / "unseen_further.jsonl"
    events = list(export.records(pipeline.build([path], lambda problem: pytest.fail(str(problem)))))
    result, _ = score.score(score.load(path), events)
    assert result["secondary_recall"] >= 0.5
    assert result["events_per_story"] <= 2.2
    assert result["evidence"] == 1.0
