"""Files → stories: formats, encodings, digests, and everything that can be wrong with a file."""

import datetime as dt
import json
import os

import pytest

from etl import read
from etl.read import digest, record, source

STORY = {"title": "丹东与东软签约", "body": "8月20日，丹东的市政府同东软集团签约。"}


def everything(*paths):
    problems, issues = [], []
    return list(read.stories(paths, problems.append, issues.append)), [str(p) for p in problems], issues


def write(path, *objects):
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in objects), encoding="utf-8")
    return path


# ---------------------------------------------------------------- records

def test_a_jsonl_story_keeps_what_it_was_given(tmp_path):
    path = write(tmp_path / "a.jsonl", STORY | {"id": "x1", "published": "2018年8月24日", "source": "日报",
                                                "url": "https://a.cn/1"})
    [story], problems, issues = everything(path)
    assert (story.story_id, story.title, story.body) == ("x1", STORY["title"], STORY["body"])
    assert (story.published, story.source, story.url) == (dt.date(2018, 8, 24), "日报", "https://a.cn/1")
    assert story.origin == f"{path}:1" and story.digest is None and not problems and not issues


def test_text_stands_for_body_and_a_missing_title_is_the_first_paragraph(tmp_path):
    path = write(tmp_path / "a.jsonl", {"title": "甲", "text": "乙"}, {"body": "首段\n次段"})
    stories, problems, _ = everything(path)
    assert [(story.title, story.body) for story in stories] == [("甲", "乙"), ("首段", "次段")] and not problems


def test_only_white_space_around_paragraphs_goes(tmp_path):
    path = write(tmp_path / "a.jsonl", {"title": " 甲 乙 ", "body": "　　一  段　尾\r\n\r\n\t二段 "})
    [story], _, _ = everything(path)
    assert (story.title, story.body) == ("甲 乙", "一  段　尾\n二段")


@pytest.mark.parametrize(("written", "expected"), [
    ("2018-08-24", dt.date(2018, 8, 24)), ("2018/8/24", dt.date(2018, 8, 24)), ("2018年8月4日", dt.date(2018, 8, 4)),
    ("2018-08-24T09:30:00+08:00", dt.date(2018, 8, 24)), ("2018-08-24 09:30", dt.date(2018, 8, 24)),
    ("2018-02-30", None), ("上周", None), ("24", None), (None, None), (20180824, None)])
def test_day_of_publication(written, expected):
    assert record.day(written) == expected


def test_unreadable_day_and_link_are_issues(tmp_path):
    path = write(tmp_path / "a.jsonl", STORY | {"published": "上周", "url": "javascript:alert(1)"})
    [story], problems, issues = everything(path)
    assert story.published is None and story.url is None and not problems
    assert [(issue.reason, issue.text) for issue in issues] == [
        ("published_unreadable", "上周"), ("url_unreadable", "javascript:alert(1)")]


def test_ids_are_stable_and_differ_with_any_part(tmp_path):
    path = write(tmp_path / "a.jsonl", STORY, STORY | {"body": "另一篇。"}, STORY | {"published": "2018-08-24"})
    first, _, _ = everything(path)
    again, _, _ = everything(path)
    assert [s.story_id for s in first] == [s.story_id for s in again]
    assert len({s.story_id for s in first}) == 3 and all(len(s.story_id) == 12 for s in first)


def test_the_same_story_twice_is_one_and_an_issue(tmp_path):
    write(tmp_path / "a.jsonl", STORY, STORY)
    write(tmp_path / "b.jsonl", STORY | {"id": "other"})
    stories, problems, issues = everything(tmp_path)
    assert len(stories) == 1 and not problems
    assert [issue.reason for issue in issues] == ["duplicate", "duplicate"]
    assert {issue.story_id for issue in issues} == {stories[0].story_id}


def test_two_stories_with_one_id_get_two(tmp_path):
    path = write(tmp_path / "a.jsonl", STORY | {"id": "x"}, STORY | {"id": "x", "body": "另一篇。"})
    stories, _, issues = everything(path)
    assert stories[0].story_id == "x" and stories[1].story_id.startswith("x-")
    assert [issue.reason for issue in issues] == ["id_reused"]


