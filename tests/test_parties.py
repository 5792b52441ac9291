"""Which role the words around a name give it, what sets it apart, and how its sentence stands to the event."""

from __future__ import annotations

import pytest

from etl import assemble
from etl.assemble import apart, parties, standing, who
from etl.assemble.parties import Seen
from etl.assemble.scene import Scene
from etl.model import Organisation, Place, Story

TITLE = "岱城智慧停车项目启动"


def seen(body: str, name: str, title: str = TITLE) -> tuple[Scene, Seen]:
    """The last mention of an organisation in a story."""
    scene = assemble.read(Story("s", title, body, None))
    found = [one for line in scene.lines for one in parties.mentions(scene, line, ()) if name in one.mention.text]
    return scene, found[-1]


@pytest.mark.parametrize(("body", "name", "role"), [
    ("项目由沂川市公安局牵头，岱岳云科技有限公司和沂川公交集团参与。", "沂川公交集团", "participant"),
    ("专家组由北京大学和岱岳云科技有限公司共同组建，岱城银行普及推广。", "岱城银行", None),
    ("主办单位：沂川市公安局、岱岳云科技有限公司和沂川公交集团。", "沂川公交集团", "organiser"),
    ("主办方为沂川市公安局、岱岳云科技有限公司。", "岱岳云科技有限公司", "organiser"),
    ("随后，市政府委托岱岳云科技有限公司制订方案。", "岱岳云科技有限公司", "contractor"),
    ("中标社会资本：岱岳云科技有限公司与沂川建工集团有限公司联合体。", "沂川建工集团有限公司", "winner"),
    # the label is another firm's, and a clause with a verb stands between
    ("停车软件服务商日前完成新一轮融资，由顺为资本领投，岱岳云科技有限公司跟投。", "岱岳云科技有限公司", "investor"),
])
def test_the_words_around_a_name_give_its_role(body, name, role):
    assert seen(body, name)[1].role == role


def test_a_label_and_a_verb_are_told_apart():
    assert seen("采购人：沂川市公安局，预算300万元。", "公安局")[1].gap < 0
    assert seen("沂川市公安局采购了三百台设备。", "公安局")[1].gap >= 0


def test_a_list_shares_what_stands_before_it():
    scene, one = seen("系统由沂川市公安局、岱岳云科技有限公司共同建设。", "岱岳云")
    head = scene.text.index("沂川市公安局")
    assert "run after 由" in standing.clues(scene, one, head, [], "deployment")


@pytest.mark.parametrize(("body", "elsewhere"), [
    ("青岛的同类平台由岱岳云科技有限公司建设。", True), ("临沂的平台由岱岳云科技有限公司建设。", False),
    ("该平台由岱岳云科技有限公司建设。", False),
])
def test_a_sentence_of_another_city(body, elsewhere):
    scene, one = seen(body, "岱岳云")
    told = standing.tellings(scene, [one], "deployment", (Place("371300", "临沂市"),))
    assert ("elsewhere" in told[one.line.start]) is elsewhere


def test_a_city_in_the_headline_stands_for_its_body_that_signs():
    scene = assemble.read(Story("s", "金寨与航信签约", "金寨县旅游局与航天信息股份有限公司5月8日签署合同。", None))
    found = {one.value[0].name: one.clues for one in who.candidates(scene, "agreement", (Place("341524", "金寨县"),))}
    assert "its body is named" in found["金寨县人民政府"]
    assert "its body is named" not in found["金寨县旅游局"]


@pytest.mark.parametrize(("body", "name", "why"), [
    ("开标会在沂川市公共资源交易中心开标。", "交易中心", "loser or agent"),
    ("“岱岳云科技有限公司数字总部”将落户岱城。", "岱岳云科技有限公司", "in a thing's name"),
    ("“岱岳云科技有限公司”将建设新平台。", "岱岳云科技有限公司", None),
])
def test_a_thing_named_after_a_firm(body, name, why):
    scene, one = seen(body, name)
    assert apart.why(scene.text, one) == why


@pytest.mark.parametrize(("body", "about"), [
    ("据悉，该项目由岱岳云科技有限公司建设。", True),
    ("智慧停车系统由岱岳云科技有限公司开发。", True),
    ("岱岳云科技有限公司开发智慧停车系统。", False),
    ("近年来各地停车难，岱岳云科技有限公司由此成立。", False),
])
def test_a_sentence_that_goes_on_with_the_thing(body, about):
    scene, one = seen(body, "岱岳云")
    assert ("about it" in standing.clues(scene, one, one.mention.start, [], "deployment")) is about


def together(scene: Scene, one: Seen, *places: Place) -> dict[str, float]:
    return standing.together(scene, [one], standing.shares(scene, [one]), places)


def test_a_name_first_told_at_the_end_stands_far_down():
    body = "\n".join(["岱城今日启动智慧停车项目，新增泊位三千个。"] * 6 + ["岱岳云科技有限公司去年在外省做过同类项目。"])
    clues = together(*seen(body, "岱岳云"))
    assert clues["last paragraph"] == clues["paragraph:4"] == 1.0
    assert clues["far down"] > 0.4
    scene, one = seen(TITLE, "岱岳云", title=f"岱岳云科技有限公司的{TITLE}")
    assert not {"far down", "paragraph:1"} & set(together(scene, one))


@pytest.mark.parametrize(("name", "codes", "expected"), [
    ("市教育局", ["430602"], "岳阳市教育局"), ("区教育局", ["430602"], "岳阳楼区教育局"),
    ("区交警支队", ["211122", "120119"], "蓟州区交警支队"), ("州数据局", ["513300"], "甘孜藏族自治州数据局"),
    # no division of that level: nothing is made up
    ("区教育局", ["430626"], "区教育局"), ("州数据局", ["430600"], "州数据局"), ("省教育厅", ["120119"], "省教育厅")])
def test_a_bodys_level_is_that_of_its_division(name, codes, expected):
    places = tuple(Place(code, code) for code in codes)
    assert parties.full(Organisation(name, "government", False), places).name == expected


@pytest.mark.parametrize(("body", "near"), [("岱城智慧停车项目今日启动，由岱岳云科技有限公司建设。", 4),
                                            ("外省的岱岳云科技有限公司曾经上市。", 0)])
def test_a_paragraph_in_the_headlines_words(body, near):
    assert f"paragraph's words:{near}" in together(*seen(body, "岱岳云"))


@pytest.mark.parametrize(("name", "where"), [
    ("沂水县公安局", "sits there:government"), ("山东省公安厅", "sits above:government"),
    ("海门区公安局", "sits elsewhere:government"),
    ("岱岳云科技有限公司", "no seat:company")])
def test_where_an_organisation_sits(name, where):
    scene, one = seen(f"{name}启动项目。", name)
    assert where in together(scene, one, Place("371300", "临沂市"))


def test_how_long_an_organisation_is_called():
    assert together(*seen("岱岳云科技有限公司启动项目。", "岱岳云"))["called"] == 0.9


def test_the_verb_behind_a_name_is_a_clue():
    scene, one = seen("项目由沂川市公安局牵头建设。", "公安局")
    assert "act:牵头" in standing.clues(scene, one, one.mention.start, [], "deployment")
