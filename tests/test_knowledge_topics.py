"""Domains and event types: every entry is whole, and every example is recognised as its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl import assemble, knowledge
from etl.assemble import cues, domains, weigh, what
from etl.model import DOMAINS, EVENT_TYPES, Story

DOMAIN_EXAMPLES = [(code, text) for code, topic in knowledge.domains().items() for text in topic.examples]
TYPE_EXAMPLES = [(code, text) for code, topic in knowledge.event_types().items() for text in topic.examples]

STORIES = [json.loads(line) for line in (Path(__file__).parent / "golden" / "topics.jsonl").read_text("utf-8").splitlines()]


def scene(text: str) -> assemble.Scene:
    return assemble.read(Story("s", text, text + "。"))


def test_every_code_of_the_contract_has_an_entry_in_its_order():
    assert tuple(knowledge.domains()) == DOMAINS
    assert tuple(knowledge.event_types()) == EVENT_TYPES


def test_every_entry_has_two_examples_and_both_names():
    for topic in (*knowledge.domains().values(), *knowledge.event_types().values()):
        assert len(topic.examples) >= 2, topic.id
        assert topic.zh and topic.en and topic.weights


@pytest.mark.parametrize(("code", "text"), DOMAIN_EXAMPLES)
def test_a_domain_s_example_is_its_own(code, text):
    found = scene(text)
    assert domains.domains(found, what.event_type(found)[0])[0][:1] == (code,)


@pytest.mark.parametrize(("code", "text"), TYPE_EXAMPLES)
def test_an_event_type_s_example_is_its_own(code, text):
    assert what.event_type(scene(text))[0] == code


def test_no_word_names_two_domains():
    """A cue may point to several domains; a name names one."""
    owner: dict[str, str] = {}
    for code, topic in knowledge.domains().items():
        for word, weight in topic.weights.items():
            if weight >= cues.NAMES:
                assert owner.setdefault(word, code) == code, word


def test_every_weight_belongs_to_a_field():
    assert {field for field, _, _ in weigh.table()} == {"event_type", "domain", "date", "place", "partner", "amount", "further"}


# ---------------------------------------------------------------- stories of many kinds (golden/topics.jsonl)

@pytest.fixture(scope="module")
def told() -> list[tuple[dict, str, set[str]]]:
    """Each story with the type and the domains that are read from it."""
    found = []
    for one in STORIES:
        whole = assemble.read(Story(one["id"], one["title"], one["body"]))
        kind = what.event_type(whole)[0]
        found.append((one, kind, set(domains.domains(whole, kind)[0])))
    return found


def test_event_types_of_stories(told):
    wrong = [one["id"] for one, kind, _ in told if kind not in (one["event_type"], *one["event_type_accept"])]
    assert len(wrong) <= 0.05 * len(told), wrong


def test_domains_of_stories(told):
    """Each required one is given, and none that is neither required nor accepted."""
    wrong = [one["id"] for one, _, given in told
             if not set(one["domains"]) <= given <= {*one["domains"], *one["domains_accept"]}]
    assert len(wrong) <= 0.1 * len(told), wrong


# ---------------------------------------------------------------- how a word stands

def stands(text: str, topic: str) -> list[str]:
    return [cue.stands for cue in cues.cues(assemble.read(Story("s", text, "")), "domain")[topic]]


def test_a_field_stands_free_or_in_a_list_or_in_a_name_or_is_denied():
    assert stands("智慧停车平台上线", "transport") == ["free"]
    assert stands("双方在智慧停车、智慧教育领域合作", "transport") == ["list"]
    assert stands("在政务、医疗、教育、智慧停车、旅游、社区等领域推广", "transport") == ["long list"]
    assert stands("公司不涉及智慧停车等业务", "transport") == ["denied"]
    assert set(stands("杭州市交通运输局发布公告", "transport")) == {"name"}


def test_a_technology_that_serves_a_subject_is_a_means():
    assert stands("5G智慧医院揭牌", "infrastructure") == ["means"]
    assert stands("旅游大数据中心投用", "infrastructure")[0] == "means"
    assert stands("平台利用物联网管理水表", "infrastructure") == ["means"]
    assert stands("大数据、人工智能等技术", "infrastructure")[-1] == "means"
    assert stands("与腾讯合作建设物联网", "infrastructure") == ["free"]
    assert stands("医院旁的路口新开通5G", "infrastructure") == ["free"]


def test_what_is_said_of_the_city_says_nothing_against_its_subjects():
    found = assemble.read(Story("s", "智慧城市签约，智慧城市、智慧城市项目落地", "智慧停车、智慧养老上线。"))
    clues = {one.value: one.clues for one in domains.fields(found, "agreement")}
    assert clues["transport"]["of:best"] < 0.5
    assert clues["transport"]["of:subjects"] == clues["welfare"]["of:subjects"] == 1.0
    assert "of:subjects" not in clues["urban"]


def test_a_run_of_sentences_that_each_name_a_topic_is_an_enumeration():
    told = "在郑州，智慧医院方案已投用；在成都，智慧校园覆盖六十所学校；在威海，智慧环保盯住海岸。"
    found = assemble.read(Story("s", "某公司方案走进三城", told))
    items = {one.value for one in domains.fields(found, "deployment") if "item" in one.clues}
    assert items == {"healthcare", "education", "environment"}
    two = assemble.read(Story("s", "某公司方案走进两城", "在郑州，智慧医院方案已投用；在成都，智慧校园覆盖六十所学校。"))
    assert not any("item" in one.clues for one in domains.fields(two, "deployment"))


def test_a_fair_on_smart_cities_is_about_the_field_and_not_the_city_s_management():
    for title in ("第十届工程管理（智慧城市）论坛开幕", "新型智慧城市（成都）高峰论坛举行", "智慧城市科技与投资博览会开幕"):
        assert "free" in stands(title, "standards")
        assert stands(title, "urban") == []
    assert stands("在全国智慧城市建设推进大会上，这家公司亮相", "standards") == []


def test_a_division_that_calls_itself_smart_is_the_city_as_a_whole():
    assert stands("双方共建“数字鞍山”", "urban") == ["free"]
    assert stands("“数字敦煌”素材库开放", "urban") == []


def test_no_word_is_found_across_the_border_of_two_others():
    assert stands("与市政府签约", "urban") == []
    assert stands("依靠互联网和物联网", "transport") == []
    found = cues.cues(assemble.read(Story("s", "互联网企业的物联网产品", "")), "type")
    assert found["deployment"] == []