# ---------------------------------------------------------------- what is wrong

def test_a_bad_line_is_named_and_the_others_are_kept(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps(STORY, ensure_ascii=False)
    lines = ["{", "[1]", '{"title": 3}', "{}", '{"title": "甲", "body": {"a": 1}}', "[" * 100000, "9" * 5000,
             '{"title": "\\u0000"}', "", good]
    path.write_text("\n".join(lines), encoding="utf-8")
    stories, problems, _ = everything(path)
    assert [story.origin for story in stories] == [f"{path}:10"]
    assert [problem.split(": ")[0] for problem in problems] == [f"{path}:{n}" for n in range(1, 9)]
    assert "not valid JSON" in problems[0] and "no title and no body" in problems[3]


def test_a_line_with_broken_bytes_costs_only_itself(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps(STORY, ensure_ascii=False).encode()
    path.write_bytes(good + b"\n" + good.replace("丹东".encode(), "丹东".encode()[:-1], 1) + b"\n")
    stories, problems, _ = everything(path)
    assert len(stories) == 1 and problems == [f"{path}:2: damaged: not valid UTF-8"]


def test_a_lone_surrogate_cannot_stop_the_table(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "甲\\ud800乙", "body": "丙\\udfff。"}', encoding="utf-8")
    [story], _, _ = everything(path)
    assert story.text.encode("utf-8") and len(story.title) == 3


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "empty"), (b"\n \r\n", "empty"), (b"\xef\xbb\xbf", "empty"), (b"\xff\xfe", "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"), (b"abc\x00def", "binary"), (b"\x00" * 64, "binary"),
    (bytes(range(128, 256)) * 8, "known encoding"),
    ("智慧城市，签约仪式。".encode()[:-1] * 3, "damaged"),
    (b"\xff\xfe" + "智慧城市".encode("utf-16-le")[:-1], "damaged")])
@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_a_file_without_text_is_named_with_its_reason(tmp_path, content, reason, suffix):
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(content)
    stories, problems, _ = everything(path, write(tmp_path / "good.jsonl", STORY))
    assert len(stories) == 1 and len(problems) == 1
    assert problems[0].startswith(f"{path}: ") and reason in problems[0]


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 100)
    path = tmp_path / "a.txt"
    path.write_text("长" * 100, encoding="utf-8")
    assert "too large" in everything(path)[1][0]


def test_missing_and_unknown_and_empty_folder(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "none").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    _, problems, _ = everything(tmp_path / "no.txt", tmp_path / "a.pdf", tmp_path / "none", tmp_path / "pipe.txt")
    assert [problem.split(": ", 1)[1].split(" (")[0] for problem in problems] == [
        "no such file or folder", "unknown format", "a folder without stories", "not a regular file"]


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    path = write(tmp_path / "a.jsonl", STORY)

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    assert everything(path)[1] == [f"{path}: cannot be opened (Permission denied)"]


def test_folders_are_read_in_depth_and_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for number, name in enumerate(["b/2.jsonl", "b/1.JSONL", "a.jsonl", ".hidden.jsonl", ".git/x.jsonl", "README.txt"]):
        write(tmp_path / name, STORY | {"body": str(number)})
    (tmp_path / "sources.md").write_text("where they come from")
    stories, problems, _ = everything(tmp_path, tmp_path / "a.jsonl")
    assert [story.body for story in stories] == ["2", "1", "0"] and not problems


# ---------------------------------------------------------------- encodings

TEXT = "丹东与东软签约智慧城市项目\n8月20日，丹东的市政府同东软集团签约。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    [story], problems, _ = everything(path)
    assert story.text == TEXT.strip() and not problems


def test_big5_is_not_taken_for_gb18030():
    assert source.decode("臺北市與騰訊簽署智慧城市合作協議，投資三億元。".encode("big5")).startswith("臺北市")


