"""Stories of our own → events: which of several dates, places, parties and sums is the event's."""

from __future__ import annotations

import datetime as dt

import pytest

from etl import assemble, segment
from etl.model import Event, Story

SIGNED = ("临沂与岱岳云签约 共建城市大脑",
          "5月8日，临沂市人民政府与岱岳云科技有限公司签署战略合作协议，双方将共建城市大脑，项目总投资3.6亿元。\n"
          "此前，岱岳云科技有限公司2019年营业收入达12亿元，曾在青岛、济南承建同类平台。")


def story(title: str, body: str, published: str | None = "2021-05-10") -> Story:
    return Story("s", title, body, dt.date.fromisoformat(published) if published else None)


def primary(title: str, body: str, published: str | None = "2021-05-10") -> Event:
    return assemble.reading(assemble.read(story(title, body, published))).events[0]


@pytest.fixture(scope="module")
def signed() -> Event:
    return primary(*SIGNED)


def test_what_and_when(signed):
    assert signed.event == SIGNED[0]
    assert signed.event_type == "agreement"
    assert (signed.date.start, signed.date.precision, signed.date.basis) == (dt.date(2021, 5, 8), "day", "resolved")


def test_cities_of_the_background_are_left_out(signed):
    assert [place.adcode for place in signed.places] == ["371300"]


def test_parties_sign(signed):
    assert {(p.name, p.kind, p.role) for p in signed.partners} == {
        ("临沂市人民政府", "government", "signatory"), ("岱岳云科技有限公司", "company", "signatory")}


def test_turnover_is_not_the_event_s_money(signed):
    assert (signed.amount.minimum, signed.amount.maximum, signed.amount_kind) == (3.6e8, 3.6e8, "investment")


def test_every_value_points_at_its_words(signed):
    text = f"{SIGNED[0]}\n{SIGNED[1]}"
    words = {(e.field, text[e.start:e.end]) for e in signed.evidence}
    assert ("date", "5月8日") in words
    assert ("amounts", "3.6亿元") in words
    assert any(field == "partners" and "岱岳云" in found for field, found in words)


def test_no_publication_no_year_no_date():
    assert primary(*SIGNED, published=None).date is None


def test_a_digest_fixes_the_year_of_its_stories():
    stories = [Story(str(n), title, body, digest="d") for n, (title, body) in enumerate((
        ("甲项目开工", "2019年3月4日，绵阳市智慧停车项目开工建设。"), SIGNED))]
    dates = [events[0].date for _, events, _ in assemble.digest(stories)]
    assert [(date.start, date.basis) for date in dates] == [(dt.date(2019, 3, 4), "stated"),
                                                            (dt.date(2019, 5, 8), "resolved")]


def test_the_day_a_standard_takes_effect_is_not_its_date():
    event = primary("国家标准《智慧社区建设指南》发布",
                    "近日，国家标准化管理委员会批准发布《智慧社区建设指南》，自2021年10月1日起实施。")
    assert (event.date.start, event.date.precision) == (dt.date(2021, 5, 1), "month")


def test_today_counts_from_the_dateline():
    event = primary("张掖与岱岳云科技签约", "甘肃日报张掖5月8日电 张掖市人民政府与岱岳云科技有限公司今天签署合作协议。")
    assert event.date.start == dt.date(2021, 5, 8)


def test_today_of_one_who_speaks_is_not_the_event_s_day():
    event = primary("巴里坤启用智慧牧场平台", "“3号圈今天少喝了一桶水。”牧民指着手机说。\n5月6日，巴里坤县启用智慧牧场平台。")
    assert event.date.start == dt.date(2021, 5, 6)


def test_the_day_a_standard_begins_to_be_carried_out_is_not_its_date():
    event = primary("《城市大脑数据规范》国家标准获批",
                    "近日，国家标准《城市大脑数据规范》获批准发布，2022年1月1日正式开始实施。", None)
    assert event.date is None


def test_a_province_s_standard_is_of_the_province():
    event = primary("安徽发布《智慧灯杆技术规程》",
                    "5月6日，安徽省住房和城乡建设厅在淮北召开发布会，发布地方标准《智慧灯杆技术规程》。")
    assert [place.adcode for place in event.places] == ["340000"]


def test_a_city_and_its_district_that_head_a_story_each_by_itself_both_stand():
    event = primary("衡水智慧消防平台上线 桃城区先行试点", "5月6日，衡水市消防救援支队宣布智慧消防平台上线，桃城区先行试点。")
    assert {place.adcode for place in event.places} == {"131100", "131102"}


def test_where_an_investor_sits_abroad_is_not_the_place():
    event = primary("澜石智能完成2亿元B轮融资", "5月6日，澜石智能科技有限公司宣布完成2亿元B轮融资，新加坡主权基金淡马锡领投。")
    assert not event.places


def test_a_month_s_beginning_stays_a_month():
    event = primary("绵阳智慧停车平台上线", "绵阳市智慧停车平台4月上旬正式上线运行，市民可查询车位。")
    assert (event.date.start, event.date.end, event.date.precision) == (dt.date(2021, 4, 1), None, "month")


def test_the_exact_sum_stands_for_the_rounded_one():
    event = primary("1.6亿元！岱岳云科技中标绵阳智慧路灯项目",
                    "5月6日，岱岳云科技有限公司公告，公司中标绵阳市智慧路灯建设项目，中标金额160,354,724元。")
    assert event.amount.minimum == event.amount.maximum == 160354724


