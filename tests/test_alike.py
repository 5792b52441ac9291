"""Two names of one organisation in one story are led to the fuller one; names of two organisations stay two."""

from __future__ import annotations

import pytest

from etl import assemble
from etl.model import Organisation, Story
from etl.resolve import alike


def firm(name: str) -> Organisation:
    return Organisation(name, "company", False)


def body(name: str, kind: str = "government") -> Organisation:
    return Organisation(name, kind, False)


@pytest.mark.parametrize(("short", "long"), [
    ("沂川交发集团", "沂川市交通发展集团有限公司"), ("交发集团", "枣庄交发集团"), ("枣庄交发集团", "枣庄市交通发展集团有限公司"),
    ("瞰睿科技", "广州瞰睿电子科技有限公司"), ("岱岳云", "岱岳云科技有限公司"), ("泊易通", "杭州泊易通信息技术有限公司"),
    ("航澜云网贵州公司", "贵州航澜云网科技有限公司"), ("国康医学", "西安国康医学投资股份有限公司"),
    ("湛江交投", "湛江市交通投资集团"),
    ("福州地铁", "福州地铁集团有限公司"), ("国网丽水供电公司", "国网浙江丽水供电公司"), ("霞浦县供电公司", "国网霞浦县供电公司"),
    ("中国康养集团", "中国健康养老集团"), ("汐云股份", "福建汐云股份有限公司"),
])
def test_a_firms_short_name(short, long):
    assert alike.stands_for(firm(short), firm(long))
    assert not alike.stands_for(firm(long), firm(short))


@pytest.mark.parametrize(("one", "other"), [
    ("北部湾港集团", "北部湾港股份有限公司"), ("海澜集团", "海澜网络科技有限公司"), ("航峰科技", "北京航峰科技工业集团有限公司"),
    ("千衡科技", "枣庄千衡轨道装备有限公司"), ("万和信息", "万和化学集团"), ("湛江联讯", "湛江市交通投资集团"),
    ("国药控股恩施公司", "国药控股湖北有限公司"), ("国网海西供电公司", "国网青海省电力公司"),
    ("澜石水务", "澜石环境集团有限公司"),
])
def test_another_firm(one, other):
    assert not alike.stands_for(firm(one), firm(other))


@pytest.mark.parametrize(("short", "long"), [
    ("普洱市教体局", "普洱市教育体育局"), ("衢州大数据局", "衢州市大数据发展管理局"),
    ("文昌市旅文局", "文昌市旅游和文化广电体育局"),
    ("常州市人防办", "常州市人民防空办公室"), ("湛江交警支队", "湛江市公安局交通警察支队"),
    ("重庆市教委", "重庆市教育委员会"),
    ("长沙市资规局", "长沙市自然资源和规划局"), ("济南市交通运输委", "济南市城乡交通运输委员会"),
])
def test_a_public_bodys_short_name(short, long):
    assert alike.stands_for(body(short), body(long))


@pytest.mark.parametrize(("one", "other"), [
    ("芒市禁毒办", "芒市禁毒委员会"), ("临沂市水利局", "临沂市水利工程管理局"), ("长沙市公安局", "长沙市公安局岳麓分局"),
    ("杭州市西湖区教育局", "杭州市教育局"), ("枣庄市交通运输局", "枣庄市交通运行监测中心"), ("长沙市卫生局", "长沙市卫生监督局"),
    ("湛江市交通运输局", "湛江市公安局交通警察支队"),
])
def test_another_public_body(one, other):
    assert not alike.stands_for(body(one), body(other))


@pytest.mark.parametrize("name", ["中国联合网络通信有限公司云南省分公司", "云南联通", "中国联通云南分公司"])
def test_a_carriers_branch(name):
    assert alike.branch(name) == ("联通", "530000")


def test_a_branch_of_a_branch():
    assert alike.branch("中国移动湖北公司荆门分公司") == alike.branch("荆门移动") == ("移动", "420800")


def named(body: str) -> set[str]:
    scene = assemble.read(Story("s", "沂川智慧停车项目启动", body, None))
    return {one.value.name for one in scene.whole if one.kind == "organisation" and one.value}


def test_a_story_gives_each_organisation_one_name_and_keeps_the_words():
    text = "沂川澜投集团与岱岳云签约。广州瞰睿电子科技有限公司承建，瞰睿科技派驻工程师。"
    scene = assemble.read(Story("s", "瞰睿科技进沂川", text, None))
    found = [one for one in scene.whole if one.kind == "organisation" and one.value and "瞰睿" in one.text]
    assert {one.value.name for one in found} == {"广州瞰睿电子科技有限公司"}
    assert all(scene.text[one.start:one.end] == one.text for one in found)
    assert len({one.text for one in found}) == 2


@pytest.mark.parametrize("words", [
    "汐云科技旗下福建汐云信息科技有限公司中标。", "汐云科技全资子公司福建汐云信息科技有限公司中标。",
    "汐云科技、福建汐云信息科技有限公司签约。",
])
def test_what_the_text_sets_apart_stays_two(words):
    assert {"汐云科技", "福建汐云信息科技有限公司"} <= named(f"{words}汐云科技负责运维。")


def test_a_name_that_two_could_own_has_no_owner():
    names = named("江西汐云数据有限公司与福建汐云软件有限公司同台竞标。汐云科技未回应。")
    assert {"江西汐云数据有限公司", "福建汐云软件有限公司"} <= names