def test_a_json_array(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([STORY, {"title": "甲"}, 3], ensure_ascii=False), encoding="utf-8")
    stories, problems, _ = everything(path)
    assert [story.origin for story in stories] == [f"{path}:1", f"{path}:2"]
    assert problems == [f"{path}:3: not an object with a title and a body"]


# ---------------------------------------------------------------- digests

def titles(text):
    return [title for _, title, _ in digest.split(source.lines(text))]


@pytest.mark.parametrize("name", ["seed", "dev", "more", "long"])
def test_the_labelled_digests_split_exactly(gold, name):
    labelled = [json.loads(line) for line in (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    parts = digest.split(source.lines(source.text(gold / f"{name}_digest.txt")))
    assert [(title, body) for _, title, body in parts] == [(s["title"], s["body"]) for s in labelled[:len(parts)]]
    assert len(parts) == {"seed": 19, "dev": 14, "more": 20, "long": 12}[name]


HARD = [
    ("临江市一口气签下7个项目 数字经济占了大半", [
        "本报临江讯（记者 王一 通讯员 李二）6月3日，临江市举行集中签约仪式，7个项目落地。", "✔ 总投资21亿元，",
        "✔ 一半以上是数字经济。", "“这只是开始。”市长说，“还会有更多。”", "图为签约现场。 通讯员 供图", "责任编辑：赵三"]),
    ("“一网统管”上线，城市治理会更聪明吗？", [
        "记者从城管局获悉，云山区“一网统管”平台昨日上线。", "三个问题怎么看", "一是数据从哪里来。平台接入了12个部门的数据。",
        "真的管用吗？", "试运行三个月，办结率达到98%。", "（来源：云山日报）"]),
    ("海川集团拟投资30亿元，在北岸新区建设亚洲最大的绿色智算中心、大数据产业园和配套能源站！", [
        "海川集团5月9日公告，公司拟在北岸新区投资建设智算中心。公告要点如下：", "一、项目概况", "项目总投资30亿元，建设期三年。",
        "（一）资金来源：自筹；", "二、风险提示", "项目尚需股东大会审议。", "特此公告。",
        "海川集团股份有限公司董事会", "2021年5月9日"]),
    ("南桥区老人用上“智慧手环”", ["近日，南桥区为2000位老人免费发放智慧手环。", "【背景】", "南桥区60岁以上人口占三成。"]),
]


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines everywhere"])
@pytest.mark.parametrize("stories", ["\n", "\n\n", "\n\n\n\n"], ids=["plain", "a blank line", "wide gaps"])
def test_a_hard_digest_splits_however_it_is_spaced(between, stories):
    text = stories.join(between.join([title, *body]) for title, body in HARD)
    parts = digest.split(source.lines(text))
    assert [(title, body.split("\n")) for _, title, body in parts] == HARD


def test_the_digests_own_title_belongs_to_no_story(tmp_path):
    path = tmp_path / "week.txt"
    path.write_text("智慧城市一周要闻（8月第4周）\n" + "\n".join([HARD[0][0], *HARD[0][1], HARD[3][0], *HARD[3][1]]),
                    encoding="utf-8")
    stories, _, issues = everything(path)
    assert [story.title for story in stories] == [HARD[0][0], HARD[3][0]]
    assert [(issue.reason, issue.text) for issue in issues] == [("line_left_out", "智慧城市一周要闻（8月第4周）")]
    assert {story.digest for story in stories} == {str(path)} and stories[0].origin == f"{path}:2"


def test_counted_headlines():
    assert titles("1. 甲市签约\n近日，甲市签约。\n（1）第一条；\n2. 乙市上线平台\n乙市平台上线。\n3、丙市招标\n丙市招标。") == [
        "甲市签约", "乙市上线平台", "丙市招标"]


def test_one_story_is_no_digest(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("甲市签约\n近日，甲市签约。", encoding="utf-8")
    [story], _, _ = everything(path)
    assert story.digest is None and story.body == "近日，甲市签约。"
