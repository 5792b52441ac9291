"""Story → sentences with offsets."""

import time

import pytest

from etl import segment
from etl.model import Story


def told(body, title="标题"):
    story = Story("1", title, body)
    found = segment.sentences(story)
    assert all(one.text == story.text[one.start:one.end] for one in found)
    return [one.text for one in found]


@pytest.mark.parametrize(("body", "expected"), [
    ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
    ("他说：“好。”又说：“行！”", ["他说：“好。”", "又说：“行！”"]),
    ("（见图。）下一句", ["（见图。）", "下一句"]),
    ("真的吗？！……是的。。。完", ["真的吗？！", "……是的。。。", "完"]),
    ("Really? Yes! 好", ["Really?", "Yes!", "好"]),
    ("见https://a.cn/b?c=1&d=2页", ["见https://a.cn/b?c=1&d=2页"]),
    ("投资3.5亿元, 占地1.2万亩", ["投资3.5亿元, 占地1.2万亩"]),
    ("　　甲。　　乙。", ["甲。", "乙。"]),
    ("", []), ("。", ["。"])])
def test_sentences(body, expected):
    assert told(body) == ["标题", *expected]


def test_paragraphs_are_counted_and_the_headline_is_0():
    found = segment.sentences(Story("1", "问？答！", "甲。乙。\n丙"))
    assert [one.paragraph for one in found] == [0, 0, 1, 1, 2]


def test_an_endless_story_is_read_to_the_end_of_a_sentence():
    short = Story("1", "标题", "甲市与乙公司签约。" * 100)
    assert segment.readable(short) is short
    text = segment.readable(Story("1", "标题", "甲市与乙公司签约。" * 20_000)).text
    assert segment.LONGEST - 9 < len(text) <= segment.LONGEST and text.endswith("签约。")
    assert segment.readable(Story("1", "长" * 10**6, "体")).text.strip() == "长" * segment.LONGEST


def test_a_long_text_takes_linear_time():
    started = time.process_time()
    assert len(told("长" * 400_000 + "”" * 200_000)) == 2
    assert len(told("。”" * 40_000)) == 40_001
    assert time.process_time() - started < 5


def test_every_seed_is_covered(tables):
    for row in tables.stories.head(40).itertuples():
        story = Story(row.story_id, row.title, row.body)
        kept = "".join(one.text for one in segment.sentences(story))
        assert "".join(kept.split()) == "".join(story.text.split())