@pytest.mark.parametrize(("title", "body", "yuan"), [
    ("临汾智慧停车二期完工", "5月6日，临汾市城市管理局宣布，智慧停车二期工程完工。二期投资4,180万元，新增泊位2,100个；"
     "2018年建成的一期花了约3,600万元。\n收费标准为首小时2元，全天封顶12元。", 41_800_000),
    ("衢州三区公交刷上一个码", "5月6日，衢州市公交乘车码在柯城、衢江等地启用，首单只要1分钱。\n项目由衢州市交通运输局实施，"
     "花费650万元，其中市级补助180万元。", 6_500_000),
    ("河池中院用上智能庭审系统", "5月6日，河池市中级人民法院智能庭审系统启用，首场庭审审理的是一起借款纠纷，"
     "市民打一场官司的路费要五六百元。", None)])
def test_a_project_s_money_among_prices_parts_and_earlier_phases(title, body, yuan):
    amount = primary(title, body).amount
    assert (amount and amount.maximum) == yuan


def test_a_headline_s_bare_sum_is_as_open_as_the_text_says():
    event = primary("20亿元算力项目落户阿勒泰", "5月6日，阿勒泰地区行政公署与岱岳云科技有限公司签约，总投资超20亿元的项目落户。\n"
                    "至此，当地今年招商引资总额突破22亿元。")
    assert (event.amount.minimum, event.amount.maximum) == (2e9, None)


def test_nine_cities_are_one_event():
    event = primary("智慧养老平台落地三市", "5月6日，岱岳云科技有限公司宣布，智慧养老平台落地绵阳、德阳、泸州三市。")
    assert {place.adcode for place in event.places} == {"510700", "510600", "510500"}


def test_a_second_agreement_becomes_a_row_of_its_own():
    body = SIGNED[1] + "\n当天，东软集团与绵阳市人民政府签署智慧医疗合作协议，总投资2亿元。"
    events = assemble.reading(assemble.read(story(SIGNED[0], body))).events
    assert [event.primary for event in events] == [True, False]
    second = events[1]
    assert second.event == "东软集团与绵阳市人民政府签署智慧医疗合作协议"  # its clause
    assert {p.name for p in second.partners} == {"东软集团", "绵阳市人民政府"}
    assert [place.adcode for place in second.places] == ["510700"]
    assert second.amount.minimum == 2e8
    assert second.date.start == dt.date(2021, 5, 8)


def test_a_plan_to_sign_is_no_event_of_its_own():
    body = SIGNED[1] + "\n下一步，东软集团拟与绵阳市人民政府签署智慧医疗合作协议。"
    assert len(assemble.reading(assemble.read(story(SIGNED[0], body))).events) == 1


def test_an_ambiguous_place_becomes_an_issue():
    (_, events, issues), = assemble.digest([story("鼓楼区智慧社区建成", "鼓楼区智慧社区平台建成投用，居民可刷脸进门。")])
    assert not [place for place in events[0].places if place.adcode != "100000"]
    assert [(issue.reason, issue.text) for issue in issues if issue.field == "places"][:1] == [("ambiguous_place", "鼓楼区")]


@pytest.mark.parametrize("text", ["", "\n\n", "？？？", "(" * 20_000, "1" * 20_000, "，" * 20_000, "公司" * 10_000,
                                  "\x00\x01\ufffd" * 100, "年月日" * 5_000, "亿元" * 8_000])
def test_garbage_gives_no_value_and_does_not_break(text):
    event = primary(text[:40], text)
    assert event.date is None
    assert not event.places


def test_traditional_and_full_width_text_read_alike():
    event = primary("臺北與遠傳電信簽約", "５月８日，臺北市政府與遠傳電信股份有限公司簽署智慧城市合作協議，總投資３.６億元。")
    assert event.date.start == dt.date(2021, 5, 8)
    assert event.amount.minimum == 3.6e8
    assert event.amount.currency == "TWD"


def test_what_an_endless_story_holds_beyond_its_readable_part_is_an_issue():
    endless = Story("1", "长沙市与华为签约", "长沙市与华为签约。" + "中" * 10**6 + "，投资3亿元")
    ((told, events, issues),) = assemble.digest([endless])
    assert told is endless and events[0].amount is None
    assert [(issue.reason, issue.start, issue.text) for issue in issues if issue.field == "story"] == [
        ("too_long", segment.LONGEST, "中" * 60)]


GOOD = "长沙市与华为签约，投资3亿元。“智慧城市”的重点是数据"


@pytest.mark.parametrize("text", [GOOD.encode().decode("cp1252", "replace"), GOOD.encode().decode("latin-1"),
                                  GOOD.encode().decode("gbk", "replace"), GOOD.encode("gbk").decode("latin-1"),
                                  GOOD.encode("gbk").decode("utf-8", "replace")])
def test_text_in_a_wrong_encoding_is_an_issue_and_gives_no_value(text):
    ((_, (event,), issues),) = assemble.digest([Story("1", "标题", text)])
    assert [issue.reason for issue in issues] == ["garbled"]
    assert issues[0].text == f"标题\n{text}"[issues[0].start:issues[0].end]
    assert not (event.places or event.partners or event.domains or event.amount)


@pytest.mark.parametrize("text", [GOOD, "São Paulo与Zürich、Ñuñoa签约，气温30℃～35℃，×××公司……", "投资××××万元，······",
                                  "Résumé à l’été: “naïve” façade — 3 m², 5‰, €20"])
def test_what_is_only_foreign_or_withheld_is_not_garbled(text):
    ((_, _, issues),) = assemble.digest([Story("1", "标题", text)])
    assert "garbled" not in [issue.reason for issue in issues]


def test_names_beyond_hundreds_in_a_sentence_are_an_issue():
    endless = Story("1", "一览", "、".join(["长沙市"] * 400))
    ((_, _, issues),) = assemble.digest([endless])
    assert [issue.reason for issue in issues if issue.field == "story"] == ["too_many"]
